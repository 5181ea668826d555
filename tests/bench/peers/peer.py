"""What every peer of `loom bench` does alike (tests/bench/README.md): reading the job, and talking."""
import json
import sys
import time


def peak_bytes():
    for line in open("/proc/self/status", encoding="ascii"):
        if line.startswith("VmHWM"):
            return int(line.split()[1]) * 1024


def built(job, layers, net):
    """What flows into the Output, each node made by its rule in `layers`: rule(net, scope, settings, *inputs)."""
    nodes = {n["id"]: n for n in job["document"]["nodes"]}
    into = {(link["to"], link["port"]): link["from"] for link in job["document"]["links"]}
    values = {}

    def value_of(at):
        if at not in values:
            node, inputs = nodes[at], []
            while (at, len(inputs)) in into:
                inputs.append(value_of(into[at, len(inputs)]))
            if node["type"] not in layers:
                sys.exit(f"{sys.argv[0]} knows no layer “{node['type']}”.")
            values[at] = layers[node["type"]](net, f"{node['type']}_{at}", node["settings"], *inputs)
        return values[at]

    return value_of(next(n["id"] for n in nodes.values() if n["type"] == "output"))


def scaling_of(job, settings):
    if settings["scaling"] != "auto":
        return settings["scaling"]
    return "pixels" if job["facts"]["pictures"] else "standardise"


def window(settings, size, dilation, sides):
    """Stride, and the zeros at each begin and end, of a window over a picture with these sides."""
    stride = [t or k for t, k in zip(settings["stride"], size)]
    begin, end = [0, 0], [0, 0]
    if settings["padding"] == "explicit":
        begin, end = settings["pads"][:2], settings["pads"][2:]
    elif settings["padding"] == "same":
        for i, at in enumerate(sides):
            zeros = max(0, (-(-at // stride[i]) - 1) * stride[i] + dilation * (size[i] - 1) + 1 - at)
            begin[i], end[i] = zeros // 2, zeros - zeros // 2
    return stride, begin, end


def serve(name, job, start_bytes, begun, step):
    """Talks until there is nothing more to do. `step(i)` does one step with batch i and gives its loss."""
    done = 0

    def one():
        nonlocal done
        done += 1
        return step((done - 1) % job["batches"])

    def say(what):
        print(json.dumps(what), flush=True)

    prepared = time.perf_counter()
    losses = [one()]
    first = time.perf_counter() - prepared
    losses += [one() for _ in range(job["checked_steps"] - 1)]
    say({"name": name, "start_bytes": start_bytes, "prepare_seconds": prepared - begun, "first_step_seconds": first, "losses": losses})
    for line in sys.stdin:
        one()
        seconds, cpu = [], time.process_time()
        for _ in range(json.loads(line)["steps"]):
            begin = time.perf_counter()
            one()
            seconds.append(time.perf_counter() - begin)
        say({"seconds": seconds, "cpu_seconds": time.process_time() - cpu, "peak_bytes": peak_bytes()})
