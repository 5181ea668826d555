"""An exported model gives ONNX Runtime the same scores as our engine, and passes onnx.checker.

    python onnx_check.py LOOM

Exit code 77: there are no pictures to try it on.
"""
import gzip
import json
import os
import pathlib
import struct
import subprocess
import sys
import tempfile

import numpy as np
import onnx
import onnxruntime
from safetensors.numpy import load_file

LIMIT = 1e-4
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
        sys.exit(f"{command}: {done.stderr}")
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def session(path):
    onnx.checker.check_model(onnx.load(path), full_check=True)
    return onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])


def compare(name, ours, theirs):
    difference = float(np.max(np.abs(np.asarray(ours) - theirs)))
    print(f"{name}: largest difference {difference:.1e} on {len(theirs)} samples")
    return difference <= LIMIT


def main(loom):
    folder = next((s for s in SOURCES if s.is_dir()), None)
    if folder is None:
        return 77
    good = True
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work)
        (work / "data").mkdir()
        (work / "asked").mkdir()
        for part, images, labels in (("train", 3000, 3000), ("t10k", PICTURES, PICTURES)):
            pictures = read_idx(folder, f"{part}-images-idx3-ubyte")[:images]
            write_idx(work / "data" / f"{part}-images-idx3-ubyte", pictures)
            write_idx(work / "data" / f"{part}-labels-idx1-ubyte", read_idx(folder, f"{part}-labels-idx1-ubyte")[:labels])
        for part in ("images-idx3-ubyte", "labels-idx1-ubyte"):
            (work / "asked" / f"t10k-{part}").write_bytes((work / "data" / f"t10k-{part}").read_bytes())
        raw = pictures.astype(np.float32)[:, None]
        for template in ("digits-mlp", "digits-cnn"):
            project, model = work / f"{template}.loom", work / f"{template}.onnx"
            run(loom, "new", "--template", template, project, "--data", work / "data")
            run(loom, "train", project, "--epochs", 2, "--seed", 1, "--json")
            run(loom, "export", project, "--format", "onnx", "--out", model)
            ours = [row["scores"] for row in run(loom, "predict", project, "--input", work / "asked", "--json")]
            runtime = session(model)
            theirs = runtime.run(None, {runtime.get_inputs()[0].name: raw})[0]
            good = compare(template, ours, theirs) and good
            one = runtime.run(None, {runtime.get_inputs()[0].name: raw[:1]})[0]
            good = compare(f"{template}, one alone", ours[:1], one) and good

            weights = work / f"{template}.safetensors"
            run(loom, "export", project, "--format", "safetensors", "--out", weights)
            parameters = run(loom, "info", project, "--json")[0]["parameters"]
            if sum(v.size for v in load_file(weights).values()) != parameters:
                print(f"{template}: safetensors does not hold {parameters} numbers")
                good = False
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
