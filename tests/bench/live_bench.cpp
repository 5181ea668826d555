// What the window costs a training that it shows: live_bench DATA [PAIRS] [SECONDS].
// DATA holds pictures of digits (mnist). One training on all processors goes on all the time; in turns the window is alive with all plots
// open, and asleep. Told are the loss of steps a second between the two, pair by pair, the processor time of the window's thread, and how
// long the window was away between two ticks.
#include "main_window.h"
#include "project/templates.h"
#include "schema/recipe.h"
#include "session.h"
#include "stage.h"
#include "theme/language.h"
#include "theme/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QSettings>
#include <QTemporaryDir>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <numeric>
#include <thread>

using namespace loom;

namespace {

double thread_seconds()
{
    timespec t{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return double(t.tv_sec) + 1e-9 * double(t.tv_nsec);
}

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

void run_events(double seconds)
{
    QEventLoop loop;
    QTimer::singleShot(int(1000 * seconds), Qt::PreciseTimer, &loop, &QEventLoop::quit);
    loop.exec();
}

/// Steps that were made by now; the news is taken.
double steps_made(const TrainingSession& training)
{
    run_events(0.07); // Two turns of its timer.
    return double(training.metrics().steps.size());
}

bool waited_for(const std::function<bool()>& there, double seconds)
{
    QElapsedTimer t;
    for (t.start(); !there(); run_events(0.05))
        if (double(t.elapsed()) > 1000 * seconds)
            return false;
    return true;
}

double quantile(std::vector<double> of, double q)
{
    std::ranges::sort(of);
    return of.empty() ? 0 : of[std::min(of.size() - 1, std::size_t(q * double(of.size())))];
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 2) {
        std::fprintf(stderr, "live_bench DATA [PAIRS] [SECONDS]\n");
        return 2;
    }
    const int pairs = argc > 2 ? std::atoi(argv[2]) : 20;
    const double seconds = argc > 3 ? std::atof(argv[3]) : 3;
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QTemporaryDir folder;
    qputenv("XDG_STATE_HOME", folder.path().toUtf8());
    QApplication app(argc, argv);
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, folder.path());
    set_interface_language(Language::English);
    ThemeManager::instance().install();

    Session session;
    const auto document = make_template("digits-cnn", {.path = argv[1]});
    if (!document || !session.new_project({})) {
        std::fprintf(stderr, "The project could not be made.\n");
        return 1;
    }
    session.graph().open(*document);
    Recipe recipe = session.graph().document().recipe();
    recipe.settings[*recipe_type().index_of("epochs")] = std::int64_t(1000);
    session.graph().perform(LOOM_TEXT("Set %1 to %2"), {SetRecipe{recipe}});
    if (!session.save_as(folder.filePath("live.loom")) || !waited_for([&] { return session.data().dataset() && !session.data().is_loading(); }, 60)) {
        std::fprintf(stderr, "The data could not be read.\n");
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

    std::vector<double> losses;
    Pulse pulse;
    double busy = 0, alive = 0;
    for (int pair = 0; pair < pairs; ++pair) {
        double speed[2] = {}; // Asleep, alive.
        for (const bool awake : {pair % 2 == 0, pair % 2 != 0}) {
            const double before = steps_made(training);
            QElapsedTimer t;
            t.start();
            if (awake) {
                const double cpu = thread_seconds();
                pulse.start();
                run_events(seconds);
                pulse.stop();
                busy += thread_seconds() - cpu;
                alive += seconds;
            } else {
                std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
            }
            const double after = steps_made(training);
            speed[awake] = (after - before) / (1e-3 * double(t.elapsed()));
        }
        losses.push_back(1 - speed[1] / speed[0]);
        std::printf("pair %2d: %6.1f steps/s alone, %6.1f with the window, loss %+.2f %%\n", pair + 1, speed[0], speed[1], 100 * losses.back());
        std::fflush(stdout);
    }
    const double n = double(losses.size()), mean = std::accumulate(losses.begin(), losses.end(), 0.0) / n;
    double squares = 0;
    for (const double l : losses)
        squares += (l - mean) * (l - mean);
    const double half = 2.09 * std::sqrt(squares / (n - 1) / n); // Student's t at 95 % for 20 pairs.
    std::printf("loss of steps a second: mean %.2f %%, 95 %% interval %.2f to %.2f %%, median %.2f %%\n", 100 * mean, 100 * (mean - half), 100 * (mean + half), 100 * quantile(losses, 0.5));
    std::printf("window's thread: %.2f %% of a processor over %.0f s (the 250 beats a second included)\n", 100 * busy / alive, alive);
    std::printf("between two ticks (4 ms): median %.1f, 99th percentile %.1f, longest %.1f ms of %zu\n", quantile(pulse.gaps, 0.5), quantile(pulse.gaps, 0.99), quantile(pulse.gaps, 1), pulse.gaps.size());
    std::printf("steps shown: %zu, epochs: %zu\n", training.metrics().steps.size(), training.metrics().epochs.size());
    training.discard();
    waited_for([&] { return !training.active(); }, 60);
}
