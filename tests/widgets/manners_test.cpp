#include "bridge/layers.h"
#include "canvas/canvas.h"
#include "canvas/layer_search.h"
#include "canvas/minimap.h"
#include "canvas/node_search.h"
#include "canvas/notice.h"
#include "canvas/unit_search.h"
#include "graph/change.h"
#include "project/templates.h"
#include "theme/language.h"

#include <QApplication>
#include <QClipboard>
#include <QHelpEvent>
#include <QTextDocument>
#include <QToolTip>
#include <QtTest>

using namespace loom;

/// What one expects of a canvas without thinking: where a new layer goes, what is said and where, what ends a gesture.
class MannersTest : public QObject {
    Q_OBJECT

    std::unique_ptr<GraphDocument> graph_;
    std::unique_ptr<Canvas> canvas_;

    const Document& document() const { return graph_->document(); }
    NodeId named(const char* name) const
    {
        for (const auto& [id, node] : document().nodes())
            if (node.name == name)
                return id;
        return NodeId{-1};
    }
    NodeId only(const char* type) const
    {
        for (const auto& [id, node] : document().nodes())
            if (node.type == type)
                return id;
        return NodeId{-1};
    }
    QPoint middle(NodeId id) const { return canvas_->to_view(canvas_->scene().find(id)->rect.center()).toPoint() + QPoint(0, -20); }
    void key(int k, Qt::KeyboardModifiers m = {}) { QTest::keyClick(canvas_.get(), Qt::Key(k), m); }
    void add_by_search(const char* words)
    {
        key(Qt::Key_Tab);
        QVERIFY(canvas_->findChild<LayerSearch*>()->isVisible());
        QTest::keyClicks(QApplication::focusWidget(), QLatin1String(words));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    }
    Notice* notice() const { return canvas_->findChild<Notice*>(); }

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
        graph_->open(*make_template("two-features"));
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

    /// The mouse lies where it clicked: that does not put the layer elsewhere.
    void after_a_click_tab_adds_behind_the_node()
    {
        const NodeId dense = named("Dense 1");
        QCursor::setPos(canvas_->mapToGlobal(middle(dense)));
        QTest::mouseMove(canvas_.get(), middle(dense));
        QTest::mouseClick(canvas_.get(), Qt::LeftButton, {}, middle(dense));
        add_by_search("dropout");
        const NodeId dropout = only("dropout");
        QVERIFY(document().link_into(dropout, 0) && document().link_into(dropout, 0)->from == dense);
        // Dense 1 fed one node: it comes between the two.
        QCOMPARE(document().links_of(dropout).size(), std::size_t(2));
        QCOMPARE(document().links_of(dense).size(), std::size_t(2));
        QVERIFY(graph_->analysis().sound());
        graph_->undo();
        // On empty canvas away from the node the pointer decides.
        graph_->select(dense);
        const QPoint empty(500, 560);
        QTest::mouseMove(canvas_.get(), empty);
        QCursor::setPos(canvas_->mapToGlobal(empty));
        QTRY_VERIFY(canvas_->underMouse());
        add_by_search("dropout");
        QVERIFY(!document().link_into(only("dropout"), 0));
    }

    void what_a_repair_puts_in_comes_into_sight()
    {
        const NodeId last = only("output");
        const Point at = document().find(last)->at;
        QVERIFY(graph_->perform(LOOM_TEXT("Delete %1"), removing(document(), {last}, {}, Reconnect::No).edits));
        // The end of the network lies at the right edge.
        canvas_->zoom_by(1.25); // As the user left it.
        const QRectF seen = canvas_->visible_area();
        const NodeId end = document().nodes().rbegin()->first;
        QVERIFY(graph_->perform(LOOM_TEXT("Move"), {MoveNode{end, {seen.right() - 100, at.y}}}));
        const auto& findings = graph_->analysis().findings;
        const auto none = std::ranges::find(findings, "no-output", &Finding::code);
        QVERIFY(none != findings.end() && !none->fixes.empty());
        QVERIFY(graph_->perform(none->fixes.front().label, std::vector<Edit>(none->fixes.front().edits)));
        QVERIFY(canvas_->visible_area().contains(canvas_->scene().find(only("output"))->rect));
    }

    void a_layer_without_an_input_is_offered_the_nearest()
    {
        const Point beside = document().find(named("Dense 1"))->at;
        const Change loose = adding(document(), *find_layer("dropout"), {beside.x + 20, beside.y + 200});
        QVERIFY(graph_->perform(loose.name, loose.edits));
        const Finding* finding = graph_->finding_of(*loose.made.begin());
        QVERIFY(finding && finding->code == "unconnected" && !finding->fixes.empty());
        QVERIFY(std::holds_alternative<Connect>(finding->fixes.front().edits.front()));
        graph_->select(*loose.made.begin());
        key(Qt::Key_Period, Qt::ControlModifier);
        QVERIFY(document().link_into(*loose.made.begin(), 0));
        QVERIFY(graph_->analysis().sound());
    }

    void garbage_is_named_at_the_canvas_until_the_next_gesture()
    {
        const std::size_t steps = graph_->done();
        const auto paste = [&](const char* text) {
            QApplication::clipboard()->setText(QString::fromUtf8(text));
            key(Qt::Key_V, Qt::ControlModifier);
            return notice()->isVisible() ? notice()->sentence() : QString();
        };
        QCOMPARE(paste("some words"), QStringLiteral("The clipboard holds plain text, no layers. Copy nodes on a canvas first."));
        QCOMPARE(paste(" "), QStringLiteral("The clipboard holds no layers. Copy nodes on a canvas first."));
        QVERIFY(paste("{\"nodes\": [1").startsWith(QStringLiteral("The clipboard holds no layers: ")));
        QCOMPARE(graph_->done(), steps);
        QVERIFY(canvas_->rect().contains(notice()->geometry()));
        QTest::mouseClick(canvas_.get(), Qt::LeftButton, {}, QPoint(500, 600));
        QVERIFY(notice()->isHidden());
        QVERIFY(!paste("words").isEmpty());
        key(Qt::Key_A, Qt::ControlModifier);
        QVERIFY(notice()->isHidden());
    }

    void show_all_leaves_no_node_under_the_minimap()
    {
        for (const char* id : {"resnet-18", "vgg-16", "unet", "lenet-5"})
            for (const QSize size : {QSize(909, 608), QSize(1000, 640), QSize(640, 480)}) {
                graph_->open(*make_template(id, {}));
                canvas_->resize(size);
                canvas_->fit();
                const auto* map = canvas_->findChild<Minimap*>();
                QVERIFY(map->isVisible());
                for (const Box& box : canvas_->scene().boxes()) {
                    const QRectF there(canvas_->to_view(box.rect.topLeft()), box.rect.size() * canvas_->zoom());
                    QVERIFY2(!there.intersects(QRectF(map->geometry())), id);
                    QVERIFY2(canvas_->zoom() == 1 || QRectF(canvas_->rect()).contains(there), id);
                }
            }
    }

    void a_tip_says_what_a_node_does_and_what_it_costs()
    {
        const NodeId dense = named("Dense 1");
        QTest::mouseMove(canvas_.get(), QPoint(500, 600));
        QTest::mouseMove(canvas_.get(), middle(dense));
        const QStringList lines = canvas_->toolTip().split(QLatin1Char('\n'));
        QCOMPARE(lines.size(), qsizetype(3));
        QCOMPARE(lines[0], QStringLiteral("Dense 1 (Dense)"));
        QCOMPARE(lines[1], shown(find_layer("dense")->help));
        QVERIFY(lines[2].startsWith(QStringLiteral("Output: ")) && lines[2].contains(QStringLiteral(" parameters · ")));
        QHelpEvent help(QEvent::ToolTip, middle(dense), canvas_->mapToGlobal(middle(dense)));
        QApplication::sendEvent(canvas_.get(), &help);
        QTextDocument tip;
        tip.setHtml(QToolTip::text());
        QVERIFY2(tip.toPlainText().contains(lines[1]), qPrintable(QToolTip::text().right(300)));
        tip.setTextWidth(1000);
        QVERIFY2(tip.idealWidth() < 400, qPrintable(QString::number(tip.idealWidth()))); // It wraps.
        QToolTip::hideText();
    }

    void losing_the_focus_ends_a_gesture()
    {
        const NodeId dense = named("Dense 1");
        const Document before = document();
        QTest::mousePress(canvas_.get(), Qt::LeftButton, {}, middle(dense));
        for (int i = 1; i < 4; ++i)
            QTest::mouseMove(canvas_.get(), middle(dense) + QPoint(20, 20) * i);
        QFocusEvent out(QEvent::FocusOut, Qt::ActiveWindowFocusReason);
        QApplication::sendEvent(canvas_.get(), &out);
        QTest::mouseMove(canvas_.get(), middle(dense) + QPoint(90, 90));
        QTest::mouseRelease(canvas_.get(), Qt::LeftButton, {}, middle(dense) + QPoint(90, 90));
        QVERIFY(document() == before);
        QCOMPARE(canvas_->scene().find(dense)->rect.topLeft(), QPointF(document().find(dense)->at.x, document().find(dense)->at.y));
    }

    void a_click_and_a_hidden_canvas_close_every_list()
    {
        for (const bool click : {true, false})
            for (QWidget* list : {static_cast<QWidget*>(canvas_->findChild<UnitSearch*>()), static_cast<QWidget*>(canvas_->findChild<NodeSearch*>()),
                                  static_cast<QWidget*>(canvas_->findChild<LayerSearch*>())}) {
                list->show();
                if (click)
                    QTest::mouseClick(canvas_.get(), Qt::LeftButton, {}, QPoint(500, 600));
                else
                    canvas_->hide();
                QVERIFY(list->isHidden());
                canvas_->show();
            }
    }
};

QTEST_MAIN(MannersTest)
#include "manners_test.moc"
