#!/bin/bash
# kill -9 at random moments: the resumed run ends with the very bytes of an undisturbed one, and trains no epoch twice.
. "$(dirname "$0")/common.bash"
kills=6
[ -n "${LOOM_FULL_TESTS:-}" ] && kills=20

make_digits data 2000
expect 0 "$loom" new --template digits-mlp whole.loom --data data
cp whole.loom broken.loom
expect 0 "$loom" train whole.loom --epochs 120 --seed 5 --threads 2 --json
RANDOM=11
for _ in $(seq $kills); do
    "$loom" train broken.loom --epochs 120 --seed 5 --threads 2 --resume --json >>epochs 2>>err &
    child=$!
    sleep "0.$((RANDOM % 90 + 10))"
    kill -9 $child 2>/dev/null
    wait $child 2>/dev/null
    grep -q finished epochs && break # Another --resume would rightly begin another run.
done
if ! grep -q finished epochs; then
    expect 0 "$loom" train broken.loom --epochs 120 --seed 5 --threads 2 --resume --json
    cat out >>epochs
fi
[ "$(ls broken.runs)" = "$(ls whole.runs)" ] || fail "another run began: $(ls broken.runs)"
for file in best last; do
    cmp whole.runs/*/$file.safetensors broken.runs/*/$file.safetensors || fail "$file differs"
done
# A line that was cut by the kill counts as none; an epoch that was told is never told again.
cp epochs out
python3 - <<'PYTHON' || fail "an epoch was trained twice"
import json, sys
told = []
for line in open("epochs", encoding="utf-8"):
    try:
        row = json.loads(line)
    except ValueError:
        continue
    if "event" not in row:
        told.append(row["epoch"])
sys.exit(0 if told == sorted(set(told)) and told[-1] == 120 else 1)
PYTHON
finish
