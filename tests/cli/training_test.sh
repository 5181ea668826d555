#!/bin/bash
# From a sample to predictions and exports, as scripts do it.
. "$(dirname "$0")/common.bash"

expect 0 "$loom" new --template two-features t.loom
expect 0 "$loom" train t.loom --seed 1 --json
holds 'row["event"] == "forecast" and 0 < row["epoch_seconds"] < row["seconds"] and 0 < row["added_bytes"] < row["memory_bytes"] and row["finish"].endswith("Z")'
holds '[r["epoch"] for r in rows[1:-1]] == list(range(1, 301))'
holds 'all({"epoch", "loss", "val_loss", "accuracy", "val_accuracy", "seconds"} <= set(r) for r in rows[1:-1])'
holds '(lambda f: f["seconds"] == row["seconds"] and abs(f["took_seconds"] / f["seconds"] - 1 - f["seconds_off"]) < 1e-9 and f["took_bytes"] > 0 and abs(f["took_bytes"] / f["bytes"] - 1 - f["bytes_off"]) < 1e-9)(rows[-1]["foretold"])'
holds 'rows[-1]["event"] == "finished" and rows[-1]["test_accuracy"] == 1.0 and " " not in rows[-1]["run"]'
run=$(python3 -c 'import json; print(json.loads(open("out").read().splitlines()[-1])["run"])')
silent err

expect 0 "$loom" evaluate t.loom --json
holds 'row["accuracy"] == 1.0 and row["samples"] == 100 and sum(map(sum, row["confusion"])) == 100 and row["loss"] > 0 and row["run"] == "'"$run"'"'
expect 0 "$loom" evaluate t.loom --run "$run" --split train
expect 1 "$loom" evaluate t.loom --run run-99

# What was foretold is kept with the run, told before and held against it afterwards, unless nobody wants it.
expect 0 "$loom" runs t.loom --json
holds 'row["foretold_seconds"] > 0'
expect 0 "$loom" train t.loom --seed 2 --epochs 20
says "Forecast: an epoch takes about"
says "Time: "
expect 0 env LANG=zh_CN.UTF-8 "$loom" train t.loom --seed 2 --epochs 20
says "预计：每轮约"
expect 0 "$loom" train t.loom --seed 2 --epochs 20 --no-forecast
! grep -q "Forecast\|Time:" err || fail "a forecast that nobody wants: $(cat err)"
expect 0 "$loom" runs t.loom --json
holds '[r["foretold_seconds"] is None for r in rows] == [False, False, False, True]'

# Equal runs have equal bytes.
expect 0 "$loom" train t.loom --seed 1 --epochs 5 --json
second=$(python3 -c 'import json; print(json.loads(open("out").read().splitlines()[-1])["run"])')
cp t.loom elsewhere.loom
expect 0 "$loom" train elsewhere.loom --seed 1 --epochs 5 --json
third=$(python3 -c 'import json; print(json.loads(open("out").read().splitlines()[-1])["run"])')
for file in best last; do
    cmp "t.runs/$second/$file.safetensors" "elsewhere.runs/$third/$file.safetensors" || fail "$file differs between equal runs"
done
[ "$run" != "$second" ] || fail "a run was used twice"

# Left by a signal, quickly, and gone on with.
make_digits data 3000
expect 0 "$loom" new --template digits-mlp d.loom --data data
for signal in TERM INT; do
    rm -rf d.runs lines # What an earlier round wrote must not be taken for this one's.
    "$loom" train d.loom --epochs 400 --seed 3 --no-forecast --json >lines 2>err &
    child=$!
    for _ in $(seq 300); do [ "$(cat lines 2>/dev/null | wc -l)" -ge 2 ] && break; sleep 0.1; done
    kill -$signal $child
    before=$(date +%s%N)
    code=0
    wait $child || code=$?
    [ $code -gt 128 ] || fail "left by $signal with $code"
    [ $((($(date +%s%N) - before) / 1000000)) -lt 2000 ] || fail "leaving took longer than two seconds"
    says "--resume"
    done_epochs=$(wc -l <lines)
    expect 0 "$loom" train d.loom --resume --epochs $((done_epochs + 1)) --json
    holds 'rows[0]["epoch"] > '"$((done_epochs - 1))"' and rows[-1]["epochs"] == '"$((done_epochs + 1))"
    [ "$(ls d.runs | wc -l)" -eq 1 ] || fail "resuming made another run"
done

# Left while it is foretold: there is no run yet.
cp d.loom early.loom
"$loom" train early.loom --json >lines 2>err &
child=$!
sleep 0.3
kill -TERM $child
code=0
wait $child || code=$?
[ $code -eq 143 ] || fail "left while it was foretold with $code"
[ ! -e early.runs ] || fail "a run was begun before it was foretold"

# Nothing to resume: a new one.
expect 0 "$loom" train d.loom --resume --epochs 2 --seed 3 --json
holds 'rows[-1]["event"] == "finished"'

expect 0 "$loom" predict d.loom --input data --json
holds 'len(rows) == 3600 and all(set(r) >= {"input", "label", "scores"} and abs(sum(r["scores"]) - 1) < 1e-4 for r in rows)'
refused 1 "nowhere.png cannot be opened" "无法打开 nowhere.png" "$loom" predict d.loom --input nowhere.png
for format in onnx safetensors; do
    expect 0 "$loom" export d.loom --format $format --out model.$format
    [ -s model.$format ] || fail "no $format"
done
mkdir locked
refused 1 "locked cannot be written" "无法写入 locked" "$loom" export d.loom --format onnx --out locked

# A reader that goes away does not end the training.
expect 0 bash -c '"$1" train t.loom --epochs 5 --json | head -1 >/dev/null; exit ${PIPESTATUS[0]}' - "$loom"
finish
