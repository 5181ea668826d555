// Frames of 20 overlaid runs while panning (--overlaid: only these); how long one redraw of a curve takes, beside QCustomPlot's own
// graph, and what it holds. Time of the window's thread on the processor, so that neighbours on a busy machine do not count.
#include "plots/plot_view.h"
#include "theme/theme.h"

#include <QApplication>
#include <QElapsedTimer>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>

using namespace loom;

static double processor_ms()
{
    timespec t = {};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return double(t.tv_sec) * 1e3 + double(t.tv_nsec) / 1e6;
}

static double best_of(int rounds, const std::function<void()>& work)
{
    double best = 1e9;
    for (int k = 0; k < rounds; ++k) {
        const double start = processor_ms();
        work();
        best = std::min(best, processor_ms() - start);
    }
    return best;
}

constexpr int overlaid_runs = 20, overlaid_points = 1'000'000;

/// A view that moves by three pixels a frame.
static void pan(PlotView& view, const char* name, double share, bool log)
{
    constexpr int frames = 200;
    view.follow();
    view.flush();
    const QCPRange values = view.value_range();
    view.zoom_to({0, overlaid_points * share}, values);
    view.flush();
    std::vector<double> times;
    const double most = overlaid_points * (1 - share), per_frame = 3 * overlaid_points * share / view.plot()->axisRect()->width();
    double at = 0, by = per_frame;
    for (int f = 0; f < frames; ++f) {
        at += by;
        if (at < 0 || at > most)
            by = -by;
        at = std::clamp(at, 0.0, most);
        view.plot()->xAxis->setRange(at, at + overlaid_points * share);
        times.push_back(best_of(1, [&] { view.plot()->replot(QCustomPlot::rpImmediateRefresh); }));
    }
    std::ranges::sort(times);
    std::printf("%-24s %s, %4.1f%% in sight: least %5.2f, median %5.2f, 99th percentile %5.2f ms a frame\n", name, log ? "log   " : "linear", 100 * share,
                times.front(), times[times.size() / 2], times[times.size() * 99 / 100]);
    std::fflush(stdout);
}

/// Twenty runs of a million steps each, as Train overlays them.
static void overlaid(const char* name, const std::vector<CurveLook::Line>& lines)
{
    PlotView view({});
    view.resize(800, 500);
    view.set_live(true); // As while a run goes on.
    view.ensurePolished();
    for (int r = 0; r < overlaid_runs; ++r)
        for (const CurveLook::Line line : lines) {
            const int c = view.add_curve({.run = QString::number(r), .series = r, .line = line, .end_mark = false});
            const double noise = line == CurveLook::Line::Raw ? 0.5 : 0.01;
            for (int i = 0; i < overlaid_points; ++i)
                view.append(c, i, (1 + 0.1 * r) * (0.05 + std::exp(-i * 4e-6)) * (1 + noise * std::sin(i * 7.7 + r) * std::sin(i * 0.31)));
        }
    for (const bool log : {false, true}) {
        view.set_log(log);
        for (const double share : {0.9, 0.2, 0.005})
            pan(view, name, share, log);
    }
}

int main(int argc, char** argv)
{
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    ThemeManager::instance().install();
    overlaid("20 x 1M raw and smoothed", {CurveLook::Line::Raw, CurveLook::Line::Dotted});
    overlaid("20 x 1M raw", {CurveLook::Line::Raw});
    if (app.arguments().contains(QStringLiteral("--overlaid")))
        return 0;
    for (const int n : {100'000, 1'000'000, 10'000'000}) {
        for (const auto& [name, line] : {std::pair("solid 2 px", CurveLook::Line::Solid), {"dotted 2 px", CurveLook::Line::Dotted}, {"raw 1 px", CurveLook::Line::Raw}}) {
            PlotView view({});
            view.resize(800, 500);
            view.set_live(true);
            view.ensurePolished();
            const int c = view.add_curve({.run = "run", .line = line});
            QElapsedTimer t;
            t.start();
            for (int i = 0; i < n; ++i)
                view.append(c, i, std::sin(i * 1e-5) + 0.3 * std::sin(i * 7.7));
            const double append = double(t.nsecsElapsed()) / n;
            view.flush();
            const double redraw = best_of(10, [&] { view.plot()->replot(QCustomPlot::rpImmediateRefresh); });
            std::printf("%9d points, %-11s append %4.0f ns/point, redraw %6.2f ms, %6.1f MB\n", n, name, append, redraw,
                        double(view.points(c).memory_bytes()) / 1e6);
        }
        if (n <= 1'000'000) {
            QCustomPlot plain;
            plain.resize(800, 500);
            plain.setPlottingHints(QCP::phFastPolylines);
            plain.setNotAntialiasedElements(QCP::aeAll);
            plain.addGraph();
            for (int i = 0; i < n; ++i)
                plain.graph(0)->addData(i, std::sin(i * 1e-5) + 0.3 * std::sin(i * 7.7));
            plain.rescaleAxes();
            std::printf("%9d points, QCPGraph    redraw %6.2f ms\n", n, best_of(10, [&] { plain.replot(QCustomPlot::rpImmediateRefresh); }));
        }
    }
}
