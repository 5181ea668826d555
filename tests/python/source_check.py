"""Networks exported as PyTorch and Keras source: every file is Python that parses, with weights that numpy reads; with
--full's packages each gives the scores that we give: every layer with every choice of its settings, small networks
that are trained, and the digits sample.

    python source_check.py LOOM CORE_TESTS
"""
import ast
import importlib.util
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import numpy as np

import networks
import onnx_check

os.environ.setdefault("KERAS_BACKEND", "torch")
os.environ["LOOM_PYTHON"] = ""  # The comparison is ours here; an export would start Python each time.
FULL = bool(os.environ.get("LOOM_FULL_TESTS"))
LIMIT = 1e-5
DEEP_LIMIT = 2e-4  # Many steps of recurrence or attention.
DEEP = ("rnn", "lstm", "gru", "attention", "block")
FRAMEWORKS = ("torch", "keras")
FORMATS = {"torch": "pytorch", "keras": "keras"}


def parsed(path):
    """What the file imports; a SyntaxError where it is no Python."""
    tree = ast.parse(path.read_text(encoding="utf-8"), path)
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module.split(".")[0])
    with np.load(path.with_suffix(".npz")) as arrays:
        for name in arrays.files:
            assert arrays[name].dtype == np.float32, name
    return names


def scores_of(path, samples):
    """By the file's own functions, as somebody who imports it calls them."""
    spec = importlib.util.spec_from_file_location("model", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.predict(module.load(), samples)


def learned_numbers(path):
    """How many numbers of the network a training would change."""
    spec = importlib.util.spec_from_file_location("model", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    if "keras" in path.stem:
        return sum(int(np.prod(w.shape)) for w in module.load().trainable_weights)
    return sum(p.numel() for p in module.load().parameters() if p.requires_grad)


def difference(ours, theirs):
    """The largest, as a share of what is larger than 1; of all outputs, where there are several."""
    if isinstance(ours, list):
        return max(map(difference, ours, theirs)) if len(ours) == len(theirs) else np.inf
    if ours.shape != theirs.shape:
        return np.inf
    if not np.array_equal(np.isfinite(ours), np.isfinite(theirs)):
        return np.inf
    with np.errstate(invalid="ignore"):
        off = np.abs(ours - theirs) / np.maximum(1, np.abs(ours))
    return float(np.nanmax(off, initial=0))


class Check:
    def __init__(self):
        self.good, self.worst, self.count = True, 0.0, 0

    def fail(self, text):
        print(text, flush=True)
        self.good = False

    def file(self, path, told, samples=None, ours=None, limit=LIMIT, learned=None):
        self.count += 1
        framework = "keras" if "keras" in path.stem else "torch"
        try:
            imports = parsed(path)
        except (SyntaxError, AssertionError) as fault:
            return self.fail(f"{told}, {framework}: {fault!r}")
        if not imports <= {"sys", "zlib", "pathlib", "numpy", framework}:
            return self.fail(f"{told}, {framework}: imports {imports}")
        if not FULL:
            return None
        try:
            found = difference(ours, scores_of(path, samples))
            theirs = learned if learned is None else learned_numbers(path)
        except Exception as fault:  # Whatever the file raises is its fault.
            return self.fail(f"{told}, {framework}: {fault!r}")
        self.worst = max(self.worst, found)
        if not found <= limit:
            return self.fail(f"{told}, {framework}: largest difference {found:.1e}")
        if theirs != learned:
            return self.fail(f"{told}, {framework}: {theirs} numbers learn, {learned} are ours")
        return None

    def report(self, what):
        print(f"{self.count} {what}" + (f": largest difference {self.worst:.1e}" if FULL else " parse"), flush=True)
        self.worst, self.count = 0.0, 0


def limit_for(text):
    return DEEP_LIMIT if any(word in text for word in DEEP) else LIMIT


def try_trials(core_tests, work, check):
    folder = work / "trials"
    folder.mkdir()
    subprocess.run(
        [core_tests, "--gtest_filter=Source.WritesTrials"],
        env=os.environ | {"LOOM_SOURCE_TRIALS": str(folder)},
        check=True,
        stdout=subprocess.DEVNULL,
    )
    for scores in sorted(folder.glob("*.scores.npy")):
        name = scores.name.removesuffix(".scores.npy")
        samples, ours = np.load(folder / f"{name}.samples.npy"), np.load(scores)
        for framework in FRAMEWORKS:
            learned = int((folder / f"{name}.learned.txt").read_text())
            check.file(folder / f"{name}_{framework}.py", name, samples, ours, limit_for(name), learned)
    check.report("files of one layer")


def try_networks(loom, work, check):
    cases = onnx_check.small_networks(loom, work)
    if not FULL:  # Training them all takes its time, and onnx_check does.
        cases = cases[:: max(1, len(cases) // 12)]
    for network, source, data, asked, raw in cases:
        project = work / "small.loom"
        shutil.rmtree(work / "small.runs", ignore_errors=True)
        project.write_text(networks.project_text(network, source, data), encoding="utf-8")
        onnx_check.run(loom, "train", project, "--threads", 1, "--json")
        ours = np.asarray([row["scores"] for row in onnx_check.run(loom, "predict", project, "--input", asked, "--json")])
        if network["loss"] == "binary_cross_entropy":
            ours = ours[:, 1:]
        told = networks.described(network)
        for framework in FRAMEWORKS:
            path = work / f"small_{framework}.py"
            onnx_check.run(loom, "export", project, "--format", FORMATS[framework], "--out", path)
            check.file(path, told, raw, ours, limit_for(told))
    check.report("small networks")


def try_heads(loom, work, check):
    (work / "heads").mkdir()
    project, raw = networks.heads(work / "heads")
    onnx_check.run(loom, "train", project, "--threads", 1, "--json")
    rows = onnx_check.run(loom, "predict", project, "--input", work / "heads" / "people.csv", "--json")
    ours = [np.asarray([row["outputs"][k]["scores"] for row in rows]) for k in range(3)]
    for framework in FRAMEWORKS:
        path = work / "heads" / f"heads_{framework}.py"
        onnx_check.run(loom, "export", project, "--format", FORMATS[framework], "--out", path)
        check.file(path, "two inputs and three outputs", list(raw.values()), ours)
        if FULL:
            np.savez(work / "heads" / "raw.npz", **raw)
            subprocess.run([sys.executable, path, work / "heads" / "raw.npz", work / "heads" / "told.npz"], check=True)
            with np.load(work / "heads" / "told.npz") as told:
                if difference(ours, [told[name] for name in told.files]) > LIMIT:
                    check.fail(f"{path.name} writes other scores than it gives")
    check.report("files with several inputs and outputs")


def try_digits(loom, work, check):
    folder = next((s for s in onnx_check.SOURCES if s.is_dir()), None)
    if folder is None:
        print("no pictures of digits here: the sample was left out")
        return
    data, asked, raw = onnx_check.digits(work, folder)
    project = work / "digits-cnn.loom"
    onnx_check.run(loom, "new", "--template", "digits-cnn", project, "--data", data)
    onnx_check.run(loom, "train", project, "--epochs", 1, "--seed", 1, "--json")
    ours = np.asarray([row["scores"] for row in onnx_check.run(loom, "predict", project, "--input", asked, "--json")])
    for framework in FRAMEWORKS:
        path = work / f"digits_{framework}.py"
        onnx_check.run(loom, "export", project, "--format", FORMATS[framework], "--out", path)
        check.file(path, "digits-cnn", raw, ours)
        # As a program, and with weights that are not its own.
        np.save(work / "raw.npy", raw[:5])
        if FULL:
            subprocess.run([sys.executable, path, work / "raw.npy", work / "told.npy"], check=True)
            if not np.allclose(np.load(work / "told.npy"), ours[:5], atol=LIMIT):
                check.fail(f"{path.name} writes other scores than it gives")
            weights = path.with_suffix(".npz")
            content = bytearray(weights.read_bytes())
            content[-1] ^= 1
            weights.write_bytes(content)
            if subprocess.run([sys.executable, path], capture_output=True).returncode == 0:
                check.fail(f"{path.name} takes weights that are not its own")
    check.report(f"files of the digits sample on {len(raw)} pictures")


def main(loom, core_tests=None):
    check = Check()
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work)
        if core_tests:
            try_trials(core_tests, work, check)
        try_networks(loom, work, check)
        try_heads(loom, work, check)
        try_digits(loom, work, check)
    return 0 if check.good else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
