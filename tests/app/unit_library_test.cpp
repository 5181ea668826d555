#include "bridge/unit_shelf.h"
#include "canvas/canvas.h"
#include "canvas/layer_search.h"
#include "graph/kit.h"
#include "graph/unit_change.h"
#include "palette/palette.h"
#include "project/document_json.h"
#include "stages/design_stage.h"
#include "theme/controls.h"
#include "theme/language.h"

#include <QAction>
#include <QApplication>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include <fstream>

using namespace loom;

/// The user's library of units, in the stage, with real files, clicks and keys.
class UnitLibraryTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> home_;
    std::unique_ptr<GraphDocument> graph_;
    std::unique_ptr<DesignStage> stage_;
    std::unique_ptr<UnitShelf> shelf_;
    NodeId input_{}, block_{}, output_{};

    const Document& document() const { return graph_->document(); }
    Canvas& canvas() const { return stage_->canvas(); }
    LayerTree& tree() const { return stage_->palette_panel().tree(); }
    fs::path folder() const { return fs::path(home_->path().toStdString()) / "layerloom" / "units"; }
    bool holds(const char* file, const Document& piece) const
    {
        const auto there = read_unit(folder() / file);
        return there && *there == piece;
    }
    QStringList binned() const { return QDir(home_->path() + QStringLiteral("/Trash/files")).entryList(QDir::Files); }

    /// The rows below a heading; none where there is no such heading.
    QStringList listed(const QString& heading) const
    {
        QStringList rows;
        const auto* model = tree().model();
        for (int g = 0; g < model->rowCount(); ++g)
            if (model->index(g, 0).data().toString() == heading)
                for (int r = 0; r < model->rowCount(model->index(g, 0)); ++r)
                    rows << model->index(r, 0, model->index(g, 0)).data().toString();
        return rows;
    }
    QStringList mine() const { return listed(QStringLiteral("My units")); }
    QModelIndex row(const QString& name) const
    {
        const auto* model = tree().model();
        for (int g = model->rowCount() - 1; g >= 0; --g)
            for (int r = 0; r < model->rowCount(model->index(g, 0)); ++r)
                if (const QModelIndex at = model->index(r, 0, model->index(g, 0)); at.data().toString() == name)
                    return at;
        return {};
    }
    QAction* command(const char* text) const
    {
        for (QAction* action : canvas().commands())
            if (action && action->text() == QLatin1String(text))
                return action;
        return nullptr;
    }
    /// Presses an entry of the menu that a row opens.
    void menu(const QString& name, const QString& entry)
    {
        tree().setCurrentIndex(row(name));
        tree().scrollTo(row(name));
        const QPoint at = tree().visualRect(row(name)).center();
        QContextMenuEvent event(QContextMenuEvent::Mouse, at, tree().viewport()->mapToGlobal(at));
        QApplication::sendEvent(tree().viewport(), &event);
        auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
        QVERIFY(menu);
        for (QAction* action : menu->actions())
            if (action->text() == entry) {
                QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(action).center());
                return;
            }
        menu->close();
        QFAIL("no such entry");
    }
    void drag(const QString& name, QPoint to)
    {
        tree().scrollTo(row(name));
        const QPoint from = tree().visualRect(row(name)).center();
        QWidget* view = tree().viewport();
        const QPoint there = view->mapFromGlobal(canvas().mapToGlobal(to));
        QTest::mousePress(view, Qt::LeftButton, {}, from);
        for (int i = 1; i <= 3; ++i)
            QTest::mouseMove(view, from + (there - from) * i / 3);
        QTest::mouseRelease(view, Qt::LeftButton, {}, there);
    }
    void open_stage()
    {
        shelf_ = std::make_unique<UnitShelf>(folder());
        stage_ = std::make_unique<DesignStage>(*graph_);
        stage_->follow(*shelf_);
        stage_->resize(1376, 832);
        stage_->show();
        stage_->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(stage_.get()));
        QTRY_VERIFY(shelf_->settled());
    }

private slots:
    void initTestCase()
    {
        ThemeManager::instance().install();
        ThemeManager::instance().set_reduce_motion(true);
    }
    void init()
    {
        home_ = std::make_unique<QTemporaryDir>();
        qputenv("XDG_DATA_HOME", home_->path().toUtf8());
        qputenv("XDG_CONFIG_HOME", home_->path().toUtf8());
        set_interface_language(Language::English);
        graph_ = std::make_unique<GraphDocument>();
        Chain c;
        input_ = c.add("input", {{"shape", std::vector<std::int64_t>{8}}}).last();
        const NodeId first = c.add("dense", {{"units", std::int64_t{16}}}).last(), second = c.add("dense", {{"units", std::int64_t{8}}}).last();
        output_ = c.add("output").last();
        graph_->open(c.finish(recipe_with("mse")));
        const auto unit = making_unit(document(), {first, second}, "两层块");
        QVERIFY(graph_->perform(unit->name, unit->edits));
        block_ = *unit->made.begin();
        open_stage();
    }
    void cleanup()
    {
        stage_.reset();
        shelf_.reset();
        graph_.reset();
        home_.reset();
    }

    void a_unit_is_kept_found_by_pinyin_and_dropped()
    {
        QVERIFY(mine().isEmpty());
        QVERIFY(listed(QStringLiteral("Ready-made units")).size() >= 8); // Those that come with the program.
        graph_->select(block_);
        QVERIFY(command("Keep in my library"));
        const Document before = document();
        command("Keep in my library")->trigger();
        QTRY_COMPARE(mine(), QStringList{QStringLiteral("两层块")});
        QVERIFY(document() == before);
        QTRY_COMPARE(tree().currentIndex().data().toString(), QStringLiteral("两层块"));
        // Its row is seen, though the focus is elsewhere.
        QVERIFY(!tree().hasFocus());
        const QRect kept = tree().visualRect(row(QStringLiteral("两层块")));
        QVERIFY(tree().viewport()->rect().contains(kept));
        const auto ground = [&] { return tree().viewport()->grab().toImage().pixelColor(QPoint(2, kept.center().y()) * tree().devicePixelRatioF()); };
        const QColor marked = ground();
        tree().setCurrentIndex({});
        QVERIFY(ground() != marked);

        // In another project.
        graph_->open(Document());
        drag(QStringLiteral("两层块"), QPoint(200, 200));
        QCOMPARE(document().nodes().size(), std::size_t(5));
        QCOMPARE(document().units().size(), std::size_t(1));
        drag(QStringLiteral("两层块"), QPoint(600, 200));
        QCOMPARE(document().units().size(), std::size_t(1)); // Another copy of it.
        QCOMPARE(document().copies(document().units().begin()->first).size(), std::size_t(2));
        graph_->undo();
        graph_->undo();
        QVERIFY(document() == Document());

        // By search-to-add, and by the palette's search.
        canvas().setFocus();
        QTest::keyClick(&canvas(), Qt::Key_Tab);
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("lck"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QCOMPARE(document().units().size(), std::size_t(1));
        QTest::keyClicks(&stage_->palette_panel().search(), QStringLiteral("liangceng"));
        QCOMPARE(tree().model()->rowCount(), 1);
        QTest::keyClick(&stage_->palette_panel().search(), Qt::Key_Return);
        QCOMPARE(document().copies(document().units().begin()->first).size(), std::size_t(2));
    }

    void it_is_kept_under_the_name_that_is_seen()
    {
        graph_->select(block_);
        canvas().setFocus();
        QTest::keyClick(&canvas(), Qt::Key_F2);
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("stem"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        command("Keep in my library")->trigger();
        QTRY_COMPARE(mine(), QStringList{QStringLiteral("stem")});
        QCOMPARE(unit_of(*read_unit(folder() / "stem.loomunit")).name, std::string("stem"));
    }

    void it_is_dropped_on_a_wire_and_offered_where_it_fits()
    {
        graph_->select(block_);
        command("Keep in my library")->trigger();
        QTRY_COMPARE(mine().size(), 1);
        const Link link = *document().link_into(output_, 0);
        drag(QStringLiteral("两层块"), canvas().to_view(canvas().scene().find(link)->path.pointAtPercent(0.5)).toPoint());
        QCOMPARE(document().copies(document().units().begin()->first).size(), std::size_t(2));
        QVERIFY(document().link_into(output_, 0)->from != block_);
        QVERIFY(graph_->analysis().sound());
        graph_->undo();

        // A wire that is let go: units that take 8 values are offered, those that take pictures are not.
        const QPoint from = canvas().to_view(canvas().scene().find(input_)->output()).toPoint(), to(from.x() + 60, from.y() + 240);
        QTest::mousePress(&canvas(), Qt::LeftButton, {}, from);
        QTest::mouseMove(&canvas(), (from + to) / 2);
        QTest::mouseMove(&canvas(), to);
        QTest::mouseRelease(&canvas(), Qt::LeftButton, {}, to);
        auto* search = canvas().findChild<LayerSearch*>();
        QVERIFY(search && search->isVisible());
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("residual block"));
        auto* list = search->findChild<QListView*>();
        QCOMPARE(list->model()->rowCount(), 0);
        qobject_cast<QLineEdit*>(QApplication::focusWidget())->clear();
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("lck"));
        QCOMPARE(list->model()->rowCount(), 2); // The project's and the one that was kept.
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        const NodeId made = *graph_->selection().nodes.begin();
        QVERIFY(document().link_into(made, 0) && document().link_into(made, 0)->from == input_);
    }

    void another_of_the_name_is_replaced_only_when_asked()
    {
        graph_->select(block_);
        command("Keep in my library")->trigger();
        QTRY_COMPARE(mine().size(), 1);
        const Document kept = *read_unit(folder() / "两层块.loomunit");
        QSignalSpy said(&canvas(), &Canvas::said);
        command("Keep in my library")->trigger(); // The same: nothing to do.
        QTRY_COMPARE(said.size(), 1);
        QVERIFY(said.last().first().toString().contains(QStringLiteral("already")));
        QVERIFY(!command("Replace the unit in my library")->isEnabled());

        const NodeId inside = *document().members(document().find(block_)->unit).begin();
        const std::size_t units = *find_layer("dense")->index_of("units");
        QVERIFY(graph_->perform(LOOM_TEXT("Set %1 to %2"), {SetSetting{inside, units, Value(std::int64_t{24})}}));
        command("Keep in my library")->trigger();
        QTRY_VERIFY(command("Replace the unit in my library")->isEnabled());
        QVERIFY(holds("两层块.loomunit", kept)); // Not yet.
        canvas().setFocus();
        QTest::keyClick(&canvas(), Qt::Key_R, Qt::ControlModifier);
        const Document fresh = kept_piece(document(), block_);
        QTRY_VERIFY(holds("两层块.loomunit", fresh));
        QTRY_COMPARE(binned(), QStringList{QStringLiteral("两层块.loomunit")});
        QVERIFY(holds("../../Trash/files/两层块.loomunit", kept));
        QVERIFY(!command("Replace the unit in my library")->isEnabled());
    }

    void it_is_renamed_in_place_and_removed_into_the_bin()
    {
        menu(QStringLiteral("Bottleneck block"), QStringLiteral("Keep in my library"));
        QTRY_COMPARE(mine(), QStringList{QStringLiteral("Bottleneck block")});
        stage_->activateWindow(); // The menu was the last one.
        QVERIFY(QTest::qWaitForWindowActive(stage_.get()));
        tree().setFocus();
        tree().setCurrentIndex(row(QStringLiteral("Bottleneck block")));
        QTest::keyClick(&tree(), Qt::Key_F2);
        auto* field = tree().findChild<QLineEdit*>();
        QVERIFY(field);
        QCOMPARE(field->text(), QStringLiteral("Bottleneck block"));
        const Document before = document();
        const int place = tree().verticalScrollBar()->value();
        QVERIFY(place > 0);
        field->selectAll();
        QTest::keyClicks(field, QStringLiteral("Mine"));
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_COMPARE(mine(), QStringList{QStringLiteral("Mine")});
        QTRY_VERIFY(shelf_->settled());
        QCOMPARE(unit_of(*read_unit(folder() / "Mine.loomunit")).name, std::string("Mine"));
        QVERIFY(document() == before); // Enter was meant for the name alone.
        // The row is where it was, the current one, and takes the next key.
        QCOMPARE(tree().verticalScrollBar()->value(), place);
        QCOMPARE(tree().currentIndex(), row(QStringLiteral("Mine")));
        QVERIFY(tree().viewport()->rect().contains(tree().visualRect(row(QStringLiteral("Mine")))));
        QVERIFY(tree().hasFocus());
        QTest::keyClick(&tree(), Qt::Key_Return);
        QVERIFY(document() != before);
        graph_->undo();
        QVERIFY(document() == before);
        menu(QStringLiteral("Mine"), QStringLiteral("Remove from my library"));
        QTRY_VERIFY(mine().isEmpty());
        QCOMPARE(binned(), QStringList{QStringLiteral("Mine.loomunit")});
    }

    void files_from_outside_appear_and_damaged_ones_are_named()
    {
        const Document piece = piece_of_kit(*find_kit("bottleneck"));
        const std::string text = document_text(kept_piece(piece, *piece.members(main_graph).begin()));
        QScrollBar& bar = *tree().verticalScrollBar();
        bar.setValue(bar.maximum() / 2);
        const int place = bar.value();
        QVERIFY(place > 0);
        std::ofstream(folder() / "cut.loomunit") << text.substr(0, 100);
        std::ofstream(folder() / "brought.loomunit") << text;
        QTRY_COMPARE(mine(), (QStringList{QStringLiteral("Bottleneck block"), QStringLiteral("cut.loomunit")}));
        QCOMPARE(bar.value(), place); // The list does not move under the hand.
        // The damaged one says why, and changes nothing.
        const Document before = document();
        QSignalSpy said(&canvas(), &Canvas::said);
        const QModelIndex damaged = row(QStringLiteral("cut.loomunit"));
        tree().scrollTo(damaged);
        QTest::mouseDClick(tree().viewport(), Qt::LeftButton, {}, tree().visualRect(damaged).center());
        QCOMPARE(said.size(), 1);
        QVERIFY(said.first().first().toString().contains(QStringLiteral("cut.loomunit")));
        drag(QStringLiteral("cut.loomunit"), QPoint(300, 300));
        QVERIFY(document() == before);
        stage_->grab();
        // Mended from outside, in place.
        std::ofstream(folder() / "cut.loomunit") << text;
        QTRY_COMPARE(mine(), (QStringList{QStringLiteral("Bottleneck block (brought)"), QStringLiteral("Bottleneck block (cut)")}));
        fs::remove(folder() / "cut.loomunit");
        QTRY_COMPARE(mine(), QStringList{QStringLiteral("Bottleneck block")});
    }

    void two_windows_see_the_same()
    {
        UnitShelf other(folder());
        graph_->select(block_);
        command("Keep in my library")->trigger();
        QTRY_COMPARE(other.units().size(), std::size_t(1));
        const auto file = other.units().front()->file;
        other.rename(file, QStringLiteral("Other"));
        shelf_->rename(file, QStringLiteral("Mine")); // One of them comes too late, and says so.
        QTRY_VERIFY(other.settled() && shelf_->settled());
        QTRY_COMPARE(mine().size(), 1);
        QCOMPARE(read_unit_library(folder()).units.size(), std::size_t(1));
    }

    void only_units_can_be_kept()
    {
        QSignalSpy said(&canvas(), &Canvas::said);
        graph_->select(input_);
        command("Keep in my library")->trigger();
        QCOMPARE(said.size(), 1);
        QVERIFY(said.first().first().toString().startsWith(QStringLiteral("Only a unit can be kept.")));
        QVERIFY(read_unit_library(folder()).units.empty());
    }
};

QTEST_MAIN(UnitLibraryTest)
#include "unit_library_test.moc"
