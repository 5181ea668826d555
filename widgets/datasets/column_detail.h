#pragma once
#include "data/dataset.h"
#include "data/statistics.h"

#include <QWidget>

namespace loom {


/// One column of a table in full: its distribution, coloured by class where the target has few, and its figures.
class ColumnDetail : public QWidget {
    Q_OBJECT
public:
    explicit ColumnDetail(QWidget* parent = nullptr);
    void show_column(std::shared_ptr<const Dataset>, int column, const ColumnStatistics&);

protected:
    void paintEvent(QPaintEvent*) override;
    void changeEvent(QEvent*) override;

private:
    std::shared_ptr<const Dataset> data_;
    int column_ = -1;
    ColumnStatistics statistics_;
    std::vector<std::vector<std::size_t>> by_class_; // [bin][class], for numbers.
};

} // namespace loom
