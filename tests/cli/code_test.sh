#!/bin/bash
# The source of a network that need not be trained, and what differs between two projects or runs.
. "$(dirname "$0")/common.bash"

edited() { # FROM TO STATEMENT: the project with its document d changed by Python.
    python3 - "$1" "$2" "$3" <<'PYTHON'
import json, sys
project = json.load(open(sys.argv[1], encoding="utf-8"))
d = project["document"]
exec(sys.argv[3])
json.dump(project, open(sys.argv[2], "w", encoding="utf-8"))
PYTHON
}
parses() { python3 -c 'import ast, sys; ast.parse(open(sys.argv[1], encoding="utf-8").read())' "$work/out" || fail "no Python"; }

expect 0 "$loom" new --template two-features a.loom
expect 0 "$loom" code a.loom --framework torch
parses
grep -qF 'self.dense_1 = nn.Linear(2, 10)' "$work/out" || fail "PyTorch lacks the first layer"
! grep -q npz "$work/out" || fail "the source asks for weights"
expect 0 "$loom" code a.loom --framework keras
parses
grep -qF 'x = layers.Dense(1, name="dense_2")(x)' "$work/out" || fail "Keras lacks the last layer"
expect 0 "$loom" code a.loom --framework torch --json
holds 'row["text"].split("\n")[next(l for l in row["lines"] if l["id"] == 2)["lines"][0][0] - 1].strip() == "self.dense_1 = nn.Linear(2, 10)"'
holds 'row["unwritten"] == []'

# Without data the Input says what the samples are; with data that is gone, too.
edited a.loom bare.loom 'd["data"]["source"] = d["data"]["path"] = ""'
expect 0 "$loom" code bare.loom --framework torch
silent err
grep -qF '{batch, 2}' "$work/out" || fail "the samples are not the Input's"

refused 2 "no framework called" "没有名为" "$loom" code a.loom --framework tensorflow
edited a.loom open.loom 'd["links"].pop()'
refused 1 "Output" "没有输入" "$loom" code open.loom --framework torch

# The same is the same; an edit is told, either way round.
cp a.loom b.loom
expect 0 "$loom" compare a.loom b.loom --json
holds 'row["same"] and row["differences"] == [] and row["in_both"] == 4'
edited a.loom b.loom '[n for n in d["nodes"] if n["id"] == 2][0]["settings"]["units"] = 12'
expect 0 "$loom" compare a.loom b.loom
[ "$(cat "$work/out")" = "≠ Dense 1 · Units: 10 → 12" ] || fail "told: $(cat "$work/out")"
expect 0 "$loom" compare b.loom a.loom --json
holds 'not row["same"] and [(r["sign"], r["before"], r["after"]) for r in row["differences"]] == [("changed", 2, 2)]'
edited b.loom c.loom 'd["nodes"] = [n for n in d["nodes"] if n["id"] != 3]; d["links"] = [l for l in d["links"] if 3 not in (l["from"], l["to"])]'
expect 0 "$loom" compare b.loom c.loom --json
holds '[(r["sign"], r["before"]) for r in row["differences"]] == [("removed", 3), ("changed", 4)]'

# Runs keep the network that was trained.
expect 0 "$loom" train a.loom --epochs 1
cp -r a.runs b.runs
expect 0 "$loom" compare b.loom --run run-1 --json
holds '[r["what"] for r in row["differences"] if r["about"] == "network"] == ["Dense 1 · Units: 10 → 12"]'
holds '"recipe" in [r["about"] for r in row["differences"]]'
refused 2 "only one network" "只有一个网络" "$loom" compare a.loom
refused 1 "run-7" "运行" "$loom" compare a.loom --run run-7
finish
