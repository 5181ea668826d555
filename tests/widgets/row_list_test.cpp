// Which rows are chosen, and the keys that labels get.
#include "datasets/label_strip.h"
#include "datasets/row_list.h"
#include "datasets/row_query.h"

#include <QSignalSpy>
#include <QTest>

#include <numeric>

using namespace loom;

class RowListTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ranges_are_kept_apart()
    {
        RowList list;
        std::vector<std::uint32_t> rows(100);
        std::iota(rows.begin(), rows.end(), 1000u);
        list.set_rows(RowOrder(rows));
        QSignalSpy chosen(&list, &RowList::chosen_changed), moved(&list, &RowList::current_changed);
        list.click(10, {});
        list.click(20, Qt::ShiftModifier);
        QCOMPARE(list.chosen_count(), 11);
        QCOMPARE(list.current(), 20);
        list.click(15, Qt::ControlModifier);
        list.click(10, Qt::ControlModifier);
        list.click(20, Qt::ControlModifier);
        QCOMPARE(list.chosen(100), (std::vector<std::uint32_t>{1011, 1012, 1013, 1014, 1016, 1017, 1018, 1019}));
        list.click(5, Qt::ControlModifier);
        list.click(50, Qt::ControlModifier);
        QCOMPARE(list.chosen(2), (std::vector<std::uint32_t>{1005, 1011}));
        for (int i = 0; i < 100; ++i)
            QCOMPARE(list.is_chosen(i), i == 5 || i == 50 || (i > 10 && i < 20 && i != 15));
        QCOMPARE(chosen.size(), 7);
        list.click(50, Qt::ControlModifier);
        QCOMPARE(list.chosen_count(), 9);
        list.click(48, Qt::ShiftModifier); // From the one that was clicked last.
        QCOMPARE(list.chosen_count(), 3);
        list.click(-1, Qt::ShiftModifier); // A miss with a key held takes nothing away.
        QCOMPARE(list.chosen_count(), 3);
        list.click(-1, {});
        QCOMPARE(list.chosen_count(), 0);
        QCOMPARE(list.current(), -1);
        QVERIFY(moved.size() > 5);
    }

    void the_last_row_stays()
    {
        RowList list;
        list.set_rows(RowOrder({7, 8}));
        list.step(1, {});
        QCOMPARE(list.current(), 0);
        list.advance();
        list.advance();
        QCOMPARE(list.current(), 1);
        QCOMPARE(list.chosen(5), std::vector<std::uint32_t>{8});
        list.set_rows({});
        list.step(1, {});
        list.choose_all();
        QCOMPARE(list.chosen_count(), 0);
    }

    void the_choice_follows_its_rows_to_another_order()
    {
        RowList list;
        list.set_rows(RowOrder::all(10));
        list.click(2, {});
        list.click(4, Qt::ShiftModifier);
        list.click(8, Qt::ControlModifier); // Rows 2, 3, 4 and 8, which is the current one.
        const RowOrder before = list.rows(), after({8, 2, 9, 4, 3, 0, 7});
        Progress progress;
        const RowChoice now = followed(list.choice(), before, after, progress);
        QSignalSpy chosen(&list, &RowList::chosen_changed), other(&list, &RowList::rows_changed);
        list.set_rows(after, now);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(other.size(), 1);
        QCOMPARE(list.current(), 0);
        QCOMPARE(list.chosen(10), (std::vector<std::uint32_t>{8, 2, 4, 3}));
        QCOMPARE(list.choice().ranges.size(), std::size_t(2));
        list.click(1, Qt::ShiftModifier); // From the current row on.
        QCOMPARE(list.chosen(10), (std::vector<std::uint32_t>{8, 2}));
        // What is not there any more is not chosen.
        QVERIFY(followed(list.choice(), after, RowOrder({5, 6}), progress).empty());
        list.choose_all();
        const RowChoice all = followed(list.choice(), after, RowOrder({0, 2, 3, 4, 7, 8, 9}), progress);
        QCOMPARE(all.ranges, (std::vector<RowChoice::Range>{{0, 6}}));
        QCOMPARE(all.current, 1);
        list.set_rows(before); // Another filter: none is chosen.
        QVERIFY(list.choice().empty());
        // Every second of a million: the current one stays.
        RowChoice many{{{0, 499'999}}, 7};
        std::vector<std::uint32_t> mixed(1'000'000);
        for (std::uint32_t i = 0; i < 1'000'000; ++i)
            mixed[i] = i % 2 * 500'000 + i / 2;
        const RowChoice few = followed(many, RowOrder::all(1'000'000), RowOrder(mixed), progress);
        QCOMPARE(few.ranges, (std::vector<RowChoice::Range>{{14, 14}}));
        QCOMPARE(few.current, 14);
    }

    void all_of_a_million_are_one_range()
    {
        RowList list;
        list.set_rows(RowOrder::all(1'000'000));
        QCOMPARE(list.rows()[999'999], 999'999U);
        QCOMPARE(list.rows().listed().size(), std::size_t(1'000'000));
        QVERIFY(RowOrder(std::vector<std::uint32_t>()).empty()); // Nothing was found.
        list.choose_all();
        QCOMPARE(list.chosen_count(), 1'000'000);
        QVERIFY(list.is_chosen(999'999));
        list.click(500'000, Qt::ControlModifier);
        QCOMPARE(list.chosen_count(), 999'999);
        QVERIFY(!list.is_chosen(500'000) && list.is_chosen(500'001));
        QCOMPARE(list.chosen(3), (std::vector<std::uint32_t>{0, 1, 2}));
    }

    void labels_have_keys()
    {
        const auto keys = [](const QStringList& classes) {
            QString all;
            for (const QChar key : label_keys(classes))
                all += key.isNull() ? QLatin1Char('-') : key;
            return all;
        };
        QCOMPARE(keys({"0", "1", "2", "9"}), QStringLiteral("0129")); // A digit is its own key, not the first's.
        QCOMPARE(keys({"ant", "bee", "cat"}), QStringLiteral("123"));
        QCOMPARE(keys({"ant", "1", "b", "cat"}), QStringLiteral("21b3"));
        QCOMPARE(keys({"x", "n", "猫"}), QStringLiteral("123")); // X excludes, N notes.
        QCOMPARE(keys({"A", "a"}), QStringLiteral("a1"));
        QStringList many;
        for (int i = 0; i < 60; ++i)
            many << QStringLiteral("class %1").arg(i);
        QCOMPARE(keys(many), QStringLiteral("123456789abcdefghijklmopqrstuvwyz"));
    }
};

QTEST_MAIN(RowListTest)
#include "row_list_test.moc"
