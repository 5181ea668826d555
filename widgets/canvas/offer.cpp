#include "canvas/offer.h"

#include "theme/controls.h"

#include <QHBoxLayout>
#include <QPainter>

namespace loom {

Offer::Offer(QWidget* canvas)
    : QFrame(canvas), button_(button({}, "link", "small link")), key_(new Label({}, FontRole::Caption, "text3"))
{
    auto* line = row(this, 8);
    line->setContentsMargins(8, 4, 12, 4);
    line->addWidget(button_);
    line->addWidget(key_);
    button_->setFocusPolicy(Qt::NoFocus); // The key is its way, and the canvas keeps the focus.
    connect(button_, &QPushButton::clicked, this, &Offer::accepted);
    hide();
}

void Offer::set(const QString& what, const QKeySequence& key)
{
    button_->setText(what);
    button_->setToolTip(what);
    key_->setText(key.toString(QKeySequence::NativeText));
    setAccessibleName(what);
    adjustSize();
}

void Offer::move_to(const QRectF& place)
{
    const QRect inside = parentWidget()->rect().adjusted(8, 8, -8, -8);
    const QPoint at = (place.center() - QPointF(width(), height()) / 2).toPoint();
    move(std::clamp(at.x(), inside.left(), std::max(inside.left(), inside.right() - width())),
         std::clamp(at.y(), inside.top(), std::max(inside.top(), inside.bottom() - height())));
}

void Offer::paintEvent(QPaintEvent*)
{
    const Theme& t = theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(t.line, 1));
    painter.setBrush(t.raised);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), size::radius, size::radius);
}

} // namespace loom
