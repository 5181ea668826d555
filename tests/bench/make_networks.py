"""Writes the networks that `loom bench` measures: make_networks.py FOLDER. growth.py makes others of every size.

Their Adam moves 10⁻⁴ a step, the deep ones' 10⁻⁵: with ten times that, differences in the last bits grow to 10⁻³ within
the 50 steps whose losses are compared, whoever computes.
"""
import json
import pathlib
import sys

class Project:
    """Layers one behind another, or behind those that are named; each call gives the new layer's number."""

    def __init__(self, shape, loss="cross_entropy", rate=1e-4, adam={}, **scaling):
        self.nodes, self.links, self.loss, self.adam, self.last = [], [], loss, {"learning_rate": rate, **adam}, None
        self.add("input", shape=shape, **scaling)

    def add(self, layer, *behind, **settings):
        number = len(self.nodes) + 1
        at = [(number - 1) % 6 * 216, (number - 1) // 6 * 124]
        self.nodes.append({"at": at, "id": number, "name": f"{layer} {number}", "settings": settings, "type": layer})
        for port, source in enumerate(behind or ([self.last] if self.last and layer != "noise" else [])):
            self.links.append({"from": source, "port": port, "to": number})
        self.last = number
        return number

    def text(self):
        last = self.nodes[-1]["settings"]
        self.add("output", **{key: last[key] for key in ("each_place",) if key in last})
        recipe = {
            "loss": {"type": self.loss, "settings": {}},
            "optimizer": {"type": "adam", "settings": self.adam},
            "settings": {},
        }

        def lines(rows):
            return "[\n" + ",\n".join("   " + json.dumps(row, sort_keys=True) for row in rows) + "\n  ]"

        return (
            '{\n "format": "layerloom project",\n "version": 1,\n "document": {\n'
            f'  "nodes": {lines(self.nodes)},\n  "links": {lines(self.links)},\n  "recipe": {json.dumps(recipe)}\n }}\n}}\n'
        )


def mlp(inputs=784, width=128, depth=1):
    p = Project([inputs], scaling="none")
    for _ in range(depth):
        p.add("dense", units=width, activation="relu")
    p.add("dense", units=10)
    return p


def cnn(shape, filters, units, depth_between_pools=1):
    """Convolutions with a pooling behind each but the last of several, then two Dense."""
    p = Project(shape)
    for place, n in enumerate(filters):
        for _ in range(depth_between_pools):
            p.add("conv2d", filters=n, kernel=[3, 3], activation="relu", padding="valid" if depth_between_pools == 1 else "same")
        if len(filters) == 1 or place + 1 < len(filters):
            p.add("max_pool", size=[2, 2], stride=[2, 2])
    p.add("flatten")
    p.add("dense", units=units, activation="relu")
    p.add("dense", units=10)
    return p


def resnet18():
    """He et al. 2016 as for CIFAR: a 3×3 stem without pooling; pads of one at each end, as PyTorch has them."""

    def conv(filters, kernel, stride, *behind):
        edge = kernel // 2
        p.add("conv2d", *behind, filters=filters, kernel=[kernel, kernel], stride=[stride, stride], padding="explicit",
              pads=[edge] * 4, bias=False, initializer="he_normal")
        return p.add("batch_norm")

    def relu(*behind):
        return p.add("activation", *behind, curve="relu")

    p = Project([32, 32, 3], rate=1e-5)
    conv(64, 3, 1)
    at, width = relu(), 64
    for filters in (64, 128, 256, 512):
        for block in range(2):
            stride = 2 if filters > 64 and block == 0 else 1
            conv(filters, 3, stride, at)
            relu()
            end = conv(filters, 3, 1)
            if filters != width:
                at = conv(filters, 1, stride, at)
            p.add("add", end, at, inputs=2)
            at, width = relu(), filters
    p.add("global_avg_pool")
    p.add("dense", units=10)
    return p


def lstm(steps=50, width=128):
    p = Project([steps, width], scaling="none")
    p.add("lstm", units=width)
    p.add("dense", units=10)
    return p


def recommender(users=6040, things=3706, width=32):
    """Who and what, each with a table of its own, and how it will be liked; as many of both as in MovieLens 1M."""
    p = Project([2], loss="mse", scaling="none")
    tables = []
    for place, n in enumerate((users, things)):
        p.add("slice", 1, begin=place, size=1)
        p.add("embedding", vocabulary=n, width=width)
        tables.append(p.add("flatten"))
    p.add("concat", *tables, inputs=2)
    p.add("dense", units=128, activation="relu")
    p.add("dense", units=64, activation="relu")
    p.add("dense", units=1)
    return p


def gpt(steps=64, width=128, depth=4, vocabulary=65):
    """Radford et al. 2019 without dropout: as many letters as tiny Shakespeare has, and a label at each of them."""
    p = Project([steps], scaling="none")
    p.add("embedding", vocabulary=vocabulary, width=width)
    p.add("positions", kind="learned")
    for _ in range(depth):
        p.add("encoder_block", heads=4, hidden=4 * width, activation="gelu", causal=True, dropout=0.0)
    p.add("layer_norm")
    p.add("dense", units=vocabulary, each_place=True)
    return p


def digits_gan():
    """Radford et al. 2016, small: 100 numbers become a picture; another network tells it from a real one."""
    p = Project([28, 28, 1], loss="adversarial", rate=3e-5, adam={"beta1": 0.5})
    p.add("noise", size=100)
    p.add("dense", units=7 * 7 * 128, activation="relu")
    p.add("reshape", shape=[7, 7, 128])
    p.add("conv_transpose2d", filters=64, kernel=[4, 4], stride=[2, 2], padding="same", activation="relu")
    p.add("conv_transpose2d", filters=1, kernel=[4, 4], stride=[2, 2], padding="same", activation="sigmoid")
    p.add("real_and_made", 1, p.last)
    for filters in (64, 128):
        p.add("conv2d", filters=filters, kernel=[4, 4], stride=[2, 2], padding="same", activation="leaky_relu")
    p.add("flatten")
    p.add("dense", units=1)
    return p


NETWORKS = {
    "mlp": mlp,
    "digits-cnn": lambda: cnn([28, 28, 1], [32], 128),
    "cifar-cnn": lambda: cnn([32, 32, 3], [32, 64, 64], 64),
    "resnet18": resnet18,
    "lstm": lstm,
    "gpt": gpt,
    "digits-gan": digits_gan,
    "recommender": recommender,
}

if __name__ == "__main__":
    for name, make in NETWORKS.items():
        (pathlib.Path(sys.argv[1]) / f"{name}.loom").write_text(make().text(), encoding="utf-8")
