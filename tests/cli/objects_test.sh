#!/bin/bash
# Objects in pictures: a sample that draws its own, judging, finding them in a picture, and files of boxes.
. "$(dirname "$0")/common.bash"

expect 0 "$loom" new shapes.loom --template find-objects
expect 0 "$loom" info shapes.loom --json
holds 'row["parameters"] == 163096'
python3 - <<'PYTHON'
import json
with open("shapes.loom") as f:
    project = json.load(f)
project["document"]["data"]["settings"] = {"rows": 300, "size": 32, "objects": 2}
project["document"]["recipe"]["settings"].update(epochs=2, batch_size=16)
with open("shapes.loom", "w") as f:
    json.dump(project, f)
PYTHON
expect 0 "$loom" check shapes.loom
expect 0 "$loom" train shapes.loom --seed 1
expect 0 "$loom" evaluate shapes.loom --json
holds 'row["samples"] == 50 and 0 <= row["map_50"] <= 1 and [c["name"] for c in row["classes"]] == ["circle", "square", "triangle"]'
holds 'sum(c["objects"] for c in row["classes"]) == row["objects"] >= 50'
expect 0 "$loom" evaluate shapes.loom
grep -q "mAP@0.5" out || fail "the text says nothing of the boxes"

# A picture, and files about others.
python3 - <<'PYTHON'
import pathlib, struct
def bmp(path, width=32, height=32):
    path = pathlib.Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    size = 3 * width * height
    path.write_bytes(b"BM" + struct.pack("<IHHIIiiHHIIiiII", 54 + size, 0, 0, 54, 40, width, height, 1, 24, 0, size, 0, 0, 0, 0) + b"\x60" * size)
for i in range(12):
    bmp(f"yolo/images/{i}.bmp")
    label = pathlib.Path(f"yolo/labels/{i}.txt")
    label.parent.mkdir(exist_ok=True)
    label.write_text("1 0.5 0.5 0.25 0.25\n" if i else "0 0.5 0.5 0.25 much\n")
pathlib.Path("yolo/classes.txt").write_text("cat\ndog\n")
PYTHON
expect 0 "$loom" predict shapes.loom --input yolo/images/3.bmp --json
holds 'isinstance(row["objects"], list) and row["input"] == "yolo/images/3.bmp"'
expect 1 "$loom" data inspect yolo --json
holds 'row["source"] == "box_folder" and row["rows"] == 11'
says "yolo/labels/0.txt: Line 1: “much” is no number."
expect 1 "$loom" train shapes.loom --data yolo
says "The data has objects of 1 classes, so at each cell of a grid"

expect 0 "$loom" export shapes.loom --format onnx --out shapes.onnx
for framework in pytorch keras; do
    expect 0 env LOOM_PYTHON= "$loom" export shapes.loom --format $framework --out ${framework}_model.py
    python3 -c "import ast; ast.parse(open('${framework}_model.py').read())" || fail "the source for $framework is no Python"
    grep -q "def box_scores" ${framework}_model.py || fail "the source for $framework makes no boxes"
done
finish
