#include "looks.h"
#include "main_window.h"
#include "project/templates.h"
#include "runs/run_table.h"
#include "schema/recipe.h"
#include "session.h"
#include "stages/queue_panel.h"
#include "stages/run_choice.h"
#include "stages/train_facts.h"
#include "stages/train_stage.h"
#include "theme/controls.h"

#include <QAction>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace loom;

/// What is shown of a run beside its curves: forecast, findings, errors, state, and its way into the bin and back.
class RunShownTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    std::unique_ptr<Session> session_;
    std::unique_ptr<TrainStage> stage_;

    TrainingSession& training() const { return session_->training(); }
    QString cell(int row, int column) const { return stage_->findChild<QLabel*>(QStringLiteral("forecast-%1-%2").arg(row).arg(column))->text(); }
    QString note() const { return stage_->findChild<QLabel*>(QStringLiteral("forecast-note"))->text(); }
    QString state() const { return stage_->findChild<Chip*>(QStringLiteral("train-state"))->text(); }
    bool is_told(const QString& words) const
    {
        for (const auto* bar : stage_->findChildren<ErrorBar*>())
            for (const auto* label : bar->findChildren<QLabel*>())
                if (bar->isVisible() && label->isVisible() && label->text().contains(words))
                    return true;
        return false;
    }
    QAction* menu_action(const QString& text) const
    {
        for (const QMenu* menu : stage_->findChildren<QMenu*>())
            for (QAction* a : menu->actions())
                if (a->text() == text)
                    return a;
        return nullptr;
    }
    void set_recipe(std::string_view key, Value value) const
    {
        Recipe recipe = session_->graph().document().recipe();
        recipe.settings[*recipe_type().index_of(key)] = std::move(value);
        QVERIFY(session_->graph().perform(LOOM_TEXT("Set the recipe"), {SetRecipe{recipe}}));
    }
    void set_rate(double rate) const
    {
        Recipe recipe = session_->graph().document().recipe();
        recipe.optimizer.values[*find_optimizer(recipe.optimizer.type)->index_of("learning_rate")] = rate;
        QVERIFY(session_->graph().perform(LOOM_TEXT("Set the recipe"), {SetRecipe{recipe}}));
    }
    void foretell() const
    {
        const ForecastSession& f = session_->forecast();
        QTRY_VERIFY_WITH_TIMEOUT(!f.busy() && f.forecast() && f.is_current() && !f.measuring() && f.measured(), 120'000);
    }
    void start() const
    {
        QTRY_VERIFY_WITH_TIMEOUT(stage_->start_button()->isEnabled(), 60'000);
        QTest::mouseClick(stage_->start_button(), Qt::LeftButton);
        QVERIFY(training().active());
    }
    void end() const { QTRY_VERIFY_WITH_TIMEOUT(!training().active(), 300'000); }
    void start_long() const
    {
        set_recipe("epochs", std::int64_t{100'000});
        start();
        QTRY_VERIFY_WITH_TIMEOUT(training().metrics().epochs.size() >= 1, 120'000);
    }

private slots:
    void initTestCase()
    {
        qputenv("XDG_STATE_HOME", folder_.path().toUtf8());
        QCoreApplication::setOrganizationName(QStringLiteral("layerloom-test"));
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, folder_.path());
        ThemeManager::instance().install();
        test::take_look(false, false, 1);
    }

    void init()
    {
        session_ = std::make_unique<Session>();
        session_->set_device("auto", 1);
        QVERIFY(session_->new_project({}));
        session_->graph().open(*make_template("digits-mlp", {.source = "generated_digits", .settings = {{"rows", std::int64_t(1200)}}}));
        QVERIFY(session_->save_as(folder_.filePath(QString::fromLatin1(QTest::currentTestFunction()) + QStringLiteral(".loom"))));
        QTRY_VERIFY_WITH_TIMEOUT(session_->data().dataset() && !session_->data().is_loading(), 60'000);
        stage_ = std::make_unique<TrainStage>(*session_);
        stage_->resize(1376, 832);
        stage_->show();
        QVERIFY(QTest::qWaitForWindowActive(stage_.get()));
        stage_->entered();
        set_recipe("epochs", std::int64_t{2});
    }

    void cleanup()
    {
        stage_.reset();
        session_.reset();
    }

    void the_forecast_of_a_run_is_that_of_its_beginning()
    {
        foretell();
        const QString bytes = cell(0, 1), epoch = cell(1, 1);
        QCOMPARE(bytes, bytes_text(double(session_->forecast().forecast()->added_bytes)));
        QCOMPARE(cell(0, 2), QStringLiteral("–"));
        QCOMPARE(cell(2, 2), QStringLiteral("–"));
        start();
        end();
        session_->run_list().refresh();
        const RunRecord& run = session_->run_list().records().front();
        const auto expect_run = [&] {
            QCOMPARE(cell(0, 1), bytes);
            QCOMPARE(cell(1, 1), epoch);
            // A small run may fit into what others gave back since it began.
            QCOMPARE(cell(0, 2), run.peak_bytes > run.held_bytes ? bytes_text(double(run.peak_bytes - run.held_bytes)) : QStringLiteral("–"));
            QVERIFY(cell(1, 2) != QStringLiteral("–"));
            QVERIFY(cell(2, 2) != QStringLiteral("–")); // When it ended.
            QVERIFY(cell(2, 3) != QStringLiteral("–"));
        };
        expect_run();
        QVERIFY(!note().contains(QStringLiteral("As the network is now")));
        // Another network has another forecast, which is not compared with what this run took.
        set_recipe("batch_size", std::int64_t{1000});
        foretell();
        QVERIFY(bytes_text(double(session_->forecast().forecast()->added_bytes)) != bytes);
        expect_run();
        QVERIFY(note().contains(QStringLiteral("As the network is now: ") + bytes_text(double(session_->forecast().forecast()->added_bytes))));
        QVERIFY(session_->graph().undo());
        foretell();
        expect_run();
        QVERIFY(!note().contains(QStringLiteral("As the network is now")));
        // Without a run: the network as it is.
        QVERIFY(session_->new_project({}));
        QCOMPARE(cell(0, 1), QStringLiteral("–"));
        QCOMPARE(cell(0, 2), QStringLiteral("–"));
    }

    void factors_of_the_rate_multiply_also_while_it_pauses()
    {
        start_long();
        QTest::mouseClick(stage_->pause_button(), Qt::LeftButton);
        QCOMPARE(training().state(), TrainingSession::State::Pausing);
        QCOMPARE(state(), QStringLiteral("Pausing"));
        QTRY_COMPARE_WITH_TIMEOUT(training().state(), TrainingSession::State::Paused, 60'000);
        QCOMPARE(state(), QStringLiteral("Paused"));
        for (int click = 0; click < 2; ++click)
            menu_action(QStringLiteral("× 2"))->trigger();
        QTest::mouseClick(stage_->pause_button(), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(training().position().rate_scale, 4.0, 60'000);
        menu_action(QStringLiteral("× 0.5"))->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(training().position().rate_scale, 2.0, 60'000);
        QTest::mouseClick(stage_->stop_button(), Qt::LeftButton);
        end();
    }

    void why_a_run_failed_is_told_beside_runs_that_cannot_be_read()
    {
        start();
        end();
        QVERIFY(write_file(session_->run_list().store().folder("run-1") / "run.json", "{"));
        QSignalSpy finished(&training(), &TrainingSession::finished);
        start_long();
        // At once, while it is written: its next checkpoint has no place.
        fs::rename(session_->run_list().store().folder("run-2"), fs::path(folder_.filePath("away").toStdString()));
        end();
        const Outcome outcome = finished.last().first().value<Outcome>();
        QVERIFY(outcome.kind == Outcome::Kind::Failed && outcome.error);
        QVERIFY(is_told(shown(outcome.error->message)));
        QVERIFY(is_told(QStringLiteral("1 run cannot be read.")));
        // Who has closed it is not told again of the same.
        auto* unread = stage_->findChild<ErrorBar*>(QStringLiteral("train-unread"));
        unread->clear();
        session_->run_list().refresh();
        QVERIFY(!unread->isVisible());
        const fs::path second = session_->run_list().store().folder("run-2");
        fs::create_directories(second);
        QVERIFY(write_file(second / "run.json", "["));
        session_->run_list().refresh();
        QVERIFY(is_told(QStringLiteral("2 runs cannot be read.")));
    }

    void a_finding_is_ignored_and_comes_back()
    {
        set_rate(1e-8);
        set_recipe("epochs", std::int64_t{4});
        start();
        end();
        const auto card = [this] { return stage_->findChild<FindingCard*>(QStringLiteral("diagnosis-rate_too_low")); };
        const auto press = [](QWidget* in, const char* name) { QTest::mouseClick(in->findChild<QPushButton*>(QString::fromLatin1(name)), Qt::LeftButton); };
        QVERIFY(card());
        const auto count = stage_->findChildren<FindingCard*>().size();
        press(card(), "ignore");
        QTRY_VERIFY(!card());
        QCOMPARE(stage_->findChildren<FindingCard*>().size(), count - 1);
        QCOMPARE(read_notes(session_->run_list().store().folder("run-1"))->ignored, std::vector<std::string>{"rate_too_low"});
        session_->run_list().refresh();
        QVERIFY(!card());
        QCOMPARE(stage_->findChild<QPushButton*>(QStringLiteral("show-ignored"))->text(), QStringLiteral("1 ignored · show"));
        press(stage_.get(), "show-ignored");
        QTRY_VERIFY(card());
        QVERIFY(read_notes(session_->run_list().store().folder("run-1"))->ignored.empty());
    }

    void what_went_to_the_bin_is_named_and_undone()
    {
        stage_.reset();
        MainWindow window(*session_);
        window.show();
        window.show_stage(QStringLiteral("train"));
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        auto* fetch = window.findChild<QPushButton*>(QStringLiteral("fetch-from-bin"));
        QVERIFY(fetch && !fetch->isVisible());
        auto* stage = static_cast<TrainStage*>(window.stage(QStringLiteral("train")));
        set_recipe("epochs", std::int64_t{100'000});
        QTRY_VERIFY_WITH_TIMEOUT(stage->start_button()->isEnabled(), 60'000);
        QTest::mouseClick(stage->start_button(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(training().metrics().epochs.size() >= 1, 120'000);
        QVERIFY(stage->facts().contains(QStringLiteral("Checkpoint saved")));
        QTRY_VERIFY(stage->facts().contains(QStringLiteral("Data loader waits")));
        training().discard();
        end();
        QVERIFY(stage->facts().contains(QStringLiteral("training samples")));
        const Runs runs = session_->run_list().store();
        QVERIFY(runs.list().runs.empty());
        QVERIFY(fetch->isVisible());
        QCOMPARE(session_->bin().words(), QStringLiteral("Run 1 is in the bin"));
        QTest::mouseClick(fetch, Qt::LeftButton);
        QVERIFY(runs.load("run-1"));
        QCOMPARE(session_->run_list().records().size(), std::size_t(1));
        QVERIFY(!fetch->isVisible());
        QCOMPARE(unpack_recipe(session_->graph().document().recipe().settings).epochs, std::int64_t{100'000}); // The edit before it stays.

        // Ctrl+Z does the same, before it takes back what was edited earlier.
        QVERIFY(session_->run_list().change_notes({"run-1"}, [](RunNotes& n) { n.title = "Wide %1"; }));
        QVERIFY(session_->bin().move({"run-1"}));
        QCOMPARE(session_->bin().words(), QStringLiteral("Wide %1 is in the bin"));
        session_->undo_action()->trigger();
        QVERIFY(runs.load("run-1"));
        // Whatever is done next, the bin stays as it is.
        QVERIFY(session_->bin().move({"run-1"}));
        set_recipe("epochs", std::int64_t{3});
        QVERIFY(!fetch->isVisible());
        session_->undo_action()->trigger();
        QVERIFY(!runs.load("run-1"));
        QVERIFY(fs::exists(runs.folder(".bin") / "run-1" / "run.json"));
    }

    void what_the_machine_draws_is_told_where_it_says_so()
    {
        const fs::path zones = fs::path(folder_.path().toStdString()) / "powercap", zone = zones / "intel-rapl:0";
        fs::create_directories(zone);
        QVERIFY(write_file(zone / "name", "package-0\n") && write_file(zone / "max_energy_range_uj", "262143328850\n") && write_file(zone / "energy_uj", "1000000\n"));
        TrainFacts facts(*session_, zones);
        TrainFacts none(*session_, zones / "none");
        start_long();
        QVERIFY(facts.text().contains(QStringLiteral("Energy 0 J")));
        QVERIFY(!none.text().contains(QStringLiteral("Energy")));
        QVERIFY(write_file(zone / "energy_uj", "43000000\n"));
        QTRY_VERIFY_WITH_TIMEOUT(facts.text().contains(QStringLiteral("Energy 42 J")), 10'000);
        QVERIFY(write_file(zone / "energy_uj", "7201000000\n"));
        QTRY_VERIFY_WITH_TIMEOUT(facts.text().contains(QStringLiteral("Energy 2.0 Wh")), 10'000);
        QVERIFY(session_->queue().add(session_->graph().document()));
        QVERIFY(facts.text().contains(QStringLiteral("Queue: 1 run after this one")));
        QVERIFY(session_->queue().remove(session_->queue().entries().front().number));
        training().discard();
        end();
        QVERIFY(!facts.text().contains(QStringLiteral("Energy")));
    }

    void a_queue_that_cannot_be_kept_says_why()
    {
        const fs::path lock = fs::path(Queue::beside(session_->project_file())) += ".lock";
        fs::create_directories(lock.parent_path());
        fs::remove_all(lock);
        QVERIFY(write_file(lock, "in the way"));
        QTRY_VERIFY_WITH_TIMEOUT(stage_->add_button()->isEnabled(), 60'000);
        QTest::mouseClick(stage_->add_button(), Qt::LeftButton);
        QVERIFY(is_told(QStringLiteral("cannot be kept there")));
        QVERIFY(!is_told(QStringLiteral("Another program")));
        QVERIFY(!session_->queue().elsewhere());
        // What is in it can be looked at.
        fs::remove(lock);
        start_long();
        QVERIFY(session_->queue().add(session_->graph().document()));
        session_->queue().let_go();
        fs::remove_all(lock);
        QVERIFY(write_file(lock, "in the way"));
        session_->queue().set_project(session_->project_file());
        QVERIFY(session_->queue().fault() && !session_->queue().elsewhere());
        QCOMPARE(session_->queue().entries().size(), std::size_t(1));
        QVERIFY(!stage_->queue()->pause_button()->isVisible());
        const Status refused = session_->queue().remove(session_->queue().entries().front().number);
        QVERIFY(!refused && render(refused.error().message).find("cannot be kept") != std::string::npos);
        // And is ours again as soon as it can be.
        fs::remove(lock);
        QTRY_VERIFY_WITH_TIMEOUT(!session_->queue().closed(), 10'000);
        QVERIFY(session_->queue().remove(session_->queue().entries().front().number));
        training().discard();
        end();
    }

    void titles_that_people_give_stand_everywhere()
    {
        start();
        end();
        QVERIFY(session_->run_list().change_notes({"run-1"}, [](RunNotes& n) { n.title = "Wide %2"; }));
        const auto is_seen = [](const QWidget& in) {
            return std::ranges::any_of(in.findChildren<QLabel*>(), [](const QLabel* label) { return label->text() == QStringLiteral("Wide %2"); });
        };
        for (const char* name : {"evaluate", "ship"}) {
            std::unique_ptr<Stage> stage(stage_factory(QString::fromLatin1(name))(*session_));
            stage->entered();
            QVERIFY2(is_seen(*stage), name);
            const auto* choice = stage->findChild<RunChoice*>();
            QVERIFY(choice);
            QVERIFY2(choice->itemText(0).startsWith(QStringLiteral("Wide %2 · best checkpoint, epoch ")), qPrintable(choice->itemText(0)));
        }
    }
};

QTEST_MAIN(RunShownTest)
#include "run_shown_test.moc"
