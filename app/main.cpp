#include "base/process.h"
#include "canvas/picture.h"
#include "data/dataset.h"
#include "graph/ends.h"
#include "main_window.h"
#include "preferences.h"
#include "project/project.h"
#include "session.h"
#include "theme/language.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QElapsedTimer>
#include <QFile>
#include <QStandardPaths>
#include <QTimer>

#include <cstdio>
#include <ctime>
#include <unistd.h>

using namespace loom;

/// Milliseconds since this process was started (in steps of the kernel's tick, 10 ms).
static double since_start()
{
    QFile file(QStringLiteral("/proc/self/stat"));
    if (!file.open(QIODevice::ReadOnly))
        return -1;
    const QByteArray stat = file.readAll();
    const auto fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
    timespec now = {};
    clock_gettime(CLOCK_BOOTTIME, &now);
    return (double(now.tv_sec) + double(now.tv_nsec) * 1e-9 - fields[19].toDouble() / double(sysconf(_SC_CLK_TCK))) *
           1e3;
}

/// The value behind `name`, before Qt has read the arguments.
static QByteArray early_value(int argc, char** argv, const char* name)
{
    for (int i = 1; i + 1 < argc; ++i)
        if (qstrcmp(argv[i], name) == 0)
            return argv[i + 1];
    return {};
}

/// Shows a stage, waits until it is painted and settled, and writes its picture.
static void grab(MainWindow& window, const QString& stage, const QString& file)
{
    window.show_stage(stage);
    auto* clock = new QElapsedTimer;
    clock->start();
    auto* timer = new QTimer(&window);
    QObject::connect(timer, &QTimer::timeout, &window, [&window, stage, file, clock] {
        const Stage* s = window.stage(stage);
        if (clock->elapsed() < 500 || (s && !s->settled() && clock->elapsed() < 20000))
            return;
        QCoreApplication::sendPostedEvents(); // What was put in last gets its place.
        const bool good = window.grab().save(file);
        if (!good)
            std::fprintf(stderr, "cannot write %s\n", qPrintable(file));
        QCoreApplication::exit(good ? 0 : 3);
    });
    timer->start(50);
}

/// Writes the graph of a project as a picture, without a window; the exit code.
static int draw(const QString& project_path, const QString& picture, double scale)
{
    const auto told = [](const Error& e) {
        std::fprintf(stderr, "%s %s\n", qPrintable(shown(e.message)), qPrintable(shown(e.hint)));
        return e.blame == Blame::Call ? 2 : e.blame == Blame::Input ? 1 : 3;
    };
    const auto project = load_project(fs::path(project_path.toStdU16String()));
    if (!project)
        return told(project.error());
    // Shapes depend on the data; what can be said without is drawn where it cannot be opened.
    std::shared_ptr<const Dataset> dataset;
    if (const DataSetup data = data_for(project->document); !data.source.empty() || !data.path.empty()) {
        auto opened = Dataset::open(data);
        if (opened)
            dataset = *opened;
        else
            (void)told(opened.error());
    }
    const DataFacts* facts = dataset ? &dataset->facts() : nullptr;
    const Status saved = save_picture(fs::path(picture.toStdU16String()), project->document,
                                      analyse(project->document, facts), facts, scale);
    return saved ? 0 : told(saved.error());
}

int main(int argc, char** argv)
{
    const bool drawing = !early_value(argc, argv, "--picture").isEmpty();
    if (const QByteArray scale = early_value(argc, argv, "--scale"); !scale.isEmpty() && !drawing)
        qputenv("QT_SCALE_FACTOR", scale);
    if ((drawing || !early_value(argc, argv, "--grab").isEmpty()) && qEnvironmentVariableIsEmpty("DISPLAY") &&
        qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    return_large_blocks();
    QApplication app(argc, argv);
    QApplication::setApplicationName(QStringLiteral("layerloom"));
    QApplication::setApplicationVersion(QStringLiteral(LOOM_VERSION));
    QApplication::setOrganizationName(QStringLiteral("layerloom"));

    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(QStringLiteral("project"), QStringLiteral("Project to open (*.loom)"),
                                 QStringLiteral("[project]"));
    parser.addOption({QStringLiteral("picture"), QStringLiteral("Write the graph of the project as a picture (.svg, .pdf or .png) and end"),
                      QStringLiteral("file")});
    const auto hidden = [&parser](const char* name, const char* value = "") {
        QCommandLineOption o(QLatin1String(name), {}, QLatin1String(value));
        o.setFlags(QCommandLineOption::HiddenFromHelp);
        parser.addOption(o);
    };
    // For reviews and the pictures of the README.
    hidden("grab", "file");
    hidden("stage", "name");
    hidden("language", "zh|en");
    hidden("theme", "light|dark");
    hidden("size", "WxH");
    hidden("scale", "factor");
    hidden("font-scale", "factor");
    hidden("first-paint");
    parser.process(app);
    const auto value = [&parser](const char* name) { return parser.value(QLatin1String(name)); };

    const QString picture = value("picture");
    if (!picture.isEmpty() && parser.positionalArguments().isEmpty()) {
        std::fprintf(stderr, "--picture needs a project to draw\n");
        return 2;
    }
    const bool review = !picture.isEmpty() || parser.isSet(QStringLiteral("grab"));
    if (review)
        QStandardPaths::setTestModeEnabled(true);
    Preferences& preferences = Preferences::instance();
    preferences.apply();
    if (const QString l = value("language"); !l.isEmpty())
        set_interface_language(l == QLatin1String("zh") ? Language::Chinese : Language::English);
    ThemeManager& themes = ThemeManager::instance();
    if (const QString t = value("theme"); !t.isEmpty())
        themes.set_appearance(t == QLatin1String("dark") ? Appearance::Dark : Appearance::Light);
    if (const QString f = value("font-scale"); !f.isEmpty())
        themes.set_font_scale(f.toDouble());
    themes.install();
    if (!picture.isEmpty())
        return draw(parser.positionalArguments().constFirst(), picture, value("scale").isEmpty() ? 1 : value("scale").toDouble());

    Session session;
    MainWindow window(session);
    if (const auto wh = value("size").split(QLatin1Char('x')); wh.size() == 2)
        window.resize(wh[0].toInt(), wh[1].toInt());
    if (parser.isSet(QStringLiteral("first-paint")))
        QObject::connect(&window, &MainWindow::painted, &app, [] {
            timespec cpu = {};
            clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &cpu);
            std::fprintf(stderr, "%.0f ms, of which %.0f ms on a processor\n", since_start(),
                         double(cpu.tv_sec) * 1e3 + double(cpu.tv_nsec) * 1e-6);
            QCoreApplication::exit(0);
        });
    window.show();
    if (!parser.positionalArguments().isEmpty() && session.open_project(parser.positionalArguments().constFirst()))
        window.show_stage(QStringLiteral("design"));
    if (review) {
        const QString stage = value("stage").isEmpty() ? QStringLiteral("welcome") : value("stage");
        if (!stage_factory(stage)) {
            std::fprintf(stderr, "there is no stage %s\n", qPrintable(stage));
            return 2;
        }
        grab(window, stage, value("grab"));
    }
    return QApplication::exec();
}
