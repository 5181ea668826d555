#pragma once
#include "data/dataset.h"
#include "data/statistics.h"

#include <QAbstractScrollArea>

class QPainter;

namespace loom {

/// The rows of a table under heads that are charts. Any number of rows: it scrolls by rows and draws what is seen.
class TableView : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit TableView(QWidget* parent = nullptr);

    void set_data(std::shared_ptr<const Dataset>);
    /// For the charts, one per column; may come later than the data.
    void set_statistics(std::vector<ColumnStatistics>);
    void set_rows(std::vector<std::uint32_t>);
    const std::vector<std::uint32_t>& rows() const { return rows_; }
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
    void paint_head(QPainter&, int column, const QRect&) const;
    int column_at(int x) const;
    int left_of(int column) const;
    void want_menu(int column);

    std::shared_ptr<const Dataset> data_;
    std::vector<ColumnStatistics> statistics_;
    std::vector<std::uint32_t> rows_;
    std::vector<int> wanted_, widths_; // What the columns need; what they have, the room to the right shared out.
    std::vector<int> decimals_;
    int column_ = -1, hovered_ = -1; // hovered_: index into rows_.
};

/// The icon and the word for a column's type.
const char* column_icon(ColumnType);
/// A number as the table shows it, with `decimals` places.
QString shown_number(double value, int decimals);
/// How many decimals a column of numbers needs, at most 4.
int decimals_of(const Column&);

} // namespace loom
