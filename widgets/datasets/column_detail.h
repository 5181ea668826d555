#pragma once
#include "data/dataset.h"
#include "data/statistics.h"

#include <QList>
#include <QWidget>

#include <memory>

namespace loom {

/// One column of a table in full: its distribution, coloured by class where the target has few, and its figures.
class ColumnDetail : public QWidget {
    Q_OBJECT
public:
    explicit ColumnDetail(QWidget* parent = nullptr);
    void show_column(std::shared_ptr<const Dataset>, int column, const ColumnStatistics&);
    /// So many pixels at the right of the head are somebody else's.
    void reserve_head(int pixels);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent*) override;
    void changeEvent(QEvent*) override;

private:
    const Column& column() const { return data_->table().columns[std::size_t(column_)]; }
    QList<std::pair<QString, QString>> figures() const;
    int paint_head(QPainter&) const;
    void paint_histogram(QPainter&, const QRect&) const;
    void paint_values(QPainter&, const QRect&) const;

    std::shared_ptr<const Dataset> data_;
    int column_ = -1, reserved_ = 0;
    ColumnStatistics statistics_;
    std::vector<std::vector<std::size_t>> by_class_; // [bin][class], for numbers.
};

} // namespace loom
