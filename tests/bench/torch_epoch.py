"""Seconds per epoch and peak memory of digits-cnn, ours beside PyTorch's, in one run.

    python torch_epoch.py LOOM MNIST_FOLDER [--rounds N] [--threads N]

Both train on the same 54 000 pictures in batches of 32 with Adam and judge the same number of held-back ones after it;
the rounds take turns. PyTorch has all pictures as one tensor in memory and no data loader, and shows the best of eager,
channels last and compiled, each with the fused Adam. What is told of an epoch leaves out loading and compiling.
"""
import argparse
import gzip
import json
import pathlib
import statistics
import struct
import subprocess
import sys
import tempfile
import time

WAYS = ("eager", "channels-last", "compiled")


def peak_mib():
    for line in open("/proc/self/status", encoding="ascii"):
        if line.startswith("VmHWM"):
            return int(line.split()[1]) // 1024


def read_idx(folder, name):
    import numpy as np

    path = pathlib.Path(folder) / name
    content = gzip.decompress(path.with_name(name + ".gz").read_bytes()) if not path.exists() else path.read_bytes()
    axes = content[3]
    return np.frombuffer(content, np.uint8, offset=4 + 4 * axes).reshape(struct.unpack(f">{axes}I", content[4 : 4 + 4 * axes]))


def torch_worker(way, folder, threads):
    """An epoch for every line on standard input; answers with its seconds, validation accuracy and the peak so far."""
    import torch
    from torch import nn

    torch.set_num_threads(threads)
    torch.manual_seed(1)
    pictures = torch.from_numpy(read_idx(folder, "train-images-idx3-ubyte").copy())[:, None].float() / 255
    labels = torch.from_numpy(read_idx(folder, "train-labels-idx1-ubyte").copy()).long()
    order = torch.randperm(len(labels))
    held_back, training = order[:6000], order[6000:]
    net = nn.Sequential(nn.Conv2d(1, 32, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(5408, 128), nn.ReLU(), nn.Linear(128, 10))
    if way == "channels-last":
        net = net.to(memory_format=torch.channels_last)
        pictures = pictures.to(memory_format=torch.channels_last)
    optimizer = torch.optim.Adam(net.parameters(), lr=0.001, eps=1e-7, fused=True)
    loss_of = nn.CrossEntropyLoss()
    run = torch.compile(net) if way == "compiled" else net

    def step(rows):
        optimizer.zero_grad(set_to_none=True)
        loss = loss_of(run(pictures[rows]), labels[rows])
        loss.backward()
        optimizer.step()

    for _ in range(20):
        step(training[:32])
    with torch.no_grad():
        run(pictures[held_back[:32]])
    print("ready", flush=True)
    for _ in sys.stdin:
        begin = time.perf_counter()
        shuffled = training[torch.randperm(len(training))]
        for rows in shuffled.split(32):
            if len(rows) == 32 or way != "compiled":  # The last, smaller batch would compile once more.
                step(rows)
        right = 0
        with torch.no_grad():
            for rows in held_back.split(32):
                if len(rows) == 32 or way != "compiled":
                    right += (run(pictures[rows]).argmax(1) == labels[rows]).sum().item()
        print(json.dumps({"seconds": time.perf_counter() - begin, "accuracy": right / len(held_back), "peak": peak_mib()}), flush=True)


class Torch:
    def __init__(self, way, folder, threads):
        self.name = f"PyTorch {way}"
        self.process = subprocess.Popen([sys.executable, __file__, "--worker", way, "-", str(folder), "--threads", str(threads)],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        if self.process.stdout.readline() != "ready\n":
            sys.exit(f"{self.name} did not begin")

    def epoch(self):
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def end(self):
        self.process.stdin.close()
        self.process.wait()


class Ours:
    name = "Layerloom"

    def __init__(self, loom, folder, threads, work):
        self.loom, self.threads, self.project, self.seed = loom, threads, pathlib.Path(work) / "m.loom", 0
        subprocess.run([loom, "new", "--template", "digits-cnn", self.project, "--data", folder], check=True, capture_output=True)

    def epoch(self):
        self.seed += 1
        begun = subprocess.Popen([self.loom, "train", self.project, "--epochs", "1", "--seed", str(self.seed), "--threads",
                                  str(self.threads), "--no-forecast", "--json"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        rows = [json.loads(line) for line in begun.stdout]
        begun.wait()
        run = self.project.with_suffix(".runs") / rows[-1]["run"] / "run.json"
        return {"seconds": rows[0]["seconds"], "accuracy": rows[0]["val_accuracy"],
                "peak": json.loads(run.read_text(encoding="utf-8"))["peak_bytes"] >> 20}

    def end(self):
        pass


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("loom")
    parser.add_argument("folder")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--worker", choices=WAYS)
    given = parser.parse_args()
    if given.worker:
        return torch_worker(given.worker, given.folder, given.threads)
    with tempfile.TemporaryDirectory() as work:
        rivals = [Ours(given.loom, given.folder, given.threads, work)] + [Torch(w, given.folder, given.threads) for w in WAYS]
        told = {rival.name: [] for rival in rivals}
        for turn in range(given.rounds):
            for rival in rivals if turn % 2 == 0 else reversed(rivals):
                told[rival.name].append(rival.epoch())
        for rival in rivals:
            rival.end()
    ours = statistics.median(e["seconds"] for e in told["Layerloom"])
    print(f"{'':24}{'median s':>9}{'least s':>9}{'most s':>9}{'peak MiB':>10}{'last accuracy':>15}{'ratio':>8}")
    for name, epochs in told.items():
        seconds = [e["seconds"] for e in epochs]
        print(f"{name:24}{statistics.median(seconds):9.2f}{min(seconds):9.2f}{max(seconds):9.2f}"
              f"{max(e['peak'] for e in epochs):10}{epochs[-1]['accuracy']:15.4f}{statistics.median(seconds) / ours:8.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
