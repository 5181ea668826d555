#!/bin/bash
# The window's program draws a project's graph without a window.
. "$(dirname "$0")/common.bash"

layerloom=$(dirname "$loom")/layerloom
[ -x "$layerloom" ] || exit 77
export HOME=$work
unset DISPLAY WAYLAND_DISPLAY

expect 0 "$loom" new --template digits-cnn d.loom
for kind in svg pdf png; do
    expect 0 "$layerloom" d.loom --picture "graph.$kind"
    [ -s "graph.$kind" ] || fail "graph.$kind is empty"
done
python3 - <<'PYTHON' || fail "the pictures are wrong"
import struct
import xml.etree.ElementTree as tree
root = tree.parse("graph.svg").getroot()
assert root.tag.endswith("svg"), root.tag
words = "".join(root.itertext())
assert "Conv 2D 1" in words and "28×28×1" in words, words
assert open("graph.pdf", "rb").read(5) == b"%PDF-"
one = struct.unpack(">II", open("graph.png", "rb").read(24)[16:])
open("one", "w").write("%d %d" % one)
PYTHON
expect 0 "$layerloom" d.loom --picture large.png --scale 2
python3 - <<'PYTHON' || fail "the pictures are wrong"
import struct
one = [int(n) for n in open("one").read().split()]
two = struct.unpack(">II", open("large.png", "rb").read(24)[16:])
assert all(abs(2 * a - b) <= 1 for a, b in zip(one, two)), (one, two)
PYTHON
expect 0 "$layerloom" d.loom --picture chinese.svg --language zh
grep -q "输入\|像素" chinese.svg || fail "the Chinese picture has no Chinese"

# What is wrong is told, and nothing is written.
expect 2 "$layerloom" d.loom --picture graph.gif
expect 2 "$layerloom" --picture none.svg
expect 1 "$layerloom" nowhere.loom --picture none.svg
[ ! -e graph.gif ] && [ ! -e none.svg ] || fail "a file was written"
finish
