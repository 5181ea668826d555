#!/bin/bash
# Several runs that differ in nothing but the seed: how far they scatter, and whether one project is better than another.
. "$(dirname "$0")/common.bash"

make_digits data 600
expect 0 "$loom" new --template digits-mlp a.loom --data data
cp a.loom b.loom
python3 - <<'PYTHON'
import json
project = json.load(open("b.loom", encoding="utf-8"))
project["document"]["recipe"]["optimizer"]["settings"]["learning_rate"] = 1e-6
project["document"]["recipe"]["settings"]["seed"] = 40
json.dump(project, open("b.loom", "w", encoding="utf-8"))
PYTHON
seeds() { "$loom" seeds "$@" --epochs 3 --threads 2; }

expect 0 seeds a.loom --runs 3 --seed 5 --json
holds '[(r["event"], r["seed"], r["repeat"], r["fold"]) for r in rows[:-1]] == [("seed", s, s - 4, 0) for s in (5, 6, 7)]'
# The half of the interval: t of 2 degrees of freedom (from tables) times the deviation over the root of 3.
holds '(lambda p, v: p["values"] == v and abs(p["mean"] - sum(v) / 3) < 1e-12 and abs(p["deviation"] ** 2 - sum((x - sum(v) / 3) ** 2 for x in v) / 2) < 1e-12 and abs(p["half"] - 4.3026527299112747 * p["deviation"] / math.sqrt(3)) < 1e-9 and p["runs"] == ["run-1", "run-2", "run-3"])(rows[-1]["projects"][0], [r["test_accuracy"] for r in rows[:-1]])'
cp out first
expect 0 "$loom" runs a.loom --json
holds '[(r["seed"], r["study"], r["epochs"]) for r in rows] == [(s, "seeds-1", 3) for s in (5, 6, 7)]'
# Nothing but the seed: the run is the one that a training with this seed makes.
cp a.loom alone.loom
expect 0 "$loom" train alone.loom --seed 6 --epochs 3 --threads 2 --no-forecast
cmp a.runs/run-2/last.safetensors alone.runs/run-1/last.safetensors || fail "a run of several is another one than by itself"

# Left in the middle, it goes on; more may be asked for, and what is there is not trained again.
rm -rf a.runs
"$loom" seeds a.loom --epochs 3 --threads 2 --runs 40 --seed 5 --json >out 2>err &
child=$!
for ((i = 0; i < 600; ++i)); do grep -q '"seed":5' out && break; sleep 0.05; done
kill -9 $child
wait $child 2>/dev/null
expect 0 seeds a.loom --runs 3 --seed 5 --json
python3 - <<'PYTHON' || fail "the killed one is another one"
import json, sys
def values(file):
    return [json.loads(line) for line in open(file, encoding="utf-8")][-1]["projects"][0]["values"]
sys.exit(values("first") != values("out"))
PYTHON

# Another project over the same seeds, whatever its own recipe says.
expect 0 seeds a.loom --with b.loom --runs 4 --seed 5 --json
holds '[(r["project"], r["seed"]) for r in rows[:-1]] == [(p, s) for p in "ab" for s in (5, 6, 7, 8)]'
holds '(lambda c: c["worse"] == 4 and c["better"] == 0 and c["sentence"].startswith("a is better than b by ") and c["sentence"].endswith("; 4 of 4 repeats") and c["clear"])(rows[-1]["comparison"])'
expect 0 seeds a.loom --with b.loom --runs 4 --seed 5
grep -q "^a is better than b by .* points; 4 of 4 repeats (p = " out || fail "$(cat out)"
[ "$(grep -cE '^[5678] ' out)" -eq 4 ] && grep -q "^mean " out && grep -q "^standard deviation " out && grep -q "^95 % interval of the mean: ± " out || fail "$(cat out)"
grep -q "a: test accuracy  *run  *b: test accuracy  *run" out || fail "$(cat out)"
expect 0 env LANG=zh_CN.UTF-8 "$loom" seeds a.loom --with b.loom --runs 4 --seed 5 --epochs 3 --threads 2
grep -q "^均值" out && grep -q "^标准差" out && grep -q "a 比 b 好" out || fail "$(cat out)"
expect 0 "$loom" runs b.loom --json
holds '[r["seed"] for r in rows] == [5, 6, 7, 8]'
cp a.loom mine.loom
cp b.loom theirs.loom
expect 0 seeds mine.loom --with theirs.loom --runs 2 --json
holds '[(r["project"], r["seed"]) for r in rows[:-1]] == [("mine", 1), ("mine", 2), ("theirs", 1), ("theirs", 2)]'
cp b.loom own.loom
expect 0 seeds own.loom --runs 2 --json
holds '[r["seed"] for r in rows[:-1]] == [40, 41]'

refused 2 "--runs must be at least 2" "--runs 至少为 2" "$loom" seeds a.loom --runs 1
cp a.loom rows.loom
python3 - <<'PYTHON'
import json
project = json.load(open("rows.loom", encoding="utf-8"))
project["document"]["data"] |= {"split": "random", "split_seed": 77}
json.dump(project, open("rows.loom", "w", encoding="utf-8"))
PYTHON
refused 1 "would be judged on other rows" "判断所用的行不同" "$loom" seeds a.loom --with rows.loom --runs 2 --seed 90
[ ! -e rows.runs/run-1 ] || fail "it was trained before it was refused"
finish
