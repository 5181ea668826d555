#include "canvas/remark_paint.h"

#include "graph/unit_change.h"
#include "theme/language.h"

#include <QCoreApplication>
#include <QFontMetricsF>

namespace loom {
namespace {

QString words(const char* text, int n = -1) { return QCoreApplication::translate("loom::Canvas", text, nullptr, n); }

QColor with_alpha(QColor colour, float alpha)
{
    colour.setAlphaF(alpha);
    return colour;
}

const QColor& colour_of(const Remark& remark, const Theme& t)
{
    return t.category(Category(std::clamp(remark.colour, 0, int(Category::Merge))));
}

void paint_frame(QPainter& painter, const RemarkBox& box, const RemarkLook& look, const Theme& t)
{
    const QColor& colour = colour_of(box.remark, t);
    painter.setPen(look.selected ? QPen(t.accent, 2) : QPen(look.hovered ? t.edge : with_alpha(colour, 0.4F), 1));
    painter.setBrush(with_alpha(colour, 0.05F));
    painter.drawRoundedRect(box.rect.adjusted(0.5, 0.5, -0.5, -0.5), size::radius_frame, size::radius_frame);
    const QFont bold = font(FontRole::Small, true), plain = font(FontRole::Caption);
    const QRectF band(box.rect.left() + 14, box.rect.top(), box.rect.width() - 28, measure::head);
    const QString total = words(QT_TRANSLATE_NOOP("loom::Canvas", "%1 parameters")).arg(counted(box.parameters));
    const double room = QFontMetricsF(plain).horizontalAdvance(total) + 8;
    const bool both = band.width() > room + 48;
    const QString title = QFontMetricsF(bold).elidedText(shown(box.remark.text).simplified(), Qt::ElideRight, both ? band.width() - room : band.width());
    painter.setFont(bold);
    painter.setPen(colour);
    painter.drawText(band, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, title);
    if (!both)
        return;
    painter.setFont(plain);
    painter.setPen(t.text3);
    painter.drawText(band.adjusted(QFontMetricsF(bold).horizontalAdvance(title) + 8, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, total);
}

void paint_note(QPainter& painter, const RemarkBox& box, const RemarkLook& look, const Theme& t)
{
    painter.setPen(look.selected ? QPen(t.accent, 2) : look.hovered ? QPen(t.edge, 1) : QPen(Qt::NoPen));
    painter.setBrush(t.warnbg);
    painter.drawRoundedRect(box.rect, size::radius_small, size::radius_small);
    painter.save();
    const QRectF inner = box.rect.adjusted(12, 8, -12, -8);
    painter.setClipRect(inner, Qt::IntersectClip);
    painter.setFont(font(FontRole::Small));
    painter.setPen(t.text);
    painter.drawText(inner, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, shown(box.remark.text));
    painter.restore();
}

} // namespace

void paint_remark(QPainter& painter, const RemarkBox& box, const RemarkLook& look, const Theme& t)
{
    if (box.remark.kind == Remark::Kind::Frame)
        paint_frame(painter, box, look, t);
    else
        paint_note(painter, box, look, t);
}

void paint_far_remark(QPainter& painter, const RemarkBox& box, const QRectF& in_view, const RemarkLook& look, const Theme& t)
{
    const bool frame = box.remark.kind == Remark::Kind::Frame;
    const QColor& colour = colour_of(box.remark, t);
    painter.setPen(look.selected ? QPen(t.accent, 2) : frame ? QPen(with_alpha(colour, 0.4F), 1) : QPen(Qt::NoPen));
    painter.setBrush(frame ? with_alpha(colour, 0.05F) : t.warnbg);
    painter.drawRect(in_view);
}

void paint_route_point(QPainter& painter, QPointF at, bool selected, bool hovered, const Theme& t)
{
    painter.setPen(QPen(selected || hovered ? t.accent : t.edge, 2));
    painter.setBrush(selected ? t.accent : t.surface);
    const double radius = hovered ? measure::port : measure::port - 1;
    painter.drawEllipse(at, radius, radius);
}

QString spoken(const RemarkBox& box)
{
    const QString text = shown(box.remark.text).simplified();
    if (box.remark.kind == Remark::Kind::Note)
        return words(QT_TRANSLATE_NOOP("loom::Canvas", "Note: %1")).arg(text);
    return words(QT_TRANSLATE_NOOP("loom::Canvas", "Frame %1, nodes: %2, %3 parameters")).arg(text, counted(qint64(box.nodes)), counted(box.parameters));
}

QString spoken(const Document& document, const Analysis& analysis, const Remark& remark)
{
    RemarkBox box{.remark = remark};
    for (const NodeId id : nodes_in(document, remark, [&](const Node& node) { return Point{node_width, height_of(document, node)}; })) {
        ++box.nodes;
        if (const auto facts = analysis.nodes.find(id); facts != analysis.nodes.end())
            box.parameters += facts->second.cost.parameters;
    }
    return spoken(box);
}

} // namespace loom
