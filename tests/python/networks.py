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


def table_networks():
    """Three columns of numbers; what the loss puts behind the network differs."""
    chain = [("dense", {"units": 5, "activation": "tanh"}), ("dense", {"units": 1})]
    yield network(chain, "mse")
    yield network(chain, "binary_cross_entropy")


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
        nodes.append({"at": [0, 0], "id": place + 1, "name": f"layer {place}", "settings": settings, "type": kind})
        for port, taken in enumerate(*inputs or [[place - 1]]):
            links.append({"from": taken + 1, "port": port, "to": place + 1})
    recipe = {
        "loss": {"type": network["loss"], "settings": {}},
        "optimizer": {"type": "adam", "settings": {"learning_rate": 0.01}},
        "settings": {"epochs": 2, "batch_size": 32},
    }
    document = {"data": {"path": str(data), "source": source}, "nodes": nodes, "links": links, "recipe": recipe}
    return json.dumps({"format": "layerloom project", "version": 1, "document": document})
