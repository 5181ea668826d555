#include "bridge/layers.h"
#include "canvas/canvas.h"
#include "canvas/problems.h"
#include "graph/change.h"
#include "inspector/fields.h"
#include "inspector/inspector.h"
#include "palette/palette.h"
#include "stages/design_stage.h"
#include "theme/controls.h"
#include "theme/language.h"

#include <QApplication>
#include <QLineEdit>
#include <QPushButton>
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
