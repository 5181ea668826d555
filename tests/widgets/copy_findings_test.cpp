#include "bridge/repairs.h"
#include "canvas/compared_canvas.h"
#include "canvas/error_popover.h"
#include "canvas/outline.h"
#include "canvas/problems.h"
#include "project/templates.h"
#include "theme/controls.h"
#include "theme/language.h"

#include <QApplication>
#include <QHelpEvent>
#include <QPushButton>
#include <QtTest>

using namespace loom;

/// A fault inside of a copy of a unit is shown in this copy and at it, and what mends it changes no other.
class CopyFindingsTest : public QObject {
    Q_OBJECT

    std::unique_ptr<GraphDocument> graph_;
    std::unique_ptr<Canvas> canvas_;
    NodeId sound_{}, faulty_{}, add_{};

    const Document& document() const { return graph_->document(); }
    NodeId named(const char* name) const
    {
        for (const auto& [id, node] : document().nodes())
            if (node.name == name)
                return id;
        return NodeId{-1};
    }
    static std::optional<Severity> worst(const Canvas& canvas, NodeId id) { return canvas.scene().find(id)->worst; }
    std::size_t error_wires() const
    {
        return std::size_t(std::ranges::count(canvas_->scene().wires(), Wire::State::Error, &Wire::state));
    }
    void give_filters(NodeId copy, std::int64_t filters)
    {
        QVERIFY(graph_->perform(LOOM_TEXT("Set %1 to %2"), {GiveSetting{copy, "filters", Value(filters)}}));
    }
    ErrorPopover* popover() const { return canvas_->findChild<ErrorPopover*>(); }
    static QStringList buttons_of(const QWidget& widget)
    {
        QStringList all;
        for (const auto* button : widget.findChildren<QPushButton*>())
            if (button->isVisibleTo(&widget))
                all << button->text();
        return all;
    }
    static QStringList labels_of(const QWidget& widget)
    {
        QStringList all;
        for (const auto* label : widget.findChildren<Label*>())
            if (label->isVisibleTo(&widget)) // What was said before goes later.
                all << label->text();
        return all;
    }

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
        graph_->open(*make_template("resnet-18", {}));
        sound_ = named("Residual block");
        faulty_ = named("Residual block 1");
        add_ = named("Add 1");
        canvas_ = std::make_unique<Canvas>(*graph_);
        canvas_->resize(1200, 800);
        canvas_->show();
        QVERIFY(QTest::qWaitForWindowExposed(canvas_.get()));
        canvas_->activateWindow();
        canvas_->setFocus();
        QTRY_VERIFY(canvas_->hasFocus());
    }
    void cleanup()
    {
        canvas_.reset();
        graph_.reset();
    }

    void the_ring_is_where_the_fault_is()
    {
        give_filters(faulty_, 32);
        for (const Box& box : canvas_->scene().boxes())
            QCOMPARE(box.worst == Severity::Error, box.id == faulty_);
        QVERIFY(graph_->enter(sound_));
        QVERIFY(!worst(*canvas_, add_));
        QCOMPARE(error_wires(), std::size_t(0));
        QVERIFY(!graph_->finding_of(add_));
        QVERIFY(!popover()->isVisible());
        graph_->leave_to(0);
        QVERIFY(graph_->enter(faulty_));
        QVERIFY(worst(*canvas_, add_) == Severity::Error);
        QCOMPARE(error_wires(), std::size_t(1));
        // A graph that is only looked at is drawn the same way.
        GraphDocument looked_at;
        looked_at.open(document());
        ComparedCanvas compared(looked_at);
        QVERIFY(worst(compared, faulty_) == Severity::Error);
        QVERIFY(looked_at.enter(sound_));
        QVERIFY(!worst(compared, add_));
    }

    void the_copy_tells_what_is_wrong_inside_and_mends_it()
    {
        give_filters(faulty_, 32);
        QVERIFY(popover()->isVisible()); // The edit has made the fault.
        QVERIFY2(labels_of(*popover()).value(0).startsWith(QStringLiteral("Add 1: Input a has 32 channels")), qPrintable(labels_of(*popover()).join(QLatin1Char('|'))));
        Outline outline(*graph_);
        const auto* model = static_cast<const OutlineModel*>(outline.model());
        QVERIFY(model->index_of(faulty_).data().toString().contains(QStringLiteral("Add 1: Input a has 32 channels")));
        QVERIFY(!model->index_of(sound_).data().toString().contains(QStringLiteral("Input a")));
        const Document before = document();
        const auto steps = graph_->done();
        auto* primary = popover()->findChild<QPushButton*>();
        QCOMPARE(primary->text(), QStringLiteral("Turn “Plain shortcut” off"));
        QTest::mouseClick(primary, Qt::LeftButton);
        QVERIFY(graph_->analysis().sound());
        QCOMPARE(graph_->done(), steps + 1);
        for (const auto& [id, node] : document().nodes())
            QCOMPARE(node == before.nodes().at(id), id != faulty_);
        QVERIFY(graph_->undo());
        QVERIFY(document() == before);
    }

    void a_row_names_the_copy_and_leads_into_it()
    {
        ProblemsPanel panel(*graph_);
        panel.resize(900, 200);
        panel.show();
        const NodeId other = named("Residual block 3");
        give_filters(other, 96);
        give_filters(faulty_, 32);
        const QStringList first = labels_of(*panel.row_at(0)), second = labels_of(*panel.row_at(1));
        QCOMPARE(first.value(0), QStringLiteral("Residual block 1 / Add 1"));
        QCOMPARE(second.value(0), QStringLiteral("Residual block 3 / Add 1"));
        QCOMPARE(buttons_of(*panel.row_at(1)), QStringList{QStringLiteral("Turn “Plain shortcut” off")});
        const auto* name = panel.row_at(0)->findChild<Label*>();
        QVERIFY2(name->width() >= name->sizeHint().width(), qPrintable(QString::number(name->width()))); // All of it is read.
        QTest::mouseClick(panel.row_at(1), Qt::LeftButton, {}, QPoint(300, 16));
        QCOMPARE(graph_->path(), UnitPath{other});
        QCOMPARE(graph_->selection().nodes, std::set<NodeId>{add_});
        QVERIFY(popover()->isVisible());
        QVERIFY2(labels_of(*popover()).value(0).startsWith(QStringLiteral("Input a has 96 channels")), qPrintable(labels_of(*popover()).value(0)));
        QTest::mouseClick(panel.row_at(0), Qt::LeftButton, {}, QPoint(300, 16));
        QCOMPARE(graph_->path(), UnitPath{faulty_});
        QVERIFY(labels_of(*popover()).value(0).startsWith(QStringLiteral("Input a has 32 channels")));
        // By key, in turn.
        canvas_->activateWindow();
        canvas_->setFocus();
        QTRY_VERIFY(canvas_->hasFocus());
        QTest::keyClick(canvas_.get(), Qt::Key_F8);
        QCOMPARE(graph_->path(), UnitPath{other});
        QTest::keyClick(canvas_.get(), Qt::Key_F8);
        // The button says what it costs once it is asked, and mends this copy.
        auto* repair = panel.row_at(1)->findChild<QPushButton*>();
        QHelpEvent help(QEvent::ToolTip, QPoint(4, 4), repair->mapToGlobal(QPoint(4, 4)));
        QApplication::sendEvent(repair, &help);
        QVERIFY2(repair->toolTip().contains(QStringLiteral(" params")), qPrintable(repair->toolTip()));
        QTest::mouseClick(repair, Qt::LeftButton);
        QCOMPARE(document().find(other)->given.at("plain"), Value(false));
        QVERIFY(!document().find(faulty_)->given.contains("plain"));
    }

    void a_repair_is_of_the_copy_that_it_was_shown_for()
    {
        give_filters(faulty_, 32);
        Finding seen = *graph_->finding_of(faulty_);
        seen.path = {sound_};
        QVERIFY(!repair(*graph_, graph_->analysis().findings, seen));
    }

    /// The unit is broken inside: each copy says so, and the row says how many.
    void a_fault_of_the_unit_is_shown_in_each_copy()
    {
        QVERIFY(graph_->enter(faulty_));
        const NodeId second = named("Conv 2D 2"); // Of the main graph it is called otherwise.
        QVERIFY(document().find(second)->in == graph_->graph());
        QVERIFY(graph_->perform(LOOM_TEXT("Set %1 to %2"), {SetSetting{second, *find_layer("conv2d")->index_of("padding"), std::string("valid")}}));
        std::size_t errors = 0;
        for (const Finding& f : graph_->analysis().findings)
            errors += f.severity == Severity::Error;
        QCOMPARE(errors, std::size_t(2)); // The last copy has another one, for want of pixels.
        QVERIFY(worst(*canvas_, add_) == Severity::Error);
        ProblemsPanel panel(*graph_);
        const QStringList row = labels_of(*panel.row_at(0));
        QCOMPARE(row.value(0), QStringLiteral("Residual block / Add 1"));
        QVERIFY2(row.value(1).startsWith(QStringLiteral("In 7 of 8 copies, for instance in Residual block: ")), qPrintable(row.value(1)));
        // Where it is, in the copy that is shown.
        graph_->select(Selection{});
        graph_->reveal(graph_->analysis().findings.front());
        QCOMPARE(graph_->path(), UnitPath{faulty_});
        graph_->leave_to(0);
        for (const Box& box : canvas_->scene().boxes())
            QCOMPARE(box.worst == Severity::Error, box.node.type == unit_type);
    }
};

QTEST_MAIN(CopyFindingsTest)
#include "copy_findings_test.moc"
