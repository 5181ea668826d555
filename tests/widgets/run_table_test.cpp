#include "runs/run_table.h"
#include "schema/recipe.h"
#include "theme/theme.h"
#include "train/points_json.h"

#include <QAccessible>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace loom;

class RunTableTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> folder_;
    fs::path project() const { return fs::path(folder_->filePath("p.loom").toStdString()); }

    /// A recipe with this seed and so many epochs.
    static Document document(std::int64_t seed, std::int64_t epochs = 10)
    {
        Document d;
        Recipe recipe = d.recipe();
        recipe.settings[*recipe_type().index_of("seed")] = seed;
        recipe.settings[*recipe_type().index_of("epochs")] = epochs;
        [&] { QVERIFY(d.apply(SetRecipe{recipe})); }();
        return d;
    }

    void add(double accuracy, double loss, RunRecord::State state, const Document& d = document(1)) const
    {
        const Runs runs(project());
        auto name = runs.create();
        QVERIFY(name);
        RunRecord r;
        r.name = *name;
        r.state = state;
        r.best_epoch = 3;
        r.best_val_accuracy = accuracy;
        r.best_val_loss = loss;
        r.seconds = 449;
        r.parameters = 58570;
        r.document = d;
        r.seed = std::get<std::int64_t>(d.recipe().settings[*recipe_type().index_of("seed")]);
        QVERIFY(runs.save(r));
    }

    /// A table over the runs, in a window that is seen.
    struct Seen {
        RunList list;
        TrainingSession training;
        RunTableModel model{list, training};
        RunTable table{model};
        explicit Seen(const fs::path& project)
        {
            list.set_project(project);
            table.resize(1100, 300);
            table.show();
            [&] { QVERIFY(QTest::qWaitForWindowExposed(&table)); }();
        }
        QString text(int row, int column) const { return model.index(row, column).data().toString(); }
        QStringList names() const
        {
            QStringList all;
            for (int row = 0; row < model.rowCount(); ++row)
                all.append(text(row, RunTableModel::Name));
            return all;
        }
        void choose(int row, Qt::KeyboardModifiers with = {})
        {
            QTest::mouseClick(table.viewport(), Qt::LeftButton, with, table.visualRect(model.index(row, RunTableModel::Name)).center());
        }
    };

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("loom-run-table-test"));
        ThemeManager::instance().install();
    }
    void init()
    {
        QSettings().clear();
        folder_ = std::make_unique<QTemporaryDir>();
        add(0.9918, 0.0291, RunRecord::State::Finished);
        add(0.9942, 0.0201, RunRecord::State::Stopped);
        add(not_measured, not_measured, RunRecord::State::Failed);
    }
    void cleanupTestCase() { QSettings().clear(); }

    void rows_tell_each_run_newest_first()
    {
        Seen s(project());
        QCOMPARE(s.model.rowCount(), 3);
        QCOMPARE(s.text(0, RunTableModel::Name), QStringLiteral("Run 3"));
        QCOMPARE(s.text(0, RunTableModel::ValAccuracy), QStringLiteral("–"));
        QCOMPARE(s.text(1, RunTableModel::ValAccuracy), QStringLiteral("99.42"));
        QCOMPARE(s.text(2, RunTableModel::ValLoss), QStringLiteral("0.0291"));
        QCOMPARE(s.text(2, RunTableModel::Time), QStringLiteral("7:29"));
        QCOMPARE(s.text(2, RunTableModel::Parameters), QStringLiteral("58,570"));
        QVERIFY(s.model.index(1, RunTableModel::ValAccuracy).data(RunTableModel::BestRole).toBool());
        QVERIFY(!s.model.index(2, RunTableModel::ValAccuracy).data(RunTableModel::BestRole).toBool());
        QVERIFY(s.model.values_text(',').contains("Run 2"));
    }

    void an_interrupted_run_tells_what_it_came_to()
    {
        const Runs runs(project());
        RunRecord r;
        r.name = *runs.create();
        r.document = document(1);
        QVERIFY(runs.save(r));
        QVERIFY(append_line(runs.folder(r.name) / "metrics.jsonl", line_of(EpochPoint{.epoch = 1, .step = 10, .loss = 0.9, .val_loss = 0.5, .val_accuracy = 0.875, .seconds = 61}), Sync::No));
        Seen s(project());
        QCOMPARE(s.text(0, RunTableModel::Name), QStringLiteral("Run 4"));
        QCOMPARE(s.text(0, RunTableModel::ValAccuracy), QStringLiteral("87.50"));
        QCOMPARE(s.text(0, RunTableModel::ValLoss), QStringLiteral("0.5000"));
        QCOMPARE(s.text(0, RunTableModel::Time), QStringLiteral("1:01"));
    }

    void boxes_lay_runs_over_the_plots_with_their_own_marks()
    {
        Seen s(project());
        // The newest run is there without asking.
        QCOMPARE(s.model.overlays().size(), std::size_t(1));
        QCOMPARE(s.model.overlays().front().run, std::string("run-3"));
        QSignalSpy changed(&s.model, &RunTableModel::overlays_changed);
        const auto box = [&](int row) { return s.table.visualRect(s.model.index(row, RunTableModel::Tick)).center() - QPoint(10, 0); };
        QTest::mouseClick(s.table.viewport(), Qt::LeftButton, {}, box(2));
        QCOMPARE(changed.count(), 1);
        QCOMPARE(s.model.overlays().back().run, std::string("run-1"));
        QCOMPARE(s.model.overlays().back().series, 1);
        QTest::mouseClick(s.table.viewport(), Qt::LeftButton, {}, box(0));
        QCOMPARE(s.model.overlays().size(), std::size_t(1));
        // The freed colour is taken again; the others keep theirs.
        s.table.setCurrentIndex(s.model.index(1, RunTableModel::Name));
        QTest::keyClick(&s.table, Qt::Key_Space);
        QCOMPARE(s.model.overlays().back().run, std::string("run-2"));
        QCOMPARE(s.model.overlays().back().series, 0);
        QCOMPARE(s.model.overlays().front().series, 1);
    }

    void heads_sort_with_gaps_last_and_the_filter_finds()
    {
        Seen s(project());
        s.choose(1);
        const auto click = [&] {
            const int x = s.table.columnViewportPosition(RunTableModel::ValLoss) + 20;
            QTest::mouseClick(s.table.horizontalHeader()->viewport(), Qt::LeftButton, {}, QPoint(x, 12));
        };
        click();
        QCOMPARE(s.names(), (QStringList{"Run 2", "Run 1", "Run 3"}));
        QCOMPARE(s.table.selected_runs(), std::vector<std::string>{"run-2"}); // What was chosen stays chosen.
        click();
        QCOMPARE(s.names(), (QStringList{"Run 1", "Run 2", "Run 3"}));
        click();
        QCOMPARE(s.names(), (QStringList{"Run 3", "Run 2", "Run 1"})); // As they came.
        s.table.set_filter("run 2");
        QCOMPARE(s.names(), QStringList{"Run 2"});
        s.table.set_filter("stopped 99.4");
        QCOMPARE(s.names(), QStringList{"Run 2"});
        s.table.set_filter("stopped 7.77");
        QVERIFY(s.names().isEmpty());
    }

    void facts_are_seen_while_runs_differ_in_them()
    {
        Seen s(project());
        QVERIFY(s.table.isColumnHidden(s.model.section("seed")));
        QVERIFY(s.table.isColumnHidden(s.model.section("epochs")));
        QCOMPARE(s.model.section("warmup"), -1);
        Document warm = document(2);
        Recipe recipe = warm.recipe();
        recipe.settings[*recipe_type().index_of("warmup")] = 2.0;
        QVERIFY(warm.apply(SetRecipe{recipe}));
        add(0.98, 0.05, RunRecord::State::Finished, warm);
        s.list.refresh();
        QVERIFY(!s.table.isColumnHidden(s.model.section("seed")));
        QVERIFY(s.table.isColumnHidden(s.model.section("epochs")));
        QVERIFY(s.model.section("warmup") > 0);
        QVERIFY(!s.table.isColumnHidden(s.model.section("warmup")));
        QCOMPARE(s.text(0, s.model.section("warmup")), QStringLiteral("2"));
        // By hand, and remembered.
        const auto entry = [&](QMenu& menu) {
            s.table.fill_columns_menu(menu);
            for (QAction* a : menu.actions())
                if (a->text() == s.model.column(s.model.section("seed"))->help)
                    return a;
            return static_cast<QAction*>(nullptr);
        };
        QMenu menu;
        QAction* seed = entry(menu);
        QVERIFY(seed && seed->isChecked());
        seed->trigger();
        QVERIFY(s.table.isColumnHidden(s.model.section("seed")));
        Seen again(project());
        QVERIFY(again.table.isColumnHidden(again.model.section("seed")));
        QMenu second;
        s.table.fill_columns_menu(second);
        second.actions().last()->trigger();
        QVERIFY(!s.table.isColumnHidden(s.model.section("seed")));
    }

    void groups_show_mean_and_deviation_and_fold()
    {
        add(0.98, 0.05, RunRecord::State::Finished, document(2));
        add(0.96, 0.07, RunRecord::State::Finished, document(1, 20));
        Seen s(project());
        s.table.set_grouping(RunTableModel::Grouping::Seed);
        // Run 5 alone; runs 4, 3, 2, 1 with other seeds.
        QCOMPARE(s.names(), (QStringList{"Run 5", "Run 5", "Run 1 + 3 more", "Run 4", "Run 3", "Run 2", "Run 1"}));
        QVERIFY(s.model.index(2, 0).data(RunTableModel::GroupRole).toBool());
        QCOMPARE(s.text(2, RunTableModel::State), QStringLiteral("4 run(s)"));
        // 98, 99.42, 99.18: the failed one has none.
        QCOMPARE(s.text(2, RunTableModel::ValAccuracy), QStringLiteral("98.87 ± 0.76"));
        QCOMPARE(s.text(0, RunTableModel::ValAccuracy), QStringLiteral("96.00"));
        s.table.setCurrentIndex(s.model.index(2, RunTableModel::Name));
        QTest::keyClick(&s.table, Qt::Key_Left);
        QCOMPARE(s.model.rowCount(), 3);
        QTest::keyClick(&s.table, Qt::Key_Right);
        QCOMPARE(s.model.rowCount(), 7);
        QTest::mouseClick(s.table.viewport(), Qt::LeftButton, {}, s.table.visualRect(s.model.index(0, RunTableModel::Tick)).center());
        QCOMPARE(s.model.rowCount(), 6);
        // Groups are sorted by their means.
        s.model.sort(RunTableModel::ValAccuracy, Qt::DescendingOrder);
        QCOMPARE(s.names().front(), QStringLiteral("Run 1 + 3 more"));
        QVERIFY(s.list.change_notes({"run-1", "run-2"}, [](RunNotes& n) { n.tags = {"a"}; }));
        QVERIFY(s.list.change_notes({"run-1"}, [](RunNotes& n) { n.tags.push_back("b"); }));
        s.table.set_grouping(RunTableModel::Grouping::Tag);
        QCOMPARE(s.names().filter(QStringLiteral("Run 1")).size(), 2); // In both of its groups.
        QVERIFY(s.names().contains(QStringLiteral("a")) && s.names().contains(QStringLiteral("b")));
        s.table.set_grouping(RunTableModel::Grouping::None);
        QCOMPARE(s.model.rowCount(), 5);
    }

    void the_baseline_is_what_others_are_compared_with()
    {
        Seen s(project());
        QVERIFY(!s.model.index(1, RunTableModel::ValLoss).data(RunTableModel::DeltaRole).isValid());
        QVERIFY(s.list.pin_baseline("run-1"));
        const QModelIndex loss = s.model.index(1, RunTableModel::ValLoss), accuracy = s.model.index(1, RunTableModel::ValAccuracy);
        QCOMPARE(loss.data(RunTableModel::DeltaRole).toString(), QStringLiteral("\u22120.0090"));
        QCOMPARE(loss.data(RunTableModel::BetterRole).toInt(), 1);
        QCOMPARE(accuracy.data(RunTableModel::DeltaRole).toString(), QStringLiteral("+0.24"));
        QVERIFY(accuracy.data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("+0.24")));
        QVERIFY(!s.model.index(2, RunTableModel::ValLoss).data(RunTableModel::DeltaRole).isValid()); // Itself.
        QVERIFY(!s.model.index(0, RunTableModel::ValLoss).data(RunTableModel::DeltaRole).isValid()); // Measured nothing.
        QVERIFY(s.model.index(2, RunTableModel::Name).data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("baseline")));
        QVERIFY(!s.table.isColumnHidden(s.model.section("tags")));
    }

    void names_and_tags_are_edited_in_place()
    {
        Seen s(project());
        s.choose(1);
        QTest::keyClick(&s.table, Qt::Key_F2);
        auto* field = s.table.findChild<QLineEdit*>();
        QVERIFY(field && !field->accessibleName().isEmpty());
        QCOMPARE(field->text(), QStringLiteral("Run 2"));
        field->selectAll();
        QTest::keyClicks(field, "Wide one");
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_COMPARE(s.text(1, RunTableModel::Name), QStringLiteral("Wide one"));
        QCOMPARE(Runs(project()).load("run-2")->notes.title, std::string("Wide one"));
        QCOMPARE(s.table.selected_runs(), std::vector<std::string>{"run-2"});
        s.table.edit_run("run-2", s.model.section("tags"));
        QTRY_VERIFY(s.table.findChild<QLineEdit*>());
        field = s.table.findChild<QLineEdit*>();
        QTest::keyClicks(field, "a, b,a");
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_COMPARE(Runs(project()).load("run-2")->notes.tags, (std::vector<std::string>{"a", "b"}));
        QCOMPARE(s.model.index(1, s.model.section("tags")).data(RunTableModel::TagsRole).toStringList(), (QStringList{"a", "b"}));
    }

    void chosen_rows_are_copied_with_tabs()
    {
        Seen s(project());
        QVERIFY(s.list.change_notes({"run-2"}, [](RunNotes& n) { n.note = "first\nsecond\tthird"; }));
        s.choose(1);
        s.choose(2, Qt::ControlModifier);
        QCOMPARE(s.table.selected_runs(), (std::vector<std::string>{"run-2", "run-1"}));
        QTest::keyClick(&s.table, Qt::Key_C, Qt::ControlModifier);
        const QStringList lines = QGuiApplication::clipboard()->text().split('\n', Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 3);
        const QStringList heads = lines[0].split('\t'), values = lines[1].split('\t');
        QCOMPARE(values.size(), heads.size());
        QCOMPARE(values[heads.indexOf("Run")], QStringLiteral("Run 2"));
        QCOMPARE(values[heads.indexOf("Val. loss")], QStringLiteral("0.0201"));
        QCOMPARE(values[heads.indexOf("Note")], QStringLiteral("first second third"));
        QVERIFY(!heads.contains("Seed")); // Not seen.
        // A screen reader hears the same cells.
        QAccessibleInterface* whole = QAccessible::queryAccessibleInterface(&s.table);
        QVERIFY(whole && whole->tableInterface());
        QCOMPARE(whole->tableInterface()->cellAt(1, RunTableModel::ValAccuracy)->text(QAccessible::Name), QStringLiteral("99.42"));
    }
};

QTEST_MAIN(RunTableTest)
#include "run_table_test.moc"
