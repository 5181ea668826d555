"""The first 50 losses of the bench networks, from the same weights and batches, are those of PyTorch and of Keras.

    bench_check.py LOOM CORE_TESTS

Skipped (77) where neither is installed.
"""
import importlib.util
import json
import math
import pathlib
import shlex
import subprocess
import sys

BENCH = pathlib.Path(__file__).resolve().parent.parent / "bench"
PEERS = {"torch": [["torch_peer.py"], ["torch_peer.py", "--channels-last"]], "jax": [["keras_peer.py"]]}
TOO_LONG = {"resnet18"}


def networks(loom):
    """Those whose layers this build has."""
    listed = subprocess.run([loom, "layers", "--json"], check=True, stdout=subprocess.PIPE, text=True).stdout
    known = {json.loads(line)["id"] for line in listed.splitlines()}
    for file in sorted((BENCH / "networks").glob("*.loom")):
        nodes = json.loads(file.read_text(encoding="utf-8"))["document"]["nodes"]
        if file.stem not in TOO_LONG and all(node["type"] in known for node in nodes):
            yield str(file)


def main():
    peers = [call for package, calls in PEERS.items() if importlib.util.find_spec(package) for call in calls]
    if not peers:
        print("Neither torch nor jax is installed.")
        return 77
    calls = [shlex.join([sys.executable, "-B", str(BENCH / "peers" / file), *options]) for file, *options in peers]
    bench = [sys.argv[1], "bench", *networks(sys.argv[1]), "--batch", "8", "--rounds", "1", "--steps", "1", "--json"]
    told = subprocess.run([*bench, *(word for call in calls for word in ("--peer", call))], stdout=subprocess.PIPE, text=True)
    for row in map(json.loads, told.stdout.splitlines()):
        ours, *others = row["sides"]
        for side in others:
            farthest = max((abs(a / b - 1) for a, b in zip(side["losses"], ours["losses"])), default=math.nan)
            print(f"{row['network']}, {side['name']}: {side.get('fault', 'equal')}, at most {farthest:.1e} apart")
    return told.returncode


sys.exit(main())
