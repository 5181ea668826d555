#include "base/files.h"
#include "data/dataset.h"
#include "graph/ends.h"
#include "plots/legend_row.h"
#include "plots/plot_view.h"
#include "project/templates.h"
#include "runs/run_table.h"
#include "schema/recipe.h"
#include "session.h"
#include "stages/epoch_panel.h"
#include "stages/train_plots.h"
#include "stages/train_stage.h"
#include "theme/controls.h"
#include "theme/language.h"
#include "theme/numbers.h"
#include "theme/theme.h"
#include "train/points_json.h"
#include "train/step_log.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QProcess>
#include <QSettings>
#include <QSignalSpy>
#include <QSlider>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <thread>

using namespace loom;
using namespace std::chrono_literals;

static Job points_job(const fs::path& project, std::int64_t epochs, std::int64_t seed)
{
    Job job;
    job.document = *make_template("two-features");
    Recipe recipe = job.document.recipe();
    recipe.settings[*recipe_type().index_of("epochs")] = epochs;
    recipe.settings[*recipe_type().index_of("seed")] = seed;
    DataSetup data = job.document.data();
    data.split = SplitWay::Random; // With a validation part.
    (void)job.document.apply(SetRecipe{recipe}); // Neither can fail.
    (void)job.document.apply(SetData{data});
    job.dataset = *Dataset::open(job.document.data());
    job.project = project;
    job.device = "reference";
    job.threads = 1;
    return job;
}

static NodeId add_layer(Document& d, std::string_view layer, const std::string& name, const std::vector<std::pair<std::string_view, Value>>& settings, std::optional<NodeId> behind)
{
    const LayerType& type = *find_layer(layer);
    Values values = defaults(type);
    for (const auto& [key, value] : settings)
        values[*type.index_of(key)] = value;
    const NodeId id = d.new_id();
    (void)d.apply(AddNode{id, {std::string(layer), name, std::move(values), {}}}); // None of these can fail.
    if (behind)
        (void)d.apply(Connect{{*behind, id, 0}});
    return id;
}

/// Two Outputs, of a class and of a price, behind one Input; the rows are written first.
static Job heads_job(const fs::path& project, const fs::path& rows)
{
    std::string text = "a,b,price,kind\n";
    for (int i = 0; i < 80; ++i) {
        const double a = std::sin(i), b = std::cos(3 * i);
        text += std::to_string(a) + "," + std::to_string(b) + "," + std::to_string(3 * a + 1) + (a > 0 ? ",x\n" : b > 0 ? ",y\n" : ",z\n");
    }
    (void)write_file(rows, text);
    Job job{.document = {}, .dataset = nullptr, .project = project, .device = "reference", .threads = 1};
    const NodeId input = add_layer(job.document, "input", "Row", {}, {});
    const NodeId kinds = add_layer(job.document, "dense", "Kinds", {{"units", std::int64_t{3}}}, input), number = add_layer(job.document, "dense", "Number", {{"units", std::int64_t{1}}}, input);
    add_layer(job.document, "output", "Kind", {}, kinds);
    const NodeId price = add_layer(job.document, "output", "Price", {{"target", std::string("price")}}, number);
    (void)job.document.apply(SetLoss{price, Chosen{"mse", defaults(*find_loss("mse"))}});
    Recipe recipe = default_recipe();
    recipe.settings[*recipe_type().index_of("epochs")] = std::int64_t{3};
    recipe.settings[*recipe_type().index_of("batch_size")] = std::int64_t{8};
    (void)job.document.apply(SetRecipe{recipe});
    DataSetup data{.source = "csv", .path = rows.string(), .target = "kind"};
    data.split = SplitWay::Random;
    data.validation_share = 0.2;
    (void)job.document.apply(SetData{data});
    job.dataset = *Dataset::open(data_for(job.document));
    return job;
}

/// The curves of the Train stage with runs that this window does not train.
class CurvesTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    std::unique_ptr<Session> session_;
    std::unique_ptr<TrainStage> stage_;
    int projects_ = 0;

    TrainPlots& plots() const { return *stage_->plots(); }
    RunTableModel& model() const { return static_cast<RunTableModel&>(*stage_->table()->model()); }
    fs::path file() const { return session_->project_file(); }
    Runs runs() const { return Runs(file()); }

    void open()
    {
        session_ = std::make_unique<Session>();
        session_->set_device("reference", 1);
        QVERIFY(session_->new_project(QStringLiteral("two-features")));
        QVERIFY(session_->save_as(folder_.filePath(QStringLiteral("points-%1.loom").arg(++projects_))));
        QTRY_VERIFY_WITH_TIMEOUT(session_->data().dataset() && !session_->data().is_loading(), 60'000);
    }
    void show()
    {
        session_->run_list().refresh();
        stage_ = std::make_unique<TrainStage>(*session_);
        stage_->resize(1376, 832);
        stage_->show();
        QVERIFY(QTest::qWaitForWindowActive(stage_.get()));
        settle();
    }
    void settle() const { QTRY_VERIFY_WITH_TIMEOUT(!plots().busy(), 60'000); }
    void train_here(std::int64_t epochs, std::int64_t seed) const
    {
        Monitor monitor;
        QVERIFY(train(points_job(file(), epochs, seed), monitor));
    }
    /// A run as its files have it: steps of a loss that falls and scatters, an epoch every `per_epoch`.
    void write_run(std::int64_t steps, std::int64_t per_epoch, RunRecord::State state = RunRecord::State::Finished) const
    {
        const Runs store = runs();
        const auto name = store.create();
        QVERIFY(name);
        RunRecord r{.name = *name, .state = state, .document = *make_template("two-features"), .facts = session_->data().dataset()->facts()};
        r.epochs = 10;
        r.steps_per_epoch = per_epoch;
        QVERIFY(store.save(r));
        StepCurve curve;
        curve.reserve(std::size_t(steps));
        for (std::int64_t step = 1; step <= steps; ++step)
            curve.append({.step = step, .loss = loss_at(step), .gradient_norm = step <= 100 || step % 10 == 0 ? 2.0 : not_measured});
        QVERIFY(append_steps(store.folder(*name) / "steps.f32", curve));
        for (std::int64_t epoch = 1; epoch * per_epoch <= steps; ++epoch)
            QVERIFY(append_line(store.folder(*name) / "metrics.jsonl",
                                line_of(EpochPoint{.epoch = epoch, .step = epoch * per_epoch, .loss = 1, .val_loss = 1.0 / double(epoch), .learning_rate = 0.25, .seconds = 3}),
                                Sync::No));
    }
    static double loss_at(std::int64_t step) { return 2 + std::sin(double(step)); }
    /// −1 where there is none.
    static int curve_of(const PlotView& plot, const QString& run, CurveLook::Line line)
    {
        for (int c = 0; c < plot.curve_count(); ++c)
            if (plot.look(c).run == run && plot.look(c).line == line)
                return c;
        return -1;
    }
    std::size_t points_of(const QString& run, CurveLook::Line line) const
    {
        const int c = curve_of(*plots().loss(), run, line);
        return c < 0 ? 0 : plots().loss()->points(c).size();
    }
    QString told() const
    {
        QStringList words;
        for (const auto* bar : stage_->findChildren<ErrorBar*>())
            for (const auto* label : bar->findChildren<Label*>())
                if (bar->isVisible())
                    words.append(label->text());
        return words.join(QLatin1Char('\n'));
    }

private slots:
    void initTestCase()
    {
        qputenv("XDG_STATE_HOME", folder_.path().toUtf8());
        QCoreApplication::setOrganizationName(QStringLiteral("layerloom-test"));
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, folder_.path());
        set_interface_language(Language::English);
        ThemeManager::instance().install();
        ThemeManager::instance().set_appearance(Appearance::Light);
    }

    void init() { open(); }
    void cleanup()
    {
        stage_.reset();
        session_.reset();
        QSettings().clear();
    }

    void a_run_of_another_program_appears_and_grows()
    {
        show();
        QCOMPARE(model().rowCount(), 0);
        QProcess other;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("LOOM_CURVES_PROJECT"), QString::fromStdString(file().string()));
        other.setProcessEnvironment(environment);
        other.setProcessChannelMode(QProcess::ForwardedChannels);
        other.start(QCoreApplication::applicationFilePath(), {});
        QVERIFY(other.waitForStarted());

        const auto validated = [this] { return points_of(QStringLiteral("run-1"), CurveLook::Line::Solid); };
        QTRY_VERIFY_WITH_TIMEOUT(validated() >= 1, 60'000);
        QCOMPARE(model().state_look(*model().run_at(0)).text, QStringLiteral("Training"));
        const std::size_t before = validated(), steps = points_of(QStringLiteral("run-1"), CurveLook::Line::Raw);
        QVERIFY(steps > 0);
        QTRY_VERIFY_WITH_TIMEOUT(validated() > before, 60'000);
        QVERIFY(points_of(QStringLiteral("run-1"), CurveLook::Line::Raw) > steps);
        QCOMPARE(model().state_look(*model().run_at(0)).text, QStringLiteral("Training"));
        QTRY_COMPARE_WITH_TIMEOUT(other.state(), QProcess::NotRunning, 60'000);
        QCOMPARE(other.exitCode(), 0);

        // All of it is there in the end, and the ledger and the epochs' panel know it too.
        const RunMetrics kept = *runs().metrics("run-1");
        QCOMPARE(kept.epochs.size(), std::size_t(6));
        QTRY_COMPARE_WITH_TIMEOUT(validated(), kept.epochs.size(), 10'000);
        QTRY_COMPARE_WITH_TIMEOUT(points_of(QStringLiteral("run-1"), CurveLook::Line::Raw), kept.steps.size(), 10'000);
        QTRY_COMPARE_WITH_TIMEOUT(model().state_look(*model().run_at(0)).text, QStringLiteral("Finished"), 10'000);
        QTRY_COMPARE_WITH_TIMEOUT(stage_->epochs()->epoch(), std::int64_t(6), 10'000);
    }

    void a_run_that_was_cut_is_read_anew()
    {
        write_run(40, 10, RunRecord::State::Unfinished);
        show();
        QTRY_COMPARE(points_of(QStringLiteral("run-1"), CurveLook::Line::Raw), std::size_t(40));
        const fs::path lines = runs().folder("run-1") / "metrics.jsonl";
        QVERIFY(cut_steps(runs().folder("run-1") / "steps.f32", 10));
        QVERIFY(cut_file(lines, fs::file_size(lines) / 4));
        QTRY_COMPARE_WITH_TIMEOUT(points_of(QStringLiteral("run-1"), CurveLook::Line::Raw), std::size_t(10), 10'000);
        QCOMPARE(points_of(QStringLiteral("run-1"), CurveLook::Line::Solid), std::size_t(1));
    }

    void long_curves_are_drawn_beside_the_window()
    {
        constexpr std::int64_t steps = 200'000;
        write_run(steps, 20'000);
        write_run(steps, 20'000);
        show();
        const QString run = QStringLiteral("run-2"), other = QStringLiteral("run-1");
        QTRY_COMPARE_WITH_TIMEOUT(points_of(run, CurveLook::Line::Raw), std::size_t(steps), 60'000);
        model().set_ticked("run-1", true);
        QTRY_COMPARE_WITH_TIMEOUT(points_of(other, CurveLook::Line::Raw), std::size_t(steps), 60'000);
        settle();
        const auto smoothed = [&]() -> const Series& { return plots().loss()->points(curve_of(*plots().loss(), run, CurveLook::Line::Dotted)); };
        const float before = smoothed().y(steps - 1);
        // Both lines end as the newest request has it, whatever came before.
        for (const int value : {90, 30, 99, 0})
            plots().smoothing_slider()->setValue(value);
        QCOMPARE(smoothed().y(steps - 1), before); // What is seen stays until the new one is there.
        settle();
        for (const QString& each : {run, other}) {
            const Series& line = plots().loss()->points(curve_of(*plots().loss(), each, CurveLook::Line::Dotted));
            for (const std::size_t i : {std::size_t(0), std::size_t(777), std::size_t(steps - 1)})
                QCOMPARE(line.y(i), float(loss_at(std::int64_t(i) + 1)));
        }
        // On another axis no point is left where it was.
        QCOMPARE(smoothed().x(steps - 1), 10.0);
        plots().set_axis(TrainPlots::Axis::Step);
        for (const CurveLook::Line line : {CurveLook::Line::Raw, CurveLook::Line::Solid})
            QVERIFY(points_of(run, line) == 0);
        settle();
        QCOMPARE(smoothed().x(steps - 1), double(steps));
        QCOMPARE(points_of(other, CurveLook::Line::Solid), std::size_t(10));
        // What is unticked while it is drawn is gone; the curves of the other stay its own.
        plots().smoothing_slider()->setValue(50);
        model().set_ticked("run-2", false);
        settle();
        QCOMPARE(curve_of(*plots().loss(), run, CurveLook::Line::Raw), -1);
        QCOMPARE(points_of(other, CurveLook::Line::Raw), std::size_t(steps));
        QCOMPARE(plots().loss()->curve_count(), 3);
        QVERIFY(plots().loss()->points(1).y(steps - 1) != float(loss_at(steps)));
    }

    void the_norm_of_the_gradients_has_a_plot()
    {
        train_here(8, 1);
        show();
        QTRY_COMPARE(points_of(QStringLiteral("run-1"), CurveLook::Line::Solid), std::size_t(8));
        const PlotView& norm = *plots().norm();
        QVERIFY(norm.isVisible() && norm.log());
        const RunMetrics kept = *runs().metrics("run-1");
        const Series& raw = norm.points(curve_of(norm, QStringLiteral("run-1"), CurveLook::Line::Raw));
        std::size_t next = 0;
        for (const float v : kept.steps.gradient_norm)
            if (!std::isnan(v))
                QCOMPARE(raw.y(next++), v);
        QVERIFY(next > 10);
        QCOMPARE(raw.size(), next);
        QCOMPARE(norm.points(curve_of(norm, QStringLiteral("run-1"), CurveLook::Line::Solid)).size(), next);
        QVERIFY(!norm.findChild<QLabel*>("newest")->text().isEmpty());
    }

    void a_run_interrupted_in_its_first_epoch_has_its_place()
    {
        write_run(30, 120, RunRecord::State::Unfinished);
        show();
        QTRY_COMPARE(points_of(QStringLiteral("run-1"), CurveLook::Line::Raw), std::size_t(30));
        const Series& raw = plots().loss()->points(curve_of(*plots().loss(), QStringLiteral("run-1"), CurveLook::Line::Raw));
        QCOMPARE(raw.x(29), 0.25);
        QCOMPARE(raw.x(11), 0.1);
    }

    void damaged_files_are_told_and_hide_nothing_else()
    {
        train_here(3, 1);
        for (const char* name : {"steps.f32", "album.f32"})
            QVERIFY(write_file(runs().folder("run-1") / name, std::string(100, 'x')));
        show();
        QTRY_COMPARE(points_of(QStringLiteral("run-1"), CurveLook::Line::Solid), std::size_t(3));
        QCOMPARE(points_of(QStringLiteral("run-1"), CurveLook::Line::Raw), std::size_t(0));
        QTRY_VERIFY(told().contains(QStringLiteral("Run 1")) && (told().contains(QStringLiteral("steps.f32")) || told().contains(QStringLiteral("album.f32"))));
        QTRY_COMPARE(stage_->epochs()->calm()->text(), QStringLiteral("What this run has kept of its epochs is damaged."));
    }

    void runs_of_several_seeds_are_one_line_in_a_band()
    {
        for (const std::int64_t seed : {1, 2, 3})
            train_here(4, seed);
        show();
        QVERIFY(!plots().means()->isVisible()); // One run is ticked.
        model().set_ticked("run-2", true);
        QTRY_VERIFY(plots().means()->isVisible());
        model().set_ticked("run-1", true);
        settle();
        QCOMPARE(plots().loss()->curve_count(), 9);
        QTest::mouseClick(plots().means(), Qt::LeftButton, {}, QPoint(8, plots().means()->height() / 2));
        QVERIFY(plots().means()->isChecked());
        settle();
        QCOMPARE(plots().loss()->curve_count(), 3);
        QCOMPARE(plots().legend()->buttons().size(), 1);
        QCOMPARE(static_cast<QAbstractButton*>(plots().legend()->buttons().first())->text(), QStringLiteral("Run 3 · 3 seeds"));
        QTRY_COMPARE(plots().loss()->points(2).size(), std::size_t(4));
        plots().loss()->flush();

        // As computed from the files.
        double sum = 0, squares = 0;
        std::vector<double> values;
        for (const char* run : {"run-1", "run-2", "run-3"})
            values.push_back(runs().metrics(run)->epochs[2].val_loss);
        for (const double v : values)
            sum += v / 3;
        for (const double v : values)
            squares += (v - sum) * (v - sum);
        const double deviation = std::sqrt(squares / 2);
        QVERIFY(deviation > 1e-4);
        QVERIFY(std::abs(double(plots().loss()->points(2).y(2)) - sum) < 1e-6);
        QCOMPARE(plots().loss()->points(2).x(2), 3.0);
        const QStringList tip = plots().loss()->tip_lines(3);
        QCOMPARE(tip.size(), 2);
        QVERIFY2(tip[1].contains(measure_text(sum) + QStringLiteral(" ± ") + measure_text(double(float(deviation)))), qPrintable(tip[1]));
        const QString csv = plots().loss()->values_text(QLatin1Char(','));
        QCOMPARE(csv.count(QStringLiteral("plus 1 SD")), 4);

        // Without the third seed's, it is the mean of two; with one there is none.
        model().set_ticked("run-3", false);
        settle();
        QTRY_VERIFY(std::abs(double(plots().loss()->points(2).y(2)) - (values[0] + values[1]) / 2) < 1e-6);
        model().set_ticked("run-2", false);
        settle();
        QTRY_VERIFY(!plots().means()->isVisible());
        QCOMPARE(static_cast<QAbstractButton*>(plots().legend()->buttons().first())->text(), QStringLiteral("Run 1"));
    }

    void of_several_outputs_one_can_be_chosen()
    {
        train_here(4, 1); // With a single one.
        const Job job = heads_job(file(), fs::path(folder_.filePath(QStringLiteral("people.csv")).toStdString()));
        Monitor monitor;
        QVERIFY(train(job, monitor));
        show();
        QComboBox& choice = *plots().output_choice();
        QTRY_VERIFY(choice.isVisible());
        QCOMPARE(choice.count(), 3);
        const RunMetrics kept = *runs().metrics("run-2");
        const auto ends_at = [&](const PlotView& plot, CurveLook::Line line) {
            const int c = curve_of(plot, QStringLiteral("run-2"), line);
            const Series& points = plot.points(c);
            return points.empty() ? not_measured : double(points.y(points.size() - 1));
        };
        QTRY_COMPARE(ends_at(*plots().loss(), CurveLook::Line::Solid), double(float(kept.epochs.back().val_loss)));

        QTest::keyClick(&choice, Qt::Key_Down);
        QCOMPARE(choice.currentText(), QStringLiteral("Kind"));
        settle();
        QCOMPARE(ends_at(*plots().loss(), CurveLook::Line::Solid), double(float(kept.epochs.back().val_parts[0].loss)));
        QCOMPARE(ends_at(*plots().loss(), CurveLook::Line::Raw), double(kept.steps.parts[0].loss.back()));
        QCOMPARE(ends_at(*plots().accuracy(), CurveLook::Line::Solid), double(float(kept.epochs.back().val_parts[0].accuracy * 100)));
        QCOMPARE(ends_at(*plots().accuracy(), CurveLook::Line::Dotted), double(float(kept.epochs.back().parts[0].accuracy * 100)));

        QTest::keyClick(&choice, Qt::Key_Down);
        settle();
        QCOMPARE(ends_at(*plots().loss(), CurveLook::Line::Solid), double(float(kept.epochs.back().val_parts[1].loss)));
        QCOMPARE(ends_at(*plots().loss(), CurveLook::Line::Raw), double(kept.steps.parts[1].loss.back()));
        QVERIFY(kept.epochs.back().val_parts[1].loss != kept.epochs.back().val_parts[0].loss);
        QVERIFY(!plots().accuracy()->isVisible()); // A price is not right or wrong.

        // A run that has no such Output has no line, and where none has, all together are shown again.
        model().set_ticked("run-1", true);
        settle();
        QCOMPARE(points_of(QStringLiteral("run-1"), CurveLook::Line::Raw), std::size_t(0));
        QVERIFY(points_of(QStringLiteral("run-2"), CurveLook::Line::Raw) > 0);
        model().set_ticked("run-2", false);
        settle();
        QVERIFY(!choice.isVisible() && plots().accuracy()->isVisible());
        QTRY_COMPARE(points_of(QStringLiteral("run-1"), CurveLook::Line::Solid), std::size_t(4));
    }

    void two_projects_with_a_run_of_one_name()
    {
        write_run(30, 10);
        show();
        QTRY_COMPARE(points_of(QStringLiteral("run-1"), CurveLook::Line::Raw), std::size_t(30));
        const QString first = QString::fromStdString(file().string());
        QVERIFY(session_->new_project(QStringLiteral("two-features")));
        QVERIFY(session_->save_as(folder_.filePath(QStringLiteral("other.loom"))));
        QTRY_VERIFY_WITH_TIMEOUT(session_->data().dataset() && !session_->data().is_loading(), 60'000);
        write_run(20, 10);
        QTRY_COMPARE_WITH_TIMEOUT(points_of(QStringLiteral("run-1"), CurveLook::Line::Raw), std::size_t(20), 10'000);
        QVERIFY(session_->open_project(first));
        QTRY_COMPARE_WITH_TIMEOUT(points_of(QStringLiteral("run-1"), CurveLook::Line::Raw), std::size_t(30), 10'000);
    }
};

/// As another program that trains in the same project: slowly, so that it can be looked at.
static int train_there(const QString& project)
{
    Job job = points_job(fs::path(project.toStdString()), 6, 5);
    job.gives_up = [](std::int64_t, double) {
        std::this_thread::sleep_for(900ms);
        return false;
    };
    Monitor monitor;
    return train(job, monitor) ? 0 : 1;
}

int main(int argc, char** argv)
{
    if (qEnvironmentVariableIsSet("LOOM_CURVES_PROJECT"))
        return train_there(qEnvironmentVariable("LOOM_CURVES_PROJECT"));
    QApplication app(argc, argv);
    CurvesTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "curves_test.moc"
