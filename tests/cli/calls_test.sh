#!/bin/bash
# How the program is called: exit codes, help in both languages, odd environments.
. "$(dirname "$0")/common.bash"

expect 0 "$loom" --version
grep -q '^layerloom [0-9]' out || fail "no version"
for command in templates new info check train evaluate predict export layers devices selftest; do
    for language in en zh; do
        expect 0 "$loom" $command --help --language $language
        grep -q -- --help out || fail "help of $command says nothing"
        silent err
    done
    expect 0 env LANG=zh_CN.UTF-8 "$loom" $command --help
    han <out || fail "help of $command is not Chinese"
done
expect 0 "$loom" data inspect --help
for command in "" data info; do
    expect 0 "$loom" $command --help --language zh
    grep -q "^用法：loom $command" out || fail "the usage of $command is not Chinese: $(head -3 out)"
    ! grep -qE '^[^ ].*:$|Exactly' out || fail "English in the help of $command: $(cat out)"
done
expect 0 "$loom" info --help --language en
grep -q '^Usage: loom info' out || fail "no usage"
grep -q '^Options:$' out || fail "no options"

refused 2 "A command is missing" "缺少命令" "$loom"
refused 2 "no command called “frobnicate”" "没有名为“frobnicate”的命令" "$loom" frobnicate
refused 2 "A command is missing" "缺少命令" "$loom" data
says "loom data --help"
refused 2 "no command called “data foo”" "没有名为“data foo”的命令" "$loom" data foo
expect 2 "$loom" --language zh data data --json
says "没有名为“data data”的命令"
expect 2 "$loom" --language=zh frobnicate --json
says "没有名为“frobnicate”的命令"
refused 2 "with a sample or with a suggestion" "从示例项目或推荐开始" "$loom" new a.loom
refused 2 "with a sample or with a suggestion" "从示例项目或推荐开始" "$loom" new a.loom --suggest --template digits-cnn
refused 2 "no data to suggest" "没有可供推荐" "$loom" new a.loom --suggest
refused 2 "go with --suggest only" "只能与 --suggest" "$loom" new a.loom --template digits-cnn --target x
refused 2 "wrong form" "形式不对" "$loom" train a.loom --epochs many
refused 2 "not understood: --colour" "无法理解：--colour" "$loom" info a.loom --colour
refused 2 "no sample project" "没有名为“nothing”的示例项目" "$loom" new --template nothing a.loom
expect 2 "$loom" --language klingon templates
[ ! -e a.loom ] || fail "a wrong call made a file"

expect 0 "$loom" new --template two-features a.loom
refused 2 "no device “frobnicate”" "没有设备“frobnicate”" "$loom" train a.loom --device frobnicate
refused 2 "Epochs is 0, but must be at least 1" "“轮数”为 0，但至少应为 1" "$loom" train a.loom --epochs 0
refused 2 "--threads is 0, but must be" "--threads 为 0，但必须在" "$loom" train a.loom --threads 0
refused 2 "no format" "没有名为“docx”的格式" "$loom" export a.loom --format docx --out x
refused 2 "Opset 18" "算子集版本 18" "$loom" export a.loom --format onnx --out x --opset 18
refused 2 "no opsets" "没有算子集版本" "$loom" export a.loom --format keras --out x --opset 13
refused 2 "Opset 0" "算子集版本 0" "$loom" export a.loom --format onnx --out x --opset 0
refused 2 "no split" "没有名为“half”的划分" "$loom" evaluate a.loom --split half
refused 1 "no finished run" "没有已完成的运行" "$loom" evaluate a.loom
refused 1 "nowhere.loom cannot be read" "无法读取 nowhere.loom" "$loom" info nowhere.loom
refused 1 "nowhere cannot be opened" "无法打开 nowhere" "$loom" data inspect nowhere

expect 0 "$loom" devices --language zh
grep -q '参考设备，双精度' out || fail "the reference device is not Chinese: $(cat out)"
expect 0 "$loom" devices --json
holds 'all({"id", "available", "description"} <= set(r) for r in rows)'
holds 'any(r["id"] == "reference" and r["available"] for r in rows)'
if ! grep -q '"available":true[^}]*"id":"cuda"\|"id":"cuda"[^}]*"available":true' out; then
    expect 3 "$loom" train a.loom --device cuda
fi
expect 0 "$loom" layers --json
holds 'len({r["id"] for r in rows}) == len(rows) >= 14 and all(r["help"] for r in rows)'
expect 0 "$loom" templates --json
holds '{r["id"] for r in rows} >= {"digits-mlp", "digits-cnn", "cifar-cnn", "two-features", "resnet-50", "gpt2-small"}'
expect 0 "$loom" new resnet.loom --template resnet-50
expect 0 "$loom" info resnet.loom --json
holds 'row["parameters"] == 25557032 and round(row["multiply_adds"] / 1e9, 2) == 4.09'
# The main graph's layers are all of it; what stands in a unit says so, with the numbers of each copy.
holds 'sum(l["parameters"] for l in row["layers"] if "in" not in l) == 25557032'
holds 'any("in" in l and len(l["copies"]) > 1 and len(l["copies"][0]["path"]) > 0 for l in row["layers"])'

# Odd surroundings.
expect 0 env -i "$loom" templates
expect 0 env -i HOME=/proc/nowhere "$loom" info a.loom --json
expect 0 env LC_ALL=de_DE.UTF-8 "$loom" info a.loom --json
holds 'row["parameters"] == 41'
expect 0 bash -c '"$1" templates <&- >&- 2>&-' - "$loom"
expect 0 bash -c '"$1" layers --json | head -1 >/dev/null; exit ${PIPESTATUS[0]}' - "$loom"
if [ -e /dev/full ]; then
    expect 3 bash -c '"$1" layers --json >/dev/full' - "$loom"
fi
finish
