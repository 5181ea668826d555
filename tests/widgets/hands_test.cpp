#include "bridge/graph_document.h"
#include "bridge/layers.h"
#include "canvas/canvas.h"
#include "canvas/error_popover.h"
#include "canvas/gesture_list.h"
#include "canvas/layer_search.h"
#include "canvas/node_search.h"
#include "canvas/offer.h"
#include "canvas/outline.h"
#include "graph/change.h"
#include "theme/language.h"

#include <QAction>
#include <QApplication>
#include <QListView>
#include <QMenu>
#include <QNativeGestureEvent>
#include <QPointingDevice>
#include <QPushButton>
#include <QSignalSpy>
#include <QStyleHints>
#include <QWheelEvent>
#include <QtTest>

using namespace loom;

/// What hands do beyond the first gestures: lasso, links as a way, alignment, finding, reconnecting, touch.
class HandsTest : public QObject {
    Q_OBJECT

    NodeId add(const char* type, double x, double y)
    {
        const Change change = adding(graph_->document(), *find_layer(type), {x, y});
        graph_->perform(change.name, change.edits);
        return *change.made.begin();
    }
    void join(NodeId from, NodeId to, int port = 0) { graph_->perform(LOOM_TEXT("Connect %1 to %2"), {Connect{{from, to, port}}}); }
    const Document& document() const { return graph_->document(); }
    Point at(NodeId id) const { return document().find(id)->at; }
    QPoint view(QPointF scene) const { return canvas_->to_view(scene).toPoint(); }
    QPoint output(NodeId id) const { return view(canvas_->scene().find(id)->output()); }
    QPoint input(NodeId id, int port = 0) const { return view(canvas_->scene().find(id)->input(port)); }
    QPoint middle(NodeId id) const { return view(canvas_->scene().find(id)->rect.center()) + QPoint(0, -22); }
    void draw(const QList<QPoint>& way, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::mousePress(canvas_, Qt::LeftButton, modifiers, way.first());
        for (qsizetype i = 1; i < way.size(); ++i)
            for (int k = 1; k <= 4; ++k) {
                QMouseEvent move(QEvent::MouseMove, way[i - 1] + (way[i] - way[i - 1]) * k / 4.0, canvas_->mapToGlobal(way[i]),
                                 Qt::NoButton, Qt::LeftButton, modifiers);
                QApplication::sendEvent(canvas_, &move);
            }
        QTest::mouseRelease(canvas_, Qt::LeftButton, modifiers, way.last());
    }
    void key(int k, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(canvas_, Qt::Key(k), modifiers); }
    void type(const char* words) { QTest::keyClicks(QApplication::focusWidget(), words); }
    void type(Qt::Key k) { QTest::keyClick(QApplication::focusWidget(), k); }
    std::set<NodeId> chosen() const { return graph_->selection().nodes; }
    std::size_t steps() const { return graph_->done(); }
    QWidget* search() const { return canvas_->findChild<LayerSearch*>(); }
    QWidget* find_list() const { return canvas_->findChild<NodeSearch*>(); }
    QStringList listed(QWidget* list) const
    {
        const auto* model = list->findChild<QListView*>()->model();
        QStringList all;
        for (int i = 0; i < model->rowCount(); ++i)
            all << model->index(i, 0).data().toString();
        return all;
    }

    std::unique_ptr<GraphDocument> graph_;
    Canvas* canvas_ = nullptr;
    QPointingDevice* finger_ = nullptr;

private slots:
    void initTestCase()
    {
        ThemeManager::instance().install();
        ThemeManager::instance().set_reduce_motion(true);
        set_interface_language(Language::English);
        finger_ = QTest::createTouchDevice();
    }
    void init()
    {
        graph_ = std::make_unique<GraphDocument>();
        canvas_ = new Canvas(*graph_);
        canvas_->resize(1000, 640);
        canvas_->show();
        canvas_->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(canvas_));
        canvas_->setFocus();
    }
    void cleanup()
    {
        delete canvas_;
        graph_.reset();
    }

    void a_lasso_takes_what_lies_inside()
    {
        const NodeId a = add("dense", 0, 0), b = add("dense", 300, 0), c = add("dense", 0, 300), d = add("dense", 300, 300);
        // Round a, c and d, but not b: a rectangle could not.
        const QList<QPoint> way{view({-15, -15}), view({200, -15}), view({200, 200}), view({500, 200}), view({500, 420}), view({-15, 420}), view({-15, -10})};
        draw(way, Qt::AltModifier);
        QCOMPARE(chosen(), std::set<NodeId>({a, c, d}));
        draw({view({290, -15}), view({490, -15}), view({490, 100}), view({290, 100}), view({290, -10})}, Qt::AltModifier | Qt::ShiftModifier);
        QCOMPARE(chosen(), std::set<NodeId>({a, b, c, d}));
        draw({view({-15, 250}), view({490, 250}), view({490, 420}), view({-15, 420}), view({-15, 255})}, Qt::AltModifier | Qt::ControlModifier);
        QCOMPARE(chosen(), std::set<NodeId>({a, b}));
        // By its key, where the desktop takes Alt for itself.
        key(Qt::Key_Q);
        draw(way);
        QCOMPARE(chosen(), std::set<NodeId>({a, c, d}));
        draw({view({-15, -15}), view({500, 420})}); // Only once.
        QCOMPARE(chosen(), std::set<NodeId>({a, b, c, d}));
        QCOMPARE(steps(), std::size_t(4));
    }

    void a_rectangle_adds_and_takes_out()
    {
        const NodeId a = add("dense", 0, 0), b = add("dense", 300, 0);
        graph_->select(a);
        draw({view({280, -15}), view({500, 100})}, Qt::ShiftModifier);
        QCOMPARE(chosen(), std::set<NodeId>({a, b}));
        draw({view({-15, -15}), view({190, 100})}, Qt::ControlModifier);
        QCOMPARE(chosen(), std::set<NodeId>({b}));
    }

    void selections_follow_the_links()
    {
        std::vector<NodeId> chain{add("input", 0, 0)};
        for (int i = 1; i < 5; ++i) {
            chain.push_back(add("dense", 216.0 * i, 0));
            join(chain[std::size_t(i) - 1], chain.back());
        }
        constexpr auto both = Qt::ControlModifier | Qt::ShiftModifier;
        graph_->select(chain[2]);
        key(Qt::Key_Left, both);
        QCOMPARE(chosen(), std::set<NodeId>({chain[0], chain[1], chain[2]}));
        graph_->select(chain[2]);
        key(Qt::Key_Right, both);
        QCOMPARE(chosen(), std::set<NodeId>({chain[2], chain[3], chain[4]}));
        graph_->select(chain[2]);
        key(Qt::Key_Up, both);
        QCOMPARE(chosen(), std::set<NodeId>({chain[1], chain[2], chain[3]}));
        key(Qt::Key_I, Qt::ControlModifier);
        QCOMPARE(chosen(), std::set<NodeId>({chain[0], chain[4]}));
    }

    void alignment_by_keys_is_one_step_each()
    {
        const NodeId a = add("dense", 0, 0), b = add("dense", 40, 120), c = add("dense", 300, 360);
        const Document before = document();
        struct Way {
            Qt::Key key;
            Point a, b, c;
        };
        const Way ways[] = {{Qt::Key_A, {0, 0}, {0, 120}, {0, 360}},       {Qt::Key_D, {300, 0}, {300, 120}, {300, 360}},
                            {Qt::Key_C, {150, 0}, {150, 120}, {150, 360}}, {Qt::Key_W, {0, 0}, {40, 0}, {300, 0}},
                            {Qt::Key_S, {0, 360}, {40, 360}, {300, 360}},  {Qt::Key_R, {0, 180}, {40, 180}, {300, 180}},
                            {Qt::Key_H, {0, 0}, {150, 120}, {300, 360}},   {Qt::Key_V, {0, 0}, {40, 180}, {300, 360}}};
        for (const Way& way : ways) {
            key(Qt::Key_A, Qt::ControlModifier);
            const std::size_t done = steps();
            key(way.key, Qt::ShiftModifier);
            QCOMPARE(steps(), done + 1);
            QCOMPARE(at(a), way.a);
            QCOMPARE(at(b), way.b);
            QCOMPARE(at(c), way.c);
            QVERIFY(!shown(*graph_->next_undo()).isEmpty());
            graph_->undo();
            QCOMPARE(document(), before);
        }
    }

    void a_selection_is_arranged_alone_and_downwards()
    {
        const NodeId a = add("input", 0, 0), b = add("flatten", 400, 90), c = add("dense", 350, 300);
        join(a, b);
        join(b, c);
        const Document before = document();
        graph_->select(Selection{{b, c}, {}});
        key(Qt::Key_A, Qt::ControlModifier | Qt::AltModifier);
        QCOMPARE(at(a), (Point{0, 0}));
        QCOMPARE(at(b), (Point{350, 90}));
        QCOMPARE(at(c), (Point{350 + 216, 90}));
        graph_->undo();
        QCOMPARE(document(), before);
        graph_->select(Selection{{b, c}, {}});
        key(Qt::Key_D, Qt::ControlModifier | Qt::AltModifier);
        QCOMPARE(at(b).x, at(c).x);
        QVERIFY(at(c).y > at(b).y + 76);
        graph_->undo();
        key(Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(at(a).x == at(b).x && at(b).x == at(c).x && at(a).y < at(b).y && at(b).y < at(c).y);
        graph_->undo();
        QCOMPARE(document(), before);
    }

    void a_large_graph_is_arranged_beside_the_window()
    {
        Document large;
        for (int i = 1; i <= 1200; ++i) {
            (void)large.apply(AddNode{NodeId(i), {"dense", "n" + std::to_string(i), defaults(*find_layer("dense")), {}}});
            if (i > 1)
                (void)large.apply(Connect{{NodeId(i - 1), NodeId(i), 0}});
        }
        graph_->open(large);
        QStringList words;
        connect(canvas_, &Canvas::said, this, [&](const QString& said) { words << said; });
        canvas_->arrange();
        QCOMPARE(steps(), std::size_t(0)); // Not yet.
        QTRY_COMPARE_WITH_TIMEOUT(steps(), std::size_t(1), 60000); // The thread steps back behind all others.
        QVERIFY(at(NodeId(2)).x > at(NodeId(1)).x);
        QCOMPARE(words.last(), QString());
        graph_->undo();
        QCOMPARE(document(), large);
        // An edit in between: it is left as the person wants it.
        canvas_->arrange();
        graph_->perform(LOOM_TEXT("Move %1"), {MoveNode{NodeId(7), {50, 60}}});
        QVERIFY2(words.last().contains(QLatin1String("changed")), qPrintable(words.last()));
        QTest::qWait(200);
        QCOMPARE(steps(), std::size_t(1));
        QCOMPARE(at(NodeId(1)), Point());
    }

    void a_node_is_found_walked_to_and_left_again()
    {
        const NodeId a = add("conv2d", 0, 0), b = add("dense", 4000, 3000), c = add("conv2d", -3000, 500);
        graph_->perform(LOOM_TEXT("Rename %1 to %2"), {RenameNode{b, "Kopf"}});
        graph_->select(a);
        canvas_->set_zoom(1, {0, 0});
        const QPointF before = canvas_->to_scene({0, 0});
        const auto seen = [&](NodeId id) { return canvas_->visible_area().contains(canvas_->scene().find(id)->rect); };

        key(Qt::Key_F, Qt::ControlModifier);
        QVERIFY(find_list()->isVisible());
        QCOMPARE(listed(find_list()).size(), 3);
        type("kopf");
        QCOMPARE(listed(find_list()), QStringList({QStringLiteral("Kopf · ") + shown(find_layer("dense")->title)}));
        QVERIFY(seen(b)); // Before it is chosen.
        QCOMPARE(chosen(), std::set<NodeId>({a}));
        type(Qt::Key_Escape);
        QCOMPARE(canvas_->to_scene({0, 0}), before);
        QCOMPARE(chosen(), std::set<NodeId>({a}));
        QVERIFY(canvas_->hasFocus());

        key(Qt::Key_F, Qt::ControlModifier);
        type("juanji"); // 卷积
        QCOMPARE(listed(find_list()).size(), 2);
        QVERIFY(seen(a));
        type(Qt::Key_Down);
        QVERIFY(seen(c));
        type(Qt::Key_Return);
        QVERIFY(find_list()->isHidden());
        QCOMPARE(chosen(), std::set<NodeId>({c}));
        QVERIFY(seen(c));

        key(Qt::Key_F, Qt::ControlModifier);
        QVERIFY(find_list()->isVisible());
        type("qlj"); // 全连接, by its initials
        QCOMPARE(listed(find_list()).size(), 1);
        type("zzz");
        QCOMPARE(listed(find_list()).size(), 0);
        type(Qt::Key_Return); // Nothing to go to.
        QVERIFY(find_list()->isVisible());
        type(Qt::Key_Escape);
        QCOMPARE(steps(), std::size_t(4));
    }

    void the_pop_over_of_an_error_steps_aside_while_one_searches()
    {
        const NodeId a = add("input", 0, 0), b = add("dense", 260, 0);
        join(a, b);
        auto* popover = canvas_->findChild<ErrorPopover*>();
        QVERIFY(popover->isVisible());
        key(Qt::Key_F, Qt::ControlModifier);
        QVERIFY(!popover->isVisible());
        type(Qt::Key_Escape);
        QVERIFY(popover->isVisible());
    }

    void deleting_offers_to_reconnect()
    {
        const NodeId a = add("input", 0, 0), b = add("flatten", 260, 0), c = add("dense", 520, 0);
        join(a, b);
        join(b, c);
        auto* offer = canvas_->findChild<Offer*>();
        const Document before = document();
        const auto remove = [&] {
            QTest::mouseClick(canvas_, Qt::LeftButton, {}, middle(b));
            key(Qt::Key_Delete);
        };
        QVERIFY(offer->isHidden());
        remove();
        QVERIFY(offer->isVisible());
        QVERIFY(canvas_->rect().contains(offer->geometry()));
        QVERIFY(canvas_->hasFocus());
        const std::size_t done = steps();
        key(Qt::Key_R);
        QVERIFY(offer->isHidden());
        QCOMPARE(steps(), done + 1);
        QCOMPARE(document().links(), std::set<Link>({Link{a, c, 0}}));
        QCOMPARE(shown(*graph_->next_undo()), QStringLiteral("Reconnect %1 to %2").arg(shown(document().find(a)->name), shown(document().find(c)->name)));
        graph_->undo();
        QVERIFY(document().links().empty());
        graph_->undo();
        QCOMPARE(document(), before);

        remove();
        QTest::mouseClick(offer->findChild<QPushButton*>(), Qt::LeftButton);
        QCOMPARE(document().links(), std::set<Link>({Link{a, c, 0}}));
        graph_->undo();
        graph_->undo();

        remove();
        key(Qt::Key_Escape);
        QVERIFY(offer->isHidden());
        key(Qt::Key_R);
        QVERIFY(document().links().empty());
        graph_->undo(); // Whatever changes the graph ends the offer.
        remove();
        graph_->undo();
        QVERIFY(offer->isHidden());
        // Nothing to offer at the end of a chain.
        QTest::mouseClick(canvas_, Qt::LeftButton, {}, middle(c));
        key(Qt::Key_Delete);
        QVERIFY(offer->isHidden());
    }

    void ports_that_cannot_take_the_wire_say_why()
    {
        const NodeId a = add("input", 0, 0), b = add("flatten", 260, 0), c = add("dense", 520, 0), d = add("conv2d", 260, 200);
        join(a, b);
        join(b, c);
        QString last;
        connect(canvas_, &Canvas::said, this, [&](const QString& words) { last = words; });
        const auto told = [&](QPoint from, QPoint to) {
            QTest::mousePress(canvas_, Qt::LeftButton, {}, from);
            QTest::mouseMove(canvas_, (from + to) / 2);
            QTest::mouseMove(canvas_, to);
            (void)canvas_->grab(); // Marks and tip are drawn.
            const QString words = last;
            key(Qt::Key_Escape);
            QTest::mouseRelease(canvas_, Qt::LeftButton, {}, to);
            return words;
        };
        const Document before = document();
        QVERIFY2(told(output(c), input(b)).contains(QLatin1String("circle")), qPrintable(last));
        QVERIFY(told(output(c), input(c)).contains(QLatin1String("circle"))); // Into itself.
        QVERIFY(!told(output(b), input(d)).isEmpty());                          // A vector into a convolution.
        QVERIFY(told(input(d), output(b)) == told(output(b), input(d)));        // From either end.
        QCOMPARE(told(output(a), input(d)), QString());
        QVERIFY(told(output(b), input(c)).isEmpty()); // The link that is there.
        const NodeId e = add("flatten", 0, 200);
        QVERIFY(told(output(e), input(c)).contains(shown(document().find(b)->name))); // Taken: what it would replace.
        graph_->undo();
        QCOMPARE(document(), before);
    }

    void wires_snap_as_far_on_the_screen_at_every_zoom()
    {
        const NodeId a = add("input", 0, 0), b = add("flatten", 400, 0);
        for (const double zoom : {1.0, 0.6, 2.0}) {
            canvas_->set_zoom(zoom, {0, 0});
            draw({output(a), input(b) + QPoint(-16, 15)});
            QVERIFY2(document().links().contains(Link{a, b, 0}), qPrintable(QString::number(zoom)));
            graph_->undo();
        }
        canvas_->set_zoom(1, {0, 0});
        draw({output(a), input(b) + QPoint(-30, 0)});
        QVERIFY(document().links().empty());
    }

    void a_wire_backwards_offers_what_gives_the_right_shape()
    {
        const NodeId a = add("conv2d", 400, 0);
        draw({input(a), view({200, 300})});
        QVERIFY(search()->isVisible());
        const QStringList offered = listed(search());
        QVERIFY(offered.contains(shown(find_layer("max_pool")->title)));
        QVERIFY(offered.contains(shown(find_layer("input")->title)));
        QVERIFY(!offered.contains(shown(find_layer("flatten")->title))); // Gives a vector.
        QVERIFY(!offered.contains(shown(find_layer("output")->title)));
        type("max pool");
        type(Qt::Key_Return);
        QCOMPARE(document().links().size(), std::size_t(1));
        QCOMPARE(document().links().begin()->to, a);
        graph_->undo();
        QCOMPARE(document().nodes().size(), std::size_t(1));
    }

    void a_link_is_chosen_by_key_and_gets_a_layer()
    {
        const NodeId a = add("input", 0, 0), b = add("flatten", 260, 0), c = add("dense", 520, 0);
        join(a, b);
        join(b, c);
        graph_->select(b);
        key(Qt::Key_K);
        QCOMPARE(graph_->selection().links, std::set<Link>({Link{b, c, 0}}));
        key(Qt::Key_K);
        QCOMPARE(graph_->selection().links, std::set<Link>({Link{a, b, 0}}));
        const std::size_t done = steps();
        key(Qt::Key_Tab);
        QVERIFY(search()->isVisible());
        QVERIFY(!listed(search()).contains(shown(find_layer("output")->title)));
        type("conv");
        type(Qt::Key_Return);
        QCOMPARE(steps(), done + 1);
        QVERIFY(!document().links().contains(Link{a, b, 0}));
        QCOMPARE(document().links().size(), std::size_t(3));
        graph_->undo();
        // A double click on it does the same.
        const QPoint on = (output(b) + input(c)) / 2;
        QTest::mouseDClick(canvas_, Qt::LeftButton, {}, on);
        QVERIFY(search()->isVisible());
        type("dropout");
        type(Qt::Key_Return);
        QVERIFY(!document().links().contains(Link{b, c, 0}));
        QCOMPARE(document().links().size(), std::size_t(3));
        graph_->undo();
        // Arrows lead from a link to its ends.
        graph_->select(Selection{{}, {Link{b, c, 0}}});
        key(Qt::Key_Left);
        QCOMPARE(chosen(), std::set<NodeId>({b}));
    }

    void two_fingers_pinch_and_pan_and_one_is_the_mouse()
    {
        const NodeId a = add("dense", 100, 100);
        canvas_->set_zoom(1, {0, 0});
        const QPointF kept = canvas_->to_scene({400, 300});
        {
            auto fingers = QTest::touchEvent(canvas_, finger_, false);
            fingers.press(1, QPoint(350, 300), canvas_).commit();
            fingers.stationary(1).press(2, QPoint(450, 300), canvas_).commit();
            fingers.move(1, QPoint(300, 300), canvas_).move(2, QPoint(500, 300), canvas_).commit();
            QCOMPARE(canvas_->zoom(), 2.0);
            QVERIFY((canvas_->to_scene({400, 300}) - kept).manhattanLength() < 2);
            fingers.move(1, QPoint(340, 360), canvas_).move(2, QPoint(540, 360), canvas_).commit();
            QCOMPARE(canvas_->zoom(), 2.0);
            QVERIFY((canvas_->to_scene({440, 360}) - kept).manhattanLength() < 2);
            fingers.release(1, QPoint(340, 360), canvas_).stationary(2).commit();
            fingers.move(2, QPoint(100, 100), canvas_).commit(); // The one that is left does nothing.
            fingers.release(2, QPoint(100, 100), canvas_).commit();
        }
        QVERIFY(graph_->selection().empty());
        QCOMPARE(steps(), std::size_t(1));

        canvas_->set_zoom(1, {0, 0});
        const QPoint held = middle(a);
        QTest::touchEvent(canvas_, finger_).press(1, held, canvas_);
        QTest::touchEvent(canvas_, finger_).move(1, held + QPoint(30, 20), canvas_);
        QTest::touchEvent(canvas_, finger_).move(1, held + QPoint(80, 50), canvas_);
        QTest::touchEvent(canvas_, finger_).release(1, held + QPoint(80, 50), canvas_);
        QCOMPARE(at(a), (Point{180, 150}));
        QCOMPARE(steps(), std::size_t(2));
    }

    void a_finger_that_rests_opens_the_menu()
    {
        const NodeId a = add("dense", 100, 100);
        canvas_->set_zoom(1, {0, 0});
        const QPoint held = middle(a);
        const auto menu = [] { return qobject_cast<QMenu*>(QApplication::activePopupWidget()); };
        QTest::touchEvent(canvas_, finger_).press(1, held, canvas_);
        QTRY_VERIFY(menu());
        QCOMPARE(chosen(), std::set<NodeId>({a}));
        QVERIFY(menu()->actions().size() > 5);
        menu()->close();
        // Then it moves nothing until it is lifted.
        QTest::touchEvent(canvas_, finger_).move(1, held + QPoint(90, 60), canvas_);
        QTest::touchEvent(canvas_, finger_).release(1, held + QPoint(90, 60), canvas_);
        QCOMPARE(at(a), (Point{100, 100}));
        QCOMPARE(steps(), std::size_t(1));
        // Lifted while the menu is open: what comes after it is another finger.
        QTest::touchEvent(canvas_, finger_).press(1, held, canvas_);
        QTRY_VERIFY(menu());
        QTest::touchEvent(canvas_, finger_).release(1, held, canvas_);
        menu()->close();
        const QPoint empty = view({400, 400});
        QTest::touchEvent(canvas_, finger_).press(1, empty, canvas_);
        QTest::touchEvent(canvas_, finger_).release(1, empty, canvas_);
        QVERIFY(chosen().empty());
        QTest::touchEvent(canvas_, finger_).press(1, held, canvas_);
        QTest::touchEvent(canvas_, finger_).release(1, held, canvas_);
        QCOMPARE(chosen(), std::set<NodeId>({a}));
        graph_->select(Selection{});
        QTest::qWait(QGuiApplication::styleHints()->mouseDoubleClickInterval() + 50);
        // One that moves opens none.
        QTest::touchEvent(canvas_, finger_).press(1, held, canvas_);
        QTest::touchEvent(canvas_, finger_).move(1, held + QPoint(30, 20), canvas_);
        QTest::qWait(QGuiApplication::styleHints()->mousePressAndHoldInterval() + 100);
        QVERIFY(!menu());
        QTest::touchEvent(canvas_, finger_).release(1, held + QPoint(30, 20), canvas_);
        QCOMPARE(at(a), (Point{130, 120}));
    }

    void nothing_is_moved_beyond_the_border()
    {
        const NodeId a = add("dense", 1e7, 0), b = add("dense", 1e7 - 400, 0);
        canvas_->show_node(a);
        const std::size_t before = steps();
        draw({middle(a), middle(a) + QPoint(60, 0), middle(a) + QPoint(120, 0)}, Qt::AltModifier);
        QCOMPARE(at(a), (Point{1e7, 0}));
        QCOMPARE(steps(), before);
        graph_->select(a);
        key(Qt::Key_Right, Qt::AltModifier);
        QCOMPARE(steps(), before);
        // With another that can move it is a step.
        graph_->select(Selection{{a, b}, {}});
        key(Qt::Key_Right, Qt::AltModifier);
        QCOMPARE(steps(), before + 1);
        graph_->undo();
        QCOMPARE(at(b), (Point{1e7 - 400, 0}));
    }

    void a_wire_glides_into_the_port_it_snaps_to()
    {
        const NodeId a = add("input", 0, 0), b = add("flatten", 400, 0);
        canvas_->set_zoom(1, {0, 0});
        const QPoint near = input(b) + QPoint(-16, -15);
        const auto seen = [&] { return canvas_->grab().toImage(); };
        const auto snap = [&](bool reduced) {
            ThemeManager::instance().set_reduce_motion(reduced);
            QTest::mousePress(canvas_, Qt::LeftButton, {}, output(a));
            QTest::mouseMove(canvas_, (output(a) + near) / 2);
            QTest::mouseMove(canvas_, near);
            const QImage first = seen();
            QTest::qWait(200);
            const QImage last = seen();
            key(Qt::Key_Escape);
            QTest::mouseRelease(canvas_, Qt::LeftButton, {}, near);
            return std::pair(first, last);
        };
        const auto at_once = snap(true), gliding = snap(false);
        ThemeManager::instance().set_reduce_motion(true);
        QCOMPARE(at_once.first, at_once.second);
        QCOMPARE(gliding.second, at_once.second); // The same end,
        QVERIFY(gliding.first != gliding.second); // by another way.
    }

    void touchpads_pan_and_zoom()
    {
        add("dense", 0, 0);
        canvas_->set_zoom(1, {0, 0});
        const QPointF at(300, 200);
        const auto wheel = [&](QPoint pixels, QPoint angle, Qt::KeyboardModifiers modifiers, Qt::ScrollPhase phase) {
            QWheelEvent event(at, canvas_->mapToGlobal(at), pixels, angle, Qt::NoButton, modifiers, phase, false);
            QApplication::sendEvent(canvas_, &event);
        };
        QPointF before = canvas_->to_scene({0, 0});
        wheel({-30, 20}, {-60, 40}, {}, Qt::ScrollUpdate);
        QCOMPARE(canvas_->to_scene({0, 0}), before + QPointF(30, -20));
        wheel({-300, 200}, {-600, 400}, {}, Qt::ScrollMomentum); // Nothing glides on.
        QCOMPARE(canvas_->to_scene({0, 0}), before + QPointF(30, -20));
        before = canvas_->to_scene(at);
        wheel({0, 60}, {0, 120}, Qt::ControlModifier, Qt::ScrollUpdate);
        QVERIFY(canvas_->zoom() > 1.1);
        QVERIFY((canvas_->to_scene(at) - before).manhattanLength() < 2);
        canvas_->set_zoom(1, {0, 0});
        before = canvas_->to_scene(at);
        QNativeGestureEvent pinch(Qt::ZoomNativeGesture, QPointingDevice::primaryPointingDevice(), 2, at, at, canvas_->mapToGlobal(at), 0.5, {});
        QApplication::sendEvent(canvas_, &pinch);
        QCOMPARE(canvas_->zoom(), 1.5);
        QVERIFY((canvas_->to_scene(at) - before).manhattanLength() < 2);
    }

    void a_screen_reader_hears_shape_and_fault()
    {
        const NodeId a = add("input", 0, 0), b = add("dense", 260, 0);
        join(a, b); // A picture into Dense.
        graph_->select(b);
        const Finding* fault = graph_->finding_of(b);
        QVERIFY(fault);
        QVERIFY(canvas_->accessibleDescription().contains(shown(fault->message)));
        OutlineModel outline(*graph_, nullptr);
        const auto heard = [&](NodeId id) { return outline.data(outline.index_of(id), Qt::AccessibleTextRole).toString(); };
        QVERIFY2(heard(a).contains(QStringLiteral("28×28×1")), qPrintable(heard(a)));
        QVERIFY(heard(b).contains(shown(fault->message)));
        QVERIFY(heard(b).contains(shown(find_layer("dense")->title)));
    }

    void every_gesture_has_its_keys_and_every_command_its_name()
    {
        for (const Language l : {Language::English, Language::Chinese}) {
            set_interface_language(l);
            for (const GestureRow& row : canvas_gestures())
                QVERIFY2(!row.what.isEmpty() && !row.mouse.isEmpty() && !row.keys.isEmpty(), qPrintable(row.what));
        }
        QVERIFY(canvas_gestures().first().what != QLatin1String("Add a layer")); // It is Chinese now.
        set_interface_language(Language::English);
        QMap<QString, QString> keys;
        for (const QAction* action : canvas_->commands()) {
            if (!action)
                continue;
            QVERIFY(!action->text().isEmpty());
            for (const QKeySequence& k : action->shortcuts()) {
                QVERIFY2(!keys.contains(k.toString()), qPrintable(k.toString() + QLatin1Char(' ') + action->text() + keys.value(k.toString())));
                keys[k.toString()] = action->text();
            }
        }
    }
};

QTEST_MAIN(HandsTest)
#include "hands_test.moc"
