#include "bridge/pins.h"

#include "graph/varied.h"
#include "search/space.h"
#include "theme/icons.h"
#include "theme/theme.h"

#include <QApplication>
#include <QEvent>
#include <QPainter>

#include <algorithm>

namespace loom {

bool can_pin(const Setting& setting)
{
    const Value& like = setting.fallback;
    return setting.names == Setting::Names::Nothing && (!setting.choices.empty() || std::holds_alternative<bool>(like) ||
                                                        std::holds_alternative<std::int64_t>(like) || std::holds_alternative<double>(like));
}

std::set<std::size_t> pinned_of(const Document& document, const TypeInfo& type, Varied::Of of, NodeId node)
{
    std::set<std::size_t> pinned;
    for (const Varied& v : document.search())
        if (v.of == of && v.node == node)
            if (const auto index = type.index_of(v.key))
                pinned.insert(*index);
    return pinned;
}

void set_pinned(GraphDocument& graph, Varied place, bool on)
{
    std::vector<Varied> all = graph.document().search();
    std::erase_if(all, [&](const Varied& v) { return v.same_place(place); });
    if (on) {
        auto range = usual_range(graph.document(), std::move(place));
        if (!range)
            return Q_EMIT graph.refused(range.error());
        all.push_back(std::move(*range));
    }
    const Change change = searching(std::move(all));
    graph.perform(change.name, change.edits);
}

PinButton::PinButton(QList<QWidget*> row) : row_(std::move(row))
{
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setFixedSize(sizeHint());
    for (QWidget* w : row_)
        w->installEventFilter(this);
    connect(qApp, &QApplication::focusChanged, this, [this] { update(); });
}

QSize PinButton::sizeHint() const { return {width, size::control}; }

bool PinButton::is_seen() const
{
    const QWidget* focused = QApplication::focusWidget();
    return isChecked() || hasFocus() || underMouse() ||
           std::ranges::any_of(row_, [&](const QWidget* w) { return w->underMouse() || w == focused || w->isAncestorOf(focused); });
}

bool PinButton::eventFilter(QObject* object, QEvent* event)
{
    if (event->type() == QEvent::Enter || event->type() == QEvent::Leave)
        update();
    return QAbstractButton::eventFilter(object, event);
}

void PinButton::paintEvent(QPaintEvent*)
{
    if (!is_seen())
        return;
    const Theme& t = theme();
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    const QRectF ground = QRectF(0, (height() - 22) / 2.0, PinButton::width, 22).adjusted(0.5, 0.5, -0.5, -0.5);
    p.setPen(hasFocus() ? QPen(t.accent, 1.5) : QPen(Qt::NoPen));
    p.setBrush(isChecked() ? QBrush(t.accentbg) : underMouse() && isEnabled() ? QBrush(t.hover) : QBrush(Qt::NoBrush));
    p.drawRoundedRect(ground, size::radius_small, size::radius_small);
    const int side = 14;
    paint_icon(p, "pin", QPointF((PinButton::width - side) / 2.0, (height() - side) / 2.0), side, !isEnabled() ? t.disabled : isChecked() ? t.accent : t.text2);
}

} // namespace loom
