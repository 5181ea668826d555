// How long the window is away while the curves of Train change: curves_bench [RUNS] [STEPS]. That many runs (20) of that many steps each
// (1,000,000) are written, ticked one after the other, smoothed otherwise and put on other axes. Told are, for each of these, the time until
// the call is back, the longest absence of the window's thread until all is drawn, on the clock and on the processor, and when that was.
#include "bridge/training_session.h"
#include "plots/plot_view.h"
#include "project/templates.h"
#include "runs/run_table_model.h"
#include "stage.h"
#include "stages/train_plots.h"
#include "theme/language.h"
#include "theme/theme.h"
#include "train/points_json.h"
#include "train/step_log.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QSettings>
#include <QSlider>
#include <QTemporaryDir>

#include <cmath>
#include <cstdio>
#include <ctime>

using namespace loom;

namespace {

double thread_ms()
{
    timespec t{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return 1e3 * double(t.tv_sec) + 1e-6 * double(t.tv_nsec);
}

void write_runs(const fs::path& project, int runs, std::int64_t steps)
{
    const Runs store(project);
    const std::int64_t per_epoch = std::max<std::int64_t>(1, steps / 100);
    for (int r = 0; r < runs; ++r) {
        RunRecord record{.name = *store.create(), .state = RunRecord::State::Finished, .document = *make_template("digits-mlp")};
        record.seed = r;
        record.epochs = 100;
        (void)store.save(record);
        StepCurve curve;
        curve.reserve(std::size_t(steps));
        for (std::int64_t s = 1; s <= steps; ++s)
            curve.append({.step = s,
                          .loss = (1 + 0.1 * r) * (0.05 + std::exp(-double(s) * 4 / double(steps))) * (1 + 0.5 * std::sin(double(s) * 7.7)),
                          .gradient_norm = s <= 100 || s % 10 == 0 ? 1 + std::sin(double(s)) / 2 : not_measured});
        (void)append_steps(store.folder(record.name) / "steps.f32", curve);
        for (std::int64_t epoch = 1; epoch <= 100; ++epoch)
            (void)append_line(store.folder(record.name) / "metrics.jsonl",
                              line_of(EpochPoint{.epoch = epoch, .step = epoch * per_epoch, .loss = 1, .accuracy = 0.9, .val_loss = 1.0 / double(epoch), .val_accuracy = 0.9, .learning_rate = 0.01, .seconds = 60}),
                              Sync::No);
    }
}

/// One turn after the other of the event loop, until nothing has been done for 0.7 s.
void measure(const char* what, const std::function<void()>& work)
{
    QElapsedTimer all, turn, idle;
    all.start();
    turn.start();
    double before = thread_ms();
    work();
    const double call = 1e-6 * double(turn.nsecsElapsed()), call_cpu = thread_ms() - before;
    double longest = call, longest_cpu = call_cpu, last = call;
    for (idle.start(); idle.elapsed() < 700;) {
        turn.start();
        before = thread_ms();
        QCoreApplication::processEvents(QEventLoop::AllEvents, 0);
        const double took = 1e-6 * double(turn.nsecsElapsed()), cpu = thread_ms() - before;
        longest = std::max(longest, took);
        longest_cpu = std::max(longest_cpu, cpu);
        if (cpu > 0.3) {
            idle.start();
            last = double(all.elapsed());
        }
        timespec nap{0, 500'000};
        ::nanosleep(&nap, nullptr);
    }
    std::printf("%-28s call %7.1f ms (%7.1f), longest turn %7.1f ms (%7.1f on the processor), done after %6.0f ms\n", what, call, call_cpu, longest, longest_cpu, last);
    std::fflush(stdout);
}

} // namespace

int main(int argc, char** argv)
{
    const int runs = argc > 1 ? std::atoi(argv[1]) : 20;
    const std::int64_t steps = argc > 2 ? std::atoll(argv[2]) : 1'000'000;
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    const QTemporaryDir folder;
    QApplication app(argc, argv);
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, folder.path());
    set_interface_language(Language::English);
    ThemeManager::instance().install();
    const fs::path project = fs::path(folder.path().toStdString()) / "p.loom";
    write_runs(project, runs, steps);

    RunList list;
    list.set_project(project);
    TrainingSession training;
    RunTableModel model(list, training);
    TrainPlots plots(list, training, model);
    plots.resize(880, 500);
    plots.show();
    measure("the first run", [] {});
    for (int r = runs - 1; r > 1; --r)
        model.set_ticked("run-" + std::to_string(r), true);
    measure("further runs", [] {});
    measure("the last run ticked", [&] { model.set_ticked("run-1", true); });
    auto* slider = plots.findChild<QSlider*>();
    for (const int value : {20, 80})
        measure("smoothing", [&] { slider->setValue(value); });
    for (const auto axis : {TrainPlots::Axis::Step, TrainPlots::Axis::Time, TrainPlots::Axis::Epoch})
        measure("another axis", [&] { plots.set_axis(axis); });
    measure("a run unticked", [&] { model.set_ticked("run-2", false); });
    measure("and ticked again", [&] { model.set_ticked("run-2", true); });
}
