#!/bin/bash
# A kill at a system call chosen at random, and a disk that is full or fails at one: whatever it hits, nothing that was kept is torn or
# lost, and the run that goes on ends with the very bytes and curves of an undisturbed one.
. "$(dirname "$0")/common.bash"

needs_strace
kills=12 refusals=12
[ -n "${LOOM_FULL_TESTS:-}" ] && kills=200 refusals=200

make_digits data 400
expect 0 "$loom" new --template digits-mlp whole.loom --data data
python3 - <<'PYTHON'
import json
project = json.load(open("whole.loom", encoding="utf-8"))
project["document"]["recipe"]["settings"] |= {"epochs": 5, "validate_steps": 4, "batch_size": 32, "checkpoint_epochs": 1, "checkpoints_kept": 2}
json.dump(project, open("whole.loom", "w", encoding="utf-8"))
PYTHON
train() { "$loom" train "$1.loom" --seed 5 --threads 2 --resume --no-forecast --json; }
expect 0 train whole

disturbed() { # CALL, WHAT happens, at WHICH of them.
    strace -f -qq -o /dev/null -e trace="$1" -e "inject=$1:$2:when=$3" "$loom" train broken.loom --seed 5 --threads 2 --resume --no-forecast --json
}
# Which calls an undisturbed run makes.
cp whole.loom count.loom
strace -f -qq -o trace -e trace=$file_calls "$loom" train count.loom --seed 5 --threads 2 --no-forecast --json >out 2>err || fail "$(cat err)"
calls_of trace >all
grep -E "^(${writing_calls//,/|}) " all >written

# Every file of a run is whole: records and curves that can be read, checkpoints as long as they say.
whole_files() {
    python3 - "$1" <<'PYTHON' || fail "a torn file after $2"
import glob, json, os, struct, sys
for folder in glob.glob(f"{sys.argv[1]}.runs/*/") + glob.glob(f"{sys.argv[1]}.runs/*/checkpoints/"):
    for name in os.listdir(folder):
        path = os.path.join(folder, name)
        if name.startswith("."):
            continue
        if name == "run.json":
            json.load(open(path, encoding="utf-8"))
        elif name.endswith(".safetensors"):
            data = open(path, "rb").read()
            size = struct.unpack("<Q", data[:8])[0]
            header = json.loads(data[8 : 8 + size])
            end = max(t["data_offsets"][1] for k, t in header.items() if k != "__metadata__")
            assert len(data) == 8 + size + end, path
PYTHON
}

same() { # WHAT was done to broken.
    # A folder whose record was never written is no run.
    local run
    run=$(dirname broken.runs/*/run.json)
    [ -d "$run" ] || { fail "$1: another run began: $run"; return; }
    [ "$(ls "$run/checkpoints")" = "$(ls whole.runs/run-1/checkpoints)" ] || fail "$1: other checkpoints: $(ls "$run/checkpoints")"
    for file in best.safetensors last.safetensors checkpoints/epoch-{4,5}.safetensors steps.f32 album.f32; do
        cmp whole.runs/run-1/$file "$run/$file" || fail "$1: $file differs"
    done
    python3 - whole.runs/run-1 "$run" <<'PYTHON' || fail "$1: the curves differ"
import json, sys
def lines(run):
    rows = [json.loads(line) for line in open(f"{run}/metrics.jsonl", encoding="utf-8")]
    return [{k: v for k, v in row.items() if k != "seconds"} for row in rows]
sys.exit(lines(sys.argv[1]) != lines(sys.argv[2]))
PYTHON
}

finished() { grep -q '"state": *"finished"' broken.runs/*/run.json 2>err; }

RANDOM=7
hits=0
for ((trial = 0; hits < kills && trial < 4 * kills; ++trial)); do
    rm -rf broken.*
    cp whole.loom broken.loom
    # One kill, or two: the second one while the run goes on.
    for ((again = RANDOM % 2; again >= 0; --again)); do
        read -r call at < <(one_of all)
        code=0
        disturbed "$call" signal=KILL "$at" >out 2>err || code=$?
        [ $code -eq 137 ] && hits=$((hits + 1))
        [ ! -d broken.runs ] || whole_files broken "a kill at $call $at"
        finished && break # It came to its end before it was told; there is nothing to go on with.
    done
    finished || expect 0 train broken
    same "a kill at $call $at"
    [ $failures -eq 0 ] || finish
done
[ $hits -ge $kills ] || fail "only $hits of $kills kills have hit"

refused=0
for ((trial = 0; refused < refusals && trial < 4 * refusals; ++trial)); do
    rm -rf broken.*
    cp whole.loom broken.loom
    read -r call at < <(one_of written)
    error=$([ $((trial % 2)) -eq 0 ] && echo ENOSPC || echo EIO)
    [ $((trial % 3)) -ne 0 ] || at=$at+ # And at all that follow.
    code=0
    disturbed "$call" error=$error "$at" >out 2>err || code=$?
    if [ $code -ne 0 ]; then
        refused=$((refused + 1))
        [ $code -eq 3 ] || fail "$error at $call $at: exit code $code ($(head -c 300 err))"
    fi
    [ ! -d broken.runs ] || whole_files broken "$error at $call $at"
    finished || expect 0 train broken
    same "$error at $call $at"
    [ $failures -eq 0 ] || finish
done
[ $refused -gt 0 ] || fail "no call was refused"
finish
