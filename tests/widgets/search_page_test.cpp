#include "bridge/search_session.h"
#include "data/dataset.h"
#include "graph/unit_change.h"
#include "graph/varied.h"
#include "project/templates.h"
#include "schema/recipe.h"
#include "studies/importance_bars.h"
#include "studies/parallel_plot.h"
#include "studies/pareto_plot.h"
#include "studies/pin_list.h"
#include "studies/search_page.h"
#include "studies/trial_table.h"
#include "theme/numbers.h"
#include "theme/theme.h"

#include <QLineEdit>
#include <QMenu>
#include <QMouseEvent>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <map>
#include <set>

using namespace loom;

/// The search page with a real study of a small network.
class SearchPageTest : public QObject {
    Q_OBJECT

    std::shared_ptr<const Dataset> dataset_;
    Document document_;

    static Space rates()
    {
        Space space;
        space.dimensions = {{.varied = {.of = Varied::Of::Optimizer, .key = "learning_rate", .low = 0.001, .high = 0.1, .log = true}, .low = 0.001, .high = 0.1, .log = true}};
        return space;
    }
    /// The page and what it speaks to, as the Train stage has it.
    struct Desk {
        GraphDocument graph;
        SearchSession session;
        SearchPage page{graph, session};
        QTemporaryDir folder;
        Desk(const Document& document, std::shared_ptr<const Dataset> dataset)
        {
            graph.open(document);
            QObject::connect(&page, &SearchPage::start_wanted, &session, [this, dataset](SearchSession::Question q) {
                q.dataset = dataset;
                q.setup.project = fs::path(folder.filePath("p.loom").toStdString());
                q.setup.device = "reference";
                q.setup.threads = 1;
                session.start(std::move(q));
            });
            page.resize(800, 900);
            page.show();
        }
        void write(const char* field, const QString& text)
        {
            auto* line = page.findChild<QLineEdit*>(QString::fromLatin1(field));
            line->selectAll();
            QTest::keyClicks(line, text);
        }
        void search(int trials, int epochs)
        {
            write("search-trials", QString::number(trials));
            write("search-epochs", QString::number(epochs));
            QTest::mouseClick(page.start_button(), Qt::LeftButton);
        }
    };

    /// As the pointer does; where it is offscreen, QTest moves no pointer.
    static void move(QWidget& widget, QPointF to)
    {
        QMouseEvent event(QEvent::MouseMove, to, widget.mapToGlobal(to), Qt::NoButton, Qt::NoButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&widget, &event);
    }

    static double rate(const GraphDocument& g)
    {
        const Recipe& r = g.document().recipe();
        return std::get<double>(r.optimizer.values[*find_optimizer(r.optimizer.type)->index_of("learning_rate")]);
    }

private slots:
    void initTestCase()
    {
        ThemeManager::instance().install();
        auto document = make_template("two-features");
        QVERIFY(document);
        document_ = *document;
        auto dataset = Dataset::open(document_.data());
        QVERIFY(dataset);
        dataset_ = *dataset;
    }

    void a_search_runs_and_tells_its_best_whose_settings_are_one_step()
    {
        Desk d(document_, dataset_);
        QVERIFY(QTest::qWaitForWindowExposed(&d.page));
        d.search(3, 1);
        QVERIFY(d.session.active());
        QTRY_VERIFY_WITH_TIMEOUT(!d.session.active(), 120'000);
        QVERIFY2(!d.session.error(), d.session.error() ? render(d.session.error()->message).c_str() : "");
        QCOMPARE(d.session.trials().size(), std::size_t(3));
        QVERIFY(d.session.end() == Study::End::Done);
        const Trial* best = d.session.best();
        QVERIFY(best);
        for (const Trial& t : d.session.trials()) {
            QCOMPARE(t.epochs, std::int64_t(1)); // Not the recipe's.
            QVERIFY(t.goal >= best->goal);
            QVERIFY(fs::exists(fs::path(d.folder.filePath("p.runs").toStdString()) / t.run));
        }
        QCOMPARE(d.page.table()->model()->rowCount(), 3);
        QCOMPARE(d.page.plot()->current(), best->number);
        QCOMPARE(d.page.pareto()->dots().size(), std::size_t(3));
        QVERIFY(!d.page.pareto()->front_trials().empty());

        const double before = rate(d.graph), wanted = best->candidate[0];
        const Recipe recipe = d.graph.document().recipe();
        QVERIFY(d.page.use_button()->isEnabled());
        QTest::mouseClick(d.page.use_button(), Qt::LeftButton);
        QCOMPARE(rate(d.graph), wanted);
        QVERIFY(!d.page.use_button()->isEnabled()); // They are used already.
        QVERIFY(d.graph.undo());
        QCOMPARE(rate(d.graph), before);
        QVERIFY(d.graph.document().recipe() == recipe); // The batch size too, and no epochs of the search.
        QVERIFY(!d.graph.undo());
    }

    void a_search_that_was_paused_goes_on_with_the_same_trials()
    {
        Desk d(document_, dataset_);
        d.search(4, 100);
        QTRY_VERIFY_WITH_TIMEOUT(d.session.trials().size() >= 2, 120'000);
        QTest::mouseClick(d.page.start_button(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!d.session.active(), 60'000);
        QVERIFY(d.session.end() == Study::End::Left);
        const std::string study = d.session.study();
        const auto first = d.session.trials().front();
        QVERIFY(d.session.trials().size() < 4);
        QTest::mouseClick(d.page.start_button(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!d.session.active(), 120'000);
        QCOMPARE(d.session.study(), study);
        QCOMPARE(d.session.trials().size(), std::size_t(4));
        QVERIFY(d.session.trials().front().candidate == first.candidate);
        QCOMPARE(d.session.trials().front().seconds, first.seconds); // It was not trained again.
        QVERIFY(d.session.end() == Study::End::Done);
    }

    void what_takes_too_long_to_predict_or_to_train_is_told()
    {
        Desk d(document_, dataset_);
        d.write("search-latency", QStringLiteral("0.000001")); // No network is so fast.
        d.search(2, 1);
        QTRY_VERIFY_WITH_TIMEOUT(!d.session.active(), 120'000);
        QCOMPARE(d.session.trials().size(), std::size_t(2));
        for (const Trial& t : d.session.trials())
            QVERIFY(t.state == Trial::State::Skipped && t.latency_ms > 0);
        const auto* model = d.page.table()->model();
        QStringList titles;
        for (int c = 0; c < model->columnCount(); ++c)
            titles << model->headerData(c, Qt::Horizontal).toString();
        QVERIFY(titles.contains(QStringLiteral("Prediction")));
        QVERIFY(model->index(0, int(titles.indexOf(QStringLiteral("Prediction")))).data().toString().endsWith(QStringLiteral("ms")));
        QCOMPARE(model->index(0, int(titles.indexOf(QStringLiteral("Time")))).data().toString(), QStringLiteral("0 ms"));

        Desk e(document_, dataset_);
        e.write("search-minutes", QStringLiteral("0.002"));
        e.search(2, 100'000); // Far more than that takes.
        QTRY_VERIFY_WITH_TIMEOUT(!e.session.active(), 120'000);
        QVERIFY(e.session.end() == Study::End::OutOfTime);
        QCOMPARE(e.session.trials().size(), std::size_t(1));
        QVERIFY(e.session.trials()[0].state == Trial::State::Begun);
    }

    void closing_the_window_leaves_a_search_that_goes_on()
    {
        QTemporaryDir folder;
        SearchSession::Question q;
        q.setup = {.document = document_, .project = fs::path(folder.filePath("p.loom").toStdString()), .device = "reference", .threads = 1};
        q.dataset = dataset_;
        q.limits.trials = 2;
        {
            SearchSession session;
            QVERIFY(session.start(q));
            QVERIFY(!session.start(q)); // One at a time.
            QTRY_VERIFY_WITH_TIMEOUT(session.position().step > 0, 120'000);
        }
        SearchSession session;
        QVERIFY(session.start(q));
        QTRY_VERIFY_WITH_TIMEOUT(!session.active(), 120'000);
        QVERIFY(!session.error());
        QCOMPARE(session.study(), std::string("search-1"));
        QCOMPARE(session.trials().size(), std::size_t(2));
    }

    void what_is_varied_can_be_changed_and_taken_out()
    {
        Desk d(document_, dataset_);
        QVERIFY(QTest::qWaitForWindowActive(&d.page));
        PinList& pins = *d.page.pins();
        QCOMPARE(pins.count(), 2); // The usual ones; nothing is pinned.
        QVERIFY(d.graph.document().search().empty());
        auto* low = pins.findChildren<QLineEdit*>().front();
        low->setFocus();
        low->selectAll();
        QTest::keyClicks(low, "1e-5");
        QTest::keyClick(low, Qt::Key_Return);
        QCOMPARE(d.graph.document().search().size(), std::size_t(2)); // The first change pins all.
        QCOMPARE(d.graph.document().search()[0].low, 1e-5);
        QVERIFY(d.graph.undo());
        QVERIFY(d.graph.document().search().empty());
        QVERIFY(d.graph.redo());

        low->selectAll();
        QTest::keyClicks(low, "5"); // Above the other end.
        QTest::keyClick(low, Qt::Key_Return);
        QCOMPARE(d.graph.document().search()[0].low, 1e-5);
        QVERIFY(!low->property("error").toString().isEmpty());

        QToolButton* remove = nullptr;
        for (auto* b : pins.findChildren<QToolButton*>())
            remove = b->isVisible() && !remove && b->accessibleName().contains(QStringLiteral("Do not vary")) ? b : remove;
        QVERIFY(remove);
        QTest::mouseClick(remove, Qt::LeftButton);
        QCOMPARE(d.graph.document().search().size(), std::size_t(1));
        QCOMPARE(d.graph.document().search()[0].key, std::string("batch_size"));
        QCOMPARE(pins.count(), 1);
    }

    void values_are_written_with_commas_between_them()
    {
        Desk d(document_, dataset_);
        QVERIFY(QTest::qWaitForWindowActive(&d.page));
        QVERIFY(d.graph.perform(LOOM_TEXT("x"), {SetSearch{{{.of = Varied::Of::Recipe, .key = "batch_size", .choices = {std::int64_t(8), std::int64_t(16)}}}}}));
        auto* field = d.page.pins()->findChildren<QLineEdit*>().back();
        QCOMPARE(field->text(), QStringLiteral("8, 16"));
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, "4, abc");
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(d.graph.document().search()[0].choices.size(), std::size_t(2));
        QVERIFY(!field->property("error").toString().isEmpty());
        field->selectAll();
        QTest::keyClicks(field, "4, 32, 64");
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY((d.graph.document().search()[0].choices == std::vector<Value>{std::int64_t(4), std::int64_t(32), std::int64_t(64)}));
    }

    void which_unit_stands_in_a_copy_is_chosen_from_a_list()
    {
        Document document = document_;
        const auto make = [&](const Change& change) {
            for (const Edit& edit : change.edits)
                QVERIFY(document.apply(edit));
        };
        const auto dense = std::ranges::find_if(document.nodes(), [](const auto& row) { return row.second.type == "dense"; });
        const auto unit = making_unit(document, {dense->first}, "Wide");
        QVERIFY(unit);
        make(*unit);
        const NodeId copy = *unit->made.begin();
        make(detaching(document, copy));
        make(renaming_unit(document, document.find(copy)->unit, "Plain"));
        const UnitId plain = document.find(copy)->unit, wide = document.units().begin()->first;
        const auto wanted = [&](std::vector<Value> choices) { return Varied{.of = Varied::Of::Node, .node = copy, .key = std::string(unit_key), .choices = std::move(choices)}; };
        const Value bypassed = std::string(bypass_key);
        QVERIFY(document.apply(SetSearch{{wanted({unit_value(wide), unit_value(plain)})}}));

        Desk d(document, dataset_);
        PinList& pins = *d.page.pins();
        QCOMPARE(pins.count(), 1);
        QToolButton* units = nullptr;
        for (auto* b : pins.findChildren<QToolButton*>())
            units = b->accessibleName() == QStringLiteral("Plain · Unit, values") ? b : units;
        QVERIFY(units);
        QCOMPARE(units->text(), QStringLiteral("Wide, Plain"));
        const auto entry = [&](int i) {
            Q_EMIT units->menu()->aboutToShow();
            return units->menu()->actions().at(i);
        };
        QCOMPARE(entry(2)->text(), QStringLiteral("bypassed"));
        QVERIFY(!entry(2)->isChecked());
        entry(2)->trigger();
        QVERIFY((d.graph.document().search() == std::vector<Varied>{wanted({unit_value(wide), unit_value(plain), bypassed})}));
        QCOMPARE(units->text(), QStringLiteral("Wide, Plain, bypassed"));
        entry(0)->trigger();
        QVERIFY((d.graph.document().search() == std::vector<Varied>{wanted({unit_value(plain), bypassed})}));
        entry(0)->trigger();

        // The axis has a place for each, and a trial's unit is put in as one step.
        const auto space = space_of(d.graph.document());
        QVERIFY(space);
        const StudyPicture picture = picture_of(d.graph.document(), *space, {}, 0);
        QCOMPARE(picture.axes[0].title, QStringLiteral("Plain · Unit"));
        QCOMPARE(picture.axes[0].ticks.size(), std::size_t(3));
        QCOMPARE(picture.axes[0].ticks[0].text, QStringLiteral("Wide"));
        const Document before = d.graph.document();
        const auto use = [&](double choice) { return using_trial(d.graph.document(), *space, {.number = 1, .candidate = {choice}}); };
        QVERIFY(use(1).edits.empty()); // It is so.
        Change change = use(0);
        QVERIFY(d.graph.perform(change.name, change.edits));
        QCOMPARE(d.graph.document().find(copy)->unit, wide);
        QVERIFY(use(0).edits.empty());
        QVERIFY(d.graph.undo());
        QVERIFY(d.graph.document() == before);
        change = use(2);
        QVERIFY(d.graph.perform(change.name, change.edits));
        QVERIFY(d.graph.document().find(copy)->use == Use::Bypassed);
        QVERIFY(d.graph.undo());
        // Each trial of a search in the window has one of them.
        d.search(6, 1);
        QTRY_VERIFY_WITH_TIMEOUT(!d.session.active(), 120'000);
        QVERIFY2(!d.session.error(), d.session.error() ? render(d.session.error()->message).c_str() : "");
        std::map<double, std::set<std::int64_t>> parameters;
        for (const Trial& t : d.session.trials())
            parameters[t.candidate[0]].insert(t.parameters);
        QVERIFY(parameters.size() > 1);
        for (const auto& [choice, counts] : parameters)
            QCOMPARE(counts.size(), std::size_t(1));
        QVERIFY(!parameters.contains(2) || *parameters.at(2).begin() < *parameters.begin()->second.begin()); // Without the block there are fewer.
    }

    void a_trial_tells_how_it_stands_and_what_could_not_be_measured()
    {
        TrialModel model;
        const std::vector<Trial> trials{{.number = 1, .candidate = {0.01}, .state = Trial::State::Finished, .goal = 0.5, .val_loss = 0.5, .latency_ms = 0.25},
                                        {.number = 2, .candidate = {0.1}, .state = Trial::State::Begun, .note = "no memory"}};
        const auto cell = [&](int trial, int column, int role = Qt::DisplayRole) { return model.data(model.index(trial - 1, column), role).toString(); };
        const int prediction = TrialModel::FirstSetting + 3; // Behind the rate, epochs and parameters.
        model.show_trials(document_, rates(), trials, 2);
        QCOMPARE(model.headerData(prediction, Qt::Horizontal, Qt::DisplayRole).toString(), QStringLiteral("Prediction"));
        QCOMPARE(cell(1, TrialModel::State), QStringLiteral("Finished"));
        QCOMPARE(cell(2, TrialModel::State), QStringLiteral("Training"));
        QCOMPARE(cell(1, prediction), QStringLiteral("0.25 ms"));
        QCOMPARE(cell(2, prediction), QStringLiteral("not measured"));
        QCOMPARE(cell(2, prediction, Qt::ToolTipRole), QStringLiteral("no memory"));
        model.show_trials(document_, rates(), trials, 0);
        QCOMPARE(cell(2, TrialModel::State), QStringLiteral("Interrupted"));
    }

    void lines_lie_by_their_values_and_a_stretch_keeps_those_that_pass_it()
    {
        const Space space = rates();
        std::vector<Trial> trials;
        for (const auto& [value, accuracy] : {std::pair(0.001, 0.5), {0.01, 0.9}, {0.1, 0.7}})
            trials.push_back({.number = std::int64_t(trials.size()) + 1, .candidate = {value}, .state = Trial::State::Finished, .goal = -accuracy, .val_loss = 1, .val_accuracy = accuracy});
        trials.push_back({.number = 4, .candidate = {0.05}, .state = Trial::State::Failed});
        const StudyPicture picture = picture_of(document_, space, trials, 0);
        QCOMPARE(picture.axes.size(), std::size_t(2));
        QCOMPARE(picture.lines[1].at[0], 0.5); // By its logarithm.
        QCOMPARE(picture.lines[1].goodness(), 1.0);
        QCOMPARE(picture.lines[0].goodness(), 0.0);
        QVERIFY(std::isnan(picture.lines[3].goodness()));

        ParallelPlot plot;
        plot.resize(500, 260);
        plot.show();
        plot.show_picture(picture);
        QSignalSpy chosen(&plot, &ParallelPlot::chosen);
        // The line of trial 2, a quarter of the way to the result.
        const QPointF a = plot.place(0, 0.5), b = plot.place(1, 1);
        const QPoint on = (a + (b - a) * 0.25).toPoint();
        move(plot, on);
        QTest::mouseClick(&plot, Qt::LeftButton, {}, on);
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(plot.current(), std::int64_t(2));
        QVERIFY(plot.accessibleDescription().contains(QStringLiteral("90.00%")));
        QTest::keyClick(&plot, Qt::Key_Right);
        QCOMPARE(plot.current(), std::int64_t(3));
        // Dragged along the axis of the result, from its top to its upper third.
        QTest::mousePress(&plot, Qt::LeftButton, {}, plot.place(1, 1).toPoint());
        move(plot, plot.place(1, 0.8));
        move(plot, plot.place(1, 0.7));
        QTest::mouseRelease(&plot, Qt::LeftButton, {}, plot.place(1, 0.7).toPoint());
        QVERIFY(plot.is_kept(picture.lines[1]));
        QVERIFY(!plot.is_kept(picture.lines[0]));
        QVERIFY(!plot.is_kept(picture.lines[3])); // It has no result.
        QTest::mouseClick(&plot, Qt::LeftButton, {}, plot.place(1, 0.5).toPoint());
        QVERIFY(plot.is_kept(picture.lines[0]));
    }

    void of_results_by_cost_the_front_is_told()
    {
        ParetoPlot plot;
        plot.set_dots({{1, 100, 0.5, {}}, {2, 200, 0.4, {}}, {3, 300, 0.45, {}}, {4, 50, 0.9, {}}}, {}, {}, [](double v) { return QString::number(v); },
                      [](double v) { return QString::number(v); });
        QCOMPARE(plot.front_trials(), (std::vector<std::int64_t>{4, 1, 2})); // 3 costs more than 2 and is worse.
        plot.resize(320, 200);
        QVERIFY(plot.place(plot.dots()[1]).y() < plot.place(plot.dots()[3]).y()); // A better one is higher up.
        QSignalSpy chosen(&plot, &ParetoPlot::chosen);
        QTest::mouseClick(&plot, Qt::LeftButton, {}, plot.place(plot.dots()[2]).toPoint());
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(chosen.first().first().toLongLong(), qint64(3));
    }

    void bars_stand_by_what_they_explain()
    {
        ImportanceBars bars;
        bars.set_bars({{QStringLiteral("a"), 0.1}, {QStringLiteral("b"), 0.6}}, 10);
        QCOMPARE(bars.bars().front().title, QStringLiteral("b"));
        QVERIFY(bars.accessibleDescription().startsWith(QStringLiteral("b 60%")));
    }
};

QTEST_MAIN(SearchPageTest)
#include "search_page_test.moc"
