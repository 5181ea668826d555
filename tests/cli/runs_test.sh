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

# A damaged run is named and leaves the others.
echo "{" >a.runs/run-2/run.json
expect 0 "$loom" runs a.loom --json
holds '[r["run"] for r in rows] == ["run-1", "run-3"]'
says "run-2 is damaged"
finish
