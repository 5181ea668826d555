"""How fast a large table opens: csv_speed.py BENCH_DATA_BENCH [--megabytes N] [--rounds N] [--file FILE].

Writes a table of 1 GB (whole numbers, fractions, times, words of 12 and of 300, yes and no, quoted remarks, gaps), or takes
FILE, and opens it with bench_data_bench, pandas (C engine) and polars, each in a process of its own, in turns of opposite
orders. The file is in the page cache. Told are the time to read it, the most memory held, and the most private memory
(RssAnon), of the process. What each makes of it is its own: only ours finds dates, words and yes/no by itself.
"""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import threading
import time

ROWS = 200_000

PEERS = {"pandas": "read_csv(sys.argv[1], engine='c')", "polars": "read_csv(sys.argv[1])"}
PEER = """
import json, sys, time
import {name}
start = time.perf_counter()
table = {name}.{call}
print(json.dumps({{"seconds": time.perf_counter() - start}}))
"""


def write_table(file, size):
    import numpy as np
    import pandas as pd
    random = np.random.default_rng(1)
    cities = np.array([f"{a}{b}" for a in ("North", "South", "East", "West", "Old ", "New ") for b in
                       ("ford", "ton", "burg", "haven", "bridge", "field") for _ in range(1)] +
                      [f"Place {i}" for i in range(264)])
    words = np.array("late again thanks good bad asked twice for the colour size refund call back very fine, ok".split())
    first = 0
    while file.tell() < size:
        n = ROWS
        seconds = 1_600_000_000 + first + np.cumsum(random.integers(0, 60, n))
        remarks = [" ".join(words[random.integers(0, len(words), k)]) for k in random.integers(0, 8, n)]
        table = pd.DataFrame({
            "id": np.arange(first, first + n),
            "time": pd.to_datetime(seconds, unit="s").strftime("%Y-%m-%d %H:%M:%S"),
            "store": random.integers(1, 500, n),
            "price": random.integers(1, 1_000_000, n) / 100,
            "weight": random.uniform(0, 50, n).round(6),
            "latitude": random.uniform(-90, 90, n).round(5),
            "quantity": np.where(random.random(n) < 0.02, "", random.integers(0, 20, n).astype(str)),
            "category": np.array([f"class {c}" for c in "ABCDEFGHIJKL"])[random.integers(0, 12, n)],
            "city": cities[random.integers(0, len(cities), n)],
            "paid": np.array(["no", "yes"])[random.integers(0, 2, n)],
            "remark": remarks,
        })
        file.write(table.to_csv(index=False, header=first == 0, lineterminator="\n").encode())
        first += n


def memory(pid):
    """VmHWM and RssAnon of a process, in MiB."""
    fields = {}
    try:
        for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
            name, _, rest = line.partition(":")
            if name in ("VmHWM", "RssAnon"):
                fields[name] = int(rest.split()[0]) / 1024
    except OSError:
        pass
    return fields


def run(command, environment):
    """Seconds that it says, the most memory, the most private memory."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    most = {"VmHWM": 0.0, "RssAnon": 0.0}

    def watch():
        while process.poll() is None:
            for name, value in memory(process.pid).items():
                most[name] = max(most[name], value)
            time.sleep(0.01)
    watcher = threading.Thread(target=watch)
    watcher.start()
    said = process.stdout.read()
    process.wait()
    watcher.join()
    if process.returncode:
        sys.exit(f"{command[0]} failed.")
    return json.loads(said.splitlines()[-1])["seconds"], most["VmHWM"], most["RssAnon"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("bench")
    parser.add_argument("--megabytes", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--file")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as folder:
        path = given.file or str(pathlib.Path(folder) / "table.csv")
        if not given.file:
            with open(path, "wb") as file:
                write_table(file, given.megabytes * 1_000_000)
        size = os.path.getsize(path) / 1e6
        threads = str(len(os.sched_getaffinity(0)))
        # A table that was kept would open in a millisecond.
        environment = dict(os.environ, POLARS_MAX_THREADS=threads, XDG_CACHE_HOME=os.path.join(folder, "cache"))
        commands = {"Layerloom": [given.bench, "--json", path]}
        for name, call in PEERS.items():
            commands[name] = [sys.executable, "-c", PEER.format(name=name, call=call), path]
        measured = {name: [] for name in commands}
        with open(path, "rb") as file: # Into the page cache.
            while file.read(1 << 24):
                pass
        for turn in range(given.rounds):
            for name in list(commands)[::1 if turn % 2 == 0 else -1]:
                measured[name].append(run(commands[name], environment))
    print(f"{size:.0f} MB, {threads} threads, {given.rounds} rounds, load {os.getloadavg()[0]:.2f}")
    print(f"{'':10} {'median s':>9} {'MB/s':>7} {'ratio':>6} {'peak MiB':>9} {'private MiB':>12}")
    own = statistics.median(seconds for seconds, *_ in measured["Layerloom"])
    for name, all_turns in measured.items():
        seconds = statistics.median(s for s, *_ in all_turns)
        print(f"{name:10} {seconds:9.3f} {size / seconds:7.0f} {seconds / own:6.2f} {max(t[1] for t in all_turns):9.0f} "
              f"{max(t[2] for t in all_turns):12.0f}")


if __name__ == "__main__":
    main()
