#pragma once
#include <QWidget>

#include <vector>

namespace loom {

/// Predicted against true numbers: on the dashed line the prediction is right. A click chooses the nearest sample.
class ScatterView : public QWidget {
    Q_OBJECT
public:
    struct Dot {
        double truth, predicted;
        std::uint32_t row;
    };
    ScatterView();
    void set_dots(std::vector<Dot>);
    int chosen() const { return chosen_; }
    const std::vector<Dot>& dots() const { return dots_; }
    QPointF place(const Dot&) const;
    QSize sizeHint() const override { return {420, 420}; }
    QSize minimumSizeHint() const override { return {220, 200}; }

signals:
    void dot_chosen(int index);

protected:
    void paintEvent(QPaintEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void changeEvent(QEvent*) override;

private:
    QRectF area() const;
    std::vector<Dot> dots_;
    double low_ = 0, high_ = 1;
    int chosen_ = -1;
};

} // namespace loom
