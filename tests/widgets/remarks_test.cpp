#include "canvas/canvas.h"
#include "canvas/gesture_list.h"
#include "canvas/outline.h"
#include "canvas/picture.h"
#include "graph/kit.h"
#include "graph/unit_change.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QFile>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTemporaryDir>
#include <QTest>

using namespace loom;

/// Frames, notes, points of links and bookmarks, with real keys and clicks.
class RemarksTest : public QObject {
    Q_OBJECT

    std::unique_ptr<GraphDocument> graph_;
    std::unique_ptr<Canvas> canvas_;
    NodeId input_{}, first_{}, second_{}, output_{};

    const Document& document() const { return graph_->document(); }
    const Remark& only_remark() const { return document().remarks().begin()->second; }
    QPoint seen(QPointF scene) const { return canvas_->to_view(scene).toPoint(); }
    void key(Qt::Key k, Qt::KeyboardModifiers m = {}) { QTest::keyClick(canvas_.get(), k, m); }
    void type(const char* words)
    {
        QTest::keyClicks(QApplication::focusWidget(), QString::fromUtf8(words));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    }
    void drag(QPoint from, QPoint to, Qt::KeyboardModifiers m = {})
    {
        QTest::mousePress(canvas_.get(), Qt::LeftButton, m, from);
        for (int i = 1; i <= 3; ++i)
            QTest::mouseMove(canvas_.get(), from + (to - from) * i / 3);
        QTest::mouseRelease(canvas_.get(), Qt::LeftButton, m, to);
    }
    QString undo_name() const { return QString::fromStdString(render(*graph_->next_undo())); }
    void frame_both()
    {
        graph_->select(Selection{{first_, second_}, {}});
        key(Qt::Key_F);
        QCOMPARE(document().remarks().size(), std::size_t(1));
        type("Hidden layers");
    }

private slots:
    void initTestCase()
    {
        ThemeManager::instance().install();
        ThemeManager::instance().set_reduce_motion(true);
    }
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
        canvas_->resize(1200, 700);
        canvas_->show();
        QVERIFY(QTest::qWaitForWindowExposed(canvas_.get()));
        canvas_->activateWindow();
        canvas_->setFocus();
        QTRY_VERIFY(canvas_->hasFocus());
    }

    void a_frame_is_made_named_moved_resized_coloured_and_deleted()
    {
        const Document before = document();
        frame_both();
        QCOMPARE(only_remark().text, std::string("Hidden layers"));
        QVERIFY(canvas_->chosen_remark());
        const RemarkBox* box = canvas_->scene().find(document().remarks().begin()->first);
        QVERIFY(box && box->rect.contains(canvas_->scene().find(first_)->rect) && box->rect.contains(canvas_->scene().find(second_)->rect));
        QVERIFY(!box->rect.contains(canvas_->scene().find(input_)->rect));
        QCOMPARE(box->nodes, std::size_t(2));
        QCOMPARE(box->parameters, std::int64_t(8 * 16 + 16 + 16 * 8 + 8));

        // Its title moves it, with the nodes inside: one step.
        canvas_->set_zoom(1, {0, 0});
        const auto steps = graph_->done();
        const Point node = document().find(first_)->at, outside = document().find(input_)->at;
        const QRectF rect = canvas_->scene().remarks().front().rect;
        const QPoint title = seen(rect.topLeft() + QPointF(60, 12));
        drag(title, title + QPoint(20, 60));
        QCOMPARE(graph_->done(), steps + 1);
        QCOMPARE(document().find(first_)->at, (Point{node.x + 20, node.y + 60}));
        QCOMPARE(document().find(input_)->at, outside);
        QCOMPARE(only_remark().at, (Point{rect.x() + 20, rect.y() + 60}));
        QVERIFY(undo_name().contains(QStringLiteral("Hidden layers")));

        // Its lower right corner changes the size alone.
        const QRectF moved = canvas_->scene().remarks().front().rect;
        drag(seen(moved.bottomRight()), seen(moved.bottomRight()) + QPoint(40, 30));
        QCOMPARE(only_remark().width, moved.width() + 40);
        QCOMPARE(only_remark().height, moved.height() + 30);
        QCOMPARE(document().find(first_)->at, (Point{node.x + 20, node.y + 60}));

        const int colour = only_remark().colour;
        key(Qt::Key_C);
        QCOMPARE(only_remark().colour, colour + 1);
        key(Qt::Key_Right, Qt::AltModifier);
        QCOMPARE(document().find(first_)->at.x, node.x + 36);
        key(Qt::Key_Delete);
        QVERIFY(document().remarks().empty());
        QVERIFY(document().find(first_));
        while (graph_->next_undo())
            graph_->undo();
        QVERIFY(document() == before);
    }

    void inside_of_a_frame_the_canvas_is_as_elsewhere()
    {
        frame_both();
        canvas_->set_zoom(1, {0, 0});
        const QRectF rect = canvas_->scene().remarks().front().rect;
        // A drag in its empty lower part draws the rectangle that selects.
        drag(seen(rect.bottomLeft() + QPointF(12, -12)), seen(rect.bottomRight() + QPointF(-12, -100)));
        QVERIFY(!canvas_->chosen_remark());
        QCOMPARE(graph_->selection().nodes, (std::set<NodeId>{first_, second_}));
    }

    void a_note_is_written_and_kept()
    {
        key(Qt::Key_N);
        QCOMPARE(document().remarks().size(), std::size_t(1));
        auto* field = canvas_->findChild<QPlainTextEdit*>();
        QVERIFY(field && field->hasFocus());
        QTest::keyClicks(field, QStringLiteral("Keep augmentation off"));
        QTest::keyClick(field, Qt::Key_Return);
        QTest::keyClicks(field, QStringLiteral("for the first run"));
        QTest::keyClick(field, Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(field->isHidden() && canvas_->hasFocus());
        QCOMPARE(only_remark().text, std::string("Keep augmentation off\nfor the first run"));
        key(Qt::Key_F2);
        QVERIFY(field->isVisible());
        QTest::keyClicks(field, QStringLiteral("no"));
        QTest::keyClick(field, Qt::Key_Escape);
        QCOMPARE(only_remark().text, std::string("Keep augmentation off\nfor the first run"));
        const Point at = only_remark().at;
        const QPoint middle = seen(canvas_->scene().remarks().front().rect.center());
        drag(middle, middle + QPoint(50, 10));
        QCOMPARE(only_remark().at, (Point{at.x + 50, at.y + 10}));
        QTest::mouseDClick(canvas_.get(), Qt::LeftButton, {}, seen(canvas_->scene().remarks().front().rect.center()));
        QVERIFY(field->isVisible());
    }

    void a_new_one_is_one_step_with_its_text()
    {
        const std::size_t steps = graph_->done();
        key(Qt::Key_N);
        auto* field = canvas_->findChild<QPlainTextEdit*>();
        QTest::keyClicks(field, QStringLiteral("Once"));
        QTest::keyClick(field, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(graph_->done(), steps + 1);
        // Another text is another step.
        key(Qt::Key_F2);
        QTest::keyClicks(field, QStringLiteral("Twice"));
        QTest::keyClick(field, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(graph_->done(), steps + 2);
        graph_->undo();
        QCOMPARE(only_remark().text, std::string("Once"));
        graph_->undo();
        QVERIFY(document().remarks().empty());
        // Esc takes a new one away, with or without a text; a frame likewise.
        key(Qt::Key_N);
        QTest::keyClicks(field, QStringLiteral("Never"));
        QTest::keyClick(field, Qt::Key_Escape);
        QVERIFY(document().remarks().empty() && canvas_->hasFocus());
        QCOMPARE(graph_->done(), steps);
        graph_->select(Selection{{first_, second_}, {}});
        key(Qt::Key_F);
        QCOMPARE(document().remarks().size(), std::size_t(1));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QVERIFY(document().remarks().empty() && canvas_->hasFocus());
        frame_both();
        QCOMPARE(graph_->done(), steps + 1);
        QCOMPARE(only_remark().text, std::string("Hidden layers"));
    }

    void a_menu_of_the_field_does_not_end_the_writing()
    {
        key(Qt::Key_N);
        auto* field = canvas_->findChild<QPlainTextEdit*>();
        QTest::keyClicks(field, QStringLiteral("Half"));
        for (const Qt::FocusReason reason : {Qt::PopupFocusReason, Qt::ActiveWindowFocusReason}) {
            QFocusEvent out(QEvent::FocusOut, reason), in(QEvent::FocusIn, reason);
            QApplication::sendEvent(field, &out);
            QVERIFY(field->isVisible());
            QApplication::sendEvent(field, &in);
        }
        QTest::keyClicks(field, QStringLiteral(" and half"));
        QTest::keyClick(field, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(only_remark().text, std::string("Half and half"));
    }

    void they_are_copied_with_their_nodes()
    {
        frame_both();
        key(Qt::Key_Escape);
        graph_->select(Selection{{first_, second_}, {}});
        key(Qt::Key_C, Qt::ControlModifier);
        key(Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(document().remarks().size(), std::size_t(2));
        const Remark& pasted = document().remarks().rbegin()->second;
        QCOMPARE(nodes_in(document(), pasted, [](const Node&) { return Point{176, 124}; }), graph_->selection().nodes);
        // The chosen frame brings its nodes along; one node of two leaves the frame behind.
        const auto nodes = document().nodes().size();
        key(Qt::Key_F, Qt::ShiftModifier);
        QVERIFY(canvas_->chosen_remark());
        key(Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(document().nodes().size(), nodes + 2);
        QCOMPARE(document().remarks().size(), std::size_t(3));
        graph_->select(first_);
        key(Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(document().remarks().size(), std::size_t(3));
    }

    void arranging_takes_frames_along()
    {
        frame_both();
        const auto id = document().remarks().begin()->first;
        const QRectF wide = canvas_->scene().find(id)->rect;
        const auto steps = graph_->done();
        const auto& all = canvas_->commands();
        const auto down = std::ranges::find_if(all, [](const QAction* a) { return a && a->text() == QLatin1String("Arrange downwards"); });
        QVERIFY(down != all.end());
        (*down)->trigger();
        QCOMPARE(graph_->done(), steps + 1);
        const QRectF frame = canvas_->scene().find(id)->rect;
        QVERIFY(frame.height() > wide.height() && frame.width() < wide.width());
        QVERIFY(frame.contains(canvas_->scene().find(first_)->rect) && frame.contains(canvas_->scene().find(second_)->rect));
    }

    void links_are_led_by_points()
    {
        const Link link{first_, second_, 0};
        const Wire* wire = canvas_->scene().find(link);
        canvas_->set_zoom(1, {0, 0});
        const QPoint on_it = seen(wire->path.pointAtPercent(0.5));
        QTest::mouseClick(canvas_.get(), Qt::LeftButton, Qt::AltModifier, on_it);
        QCOMPARE(document().route(link).size(), std::size_t(1));
        const Point at = document().route(link)[0];
        drag(seen({at.x, at.y}), seen({at.x, at.y}) + QPoint(10, 200));
        const Point moved = document().route(link)[0];
        QCOMPARE(moved, (Point{at.x + 10, at.y + 200}));
        // The wire goes there.
        QVERIFY(canvas_->scene().wire_at({moved.x, moved.y}, 8) == canvas_->scene().find(link));
        QVERIFY(canvas_->scene().wire_at({at.x, at.y}, 4) != canvas_->scene().find(link) || std::abs(moved.y - at.y) < 8);
        key(Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(document().route(link)[0].y, moved.y - 16);
        // Nodes at both ends take the point along; one of them alone does not.
        const Point before = document().route(link)[0];
        graph_->select(Selection{{first_, second_}, {}});
        key(Qt::Key_Right, Qt::AltModifier);
        QCOMPARE(document().route(link)[0], (Point{before.x + 16, before.y}));
        graph_->select(first_);
        key(Qt::Key_Right, Qt::AltModifier);
        QCOMPARE(document().route(link)[0], (Point{before.x + 16, before.y}));
        graph_->select(Selection{{}, {link}});
        key(Qt::Key_J); // One more, by keys.
        QCOMPARE(document().route(link).size(), std::size_t(2));
        key(Qt::Key_Delete);
        QCOMPARE(document().route(link).size(), std::size_t(1));
        QVERIFY(document().links().contains(link));
        key(Qt::Key_J, Qt::ShiftModifier);
        QVERIFY(document().route(link).empty());
        graph_->undo();
        QCOMPARE(document().route(link).size(), std::size_t(1));
        canvas_->arrange(); // Places are new, and so are ways.
        QVERIFY(document().route(link).empty());
    }

    void bookmarks_lead_back()
    {
        canvas_->set_zoom(2, {300, 300});
        const QPointF centre = canvas_->visible_area().center();
        key(Qt::Key_3, Qt::AltModifier);
        QCOMPARE(document().bookmarks().size(), std::size_t(1));
        canvas_->fit();
        QVERIFY(canvas_->zoom() < 2);
        key(Qt::Key_3);
        QCOMPARE(canvas_->zoom(), 2.0);
        QVERIFY((canvas_->visible_area().center() - centre).manhattanLength() < 2);
        key(Qt::Key_4); // None there: nothing happens.
        QCOMPARE(canvas_->zoom(), 2.0);

        // Out of a unit, too.
        graph_->select(Selection{{first_, second_}, {}});
        key(Qt::Key_G, Qt::ControlModifier);
        graph_->enter(*graph_->selection().nodes.begin());
        key(Qt::Key_3);
        QVERIFY(graph_->path().empty());
        graph_->undo();
        graph_->undo();
        QVERIFY(document().bookmarks().empty());
    }

    void pictures_and_the_key_sheet_have_them()
    {
        frame_both();
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("g.svg"));
        QVERIFY(save_picture(fs::path(path.toStdString()), document(), graph_->analysis(), nullptr, 1));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().contains("Hidden layers"));
        Outline outline(*graph_);
        const QModelIndex last = outline.model()->index(outline.model()->rowCount() - 1, 0);
        QCOMPARE(last.data(Qt::AccessibleTextRole).toString(), QStringLiteral("Frame Hidden layers, nodes: 2, 280 parameters"));
        QVERIFY(!(last.flags() & Qt::ItemIsSelectable));
        int found = 0;
        for (const GestureRow& row : canvas_gestures())
            found += row.keys.contains(QStringLiteral("Alt+1 to 9")) || row.keys.contains(QStringLiteral("Shift+F chooses")) || row.keys.contains(QStringLiteral("J adds"));
        QCOMPARE(found, 3);
        for (const char* name : {"Frame the selection", "Add a note", "Lead the link by a point", "Next colour of the frame"})
            QVERIFY2(std::ranges::any_of(canvas_->commands(), [&](const QAction* a) { return a && a->text() == QLatin1String(name); }), name);
    }
};

QTEST_MAIN(RemarksTest)
#include "remarks_test.moc"
