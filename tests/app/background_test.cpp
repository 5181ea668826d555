#include "../widgets/notice_server.h"
#include "closing.h"
#include "preferences.h"
#include "project/templates.h"
#include "theme/language.h"

#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace loom;

/// The window closed while it trains, and what is told at the end.
class BackgroundTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    test::NoticeServer server_;
    std::unique_ptr<Session> session_;
    std::unique_ptr<MainWindow> window_;
    bool has_bus_ = false;

    TrainingSession& training() const { return session_->training(); }
    void start(std::int64_t epochs) const { test::start_training(*session_, *window_, epochs); }
    void close_and_click(const char* name) const { test::close_and_click(*window_, name); }

private slots:
    void initTestCase()
    {
        has_bus_ = server_.start();
        qputenv("XDG_STATE_HOME", folder_.path().toUtf8());
        QCoreApplication::setOrganizationName(QStringLiteral("layerloom-test"));
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, folder_.path());
        set_interface_language(Language::English);
        ThemeManager::instance().install();
        session_ = std::make_unique<Session>();
        session_->set_device("auto", 1);
        window_ = std::make_unique<MainWindow>(*session_);
        auto document = make_template("lenet-5", {.source = "generated_digits", .settings = {{"rows", std::int64_t(600)}}});
        QVERIFY(document);
        QVERIFY(session_->new_project({}));
        session_->graph().open(*document);
        QVERIFY(session_->save_as(folder_.filePath("digits.loom")));
        window_->show();
        QVERIFY(QTest::qWaitForWindowActive(window_.get()));
    }

    void without_a_training_it_just_closes()
    {
        window_->close();
        QVERIFY(!window_->isVisible());
        window_->show();
    }

    void cancel_leaves_all_as_it_was()
    {
        start(100'000);
        close_and_click("no such button");
        QVERIFY(window_->isVisible() && !window_->isMinimized());
        QVERIFY(training().active());
    }

    void it_goes_on_without_the_window()
    {
        const auto step = training().position().step;
        close_and_click("keep-training");
        // Offscreen there is no tray; tray_test has one.
        QVERIFY(window_->isMinimized());
        QTRY_VERIFY(training().position().step > step);
        QVERIFY(training().active());
    }

    void the_end_is_told_while_the_window_is_away()
    {
        if (!has_bus_)
            QSKIP("There is no dbus-daemon.");
        training().discard(); // The user's own doing is not told.
        QTRY_VERIFY_WITH_TIMEOUT(!training().active(), 60'000);
        server_.settle();
        QCOMPARE(server_.shown.size(), 0);
        window_->showNormal();
        start(5);
        window_->showMinimized();
        QVERIFY(training().active()); // Else nothing is tried below.
        QTRY_VERIFY_WITH_TIMEOUT(!training().active(), 120'000);
        QTRY_COMPARE(server_.shown.size(), 1);
        QCOMPARE(server_.shown.last().title, QStringLiteral("Training has finished"));
        const QString text = server_.shown.last().text;
        QVERIFY2(text.startsWith(QLatin1String("digits, Run ")) && text.contains(QLatin1String("5 epochs")) && text.contains(QLatin1String("accuracy ")),
                 qPrintable(text));
        // A click brings the window back.
        window_->show_stage(QStringLiteral("design"));
        server_.click(server_.shown.last().id, QStringLiteral("default"));
        QTRY_VERIFY(!window_->isMinimized());
        QCOMPARE(window_->current_stage(), QStringLiteral("train"));

        Preferences::instance().set_notice_at_end(false);
        start(5);
        window_->showMinimized();
        QVERIFY(training().active());
        QTRY_VERIFY_WITH_TIMEOUT(!training().active(), 120'000);
        server_.settle();
        QCOMPARE(server_.shown.size(), 1);
        Preferences::instance().set_notice_at_end(true);
        window_->showNormal();
    }

    void what_is_left_can_be_gone_on_with()
    {
        start(100'000);
        const std::string run = training().run();
        close_and_click("go-on-later");
        QVERIFY(!window_->isVisible());
        window_.reset();
        session_.reset();
        const auto read = Runs(fs::path(folder_.filePath("digits.loom").toStdString())).load(run);
        QVERIFY(read);
        QCOMPARE(int(read->state), int(RunRecord::State::Unfinished));
    }
};

QTEST_MAIN(BackgroundTest)
#include "background_test.moc"
