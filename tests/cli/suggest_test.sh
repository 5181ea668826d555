#!/bin/bash
# From a raw file to a project, and raw rows through it.
. "$(dirname "$0")/common.bash"

python3 - <<'PYTHON'
import random
random.seed(3)
place = lambda i: i * 7 % 860 # Numbers the rows.
def row(i):
    age, pay, city = random.randrange(18, 70), int(2000 * 2.7 ** random.gauss(0, 1.2)), random.choice(["Rome", "Oslo", "Lima"])
    stays = age > 40 or (city == "Rome" and pay > 3000)
    return [str(100 + place(i)), "" if i % 9 == 2 else str(age), str(pay), "" if i % 11 == 4 else city, "yes" if stays else "no"]
head = "place,age,pay,city,stays\n"
with open("train.csv", "w") as f:
    f.write(head + "".join(",".join(row(i)) + "\n" for i in range(800)))
tests = [row(800 + i) for i in range(60)]
tests[0][1] = ""                  # A gap,
tests[0][3] = "Paris"             # and a city that training never saw.
with open("test.csv", "w") as f:
    f.write(head + "".join(",".join(r) + "\n" for r in tests))
with open("one.csv", "w") as f:   # The same row raw, without the target, in another order.
    f.write("city,pay,age\n" + ",".join([tests[0][3], tests[0][2], tests[0][1]]) + "\n")
with open("rest.csv", "w") as f:
    f.write("city,pay,age\n" + "".join(",".join([r[3], r[2], r[1]]) + "\n" for r in tests))
with open("truth", "w") as f:
    f.write("".join(r[4] + "\n" for r in tests))
PYTHON
mkdir people && mv train.csv test.csv people

expect 0 "$loom" new p.loom --suggest --data people --target stays --json
holds 'row["target"] == "stays" and {"drop", "impute", "log"} <= {s["step"] for s in row["steps"]}'
holds 'all(d["about"] in ("columns", "network", "recipe") and d["what"] and d["why"] for d in row["decisions"])'
holds 'any("“age” lacks" in d["why"] and "%" in d["why"] for d in row["decisions"])'
cp p.loom kept
refused 1 "such a file already" "已有同名文件" "$loom" new p.loom --suggest --data people
cmp -s p.loom kept || fail "new overwrote a project"
expect 0 env LANG=zh_CN.UTF-8 "$loom" new zh.loom --suggest --data people --target stays
han <out || fail "the reasons are not Chinese"
refused 1 "has no column “nothing”" "没有列“nothing”" "$loom" new q.loom --suggest --data people --target nothing
[ ! -e q.loom ] || fail "a project without a network was left"

expect 0 "$loom" check p.loom
expect 0 "$loom" train p.loom --epochs 12 --json
expect 0 "$loom" evaluate p.loom --json
holds 'row["accuracy"] > 0.85 and 0.9 < row["auc"] <= 1'
cp out judged.json

# What the training's own pipeline answers for its test part is what raw rows get.
mv people/test.csv answered.csv
expect 0 "$loom" predict p.loom --input answered.csv --json
cp out answered.json
expect 0 "$loom" predict p.loom --input rest.csv --json
python3 - answered.json out <<'PYTHON' || fail "raw rows in another order of columns get other answers"
import json, sys
a, b = ([json.loads(line) for line in open(name)] for name in sys.argv[1:])
confusion = [[0, 0], [0, 0]]
for truth, answer in zip(open("truth"), b):
    confusion[truth.strip() == "yes"][answer["label"] == "yes"] += 1
judged = json.load(open("judged.json"))
sys.exit([x["scores"] for x in a] != [x["scores"] for x in b] or len(b) != 60 or confusion != judged["confusion"])
PYTHON
expect 0 "$loom" predict p.loom --input one.csv --json
python3 - answered.json out <<'PYTHON' || fail "one raw row gives another answer: $(cat out)"
import json, sys
a, b = ([json.loads(line) for line in open(name)] for name in sys.argv[1:])
sys.exit(len(b) != 1 or a[0]["label"] != b[0]["label"] or max(abs(x - y) for x, y in zip(a[0]["scores"], b[0]["scores"])) > 1e-6)
PYTHON
finish
