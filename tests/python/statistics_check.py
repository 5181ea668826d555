"""Statistics of real sets equal those of pandas, NumPy and SciPy.

    python statistics_check.py LOOM

Skipped (77) where the folder LOOM_SHARED is absent.
"""
import json
import os
import pathlib
import subprocess
import sys

import numpy as np
import pandas as pd
from scipy.stats.contingency import association

TOLERANCE = 1e-9
QUANTILES = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99]
DATA = pathlib.Path(os.environ.get("LOOM_SHARED", "")) / "data"


def adult():
    parts = [pd.read_csv(DATA / "adult" / f"adult-{part}.csv", header=None, skipinitialspace=True, na_values="?")
             for part in ("train", "test")]
    table = pd.concat(parts, ignore_index=True)
    table[14] = table[14].str.rstrip(".") # The second file's labels end in full stops.
    return "adult", table


def plain(folder, file, **options):
    return folder, pd.read_csv(DATA / folder / file, **options)


SETS = [adult,
        lambda: plain("titanic", "titanic.csv"),
        lambda: plain("california-housing", "housing.csv"),
        lambda: plain("winequality-red", "winequality-red.csv", header=None),
        lambda: plain("bike-sharing", "bikeshare.csv", parse_dates=["datetime"])]


class Comparison:
    def __init__(self):
        self.figures, self.worst, self.faults = 0, 0.0, []

    def exact(self, what, ours, theirs):
        self.figures += 1
        if ours != theirs:
            self.faults.append(f"{what}: {ours} here, {theirs} there")

    def close(self, what, ours, theirs, least=0.0):
        ours = np.asarray([np.nan if v is None else v for v in np.ravel(ours)], float)
        theirs = np.ravel(np.asarray(theirs, float))
        self.figures += theirs.size
        if ours.shape != theirs.shape or not np.array_equal(np.isnan(ours), np.isnan(theirs)):
            self.faults.append(f"{what}: {ours} here, {theirs} there")
            return
        apart = np.nan_to_num(np.abs(ours - theirs) / np.maximum(np.abs(theirs), least or np.finfo(float).tiny))
        self.worst = max(self.worst, apart.max(initial=0))
        if apart.max(initial=0) > TOLERANCE:
            self.faults.append(f"{what}: {ours} here, {theirs} there")


def compare_numbers(c, what, ours, values):
    values = values.dropna().to_numpy(float)
    for name, theirs in (("min", values.min()), ("max", values.max()), ("mean", values.mean()), ("deviation", values.std())):
        c.close(f"{what} {name}", ours[name], theirs)
    c.close(f"{what} quantiles", [ours["quantiles"][f"{q:g}"] for q in QUANTILES], np.quantile(values, QUANTILES))
    whole = np.all(values == np.round(values)) and values.max() - values.min() < 32 and len(ours["histogram"]) != 32
    bins = (np.arange(values.min(), values.max() + 2) - 0.5 if whole else 32) if values.min() < values.max() else 1
    c.exact(f"{what} histogram", ours["histogram"], np.histogram(values, bins)[0].tolist())


def compare(c, loom, folder, frame):
    text = subprocess.run([loom, "data", "inspect", str(DATA / folder), "--json"], check=True, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL).stdout
    told = json.loads(text)
    c.exact(f"{folder} rows", told["rows"], len(frame))
    c.exact(f"{folder} columns", len(told["columns"]), frame.shape[1])
    kinds = {}
    for at, ours in enumerate(told["columns"]):
        what, values = f"{folder} “{ours['name']}”", frame.iloc[:, at]
        kinds[ours["name"]] = at
        c.exact(f"{what} missing", ours["missing"], int(values.isna().sum()))
        c.exact(f"{what} distinct", ours["distinct"], int(values.nunique()))
        if ours["type"] in ("integer", "number"):
            compare_numbers(c, what, ours, values)
        elif ours["type"] == "datetime":
            compare_numbers(c, what, ours, values.astype("datetime64[s]").astype("int64"))
        else:
            counts = values.dropna().astype(str).value_counts()
            c.exact(f"{what} values", sorted(ours["values"].values(), reverse=True), counts.iloc[:50].tolist())
            for value, n in ours["values"].items():
                c.exact(f"{what} “{value}”", n, int(counts.get(value, -1)))
            if "characters" in ours:
                compare_numbers(c, f"{what} characters", ours["characters"], values.dropna().astype(str).str.len())
    related = told["correlations"]
    numbers = frame.iloc[:, [kinds[name] for name in related["numbers"]]]
    for method in ("pearson", "spearman"):
        c.close(f"{folder} {method}", related[method], numbers.corr(method), least=1e-3)
    categories = [frame.iloc[:, kinds[name]] for name in related["categories"]]
    for a, x in enumerate(categories):
        for b, y in enumerate(categories):
            table = pd.crosstab(x, y)
            expected = association(table.to_numpy()) if min(table.shape) > 1 else np.nan
            c.close(f"{folder} Cramér's V {a} {b}", related["cramers_v"][a][b], expected, least=1e-3)


def main(loom):
    if not DATA.is_dir():
        return 77
    c = Comparison()
    for load in SETS:
        compare(c, loom, *load())
    print("\n".join(c.faults))
    print(f"{c.figures} figures, largest relative difference {c.worst:.1e}, {len(c.faults)} differ")
    return 0 if not c.faults and c.figures > 1000 else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
