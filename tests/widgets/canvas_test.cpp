#include "bridge/graph_document.h"
#include "canvas/architecture_search.h"
#include "canvas/canvas.h"
#include "canvas/error_popover.h"
#include "canvas/layer_search.h"
#include "graph/change.h"
#include "project/document_json.h"
#include "theme/controls.h"
#include "theme/language.h"
#include "theme/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QWheelEvent>
#include <QtTest>

using namespace loom;

/// Real mouse and keyboard events on the real canvas; the document is what counts.
class CanvasTest : public QObject {
    Q_OBJECT

    NodeId add(const char* type, double x, double y)
    {
        const Change change = adding(graph_->document(), *find_layer(type), {x, y});
        graph_->perform(change.name, change.edits);
        return *change.made.begin();
    }
    void join(NodeId from, NodeId to, int port = 0) { graph_->perform(LOOM_TEXT("Connect %1 to %2"), {Connect{{from, to, port}}}); }
    QPoint output(NodeId id) const { return canvas_->to_view(canvas_->scene().find(id)->output()).toPoint(); }
    QPoint input(NodeId id, int port = 0) const { return canvas_->to_view(canvas_->scene().find(id)->input(port)).toPoint(); }
    QPoint middle(NodeId id) const { return canvas_->to_view(canvas_->scene().find(id)->rect.center()).toPoint() + QPoint(0, -22); }
    void drag(QPoint from, QPoint to, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::mousePress(canvas_, Qt::LeftButton, modifiers, from);
        for (int i = 1; i <= 4; ++i)
            QTest::mouseMove(canvas_, from + (to - from) * i / 4);
        QTest::mouseRelease(canvas_, Qt::LeftButton, modifiers, to);
    }
    void pan(QPointF by)
    {
        const QPointF middle(100, 60);
        QTest::mousePress(canvas_, Qt::MiddleButton, {}, middle.toPoint());
        QTest::mouseMove(canvas_, (middle + by).toPoint());
        QTest::mouseRelease(canvas_, Qt::MiddleButton, {}, (middle + by).toPoint());
    }
    void key(int k, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(canvas_, Qt::Key(k), modifiers); }
    QWidget* search() const { return canvas_->findChild<LayerSearch*>(); }
    const Document& document() const { return graph_->document(); }

    std::unique_ptr<GraphDocument> graph_;
    Canvas* canvas_ = nullptr;

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

    void an_empty_canvas_offers_architectures()
    {
        QSignalSpy suggestions(canvas_, &Canvas::suggestion_wanted);
        QPushButton* offer = canvas_->findChild<EmptyState*>()->action();
        QCOMPARE(offer->text(), QStringLiteral("Choose an architecture…"));
        auto* list = canvas_->findChild<ArchitectureSearch*>();
        auto* rows = list->findChild<QListView*>();
        QTest::mouseClick(offer, Qt::LeftButton);
        QVERIFY(list->isVisible());
        QCOMPARE(rows->model()->rowCount(), int(architecture_types().size()));
        QTRY_VERIFY(canvas_->settled());
        QVERIFY(rows->model()->index(0, 0).data().toString().contains(QStringLiteral("parameters")));
        // By pinyin of what it is for; then by its name.
        QTest::keyClicks(QApplication::focusWidget(), "zibianma");
        QVERIFY(rows->model()->rowCount() >= 1 && rows->model()->rowCount() < 6);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(QApplication::focusWidget(), "lenet");
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QVERIFY(same_network(document(), find_architecture("lenet-5")->make()));
        QVERIFY(graph_->undo()); // One step.
        QVERIFY(document() == Document());

        // With data, those that fit it come first, and are taken so that they fit.
        DataFacts facts;
        facts.sample = {3, 32, 32};
        facts.pictures = true;
        facts.classes = {"a", "b", "c"};
        facts.class_counts = {10, 10, 10};
        facts.rows = 40;
        graph_->set_facts(facts);
        QTest::mouseClick(offer, Qt::LeftButton);
        QTRY_VERIFY(canvas_->settled());
        const auto row = [&](int at) { return rows->model()->index(at, 0).data().toString(); };
        QCOMPARE(row(0), QStringLiteral("Suggest a network for the data"));
        QVERIFY2(row(1).endsWith(QStringLiteral("fits the data")), qPrintable(row(1)));
        int fitting = 0;
        for (int at = 1; at < rows->model()->rowCount(); ++at)
            fitting += row(at).endsWith(QStringLiteral("fits the data"));
        for (int at = 1; at <= fitting; ++at)
            QVERIFY2(row(at).endsWith(QStringLiteral("fits the data")), qPrintable(row(at)));
        QVERIFY(fitting < rows->model()->rowCount() - 1); // Not those for texts.
        QTest::keyClicks(QApplication::focusWidget(), "resnet-18");
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QVERIFY(graph_->analysis().sound());
        const NodeId output = *std::ranges::find_if(document().members(main_graph), [&](NodeId id) { return document().find(id)->type == "output"; });
        QCOMPARE(*graph_->analysis().nodes.at(document().link_into(output, 0)->from).output, Shape{3});

        // From the menu, in the place of what is there; and a network made for the data.
        canvas_->open_architectures();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QCOMPARE(suggestions.count(), 1);
    }

    void tab_opens_search_and_enter_adds()
    {
        key(Qt::Key_Tab);
        QVERIFY(search()->isVisible());
        QTest::keyClicks(QApplication::focusWidget(), "dense");
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QVERIFY(!search()->isVisible());
        QCOMPARE(document().nodes().size(), std::size_t(1));
        QCOMPARE(document().nodes().begin()->second.type, std::string("dense"));
        QVERIFY(canvas_->hasFocus());
        graph_->undo();
        QVERIFY(document().nodes().empty());
    }

    void search_goes_when_one_goes_on_elsewhere()
    {
        canvas_->setFocus();
        for (const char* way : {"click", "escape", "stage", "project"}) {
            QTest::keyClick(canvas_, Qt::Key_Tab);
            QVERIFY(search()->isVisible());
            // Nothing of this may depend on the field losing a focus that it perhaps never got.
            search()->findChild<SearchField*>()->removeEventFilter(search());
            if (way == QByteArray("click")) {
                QTest::mouseClick(canvas_, Qt::LeftButton, {}, QPoint(canvas_->width() - 20, canvas_->height() - 20));
            } else if (way == QByteArray("escape")) {
                QTest::keyClick(canvas_, Qt::Key_Escape);
            } else if (way == QByteArray("stage")) {
                canvas_->hide();
                canvas_->show();
            } else {
                canvas_->graph().open(Document());
            }
            QVERIFY2(search()->isHidden(), way);
        }
    }

    void search_finds_chinese_by_pinyin_and_escape_changes_nothing()
    {
        QTest::mouseDClick(canvas_, Qt::LeftButton, {}, QPoint(80, 500));
        QVERIFY(search()->isVisible());
        QTest::keyClicks(QApplication::focusWidget(), "qlj");
        QCOMPARE(search()->findChild<QListView*>()->model()->index(0, 0).data().toString(), shown(find_layer("dense")->title));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QVERIFY(!search()->isVisible());
        QVERIFY(document().nodes().empty());
    }

    void a_wire_is_drawn_in_both_directions_and_snaps()
    {
        const NodeId a = add("input", 0, 0), b = add("flatten", 260, 0), c = add("dense", 520, 0);
        drag(output(a), input(b) + QPoint(-14, 12)); // Within 24.
        QVERIFY(document().links().contains(Link{a, b, 0}));
        drag(input(c), output(b) + QPoint(10, 10));
        QVERIFY(document().links().contains(Link{b, c, 0}));
        graph_->undo();
        QVERIFY(!document().links().contains(Link{b, c, 0}));
        QVERIFY(document().links().contains(Link{a, b, 0}));
    }

    void a_circle_is_refused()
    {
        const NodeId a = add("flatten", 0, 0), b = add("dense", 260, 0);
        join(a, b);
        QSignalSpy refused(graph_.get(), &GraphDocument::refused);
        drag(output(b), input(a));
        QCOMPARE(document().links().size(), std::size_t(1));
        QCOMPARE(refused.size(), 1);
    }

    void a_wire_picked_up_is_moved_or_dropped()
    {
        const NodeId a = add("input", 0, 0), b = add("flatten", 300, 0), c = add("flatten", 300, 160);
        join(a, b);
        drag(input(b), input(c));
        QCOMPARE(document().links(), std::set<Link>({Link{a, c, 0}}));
        drag(input(c), QPoint(200, 500));
        QVERIFY(document().links().empty());
        graph_->undo();
        graph_->undo();
        QCOMPARE(document().links(), std::set<Link>({Link{a, b, 0}}));
    }

    void a_wire_on_empty_canvas_offers_what_fits_and_connects()
    {
        const NodeId a = add("input", 0, 0); // 28×28×1
        drag(output(a), QPoint(500, 400));
        QVERIFY(search()->isVisible());
        auto* model = search()->findChild<QListView*>()->model();
        QStringList offered;
        for (int i = 0; i < model->rowCount(); ++i)
            offered << model->index(i, 0).data().toString();
        QVERIFY(offered.contains(shown(find_layer("conv2d")->title)));
        QVERIFY(!offered.contains(shown(find_layer("dense")->title))); // Wants a vector.
        QVERIFY(!offered.contains(shown(find_layer("input")->title)));
        QTest::keyClicks(QApplication::focusWidget(), "conv");
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QCOMPARE(document().nodes().size(), std::size_t(2));
        QCOMPARE(document().links().size(), std::size_t(1));
        graph_->undo(); // Node and link are one step.
        QCOMPARE(document().nodes().size(), std::size_t(1));
    }

    void a_drag_is_one_step()
    {
        const NodeId a = add("dense", 0, 0), b = add("dense", 0, 200);
        const Document before = document();
        const std::size_t steps = graph_->done();
        drag(middle(a), middle(a) + QPoint(90, 60));
        QCOMPARE(graph_->done(), steps + 1);
        QCOMPARE(document().find(a)->at, (Point{90, 60}));
        graph_->undo();
        QCOMPARE(document(), before);
        // Both at once, chosen with Shift.
        QTest::mouseClick(canvas_, Qt::LeftButton, {}, middle(a));
        QTest::mouseClick(canvas_, Qt::LeftButton, Qt::ShiftModifier, middle(b));
        drag(middle(a), middle(a) + QPoint(100, 37));
        QCOMPARE(document().find(b)->at, (Point{100, 237}));
        graph_->undo();
        QCOMPARE(document(), before);
    }

    void a_band_selects_what_it_touches()
    {
        const NodeId a = add("dense", 0, 0), b = add("dense", 260, 0);
        add("dense", 520, 300);
        drag(QPoint(10, 200), output(b) + QPoint(-40, 0));
        QCOMPARE(graph_->selection().nodes, std::set<NodeId>({a, b}));
        QTest::mouseClick(canvas_, Qt::LeftButton, {}, QPoint(900, 600));
        QVERIFY(graph_->selection().empty());
        key(Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(graph_->selection().nodes.size(), std::size_t(3));
    }

    void deleting_with_and_without_reconnecting()
    {
        const NodeId a = add("input", 0, 0), b = add("flatten", 260, 0), c = add("dense", 520, 0);
        join(a, b);
        join(b, c);
        const Document before = document();
        QTest::mouseClick(canvas_, Qt::LeftButton, {}, middle(b));
        key(Qt::Key_Delete);
        QVERIFY(!document().find(b));
        QVERIFY(document().links().empty());
        graph_->undo();
        QCOMPARE(document(), before);
        QTest::mouseClick(canvas_, Qt::LeftButton, {}, middle(b));
        key(Qt::Key_Delete, Qt::ControlModifier);
        QCOMPARE(document().links(), std::set<Link>({Link{a, c, 0}}));
        graph_->undo();
        QCOMPARE(document(), before);
    }

    void a_node_dropped_on_a_wire_is_inserted()
    {
        const NodeId a = add("input", 0, 0), b = add("output", 600, 0), c = add("flatten", 300, 300);
        join(a, b);
        const Document before = document();
        const QPoint on_wire = (output(a) + input(b)) / 2;
        drag(middle(c), on_wire + QPoint(0, -22));
        QCOMPARE(document().links(), std::set<Link>({Link{a, c, 0}, Link{c, b, 0}}));
        graph_->undo();
        QCOMPARE(document(), before);
    }

    void clipboard_goes_between_projects_and_refuses_garbage()
    {
        const NodeId a = add("conv2d", 0, 0), b = add("flatten", 260, 0);
        join(a, b);
        key(Qt::Key_A, Qt::ControlModifier);
        key(Qt::Key_C, Qt::ControlModifier);
        QVERIFY(QApplication::clipboard()->text().contains(QLatin1String("conv2d")));
        key(Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(document().nodes().size(), std::size_t(4));
        QCOMPARE(document().links().size(), std::size_t(2));
        std::set<std::string> names;
        for (const auto& [id, node] : document().nodes())
            names.insert(node.name);
        QCOMPARE(names.size(), std::size_t(4)); // Names stay different.
        graph_->undo();
        QCOMPARE(document().nodes().size(), std::size_t(2));

        const Document before = document();
        for (const char* garbage : {"", "hello", "{\"nodes\": 3}", "{\"nodes\": [{\"type\": \"nonsense\"}]}", "[[[[", "{}"}) {
            QSignalSpy said(canvas_, &Canvas::said);
            QApplication::clipboard()->setText(QString::fromLatin1(garbage));
            key(Qt::Key_V, Qt::ControlModifier);
            QCOMPARE(document(), before);
            QVERIFY2(!said.isEmpty() && !said.last().first().toString().isEmpty(), garbage);
        }

        key(Qt::Key_A, Qt::ControlModifier);
        key(Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(document().nodes().size(), std::size_t(4));
        key(Qt::Key_X, Qt::ControlModifier);
        QCOMPARE(document().nodes().size(), std::size_t(2));
    }

    void zoom_keeps_what_is_under_the_pointer()
    {
        add("dense", 0, 0);
        const QPointF at(300, 200), before = canvas_->to_scene(at);
        QWheelEvent wheel(at, canvas_->mapToGlobal(at), {}, QPoint(0, -360), Qt::NoButton, {}, Qt::NoScrollPhase, false);
        QApplication::sendEvent(canvas_, &wheel);
        QVERIFY(canvas_->zoom() < 0.6);
        const QPointF after = canvas_->to_scene(at);
        QVERIFY((after - before).manhattanLength() < 3 / canvas_->zoom());
        key(Qt::Key_0, Qt::ControlModifier);
        QCOMPARE(canvas_->zoom(), 1.0);
        key(Qt::Key_Minus, Qt::ControlModifier);
        QVERIFY(canvas_->zoom() < 1);
    }

    void the_middle_button_and_space_pan()
    {
        add("dense", 0, 0);
        const QPointF before = canvas_->to_scene({0, 0});
        QTest::mousePress(canvas_, Qt::MiddleButton, {}, QPoint(500, 500));
        QTest::mouseMove(canvas_, QPoint(440, 470));
        QTest::mouseRelease(canvas_, Qt::MiddleButton, {}, QPoint(440, 470));
        QCOMPARE(canvas_->to_scene({0, 0}), before + QPointF(60, 30));
        QTest::keyPress(canvas_, Qt::Key_Space);
        drag(QPoint(440, 470), QPoint(500, 500));
        QTest::keyRelease(canvas_, Qt::Key_Space);
        QCOMPARE(canvas_->to_scene({0, 0}), before);
        QCOMPARE(graph_->done(), std::size_t(1));
    }

    void arrows_walk_along_wires_and_alt_moves()
    {
        const NodeId a = add("input", 0, 0), b = add("flatten", 260, 0), c = add("dense", 520, 0);
        join(a, b);
        join(b, c);
        graph_->select(a);
        key(Qt::Key_Right);
        QCOMPARE(graph_->selection().nodes, std::set<NodeId>({b}));
        key(Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(graph_->selection().nodes, std::set<NodeId>({b, c}));
        key(Qt::Key_Left);
        QCOMPARE(graph_->selection().nodes, std::set<NodeId>({a}));
        const std::size_t steps = graph_->done();
        for (const Qt::Key k : {Qt::Key_Right, Qt::Key_Down}) { // Alt is held down all the time.
            QKeyEvent press(QEvent::KeyPress, k, Qt::AltModifier);
            QApplication::sendEvent(canvas_, &press);
        }
        QCOMPARE(document().find(a)->at, (Point{16, 16}));
        QCOMPARE(graph_->done(), steps + 1);
        graph_->undo();
        QCOMPARE(document().find(a)->at, (Point{0, 0}));
    }

    void a_wire_by_keyboard()
    {
        const NodeId a = add("input", 0, 0), b = add("flatten", 260, 0);
        add("conv2d", 260, 200);
        graph_->select(a);
        key(Qt::Key_L);
        key(Qt::Key_Return);
        QCOMPARE(document().links(), std::set<Link>({Link{a, b, 0}}));
        key(Qt::Key_L);
        key(Qt::Key_Escape);
        QCOMPARE(document().links().size(), std::size_t(1));
    }

    void renaming_in_place()
    {
        const NodeId a = add("dense", 0, 0);
        graph_->select(a);
        key(Qt::Key_F2);
        auto* field = qobject_cast<QLineEdit*>(QApplication::focusWidget());
        QVERIFY(field);
        QTest::keyClicks(field, "Kopf");
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(document().find(a)->name, std::string("Kopf"));
        QVERIFY(canvas_->hasFocus());
        graph_->undo();
        QVERIFY(document().find(a)->name != "Kopf");
    }

    void problems_are_walked_and_repaired_by_keys()
    {
        const NodeId a = add("input", 0, 0), b = add("dense", 260, 0), c = add("output", 520, 0);
        join(a, b); // A picture into Dense.
        join(b, c);
        QVERIFY(graph_->finding_of(b));
        key(Qt::Key_F8);
        QCOMPARE(graph_->selection().nodes, std::set<NodeId>({b}));
        key(Qt::Key_Period, Qt::ControlModifier);
        QVERIFY(!graph_->finding_of(b) || graph_->finding_of(b)->code != "shape");
        QCOMPARE(document().nodes().size(), std::size_t(4));
        graph_->undo();
        QCOMPARE(document().nodes().size(), std::size_t(3));
    }

    // Wherever the node lies and however small the canvas is.
    void the_pop_over_of_an_error_is_never_clipped()
    {
        const NodeId a = add("input", 0, 0), b = add("dense", 260, 0);
        join(a, b);
        auto* popover = canvas_->findChild<ErrorPopover*>();
        QVERIFY(popover->isVisible()); // The edit has just made the fault.
        int seen = 0;
        for (const double scale : {1.0, 4.0 / 3, 1.5})
            for (const Language l : {Language::English, Language::Chinese}) {
                ThemeManager::instance().set_font_scale(scale);
                set_interface_language(l);
                QCoreApplication::processEvents();
                for (const QSize size : {QSize(1000, 640), QSize(420, 300), QSize(300, 160), QSize(200, 120)}) {
                    canvas_->resize(size);
                    for (const double x : {-150.0, 0.0, size.width() / 2.0 - 80, size.width() - 60.0})
                        for (const double y : {-60.0, 0.0, size.height() / 2.0, size.height() - 20.0}) {
                            const QPointF now = canvas_->to_view(canvas_->scene().find(b)->rect.topLeft());
                            pan(QPointF(x, y) - now);
                            if (!popover->isVisible())
                                continue;
                            ++seen;
                            QVERIFY2(canvas_->rect().contains(popover->geometry()), qPrintable(QStringLiteral("%1 %2").arg(x).arg(y)));
                            for (const QWidget* w : popover->findChildren<QWidget*>()) {
                                if (!w->isVisible() || !(qobject_cast<const QLabel*>(w) || qobject_cast<const QPushButton*>(w)))
                                    continue;
                                QVERIFY(popover->rect().contains(QRect(w->mapTo(popover, QPoint()), w->size())));
                                const bool wraps = w->hasHeightForWidth();
                                QVERIFY2(wraps ? w->height() >= w->heightForWidth(w->width()) : w->width() >= w->sizeHint().width(),
                                         w->metaObject()->className());
                            }
                        }
                }
            }
        QVERIFY(seen > 60);
        ThemeManager::instance().set_font_scale(1);
        set_interface_language(Language::English);
    }

    void the_pop_over_survives_its_own_click_and_is_closed_by_its_badge()
    {
        const NodeId a = add("input", 0, 0), b = add("dense", 260, 0), c = add("output", 520, 0);
        join(a, b);
        join(b, c);
        auto* popover = canvas_->findChild<ErrorPopover*>();
        const QPoint badge = canvas_->to_view(canvas_->scene().find(b)->rect.topRight() + QPointF(-14, 14)).toPoint();
        QVERIFY(popover->isVisible());
        QTest::mouseClick(canvas_, Qt::LeftButton, {}, badge);
        QVERIFY(!popover->isVisible());
        QTest::mouseClick(canvas_, Qt::LeftButton, {}, badge);
        QVERIFY(popover->isVisible());
        key(Qt::Key_Escape);
        QVERIFY(!popover->isVisible());
        QTest::mouseClick(canvas_, Qt::LeftButton, {}, badge);
        const auto primary = [&]() -> QPushButton* {
            for (auto* button : popover->findChildren<QPushButton*>())
                if (button->isVisible() && button->property("kind").toString().contains(QLatin1String("primary")))
                    return button;
            return nullptr;
        };
        QVERIFY(primary());
        QTest::mouseClick(primary(), Qt::LeftButton);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QVERIFY(!graph_->finding_of(b) || graph_->finding_of(b)->severity != Severity::Error);
        QVERIFY(!popover->isVisible());
        // Repairs one after the other, each of which makes the pop-over say something else.
        for (int i = 0; i < 4; ++i) {
            graph_->undo();
            graph_->redo();
            graph_->undo();
            canvas_->show_node(b);
            QVERIFY(popover->isVisible());
            QTest::mouseClick(primary(), Qt::LeftButton);
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        }
    }

    void what_is_put_into_a_link_gets_room()
    {
        const auto overlaps = [&] {
            for (const Box& x : canvas_->scene().boxes())
                for (const Box& y : canvas_->scene().boxes())
                    if (x.id < y.id && x.rect.intersects(y.rect))
                        return true;
            return false;
        };
        const NodeId a = add("input", 0, 0), b = add("flatten", 216, 0), c = add("dense", 432, 0);
        const NodeId loose = add("batch_norm", 0, 300);
        join(a, b);
        join(b, c);
        const Document before = document();
        canvas_->drop_layer(*find_layer("conv2d"), (output(a) + input(b)) / 2);
        QCOMPARE(document().nodes().size(), std::size_t(5));
        QVERIFY(!document().links().contains(Link{a, b, 0}));
        QVERIFY(!overlaps());
        graph_->undo();
        QCOMPARE(document(), before);
        drag(middle(loose), (output(b) + input(c)) / 2 + QPoint(0, -22));
        QVERIFY(document().links().contains(Link{b, loose, 0}));
        QVERIFY(document().links().contains(Link{loose, c, 0}));
        QVERIFY(!overlaps());
        QVERIFY(document().find(loose)->at.x > document().find(b)->at.x);
        QVERIFY(document().find(c)->at.x > document().find(loose)->at.x);
        graph_->undo();
        QCOMPARE(document(), before);
    }

    void a_node_tells_its_cost_after_every_edit()
    {
        const NodeId a = add("input", 0, 0), b = add("conv2d", 260, 0);
        join(a, b);
        const std::size_t filters = *find_layer("conv2d")->index_of("filters");
        for (const std::int64_t n : {8, 24, 5}) {
            graph_->perform(LOOM_TEXT("Set %1 to %2"), {SetSetting{b, filters, Value(n)}});
            (void)canvas_->grab();
            const Box* box = canvas_->scene().find(b);
            QCOMPARE(box->text->shape.text(), QStringLiteral("26×26×%1").arg(n));
            QCOMPARE(box->text->parameters.text(), QString::number(9 * n + n));
            QCOMPARE(box->facts.cost.multiply_adds, 26 * 26 * 9 * n);
            QTest::mouseMove(canvas_, QPoint(5, 400));
            QTest::mouseMove(canvas_, middle(b));
            QVERIFY2(canvas_->toolTip().contains(short_count(double(26 * 26 * 9 * n))), qPrintable(canvas_->toolTip()));
        }
    }

    void arranging_is_one_step_in_columns()
    {
        std::vector<NodeId> chain{add("input", 300, 300)};
        for (int i = 0; i < 5; ++i) {
            chain.push_back(add("conv2d", 100.0 * i, 50.0 * (i % 3)));
            join(chain[chain.size() - 2], chain.back());
        }
        const Document before = document();
        const std::size_t steps = graph_->done();
        canvas_->arrange();
        QCOMPARE(graph_->done(), steps + 1);
        QCOMPARE(document().find(chain[1])->at.x - document().find(chain[0])->at.x, 176.0 + 40.0);
        QCOMPARE(document().find(chain[1])->at.y, document().find(chain[0])->at.y);
        QVERIFY(document().find(chain[5])->at.y > document().find(chain[0])->at.y); // Wrapped.
        graph_->undo();
        QCOMPARE(document(), before);
    }

    void every_zoom_and_state_can_be_drawn()
    {
        const NodeId a = add("input", 0, 0), b = add("dense", 260, 0), c = add("output", 0, 200), d = add("add", 500, 200);
        join(a, b);
        join(b, c);
        join(a, d);
        join(a, d, 1);
        key(Qt::Key_A, Qt::ControlModifier);
        for (const double zoom : {0.05, 0.29, 0.3, 0.45, 0.6, 1.0, 2.5}) {
            canvas_->set_zoom(zoom, {10, 10});
            QVERIFY(!canvas_->grab().toImage().isNull());
        }
    }

    // Whatever the mouse and the keys do, undoing all of it leads back, and redoing leads forth again.
    void random_gestures_are_undone()
    {
        QRandomGenerator random(20261123);
        const char* types[] = {"input", "conv2d", "flatten", "dense", "add", "output", "max_pool"};
        int changed = 0;
        for (int round = 0; round < 160; ++round) {
            const Document before = document();
            const auto& boxes = canvas_->scene().boxes();
            const auto pick = [&]() -> NodeId { return boxes[random.bounded(unsigned(boxes.size()))].id; };
            canvas_->setFocus();
            switch (boxes.size() < 3 ? 0 : random.bounded(12)) {
            case 0: canvas_->add(*find_layer(types[random.bounded(7)])); break;
            case 1: canvas_->drop_layer(*find_layer(types[random.bounded(7)]), QPointF(random.bounded(900), random.bounded(500))); break;
            case 2:
            case 3: drag(output(pick()), middle(pick())); break;
            case 4: drag(middle(pick()), QPoint(random.bounded(900), random.bounded(550))); break;
            case 5: drag(QPoint(random.bounded(900), random.bounded(550)), QPoint(random.bounded(900), random.bounded(550))); break;
            case 6:
                QTest::mouseClick(canvas_, Qt::LeftButton, {}, middle(pick()));
                key(Qt::Key_Delete, random.bounded(2) ? Qt::ControlModifier : Qt::NoModifier);
                break;
            case 7:
                key(Qt::Key_C, Qt::ControlModifier);
                key(Qt::Key_V, Qt::ControlModifier);
                break;
            case 8: canvas_->arrange(); break;
            case 9: key(Qt::Key_Period, Qt::ControlModifier); break;
            case 10: key(Qt::Key_Right, Qt::AltModifier); break;
            default:
                if (boxes.size() > 12)
                    key(Qt::Key_Delete);
                else
                    key(Qt::Key_D, Qt::ControlModifier);
            }
            if (search()->isVisible())
                QTest::keyClick(QApplication::focusWidget(), random.bounded(2) ? Qt::Key_Return : Qt::Key_Escape);
            canvas_->fit();
            changed += !(document() == before);
        }
        QVERIFY2(changed > 60, qPrintable(QString::number(changed)));
        const Document end = document();
        while (graph_->undo()) {
        }
        QVERIFY(document() == Document());
        QVERIFY(graph_->selection().empty());
        while (graph_->redo()) {
        }
        QVERIFY(document() == end);
    }
};

QTEST_MAIN(CanvasTest)
#include "canvas_test.moc"
