#pragma once
#include <QPixmap>
#include <QWidget>

namespace loom {

class Canvas;

/// The whole graph small, with what the canvas shows as an outline. A click or a drag goes there.
class Minimap : public QWidget {
    Q_OBJECT
public:
    explicit Minimap(Canvas&);
    /// The graph is different; a move of the view needs only update().
    void renew();

protected:
    void paintEvent(QPaintEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void mouseMoveEvent(QMouseEvent*) override;

private:
    /// From the scene into the map, when that shows `part` of it.
    QTransform to_map(const QRectF& part) const;
    QTransform to_map() const;
    void draw_picture();
    void go(QPointF);
    Canvas& canvas_;
    QPixmap picture_;
};

} // namespace loom
