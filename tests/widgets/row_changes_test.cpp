// Changes by hand of many rows come to the document that they were made for, and to no other.
#include "datasets/row_changes.h"

#include <QSignalSpy>
#include <QTest>

#include <numeric>

using namespace loom;

class RowChangesTest : public QObject {
    Q_OBJECT

    GraphDocument graph_;
    RowList list_;

private Q_SLOTS:
    void init()
    {
        std::vector<double> x(1000);
        std::iota(x.begin(), x.end(), 0.0);
        auto table = std::make_shared<Table>();
        table->rows = x.size();
        table->columns.push_back({"x", ColumnType::Number, x});
        table->columns.push_back({"y", ColumnType::Number, x});
        const auto made = Dataset::make(table, {.source = "csv", .path = "points.csv", .target = "y"});
        QVERIFY(made);
        graph_.open({});
        QVERIFY(graph_.perform(Message::plain("Data"), {SetData{(*made)->setup()}}));
        list_.set_data(*made);
        list_.set_rows(RowOrder::all(table->rows));
        list_.choose_all();
    }

    void all_chosen_rows_are_changed()
    {
        RowChanges changes(graph_, list_);
        changes.exclude();
        QVERIFY(changes.busy());
        QTRY_VERIFY(!changes.busy());
        QCOMPARE(graph_.document().data().row_edits.size(), std::size_t(1000));
    }

    void another_project_is_left_alone()
    {
        RowChanges changes(graph_, list_);
        changes.exclude();
        graph_.open({});
        QTest::qWait(200);
        QVERIFY(!changes.busy());
        QVERIFY(graph_.document().data().row_edits.empty());
        QVERIFY(!graph_.next_undo());
    }

    void other_data_are_left_alone()
    {
        RowChanges changes(graph_, list_);
        const QSignalSpy refused(&changes, &RowChanges::refused);
        changes.exclude();
        DataSetup other = graph_.document().data();
        other.path = "other.csv";
        QVERIFY(graph_.perform(Message::plain("Data"), {SetData{other}}));
        QTRY_COMPARE(refused.size(), 1);
        QVERIFY(graph_.document().data().row_edits.empty());
    }

    void what_was_taken_back_stays_so()
    {
        RowChanges changes(graph_, list_);
        RowEdit edit;
        edit.excluded = true;
        QVERIFY(graph_.perform(Message::plain("One"), {EditRows{{edit}}}));
        const QSignalSpy refused(&changes, &RowChanges::refused);
        changes.note("seen");
        QVERIFY(graph_.undo());
        QTRY_COMPARE(refused.size(), 1);
        QVERIFY(graph_.document().data().row_edits.empty());
    }
};

QTEST_MAIN(RowChangesTest)
#include "row_changes_test.moc"
