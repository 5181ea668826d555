"""Writes what PyTorch's layers over sequences give in double precision, and the losses of two networks trained for fifty
steps, for core_tests to compare ours with.

    "$LOOM_PYTHON" tests/python/make_sequence_vectors.py     (from `make_venv FOLDER --full`)

Run it by hand when a case is added; the files in tests/golden are committed, so the tests need no Python. Weights are
told under our names and in our layout: {features, units}, gates of an LSTM i, f, g, o and of a GRU z, r, n. Samples are
{features, steps}.
"""
import json
import pathlib

import torch
from torch import nn

GOLDEN = pathlib.Path(__file__).resolve().parent.parent / "golden"
torch.set_default_dtype(torch.float64)
torch.manual_seed(4)


def told(tensor):
    return [float(f"{v:.10g}") for v in tensor.detach().reshape(-1).tolist()]


def stored(sequence):
    """{batch, steps, features} as our samples are stored."""
    return told(sequence.transpose(1, 2))


def gates_of(module):
    """Columns of a weight in our order."""
    if not isinstance(module, nn.GRU):
        return lambda w: w
    def reordered(w):
        reset, update, new = w.chunk(3, dim=-1)
        return torch.cat([update, reset, new], dim=-1)
    return reordered


def recurrent_weights(module, gradient):
    """Our weights' values, or their gradients."""
    pick = (lambda p: p.grad) if gradient else (lambda p: p.detach())
    ordered, out = gates_of(module), {}
    for layer in range(module.num_layers):
        for direction in range(2 if module.bidirectional else 1):
            tail = f"l{layer}" + ("_reverse" if direction else "")
            name = lambda part: ("backward_" if direction else "") + part + (f"_{layer + 1}" if layer else "")
            of = lambda part: pick(getattr(module, f"{part}_{tail}"))
            out[name("input")] = ordered(of("weight_ih").T)
            out[name("recurrent")] = ordered(of("weight_hh").T)
            if isinstance(module, nn.GRU):
                out[name("bias")] = ordered(of("bias_ih"))
                out[name("recurrent_bias")] = ordered(of("bias_hh"))
            else:  # One bias is the sum of both; each has the gradient of the sum.
                out[name("bias")] = of("bias_ih") if gradient else of("bias_ih") + of("bias_hh")
    return {key: told(value) for key, value in out.items()}


def case(layer, settings, inputs, module_weights, output, stored_output):
    seed = torch.randn_like(output)
    (output * seed).sum().backward()
    return {
        "layer": layer,
        "settings": settings,
        "inputs": [{"shape": [x.shape[2], x.shape[1]], "values": stored(x), "gradient": stored(x.grad)} for x in inputs],
        "batch": inputs[0].shape[0],
        "weights": module_weights(False),
        "gradients": module_weights(True),
        "seed": stored_output(seed),
        "output": stored_output(output),
    }


def recurrent_cases():
    kinds = {"lstm": nn.LSTM, "gru": nn.GRU, "rnn": nn.RNN}
    for name, kind in kinds.items():
        for layers, both, returns in ((1, False, "all"), (2, True, "all"), (1, True, "last"), (2, False, "last")):
            module = kind(3, 4, layers, batch_first=True, bidirectional=both)
            x = torch.randn(2, 5, 3, requires_grad=True)
            y, state = module(x)
            if returns == "last":
                h = state[0] if name == "lstm" else state
                y = torch.cat(list(h[-2 if both else -1 :]), dim=-1)
            settings = {"units": 4, "layers": layers, "bidirectional": both, "returns": returns}
            yield case(name, settings, [x], lambda g, m=module: recurrent_weights(m, g), y,
                       stored if returns == "all" else told)


def attention_weights(module, prefix, gradient):
    pick = (lambda p: p.grad) if gradient else (lambda p: p.detach())
    out = {}
    for name, w, b in zip(("query", "key", "value"), pick(module.in_proj_weight).chunk(3), pick(module.in_proj_bias).chunk(3)):
        out[prefix + name] = told(w.T)
        if name != "key":  # PyTorch's changes nothing: it adds the same to all that one query sees.
            out[prefix + name + "_bias"] = told(b)
    out[prefix + "output"] = told(pick(module.out_proj.weight).T)
    out[prefix + "output_bias"] = told(pick(module.out_proj.bias))
    return out


def attention_cases():
    for cross, causal in ((False, False), (False, True), (True, False)):
        module = nn.MultiheadAttention(6, 3, batch_first=True)
        nn.init.normal_(module.in_proj_bias)
        nn.init.normal_(module.out_proj.bias)
        x = torch.randn(2, 5, 6, requires_grad=True)
        memory = torch.randn(2, 4, 6, requires_grad=True) if cross else x
        mask = nn.Transformer.generate_square_subsequent_mask(5) if causal else None
        y, _ = module(x, memory, memory, attn_mask=mask, is_causal=causal, need_weights=False)
        settings = {"heads": 3, "cross": cross, "causal": causal}
        yield case("attention", settings, [x, memory] if cross else [x],
                   lambda g, m=module: attention_weights(m, "", g), y, stored)


def feed_forward_weights(expand, contract, gradient):
    pick = (lambda p: p.grad) if gradient else (lambda p: p.detach())
    out = {}
    for name, linear in (("expand", expand), ("contract", contract)):
        out[name] = told(pick(linear.weight).T)
        out[name + "_bias"] = told(pick(linear.bias))
    return out


def feed_forward_cases():
    for name, bend in (("gelu", nn.functional.gelu), ("relu", nn.functional.relu)):
        expand, contract = nn.Linear(6, 10), nn.Linear(10, 6)
        x = torch.randn(2, 5, 6, requires_grad=True)
        yield case("feed_forward", {"hidden": 10, "activation": name}, [x],
                   lambda g, e=expand, c=contract: feed_forward_weights(e, c, g), contract(bend(expand(x))), stored)


def block_weights(block, gradient, decoder):
    pick = (lambda p: p.grad) if gradient else (lambda p: p.detach())
    out = attention_weights(block.self_attn, "self_", gradient)
    if decoder:
        out |= attention_weights(block.multihead_attn, "cross_", gradient)
    out |= feed_forward_weights(block.linear1, block.linear2, gradient)
    for i in (1, 2, 3) if decoder else (1, 2):
        norm = getattr(block, f"norm{i}")
        out[f"norm_{i}"] = told(pick(norm.weight))
        out[f"norm_{i}_shift"] = told(pick(norm.bias))
    return out


def shaken(module):
    for name, parameter in module.named_parameters():
        if parameter.dim() == 1:
            nn.init.normal_(parameter, mean=1.0 if "norm" in name and "weight" in name else 0.0, std=0.3)
    return module


def block_cases():
    for first in (True, False):
        for activation in ("relu", "gelu"):
            block = shaken(nn.TransformerEncoderLayer(6, 3, 10, 0.0, activation, batch_first=True, norm_first=first))
            x = torch.randn(2, 5, 6, requires_grad=True)
            settings = {"heads": 3, "hidden": 10, "activation": activation, "order": "before" if first else "behind", "dropout": 0.0}
            yield case("encoder_block", settings, [x], lambda g, m=block: block_weights(m, g, False), block(x), stored)
        block = shaken(nn.TransformerDecoderLayer(6, 3, 10, 0.0, "gelu", batch_first=True, norm_first=first))
        x, memory = (torch.randn(2, n, 6, requires_grad=True) for n in (5, 4))
        mask = nn.Transformer.generate_square_subsequent_mask(5)
        y = block(x, memory, tgt_mask=mask, tgt_is_causal=True)
        settings = {"heads": 3, "hidden": 10, "activation": "gelu", "order": "before" if first else "behind", "dropout": 0.0}
        yield case("decoder_block", settings, [x, memory], lambda g, m=block: block_weights(m, g, True), y, stored)


# ---- Fifty steps of Adam. The label says whether the second half of the sequence holds more high numbers than the first.
STEPS, BATCH, LENGTH, VOCABULARY = 50, 8, 10, 12


def batches():
    ids = torch.randint(0, VOCABULARY, (STEPS, BATCH, LENGTH))
    high = (ids > VOCABULARY // 2).long()
    return ids, (high[:, :, LENGTH // 2 :].sum(2) > high[:, :, : LENGTH // 2].sum(2)).long()


def curve(parts, forward, weights):
    """`weights` after no step, then the loss of each step."""
    ids, labels = batches()
    optimizer = torch.optim.Adam([p for part in parts for p in part.parameters() if p.requires_grad], lr=0.01, eps=1e-7)
    start, losses = weights(), []
    for step in range(STEPS):
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(forward(ids[step]), labels[step])
        loss.backward()
        optimizer.step()
        losses.append(loss.detach())
    return {"weights": start, "ids": ids.reshape(-1).tolist(), "labels": labels.reshape(-1).tolist(),
            "steps": STEPS, "batch": BATCH, "length": LENGTH, "vocabulary": VOCABULARY, "losses": told(torch.stack(losses))}


def prefixed(scope, weights):
    return {f"{scope}.{name}": values for name, values in weights.items()}


def lstm_curve():
    embedding, lstm, dense = nn.Embedding(VOCABULARY, 6), nn.LSTM(6, 10, batch_first=True), nn.Linear(10, 2)
    nn.init.zeros_(lstm.bias_hh_l0)  # Ours has one bias; two would learn twice as fast.
    lstm.bias_hh_l0.requires_grad_(False)
    weights = lambda: (
        {"embedding.weight": told(embedding.weight), "dense.weight": told(dense.weight.T), "dense.bias": told(dense.bias)}
        | prefixed("lstm", recurrent_weights(lstm, False)))
    return curve([embedding, lstm, dense], lambda ids: dense(lstm(embedding(ids))[1][0][-1]), weights)


def sines(steps, width):
    t, i = torch.arange(steps).unsqueeze(1), torch.arange(width)
    angle = t * torch.pow(torch.tensor(10000.0), -(i // 2 * 2) / width)
    return torch.where(i % 2 == 0, torch.sin(angle), torch.cos(angle))


def transformer_curve():
    """Attention and feed-forward, each added to what it was given."""
    width = 8
    embedding, dense = nn.Embedding(VOCABULARY, width), nn.Linear(width * LENGTH, 2)
    attention = nn.MultiheadAttention(width, 2, batch_first=True)
    expand, contract = nn.Linear(width, 16), nn.Linear(16, width)
    places = sines(LENGTH, width)

    def forward(ids):
        x = embedding(ids) + places
        x = x + attention(x, x, x, need_weights=False)[0]
        x = x + contract(nn.functional.gelu(expand(x)))
        return dense(x.transpose(1, 2).reshape(BATCH, -1))  # Flatten goes feature by feature.

    weights = lambda: (
        {"embedding.weight": told(embedding.weight), "dense.weight": told(dense.weight.T), "dense.bias": told(dense.bias)}
        | prefixed("attention", attention_weights(attention, "", False))
        | prefixed("feed_forward", feed_forward_weights(expand, contract, False)))
    return curve([embedding, attention, expand, contract, dense], forward, weights)


def write(name, content):
    (GOLDEN / name).write_text(json.dumps(content, separators=(",", ":")) + "\n")


write("sequences.json", [*recurrent_cases(), *attention_cases(), *feed_forward_cases(), *block_cases()])
write("sequence_curves.json", {"lstm": lstm_curve(), "transformer": transformer_curve()})
