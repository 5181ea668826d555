#!/bin/bash
# A machine that refuses memory, threads or a file is told in both languages, with exit code 3; nothing hangs.
. "$(dirname "$0")/common.bash"

# Pipes are no files: nobody waits for their other end.
mkfifo pipe.loom train-images-idx3-ubyte data.csv
refused 1 "regular file" "普通文件" timeout 20 "$loom" info pipe.loom
refused 1 "such a file already" "已有同名文件" timeout 20 "$loom" new --template two-features pipe.loom
refused 1 "regular file" "普通文件" timeout 20 "$loom" data inspect train-images-idx3-ubyte
[ -p pipe.loom ] || fail "the pipe was replaced"

# More data than there is memory.
mkdir big
python3 - <<'PYTHON'
import gzip, os, struct
header = struct.pack(">IIII", 2051, 300000, 28, 28)
with open("big/train-images-idx3-ubyte", "wb") as file:
    file.write(header)
    file.truncate(len(header) + 300000 * 784)
open("big/train-labels-idx1-ubyte", "wb").write(struct.pack(">II", 2049, 300000) + bytes(300000))
os.makedirs("liar")
# Says 392 MB, holds one.
with gzip.open("liar/train-images-idx3-ubyte.gz", "wb") as file:
    file.write(struct.pack(">IIII", 2051, 500000, 28, 28) + os.urandom(1 << 20))
PYTHON
limited() { (ulimit -v 300000 && exec "$loom" "$@"); }
export -f limited
export loom
refused 3 "not enough memory" "内存不足" bash -c 'limited "$@"' - data inspect big
expect 0 "$loom" new --template digits-mlp big.loom --data big
refused 3 "not enough memory" "内存不足" bash -c 'limited "$@"' - train big.loom --epochs 1 --device reference

# A small file that claims much takes no more than it holds.
cat >peak.py <<'PYTHON'
import resource, subprocess, sys
code = subprocess.call(sys.argv[1:])
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)
sys.exit(code)
PYTHON
expect 1 python3 peak.py "$loom" data inspect liar
says liar
[ "$(cat out)" -lt 100 ] || fail "a file of one MB took $(cat out) MB"

# No further thread. The limit of processes holds for everybody but root.
expect 0 "$loom" new --template two-features t.loom
chmod -R a+rwX "$work"
as_nobody=
[ "$(id -u)" -ne 0 ] || as_nobody="setpriv --reuid=61234 --regid=61234 --clear-groups"
if [ -z "$as_nobody" ] || $as_nobody "$loom" templates >/dev/null 2>&1; then
    alone() { ulimit -u 1 && exec $as_nobody "$loom" "$@"; }
    export -f alone
    export as_nobody
    refused 3 "no further thread" "无法再启动线程" bash -c 'alone "$@"' - train t.loom --epochs 1 --device reference
    expect 0 bash -c 'alone "$@"' - info t.loom --json
else
    echo "threads: not tried, since another user cannot run the program here"
fi

# The system's own words stand in brackets, if at all.
if [ -e /dev/full ]; then
    expect 3 env LANG=zh_CN.UTF-8 bash -c '"$1" layers >/dev/full' - "$loom"
    says "磁盘已满"
    ! grep -q "No space" err || fail "English inside Chinese: $(cat err)"
    expect 3 env LANG=C.UTF-8 bash -c '"$1" layers >/dev/full' - "$loom"
    says "The disk is full"
fi
expect 3 env LANG=zh_CN.UTF-8 bash -c '"$1" layers 1<"$1"' - "$loom"
says "系统拒绝了此操作"
says "Bad file descriptor"
finish
