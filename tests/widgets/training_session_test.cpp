#include "bridge/run_list.h"
#include "bridge/training_session.h"
#include "data/dataset.h"
#include "project/templates.h"
#include "schema/recipe.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace loom;

class TrainingSessionTest : public QObject {
    Q_OBJECT

    std::shared_ptr<const Dataset> dataset_;
    Document document_;

    Job job(const QTemporaryDir& folder, std::int64_t epochs) const
    {
        Job j;
        j.document = document_;
        Recipe r = document_.recipe();
        r.settings[*recipe_type().index_of("epochs")] = epochs;
        r.settings[*recipe_type().index_of("keep_best")] = true;
        if (!j.document.apply(SetRecipe{r}))
            qFatal("recipe");
        j.dataset = dataset_;
        j.project = fs::path(folder.filePath("p.loom").toStdString());
        j.device = "reference";
        j.threads = 1;
        return j;
    }

private slots:
    void initTestCase()
    {
        auto document = make_template("two-features");
        QVERIFY(document);
        document_ = *document;
        auto dataset = Dataset::open(document_.data());
        QVERIFY(dataset);
        dataset_ = *dataset;
    }

    void a_run_tells_its_steps_and_epochs_and_ends()
    {
        QTemporaryDir folder;
        TrainingSession session;
        QSignalSpy finished(&session, &TrainingSession::finished), known(&session, &TrainingSession::run_known);
        std::size_t steps = 0, epochs = 0;
        QObject::connect(&session, &TrainingSession::steps_made, this, [&](const auto& s) { steps += s.size(); });
        QObject::connect(&session, &TrainingSession::epochs_done, this, [&](const auto& e) { epochs += e.size(); });
        QVERIFY(session.start(job(folder, 3)));
        QVERIFY(!session.start(job(folder, 3)));
        QVERIFY(session.active());
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 60'000);
        QVERIFY(!session.active());
        QCOMPARE(finished.first().first().value<Outcome>().kind, Outcome::Kind::Finished);
        QCOMPARE(epochs, std::size_t(3));
        QCOMPARE(epochs, session.metrics().epochs.size());
        QCOMPARE(steps, session.metrics().steps.size());
        QCOMPARE(std::int64_t(steps), session.metrics().epochs.back().step);
        QCOMPARE(session.run(), std::string("run-1"));

        RunList list;
        list.set_project(session.job().project);
        QCOMPARE(list.records().size(), std::size_t(1));
        QCOMPARE(list.usable().size(), std::size_t(1));
        QCOMPARE(list.epochs("run-1").size(), std::size_t(3));
        QCOMPARE(RunList::title("run-1"), QStringLiteral("Run 1"));
        QVERIFY(list.discard("run-1"));
        QVERIFY(list.records().empty());
    }

    void it_pauses_and_goes_on_and_stops()
    {
        QTemporaryDir folder;
        TrainingSession session;
        QSignalSpy finished(&session, &TrainingSession::finished);
        session.start(job(folder, 1'000'000));
        QTRY_VERIFY_WITH_TIMEOUT(session.metrics().epochs.size() > 0, 60'000);
        session.pause();
        QTRY_COMPARE_WITH_TIMEOUT(session.state(), TrainingSession::State::Paused, 60'000);
        const auto step = session.position().step;
        QTest::qWait(150);
        QCOMPARE(session.position().step, step);
        session.resume();
        QTRY_VERIFY_WITH_TIMEOUT(session.position().step > step, 60'000);
        session.stop_and_keep_best();
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 60'000);
        QCOMPARE(finished.first().first().value<Outcome>().kind, Outcome::Kind::Stopped);
        RunList list;
        list.set_project(session.job().project);
        QCOMPARE(list.records().front().state, RunRecord::State::Stopped);
        QVERIFY(list.records().front().best_epoch > 0);
    }

    void a_discarded_run_is_gone()
    {
        QTemporaryDir folder;
        TrainingSession session;
        QSignalSpy finished(&session, &TrainingSession::finished);
        session.start(job(folder, 1'000'000));
        QTRY_VERIFY_WITH_TIMEOUT(session.metrics().epochs.size() > 0, 60'000);
        session.discard();
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 60'000);
        QCOMPARE(finished.first().first().value<Outcome>().kind, Outcome::Kind::Discarded);
        RunList list;
        list.set_project(session.job().project);
        QVERIFY(list.records().empty());
    }

    void closing_the_window_leaves_a_run_that_can_be_resumed()
    {
        QTemporaryDir folder;
        fs::path project;
        {
            TrainingSession session;
            session.start(job(folder, 200));
            project = session.job().project;
            QTRY_VERIFY_WITH_TIMEOUT(session.metrics().epochs.size() > 0, 60'000);
        }
        RunList list;
        list.set_project(project);
        QCOMPARE(list.records().size(), std::size_t(1));
        QCOMPARE(list.records().front().state, RunRecord::State::Unfinished);
        TrainingSession session;
        QSignalSpy finished(&session, &TrainingSession::finished);
        Job again = job(folder, 200);
        again.document = list.records().front().document;
        again.resume = "run-1";
        session.start(again);
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 60'000);
        QCOMPARE(finished.first().first().value<Outcome>().kind, Outcome::Kind::Finished);
        list.refresh();
        QCOMPARE(list.records().front().state, RunRecord::State::Finished);
        QVERIFY(list.epochs("run-1").size() == 200);
    }

    void a_job_that_cannot_start_says_why()
    {
        QTemporaryDir folder;
        TrainingSession session;
        QSignalSpy finished(&session, &TrainingSession::finished);
        Job j = job(folder, 1);
        j.device = "no such device";
        session.start(j);
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 60'000);
        const auto outcome = finished.first().first().value<Outcome>();
        QCOMPARE(outcome.kind, Outcome::Kind::Failed);
        QVERIFY(outcome.error);
        QVERIFY(!outcome.error->message.empty());
    }
};

QTEST_MAIN(TrainingSessionTest)
#include "training_session_test.moc"
