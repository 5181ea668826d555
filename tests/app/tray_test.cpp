#include "closing.h"
#include "project/templates.h"
#include "theme/language.h"
#include "theme/theme.h"

#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCall>
#include <QDBusVariant>
#include <QMutex>
#include <QSettings>
#include <QSystemTrayIcon>
#include <QTemporaryDir>
#include <QThread>

#include <csignal>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace loom;

/// Another program that serves while this object lives. It says on its first line how it is reached.
class Served {
public:
    explicit Served(std::vector<const char*> call)
    {
        call.push_back(nullptr);
        int ends[2];
        if (pipe(ends) != 0)
            return;
        child_ = fork();
        if (child_ == 0) {
            prctl(PR_SET_PDEATHSIG, SIGTERM);
            dup2(ends[1], STDOUT_FILENO);
            close(ends[0]);
            close(ends[1]);
            execvp(call[0], const_cast<char* const*>(call.data()));
            _exit(127);
        }
        close(ends[1]);
        for (char c = 0; ::read(ends[0], &c, 1) == 1 && c != '\n';)
            line_ += c;
        close(ends[0]);
    }
    Served(const Served&) = delete;
    Served& operator=(const Served&) = delete;
    ~Served()
    {
        if (child_ <= 0)
            return;
        kill(child_, SIGTERM);
        waitpid(child_, nullptr, 0);
    }
    /// Empty where there is no such program.
    const QByteArray& line() const { return line_; }

private:
    pid_t child_ = -1;
    QByteArray line_;
};

/// What a desktop's tray is for programs (freedesktop.org's StatusNotifierItem): they ask for it, and tell their entries. Answers on a thread of its
/// own, since who asks waits.
class TrayHost : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.kde.StatusNotifierWatcher")
    Q_PROPERTY(bool IsStatusNotifierHostRegistered READ is_there)

public:
    bool start()
    {
        moveToThread(&thread_);
        thread_.start();
        QDBusConnection own = QDBusConnection::connectToBus(qEnvironmentVariable("DBUS_SESSION_BUS_ADDRESS"), name_);
        return own.registerObject(QStringLiteral("/StatusNotifierWatcher"), this, QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllProperties) &&
               own.registerService(QStringLiteral("org.kde.StatusNotifierWatcher"));
    }
    ~TrayHost() override
    {
        QDBusConnection::disconnectFromBus(name_);
        thread_.quit();
        thread_.wait();
    }
    bool is_there() const { return true; }

    struct Choice {
        int id = 0;
        QString text;
        bool operator==(const Choice&) const = default;
    };
    /// What the menu of the entry offers, as com.canonical.dbusmenu tells it; separators and what is hidden are left out.
    QList<Choice> menu() const
    {
        QDBusMessage call = to_menu("GetLayout");
        call << 0 << -1 << QStringList();
        const QDBusMessage told = answer(call);
        QList<Choice> choices;
        if (told.arguments().size() != 2)
            return choices;
        const auto layout = told.arguments()[1].value<QDBusArgument>();
        Choice whole;
        QVariantMap about;
        layout.beginStructure();
        layout >> whole.id >> about;
        layout.beginArray();
        while (!layout.atEnd()) {
            QDBusVariant entry;
            layout >> entry;
            const auto item = entry.variant().value<QDBusArgument>();
            Choice choice;
            about.clear();
            item.beginStructure();
            item >> choice.id >> about;
            choice.text = about.value(QStringLiteral("label")).toString();
            if (about.value(QStringLiteral("visible"), true).toBool() && !choice.text.isEmpty())
                choices.append(choice);
        }
        return choices;
    }
    /// As a click on it in the tray; does not wait for what comes of it.
    void click(const Choice& choice) const
    {
        QDBusMessage call = to_menu("Event");
        call << choice.id << QStringLiteral("clicked") << QVariant::fromValue(QDBusVariant(0)) << 0u;
        QDBusConnection(name_).asyncCall(call);
    }
    QString item() const
    {
        const QMutexLocker lock(&mutex_);
        return item_;
    }

public slots:
    void RegisterStatusNotifierItem(const QString& service)
    {
        const QMutexLocker lock(&mutex_);
        item_ = service;
    }

private:
    QDBusMessage to_menu(const char* method) const
    {
        return QDBusMessage::createMethodCall(item(), QStringLiteral("/MenuBar"), QStringLiteral("com.canonical.dbusmenu"), QLatin1String(method));
    }
    /// The entry lives in the thread that asks, so that must go on.
    QDBusMessage answer(const QDBusMessage& call) const
    {
        const QDBusPendingCall pending = QDBusConnection(name_).asyncCall(call);
        [[maybe_unused]] const bool came = QTest::qWaitFor([&] { return pending.isFinished(); }, 10'000);
        return pending.reply();
    }

    const QString name_ = QStringLiteral("tray-host");
    mutable QMutex mutex_;
    QString item_;
    QThread thread_;
};

/// The window closed while it trains, on a desktop with a tray: an X server of its own with a tray on a bus of its own.
class TrayTest : public QObject {
    Q_OBJECT

    const bool has_desktop_;
    QTemporaryDir folder_;
    TrayHost tray_;
    std::unique_ptr<Session> session_;
    std::unique_ptr<MainWindow> window_;

    TrainingSession& training() const { return session_->training(); }
    QStringList offered() const
    {
        QStringList texts;
        for (const auto& choice : tray_.menu())
            texts.append(choice.text);
        return texts;
    }
    void click(const QString& text) const
    {
        for (const auto& choice : tray_.menu())
            if (choice.text == text)
                return tray_.click(choice);
        QFAIL(qPrintable(text));
    }
    void open_window()
    {
        session_ = std::make_unique<Session>();
        session_->set_device("auto", 1);
        window_ = std::make_unique<MainWindow>(*session_);
    }

public:
    explicit TrayTest(bool has_desktop) : has_desktop_(has_desktop) {}

private slots:
    void initTestCase()
    {
        if (!has_desktop_)
            QSKIP("There is no Xvfb or no dbus-daemon.");
        QVERIFY(tray_.start());
        qputenv("XDG_STATE_HOME", folder_.path().toUtf8());
        QCoreApplication::setOrganizationName(QStringLiteral("layerloom-test"));
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, folder_.path());
        set_interface_language(Language::English);
        ThemeManager::instance().install();
        QVERIFY(QSystemTrayIcon::isSystemTrayAvailable());
        open_window();
        auto document = make_template("lenet-5", {.source = "generated_digits", .settings = {{"rows", std::int64_t(600)}}});
        QVERIFY(document);
        QVERIFY(session_->new_project({}));
        session_->graph().open(*document);
        QVERIFY(session_->save_as(folder_.filePath("digits.loom")));
        window_->show();
        QVERIFY(QTest::qWaitForWindowExposed(window_.get()));
    }

    void it_trains_on_behind_an_entry()
    {
        test::start_training(*session_, *window_, 100'000);
        const auto step = training().position().step;
        test::close_and_click(*window_, "keep-training");
        QVERIFY(!window_->isVisible());
        QTRY_VERIFY(!tray_.item().isEmpty());
        QCOMPARE(offered(), (QStringList{"Show Layerloom", "Pause", "Stop and keep best", "Quit, go on later"}));
        QTRY_VERIFY(training().position().step > step);
        const auto* entry = window_->findChild<QSystemTrayIcon*>();
        QVERIFY(entry && entry->isVisible());
        QTRY_VERIFY2(entry->toolTip().contains(QLatin1String(" of 100,000, ")), qPrintable(entry->toolTip()));
    }

    void it_pauses_and_brings_the_window_back()
    {
        click(QStringLiteral("Pause"));
        QTRY_COMPARE_WITH_TIMEOUT(int(training().state()), int(TrainingSession::State::Paused), 60'000);
        QTRY_VERIFY(offered().contains(QStringLiteral("Resume")));
        click(QStringLiteral("Resume"));
        QTRY_COMPARE_WITH_TIMEOUT(int(training().state()), int(TrainingSession::State::Training), 60'000);
        click(QStringLiteral("Show Layerloom"));
        QTRY_VERIFY(window_->isVisible());
        QVERIFY(!window_->findChild<QSystemTrayIcon*>()->isVisible());
        test::close_and_click(*window_, "keep-training");
        QVERIFY(!window_->isVisible());
        QTRY_COMPARE(offered().size(), 4);
    }

    void quit_keeps_the_run_and_it_goes_on_later()
    {
        QTRY_VERIFY_WITH_TIMEOUT(training().position().epoch >= 2, 120'000);
        const std::string run = training().run();
        const auto step = training().position().step;
        QTimer::singleShot(0, this, [this] { click(QStringLiteral("Quit, go on later")); });
        QTimer too_late;
        connect(&too_late, &QTimer::timeout, qApp, [] { QCoreApplication::exit(1); });
        too_late.start(60'000);
        QCOMPARE(QApplication::exec(), 0);
        window_.reset();
        session_.reset();
        const Runs runs(fs::path(folder_.filePath("digits.loom").toStdString()));
        const auto kept = runs.load(run);
        QVERIFY(kept);
        QCOMPARE(int(kept->state), int(RunRecord::State::Unfinished));

        open_window();
        QVERIFY(session_->open_project(folder_.filePath("digits.loom")));
        window_->show();
        window_->show_stage(QStringLiteral("train"));
        auto* resume = window_->findChild<QPushButton*>(QStringLiteral("train-resume"));
        QTRY_VERIFY_WITH_TIMEOUT(resume->isVisible() && resume->isEnabled(), 60'000);
        QTest::mouseClick(resume, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(training().position().step > step, 60'000);
        QCOMPARE(training().run(), run);
        const auto metrics = runs.metrics(run);
        QVERIFY(metrics && metrics->epochs.size() >= 2);
        QCOMPARE(metrics->epochs.front().epoch, 1);
        training().discard();
        QTRY_VERIFY_WITH_TIMEOUT(!training().active(), 60'000);
    }

    void cleanupTestCase()
    {
        window_.reset();
        session_.reset();
    }
};

int main(int argc, char** argv)
{
    const Served bus({"dbus-daemon", "--session", "--nofork", "--print-address=1"}),
        display({"Xvfb", "-displayfd", "1", "-screen", "0", "1400x900x24", "-nolisten", "tcp"});
    const bool has_desktop = !bus.line().isEmpty() && !display.line().isEmpty();
    if (has_desktop) {
        qputenv("DBUS_SESSION_BUS_ADDRESS", bus.line());
        qputenv("DISPLAY", ':' + display.line());
    }
    qputenv("QT_QPA_PLATFORM", has_desktop ? "xcb" : "offscreen");
    QApplication app(argc, argv);
    TrayTest test(has_desktop);
    return QTest::qExec(&test, argc, argv);
}
#include "tray_test.moc"
