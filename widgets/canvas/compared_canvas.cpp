#include "canvas/compared_canvas.h"

#include "theme/controls.h"
#include "theme/icons.h"
#include "theme/language.h"

#include <QAction>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace loom {
namespace {

using Sign = DifferenceRow::Sign;

/// Solid, dashed, dotted: the colour is never alone.
QPen pen_of(Sign sign, double width, const Theme& t)
{
    QPen pen(t.*sign_colour(sign), width, sign == Sign::Added ? Qt::SolidLine : Qt::CustomDashLine, Qt::FlatCap);
    if (sign == Sign::Removed)
        pen.setDashPattern({4, 2.5});
    if (sign == Sign::Changed)
        pen.setDashPattern({1.2, 1.6});
    return pen;
}

void paint_sign(QPainter& painter, QPointF centre, Sign sign, const Theme& t)
{
    constexpr double radius = 9;
    painter.setPen(QPen(t.surface, 1.5));
    painter.setBrush(t.*sign_colour(sign));
    painter.drawEllipse(centre, radius, radius);
    paint_icon(painter, sign_icon_name(sign), centre - QPointF(7, 7), 14, t.surface);
}

} // namespace

const char* sign_icon_name(Sign sign)
{
    return sign == Sign::Added ? "plus" : sign == Sign::Removed ? "minus" : "differs";
}

QColor Theme::*sign_colour(Sign sign)
{
    return sign == Sign::Added ? &Theme::ok : sign == Sign::Removed ? &Theme::err : &Theme::warn;
}

ComparedCanvas::ComparedCanvas(GraphDocument& graph) : Canvas(graph)
{
    // Commands would change the graph, and those of the other canvas have the same keys.
    for (QAction* action : actions())
        removeAction(action);
    connect(&graph, &GraphDocument::changed, this, &ComparedCanvas::hide_offers);
    hide_offers();
}

void ComparedCanvas::hide_offers()
{
    findChild<EmptyState*>()->action()->hide();
}

void ComparedCanvas::changeEvent(QEvent* event)
{
    Canvas::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        hide_offers();
}

void ComparedCanvas::set_marks(ComparedMarks marks)
{
    marks_ = std::move(marks);
    update();
}

void ComparedCanvas::look_at(NodeId id)
{
    const Box* box = scene().find(id);
    if (!box)
        return;
    const double closer = zoom() < measure::least_full ? 1 : zoom();
    glide_to(box->rect.center() - QPointF(width(), height()) / 2 / closer, closer);
}

bool ComparedCanvas::event(QEvent* event)
{
    // Tab goes on to what is next: there is nothing to add here.
    if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Tab)
        return QWidget::event(event);
    return Canvas::event(event);
}

void ComparedCanvas::paintEvent(QPaintEvent* event)
{
    Canvas::paintEvent(event);
    const Theme& t = theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF area = visible_area().adjusted(-16, -16, 16, 16);
    const bool near = zoom() >= measure::least_text;
    painter.save();
    painter.scale(zoom(), zoom());
    painter.translate(-origin());
    painter.setBrush(Qt::NoBrush);
    for (const auto& [link, sign] : marks_.links)
        if (const Wire* wire = scene().find(link); wire && wire->bounds.intersects(area)) {
            painter.setPen(pen_of(sign, 3 / std::min(1.0, zoom()), t));
            painter.drawPath(wire->path);
        }
    painter.restore();
    QColor back = t.canvas;
    back.setAlphaF(0.55f);
    scene().box_grid().each(area, [&](int i) {
        const Box& box = scene().boxes()[std::size_t(i)];
        const auto mark = marks_.nodes.find(box.id);
        const QRectF rect(to_view(box.rect.topLeft()), box.rect.size() * zoom());
        if (mark == marks_.nodes.end()) {
            if (marks_.nodes.empty() || graph().selection().nodes.contains(box.id))
                return;
            painter.setPen(Qt::NoPen);
            painter.setBrush(back);
            painter.drawRect(rect.adjusted(-6, -1, 6, 1));
            return;
        }
        painter.setBrush(Qt::NoBrush);
        painter.setPen(pen_of(mark->second, 2, t));
        const double out = graph().selection().nodes.contains(box.id) ? 6 : 3;
        painter.drawRoundedRect(rect.adjusted(-out, -out, out, out), measure::radius * zoom() + out, measure::radius * zoom() + out);
        if (near)
            paint_sign(painter, rect.topLeft(), mark->second, t);
    });
}

void ComparedCanvas::mousePressEvent(QMouseEvent* event)
{
    setFocus(Qt::MouseFocusReason);
    if (event->button() != Qt::LeftButton && event->button() != Qt::MiddleButton)
        return;
    held_ = event->position();
    if (event->button() != Qt::LeftButton)
        return;
    const Box* box = scene().box_at(to_scene(event->position()));
    graph().select(box ? Selection{{box->id}, {}} : Selection{});
    if (box)
        Q_EMIT node_chosen(box->id);
}

void ComparedCanvas::mouseMoveEvent(QMouseEvent* event)
{
    if (!held_)
        return Canvas::mouseMoveEvent(event);
    look(origin() - (event->position() - *held_) / zoom(), zoom());
    held_ = event->position();
}

void ComparedCanvas::mouseReleaseEvent(QMouseEvent*)
{
    held_.reset();
}

void ComparedCanvas::mouseDoubleClickEvent(QMouseEvent* event)
{
    const Box* box = scene().box_at(to_scene(event->position()));
    if (event->button() == Qt::LeftButton && box && box->node.type == unit_type)
        Q_EMIT entered(box->id);
}

void ComparedCanvas::keyPressEvent(QKeyEvent* event)
{
    const int key = event->key();
    const bool arrow = key == Qt::Key_Left || key == Qt::Key_Right || key == Qt::Key_Up || key == Qt::Key_Down;
    if (arrow && !(event->modifiers() & ~Qt::KeypadModifier)) {
        Canvas::keyPressEvent(event);
        if (graph().selection().nodes.size() == 1)
            Q_EMIT node_chosen(*graph().selection().nodes.begin());
        return;
    }
    const auto& chosen = graph().selection().nodes;
    if ((key == Qt::Key_Return || key == Qt::Key_Enter) && chosen.size() == 1 && graph().document().find(*chosen.begin())->type == unit_type)
        return Q_EMIT entered(*chosen.begin());
    if (key == Qt::Key_Escape)
        return Q_EMIT left();
    QWidget::keyPressEvent(event);
}

} // namespace loom
