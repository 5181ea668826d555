#!/bin/bash
# Several Inputs and Outputs: from a project file to training, judging, predictions and exports.
. "$(dirname "$0")/common.bash"

python3 - <<'PYTHON'
import json, random
random.seed(5)
with open("people.csv", "w") as f:
    print("a,b,city,price,kind", file=f)
    for i in range(400):
        a, b, city = random.uniform(-1, 1), random.uniform(-1, 1), random.choice(["Oslo", "Rome"])
        price = "" if i % 10 == 3 else f"{3 * a + (city == 'Oslo'):.4f}"
        print(f"{a:.4f},{b:.4f},{city},{price},{'x' if a > 0 and b > 0 else 'y' if a > 0 else 'z'}", file=f)
nodes = [
    {"id": 1, "name": "Numbers", "type": "input", "settings": {"columns": "b, a"}},
    {"id": 2, "name": "Rest", "type": "input"},
    {"id": 3, "name": "Both", "type": "concat"},
    {"id": 4, "name": "Encoder", "type": "dense", "settings": {"units": 16, "activation": "tanh"}},
    {"id": 5, "name": "Logits", "type": "dense", "settings": {"units": 3}},
    {"id": 6, "name": "Kind", "type": "output"},
    {"id": 7, "name": "Number", "type": "dense", "settings": {"units": 1}},
    {"id": 8, "name": "Price", "type": "output", "settings": {"target": "price", "weight": 0.5}, "loss": {"type": "mse"}},
    {"id": 9, "name": "Again", "type": "dense", "settings": {"units": 2}},
    {"id": 10, "name": "Rebuilt", "type": "output", "settings": {"truth": "wire"}, "loss": {"type": "huber"}},
]
links = [(1, 3, 0), (2, 3, 1), (3, 4, 0), (4, 5, 0), (5, 6, 0), (4, 7, 0), (7, 8, 0), (4, 9, 0), (9, 10, 0), (1, 10, 1)]
for node in nodes:
    node.update(at=[node["id"] * 216, 0])
json.dump({"format": "layerloom project", "version": 1, "document": {
    "data": {"source": "csv", "path": "people.csv", "target": "kind"}, "nodes": nodes,
    "links": [{"from": f, "to": t, "port": p} for f, t, p in links],
    "recipe": {"loss": {"type": "cross_entropy"}, "optimizer": {"type": "adam", "settings": {"learning_rate": 0.02}}, "settings": {"epochs": 30}}}},
    open("heads.loom", "w"))
PYTHON

expect 0 "$loom" check heads.loom
expect 0 "$loom" train heads.loom --seed 1 --no-forecast --json
holds '[o["output"] for o in row["outputs"]] == ["Kind", "Price", "Rebuilt"]'
holds 'all(set(o) == {"output", "loss", "accuracy", "val_loss", "val_accuracy"} for o in row["outputs"])'
holds 'row["outputs"][1]["accuracy"] is None and row["outputs"][0]["accuracy"] == row["accuracy"]'
holds 'rows[-1]["event"] == "finished" and rows[-1]["outputs"][0]["test_accuracy"] == rows[-1]["test_accuracy"] > 0.85'
holds 'rows[-2]["outputs"][1]["loss"] < rows[0]["outputs"][1]["loss"] / 5'
expect 0 "$loom" evaluate heads.loom --json
holds 'len(row["outputs"]) == 3 and row["accuracy"] == row["outputs"][0]["accuracy"] > 0.85'
holds 'row["outputs"][1]["r2"] > 0.9 and row["outputs"][1]["samples"] < row["samples"]'
holds 'row["outputs"][2]["r2"] > 0.9'
holds 'row["outputs"][0]["loss"] < row["loss"]'
expect 0 "$loom" evaluate heads.loom
grep -q "Rebuilt · " out || fail "the text says nothing of the third output"
# Raw rows, the columns in another order and without what is predicted.
printf 'city,b,a\nOslo,0.5,0.5\nRome,0.4,-0.9\n' >new.csv
expect 0 "$loom" predict heads.loom --input new.csv --json
holds '[r["label"] for r in rows] == ["x", "z"]'
holds '[o["output"] for o in row["outputs"]] == ["Kind", "Price", "Rebuilt"] and row["outputs"][0]["scores"] == row["scores"]'
holds 'abs(row["outputs"][1]["scores"][0] - 2.5) < 0.5 and len(row["outputs"][2]["scores"]) == 2'
expect 0 "$loom" export heads.loom --format onnx --out heads.onnx
expect 0 "$loom" export heads.loom --format safetensors --out heads.safetensors
for framework in pytorch keras; do
    expect 0 env LOOM_PYTHON= "$loom" export heads.loom --format $framework --out ${framework}_model.py
    python3 -c "import ast; ast.parse(open('${framework}_model.py').read())" || fail "the source for $framework is no Python"
done
grep -q "def forward(self, numbers, rest)" pytorch_model.py || fail "PyTorch's forward does not take both inputs"
grep -q "keras.Model(\[numbers, rest\], \[" keras_model.py || fail "Keras's model does not take both inputs"
expect 0 "$loom" code heads.loom --framework torch

# What is wrong is told before anything is trained.
sed 's/"columns": "b, a"/"columns": "b, kind"/' heads.loom >wrong.loom
refused 1 "which is to be predicted" "预测" "$loom" train wrong.loom
sed 's/"target": "price"/"target": "prize"/' heads.loom >wrong.loom
refused 1 "the column “prize”" "列“prize”" "$loom" train wrong.loom
finish
