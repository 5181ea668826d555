#include "looks.h"
#include "bridge/layers.h"
#include "bridge/setting_field.h"
#include "canvas/canvas.h"
#include "canvas/error_popover.h"
#include "canvas/problems.h"
#include "graph/chain.h"
#include "graph/change.h"
#include "graph/kit.h"
#include "inspector/inspector.h"
#include "palette/palette.h"
#include "stages/design_stage.h"
#include "theme/controls.h"
#include "theme/language.h"

#include <QApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace loom;

/// The whole stage: layers dragged from the list, settings typed, problems repaired. With LOOM_PICTURES=folder it leaves
/// pictures of itself there, to be compared with the design by eye.
class DesignTest : public QObject {
    Q_OBJECT

    void drag_layer(const char* id, QPoint to)
    {
        LayerTree& tree = stage_->palette_panel().tree();
        const QModelIndex row = row_of(id);
        QVERIFY(row.isValid());
        tree.scrollTo(row);
        const QPoint from = tree.visualRect(row).center();
        QWidget* view = tree.viewport();
        const QPoint there = view->mapFromGlobal(stage_->canvas().mapToGlobal(to));
        QTest::mousePress(view, Qt::LeftButton, {}, from);
        for (int i = 1; i <= 3; ++i)
            QTest::mouseMove(view, from + (there - from) * i / 3);
        QTest::mouseRelease(view, Qt::LeftButton, {}, there);
    }
    QModelIndex row_of(const char* id) const
    {
        const auto* model = stage_->palette_panel().tree().model();
        for (int g = 0; g < model->rowCount(); ++g)
            for (int r = 0; r < model->rowCount(model->index(g, 0)); ++r)
                if (const QModelIndex row = model->index(r, 0, model->index(g, 0)); LayerTree::type_of(row)->id == id)
                    return row;
        return {};
    }
    void wire(NodeId from, NodeId to)
    {
        Canvas& canvas = stage_->canvas();
        const QPoint a = canvas.to_view(canvas.scene().find(from)->output()).toPoint();
        const QPoint b = canvas.to_view(canvas.scene().find(to)->input(0)).toPoint();
        QTest::mousePress(&canvas, Qt::LeftButton, {}, a);
        QTest::mouseMove(&canvas, (a + b) / 2);
        QTest::mouseMove(&canvas, b);
        QTest::mouseRelease(&canvas, Qt::LeftButton, {}, b);
    }
    NodeId last() const { return graph_->document().nodes().rbegin()->first; }
    void picture(const QString& name)
    {
        if (const QString folder = qEnvironmentVariable("LOOM_PICTURES"); !folder.isEmpty()) {
            QTest::qWait(400); // Layouts settle.
            stage_->grab().save(folder + QLatin1Char('/') + name + QStringLiteral(".png"));
        }
    }
    void build_residual();

    std::unique_ptr<GraphDocument> graph_;
    std::unique_ptr<DesignStage> stage_;

private slots:
    void initTestCase()
    {
        ThemeManager::instance().install();
        ThemeManager::instance().set_reduce_motion(true);
    }
    void init()
    {
        set_interface_language(Language::English);
        graph_ = std::make_unique<GraphDocument>();
        stage_ = std::make_unique<DesignStage>(*graph_);
        stage_->set_project_name(QStringLiteral("digits-residual"));
        stage_->resize(1376, 832);
        stage_->show();
        stage_->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(stage_.get()));
    }
    void cleanup()
    {
        stage_.reset();
        graph_.reset();
        ThemeManager::instance().set_appearance(Appearance::Light);
        ThemeManager::instance().set_font_scale(1);
    }

    void the_digits_network_by_mouse_alone()
    {
        Canvas& canvas = stage_->canvas();
        const char* layers[] = {"input", "conv2d", "max_pool", "flatten"};
        std::vector<NodeId> made;
        for (int i = 0; i < 4; ++i) {
            drag_layer(layers[i], QPoint(120 + 200 * i, 80));
            QCOMPARE(graph_->document().nodes().size(), std::size_t(i) + 1);
            made.push_back(last());
            if (i > 0)
                wire(made[std::size_t(i) - 1], made[std::size_t(i)]);
        }
        for (const char* layer : {"dense", "output"}) { // A double click goes on behind the selected node.
            LayerTree& tree = stage_->palette_panel().tree();
            tree.scrollTo(row_of(layer));
            QTest::mouseDClick(tree.viewport(), Qt::LeftButton, {}, tree.visualRect(row_of(layer)).center());
            made.push_back(last());
        }
        QCOMPARE(graph_->document().links().size(), std::size_t(5));
        QVERIFY2(graph_->analysis().sound(), "the network can be trained");
        QCOMPARE(*graph_->analysis().nodes.at(made[1]).output, (Shape{32, 26, 26}));
        const Document built = graph_->document();
        canvas.arrange();
        while (graph_->undo()) {
        }
        QVERIFY(graph_->document() == Document());
        graph_->go_to(100);
        graph_->undo(); // The arranging.
        QVERIFY(graph_->document() == built);
    }

    void search_finds_by_pinyin_and_enter_adds()
    {
        SearchField& search = stage_->palette_panel().search();
        QTest::keyClicks(&search, "qlj");
        QTest::keyClick(&search, Qt::Key_Return);
        QCOMPARE(graph_->document().nodes().size(), std::size_t(1));
        QCOMPARE(graph_->document().nodes().begin()->second.type, std::string("dense"));
    }

    void settings_are_typed_checked_and_undone()
    {
        stage_->canvas().add(*find_layer("conv2d"));
        const NodeId id = last();
        const std::size_t filters = *find_layer("conv2d")->index_of("filters"), kernel = *find_layer("conv2d")->index_of("kernel");
        SettingField* field = stage_->inspector().field("filters");
        QVERIFY(field);
        const std::size_t steps = graph_->done();
        auto* line = qobject_cast<QLineEdit*>(field->editor());
        line->setFocus();
        line->selectAll();
        QTest::keyClicks(line, "128");
        QCOMPARE(graph_->document().find(id)->values[filters], Value(std::int64_t{128}));
        QCOMPARE(graph_->done(), steps + 1); // Typed figure by figure, one step.
        QTest::keyClick(line, Qt::Key_Return);
        graph_->undo();
        QCOMPARE(graph_->document().find(id)->values[filters], find_layer("conv2d")->settings[filters].fallback);

        line->selectAll();
        QTest::keyClicks(line, "-3");
        QVERIFY(!field->findChild<Label*>()->isHidden());
        QCOMPARE(graph_->document().find(id)->values[filters], find_layer("conv2d")->settings[filters].fallback);
        QTest::keyClick(line, Qt::Key_Escape);
        QVERIFY(field->findChild<Label*>()->isHidden());

        auto* size_line = qobject_cast<QLineEdit*>(stage_->inspector().field("kernel")->editor());
        size_line->setFocus();
        size_line->selectAll();
        QTest::keyClicks(size_line, "5x4");
        QTest::keyClick(size_line, Qt::Key_Return);
        QCOMPARE(graph_->document().find(id)->values[kernel], Value(std::vector<std::int64_t>{5, 4}));
        QCOMPARE(size_line->text(), QStringLiteral("5 × 4"));
    }

    void a_problem_leads_to_its_node_and_is_repaired()
    {
        Canvas& canvas = stage_->canvas();
        for (const char* layer : {"input", "dense", "output"})
            canvas.add(*find_layer(layer));
        NodeId dense{};
        for (const auto& [id, node] : graph_->document().nodes())
            if (node.type == "dense")
                dense = id;
        graph_->select(Selection{});
        auto* row = qobject_cast<ProblemRow*>(stage_->problems().row_at(0));
        QVERIFY(row);
        QCOMPARE(row->node(), std::optional(dense));
        QTest::mouseClick(row, Qt::LeftButton, {}, QPoint(200, 16));
        QCOMPARE(graph_->selection().nodes, std::set<NodeId>({dense}));
        auto* repair = row->findChild<QPushButton*>();
        QVERIFY(repair);
        QTest::mouseClick(repair, Qt::LeftButton);
        QVERIFY(graph_->analysis().sound());
        QVERIFY(graph_->undo());
        QVERIFY(!graph_->analysis().sound());
    }

    // Each of the three mistakes that everybody makes, as a row of the list, and its repair by one click.
    /// Inside of a unit it is told what the unit costs, and how much of it there is.
    void a_unit_tells_its_own_cost_and_size()
    {
        Chain c;
        c.add("input", {{"shape", std::vector<std::int64_t>{8}}});
        c.begin("Block");
        c.add("dense", {{"units", std::int64_t{16}}});
        c.add("dense", {{"units", std::int64_t{16}}});
        const UnitId unit = c.end();
        const NodeId first = c.copy(unit).last();
        c.copy(unit);
        c.add("output");
        graph_->open(c.finish(recipe_with("mse")));
        const auto told = [this](const QString& key) {
            for (const KeyValueRow* row : stage_->inspector().findChildren<KeyValueRow*>())
                if (row->isVisible() && row->findChildren<Label*>().first()->text() == key)
                    return row->value();
            return QString();
        };
        QVERIFY(stage_->facts().startsWith(QStringLiteral("4 nodes, 3 links")));
        QCOMPARE(told(QStringLiteral("Parameters")), counted(graph_->analysis().total.parameters));
        QVERIFY(graph_->enter(first));
        QVERIFY2(stage_->facts().startsWith(QStringLiteral("4 nodes, 3 links")), qPrintable(stage_->facts())); // Two layers and two ends.
        QCOMPARE(told(QStringLiteral("Parameters")), counted(8 * 16 + 16 + 16 * 16 + 16));
        QVERIFY(graph_->cost_here().multiply_adds < graph_->analysis().total.multiply_adds);
        // Back by the way that leads here: the canvas has the keys.
        auto* crumb = stage_->findChild<QPushButton*>(QStringLiteral("crumb"));
        crumb->setFocus(Qt::TabFocusReason);
        QTest::keyClick(crumb, Qt::Key_Space);
        QVERIFY(graph_->path().empty());
        QVERIFY(stage_->canvas().hasFocus());
    }

    void the_usual_mistakes_are_repaired_by_one_click_data()
    {
        QTest::addColumn<QStringList>("layers");
        QTest::addColumn<qint64>("units"); // Of the last Dense.
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("repair");
        QTest::newRow("softmax before the loss") << QStringList{"input", "flatten", "dense", "activation", "output"} << qint64(10)
                                                 << "curve-before-logits-loss" << "Remove Activation 1";
        QTest::newRow("a Softmax before the Output") << QStringList{"input", "flatten", "dense", "softmax", "output"} << qint64(10)
                                                     << "curve-before-logits-loss" << "Remove Softmax 1";
        QTest::newRow("a Softmax before a Flatten") << QStringList{"input", "flatten", "dense", "softmax", "flatten", "output"} << qint64(10)
                                                    << "curve-before-logits-loss" << "Remove Softmax 1";
        QTest::newRow("softmax inside Dense") << QStringList{"input", "flatten", "dense+softmax", "output"} << qint64(10)
                                              << "curve-before-logits-loss" << "Take Softmax off";
        QTest::newRow("picture into Dense") << QStringList{"input", "max_pool", "dense", "output"} << qint64(10) << "shape"
                                            << "Insert Flatten";
        QTest::newRow("units are not classes") << QStringList{"input", "flatten", "dense", "output"} << qint64(7) << "output-width"
                                               << "Set units to 10";
    }

    void the_usual_mistakes_are_repaired_by_one_click()
    {
        QFETCH(QStringList, layers);
        QFETCH(qint64, units);
        QFETCH(QString, code);
        QFETCH(QString, repair);
        DataFacts facts;
        facts.sample = {1, 28, 28};
        facts.pictures = true;
        for (int i = 0; i < 10; ++i)
            facts.classes.push_back(std::to_string(i));
        graph_->set_facts(facts);
        const auto set = [&](NodeId id, const char* key, Value value) {
            const LayerType& type = *find_layer(graph_->document().find(id)->type);
            QVERIFY(graph_->perform(LOOM_TEXT("Set %1 to %2"), {SetSetting{id, *type.index_of(key), std::move(value)}}));
        };
        for (const QString& name : layers) {
            stage_->canvas().add(*find_layer(name.section(QLatin1Char('+'), 0, 0).toStdString()));
            if (name.startsWith(QLatin1String("dense")))
                set(last(), "units", std::int64_t(units));
            if (name.endsWith(QLatin1String("+softmax")))
                set(last(), "activation", std::string("softmax"));
            if (name == QLatin1String("activation"))
                set(last(), "curve", std::string("softmax"));
        }
        QVERIFY(!graph_->analysis().findings.empty());
        QCOMPARE(QString::fromStdString(graph_->analysis().findings.front().code), code);
        graph_->select(Selection{});
        auto* row = qobject_cast<ProblemRow*>(stage_->problems().row_at(0));
        QVERIFY(row);
        QTest::mouseClick(row, Qt::LeftButton, {}, QPoint(200, 16));
        QCOMPARE(graph_->selection().nodes, std::set<NodeId>({*row->node()})); // It leads to the node,
        const Box* box = stage_->canvas().scene().find(*row->node());
        QVERIFY(stage_->canvas().visible_area().contains(box->rect)); // in sight.
        auto* button = row->findChild<QPushButton*>();
        QVERIFY(button);
        QCOMPARE(button->text(), repair);
        const Document wrong = graph_->document();
        QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY2(graph_->analysis().sound(), graph_->analysis().findings.empty() ? "" : graph_->analysis().findings.front().code.c_str());
        QVERIFY(graph_->undo());
        QCOMPARE(graph_->document(), wrong);
        // The same by keys, and out of the pop-over.
        stage_->canvas().setFocus();
        QTest::keyClick(&stage_->canvas(), Qt::Key_F8);
        QTest::keyClick(&stage_->canvas(), Qt::Key_Period, Qt::ControlModifier);
        QVERIFY(graph_->analysis().sound());
        graph_->undo();
        QTest::keyClick(&stage_->canvas(), Qt::Key_F8);
        auto* popover = stage_->canvas().findChild<ErrorPopover*>();
        QVERIFY(popover->isVisible());
        for (auto* in : popover->findChildren<QPushButton*>())
            if (in->isVisible() && in->text() == repair)
                QTest::mouseClick(in, Qt::LeftButton);
        QVERIFY(graph_->analysis().sound());
    }

    // Every label and button has the room it asks for. What may end in "…" has the whole in its tip: sentences and names
    // of the user's own that have no longest length.
    void nothing_is_cut_data()
    {
        test::add_looks({QSize(1376, 832), QSize(1036, 632)}); // The stage of 1440 × 900, of 1100 × 700.
    }

    void nothing_is_cut()
    {
        QFETCH(bool, chinese);
        QFETCH(bool, dark);
        QFETCH(double, scale);
        QFETCH(QSize, size);
        test::take_look(chinese, dark, scale);
        stage_->resize(size);
        QStringList cut;
        const auto look = [&](const char* state, QWidget& part) {
            QTest::qWait(1);
            QCoreApplication::processEvents();
            (void)part.grab(); // Labels find out what fits when they are drawn.
            QCOMPARE(stage_->size(), size);
            for (const QWidget* w : part.findChildren<QWidget*>()) {
                const auto* label = qobject_cast<const QLabel*>(w);
                const auto* pressed = qobject_cast<const QAbstractButton*>(w);
                const QString text = label ? label->text() : pressed ? pressed->text() : QString();
                if (!w->isVisible() || w->visibleRegion().isEmpty() || text.isEmpty())
                    continue;
                const bool wraps = label && label->wordWrap();
                const bool room = wraps ? w->height() >= w->heightForWidth(w->width()) - 1
                                        : w->width() >= w->sizeHint().width() - 1 && w->height() >= w->sizeHint().height() - 1;
                const bool whole_in_tip = qobject_cast<const Label*>(w) && w->toolTip().contains(text) && w->width() >= 40;
                if (!room && !whole_in_tip)
                    cut << QStringLiteral("%1: “%2” has %3×%4 and needs %5×%6")
                               .arg(QLatin1String(state), text)
                               .arg(w->width())
                               .arg(w->height())
                               .arg(w->sizeHint().width())
                               .arg(wraps ? w->heightForWidth(w->width()) : w->sizeHint().height());
            }
        };
        look("empty", *stage_);
        build_residual();
        look("a layer selected", *stage_);
        graph_->select(Selection{});
        look("nothing selected", *stage_);
        for (const LayerType* type : layer_types()) {
            if (dark)
                break; // Colours need no room.
            stage_->canvas().drop_layer(*type, QPointF(300, 200));
            look(std::string(type->id).c_str(), stage_->inspector());
            graph_->undo();
        }
        QVERIFY2(cut.isEmpty(), qPrintable(cut.join(QLatin1Char('\n'))));
    }

    void totals_that_do_not_fit_are_left_out_whole()
    {
        build_residual();
        QWidget* parameters = nullptr;
        for (Label* label : stage_->findChildren<Label*>())
            if (label->text() == QLatin1String("Activations") && !stage_->inspector().isAncestorOf(label))
                parameters = label->parentWidget();
        QVERIFY(parameters);
        QVERIFY(parameters->isVisible());
        parameters->parentWidget()->resize(260, 32);
        QVERIFY(!parameters->isVisible());
        QVERIFY(parameters->parentWidget()->toolTip().contains(QStringLiteral("Activations")));
    }

    void the_graph_is_saved_as_a_picture()
    {
        build_residual();
        QTemporaryDir folder;
        QSignalSpy failed(stage_.get(), &DesignStage::failed);
        for (const char* name : {"graph.svg", "graph.pdf", "graph.png"}) {
            const QString path = folder.filePath(QLatin1String(name));
            stage_->save_picture(path);
            QTRY_VERIFY2(QFileInfo(path).size() > 1000, name);
            QTRY_VERIFY(stage_->facts().contains(path));
        }
        QCOMPARE(failed.size(), 0);
        stage_->save_picture(folder.filePath(QStringLiteral("graph.bmp")));
        QTRY_COMPARE(failed.size(), 1);
    }

    void it_is_drawn_in_both_languages_and_themes()
    {
        picture(QStringLiteral("design-empty"));
        build_residual();
        for (const bool dark : {false, true})
            for (const Language l : {Language::English, Language::Chinese}) {
                ThemeManager::instance().set_appearance(dark ? Appearance::Dark : Appearance::Light);
                set_interface_language(l);
                picture(QStringLiteral("design-%1-%2").arg(l == Language::English ? QStringLiteral("en") : QStringLiteral("zh"),
                                                           dark ? QStringLiteral("dark") : QStringLiteral("light")));
                QVERIFY(!stage_->grab().isNull());
                const bool chinese = l == Language::Chinese;
                QTRY_COMPARE(stage_->canvas().accessibleName().toUtf8().size() != stage_->canvas().accessibleName().size(), chinese);
            }
        ThemeManager::instance().set_appearance(Appearance::Light);
    }
};

void DesignTest::build_residual()
{
    const auto add = [&](const char* type, const char* name, std::vector<std::pair<const char*, Value>> settings = {}) {
        const LayerType& layer_type = *find_layer(type);
        const NodeId id = graph_->document().new_id();
        Node node{type, name, defaults(layer_type), {}};
        for (auto& [key, value] : settings)
            node.values[*layer_type.index_of(key)] = value;
        graph_->perform(Message(LOOM_TEXT("Add %1"), name), {AddNode{id, node}});
        return id;
    };
    const auto join = [&](NodeId from, NodeId to, int port = 0) {
        graph_->perform(LOOM_TEXT("Connect %1 to %2"), {Connect{{from, to, port}}});
    };
    const Value same = std::string("same"), relu = std::string("relu");
    const NodeId in = add("input", "Input"), c1 = add("conv2d", "Conv 1", {{"padding", same}, {"activation", relu}});
    const NodeId bn = add("batch_norm", "BatchNorm 1"), pool = add("max_pool", "MaxPool 1");
    const NodeId c2 = add("conv2d", "Conv 2", {{"filters", std::int64_t{64}}, {"padding", same}, {"activation", relu}});
    const NodeId c3 = add("conv2d", "Conv 3", {{"filters", std::int64_t{64}}, {"padding", same}});
    const NodeId sum = add("add", "Add"), mean = add("global_avg_pool", "GlobalAvgPool");
    const NodeId dense = add("dense", "Dense", {{"units", std::int64_t{10}}}), out = add("output", "Output");
    const NodeId chain[] = {in, c1, bn, pool, c2, c3};
    for (std::size_t i = 1; i < std::size(chain); ++i)
        join(chain[i - 1], chain[i]);
    join(pool, sum);
    join(c3, sum, 1);
    join(sum, mean);
    join(mean, dense);
    join(dense, out);
    stage_->canvas().arrange();
    graph_->select(c2);
}

QTEST_MAIN(DesignTest)
#include "design_test.moc"
