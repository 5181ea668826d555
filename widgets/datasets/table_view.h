#pragma once
#include "data/row_order.h"
#include "data/statistics.h"
#include "datasets/row_list.h"

#include <QAbstractScrollArea>

class QPainter;

namespace loom {

/// The rows of a table under heads that are charts. Any number of rows: it scrolls by rows and draws what is seen. Up and
/// down choose rows, left and right columns; what was changed by hand is marked at the left. A click beside a column's name, or with
/// Shift anywhere on its head, asks for the next order: ascending, descending, as in the file; so do Alt+Up, Alt+Down, Alt+Home.
class TableView : public QAbstractScrollArea {
    Q_OBJECT
public:
    /// Shows what the list holds; it must outlive the view.
    explicit TableView(RowList&, QWidget* parent = nullptr);

    /// After the list's: its columns are measured.
    void show_data();
    /// For the charts, one per column; may come later than the data.
    void set_statistics(std::vector<ColumnStatistics>);
    /// How the list's rows are sorted, to be shown in the heads.
    void set_sort(std::optional<RowSort>);
    const std::optional<RowSort>& sort() const { return sort_; }
    const RowOrder& rows() const { return list_.rows(); }
    /// Where a row is in the viewport now.
    QRect row_rect(int index) const;
    /// Where the arrow of a column's order is in the viewport, or would be.
    QRect arrow_rect(int column) const;
    /// The chosen column, or −1.
    int current_column() const { return column_; }
    void set_current_column(int);

Q_SIGNALS:
    void column_changed(int column);
    /// What can be done with a column is asked for, at a place of the screen.
    void menu_wanted(int column, QPoint at);
    /// Nothing: as in the file.
    void sort_wanted(const std::optional<loom::RowSort>&);

protected:
    void paintEvent(QPaintEvent*) override;
    void resizeEvent(QResizeEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void mouseMoveEvent(QMouseEvent*) override;
    void leaveEvent(QEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    void wheelEvent(QWheelEvent*) override;
    void changeEvent(QEvent*) override;
    bool viewportEvent(QEvent*) override;

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
    void want_sort(int column, Qt::SortOrder);
    void want_next_sort(int column);
    bool is_sorted_by(int column) const;
    bool is_at_arrow(QPoint) const;
    void paint_arrow(QPainter&, int column) const;

    RowList& list_;
    std::shared_ptr<const Dataset> data_; // The list's, as it was measured.
    std::vector<ColumnStatistics> statistics_;
    std::optional<RowSort> sort_;
    std::vector<int> wanted_, widths_; // What the columns need; what they have, the room to the right shared out.
    std::vector<int> decimals_;
    int column_ = -1, hovered_ = -1, hovered_head_ = -1; // hovered_: index into rows(); hovered_head_: a column.
};

/// The icon and the word for a column's type.
const char* column_icon(ColumnType);
/// A number as the table shows it, with `decimals` places.
QString shown_number(double value, int decimals);
/// How many decimals a column of numbers needs, at most 4.
int decimals_of(const Column&);

} // namespace loom
