#include "looks.h"
#include "runs/run_table_model.h"
#include "schema/recipe.h"
#include "session.h"
#include "stages/queue_panel.h"
#include "stages/queue_time.h"
#include "stages/train_stage.h"
#include "theme/controls.h"

#include <QApplication>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QProcess>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <unistd.h>

using namespace loom;

/// The queue in the Train stage: filled, put in order, timed, worked off; closed, killed, and worked on by another program.
class QueueTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    std::unique_ptr<Session> session_;
    std::unique_ptr<TrainStage> stage_;

    QString project() const { return folder_.filePath(QStringLiteral("points.loom")); }
    fs::path file() const { return fs::path(project().toStdString()); }
    QueueSession& queue() const { return session_->queue(); }
    std::vector<std::int64_t> order() const
    {
        std::vector<std::int64_t> numbers;
        for (const QueueEntry& e : queue().entries())
            numbers.push_back(e.number);
        return numbers;
    }
    static std::int64_t epochs_of(const Document& d) { return unpack_recipe(d.recipe().settings).epochs; }
    void set_epochs(std::int64_t epochs) const
    {
        Recipe recipe = session_->graph().document().recipe();
        recipe.settings[*recipe_type().index_of("epochs")] = epochs;
        QVERIFY(session_->graph().perform(LOOM_TEXT("Set the recipe"), {SetRecipe{recipe}}));
    }
    void open()
    {
        session_ = std::make_unique<Session>();
        session_->set_device("reference", 1);
        QVERIFY(session_->open_project(project()));
        QTRY_VERIFY_WITH_TIMEOUT(session_->data().dataset() && !session_->data().is_loading(), 60'000);
        stage_ = std::make_unique<TrainStage>(*session_);
        stage_->resize(1376, 832);
        stage_->show();
        QVERIFY(QTest::qWaitForWindowActive(stage_.get()));
    }
    /// Until the queue has looked twice whether something is to begin.
    void wait_for_looks() const
    {
        const QSignalSpy looks(queue().findChild<QTimer*>(), &QTimer::timeout);
        QTRY_VERIFY_WITH_TIMEOUT(looks.size() >= 2, 20'000);
    }
    void close()
    {
        stage_.reset();
        session_.reset();
    }
    QToolButton* tool(std::int64_t number, int which) const
    {
        auto* line = stage_->queue()->findChild<QWidget*>(QStringLiteral("queue-row-%1").arg(number));
        return line ? line->findChildren<QToolButton*>().value(which) : nullptr;
    }
    enum Tool { Time, Up, Down, Remove };
    static void type_time(const QString& text, const char* button)
    {
        QTimer::singleShot(0, qApp, [text, button] {
            auto* dialog = qobject_cast<QueueTime*>(QApplication::activeModalWidget());
            QVERIFY(dialog);
            auto* field = dialog->findChild<QLineEdit*>(QStringLiteral("queue-time-field"));
            field->selectAll();
            QTest::keyClicks(field, text);
            if (const QString folder = qEnvironmentVariable("LOOM_PICTURES"); !folder.isEmpty())
                QVERIFY(dialog->grab().save(folder + QStringLiteral("/queue-time-%1.png").arg(button ? "right" : "wrong")));
            auto* set = dialog->findChild<QPushButton*>(QStringLiteral("queue-time-set"));
            if (button)
                QTest::mouseClick(set, Qt::LeftButton);
            else
                QVERIFY(!set->isEnabled());
            if (dialog->isVisible())
                dialog->reject();
        });
    }
    static void answer_question(bool yes)
    {
        QTimer::singleShot(0, qApp, [yes] {
            auto* box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
            QVERIFY(box);
            if (yes)
                box->findChild<QPushButton*>(QStringLiteral("queue-remove-yes"))->click();
            else
                box->button(QMessageBox::Cancel)->click();
        });
    }
    void start_long() const
    {
        set_epochs(1'000'000);
        QTRY_VERIFY(stage_->start_button()->isEnabled());
        QTest::mouseClick(stage_->start_button(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(session_->training().state() == TrainingSession::State::Training, 60'000);
    }

    /// What the process is that is killed: a window that works on the queue until then.
    int be_killed()
    {
        Session session;
        session.set_device("reference", 1);
        if (!session.open_project(qEnvironmentVariable("LOOM_QUEUE_PROJECT")))
            return 3;
        return QCoreApplication::exec();
    }

private slots:
    void initTestCase()
    {
        QCoreApplication::setOrganizationName(QStringLiteral("layerloom-test"));
        if (qEnvironmentVariableIsSet("LOOM_QUEUE_PROJECT"))
            ::_exit(be_killed());
        qputenv("XDG_STATE_HOME", folder_.path().toUtf8());
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, folder_.path());
        ThemeManager::instance().install();
        test::take_look(false, false, 1);
        Session session;
        QVERIFY(session.new_project(QStringLiteral("two-features")));
        QVERIFY(session.save_as(project()));
    }

    void init() { open(); }
    void cleanup()
    {
        QVERIFY(!queue().waits() || queue().pause(true)); // Else the next one begins.
        if (session_->training().active())
            session_->training().discard();
        QTRY_VERIFY_WITH_TIMEOUT(!session_->training().active(), 60'000);
        close();
        std::error_code ignored;
        fs::remove_all(Runs::beside(file()), ignored);
    }

    void nothing_queued_takes_no_room()
    {
        QVERIFY(!stage_->queue()->isVisible());
        QVERIFY(stage_->add_button()->isVisible() && stage_->add_button()->isEnabled());
        std::error_code ignored;
        QVERIFY(!fs::exists(Queue::beside(file()), ignored));
    }

    void it_keeps_the_project_as_it_was_and_begins_by_itself()
    {
        start_long();
        set_epochs(3);
        QTest::mouseClick(stage_->add_button(), Qt::LeftButton);
        set_epochs(4);
        QTest::mouseClick(stage_->add_button(), Qt::LeftButton);
        set_epochs(1'000);
        QCOMPARE(order(), (std::vector<std::int64_t>{1, 2}));
        QVERIFY(stage_->queue()->isVisible());
        QCOMPARE(session_->run_list().records().size(), std::size_t(1));
        wait_for_looks();
        QCOMPARE(queue().current(), std::int64_t(0)); // One after another.
        QTest::mouseClick(stage_->stop_button(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(queue().entries().empty() && !session_->training().active(), 60'000);
        const auto runs = Runs(file()).list().runs;
        QCOMPARE(runs.size(), std::size_t(3));
        QCOMPARE(epochs_of(runs[1].document), std::int64_t(3));
        QCOMPARE(epochs_of(runs[2].document), std::int64_t(4));
        QCOMPARE(runs[1].member.trial, std::int64_t(1));
        QVERIFY(runs[1].state == RunRecord::State::Finished && runs[2].state == RunRecord::State::Finished);
        QTRY_VERIFY(!stage_->queue()->isVisible());
        QCOMPARE(Queue::read(Queue::beside(file()))->entries.size(), std::size_t(2)); // As `loom queue` leaves it.
    }

    void order_by_keys()
    {
        start_long();
        for (int n = 0; n < 3; ++n)
            QTest::mouseClick(stage_->add_button(), Qt::LeftButton);
        QVERIFY(!tool(1, Up)->isEnabled());
        QVERIFY(!tool(3, Down)->isEnabled());
        tool(3, Up)->setFocus();
        QTest::keyClick(tool(3, Up), Qt::Key_Space);
        QCOMPARE(order(), (std::vector<std::int64_t>{1, 3, 2}));
        QVERIFY(tool(3, Up)->hasFocus());
        QTest::keyClick(tool(3, Up), Qt::Key_Space);
        QCOMPARE(order(), (std::vector<std::int64_t>{3, 1, 2}));
        QVERIFY(tool(3, Down)->hasFocus()); // Up is no longer possible.
        QTest::keyClick(tool(3, Down), Qt::Key_Space);
        QCOMPARE(order(), (std::vector<std::int64_t>{1, 3, 2}));
        QCOMPARE(Queue::read(Queue::beside(file()))->entries[1].number, std::int64_t(3));
    }

    void taking_out_is_asked()
    {
        start_long();
        for (int n = 0; n < 2; ++n)
            QTest::mouseClick(stage_->add_button(), Qt::LeftButton);
        answer_question(false);
        QTest::mouseClick(tool(1, Remove), Qt::LeftButton);
        QCOMPARE(order(), (std::vector<std::int64_t>{1, 2}));
        answer_question(true);
        QTest::mouseClick(tool(1, Remove), Qt::LeftButton);
        QCOMPARE(order(), (std::vector<std::int64_t>{2}));
        answer_question(true);
        QTest::mouseClick(tool(2, Remove), Qt::LeftButton);
        QVERIFY(!stage_->queue()->isVisible());
    }

    void a_start_time_is_waited_for()
    {
        set_epochs(2);
        type_time(QStringLiteral("25:00"), nullptr);
        stage_->queue()->add_later();
        QVERIFY(queue().entries().empty());
        const QDateTime soon = QDateTime::currentDateTime().addSecs(3600);
        type_time(soon.toString(QStringLiteral("yyyy-MM-dd HH:mm")), "set");
        stage_->queue()->add_later();
        QCOMPARE(queue().entries().size(), std::size_t(1));
        QCOMPARE(*queue().entries()[0].at, soon.toSecsSinceEpoch() - soon.time().second());
        wait_for_looks();
        QVERIFY(!session_->training().active());
        QVERIFY(stage_->start_button()->isEnabled()); // Others may train until then.
        const QDateTime now = QDateTime::currentDateTime().addSecs(3);
        type_time(now.toString(QStringLiteral("HH:mm:ss")), "set");
        QTest::mouseClick(tool(1, Time), Qt::LeftButton);
        QVERIFY(*queue().entries()[0].at >= now.toSecsSinceEpoch());
        QSignalSpy started(&session_->training(), &TrainingSession::started);
        QTRY_VERIFY_WITH_TIMEOUT(started.size() == 1, 20'000);
        QVERIFY(QDateTime::currentDateTime().toSecsSinceEpoch() >= now.toSecsSinceEpoch());
        QTRY_VERIFY_WITH_TIMEOUT(queue().entries().empty(), 60'000);
    }

    void paused_nothing_begins()
    {
        start_long();
        set_epochs(2);
        QTest::mouseClick(stage_->add_button(), Qt::LeftButton);
        QTest::mouseClick(stage_->queue()->pause_button(), Qt::LeftButton);
        QVERIFY(queue().paused());
        QTest::mouseClick(stage_->stop_button(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!session_->training().active(), 60'000);
        wait_for_looks();
        QVERIFY(!session_->training().active());
        // Also when the project is opened again.
        close();
        open();
        QVERIFY(queue().paused());
        QVERIFY(stage_->queue()->isVisible());
        wait_for_looks();
        QVERIFY(!session_->training().active());
        QTest::mouseClick(stage_->queue()->pause_button(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(queue().entries().empty(), 60'000);
        QCOMPARE(Runs(file()).list().runs.back().state, RunRecord::State::Finished);
    }

    void what_cannot_be_trained_is_told_and_the_next_one_comes()
    {
        start_long();
        Document broken = session_->graph().document();
        DataSetup nowhere;
        nowhere.source = "csv";
        nowhere.path = folder_.filePath(QStringLiteral("no.csv")).toStdString();
        QVERIFY(broken.apply(SetData{nowhere}));
        QVERIFY(queue().add(broken));
        set_epochs(2);
        QTest::mouseClick(stage_->add_button(), Qt::LeftButton);
        QSignalSpy failed(&queue(), &QueueSession::failed);
        session_->training().discard();
        QTRY_VERIFY_WITH_TIMEOUT(queue().entries().empty(), 60'000);
        QCOMPARE(failed.size(), 1);
        const auto entries = Queue::read(Queue::beside(file()))->entries;
        QCOMPARE(entries[0].state, QueueEntry::State::Failed);
        QVERIFY(!entries[0].reason.empty());
        QCOMPARE(entries[1].state, QueueEntry::State::Finished);
    }

    void what_is_closed_in_the_middle_goes_on()
    {
        set_epochs(400);
        QTest::mouseClick(stage_->add_button(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(queue().current() == 1 && session_->training().position().epoch > 1, 60'000);
        close();
        QCOMPARE(Queue::read(Queue::beside(file()))->entries[0].state, QueueEntry::State::Begun);
        open();
        QTRY_VERIFY_WITH_TIMEOUT(queue().current() == 1 && !session_->training().run().empty(), 60'000);
        QCOMPARE(session_->training().run(), std::string("run-1"));
        QTRY_VERIFY_WITH_TIMEOUT(queue().entries().empty(), 120'000);
        const auto runs = Runs(file()).list().runs;
        QCOMPARE(runs.size(), std::size_t(1));
        QCOMPARE(runs[0].state, RunRecord::State::Finished);
        QCOMPARE(Runs(file()).metrics("run-1")->epochs.size(), std::size_t(400));
    }

    void another_program_has_it_and_is_killed()
    {
        set_epochs(1'000'000);
        QTest::mouseClick(stage_->add_button(), Qt::LeftButton);
        set_epochs(2);
        QTest::mouseClick(stage_->add_button(), Qt::LeftButton);
        close();
        QProcess other;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("LOOM_QUEUE_PROJECT"), project());
        other.setProcessEnvironment(environment);
        other.start(QCoreApplication::applicationFilePath(), {});
        QVERIFY(other.waitForStarted());

        // As a window that has another project open and looks at this one.
        GraphDocument graph;
        DataSession data(graph);
        TrainingSession training;
        SearchSession search;
        RunList runs;
        RunTableModel model(runs, training);
        QTRY_VERIFY_WITH_TIMEOUT((runs.set_project(file()), !runs.records().empty() && runs.is_trained("run-1")), 60'000);
        QCOMPARE(model.state_look(runs.records()[0]).text, QStringLiteral("Training"));
        QVERIFY(model.is_live(runs.records()[0]));
        QueueSession watcher(data, training, search);
        watcher.set_project(file());
        QVERIFY(watcher.elsewhere());
        QCOMPARE(watcher.entries().size(), std::size_t(2));
        QVERIFY(!watcher.add(Document()));
        QVERIFY(!watcher.remove(2));

        other.kill(); // SIGKILL.
        QVERIFY(other.waitForFinished());
        QTRY_VERIFY_WITH_TIMEOUT(!runs.is_trained("run-1"), 10'000);
        QCOMPARE(model.state_look(runs.records()[0]).text, QStringLiteral("Interrupted"));
        QTRY_VERIFY_WITH_TIMEOUT(!watcher.elsewhere(), 10'000);
        QCOMPARE(watcher.entries().size(), std::size_t(2));
        QVERIFY(watcher.paused()); // Who ended it may have meant the training.
        QVERIFY(!training.active());
        watcher.set_project({});

        // Opened again, it goes on with what was begun.
        open();
        QCOMPARE(queue().entries().size(), std::size_t(2));
        QTRY_VERIFY_WITH_TIMEOUT(queue().current() == 1 && session_->training().state() == TrainingSession::State::Training, 60'000);
        QCOMPARE(session_->training().run(), std::string("run-1"));
        QTest::mouseClick(stage_->stop_button(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(queue().entries().empty(), 60'000);
        QCOMPARE(Runs(file()).list().runs.size(), std::size_t(2));
    }

    void a_draft_takes_its_queue_along()
    {
        QVERIFY(session_->new_project(QStringLiteral("two-features")));
        QTRY_VERIFY_WITH_TIMEOUT(session_->data().dataset() && !session_->data().is_loading(), 60'000);
        const std::int64_t at = QDateTime::currentSecsSinceEpoch() + 3600;
        QVERIFY(queue().add(session_->graph().document(), at));
        const QString named = folder_.filePath(QStringLiteral("named.loom"));
        QVERIFY(session_->save_as(named));
        QCOMPARE(queue().entries().size(), std::size_t(1));
        QCOMPARE(queue().entries()[0].project, fs::path(named.toStdString()));
        QCOMPARE(*queue().entries()[0].at, at);
        QVERIFY(queue().remove(1));
    }

    void looks_data() { test::add_looks({QSize(1376, 832), QSize(1036, 632)}); }

    void looks()
    {
        QFETCH(bool, chinese);
        QFETCH(bool, dark);
        QFETCH(double, scale);
        QFETCH(QSize, size);
        test::take_look(chinese, dark, scale);
        start_long();
        set_epochs(20);
        QVERIFY(queue().add(session_->graph().document()));
        QVERIFY(queue().add(session_->graph().document(), QDateTime::currentSecsSinceEpoch() + 3 * 86400));
        QVERIFY(queue().add(session_->graph().document(), QDateTime::currentSecsSinceEpoch() + 86400));
        QVERIFY(queue().add(session_->graph().document()));
        if (size.width() < 1200)
            QVERIFY(queue().pause(true));
        stage_->resize(size);
        QTest::qWait(100);
        QVERIFY(stage_->queue()->isVisible());
        for (const auto* b : stage_->findChildren<QAbstractButton*>())
            if (b->isVisible() && !b->text().isEmpty()) {
                QVERIFY2(b->width() >= b->sizeHint().width(), qPrintable(b->text()));
                QVERIFY2(stage_->rect().right() >= b->mapTo(stage_.get(), b->rect().bottomRight()).x(), qPrintable(b->text()));
            }
        for (const auto* chip : stage_->queue()->findChildren<Chip*>())
            QVERIFY2(chip->width() >= chip->sizeHint().width(), qPrintable(chip->text()));
        if (const QString folder = qEnvironmentVariable("LOOM_PICTURES"); !folder.isEmpty())
            QVERIFY(stage_->grab().save(folder + QStringLiteral("/queue-%1.png").arg(QString::fromLatin1(QTest::currentDataTag()).replace(QLatin1Char(' '), QLatin1Char('-')))));
        test::take_look(false, false, 1);
    }
};

QTEST_MAIN(QueueTest)
#include "queue_test.moc"
