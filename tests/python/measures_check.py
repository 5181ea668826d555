"""Our measures equal scikit-learn's, and those of boxes pycocotools', on the cases that core_tests draws.

    python measures_check.py LOOM CORE_TESTS
"""
import contextlib
import io
import json
import os
import subprocess
import sys
import tempfile
import warnings

import numpy as np
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval
from sklearn import metrics as m

warnings.filterwarnings("ignore")
TOLERANCE = 1e-12


def boxes(case):
    """Average precision at an overlap of a half. COCO takes precision at given recalls; at those that a class can have (1/n, 2/n
    …) their mean is the area over all points."""
    truth = {"images": [{"id": p} for p in range(len(case["objects"]))], "categories": [{"id": c} for c in range(case["boxes_of"])]}

    def rows(pictures):
        return [{"id": 0, "image_id": p, "category_id": c, "bbox": [1000 * (x - w / 2), 1000 * (y - h / 2), 1000 * w, 1000 * h],
                 "area": 1e6 * w * h, "iscrowd": 0, "score": score} for p, objects in enumerate(pictures) for c, x, y, w, h, score in objects]

    truth["annotations"] = [row | {"id": i + 1} for i, row in enumerate(rows(case["objects"]))]
    each = []
    with contextlib.redirect_stdout(io.StringIO()):
        known = COCO()
        known.dataset = truth
        known.createIndex()
        found = rows(case["found"])
        found = known.loadRes(found) if found else COCO()
        for c in range(case["boxes_of"]):
            objects = sum(row["category_id"] == c for row in truth["annotations"])
            judge = COCOeval(known, found, "bbox")
            judge.params.catIds, judge.params.iouThrs, judge.params.maxDets = [c], np.array([0.5]), [100]
            judge.params.areaRng, judge.params.areaRngLbl = [[0, 1e10]], ["all"]
            judge.params.recThrs = np.arange(1, objects + 1) / max(1, objects)
            if objects == 0:
                each.append(-1.0)
                continue
            judge.evaluate()
            judge.accumulate()
            each.append(float(np.mean(np.maximum(judge.eval["precision"], 0))))
    return {"average_precision": each, "map_50": np.mean([ap for ap in each if ap >= 0])}


def expected(case):
    if "boxes_of" in case:
        return boxes(case)
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
                print(f"case {number}: {name} is {case['figures'][name]}, theirs is {value}")
                return 1
    print(f"{len(cases)} cases, {figures} figures, largest difference {worst:.1e}")
    return 0 if len(cases) >= 1000 else 1


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        cases = os.path.join(folder, "cases.jsonl")
        subprocess.run([sys.argv[2], "--gtest_filter=Measures.*Random*"], env=os.environ | {"LOOM_WRITE_MEASURES": cases},
                       check=True, stdout=subprocess.DEVNULL)
        sys.exit(main(cases))
