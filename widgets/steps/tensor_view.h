#pragma once
#include "base/value.h"

#include <QImage>
#include <QWidget>

#include <memory>
#include <vector>

class QComboBox;
class QSpinBox;

namespace loom {

class Label;

/// How the numbers of a tensor lie in the plane that is shown, one plane for each channel or filter.
struct TensorPlane {
    Shape shape;                        // Of the whole, channels first.
    bool of_sample = true;              // Else a weight.
    std::int64_t rows = 0, columns = 0; // Of one plane.
    std::int64_t planes = 1;
    /// The element of the stored order at a place; −1 past a wrapped vector's end.
    std::int64_t element(std::int64_t plane, std::int64_t row, std::int64_t column) const;
    static TensorPlane of(const Shape&, bool of_sample);
    /// A vector: its numbers run through the rows like words.
    bool wrapped() const { return count_ > 0; }

private:
    std::int64_t count_ = 0;
};

/// The numbers of one plane: as a table where they are few, else as a heat map with its scale. A number under the pointer is
/// told with its index; a click or Enter chooses it. Arrows go from number to number.
class NumberGrid : public QWidget {
    Q_OBJECT
public:
    explicit NumberGrid(QWidget* parent = nullptr);
    /// `largest`: where the one of the largest size is. Names of elements along the only axis of a vector; empty where there
    /// are none. Only the plane that is shown is looked through, for a tensor may have millions of numbers.
    void set_numbers(TensorPlane, std::shared_ptr<const std::vector<float>>, std::size_t largest, std::vector<std::string> names);
    void set_plane(std::int64_t);
    std::int64_t plane() const { return plane_; }
    /// The chosen element, or −1.
    void choose(std::int64_t element);
    std::int64_t chosen() const { return chosen_; }
    bool is_table() const;
    /// "[3, 5]  0.4120", with names where there are some.
    QString told(std::int64_t element) const;
    const TensorPlane& layout_of() const { return layout_; }
    /// Where an element of the plane that is shown lies.
    QRect place_of(std::int64_t element) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void asked(qint64 element);
    void plane_changed(int);

protected:
    void paintEvent(QPaintEvent*) override;
    void mouseMoveEvent(QMouseEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    void focusInEvent(QFocusEvent*) override;
    void changeEvent(QEvent*) override;
    bool event(QEvent*) override;

private:
    void renew();
    void move_to(std::int64_t element);
    std::int64_t at(QPoint) const;
    int cell_height() const;
    int name_width() const;
    QSize map_size() const;
    QString number_at(std::int64_t element) const;

    TensorPlane layout_;
    std::size_t all() const { return numbers_ ? numbers_->size() : 0; }
    std::shared_ptr<const std::vector<float>> numbers_;
    std::vector<std::string> names_;
    std::int64_t plane_ = 0, chosen_ = -1, hovered_ = -1;
    double most_ = 0; // The largest size of a finite number in the whole tensor.
    int number_width_ = 0;
    QImage map_;
};

/// A tensor with its title, shape, and a choice of the plane where there are several.
class TensorView : public QWidget {
    Q_OBJECT
public:
    explicit TensorView(QWidget* parent = nullptr);
    void set_title(const QString&, const QString& shape);
    void set_numbers(const Shape&, bool of_sample, std::shared_ptr<const std::vector<float>>, std::size_t largest,
                     std::vector<std::string> names = {});
    NumberGrid& grid() const { return *grid_; }
    QSpinBox& plane() const { return *plane_; }

private:
    Label *title_, *shape_, *plane_name_;
    QSpinBox* plane_;
    NumberGrid* grid_;
};

} // namespace loom
