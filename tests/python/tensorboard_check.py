"""TensorBoard reads what `loom runs --tensorboard` writes: every number that `loom train --json` and `loom runs --json` tell, at its
step; a byte that was flipped is noticed.

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


def check_run(board, record, told):
    accumulator = event_accumulator.EventAccumulator(str(board), size_guidance={event_accumulator.SCALARS: 0})
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
        told = {f"run-{seed}": rows(run(loom, "train", "p.loom", "--epochs", 3, "--seed", seed, "--json")) for seed in (1, 2)}
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
