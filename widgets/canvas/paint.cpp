#include "canvas/paint.h"

#include "theme/icons.h"
#include "theme/language.h"

#include <QCoreApplication>
#include <QFontMetricsF>

#include <cmath>

namespace loom {
namespace {

constexpr double padding = 10;

void set_text(QStaticText& text, const QString& words, const QFont& in, double width)
{
    text.setTextFormat(Qt::PlainText);
    text.setPerformanceHint(QStaticText::AggressiveCaching);
    text.setText(QFontMetricsF(in).elidedText(words, Qt::ElideRight, width));
    text.prepare(QTransform(), in);
}

/// The shape under a node's name: of its output, or of what flows into it where it has none.
QString shape_words(const LayerType& type, const NodeFacts& facts)
{
    const auto& shape = type.has_output || facts.inputs.empty() ? facts.output : facts.inputs.front();
    if (!shape)
        return QStringLiteral("–");
    return (facts.assumed ? QStringLiteral("~ ") : QString()) + QString::fromStdString(shape_text(*shape));
}

QFont shape_font(const Box& box)
{
    return font(FontRole::Small, !box.facts.assumed);
}

/// How often a copy of a unit stands there.
std::int64_t times_of(const Node& node)
{
    return node.type == unit_type ? std::get<std::int64_t>(node.values[*find_layer(unit_type)->index_of("repeat")]) : 1;
}

const BoxText& text_of(const Box& box, const DataFacts* data)
{
    if (box.text)
        return *box.text;
    auto text = std::make_unique<BoxText>();
    const double inner = node_width - 2 * padding;
    const std::int64_t times = times_of(box.node);
    if (times > 1)
        set_text(text->times, QStringLiteral("×%1").arg(times), font(FontRole::Small, true), 48);
    text->times_width = times > 1 ? text->times.size().width() + 6 : 0;
    set_text(text->name, shown(box.node.name), font(FontRole::Body, true), node_width - 30 - 30 - text->times_width);
    set_text(text->summary, shown(box.type->summary(box.node.values, Surroundings{box.facts.data ? box.facts.data.get() : data})), font(FontRole::Caption),
             inner);
    const bool counts = box.type->category != Category::InputOutput || box.node.type == unit_type;
    const QString parameters = counts ? counted(box.facts.cost.parameters) : QStringLiteral("–");
    text->parameters_width = QFontMetricsF(font(FontRole::Caption)).horizontalAdvance(parameters);
    set_text(text->parameters, parameters, font(FontRole::Caption), inner);
    set_text(text->shape, shape_words(*box.type, box.facts), shape_font(box), inner - text->parameters_width - 8);
    box.text = std::move(text);
    return *box.text;
}

void draw_on_baseline(QPainter& painter, double x, double baseline, const QStaticText& text, const QFont& in)
{
    painter.setFont(in);
    painter.drawStaticText(QPointF(x, baseline - QFontMetricsF(in).ascent()), text);
}

QPainterPath head_path()
{
    constexpr double r = measure::radius;
    QPainterPath path(QPointF(0, measure::head));
    path.lineTo(0, r);
    path.arcTo(0, 0, 2 * r, 2 * r, 180, -90);
    path.lineTo(node_width - r, 0);
    path.arcTo(node_width - 2 * r, 0, 2 * r, 2 * r, 90, -90);
    path.lineTo(node_width, measure::head);
    path.closeSubpath();
    return path;
}

void paint_ring(QPainter& painter, const QRectF& rect, const QColor& colour)
{
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colour, 2));
    painter.drawRoundedRect(rect.adjusted(-3, -3, 3, 3), measure::radius + 3, measure::radius + 3);
}

/// Nothing to be seen yet: what there will be, in the ground's colour.
void paint_no_thumbnails(QPainter& painter, const std::optional<Shape>& shape, const Theme& t)
{
    using namespace measure;
    if (shape && shape->size() == 1) {
        constexpr double across = thumb_width / 16, down = thumb_side / 4;
        for (int i = 0; i < 64; ++i)
            painter.fillRect(QRectF(thumb_left + i % 16 * across, thumb_top + i / 16 * down, across - 1, down - 1), t.sunken);
        return;
    }
    for (int i = 0; i < 4; ++i) {
        const QRectF square(thumb_left + i * (thumb_side + thumb_gap), thumb_top, thumb_side, thumb_side);
        painter.fillRect(square, t.sunken);
        painter.fillRect(QRectF(square.center() - QPointF(5, 0.75), QSizeF(10, 1.5)), t.text3);
    }
}

void paint_thumbnails(QPainter& painter, const Box& box, const BoxLook& look, const Theme& t)
{
    using namespace measure;
    if (!look.thumbnails)
        return paint_no_thumbnails(painter, box.facts.output, t);
    const QSizeF size = look.thumbnails->deviceIndependentSize();
    painter.drawImage(QPointF(thumb_left, thumb_top), *look.thumbnails);
    if (!look.beside.isEmpty() && size.width() <= thumb_side + 1) {
        painter.setFont(font(FontRole::Caption));
        painter.setPen(t.text3);
        painter.drawText(QRectF(thumb_left + thumb_side + 8, thumb_top, thumb_width - thumb_side - 8, thumb_side), Qt::AlignLeft | Qt::AlignVCenter, look.beside);
    }
    if (look.broken) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(t.err, 2));
        painter.drawRect(QRectF(QPointF(thumb_left, thumb_top), size).adjusted(-1, -1, 1, 1));
        paint_icon(painter, "warning", QPointF(thumb_left + size.width() - 16, thumb_top), 16, t.err);
    }
}

} // namespace

void paint_box(QPainter& painter, const Box& box, const BoxLook& look, const DataFacts* data, const Theme& t)
{
    static const QPainterPath head = head_path();
    const QColor& category = t.category(box.type->category);
    const BoxText& text = text_of(box, data);
    const bool error = box.worst == Severity::Error;
    if (look.selected)
        paint_ring(painter, box.rect, t.accent);
    else if (error)
        paint_ring(painter, box.rect, t.err);

    painter.save();
    painter.translate(box.rect.topLeft());
    const QRectF rect(0, 0, box.rect.width(), box.rect.height());
    const bool left_out = box.node.use != Use::Full;
    if (left_out)
        painter.setOpacity(0.45);
    if (box.node.type == unit_type) { // There is a graph behind it.
        painter.setPen(QPen(t.line, 1));
        painter.setBrush(mixed(category, t.surface, 0.12));
        painter.drawRoundedRect(rect.translated(3, 3).adjusted(0.5, 0.5, -0.5, -0.5), measure::radius, measure::radius);
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(t.surface);
    painter.drawRoundedRect(rect, measure::radius, measure::radius);
    painter.setBrush(mixed(category, t.surface, 0.12));
    painter.drawPath(head);
    painter.fillRect(QRectF(0, measure::head, node_width, 1), mixed(category, t.surface, 0.35));
    painter.setBrush(Qt::NoBrush);
    painter.setPen(look.hovered ? QPen(t.edge, 1.5) : QPen(t.line, 1));
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), measure::radius, measure::radius);

    const bool unit = box.node.type == unit_type;
    paint_icon(painter, unit ? "unit" : category_icon(box.type->category), QPointF(8, 6), 16, category);
    const QFont name_font = font(FontRole::Body, true), caption = font(FontRole::Caption);
    painter.setPen(t.text);
    const QFontMetricsF name_metrics(name_font);
    draw_on_baseline(painter, 30, (measure::head + name_metrics.capHeight()) / 2, text.name, name_font);
    if (box.worst && *box.worst != Severity::Info)
        paint_icon(painter, error ? "error" : "warning", QPointF(node_width - 24, 6), 16, error ? t.err : t.warn);

    if (text.times_width > 0) {
        painter.setPen(t.text2);
        draw_on_baseline(painter, node_width - 24 - text.times_width, (measure::head + name_metrics.capHeight()) / 2, text.times, font(FontRole::Small, true));
    }
    if (box.node.pinned)
        paint_icon(painter, "pin", QPointF(node_width - (box.worst && *box.worst != Severity::Info ? 44 : 24), 6), 16, t.text3);

    painter.setPen(t.text3);
    draw_on_baseline(painter, padding, 44, text.summary, caption);
    if (box.form == measure::Form::Pictures)
        paint_thumbnails(painter, box, look, t);
    painter.setPen(t.text3);
    const double foot = rect.height() - 11;
    draw_on_baseline(painter, node_width - padding - text.parameters_width, foot, text.parameters, caption);
    painter.setPen(box.facts.assumed ? t.text3 : t.text);
    draw_on_baseline(painter, padding, foot, text.shape, shape_font(box));
    if (box.facts.cost.multiply_adds > 0) {
        const double width = node_width - 2 * padding;
        painter.fillRect(QRectF(padding, rect.height() - 6, width, 2), t.line);
        painter.fillRect(QRectF(padding, rect.height() - 6, std::max(1.0, width * box.share), 2), category);
    }
    if (left_out) {
        painter.setOpacity(1);
        painter.setPen(QPen(box.node.use == Use::Muted ? t.err : t.text2, 2, Qt::DotLine, Qt::FlatCap));
        const double y = box.input(0).y() - box.rect.top();
        if (box.node.use == Use::Bypassed)
            painter.drawLine(QPointF(0, y), QPointF(node_width, y));
        else
            painter.drawLine(QPointF(0, 0), QPointF(node_width, rect.height()));
    }
    painter.restore();
}

void paint_small_box(QPainter& painter, const Box& box, const QRectF& rect, double zoom, const BoxLook& look,
                     const DataFacts* data, const Theme& t)
{
    const QColor& category = t.category(box.type->category);
    const double r = measure::radius * zoom;
    const bool error = box.worst == Severity::Error;
    if (look.selected || error) {
        painter.setPen(QPen(look.selected ? t.accent : t.err, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(rect.adjusted(-2, -2, 2, 2), r + 2, r + 2);
    }
    painter.setBrush(mixed(category, t.surface, 0.12));
    painter.setPen(QPen(look.hovered ? t.edge : mixed(category, t.surface, 0.5), 1));
    painter.drawRoundedRect(rect, r, r);

    (void)text_of(box, data);
    BoxText& text = *box.text;
    const QFont bold = font(FontRole::Caption, true), plain = font(FontRole::Caption);
    const double width = rect.width() - 8;
    const QFontMetricsF bold_metrics(bold);
    if (text.small_zoom == 0) {
        text.whole_name = shown(box.node.name);
        text.whole_shape = shape_words(*box.type, box.facts);
        text.name_width = bold_metrics.horizontalAdvance(text.whole_name);
        text.shape_width = QFontMetricsF(plain).horizontalAdvance(text.whole_shape);
    }
    if (text.small_zoom != zoom) {
        text.small_zoom = zoom;
        text.small_name = text.name_width <= width ? text.whole_name : bold_metrics.elidedText(text.whole_name, Qt::ElideRight, width);
        text.small_shape = text.shape_width <= width ? text.whole_shape : QFontMetricsF(plain).elidedText(text.whole_shape, Qt::ElideRight, width);
    }
    const double line = bold_metrics.height();
    const bool both = rect.height() >= 2 * line;
    const QRectF name(rect.left() + 4, rect.center().y() - (both ? line : line / 2), width, line);
    painter.setFont(bold);
    painter.setPen(t.text);
    painter.drawText(name, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, text.small_name);
    if (both) {
        painter.setFont(plain);
        painter.setPen(box.facts.assumed ? t.text3 : t.text2);
        painter.drawText(name.translated(0, line), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                         text.small_shape);
    }
}

void paint_port(QPainter& painter, QPointF at, PortMark mark, const QColor& category, bool several, const Theme& t)
{
    switch (mark) {
    case PortMark::Plain:
        painter.setPen(QPen(category, 2));
        painter.setBrush(several ? category : t.surface);
        painter.drawEllipse(at, measure::port, measure::port);
        return;
    case PortMark::Hovered:
        painter.setPen(QPen(t.accent, 2));
        painter.setBrush(t.accentbg);
        painter.drawEllipse(at, measure::port_hover, measure::port_hover);
        return;
    case PortMark::Fits: {
        QColor halo = t.ok;
        halo.setAlphaF(0.25);
        painter.setPen(Qt::NoPen);
        painter.setBrush(halo);
        painter.drawEllipse(at, 10, 10);
        painter.setBrush(t.ok);
        painter.drawEllipse(at, 6, 6);
        return;
    }
    case PortMark::Unfit:
        painter.save();
        painter.setOpacity(painter.opacity() * 0.45);
        painter.setPen(QPen(t.text3, 1.5));
        painter.setBrush(t.surface);
        painter.drawEllipse(at, measure::port, measure::port);
        painter.drawLine(at + QPointF(-3.5, 3.5), at + QPointF(3.5, -3.5));
        painter.restore();
        return;
    case PortMark::Error:
        painter.setPen(QPen(t.err, 2));
        painter.setBrush(t.surface);
        painter.drawRoundedRect(QRectF(at - QPointF(5, 5), QSizeF(10, 10)), 3, 3);
        painter.setPen(QPen(t.err, 1.5, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(at + QPointF(-2, -2), at + QPointF(2, 2));
        painter.drawLine(at + QPointF(-2, 2), at + QPointF(2, -2));
        return;
    }
}

QPen wire_pen(WireLook look, const Theme& t)
{
    // Dashes are counted in pen widths.
    const auto dashed = [](const QColor& colour, double width, double dash, double gap) {
        QPen pen(colour, width, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin);
        pen.setDashPattern({dash / width, gap / width});
        return pen;
    };
    switch (look) {
    case WireLook::Sound:
        return QPen(t.edge, 2, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin);
    case WireLook::Assumed:
        return dashed(t.edge, 2, 2, 5);
    case WireLook::Error:
        return dashed(t.err, 2, 6, 4);
    case WireLook::Selected:
        return QPen(t.accent, 2.5, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin);
    case WireLook::Hovered:
        return QPen(t.accent, 3, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin);
    case WireLook::Drawn:
        return dashed(t.accent, 2.5, 8, 4);
    }
    return {};
}

void paint_tip(QPainter& painter, QPointF at, const QString& words, const QRectF& inside, const QColor& edge,
               const Theme& t)
{
    const QFont in = font(FontRole::Caption);
    const QFontMetricsF metrics(in);
    const QRectF most(0, 0, 260, 400);
    QRectF rect = metrics.boundingRect(most, Qt::TextWordWrap, words).adjusted(-6, -3, 6, 3);
    rect.moveCenter(at);
    rect.moveLeft(
        std::clamp(rect.left(), inside.left() + 4, std::max(inside.left() + 4, inside.right() - rect.width() - 4)));
    rect.moveTop(
        std::clamp(rect.top(), inside.top() + 4, std::max(inside.top() + 4, inside.bottom() - rect.height() - 4)));
    painter.setPen(QPen(edge, 1));
    painter.setBrush(t.raised);
    painter.drawRoundedRect(rect, 4, 4);
    painter.setPen(t.text);
    painter.setFont(in);
    painter.drawText(rect, Qt::AlignCenter | Qt::TextWordWrap, words);
}

// 8 down, 24 soft, 16% black: a blurred rectangle as a stack of faint ones.
void paint_shadow(QPainter& painter, const QRectF& rect, const Theme& t)
{
    constexpr int layers = 12, step = 2;
    QColor faint = t.shadow;
    faint.setAlphaF(0.16f / layers);
    painter.setPen(Qt::NoPen);
    painter.setBrush(faint);
    for (int i = 0; i < layers; ++i) {
        const double out = step * (i - layers / 2);
        painter.drawRoundedRect(rect.translated(0, 8).adjusted(-out, -out, out, out), measure::radius + 6 + out,
                                measure::radius + 6 + out);
    }
}

QString tip_words(const Node& node, const NodeFacts& facts, const Finding* finding, const QString& help)
{
    const auto words = [](const char* text) { return QCoreApplication::translate("loom::Canvas", text); };
    const LayerType& layer = *find_layer(node.type);
    const QString type = shown(layer.title);
    QStringList lines{node.name == utf8(type) ? type : words(QT_TRANSLATE_NOOP("loom::Canvas", "%1 (%2)")).arg(shown(node.name), type), help.isEmpty() ? shown(layer.help) : help};
    const bool error = finding && finding->severity == Severity::Error;
    lines << (error ? words(QT_TRANSLATE_NOOP("loom::Canvas", "Output: %1")).arg(shape_words(layer, facts))
                    : words(QT_TRANSLATE_NOOP("loom::Canvas", "Output: %1 · %2 parameters · %3 multiply-adds"))
                          .arg(shape_words(layer, facts), counted(facts.cost.parameters), short_count(double(facts.cost.multiply_adds))));
    if (finding && finding->severity != Severity::Info)
        lines << (error ? words(QT_TRANSLATE_NOOP("loom::Canvas", "Error: %1")) : words(QT_TRANSLATE_NOOP("loom::Canvas", "Warning: %1"))).arg(shown(finding->message));
    lines.removeAll(QString());
    return lines.join(QLatin1Char('\n'));
}

QString spoken(const Node& node, const NodeFacts& facts, const Finding* finding)
{
    const auto words = [](const char* text) { return QCoreApplication::translate("loom::Canvas", text); };
    const LayerType& layer = *find_layer(node.type);
    const QString name = shown(node.name), type = shown(layer.title), shape = shape_words(layer, facts);
    const bool error = finding && finding->severity == Severity::Error;
    QString all = error ? words(QT_TRANSLATE_NOOP("loom::Canvas", "%1, %2, output %3")).arg(name, type, shape)
                        : words(QT_TRANSLATE_NOOP("loom::Canvas", "%1, %2, output %3, %4 parameters, %5 multiply-adds"))
                              .arg(name, type, shape, counted(facts.cost.parameters),
                                   short_count(double(facts.cost.multiply_adds)));
    if (finding && finding->severity != Severity::Info)
        all = (error ? words(QT_TRANSLATE_NOOP("loom::Canvas", "%1. Error: %2"))
                     : words(QT_TRANSLATE_NOOP("loom::Canvas", "%1. Warning: %2")))
                  .arg(all, shown(finding->message));
    return all;
}

} // namespace loom
