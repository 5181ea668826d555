// How columns go together, below the table: matrix, points, plane.
#include "datasets/correlation_matrix.h"
#include "datasets/detail_panel.h"
#include "datasets/points_view.h"
#include "theme/controls.h"
#include "theme/language.h"

#include <QComboBox>
#include <QSignalSpy>
#include <QTest>

using namespace loom;

class RelationsTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<DetailPanel> panel_;

    /// `double` is twice `one`, `noise` goes up and down, and the class says whether `one` is above 49.
    static std::shared_ptr<const Dataset> data()
    {
        std::vector<double> one, twice, noise;
        std::vector<std::string> label;
        for (int i = 0; i < 100; ++i) {
            one.push_back(i);
            twice.push_back(2 * i + 1);
            noise.push_back(i % 2);
            label.push_back(i > 49 ? "high" : "low");
        }
        Table table;
        table.rows = 100;
        table.columns = {{"one", ColumnType::Number, std::move(one)},
                         {"double", ColumnType::Number, std::move(twice)},
                         {"noise", ColumnType::Number, std::move(noise)},
                         {"class", ColumnType::Category, to_codes(100, [&](std::size_t i) -> std::string_view { return label[i]; })}};
        const auto made = Dataset::make(std::make_shared<const Table>(std::move(table)), {.target = "class"});
        return made ? *made : nullptr;
    }
    void choose(int page)
    {
        for (SegmentedControl* control : panel_->findChildren<SegmentedControl*>())
            if (control->parent() == panel_.get()) {
                control->set_current(page);
                Q_EMIT control->changed(page);
            }
        QTRY_VERIFY(!panel_->busy());
    }
    PointsView* shown_points() const
    {
        for (PointsView* view : panel_->findChildren<PointsView*>())
            if (view->isVisible())
                return view;
        return nullptr;
    }

private Q_SLOTS:
    void initTestCase()
    {
        ThemeManager::instance().install();
        set_interface_language(Language::English);
    }
    void init()
    {
        panel_ = std::make_unique<DetailPanel>();
        panel_->resize(900, 240);
        panel_->set_data(data());
        panel_->show();
        QVERIFY(QTest::qWaitForWindowExposed(panel_.get()));
    }

    void a_pair_of_the_matrix_is_shown_as_points()
    {
        choose(1);
        auto* matrix = panel_->findChild<CorrelationMatrix*>();
        QVERIFY(matrix);
        QSignalSpy chosen(matrix, &CorrelationMatrix::current_changed);
        QTest::keyClick(matrix, Qt::Key_Right);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(matrix->accessibleDescription(), QStringLiteral("one and double: 1.00"));
        const PointsView::Points& points = shown_points()->points();
        QCOMPARE(points.y_axis.name, std::string("one"));
        QCOMPARE(points.x_axis.name, std::string("double"));
        QCOMPARE(points.rows.size(), std::size_t(100));
        QCOMPARE(points.x[7], 15.0);
        QCOMPARE(points.y[7], 7.0);
        // Coloured by what is learned.
        QCOMPARE(points.classes, (QStringList{QStringLiteral("high"), QStringLiteral("low")}));
        QCOMPARE(points.colour[7], 1.0f);
        QCOMPARE(points.colour[70], 0.0f);
    }

    void it_needs_no_more_room_than_the_rows_above_it()
    {
        choose(1);
        QVERIFY2(panel_->minimumSizeHint().width() <= 560, qPrintable(QString::number(panel_->minimumSizeHint().width())));
    }

    void a_column_is_not_shown_beside_itself()
    {
        choose(1);
        for (const int column : {1, 0, 1, 0}) {
            ColumnStatistics none;
            panel_->show_column(data(), column, none);
            const PointsView::Points& points = shown_points()->points();
            QCOMPARE(points.y_axis.name, data()->table().columns[std::size_t(column)].name);
            QVERIFY(points.x_axis.name != points.y_axis.name);
        }
    }

    void a_click_on_a_point_asks_for_its_row()
    {
        choose(1);
        QSignalSpy asked(panel_.get(), &DetailPanel::row_chosen);
        PointsView* view = shown_points();
        QVERIFY(view);
        view->grab(); // Laid out.
        for (int x = 0; x < view->width() && asked.isEmpty(); x += 4)
            for (int y = 0; y < view->height() && asked.isEmpty(); y += 4)
                QTest::mouseClick(view, Qt::LeftButton, {}, QPoint(x, y));
        QCOMPARE(asked.size(), 1);
        QVERIFY(asked[0][0].toUInt() < 100);
    }

    void the_plane_parts_the_classes()
    {
        choose(2);
        const PointsView::Points& points = shown_points()->points();
        QCOMPARE(points.rows.size(), std::size_t(100));
        double low = 0, high = 0;
        for (std::size_t i = 0; i < 100; ++i)
            (points.rows[i] > 49 ? high : low) += points.x[i];
        QVERIFY(std::abs(high - low) > 50);
    }

    void without_data_nothing_is_shown()
    {
        panel_->set_data(nullptr);
        choose(1);
        QVERIFY(shown_points()->points().rows.empty());
        panel_->grab();
    }
};

QTEST_MAIN(RelationsTest)
#include "relations_test.moc"
