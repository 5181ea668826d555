"""What `loom new --suggest` makes of two raw tables reaches its figures by steps alone, and raw rows get its answers.

    python suggest_check.py LOOM [CORE_TESTS]

Adult (its two files as given parts): accuracy and AUC. California housing: RMSE beside ridge regression's on the same rows.
"""
import csv
import json
import os
import subprocess
import sys
import tempfile

import numpy as np
from sklearn.compose import make_column_transformer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_squared_error, roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

LEAST_ACCURACY, LEAST_AUC, MOST_OF_RIDGE = 0.850, 0.905, 0.85
NUMBERS = ["longitude", "latitude", "housing_median_age", "total_rooms", "total_bedrooms", "population", "households",
           "median_income"]
TARGET = "median_house_value"
failures = []


def hold(true, words):
    print(("" if true else "FAILED: ") + words, flush=True)
    if not true:
        failures.append(words)


def lines(*command):
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def trained(loom, project, data, *more):
    proposal = lines(loom, "new", project, "--suggest", "--data", data, "--json", *more)[0]
    print(proposal["network"], "|", proposal["recipe"], "|", " ".join(s["step"] for s in proposal["steps"]))
    last = lines(loom, "train", project, "--json")[-1]
    print(f"{last['epochs']} epochs, {last['seconds']:.0f} s")
    return lines(loom, "evaluate", project, "--json")[0]


def write(path, head, rows):
    with open(path, "w", newline="", encoding="utf-8") as f:
        csv.writer(f).writerows(([head] if head else []) + rows)


def adult(loom, data, folder):
    project = os.path.join(folder, "adult.loom")
    judged = trained(loom, project, data)
    hold(judged["samples"] == 16281, f"{judged['samples']} test rows of 16281")
    hold(judged["accuracy"] >= LEAST_ACCURACY, f"Adult: accuracy {judged['accuracy']:.4f} of {LEAST_ACCURACY}")
    hold(judged["auc"] >= LEAST_AUC, f"Adult: AUC {judged['auc']:.4f} of {LEAST_AUC}")
    # Its raw test rows without the answer, in another order of columns. A head gives the columns their names.
    with open(os.path.join(data, "adult-test.csv"), encoding="utf-8") as f:
        rows = [row for row in csv.reader(f, skipinitialspace=True) if len(row) == 15]
    order = list(range(13, -1, -1))
    raw = os.path.join(folder, "raw.csv")
    write(raw, [f"column {i + 1}" for i in order], [[row[i] for i in order] for row in rows])
    answers = lines(loom, "predict", project, "--input", raw, "--json")
    truth = [row[14].startswith(">") for row in rows]
    right = np.mean([t == a["label"].startswith(">") for t, a in zip(truth, answers)])
    hold(abs(right - judged["accuracy"]) < 1e-9, f"raw rows: accuracy {right:.4f}")
    auc = roc_auc_score(truth, [a["scores"][1] for a in answers])
    hold(abs(auc - judged["auc"]) < 1e-6, f"scikit-learn's AUC of the raw rows: {auc:.4f}")


def california(loom, path, folder):
    with open(path, encoding="utf-8") as f:
        rows = list(csv.reader(f))
    head, rows = rows[0], rows[1:]
    order = np.random.default_rng(1).permutation(len(rows))
    parts = {"test": order[: len(rows) // 5], "train": order[len(rows) // 5 :]}
    data = os.path.join(folder, "housing")
    os.mkdir(data)
    for part, chosen in parts.items():
        write(os.path.join(data, part + ".csv"), head, [rows[i] for i in chosen])

    at = {name: head.index(name) for name in head}
    features = np.array([[float(row[at[name]] or "nan") for name in NUMBERS] for row in rows])
    words = np.array([[row[at["ocean_proximity"]]] for row in rows])
    table = np.hstack([features.astype(object), words])
    target = np.array([float(row[at[TARGET]]) for row in rows])
    numbers = make_pipeline(SimpleImputer(strategy="median"), StandardScaler())
    ridge = make_pipeline(make_column_transformer((numbers, list(range(8))), (OneHotEncoder(handle_unknown="ignore"), [8])), Ridge(alpha=1))
    ridge.fit(table[parts["train"]], target[parts["train"]])
    plain = mean_squared_error(target[parts["test"]], ridge.predict(table[parts["test"]])) ** 0.5

    project = os.path.join(folder, "housing.loom")
    judged = trained(loom, project, data)
    hold(judged["samples"] == len(parts["test"]), f"{judged['samples']} test rows")
    hold(judged["rmse"] <= MOST_OF_RIDGE * plain,
         f"California: RMSE {judged['rmse']:.0f}, ridge's {plain:.0f}, {judged['rmse'] / plain:.3f} of {MOST_OF_RIDGE}")
    raw = os.path.join(folder, "raw.csv")
    names = [name for name in reversed(head) if name != TARGET]
    write(raw, names, [[rows[i][at[name]] for name in names] for i in parts["test"]])
    answers = [a["scores"][0] for a in lines(loom, "predict", project, "--input", raw, "--json")]
    rmse = mean_squared_error(target[parts["test"]], answers) ** 0.5
    hold(abs(rmse - judged["rmse"]) < 1e-4 * rmse, f"raw rows: RMSE {rmse:.0f}")


if __name__ == "__main__":
    shared = os.path.join(os.environ.get("LOOM_SHARED", ""), "data")
    if not os.path.isdir(os.path.join(shared, "adult")):
        print("The shared data is not here.")
        sys.exit(77)
    for check, name in ((adult, "adult"), (california, "california-housing/housing.csv")):
        with tempfile.TemporaryDirectory() as folder:
            check(sys.argv[1], os.path.join(shared, name), folder)
    sys.exit(1 if failures else 0)
