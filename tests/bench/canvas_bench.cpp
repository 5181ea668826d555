// How long the canvas takes with 100, 1,000 and 10,000 nodes, without and with thumbnails of what they give: until it is
// open, frames while panning and zooming, a frame with everything in sight, and from an edit to the finished picture.
//   bench_canvas_bench [--window] [--plain | --thumbnails] [NODES…]
// Offscreen raster; time of the window's thread on the processor, so that neighbours on a busy machine do not count.
// With --window in a window of the display that there is; there also by the clock, until the display has taken the frame.
#include "bridge/activation_session.h"
#include "canvas/canvas.h"
#include "canvas/thumbnails.h"
#include "graph/change.h"
#include "theme/language.h"
#include "theme/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QImage>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <vector>

using namespace loom;

namespace {

/// A chain of small blocks with a branch each, as wide as deep networks are.
Document network(int nodes)
{
    Document document;
    const LayerType &dense = *find_layer("dense"), &add = *find_layer("add"), &input = *find_layer("input"), &flatten = *find_layer("flatten"), &output = *find_layer("output");
    DataSetup digits;
    digits.source = "generated_digits";
    (void)document.apply(SetData{digits});
    std::int64_t next = 1;
    const auto put = [&](const LayerType& type) {
        const NodeId id{next++};
        Node node;
        node.type = type.id;
        node.name = node.type;
        node.name += ' ';
        node.name += std::to_string(next);
        node.values = defaults(type);
        (void)document.apply(AddNode{id, std::move(node)});
        return id;
    };
    const auto join = [&](NodeId from, NodeId to, int port) { (void)document.apply(Connect{{from, to, port}}); };
    NodeId end = put(flatten);
    join(put(input), end, 0);
    const NodeId first = put(dense);
    join(end, first, 0);
    end = first;
    while (next + 5 <= nodes) {
        const NodeId left = put(dense), right = put(dense), sum = put(add);
        join(end, left, 0);
        join(end, right, 0);
        join(left, sum, 0);
        join(right, sum, 1);
        end = sum;
    }
    const NodeId scores = put(dense);
    (void)document.apply(SetSetting{scores, *dense.index_of("units"), Value(std::int64_t(10))});
    join(end, scores, 0);
    join(scores, put(output), 0);
    for (const auto& [id, at] : arranged(document, {20 * 216, [](const Node&) { return 140.0; }}))
        (void)document.apply(MoveNode{id, at});
    return document;
}

bool on_display = false;

double ms_of(clockid_t clock)
{
    timespec t = {};
    clock_gettime(clock, &t);
    return double(t.tv_sec) * 1e3 + double(t.tv_nsec) / 1e6;
}
/// What all threads but this one took.
double others_now()
{
    return ms_of(CLOCK_PROCESS_CPUTIME_ID) - ms_of(CLOCK_THREAD_CPUTIME_ID);
}

struct Times {
    std::vector<double> ms, by_clock;
    template <class F>
    void add(F f)
    {
        const double begin = ms_of(CLOCK_THREAD_CPUTIME_ID), clock_begin = ms_of(CLOCK_MONOTONIC);
        f();
        ms.push_back(ms_of(CLOCK_THREAD_CPUTIME_ID) - begin);
        by_clock.push_back(ms_of(CLOCK_MONOTONIC) - clock_begin);
    }
    void print(const char* what, int nodes)
    {
        const auto figures = [](std::vector<double>& all) {
            std::ranges::sort(all);
            std::printf("min %7.2f  median %7.2f  p95 %7.2f ms", all.front(), all[all.size() / 2], all[all.size() * 95 / 100]);
        };
        std::printf("%6d nodes  %-34s ", nodes, what);
        figures(ms);
        if (on_display) {
            std::printf("  by the clock ");
            figures(by_clock);
        }
        std::printf("\n");
    }
};

void measure_canvas(int nodes, bool thumbnails)
{
    GraphDocument graph;
    DataSession data(graph);
    RunList runs;
    SampleChoice sample;
    ActivationSession looks(graph, data, runs, sample);
    Canvas canvas(graph);
    canvas.resize(1280, 800);
    canvas.show();
    canvas.follow(looks);
    canvas.set_thumbnails(thumbnails);
    QImage frame(canvas.size(), QImage::Format_ARGB32_Premultiplied);
    const auto draw = [&] {
        if (!on_display)
            return canvas.render(&frame, {}, {}, QWidget::DrawWindowBackground | QWidget::DrawChildren);
        canvas.repaint();
        QGuiApplication::sync();
    };
    const auto turn = [&](QPoint by, Qt::KeyboardModifiers modifiers) {
        QWheelEvent wheel({600, 400}, {600, 400}, {}, by, Qt::NoButton, modifiers, Qt::NoScrollPhase, false);
        QApplication::sendEvent(&canvas, &wheel);
    };
    int turns = 0; // There and back again.
    const auto pan = [&] { turn({0, turns++ % 20 < 10 ? -48 : 48}, Qt::ShiftModifier); };
    Document document = network(nodes);
    Times open, panning, zooming, half, all, edit, move, arranging;
    open.add([&] {
        graph.open(std::move(document));
        draw();
    });
    while (!data.dataset())
        QApplication::processEvents(QEventLoop::WaitForMoreEvents);
    QElapsedTimer clock;
    clock.start();
    const double others = others_now();
    const NodeId some{nodes / 2};
    if (thumbnails)
        while (!canvas.thumbnails().image(some) && !looks.error() && clock.elapsed() < 300'000)
            QApplication::processEvents(QEventLoop::WaitForMoreEvents);
    const qint64 waited = clock.elapsed();
    const double worked = others_now() - others;
    canvas.set_zoom(1, {600, 400});
    canvas.show_node(some);
    draw();
    for (int i = 0; i < 100; ++i)
        panning.add([&] { pan(); draw(); });
    for (int i = 0; i < 60; ++i)
        zooming.add([&] { canvas.set_zoom(canvas.zoom() * (i % 20 < 10 ? 0.9 : 1 / 0.9), {600, 400}); draw(); });
    canvas.set_zoom(0.5, {600, 400});
    for (int i = 0; i < 100; ++i)
        half.add([&] { pan(); draw(); });
    canvas.fit();
    for (int i = 0; i < 30; ++i)
        all.add([&] { pan(); draw(); });
    canvas.set_zoom(1, {600, 400});
    canvas.show_node(some);
    const std::size_t bias = *find_layer("dense")->index_of("bias");
    const NodeId last_dense{4};
    for (int i = 0; i < 30; ++i)
        edit.add([&] {
            graph.perform(LOOM_TEXT("Set %1 to %2"), {SetSetting{last_dense, bias, Value(i % 2 == 1)}});
            draw();
        });
    for (int i = 0; i < 30; ++i)
        move.add([&] {
            graph.perform(LOOM_TEXT("Move %1"), {MoveNode{last_dense, {double(i), 5}}});
            draw();
        });
    canvas.set_zoom(1, {600, 400}); // Elsewhere than all of it.
    // Each turn of the loop by itself: between them the window answers.
    const std::size_t steps = graph.done();
    arranging.add([&] { canvas.arrange(); });
    while (graph.done() == steps)
        arranging.add([] { QApplication::processEvents(QEventLoop::WaitForMoreEvents); });
    for (auto* times : {&arranging.ms, &arranging.by_clock})
        *times = {std::ranges::max(*times)};
    std::printf("%6d nodes  %s\n", nodes, thumbnails ? "with thumbnails" : "without thumbnails");
    if (thumbnails)
        std::printf("%6d nodes  %-34s %lld ms, %.0f ms on the processor; images of %.1f MiB%s\n", nodes, "until thumbnails are there (clock)", static_cast<long long>(waited), worked,
                    double(canvas.thumbnails().bytes()) / (1 << 20), looks.error() ? "; an error" : "");
    open.print("open, first picture", nodes);
    panning.print("pan at 100%", nodes);
    zooming.print("zoom between 35% and 100%", nodes);
    half.print("pan at 50%", nodes);
    all.print("pan with all in sight", nodes);
    edit.print("edit, analysis, picture", nodes);
    move.print("move, picture", nodes);
    arranging.print("arrange, its longest turn", nodes);
}

} // namespace

int main(int argc, char** argv)
{
    std::vector<int> sizes;
    std::vector<bool> forms;
    for (int i = 1; i < argc; ++i) {
        if (!std::strcmp(argv[i], "--window"))
            on_display = true;
        else if (!std::strcmp(argv[i], "--plain") || !std::strcmp(argv[i], "--thumbnails"))
            forms.push_back(!std::strcmp(argv[i], "--thumbnails"));
        else
            sizes.push_back(std::max(10, std::atoi(argv[i])));
    }
    if (sizes.empty())
        sizes = {100, 1000, 10000};
    if (forms.empty())
        forms = {false, true};
    if (!on_display)
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    ThemeManager::instance().install();
    ThemeManager::instance().set_reduce_motion(true);
    set_interface_language(Language::English);
    std::printf("platform %s\n", utf8(QGuiApplication::platformName()).c_str());
    for (const int nodes : sizes)
        for (const bool thumbnails : forms)
            measure_canvas(nodes, thumbnails);
    return 0;
}
