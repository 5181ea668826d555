"""PyTorch's own networks as ONNX files, imported as layers: as many parameters, and the same outputs where they are exported
again. Needs torch, so it is done with --full's packages.

    python import_check.py LOOM
"""
import importlib.util
import json
import pathlib
import subprocess
import sys
import tempfile
import warnings


def cases(torch):
    nn, F = torch.nn, torch.nn.functional

    class Block(nn.Module):
        def __init__(self, i, o, stride):
            super().__init__()
            self.conv1, self.bn1 = nn.Conv2d(i, o, 3, stride, 1, bias=False), nn.BatchNorm2d(o)
            self.conv2, self.bn2 = nn.Conv2d(o, o, 3, 1, 1, bias=False), nn.BatchNorm2d(o)
            same = stride == 1 and i == o
            self.down = nn.Identity() if same else nn.Sequential(nn.Conv2d(i, o, 1, stride, bias=False), nn.BatchNorm2d(o))

        def forward(self, x):
            y = self.bn2(self.conv2(torch.relu(self.bn1(self.conv1(x)))))
            return torch.relu(y + self.down(x))

    class Words(nn.Module):
        def __init__(self, kind, both, last):
            super().__init__()
            self.words = nn.Embedding(50, 6)
            self.cells = getattr(nn, kind)(6, 5, batch_first=True, bidirectional=both, num_layers=2)
            self.head, self.last = nn.Linear(10 if both else 5, 3), last

        def forward(self, x):
            y, _ = self.cells(self.words(x))
            return self.head(y[:, -1] if self.last else y.mean(1))

    class Mixer(nn.Module):
        def __init__(self):
            super().__init__()
            self.words, self.places = nn.Embedding(50, 8), nn.Parameter(torch.randn(1, 7, 8))
            self.norm, self.up, self.down, self.head = nn.LayerNorm(8), nn.Linear(8, 16), nn.Linear(16, 8), nn.Linear(8, 2)

        def forward(self, x):
            h = self.words(x) + self.places
            h = h + self.down(F.gelu(self.up(self.norm(h))))
            return self.head(h.mean(1))

    class Small(nn.Module):
        def __init__(self):
            super().__init__()
            self.a, self.b = nn.Conv2d(1, 4, 3, padding=1), nn.Conv2d(4, 8, 3, padding=1)
            self.up, self.c = nn.ConvTranspose2d(8, 4, 2, 2), nn.Conv2d(8, 1, 1)

        def forward(self, x):
            a = torch.relu(self.a(x))
            b = F.silu(self.b(F.max_pool2d(a, 2)))
            return self.c(torch.cat([a, self.up(b)], 1)).flatten(1)

    class Attention(nn.Module):
        """As vision and language models have it: one product for queries, keys and values, split in one of two ways."""

        def __init__(self, width, heads, causal, by_hand):
            super().__init__()
            self.qkv, self.out, self.heads, self.causal, self.by_hand = nn.Linear(width, 3 * width), nn.Linear(width, width), heads, causal, by_hand

        def forward(self, x):
            n, steps, width = x.shape
            if self.by_hand:
                q, k, v = (y.view(n, steps, self.heads, width // self.heads).transpose(1, 2) for y in self.qkv(x).split(width, 2))
                scores = q @ k.transpose(2, 3) / (width // self.heads) ** 0.5
                if self.causal:
                    scores = scores.masked_fill(torch.ones(steps, steps).tril()[None, None] == 0, -1e9)
                y = torch.softmax(scores, -1) @ v
            else:
                q, k, v = self.qkv(x).reshape(n, steps, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4).unbind(0)
                y = F.scaled_dot_product_attention(q, k, v, is_causal=self.causal)
            return self.out(y.transpose(1, 2).reshape(n, steps, width))

    class Transformer(nn.Module):
        def __init__(self, causal, by_hand):
            super().__init__()
            self.words = nn.Embedding(50, 8)
            self.attention, self.norms = Attention(8, 2, causal, by_hand), nn.ModuleList(nn.LayerNorm(8) for _ in range(2))
            self.up, self.down, self.head = nn.Linear(8, 16), nn.Linear(16, 8), nn.Linear(8, 3)

        def forward(self, x):
            h = self.words(x)
            h = h + self.attention(self.norms[0](h))
            h = h + self.down(F.gelu(self.up(self.norms[1](h)), approximate="tanh"))
            return self.head(h[:, 0] if not self.attention.causal else h[:, -1])

    class Later(nn.Module):
        """Reads from the second word on."""

        def __init__(self):
            super().__init__()
            self.words, self.cells, self.head = nn.Embedding(50, 6), nn.GRU(6, 5, batch_first=True), nn.Linear(5, 3)

        def forward(self, x):
            return self.head(self.cells(self.words(x[:, 1:]))[0][:, -1])

    ids = torch.randint(0, 50, (3, 7))
    yield "resnet", nn.Sequential(nn.Conv2d(3, 8, 7, 2, 3, bias=False), nn.BatchNorm2d(8), nn.ReLU(), nn.MaxPool2d(3, 2, 1), Block(8, 8, 1),
                                  Block(8, 16, 2), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(16, 10)), torch.randn(3, 3, 32, 32)
    yield "curves", nn.Sequential(nn.Linear(6, 5), nn.PReLU(), nn.Dropout(0.3), nn.Linear(5, 4), nn.Hardswish(), nn.LayerNorm(4), nn.SELU(),
                                  nn.Linear(4, 4), nn.Mish()), torch.randn(3, 6)
    yield "signal", nn.Sequential(nn.Conv1d(2, 4, 3, padding=2, dilation=2, groups=2), nn.ELU(), nn.AvgPool1d(2), nn.InstanceNorm1d(4, affine=True),
                                  nn.Flatten(), nn.Linear(12, 3)), torch.randn(3, 2, 6)
    yield "lstm", Words("LSTM", False, True), ids
    yield "lstm, both directions", Words("LSTM", True, True), ids
    yield "gru", Words("GRU", True, True), ids
    yield "rnn", Words("RNN", False, False), ids
    yield "later words", Later(), ids
    yield "mixer", Mixer(), ids
    for causal in (False, True):
        for by_hand in (False, True):
            yield f"transformer{', causal' * causal}{', by hand' * by_hand}", Transformer(causal, by_hand), ids
    yield "groups", nn.Sequential(nn.Conv2d(3, 8, 3), nn.GroupNorm(2, 8), nn.SiLU(), nn.Flatten(), nn.Linear(8 * 36, 2)), torch.randn(3, 3, 8, 8)
    yield "u-net", Small(), torch.randn(3, 1, 8, 8)


def main():
    if not importlib.util.find_spec("torch"):
        print("torch is not there; packaging/test --full brings it.")
        sys.exit(77)
    import numpy as np
    import onnxruntime
    import torch

    warnings.filterwarnings("ignore")
    torch.manual_seed(0)
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)

        def loom(*arguments):
            done = subprocess.run([sys.argv[1], *map(str, arguments)], capture_output=True, text=True, cwd=folder)
            if done.returncode:
                raise SystemExit(f"loom {' '.join(map(str, arguments))}: {done.stderr}")
            return done.stdout

        for number, (name, module, x) in enumerate(cases(torch)):
            module.eval()
            for norm in module.modules():
                if isinstance(norm, torch.nn.BatchNorm2d):
                    norm.running_mean.normal_()
                    norm.running_var.uniform_(0.5, 2)
            there, back, project = folder / f"{number}.onnx", folder / f"{number}b.onnx", folder / f"{number}.loom"
            torch.onnx.export(module, (x,), there, opset_version=(17, 18, 20)[number % 3], input_names=["x"], output_names=["y"],
                              dynamic_axes={"x": {0: "n"}, "y": {0: "n"}}, dynamo=False, training=torch.onnx.TrainingMode.PRESERVE)
            imported = json.loads(loom("import", there, project, "--json"))
            if imported["opaque"] or not (imported["difference"] is not None and imported["difference"] < 1e-4):
                print(f"{name}: {imported}")
                failed += 1
                continue
            loom("export", project, "--format", "onnx", "--out", back)
            session = onnxruntime.InferenceSession(back)
            got = session.run(None, {session.get_inputs()[0].name: x.numpy().astype(np.float32)})[0]
            with torch.no_grad():
                wanted = torch.softmax(module(x), 1).numpy()  # The export gives probabilities.
            difference = float(abs(got.reshape(wanted.shape) - wanted).max())
            text = (folder / project).read_text(encoding="utf-8")
            print(f"{name}: {difference:.1e}, {len(json.loads(text)['document']['nodes'])} nodes")
            failed += difference > 1e-4
    sys.exit(failed > 0)


main()
