#include "bridge/step_session.h"
#include "bridge/training_session.h"
#include "graph/chain.h"
#include "graph/kit.h"
#include "graph/unit_change.h"
#include "project/templates.h"
#include "schema/recipe.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QImage>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <set>

using namespace loom;

/// One sample walked through a network: its numbers, their reasons, and what follows when something else is chosen.
class StepSessionTest : public QObject {
    Q_OBJECT

    struct Project {
        GraphDocument graph;
        DataSession data{graph};
        RunList runs;
        SampleChoice sample;
        StepSession steps{graph, data, runs, sample};
        QTemporaryDir folder;

        explicit Project(const char* id = "digits-cnn")
        {
            runs.set_project(file());
            DataSetup setup;
            setup.source = id == std::string_view("digits-cnn") ? "generated_digits" : "two_features";
            graph.open(*make_template(id, setup));
        }
        fs::path file() const { return fs::path(folder.filePath("p.loom").toStdString()); }
        NodeId first_of(const char* type) const
        {
            for (const auto& [id, node] : graph.document().nodes())
                if (node.type == type)
                    return id;
            return {};
        }
        bool shows(NodeId id) const { return !steps.busy() && steps.view() && steps.view()->node == id; }
        const StepTensor* tensor(StepTensor::Kind kind) const
        {
            for (const StepTensor& t : steps.view()->tensors)
                if (t.kind == kind)
                    return &t;
            return nullptr;
        }
        bool asked(const Spot& spot)
        {
            QSignalSpy told(&steps, &StepSession::told);
            steps.ask(spot);
            return told.wait(20000) && steps.reasons() && steps.reasons()->spot == spot;
        }
    };

private slots:
    void a_node_shows_what_goes_in_and_out()
    {
        Project p;
        QTRY_VERIFY_WITH_TIMEOUT(p.data.dataset(), 30000);
        const NodeId dense = p.first_of("dense"), output = p.first_of("output"), conv = p.first_of("conv2d");
        p.steps.set_on(true);
        p.graph.select(dense);
        QTRY_VERIFY_WITH_TIMEOUT(p.shows(dense), 30000);
        const auto view = p.steps.view();
        QVERIFY(view->untrained && !view->unit && !view->end);
        QCOMPARE(view->tensors.size(), std::size_t(4)); // Input, weight, bias, output.
        const StepTensor &x = view->tensors[0], &w = view->tensors[1], &b = view->tensors[2], &y = view->tensors[3];
        QCOMPARE(QString::fromStdString(w.name), QStringLiteral("weight"));
        const auto features = std::size_t(w.shape[0]), units = std::size_t(w.shape[1]);
        QCOMPARE(x.numbers.size(), features);
        QCOMPARE(y.numbers.size(), units);
        QCOMPARE(x.slopes.size(), features);
        QCOMPARE(w.slopes.size(), w.numbers.size());
        // The very sum, by hand.
        for (std::size_t u = 0; u < units; u += 3) {
            double sum = double(b.numbers[u]);
            for (std::size_t i = 0; i < features; ++i)
                sum += double(x.numbers[i]) * double(w.numbers[i * units + u]);
            const Node& node = *p.graph.document().find(dense);
            const bool relu = std::get<std::string>(node.values[*find_layer("dense")->index_of("activation")]) == "relu";
            QVERIFY(std::abs((relu ? std::max(0.0, sum) : sum) - double(y.numbers[u])) < 1e-4 * (1 + std::abs(sum)));
            QVERIFY(p.asked({y.tensor, u}));
            QVERIFY(!p.steps.reasons()->reasons.empty());
            const Reason& first = p.steps.reasons()->reasons.front();
            QVERIFY(first.kind == Reason::Kind::Sum);
            QVERIFY(std::abs(first.result - sum) < 1e-4 * (1 + std::abs(sum)));
            QCOMPARE(first.all_terms, features + 1);
        }
        // The end, where backward begins.
        p.graph.select(output);
        QTRY_VERIFY_WITH_TIMEOUT(p.shows(output), 30000);
        QVERIFY(p.steps.view()->end && p.steps.view()->end->classes);
        const auto end = *p.steps.view()->end;
        QCOMPARE(end.target.size(), std::size_t(1));
        QVERIFY(std::abs(-std::log(double(end.scores[std::size_t(end.target[0])])) - end.loss) < 1e-3);
        QVERIFY(p.asked({end.loss_tensor, 0}));
        QVERIFY(p.steps.reasons()->reasons.back().kind == Reason::Kind::Surprise);
        // A convolution's number from its window.
        p.graph.select(conv);
        QTRY_VERIFY_WITH_TIMEOUT(p.shows(conv), 30000);
        const StepTensor* made = p.tensor(StepTensor::Kind::Output);
        const std::size_t middle = made->numbers.size() / 2;
        QVERIFY(p.asked({made->tensor, middle}));
        const auto reasons = p.steps.reasons()->reasons;
        QVERIFY(std::abs(reasons.back().result - double(made->numbers[middle])) < 1e-4);
    }

    /// Each Output tells its own prediction and its own loss, the network's loss apart.
    void every_output_tells_its_own_end()
    {
        Project p;
        Chain c;
        c.add("input", {{"shape", std::vector<std::int64_t>{28, 28, 1}}}).add("flatten");
        const NodeId shared = c.last();
        const NodeId first = c.add("dense", {{"units", std::int64_t{10}}}).add("output", {{"weight", 0.5}}).loss("focal").last();
        const NodeId second = c.from(shared).add("dense", {{"units", std::int64_t{10}}}).add("output").last();
        Document both = c.finish(recipe_with("cross_entropy"));
        QVERIFY(both.apply(SetData{p.graph.document().data()}));
        p.graph.open(std::move(both));
        QTRY_VERIFY_WITH_TIMEOUT(p.data.dataset() && p.graph.analysis().sound(), 30000);
        p.steps.set_on(true);
        const auto end_of = [&](NodeId id) {
            p.graph.select(id);
            return QTest::qWaitFor([&] { return p.shows(id); }, 30000) ? p.steps.view()->end : std::nullopt;
        };
        const auto one = end_of(first), two = end_of(second);
        QVERIFY(one && two && one->classes && two->classes);
        QCOMPARE(QString::fromStdString(one->by.type), QStringLiteral("focal"));
        QCOMPARE(QString::fromStdString(two->by.type), QStringLiteral("cross_entropy"));
        QVERIFY(one->scores.size() == 10 && two->scores.size() == 10 && one->scores != two->scores);
        QVERIFY(std::abs(-std::log(double(two->scores[std::size_t(two->target[0])])) - two->loss) < 1e-3);
        QVERIFY(one->loss_tensor != two->loss_tensor && one->loss != two->loss);
        QVERIFY(one->total && two->total);
        QVERIFY(std::abs(0.5 * one->loss + two->loss - *two->total) < 1e-4);
    }

    /// Inside of a copy of a unit the settings are those of this copy.
    void settings_are_those_of_the_copy()
    {
        Project p;
        Chain c;
        c.add("input", {{"shape", std::vector<std::int64_t>{28, 28, 1}}}).add("flatten");
        c.begin("Widen");
        const NodeId wide = c.add("dense", {{"units", std::int64_t{16}}}).last();
        c.expose("width", "Width", {{wide, "units"}});
        const UnitId unit = c.end();
        c.copy(unit);
        const NodeId copy = c.copy(unit, {{"width", std::int64_t{10}}}).last();
        c.add("output");
        Document made = c.finish(recipe_with("cross_entropy"));
        QVERIFY(made.apply(SetData{p.graph.document().data()}));
        p.graph.open(std::move(made));
        QTRY_VERIFY_WITH_TIMEOUT(p.data.dataset() && p.graph.analysis().sound(), 30000);
        p.steps.set_on(true);
        QVERIFY(p.graph.enter(copy));
        p.graph.select(wide);
        QTRY_VERIFY_WITH_TIMEOUT(p.shows(wide), 30000);
        QCOMPARE(std::get<std::int64_t>(p.steps.view()->values[*find_layer("dense")->index_of("units")]), std::int64_t(10));
    }

    /// What only passes numbers on says whose they are, and a gradient who all sent it back.
    void what_is_passed_on_names_where_it_is_from()
    {
        Project p;
        Chain c;
        c.add("input", {{"shape", std::vector<std::int64_t>{28, 28, 1}}}).add("flatten").add("dense", {{"units", std::int64_t{8}}}).named("Wide");
        const NodeId wide = c.last();
        c.begin("Block");
        const NodeId second = c.add("dense", {{"units", std::int64_t{8}}}).named("First").add("dense", {{"units", std::int64_t{8}}}).last();
        const UnitId unit = c.end();
        NodeId entrance{};
        for (const auto& [id, node] : c.document().nodes())
            if (node.in == unit && node.type == entrance_type)
                entrance = id;
        const NodeId copy = c.copy(unit, {}, 2).named("Twice").last();
        const NodeId skip = c.from(wide).add("dense", {{"units", std::int64_t{8}}}).named("Skip").bypass().last();
        c.from(copy).add("add").named("Sum").join(skip);
        const NodeId dropout = c.add("dropout").named("Drop").last();
        c.add("dense", {{"units", std::int64_t{10}}}).add("output");
        Document made = c.finish(recipe_with("cross_entropy"));
        QVERIFY(made.apply(SetData{p.graph.document().data()}));
        p.graph.open(std::move(made));
        QTRY_VERIFY_WITH_TIMEOUT(p.data.dataset() && p.graph.analysis().sound(), 30000);
        p.steps.set_on(true);
        const auto look = [&](NodeId id) {
            p.graph.select(id);
            return QTest::qWaitFor([&] { return p.shows(id); }, 30000);
        };
        QVERIFY(look(skip));
        for (const StepTensor& t : p.steps.view()->tensors) {
            QCOMPARE(QString::fromStdString(t.from), QStringLiteral("Wide"));
            QCOMPARE(std::set<std::string>(t.takers.begin(), t.takers.end()).size(), std::size_t(2));
            QVERIFY(std::ranges::count(t.takers, "Sum") == 1);
        }
        QVERIFY(look(wide));
        QVERIFY(p.steps.view()->tensors.back().from.empty() && p.steps.view()->tensors.back().takers.size() == 2);
        QVERIFY(look(dropout)); // In use it passes everything on.
        QCOMPARE(QString::fromStdString(p.steps.view()->tensors.back().from), QStringLiteral("Sum"));
        QCOMPARE(p.steps.view()->tensors.back().takers.size(), std::size_t(1));
        QVERIFY(p.steps.view()->repeated.empty());
        QVERIFY(p.graph.enter(copy));
        QVERIFY(look(entrance));
        QCOMPARE(QString::fromStdString(p.steps.view()->tensors.back().from), QStringLiteral("Wide"));
        QCOMPARE(p.steps.view()->repeated.size(), std::size_t(1));
        QVERIFY(p.steps.view()->repeated[0].copy == copy && p.steps.view()->repeated[0].times == 2);
        QVERIFY(look(second));
        QVERIFY(p.steps.view()->tensors.front().from.ends_with("First"));
        QCOMPARE(p.steps.view()->tensors.front().takers.size(), std::size_t(1));
        QVERIFY(p.steps.view()->tensors.back().from.empty());
    }

    /// A row that cannot be read is told of that row alone.
    void after_a_broken_row_the_next_is_shown()
    {
        QTemporaryDir pictures;
        for (const char* name : {"cat/0.png", "cat/1.png", "cat/2.png", "dog/3.png", "dog/4.png", "dog/5.png"}) {
            QVERIFY(QDir(pictures.path()).mkpath(QString::fromLatin1(name).section(QLatin1Char('/'), 0, 0)));
            QImage picture(8, 8, QImage::Format_RGB32);
            for (int i = 0; i < 64; ++i)
                picture.setPixel(i % 8, i / 8, qRgb(i * 4, 255 - i * 3, (i * 37) % 256));
            QVERIFY(picture.save(pictures.filePath(QString::fromLatin1(name))));
        }
        QFile cut(pictures.filePath(QStringLiteral("cat/1.png"))); // The header is good, the pixels are not.
        QVERIFY(cut.open(QIODevice::ReadWrite) && cut.resize(cut.size() / 2));
        cut.close();
        Project p;
        Chain c;
        c.add("input", {{"shape", std::vector<std::int64_t>{8, 8, 3}}}).add("flatten").add("dense", {{"units", std::int64_t{2}}}).add("output");
        Document made = c.finish(recipe_with("cross_entropy"));
        DataSetup folder;
        folder.source = "image_folder";
        folder.path = pictures.path().toStdString();
        folder.picture_size = 8;
        QVERIFY(made.apply(SetData{folder}));
        p.graph.open(std::move(made));
        QTRY_VERIFY_WITH_TIMEOUT(p.data.dataset() && p.graph.facts() && p.graph.facts()->classes.size() == 2, 30000);
        p.steps.set_on(true);
        p.graph.select(p.first_of("dense"));
        int told = 0, seen = 0;
        for (std::uint32_t row = 0; row < p.steps.rows(); ++row) {
            p.sample.set_row(row);
            QTRY_VERIFY_WITH_TIMEOUT(!p.steps.busy(), 30000);
            told += p.steps.error().has_value();
            seen += !p.steps.error() && p.steps.view() && p.steps.view()->row == row;
        }
        QCOMPARE(told, 1);
        QCOMPARE(seen, int(p.steps.rows()) - 1);
    }

    void a_step_of_training_is_foretold()
    {
        Project p;
        QTRY_VERIFY_WITH_TIMEOUT(p.data.dataset(), 30000);
        Recipe recipe = p.graph.document().recipe();
        recipe.optimizer = {"sgd", defaults(*find_optimizer("sgd"))};
        p.graph.perform(LOOM_TEXT("Change the recipe"), {SetRecipe{recipe}});
        const NodeId dense = p.first_of("dense");
        p.steps.set_on(true);
        p.graph.select(dense);
        QTRY_VERIFY_WITH_TIMEOUT(p.shows(dense), 30000);
        const StepTensor& w = *p.tensor(StepTensor::Kind::Weight);
        const auto at = std::size_t(std::ranges::max_element(w.slopes, {}, [](float v) { return std::abs(v); }) - w.slopes.begin());
        QVERIFY(p.asked({w.gradient, at}));
        QVERIFY(p.steps.reasons()->step);
        const OneStep& step = *p.steps.reasons()->step;
        QCOMPARE(step.rate, 0.01);
        QVERIFY(std::abs(step.after - (double(w.numbers[at]) - 0.01 * double(w.slopes[at]))) < 1e-6);
    }

    void another_sample_and_an_edit_are_followed()
    {
        Project p;
        QTRY_VERIFY_WITH_TIMEOUT(p.data.dataset(), 30000);
        const NodeId conv = p.first_of("conv2d"), output = p.first_of("output");
        p.steps.set_on(true);
        p.graph.select(conv);
        QTRY_VERIFY_WITH_TIMEOUT(p.shows(conv), 30000);
        const auto numbers = p.tensor(StepTensor::Kind::Output)->numbers;
        p.sample.set_row(7);
        QTRY_VERIFY_WITH_TIMEOUT(p.shows(conv) && p.steps.view()->row == 7, 30000);
        QVERIFY(p.tensor(StepTensor::Kind::Output)->numbers != numbers);
        // While it computes: what is on its way is dropped, and the new network is shown.
        p.sample.set_row(8);
        const std::size_t filters = *find_layer("conv2d")->index_of("filters");
        p.graph.perform(LOOM_TEXT("Set %1 to %2"), {SetSetting{conv, filters, std::int64_t{3}}});
        QTRY_VERIFY_WITH_TIMEOUT(p.shows(conv) && p.tensor(StepTensor::Kind::Output)->shape[0] == 3, 30000);
        QCOMPARE(p.steps.view()->row, 8u);
        // What is broken has nothing to show; mended, it has again.
        const Link cut = *p.graph.document().link_into(output, 0);
        p.graph.perform(LOOM_TEXT("Disconnect %1 from %2"), {Disconnect{cut}});
        QVERIFY(!p.steps.view());
        p.graph.undo();
        QTRY_VERIFY_WITH_TIMEOUT(p.shows(conv), 30000);
        p.sample.set_run("run-99");
        QTRY_VERIFY_WITH_TIMEOUT(p.steps.error(), 30000);
        p.sample.set_run("");
        QTRY_VERIFY_WITH_TIMEOUT(p.shows(conv), 30000);
        p.steps.set_on(false);
        QVERIFY(!p.steps.view() && !p.steps.busy());
    }

    void the_numbers_are_those_of_the_chosen_row()
    {
        Project p("two-features");
        QTRY_VERIFY_WITH_TIMEOUT(p.data.dataset(), 30000);
        const NodeId input = p.first_of("input");
        p.steps.set_on(true);
        p.graph.select(input);
        const Dataset& data = *p.data.dataset();
        for (const std::uint32_t row : {0u, 17u, 42u, 99u}) {
            p.sample.set_row(row);
            QTRY_VERIFY_WITH_TIMEOUT(p.shows(input) && p.steps.view()->row == row, 30000);
            std::vector<float> raw(data.sample_width());
            data.fill(std::span(&row, 1), raw);
            const auto& seen = p.tensor(StepTensor::Kind::Output)->numbers;
            QCOMPARE(seen.size(), raw.size());
            for (std::size_t i = 0; i < raw.size(); ++i)
                QVERIFY(std::abs(double(seen[i]) - (double(raw[i]) - data.facts().mean[i]) / data.facts().deviation[i]) < 1e-4);
        }
    }

    /// Of a run that grew worse again: the best weights and the last ones.
    void the_weights_are_those_of_the_checkpoint()
    {
        Project p("two-features");
        QTRY_VERIFY_WITH_TIMEOUT(p.data.dataset(), 30000);
        TrainingSession training;
        Job job;
        job.document = p.graph.document();
        Recipe recipe = job.document.recipe();
        recipe.settings[*recipe_type().index_of("epochs")] = std::int64_t(12);
        recipe.optimizer.values[*find_optimizer("adam")->index_of("learning_rate")] = 3.0;
        QVERIFY(job.document.apply(SetRecipe{recipe}));
        job.dataset = p.data.dataset();
        job.project = p.file();
        job.threads = 1;
        QSignalSpy finished(&training, &TrainingSession::finished);
        QVERIFY(training.start(job));
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 60'000);
        p.runs.refresh();
        const NodeId dense = p.first_of("dense");
        const std::string name = scope_of(dense, *p.graph.document().find(dense)) + ".weight";
        const auto of = [&](Checkpoint which) { return load_model(p.runs.store(), "run-1", which)->tensors.at(name); };
        QVERIFY(of(Checkpoint::Best) != of(Checkpoint::Last));
        p.steps.set_on(true);
        p.graph.select(dense);
        QTRY_VERIFY_WITH_TIMEOUT(p.shows(dense), 30000);
        const auto untrained = p.tensor(StepTensor::Kind::Weight)->numbers;
        QVERIFY(p.steps.view()->untrained);
        for (const Checkpoint which : {Checkpoint::Last, Checkpoint::Best}) {
            p.sample.set_run("run-1", which);
            QTRY_VERIFY_WITH_TIMEOUT(p.shows(dense) && !p.steps.error() && p.tensor(StepTensor::Kind::Weight)->numbers == of(which), 30000);
            QVERIFY(!p.steps.view()->untrained);
        }
        p.sample.set_run({});
        QTRY_VERIFY_WITH_TIMEOUT(p.shows(dense) && p.tensor(StepTensor::Kind::Weight)->numbers == untrained, 30000);
    }

    void the_walk_has_the_order_of_the_graph_that_is_shown()
    {
        Project p;
        const NodeId conv = p.first_of("conv2d"), pool = p.first_of("max_pool");
        const auto made = making_unit(p.graph.document(), {conv, pool}, "Eyes");
        QVERIFY(made && p.graph.perform(made->name, made->edits));
        const NodeId copy = *made->made.begin();
        QTRY_VERIFY_WITH_TIMEOUT(p.data.dataset(), 30000);
        const auto order = p.steps.order();
        QCOMPARE(order.front(), p.first_of("input"));
        QCOMPARE(order.back(), p.first_of("output"));
        QVERIFY(std::ranges::find(order, copy) != order.end());
        QVERIFY(std::ranges::find(order, conv) == order.end());
        p.steps.set_on(true);
        p.graph.select(copy);
        QTRY_VERIFY_WITH_TIMEOUT(p.shows(copy), 30000);
        QVERIFY(p.steps.view()->unit);
        const auto whole = p.tensor(StepTensor::Kind::Output)->numbers;
        QVERIFY(p.graph.enter(copy));
        p.graph.select(pool);
        QTRY_VERIFY_WITH_TIMEOUT(p.shows(pool), 30000);
        QCOMPARE(p.steps.view()->path, UnitPath{copy});
        QVERIFY(p.tensor(StepTensor::Kind::Output)->numbers == whole);
        const auto inside = p.steps.order();
        QVERIFY(std::ranges::find(inside, conv) < std::ranges::find(inside, pool));
    }
};

QTEST_GUILESS_MAIN(StepSessionTest)
#include "step_session_test.moc"
