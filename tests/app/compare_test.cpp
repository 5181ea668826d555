#include "canvas/compared_canvas.h"
#include "code/code_text.h"
#include "code/code_view.h"
#include "canvas/canvas.h"
#include "canvas/minimap.h"
#include "canvas/problems.h"
#include "graph/chain.h"
#include "graph/change.h"
#include "graph/kit.h"
#include "project/project.h"
#include "project/templates.h"
#include "stages/compare_view.h"
#include "stages/design_stage.h"
#include "theme/controls.h"
#include "theme/language.h"

#include <QMenu>
#include <QSplitter>
#include <QStandardItemModel>
#include <QTemporaryDir>
#include <QToolButton>
#include <QtTest>

using namespace loom;

/// Two graphs side by side in the stage, and the source below the canvas. With LOOM_PICTURES=folder it leaves pictures.
class CompareTest : public QObject {
    Q_OBJECT

    NodeId named(const char* name) const
    {
        for (const auto& [id, node] : graph_->document().nodes())
            if (node.name == name)
                return id;
        return NodeId{-1};
    }
    void perform(const Change& change) { QVERIFY(graph_->perform(change.name, change.edits)); }
    QStringList rows() const
    {
        QStringList all;
        const auto* model = view().list().model();
        for (int i = 0; i < model->rowCount(); ++i)
            all << model->index(i, 0).data().toString();
        return all;
    }
    CompareView& view() const { return stage_->comparison(); }
    QPoint middle(const Canvas& canvas, NodeId id) const { return canvas.to_view(canvas.scene().find(id)->rect.center()).toPoint(); }
    /// The graph as it was, in a file; then edited: Conv 2D 1 has other filters, Dense 1 is gone, a Dropout is new.
    void make_difference()
    {
        const fs::path file = fs::path(folder_.path().toStdString()) / "before.loom";
        QVERIFY(save_project({file, graph_->document()}));
        perform(setting_to(graph_->document(), {named("Conv 2D 1")}, *find_layer("conv2d")->index_of("filters"), std::int64_t{8}));
        perform(removing(graph_->document(), {named("Dense 1")}, {}, Reconnect::Yes));
        perform(adding(graph_->document(), *find_layer("dropout"), {700, 300}));
        view().choose_file(CompareView::Before, QString::fromStdString(file.string()));
        QVERIFY(stage_->shows_comparison());
        QTRY_VERIFY(view().settled());
    }
    void picture(const char* name)
    {
        if (const QString folder = qEnvironmentVariable("LOOM_PICTURES"); !folder.isEmpty()) {
            QTest::qWait(300);
            stage_->grab().save(folder + QLatin1Char('/') + QLatin1String(name) + QStringLiteral(".png"));
        }
    }

    QTemporaryDir folder_;
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
        ThemeManager::instance().set_appearance(Appearance::Light);
        graph_ = std::make_unique<GraphDocument>();
        DataSetup none;
        none.source = "two_features"; // Any: the shapes come from the Input.
        graph_->open(*make_template("digits-cnn", none));
        stage_ = std::make_unique<DesignStage>(*graph_);
        stage_->set_project_name(QStringLiteral("digits"));
        stage_->resize(1376, 832);
        stage_->show();
        stage_->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(stage_.get())); // Shortcuts count.
    }
    void cleanup()
    {
        stage_.reset();
        graph_.reset();
    }

    void what_differs_is_marked_and_listed()
    {
        make_difference();
        const QStringList told = rows();
        QCOMPARE(told.size(), 4);
        QCOMPARE(told[0], QStringLiteral("Dense 1 (Dense)"));
        QVERIFY2(told[1].contains("Filters: 32 → 8"), qPrintable(told[1]));
        QVERIFY2(told[2].contains("Input: Dense 1 → Flatten 1"), qPrintable(told[2]));
        QVERIFY2(told[3].contains("Dropout"), qPrintable(told[3]));
        QCOMPARE(view().summary().text(), QStringLiteral("1 added · 1 removed · 2 changed"));
        const auto &before = view().canvas(CompareView::Before).marks(), &after = view().canvas(CompareView::After).marks();
        QCOMPARE(before.nodes.size(), std::size_t(3)); // Dense 1, Conv 2D 1, Dense 2.
        QCOMPARE(after.nodes.size(), std::size_t(3));
        QVERIFY(after.nodes.at(named("Conv 2D 1")) == DifferenceRow::Sign::Changed);
        QCOMPARE(before.links.size(), std::size_t(2));
        QCOMPARE(after.links.size(), std::size_t(1));
        // A mark is seen: the node's picture is another one without it.
        ComparedCanvas& canvas = view().canvas(CompareView::After);
        const QImage marked = canvas.grab().toImage();
        const ComparedMarks kept = canvas.marks();
        canvas.set_marks({});
        QVERIFY(canvas.grab().toImage() != marked);
        canvas.set_marks(kept);
        picture("compare-en-light");
    }

    /// Two copies of a unit of two layers, of which one is then changed.
    void what_differs_inside_of_a_unit_leads_into_it()
    {
        Chain c;
        c.add("input", {{"shape", std::vector<std::int64_t>{8}}});
        c.begin("Block");
        const NodeId wide = c.add("dense", {{"units", std::int64_t{16}}}).last();
        c.add("dropout");
        const UnitId unit = c.end();
        const NodeId first = c.copy(unit).last(), second = c.copy(unit).last();
        c.add("output");
        graph_->open(c.finish(recipe_with("mse")));
        const fs::path file = fs::path(folder_.path().toStdString()) / "units.loom";
        QVERIFY(save_project({file, graph_->document()}));
        perform(setting_to(graph_->document(), {wide}, *find_layer("dense")->index_of("units"), std::int64_t{24}));
        view().choose_file(CompareView::Before, QString::fromStdString(file.string()));
        QTRY_VERIFY(view().settled());
        QCOMPARE(rows(), QStringList{QStringLiteral("Block / Dense 1 · Units: 16 → 24")});
        ComparedCanvas &a = view().canvas(CompareView::Before), &b = view().canvas(CompareView::After);
        for (const ComparedCanvas* canvas : {&a, &b})
            for (const NodeId copy : {first, second})
                QVERIFY(canvas->marks().nodes.contains(copy) && canvas->marks().nodes.at(copy) == DifferenceRow::Sign::Changed);
        QVERIFY(!view().leave_button().isVisible());
        // The row leads in, on both sides.
        QTest::mouseClick(view().list().viewport(), Qt::LeftButton, {}, view().list().visualRect(view().list().model()->index(0, 0)).center());
        for (const ComparedCanvas* canvas : {&a, &b}) {
            QCOMPARE(canvas->graph().path(), UnitPath{first});
            QCOMPARE(canvas->graph().selection().nodes, std::set{wide});
            QVERIFY((middle(*canvas, wide) - canvas->rect().center()).manhattanLength() < 4);
        }
        picture("compare-in-unit");
        QTest::mouseClick(&view().leave_button(), Qt::LeftButton);
        QVERIFY(a.graph().path().empty() && b.graph().path().empty());
        // So does a double click; Esc leads out, and then away.
        QTest::mouseDClick(&b, Qt::LeftButton, {}, middle(b, second));
        QCOMPARE(a.graph().path(), UnitPath{second});
        QCOMPARE(b.graph().path(), UnitPath{second});
        QTest::keyClick(&b, Qt::Key_Escape);
        QVERIFY(a.graph().path().empty() && b.graph().path().empty() && stage_->shows_comparison());
        QTest::keyClick(&b, Qt::Key_Escape);
        QVERIFY(!stage_->shows_comparison());
    }

    void the_project_is_compared_again_when_it_changes()
    {
        make_difference();
        ComparedCanvas& a = view().canvas(CompareView::Before);
        QTest::mousePress(&a, Qt::LeftButton, {}, QPoint(30, 200));
        QTest::mouseMove(&a, QPoint(90, 240));
        QTest::mouseRelease(&a, Qt::LeftButton, {}, QPoint(90, 240));
        const QPointF origin = a.origin();
        graph_->undo(); // The Dropout goes.
        QVERIFY(!view().settled());
        QTRY_VERIFY(view().settled());
        QCOMPARE(rows().size(), qsizetype(3));
        QCOMPARE(a.origin(), origin); // What is seen stays.
        // What was changed while it was not shown, once it is.
        stage_->show_comparison(false);
        graph_->redo();
        QVERIFY(view().settled());
        stage_->show_comparison(true);
        QVERIFY(!view().settled());
        QTRY_VERIFY(view().settled());
        QCOMPARE(rows().size(), qsizetype(4));
    }

    /// Neither side has a node under its minimap, whichever of them would have had one there.
    void all_is_seen_beside_the_minimap()
    {
        const auto hidden = [this](CompareView::Side side) {
            const ComparedCanvas& canvas = view().canvas(side);
            const QRectF map = canvas.findChild<Minimap*>()->geometry();
            if (canvas.findChild<Minimap*>()->isHidden())
                return true;
            for (const Box& box : canvas.scene().boxes()) {
                const QRectF seen(canvas.to_view(box.rect.topLeft()), box.rect.size() * canvas.zoom());
                if (seen.intersects(map) || !QRectF(canvas.rect()).contains(seen))
                    return true;
            }
            return false;
        };
        const auto show_all = [this] {
            for (QToolButton* b : view().findChildren<QToolButton*>())
                if (b->accessibleName() == QStringLiteral("Show all"))
                    QTest::mouseClick(b, Qt::LeftButton);
        };
        const Document rows = find_architecture("resnet-18")->make();
        NodeId last{};
        for (const auto& [id, node] : rows.nodes())
            last = node.type == "output" ? id : last;
        Document shorter = rows;
        QVERIFY(shorter.apply(Disconnect{*rows.link_into(last, 0)}));
        QVERIFY(shorter.apply(RemoveNode{last}));
        const fs::path file = fs::path(folder_.path().toStdString()) / "rows.loom";
        using Sides = std::array<Document, 2>;
        for (const auto& [there, here] : {Sides{rows, rows}, Sides{shorter, rows}, Sides{rows, shorter}}) {
            QVERIFY(save_project({file, there}));
            graph_->open(here);
            view().choose_file(CompareView::Before, QString::fromStdString(file.string()));
            QTRY_VERIFY(view().settled());
            show_all();
            QVERIFY(!hidden(CompareView::Before));
            QVERIFY(!hidden(CompareView::After));
            QCOMPARE(view().canvas(CompareView::Before).zoom(), view().canvas(CompareView::After).zoom());
        }
        // Where one side is narrower, it says how much room there is.
        picture("compare-past-the-minimap");
        auto* both = qobject_cast<QSplitter*>(view().canvas(CompareView::After).parentWidget()->parentWidget());
        QVERIFY(both);
        for (const QList<int>& sizes : {QList<int>{800, 550}, QList<int>{550, 800}}) {
            both->setSizes(sizes);
            QCoreApplication::processEvents();
            show_all();
            QVERIFY(!hidden(CompareView::Before));
            QVERIFY(!hidden(CompareView::After));
        }
    }

    void both_move_together()
    {
        make_difference();
        ComparedCanvas &a = view().canvas(CompareView::Before), &b = view().canvas(CompareView::After);
        const QPointF at_first = a.origin();
        QTest::mousePress(&a, Qt::LeftButton, {}, QPoint(30, 200));
        QTest::mouseMove(&a, QPoint(60, 220));
        QTest::mouseMove(&a, QPoint(90, 240));
        QTest::mouseRelease(&a, Qt::LeftButton, {}, QPoint(90, 240));
        QVERIFY(a.origin() != at_first);
        QCOMPARE(b.zoom(), a.zoom());
        QCOMPARE(b.origin(), a.origin());
        const QPointF before = a.origin();
        QWheelEvent wheel(QPointF(100, 100), b.mapToGlobal(QPointF(100, 100)), {}, QPoint(0, 240), Qt::NoButton, {}, Qt::NoScrollPhase, false);
        QApplication::sendEvent(&b, &wheel);
        QVERIFY(a.origin() != before);
        QCOMPARE(a.zoom(), b.zoom());
        QVERIFY((a.origin() - b.origin()).manhattanLength() < 1);
    }

    void a_difference_leads_to_its_place_in_both()
    {
        make_difference();
        ComparedCanvas &a = view().canvas(CompareView::Before), &b = view().canvas(CompareView::After);
        const QModelIndex conv = view().list().model()->index(1, 0);
        QTest::mouseClick(view().list().viewport(), Qt::LeftButton, {}, view().list().visualRect(conv).center());
        const NodeId id = named("Conv 2D 1");
        QCOMPARE(a.graph().selection().nodes, (std::set{id}));
        QCOMPARE(b.graph().selection().nodes, (std::set{id}));
        for (const ComparedCanvas* canvas : {&a, &b})
            QVERIFY((middle(*canvas, id) - canvas->rect().center()).manhattanLength() < 4);
        // And back: what is clicked on one canvas is chosen on the other and in the list.
        QTest::mouseClick(&b, Qt::LeftButton, {}, middle(b, named("Dense 2")));
        QCOMPARE(a.graph().selection().nodes, (std::set{named("Dense 2")}));
        QCOMPARE(view().list().currentIndex().row(), 2);
    }

    void nothing_can_be_changed()
    {
        make_difference();
        const Document project = graph_->document();
        for (const CompareView::Side side : {CompareView::Before, CompareView::After}) {
            ComparedCanvas& canvas = view().canvas(side);
            const Document was = canvas.graph().document();
            const NodeId id = named("Conv 2D 1");
            canvas.setFocus();
            canvas.graph().select(id);
            for (const int key : {Qt::Key_Delete, Qt::Key_Backspace, Qt::Key_Tab, Qt::Key_L, Qt::Key_F2, Qt::Key_Return})
                QTest::keyClick(&canvas, Qt::Key(key));
            QTest::keyClick(&canvas, Qt::Key_D, Qt::ControlModifier);
            QTest::keyClick(&canvas, Qt::Key_Right, Qt::AltModifier);
            QVERIFY(canvas.graph().document() == was);
            QTest::mouseDClick(&canvas, Qt::LeftButton, {}, QPoint(20, 20));
            const QPoint at = middle(canvas, id);
            QTest::mousePress(&canvas, Qt::LeftButton, {}, at);
            QTest::mouseMove(&canvas, at + QPoint(60, 60));
            QTest::mouseRelease(&canvas, Qt::LeftButton, {}, at + QPoint(60, 60));
            const QPoint port = canvas.to_view(canvas.scene().find(id)->output()).toPoint();
            QTest::mousePress(&canvas, Qt::LeftButton, {}, port);
            QTest::mouseMove(&canvas, port + QPoint(80, 20));
            QTest::mouseRelease(&canvas, Qt::LeftButton, {}, port + QPoint(80, 20));
            QVERIFY(canvas.graph().document() == was);
            QVERIFY(canvas.graph().steps().empty());
            for (QLineEdit* field : canvas.findChildren<QLineEdit*>())
                QVERIFY(!field->isVisible());
        }
        QVERIFY(graph_->document() == project);
    }

    void escape_and_the_button_lead_back()
    {
        make_difference();
        view().canvas(CompareView::After).setFocus();
        QTest::keyClick(&view().canvas(CompareView::After), Qt::Key_Escape);
        QVERIFY(!stage_->shows_comparison());
        view().choose_project(CompareView::Before);
        QVERIFY(stage_->shows_comparison());
        QTRY_VERIFY(view().settled());
        QCOMPARE(rows().size(), 0);
        QVERIFY(view().summary().text().contains("the same"));
        graph_->open(Document());
        QVERIFY(!stage_->shows_comparison());
    }

    void a_file_that_cannot_be_read_is_told()
    {
        view().choose_file(CompareView::Before, folder_.filePath(QStringLiteral("none.loom")));
        QTRY_VERIFY(view().settled());
        QVERIFY2(view().summary().text().contains("none.loom"), qPrintable(view().summary().text()));
    }

    void runs_can_be_chosen()
    {
        const fs::path file = fs::path(folder_.path().toStdString()) / "runs.loom";
        QVERIFY(save_project({file, graph_->document()}));
        Runs store(file);
        const auto name = store.create();
        QVERIFY(bool(name));
        RunRecord record;
        record.name = *name;
        record.document = graph_->document();
        QVERIFY(bool(store.save(record)));
        RunList runs;
        runs.set_project(file);
        QCOMPARE(runs.records().size(), std::size_t(1));
        stage_->follow(runs);
        perform(renaming(graph_->document(), named("Dense 1"), "Wide"));
        QMenu menu;
        view().fill(menu, CompareView::Before);
        QAction* run = nullptr;
        for (QAction* action : menu.actions())
            if (action->text() == RunList::title(*name))
                run = action;
        QVERIFY(run);
        run->trigger();
        QVERIFY(stage_->shows_comparison());
        QTRY_VERIFY(view().settled());
        QCOMPARE(rows(), QStringList{QStringLiteral("Wide · Name: Dense 1 → Wide")});
    }

    void code_opens_below_the_canvas_and_follows_both_ways()
    {
        QTest::mouseClick(&stage_->code_button(), Qt::LeftButton);
        CodeText& code = stage_->code().text();
        QVERIFY(stage_->code().isVisible());
        QVERIFY(code.height() > 150);
        QTRY_VERIFY(stage_->settled() && !code.toPlainText().isEmpty());
        Canvas& canvas = stage_->canvas();
        QTest::mouseClick(&canvas, Qt::LeftButton, {}, middle(canvas, named("Conv 2D 1")) - QPoint(0, 20));
        QVERIFY(!code.marked_lines().empty());
        QVERIFY(code.shows_line(code.marked_lines().front()));
        const auto& marked = code.marked_lines();
        QTest::mouseClick(code.viewport(), Qt::LeftButton, {}, QPoint(80, code.line_rect(marked.front() + 1).center().y()));
        QCOMPARE(graph_->selection().nodes, (std::set{named("Dense 1")}));
        picture("code-en-light");
        stage_->problems().show_page(ProblemsPanel::Problems);
        QVERIFY(!stage_->code().isVisible());
    }

    void pictures_in_other_looks()
    {
        if (!qEnvironmentVariableIsSet("LOOM_PICTURES"))
            QSKIP("LOOM_PICTURES names no folder");
        set_interface_language(Language::Chinese);
        ThemeManager::instance().set_appearance(Appearance::Dark);
        stage_->show_code();
        QTRY_VERIFY(stage_->settled());
        graph_->select(named("Dense 1"));
        picture("code-zh-dark");
        perform(cutting(graph_->document(), {*graph_->document().links().begin()}));
        picture("code-error-zh-dark");
        graph_->undo();
        make_difference();
        picture("compare-zh-dark");
    }
};

QTEST_MAIN(CompareTest)
#include "compare_test.moc"
