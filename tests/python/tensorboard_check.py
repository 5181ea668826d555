"""TensorBoard reads what `loom runs --tensorboard` writes: every number that `loom train --json` and `loom runs --json` tell, at its
step, and the histograms of the album; a byte that was flipped is noticed.

    python tensorboard_check.py LOOM CORE_TESTS
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import numpy as np
from tensorboard.backend.event_processing import event_accumulator, event_file_loader
from tensorboard.plugins.hparams import metadata as hparams
from tensorboard.util import tensor_util

failures = []


def expect(truth, what):
    if not truth:
        failures.append(what)


def run(loom, *arguments):
    done = subprocess.run([loom, *map(str, arguments)], capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"loom {' '.join(map(str, arguments))}: {done.stderr}")
    return done.stdout


def rows(text):
    return [json.loads(line) for line in text.splitlines()]


def write_points(path):
    generator = np.random.default_rng(5)
    with open(path, "w", encoding="utf-8") as file:
        file.write("x,y,kind\n")
        for i in range(400):
            kind = i % 2
            x, y = generator.normal((1.5 * kind, -kind), 1)
            file.write(f"{x:.5f},{y:.5f},{'ab'[kind]}\n")


def same(found, wanted, what):
    """`found`: TensorBoard's events; `wanted`: (step, value), where the value is known."""
    wanted = [(step, np.float32(value)) for step, value in wanted if value is not None]
    expect(wanted and [(e.step, np.float32(e.value)) for e in found] == wanted, f"{what}: {len(found)} events, {len(wanted)} wanted")


def read_album(path):
    """The histograms that the pages of album.f32 hold, with their layout: [(kind, layer, weight)], and of each page its epoch and (least, most, counts)."""
    data = path.read_bytes()
    line, rest = data.split(b"\n", 1)
    size = int(line.split()[-1])
    layout = json.loads(rest[:size])
    first = 1 + (layout["classes"] ** 2 if layout["matrix"] else 0) + 7 * len(layout["rows"])
    filters = layout["filters"]
    width = first + 66 * len(layout["histograms"]) + int(np.prod(filters[1:]))
    pages = np.frombuffer(rest[size:], dtype="<f4").reshape(-1, width)
    spreads = pages[:, first:first + 66 * len(layout["histograms"])].reshape(len(pages), -1, 66)
    return [(kind, layer, weight) for layer, weight, kind in layout["histograms"]], [(int(page[0]), spread) for page, spread in zip(pages, spreads)]


def check_histograms(accumulator, album, steps, name):
    layout, pages = album
    expect({kind for kind, _, _ in layout} == {"weight", "output", "gradient", "weight_gradient"}, f"{name}: the kinds of histograms")
    for i, (kind, layer, weight) in enumerate(layout):
        tag = "/".join(part for part in (kind, layer, weight) if part)
        expect(accumulator.SummaryMetadata(tag).plugin_data.plugin_name == "histograms", f"{name} {tag}: of another plug-in")
        known = [(steps[epoch], spread[i]) for epoch, spread in pages if not np.isnan(spread[i][0])]
        found = accumulator.Tensors(tag)
        expect(known and [e.step for e in found] == [step for step, _ in known], f"{name} {tag}: {len(found)} histograms, {len(known)} wanted")
        for event, (_, (least, most, *counts)) in zip(found, known):
            bins = tensor_util.make_ndarray(event.tensor_proto)
            expect(bins.shape == (64, 3) and bins.dtype == np.float64, f"{name} {tag}: {bins.dtype} {bins.shape}")
            expect(np.array_equal(bins[:, 2], np.array(counts)), f"{name} {tag}: the counts")
            edges = np.linspace(float(least), float(most), 65)
            expect(np.allclose(bins[:, 0], edges[:-1]) and np.allclose(bins[:, 1], edges[1:]), f"{name} {tag}: the bins")


def check_run(board, record, told):
    accumulator = event_accumulator.EventAccumulator(str(board), size_guidance={event_accumulator.SCALARS: 0, event_accumulator.TENSORS: 0})
    accumulator.Reload()
    name = record["run"]
    epochs = [row for row in told if row.get("epoch") and "val_loss" in row and "seconds" in row]
    for tag, key in (("loss/training", "loss"), ("loss/validation", "val_loss"), ("accuracy/training", "accuracy"),
                     ("accuracy/validation", "val_accuracy"), ("seconds/epoch", "seconds")):
        same(accumulator.Scalars(tag), [(row["step"], row[key]) for row in epochs], f"{name} {tag}")
    last = epochs[-1]["step"]
    same(accumulator.Scalars("loss/test"), [(last, record["test_loss"])], f"{name} loss/test")
    same(accumulator.Scalars("accuracy/test"), [(last, record["test_accuracy"])], f"{name} accuracy/test")
    best = min(accumulator.Scalars("loss/validation"), key=lambda e: e.value)
    expect(np.float32(record["best_val_loss"]) == np.float32(best.value), f"{name}: the best validation loss")
    # The steps as the run's own file has them.
    curve = np.fromfile(board.parent.parent / "p.runs" / name / "steps.f32", dtype="<f4", offset=64).reshape(-1, 4)
    for column, tag in enumerate(("loss/step", "accuracy/step", "learning_rate/step", "gradient_norm/step")):
        same(accumulator.Scalars(tag), [(i + 1, v) for i, v in enumerate(curve[:, column]) if not np.isnan(v)], f"{name} {tag}")
    check_histograms(accumulator, read_album(board.parent.parent / "p.runs" / name / "album.f32"), {row["epoch"]: row["step"] for row in epochs}, name)
    times = [e.wall_time for e in accumulator.Scalars("loss/step")]
    expect(times == sorted(times) and times[0] > 1.7e9, f"{name}: times that go back")
    passed = accumulator.Scalars("loss/training")[-1].wall_time - accumulator.FirstEventTimestamp()
    expect(abs(passed - sum(row["seconds"] for row in epochs)) < 1e-3, f"{name}: {passed} seconds")
    begin = accumulator.SummaryMetadata("_hparams_/session_start_info").plugin_data.content
    settings = hparams.parse_session_start_info_plugin_data(begin).hparams
    for key in ("learning_rate", "batch_size", "seed", "epochs"):
        expect(settings[key].number_value == record[key], f"{name}: {key} is {settings[key]}")
    expect(settings["optimizer"].string_value == record["optimizer"], f"{name}: the optimiser")
    expect(settings["clip_norm"].HasField("number_value") and settings["keep_best"].bool_value, f"{name}: the recipe's own settings")
    end = accumulator.SummaryMetadata("_hparams_/session_end_info").plugin_data.content
    expect(hparams.parse_session_end_info_plugin_data(end).status == 1, f"{name}: has not ended well")


def damage_is_noticed(file):
    whole = file.read_bytes()
    events = len(list(event_file_loader.RawEventFileLoader(str(file)).Load()))
    for at in (3, 9, 20, len(whole) // 2, len(whole) - 2):
        bytes_ = bytearray(whole)
        bytes_[at] ^= 4
        copy = file.parent.parent / "flipped"
        copy.write_bytes(bytes_)
        read = 0
        try:
            for _ in event_file_loader.RawEventFileLoader(str(copy)).Load():
                read += 1
        except Exception:  # TensorBoard's readers do not agree on its type.
            pass
        expect(read < events, f"byte {at} was flipped, and all {events} events are read")


def main(loom):
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        os.chdir(folder)
        write_points("points.csv")
        run(loom, "new", "p.loom", "--suggest", "--data", "points.csv", "--target", "kind")
        told = {f"run-{seed}": rows(run(loom, "train", "p.loom", "--epochs", 3, "--seed", seed, "--no-forecast", "--json")) for seed in (1, 2)}
        run(loom, "runs", "p.loom", "--tensorboard", "board")
        records = rows(run(loom, "runs", "p.loom", "--json"))
        expect([r["run"] for r in records] == ["run-1", "run-2"], "two runs")
        for record in records:
            check_run(folder / "board" / record["run"], record, told[record["run"]])
        damage_is_noticed(next((folder / "board" / "run-1").iterdir()))
        run(loom, "runs", "p.loom", "run-2", "--tensorboard", "one")
        expect(sorted(p.name for p in (folder / "one").iterdir()) == ["run-2"], "one run alone")
    for failure in failures:
        print("FAILED:", failure)
    print("all good" if not failures else f"{len(failures)} failed")
    sys.exit(bool(failures))


main(os.path.abspath(sys.argv[1]))
