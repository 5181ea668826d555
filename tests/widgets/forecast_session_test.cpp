#include "bridge/forecast_session.h"
#include "project/templates.h"
#include "schema/recipe.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace loom;

/// What training will take, followed while the document is edited.
class ForecastSessionTest : public QObject {
    Q_OBJECT

    struct Project {
        GraphDocument graph;
        DataSession data{graph};
        TrainingSession training;
        RunList runs;
        ForecastSession forecast{graph, data, training, runs};
        QTemporaryDir folder;

        Project()
        {
            forecast.set_device("reference", 1);
            runs.set_project(fs::path(folder.filePath("p.loom").toStdString()));
            graph.open(*make_template("two-features"));
        }
        bool settled() const { return forecast.is_current() && !forecast.busy(); }
        NodeId first_of(const char* type) const
        {
            for (const auto& [id, node] : graph.document().nodes())
                if (node.type == type)
                    return id;
            return {};
        }
        void set(NodeId id, const char* key, Value value)
        {
            const LayerType& type = *find_layer(graph.document().find(id)->type);
            QVERIFY(graph.perform(LOOM_TEXT("Set %1 to %2"), {SetSetting{id, *type.index_of(key), std::move(value)}}));
        }
    };

private slots:
    void it_follows_what_matters_and_nothing_else()
    {
        Project p;
        QTRY_VERIFY(p.data.dataset());
        QTest::qWait(300);
        QVERIFY2(!p.forecast.forecast(), "nobody watches");
        p.forecast.watch();
        QTRY_VERIFY(p.settled());
        QVERIFY(p.forecast.forecast());
        QCOMPARE(p.forecast.forecast()->parameters, p.graph.analysis().total.parameters);
        // The same, whatever the window has held before and holds now.
        const std::size_t added = p.forecast.forecast()->added_bytes;
        QVERIFY(added > 0 && p.forecast.forecast()->memory_bytes > added);
        {
            const std::vector<char> open_before(std::size_t{300} << 20, 1);
            p.forecast.set_device("reference", 2);
            p.forecast.set_device("reference", 1);
            QTRY_VERIFY(p.settled());
        }
        QCOMPARE(p.forecast.forecast()->added_bytes, added);

        const NodeId dense = p.first_of("dense");
        p.graph.perform(LOOM_TEXT("Move %1"), {MoveNode{dense, {500, 500}}});
        p.graph.perform(LOOM_TEXT("Rename %1 to %2"), {RenameNode{dense, "head"}});
        QVERIFY2(p.settled(), "names and places say nothing about training");

        const auto before = p.forecast.forecast()->parameters;
        p.set(dense, "units", std::int64_t(77));
        QVERIFY(!p.settled());
        QTRY_VERIFY(p.settled());
        QVERIFY(p.forecast.forecast()->parameters != before);
        QCOMPARE(p.forecast.forecast()->parameters, p.graph.analysis().total.parameters);

        const Link cut = *p.graph.document().links().begin();
        p.graph.perform(LOOM_TEXT("Disconnect %1 from %2"), {Disconnect{cut}});
        QVERIFY2(!p.forecast.forecast(), "an unsound network has none");
        p.graph.undo();
        QTRY_VERIFY(p.settled() && p.forecast.forecast());

        Recipe recipe = p.graph.document().recipe();
        recipe.settings[*recipe_type().index_of("batch_size")] = std::int64_t(16);
        p.graph.perform(LOOM_TEXT("Set %1 to %2"), {SetRecipe{recipe}});
        QVERIFY(!p.settled());
        QCOMPARE(p.forecast.batch(), std::int64_t(16));
        QTRY_VERIFY(p.settled());
    }

    void past_runs_tell_the_step_and_how_far_off_forecasts_were()
    {
        Project p;
        QTRY_VERIFY(p.data.dataset());
        p.forecast.watch();
        QTRY_VERIFY(p.settled());
        QVERIFY(!p.forecast.step_seconds());
        QVERIFY(!p.forecast.past_error());
        Recipe recipe = p.graph.document().recipe();
        recipe.settings[*recipe_type().index_of("epochs")] = std::int64_t(2);
        p.graph.perform(LOOM_TEXT("Set %1 to %2"), {SetRecipe{recipe}});
        { const std::vector<char> open_before(std::size_t{300} << 20, 1); }
        Job job;
        job.document = p.graph.document();
        job.dataset = p.data.dataset();
        job.project = p.runs.project();
        job.device = "reference";
        job.threads = 1;
        QVERIFY(p.training.start(job));
        QTRY_VERIFY_WITH_TIMEOUT(!p.training.active(), 60'000);
        p.runs.refresh();
        const RunRecord& run = p.runs.records().front();
        const auto metrics = p.runs.store().metrics(run.name);
        QVERIFY(metrics);
        QVERIFY(p.forecast.step_seconds());
        double seconds = 0;
        for (const EpochPoint& epoch : metrics->epochs)
            seconds += epoch.seconds;
        QCOMPARE(*p.forecast.step_seconds(), seconds / double(metrics->steps.size()));
        QVERIFY(p.forecast.past_error());
        QCOMPARE(p.forecast.past_error()->runs, 1);
        // What the window held before it is no memory of the run.
        QVERIFY(run.held_bytes > 0 && run.peak_bytes > run.held_bytes);
        QVERIFY2(run.peak_bytes - run.held_bytes < std::size_t{200} << 20, qPrintable(QString::number(run.peak_bytes - run.held_bytes)));
        QCOMPARE(p.forecast.past_error()->share, std::abs(double(run.peak_bytes - run.held_bytes) / double(run.forecast_bytes - run.held_bytes) - 1));
        // Another network, another number of threads: its steps were never measured.
        p.set(p.first_of("dense"), "units", std::int64_t(3));
        QVERIFY(!p.forecast.step_seconds());
        p.graph.undo();
        QVERIFY(p.forecast.step_seconds());
        p.forecast.set_device("reference", 2);
        QVERIFY(!p.forecast.step_seconds());
    }

    void the_pace_is_measured_where_it_is_wanted_and_never_beside_a_run()
    {
        Project p;
        QTRY_VERIFY(p.data.dataset());
        p.forecast.watch();
        QTRY_VERIFY(p.settled());
        QTest::qWait(100);
        QVERIFY2(!p.forecast.measuring() && !p.forecast.measured(), "nobody wants it");
        p.forecast.want_measured(true);
        QTRY_VERIFY_WITH_TIMEOUT(p.forecast.measured(), 30'000);
        const ForecastSession::Measured first = *p.forecast.measured();
        QVERIFY(first.pace.step > 0 && first.pace.steps > 0);
        QVERIFY(first.seconds >= first.pace.step * double(p.forecast.forecast()->steps_per_epoch));
        QCOMPARE(first.largest_batch, std::int64_t(p.data.dataset()->training_rows().size()));
        QVERIFY(p.forecast.step_seconds());
        QVERIFY(p.runs.records().empty());

        // An edit makes it old at once, and it is measured anew.
        p.set(p.first_of("dense"), "units", std::int64_t(77));
        QTRY_VERIFY(!p.forecast.measured());
        QTRY_VERIFY(p.forecast.measuring());
        Job job;
        job.document = p.graph.document();
        job.dataset = p.data.dataset();
        job.project = p.runs.project();
        job.device = "reference";
        job.threads = 1;
        QVERIFY(p.training.start(job));
        QVERIFY2(!p.forecast.measuring(), "the run has the processors for itself");
        p.training.discard();
        QTRY_VERIFY_WITH_TIMEOUT(!p.training.active(), 60'000);
    }
};

QTEST_MAIN(ForecastSessionTest)
#include "forecast_session_test.moc"
