#include "bridge/graph_document.h"
#include "canvas/canvas.h"
#include "canvas/minimap.h"
#include "canvas/outline.h"
#include "graph/change.h"
#include "theme/language.h"

#include <QHelpEvent>
#include <QMenu>
#include <QSignalSpy>
#include <QToolTip>
#include <QtTest>

using namespace loom;

/// Views of the graph beside the first gestures: minimap, outline, menu, tips, the whole in sight.
class GesturesTest : public QObject {
    Q_OBJECT

    NodeId add(const char* type, double x, double y)
    {
        const Change change = adding(graph_->document(), *find_layer(type), {x, y});
        graph_->perform(change.name, change.edits);
        return *change.made.begin();
    }
    void join(NodeId from, NodeId to) { graph_->perform(LOOM_TEXT("Connect %1 to %2"), {Connect{{from, to, 0}}}); }
    QPoint middle(NodeId id) const { return canvas_->to_view(canvas_->scene().find(id)->rect.center()).toPoint(); }
    bool seen(NodeId id) const { return canvas_->visible_area().contains(canvas_->scene().find(id)->rect); }
    static QMenu* menu() { return qobject_cast<QMenu*>(QApplication::activePopupWidget()); }

    std::unique_ptr<GraphDocument> graph_;
    std::unique_ptr<Canvas> canvas_;

private slots:
    void initTestCase()
    {
        ThemeManager::instance().install();
        ThemeManager::instance().set_reduce_motion(true);
        set_interface_language(Language::English);
    }
    void init()
    {
        graph_ = std::make_unique<GraphDocument>();
        canvas_ = std::make_unique<Canvas>(*graph_);
        canvas_->resize(1000, 640);
        canvas_->show();
        canvas_->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(canvas_.get()));
        canvas_->setFocus();
    }
    void cleanup()
    {
        canvas_.reset();
        graph_.reset();
    }

    void the_minimap_goes_where_one_points_and_shows_frames()
    {
        const NodeId near = add("dense", 0, 0), far = add("dense", 6000, 4000);
        canvas_->set_zoom(1, {0, 0});
        canvas_->show_node(far);
        auto* map = canvas_->findChild<Minimap*>();
        QVERIFY(map->isVisible() && !seen(near));
        QTest::mousePress(map, Qt::LeftButton, {}, QPoint(8, 8));
        QVERIFY(!seen(far));
        const QPointF there = canvas_->visible_area().center();
        QTest::mouseRelease(map, Qt::LeftButton, {}, QPoint(8, 8));
        QTest::mousePress(map, Qt::LeftButton, {}, QPoint(60, 40));
        QMouseEvent move(QEvent::MouseMove, QPointF(100, 70), map->mapToGlobal(QPoint(100, 70)), Qt::NoButton, Qt::LeftButton, {});
        QApplication::sendEvent(map, &move);
        QVERIFY(canvas_->visible_area().center().x() > there.x() + 1000);
        QTest::mouseRelease(map, Qt::LeftButton, {}, QPoint(100, 70));
        QCOMPARE(canvas_->zoom(), 1.0);
        const QImage plain = map->grab().toImage();
        graph_->perform(LOOM_TEXT("Add a frame"), {AddRemark{RemarkId{1}, {.text = "All", .at = {1000, 500}, .width = 3000, .height = 2000}}});
        QVERIFY(map->grab().toImage() != plain);
    }

    void all_of_it_is_brought_into_sight_by_key()
    {
        const NodeId near = add("dense", 0, 0), far = add("dense", 6000, 4000);
        canvas_->set_zoom(2, {0, 0});
        QVERIFY(!seen(far));
        QTest::keyClick(canvas_.get(), Qt::Key_9, Qt::ControlModifier);
        QVERIFY(seen(near) && seen(far));
        const double all = canvas_->zoom();
        QTest::keyClick(canvas_.get(), Qt::Key_Plus, Qt::ControlModifier);
        QVERIFY(canvas_->zoom() > all);
        QTest::keyClick(canvas_.get(), Qt::Key_Minus, Qt::ControlModifier);
        QVERIFY(std::abs(canvas_->zoom() - all) < 1e-9);
    }

    void the_outline_is_walked_by_mouse_and_keys()
    {
        const NodeId a = add("input", 0, 0), b = add("flatten", 3000, 0), c = add("dense", 6000, 0);
        join(a, b);
        join(b, c);
        Outline outline(*graph_);
        outline.resize(300, 300);
        outline.show();
        outline.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&outline));
        auto* model = qobject_cast<OutlineModel*>(outline.model());
        const auto click = [&](NodeId id, Qt::KeyboardModifiers with = {}) {
            QTest::mouseClick(outline.viewport(), Qt::LeftButton, with, outline.visualRect(model->index_of(id)).center());
        };
        click(c);
        QCOMPARE(graph_->selection().nodes, std::set<NodeId>({c}));
        QVERIFY(seen(c));
        click(b, Qt::ControlModifier);
        QCOMPARE(graph_->selection().nodes, std::set<NodeId>({b, c}));
        click(c);
        QTest::keyClick(&outline, Qt::Key_Up);
        QCOMPARE(graph_->selection().nodes, std::set<NodeId>({b}));
        QVERIFY(seen(b));
        // What feeds a node is told below it.
        QTest::keyClick(&outline, Qt::Key_Right);
        QTest::keyClick(&outline, Qt::Key_Right);
        QVERIFY(outline.currentIndex().parent().isValid());
        QVERIFY(outline.currentIndex().data().toString().contains(shown(graph_->document().find(a)->name)));
        QCOMPARE(graph_->done(), std::size_t(5)); // Nothing of this is a step.
    }

    void the_menu_is_opened_by_mouse_and_key()
    {
        const NodeId a = add("dense", 100, 100), b = add("dense", 400, 100);
        canvas_->set_zoom(1, {0, 0});
        graph_->select(b);
        QContextMenuEvent at(QContextMenuEvent::Mouse, middle(a), canvas_->mapToGlobal(middle(a)));
        QApplication::sendEvent(canvas_.get(), &at);
        QVERIFY(menu());
        QCOMPARE(graph_->selection().nodes, std::set<NodeId>({a})); // What lies there.
        menu()->close();
        QContextMenuEvent by_key(QContextMenuEvent::Keyboard, middle(b), canvas_->mapToGlobal(middle(b)));
        QApplication::sendEvent(canvas_.get(), &by_key);
        QVERIFY(menu());
        QCOMPARE(graph_->selection().nodes, std::set<NodeId>({a})); // What is chosen.
        QTest::keyClick(menu(), Qt::Key_Escape);
        QVERIFY(!menu());
        QCOMPARE(graph_->done(), std::size_t(2));
    }

    void a_node_tells_what_it_does_and_a_wire_what_it_carries()
    {
        const NodeId a = add("input", 0, 0), b = add("flatten", 400, 0);
        join(a, b);
        canvas_->set_zoom(1, {0, 0});
        QTest::mouseMove(canvas_.get(), middle(b));
        QHelpEvent help(QEvent::ToolTip, middle(b), canvas_->mapToGlobal(middle(b)));
        QApplication::sendEvent(canvas_.get(), &help);
        QTRY_VERIFY(QToolTip::isVisible());
        QVERIFY(QToolTip::text().contains(shown(find_layer("flatten")->title)));
        QVERIFY(QToolTip::text().contains(QLatin1String("data:image/png;base64,"))); // Its picture.
        QToolTip::hideText();
        const QPoint on = (canvas_->to_view(canvas_->scene().find(a)->output()) + canvas_->to_view(canvas_->scene().find(b)->input(0))).toPoint() / 2;
        QTest::mouseMove(canvas_.get(), on + QPoint(0, 200));
        const QImage before = canvas_->grab().toImage();
        QTest::mouseMove(canvas_.get(), on);
        QVERIFY(canvas_->grab().toImage() != before);
        QTest::mouseMove(canvas_.get(), on + QPoint(0, 200));
        QCOMPARE(canvas_->grab().toImage(), before);
    }

    void enter_and_double_click_open_the_settings()
    {
        const NodeId a = add("dense", 100, 100);
        canvas_->set_zoom(1, {0, 0});
        QSignalSpy wanted(canvas_.get(), &Canvas::settings_wanted);
        QTest::mouseDClick(canvas_.get(), Qt::LeftButton, {}, middle(a));
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(graph_->selection().nodes, std::set<NodeId>({a}));
        QTest::keyClick(canvas_.get(), Qt::Key_Return);
        QCOMPARE(wanted.size(), 2);
    }
};

QTEST_MAIN(GesturesTest)
#include "gestures_test.moc"
