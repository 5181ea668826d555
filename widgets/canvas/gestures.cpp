#include "canvas/canvas.h"

#include "bridge/layers.h"
#include "canvas/architecture_search.h"
#include "canvas/layer_search.h"
#include "canvas/node_search.h"
#include "canvas/notice.h"
#include "canvas/unit_search.h"
#include "theme/command.h"
#include "theme/language.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QLineF>
#include <QMenu>
#include <QMouseEvent>
#include <QVariantAnimation>

#include <cmath>

// The mouse on the canvas: choosing, moving, wiring, and layers carried in from a list.
namespace loom {

void Canvas::mousePressEvent(QMouseEvent* event)
{
    const QPointF view = event->position(), at = to_scene(view);
    pointer_ = view;
    notice_->hide();
    close_lists();
    setFocus(Qt::MouseFocusReason);
    if (event->button() == Qt::MiddleButton || (event->button() == Qt::LeftButton && space_)) {
        abandon();
        gesture_ = Panning{view};
        setCursor(Qt::ClosedHandCursor);
        return;
    }
    if (event->button() != Qt::LeftButton)
        return;
    const bool add = event->modifiers() & (Qt::ShiftModifier | Qt::ControlModifier);
    const bool near = zoom_ >= measure::least_text;
    if (const auto port = near ? scene_.port_at(at, std::max(measure::port_hit, 6 / zoom_)) : std::nullopt)
        return begin_drawing(*port, at);
    if (const Box* box = scene_.box_at(at)) {
        const QPointF inside = at - box->rect.topLeft();
        if (box->worst && *box->worst == Severity::Error && near && inside.x() > node_width - 28 &&
            inside.y() < measure::head) {
            graph_.select(box->id);
            if (problem_ == box->id)
                close_problem();
            else
                show_problem(box->id);
            return;
        }
        Selection chosen = graph_.selection();
        const bool was = chosen.nodes.contains(box->id);
        if (add) {
            if (was)
                chosen.nodes.erase(box->id);
            else
                chosen.nodes.insert(box->id);
            graph_.select(std::move(chosen));
        } else if (!was) {
            graph_.select(box->id);
        }
        gesture_ = Pressed{box->id, at, was && !add};
        return;
    }
    if (near && press_point(at))
        return;
    if (const Wire* wire = near ? scene_.wire_at(at, 6 / zoom_) : nullptr) {
        if (event->modifiers() & Qt::AltModifier)
            return add_point(*wire, at);
        Selection chosen = add ? graph_.selection() : Selection{};
        if (!chosen.links.insert(wire->link).second)
            chosen.links.erase(wire->link);
        graph_.select(std::move(chosen));
        return;
    }
    if (!add && !lasso_next_ && !(event->modifiers() & Qt::AltModifier) && press_remark(at))
        return;
    Band band{at, at, add ? graph_.selection() : Selection{}};
    band.take = event->modifiers() & Qt::ControlModifier ? Take::Less : add ? Take::More : Take::Fresh;
    if (std::exchange(lasso_next_, false) || event->modifiers() & Qt::AltModifier)
        band.lasso << at;
    gesture_ = band;
    if (!add) {
        chosen_remark_.reset();
        graph_.select(Selection{});
        selection_changed();
    }
    update();
}

void Canvas::mouseMoveEvent(QMouseEvent* event)
{
    const QPointF view = event->position(), at = to_scene(view);
    pointer_ = view;
    std::visit(overloaded{[&](Idle&) { hover(view); },
                          [&](Panning& pan) {
                              set_view(origin_ - (view - pan.last) / zoom_, zoom_);
                              pan.last = view;
                          },
                          [&](Pressed& pressed) {
                              if ((at - pressed.start).manhattanLength() * zoom_ < 4)
                                  return;
                              std::set<NodeId> nodes = graph_.selection().nodes;
                              if (!nodes.contains(pressed.id)) // Taken out by Shift and click.
                                  return;
                              const Dragging drag{std::move(nodes), pressed.id, pressed.start, {}, {}};
                              gesture_ = drag;
                              mouseMoveEvent(event);
                          },
                          [&](Dragging& drag) {
                              const Box* held = scene_.find(drag.held);
                              const QPointF home(held->node.at.x, held->node.at.y);
                              QPointF corner = home + at - drag.start;
                              corner = event->modifiers() & Qt::AltModifier ? corner : aligned(*held, corner);
                              drag.by = {std::round(corner.x() - home.x()), std::round(corner.y() - home.y())};
                              scene_.shift(drag.nodes, drag.by);
                              drag.into.reset();
                              if (drag.nodes.size() == 1 && graph_.document().links_of(drag.held).empty() &&
                                  passes_on(*held->type, held->node.values))
                                  drag.into = link_under(held->rect, drag.held);
                              place_overlays();
                              update();
                          },
                          [&](Band& band) {
                              band.now = at;
                              take_band(band);
                          },
                          [&](Drawing& drawing) {
                              drawing.moved = drawing.moved || (at - drawing.now).manhattanLength() * zoom_ >= 4;
                              if (drawing.moved)
                                  move_drawing(at);
                          },
                          [&](MovingRemark& moving) { move_remark(moving, at); }, [&](MovingPoint& moving) { move_point(moving, at); },
                          [&](Carrying&) {}},
               gesture_);
}

void Canvas::mouseReleaseEvent(QMouseEvent* event)
{
    const Gesture ended = gesture_;
    if (std::holds_alternative<Panning>(ended)) {
        if (event->button() == Qt::RightButton)
            return;
        gesture_ = Idle{};
        setCursor(space_ ? Qt::OpenHandCursor : Qt::ArrowCursor);
        return;
    }
    if (event->button() != Qt::LeftButton)
        return;
    if (const auto* pressed = std::get_if<Pressed>(&ended)) {
        gesture_ = Idle{};
        if (pressed->only_this)
            graph_.select(pressed->id);
    } else if (std::holds_alternative<Dragging>(ended)) {
        finish_drag();
    } else if (std::holds_alternative<MovingRemark>(ended)) {
        finish_remark_move();
    } else if (std::holds_alternative<MovingPoint>(ended)) {
        finish_point();
    } else if (std::holds_alternative<Band>(ended)) {
        gesture_ = Idle{};
        setCursor(Qt::ArrowCursor);
        update();
    } else if (const auto* drawing = std::get_if<Drawing>(&ended); drawing && !drawing->by_keys) {
        finish_drawing();
    }
    hover(event->position());
}

void Canvas::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    abandon();
    const QPointF at = to_scene(event->position());
    if (const Box* box = scene_.box_at(at)) {
        const NodeId id = box->id;
        graph_.select(id);
        if (!graph_.enter(id))
            Q_EMIT settings_wanted();
    } else if (const Wire* wire = scene_.wire_at(at, 6 / zoom_)) {
        graph_.select(Selection{{}, {wire->link}});
        open_search_in(wire->link);
    } else if (const auto hit = scene_.remark_at(at, 6 / zoom_)) {
        choose_remark(hit->id);
        edit_remark();
    } else {
        open_search_at(at, {});
    }
}

/// What the rectangle touches, or what has its middle or a corner inside the lasso.
void Canvas::take_band(Band& band)
{
    QRectF area = QRectF(band.start, band.now).normalized();
    if (!band.lasso.isEmpty()) {
        if ((band.now - band.lasso.last()).manhattanLength() * zoom_ >= 3)
            band.lasso << band.now;
        area = band.lasso.boundingRect();
    }
    const auto touched = [&](const QRectF& rect) {
        if (band.lasso.isEmpty())
            return rect.intersects(area);
        return std::ranges::any_of(std::array{rect.center(), rect.topLeft(), rect.topRight(), rect.bottomLeft(), rect.bottomRight()},
                                   [&](QPointF p) { return band.lasso.containsPoint(p, Qt::OddEvenFill); });
    };
    Selection chosen = band.before;
    scene_.box_grid().each(area, [&](int i) {
        const Box& box = scene_.boxes()[std::size_t(i)];
        if (!touched(box.rect))
            return;
        if (band.take == Take::Less)
            chosen.nodes.erase(box.id);
        else
            chosen.nodes.insert(box.id);
    });
    graph_.select(std::move(chosen));
    update();
}

void Canvas::contextMenuEvent(QContextMenuEvent* event)
{
    abandon();
    const bool by_mouse = event->reason() == QContextMenuEvent::Mouse;
    const QPointF at = to_scene(event->pos());
    if (by_mouse) {
        pointer_ = event->pos();
        if (const Box* box = scene_.box_at(at)) {
            if (!graph_.selection().nodes.contains(box->id))
                graph_.select(box->id);
        } else if (const Wire* wire = scene_.wire_at(at, 6 / zoom_)) {
            graph_.select(Selection{{}, {wire->link}});
        } else if (const auto hit = scene_.remark_at(at, 6 / zoom_)) {
            choose_remark(hit->id);
        } else {
            chosen_remark_.reset();
            graph_.select(Selection{});
            selection_changed();
        }
    }
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QList<QAction*> possible = commands_;
    possible.removeIf([](const QAction* action) { return action && !action->isEnabled(); });
    add_commands(*menu, possible);
    menu->addSeparator();
    add_colours(*menu);
    add_bookmarks(*menu);
    menu->popup(event->globalPos());
}

void Canvas::hideEvent(QHideEvent* event)
{
    notice_->hide();
    close_lists();
    QWidget::hideEvent(event);
}

void Canvas::leaveEvent(QEvent*)
{
    if (!std::holds_alternative<Idle>(gesture_))
        return;
    hovered_box_.reset();
    hovered_port_.reset();
    hovered_wire_.reset();
    hovered_remark_.reset();
    update();
}

void Canvas::focusOutEvent(QFocusEvent* event)
{
    space_ = false;
    if (!std::holds_alternative<Idle>(gesture_) && event->reason() != Qt::PopupFocusReason)
        abandon();
    graph_.seal();
    QWidget::focusOutEvent(event);
}

void Canvas::hover(QPointF view)
{
    const QPointF at = to_scene(view);
    const bool near = zoom_ >= measure::least_text;
    std::optional<NodeId> box;
    std::optional<Link> wire;
    const auto port = near ? scene_.port_at(at, std::max(measure::port_hit, 6 / zoom_)) : std::nullopt;
    if (const Box* found = scene_.box_at(at))
        box = found->id;
    else if (const Wire* found_wire = near && !port ? scene_.wire_at(at, 6 / zoom_) : nullptr)
        wire = found_wire->link;
    const auto remark = box || wire || port ? std::nullopt : scene_.remark_at(at, 6 / zoom_);
    const auto over = remark ? std::optional(remark->id) : std::nullopt;
    if (!space_ && !port) {
        const Qt::Edges edges = remark ? remark->edges : Qt::Edges();
        const bool across = edges & (Qt::LeftEdge | Qt::RightEdge), up = edges & (Qt::TopEdge | Qt::BottomEdge);
        const bool falling = edges == (Qt::LeftEdge | Qt::TopEdge) || edges == (Qt::RightEdge | Qt::BottomEdge);
        setCursor(across && up ? (falling ? Qt::SizeFDiagCursor : Qt::SizeBDiagCursor) : across ? Qt::SizeHorCursor : up ? Qt::SizeVerCursor : Qt::ArrowCursor);
    }
    if (box == hovered_box_ && port == hovered_port_ && wire == hovered_wire_ && over == hovered_remark_)
        return;
    hovered_remark_ = over;
    hovered_box_ = box;
    hovered_port_ = port;
    hovered_wire_ = wire;
    if (!space_ && port)
        setCursor(Qt::CrossCursor);
    QString tip;
    if (port)
        if (const Box* owner = scene_.find(port->node)) {
            if (port->output)
                tip = tr("Output of %1").arg(shown(owner->node.name));
            else if (const auto ports = owner->type->inputs(owner->node.values); std::size_t(port->port) < ports.size())
                tip = tr("Input %1: %2")
                          .arg(shown(ports[std::size_t(port->port)].name), shown(ports[std::size_t(port->port)].help));
        }
    if (const Box* owner = box && !port ? scene_.find(*box) : nullptr) {
        const auto finding = graph_.told_of(owner->id);
        tip = tip_words(owner->node, owner->facts, finding ? &*finding : nullptr, unit_help(owner->node));
    }
    setToolTip(tip);
    update();
}

QString Canvas::unit_help(const Node& node) const
{
    const Unit* unit = node.type == unit_type ? graph_.document().find(node.unit) : nullptr;
    return unit ? shown(unit->help) : QString();
}

/// Rows and columns of other nodes nearby attract the corner that is dragged.
QPointF Canvas::aligned(const Box& held, QPointF corner) const
{
    const double reach = 6 / zoom_;
    const auto* drag = std::get_if<Dragging>(&gesture_);
    QPointF best(reach + 1, reach + 1);
    const QRectF area = visible_area();
    scene_.box_grid().each(area, [&](int i) {
        const Box& box = scene_.boxes()[std::size_t(i)];
        if (box.id == held.id || (drag && drag->nodes.contains(box.id)))
            return;
        const QPointF off = box.rect.topLeft() - corner;
        if (std::abs(off.x()) < std::abs(best.x()))
            best.setX(off.x());
        if (std::abs(off.y()) < std::abs(best.y()))
            best.setY(off.y());
    });
    if (std::abs(best.x()) <= reach)
        corner.rx() += best.x();
    if (std::abs(best.y()) <= reach)
        corner.ry() += best.y();
    return corner;
}

std::optional<Link> Canvas::link_under(const QRectF& box, std::optional<NodeId> moving) const
{
    const Wire* wire = scene_.wire_at(box.center(), box.height() / 2);
    if (!wire || (moving && (wire->link.from == *moving || wire->link.to == *moving)))
        return {};
    return wire->link;
}

void Canvas::finish_drag()
{
    const Dragging drag = std::get<Dragging>(std::exchange(gesture_, Idle{}));
    const Node* held = graph_.document().find(drag.held);
    if (drag.into && held)
        perform(moving_into(graph_.document(), drag.held, {held->at.x + drag.by.x(), held->at.y + drag.by.y()},
                            *drag.into));
    else if (!drag.by.isNull())
        perform(moving(graph_.document(), drag.nodes, {drag.by.x(), drag.by.y()}));
    scene_.shift(drag.nodes, {}); // Where the document says, whatever became of it.
    place_overlays();
    update();
}

void Canvas::abandon()
{
    if (const auto* drag = std::get_if<Dragging>(&gesture_))
        scene_.shift(drag->nodes, {});
    if (const auto* moving = std::get_if<MovingRemark>(&gesture_)) {
        if (const RemarkBox* box = scene_.find(moving->id))
            scene_.place(moving->id, {box->remark.at.x, box->remark.at.y, box->remark.width, box->remark.height});
        scene_.shift(moving->nodes, {});
    }
    if (const auto* point = std::get_if<MovingPoint>(&gesture_))
        scene_.lead(point->link, route_of(point->link));
    const bool drawn = std::holds_alternative<Drawing>(gesture_);
    gesture_ = Idle{};
    if (std::exchange(lasso_next_, false))
        setCursor(Qt::ArrowCursor);
    refusals_.clear();
    if (drawn)
        Q_EMIT said({});
    place_overlays();
    update();
}

// ---- Wires ----------------------------------------------------------------------------------------------------------

void Canvas::begin_drawing(PortRef port, QPointF scene)
{
    Drawing drawing{.from = port, .now = scene};
    // The end of a wire is picked up from the input it leads to.
    if (!port.output)
        if (const auto old = graph_.document().link_into(port.node, port.port)) {
            drawing.taken = old;
            drawing.from = {old->from, true, 0};
        }
    refusals_.clear();
    gesture_ = drawing;
    update();
}

std::optional<Link> Canvas::link_between(const PortRef& a, const PortRef& b) const
{
    if (a.output == b.output)
        return {};
    const PortRef &from = a.output ? a : b, &to = a.output ? b : a;
    return Link{from.node, to.node, to.port};
}

const std::optional<Message>& Canvas::refusal_of(const PortRef& target)
{
    const auto key = std::tuple(target.node, target.output, target.port);
    if (const auto known = refusals_.find(key); known != refusals_.end())
        return known->second;
    std::optional<Message> why;
    const auto& drawing = std::get<Drawing>(gesture_);
    if (const auto link = link_between(drawing.from, target))
        why = refusal(graph_.document(), graph_.analysis(), graph_.facts(), link->from, link->to, link->port);
    return refusals_[key] = std::move(why);
}

void Canvas::move_drawing(QPointF at)
{
    auto& drawing = std::get<Drawing>(gesture_);
    const QPointF seen = end_of(drawing);
    const auto before = std::exchange(drawing.target, std::nullopt);
    drawing.now = at;
    const auto across = [&](const PortRef& ref) { return ref.output != drawing.from.output; };
    // As far on the screen, but not past the next node.
    const double reach = std::clamp(measure::snap / zoom_, measure::snap, 2.5 * measure::snap);
    if (const auto port = scene_.port_at(at, reach, across)) {
        drawing.target = port;
    } else if (const Box* box = scene_.box_at(at); box && box->id != drawing.from.node) {
        // Anywhere on a node: its first port that is free and fits, else the first one.
        if (!drawing.from.output) {
            if (box->gives)
                drawing.target = PortRef{box->id, true, 0};
        } else {
            for (int port_index = 0; port_index < box->inputs; ++port_index) {
                const PortRef ref{box->id, false, port_index};
                const bool free = !graph_.document().link_into(box->id, port_index);
                if (!drawing.target || (free && !refusal_of(ref))) {
                    drawing.target = ref;
                    if (free && !refusal_of(ref))
                        break;
                }
            }
        }
    }
    if (drawing.target != before) {
        drawing.snapped_from = seen;
        snap_->stop();
        if (const int duration = drawing.target ? ThemeManager::instance().duration(80) : 0) {
            snap_->setDuration(duration);
            snap_->start();
        }
    }
    if (!drawing.target)
        Q_EMIT said(tr("Let go on the empty canvas to see the layers that fit"));
    else if (const auto& why = refusal_of(*drawing.target))
        Q_EMIT said(shown(*why));
    else
        Q_EMIT said(replaced_by(drawing));
    update();
}

/// Where the loose end is seen: on its way to the port that it snaps to.
QPointF Canvas::end_of(const Drawing& drawing) const
{
    const Box* box = drawing.target ? scene_.find(drawing.target->node) : nullptr;
    if (!box)
        return drawing.now;
    const QPointF port = box->at(*drawing.target);
    return snap_->state() == QVariantAnimation::Running ? drawing.snapped_from + (port - drawing.snapped_from) * snap_->currentValue().toDouble() : port;
}

/// What a wire that is let go now takes the place of, in words; empty where the input is free.
QString Canvas::replaced_by(const Drawing& drawing) const
{
    const auto link = drawing.target ? link_between(drawing.from, *drawing.target) : std::nullopt;
    const auto old = link ? graph_.document().link_into(link->to, link->port) : std::nullopt;
    if (!old || *old == *link || drawing.taken == old)
        return {};
    return tr("Takes the place of the link from %1").arg(shown(graph_.document().find(old->from)->name));
}

void Canvas::finish_drawing()
{
    const Drawing drawing = std::get<Drawing>(std::exchange(gesture_, Idle{}));
    refusals_.clear();
    Q_EMIT said({});
    update();
    if (!drawing.moved && !drawing.by_keys) {
        if (drawing.taken)
            graph_.select(Selection{{}, {*drawing.taken}});
        return;
    }
    if (drawing.target) {
        const auto link = link_between(drawing.from, *drawing.target);
        if (!link)
            return;
        perform(drawing.taken ? rejoining(graph_.document(), *drawing.taken, *link)
                              : joining(graph_.document(), *link));
    } else if (drawing.taken) {
        perform(cutting(graph_.document(), {*drawing.taken}));
    } else if (!scene_.box_at(drawing.now)) {
        open_search_at(drawing.now, drawing.from);
    }
}

/// What a wire from this port can lead to, or come from.
std::function<bool(const Addable&)> Canvas::fitting(const PortRef& from) const
{
    const Box* box = scene_.find(from.node);
    if (from.output) {
        const std::optional<Shape> shape = box ? box->facts.output : std::nullopt;
        return [shape, facts = graph_.facts()](const Addable& what) { return shape ? what.takes(*shape, facts) : what.has_inputs(); };
    }
    if (!box)
        return [](const Addable& what) { return !what.unit && what.type->has_output; };
    // Shapes that a new layer may be given: those that are in the graph, and some of each rank.
    std::set<Shape> given{{16}, {16, 32}, {16, 32, 32}, {16, 8, 8, 8}};
    if (graph_.facts())
        given.insert(graph_.facts()->sample);
    for (const auto& [id, facts] : graph_.analysis().nodes)
        if (facts.output && given.size() < 64)
            given.insert(*facts.output);
    const auto accepts = [type = box->type, values = box->node.values, others = box->facts.inputs, port = from.port,
                          facts = graph_.facts()](const Shape& shape) {
        std::vector<Shape> shapes;
        for (std::size_t p = 0; p < others.size(); ++p)
            shapes.push_back(int(p) != port && others[p] ? *others[p] : shape);
        return std::holds_alternative<Shape>(type->infer(values, shapes, Surroundings{facts}));
    };
    return [given, accepts, facts = graph_.facts()](const Addable& what) { return !what.unit && feeds(*what.type, given, accepts, facts); };
}

void Canvas::open_search_at(QPointF scene, std::optional<PortRef> from)
{
    search_->close_it();
    search_at_ = scene;
    search_from_ = from;
    search_->open(to_view(scene).toPoint(), units_to_add(), from ? fitting(*from) : nullptr);
    update();
}

void Canvas::open_search_behind(const Box& box)
{
    open_search_at(box.rect.topRight() + QPointF(column_gap, measure::output_y(form())), {});
    search_behind_ = box.id;
}

void Canvas::open_search_in(const Link& link)
{
    const Wire* wire = scene_.find(link);
    if (!wire)
        return;
    bring_into_sight(QRectF(wire->path.pointAtPercent(0.5), QSizeF(1, 1)));
    search_->close_it();
    search_at_ = wire->path.pointAtPercent(0.5);
    search_into_ = link;
    search_->open(to_view(search_at_).toPoint(), units_to_add(),
                  [leads = fitting({link.from, true, 0})](const Addable& what) { return what.passes_on() && leads(what); });
    update();
}

// ---- Layers from a list ---------------------------------------------------------------------------------------------

void Canvas::drag_layer(const Addable& what, QPointF at)
{
    Carrying carry{what, at, {}};
    if (what.passes_on()) {
        const QSizeF room(node_width, measure::base_height(form()));
        carry.into = link_under(QRectF(to_scene(at) - QPointF(room.width(), room.height()) / 2, room), {});
    }
    gesture_ = carry;
    place_overlays();
    update();
}

void Canvas::leave_layer()
{
    if (std::holds_alternative<Carrying>(gesture_))
        abandon();
}

void Canvas::drop_layer(const Addable& what, QPointF at)
{
    drag_layer(what, at);
    const Carrying carry = std::get<Carrying>(std::exchange(gesture_, Idle{}));
    const QPointF corner = to_scene(at) - QPointF(node_width, measure::base_height(form())) / 2;
    const Point place{std::round(corner.x()), std::round(corner.y())};
    placed_ = true;
    const auto make = [&](Point there) { return what.adding(graph_.document(), there, graph_.graph()); };
    const Change change = carry.into ? led_into(graph_.document(), make, place, *carry.into) : make(place);
    if (perform(change))
        graph_.select(Selection{change.made, {}});
    setFocus();
    place_overlays();
    update();
}

} // namespace loom
