#include "runs/run_table.h"
#include "theme/theme.h"

#include <QHeaderView>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace loom;

class RunTableTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    fs::path project() const { return fs::path(folder_.filePath("p.loom").toStdString()); }

    void add(double accuracy, double loss, RunRecord::State state) const
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
        r.document = Document();
        QVERIFY(runs.save(r));
    }

private slots:
    void initTestCase()
    {
        ThemeManager::instance().install();
        add(0.9918, 0.0291, RunRecord::State::Finished);
        add(0.9942, 0.0201, RunRecord::State::Stopped);
        add(not_measured, not_measured, RunRecord::State::Failed);
    }

    void rows_tell_each_run_newest_first()
    {
        RunList list;
        TrainingSession training;
        RunTableModel model(list, training);
        list.set_project(project());
        QCOMPARE(model.rowCount(), 3);
        const auto text = [&](int row, int column) { return model.index(row, column).data().toString(); };
        QCOMPARE(text(0, RunTableModel::Name), QStringLiteral("Run 3"));
        QCOMPARE(text(0, RunTableModel::ValAccuracy), QStringLiteral("–"));
        QCOMPARE(text(1, RunTableModel::ValAccuracy), QStringLiteral("99.42"));
        QCOMPARE(text(2, RunTableModel::ValLoss), QStringLiteral("0.0291"));
        QCOMPARE(text(2, RunTableModel::Time), QStringLiteral("7:29"));
        QCOMPARE(text(2, RunTableModel::Parameters), QStringLiteral("58,570"));
        QVERIFY(model.index(1, RunTableModel::ValAccuracy).data(RunTableModel::BestRole).toBool());
        QVERIFY(!model.index(2, RunTableModel::ValAccuracy).data(RunTableModel::BestRole).toBool());
        QVERIFY(model.values_text(',').contains("Run 2"));
    }

    void boxes_lay_runs_over_the_plots_with_their_own_marks()
    {
        RunList list;
        TrainingSession training;
        RunTableModel model(list, training);
        list.set_project(project());
        RunTable table(model);
        table.resize(900, 240);
        table.show();
        QVERIFY(QTest::qWaitForWindowExposed(&table));
        // The newest run is there without asking.
        QCOMPARE(model.overlays().size(), std::size_t(1));
        QCOMPARE(model.overlays().front().run, std::string("run-3"));
        QSignalSpy changed(&model, &RunTableModel::overlays_changed);
        const auto box = [&](int row) { return table.visualRect(table.model()->index(row, RunTableModel::Tick)).center() - QPoint(10, 0); };
        QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, box(2));
        QCOMPARE(changed.count(), 1);
        QCOMPARE(model.overlays().back().run, std::string("run-1"));
        QCOMPARE(model.overlays().back().series, 1);
        QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, box(0));
        QCOMPARE(model.overlays().size(), std::size_t(1));
        // The freed colour is taken again; the others keep theirs.
        table.setCurrentIndex(table.model()->index(1, RunTableModel::Name));
        QTest::keyClick(&table, Qt::Key_Space);
        QCOMPARE(model.overlays().back().run, std::string("run-2"));
        QCOMPARE(model.overlays().back().series, 0);
        QCOMPARE(model.overlays().front().series, 1);
    }

    void heads_sort_and_the_filter_finds()
    {
        RunList list;
        TrainingSession training;
        RunTableModel model(list, training);
        list.set_project(project());
        RunTable table(model);
        table.resize(900, 240);
        table.show();
        QVERIFY(QTest::qWaitForWindowExposed(&table));
        const int x = table.columnViewportPosition(RunTableModel::ValLoss) + 20;
        QTest::mouseClick(table.horizontalHeader()->viewport(), Qt::LeftButton, {}, QPoint(x, 12));
        QTest::mouseClick(table.horizontalHeader()->viewport(), Qt::LeftButton, {}, QPoint(x, 12));
        const QString first = table.model()->index(0, RunTableModel::Name).data().toString();
        QCOMPARE(first, QStringLiteral("Run 1"));
        table.set_filter("run 2");
        QCOMPARE(table.model()->rowCount(), 1);
    }
};

QTEST_MAIN(RunTableTest)
#include "run_table_test.moc"
