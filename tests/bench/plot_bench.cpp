// How long one redraw of a curve takes, beside QCustomPlot's own graph, and what it holds.
#include "plots/plot_view.h"
#include "theme/theme.h"

#include <QApplication>
#include <QElapsedTimer>

#include <cmath>
#include <cstdio>

using namespace loom;

static double best_of(int rounds, const std::function<void()>& work)
{
    double best = 1e9;
    for (int k = 0; k < rounds; ++k) {
        QElapsedTimer t;
        t.start();
        work();
        best = std::min(best, double(t.nsecsElapsed()) / 1e6);
    }
    return best;
}

int main(int argc, char** argv)
{
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    ThemeManager::instance().install();
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
