#pragma once
#include "data/statistics.h"
#include "datasets/row_list.h"

#include <QAbstractScrollArea>

class QPainter;

namespace loom {

/// The rows of a table under heads that are charts. Any number of rows: it scrolls by rows and draws what is seen. Up and
/// down choose rows, left and right columns; what was changed by hand is marked at the left.
class TableView : public QAbstractScrollArea {
    Q_OBJECT
public:
    /// Shows what the list holds; it must outlive the view.
    explicit TableView(RowList&, QWidget* parent = nullptr);

    /// After the list's: its columns are measured.
    void show_data();
    /// For the charts, one per column; may come later than the data.
    void set_statistics(std::vector<ColumnStatistics>);
    const RowOrder& rows() const { return list_.rows(); }
    /// Where a row is in the viewport now.
    QRect row_rect(int index) const;
    /// The chosen column, or −1.
    int current_column() const { return column_; }
    void set_current_column(int);

Q_SIGNALS:
    void column_changed(int column);
    /// What can be done with a column is asked for, at a place of the screen.
    void menu_wanted(int column, QPoint at);

protected:
    void paintEvent(QPaintEvent*) override;
    void resizeEvent(QResizeEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void mouseMoveEvent(QMouseEvent*) override;
    void leaveEvent(QEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    void wheelEvent(QWheelEvent*) override;
    void changeEvent(QEvent*) override;

private:
    void measure();
    void layout_rows();
    void show_rows();
    void show_current(int index);
    void describe();
    void paint_row(QPainter&, int index, const QRect&, const RowLook&) const;
    void paint_cell(QPainter&, int column, std::uint32_t row, const QRect&, const RowLook&) const;
    void paint_marks(QPainter&, const QRect&, const RowLook&) const;
    void paint_head(QPainter&, int column, const QRect&) const;
    int column_at(int x) const;
    int left_of(int column) const;
    void want_menu(int column);

    RowList& list_;
    std::shared_ptr<const Dataset> data_; // The list's, as it was measured.
    std::vector<ColumnStatistics> statistics_;
    std::vector<int> wanted_, widths_; // What the columns need; what they have, the room to the right shared out.
    std::vector<int> decimals_;
    int column_ = -1, hovered_ = -1; // hovered_: index into rows().
};

/// The icon and the word for a column's type.
const char* column_icon(ColumnType);
/// A number as the table shows it, with `decimals` places.
QString shown_number(double value, int decimals);
/// How many decimals a column of numbers needs, at most 4.
int decimals_of(const Column&);

} // namespace loom
