"""How the time of a step grows: growth.py LOOM [--out FOLDER] [--only WORDS] [--threads N] [--rounds N].

Measures networks of growing width, depth, batch and side of the picture with `loom bench`, and
writes growth.md (a table) and growth.svg (a plot, both axes logarithmic) to the folder. The slope between neighbours is
told beside the times: about 1 where the work grows as the size does, 2 for the width of square products; far more than
that is a surprise, less is overhead that does not grow.
"""
import argparse
import json
import math
import pathlib
import subprocess
import sys
import tempfile

from make_networks import cnn, gpt, lstm, mlp

# Name, sizes, the network of a size, the batch of a size.
SERIES = [
    ("MLP, width", [32, 64, 128, 256, 512, 1024, 2048], lambda n: mlp(n, n, 2), lambda n: 32),
    ("MLP of width 128, depth", [1, 2, 4, 8, 16, 32], lambda n: mlp(128, 128, n), lambda n: 32),
    ("MLP 784-128-10, batch", [1, 4, 16, 64, 256, 1024], lambda n: mlp(), lambda n: n),
    ("CNN 32×32, filters", [8, 16, 32, 64, 128], lambda n: cnn([32, 32, 3], [n, n], 64), lambda n: 8),
    ("CNN 32×32, depth", [1, 2, 4, 8], lambda n: cnn([32, 32, 16], [16, 16], 64, n), lambda n: 8),
    ("CNN 32×32, batch", [1, 2, 4, 8, 16, 32, 64], lambda n: cnn([32, 32, 3], [16, 16], 64), lambda n: n),
    ("LSTM of width 64, steps", [8, 16, 32, 64, 128, 256], lambda n: lstm(n, 64), lambda n: 16),
    ("LSTM of 32 steps, width", [16, 32, 64, 128, 256], lambda n: lstm(32, n), lambda n: 16),
    ("GPT of width 64, steps", [16, 32, 64, 128, 256, 512], lambda n: gpt(n, 64, 2), lambda n: 4),
    ("GPT of 64 steps, width", [32, 64, 128, 256], lambda n: gpt(64, n, 2), lambda n: 8),
    ("CNN, side of the picture", [16, 32, 64, 128], lambda n: cnn([n, n, 3], [16, 16], 64), lambda n: 4),
]
COLOURS = ["#1f77b4", "#d62728", "#2ca02c", "#9467bd", "#ff7f0e", "#17becf", "#8c564b", "#e377c2", "#7f7f7f", "#bcbd22",
           "#000000"]


def measured(loom, text, batch, given):
    with tempfile.NamedTemporaryFile("w", suffix=".loom", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        call = [loom, "bench", file.name, "--batch", str(batch), "--rounds", str(given.rounds), "--json"]
        if given.threads:
            call += ["--threads", str(given.threads)]
        return json.loads(subprocess.run(call, check=True, stdout=subprocess.PIPE, text=True).stdout)


def ticks(low, high, base):
    """Powers of the base around both."""
    first, last = math.floor(math.log(low, base) + 1e-9), math.ceil(math.log(high, base) - 1e-9)
    return [base**k for k in range(first, max(last, first + 1) + 1)]


def plot(series):
    """series: (name, sizes, milliseconds)."""
    width, height, left, top, right, bottom = 860, 480, 70, 20, 250, 50
    across = ticks(min(min(s) for _, s, _ in series), max(max(s) for _, s, _ in series), 2)
    up = ticks(min(min(t) for *_, t in series), max(max(t) for *_, t in series), 10)

    def x(size):
        return left + (width - left - right) * math.log(size / across[0]) / math.log(across[-1] / across[0])

    def y(ms):
        return height - bottom - (height - top - bottom) * math.log(ms / up[0]) / math.log(up[-1] / up[0])

    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="12">',
           f'<rect width="{width}" height="{height}" fill="white"/>']
    for size in across:
        out.append(f'<path d="M{x(size):.1f} {top}V{height - bottom}" stroke="#ddd"/>'
                   f'<text x="{x(size):.1f}" y="{height - bottom + 16}" text-anchor="middle">{size:g}</text>')
    for ms in up:
        out.append(f'<path d="M{left} {y(ms):.1f}H{width - right}" stroke="#ddd"/>'
                   f'<text x="{left - 6}" y="{y(ms) + 4:.1f}" text-anchor="end">{ms:g}</text>')
    out.append(f'<text x="{(left + width - right) / 2}" y="{height - 12}" text-anchor="middle">size</text>'
               f'<text x="16" y="{height / 2}" text-anchor="middle" transform="rotate(-90 16 {height / 2})">ms per step (median)</text>')
    for i, (name, sizes, times) in enumerate(series):
        colour, at = COLOURS[i % len(COLOURS)], top + 14 + 20 * i
        points = " ".join(f"{x(s):.1f},{y(t):.1f}" for s, t in zip(sizes, times))
        out.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        out += [f'<circle cx="{x(s):.1f}" cy="{y(t):.1f}" r="3" fill="{colour}"/>' for s, t in zip(sizes, times)]
        out.append(f'<path d="M{width - right + 16} {at - 4}h20" stroke="{colour}" stroke-width="2"/>'
                   f'<text x="{width - right + 42}" y="{at}">{name}</text>')
    return "\n".join([*out, "</svg>", ""])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("loom")
    parser.add_argument("--out", type=pathlib.Path, default=pathlib.Path("."))
    parser.add_argument("--only", default="", help="only the series whose names hold these words")
    parser.add_argument("--threads", type=int)
    parser.add_argument("--rounds", type=int, default=30)
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    rows, series, machine = [], [], {}
    for name, sizes, network, batch_of in (s for s in SERIES if given.only in s[0]):
        times, before = [], None
        for size in sizes:
            told = measured(given.loom, network(size).text(), batch_of(size), given)
            side, machine = told["sides"][0], told["machine"]
            ms = side["median_ms"]
            slope = "" if before is None else f"{math.log(ms / before[1]) / math.log(size / before[0]):.2f}"
            rows.append(f"| {name} | {size} | {side['min_ms']:.3f} | {ms:.3f} | {slope} | {side['gflops']:.1f} "
                        f"| {side['share_of_peak']:.0%} | {side['peak_bytes'] / 2**20:.0f} | {machine['load_after']:.1f} |")
            print(rows[-1], flush=True)
            times.append(ms)
            before = size, ms
        series.append((name, sizes, times))
    heading = (f"{machine['processor']}, {machine['threads']} threads, peak {machine['peak_gflops']:.0f} GFLOP/s\n\n"
               "| what grows | size | min ms | median ms | slope | GFLOP/s | of the peak | MiB | load |\n" + "|---" * 9 + "|\n")
    (given.out / "growth.md").write_text(heading + "\n".join(rows) + "\n", encoding="utf-8")
    (given.out / "growth.svg").write_text(plot(series), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
