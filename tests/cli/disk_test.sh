#!/bin/bash
# A full disk: a clear error in both languages, and what was there before stays.
. "$(dirname "$0")/common.bash"

mkdir small
if [ "$(id -u)" -ne 0 ] || ! mount -t tmpfs -o size=1M tmpfs small 2>/dev/null; then
    echo "needs root and mount"
    exit 77
fi
trap 'umount "$work/small"; rm -rf "$work"' EXIT

make_digits data 500
expect 0 "$loom" new --template digits-mlp small/a.loom --data data
cp small/a.loom kept
expect 1 "$loom" new --template digits-mlp small/a.loom

# The checkpoints of this network need more than there is.
refused 3 "disk is full" "磁盘已满" "$loom" train small/a.loom --epochs 2 --device reference
cmp -s small/a.loom kept || fail "training on a full disk changed the project"

rm -rf small/a.runs
head -c 2M /dev/zero >small/filler 2>/dev/null
refused 3 "disk is full" "磁盘已满" "$loom" new --template digits-mlp small/b.loom
[ ! -e small/b.loom ] || fail "half a project was left"
rm small/filler

expect 0 "$loom" new --template two-features ok.loom
expect 0 "$loom" train ok.loom --epochs 3
echo old >small/model.onnx
head -c 2M /dev/zero >small/filler 2>/dev/null
for format in onnx safetensors; do
    refused 3 "disk is full" "磁盘已满" "$loom" export ok.loom --format $format --out small/model.onnx
    [ "$(cat small/model.onnx)" = old ] || fail "a failed export took the old file"
done
finish
