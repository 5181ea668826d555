#include "stages/progress_line.h"

#include "theme/language.h"
#include "theme/theme.h"

#include <QPainter>

namespace loom {

ProgressLine::ProgressLine()
{
    setFixedHeight(40);
    setMaximumWidth(316);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ProgressLine::show_position(const QString& epoch, const QString& step, double share, double mark)
{
    epoch_ = epoch;
    step_ = step;
    share_ = share;
    mark_ = mark;
    setAccessibleName(epoch + QLatin1Char(' ') + step);
    updateGeometry();
    update();
}

QSize ProgressLine::sizeHint() const
{
    const QFontMetrics bold(number_font(FontRole::Body, true));
    return {bold.horizontalAdvance(epoch_) + 16 + bold.horizontalAdvance(QStringLiteral("100%")), 40};
}

void ProgressLine::paintEvent(QPaintEvent*)
{
    const Theme& t = theme();
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    const QFont bold = number_font(FontRole::Body, true), plain = number_font(FontRole::Small);
    const QRect line(0, 0, width(), height() - 14);
    p.setFont(bold);
    p.setPen(t.text);
    p.drawText(line, Qt::AlignLeft | Qt::AlignBottom, epoch_);
    const QString percent = percent_text(share_, 0);
    p.drawText(line, Qt::AlignRight | Qt::AlignBottom, percent);
    const int from = QFontMetrics(bold).horizontalAdvance(epoch_) + 8;
    const int room = width() - from - QFontMetrics(bold).horizontalAdvance(QStringLiteral("100%")) - 8;
    p.setFont(plain);
    p.setPen(t.text2);
    if (p.fontMetrics().horizontalAdvance(step_) <= room) // Whole or not at all.
        p.drawText(QRect(from, 0, room, line.height()), Qt::AlignLeft | Qt::AlignBottom, step_);
    const QRectF track(0, height() - 10, width(), 6);
    p.setPen(Qt::NoPen);
    p.setBrush(t.line);
    p.drawRoundedRect(track, 3, 3);
    p.setBrush(t.accent);
    if (share_ > 0)
        p.drawRoundedRect(QRectF(track.left(), track.top(), std::max(6.0, track.width() * share_), 6), 3, 3);
    if (mark_ >= 0) {
        p.setBrush(t.text);
        p.drawRect(QRectF(track.left() + track.width() * mark_ - 1, track.top() - 2, 2, 10));
    }
}

} // namespace loom
