"""The code of every template, untrained: it is Python that parses, and with --full's packages each network is made, takes
samples, and has as many parameters as `loom info` says. What a layer writes is compared by source_check.py.

    python code_check.py LOOM
"""
import ast
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


def main(loom, *_):
    good, count = True, 0
    with tempfile.TemporaryDirectory() as work:
        for line in run(loom, "templates", "--json").splitlines():
            template = json.loads(line)["id"]
            fine, parameters = check(loom, pathlib.Path(work), template)
            good = good and fine
            count += 1
            print(f"{template}: {parameters} parameters" + (" in both frameworks" if FULL and fine else ""), flush=True)
    print(f"{count} templates" + ("" if FULL else " parse"))
    return 0 if good and count else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
