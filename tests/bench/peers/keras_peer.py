"""A peer of `loom bench` (tests/bench/README.md) that computes with Keras on JAX.

    keras_peer.py FOLDER

One step, with its update, is one jitted function whose weights are donated. Pictures and sequences are channels-last, as
Keras and XLA's convolutions for processors like them best.
"""
import json
import os
import pathlib
import sys
import time

folder = pathlib.Path(sys.argv[1])
job = json.loads((folder / "bench.json").read_text(encoding="utf-8"))
# XLA makes as many threads as the process may use.
os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: job["threads"]])
os.environ["KERAS_BACKEND"], os.environ["JAX_PLATFORMS"] = "jax", "cpu"

import jax
import jax.numpy as jnp
import keras
import numpy as np
from keras import layers as kl
from safetensors.numpy import load_file

import peer

CURVES = {
    "relu": lambda s: kl.ReLU(),
    "leaky_relu": lambda s: kl.LeakyReLU(s.get("slope", 0.01)),
    "elu": lambda s: kl.ELU(s.get("alpha", 1)),
    "gelu": lambda s: kl.Activation(lambda x: keras.ops.gelu(x, approximate=False)),
    "hard_swish": lambda s: kl.Activation("hard_silu"),
}


class Network:
    def __init__(self):
        self.weights = load_file(folder / "weights.safetensors")
        self.flattened = {}  # Vectors that had axes: the shape, channels first as in the job.

    def activated(self, x, settings, key="activation"):
        curve = settings[key]
        return x if curve == "none" else CURVES.get(curve, lambda s: kl.Activation(curve))(settings)(x)

    def layer(self, layer, x, weights):
        y = layer(x)
        layer.set_weights([w for w in weights if w is not None])
        return y


def input_layer(net, scope, s):
    sample = job["facts"]["sample"]
    x = kl.Input(shape=[*sample[1:], sample[0]])
    net.input = x
    scaling = peer.scaling_of(job, s)
    if scaling == "pixels":
        return kl.Rescaling(1 / 255)(x)
    if scaling == "standardise":
        mean, deviation = (net.weights[f"{scope}.{part}"].reshape(-1) for part in ("mean", "deviation"))
        return (x - mean) / deviation
    return x


def dense(net, scope, s, x):
    kernel = net.weights[f"{scope}.weight"]
    if shape := net.flattened.get(id(x)):
        kernel = np.moveaxis(kernel.reshape(*shape, -1), 0, -2).reshape(kernel.shape)
    y = net.layer(kl.Dense(kernel.shape[1], use_bias=s["bias"]), x, [kernel, net.weights.get(f"{scope}.bias")])
    return net.activated(y, s)


def flatten(net, scope, s, x):
    y = kl.Flatten()(x)
    if len(x.shape) > 2:
        net.flattened[id(y)] = (x.shape[-1], *x.shape[1:-1])
    return y


def conv2d(net, scope, s, x):
    stride, begin, end = peer.window(s, s["kernel"], s["dilation"], x.shape[1:3])
    if any(begin + end):
        x = kl.ZeroPadding2D(list(zip(begin, end)))(x)
    conv = kl.Conv2D(s["filters"], s["kernel"], stride, dilation_rate=s["dilation"], groups=s["groups"], use_bias=s["bias"])
    kernel = net.weights[f"{scope}.weight"].transpose(2, 3, 1, 0)
    return net.activated(net.layer(conv, x, [kernel, net.weights.get(f"{scope}.bias")]), s)


def pool(kind):
    def rule(net, scope, s, x):
        if s["padding"] == "explicit":
            sys.exit("keras_peer.py knows no pooling with explicit padding.")
        return kind(s["size"], peer.window(s, s["size"], 1, x.shape[1:3])[0], padding=s["padding"])(x)

    return rule


def batch_norm(net, scope, s, x):
    parts = ("scale", "shift", "running_mean", "running_variance")
    norm = kl.BatchNormalization(momentum=s["momentum"], epsilon=s["epsilon"])
    return net.layer(norm, x, [net.weights[f"{scope}.{part}"] for part in parts])


def lstm(net, scope, s, x):
    if s["layers"] != 1 or s["bidirectional"] or s["skip_padding"] or s["recurrent_dropout"]:
        sys.exit("keras_peer.py knows a plain LSTM of one layer only.")
    cells = kl.LSTM(s["units"], return_sequences=s["returns"] == "all")
    return net.layer(cells, x, [net.weights[f"{scope}.{part}"] for part in ("input", "recurrent", "bias")])


def embedding(net, scope, s, x):
    table = kl.Embedding(s["vocabulary"], s["width"])
    return net.layer(table, keras.ops.cast(x, "int32"), [net.weights[f"{scope}.weight"]])


def sliced(net, scope, s, x):
    axis = s["axis"] % (len(x.shape) - 1) + 1
    return x[(slice(None),) * axis + (slice(s["begin"], s["begin"] + s["size"]),)]


LAYERS = {
    "input": input_layer,
    "dense": dense,
    "flatten": flatten,
    "conv2d": conv2d,
    "max_pool": pool(kl.MaxPooling2D),
    "avg_pool": pool(kl.AveragePooling2D),
    "batch_norm": batch_norm,
    "activation": lambda net, scope, s, x: net.activated(x, s, "curve"),
    "dropout": lambda net, scope, s, x: kl.Dropout(s["rate"])(x),
    "global_avg_pool": lambda net, scope, s, x: kl.GlobalAveragePooling2D()(x),
    "lstm": lstm,
    "embedding": embedding,
    "slice": sliced,
    "add": lambda net, scope, s, *inputs: kl.Add()(list(inputs)),
    "concat": lambda net, scope, s, *inputs: kl.Concatenate()(list(inputs)),
    "output": lambda net, scope, s, x: x,
}

LOSSES = {
    "cross_entropy": lambda s: keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    "binary_cross_entropy": lambda s: keras.losses.BinaryCrossentropy(from_logits=True),
    "mse": lambda s: keras.losses.MeanSquaredError(),
    "mae": lambda s: keras.losses.MeanAbsoluteError(),
    "huber": lambda s: keras.losses.Huber(s["delta"]),
}


def adam_update(weight, gradient, first, second, step, s, decoupled):
    """Kingma and Ba 2015, epsilon beside the corrected root as the job wants it; Keras' own Adam has it beside the other."""
    if not decoupled:
        gradient = gradient + s["weight_decay"] * weight
    first = s["beta1"] * first + (1 - s["beta1"]) * gradient
    second = s["beta2"] * second + (1 - s["beta2"]) * gradient * gradient
    root = jnp.sqrt(second / (1 - s["beta2"] ** step)) + s["epsilon"]
    move = first / (1 - s["beta1"] ** step) / root
    if decoupled:
        move = move + s["weight_decay"] * weight
    return weight - s["learning_rate"] * move, first, second


def main():
    start_bytes = peer.peak_bytes()
    begun = time.perf_counter()
    net, recipe = Network(), job["document"]["recipe"]
    end = peer.built(job, LAYERS, net)
    model = keras.Model(net.input, end)
    rule, settings = recipe["optimizer"]["type"], recipe["optimizer"]["settings"]
    if rule not in ("adam", "adamw"):
        sys.exit(f"keras_peer.py knows no optimiser “{rule}”.")
    criterion = LOSSES[recipe["loss"]["type"]](recipe["loss"]["settings"])
    batches = load_file(folder / "batches.safetensors")
    samples = np.ascontiguousarray(np.moveaxis(batches["samples"], 2, -1))
    samples, targets = list(map(jax.device_put, samples)), list(map(jax.device_put, batches["target"]))

    def loss_of(trained, others, x, y):
        prediction, others = model.stateless_call(trained, others, x, training=True)
        return criterion(y, prediction), others

    def whole_step(trained, others, first, second, done, x, y):
        (loss, others), gradient = jax.value_and_grad(loss_of, has_aux=True)(trained, others, x, y)
        moved = [adam_update(*v, done + 1, settings, rule == "adamw") for v in zip(trained, gradient, first, second)]
        return loss, *map(list, zip(*moved)), others, done + 1

    whole_step = jax.jit(whole_step, donate_argnums=range(5))
    trained = [v.value for v in model.trainable_variables]
    first, second = ([jnp.zeros_like(v) for v in trained] for _ in range(2))
    others, done = [v.value for v in model.non_trainable_variables], jnp.zeros(())

    def step(i):
        nonlocal trained, others, first, second, done
        loss, trained, first, second, others, done = whole_step(trained, others, first, second, done, samples[i], targets[i])
        return float(loss)

    peer.serve(f"Keras {keras.__version__} on JAX {jax.__version__}", job, start_bytes, begun, step)


main()
