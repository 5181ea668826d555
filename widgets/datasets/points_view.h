#pragma once
#include "data/table.h"

#include <QPixmap>
#include <QStringList>
#include <QWidget>

#include <optional>

namespace loom {

/// Rows as points in a plane, coloured by a third column. The nearest point says its values; a click chooses its row.
class PointsView : public QWidget {
    Q_OBJECT
public:
    struct Points {
        std::vector<std::uint32_t> rows;
        std::vector<double> x, y;
        /// One per point. With `classes` (at most six: each a colour and a shape): their index, −1 for none of them. Without:
        /// 0…1 on the scale of heat. Empty: all alike.
        std::vector<float> colour;
        QStringList classes;
        Column x_axis, y_axis; // Name and type; of categories the names too.
    };
    explicit PointsView(QWidget* parent = nullptr);
    void set_points(Points);
    const Points& points() const { return points_; }
    QSize minimumSizeHint() const override { return {200, 120}; }

Q_SIGNALS:
    void row_chosen(quint32 row);

protected:
    void paintEvent(QPaintEvent*) override;
    void resizeEvent(QResizeEvent*) override;
    void mouseMoveEvent(QMouseEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void leaveEvent(QEvent*) override;
    void changeEvent(QEvent*) override;

private:
    QRect room_for_points() const;
    QPointF place(std::size_t point) const;
    std::optional<std::size_t> nearest(QPointF) const;
    void paint_point(QPainter&, std::size_t point) const;
    void draw();

    Points points_;
    double left_ = 0, right_ = 1, bottom_ = 0, top_ = 1;
    QPixmap picture_; // Until points, size or theme change.
    QRect plot_;      // As it was drawn.
    std::optional<std::size_t> hovered_;
};

} // namespace loom
