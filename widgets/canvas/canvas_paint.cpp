#include "canvas/canvas.h"

#include "canvas/error_popover.h"
#include "canvas/layer_search.h"
#include "canvas/node_search.h"
#include "canvas/offer.h"
#include "canvas/thumbnails.h"
#include "theme/icons.h"
#include "theme/language.h"

#include <QPaintEvent>

#include <cmath>

namespace loom {

void Canvas::paintEvent(QPaintEvent* event)
{
    thumbnails_->set_scale(devicePixelRatioF());
    QPainter painter(this);
    painter.fillRect(event->rect(), theme().canvas);
    const QRectF area(to_scene(event->rect().topLeft()), QSizeF(event->rect().size()) / zoom_);
    if (zoom_ < measure::least_text) {
        paint_remarks(painter, area);
        paint_far(painter, area);
        paint_gesture(painter);
        return;
    }
    paint_dots(painter);
    std::vector<int> wires, boxes;
    scene_.wire_grid().each(area, [&](int i) {
        if (scene_.wires()[std::size_t(i)].bounds.intersects(area))
            wires.push_back(i);
    });
    const QRectF around = area.adjusted(-16, -16, 16, 16);
    scene_.box_grid().each(around, [&](int i) {
        if (scene_.boxes()[std::size_t(i)].rect.intersects(around))
            boxes.push_back(i);
    });
    std::ranges::sort(boxes); // The newest on top.
    painter.setRenderHint(QPainter::Antialiasing);
    paint_remarks(painter, area);
    paint_wires(painter, wires);
    paint_points(painter, wires);
    paint_boxes(painter, boxes);
    paint_gesture(painter);
    for (const QWidget* floating :
         {static_cast<QWidget*>(popover_), static_cast<QWidget*>(search_), static_cast<QWidget*>(find_list_),
          static_cast<QWidget*>(offer_)})
        if (floating->isVisible())
            paint_shadow(painter, floating->geometry(), theme());
}

void Canvas::paint_dots(QPainter& painter)
{
    double step = measure::grid * zoom_;
    while (step < 9)
        step *= 2;
    const double ratio = devicePixelRatioF();
    const auto whole = [ratio](double v) { return std::round(v * ratio) / ratio; };
    // One row of them, on whole device pixels, is drawn again and again.
    constexpr double tall = 4;
    if (dots_zoom_ != zoom_ || dots_.deviceIndependentSize().width() < width() + step || dots_.devicePixelRatio() != ratio) {
        dots_zoom_ = zoom_;
        const auto blank = [&](double wide) {
            QPixmap made((QSizeF(wide, tall) * ratio).toSize());
            made.setDevicePixelRatio(ratio);
            made.fill(theme().canvas);
            return made;
        };
        QPixmap dot = blank(tall);
        QPainter round(&dot);
        round.setRenderHint(QPainter::Antialiasing);
        round.setPen(QPen(theme().dot, 1.8, Qt::SolidLine, Qt::RoundCap));
        round.drawPoint(QPointF(tall, tall) / 2);
        round.end();
        dots_ = blank(std::ceil(width() + step));
        QPainter row(&dots_);
        for (double x = step / 2; x < width() + step; x += step)
            row.drawPixmap(QPointF(whole(x - tall / 2), 0), dot);
    }
    const auto rest = [&](double v) {
        const double r = std::fmod(v * zoom_ + step / 2, step);
        return whole(r < 0 ? r + step : r);
    };
    const QPointF corner(-rest(origin_.x()), -rest(origin_.y()));
    for (double y = step / 2; y < height() + step; y += step)
        painter.drawPixmap(QPointF(corner.x(), whole(corner.y() + y - tall / 2)), dots_);
}

void Canvas::paint_wires(QPainter& painter, const std::vector<int>& wires)
{
    const Theme& t = theme();
    const auto* drawing = std::get_if<Drawing>(&gesture_);
    const auto* drag = std::get_if<Dragging>(&gesture_);
    const auto* carry = std::get_if<Carrying>(&gesture_);
    const Link* into = drag && drag->into ? &*drag->into : carry && carry->into ? &*carry->into : nullptr;
    const bool idle = std::holds_alternative<Idle>(gesture_);
    const Selection& chosen = graph_.selection();
    const auto look_of = [&](const Wire& wire) {
        if ((into && *into == wire.link) || (idle && hovered_wire_ && *hovered_wire_ == wire.link))
            return WireLook::Hovered;
        if (wire.state == Wire::State::Error)
            return WireLook::Error;
        if (chosen.links.contains(wire.link) || chosen.nodes.contains(wire.link.from) ||
            chosen.nodes.contains(wire.link.to))
            return WireLook::Selected;
        return wire.state == Wire::State::Assumed ? WireLook::Assumed : WireLook::Sound;
    };
    painter.save();
    painter.scale(zoom_, zoom_);
    painter.translate(-origin_);
    painter.setBrush(Qt::NoBrush);
    const Wire* tip = nullptr;
    for (const bool marked : {false, true})
        for (int i : wires) {
            const Wire& wire = scene_.wires()[std::size_t(i)];
            const WireLook look = look_of(wire);
            if (marked != (look == WireLook::Hovered || look == WireLook::Selected) ||
                (drawing && drawing->taken && *drawing->taken == wire.link))
                continue;
            painter.setPen(wire_pen(look, t));
            painter.drawPath(wire.path);
            if (look == WireLook::Hovered && !into)
                tip = &wire;
        }
    painter.restore();
    if (tip)
        if (const auto& shape = scene_.boxes()[std::size_t(tip->from)].facts.output)
            paint_tip(painter, to_view(tip->path.pointAtPercent(0.5)),
                      QString::fromStdString(shape_text(*shape)) + QStringLiteral(" · f32"), QRectF(rect()), t.accent,
                      t);
}

PortMark Canvas::mark_of(const PortRef& ref, bool error)
{
    const auto* drawing = std::get_if<Drawing>(&gesture_);
    if (!drawing) {
        if (hovered_port_ == ref && std::holds_alternative<Idle>(gesture_))
            return PortMark::Hovered;
        return error ? PortMark::Error : PortMark::Plain;
    }
    if (drawing->from == ref)
        return PortMark::Hovered;
    if (drawing->from.output == ref.output)
        return PortMark::Plain;
    return refusal_of(ref) ? PortMark::Unfit : PortMark::Fits;
}

void Canvas::paint_ports(QPainter& painter, const Box& box)
{
    const Theme& t = theme();
    const QColor& category = t.category(box.type->category);
    for (int port = 0; port < box.inputs; ++port) {
        const bool error = box.worst == Severity::Error && std::ranges::any_of(graph_.analysis().findings, [&](const Finding& f) {
            return f.node == box.id && f.port == port && f.severity == Severity::Error && f.found && graph_.is_here(f);
        });
        paint_port(painter, box.input(port), mark_of({box.id, false, port}, error),
                   category, false, t);
    }
    if (box.gives)
        paint_port(painter, box.output(), mark_of({box.id, true, 0}, false), category, box.links_out > 1, t);
}

void Canvas::paint_boxes(QPainter& painter, const std::vector<int>& boxes)
{
    const Theme& t = theme();
    const Selection& chosen = graph_.selection();
    const bool full = zoom_ >= measure::least_full;
    painter.save();
    painter.setRenderHint(QPainter::SmoothPixmapTransform, zoom_ < 1);
    if (full) {
        painter.scale(zoom_, zoom_);
        painter.translate(-origin_);
    }
    for (int i : boxes) {
        const Box& box = scene_.boxes()[std::size_t(i)];
        BoxLook look{chosen.nodes.contains(box.id) || looked_at_ == box.id, hovered_box_ == box.id};
        if (full && box.form == measure::Form::Pictures) {
            const NodeLook* values = thumbnails_->look(box.id);
            look.thumbnails = thumbnails_->image(box.id);
            look.broken = values && values->broken > 0;
            if (box.node.type == "input")
                look.beside = sample_words();
        }
        if (full) {
            paint_box(painter, box, look, graph_.facts(), t);
            paint_ports(painter, box);
        } else {
            const QRectF in_view(to_view(box.rect.topLeft()), box.rect.size() * zoom_);
            paint_small_box(painter, box, in_view, zoom_, look, graph_.facts(), t);
            if (!std::holds_alternative<Drawing>(gesture_) && hovered_box_ != box.id)
                continue;
            painter.save();
            painter.scale(zoom_, zoom_);
            painter.translate(-origin_);
            paint_ports(painter, box);
            painter.restore();
        }
    }
    painter.restore();
}

// Below 30%: boxes in their category's colour, wires as straight lines, all of one colour at once.
void Canvas::paint_far(QPainter& painter, const QRectF& area)
{
    const Theme& t = theme();
    const Selection& chosen = graph_.selection();
    static QList<QLineF> plain, wrong;
    constexpr std::size_t categories = std::size_t(Category::Merge) + 1;
    static std::array<QList<QRectF>, categories + 1> filled;
    static QList<QRectF> marked;
    plain.clear();
    wrong.clear();
    marked.clear();
    for (auto& rects : filled)
        rects.clear();
    const auto& boxes = scene_.boxes();
    scene_.wire_grid().each(area, [&](int i) {
        const Wire& wire = scene_.wires()[std::size_t(i)];
        if (!wire.bounds.intersects(area))
            return;
        const QLineF line(to_view(boxes[std::size_t(wire.from)].output()),
                          to_view(boxes[std::size_t(wire.to)].input(wire.link.port)));
        (wire.state == Wire::State::Error ? wrong : plain) << line;
    });
    scene_.box_grid().each(area, [&](int i) {
        const Box& box = boxes[std::size_t(i)];
        if (!box.rect.intersects(area))
            return;
        const QRectF in_view(to_view(box.rect.topLeft()), box.rect.size() * zoom_);
        const bool error = box.worst == Severity::Error;
        filled[error ? categories : std::size_t(box.type->category)] << in_view;
        if (chosen.nodes.contains(box.id) || looked_at_ == box.id)
            marked << in_view.adjusted(-2, -2, 2, 2);
    });
    painter.setPen(QPen(t.edge, 1));
    painter.drawLines(plain);
    painter.setPen(QPen(t.err, 1.5));
    painter.drawLines(wrong);
    painter.setPen(Qt::NoPen);
    for (std::size_t c = 0; c < filled.size(); ++c) {
        const bool error = c == categories;
        painter.setBrush(error ? t.err : mixed(t.category(Category(c)), t.surface, 0.7));
        painter.drawRects(filled[c]);
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(t.accent, 2));
    painter.drawRects(marked);
}

void Canvas::paint_gesture(QPainter& painter)
{
    const Theme& t = theme();
    painter.setRenderHint(QPainter::Antialiasing);
    const auto paint_loose_wire = [&](QPointF from, QPointF to, bool forward) {
        painter.save();
        painter.scale(zoom_, zoom_);
        painter.translate(-origin_);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(wire_pen(WireLook::Drawn, t));
        painter.drawPath(forward ? curved_path(from, to) : curved_path(to, from));
        painter.restore();
    };
    if (const auto* band = std::get_if<Band>(&gesture_)) {
        QColor fill = t.accent;
        fill.setAlphaF(0.08);
        painter.setPen(QPen(t.accent, 1));
        painter.setBrush(fill);
        if (band->lasso.isEmpty()) {
            painter.drawRect(QRectF(to_view(band->start), to_view(band->now)).normalized());
        } else {
            QPolygonF seen;
            for (const QPointF& p : band->lasso)
                seen << to_view(p);
            painter.drawPolygon(seen);
        }
    } else if (const auto* carry = std::get_if<Carrying>(&gesture_)) {
        const QSizeF room = QSizeF(node_width, measure::base_height(form())) * zoom_;
        const QRectF ghost(carry->at - QPointF(room.width(), room.height()) / 2, room);
        const QColor& category = t.category(carry->what.category());
        painter.setOpacity(0.85);
        painter.setPen(QPen(t.accent, 1.5));
        painter.setBrush(mixed(category, t.surface, 0.12));
        painter.drawRoundedRect(ghost, measure::radius * zoom_, measure::radius * zoom_);
        painter.setPen(t.text);
        painter.setFont(loom::font(FontRole::Body, true));
        painter.drawText(ghost.adjusted(8, 0, -8, 0), Qt::AlignCenter, carry->what.name());
        painter.setOpacity(1);
    } else if (const auto* drawing = std::get_if<Drawing>(&gesture_)) {
        const Box* start = scene_.find(drawing->from.node);
        if (!start || !(drawing->moved || drawing->by_keys))
            return;
        const QPointF end = end_of(*drawing);
        paint_loose_wire(start->at(drawing->from), end, drawing->from.output);
        if (drawing->target) {
            const auto& why = refusal_of(*drawing->target);
            const QString words = why ? shown(*why) : replaced_by(*drawing);
            if (!words.isEmpty())
                paint_tip(painter, to_view(end) + QPointF(0, -34), words, QRectF(rect()), why ? t.err : t.accent, t);
        }
    }
    if (search_from_)
        if (const Box* start = scene_.find(search_from_->node))
            paint_loose_wire(start->at(*search_from_), search_at_, search_from_->output);
}

} // namespace loom
