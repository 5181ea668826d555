#!/bin/bash
# A machine that sleeps while it trains: the process stands still for a while, and the clock on the wall is somewhere else when it
# wakes, days ahead or (set right by the network) years back. The run ends with the bytes and the curves of an undisturbed one, no
# limit of minutes is used up by the jump, and no time is told that is none.
. "$(dirname "$0")/common.bash"

clock=$(ls /usr/lib/*/faketime/libfaketimeMT.so.1 2>/dev/null | head -1)
if [ -z "$clock" ]; then
    echo "needs libfaketime"
    exit 77
fi

make_digits data 2000
expect 0 "$loom" new --template digits-mlp whole.loom --data data
python3 - <<'PYTHON'
import json
project = json.load(open("whole.loom", encoding="utf-8"))
project["document"]["recipe"]["settings"] |= {"epochs": 40, "most_minutes": 30, "checkpoint_minutes": 0.001, "validate_steps": 7}
json.dump(project, open("whole.loom", "w", encoding="utf-8"))
PYTHON
cp whole.loom broken.loom
train() { "$loom" train "$1.loom" --seed 5 --threads 2 --no-forecast --json; }
expect 0 train whole

# The clock on the wall alone is turned: a clock that counts since the machine began (monotonic) stands while it sleeps.
export FAKETIME_TIMESTAMP_FILE=$PWD/shift FAKETIME_NO_CACHE=1 FAKETIME_DONT_FAKE_MONOTONIC=1 NO_FAKE_STAT=1
echo "-40y" >shift
[ "$(LD_PRELOAD=$clock date +%Y)" -lt "$(($(date +%Y) - 30))" ] || fail "the clock cannot be turned"
echo "+0" >shift
LD_PRELOAD=$clock "$loom" train broken.loom --seed 5 --threads 2 --no-forecast --json >told 2>err &
child=$!
naps=0
for shift in +2d -3y +1h -40y +30d +0; do
    sleep 0.15
    kill -STOP $child 2>/dev/null || break
    naps=$((naps + 1))
    sleep 0.3
    echo "$shift" >shift.new && mv shift.new shift
    kill -CONT $child
done
wait $child || fail "exit code $? ($(head -c 300 err))"
[ $naps -ge 3 ] || fail "it had ended after $naps naps"

for file in best.safetensors last.safetensors steps.f32 album.f32; do
    cmp whole.runs/run-1/$file broken.runs/run-1/$file || fail "$file differs"
done
python3 - <<'PYTHON' || fail "the curves or times are not those of a run"
import itertools, json, sys
def lines(run):
    return [json.loads(line) for line in open(f"{run}.runs/run-1/metrics.jsonl", encoding="utf-8")]
def without_times(rows):
    # Where a run was kept within an epoch, a mark without measures says so; the clock decides where.
    return [{k: v for k, v in row.items() if k != "seconds"} for row in rows if not row.get("mark") or row["val_loss"] is not None]
for whole, broken in itertools.zip_longest(without_times(lines("whole")), without_times(lines("broken"))):
    if whole != broken:
        sys.exit(f"curves: {whole} is {broken}")
if not all(0 <= row["seconds"] < 60 for row in lines("broken") if "seconds" in row):
    sys.exit("seconds")
record = json.load(open("broken.runs/run-1/run.json", encoding="utf-8"))
if record["state"] != "finished" or not 0 < record["seconds"] < 600:
    sys.exit(f"record: {record['state']} {record['seconds']}")
PYTHON
expect 0 "$loom" runs broken.loom --json
holds '0 < row["seconds"] < 600'
finish
