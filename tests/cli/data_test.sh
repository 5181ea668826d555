#!/bin/bash
# Data from strangers: what is wrong is named in both languages, and what can be read is.
. "$(dirname "$0")/common.bash"

make_digits good 100
expect 0 "$loom" data inspect good --json
holds 'len(rows) == 1 and row["rows"] == 120 and {c["type"] for c in row["columns"]} == {"image", "category"}'
holds 'row["splits"] == {"train": 100, "test": 20}'
holds 'sum(sum(part.values()) for part in row["balance"].values()) == 120 and row["projection"]["rows"] == 120'
holds '0 < row["projection"]["explained"][1] <= row["projection"]["explained"][0] < 1'

cp -r good cut
head -c 30000 good/train-images-idx3-ubyte >cut/train-images-idx3-ubyte
cut_english="train-images-idx3-ubyte is cut off or damaged: 78416 bytes were expected, 30000 were found"
cut_chinese="train-images-idx3-ubyte 不完整或已损坏：应为 78416 字节，实际有 30000 字节"
refused 1 "$cut_english" "$cut_chinese" "$loom" data inspect cut
expect 0 "$loom" new --template digits-mlp m.loom --data good
cp cut/train-images-idx3-ubyte good/train-images-idx3-ubyte
refused 1 "$cut_english" "$cut_chinese" "$loom" train m.loom --epochs 1
# Rows that cannot be used are named, counted and left out; the rest is told.
printf 'a,b,label\n1,2,x\n3,4,y\n5,6\n7,8,x,9\n10,11,y\n' >ragged.csv
for language in en zh; do
    expect 1 "$loom" data inspect ragged.csv --json --language $language
    holds 'row["rows"] == 3 and row["bad_rows"] == 2 and [c["name"] for c in row["columns"]] == ["a", "b", "label"]'
    says ragged.csv:4
    says ragged.csv:5
    holds '[f["row_count"] for f in row["audit"] if f["check"] == "unusable-rows"] == [2]'
    holds 'all(f["title"] and f["reason"] and f["severity"] in ("error", "warning", "info") for f in row["audit"])'
done
says 无法使用

# What was found about a file stands in the JSON too.
printf '城市,人数\n北京,3\n上海,5\n广州,7\n深圳,9\n' | iconv -f UTF-8 -t GB18030 >gbk.csv
expect 0 "$loom" data inspect gbk.csv --json
holds 'row["columns"][0]["name"] == "城市" and any("GB18030" in note for note in row["notes"])'

# A folder of pictures with a broken JPEG.
python3 - <<'PYTHON'
import os, struct, zlib
def png(path, grey):
    rows = b"".join(b"\0" + bytes((grey + x) % 256 for x in range(8)) for _ in range(8))
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    open(path, "wb").write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0))
                           + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))
for name, grey in (("dark", 0), ("light", 200)):
    os.makedirs(f"pictures/{name}")
    for i in range(20):
        png(f"pictures/{name}/{i}.png", grey + i)
open("pictures/dark/broken.jpg", "wb").write(bytes.fromhex("ffd8ffe000104a46494600010100000100010000") + b"\0" * 64)
open("pictures/notes.txt", "w").write("not data")
PYTHON
refusal_of() {
    "$loom" data inspect pictures --json --language $1 >out 2>err
    [ $? -eq 1 ] || fail "a broken picture is no fault"
    says "pictures/dark/broken.jpg$2"
    holds 'row["rows"] - (row["bad_rows"] if row["rows"] == 41 else 0) == 40 and row["bad_rows"] == 1'
}
refusal_of en ": The picture is damaged or cut off"
refusal_of zh "：图片已损坏或不完整"
expect 0 "$loom" new --template digits-mlp p.loom --data pictures
sed -i 's/"units":10/"units":2/; s/"units": 10/"units": 2/' p.loom
expect 0 "$loom" train p.loom --epochs 1 --json

# Rows that were changed by hand in the window count here too; the files are never touched.
before=$(cat pictures/*/* | sha256sum)
rows='[{"excluded":true,"name":"dark/3.png","row":3},{"column":"label","label":"light","name":"dark/4.png","row":4},{"excluded":true,"name":"dark/gone.png","row":5}]'
sed -i "s|\"document\": {|&\"rows\":$rows,|" p.loom
expect 0 "$loom" train p.loom --epochs 1 --json --language en
says "1 rows are left out by hand."
says "1 rows have a “label” that was given by hand."
says "1 changes made by hand do not fit the data as it is now and are not applied. The first: dark/gone.png"
expect 0 "$loom" train p.loom --epochs 1 --json --language zh
says "手动排除了 1 行"
[ "$(cat pictures/*/* | sha256sum)" = "$before" ] || fail "the files were changed"
finish
