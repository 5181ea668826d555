// What the window costs a training that it shows: live_bench DATA [PAIRS] [SECONDS] [RUNS] [STEPS].
// DATA holds pictures of digits (mnist). One training on all processors goes on all the time; a pair is four turns of SECONDS each, in which
// the window is asleep, alive with all plots open, alive, and asleep again, or the other way round. RUNS others of STEPS steps each, made up
// beside it, are ticked and drawn too. Told are the loss of steps a second, pair by pair, the processor time of the window's thread, and, in 30
// seconds behind the pairs, how long the window was away between two ticks. Ends with 1 where one of these is beyond its limit.
#include "base/process.h"
#include "main_window.h"
#include "project/templates.h"
#include "schema/recipe.h"
#include "runs/run_table.h"
#include "runs/run_table_model.h"
#include "search/comparison.h"
#include "session.h"
#include "stage.h"
#include "stages/train_stage.h"
#include "theme/language.h"
#include "theme/theme.h"
#include "train/points_json.h"
#include "train/step_log.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QSettings>
#include <QTemporaryDir>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <random>
#include <thread>

using namespace loom;

namespace {

/// Beats every 4 ms while the window is alive; how long it had to wait for each beat is how long the window was busy with something else.
class Pulse : public QObject {
public:
    Pulse()
    {
        timer_.setTimerType(Qt::PreciseTimer);
        timer_.setInterval(4);
        connect(&timer_, &QTimer::timeout, this, [this] {
            gaps.push_back(1e-6 * double(since_.nsecsElapsed()));
            since_.start();
        });
    }
    void start()
    {
        since_.start();
        timer_.start();
    }
    void stop() { timer_.stop(); }
    std::vector<double> gaps; // Milliseconds between two beats.

private:
    QTimer timer_;
    QElapsedTimer since_;
};

/// How long it was, in seconds.
double run_events(double seconds)
{
    QElapsedTimer t;
    t.start();
    QEventLoop loop;
    QTimer::singleShot(int(1000 * seconds), Qt::PreciseTimer, &loop, &QEventLoop::quit);
    loop.exec();
    return 1e-9 * double(t.nsecsElapsed());
}

bool waited_for(const std::function<bool()>& there, double seconds)
{
    QElapsedTimer t;
    for (t.start(); !there(); run_events(0.05))
        if (double(t.elapsed()) > 1000 * seconds)
            return false;
    return true;
}

/// What the last news said, and when. News comes as seldom as its cost asks for, so steps are counted from news to news.
class Counter : public QObject {
public:
    struct Seen {
        double step = 0, seconds = 0;
    };
    explicit Counter(const TrainingSession& training)
    {
        since_.start();
        connect(&training, &TrainingSession::moved, this, [this](const Monitor::Position& p) {
            seen_ = {double(p.step), 1e-9 * double(since_.nsecsElapsed())};
            ++news_;
        });
    }
    /// The next news. One that is overdue, as after sleep, comes at once.
    Seen next()
    {
        const int before = news_;
        while (news_ == before)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        return seen_;
    }

private:
    Seen seen_;
    int news_ = 0;
    QElapsedTimer since_;
};

double quantile(std::vector<double> of, double q)
{
    std::ranges::sort(of);
    return of.empty() ? 0 : of[std::min(of.size() - 1, std::size_t(q * double(of.size())))];
}

/// A finished run of so many steps with a curve that falls and scatters, its other facts those of `like`.
Status make_run(const Runs& runs, RunRecord like, std::int64_t steps)
{
    constexpr std::int64_t epochs = 100;
    const auto name = runs.create();
    if (!name)
        return name.error();
    std::mt19937_64 random(std::hash<std::string>()(*name));
    std::normal_distribution<float> noise(0, 0.1f);
    StepCurve curve;
    curve.reserve(std::size_t(steps));
    std::string lines;
    for (std::int64_t i = 1; i <= steps; ++i) {
        const double x = double(i) / double(steps), loss = 2.3 * std::exp(-4 * x) + 0.05;
        curve.append({.step = i, .loss = loss * std::exp(noise(random)), .accuracy = 1 - loss / 3, .learning_rate = 1e-3});
        if (i % std::max<std::int64_t>(1, steps / epochs) == 0)
            lines += line_of(EpochPoint{.epoch = i * epochs / steps, .step = i, .loss = loss, .accuracy = 1 - loss / 3, .val_loss = loss, .val_accuracy = 1 - loss / 3, .learning_rate = 1e-3, .seconds = 10}) + '\n';
    }
    LOOM_TRY(append_steps(runs.folder(*name) / "steps.f32", curve));
    LOOM_TRY(write_file(runs.folder(*name) / "metrics.jsonl", lines));
    like.name = *name;
    like.epochs = like.best_epoch = epochs;
    like.state = RunRecord::State::Finished;
    return runs.save(like);
}

/// Told, and whether it holds.
bool held(const char* what, double measured, double limit, const char* unit)
{
    std::printf("%s: %.2f %s, at most %.0f: %s\n", what, measured, unit, limit, measured <= limit ? "held" : "MISSED");
    return measured <= limit;
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 2) {
        std::fprintf(stderr, "live_bench DATA [PAIRS] [SECONDS] [RUNS] [STEPS]\n");
        return 2;
    }
    const int pairs = argc > 2 ? std::atoi(argv[2]) : 20;
    const double seconds = argc > 3 ? std::atof(argv[3]) : 2;
    const int others = argc > 4 ? std::atoi(argv[4]) : 20;
    const std::int64_t others_steps = argc > 5 ? std::atoll(argv[5]) : 1000000;
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QTemporaryDir folder;
    qputenv("XDG_STATE_HOME", folder.path().toUtf8());
    QApplication app(argc, argv);
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, folder.path());
    set_interface_language(Language::English);
    ThemeManager::instance().install();

    Session session;
    const auto document = make_template("digits-cnn");
    if (!document || !session.new_project({})) {
        std::fprintf(stderr, "The project could not be made.\n");
        return 1;
    }
    session.graph().open(*document);
    session.data().open_path(QString::fromLocal8Bit(argv[1]));
    Recipe recipe = session.graph().document().recipe();
    recipe.settings[*recipe_type().index_of("epochs")] = std::int64_t(1000);
    session.graph().perform(LOOM_TEXT("Set %1 to %2"), {SetRecipe{recipe}});
    // Short validations: how many of them fall into a window says nothing about the window's cost.
    DataSetup data = session.graph().document().data();
    data.validation_share = 0.01;
    session.graph().perform(LOOM_TEXT("Set %1 to %2"), {SetData{data}});
    if (!session.save_as(folder.filePath("live.loom"))) {
        std::fprintf(stderr, "The project could not be saved.\n");
        return 1;
    }
    if (!waited_for([&] { return session.data().dataset() && !session.data().is_loading(); }, 60)) {
        const auto& why = session.data().error();
        std::fprintf(stderr, "The data could not be read. %s\n", why ? render(why->message, Language::English).c_str() : "");
        return 1;
    }
    MainWindow window(session);
    window.resize(1440, 900);
    window.show();
    window.show_stage(QStringLiteral("train"));
    waited_for([&] { return window.stage(QStringLiteral("train"))->settled(); }, 60);
    for (QAction* action : window.stage(QStringLiteral("train"))->commands())
        if (action->shortcut() == QKeySequence(Qt::CTRL | Qt::Key_Return))
            action->trigger();
    TrainingSession& training = session.training();
    if (!waited_for([&] { return training.metrics().epochs.size() >= 1; }, 300)) {
        std::fprintf(stderr, "The training did not get anywhere.\n");
        return 1;
    }
    const RunRecord own = session.run_list().records().front();
    for (int i = 0; i < others; ++i)
        if (const Status made = make_run(session.run_list().store(), own, others_steps); !made) {
            std::fprintf(stderr, "%s\n", render(made.error().message, Language::English).c_str());
            return 1;
        }
    session.run_list().refresh();
    auto& ledger = *window.findChild<RunTableModel*>();
    for (const RunRecord& r : session.run_list().records())
        ledger.set_ticked(r.name, true);
    waited_for([&] { return window.stage(QStringLiteral("train"))->settled(); }, 60);
    run_events(3); // The first look at the curves is not what goes on all the time.
    std::printf("%zu runs are drawn, %d of them with %lld steps\n", ledger.overlays().size(), others, static_cast<long long>(others_steps));

    std::vector<double> losses;
    Counter counter(training);
    double busy = 0, alive = 0;
    for (int pair = 0; pair < pairs; ++pair) {
        Counter::Seen made[2]; // Asleep, alive.
        // There and back, so that a machine that grows slower or faster favours neither.
        for (const int turn : {0, 1, 1, 0}) {
            const bool awake = turn != pair % 2;
            const Counter::Seen before = counter.next();
            if (awake) {
                const double cpu = thread_seconds();
                alive += run_events(seconds);
                busy += thread_seconds() - cpu;
            } else {
                std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
            }
            const Counter::Seen after = counter.next();
            made[awake].step += after.step - before.step;
            made[awake].seconds += after.seconds - before.seconds;
        }
        const double speed[2] = {made[0].step / made[0].seconds, made[1].step / made[1].seconds};
        losses.push_back(1 - speed[1] / speed[0]);
        std::printf("pair %2d: %6.1f steps/s alone, %6.1f with the window, loss %+.2f %%\n", pair + 1, speed[0], speed[1], 100 * losses.back());
        std::fflush(stdout);
    }
    Pulse pulse; // By itself: 250 beats a second cost the window's thread as much as its work does.
    pulse.start();
    run_events(30);
    pulse.stop();
    const MeanInterval loss = interval_of(losses, 0);
    std::printf("loss of steps a second: mean %.2f %%, 95 %% interval %.2f to %.2f %%, median %.2f %%\n", 100 * loss.mean, 100 * (loss.mean - loss.half), 100 * (loss.mean + loss.half), 100 * quantile(losses, 0.5));
    std::printf("window's thread: %.2f %% of a processor over %.0f s\n", 100 * busy / alive, alive);
    std::printf("between two ticks (4 ms): median %.1f, 99th percentile %.1f, longest %.1f ms of %zu\n", quantile(pulse.gaps, 0.5), quantile(pulse.gaps, 0.99), quantile(pulse.gaps, 1), pulse.gaps.size());
    std::printf("steps shown: %zu, epochs: %zu\n", training.metrics().steps.size(), training.metrics().epochs.size());
    training.discard();
    waited_for([&] { return !training.active(); }, 60);
    bool good = held("loss of steps a second, upper end of the interval", 100 * (loss.mean + loss.half), 3, "%");
    good &= held("window's thread", 100 * busy / alive, 2, "% of a processor");
    good &= held("between two ticks, 99th percentile", quantile(pulse.gaps, 0.99), 16, "ms");
    good &= held("between two ticks, longest", quantile(pulse.gaps, 1), 50, "ms");
    return good ? 0 : 1;
}
