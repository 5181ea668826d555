#!/bin/bash
# kill -9 at random moments: the resumed run ends with the very bytes of an undisturbed one, and trains no epoch twice.
. "$(dirname "$0")/common.bash"
kills=20
[ -n "${LOOM_FULL_TESTS:-}" ] && kills=200
epochs=120

make_digits data 2000
expect 0 "$loom" new --template digits-mlp whole.loom --data data
train() { "$loom" train "$1" --epochs $epochs --seed 5 --threads 2 --resume --no-forecast --json; }
expect 0 train whole.loom

# A run that ends before it was killed often enough is followed by another one, until all kills have hit.
RANDOM=11
hits=0
while [ $hits -lt $kills ]; do
    rm -rf broken.*
    cp whole.loom broken.loom
    : >told
    # A kill may come when the run has ended and nobody has been told yet; after that it would begin another one.
    until grep -q finished told || grep -q '"state": *"finished"' broken.runs/*/run.json 2>err; do
        if [ $hits -lt $kills ]; then
            "$loom" train broken.loom --epochs $epochs --seed 5 --threads 2 --resume --no-forecast --json >>told 2>>err &
            child=$!
            sleep "0.$((RANDOM % 90 + 10))"
            kill -9 $child 2>/dev/null
            wait $child 2>/dev/null
            [ $? -eq 137 ] && hits=$((hits + 1))
        else
            expect 0 train broken.loom
            cat out >>told
            [ $failures -eq 0 ] || finish
        fi
    done
    [ "$(ls broken.runs)" = "$(ls whole.runs)" ] || fail "another run began: $(ls broken.runs)"
    for file in best last; do
        cmp whole.runs/*/$file.safetensors broken.runs/*/$file.safetensors || fail "$file differs"
    done
    # What was told is never told again. Of what a kill kept from being told (a cut line; an epoch that was saved within
    # the last moments) the run's own curve knows: it holds every epoch once.
    python3 - $epochs broken.runs/*/metrics.jsonl <<'PYTHON' || fail "an epoch was trained twice or is missing"
import json, sys
told = []
for line in open("told", encoding="utf-8"):
    try:
        row = json.loads(line)
    except ValueError:
        continue
    if "event" not in row:
        told.append(row["epoch"])
if told != sorted(set(told)):
    sys.exit(f"told: {told}")
rows = map(json.loads, open(sys.argv[2], encoding="utf-8"))
kept = [row["epoch"] for row in rows if "epoch" in row]
if kept != list(range(1, int(sys.argv[1]) + 1)):
    sys.exit(f"kept: {kept}")
PYTHON
done
finish
