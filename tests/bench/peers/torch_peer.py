"""A peer of `loom bench` (tests/bench/README.md) that computes with PyTorch.

    torch_peer.py [--compile MODE] [--channels-last] FOLDER

The network becomes straight-line Python with torch.fx, as one would write it by hand. MODE is one of torch.compile's
("default", "max-autotune"); its cache lies in the folder, so every measurement compiles anew.
"""
import argparse
import json
import os
import pathlib
import sys
import time


def read_arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--compile", metavar="MODE")
    parser.add_argument("--channels-last", action="store_true")
    parser.add_argument("folder", type=pathlib.Path)
    return parser.parse_args()


given = read_arguments()
os.environ["TORCHINDUCTOR_CACHE_DIR"] = str(given.folder.absolute() / "inductor")

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import fx, nn

import peer

CURVES = {
    "none": lambda s: None,
    "relu": lambda s: nn.ReLU(),
    "leaky_relu": lambda s: nn.LeakyReLU(s.get("slope", 0.01)),
    "tanh": lambda s: nn.Tanh(),
    "sigmoid": lambda s: nn.Sigmoid(),
    "gelu": lambda s: nn.GELU(),
    "silu": lambda s: nn.SiLU(),
    "elu": lambda s: nn.ELU(s.get("alpha", 1)),
    "softplus": lambda s: nn.Softplus(),
    "hard_sigmoid": lambda s: nn.Hardsigmoid(),
    "hard_swish": lambda s: nn.Hardswish(),
    "relu6": lambda s: nn.ReLU6(),
    "softmax": lambda s: nn.Softmax(-1),
}


class Value:
    """A place in the graph, with the shape that flows there."""

    def __init__(self, node, example):
        self.node, self.example = node, example
        self.shape = example.shape


class Network:
    """Builds the graph, node by node of the document."""

    def __init__(self, folder):
        self.job = json.loads((folder / "bench.json").read_text(encoding="utf-8"))
        self.weights = load_file(folder / "weights.safetensors")
        self.graph, self.modules, self.front = fx.Graph(), {}, None

    def module(self, module, *inputs):
        module.eval()
        name = f"m{len(self.modules)}"
        self.modules[name] = module
        node = self.graph.call_module(name, tuple(v.node for v in inputs))
        with torch.no_grad():
            return Value(node, module(*(v.example for v in inputs)))

    def call(self, function, *arguments, **keywords):
        def plain(a, pick):
            return getattr(a, pick) if isinstance(a, Value) else [plain(v, pick) for v in a] if isinstance(a, list) else a

        node = self.graph.call_function(function, tuple(plain(a, "node") for a in arguments), keywords)
        return Value(node, function(*(plain(a, "example") for a in arguments), **keywords))

    def activated(self, x, settings, key="activation"):
        curve = CURVES[settings[key]](settings)
        return x if curve is None else self.module(curve, x)

    def loaded(self, module, scope, **parts):
        """The module with weights of the document's node; None where it has no such weight."""
        with torch.no_grad():
            for ours, theirs in parts.items():
                if theirs is not None:
                    theirs.copy_(self.weights[f"{scope}.{ours}"].reshape(theirs.shape))
        return module

    def built(self):
        end = peer.built(self.job, LAYERS, self)  # Which may begin another graph on its way.
        self.graph.output(end.node)
        return fx.GraphModule(self.modules, self.graph).train()


class Standardise(nn.Module):
    def __init__(self, mean, deviation):
        super().__init__()
        self.register_buffer("mean", mean)
        self.register_buffer("deviation", deviation)

    def forward(self, x):
        return (x - self.mean) / self.deviation


def input_layer(net, scope, s):
    sample = net.job["facts"]["sample"]
    x = Value(net.graph.placeholder("x"), torch.zeros(2, *sample))
    scaling = peer.scaling_of(net.job, s)
    if scaling == "pixels":
        return net.call(torch.mul, x, 1 / 255)
    if scaling == "standardise":
        return net.module(Standardise(net.weights[f"{scope}.mean"], net.weights[f"{scope}.deviation"]), x)
    return x


def dense(net, scope, s, x):
    weight = net.weights[f"{scope}.weight"]
    linear = nn.Linear(*weight.shape, bias=s["bias"])
    net.weights[f"{scope}.weight"] = weight.t()
    net.loaded(linear, scope, weight=linear.weight, bias=linear.bias)
    if len(x.shape) == 2:
        return net.activated(net.module(linear, x), s)
    return turned(net, net.activated(net.module(linear, turned(net, x)), s))


def turned(net, x):
    """A sequence {batch, features, steps} as PyTorch's layers have it, and back; costs nothing between two of them."""
    return net.call(torch.transpose, x, 1, 2)


def padded(net, x, s, size, dilation, fill):
    """The input with its zeros where both ends do not get the same; else how many each end gets."""
    stride, begin, end = peer.window(s, size, dilation, x.shape[2:])
    if begin == end:
        return x, stride, begin
    return net.call(F.pad, x, [begin[1], end[1], begin[0], end[0]], value=fill), stride, [0, 0]


def conv2d(net, scope, s, x):
    x, stride, pads = padded(net, x, s, s["kernel"], s["dilation"], 0.0)
    conv = nn.Conv2d(x.shape[1], s["filters"], s["kernel"], stride, pads, s["dilation"], s["groups"], s["bias"])
    return net.activated(net.module(net.loaded(conv, scope, weight=conv.weight, bias=conv.bias), x), s)


def max_pool(net, scope, s, x):
    x, stride, pads = padded(net, x, s, s["size"], 1, float("-inf"))
    return net.module(nn.MaxPool2d(s["size"], stride, pads), x)


def avg_pool(net, scope, s, x):
    if s["padding"] != "valid":
        sys.exit("torch_peer.py knows avg_pool without padding only.")
    return net.module(nn.AvgPool2d(s["size"], [t or k for t, k in zip(s["stride"], s["size"])]), x)


def batch_norm(net, scope, s, x):
    kind = nn.BatchNorm1d if len(x.shape) < 4 else nn.BatchNorm2d
    norm = kind(x.shape[1], eps=s["epsilon"], momentum=1 - s["momentum"])
    return net.module(net.loaded(norm, scope, scale=norm.weight, shift=norm.bias), x)


def reshape(net, scope, s, x):
    wanted = s["shape"]
    return net.call(torch.reshape, x, [-1, *wanted[-1:], *wanted[:-1]] if -1 not in wanted else sys.exit("−1 in reshape"))


def lstm(net, scope, s, x):
    """Ours has one bias; the second one of PyTorch's stays 0 and is not learned."""
    if s["layers"] != 1 or s["bidirectional"] or s["skip_padding"] or s["recurrent_dropout"]:
        sys.exit("torch_peer.py knows a plain LSTM of one layer only.")
    cells = nn.LSTM(x.shape[1], s["units"], batch_first=True)
    for ours in ("input", "recurrent"):
        net.weights[f"{scope}.{ours}"] = net.weights[f"{scope}.{ours}"].t()
    cells = net.loaded(cells, scope, input=cells.weight_ih_l0, recurrent=cells.weight_hh_l0, bias=cells.bias_ih_l0)
    nn.init.zeros_(cells.bias_hh_l0).requires_grad_(False)
    return net.module(Steps(cells, s["returns"] == "all"), x)


class Steps(nn.Module):
    """A recurrent layer over {batch, features, steps}: all results in that order, or the last step's."""

    def __init__(self, cells, all_steps):
        super().__init__()
        self.cells, self.all_steps = cells, all_steps

    def forward(self, x):
        y, _ = self.cells(x.transpose(1, 2))
        return y.transpose(1, 2) if self.all_steps else y[:, -1]


class Lookup(nn.Module):
    def __init__(self, table):
        super().__init__()
        self.table = table

    def forward(self, x):
        return self.table(x.long()).transpose(1, 2)


def embedding(net, scope, s, x):
    table = nn.Embedding(s["vocabulary"], s["width"], s["padding"] if s["padding"] >= 0 else None)
    return net.module(Lookup(net.loaded(table, scope, weight=table.weight)), x)


def noise(net, scope, s):
    return Value(net.graph.placeholder("noise"), torch.zeros(2, s["size"]))


def real_and_made(net, scope, s, real, made):
    """What leads here, the generator and the data's scaling, is a module of its own; the discriminator begins."""
    net.graph.output((real.node, made.node))
    net.front = fx.GraphModule(net.modules, net.graph).train()
    net.graph, net.modules = fx.Graph(), {}
    return Value(net.graph.placeholder("judged"), real.example)


def conv_transpose2d(net, scope, s, x):
    if s["padding"] != "same" or any((k - t) % 2 for k, t in zip(s["kernel"], s["stride"])):
        sys.exit("torch_peer.py knows conv_transpose2d with even padding only.")
    pads = [(k - t) // 2 for k, t in zip(s["kernel"], s["stride"])]
    conv = nn.ConvTranspose2d(x.shape[1], s["filters"], s["kernel"], s["stride"], pads, bias=s["bias"])
    return net.activated(net.module(net.loaded(conv, scope, weight=conv.weight, bias=conv.bias), x), s)


def sliced(net, scope, s, x):
    # −1, the channels, is our first axis; the others are counted from the height on.
    axis = 1 if s["axis"] in (-1, len(x.shape) - 2) else s["axis"] + 2
    return net.call(torch.narrow, x, axis, s["begin"], s["size"])


def positions(net, scope, s, x):
    if s["kind"] != "learned":
        sys.exit("torch_peer.py knows learned positions only.")
    return turned(net, net.module(Positions(net.weights[f"{scope}.weight"]), turned(net, x)))


class Positions(nn.Module):
    def __init__(self, weight):
        super().__init__()
        self.weight = nn.Parameter(weight.clone())

    def forward(self, x):
        return x + self.weight


def layer_norm(net, scope, s, x):
    norm = nn.LayerNorm(x.shape[1], s["epsilon"])
    return turned(net, net.module(net.loaded(norm, scope, scale=norm.weight, shift=norm.bias), turned(net, x)))


class EncoderBlock(nn.Module):
    """The block of nanoGPT: queries, keys and values are one product, attention is PyTorch's fused one."""

    def __init__(self, width, heads, hidden, curve, causal):
        super().__init__()
        self.heads, self.causal, self.curve = heads, causal, curve
        self.norm_1, self.norm_2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.all_three, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.expand, self.contract = nn.Linear(width, hidden), nn.Linear(hidden, width)

    def forward(self, x):
        batch, steps, width = x.shape
        q, k, v = (
            part.view(batch, steps, self.heads, width // self.heads).transpose(1, 2)
            for part in self.all_three(self.norm_1(x)).split(width, dim=2)
        )
        y = F.scaled_dot_product_attention(q, k, v, is_causal=self.causal)
        x = x + self.out(y.transpose(1, 2).reshape(batch, steps, width))
        return x + self.contract(self.curve(self.expand(self.norm_2(x))))


def encoder_block(net, scope, s, x):
    if s["order"] != "before" or s["padding"] != "none" or s["rotary"] or s["dropout"]:
        sys.exit("torch_peer.py knows plain blocks with their norms in front only.")
    width = x.shape[1]
    block = EncoderBlock(width, s["heads"], s["hidden"], CURVES[s["activation"]](s), s["causal"])
    w = {name: net.weights[f"{scope}.{name}"] for name in (
        "self_query", "self_key", "self_value", "self_query_bias", "self_value_bias", "self_output", "expand", "contract")}
    net.weights[f"{scope}.all_three"] = torch.cat([w["self_query"], w["self_key"], w["self_value"]], 1).t()
    net.weights[f"{scope}.all_three_bias"] = torch.cat([w["self_query_bias"], torch.zeros(width), w["self_value_bias"]])
    for name in ("self_output", "expand", "contract"):
        net.weights[f"{scope}.{name}"] = w[name].t()
    net.loaded(
        block, scope, norm_1=block.norm_1.weight, norm_1_shift=block.norm_1.bias, norm_2=block.norm_2.weight,
        norm_2_shift=block.norm_2.bias, all_three=block.all_three.weight, all_three_bias=block.all_three.bias,
        self_output=block.out.weight, self_output_bias=block.out.bias, expand=block.expand.weight,
        expand_bias=block.expand.bias, contract=block.contract.weight, contract_bias=block.contract.bias,
    )
    return turned(net, net.module(block, turned(net, x)))


LAYERS = {
    "input": input_layer,
    "dense": dense,
    "conv2d": conv2d,
    "max_pool": max_pool,
    "avg_pool": avg_pool,
    "batch_norm": batch_norm,
    "activation": lambda net, scope, s, x: net.activated(x, s, "curve"),
    "dropout": lambda net, scope, s, x: net.module(nn.Dropout(s["rate"]), x),
    "flatten": lambda net, scope, s, x: net.call(torch.flatten, x, 1),
    "global_avg_pool": lambda net, scope, s, x: net.call(torch.mean, x, list(range(2, len(x.shape)))),
    "conv_transpose2d": conv_transpose2d,
    "noise": noise,
    "real_and_made": real_and_made,
    "lstm": lstm,
    "positions": positions,
    "layer_norm": layer_norm,
    "encoder_block": encoder_block,
    "embedding": embedding,
    "slice": sliced,
    "add": lambda net, scope, s, *inputs: added(net, inputs),
    "concat": lambda net, scope, s, *inputs: net.call(torch.cat, list(inputs), 1),
    "reshape": reshape,
    "output": lambda net, scope, s, x: x,
}


def added(net, inputs):
    total = inputs[0]
    for more in inputs[1:]:
        total = net.call(torch.add, total, more)
    return total


LOSSES = {
    "cross_entropy": lambda y, t, s: F.cross_entropy(y, t, label_smoothing=s["smoothing"]),
    "binary_cross_entropy": lambda y, t, s: F.binary_cross_entropy_with_logits(y, t),
    "mse": lambda y, t, s: F.mse_loss(y, t),
    "mae": lambda y, t, s: F.l1_loss(y, t),
    "huber": lambda y, t, s: F.huber_loss(y, t, delta=s["delta"]),
}


def adam(kind, parameters, s):
    return kind(parameters, s["learning_rate"], (s["beta1"], s["beta2"]), s["epsilon"], s["weight_decay"], fused=True)


OPTIMIZERS = {
    "adam": lambda p, s: adam(torch.optim.Adam, p, s),
    "adamw": lambda p, s: adam(torch.optim.AdamW, p, s),
    "sgd": lambda p, s: torch.optim.SGD(
        p, s["learning_rate"], s["momentum"], weight_decay=s["weight_decay"], nesterov=s["nesterov"], fused=True
    ),
}


def game(front, judge, maker_optimizer, judge_optimizer, samples, noise):
    """A step of a generator and a discriminator: the judge learns from both halves at once, then the maker."""
    done = 0

    def judge_loss(real, made):
        logits = judge(torch.cat([real, made]))
        return F.softplus(-logits[: len(real)]).mean() + F.softplus(logits[len(real) :]).mean()

    def maker_loss(made):
        return F.softplus(-judge(made)).mean()

    if given.compile:
        front, judge_loss, maker_loss = (torch.compile(f, mode=given.compile) for f in (front, judge_loss, maker_loss))

    def step(i):
        nonlocal done
        real, made = front(samples[i], noise[done % len(noise)])
        done += 1
        judge_optimizer.zero_grad(set_to_none=True)
        loss = judge_loss(real, made.detach())
        loss.backward()
        judge_optimizer.step()
        maker_optimizer.zero_grad(set_to_none=True)
        judge.requires_grad_(False)
        maker_loss(made).backward()
        judge.requires_grad_(True)
        maker_optimizer.step()
        return loss.item()

    return step


def main():
    start_bytes = peer.peak_bytes()
    torch.set_flush_denormal(True)
    network = Network(given.folder)
    job = network.job
    recipe = job["document"]["recipe"]
    torch.set_num_threads(job["threads"])
    begun = time.perf_counter()
    net = network.built()
    batches = load_file(given.folder / "batches.safetensors")
    samples = batches["samples"]
    targets = batches.get("target", torch.zeros(len(samples)))
    if targets.dtype == torch.int32:
        targets = targets.long()
    if samples.dim() == 4:  # Sequences: in memory step by step, as PyTorch's layers walk over them.
        samples = samples.transpose(2, 3).contiguous().transpose(2, 3)
    samples, targets = list(samples.unbind()), list(targets.unbind())
    if given.channels_last:
        net = net.to(memory_format=torch.channels_last)
        if samples[0].dim() == 4:
            samples = [s.contiguous(memory_format=torch.channels_last) for s in samples]
    make_optimizer = OPTIMIZERS[recipe["optimizer"]["type"]]
    optimizer = make_optimizer(net.parameters(), recipe["optimizer"]["settings"])
    way = ["compiled" if given.compile == "default" else given.compile or "eager"]
    name = " ".join(["PyTorch", torch.__version__, *way, *(["channels-last"] if given.channels_last else [])])
    if network.front:
        front = network.front.to(memory_format=torch.channels_last) if given.channels_last else network.front
        other = make_optimizer(front.parameters(), recipe["optimizer"]["settings"])
        step = game(front, net, other, optimizer, samples, batches["noise.1"].unbind())
        return peer.serve(name, job, start_bytes, begun, step)
    settings, criterion = recipe["loss"]["settings"], LOSSES[recipe["loss"]["type"]]

    def loss_of(x, y):
        return criterion(net(x), y, settings)

    if given.compile:
        loss_of = torch.compile(loss_of, mode=given.compile)

    def step(i):
        optimizer.zero_grad(set_to_none=True)
        loss = loss_of(samples[i], targets[i])
        loss.backward()
        optimizer.step()
        return loss.item()

    peer.serve(name, job, start_bytes, begun, step)


main()
