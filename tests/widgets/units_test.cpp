#include "canvas/canvas.h"
#include "canvas/notice.h"
#include "canvas/unit_search.h"
#include "graph/kit.h"
#include "graph/unit_change.h"

#include <QAction>
#include <QApplication>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

using namespace loom;

/// Units on the canvas, with real keys and clicks.
class UnitsTest : public QObject {
    Q_OBJECT

    std::unique_ptr<GraphDocument> graph_;
    std::unique_ptr<Canvas> canvas_;
    NodeId input_{}, first_{}, second_{}, output_{};

    const Document& document() const { return graph_->document(); }
    QPoint middle(NodeId id) const { return canvas_->to_view(canvas_->scene().find(id)->rect.center()).toPoint(); }
    void key(Qt::Key k, Qt::KeyboardModifiers m = {}) { QTest::keyClick(canvas_.get(), k, m); }
    QAction* command(const char* text) const
    {
        for (QAction* action : canvas_->commands())
            if (action && action->text() == QLatin1String(text))
                return action;
        return nullptr;
    }

private slots:
    void init()
    {
        graph_ = std::make_unique<GraphDocument>();
        Chain c;
        input_ = c.add("input", {{"shape", std::vector<std::int64_t>{8}}}).last();
        first_ = c.add("dense", {{"units", std::int64_t{16}}}).last();
        second_ = c.add("dense", {{"units", std::int64_t{8}}}).last();
        output_ = c.add("output").last();
        graph_->open(c.finish(recipe_with("mse")));
        canvas_ = std::make_unique<Canvas>(*graph_);
        canvas_->resize(1000, 600);
        canvas_->show();
        QVERIFY(QTest::qWaitForWindowExposed(canvas_.get()));
        canvas_->activateWindow();
        canvas_->setFocus();
        QTRY_VERIFY(canvas_->hasFocus());
    }

    void a_unit_is_made_entered_left_and_unpacked()
    {
        const Document before = document();
        graph_->select(Selection{{first_, second_}, {}});
        key(Qt::Key_G, Qt::ControlModifier);
        QCOMPARE(document().units().size(), std::size_t(1));
        QCOMPARE(canvas_->scene().boxes().size(), std::size_t(3));
        const NodeId copy = *graph_->selection().nodes.begin();
        QVERIFY(document().find(copy)->type == unit_type);
        QCOMPARE(canvas_->scene().wires().size(), std::size_t(2));

        QTest::mouseDClick(canvas_.get(), Qt::LeftButton, {}, middle(copy));
        QCOMPARE(graph_->path(), UnitPath{copy});
        QCOMPARE(canvas_->scene().boxes().size(), std::size_t(4)); // With an entrance and an exit.
        QVERIFY(canvas_->visible_area().intersects(canvas_->scene().bounds()));
        key(Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(graph_->selection().nodes.size(), std::size_t(4));
        key(Qt::Key_Escape); // Nothing is chosen.
        key(Qt::Key_Escape); // Out of the unit.
        QVERIFY(graph_->path().empty());
        QCOMPARE(graph_->selection().nodes, std::set<NodeId>{copy});
        key(Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(graph_->path(), UnitPath{copy});
        key(Qt::Key_Home, Qt::AltModifier);
        QVERIFY(graph_->path().empty());

        key(Qt::Key_G, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(document().units().empty());
        QCOMPARE(document().links(), before.links());
        graph_->undo();
        graph_->undo();
        QVERIFY(document() == before);
    }

    void arrows_begin_in_the_graph_that_is_seen()
    {
        graph_->open(find_architecture("resnet-18")->make());
        const auto begins = [&] {
            for (const Qt::Key k : {Qt::Key_Right, Qt::Key_Left, Qt::Key_Up, Qt::Key_Down})
                for (const auto modifiers : {Qt::NoModifier, Qt::ShiftModifier}) {
                    graph_->select(Selection{});
                    key(k, modifiers);
                    if (graph_->selection().nodes.size() != 1 || !canvas_->scene().find(*graph_->selection().nodes.begin()))
                        return false;
                }
            return true;
        };
        QVERIFY(!canvas_->scene().find(graph_->analysis().order.front())); // It stands inside of a unit.
        QVERIFY(begins());
        QVERIFY(document().find(*graph_->selection().nodes.begin())->type == "input");
        for (const Box& box : canvas_->scene().boxes())
            if (box.node.type == unit_type) {
                graph_->enter(box.id);
                break;
            }
        QVERIFY(graph_->path().size() == 1);
        QVERIFY(begins());
        QVERIFY(document().find(*graph_->selection().nodes.begin())->type == entrance_type);
    }

    void the_only_copy_and_its_unit_have_one_name()
    {
        graph_->select(Selection{{first_, second_}, {}});
        key(Qt::Key_G, Qt::ControlModifier);
        const NodeId copy = *graph_->selection().nodes.begin();
        const UnitId unit = document().find(copy)->unit;
        QCOMPARE(document().find(copy)->name, document().find(unit)->name);
        const Document unnamed = document();
        const auto rename = [&](const char* name) {
            key(Qt::Key_F2);
            QTest::keyClicks(QApplication::focusWidget(), QLatin1String(name));
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        };
        rename("stem");
        QCOMPARE(document().find(copy)->name, std::string("stem"));
        QCOMPARE(document().find(unit)->name, std::string("stem"));
        graph_->undo(); // One step.
        QVERIFY(document() == unnamed);
        graph_->redo();
        // Of two copies each has its own.
        key(Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(document().copies(unit).size(), std::size_t(2));
        rename("head");
        QCOMPARE(document().find(*document().copies(unit).rbegin())->name, std::string("head"));
        QCOMPARE(document().find(copy)->name, std::string("stem"));
        QCOMPARE(document().find(unit)->name, std::string("stem"));
    }

    void several_are_unpacked_in_one_step()
    {
        graph_->select(Selection{{first_}, {}});
        key(Qt::Key_G, Qt::ControlModifier);
        graph_->select(Selection{{second_}, {}});
        key(Qt::Key_G, Qt::ControlModifier);
        QCOMPARE(document().units().size(), std::size_t(2));
        const std::size_t steps = graph_->done();
        key(Qt::Key_A, Qt::ControlModifier);
        key(Qt::Key_G, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(document().units().empty());
        QCOMPARE(graph_->done(), steps + 1);
        QCOMPARE(graph_->selection().nodes.size(), std::size_t(2));
    }

    /// At the canvas too, until the next gesture.
    void what_cannot_be_a_unit_is_said()
    {
        QSignalSpy said(canvas_.get(), &Canvas::said);
        graph_->select(Selection{{input_, first_}, {}});
        key(Qt::Key_G, Qt::ControlModifier);
        QVERIFY(document().units().empty());
        QCOMPARE(said.size(), 1);
        const QString why = said.takeFirst().constFirst().toString();
        QVERIFY(why.startsWith(QStringLiteral("Input cannot be part of a unit.")));
        const auto* notice = canvas_->findChild<Notice*>();
        QVERIFY(notice->isVisible() && canvas_->rect().contains(notice->geometry()));
        QCOMPARE(notice->sentence(), why);
        key(Qt::Key_Right);
        QVERIFY(notice->isHidden());
    }

    void a_unit_of_the_library_is_found_and_inserted()
    {
        key(Qt::Key_U, Qt::ControlModifier);
        auto* list = canvas_->findChild<UnitSearch*>();
        QVERIFY(list && list->isVisible());
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("residual"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QCOMPARE(document().units().size(), std::size_t(1));
        const NodeId copy = *graph_->selection().nodes.begin();
        QCOMPARE(document().find(document().find(copy)->unit)->name, render(find_kit("residual_block")->title));
        // Once more: another copy of the same unit.
        key(Qt::Key_U, Qt::ControlModifier);
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("residual"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QCOMPARE(document().units().size(), std::size_t(1));
        QCOMPARE(document().copies(document().units().begin()->first).size(), std::size_t(2));
    }

    /// Inside of a copy, nodes are as this copy has them.
    void a_copy_shows_its_own_settings()
    {
        graph_->select(Selection{{first_, second_}, {}});
        key(Qt::Key_G, Qt::ControlModifier);
        const NodeId copy = *graph_->selection().nodes.begin();
        const UnitId unit = document().find(copy)->unit;
        const std::size_t units = *find_layer("dense")->index_of("units");
        Unit exposed = *document().find(unit);
        exposed.exposed = {{"skip", "Skip", {{second_, std::string(bypass_key)}}}, {"width", "Width", {{first_, "units"}}}};
        const Change other = adding_copy(document(), unit, {600, 300}, main_graph);
        QVERIFY(graph_->perform(other.name, other.edits));
        QVERIFY(graph_->perform(LOOM_TEXT("Set %1 to %2"), {SetUnit{unit, exposed}, GiveSetting{copy, "skip", Value(true)}, GiveSetting{copy, "width", Value(std::int64_t(5))}}));
        QVERIFY(graph_->enter(copy));
        QVERIFY(canvas_->scene().find(second_)->node.use == Use::Bypassed);
        QCOMPARE(std::get<std::int64_t>(canvas_->scene().find(first_)->node.values[units]), std::int64_t(5));
        graph_->leave_to(0);
        QVERIFY(graph_->enter(*other.made.begin()));
        QVERIFY(canvas_->scene().find(second_)->node.use == Use::Full);
        QCOMPARE(std::get<std::int64_t>(canvas_->scene().find(first_)->node.values[units]), std::int64_t(16));

        // A unit around it: along the way through both.
        graph_->leave_to(0);
        graph_->select(copy);
        key(Qt::Key_G, Qt::ControlModifier);
        const NodeId outer = *graph_->selection().nodes.begin();
        QVERIFY(outer != copy && graph_->enter(outer));
        QVERIFY(graph_->enter(copy));
        QVERIFY(canvas_->scene().find(second_)->node.use == Use::Bypassed);
    }

    void layers_and_ends_are_added_inside()
    {
        graph_->select(Selection{{first_, second_}, {}});
        QVERIFY(!command("Add an entrance")->isEnabled());
        key(Qt::Key_G, Qt::ControlModifier);
        const NodeId copy = *graph_->selection().nodes.begin();
        const UnitId unit = document().find(copy)->unit;
        graph_->enter(copy);
        const auto inside = document().members(unit).size();
        canvas_->add(*find_layer("dropout"));
        QCOMPARE(document().members(unit).size(), inside + 1);
        QVERIFY(command("Add an entrance")->isEnabled());
        command("Add an entrance")->trigger();
        QCOMPARE(document().entrances(unit).size(), std::size_t(2));
        QCOMPARE(document().inputs(*document().find(copy)).size(), std::size_t(2));
        graph_->leave_to(0);
        QCOMPARE(canvas_->scene().find(copy)->inputs, 2);
        canvas_->arrange();
        QVERIFY(canvas_->scene().find(copy)->rect.height() > canvas_->scene().find(first_ == copy ? second_ : output_)->rect.height() - 1);
    }

    void nodes_are_bypassed_muted_and_pinned_by_keys()
    {
        graph_->select(first_);
        key(Qt::Key_B);
        QVERIFY(document().find(first_)->use == Use::Bypassed);
        key(Qt::Key_B);
        QVERIFY(document().find(first_)->use == Use::Full);
        key(Qt::Key_M);
        QVERIFY(document().find(first_)->use == Use::Muted);
        graph_->undo();
        graph_->select(second_);
        key(Qt::Key_P);
        QVERIFY(document().find(second_)->pinned);
        const Point there = document().find(second_)->at;
        graph_->perform(LOOM_TEXT("Move %1"), {MoveNode{first_, {3000, 2000}}});
        canvas_->arrange();
        QVERIFY(document().find(second_)->at == there);
        QVERIFY(!(document().find(first_)->at == Point{3000, 2000}));
        canvas_->grab(); // Everything can be drawn.
    }
};

QTEST_MAIN(UnitsTest)
#include "units_test.moc"
