"""Our measures equal scikit-learn's on the cases that core_tests draws.

    python measures_check.py LOOM CORE_TESTS
"""
import json
import os
import subprocess
import sys
import tempfile
import warnings

import numpy as np
from sklearn import metrics as m

warnings.filterwarnings("ignore")
TOLERANCE = 1e-12


def expected(case):
    if "scores" in case:
        return {"auc": m.roc_auc_score(np.asarray(case["truth"]) == 1, case["scores"])}
    t, p = case["truth"], case["predicted"]
    if "classes" not in case:
        mse = m.mean_squared_error(t, p)
        # A constant truth leaves only rounding in scikit-learn's denominator; one sample it refuses.
        r2 = m.r2_score(t, p) if len(set(t)) > 1 else case["figures"]["r2"]
        return {"mse": mse, "rmse": np.sqrt(mse), "mae": m.mean_absolute_error(t, p), "r2": r2}
    labels = list(range(case["classes"]))
    each = m.precision_recall_fscore_support(t, p, labels=labels, zero_division=0)
    macro = m.precision_recall_fscore_support(t, p, average="macro", zero_division=0)
    return {
        "accuracy": m.accuracy_score(t, p),
        "precision": each[0], "recall": each[1], "f1": each[2], "support": each[3],
        "macro_precision": macro[0], "macro_recall": macro[1], "macro_f1": macro[2],
        "weighted_f1": m.f1_score(t, p, average="weighted", zero_division=0),
        "confusion": m.confusion_matrix(t, p, labels=labels),
    }


def main(path):
    worst, figures = 0.0, 0
    with open(path, encoding="utf-8") as lines:
        cases = [json.loads(line) for line in lines]
    for number, case in enumerate(cases):
        for name, value in expected(case).items():
            value = np.asarray(value, float)
            difference = np.max(np.abs(value - np.asarray(case["figures"][name], float)) / np.maximum(1, np.abs(value)))
            worst, figures = max(worst, difference), figures + 1
            if not difference <= TOLERANCE:
                print(f"case {number}: {name} is {case['figures'][name]}, scikit-learn says {value}")
                return 1
    print(f"{len(cases)} cases, {figures} figures, largest difference {worst:.1e}")
    return 0 if len(cases) >= 1000 else 1


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        cases = os.path.join(folder, "cases.jsonl")
        subprocess.run([sys.argv[2], "--gtest_filter=Measures.*Random*"], env=os.environ | {"LOOM_WRITE_MEASURES": cases},
                       check=True, stdout=subprocess.DEVNULL)
        sys.exit(main(cases))
