#!/bin/bash
# What the doctor says while training and afterwards, its remedies, and the learning-rate finder.
. "$(dirname "$0")/common.bash"

python3 - <<'PYTHON'
import random
random.seed(3)
with open("rows.csv", "w") as f:
    f.write("a,b,still,kind\n")
    for i in range(300):
        f.write(f"{random.gauss(2 if i % 2 else -2, 1):.4f},{random.gauss(0, 1):.4f},4,{'x' if i % 2 else 'y'}\n")
PYTHON
expect 0 "$loom" new --suggest --data rows.csv --target kind a.loom
# As nobody proposes it: with the column that says nothing, and far too small steps.
edit() {
    python3 - "$@" <<'PYTHON'
import json, sys
project = json.load(open("a.loom", encoding="utf-8"))
document = project["document"]
document["data"]["steps"] = []
document["recipe"]["optimizer"]["settings"]["learning_rate"] = float(sys.argv[1])
document["recipe"]["settings"]["stop_early"] = 0
document["recipe"]["settings"]["schedule"] = "constant"
json.dump(project, open("a.loom", "w", encoding="utf-8"))
PYTHON
}
edit 1e-7
refused 1 "no run" "没有可" "$loom" doctor a.loom

expect 0 "$loom" train a.loom --epochs 4 --threads 1 --json
holds '[r["finding"] for r in rows if r.get("event") == "finding" and r["column"] == "still"] == ["unused_input"]'
holds 'any(r.get("finding") == "rate_too_low" and r["severity"] == "warning" and r["epoch"] >= 3 and r["step"] > 0 for r in rows)'
says "warning: "
says "Repair: Set Learning rate to"
[ -s a.runs/run-1/findings.json ] || fail "the run keeps no findings"

expect 0 "$loom" doctor a.loom --json
holds '{r["finding"] for r in rows} >= {"unused_input", "rate_too_low"} and all(r["run"] == "run-1" and r["message"] and r["hint"] for r in rows)'
holds 'all(r["remedy"] for r in rows if r["finding"] == "rate_too_low")'
cp out first
expect 0 "$loom" doctor a.loom run-1 --json
cmp -s out first || fail "the newest run is not run-1"
expect 0 "$loom" doctor a.loom
says "Found in run-1:"
grep -q "still" out || fail "the column is not named: $(cat out)"
expect 0 env LANG=zh_CN.UTF-8 "$loom" doctor a.loom
grep -q "学习率" out || fail "not in Chinese: $(cat out)"
refused 1 "no run called" "没有名为" "$loom" doctor a.loom run-9
refused 2 "has no finding" "没有" "$loom" doctor a.loom --apply overfitting

# The remedies, made in the project.
expect 0 "$loom" doctor a.loom --apply unused_input
says "Drop the column"
expect 0 "$loom" doctor a.loom --apply rate_too_low
python3 -c 'import json; d = json.load(open("a.loom"))["document"]; exit(not (d["data"]["steps"][-1]["type"] == "drop" and d["recipe"]["optimizer"]["settings"]["learning_rate"] > 1e-5))' || fail "the remedies are not in the project"
expect 0 "$loom" train a.loom --epochs 4 --threads 1 --json
holds 'not any(r.get("finding") in ("unused_input", "rate_too_low") for r in rows)'

# The learning-rate finder changes nothing, unless it is asked to.
edit 1e-7
cp a.loom before.loom
ls a.runs >runs-before
expect 0 "$loom" rate a.loom --json --steps 100
holds 'len(rows) == 1 and 1e-6 < row["suggested"] <= row["steepest"] < 10'
holds 'all(p["learning_rate"] < q["learning_rate"] for p, q in zip(row["points"], row["points"][1:])) and len(row["points"]) <= 100'
cmp -s a.loom before.loom || fail "the project has changed"
ls a.runs | cmp -s - runs-before || fail "a run was left behind"
suggested=$(python3 -c 'import json; print(json.load(open("out"))["suggested"])')
expect 0 "$loom" rate a.loom --steps 100 --write
grep -q "Learning rate" out || fail "$(cat out)"
python3 - "$suggested" <<'PYTHON' || fail "the suggestion was not written"
import json, sys
written = json.load(open("a.loom"))["document"]["recipe"]["optimizer"]["settings"]["learning_rate"]
sys.exit(abs(written / float(sys.argv[1]) - 1) > 0.01)
PYTHON
refused 2 "cannot be tried" "无法" "$loom" rate a.loom --from 1 --to 0.1

# Numbers that are none: the place is told, and kept, and the training still fails.
edit 1e-3
python3 - <<'PYTHON'
import json
project = json.load(open("a.loom", encoding="utf-8"))
for node in project["document"]["nodes"]:
    if node["type"] == "input":
        node["settings"]["scaling"] = "none"
project["document"]["recipe"]["optimizer"] = {"type": "sgd", "settings": {"learning_rate": 100.0}}
json.dump(project, open("b.loom", "w", encoding="utf-8"))
PYTHON
python3 - <<'PYTHON'
rows = open("rows.csv").read().splitlines()
rows[41] = "1e30,1e30,4,x"
open("rows.csv", "w").write("\n".join(rows) + "\n")
PYTHON
expect 1 "$loom" train b.loom --epochs 3 --threads 1 --json
holds 'any(r.get("finding") == "broken_numbers" and r["severity"] == "error" and r["step"] >= 1 for r in rows)'
expect 0 "$loom" doctor b.loom --json
holds 'any(r["finding"] == "broken_numbers" for r in rows)'

# No older run in place of a damaged one.
cp a.runs/run-2/run.json sound
echo "{" >a.runs/run-2/run.json
refused 1 "run-2, is damaged" "最新的运行 run-2 已损坏" "$loom" doctor a.loom
expect 0 "$loom" doctor a.loom run-1 --json
holds 'all(r["run"] == "run-1" for r in rows) and rows'
cp sound a.runs/run-2/run.json

# A file that is none is said to be so.
echo '{"findings": 3}' >b.runs/run-1/findings.json
refused 1 "no list of findings" "不是" "$loom" doctor b.loom

finish
