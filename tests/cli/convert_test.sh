#!/bin/bash
# Tables are split and converted from the terminal: every row once, nothing overwritten unasked, and what comes out is read again.
. "$(dirname "$0")/common.bash"

python3 - <<'PYTHON'
import random
random.seed(5)
with open("visits.csv", "w", encoding="utf-8") as f:
    f.write("patient,day,note,pulse,ill\n")
    for i in range(400):
        p = i % 40
        note = ['"a, b"', "你好", '"say ""no"""', ""][i % 4]
        f.write(f"P{100 + p},2024-{1 + i // 40:02d}-{1 + i % 28:02d},{note},{random.random() * 40 + 60:.3f},{'yes' if p % 4 else 'no'}\n")
PYTHON

# parts FOLDER EXPRESSION: Python's, with train, validation and test, the rows of each file, and all, those of visits.csv.
parts() {
    python3 - "$1" "$2" <<'PYTHON' || fail "not so: $2"
import csv, os, sys
def rows(path):
    return list(csv.DictReader(open(path, encoding="utf-8", newline=""))) if os.path.exists(path) else []
train, validation, test = (rows(f"{sys.argv[1]}/{p}.csv") for p in ("train", "validation", "test"))
all = rows("visits.csv")
key = lambda r: (r["patient"], r["day"], r["note"], float(r["pulse"]), r["ill"])
assert sorted(map(key, train + validation + test)) == sorted(map(key, all)), "rows are lost or there twice"
of = lambda part, column: {r[column] for r in part}
sys.exit(0 if eval(sys.argv[2]) else 1)
PYTHON
}
split() { expect 0 "$loom" data split visits.csv "$@" --json; }

split --by group --column patient --output by-group
holds 'row["by"] == "group" and sum(p["rows"] for p in row["parts"].values()) == 400'
holds 'row["parts"]["test"]["classes"].keys() == {"no", "yes"}'
parts by-group 'not of(train, "patient") & of(test, "patient") and not of(train, "patient") & of(validation, "patient")'
parts by-group '70 <= len(test) <= 90 and 20 <= len(validation) <= 50'
split --by time --column day --output by-time
parts by-time 'max(of(train, "day")) < min(of(validation, "day")) <= max(of(validation, "day")) < min(of(test, "day"))'
split --by stratified --output by-class
parts by-class 'len(test) == 80 and sum(r["ill"] == "no" for r in test) == 20'
split --by random --seed 2 --test 0.5 --validation 0 --output by-chance
parts by-chance 'len(test) == 200 and not validation'
[ ! -e by-chance/validation.csv ] || fail "a file without rows"
for fold in 1 2 3; do
    split --by k-fold --k 3 --fold $fold --column patient --validation 0 --output fold-$fold
    parts fold-$fold 'not of(train, "patient") & of(test, "patient")'
done
[ "$(tail -qn +2 fold-?/test.csv | sort | uniq | wc -l)" -eq "$(tail -n +2 visits.csv | sort | uniq | wc -l)" ] || fail "folds do not test every row"
# The same again is the same; the folder is read as the parts that it is.
split --by group --column patient --output again
cmp by-group/test.csv again/test.csv || fail "the same seed drew other rows"
expect 0 "$loom" data inspect by-group --json
holds 'row["splits"].keys() == {"train", "validation", "test"}'

# Nothing is overwritten unasked; an empty part leaves no file of an older split.
refused 2 "by-group/train.csv is there already" "已经存在" "$loom" data split visits.csv --by random --output by-group
split --by random --validation 0 --output by-group --force
[ ! -e by-group/validation.csv ] || fail "the validation part of another split was left"
parts by-group 'len(test) == 80'
refused 1 "by the column “doctor”" "数据中没有" "$loom" data split visits.csv --by group --column doctor --output x
refused 1 "No column is chosen" "没有选择" "$loom" data split visits.csv --by time --output x
refused 1 "is no class" "不是类别" "$loom" data split visits.csv --by stratified --target pulse --output x
refused 1 "60 folds cannot be made of 40 groups" "无法把 40 个分组" "$loom" data split visits.csv --by k-fold --k 60 --column patient --output x
refused 2 "There is no way of splitting called “luck”" "没有名为“luck”的划分方式" "$loom" data split visits.csv --by luck --output x
refused 2 "There is no fold 6 of 5" "没有第 6 折" "$loom" data split visits.csv --by k-fold --fold 6 --output x
refused 2 "A share of 1.5" "比例 1.5" "$loom" data split visits.csv --test 1.5 --output x
[ ! -e x ] || fail "a refused split made a folder"

# Conversions and back.
for ending in tsv jsonl csv; do
    expect 0 "$loom" data convert visits.csv there.$ending --json
    holds 'row["rows"] == 400 and row["columns"] == 5 and row["differences"] == [] and row["notes"] == []'
done
cmp <(head -1 visits.csv) <(head -1 there.csv) || fail "another head"
refused 2 "there.tsv is there already" "已经存在" "$loom" data convert visits.csv there.tsv
expect 0 "$loom" data convert there.jsonl there.tsv --force --json
holds 'row["differences"] == []'
refused 2 "has no ending" "扩展名" "$loom" data convert visits.csv there.xls
refused 1 "cannot be written as an array" "无法写成数值数组" "$loom" data convert visits.csv there.npz
[ ! -e there.npz ] || fail "a refused conversion left a file"
make_digits digits 100
expect 0 "$loom" data convert digits digits.npz --json
holds 'row["rows"] == 120 and row["differences"] == []'
expect 0 "$loom" data inspect digits.npz --json
holds 'row["splits"] == {"train": 100, "test": 20} and row["target"] == "label"'
expect 1 "$loom" data convert digits digits.csv
says "Picture"

# Classes that are words become numbers, and what they were is told.
{ echo size,label; for i in $(seq 40); do echo "$i.5,$([ $((i % 2)) -eq 0 ] && echo cat || echo dog)"; done; } >pets.csv
expect 0 "$loom" data convert pets.csv pets.npz --json
says "0 = cat, 1 = dog"
holds 'row["differences"] == [] and len(row["notes"]) == 3'

# What a project's steps leave.
expect 0 "$loom" new --template two-features p.loom --data visits.csv
python3 - <<'PYTHON'
import json
project = json.load(open("p.loom", encoding="utf-8"))
def data_of(node):
    if isinstance(node, dict):
        if "validation_share" in node:
            return node
        node = list(node.values())
    if isinstance(node, list):
        for child in node:
            if (found := data_of(child)) is not None:
                return found
data_of(project)["steps"] = [{"columns": [], "on": True, "settings": {"condition": "pulse < 80"}, "type": "filter_rows"},
                             {"columns": ["note"], "on": True, "settings": {}, "type": "drop"}]
json.dump(project, open("p.loom", "w", encoding="utf-8"), ensure_ascii=False)
PYTHON
expect 0 "$loom" data convert visits.csv prepared.csv --project p.loom --json
holds 'row["columns"] == 4 and 100 < row["rows"] < 300'
python3 -c '
import csv
rows = list(csv.DictReader(open("prepared.csv", encoding="utf-8")))
assert rows and "note" not in rows[0] and all(float(r["pulse"]) < 80 for r in rows)' || fail "the steps were not done"
finish
