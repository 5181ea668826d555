#include "canvas/notice.h"

#include "theme/controls.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QPainter>

#include <algorithm>

namespace loom {

static constexpr int widest = 320;

Notice::Notice(QWidget* canvas) : QFrame(canvas), words_(new Label({}, FontRole::Small, "text"))
{
    auto* line = row(this, 8);
    line->setContentsMargins(12, 8, 12, 8);
    words_->wrap();
    line->addWidget(words_);
    setAttribute(Qt::WA_TransparentForMouseEvents); // Whatever is pressed is pressed on the canvas.
    hide();
}

void Notice::say(const QString& sentence, QPointF near)
{
    words_->setText(sentence);
    setAccessibleName(sentence);
    const QRect inside = parentWidget()->rect().adjusted(8, 8, -8, -8);
    const int wanted = QFontMetrics(words_->font()).horizontalAdvance(sentence) + 28;
    setFixedWidth(std::min({widest, wanted, std::max(80, inside.width())}));
    setFixedHeight(layout()->heightForWidth(width()));
    const QPoint at = near.toPoint() + QPoint(12, 16);
    move(std::clamp(at.x(), inside.left(), std::max(inside.left(), inside.right() - width())),
         std::clamp(at.y(), inside.top(), std::max(inside.top(), inside.bottom() - height())));
    show();
    raise();
    QAccessibleEvent told(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&told);
}

QString Notice::sentence() const
{
    return words_->text();
}

void Notice::paintEvent(QPaintEvent*)
{
    const Theme& t = theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(t.warn, 1));
    painter.setBrush(t.raised);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), size::radius, size::radius);
}

} // namespace loom
