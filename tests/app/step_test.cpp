#include "looks.h"
#include "bridge/activation_session.h"
#include "canvas/canvas.h"
#include "canvas/problems.h"
#include "formula/formula_view.h"
#include "graph/assumed_data.h"
#include "graph/kit.h"
#include "graph/unit_change.h"
#include "lowering/lowering.h"
#include "project/templates.h"
#include "stages/design_stage.h"
#include "stages/run_choice.h"
#include "stages/step_panel.h"
#include "steps/tensor_view.h"
#include "steps/told.h"
#include "theme/controls.h"

#include <QApplication>
#include <QComboBox>
#include <QElapsedTimer>
#include <QPushButton>
#include <QRegularExpression>
#include <QSpinBox>
#include <QSplitter>
#include <QTemporaryDir>
#include <QtTest>

#include <set>

using namespace loom;

/// A sample walked through the digits network by hand: buttons, keys, clicks on numbers. With LOOM_PICTURES=folder it leaves
/// pictures there.
class StepTest : public QObject {
    Q_OBJECT

    struct Window {
        GraphDocument graph;
        DataSession data{graph};
        RunList runs;
        SampleChoice sample;
        StepSession steps{graph, data, runs, sample};
        DesignStage stage{graph};
        QTemporaryDir folder;

        explicit Window(const char* id = "digits-cnn")
        {
            runs.set_project(fs::path(folder.filePath("p.loom").toStdString()));
            DataSetup digits;
            digits.source = id == QByteArray("digits-cnn") ? "generated_digits" : "two_features";
            graph.open(*make_template(id, digits));
            stage.follow(steps, runs);
            stage.resize(1376, 832);
            stage.show();
            stage.activateWindow();
        }
        NodeId first_of(const char* type) const
        {
            for (const auto& [id, node] : graph.document().nodes())
                if (node.type == type)
                    return id;
            return {};
        }
        StepPanel& panel() { return stage.steps(); }
        NodeId chosen() const { return graph.selection().nodes.empty() ? NodeId{-1} : *graph.selection().nodes.begin(); }
        bool shows() { return panel().settled() && panel().shows_numbers() && steps.view() && steps.view()->node == chosen(); }
        void click(NumberGrid& grid, std::int64_t element)
        {
            QTest::mouseClick(&grid, Qt::LeftButton, {}, grid.place_of(element).center());
        }
    };

private slots:
    void initTestCase()
    {
        ThemeManager::instance().install();
        ThemeManager::instance().set_reduce_motion(true);
    }
    void init() { set_interface_language(Language::English); }

    void forward_to_the_end_and_back()
    {
        Window w;
        QVERIFY(QTest::qWaitForWindowActive(&w.stage));
        QTRY_VERIFY_WITH_TIMEOUT(w.data.dataset(), 30000);
        QVERIFY(!w.panel().isVisible());
        QTest::mouseClick(&w.stage.step_button(), Qt::LeftButton);
        QVERIFY(w.panel().isVisible());
        QCOMPARE(w.chosen(), w.first_of("input"));
        QTRY_VERIFY_WITH_TIMEOUT(w.shows(), 30000);
        const auto order = w.steps.order();
        for (std::size_t i = 1; i < order.size(); ++i) {
            QTest::mouseClick(&w.panel().next_button(), Qt::LeftButton);
            QCOMPARE(w.chosen(), order[i]);
            QTRY_VERIFY_WITH_TIMEOUT(w.shows(), 30000);
            QVERIFY(!w.panel().tensors().empty());
            QVERIFY(!w.panel().formula().formula().empty());
            QTRY_VERIFY_WITH_TIMEOUT(!w.panel().told().isEmpty(), 20000);
        }
        QVERIFY(!w.panel().next_button().isEnabled());
        // Back: from the output to the input, with gradients.
        QTest::mouseClick(&w.panel().ways(), Qt::LeftButton, {}, w.panel().ways().rect().center() + QPoint(w.panel().ways().width() / 4, 0));
        QVERIFY(w.panel().way() == StepPanel::Way::Backward);
        for (std::size_t i = order.size() - 1; i-- > 0;) {
            QTest::mouseClick(&w.panel().next_button(), Qt::LeftButton);
            QCOMPARE(w.chosen(), order[i]);
            QTRY_VERIFY_WITH_TIMEOUT(w.shows(), 30000);
        }
        QVERIFY(!w.panel().next_button().isEnabled());
        // The canvas shows the node that is looked at.
        QVERIFY(w.stage.canvas().rect().contains(w.stage.canvas().to_view(w.stage.canvas().scene().find(w.chosen())->output()).toPoint()));
    }

    void a_number_that_is_clicked_is_explained()
    {
        Window w;
        QVERIFY(QTest::qWaitForWindowActive(&w.stage));
        QTRY_VERIFY_WITH_TIMEOUT(w.data.dataset(), 30000);
        w.stage.step();
        const NodeId output = w.first_of("output");
        NodeId last{};
        for (const auto& [id, node] : w.graph.document().nodes())
            if (node.type == "dense")
                last = id;
        w.graph.reveal(last);
        QTRY_VERIFY_WITH_TIMEOUT(w.shows(), 30000);
        auto views = w.panel().tensors();
        QCOMPARE(views.size(), std::size_t(4));
        NumberGrid& grid = views[3]->grid();
        QVERIFY(grid.is_table());
        w.click(grid, 2);
        QCOMPARE(grid.chosen(), 2);
        QTRY_VERIFY_WITH_TIMEOUT(w.steps.reasons() && w.steps.reasons()->spot.element == 2 && w.panel().told().contains(QStringLiteral(" = ")), 20000);
        // By keys: the next one.
        QTest::keyClick(&grid, Qt::Key_Down);
        QCOMPARE(grid.chosen(), 3);
        QTRY_VERIFY_WITH_TIMEOUT(w.steps.reasons() && w.steps.reasons()->spot.element == 3, 20000);
        // A weight's gradient says what a step would do.
        w.panel().set_way(StepPanel::Way::Backward);
        views = w.panel().tensors();
        w.click(views[1]->grid(), 5);
        QTRY_VERIFY_WITH_TIMEOUT(w.steps.reasons() && w.steps.reasons()->step && w.steps.reasons()->spot.element == 5, 20000);
        // Where backward begins.
        w.graph.reveal(output);
        QTRY_VERIFY_WITH_TIMEOUT(w.shows() && w.steps.view()->end, 30000);
        QTRY_VERIFY_WITH_TIMEOUT(w.panel().told().contains(QStringLiteral("Share")), 20000);
    }

    void an_output_shows_its_own_loss()
    {
        Window w;
        QVERIFY(QTest::qWaitForWindowActive(&w.stage));
        QTRY_VERIFY_WITH_TIMEOUT(w.data.dataset(), 30000);
        const NodeId output = w.first_of("output");
        w.graph.perform(LOOM_TEXT("Set %1 to %2"), {SetLoss{output, Chosen{"focal", defaults(*find_loss("focal"))}}});
        w.stage.step();
        w.graph.reveal(output);
        QTRY_VERIFY_WITH_TIMEOUT(w.shows() && w.steps.view()->end, 30000);
        QStringList titles;
        for (const Label* label : w.panel().findChildren<Label*>())
            titles << label->text();
        QVERIFY(titles.contains(shown(find_loss("focal")->title)));
        QVERIFY(!titles.contains(shown(find_loss(w.graph.document().recipe().loss.type)->title)));
    }

    void the_page_gets_its_height_whoever_opens_it()
    {
        Window w;
        QVERIFY(QTest::qWaitForWindowActive(&w.stage));
        QTRY_VERIFY_WITH_TIMEOUT(w.data.dataset(), 30000);
        ProblemsPanel& lower = w.stage.problems();
        const int usual = lower.height();
        int page = 0;
        while (lower.tab(page)->text() != QStringLiteral("Step through"))
            ++page;
        QTest::mouseClick(lower.tab(page), Qt::LeftButton);
        const int high = lower.height();
        QVERIFY(w.panel().isVisible() && high > 2 * usual);
        QTest::mouseClick(lower.tab(ProblemsPanel::Problems), Qt::LeftButton);
        QCOMPARE(lower.height(), usual); // What is not needed is given back.
        QTest::mouseClick(lower.tab(ProblemsPanel::OutlinePage), Qt::LeftButton);
        QVERIFY(lower.height() > usual);
        QTest::mouseClick(&w.stage.step_button(), Qt::LeftButton);
        QCOMPARE(lower.height(), high);
        // The button does so too where the page is open, but was made low.
        auto* splitter = qobject_cast<QSplitter*>(lower.parentWidget()->parentWidget());
        QVERIFY(splitter);
        splitter->setSizes({800, 100});
        QTest::mouseClick(&w.stage.step_button(), Qt::LeftButton);
        QCOMPARE(lower.height(), high);
    }

    void another_row_by_its_field()
    {
        Window w;
        QVERIFY(QTest::qWaitForWindowActive(&w.stage));
        QTRY_VERIFY_WITH_TIMEOUT(w.data.dataset(), 30000);
        w.stage.step();
        QTRY_VERIFY_WITH_TIMEOUT(w.shows(), 30000);
        const auto before = w.steps.view()->tensors.back().numbers;
        w.panel().row_field().setFocus();
        QTest::keyClick(&w.panel().row_field(), Qt::Key_Up);
        QTRY_VERIFY_WITH_TIMEOUT(w.shows() && w.steps.view()->row == 1, 30000);
        QVERIFY(w.steps.view()->tensors.back().numbers != before);
    }

    void an_error_says_why_there_is_nothing()
    {
        Window w;
        QVERIFY(QTest::qWaitForWindowActive(&w.stage));
        w.stage.step(); // While the data is read.
        QVERIFY(w.panel().isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(w.data.dataset(), 30000);
        QTRY_VERIFY_WITH_TIMEOUT(w.shows(), 30000);
        const Link cut = *w.graph.document().link_into(w.first_of("output"), 0);
        w.graph.perform(LOOM_TEXT("Disconnect %1 from %2"), {Disconnect{cut}});
        QVERIFY(w.panel().empty().isVisible());
        QVERIFY(!w.panel().shows_numbers());
        w.graph.undo();
        QTRY_VERIFY_WITH_TIMEOUT(w.shows(), 30000);
        w.graph.select(Selection{});
        QVERIFY(w.panel().empty().isVisible());
        QTest::mouseClick(w.panel().empty().action(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(w.shows(), 30000);
    }

    void inside_a_unit()
    {
        Window w;
        QVERIFY(QTest::qWaitForWindowActive(&w.stage));
        const NodeId conv = w.first_of("conv2d"), pool = w.first_of("max_pool");
        const auto made = making_unit(w.graph.document(), {conv, pool}, "Eyes");
        QVERIFY(made && w.graph.perform(made->name, made->edits));
        QTRY_VERIFY_WITH_TIMEOUT(w.data.dataset(), 30000);
        QVERIFY(w.graph.enter(*made->made.begin()));
        w.stage.step();
        w.graph.select(conv);
        QTRY_VERIFY_WITH_TIMEOUT(w.shows(), 30000);
        QTest::mouseClick(&w.panel().next_button(), Qt::LeftButton);
        QCOMPARE(w.chosen(), pool);
        QTRY_VERIFY_WITH_TIMEOUT(w.shows(), 30000);
        QCOMPARE(w.graph.path().size(), std::size_t(1));
    }

    /// The number that is explained is one of the node that is shown, its own first.
    void the_next_node_explains_its_own_number()
    {
        Window w;
        QVERIFY(QTest::qWaitForWindowActive(&w.stage));
        QTRY_VERIFY_WITH_TIMEOUT(w.data.dataset(), 30000);
        w.stage.step(); // At the Input, whose first tensor is its output.
        const auto explains_output = [&] {
            const auto labels = w.panel().findChildren<Label*>();
            return std::ranges::any_of(labels, [](const Label* l) { return l->text().startsWith(QStringLiteral("Why Output ")); });
        };
        const auto order = w.steps.order();
        for (std::size_t i = 0; i < order.size(); ++i) {
            QTRY_VERIFY_WITH_TIMEOUT(w.shows() && w.chosen() == order[i], 30000);
            QVERIFY2(explains_output(), shown(w.graph.document().find(order[i])->name).toUtf8().constData());
            w.panel().go(1);
        }
    }

    /// A bypassed layer and an entrance compute nothing: what is told is where their numbers come from, on the way back from whom.
    void what_computes_nothing_says_where_it_is_from()
    {
        Window w;
        QVERIFY(QTest::qWaitForWindowActive(&w.stage));
        const NodeId conv = w.first_of("conv2d"), pool = w.first_of("max_pool");
        const auto made = making_unit(w.graph.document(), {conv, pool}, "Eyes");
        QVERIFY(made && w.graph.perform(made->name, made->edits));
        const NodeId copy = *made->made.begin();
        const std::size_t repeat = *find_layer(unit_type)->index_of("repeat");
        QTRY_VERIFY_WITH_TIMEOUT(w.data.dataset(), 30000);
        QVERIFY(w.graph.perform(LOOM_TEXT("Set %1 to %2"), {SetSetting{copy, repeat, std::int64_t{2}}}));
        QVERIFY(w.graph.enter(copy));
        w.stage.step();
        const NodeId entrance = w.steps.order().front();
        w.graph.select(entrance);
        QTRY_VERIFY_WITH_TIMEOUT(w.shows() && w.panel().told() == QStringLiteral("It comes from Input."), 30000);
        QStringList texts;
        for (const Label* label : w.panel().findChildren<Label*>())
            texts << label->text();
        const QString name = shown(w.graph.document().find(copy)->name);
        QVERIFY2(texts.contains(name + QStringLiteral(" is repeated 2 times; this is the first time.")), qPrintable(texts.join(QLatin1Char('|'))));
        w.graph.select(pool);
        QTRY_VERIFY_WITH_TIMEOUT(w.shows() && w.steps.reasons() && w.panel().told().contains(QStringLiteral("largest")), 30000);
    }

    /// Sample and weights are chosen in one place: the strip, where it is there.
    void one_place_to_choose_the_sample()
    {
        Window w;
        ActivationSession looks(w.graph, w.data, w.runs, w.sample);
        w.stage.follow(looks, w.data, w.runs);
        QVERIFY(QTest::qWaitForWindowActive(&w.stage));
        QTRY_VERIFY_WITH_TIMEOUT(w.data.dataset(), 30000);
        w.stage.step();
        QAction* shows = w.stage.canvas().thumbnails_action();
        for (const bool strip : {true, false, true}) {
            if (w.stage.canvas().thumbnails_on() != strip)
                shows->trigger();
            QVERIFY(w.panel().isVisible());
            QCOMPARE(w.panel().row_field().isVisible(), !strip);
            QCOMPARE(w.panel().weights().isVisible(), !strip);
        }
    }

    /// No weight of any network that comes with the program has an English name in the Chinese window.
    void weights_have_chinese_names()
    {
        set_interface_language(Language::Chinese);
        std::set<std::string> names;
        for (const Architecture* architecture : architecture_types()) {
            const AssumedData assumed = with_assumed_data(architecture->make());
            const auto lowered = lower(assumed.document, assumed.facts, Purpose::Evaluate, 1);
            QVERIFY2(lowered, architecture->id.data());
            for (const Tensor& tensor : lowered->program.tensors)
                if (tensor.role == Role::Weight)
                    names.insert(tensor.name.substr(tensor.name.rfind('.') + 1));
        }
        for (const char* more : {"slope", "values", "norm_1_shift", "self_query", "recurrent_bias_2", "backward_input", "cross_query_bias", "depthwise", "pointwise", "reduce_bias"})
            names.insert(more);
        for (const char* known : {"scale", "recurrent"})
            QVERIFY2(names.contains(known), known);
        for (const std::string& name : names)
            QVERIFY2(!weight_words(name).contains(QRegularExpression(QStringLiteral("[a-z]"))), name.c_str());
        set_interface_language(Language::English);
        QCOMPARE(weight_words("query_bias"), QStringLiteral("query bias"));
    }

    void looks_data()
    {
        QTest::addColumn<bool>("chinese");
        QTest::addColumn<bool>("dark");
        QTest::addColumn<QSize>("size");
        QTest::newRow("en light, small") << false << false << QSize(1036, 640);
        QTest::newRow("zh dark, large") << true << true << QSize(1376, 832);
        if (qEnvironmentVariableIsSet("LOOM_PICTURES")) {
            QTest::newRow("zh light, small") << true << false << QSize(1036, 640);
            QTest::newRow("en dark, large") << false << true << QSize(1376, 832);
        }
    }
    void looks()
    {
        QFETCH(bool, chinese);
        QFETCH(bool, dark);
        QFETCH(QSize, size);
        test::take_look(chinese, dark, 1);
        Window w;
        w.stage.resize(size);
        QTRY_VERIFY_WITH_TIMEOUT(w.data.dataset(), 30000);
        w.stage.step();
        int i = 0;
        for (const bool back : {false, true}) {
            w.panel().set_way(back ? StepPanel::Way::Backward : StepPanel::Way::Forward);
            for (const char* type : {"conv2d", "dense", "output"}) {
                w.graph.reveal(w.first_of(type));
                QTRY_VERIFY_WITH_TIMEOUT(w.shows() && w.steps.reasons(), 30000);
                for (const Label* label : w.panel().findChildren<Label*>())
                    if (label->isVisible() && label->wordWrap() == false && label->toolTip() == label->text() && !label->text().isEmpty() &&
                        !label->parentWidget()->objectName().isEmpty())
                        QFAIL(qPrintable(label->text()));
                if (const QString folder = qEnvironmentVariable("LOOM_PICTURES"); !folder.isEmpty()) {
                    QTest::qWait(200);
                    w.stage.grab().save(folder + QStringLiteral("/step-%1-%2-%3-%4.png")
                                                     .arg(chinese ? "zh" : "en", dark ? "dark" : "light")
                                                     .arg(size.width()).arg(i++));
                }
            }
        }
        test::take_look(false, false, 1);
    }

    void the_window_waits_for_nothing()
    {
        Window w;
        QVERIFY(QTest::qWaitForWindowActive(&w.stage));
        QTRY_VERIFY_WITH_TIMEOUT(w.data.dataset(), 30000);
        w.stage.step();
        // While the walk goes on, the window's thread keeps coming back to its events: no call computes the network itself.
        int beats = 0;
        QTimer beat;
        connect(&beat, &QTimer::timeout, &beat, [&] { ++beats; });
        beat.start(0);
        w.sample.set_row(3);
        QVERIFY(w.steps.busy());
        QTRY_VERIFY_WITH_TIMEOUT(w.shows() && w.steps.view()->row == 3, 30000);
        QVERIFY(beats > 0);
    }
};

QTEST_MAIN(StepTest)
#include "step_test.moc"
