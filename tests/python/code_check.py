"""The code of every template, untrained: it is Python that parses, and with --full's packages each network is made, takes
samples, and has as many parameters as `loom info` says. What a layer writes is compared by source_check.py.

    python code_check.py LOOM CORE_TESTS
"""
import ast
import importlib.util
import json
import os
import pathlib
import subprocess
import sys
import tempfile

os.environ.setdefault("KERAS_BACKEND", "torch")
FULL = bool(os.environ.get("LOOM_FULL_TESTS"))


def run(loom, *arguments):
    done = subprocess.run([loom, *map(str, arguments)], capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"loom {' '.join(map(str, arguments))}: {done.stderr}")
    return done.stdout


def made(text):
    """What the module holds; its last part runs only where it is the program."""
    module = {"__name__": "model"}
    exec(compile(text, "model.py", "exec"), module)
    return module


def shapes(scores):
    return [tuple(s.shape[1:]) for s in (scores if isinstance(scores, (list, tuple)) else [scores])]


def torch_facts(text, samples):
    import torch

    network = made(text)["Network"]().eval()
    with torch.no_grad():
        scores = network(*(torch.zeros(2, *sample) for sample in samples))
    return sum(p.numel() for p in network.parameters() if p.requires_grad), shapes(scores)


def keras_facts(text, samples):
    import numpy as np

    network = made(text)["build"]()
    given = [np.zeros((2, *sample), "float32") for sample in samples]
    scores = network(given if len(given) > 1 else given[0])
    return sum(int(np.prod(w.shape)) for w in network.trainable_weights), shapes(scores)


def check(loom, work, template):
    project = work / f"{template}.loom"
    run(loom, "new", "--template", template, project)
    info = json.loads(run(loom, "info", project, "--json"))
    good = True
    for framework, facts in (("torch", torch_facts), ("keras", keras_facts)):
        text = run(loom, "code", project, "--framework", framework)
        tree = ast.parse(text)
        code = json.loads(run(loom, "code", project, "--framework", framework, "--json"))
        lines = text.split("\n")
        assert code["text"] == text and not code["unwritten"], (template, framework, code["unwritten"])
        # Every layer that learns stands somewhere, and where it stands is something.
        placed = {row["id"]: row["lines"] for row in code["lines"]}
        for layer in info["layers"]:
            if layer["parameters"]:
                assert placed.get(layer["id"]), (template, framework, layer["name"])
        for ranges in placed.values():
            assert all(1 <= first <= last <= len(lines) and lines[first - 1].strip() for first, last in ranges)
        assert tree.body
        if not FULL:
            continue
        samples, scores = ([layer["shape"] for layer in sorted(info["layers"], key=lambda l: l["id"]) if layer["type"] == t] for t in ("input", "output"))
        parameters, given = facts(text, samples)
        if parameters != info["parameters"]:
            print(f"{template}, {framework}: {parameters} parameters, {info['parameters']} are ours", flush=True)
            good = False
        if [sorted(s) for s in given] != [sorted(s) for s in scores]:  # Keras has its channels last.
            print(f"{template}, {framework}: gives {given}, ours is {scores}", flush=True)
            good = False
    return good, info["parameters"]


def safetensors(path):
    """The arrays of a file by name, in the order of their numbers in front; shapes and bytes as they lie there."""
    import numpy as np

    content = path.read_bytes()
    size = int.from_bytes(content[:8], "little")
    header = json.loads(content[8 : 8 + size])
    arrays = {}
    for name in sorted(n for n in header if n != "__metadata__"):
        begin, end = header[name]["data_offsets"]
        arrays[name.split(".", 1)[1]] = np.frombuffer(content[8 + size + begin : 8 + size + end], "float32").reshape(header[name]["shape"])
    return arrays


def computes_the_same(loom, core_tests, work, template):
    """With our weights, from safetensors, `loom code` gives what we do; so does the exported file."""
    import numpy as np
    import torch
    from source_check import difference, scores_of

    subprocess.run(
        [core_tests, "--gtest_filter=Source.WritesAnArchitecture"],
        env=os.environ | {"LOOM_SOURCE_TRIALS": str(work), "LOOM_SOURCE_ARCHITECTURE": template},
        check=True,
        stdout=subprocess.DEVNULL,
    )
    if (work / "noise.npy").exists():  # What layers of noise drew is drawn by both.
        import keras

        noise = np.load(work / "noise.npy")
        torch.randn = lambda *_, **__: torch.tensor(noise)
        keras.random.normal = lambda *_, **__: keras.ops.convert_to_tensor(noise)
        (work / "noise.npy").unlink()
    samples, ours = numbered(work, "samples"), numbered(work, "scores")
    given = samples if len(samples) > 1 else samples[0]
    project = work / "drawn.loom"
    boxes = '"type":"boxes"' in project.read_text(encoding="utf-8")  # Scores of such a network have no channels.
    found = []
    for framework in ("torch", "keras"):
        theirs = listed(scores_of(work / f"model_{framework}.py", given))
        if framework == "keras" and not boxes:  # It has its channels last.
            theirs = [np.moveaxis(t, -1, 1) if t.ndim > 2 else t for t in theirs]
        found.append(difference(ours, theirs))
    # Of two players the code is both, and the samples are another's; there the exported file alone is compared.
    two_players = "real_and_made" in project.read_text(encoding="utf-8")
    if not two_players:
        network = made(run(loom, "code", project, "--framework", "torch"))["Network"]().eval()
        network.load_state_dict({n: torch.tensor(a) for n, a in safetensors(work / "torch.safetensors").items()})
        exported = made_file(work / "model_torch.py").load()
        with torch.no_grad():
            found.append(difference(*([s.detach().numpy() for s in listed(n(*map(torch.tensor, samples)))] for n in (exported, network))))
        network = made(run(loom, "code", project, "--framework", "keras"))["build"]()
        arrays = safetensors(work / "keras.safetensors")
        for layer in network.layers:
            layer.set_weights([a for name, a in arrays.items() if name.split("/")[0] == layer.name])
        exported = made_file(work / "model_keras.py").load()
        found.append(difference(*([keras_numbers(s) for s in listed(n(given))] for n in (exported, network))))
    for file in (*work.glob("model_*"), *work.glob("samples_*"), *work.glob("scores_*"), project):
        file.unlink()
    print(f"{template}: with our weights " + ", ".join(f"{d:.1e}" for d in found), flush=True)
    return max(found) <= 1e-4


def numbered(work, what):
    """The arrays of what_0.npy, what_1.npy …: of all Inputs, or of all Outputs."""
    import numpy as np

    return [np.load(work / f"{what}_{i}.npy") for i in range(len(list(work.glob(f"{what}_*.npy"))))]


def listed(values):
    return list(values) if isinstance(values, (list, tuple)) else [values]


def keras_numbers(values):
    return values.detach().cpu().numpy()  # Torch is beneath.


def made_file(path):
    spec = importlib.util.spec_from_file_location("model", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main(loom, core_tests, *_):
    good, count = True, 0
    with tempfile.TemporaryDirectory() as work:
        for line in run(loom, "templates", "--json").splitlines():
            template = json.loads(line)["id"]
            fine, parameters = check(loom, pathlib.Path(work), template)
            if FULL and "source" in json.loads(line):
                fine = computes_the_same(loom, core_tests, pathlib.Path(work), template) and fine
            good = good and fine
            count += 1
            print(f"{template}: {parameters} parameters" + (" in both frameworks" if FULL and fine else ""), flush=True)
    print(f"{count} templates" + ("" if FULL else " parse"))
    return 0 if good and count else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
