"""Small networks of every layer and setting that changes what an exported model says, as project files.

A chain is a list of (layer type, settings) or (layer type, settings, inputs); inputs are places in the chain, 0 for the
network's input, and without them a layer takes what the one before it gives. All other settings keep their defaults.
"""
import json

END = [("flatten", {}), ("dense", {"units": 3})]


def conv(**settings):
    return ("conv2d", {"filters": 6, "kernel": [3, 3]} | settings)


def pools():
    """Both poolings, all paddings: (3, 2) windows that do not divide the picture, moved by all, one or odd steps."""
    for pool, counts in (("max_pool", [{}]), ("avg_pool", [{"count_padding": False}, {"count_padding": True}])):
        for count in counts:
            for padding in ("valid", "same"):
                for stride in ([0, 0], [1, 1], [2, 3]):
                    yield [conv(), (pool, {"size": [3, 2], "stride": stride, "padding": padding} | count)]
            uneven = {"size": [3, 3], "stride": [2, 2], "padding": "explicit", "pads": [1, 2, 2, 0]}
            yield [conv(), (pool, uneven | count)]


def curves(names):
    for curve in names:
        bend = ("activation", {"curve": curve, "slope": 0.2, "alpha": 1.5})
        yield [("flatten", {}), ("dense", {"units": 9}), bend]
        if curve != "softmax":  # It runs over vectors only.
            yield [conv(), bend]


SEQUENCE = ("reshape", {"shape": [13, 11]})  # 13 steps of 11 channels.
VOLUME = ("reshape", {"shape": [13, 11, 1, 1]})


def windows():
    """The layers that slide, over one to three axes."""
    yield [SEQUENCE, ("conv1d", {"filters": 4, "dilation": 2, "activation": "relu"})]
    yield [VOLUME, ("conv3d", {"filters": 3, "kernel": [3, 2, 1], "padding": "same"})]
    yield [conv(), ("depthwise_conv2d", {"multiplier": 2, "padding": "same", "stride": [2, 1]})]
    yield [conv(), ("separable_conv2d", {"filters": 5, "kernel": [3, 2], "activation": "relu"})]
    for padding in ("valid", "same"):
        yield [conv(), ("conv_transpose2d", {"filters": 4, "kernel": [3, 2], "padding": padding, "stride": [2, 3]})]
    yield [conv(), ("conv_transpose2d", {"filters": 4, "groups": 2, "dilation": 2, "padding": "explicit",
                                         "pads": [1, 2, 0, 1], "output_padding": [1, 0], "bias": False})]
    yield [SEQUENCE, ("conv_transpose1d", {"filters": 4, "kernel": [4], "stride": [3], "padding": "valid",
                                           "output_padding": [2]})]
    yield [VOLUME, ("conv_transpose3d", {"filters": 2, "kernel": [2, 3, 1], "stride": [2, 1, 2]})]
    for shape, axes, end in ((SEQUENCE, 1, "1d"), (VOLUME, 3, "3d")):
        size = [3, 2, 1][:axes]
        yield [shape, (f"max_pool{end}", {"size": size, "padding": "same"})]
        yield [shape, (f"avg_pool{end}", {"size": size, "padding": "same"})]
        yield [shape, (f"lp_pool{end}", {"size": size})]
    for power in (1, 2, 3):
        yield [conv(), ("lp_pool", {"p": power, "size": [3, 2], "stride": [2, 2], "padding": "same"})]
    yield [conv(), ("global_max_pool", {})]
    for power in (1, 3):
        yield [conv(), ("global_lp_pool", {"p": power})]
    yield [VOLUME, ("global_lp_pool", {})]
    yield [conv(filters=3), ("global_avg_pool", {}), ("expand", {"shape": [4, 5, -1]})]
    yield [("reshape", {"shape": [11, 1, 13]}), ("expand", {"shape": [2, -1, 3, -1]})]
    yield [("squeeze", {}), ("conv1d", {"filters": 4})]
    yield [("reshape", {"shape": [1, 11, 13]}), ("squeeze", {}), ("conv1d", {"filters": 4})]
    for pool in ("adaptive_avg_pool", "adaptive_max_pool"):
        for size in ([1], [4, 3]):
            yield [conv(), (pool, {"size": size})]
    yield [conv(), ("patch_embedding", {"patch": [11, 3], "width": 5})]
    yield [conv(filters=8), ("pixel_shuffle", {"factor": 2})]
    yield [conv(), ("squeeze_excite", {"ratio": 2})]


def sizes():
    for mode in ("zero", "reflect", "replicate"):
        yield [conv(), ("pad", {"mode": mode, "amount": [1, 0, 3, 2]})]
    yield [conv(), ("crop", {"amount": [1, 0, 3, 2]})]
    for mode in ("nearest", "linear"):
        yield [conv(), ("upsample", {"factor": [3, 2], "mode": mode})]
        yield [conv(), ("resize", {"size": [7, 20], "mode": mode})]
        yield [SEQUENCE, ("upsample", {"factor": [2], "mode": mode})]
        yield [VOLUME, ("upsample", {"factor": [2], "mode": mode})]


def norms():
    for body in ([conv()], [SEQUENCE], [("flatten", {}), ("dense", {"units": 12})]):
        for over in ("channels", "everything"):
            yield [*body, ("layer_norm", {"over": over, "epsilon": 0.01})]
        yield [*body, ("rms_norm", {"epsilon": 0.01})]
        yield [*body, ("local_response_norm", {"size": 3, "alpha": 0.5})]
    for scale, shift in ((True, True), (True, False), (False, False)):
        yield [conv(), ("group_norm", {"groups": 3, "scale": scale, "shift": shift})]
        yield [conv(), ("instance_norm", {"scale": scale, "shift": shift})]
    yield [SEQUENCE, ("batch_norm", {})]
    yield [VOLUME, ("batch_norm", {})]


def regularisers():
    """What an export leaves out."""
    yield [conv(), ("spatial_dropout", {}), ("gaussian_noise", {}), ("drop_path", {}), ("random_mask", {})]


def picture_networks(curve_names):
    """Each ends in three classes."""
    bodies = [
        [conv(stride=[2, 2], padding="same")],
        [conv(kernel=[4, 2], stride=[3, 2], padding="same")],
        [conv(kernel=[1, 1])],
        [conv(padding="explicit", pads=[1, 2, 0, 3], stride=[2, 1])],
        [conv(padding="explicit", pads=[0, 3, 2, 1], dilation=2)],
        [conv(dilation=2, padding="same"), conv(dilation=3, padding="same", groups=3)],
        [conv(), conv(groups=6, bias=False, padding="same"), conv(groups=2, activation="relu")],
        *pools(),
        [conv(), ("batch_norm", {}), ("activation", {"curve": "relu"})],
        [("flatten", {}), ("dense", {"units": 7}), ("batch_norm", {"momentum": 0.5, "epsilon": 0.01})],
        *curves(curve_names),
        *windows(),
        *sizes(),
        *norms(),
        *regularisers(),
        [conv(), ("global_avg_pool", {})],
        [conv(), ("dropout", {"rate": 0.5})],
        [("reshape", {"shape": [11, 13, 1]}), conv()],
        [("flatten", {}), ("dense", {"units": 60, "bias": False}), ("reshape", {"shape": [4, 5, 3]}), conv()],
        [conv(padding="same"), conv(padding="same"), ("add", {"inputs": 2}, [1, 2])],
        [conv(padding="same"), ("add", {"inputs": 2}, [1, 1])],
        [conv(padding="same"), conv(padding="same", filters=4), ("concat", {"inputs": 3}, [1, 2, 0])],
        [("flatten", {}), ("dense", {"units": 4}), ("concat", {"inputs": 2}, [1, 2])],
        *[
            [conv(padding="same"), conv(padding="same"), (merge, {}, [1, 2])]
            for merge in ("subtract", "multiply", "maximum", "average", "dot")
        ],
        [conv(padding="same"), conv(padding="same"), ("dot", {"normalise": True}, [1, 2])],
        [conv(padding="same"), ("constant", {"shape": [6], "values": "1 -2 0.5 3 0 4"}, []), ("global_avg_pool", {}, [1]),
         ("multiply", {}, [2, 3])],
        *[[conv(), ("softmax", {"log": log})] for log in (False, True)],
        [conv(), ("prelu", {})],
        [conv(), ("clip", {"low": -0.2, "high": 0.3})],
        [conv(), ("lambda", {"formula": "clip(x, -1, 1) * 2^-x + sin(pi*x)/max(1, x)"})],
        [conv(), ("slice", {"axis": 0, "begin": 1, "size": 3}), ("slice", {"begin": 2, "size": 4})],
        [conv(), ("split", {"parts": 3, "part": 2})],
        [conv(), ("permute", {"order": [2, 0, 1]})],
    ]
    for scaling in ("none", "standardise"):
        yield network([*END], "cross_entropy", scaling)
    for body in bodies:
        yield network([*body, *END], "cross_entropy")


def sequence_networks():
    """Rows of a picture as steps, and its pixels as whole numbers of which the larger ones are out of range."""
    rows = ("reshape", {"shape": [13, 11]})
    for cell in ("rnn", "lstm", "gru"):
        for returns in ("last", "all"):
            yield network([rows, (cell, {"units": 7, "returns": returns}), *END], "cross_entropy")
        stacked = {"units": 5, "layers": 2, "bidirectional": True, "dropout": 0.3, "recurrent_dropout": 0.3}
        yield network([rows, (cell, stacked), *END], "cross_entropy")
    for settings in ({}, {"causal": True}, {"rotary": True}, {"padding": "zeros"}):
        wider = ("lstm", {"units": 8, "returns": "all"})
        attention, thought = ("attention", {"heads": 4} | settings), ("feed_forward", {"hidden": 9, "dropout": 0.2})
        yield network([rows, wider, ("positions", {}), attention, thought, *END], "cross_entropy")
    for order in ("before", "behind"):
        block = {"heads": 4, "hidden": 12, "order": order}
        wider = ("lstm", {"units": 8, "returns": "all"})
        yield network([rows, wider, ("encoder_block", block), ("decoder_block", block, [3, 2]), *END], "cross_entropy")
    for kind in ("learned", "sinusoidal"):
        across = ("attention", {"heads": 11, "cross": True}, [2, 1])
        yield network([rows, ("positions", {"kind": kind}), across, *END], "cross_entropy")
        apart = ("dot_product_attention", {"heads": 11, "causal": kind == "learned"}, [2, 1, 1])
        yield network([rows, ("positions", {"kind": kind}), apart, ("token_scores", {"vocabulary": 9}), *END], "cross_entropy")
    for padding in (-1, 0):
        ids = [("flatten", {}), ("embedding", {"vocabulary": 200, "width": 6, "padding": padding})]
        yield network([*ids, ("gru", {"units": 5, "skip_padding": padding == 0}), *END], "cross_entropy", "none")
        looking = ("attention", {"heads": 2, "padding": "ids", "padding_id": 0}, [2, 1])
        yield network([*ids, looking, *END], "cross_entropy", "none")


def table_networks():
    """Three columns of numbers; what the loss puts behind the network differs."""
    chain = [("dense", {"units": 5, "activation": "tanh"}), ("dense", {"units": 1})]
    yield network(chain, "mse")
    yield network(chain, "binary_cross_entropy")


def sharing_networks():
    """Layers that have another's weights, which "shares" names by its place in the chain, and their own curve behind them."""
    first = ("dense", {"units": 3, "activation": "tanh"})
    yield network([first, ("dense", {"units": 3, "activation": "relu", "shares": 1}), ("dense", {"units": 3, "shares": 1}), ("dense", {"units": 1})], "mse")


def network(chain, loss, scaling="auto"):
    return {"chain": chain, "loss": loss, "scaling": scaling}


def described(network):
    def told(kind, settings, *_):
        return " ".join([kind, *(f"{key}={value}" for key, value in settings.items())])

    layers = ", ".join(told(*layer) for layer in network["chain"])
    return f"{network['loss']}, {network['scaling']}: {layers}"


def project_text(network, source, data):
    chain = [*network["chain"], ("output", {})]
    nodes = [{"at": [0, 0], "id": 1, "name": "input", "settings": {"scaling": network["scaling"]}, "type": "input"}]
    links = []
    for place, (kind, settings, *inputs) in enumerate(chain, 1):
        own = {key: value for key, value in settings.items() if key != "shares"}
        nodes.append({"at": [0, 0], "id": place + 1, "name": f"layer {place}", "settings": own, "type": kind})
        if own != settings:
            nodes[-1]["shares"] = settings["shares"] + 1
        for port, taken in enumerate(*inputs or [[place - 1]]):
            links.append({"from": taken + 1, "port": port, "to": place + 1})
    recipe = {
        "loss": {"type": network["loss"], "settings": {}},
        "optimizer": {"type": "adam", "settings": {"learning_rate": 0.01}},
        "settings": {"epochs": 2, "batch_size": 32},
    }
    document = {"data": {"path": str(data), "source": source}, "nodes": nodes, "links": links, "recipe": recipe}
    return json.dumps({"format": "layerloom project", "version": 1, "document": document})


def heads(folder):
    """A project with two Inputs and three Outputs (a class, a number, the first Input again), its data as people.csv, and
    what its exported model is given for these rows."""
    import random

    import numpy as np

    draw = random.Random(5)
    rows = [(draw.uniform(-1, 1), draw.uniform(-1, 1), draw.choice(["Oslo", "Rome"])) for _ in range(200)]
    with open(folder / "people.csv", "w", encoding="utf-8") as file:
        print("a,b,city,price,kind", file=file)
        for a, b, city in rows:
            print(f"{a:.4f},{b:.4f},{city},{3 * a + (city == 'Oslo'):.4f},{'x' if a > 0 and b > 0 else 'y' if a > 0 else 'z'}", file=file)
    nodes = [
        ("Numbers", "input", {"columns": "b, a"}), ("Rest", "input", {}), ("Both", "concat", {}),
        ("Encoder", "dense", {"units": 16, "activation": "tanh"}), ("Logits", "dense", {"units": 3}), ("Kind", "output", {}),
        ("Number", "dense", {"units": 1}), ("Price", "output", {"target": "price", "weight": 0.5}), ("Again", "dense", {"units": 2}),
        ("Rebuilt", "output", {"truth": "wire"}),
    ]
    links = [(1, 3, 0), (2, 3, 1), (3, 4, 0), (4, 5, 0), (5, 6, 0), (4, 7, 0), (7, 8, 0), (4, 9, 0), (9, 10, 0), (1, 10, 1)]
    made = [{"id": i + 1, "name": name, "type": kind, "at": [216 * i, 0], "settings": settings} for i, (name, kind, settings) in enumerate(nodes)]
    for i in (7, 9):
        made[i]["loss"] = {"type": "mse"}
    project = {"format": "layerloom project", "version": 1, "document": {
        "data": {"source": "csv", "path": "people.csv", "target": "kind"}, "nodes": made,
        "links": [{"from": a, "to": b, "port": port} for a, b, port in links],
        "recipe": {"loss": {"type": "cross_entropy"}, "optimizer": {"type": "adam", "settings": {"learning_rate": 0.02}}, "settings": {"epochs": 5}}}}
    path = folder / "heads.loom"
    path.write_text(json.dumps(project), encoding="utf-8")
    given = [(float(f"{a:.4f}"), float(f"{b:.4f}"), city) for a, b, city in rows]
    return path, {"numbers": np.array([[b, a] for a, b, _ in given], np.float32),
                  "rest": np.array([[city == "Oslo", city == "Rome"] for _, _, city in given], np.float32)}
