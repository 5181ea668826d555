"""Writes what scikit-learn's preprocessing gives, for core_tests to compare the preparation steps with.

    "$LOOM_PYTHON" tests/python/make_step_vectors.py     (from `make_venv FOLDER`)

Run it by hand when a case is added; the file in tests/golden is committed, so the tests need no Python.
"""
import json
import pathlib

import numpy as np
from sklearn.impute import SimpleImputer
from sklearn.preprocessing import KBinsDiscretizer, MinMaxScaler, RobustScaler, StandardScaler

GOLDEN = pathlib.Path(__file__).resolve().parent.parent / "golden"
drawn = np.random.default_rng(11)
ROWS, TRAIN = 60, 43
COLUMNS = {
    "even": drawn.normal(3, 2, ROWS),
    "money": np.round(10 ** drawn.uniform(0, 6, ROWS), 2),
    "grades": drawn.integers(1, 6, ROWS).astype(float),
    "far": 1e6 + drawn.normal(0, 1, ROWS),
}
for column in COLUMNS.values():
    column[drawn.choice(ROWS, 7, replace=False)] = np.nan


def told(values):
    return [None if np.isnan(v) else float(v) for v in np.asarray(values, dtype=float).ravel()]


def fitted(transformer, column):
    return told(transformer.fit(column[:TRAIN, None]).transform(column[:, None]))


cases = []
for name, column in COLUMNS.items():
    def add(step, settings, values):
        cases.append({"column": name, "step": step, "settings": settings, "values": values})

    add("standardize", {}, fitted(StandardScaler(), column))
    add("min_max", {}, fitted(MinMaxScaler(), column))
    add("robust", {}, fitted(RobustScaler(), column))
    for ours, theirs in (("mean", "mean"), ("median", "median"), ("mode", "most_frequent")):
        add("impute", {"filling": ours}, fitted(SimpleImputer(strategy=theirs), column))
    low, high = np.nanquantile(column[:TRAIN], [0.05, 0.9])
    add("clip", {"low": 0.05, "high": 0.9}, told(np.clip(column, low, high)))
    add("log", {}, told(np.sign(column) * np.log1p(np.abs(column))))
    there = ~np.isnan(column)
    for width in ("quantiles", "equal"):
        bins = KBinsDiscretizer(4, encode="ordinal", strategy="quantile" if width == "quantiles" else "uniform",
                                **({"quantile_method": "linear"} if width == "quantiles" else {}))
        places = np.full(ROWS, np.nan)
        places[there] = bins.fit(column[:TRAIN][there[:TRAIN], None]).transform(column[there, None]).ravel()
        add("bin", {"bins": 4, "width": width}, told(places))

columns = {name: told(column) for name, column in COLUMNS.items()}
text = "{\n \"train\": %d,\n \"columns\": %s,\n \"cases\": [\n  %s\n ]\n}\n" % (
    TRAIN, json.dumps(columns), ",\n  ".join(json.dumps(c) for c in cases))
(GOLDEN / "steps.json").write_text(text)
