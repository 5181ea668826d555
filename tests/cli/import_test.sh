#!/bin/bash
# A network that leaves as ONNX comes back as layers with its weights: it judges as it did, is trained further from there, and
# what cannot be imported leaves nothing behind.
. "$(dirname "$0")/common.bash"

python3 - <<'PYTHON'
import random
random.seed(3)
with open("rows.csv", "w") as f:
    print("a,b,c,label", file=f)
    for i in range(400):
        a, b, c = (random.gauss(0, 1) for _ in range(3))
        print(f"{a:.4f},{b:.4f},{c:.4f},{'yes' if a * b + c > 0 else 'no'}", file=f)
PYTHON
expect 0 "$loom" new first.loom --suggest --data rows.csv
expect 0 "$loom" train first.loom --epochs 3
expect 0 "$loom" evaluate first.loom --json
cp out before
expect 0 "$loom" export first.loom --format onnx --out first.onnx
expect 0 "$loom" import first.onnx second.loom --json
holds 'row["run"] == "run-1" and row["opaque"] == [] and row["nodes"] > 3 and row["difference"] < 1e-4 and row["why_not_compared"] is None'
[ -f second.runs/run-1/best.safetensors ] || fail "the weights did not come along"

# The same data: the same figures, from the weights of the file, and again as the beginning of a training.
python3 - <<'PYTHON'
import json
first, second = (json.load(open(name, encoding="utf-8")) for name in ("first.loom", "second.loom"))
second["document"]["data"] = first["document"]["data"]
json.dump(second, open("second.loom", "w", encoding="utf-8"))
PYTHON
expect 0 "$loom" evaluate second.loom --json
python3 - <<'PYTHON' || fail "the imported network judges otherwise"
import json, sys
before, now = (json.loads(open(name, encoding="utf-8").readline()) for name in ("before", "out"))
sys.exit(before["accuracy"] != now["accuracy"] or abs(before["loss"] - now["loss"]) > 1e-5)
PYTHON
expect 0 "$loom" train second.loom --epochs 1
python3 - <<'PYTHON' || fail "the training did not begin with the weights of the file"
import json, sys
first_epoch = lambda path: next(row["val_loss"] for row in map(json.loads, open(path, encoding="utf-8")) if "val_loss" in row)
sys.exit(not first_epoch("second.runs/run-2/metrics.jsonl") < 0.98 * first_epoch("first.runs/run-1/metrics.jsonl"))
PYTHON

# A beginning that is not there, or not this network's, is told.
python3 - <<'PYTHON'
import json
second = json.load(open("second.loom", encoding="utf-8"))
second["document"]["recipe"]["settings"]["start_from"] = "run-9"
json.dump(second, open("lost.loom", "w", encoding="utf-8"))
PYTHON
refused 1 "run-9" "起始权重" "$loom" train lost.loom --epochs 1

# Nothing is overwritten, and nothing is left of what could not be read.
refused 1 "second.loom" "已有同名文件" "$loom" import first.onnx second.loom
[ "$(ls second.runs)" = "run-1
run-2" ] || fail "another run lies beside the project"
echo "no network" >bad.onnx
refused 1 "bad.onnx" "完整的 ONNX" "$loom" import bad.onnx third.loom
refused 1 "gone.onnx" "没有这个文件" "$loom" import gone.onnx third.loom
[ ! -e third.loom ] && [ ! -e third.runs ] || fail "a refused file left something behind"
finish
