# Sourced by the tests of the program `loom`: each is called with the program's path, works in a folder of its own, and
# ends with `finish`. Exit code 77: this machine cannot run the test.
set -u
loom=$(realpath "$1")
work=$(mktemp -d "${TMPDIR:-/tmp}/loom-cli-XXXXXX")
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
unset LANG LC_ALL LC_MESSAGES LANGUAGE
failures=0

fail() {
    echo "FAILED (line ${BASH_LINENO[-2]}): $*"
    failures=$((failures + 1))
}

# expect CODE COMMAND…: runs it; what it printed is in the files out and err afterwards.
expect() {
    local wanted=$1 got=0
    shift
    "$@" >"$work/out" 2>"$work/err" || got=$?
    [ $got -eq "$wanted" ] || fail "exit code $got, not $wanted: $* ($(head -c 300 "$work/err"))"
}
says() { grep -qF -- "$1" "$work/err" || fail "standard error does not say “$1”: $(head -c 300 "$work/err")"; }
silent() { [ ! -s "$work/$1" ] || fail "$1 is not empty: $(head -c 300 "$work/$1")"; }

# refused CODE ENGLISH CHINESE COMMAND…: the same fault in both languages. CHINESE must hold words of the message, not
# only names, which are the same in both; the command's own words must not be Chinese.
refused() {
    local code=$1 english=$2 chinese=$3
    shift 3
    han <<<"$chinese" || fail "“$chinese” is no Chinese to look for"
    expect "$code" env LANG=C.UTF-8 "$@"
    says "$english"
    ! han <"$work/err" || fail "Chinese where English was asked for: $(head -c 300 "$work/err")"
    silent out
    expect "$code" env LANG=zh_CN.UTF-8 "$@"
    says "$chinese"
}
han() { LC_ALL=C.UTF-8 grep -qP '\p{Han}'; }

# holds EXPRESSION: Python's, with `rows`, the JSON lines of out, and `row`, the first of them.
holds() {
    python3 - "$work/out" "$1" <<'PYTHON' || fail "not so: $1 ($(head -c 300 "$work/out"))"
import json, math, sys
rows = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
row = rows[0] if rows else {}
sys.exit(0 if eval(sys.argv[2]) else 1)
PYTHON
}

# make_digits FOLDER SAMPLES: an IDX set of blurred blocks in ten classes, easy to learn.
make_digits() {
    mkdir -p "$1"
    python3 - "$1" "$2" <<'PYTHON'
import random, struct, sys
folder, n = sys.argv[1], int(sys.argv[2])
random.seed(7)
for part, count in (("train", n), ("t10k", n // 5)):
    labels = bytes(i % 10 for i in range(count))
    pixels = bytearray()
    for label in labels:
        picture = [random.randrange(40) for _ in range(784)]
        for y in range(8):
            for x in range(5):
                picture[(10 + y) * 28 + 2 + 2 * label + x] = 200 + random.randrange(56)
        pixels += bytes(picture)
    open(f"{folder}/{part}-images-idx3-ubyte", "wb").write(struct.pack(">IIII", 2051, count, 28, 28) + pixels)
    open(f"{folder}/{part}-labels-idx1-ubyte", "wb").write(struct.pack(">II", 2049, count) + labels)
PYTHON
}

# The system calls of a file of strace -f -o, by threads: "write 17" for the 17th write of one, each once; and one of such lines.
calls_of() {
    sed -nE 's/^([0-9]+) +([a-z0-9]+)\(.*/\1 \2/p' "$1" | sort | awk '{ n = ++seen[$0]; if (n > most[$2]) { most[$2] = n; print $2, n } }'
}
one_of() { shuf -n 1 --random-source=<(yes "$RANDOM") "$1"; }
needs_strace() {
    command -v strace >/dev/null && strace -f -o /dev/null -e trace=write true 2>/dev/null && return
    echo "needs strace, and leave to trace"
    exit 77
}
# What touches files. strace counts each kind of call of each thread by itself.
writing_calls=write,pwrite64,writev,fsync,fdatasync,ftruncate,rename,renameat,renameat2
file_calls=$writing_calls,openat,unlink,unlinkat,flock

finish() {
    [ $failures -eq 0 ] && echo "all good"
    exit $((failures > 0))
}
