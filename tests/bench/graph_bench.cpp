// How long the truth about a network takes: the whole analysis, one edit with its analysis, a wire that is being drawn,
// and the edits of an editor, by the number of nodes. What grows as the nodes do is linear.
#include "graph/analysis.h"
#include "graph/change.h"
#include "graph/history.h"

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <functional>

using namespace loom;

namespace {

double now_ms()
{
    timespec t = {};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return double(t.tv_sec) * 1e3 + double(t.tv_nsec) / 1e6;
}

/// The best and the median of some runs.
struct Time {
    double best = 0, median = 0;
};
Time time_of(int runs, const std::function<void()>& work)
{
    std::vector<double> ms;
    for (int i = 0; i < runs; ++i) {
        const double begin = now_ms();
        work();
        ms.push_back(now_ms() - begin);
    }
    std::ranges::sort(ms);
    return {ms.front(), ms[ms.size() / 2]};
}

/// A network that grows layer by layer, in rows as the canvas arranges them.
struct Growing {
    Document document;
    std::int64_t nodes = 0;

    NodeId put(std::string_view layer, const std::vector<NodeId>& from, const std::vector<std::pair<std::string_view, Value>>& settings = {})
    {
        const LayerType& type = *find_layer(layer);
        Values values = defaults(type);
        for (const auto& [key, value] : settings)
            values[*type.index_of(key)] = value;
        const NodeId id{++nodes};
        (void)document.apply(AddNode{id, {std::string(layer), std::string(layer) + " " + std::to_string(nodes), std::move(values),
                                         {double(nodes % 20) * 216, double(nodes / 20) * 140}}});
        for (std::size_t port = 0; port < from.size(); ++port)
            (void)document.apply(Connect{{from[port], id, int(port)}});
        return id;
    }
    void end(NodeId last) { put("output", {put("dense", {last}, {{"units", std::int64_t{10}}})}); }
};

/// Dense layers of as many widths as there are layers: no two alike.
Document chain(int nodes)
{
    Growing g;
    NodeId last = g.put("flatten", {g.put("input", {})});
    while (g.nodes + 2 < nodes)
        last = g.put("dense", {last}, {{"units", 8 + g.nodes}, {"activation", std::string("relu")}});
    g.end(last);
    return g.document;
}

/// Residual blocks of convolutions, batch norms and sums.
Document residual(int nodes)
{
    Growing g;
    const auto conv = [&](NodeId from) {
        return g.put("conv2d", {from}, {{"filters", std::int64_t{32}}, {"padding", std::string("same")}, {"bias", false}});
    };
    NodeId last = conv(g.put("input", {}));
    while (g.nodes + 10 <= nodes) {
        const NodeId a = g.put("activation", {g.put("batch_norm", {conv(last)})}), b = g.put("batch_norm", {conv(a)});
        last = g.put("activation", {g.put("add", {b, last})});
    }
    g.end(g.put("global_avg_pool", {last}));
    return g.document;
}

/// Branches that start at the input and are all summed up in the end.
Document wide(int nodes)
{
    Growing g;
    const NodeId start = g.put("flatten", {g.put("input", {})});
    std::vector<NodeId> ends;
    while (g.nodes + 2 + std::int64_t(ends.size()) / 7 < nodes - 2)
        ends.push_back(g.put("dense", {g.put("dense", {start}, {{"units", 8 + g.nodes}})}));
    while (ends.size() > 1) {
        const auto taken = std::min<std::size_t>(8, ends.size());
        const std::vector<NodeId> some(ends.end() - std::ptrdiff_t(taken), ends.end());
        ends.resize(ends.size() - taken);
        ends.insert(ends.begin(), g.put("add", some, {{"inputs", std::int64_t(taken)}}));
    }
    g.end(ends[0]);
    return g.document;
}

/// Layers that nobody connected: as many faults as nodes.
Document loose(int nodes)
{
    Growing g;
    g.end(g.put("flatten", {g.put("input", {})}));
    while (g.nodes < nodes)
        g.put("dense", {});
    return g.document;
}

/// A chain of pictures and layers that want vectors: every second node has a fault with a repair.
Document wrong(int nodes)
{
    Growing g;
    NodeId last = g.put("input", {});
    while (g.nodes + 2 < nodes)
        last = g.put("dense", {g.put("reshape", {last}, {{"shape", std::vector<std::int64_t>{-1, 1, 1}}})}, {{"units", std::int64_t{64}}});
    g.end(last);
    return g.document;
}

void measure(const char* name, Document (*make)(int))
{
    for (const int nodes : {100, 1000, 10000}) {
        Document document = make(nodes);
        const auto count = document.nodes().size();
        const int runs = nodes == 10000 ? 5 : 20;
        Analysis analysis;
        const auto print = [&](const char* what, Time t) {
            std::printf("%-9s %6zu nodes  %-34s best %9.3f  median %9.3f ms  %7.2f us a node\n", name, count, what, t.best, t.median,
                        1e3 * t.median / double(count));
        };
        print("analysis", time_of(runs, [&] { analysis = analyse(document, nullptr); }));
        const NodeId changed = std::ranges::find(document.nodes(), std::string("dense"), [](const auto& row) { return row.second.type; })->first;
        History history(document);
        std::int64_t units = 100;
        print("an edit and its analysis", time_of(runs, [&] {
                  (void)history.perform(LOOM_TEXT("Set %1 to %2"), {SetSetting{changed, *find_layer("dense")->index_of("units"), ++units}});
                  analysis = analyse(document, nullptr);
              }));
        const NodeId first = document.nodes().begin()->first, last = document.nodes().rbegin()->first;
        print("why a wire is refused", time_of(runs, [&] { (void)refusal(document, analysis, nullptr, first, last, 0); }));
        print("a new layer", time_of(runs, [&] { (void)adding(document, *find_layer("dense"), {}); }));
        print("what deleting every third takes", time_of(runs, [&] {
                  std::set<NodeId> third;
                  for (const auto& [id, node] : document.nodes())
                      if (std::int64_t(id) % 3 == 0)
                          third.insert(id);
                  (void)removal(document, third, Reconnect::Yes);
              }));
        std::set<NodeId> all;
        for (const auto& [id, node] : document.nodes())
            all.insert(id);
        print("copying and pasting all of it", time_of(runs, [&] { (void)pasting(document, piece_of(document, all), {8, 8}); }));
        std::printf("          %zu findings, %zu parameters\n", analysis.findings.size(), std::size_t(analysis.total.parameters));
    }
}

} // namespace

int main(int argc, char** argv)
{
    const std::pair<const char*, Document (*)(int)> networks[] = {{"chain", chain}, {"residual", residual}, {"wide", wide}, {"loose", loose}, {"wrong", wrong}};
    for (const auto& [name, make] : networks)
        if (argc < 2 || std::string_view(argv[1]) == name)
            measure(name, make);
    return 0;
}
