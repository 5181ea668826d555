#!/bin/bash
# Queues: order and times, and that what was killed goes on where it was.
. "$(dirname "$0")/common.bash"

make_digits data 600
expect 0 "$loom" new --template digits-mlp a.loom --data data
cp a.loom b.loom

# A queue that is killed goes on, and what waits is not put in twice.
cp b.loom c.loom
cp a.loom d.loom
"$loom" queue c.loom d.loom --epochs 30 --threads 2 >out 2>err &
child=$!
sleep 0.7
kill -9 $child
wait $child 2>/dev/null
expect 0 "$loom" queue c.loom d.loom --epochs 30 --threads 2 --json
holds 'rows[-1]["event"] == "finished" and rows[-1]["failed"] == 0'
for project in c d; do
    expect 0 "$loom" runs $project.loom --json
    holds 'len(rows) == 1 and row["state"] == "finished" and row["epochs"] == 30 and row["study"].startswith("queue-")'
done
python3 -c '
import json
assert [e["state"] for e in json.load(open("c.runs/.queue.json"))["entries"]] == ["finished", "finished"]' || fail "the queue does not say so"

# Killed in the second entry: what is finished is not trained again.
cp a.loom first.loom
cp a.loom second.loom
"$loom" queue first.loom second.loom --epochs 40 --threads 2 --json >out 2>err &
child=$!
for ((i = 0; i < 300; ++i)); do
    grep -q '"ends"' out && break
    sleep 0.1
done
sleep 0.1
kill -9 $child
wait $child 2>/dev/null
expect 0 "$loom" queue first.loom second.loom --epochs 40 --threads 2 --json
holds '[r["number"] for r in rows if r["event"] == "begins"] == [2]'
for project in first second; do
    expect 0 "$loom" runs $project.loom --json
    holds 'len(rows) == 1 and row["state"] == "finished"'
done

# A start time: told, waited for, kept, and left by a signal without losing anything.
export TZ=CET-1CEST,M3.5.0,M10.5.0/3
cp a.loom e.loom
cp a.loom f.loom
begin=$(($(date +%s) + 4))
expect 0 "$loom" queue e.loom --epochs 1 --threads 2 --at "$(date -d @$begin '+%Y-%m-%d %H:%M:%S')" --json
holds '[r["event"] for r in rows] == ["waits", "begins", "ends", "finished"]'
holds "row['at'] == '$(date -u -d @$begin +%FT%TZ)' and row['state'] == 'waiting' and row['run'] is None"
[ "$(date +%s)" -ge $begin ] || fail "it began before its time"
"$loom" queue f.loom --epochs 1 --threads 2 --at 2031-01-31T22:00 >out 2>err &
child=$!
sleep 1
refused 1 "Another program is busy with the queue" "另一个程序" "$loom" queue f.loom --epochs 1
kill -TERM $child
wait $child
[ $? -eq 143 ] || fail "it did not end by the signal"
python3 -c '
import json
e = json.load(open("f.runs/.queue.json"))["entries"]
assert len(e) == 1 and e[0]["at"] == "2031-01-31T21:00:00Z" and e[0]["state"] == "waiting", e' || fail "the queue does not say so"
# kill -9 while it waits; the call without a time keeps it, the one with another time changes it.
"$loom" queue f.loom --epochs 1 --threads 2 >out 2>err &
child=$!
sleep 1
kill -9 $child
wait $child 2>/dev/null
says "f.loom waits until 2031-01-31 22:00"
expect 0 "$loom" queue f.loom --epochs 1 --threads 2 --at now --json
holds '[r["event"] for r in rows] == ["begins", "ends", "finished"] and row["at"] is None and row["number"] == 1'
expect 0 "$loom" runs f.loom --json
holds 'len(rows) == 1 and row["state"] == "finished"'
# What waits for its time lets others go first.
cp a.loom g.loom
cp a.loom h.loom
"$loom" queue g.loom --epochs 1 --threads 2 --at 2031-01-31T22:00 --in list.json >out 2>err &
child=$!
sleep 1
kill -9 $child
wait $child 2>/dev/null
"$loom" queue h.loom --epochs 1 --threads 2 --in list.json --json >out 2>err &
child=$!
sleep 4
kill -9 $child
wait $child 2>/dev/null
holds '[(r["event"], r["number"]) for r in rows] == [("begins", 2), ("ends", 2), ("waits", 1)]'

# Shown and changed without training: what waits is moved, taken out, and paused for the window.
expect 0 "$loom" queue g.loom --list --json
holds 'rows == [{"event": "queue", "open": 0, "paused": False}]'
expect 0 "$loom" queue g.loom --list
grep -q "The queue is empty" out || fail "$(cat out)"
"$loom" queue a.loom b.loom g.loom h.loom --at 2031-01-31T22:00 --in wait.json >out 2>err &
child=$!
for ((i = 0; i < 100; ++i)); do grep -q "waits until" err && break; sleep 0.05; done
refused 1 "Another program is busy with the queue" "另一个程序" "$loom" queue a.loom --in wait.json --pause
expect 0 "$loom" queue a.loom --in wait.json --list --json
holds '[r["number"] for r in rows[:-1]] == [1, 2, 3, 4] and all(r["state"] == "waiting" and r["at"] == "2031-01-31T21:00:00Z" for r in rows[:-1]) and rows[-1]["open"] == 4'
kill -TERM $child
wait $child
expect 0 "$loom" queue a.loom --in wait.json --move 4 1 --json
holds '[r["number"] for r in rows[:-1]] == [4, 1, 2, 3]'
expect 0 "$loom" queue a.loom --in wait.json --remove 2 --pause --json
holds '[r["number"] for r in rows[:-1]] == [4, 1, 3] and rows[-1] == {"event": "queue", "open": 3, "paused": True}'
expect 0 "$loom" queue a.loom --in wait.json --list
grep -qE "^4 +.*h.loom +waits +from 2031-01-31 22:00" out && grep -q "The queue is paused" out || fail "$(cat out)"
expect 0 env LANG=zh_CN.UTF-8 "$loom" queue a.loom --in wait.json --list
grep -q "队列已暂停" out && grep -q "等待" out || fail "$(cat out)"
expect 0 "$loom" queue a.loom --in wait.json --go-on --json
holds 'rows[-1]["paused"] is False and rows[-1]["open"] == 3'
refused 1 "Nothing with the number 2 waits" "没有编号为 2" "$loom" queue a.loom --in wait.json --remove 2
refused 2 "wrong form: none" "形式不对：none" "$loom" queue a.loom --in wait.json --move 4 none
refused 2 "exclude each other" "不能同时使用" "$loom" queue a.loom --in wait.json --pause --go-on
refused 2 "for what is put into the queue" "用于加入队列" "$loom" queue a.loom --in wait.json --list --epochs 3
[ ! -e a.runs ] || fail "it was trained"
refused 2 "--at: “25:00” is no time." "不是时间" "$loom" queue g.loom --at 25:00
refused 2 "2020-01-01 00:00 has passed already" "已经过去" "$loom" queue g.loom --at "2020-01-01 00:00"
refused 2 "The clocks here never show 2031-03-30 02:30" "拨快" "$loom" queue g.loom --at "2031-03-30 02:30"
[ -e g.runs ] && fail "what is refused is not queued"
finish
