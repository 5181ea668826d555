#!/bin/bash
# Searches, k-folds and queues that are killed at a system call chosen at random: the same call again comes to what an undisturbed one comes to.
. "$(dirname "$0")/common.bash"

kills=${STUDY_KILLS:-20}
[ -n "${LOOM_FULL_TESTS:-}${STUDY_KILLS:-}" ] || { echo "only with LOOM_FULL_TESTS"; exit 77; }
needs_strace

make_digits data 400
expect 0 "$loom" new --template digits-mlp a.loom --data data
cp a.loom b.loom
arguments() {
    case $1 in
        search) echo search a.loom --trials 6 --epochs 2 --sampler tpe --halving 2 --seed 3 --pin learning_rate=1e-4..1e-1:log --pin batch_size=16,32,64 ;;
        kfold) echo kfold a.loom --folds 3 --epochs 2 ;;
        queue) echo queue a.loom b.loom --epochs 3 ;;
    esac
}
# In a folder of its own; the words before the program are strace's.
work_in() { # FOLDER KIND WORD…
    local folder=$1 kind=$2
    shift 2
    mkdir -p "$folder"
    cp -rn a.loom b.loom data "$folder"
    # shellcheck disable=SC2046
    (cd "$folder" && "$@" "$loom" $(arguments "$kind") --threads 2 --json)
}

# What came of it: each run's place, its weights, and what the study says of it; times and names are left out.
results() {
    python3 - "$1" <<'PYTHON'
import glob, hashlib, json, os, sys
found = {}
for record in sorted(glob.glob(f"{sys.argv[1]}/*.runs/run-*/run.json")):
    run = json.load(open(record, encoding="utf-8"))
    member = run["member"]
    place = f"{record.split('/')[-3]} {member['trial']} {member['repeat']} {member['fold']}"
    assert place not in found, f"{place} was trained twice"
    with open(os.path.join(os.path.dirname(record), "last.safetensors"), "rb") as file:
        found[place] = [run["state"], hashlib.sha256(file.read()).hexdigest(), json.dumps(member["values"], sort_keys=True)]
for file in sorted(glob.glob(f"{sys.argv[1]}/*.runs/.studies/search-*/trials.jsonl")):
    for line in open(file, encoding="utf-8"):
        trial = json.loads(line)
        found[f"trial {trial['trial']}"] = {k: v for k, v in trial.items() if k not in ("run", "seconds")}
for file in sorted(glob.glob(f"{sys.argv[1]}/*.runs/.queue.json")):
    found["queue"] = [[e["number"], e["state"]] for e in json.load(open(file, encoding="utf-8"))["entries"]]
print(json.dumps(found, sort_keys=True, indent=1))
PYTHON
}
# A queue that had come to its end before it was killed is not called again: that would be another one.
queue_done() { [ "$(results broken 2>/dev/null | grep -c '"finished"')" -eq 4 ] && grep -q '"state":"finished"' broken/a.runs/.queue.json && ! grep -qE '"state":"(begun|waiting)"' broken/a.runs/.queue.json; }

RANDOM=11
for kind in search kfold queue; do
    expect 0 work_in whole-$kind $kind env
    results whole-$kind >wanted
    expect 0 work_in count-$kind $kind strace -f -qq -o "$work/trace" -e trace=$file_calls
    calls_of trace >all
    hits=0
    for ((trial = 0; hits < kills && trial < 4 * kills; ++trial)); do
        rm -rf broken
        for ((again = RANDOM % 2; again >= 0; --again)); do # Once, or a second time when it goes on.
            read -r call at < <(one_of all)
            code=0
            work_in broken $kind strace -f -qq -o /dev/null -e trace="$call" -e "inject=$call:signal=KILL:when=$at" >out 2>err || code=$?
            [ $code -eq 137 ] && hits=$((hits + 1))
            [ $kind = queue ] && queue_done && break
        done
        if [ $kind != queue ] || ! queue_done; then
            expect 0 work_in broken $kind env
        fi
        results broken >got 2>err || fail "$kind, killed at $call $at: $(tail -1 err)"
        cmp -s wanted got || fail "$kind, killed at $call $at: $(diff wanted got | head -c 600)"
        [ $failures -eq 0 ] || finish
    done
    [ $hits -ge $kills ] || fail "$kind: only $hits of $kills kills have hit"
    echo "$kind: $hits kills"
done
finish
