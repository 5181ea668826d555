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
        self.front = None  # Of a game: what makes pictures, beside the real ones as the discriminator sees them.

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


def conv_transpose2d(net, scope, s, x):
    if s["padding"] != "same":
        sys.exit("keras_peer.py knows conv_transpose2d with padding “same” only.")
    conv = kl.Conv2DTranspose(s["filters"], s["kernel"], s["stride"], "same", use_bias=s["bias"])
    kernel = net.weights[f"{scope}.weight"].transpose(2, 3, 1, 0)
    return net.activated(net.layer(conv, x, [kernel, net.weights.get(f"{scope}.bias")]), s)


def reshape(net, scope, s, x):
    if len(x.shape) != 2 or -1 in s["shape"]:
        sys.exit("keras_peer.py knows reshape of a vector into axes of known sizes only.")
    *sides, channels = s["shape"]
    first = kl.Reshape([channels, *sides])(x)
    return kl.Permute([*range(2, len(sides) + 2), 1])(first)


def noise(net, scope, s):
    net.noise = kl.Input(shape=[s["size"]])
    return net.noise


def real_and_made(net, scope, s, real, made):
    net.front = keras.Model([net.input, net.noise], [real, made])
    net.input = kl.Input(shape=real.shape[1:])
    return net.input


class Positions(kl.Layer):
    def build(self, shape):
        self.places = self.add_weight(shape=shape[1:])

    def call(self, x):
        return x + self.places


def positions(net, scope, s, x):
    if s["kind"] != "learned":
        sys.exit("keras_peer.py knows learned positions only.")
    return net.layer(Positions(), x, [net.weights[f"{scope}.weight"]])


def layer_norm(net, scope, s, x, scale="scale", shift="shift"):
    norm = kl.LayerNormalization(epsilon=s.get("epsilon", 1e-5))
    return net.layer(norm, x, [net.weights[f"{scope}.{part}"] for part in (scale, shift)])


def encoder_block(net, scope, s, x):
    """Queries, keys and values are one product; attention is Keras' fused one."""
    if s["order"] != "before" or s["padding"] != "none" or s["rotary"] or s["dropout"]:
        sys.exit("keras_peer.py knows plain blocks with their norms in front only.")
    width = x.shape[-1]
    w = lambda name: net.weights[f"{scope}.{name}"]
    three = np.concatenate([w("self_query"), w("self_key"), w("self_value")], 1)
    three_bias = np.concatenate([w("self_query_bias"), np.zeros(width, "float32"), w("self_value_bias")])
    y = net.layer(kl.Dense(3 * width), layer_norm(net, scope, {}, x, "norm_1", "norm_1_shift"), [three, three_bias])
    heads = [kl.Reshape([-1, s["heads"], width // s["heads"]])(part) for part in keras.ops.split(y, 3, axis=-1)]
    y = kl.Reshape([-1, width])(keras.ops.nn.dot_product_attention(*heads, is_causal=s["causal"]))
    x = x + net.layer(kl.Dense(width), y, [w("self_output"), w("self_output_bias")])
    y = net.layer(kl.Dense(s["hidden"]), layer_norm(net, scope, {}, x, "norm_2", "norm_2_shift"), [w("expand"), w("expand_bias")])
    return x + net.layer(kl.Dense(width), net.activated(y, s), [w("contract"), w("contract_bias")])


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
    "positions": positions,
    "layer_norm": layer_norm,
    "encoder_block": encoder_block,
    "conv_transpose2d": conv_transpose2d,
    "reshape": reshape,
    "noise": noise,
    "real_and_made": real_and_made,
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


class Player:
    """What Adam moves of a model, and how far it is."""

    def __init__(self, model):
        self.model = model
        self.trained = [v.value for v in model.trainable_variables]
        self.others = [v.value for v in model.non_trainable_variables]
        self.moments = [[jnp.zeros_like(v) for v in self.trained] for _ in range(2)]

    def state(self):
        return self.trained, self.others, self.moments


def moved(trained, moments, gradient, done, s, decoupled):
    moves = [adam_update(*v, done, s, decoupled) for v in zip(trained, gradient, *moments)]
    trained, *moments = map(list, zip(*moves))
    return trained, moments


def plain_step(net, model, criterion, samples, targets, s, decoupled):
    def loss_of(trained, others, x, y):
        prediction, others = model.stateless_call(trained, others, x, training=True)
        return criterion(y, prediction), others

    def whole_step(state, done, x, y):
        trained, others, moments = state
        (loss, others), gradient = jax.value_and_grad(loss_of, has_aux=True)(trained, others, x, y)
        trained, moments = moved(trained, moments, gradient, done + 1, s, decoupled)
        return loss, (trained, others, moments), done + 1

    return stepping(whole_step, Player(model).state(), lambda i, done: (samples[i], targets[i]))


def game_step(net, judge, samples, noise, s, decoupled):
    """A step of a generator and a discriminator: the judge learns from both halves at once, then the maker."""
    front = net.front

    def judge_loss(trained, others, real, made):
        logits, others = judge.stateless_call(trained, others, jnp.concatenate([real, made]), training=True)
        loss = jax.nn.softplus(-logits[: len(real)]).mean() + jax.nn.softplus(logits[len(real) :]).mean()
        return loss, others

    def maker_loss(trained, others, judging, x, z):
        (_, made), others = front.stateless_call(trained, others, [x, z], training=True)
        logits, _ = judge.stateless_call(*judging, made, training=True)
        return jax.nn.softplus(-logits).mean(), others

    def whole_step(state, done, x, z):
        (trained, others, moments), (maker, maker_others, maker_moments) = state
        (real, made), _ = front.stateless_call(maker, maker_others, [x, z], training=True)
        (loss, others), gradient = jax.value_and_grad(judge_loss, has_aux=True)(trained, others, real, made)
        trained, moments = moved(trained, moments, gradient, done + 1, s, decoupled)
        (_, maker_others), gradient = jax.value_and_grad(maker_loss, has_aux=True)(maker, maker_others, (trained, others), x, z)
        maker, maker_moments = moved(maker, maker_moments, gradient, done + 1, s, decoupled)
        return loss, ((trained, others, moments), (maker, maker_others, maker_moments)), done + 1

    state = Player(judge).state(), Player(front).state()
    return stepping(whole_step, state, lambda i, done: (samples[i], noise[done % len(noise)]))


def stepping(whole_step, state, batch):
    """step(i), which keeps the state. whole_step(state, done, *batch) gives loss, state and done."""
    whole_step = jax.jit(whole_step, donate_argnums=(0, 1))
    done, count = jnp.zeros(()), 0

    def step(i):
        nonlocal state, done, count
        loss, state, done = whole_step(state, done, *batch(i, count))
        count += 1
        return float(loss)

    return step


def main():
    start_bytes = peer.peak_bytes()
    begun = time.perf_counter()
    net, recipe = Network(), job["document"]["recipe"]
    end = peer.built(job, LAYERS, net)
    model = keras.Model(net.input, end)
    rule, settings = recipe["optimizer"]["type"], recipe["optimizer"]["settings"]
    if rule not in ("adam", "adamw"):
        sys.exit(f"keras_peer.py knows no optimiser “{rule}”.")
    batches = load_file(folder / "batches.safetensors")
    samples = list(map(jax.device_put, np.ascontiguousarray(np.moveaxis(batches["samples"], 2, -1))))
    if net.front:
        noise = list(map(jax.device_put, batches["noise.1"]))
        step = game_step(net, model, samples, noise, settings, rule == "adamw")
    else:
        criterion = LOSSES[recipe["loss"]["type"]](recipe["loss"]["settings"])
        targets = list(map(jax.device_put, batches["target"]))
        step = plain_step(net, model, criterion, samples, targets, settings, rule == "adamw")
    peer.serve(f"Keras {keras.__version__} on JAX {jax.__version__}", job, start_bytes, begun, step)


main()
