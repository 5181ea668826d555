#!/bin/bash
# An export replaces an earlier file and nothing else: no project, run, data, device or pipe, and no file of a like name.
. "$(dirname "$0")/common.bash"

make_digits data 300
expect 0 "$loom" new --template digits-mlp keep.loom --data data
expect 0 "$loom" train keep.loom --epochs 1
cp -r . "$work.kept"
trap 'rm -rf "$work" "$work.kept"' EXIT
unchanged() { # PATH…
    for path; do
        diff -r "$path" "$work.kept/$path" >/dev/null || fail "$path has changed"
    done
}
export_to() { "$loom" export keep.loom --format "${2:-onnx}" --out "$1"; }

run=$(ls keep.runs)
cp keep.loom other.LOOM
ln -s keep.loom alias.onnx
for format in onnx safetensors pytorch keras; do
    refused 1 "is a project" "是项目" "$loom" export keep.loom --format $format --out keep.loom
    refused 1 "is a project" "是项目" "$loom" export keep.loom --format $format --out ./data/../new.loom
    refused 1 "is a project" "是项目" "$loom" export keep.loom --format $format --out other.LOOM
    refused 1 "is a project" "是项目" "$loom" export keep.loom --format $format --out alias.onnx
    refused 1 "runs" "运行文件夹" "$loom" export keep.loom --format $format --out "keep.runs/$run/best.safetensors"
    refused 1 "data" "本项目的数据" "$loom" export keep.loom --format $format --out data/train-images-idx3-ubyte
done
[ ! -e new.loom ] || fail "an export made a project"
unchanged keep.loom keep.runs data

# A project that does not end in .loom is one all the same.
cp keep.loom odd
cp -r keep.runs odd.runs
refused 1 "project itself" "项目文件本身" "$loom" export odd --format onnx --out odd
cmp -s odd keep.loom || fail "an export took the project"

# Source has its weights beside it. What lies there and is not ours stays, and so does an earlier source then.
for format in pytorch keras; do
    expect 0 export_to $format.py $format
    grep -q "^def predict" $format.py || fail "$format.py does not predict"
    [ "$(head -c 2 $format.npz)" = PK ] || fail "$format.npz is no archive"
    expect 0 export_to $format.py $format
    cp $format.py $format.before
    echo mine >$format.npz
    refused 1 "no export has written" "不是导出写成的" "$loom" export keep.loom --format $format --out $format.py
    [ "$(cat $format.npz)" = mine ] || fail "$format.npz was replaced"
    cmp -s $format.py $format.before || fail "$format.py was replaced"
    rm $format.*
done
refused 2 "both the source and its weights" "既是源码又是权重" "$loom" export keep.loom --format pytorch --out model.npz

# What is no regular file.
mkfifo pipe
mkdir folder
ln -s /dev/null null
for target in pipe null; do
    refused 1 "regular file" "普通文件" timeout 20 "$loom" export keep.loom --format onnx --out $target
done
[ -p pipe ] || fail "the pipe was replaced"
[ -c /dev/null ] || fail "the device was replaced"
refused 1 "folder" "文件夹" "$loom" export keep.loom --format onnx --out folder

# A link is followed, an earlier export is replaced, and files with like names stay.
mkdir far
ln -s far/model.onnx near.onnx
echo mine >far/.model.onnx.unchecked
echo mine >far/.model.onnx.loom-mine
echo left >far/.model.onnx.loom-Abc123
for _ in 1 2; do
    expect 0 export_to near.onnx
    [ -L near.onnx ] || fail "the link was replaced"
    [ "$(head -c 2 far/model.onnx | od -An -tx1 | tr -d ' ')" = 0808 ] || fail "the link was not followed"
done
[ "$(ls -A far | tr '\n' ' ')" = ".model.onnx.loom-mine .model.onnx.unchecked model.onnx " ] || fail "left: $(ls -A far)"
expect 0 export_to data/model.onnx
expect 0 export_to data/model.onnx

# Killed while it checks: what is left goes with the next one.
for delay in 0.02 0.05 0.1 0.2; do
    export_to far/model.onnx >/dev/null 2>&1 &
    child=$!
    sleep $delay
    kill -9 $child 2>/dev/null
    wait $child 2>/dev/null
done
expect 0 export_to far/model.onnx
[ "$(ls -A far | tr '\n' ' ')" = ".model.onnx.loom-mine .model.onnx.unchecked model.onnx " ] || fail "left: $(ls -A far)"
unchanged keep.loom keep.runs
finish
