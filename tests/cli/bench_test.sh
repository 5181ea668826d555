#!/bin/bash
# Measurements: the protocol and the comparison of losses, with our reference device as the peer. No time is judged.
. "$(dirname "$0")/common.bash"

export TMPDIR=$work/tmp
mkdir "$TMPDIR"
short=(--batch 4 --rounds 2 --steps 2 --threads 1)

expect 0 "$loom" bench two-features "${short[@]}" --json --profile --peer "'$loom' bench --device reference --worker"
holds 'row["network"] == "two-features" and row["batch"] == 4 and row["steps"] == 2 and row["operations"] > 0'
holds 'len(row["sides"]) == 2 and all(len(s["losses"]) == 50 for s in row["sides"]) and "Reference" in row["sides"][1]["name"]'
holds 'all(0 < s["min_ms"] <= s["median_ms"] <= s["p95_ms"] and s["cpu_ms"] > 0 for s in row["sides"])'
holds 'all(s["peak_bytes"] >= s["start_bytes"] > 1 << 20 and s["first_step_seconds"] > 0 for s in row["sides"])'
holds 'all(abs(a - b) <= 1e-3 * b for a, b in zip(*(s["losses"] for s in row["sides"])))'
holds 'row["best_peer"] == row["sides"][1]["name"] and abs(row["ratio_to_best"] - row["sides"][1]["ratio"]) < 1e-9'
holds 'row["sides"][0]["ratio"] == 1 and len(row["profile"]) > 5 and all(p["ms"] >= 0 for p in row["profile"])'
holds 'row["machine"]["peak_gflops"] > 0 and row["machine"]["threads"] == 1 and row["machine"]["load_before"] >= 0'
[ -z "$(ls -d "$TMPDIR"/* 2>/dev/null)" ] || fail "a folder was left behind"

# Interrupted, it leaves nothing.
expect 124 timeout --signal=INT --kill-after=60 3 "$loom" bench two-features --rounds 100000 --peer "'$loom' bench --worker"
[ -z "$(ls -d "$TMPDIR"/* 2>/dev/null)" ] || fail "a folder was left behind"

# Several networks, one of them a file; what it learns is learnable.
expect 0 "$loom" new --template digits-mlp d.loom
python3 - <<'PYTHON'
import json
project = json.load(open("d.loom"))
project["document"]["data"]["source"] = project["document"]["data"]["path"] = ""
json.dump(project, open("mlp.loom", "w"))
PYTHON
expect 0 "$loom" bench mlp.loom two-features --rounds 1 --steps 1 --json
holds '[r["network"] for r in rows] == ["mlp", "two-features"]'
holds 'sum(row["sides"][0]["losses"][-10:]) < 0.9 * sum(row["sides"][0]["losses"][:10])'
expect 0 "$loom" bench two-features "${short[@]}"
grep -qF "GFLOP/s" out || fail "no table"

# A peer that computes something else has no times, and is no success; nor is one that is no peer.
cat >other <<'BASH'
#!/bin/bash
"$1" bench --device reference --worker "$2" | python3 -uc '
import json, sys
said = json.loads(sys.stdin.readline())
said["losses"][6] *= 1.002
print(json.dumps(said), flush=True)
for line in sys.stdin:
    print(line, end="", flush=True)
'
BASH
chmod +x other
for peer in "./other '$loom'" false "sh -c 'echo nothing'" "sh -c 'echo {}'" "sh -c 'kill -9 \$\$'" ./nowhere; do
    expect 1 "$loom" bench two-features "${short[@]}" --json --peer "$peer"
    holds '"fault" in row["sides"][1] and "median_ms" not in row["sides"][1] and row["best_peer"] is None'
    holds '"median_ms" in row["sides"][0]'
done
expect 1 "$loom" bench two-features "${short[@]}" --json --peer "./other '$loom'"
holds '"step 7" in row["sides"][1]["fault"]'
expect 1 "$loom" bench two-features "${short[@]}" --peer "./other '$loom'"
grep -qF "error: Its loss at step 7" out || fail "the table does not say the error"

# Wrong calls and wrong input.
refused 2 "--batch is 0" "--batch 为 0" "$loom" bench two-features --batch 0
refused 2 "NETWORK is missing" "缺少 NETWORK" "$loom" bench
refused 1 "nowhere.loom cannot be read" "无法读取 nowhere.loom" "$loom" bench nowhere.loom
mkdir empty
refused 1 "bench.json cannot be read" "无法读取 empty/bench.json" "$loom" bench --worker empty
mkdir odd
echo '{"name": 1}' >odd/bench.json
refused 1 "does not describe a measurement" "没有描述" "$loom" bench --worker odd
finish
