#!/bin/bash
# Searches and k-folds: what they say, and that what was killed goes on where it was.
. "$(dirname "$0")/common.bash"

make_digits data 600
expect 0 "$loom" new --template digits-mlp a.loom --data data
cp a.loom killed.loom
search() { "$loom" search "$@" --epochs 2 --threads 2 --json; }

expect 0 search a.loom --trials 4 --sampler random
holds 'len(rows) == 5 and [r["trial"] for r in rows[:4]] == [1, 2, 3, 4] and all(r["event"] == "trial" and r["state"] == "finished" for r in rows[:4])'
holds 'all(set(r["values"]) == {"optimizer.learning_rate", "recipe.batch_size"} and 0.0001 <= r["values"]["optimizer.learning_rate"] <= 0.01 for r in rows[:4])'
holds 'rows[4]["event"] == "finished" and rows[4]["trials"] == 4 and rows[4]["best"]["val_loss"] == min(r["val_loss"] for r in rows[:4])'
holds 'rows[4]["importance"] == {} and rows[4]["best"]["trial"] in rows[4]["front"]["parameters"]'
expect 0 "$loom" runs a.loom --json
holds '[(r["study"], r["trial"], r["fold"]) for r in rows] == [("search-1", n, None) for n in (1, 2, 3, 4)]'
# Asked again, it is known; asked for more, it goes on.
expect 0 search a.loom --trials 4 --sampler random
holds 'len(rows) == 1 and row["trials"] == 4'
says "4 trials are there already"
expect 0 search a.loom --trials 5 --sampler random
holds 'len(rows) == 2 and row["trial"] == 5'

# Pins: of a node, of the recipe, of choices; a network that is too large is passed over.
expect 0 search a.loom --trials 9 --sampler grid --pin "Dense 1.units=8,4000" --pin optimizer.learning_rate=0.001..0.001 --parameters 100000
holds 'sorted(r["state"] for r in rows[:-1]) == ["finished", "skipped"] and rows[-1]["end"] == "exhausted"'
# A network whose prediction takes too long is passed over; what it took is told.
expect 1 search a.loom --trials 2 --sampler random --max-latency 0.000001
holds 'len(rows) == 3 and all(r["state"] == "skipped" and r["latency_ms"] > 0 and r["run"] is None for r in rows[:2])'
expect 0 search a.loom --trials 2 --sampler random --max-latency 60000
holds 'len(rows) == 3 and all(r["state"] == "finished" and 0 < r["latency_ms"] < 60000 for r in rows[:2]) and rows[2]["front"]["latency_ms"]'
# What could not be measured is told as such.
asked=$(grep -l '"most_latency_ms": *60000' a.runs/.studies/*/study.json)
sed -i 's/"latency_ms":[^,}]*/"note":"no memory"/' "${asked%study.json}trials.jsonl"
expect 0 "$loom" search a.loom --trials 2 --sampler random --max-latency 60000 --epochs 2 --threads 2
grep -q "not measured" out || fail "$(cat out)"
expect 0 env LANG=zh_CN.UTF-8 "$loom" search a.loom --trials 2 --sampler random --max-latency 60000 --epochs 2 --threads 2
grep -q "未测量" out || fail "$(cat out)"
# Minutes end the trial in progress, and more of them go on with it.
cp a.loom timed.loom
expect 0 "$loom" search timed.loom --trials 1 --epochs 300 --threads 2 --minutes 0.005
grep -q "Trial 1 was interrupted" out || fail "$(cat out)"
grep -q "Interrupted" out || fail "$(cat out)"
expect 0 "$loom" runs timed.loom
grep -q "Interrupted" out || fail "$(cat out)"
expect 0 env LANG=zh_CN.UTF-8 "$loom" runs timed.loom
grep -q "已中断" out || fail "$(cat out)"
expect 0 "$loom" search timed.loom --trials 1 --epochs 300 --threads 2 --json
expect 0 "$loom" runs timed.loom --json
holds 'len(rows) == 1 and row["state"] == "finished" and row["epochs"] == 300'
expect 0 "$loom" search a.loom --trials 5 --sampler random --epochs 2 --threads 2
grep -q "Learning rate" out && grep -q "from 10 trials with results on; there are 5" out || fail "$(cat out)"
expect 0 search a.loom --trials 10 --sampler random
holds 'set(rows[-1]["importance"]) == {"optimizer.learning_rate", "recipe.batch_size"}'
expect 0 "$loom" search a.loom --trials 10 --sampler random --epochs 2 --threads 2
grep -q "explains" out || fail "$(cat out)"
expect 0 env LANG=zh_CN.UTF-8 "$loom" search a.loom --trials 10 --sampler random --epochs 2 --threads 2
grep -q "学习率" out || fail "the table is not in Chinese"
refused 2 "no setting “depth”" "没有设置“depth”可供搜索" "$loom" search a.loom --pin depth=1..2
# Where nothing is held back, it says what trials are compared by. (No environment names a language here: English.)
expect 0 "$loom" new --template two-features line.loom
expect 0 search line.loom --trials 2
holds 'len(rows) == 3 and all(r["val_loss"] is None and r["goal"] > 0 for r in rows[:2]) and rows[2]["best"]["goal"] == min(r["goal"] for r in rows[:2])'
says "No row is held back for validation"
expect 0 "$loom" search line.loom --trials 2 --epochs 2 --threads 2
grep -q "training" out || fail "$(cat out)"
refused 2 "no way of searching" "没有名为“luck”的搜索方式" "$loom" search a.loom --sampler luck

# Which unit stands in a copy: two that fit, one whose shapes do not, none; and what a unit shows, in one copy.
cp a.loom units.loom
python3 - <<'PYTHON'
import json
project = json.load(open("units.loom", encoding="utf-8"))
document = project["document"]
dense = next(n for n in document["nodes"] if n["name"] == "Dense 1")
place = dense["id"]
document["nodes"].remove(dense)
document["nodes"].append({"at": dense["at"], "id": place, "name": "Block", "settings": {}, "type": "unit", "unit": 1})
document["units"] = []
for unit, (name, layers) in enumerate({"Plain": ["dense"], "Deep": ["dense", "dense"], "Odd": ["conv2d"]}.items(), 1):
    types = ["unit_input"] + layers + ["unit_output"]
    for i, type in enumerate(types):
        settings = dict(dense["settings"], units=8) if type == "dense" else {}
        document["nodes"].append({"at": [220 * i, 0], "id": 100 * unit + i, "in": unit, "name": "%s %d" % (type, i), "settings": settings, "type": type})
        if i > 0:
            document["links"].append({"from": 100 * unit + i - 1, "port": 0, "to": 100 * unit + i})
    last = 100 * unit + len(layers)
    document["units"].append({"id": unit, "name": name, "exposed": [{"key": "width", "label": "Width", "targets": [{"node": last, "setting": "units"}]}]})
json.dump(project, open("units.loom", "w", encoding="utf-8"))
PYTHON
expect 0 search units.loom --trials 9 --sampler grid --pin Block.unit=Plain,Deep,Odd,bypass
holds 'sorted((r["values"]["3.unit"], r["state"]) for r in rows[:-1]) == [("1", "finished"), ("2", "finished"), ("3", "failed"), ("bypass", "finished")]'
holds '(lambda p: p["2"] == p["1"] + 8 * 8 + 8 and p["bypass"] == p["1"] - 784 * 8 - 8 - 8 * 10 + 784 * 10)({r["values"]["3.unit"]: r["parameters"] for r in rows[:-1] if r["state"] == "finished"})'
holds '[r["reason"] is not None and r["run"] is None for r in rows[:-1] if r["state"] == "failed"] == [True] and rows[-1]["end"] == "exhausted"'
expect 0 "$loom" search units.loom --trials 9 --sampler grid --pin Block.unit=Plain,Deep,Odd,bypass --epochs 2 --threads 2
grep -q "Block · Unit" out && grep -q "Deep" out && grep -q "bypassed" out || fail "$(cat out)"
expect 0 env LANG=zh_CN.UTF-8 "$loom" search units.loom --trials 9 --sampler grid --pin Block.unit=Plain,Deep,Odd,bypass --epochs 2 --threads 2
grep -q "Block · 单元" out && grep -q "旁路" out && grep -q "Deep" out || fail "the unit is not told in Chinese: $(cat out)"
expect 0 search units.loom --trials 9 --sampler grid --pin Block.width=4,16 --pin Block.unit=Plain,Deep
holds 'sorted((r["values"]["3.unit"], r["values"]["3.width"], r["parameters"]) for r in rows[:-1]) == [("1", 4, 3190), ("1", 16, 12730), ("2", 4, 6366), ("2", 16, 6594)]'
refused 2 "no unit “Round”" "没有名为“Round”的单元" "$loom" search units.loom --pin Block.unit=Round

# kill -9 again and again: the same trials as those of an undisturbed search, each trained once.
expect 0 search a.loom --trials 12 --sampler tpe --halving 2 --seed 3
cp out whole
RANDOM=7
kills=0
for n in $(seq 60); do
    # Not by the function: its shell would be killed in place of the program.
    "$loom" search killed.loom --trials 12 --sampler tpe --halving 2 --seed 3 --epochs 2 --threads 2 --json >told 2>>err2 &
    child=$!
    sleep "0.$((RANDOM % 60 + 20))"
    kill -9 $child 2>/dev/null
    wait $child 2>/dev/null
    [ $? -eq 137 ] || break
    kills=$((kills + 1))
done
[ $kills -gt 0 ] || fail "it ended before it was killed"
expect 0 search killed.loom --trials 12 --sampler tpe --halving 2 --seed 3
expect 0 "$loom" runs killed.loom --json
python3 - <<'PYTHON' || fail "the killed search is another one"
import json, sys
def trials(folder):
    last = {}
    for line in open(folder, encoding="utf-8"):
        row = json.loads(line)
        last[row["trial"]] = row
    for row in last.values():
        del row["seconds"], row["run"]
    return last
import glob
whole = [f for f in glob.glob("a.runs/.studies/*/trials.jsonl") if "tpe" in open(f.replace("trials.jsonl", "study.json")).read()]
a, b = trials(whole[0]), trials("killed.runs/.studies/search-1/trials.jsonl")
runs = [json.loads(line) for line in open("out", encoding="utf-8")]
if a != b:
    sys.exit("other trials: %s %s" % (a, b))
if sorted(r["trial"] for r in runs) != list(range(1, 13)) or any(r["state"] == "unfinished" for r in runs):
    sys.exit("other runs: %s" % [(r["run"], r["trial"], r["state"]) for r in runs])
PYTHON

# SIGTERM leaves it, and says how to go on.
"$loom" search a.loom --trials 50 --epochs 50 --threads 2 >out 2>err &
child=$!
sleep 1
kill -TERM $child
wait $child
[ $? -eq 143 ] || fail "it did not end by the signal"
says "The same call goes on with it"

# A k-fold of two networks, and which is better.
cp a.loom b.loom
python3 - <<'PYTHON'
import json
project = json.load(open("b.loom", encoding="utf-8"))
project["document"]["recipe"]["optimizer"]["settings"]["learning_rate"] = 1e-6
json.dump(project, open("b.loom", "w", encoding="utf-8"))
PYTHON
expect 0 "$loom" kfold b.loom --with a.loom --folds 3 --repeats 2 --epochs 4 --threads 2 --json
holds 'len(rows) == 13 and [(r["project"], r["repeat"], r["fold"]) for r in rows[:12]] == [(p, n, k) for p in "ba" for n in (1, 2) for k in (1, 2, 3)]'
# What was asked is noted for the window, which shows it again.
python3 - <<'PYTHON' || fail "not noted: $(cat b.runs/.studies/folds.json)"
import json
asked = json.load(open("b.runs/.studies/folds.json", encoding="utf-8"))
own, other = asked["sides"]
assert (asked["folds"], asked["repeats"], asked["epochs"], own["study"]) == (3, 2, 4, "folds-1")
assert own["project"] == "" and other["name"] == "a" and other["project"].startswith("/") and other["project"].endswith("/a.loom")
PYTHON
# The half of the interval: t of 5 degrees of freedom (from tables), widened by 1/(folds − 1).
holds '(lambda e, half: [p["project"] for p in e["projects"]] == ["b", "a"] and all(p["count"] == 6 and abs(p["mean"] - sum(p["values"]) / 6) < 1e-12 and abs(p["half"] - half(p["values"])) < 1e-9 for p in e["projects"]))(rows[12], lambda v: 2.5705818356363 * math.sqrt(sum((x - sum(v) / 6) ** 2 for x in v) / 5 * (1 / 6 + 1 / 2)))'
holds '(lambda c: c["better"] == 6 and c["clear"] and c["p"] < 0.05 and c["sentence"].startswith("a is better than b by ") and c["sentence"].endswith("; 6 of 6 repeats"))(rows[12]["comparison"])'
expect 0 "$loom" runs b.loom --json
holds '[(r["study"], r["repeat"], r["fold"]) for r in rows] == [("folds-1", n, k) for n in (1, 2) for k in (1, 2, 3)]'
expect 0 "$loom" kfold b.loom --with a.loom --folds 3 --repeats 2 --epochs 4 --threads 2
grep -q "^a is better than b by .* points; 6 of 6 repeats" out || fail "$(cat out)"
expect 0 env LANG=zh_CN.UTF-8 "$loom" kfold b.loom --with a.loom --folds 3 --repeats 2 --epochs 4 --threads 2
grep -q "a 比 b 好" out || fail "$(cat out)"
expect 0 "$loom" runs b.loom --json
holds 'len(rows) == 6'
# Only what is judged on the same rows, by the same measure, is compared; and before anything is trained.
cp b.loom other.loom
cp b.loom rows.loom
python3 - <<'PYTHON'
import json
project = json.load(open("rows.loom", encoding="utf-8"))
project["document"]["data"]["split_seed"] = 77
json.dump(project, open("rows.loom", "w", encoding="utf-8"))
PYTHON
refused 1 "would be judged on other rows" "判断所用的行不同" "$loom" kfold other.loom --with rows.loom --folds 3 --epochs 1
[ -z "$(ls -d other.runs/run-* 2>/dev/null)" ] || fail "it was trained before it was refused"
refused 2 "--threads is 3000, but must be" "--threads 为 3000，但必须在" "$loom" kfold other.loom --threads 3000
# A device that is none is no trial that failed.
cp a.loom none.loom
rm -rf none.runs
refused 2 "There is no device “nonsense”." "没有" "$loom" search none.loom --trials 2 --device nonsense
[ ! -e none.runs ] || fail "what is refused is not begun"
# What a search stopped as a bad one, or a fold, is not the project's own training.
cp a.loom own.loom
rm -rf own.runs
expect 0 "$loom" train own.loom --epochs 1 --threads 2 --json
expect 0 search own.loom --trials 2 --sampler random
expect 0 "$loom" evaluate own.loom --json
holds 'row["run"] == "run-1"'
refused 2 "at least 2 folds" "至少要有 2 折" "$loom" kfold b.loom --folds 1
finish
