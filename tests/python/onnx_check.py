"""An exported model gives ONNX Runtime the same scores as our engine, and passes onnx.checker: small networks of every
layer on noise, and the digits samples where there are pictures of digits.

    python onnx_check.py LOOM
"""
import gzip
import json
import math
import os
import pathlib
import shutil
import struct
import subprocess
import sys
import tempfile

import numpy as np
import onnx
import onnxruntime
from safetensors.numpy import load_file

import networks

LIMIT = 1e-4
SMALL_LIMIT = 1e-5  # A few layers of f32.
PICTURES = 1000
SOURCES = [pathlib.Path(os.environ.get("LOOM_SHARED", ".")) / "data" / "mnist", pathlib.Path("/usr/share/datasets/fashion-mnist")]


def read_idx(folder, name):
    for path, opener in ((folder / name, open), (folder / f"{name}.gz", gzip.open)):
        if path.exists():
            with opener(path, "rb") as file:
                content = file.read()
            axes = content[3]
            shape = struct.unpack(f">{axes}I", content[4 : 4 + 4 * axes])
            return np.frombuffer(content[4 + 4 * axes :], np.uint8).reshape(shape)
    return None


def write_idx(path, values):
    path.write_bytes(struct.pack(">I", 0x800 + values.ndim) + struct.pack(f">{values.ndim}I", *values.shape) + values.tobytes())


def run(*command):
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{command[1]}: {done.stderr}")
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def session(path):
    onnx.checker.check_model(onnx.load(path), full_check=True)
    return onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])


def scores_of(runtime, raw):
    return runtime.run(None, {runtime.get_inputs()[0].name: raw})[0]


def difference(ours, theirs):
    ours = np.asarray(ours)
    return float(np.max(np.abs(ours - theirs))) if ours.shape == theirs.shape else math.inf


def try_network(loom, work, network, source, data, asked, raw):
    """The largest difference; NaN where all samples get the same scores, which would agree whatever was exported."""
    project, model = work / "small.loom", work / "small.onnx"
    shutil.rmtree(work / "small.runs", ignore_errors=True)
    project.write_text(networks.project_text(network, source, data), encoding="utf-8")
    run(loom, "train", project, "--threads", 1, "--json")
    ours = np.asarray([row["scores"] for row in run(loom, "predict", project, "--input", asked, "--json")])
    if np.ptp(ours, axis=0).max() < 1e-3:
        return math.nan
    if network["loss"] == "binary_cross_entropy":
        ours = ours[:, 1:]  # The model gives the probability of yes; we tell that of no before it.
    differences = []
    for opset in 13, 17:  # The usual one and the last.
        run(loom, "export", project, "--format", "onnx", "--out", model, "--opset", opset)
        runtime = session(model)
        differences += [difference(ours, scores_of(runtime, raw)), difference(ours[:1], scores_of(runtime, raw[:1]))]
    return np.max(differences)


def small_networks(loom, work):
    """Each with its source, its data, what is asked of it, and that as the exported file takes it."""
    random = np.random.default_rng(0)
    pictures, asked = work / "noise", work / "asked-noise"
    pictures.mkdir()
    asked.mkdir()
    # Neither square nor even, so that no two sizes can be mixed up unseen.
    for part, count in (("train", 200), ("t10k", 60)):
        noise = random.integers(0, 256, (count, 13, 11), dtype=np.uint8)
        labels = (np.arange(count) % 3).astype(np.uint8)
        for folder in (pictures, asked) if part == "t10k" else (pictures,):
            write_idx(folder / f"{part}-images-idx3-ubyte", noise)
            write_idx(folder / f"{part}-labels-idx1-ubyte", labels)
    raw = noise.astype(np.float32)[:, None]

    rows = random.normal([5, -100, 0.3], [3, 40, 0.1], (200, 3)).astype(np.float32)
    tables = {
        "mse": [str(a - b / 10) for a, b, _ in rows],
        "binary_cross_entropy": ["yes" if a > 5 else "no" for a, _, _ in rows],
    }
    for loss, targets in tables.items():
        lines = [",".join([*map(str, row), target]) for row, target in zip(rows, targets)]
        (work / f"{loss}.csv").write_text("\n".join(["x,y,z,target", *lines]) + "\n", encoding="utf-8")

    types = {row["id"]: row for row in run(loom, "layers", "--json")}
    curves = next(s["choices"] for s in types["activation"]["settings"] if s["key"] == "curve")
    cases = [(n, "idx", pictures, asked, raw) for n in networks.picture_networks([c["id"] for c in curves])]
    cases += [(n, "idx", pictures, asked, raw) for n in networks.sequence_networks()]
    for network in [*networks.table_networks(), *networks.sharing_networks()]:
        table = work / f"{network['loss']}.csv"
        cases.append((network, "csv", table, table, rows))

    return cases


def try_networks(loom, work):
    cases = small_networks(loom, work)
    types = {row["id"] for row in run(loom, "layers", "--json")}
    drawn = {"noise", "real_and_made"}  # Made anew at each call, and for two players.
    units = {"unit", "unit_input", "unit_output", "opaque"}  # Gone from the graph that is written.
    never = types - {"input", "output"} - drawn - units - {layer[0] for case in cases for layer in case[0]["chain"]}
    if never:
        print(f"no network has {', '.join(sorted(never))}")
    good, worst = not never, 0.0
    for network, *data in cases:
        try:
            found = try_network(loom, work, network, *data)
        except RuntimeError as refusal:
            print(f"{networks.described(network)}: {refusal}")
            good = False
            continue
        worst = max(worst, found)
        if not found <= SMALL_LIMIT:
            print(f"{networks.described(network)}: largest difference {found:.1e}")
            good = False
    print(f"{len(cases)} small networks: largest difference {worst:.1e}")
    return good


def compare(name, ours, theirs):
    found = difference(ours, theirs)
    print(f"{name}: largest difference {found:.1e} on {len(theirs)} samples")
    return found <= LIMIT


def digits(work, folder):
    """Real pictures: a folder to train on, one to ask for, and that as an array."""
    (work / "data").mkdir()
    (work / "asked").mkdir()
    for part, count in (("train", 3000), ("t10k", PICTURES)):
        pictures = read_idx(folder, f"{part}-images-idx3-ubyte")[:count]
        write_idx(work / "data" / f"{part}-images-idx3-ubyte", pictures)
        write_idx(work / "data" / f"{part}-labels-idx1-ubyte", read_idx(folder, f"{part}-labels-idx1-ubyte")[:count])
    for part in ("images-idx3-ubyte", "labels-idx1-ubyte"):
        shutil.copy(work / "data" / f"t10k-{part}", work / "asked")
    return work / "data", work / "asked", pictures.astype(np.float32)[:, None]


def try_samples(loom, work, folder):
    """Two sample projects on real pictures, and their weights as safetensors."""
    good = True
    data, asked, raw = digits(work, folder)
    for template in ("digits-mlp", "digits-cnn"):
        project, model = work / f"{template}.loom", work / f"{template}.onnx"
        run(loom, "new", "--template", template, project, "--data", data)
        run(loom, "train", project, "--epochs", 2, "--seed", 1, "--json")
        run(loom, "export", project, "--format", "onnx", "--out", model)
        ours = [row["scores"] for row in run(loom, "predict", project, "--input", asked, "--json")]
        runtime = session(model)
        good = compare(template, ours, scores_of(runtime, raw)) and good
        good = compare(f"{template}, one alone", ours[:1], scores_of(runtime, raw[:1])) and good

        weights = work / f"{template}.safetensors"
        run(loom, "export", project, "--format", "safetensors", "--out", weights)
        parameters = run(loom, "info", project, "--json")[0]["parameters"]
        if sum(v.size for v in load_file(weights).values()) != parameters:
            print(f"{template}: safetensors does not hold {parameters} numbers")
            good = False
    return good


def try_heads(loom, work):
    """Two Inputs and three Outputs: each has its name in the file, and the scores that we give."""
    project, raw = networks.heads(work)
    run(loom, "train", project, "--threads", 1, "--json")
    rows = run(loom, "predict", project, "--input", work / "people.csv", "--json")
    model, good = work / "heads.onnx", True
    run(loom, "export", project, "--format", "onnx", "--out", model)
    runtime = session(model)
    if {i.name for i in runtime.get_inputs()} != set(raw):
        print(f"the inputs are called {[i.name for i in runtime.get_inputs()]}")
        return False
    theirs = dict(zip([o.name for o in runtime.get_outputs()], runtime.run(None, raw)))
    for place, output in enumerate(o["output"] for o in rows[0]["outputs"]):
        ours = [row["outputs"][place]["scores"] for row in rows]
        good = compare(f"two inputs, output {output}", ours, theirs[output.lower()]) and good
    return good


def main(loom):
    folder = next((s for s in SOURCES if s.is_dir()), None)
    with tempfile.TemporaryDirectory() as work:
        good = try_networks(loom, pathlib.Path(work))
        (pathlib.Path(work) / "heads").mkdir()
        good = try_heads(loom, pathlib.Path(work) / "heads") and good
        if folder is None:
            print("no pictures of digits here: the samples were left out")
        else:
            good = try_samples(loom, pathlib.Path(work), folder) and good
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
