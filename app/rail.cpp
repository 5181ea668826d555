#include "rail.h"

#include "theme/controls.h"

#include <QButtonGroup>
#include <QPainter>
#include <QVBoxLayout>

namespace loom {

RailItem::RailItem(const char* icon, QWidget* parent) : QAbstractButton(parent), icon_(icon)
{
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void RailItem::set_badge(int errors)
{
    badge_ = errors;
    setAccessibleDescription(errors ? tr("%n error(s)", nullptr, errors) : QString());
    update();
}

void RailItem::set_ring(double share)
{
    ring_ = share;
    update();
}

QSize RailItem::sizeHint() const
{
    const QFontMetrics m(loom::font(FontRole::Caption, true));
    return {std::max(64, m.horizontalAdvance(text()) + 8), 36 + line_height(FontRole::Caption) + 4};
}

void RailItem::paintEvent(QPaintEvent*)
{
    const Theme& t = theme();
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    p.setPen(Qt::NoPen);
    const QRectF box = QRectF(rect()).adjusted(4, 0, -4, 0);
    if (isChecked() || underMouse()) {
        p.setBrush(isChecked() ? t.accentbg : t.hover);
        p.drawRoundedRect(box, size::radius_card, size::radius_card);
    }
    if (isChecked()) {
        p.setBrush(t.accent);
        p.drawRoundedRect(QRectF(-3, height() / 2.0 - 15, 6, 30), 3, 3);
    }
    const QColor ink = isChecked() ? t.accent : t.text2;
    const int left = (width() - 24) / 2;
    paint_icon(p, icon_, QPointF(left, 8), 24, ink);
    p.setFont(loom::font(FontRole::Caption, isChecked()));
    p.setPen(ink);
    p.drawText(QRect(0, 34, width(), line_height(FontRole::Caption) + 2), Qt::AlignCenter, text());

    if (badge_ > 0) {
        const QString n = badge_ > 99 ? QStringLiteral("99+") : QString::number(badge_);
        p.setFont(loom::font(FontRole::Caption, true));
        const qreal w = std::max(16.0, p.fontMetrics().horizontalAdvance(n) + 8.0);
        const QRectF r(left + 20, 4, w, 16);
        p.setPen(Qt::NoPen);
        p.setBrush(t.err);
        p.drawRoundedRect(r, 8, 8);
        p.setPen(t.surface);
        p.drawText(r, Qt::AlignCenter, n);
    } else if (ring_ >= 0) {
        const QRectF r(left + 22, 6, 11, 11);
        p.setBrush(Qt::NoBrush);
        p.setPen(QPen(t.line, 3));
        p.drawEllipse(r);
        p.setPen(QPen(t.accent, 3, Qt::SolidLine, Qt::FlatCap));
        p.drawArc(r, 90 * 16, -int(std::max(0.02, ring_) * 360 * 16));
    }
}

Rail::Rail()
{
    setProperty("ground", QStringLiteral("rail"));
    setProperty("edges", QStringLiteral("right"));
    auto* l = column(this, 4);
    l->setContentsMargins(0, 8, 0, 8);
    l->addStretch(1);
    group_ = new QButtonGroup(this);
    setMinimumWidth(size::rail);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
}

RailItem* Rail::add(const QString& name, const char* icon, bool at_bottom)
{
    auto* item = new RailItem(icon, this);
    item->setObjectName(name);
    group_->addButton(item);
    auto* l = static_cast<QVBoxLayout*>(layout());
    if (at_bottom)
        l->addWidget(item);
    else
        l->insertWidget(l->count() - 1, item);
    connect(item, &QAbstractButton::clicked, this, [this, name] { Q_EMIT chosen(name); });
    return item;
}

RailItem* Rail::item(const QString& name) const
{
    return findChild<RailItem*>(name);
}

void Rail::set_current(const QString& name)
{
    if (auto* i = item(name))
        i->setChecked(true);
}

} // namespace loom
