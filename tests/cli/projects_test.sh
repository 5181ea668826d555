#!/bin/bash
# Project files: never overwritten, never half opened, and their data moves with them.
. "$(dirname "$0")/common.bash"

make_digits before/data 200
mkdir -p before/work
project=before/work/m.loom
expect 0 "$loom" new --template digits-cnn $project --data before/data
! grep -qF "$work" $project || fail "the data's path is not relative"

cp $project kept
refused 1 "such a file already" "已有同名文件" "$loom" new --template digits-mlp $project
cmp -s $project kept || fail "new overwrote a project"
[ "$(ls before/work)" = m.loom ] || fail "something was left behind: $(ls -A before/work)"

expect 0 "$loom" info $project --json
holds 'len(rows) == 1 and row["parameters"] == 693962 and row["nodes"] == 7 and row["multiply_adds"] > 0 and row["memory_bytes"] > row["added_bytes"] > 0'
# What training adds, as the window says it: the same in every process.
added=$(python3 -c 'import json; print(json.load(open("out"))["added_bytes"] / 2**20)')
expect 0 "$loom" check $project
expect 0 "$loom" info $project
grep -qF "Training needs about $(python3 -c "print(format($added, '.1f' if $added < 10 else '.0f'))") MiB of memory" out || fail "the text says another number: $(tail -n 1 out), not $added"
mv before after
expect 0 "$loom" check after/work/m.loom
project=after/work/m.loom

# A finding: ten classes, nine units.
sed 's/"units":10/"units":9/; s/"units": 10/"units": 9/' $project >after/work/nine.loom
refused 1 "Repair" "修复" "$loom" check after/work/nine.loom
grep -q '^错误：[^:]*：' err || fail "no Chinese colon: $(cat err)"
expect 1 "$loom" train after/work/nine.loom

# A finding inside of one copy of a unit: told and mended in this copy.
expect 0 "$loom" new --template resnet-18 copies.loom
python3 - <<'PYTHON'
import json
project = json.load(open("copies.loom", encoding="utf-8"))
for node in project["document"]["nodes"]:
    if node["name"] == "Residual block 1":
        node["given"]["filters"] = 32
json.dump(project, open("copies.loom", "w", encoding="utf-8"))
PYTHON
refused 1 "error: Residual block 1 / Add 1: Input" "错误：Residual block 1 / Add 1：输入" "$loom" check copies.loom
says "修复：关闭“Plain shortcut”"

# Damage.
size=$(stat -c %s $project)
for offset in 0 1 $(seq 7 97 $((size - 4))) $((size - 4)); do
    head -c "$offset" $project >cut.loom
    cp cut.loom cut.kept
    expect 1 "$loom" info cut.loom --json
    silent out
    says cut.loom
    cmp -s cut.loom cut.kept || fail "a damaged project was changed"
done
head -c $((size / 2)) $project >cut.loom
refused 1 "ends in the middle, at byte $((size / 2))" "第 $((size / 2)) 字节" "$loom" train cut.loom
sed 's/"conv2d"/"conv9d"/' $project >unknown.loom
refused 1 "the layer type “conv9d” is unknown" "未知的层类型“conv9d”" "$loom" check unknown.loom
sed 's/"version": 1/"version": 7/' $project >newer.loom
refused 1 "newer Layerloom" "更新的 Layerloom" "$loom" info newer.loom
echo '{"name": "something else"}' >other.loom
refused 1 "not a Layerloom project" "不是 Layerloom 项目" "$loom" info other.loom
refused 1 "It is a folder" "这是一个文件夹" "$loom" info after

# Data that is gone is said, and what can be told still is.
rm -r after/data
expect 0 "$loom" info $project --json
holds 'row["nodes"] == 7 and row["memory_bytes"] is None'
refused 1 "No data yet" "还没有数据" "$loom" check $project
says after/data

# Names as people have them.
for name in "数据 集" "a'b\"c" $'new\nline' "-dash" "%s%d"; do
    mkdir -p -- "./$name" && make_digits "./$name/d" 50
    expect 0 "$loom" new --template digits-mlp "./$name/m.loom" --data "./$name/d"
    expect 0 "$loom" check "./$name/m.loom"
done
finish
