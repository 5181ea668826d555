#!/bin/bash
# A new run goes on from a state of another one: the same bytes where nothing was changed, more epochs after the end, and what does not fit is said.
. "$(dirname "$0")/common.bash"

make_digits data 400
expect 0 "$loom" new --template digits-mlp m.loom --data data
python3 - <<'PYTHON'
import json
project = json.load(open("m.loom", encoding="utf-8"))
project["document"]["recipe"]["settings"] |= {"epochs": 5, "batch_size": 32, "checkpoint_epochs": 1, "checkpoints_kept": 3}
json.dump(project, open("m.loom", "w", encoding="utf-8"))
PYTHON
train() { "$loom" train m.loom --threads 2 --json "$@"; }
expect 0 train --seed 5
[ "$(ls m.runs/run-1/checkpoints | tr '\n' ' ')" = "epoch-3.safetensors epoch-4.safetensors epoch-5.safetensors " ] || fail "kept: $(ls m.runs/run-1/checkpoints)"
cmp m.runs/run-1/checkpoints/epoch-5.safetensors m.runs/run-1/last.safetensors || fail "the last checkpoint is not the last state"
cp -r m.runs/run-1 before

# The seed is that of the run, not the project's.
expect 0 train --continue run-1 --epoch 3
for file in best.safetensors last.safetensors steps.f32 album.f32 checkpoints/epoch-4.safetensors; do
    cmp m.runs/run-1/$file m.runs/run-2/$file || fail "$file differs"
done
diff -r before m.runs/run-1 || fail "the old run was changed"
expect 0 "$loom" runs m.loom run-2 --json
grep -q '"continued":"run-1","continued_epoch":3' out || fail "not told: $(cat out)"

expect 0 train --continue run-2 --more-epochs 2
[ "$(grep -c '"epoch":' m.runs/run-3/metrics.jsonl)" = 7 ] || fail "not seven epochs"
cmp <(head -c 64 m.runs/run-1/steps.f32) <(head -c 64 m.runs/run-3/steps.f32)
cmp -n "$(stat -c %s m.runs/run-1/steps.f32)" m.runs/run-1/steps.f32 m.runs/run-3/steps.f32 || fail "its curve begins otherwise"

# A kill while it goes on, and once more with the recipe that it began with.
expect 0 train --continue run-1 --epoch 3 --epochs 150
cp -r m.runs/run-4 unbroken
"$loom" train m.loom --threads 2 --continue run-1 --epoch 3 --epochs 150 --json >told 2>err &
child=$!
until grep -q '"epoch":8' told; do
    sleep 0.02
    kill -0 $child 2>err || break
done
kill -9 $child 2>err
wait $child 2>err
expect 0 train --resume
cmp unbroken/last.safetensors m.runs/run-5/last.safetensors || fail "it goes on otherwise"

expect 1 train --continue run-1 --epoch 1
grep -q 'run-1 keeps no state of epoch 1' err || fail "$(cat err)"
expect 1 train --continue run-1
grep -q 'nothing is left to train' err || fail "$(cat err)"
expect 2 train --continue run-1 --resume
expect 2 train --epoch 3
expect 2 train --continue run-1 --epochs 9 --more-epochs 2
expect 2 train --continue run-1 --more-epochs 0
expect 1 train --continue run-9
[ "$(ls m.runs)" = "$(printf 'run-%s\n' 1 2 3 4 5)" ] || fail "runs: $(ls m.runs)"
finish
