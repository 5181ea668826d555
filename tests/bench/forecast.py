"""What `loom info --time` foretells of a training, beside what `loom train` then took: forecast.py LOOM DATA.

DATA holds the folders mnist and cifar10. Ten networks, each trained for an epoch in a process of its own. Writes a table;
ends with 1 where memory is off by more than a tenth or the time of the epoch by more than a quarter.
"""
import json
import pathlib
import subprocess
import sys
import tempfile

from make_networks import Project, cnn


def rows_of_pictures(width):
    """Recurrence over the 28 lines of a digit."""
    p = Project([28, 28, 1])
    p.add("reshape", shape=[28, 28])
    p.add("lstm", units=width)
    p.add("dense", units=10)
    return p


def attention_over_rows():
    p = Project([28, 28, 1])
    p.add("reshape", shape=[28, 28])
    p.add("dense", units=64, each_place=True)
    p.add("positions", kind="learned")
    for _ in range(2):
        p.add("encoder_block", heads=4, hidden=256, activation="gelu", dropout=0.1)
    p.add("global_avg_pool")
    p.add("dense", units=10)
    return p


def flat(width, depth):
    p = Project([28, 28, 1])
    p.add("flatten")
    for _ in range(depth):
        p.add("dense", units=width, activation="relu")
    p.add("dense", units=10)
    return p


def normed(shape, filters):
    p = Project(shape)
    for n in filters:
        p.add("conv2d", filters=n, kernel=[3, 3], padding="same", bias=False)
        p.add("batch_norm")
        p.add("activation", curve="relu")
        p.add("max_pool", size=[2, 2], stride=[2, 2])
    p.add("flatten")
    p.add("dense", units=10)
    return p


def generator():
    p = Project([28, 28, 1], loss="adversarial", adam={"beta1": 0.5})
    p.add("noise", size=100)
    p.add("dense", units=7 * 7 * 64, activation="relu")
    p.add("reshape", shape=[7, 7, 64])
    p.add("conv_transpose2d", filters=32, kernel=[4, 4], stride=[2, 2], padding="same", activation="relu")
    p.add("conv_transpose2d", filters=1, kernel=[4, 4], stride=[2, 2], padding="same", activation="sigmoid")
    p.add("real_and_made", 1, p.last)
    p.add("conv2d", filters=32, kernel=[4, 4], stride=[2, 2], padding="same", activation="leaky_relu")
    p.add("flatten")
    p.add("dense", units=1)
    return p


# Name, data, batch, network.
CASES = [
    ("784-100-10", "mnist", 32, lambda: flat(100, 1)),
    ("784-1024-1024-10", "mnist", 128, lambda: flat(1024, 2)),
    ("784-8×256-10", "mnist", 1024, lambda: flat(256, 8)),
    ("digits-cnn", "mnist", 32, lambda: cnn([28, 28, 1], [32], 128)),
    ("digits-cnn, batch 256", "mnist", 256, lambda: cnn([28, 28, 1], [32], 128)),
    ("batch norm on digits", "mnist", 64, lambda: normed([28, 28, 1], [16, 32])),
    ("LSTM over lines", "mnist", 64, lambda: rows_of_pictures(128)),
    ("attention over lines", "mnist", 64, attention_over_rows),
    ("generator of digits", "mnist", 64, generator),
    ("cifar-cnn", "cifar10", 32, lambda: cnn([32, 32, 3], [32, 64, 64], 64)),
]


def project(network, data, batch):
    made = json.loads(network.text())
    source = "cifar" if "cifar" in data.name else "idx"
    made["document"]["data"] = {"path": str(data), "source": source, "settings": {}, "column_types": {}, "picture_size": 0,
                                "split_seed": 1, "stratified": True, "target": "", "test_share": 0.2, "validation_share": 0.1}
    made["document"]["recipe"]["settings"] = {"batch_size": batch, "epochs": 1}
    return json.dumps(made)


def main():
    loom, data = sys.argv[1], pathlib.Path(sys.argv[2]).absolute()
    off = {"memory": 0, "time": 0}
    print("| network | batch | forecast MiB | peak MiB | forecast / peak | forecast s | epoch s | forecast / epoch |\n|---|---|---|---|---|---|---|---|")
    for name, folder, batch, make in CASES:
        with tempfile.TemporaryDirectory() as at:
            file = pathlib.Path(at) / "network.loom"
            file.write_text(project(make(), data / folder, batch), encoding="utf-8")
            told = json.loads(subprocess.run([loom, "info", file, "--json"], check=True, stdout=subprocess.PIPE).stdout)
            timed = json.loads(subprocess.run([loom, "info", file, "--time", "--json"], check=True, stdout=subprocess.PIPE).stdout)
            subprocess.run([loom, "train", file, "--no-forecast", "--json"], check=True, stdout=subprocess.DEVNULL)
            run = json.loads(next((pathlib.Path(at) / "network.runs").glob("*/run.json")).read_text(encoding="utf-8"))
            memory, peak = told["memory_bytes"], run["peak_bytes"]
            time, took = timed["time"]["epoch_seconds"], run["seconds"]
            off["memory"] = max(off["memory"], abs(memory / peak - 1))
            off["time"] = max(off["time"], abs(time / took - 1))
            print(f"| {name} | {batch} | {memory / 2**20:.1f} | {peak / 2**20:.1f} | {memory / peak:.3f} | {time:.2f} | {took:.2f} | {time / took:.3f} |", flush=True)
    print(f"\nworst: memory {off['memory']:.1%}, time {off['time']:.1%}")
    return off["memory"] > 0.1 or off["time"] > 0.25


if __name__ == "__main__":
    sys.exit(main())
