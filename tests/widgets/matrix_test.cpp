#include "evaluate/class_list.h"
#include "evaluate/matrix_view.h"
#include "evaluate/sample_grid.h"
#include "theme/theme.h"

#include <QSignalSpy>
#include <QTest>

using namespace loom;

class MatrixTest : public QObject {
    Q_OBJECT

    const std::vector<std::vector<std::int64_t>> confusion_ = {{90, 0, 1}, {7, 80, 0}, {0, 2, 70}};
    const QStringList classes_ = {"0", "1", "2"};

private slots:
    void initTestCase() { ThemeManager::instance().install(); }

    void a_click_or_an_arrow_chooses_a_cell()
    {
        MatrixView view;
        view.set_matrix(confusion_, classes_);
        view.resize(400, 400);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        QSignalSpy chosen(&view, &MatrixView::cell_chosen);
        QTest::mouseClick(&view, Qt::LeftButton, {}, view.cell_rect({1, 0}).center());
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(chosen.last(), QVariantList({1, 0}));
        QTest::keyClick(&view, Qt::Key_Right);
        QCOMPARE(chosen.last(), QVariantList({1, 1}));
        QTest::keyClick(&view, Qt::Key_Down);
        QCOMPARE(chosen.last(), QVariantList({2, 1}));
        QTest::keyClick(&view, Qt::Key_Down); // The last row.
        QCOMPARE(chosen.last(), QVariantList({2, 1}));
        // Beside the cells nothing is chosen.
        const int before = int(chosen.count());
        QTest::mouseClick(&view, Qt::LeftButton, {}, QPoint(2, 2));
        QCOMPARE(int(chosen.count()), before);
    }

    void the_worst_error_is_found_and_cells_are_coloured_by_kind()
    {
        MatrixView view;
        view.set_matrix(confusion_, classes_);
        QVERIFY(view.worst() == std::optional(MatrixView::Cell{1, 0}));
        view.resize(400, 400);
        const QImage picture = view.grab().toImage();
        const auto at = [&](int t, int p) { return picture.pixelColor(view.cell_rect({t, p}).topLeft() + QPoint(4, 4)); };
        const Theme& t = theme();
        QCOMPARE(at(0, 0), mixed(t.s1, t.surface, 0.22));
        QCOMPARE(at(1, 0), mixed(t.s2, t.surface, 0.55));
        QCOMPARE(at(0, 2), mixed(t.s2, t.surface, 0.10));
        QVERIFY(at(0, 1) != at(0, 2));
        MatrixView right;
        right.set_matrix({{3, 0}, {0, 4}}, {"a", "b"});
        QVERIFY(!right.worst());
    }

    void classes_are_sorted_and_their_scale_is_told()
    {
        ClassList list;
        list.set_classes({{0.99, 0.97, 0.98, 10}, {0.96, 0.99, 0.97, 30}, {1, 1, 1, 20}}, {"a", "b", "c"});
        QCOMPARE(list.scale_from(), 0.95);
        QCOMPARE(list.order(), std::vector<int>({0, 1, 2}));
        list.set_sort(ClassList::ByF1);
        QCOMPARE(list.order(), std::vector<int>({1, 0, 2}));
        list.set_sort(ClassList::BySupport);
        QCOMPARE(list.order(), std::vector<int>({1, 2, 0}));
    }

    void samples_are_chosen_by_mouse_and_keys()
    {
        SampleGrid grid;
        int drawn = 0;
        grid.set_samples({{5, 0.9f, 0.1f}, {7, 0.8f, 0.2f}, {9, 0.7f, 0.3f}},
                         [&](std::uint32_t) {
                             ++drawn;
                             QImage i(8, 8, QImage::Format_Grayscale8);
                             i.fill(80);
                             return i;
                         },
                         "9", "4");
        grid.resize(400, grid.heightForWidth(400));
        grid.show();
        QVERIFY(QTest::qWaitForWindowExposed(&grid));
        QSignalSpy chosen(&grid, &SampleGrid::sample_chosen);
        QTest::mouseClick(&grid, Qt::LeftButton, {}, QPoint(130, 40));
        QCOMPARE(chosen.last().first().toUInt(), 7u);
        QTest::keyClick(&grid, Qt::Key_Right);
        QCOMPARE(chosen.last().first().toUInt(), 9u);
        QCOMPARE(drawn, 3); // Each once, however often it is painted.
    }
};

QTEST_MAIN(MatrixTest)
#include "matrix_test.moc"
