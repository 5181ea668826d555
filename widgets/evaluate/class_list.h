#pragma once
#include "evaluate/measures.h"

#include <QWidget>

namespace loom {

/// Precision, recall and F1 of each class: dots on lines, whose ends are the same for all and are labelled in the card's
/// head. Sorted as asked; the weakest class is bold.
class ClassList : public QWidget {
    Q_OBJECT
public:
    enum Sort { ByName, ByF1, BySupport };
    ClassList();
    void set_classes(const std::vector<ClassMeasures>&, const QStringList& names);
    void set_sort(Sort);
    Sort sort() const { return sort_; }
    /// The left end of all lines, 0…1.
    double scale_from() const { return from_; }
    const std::vector<int>& order() const { return order_; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    /// A class was clicked.
    void class_chosen(int index);

protected:
    void paintEvent(QPaintEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void changeEvent(QEvent*) override;

private:
    int row_height() const;
    void arrange();
    std::vector<ClassMeasures> classes_;
    QStringList names_;
    std::vector<int> order_;
    Sort sort_ = ByName;
    double from_ = 0;
    int weakest_ = -1;
};

} // namespace loom
