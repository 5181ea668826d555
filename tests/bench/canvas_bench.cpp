// How long the canvas takes with 1,000 and 10,000 nodes: frames while panning, a frame with everything in sight, and
// from an edit to the finished picture. Offscreen raster, one thread; time on the processor, so that neighbours on a busy
// machine do not count.
#include "bridge/graph_document.h"
#include "canvas/canvas.h"
#include "graph/change.h"
#include "theme/language.h"
#include "theme/theme.h"

#include <QApplication>
#include <QImage>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <vector>

using namespace loom;

namespace {

/// A chain of small blocks with a branch each, as wide as deep networks are.
Document network(int nodes)
{
    Document document;
    const LayerType &dense = *find_layer("dense"), &add = *find_layer("add"), &input = *find_layer("input"), &flatten = *find_layer("flatten");
    std::int64_t next = 1;
    const auto put = [&](const LayerType& type) {
        const NodeId id{next++};
        (void)document.apply(AddNode{id, {std::string(type.id), std::string(type.id) + " " + std::to_string(next), defaults(type), {}}});
        return id;
    };
    const auto join = [&](NodeId from, NodeId to, int port) { (void)document.apply(Connect{{from, to, port}}); };
    NodeId end = put(flatten);
    join(put(input), end, 0);
    const NodeId first = put(dense);
    join(end, first, 0);
    end = first;
    while (next + 3 <= nodes) {
        const NodeId left = put(dense), right = put(dense), sum = put(add);
        join(end, left, 0);
        join(end, right, 0);
        join(left, sum, 0);
        join(right, sum, 1);
        end = sum;
    }
    for (const auto& [id, at] : arranged(document, {20 * 216, [](const Node&) { return 92.0; }}))
        (void)document.apply(MoveNode{id, at});
    return document;
}

struct Times {
    std::vector<double> ms;
    static double now()
    {
        timespec t = {};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
        return double(t.tv_sec) * 1e3 + double(t.tv_nsec) / 1e6;
    }
    template <class F>
    void add(F f)
    {
        const double begin = now();
        f();
        ms.push_back(now() - begin);
    }
    void print(const char* what, int nodes)
    {
        std::ranges::sort(ms);
        std::printf("%6d nodes  %-34s min %7.2f  median %7.2f  p95 %7.2f ms\n", nodes, what, ms.front(), ms[ms.size() / 2],
                    ms[ms.size() * 95 / 100]);
    }
};

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    ThemeManager::instance().install();
    ThemeManager::instance().set_reduce_motion(true);
    set_interface_language(Language::English);
    for (const int nodes : {1000, 10000}) {
        GraphDocument graph;
        Canvas canvas(graph);
        canvas.resize(1280, 800);
        canvas.show();
        graph.open(network(nodes));
        QImage frame(canvas.size(), QImage::Format_ARGB32_Premultiplied);
        const auto draw = [&] { canvas.render(&frame, {}, {}, QWidget::DrawWindowBackground | QWidget::DrawChildren); };
        const auto pan = [&] {
            QWheelEvent wheel({600, 400}, {600, 400}, {}, QPoint(0, -48), Qt::NoButton, Qt::ShiftModifier, Qt::NoScrollPhase, false);
            QApplication::sendEvent(&canvas, &wheel);
        };
        canvas.set_zoom(1, {600, 400});
        canvas.show_node(NodeId(nodes / 2));
        draw();
        Times panning, half, all, edit, move, arranging;
        for (int i = 0; i < 100; ++i)
            panning.add([&] { pan(); draw(); });
        canvas.set_zoom(0.5, {600, 400});
        for (int i = 0; i < 100; ++i)
            half.add([&] { pan(); draw(); });
        canvas.fit();
        for (int i = 0; i < 30; ++i)
            all.add([&] { pan(); draw(); });
        canvas.set_zoom(1, {600, 400});
        canvas.show_node(NodeId(nodes / 2));
        const std::size_t units = *find_layer("dense")->index_of("units");
        const NodeId last_dense{4};
        for (int i = 0; i < 30; ++i)
            edit.add([&] {
                graph.perform(LOOM_TEXT("Set %1 to %2"), {SetSetting{last_dense, units, Value(std::int64_t(32 + i % 2))}});
                draw();
            });
        for (int i = 0; i < 30; ++i)
            move.add([&] {
                graph.perform(LOOM_TEXT("Move %1"), {MoveNode{last_dense, {double(i), 5}}});
                draw();
            });
        arranging.add([&] { canvas.arrange(); });
        panning.print("pan at 100%", nodes);
        half.print("pan at 50%", nodes);
        all.print("pan with all in sight", nodes);
        edit.print("edit, analysis, picture", nodes);
        move.print("move, picture", nodes);
        arranging.print("arrange", nodes);
    }
    return 0;
}
