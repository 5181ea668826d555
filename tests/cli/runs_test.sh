#!/bin/bash
# The ledger of runs, and what differs between two of them.
. "$(dirname "$0")/common.bash"

make_digits data 600
expect 0 "$loom" new --template digits-mlp a.loom --data data
expect 0 "$loom" runs a.loom
[ "$(cat out)" = "There are no runs yet." ] || fail "$(cat out)"
expect 0 "$loom" runs a.loom --json
silent out
# The first one hardly learns.
rate() {
    python3 - "$1" <<'PYTHON'
import json, sys
project = json.load(open("a.loom", encoding="utf-8"))
project["document"]["recipe"]["optimizer"]["settings"]["learning_rate"] = float(sys.argv[1])
json.dump(project, open("a.loom", "w", encoding="utf-8"))
PYTHON
}
rate 1e-6
expect 0 "$loom" train a.loom --epochs 1 --seed 1
rate 0.003
expect 0 "$loom" train a.loom --epochs 6 --seed 2
expect 0 "$loom" runs a.loom --json
holds '[r["run"] for r in rows] == ["run-1", "run-2"]'
holds 'all(r["state"] == "finished" and r["best_val_loss"] > 0 and 0 < r["test_accuracy"] <= 1 and r["seconds"] > 0 and r["failure"] is None for r in rows)'
holds '[r["seed"] for r in rows] == [1, 2] and [r["epochs"] for r in rows] == [1, 6] and rows[0]["batch_size"] > 0 and rows[0]["learning_rate"] > 0'
expect 0 "$loom" runs a.loom
grep -q "run-2" out || fail "the table has no run-2"
expect 0 env LANG=zh_CN.UTF-8 "$loom" runs a.loom
grep -q "验证损失" out || fail "the table is not in Chinese"

# As CSV a spreadsheet reads it, a note with commas, quotes and lines included.
python3 - <<'PYTHON'
import json
path = "a.runs/run-1/run.json"
record = json.load(open(path, encoding="utf-8"))
record["note"] = 'first, "quick"\ntry'
json.dump(record, open(path, "w", encoding="utf-8"))
PYTHON
expect 0 "$loom" runs a.loom --csv
python3 - <<'PYTHON' || fail "the CSV does not say what the JSON says"
import csv, sys
rows = list(csv.DictReader(open("out", newline="", encoding="utf-8")))
sys.exit(not ([r["run"] for r in rows] == ["run-1", "run-2"] and rows[0]["note"] == 'first, "quick"\ntry' and rows[1]["epochs"] == "6"))
PYTHON
refused 2 "exclude each other" "不能同时使用" "$loom" runs a.loom --csv --json

expect 0 "$loom" diff a.loom run-1 run-2 --json
holds 'row["runs"] == ["run-1", "run-2"] and row["same_data"] and row["split"] == "test"'
holds 'any("Epochs" in d for d in row["differences"]) and any("Seed" in d for d in row["differences"])'
holds 'row["figures"]["best_epoch"][0] == 1 and len(row["figures"]["test_loss"]) == 2'
holds '(lambda s: s["count"] == s["both_right"] + s["both_wrong"] + len(s["mended"]) + len(s["broken"]) and len(s["mended"]) > len(s["broken"]) and 0 < s["p"] < 0.05)(row["samples"])'
cp out first
expect 0 "$loom" diff a.loom run-2 run-1 --json
python3 -c 'import json; a, b = (json.load(open(f))["samples"] for f in ("first", "out")); exit(a["mended"] != b["broken"] or a["p"] != b["p"])' || fail "the other way round says another thing"
expect 0 "$loom" diff a.loom run-1 run-2
grep -q "right that run-1 has wrong" out || fail "$(cat out)"
refused 1 "no run called" "没有名为" "$loom" diff a.loom run-1 run-9

# Another data set: the networks are compared, the samples are not.
make_digits other 700
expect 0 "$loom" train a.loom --epochs 1 --data other
expect 0 "$loom" diff a.loom run-1 run-3 --json
holds 'not row["same_data"] and row["samples"] is None and "different data" in row["why_no_samples"]'

# Notes, tags and the pinned baseline, which leave run.json alone.
cp a.runs/run-2/run.json record
expect 0 "$loom" runs a.loom run-2 --note 'wide, "quick"
again' --title Wide --tag one --tag 'two, 三' --json
holds 'len(rows) == 1 and row["run"] == "run-2" and row["note"] == "wide, \"quick\"\nagain" and row["title"] == "Wide" and row["tags"] == ["one", "two", "三"] and row["baseline"] is False'
expect 0 "$loom" runs a.loom run-2 run-1 --untag two --tag one
expect 0 "$loom" runs a.loom run-1 --baseline
cmp -s record a.runs/run-2/run.json || fail "run.json is another one"
expect 0 "$loom" runs a.loom --json
holds '[r["tags"] for r in rows] == [["one"], ["one", "三"], []] and [r["baseline"] for r in rows] == [True, False, False] and rows[1]["title"] == "Wide"'
expect 0 "$loom" runs a.loom --csv
python3 -c 'import csv; rows = list(csv.DictReader(open("out", newline="", encoding="utf-8"))); exit(not (rows[1]["tags"] == "one, 三" and rows[1]["note"] == "wide, \"quick\"\nagain" and rows[0]["baseline"] == "true"))' || fail "the CSV does not tell the notes"
expect 0 "$loom" runs a.loom
grep -q "run-1.*baseline, one" out || fail "the table has no baseline: $(cat out)"
expect 0 env LANG=zh_CN.UTF-8 "$loom" runs a.loom
grep -q "run-1.*基线, one" out || fail "the table has no 基线: $(cat out)"
expect 0 "$loom" runs a.loom --no-baseline --json
holds 'not any(r["baseline"] for r in rows)'
expect 0 "$loom" runs a.loom run-2 --note "" --title ""
expect 0 "$loom" runs a.loom run-2 --json
holds 'row["note"] is None and row["title"] is None and row["tags"] == ["one", "三"]'
refused 2 "which run is meant" "没有说明" "$loom" runs a.loom --note x
refused 2 "are for one run" "只用于一次" "$loom" runs a.loom run-1 run-2 --baseline
refused 2 "exclude each other" "不能同时使用" "$loom" runs a.loom run-1 --baseline --no-baseline
refused 1 "no run called" "没有名为" "$loom" runs a.loom run-9 --tag x
echo "[]" >a.runs/run-2/notes.json
expect 0 "$loom" runs a.loom --json
holds 'len(rows) == 3'
says "notes.json lacks an entry"
refused 1 "notes.json lacks an entry" "缺少" "$loom" runs a.loom run-2 --note x
[ "$(cat a.runs/run-2/notes.json)" = "[]" ] || fail "notes that could not be read are lost"
rm a.runs/run-2/notes.json

# What a run was trained with becomes a project.
expect 0 "$loom" runs a.loom run-1 --restore back.loom
expect 0 "$loom" compare a.loom back.loom --run run-1 --json
holds 'row["same"]'
expect 0 "$loom" compare a.loom back.loom --json
holds 'not row["same"]'
expect 0 "$loom" train back.loom --epochs 1 --seed 1
expect 0 "$loom" runs back.loom --json
cp out restored
expect 0 "$loom" runs a.loom run-1 --json
python3 -c 'import json; a, b = (json.load(open(f)) for f in ("out", "restored")); exit(a["best_val_loss"] != b["best_val_loss"] or a["data"] != b["data"])' || fail "what was restored trains otherwise"
refused 1 "back.loom" "已有同名文件" "$loom" runs a.loom run-1 --restore back.loom
refused 2 "are for one run" "只用于一次" "$loom" runs a.loom --restore other.loom

# TensorBoard's files: a folder for each run; python/tensorboard_check.py reads them.
expect 0 "$loom" runs a.loom run-1 run-3 --tensorboard board
[ "$(ls board | tr '\n' ' ')" = "run-1 run-3 " ] || fail "$(ls board)"
[ "$(ls board/run-1 | grep -c '^events.out.tfevents.[0-9]*.layerloom$')" = 1 ] || fail "$(ls board/run-1)"
grep -q "tensorboard --logdir board" out || fail "$(cat out)"
touch file
refused 1 "cannot be made" "无法" "$loom" runs a.loom --tensorboard file/board

# Into the bin and back, with what people wrote to it.
expect 0 "$loom" runs a.loom --bin
grep -q "The bin is empty" out || fail "$(cat out)"
expect 0 "$loom" runs a.loom run-3 --note "goes and comes"
expect 0 "$loom" runs a.loom --delete run-3
grep -q "run-3 is in the bin. Back with: loom runs a.loom run-3 --undelete" out || fail "$(cat out)"
expect 0 "$loom" runs a.loom --json
holds '[r["run"] for r in rows] == ["run-1", "run-2"]'
expect 0 "$loom" runs a.loom --bin --json
holds 'len(rows) == 1 and row["run"] == "run-3" and row["note"] == "goes and comes" and row["epochs"] == 1'
expect 0 env LANG=zh_CN.UTF-8 "$loom" runs a.loom run-3 --undelete
grep -q "run-3 已恢复" out || fail "$(cat out)"
expect 0 "$loom" runs a.loom --json
holds '[r["run"] for r in rows] == ["run-1", "run-2", "run-3"] and rows[2]["note"] == "goes and comes"'
# Where its name is taken meanwhile it gets the next free one.
expect 0 "$loom" runs a.loom run-3 --delete --json
holds 'row == {"deleted": "run-3", "name": "run-3"}'
cp -r a.runs/run-1 a.runs/run-3
expect 0 "$loom" runs a.loom run-3 --undelete --json
holds 'row == {"undeleted": "run-3", "name": "run-4"}'
rm -rf a.runs/run-3
expect 0 "$loom" runs a.loom run-4 --json
holds 'row["note"] == "goes and comes"'
mv a.runs/run-4 a.runs/run-3
refused 1 "no run called “run-9” in the bin" "回收站中没有名为“run-9”" "$loom" runs a.loom run-9 --undelete
refused 1 "no run called" "没有名为" "$loom" runs a.loom run-9 --delete
refused 1 "no run called" "没有名为" "$loom" runs a.loom ../data --delete
refused 2 "which run is meant" "没有说明" "$loom" runs a.loom --delete
refused 2 "exclude each other" "不能同时使用" "$loom" runs a.loom run-1 --delete --undelete
refused 2 "not in the bin" "不在回收站" "$loom" runs a.loom run-1 --bin --note x
# Not one that is being trained.
"$loom" train a.loom --epochs 100000 --no-forecast >told 2>&1 &
child=$!
for ((i = 0; i < 300; ++i)); do grep -q "epoch 1" told && break; sleep 0.05; done
busy=$(ls -t a.runs | head -1)
refused 1 "is being trained" "正在训练" "$loom" runs a.loom "$busy" --delete
expect 0 "$loom" tell a.loom "$busy" discard
wait $child

# A damaged run is named and leaves the others.
echo "{" >a.runs/run-2/run.json
expect 0 "$loom" runs a.loom --json
holds '[r["run"] for r in rows] == ["run-1", "run-3"]'
says "run-2 is damaged"
expect 0 "$loom" runs a.loom run-2 --delete
[ -e a.runs/.bin/run-2/run.json ] && [ ! -e a.runs/run-2 ] || fail "a damaged run stays"
finish
