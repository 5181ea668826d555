#pragma once
#include "data/dataset.h"
#include "bridge/worker.h"
#include "data/statistics.h"

#include <QList>
#include <QWidget>

#include <memory>

namespace loom {

/// One column of a table in full: its distribution, coloured by class where the target has few, and its figures. A click
/// on a bar asks for the rows that it counts.
class ColumnDetail : public QWidget {
    Q_OBJECT
public:
    explicit ColumnDetail(QWidget* parent = nullptr);
    void show_column(std::shared_ptr<const Dataset>, int column, const ColumnStatistics&);
    /// The classes of the bars are still counted.
    bool busy() const { return counter_.busy(); }
    /// So many pixels at the right of the head are somebody else's.
    void reserve_head(int pixels);
    QSize sizeHint() const override;
    /// The n-th bar with the room above it, of the histogram or of the most frequent values; empty where it is not seen.
    QRect bar_rect(int bar) const;

Q_SIGNALS:
    /// As it is typed: "age" >= 20 and "age" < 25.
    void condition_wanted(const QString&);

protected:
    void paintEvent(QPaintEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void mouseMoveEvent(QMouseEvent*) override;
    void changeEvent(QEvent*) override;

private:
    const Column& column() const { return data_->table().columns[std::size_t(column_)]; }
    QList<std::pair<QString, QString>> figures() const;
    /// Where the bars of numbers are, and where the lines of values are.
    QRect plot_rect() const;
    QRect values_rect() const;
    int bars() const;
    bool bar_each() const;
    int bar_at(QPoint) const;
    QString condition_of(int bar) const;
    int paint_head(QPainter&) const;
    void paint_histogram(QPainter&, const QRect&) const;
    void paint_values(QPainter&, const QRect&) const;

    std::shared_ptr<const Dataset> data_;
    int column_ = -1, reserved_ = 0;
    ColumnStatistics statistics_;
    using Counts = std::vector<std::vector<std::size_t>>;
    Counts by_class_; // [bin][class], for numbers.
    Worker counter_;  // Last: stops before what it reports to goes.
};

} // namespace loom
