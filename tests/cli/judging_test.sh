#!/bin/bash
# A model is judged and asked with the eyes it was trained with, whatever the file at hand looks like by itself.
. "$(dirname "$0")/common.bash"

# A colour that the training never saw, in the place of another one.
python3 - <<'PYTHON'
import random
random.seed(3)
with open("cat.csv", "w") as f:
    print("colour,size,label", file=f)
    for i in range(240):
        colour = ("red", "green", "blue", "grey")[i % 4]
        print(f"{colour},{i % 7},{'warm' if colour in ('red', 'blue') else 'cold'}", file=f)
with open("days.csv", "w") as f: # Day before month, early or late in the year.
    print("day,label", file=f)
    for i in range(240):
        month = i % 12 + 1
        print(f"{random.randrange(1, 29):02}/{month:02}/2024,{'late' if month > 6 else 'early'}", file=f)
with open("smoker.csv", "w") as f:
    print("smoker,age,label", file=f)
    for i in range(240):
        print(f"{'yes' if i % 2 else 'no'},{20 + i % 3},{'ill' if i % 2 else 'well'}", file=f)
PYTHON
expect 0 "$loom" new --template digits-mlp classes.loom
# network NAME DATA CLASSES: two dense layers for a table.
network() {
    expect 0 "$loom" new --template two-features "$1.loom" --data "$2"
    python3 - "$1.loom" <<'PYTHON'
import json, sys
project, other = (json.load(open(path, encoding="utf-8")) for path in (sys.argv[1], "classes.loom"))
project["document"]["recipe"]["loss"] = other["document"]["recipe"]["loss"]
for node in project["document"]["nodes"]:
    if node["settings"].get("units") == 1:
        node["settings"]["units"] = 2
json.dump(project, open(sys.argv[1], "w", encoding="utf-8"))
PYTHON
    expect 0 "$loom" train "$1.loom" --epochs 200 --seed 1 --json
}
network cat cat.csv
expect 0 "$loom" evaluate cat.loom --json
holds 'row["accuracy"] > 0.95'
sed -i 's/^blue,/yellow,/' cat.csv
expect 0 "$loom" evaluate cat.loom --json
says "The data has changed since run-1"
holds 'row["accuracy"] > 0.7' # Red, green and grey are known as before; yellow is none of them.
LANG=zh_CN.UTF-8 expect 0 "$loom" evaluate cat.loom
says 数据已经改变

# Day and month are as in training, also where the rows at hand do not tell.
network days days.csv
printf 'day,label\n03/11/2024,late\n' >one.csv
printf 'day,label\n03/11/2024,late\n25/12/2024,late\n' >two.csv
expect 0 "$loom" predict days.loom --input one.csv --json
holds 'row["label"] == "late"'
cp out first
expect 0 "$loom" predict days.loom --input two.csv --json
python3 -c 'import json; a, b = (json.loads(open(f).readline())["scores"] for f in ("first", "out")); exit(a != b)' ||
    fail "the same day has other scores in another file"

# A file with only one of the two words; words that mean neither; columns with other names.
network smoker smoker.csv
printf 'smoker,age\nyes,21\n' >yes.csv
expect 0 "$loom" predict smoker.loom --input yes.csv --json
holds 'row["label"] == "ill"'
printf 'smoker,age\nmaybe,21\nperhaps,20\n' >maybe.csv
refused 1 "neither “no” nor “yes”" "既没有" "$loom" predict smoker.loom --input maybe.csv
printf 'age,fumeur\n21,yes\n' >other.csv
refused 1 "has no column “smoker”" "没有网络所需的列“smoker”" "$loom" predict smoker.loom --input other.csv
printf 'yes,21\nno,20\n' >headless.csv
expect 0 "$loom" predict smoker.loom --input headless.csv --json
holds '[r["label"] for r in rows] == ["ill", "well"]'

# Rows that were left out are told when training, too.
printf 'no,20\n' >>smoker.csv
expect 0 "$loom" check smoker.loom
says "1 of 241 rows cannot be used"

# Names of classes in another encoding.
make_digits named 100
printf '零\n一\n二\n三\n四\n五\n六\n七\n八\n九\n' | iconv -f UTF-8 -t GB18030 >named/classes.txt
expect 0 "$loom" data inspect named --json
holds 'any("七" in c.get("values", {}) for c in row["columns"])'

# Projects whose names differ only behind the last dot have runs of their own.
expect 0 "$loom" new --template two-features m.v1
expect 0 "$loom" new --template two-features m.v2
expect 0 "$loom" train m.v1 --epochs 1 --json
expect 1 "$loom" evaluate m.v2
# All its rows are trained on, and none is held back.
refused 1 "has no rows" "没有任何行" "$loom" evaluate m.v1 --split validation

# A damaged newest run is not passed over.
expect 0 "$loom" train m.v1 --epochs 1 --json
echo '{' >m.v1.runs/run-2/run.json
refused 1 "The newest run, run-2, is damaged" "最新的运行 run-2 已损坏" "$loom" evaluate m.v1
refused 1 "run-2, is damaged" "最新的运行 run-2 已损坏" "$loom" train m.v1 --resume
expect 0 "$loom" evaluate m.v1 --run run-1 --json

# A batch larger than the data costs no more than the data.
expect 0 "$loom" info m.v2 --json
holds 'row["memory_bytes"] > 0'
small=$(python3 -c 'import json; print(json.load(open("out"))["memory_bytes"])')
sed -i 's/"batch_size":32/"batch_size":1000000/; s/"batch_size": 32/"batch_size": 1000000/' m.v2
grep -q 1000000 m.v2 || fail "the batch size is written in another way"
expect 0 "$loom" info m.v2 --json
holds "row['memory_bytes'] < 1.2 * $small"

# Whole numbers are told with all their digits, and which option was wrong.
refused 2 "--seed: " "--seed：训练方案" "$loom" train m.v2 --seed 2147483648
says 2147483648
says 2147483647
finish
