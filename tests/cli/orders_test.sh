#!/bin/bash
# What one program tells a run that another one trains; and which run goes on.
. "$(dirname "$0")/common.bash"

make_digits data 3000
expect 0 "$loom" new --template digits-mlp d.loom --data data
begin() { # PROJECT…: trains it in the background until two epochs are done.
    rm -f lines # What an earlier one wrote must not be taken for its own.
    "$loom" train "$@" --no-forecast --json >lines 2>told &
    child=$!
    for ((i = 0; i < 600; ++i)); do [ "$(grep -c '"epoch":' lines 2>/dev/null)" -ge 2 ] && return; sleep 0.05; done
    fail "no epoch in thirty seconds: $(cat told)"
}
record() { python3 -c 'import json, sys; print(eval(sys.argv[2], {"r": json.load(open(sys.argv[1] + "/run.json", encoding="utf-8"))}))' "$@"; }
epochs() { grep -c '"epoch":' lines; }

begin d.loom --epochs 100000 --seed 3
expect 0 "$loom" tell d.loom run-1 pause --json
holds 'row == {"run": "run-1", "order": "pause", "taken": True}'
sleep 0.5 # An epoch that had ended already is told.
before=$(epochs)
sleep 1
[ "$(epochs)" -eq "$before" ] || fail "a paused run goes on"
expect 0 "$loom" tell d.loom run-1 go-on
grep -q "run-1 has taken the order" out || fail "$(cat out)"
for ((i = 0; i < 600; ++i)); do [ "$(epochs)" -gt "$before" ] && break; sleep 0.05; done
[ "$(epochs)" -gt "$before" ] || fail "it does not go on"
expect 0 "$loom" tell d.loom run-1 rate 0.5
expect 0 "$loom" tell d.loom run-1 more-epochs 3
for ((i = 0; i < 100; ++i)); do [ "$(record d.runs/run-1 'r["epochs"]')" = 100003 ] && break; sleep 0.05; done
[ "$(record d.runs/run-1 '[c["scale"] for c in r["rate_changes"]], r["epochs"], r["scheduled_epochs"]')" = "([0.5], 100003, 100000)" ] || fail "$(record d.runs/run-1 'r["rate_changes"], r["epochs"]')"

refused 2 "no order “frobnicate”" "没有命令" "$loom" tell d.loom run-1 frobnicate
refused 2 "“rate” needs a number" "需要一个数" "$loom" tell d.loom run-1 rate
refused 2 "stands by itself" "不带数字" "$loom" tell d.loom run-1 pause 3
refused 2 "above 0" "大于 0" "$loom" tell d.loom run-1 rate -- -1
refused 2 "whole numbers" "整数" "$loom" tell d.loom run-1 more-epochs 0.5
refused 2 "Epochs is 1000003" "“轮数”为 1000003" "$loom" tell d.loom run-1 more-epochs 900000
refused 1 "no run called" "没有名为" "$loom" tell d.loom run-9 pause
refused 1 "run-1 is being trained" "正在训练" "$loom" train d.loom --resume run-1

expect 0 "$loom" tell d.loom run-1 stop
code=0
wait $child || code=$?
[ $code -eq 0 ] || fail "a run that was told to stop ended with $code: $(cat told)"
cp lines out
holds 'rows[-1]["event"] == "finished" and rows[-1]["run"] == "run-1" and 0 < rows[-1]["test_accuracy"] <= 1'
[ "$(record d.runs/run-1 'r["state"]')" = stopped ] || fail "it was not stopped"
refused 1 "Nobody trains run-1" "没有程序在训练 run-1" "$loom" tell d.loom run-1 pause
[ -z "$(find d.runs -name '.order*')" ] || fail "orders were left: $(find d.runs -name '.order*')"

begin d.loom --epochs 100000 --seed 3
expect 0 "$loom" tell d.loom run-2 discard
code=0
wait $child || code=$?
[ $code -eq 0 ] || fail "a run that was told to go ended with $code: $(cat told)"
cp lines out
holds 'rows[-1] == {"event": "discarded", "run": "run-2"}'
[ -d d.runs/.bin/run-2 ] && [ ! -e d.runs/run-2 ] || fail "run-2 is not in the bin"

# What nobody waits for any more, and what is no order, is taken away unheeded.
begin d.loom --epochs 100000 --seed 3
kill -STOP $child
echo '{"number":null,"order":"discard","until":1}' >d.runs/run-3/.order-000000000000001-1.json
echo '{' >d.runs/run-3/.order-000000000000002-1.json
kill -CONT $child
for ((i = 0; i < 100; ++i)); do [ -z "$(find d.runs -name '.order*')" ] && break; sleep 0.05; done
[ -z "$(find d.runs -name '.order*')" ] || fail "they lie there still"
sleep 0.3
[ -d d.runs/run-3 ] || fail "an old order was obeyed"
# One that does not look: the order is taken back.
kill -STOP $child
refused 1 "does not listen" "没有在听" "$loom" tell d.loom run-3 stop
[ -z "$(find d.runs -name '.order*')" ] || fail "the order was not taken back"
kill -9 $child
wait $child 2>/dev/null
third=$(($(epochs) + 50)) # One more may be kept than told.

# The run that is named goes on, else the newest that can; its name is said.
begin d.loom --epochs 100000 --seed 4
kill -9 $child
wait $child 2>/dev/null
expect 0 "$loom" train d.loom --resume run-3 --epochs $third --json
says "run-3 goes on."
holds 'rows[-1]["run"] == "run-3" and rows[-1]["epochs"] == '$third
expect 0 "$loom" train d.loom --epochs $(($(wc -l <lines) + 50)) --json --resume
says "run-4 goes on."
refused 1 "run-3 has ended" "run-3 已结束" "$loom" train d.loom --resume run-3
refused 1 "no run called" "没有名为" "$loom" train d.loom --resume run-9
python3 - <<'PYTHON'
import json
record = json.load(open("d.runs/run-4/run.json", encoding="utf-8"))
record |= {"state": "unfinished", "member": {"study": "search-1", "trial": 1, "repeat": 0, "fold": 0, "values": {"batch_size": 8}}}
json.dump(record, open("d.runs/run-4/run.json", "w", encoding="utf-8"))
PYTHON
refused 1 "run-4 belongs to search-1" "run-4 属于 search-1" "$loom" train d.loom --resume run-4
finish
