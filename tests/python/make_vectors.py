"""Writes what PyTorch's optimisers, losses and layers give in double precision, for core_tests to compare ours with.

    "$LOOM_PYTHON" tests/python/make_vectors.py     (from `make_venv FOLDER --full`)

Run it by hand when a case is added; the files in tests/golden are committed, so the tests need no Python. Where PyTorch
has no such setting, Keras's definition is written out beside the case.
"""
import json
import pathlib

import numpy as np
import torch
import torch.nn.functional as F
from sklearn.utils.class_weight import compute_class_weight

GOLDEN = pathlib.Path(__file__).resolve().parent.parent / "golden"
torch.set_default_dtype(torch.float64)
torch.manual_seed(2)

# ---- Optimisers: twenty steps with a falling rate. As many numbers as fill vector registers of any width and leave a
# rest, of sizes from 0.02 to 40, with gradients from 0.001 to 10; every sixth has none at first.
LENGTH, STEPS, TOLD_EVERY = 37, 20, 5
DRAWN = np.random.default_rng(5)
START = [float(f"{v:.4g}") for v in DRAWN.normal(size=LENGTH) * 10 ** DRAWN.uniform(-1.5, 1.5, LENGTH)]
SIZES = 10 ** DRAWN.uniform(-3, 1, LENGTH)
GRADIENTS = [[0.0 if i % 6 == 0 and step < 7 else float(f"{v:.3g}") for i, v in enumerate(SIZES * DRAWN.normal(size=LENGTH))]
             for step in range(STEPS)]
RATES = [0.1] * 8 + [0.05] * 7 + [0.02] * 5


def optimizer_cases():
    optim = torch.optim
    for settings in (
        {},
        {"momentum": 0.9},
        {"momentum": 0.9, "nesterov": True},
        {"weight_decay": 0.2},
        {"momentum": 0.8, "weight_decay": 0.05},
        {"momentum": 0.8, "nesterov": True, "weight_decay": 0.05},
    ):
        yield "sgd", settings, optim.SGD, settings
    for settings in ({}, {"initial": 0.1, "epsilon": 0.01}, {"weight_decay": 0.2}):
        theirs = {"eps": 1e-7} | settings
        yield "adagrad", settings, optim.Adagrad, renamed(theirs, initial="initial_accumulator_value")
    for settings in (
        {},
        {"rho": 0.7, "epsilon": 0.01},
        {"rho": 0.7, "momentum": 0.8},
        {"rho": 0.8, "weight_decay": 0.2},
        {"rho": 0.999},
    ):
        theirs = {"rho": 0.9, "eps": 1e-7} | settings
        yield "rmsprop", settings, optim.RMSprop, renamed(theirs, rho="alpha")
    for name, maker in (("adam", optim.Adam), ("adamw", optim.AdamW)):
        decay = 0.01 if name == "adamw" else 0.0
        for settings in ({}, {"beta1": 0.5, "beta2": 0.9}, {"epsilon": 0.01}, {"weight_decay": 0.2}):
            theirs = {"beta1": 0.9, "beta2": 0.999, "eps": 1e-7, "weight_decay": decay} | settings
            theirs["betas"] = (theirs.pop("beta1"), theirs.pop("beta2"))
            yield name, settings, maker, renamed(theirs)


    for settings in ({}, {"beta1": 0.5, "beta2": 0.8}, {"weight_decay": 0.2}):
        theirs = {"beta1": 0.9, "beta2": 0.99, "weight_decay": 0.0} | settings
        theirs["betas"] = (theirs.pop("beta1"), theirs.pop("beta2"))
        yield "lion", settings, Lion, theirs


class Lion(torch.optim.Optimizer):
    """PyTorch has none; this is algorithm 2 of Chen et al. 2023 (arXiv:2302.06675)."""

    def __init__(self, params, lr, betas, weight_decay):
        super().__init__(params, {"lr": lr, "betas": betas, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            beta1, beta2 = group["betas"]
            for p in group["params"]:
                mean = self.state[p].setdefault("mean", torch.zeros_like(p))
                direction = torch.sign(torch.lerp(p.grad, mean, beta1))
                p -= group["lr"] * (direction + group["weight_decay"] * p)
                mean.lerp_(p.grad, 1 - beta2)


def renamed(settings, **names):
    names = {"epsilon": "eps"} | names
    return {names.get(key, key): value for key, value in settings.items()}


def steps_of(maker, settings):
    parameter = torch.tensor(START, requires_grad=True)
    optimizer = maker([parameter], lr=RATES[0], **settings)
    steps = []
    for gradient, rate in zip(GRADIENTS, RATES):
        optimizer.param_groups[0]["lr"] = rate
        parameter.grad = torch.tensor(gradient)
        optimizer.step()
        steps.append(told(parameter))
    return steps[TOLD_EVERY - 1 :: TOLD_EVERY]


def write_optimizers():
    cases = [
        {"optimizer": name, "settings": settings, "steps": steps_of(maker, theirs)}
        for name, settings, maker, theirs in optimizer_cases()
    ]
    shared = {"start": START, "gradients": GRADIENTS, "rates": RATES, "told_every": TOLD_EVERY}
    write("optimizers.json", shared | {"cases": cases})


# ---- Losses: the value and its gradient by the prediction.
ROWS, WIDTH = 6, 4
PREDICTION = (torch.randn(ROWS, WIDTH) * 3).round(decimals=2)
LABELS = torch.tensor([0, 3, 1, 1, 2, 0])
MORE = torch.Generator().manual_seed(3)  # What is added draws from it, so that older cases stay as they are.
COUNTS = [30, 10, 5, 15]  # Of the classes in the training part.
ALL = [1.0] * ROWS
FILLED = [1.0, 1.0, 1.0, 1.0, 0.0, 0.0]  # The last two rows only fill the batch up.
UNEVEN = [1.0, 0.0, 2.0, 0.5, 1.0, 3.0]


def mean(rows, weights):
    """Keras's reduction `mean_with_sample_weight`."""
    weights = torch.as_tensor(weights)
    return (rows * weights).sum() / weights.sum()


def loss_cases():
    """(loss, settings, target, row weights, the loss of a prediction)"""
    balanced = compute_class_weight("balanced", classes=np.arange(WIDTH), y=np.repeat(np.arange(WIDTH), COUNTS))
    balanced = torch.from_numpy(balanced)
    entropy = F.cross_entropy
    yield "cross_entropy", {}, LABELS, ALL, lambda x: entropy(x, LABELS)
    yield "cross_entropy", {}, LABELS, FILLED, lambda x: entropy(x[:4], LABELS[:4])
    yield "cross_entropy", {"smoothing": 0.2}, LABELS, ALL, lambda x: entropy(x, LABELS, label_smoothing=0.2)
    weighted = {"class_weights": "balanced"}
    yield "cross_entropy", weighted, LABELS, ALL, lambda x: entropy(x, LABELS, balanced)
    yield "cross_entropy", weighted, LABELS, FILLED, lambda x: entropy(x[:4], LABELS[:4], balanced)
    # Both: Keras's class_weight weighs each sample by its label's class, smoothed or not. PyTorch weighs the share that
    # smoothing gives to every class by that class instead, so a rare class gains from samples that are not its own.
    yield "cross_entropy", weighted | {"smoothing": 0.2}, LABELS, ALL, lambda x: mean(
        entropy(x, LABELS, reduction="none", label_smoothing=0.2), balanced[LABELS])

    yes = torch.tensor([[1.0, 0, 0, 1], [0, 1, 1, 0], [0, 0, 0, 0], [1, 1, 0, 1], [0, 0, 1, 1], [1, 0, 1, 0]])
    binary = F.binary_cross_entropy_with_logits
    yield "binary_cross_entropy", {}, yes, ALL, lambda x: binary(x, yes)
    yield "binary_cross_entropy", {}, yes, FILLED, lambda x: binary(x[:4], yes[:4])
    three = torch.tensor(3.0)
    yield "binary_cross_entropy", {"positive_weight": 3.0}, yes, ALL, lambda x: binary(x, yes, pos_weight=three)
    # Keras's BinaryCrossentropy(label_smoothing): y·(1 − s) + s/2.
    smooth = yes * 0.8 + 0.1
    yield "binary_cross_entropy", {"smoothing": 0.2}, yes, ALL, lambda x: binary(x, smooth)
    both = {"positive_weight": 3.0, "smoothing": 0.2}
    yield "binary_cross_entropy", both, yes, ALL, lambda x: binary(x, smooth, pos_weight=three)

    numbers = (torch.randn(ROWS, WIDTH) * 2).round(decimals=2)
    numbers[0, 0] = PREDICTION[0, 0]  # Where the absolute error has no slope.
    for name, settings, loss in (
        ("mse", {}, F.mse_loss),
        ("mae", {}, F.l1_loss),
        ("huber", {}, F.huber_loss),
        ("huber", {"delta": 0.4}, lambda *a, **k: F.huber_loss(*a, delta=0.4, **k)),
        ("huber", {"delta": 2.5}, lambda *a, **k: F.huber_loss(*a, delta=2.5, **k)),
    ):
        yield name, settings, numbers, ALL, lambda x, loss=loss: loss(x, numbers)
        yield name, settings, numbers, UNEVEN, lambda x, loss=loss: mean(
            loss(x, numbers, reduction="none").mean(1), UNEVEN)


    first = slice(0, 4)  # The rows of FILLED that count.
    yield "focal", {}, LABELS, ALL, lambda x: mean(focal(x, LABELS, 2), ALL)
    yield "focal", {}, LABELS, FILLED, lambda x: mean(focal(x[first], LABELS[first], 2), ALL[first])
    yield "focal", {"gamma": 0.5}, LABELS, UNEVEN, lambda x: mean(focal(x, LABELS, 0.5), UNEVEN)
    yield "focal", {"gamma": 0.0}, LABELS, ALL, lambda x: entropy(x, LABELS)
    yield "focal", weighted, LABELS, ALL, lambda x: mean(focal(x, LABELS, 2), balanced[LABELS])
    yield "binary_focal", {}, yes, ALL, lambda x: sigmoid_focal(x, yes, 2, 0.25).mean()
    other = {"gamma": 1.5, "alpha": 0.6}
    yield "binary_focal", other, yes, UNEVEN, lambda x: mean(sigmoid_focal(x, yes, 1.5, 0.6).mean(1), UNEVEN)

    shares = torch.softmax(torch.randn(ROWS, WIDTH, generator=MORE), 1).round(decimals=3)
    shares[1] = torch.tensor([0.0, 1, 0, 0])
    kl = F.kl_div
    yield "kl_divergence", {}, shares, ALL, lambda x: kl(x.log_softmax(1), shares, reduction="batchmean")
    yield "kl_divergence", {"temperature": 3.0}, shares, UNEVEN, lambda x: 9 * mean(
        kl((x / 3).log_softmax(1), shares, reduction="none").sum(1), UNEVEN)

    none = torch.zeros(0)
    yield "info_nce", {}, none, ALL, lambda x: clip_loss(x, 0.07)
    yield "info_nce", {"temperature": 0.5}, none, FILLED, lambda x: clip_loss(x[first], 0.5)
    together = torch.tensor([1.0, 0, 0, 1, 0, 1])
    yield "contrastive", {}, together, ALL, lambda x: contrastive(x, together, 1).mean()
    wide = {"margin": 6.0}
    yield "contrastive", wide, together, UNEVEN, lambda x: mean(contrastive(x, together, 6), UNEVEN)
    yield "triplet", {}, LABELS, ALL, lambda x: batch_hard(F.normalize(x), LABELS, ALL, 0.2)
    yield "triplet", {"margin": 0.9}, LABELS, FILLED, lambda x: batch_hard(F.normalize(x), LABELS, FILLED, 0.9)
    far = {"margin": 4.0, "unit_length": False}
    yield "triplet", far, LABELS, UNEVEN, lambda x: batch_hard(x, LABELS, UNEVEN, 4)
    for swap in (False, True):
        triplet = torch.nn.TripletMarginLoss(margin=2.5, swap=swap, reduction="none")
        yield "triplet_margin", {"margin": 2.5, "swap": swap}, none, UNEVEN, lambda x, triplet=triplet: mean(
            triplet(*x.chunk(3, 1)), UNEVEN)


    # Two classes and the blank at 5 steps: one label or two, equal ones, and one row that 5 steps cannot spell.
    spelled = torch.tensor([[1, -1, -1, -1], [1, 2, -1, -1], [2, 2, -1, -1], [-1, -1, -1, -1], [1, 2, 1, -1], [1, 1, 1, 1]])
    keep = {"zero_infinity": True}
    yield "ctc", keep, spelled, ALL, lambda x: F.ctc_loss(*spelling(x, spelled), zero_infinity=True)
    yield "ctc", {"zero_infinity": False}, spelled, FILLED, lambda x: F.ctc_loss(*spelling(x[first], spelled[first]))
    yield "ctc", keep, spelled, UNEVEN, lambda x: mean(F.ctc_loss(
        *spelling(x, spelled), reduction="none", zero_infinity=True) / (spelled >= 0).sum(1).clamp(min=1), UNEVEN)

    yield "boxes", {}, OBJECTS, ALL, lambda x: mean(boxes(x, OBJECTS), ALL)
    yield "boxes", {}, OBJECTS, FILLED, lambda x: mean(boxes(x, OBJECTS), FILLED)
    chosen = {"gamma": 0.5, "box_weight": 2.0, "class_weight": 0.7}
    yield "boxes", chosen, OBJECTS, UNEVEN, lambda x: mean(boxes(x, OBJECTS, **chosen), UNEVEN)


def spelling(x, labels):
    """What F.ctc_loss takes: {T, N, C} log shares, labels, and how many there are of both."""
    return (x.log_softmax(1).permute(2, 0, 1), labels.clamp(min=0), torch.full((len(x),), x.shape[2]),
            (labels >= 0).sum(1))


def focal(x, labels, gamma):
    log_p = x.log_softmax(1).gather(1, labels[:, None])[:, 0]
    return -((1 - log_p.exp()) ** gamma) * log_p


def sigmoid_focal(x, target, gamma, alpha):
    """torchvision.ops.sigmoid_focal_loss."""
    p = torch.sigmoid(x)
    p_t = p * target + (1 - p) * (1 - target)
    loss = F.binary_cross_entropy_with_logits(x, target, reduction="none") * (1 - p_t) ** gamma
    return (alpha * target + (1 - alpha) * (1 - target)) * loss


def clip_loss(x, temperature):
    """As in Radford et al. 2021, figure 3."""
    a, b = (F.normalize(view) for view in x.chunk(2, 1))
    logits, own = a @ b.T / temperature, torch.arange(len(x))
    return (F.cross_entropy(logits, own) + F.cross_entropy(logits.T, own)) / 2


def contrastive(x, together, margin):
    a, b = x.chunk(2, 1)
    d = torch.linalg.vector_norm(a - b, dim=1)
    return (together * d**2 + (1 - together) * (margin - d).clamp(min=0) ** 2) / 2


def batch_hard(x, labels, weights, margin):
    """Hermans et al. 2017, written out sample by sample."""
    there = [i for i, weight in enumerate(weights) if weight > 0]
    losses, counted = [], []
    for i in there:
        near = [torch.dist(x[i], x[j]) for j in there if j != i and labels[j] == labels[i]]
        far = [torch.dist(x[i], x[j]) for j in there if labels[j] != labels[i]]
        if near and far:
            losses.append((margin + max(near) - min(far)).clamp(min=0))
            counted.append(weights[i])
    return mean(torch.stack(losses), counted)


def boxes(x, objects, gamma=2.0, box_weight=5.0, class_weight=1.0):
    """Row by row and cell by cell: focal loss of whether an object is there (Lin et al. 2017), distance IoU (Zheng et al.
    2020) and cross-entropy of those that are, divided by how many they are."""
    height, width = x.shape[2:]
    rows = []
    for said, true in zip(x, objects):
        held = {}
        for name, cx, cy, w, h in true.tolist():
            if name >= 0:
                held.setdefault((min(int(cy * height), height - 1), min(int(cx * width), width - 1)), (int(name), cx, cy, w, h))
        total = 0
        for line in range(height):
            for column in range(width):
                cell = said[:, line, column]
                p = torch.sigmoid(cell[0])
                if (line, column) not in held:
                    total = total - p**gamma * torch.log(1 - p)
                    continue
                name, cx, cy, w, h = held[line, column]
                total = total - (1 - p) ** gamma * torch.log(p)
                x0, y0 = (column + torch.sigmoid(cell[1])) / width, (line + torch.sigmoid(cell[2])) / height
                w0, h0 = torch.sigmoid(cell[3]), torch.sigmoid(cell[4])
                a, b = (x0 - w0 / 2, y0 - h0 / 2, x0 + w0 / 2, y0 + h0 / 2), (cx - w / 2, cy - h / 2, cx + w / 2, cy + h / 2)
                across = (a[2].clamp(max=b[2]) - a[0].clamp(min=b[0])).clamp(min=0)
                down = (a[3].clamp(max=b[3]) - a[1].clamp(min=b[1])).clamp(min=0)
                iou = across * down / (w0 * h0 + w * h - across * down)
                around = (a[2].clamp(min=b[2]) - a[0].clamp(max=b[0])) ** 2 + (a[3].clamp(min=b[3]) - a[1].clamp(max=b[1])) ** 2
                total = total + box_weight * (1 - iou + ((x0 - cx) ** 2 + (y0 - cy) ** 2) / around)
                total = total + class_weight * F.cross_entropy(cell[5:][None], torch.tensor([name]))
        rows.append(total / max(1, len(held)))
    return torch.stack(rows)


def objects(rows):
    """Three in each row at most: one without any, one with two in the same cell, one at the picture's edge."""
    none = [-1.0, 0, 0, 0, 0]
    kinds = [[[1.0, 0.2, 0.3, 0.1, 0.2], [0, 0.7, 0.6, 0.3, 0.25], none], [none] * 3,
             [[2.0, 0.4, 0.5, 0.2, 0.1], [0, 0.42, 0.52, 0.3, 0.3], [1, 0.9, 0.05, 0.2, 0.1]],
             [[2.0, 1.0, 1.0, 0.1, 0.1], none, none]]
    return torch.tensor([kinds[i % 4] for i in range(rows)])


SPELT = (torch.randn(ROWS, 3, 5, generator=MORE) * 2).round(decimals=2)
TRIPLETS = (torch.randn(ROWS, 6, generator=MORE) * 2).round(decimals=2)
GRID = (torch.randn(ROWS, 8, 3, 2, generator=torch.Generator().manual_seed(8)) * 2).round(decimals=2)
OBJECTS = objects(ROWS)


def write_losses():
    cases = []
    for name, settings, target, weights, loss in loss_cases():
        given = {"triplet_margin": TRIPLETS, "ctc": SPELT, "boxes": GRID}.get(name, PREDICTION)
        prediction = given.clone().requires_grad_()
        value = loss(prediction)
        value.backward()
        case = {"loss": name, "settings": settings, "target": told(target), "weights": weights}
        if given is not PREDICTION:
            case |= {"shape": list(given.shape), "prediction": told(given)}
        if name in ("ctc", "boxes"):
            case["labels"] = list(target.shape[1:])
        cases.append(case | {"value": told(value)[0], "gradient": told(prediction.grad)})
    shared = {"rows": ROWS, "width": WIDTH, "class_counts": COUNTS, "prediction": told(PREDICTION)}
    write("losses.json", shared | {"cases": cases})


# ---- Losses in training: 20 steps of plain SGD with a network of two layers, each loss as it comes and with its
# settings; the last rows only fill the batch.
BATCH, COUNTED, INPUTS, HIDDEN, RATE = 19, 16, 5, 6, 0.1
TRAINED = torch.Generator().manual_seed(6)


def trained(*shape):
    return torch.randn(*shape, generator=TRAINED).round(decimals=2)


def training_cases():
    """(loss, settings, shape of a sample's prediction, target, the loss of a prediction of the rows that count)"""
    labels, yes = torch.arange(BATCH) % 3, (trained(BATCH, 2) > 0).double()
    numbers, shares = trained(BATCH, 2), torch.softmax(trained(BATCH, 3), 1).round(decimals=3)
    pairs, none, n = (torch.arange(BATCH) % 2).double(), torch.zeros(0), COUNTED
    seen = COUNTS[:3]
    balanced = torch.from_numpy(
        compute_class_weight("balanced", classes=np.arange(3), y=np.repeat(np.arange(3), seen)))
    each, said, weighted = labels[:n], yes[:n], {"class_weights": "balanced"}
    entropy, binary, kl = F.cross_entropy, F.binary_cross_entropy_with_logits, F.kl_div
    yield "cross_entropy", {}, [3], labels, lambda x: entropy(x, each)
    yield "cross_entropy", {"smoothing": 0.1}, [3], labels, lambda x: entropy(x, each, label_smoothing=0.1)
    yield "cross_entropy", weighted, [3], labels, lambda x: entropy(x, each, balanced)
    yield "binary_cross_entropy", {}, [2], yes, lambda x: binary(x, said)
    yield "binary_cross_entropy", {"positive_weight": 3.0, "smoothing": 0.2}, [2], yes, lambda x: binary(
        x, said * 0.8 + 0.1, pos_weight=torch.tensor(3.0))
    yield "mse", {}, [2], numbers, lambda x: F.mse_loss(x, numbers[:n])
    yield "mae", {}, [2], numbers, lambda x: F.l1_loss(x, numbers[:n])
    yield "huber", {}, [2], numbers, lambda x: F.huber_loss(x, numbers[:n])
    yield "huber", {"delta": 0.4}, [2], numbers, lambda x: F.huber_loss(x, numbers[:n], delta=0.4)
    yield "focal", {}, [3], labels, lambda x: focal(x, each, 2).mean()
    yield "focal", {"gamma": 0.5} | weighted, [3], labels, lambda x: mean(focal(x, each, 0.5), balanced[each])
    yield "binary_focal", {}, [2], yes, lambda x: sigmoid_focal(x, said, 2, 0.25).mean()
    yield "binary_focal", {"gamma": 1.5, "alpha": 0.6}, [2], yes, lambda x: sigmoid_focal(x, said, 1.5, 0.6).mean()
    for t in (1.0, 3.0):
        yield "kl_divergence", {"temperature": t}, [3], shares, lambda x, t=t: t * t * kl(
            (x / t).log_softmax(1), shares[:n], reduction="batchmean")
    for t in (0.07, 0.5):
        yield "info_nce", {"temperature": t}, [6], none, lambda x, t=t: clip_loss(x, t)
    for margin in (1.0, 3.0):
        yield "contrastive", {"margin": margin}, [6], pairs, lambda x, m=margin: contrastive(x, pairs[:n], m).mean()
    yield "triplet", {"margin": 0.5}, [3], labels, lambda x: batch_hard(F.normalize(x), each, [1.0] * n, 0.5)
    far = {"margin": 1.5, "unit_length": False}
    yield "triplet", far, [3], labels, lambda x: batch_hard(x, each, [1.0] * n, 1.5)
    yield "triplet_margin", {}, [9], none, lambda x: F.triplet_margin_loss(*x.chunk(3, 1))
    yield "triplet_margin", {"margin": 2.5, "swap": True}, [9], none, lambda x: F.triplet_margin_loss(
        *x.chunk(3, 1), margin=2.5, swap=True)
    spelled = torch.tensor([[1, -1], [1, 2], [2, 2], [-1, -1], [3, 1], [2, -1], [1, 1], [3, 2]]).repeat(3, 1)[:BATCH]
    yield "ctc", {"zero_infinity": False}, [4, 6], spelled, lambda x: F.ctc_loss(*spelling(x, spelled[:n]))
    # Six steps cannot spell four equal labels.
    some = torch.tensor([[1, 2, -1, -1], [2, 2, 2, 2], [3, 1, 2, -1], [-1, -1, -1, -1]]).repeat(5, 1)[:BATCH]
    found = objects(BATCH)
    chosen = {"gamma": 0.5, "box_weight": 2.0, "class_weight": 0.7}
    yield "ctc", {}, [4, 6], some, lambda x: F.ctc_loss(*spelling(x, some[:n]), zero_infinity=True)
    yield "boxes", {}, [8, 2, 2], found, lambda x: boxes(x, found[:n]).mean()
    yield "boxes", chosen, [8, 2, 2], found, lambda x: boxes(x, found[:n], **chosen).mean()


def write_training():
    x, starts, cases = trained(BATCH, INPUTS), {}, []
    for name, settings, shape, target, loss in training_cases():
        out = int(np.prod(shape))
        if out not in starts:
            starts[out] = {"w1": trained(INPUTS, HIDDEN), "b1": trained(HIDDEN),
                           "w2": trained(HIDDEN, out), "b2": trained(out)}
        w = {key: value.clone().requires_grad_() for key, value in starts[out].items()}
        optimizer, losses = torch.optim.SGD(w.values(), lr=RATE), []
        for _ in range(STEPS):
            y = torch.tanh(x @ w["w1"] + w["b1"]) @ w["w2"] + w["b2"]
            value = loss(y.unflatten(1, shape)[:COUNTED])
            optimizer.zero_grad()
            value.backward()
            optimizer.step()
            losses.append(told(value)[0])
        labels = {"labels": list(target.shape[1:])} if name in ("ctc", "boxes") else {}
        cases.append({"loss": name, "settings": settings, "shape": shape, "target": told(target)} | labels | {
                      "losses": losses, "end": {key: told(value) for key, value in w.items()}})
    shared = {"x": told(x), "rows": BATCH, "inputs": INPUTS, "hidden": HIDDEN, "rate": RATE, "class_counts": COUNTS[:3],
              "weights": [1.0] * COUNTED + [0.0] * (BATCH - COUNTED),
              "starts": {out: {key: told(value) for key, value in start.items()} for out, start in starts.items()}}
    write("loss_training.json", shared | {"cases": cases})


# ---- Means of the weights (EMA), for weights that are given at each step.
def write_averages():
    steps, cases = [told(random(3)) for _ in range(6)], []
    for decay in (0.9, 0.5):
        model = torch.nn.Module()
        model.weight = torch.nn.Parameter(torch.zeros(3))
        swa = torch.optim.swa_utils
        averaged = swa.AveragedModel(model, multi_avg_fn=swa.get_ema_multi_avg_fn(decay))
        averages = []
        for step in steps:
            model.weight.data = torch.tensor(step)
            averaged.update_parameters(model)
            averages.append(told(averaged.module.weight))
        cases.append({"decay": decay, "averages": averages})
    write("averages.json", {"weights": steps, "cases": cases})


# ---- What the optimiser is given of a gradient: penalties, clipping by value, and adaptive clipping as in the paper's own code.
def adapted(weight, gradient, share):
    def length(x):
        if x.ndim < 2:
            return x.norm()
        return x.norm(dim=0, keepdim=True) if x.ndim == 2 else x.flatten(1).norm(dim=1).reshape(-1, *[1] * (x.ndim - 1))

    allowed, long = share * length(weight).clamp(min=1e-3), length(gradient)
    return torch.where(long > allowed, gradient * (allowed / long.clamp(min=1e-6)), gradient)


def write_given():
    cases = []
    for shape in ((5,), (4, 3), (3, 2, 3, 2)):
        for l1, l2, value, share in ((0, 0, 0, 0), (0.1, 0, 0, 0), (0, 0.3, 0, 0), (0, 0, 0.5, 0), (0, 0, 0, 0.2), (0.2, 0.1, 0.8, 0.4)):
            weight, gradient = random(*shape).requires_grad_(), random(*shape)
            (gradient * weight).sum().add(l1 * weight.abs().sum() + l2 / 2 * (weight**2).sum() if len(shape) > 1 else 0).backward()
            if value > 0:
                torch.nn.utils.clip_grad_value_([weight], value)
            given = adapted(weight.detach(), weight.grad, share) if share > 0 else weight.grad
            cases.append({"shape": shape, "l1": l1, "l2": l2, "clip_value": value, "clip_adaptive": share,
                          "weight": told(weight.detach()), "gradient": told(gradient), "given": told(given)})
    write("given_gradients.json", {"cases": cases})


# ---- Schedules: the multiple of the learning rate at each step; for the plateau one, which goes by epochs, at each epoch.
STEPS_PER_EPOCH, EPOCHS = 7, 12
VALIDATION = [1.0, 0.8, 0.85, 0.9, 0.79, 0.7, 0.75, 0.71, 0.72, 0.73, 0.74, 0.69]


def schedule_cases():
    schedulers = torch.optim.lr_scheduler
    total = STEPS_PER_EPOCH * EPOCHS
    yield "step", {"rate_factor": 0.5, "rate_epochs": 3}, lambda o: schedulers.StepLR(o, 3 * STEPS_PER_EPOCH, 0.5)
    gamma = 0.2 ** (1 / (4 * STEPS_PER_EPOCH))
    yield "exponential", {"rate_factor": 0.2, "rate_epochs": 4}, lambda o: schedulers.ExponentialLR(o, gamma)
    yield "cosine", {"rate_factor": 0.05}, lambda o: schedulers.CosineAnnealingLR(o, total, eta_min=0.05)
    yield "polynomial", {"rate_factor": 0.0, "rate_power": 1.5}, lambda o: schedulers.PolynomialLR(o, total, 1.5)
    for growth in (1, 2):
        settings = {"rate_factor": 0.1, "rate_epochs": 2, "restart_growth": float(growth)}
        yield "restarts", settings, lambda o, growth=growth: schedulers.CosineAnnealingWarmRestarts(o, 2 * STEPS_PER_EPOCH, growth, 0.1)
    yield "one_cycle", {}, lambda o: schedulers.OneCycleLR(o, 1.0, total_steps=total, cycle_momentum=False)


def write_schedules():
    cases = []
    for name, settings, maker in schedule_cases():
        optimizer = torch.optim.SGD([torch.zeros(1)], lr=1.0)
        scheduler = maker(optimizer)
        multiples = []
        for _ in range(STEPS_PER_EPOCH * EPOCHS):
            multiples.append(float(f"{optimizer.param_groups[0]['lr']:.12g}"))
            optimizer.step()
            scheduler.step()
        cases.append({"settings": {"schedule": name} | settings, "multiples": multiples})
    for patience in (1, 2, 3):
        optimizer = torch.optim.SGD([torch.zeros(1)], lr=1.0)
        scheduler = torch.optim.lr_scheduler.ReduceLROnPlateau(optimizer, factor=0.1, patience=patience - 1, threshold=0)
        multiples = []
        for loss in VALIDATION:
            multiples.append(float(f"{optimizer.param_groups[0]['lr']:.12g}"))
            optimizer.step()
            scheduler.step(loss)
        cases.append({"settings": {"schedule": "plateau", "rate_factor": 0.1, "rate_epochs": patience}, "multiples": multiples})
    shared = {"steps_per_epoch": STEPS_PER_EPOCH, "epochs": EPOCHS, "validation": VALIDATION}
    write("schedules.json", shared | {"cases": cases})


# ---- Layers: what comes out, and what flows back from a given gradient, to the input and to the weights. Shapes are
# channels-first here, as in our programs; weights have the names of ours.
def random(*shape):
    return torch.randn(*shape).round(decimals=2)


def layer_cases():
    """(layer, settings, input, weights by our name, the function)"""
    for axes, conv in ((1, F.conv_transpose1d), (2, F.conv_transpose2d), (3, F.conv_transpose3d)):
        kernel, stride, extra = [3, 2, 2][:axes], [2, 3, 1][:axes], [1, 2, 0][:axes]
        weights = {"weight": random(2, 3, *kernel), "bias": random(3)}
        settings = {"filters": 3, "kernel": kernel, "stride": stride, "padding": "valid", "output_padding": extra}
        x = random(2, 2, *[4, 3, 2][:axes])
        yield f"conv_transpose{axes}d", settings, x, weights, lambda x, weight, bias, conv=conv, s=stride, e=extra: conv(
            x, weight, bias, stride=s, output_padding=e)
    x, weights = random(1, 4, 4, 3), {"weight": random(4, 2, 3, 3), "bias": random(4)}
    settings = {"filters": 4, "groups": 2, "dilation": 2, "stride": [2, 2], "padding": "explicit", "pads": [1, 2, 1, 2],
                "output_padding": [1, 0]}
    yield "conv_transpose2d", settings, x, weights, lambda x, weight, bias: F.conv_transpose2d(
        x, weight, bias, stride=2, padding=(1, 2), output_padding=(1, 0), groups=2, dilation=2)
    x, weights = random(1, 3, 5, 4), {"depthwise": random(6, 1, 3, 2), "pointwise": random(2, 6, 1, 1), "bias": random(2)}
    settings = {"filters": 2, "multiplier": 2, "kernel": [3, 2]}
    yield "separable_conv2d", settings, x, weights, lambda x, depthwise, pointwise, bias: F.conv2d(
        F.conv2d(x, depthwise, groups=3), pointwise, bias)
    x, weights = random(2, 3, 7), {"weight": random(4, 3, 3), "bias": random(4)}
    yield "conv1d", {"filters": 4, "dilation": 2, "stride": [2]}, x, weights, lambda x, weight, bias: F.conv1d(
        x, weight, bias, stride=2, dilation=2)

    def scaled(channels):
        return {"scale": random(channels), "shift": random(channels)}

    x = random(2, 5, 3, 2) * 2 + 1
    last = {"normalized_shape": (5,), "eps": 0.01}
    yield "layer_norm", {"epsilon": 0.01}, x, scaled(5), lambda x, scale, shift: F.layer_norm(
        x.movedim(1, -1), weight=scale, bias=shift, **last).movedim(-1, 1)
    everything = {"scale": random(5, 3, 2), "shift": random(5, 3, 2)}
    yield "layer_norm", {"over": "everything"}, x, everything, lambda x, scale, shift: F.layer_norm(
        x, (5, 3, 2), scale, shift)
    yield "rms_norm", {"epsilon": 0.01}, x, {"scale": random(5)}, lambda x, scale: F.rms_norm(
        x.movedim(1, -1), (5,), scale, 0.01).movedim(-1, 1)
    yield "instance_norm", {}, x, scaled(5), lambda x, scale, shift: F.instance_norm(x, weight=scale, bias=shift)
    x = random(2, 6, 4) * 2 + 1
    yield "group_norm", {"groups": 3}, x, scaled(6), lambda x, scale, shift: F.group_norm(x, 3, scale, shift)
    x = random(2, 7, 3, 2)
    for size, alpha, beta, bias in ((5, 0.5, 0.75, 1.0), (3, 2.0, 0.6, 2.0), (1, 0.1, 1.5, 0.5)):
        settings = {"size": size, "alpha": alpha, "beta": beta, "bias": bias}
        yield "local_response_norm", settings, x, {}, lambda x, a=(size, alpha, beta, bias): F.local_response_norm(x, *a)

    for shape, factor, linear in (((1, 2, 5), 3, "linear"), ((1, 2, 3, 4), 2, "bilinear"), ((1, 1, 2, 3, 2), 2, "trilinear")):
        x = random(*shape)
        yield "upsample", {"factor": [factor]}, x, {}, lambda x, f=factor: F.interpolate(x, scale_factor=f)
        yield "upsample", {"factor": [factor], "mode": "linear"}, x, {}, lambda x, f=factor, m=linear: F.interpolate(
            x, scale_factor=f, mode=m, align_corners=False)
    x = random(1, 2, 5, 4)
    for size in ([7, 3], [2, 9], [5, 4], [1, 1]):
        yield "resize", {"size": size}, x, {}, lambda x, s=size: F.interpolate(x, s)
        yield "resize", {"size": size, "mode": "linear"}, x, {}, lambda x, s=size: F.interpolate(
            x, s, mode="bilinear", align_corners=False)
    for mode, theirs in (("zero", "constant"), ("reflect", "reflect"), ("replicate", "replicate")):
        yield "pad", {"mode": mode, "amount": [1, 0, 3, 2]}, x, {}, lambda x, m=theirs: F.pad(x, (0, 2, 1, 3), m)

    for shape, size, average, largest in (
        ((1, 2, 10), [3], F.adaptive_avg_pool1d, F.adaptive_max_pool1d),
        ((1, 2, 7, 5), [3, 4], F.adaptive_avg_pool2d, F.adaptive_max_pool2d),
        ((1, 2, 6, 4), [3, 2], F.adaptive_avg_pool2d, F.adaptive_max_pool2d),
        ((1, 1, 3, 5, 4), [2, 3, 4], F.adaptive_avg_pool3d, F.adaptive_max_pool3d),
    ):
        x = torch.randn(*shape)
        yield "adaptive_avg_pool", {"size": size}, x, {}, lambda x, s=size, pool=average: pool(x, s)
        yield "adaptive_max_pool", {"size": size}, x, {}, lambda x, s=size, pool=largest: pool(x, s)
    x = random(1, 2, 6, 5)
    for power in (1, 2, 3):  # PyTorch lets signs cancel for odd powers; ours are norms.
        yield "lp_pool", {"p": power, "size": [2, 3], "stride": [2, 1]}, x, {}, lambda x, p=power: F.lp_pool2d(
            x.abs(), p, (2, 3), (2, 1))
    yield "pixel_shuffle", {"factor": 2}, random(1, 8, 2, 3), {}, lambda x: F.pixel_shuffle(x, 2)


def write_layers():
    cases = []
    for name, settings, x, weights, function in layer_cases():
        x = x.clone().requires_grad_()
        weights = {key: value.clone().requires_grad_() for key, value in weights.items()}
        y = function(x, **weights)
        seed = random(*y.shape)
        y.backward(seed)
        learned = {key: {"value": told(v), "gradient": told(v.grad)} for key, v in weights.items()}
        cases.append({"layer": name, "settings": settings, "shape": list(x.shape), "x": told(x), "weights": learned,
                      "y": told(y), "seed": told(seed), "dx": told(x.grad)})
    write("layers.json", {"cases": cases})


def write_spectral_norm():
    """Twenty steps of plain gradient descent with one power iteration each, then the result in use."""
    from torch.nn.utils.parametrizations import spectral_norm
    nn, cases = torch.nn, []
    for name, settings, module, shape in (
        ("dense", {"units": 5}, nn.Linear(7, 5), (4, 7)),
        ("conv2d", {"filters": 6, "groups": 2}, nn.Conv2d(4, 6, 3, groups=2), (2, 4, 6, 5)),
        ("conv_transpose1d", {"filters": 3, "stride": [2], "padding": "valid"}, nn.ConvTranspose1d(5, 3, 3, 2), (2, 5, 4)),
    ):
        nn.init.normal_(module.weight)
        nn.init.normal_(module.bias)
        spectral_norm(module)
        parts = module.parametrizations.weight
        weight = (lambda w: w.T) if name == "dense" else (lambda w: w)
        state = lambda: {"weight": told(weight(parts.original)), "bias": told(module.bias),
                         "weight_u": told(parts[0]._u), "weight_v": told(parts[0]._v)}
        with torch.no_grad():  # Far from the largest singular value, unlike after PyTorch's fifteen first iterations.
            parts[0]._u.copy_(F.normalize(torch.randn_like(parts[0]._u), dim=0))
            parts[0]._v.copy_(F.normalize(torch.randn_like(parts[0]._v), dim=0))
        start, x, losses = state(), random(*shape), []
        target = random(*module.eval()(x).shape)
        optimizer = torch.optim.SGD(module.parameters(), 0.2)
        module.train()
        for _ in range(20):
            optimizer.zero_grad()
            loss = F.mse_loss(module(x), target)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        cases.append({"layer": name, "settings": settings | {"spectral_norm": True}, "shape": list(shape), "x": told(x),
                      "target": told(target), "rate": 0.2, "start": start, "losses": losses, "end": state(),
                      "y": told(module.eval()(x))})
    write("spectral_norm.json", {"cases": cases})


# ---- The digits-cnn template: the losses of 50 steps of Adam. Weights and batches are counted, not stored: 700 000
# numbers that f32 holds exactly.
def counted(stream, n):
    """`n` numbers from [0, 2²⁴) (Numerical Recipes' linear congruential generator, its upper bits)."""
    values = []
    for _ in range(n):
        stream = (1664525 * stream + 1013904223) % 2**32
        values.append(stream >> 8)
    return torch.tensor(values)


def counted_weight(stream, size, *shape):
    return (counted(stream, int(np.prod(shape))).double() / 2**23 - 1).reshape(shape) * size


def counted_batch(step, batch):
    """Noise with a bright bar, the higher the label the lower."""
    drawn = counted(1000 + step, batch * 785)
    labels = drawn[:batch] % 10
    pictures = (drawn[batch:] % 128).reshape(batch, 1, 28, 28)
    for picture, label in zip(pictures, labels):
        picture[:, 2 * label + 4 : 2 * label + 8] += 127
    return pictures.double(), labels


def write_digits_cnn():
    batch, steps, rate, nn = 8, 50, 0.001, torch.nn
    conv, hidden, last = nn.Conv2d(1, 32, 3), nn.Linear(5408, 128), nn.Linear(128, 10)
    sizes = {"conv2d_2.weight": 1 / 2, "conv2d_2.bias": 1 / 8, "dense_5.weight": 1 / 32, "dense_5.bias": 1 / 8,
             "dense_6.weight": 1 / 4, "dense_6.bias": 1 / 8}
    with torch.no_grad():
        for stream, (name, size) in enumerate(sizes.items()):
            layer = {"conv2d_2": conv, "dense_5": hidden, "dense_6": last}[name.split(".")[0]]
            parameter = layer.bias if name.endswith("bias") else layer.weight
            turned = name.startswith("dense") and name.endswith("weight")
            value = counted_weight(stream, size, *(reversed(parameter.shape) if turned else parameter.shape))
            parameter.copy_(value.T if turned else value)
    network = nn.Sequential(conv, nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), hidden, nn.ReLU(), last)
    optimizer, losses = torch.optim.Adam(network.parameters(), lr=rate, eps=1e-7), []
    for step in range(steps):
        pictures, labels = counted_batch(step, batch)
        loss = F.cross_entropy(network(pictures / 255), labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    write("digits_cnn_curve.json", {"batch": batch, "rate": rate, "sizes": sizes, "losses": told(torch.tensor(losses))})


def told(tensor):
    """Ten digits are more than f32 has."""
    return [float(f"{value:.10g}") if isinstance(value, float) else value for value in tensor.flatten().tolist()]


def write(name, content):
    """One case a line, where there are cases."""
    cases = content.pop("cases", [])
    head = json.dumps({"made_by": f"tests/python/make_vectors.py, PyTorch {torch.__version__.split('+')[0]}"} | content)
    lines = ",\n".join(json.dumps(case) for case in cases)
    text = f'{head[:-1]},\n"cases": [\n{lines}\n]}}\n' if cases else head + "\n"
    (GOLDEN / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write_optimizers()
    write_losses()
    write_schedules()
    write_given()
    write_layers()
    write_training()
    write_averages()
    write_spectral_norm()
    write_digits_cnn()
