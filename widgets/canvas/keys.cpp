#include "canvas/canvas.h"

#include "bridge/layer_tip.h"
#include "bridge/layers.h"
#include "bridge/repairs.h"
#include "canvas/layer_search.h"
#include "canvas/notice.h"
#include "project/document_json.h"
#include "theme/language.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QKeyEvent>
#include <QLineEdit>
#include <QNativeGestureEvent>
#include <QToolTip>
#include <QTouchEvent>

#include <cmath>

// Commands with their keys, and the graph walked by keyboard.
namespace loom {

QAction* Canvas::command(const char* text, const QKeySequence& keys, Qt::ShortcutContext context,
                         std::function<void()> act)
{
    auto* action = new QAction(this);
    action->setShortcut(keys);
    action->setShortcutContext(context);
    connect(action, &QAction::triggered, this, std::move(act));
    addAction(action);
    commands_ << action;
    command_texts_.append({action, text});
    return action;
}

void Canvas::make_commands()
{
    constexpr auto here = Qt::WidgetShortcut, anywhere = Qt::WindowShortcut;
    command(QT_TR_NOOP("Add a layer…"), {}, here, &Canvas::open_search);
    auto* wire = command(QT_TR_NOOP("Start a link"), Qt::Key_L, here, &Canvas::start_wire);
    commands_ << nullptr;
    auto* cut_action = command(QT_TR_NOOP("Cut"), QKeySequence::Cut, here, &Canvas::cut);
    auto* copy_action = command(QT_TR_NOOP("Copy"), QKeySequence::Copy, here, &Canvas::copy);
    command(QT_TR_NOOP("Paste"), QKeySequence::Paste, here, &Canvas::paste);
    auto* twice = command(QT_TR_NOOP("Duplicate"), Qt::CTRL | Qt::Key_D, here, &Canvas::duplicate);
    auto* gone = command(QT_TR_NOOP("Delete"), QKeySequence::Delete, here, &Canvas::remove);
    auto* joined =
        command(QT_TR_NOOP("Delete and reconnect"), Qt::CTRL | Qt::Key_Delete, here, &Canvas::remove_and_join);
    auto* renamed = command(QT_TR_NOOP("Rename"), Qt::Key_F2, here, &Canvas::rename);
    commands_ << nullptr;
    make_selecting_commands();
    commands_ << nullptr;
    command(QT_TR_NOOP("Next problem"), Qt::Key_F8, anywhere, &Canvas::next_problem);
    command(QT_TR_NOOP("Take the first repair"), Qt::CTRL | Qt::Key_Period, anywhere, &Canvas::repair);
    commands_ << nullptr;
    make_unit_commands();
    commands_ << nullptr;
    make_remark_commands();
    commands_ << nullptr;
    make_placing_commands();
    commands_ << nullptr;
    find_ = command(QT_TR_NOOP("Find a node…"), QKeySequence::Find, anywhere, &Canvas::open_find);
    fit_ = command(QT_TR_NOOP("Show all"), Qt::CTRL | Qt::Key_9, anywhere, &Canvas::fit);
    command(QT_TR_NOOP("Zoom to 100%"), Qt::CTRL | Qt::Key_0, anywhere, &Canvas::actual_size);
    auto* in = command(QT_TR_NOOP("Zoom in"), {}, anywhere, &Canvas::zoom_in);
    in->setShortcuts({QKeySequence(Qt::CTRL | Qt::Key_Plus), QKeySequence(Qt::CTRL | Qt::Key_Equal)});
    command(QT_TR_NOOP("Zoom out"), Qt::CTRL | Qt::Key_Minus, anywhere, &Canvas::zoom_out);
    commands_ << nullptr;
    thumbnails_action_ = command(QT_TR_NOOP("Show activations in the nodes"), Qt::Key_V, here, [this] { set_thumbnails(!thumbnails_on_); });
    thumbnails_action_->setCheckable(true);
    command(QT_TR_NOOP("Save the graph as a picture…"), {}, anywhere, &Canvas::picture_wanted);
    with_nodes_ << joined << wire;
    with_text_ << cut_action << copy_action << twice << renamed;
    with_any_ << gone;
}

bool Canvas::perform(const Change& change, const std::string& merge_key)
{
    return !change.edits.empty() && graph_.perform(change.name, change.edits, merge_key);
}

// ---- Commands -------------------------------------------------------------------------------------------------------

void Canvas::copy()
{
    if (!graph_.selection().nodes.empty() || chosen_remark_)
        QApplication::clipboard()->setText(QString::fromStdString(document_text(chosen_piece())));
}

void Canvas::cut()
{
    copy();
    remove();
}

void Canvas::paste()
{
    const std::string text = utf8(QApplication::clipboard()->text());
    const auto piece = document_from_text(text, utf8(tr("the clipboard")));
    if (!piece || (piece->nodes().empty() && piece->remarks().empty())) {
        const bool any = text.find_first_not_of(" \t\r\n") != std::string::npos;
        return refuse(piece || !any                    ? tr("The clipboard holds no layers. Copy nodes on a canvas first.")
                      : text.find("\"nodes\"") == std::string::npos ? tr("The clipboard holds plain text, no layers. Copy nodes on a canvas first.")
                                                       : tr("The clipboard holds no layers: %1").arg(shown(piece.error().message)));
    }
    const Point corner = corner_of(*piece);
    QPointF at = rect().contains(pointer_.toPoint()) && underMouse() ? to_scene(pointer_)
                                                                     : QPointF(corner.x + 32, corner.y + 32);
    if (!visible_area().contains(at))
        at = visible_area().center() - QPointF(node_width / 2, 40);
    // Never exactly on what lies there already; frames where nothing lies at all.
    if (!piece->remarks().empty())
        at = free_place_for(*piece, at);
    while (!scene_.is_free(QRectF(at, QSizeF(8, 8))))
        at += QPointF(24, 24);
    const Change change =
        pasting(graph_.document(), *piece, {std::round(at.x() - corner.x), std::round(at.y() - corner.y)}, graph_.graph());
    if (perform(change))
        graph_.select(Selection{change.made, {}});
}

void Canvas::duplicate()
{
    if (graph_.selection().nodes.empty() && !chosen_remark_)
        return;
    const RemarkId first = graph_.document().new_remark();
    const bool framed = chosen_remark_.has_value();
    const Document piece = chosen_piece();
    Point by{32, 32};
    if (!piece.remarks().empty()) {
        const Point corner = corner_of(piece);
        const QPointF place = free_place_for(piece, QPointF(corner.x + by.x, corner.y + by.y));
        by = {place.x() - corner.x, place.y() - corner.y};
    }
    const Change change = pasting(graph_.document(), piece, by, graph_.graph());
    if (!perform(change))
        return;
    if (framed)
        choose_remark(first);
    else
        graph_.select(Selection{change.made, {}});
}

void Canvas::select_all()
{
    Selection all;
    all.nodes = graph_.document().members(graph_.graph());
    graph_.select(std::move(all));
}

void Canvas::remove_selected(Reconnect reconnect)
{
    if (remove_mark())
        return;
    const Selection chosen = graph_.selection();
    const Change bridge = reconnect == Reconnect::No ? bridging(graph_.document(), chosen.nodes) : Change{};
    QRectF place;
    for (NodeId id : chosen.nodes)
        if (const Box* box = scene_.find(id))
            place |= box->rect;
    // The keyboard goes on with what fed the deleted node.
    std::optional<NodeId> next;
    if (chosen.nodes.size() == 1)
        if (const auto link = graph_.document().link_into(*chosen.nodes.begin(), 0))
            next = link->from;
    if (!perform(removing(graph_.document(), chosen.nodes, chosen.links, reconnect)))
        return;
    if (next && reconnect == Reconnect::Yes)
        graph_.select(*next);
    if (!bridge.edits.empty())
        offer_bridge(bridge, place);
}

void Canvas::rename()
{
    if (chosen_remark_)
        return edit_remark();
    const auto& nodes = graph_.selection().nodes;
    if (nodes.size() != 1)
        return;
    bring_into_sight(*nodes.begin());
    name_field_->setText(shown(graph_.document().find(*nodes.begin())->name));
    name_field_->show();
    place_overlays();
    name_field_->raise();
    name_field_->selectAll();
    name_field_->setFocus(Qt::ShortcutFocusReason);
}

void Canvas::next_problem()
{
    std::vector<Finding> all; // One of each place.
    for (const Finding& f : graph_.analysis().findings)
        if (f.node && std::ranges::none_of(all, [&](const Finding& other) { return other.node == f.node && other.path == f.path; }))
            all.push_back(f);
    if (all.empty())
        return;
    const auto& chosen = graph_.selection().nodes;
    const auto at = std::ranges::find_if(all, [&](const Finding& f) { return chosen == std::set{*f.node} && graph_.is_here(f); });
    setFocus(Qt::ShortcutFocusReason);
    graph_.reveal(at == all.end() || at + 1 == all.end() ? all.front() : at[1]);
}

void Canvas::repair()
{
    const auto& chosen = graph_.selection().nodes;
    const Finding* finding = chosen.size() == 1 ? graph_.finding_of(*chosen.begin()) : nullptr;
    for (const Finding& f : graph_.analysis().findings)
        if (!finding && !f.fixes.empty())
            finding = &f;
    if (finding)
        loom::repair(graph_, graph_.analysis().findings, *finding);
}

void Canvas::actual_size()
{
    const auto& chosen = graph_.selection().nodes;
    const Box* box = chosen.size() == 1 ? scene_.find(*chosen.begin()) : nullptr;
    const QPointF centre = box ? box->rect.center() : visible_area().center();
    glide_to(centre - QPointF(width(), height()) / 2, 1);
}

void Canvas::open_search()
{
    const bool here = underMouse() && rect().contains(pointer_.toPoint());
    const auto& chosen = graph_.selection().nodes;
    if (const auto& links = graph_.selection().links; chosen.empty() && links.size() == 1)
        return open_search_in(*links.begin());
    const QPointF pointed = to_scene(pointer_);
    if (const Box* box = chosen.size() == 1 ? scene_.find(*chosen.begin()) : nullptr; box && box->gives) {
        // The pointer decides only where it is on empty canvas, away from the node.
        const bool away = here && !scene_.box_at(pointed) && !box->rect.adjusted(-column_gap, -row_gap, column_gap, row_gap).contains(pointed);
        if (!away)
            return open_search_behind(*box);
    }
    open_search_at(here ? pointed : visible_area().center(), {});
}

/// Behind the selected node; at the end of a row, in the next one.
QPointF Canvas::place_for(const Addable& what) const
{
    const auto& chosen = graph_.selection().nodes;
    const Box* box = chosen.size() == 1 ? scene_.find(*chosen.begin()) : nullptr;
    if (box && what.has_inputs()) {
        QPointF at = box->rect.topLeft() + QPointF(node_width + column_gap, 0);
        if (const double right = std::max(visible_area().right(), scene_.bounds().right()); at.x() + node_width > right)
            at = QPointF(scene_.bounds().left(), scene_.bounds().bottom() + row_gap);
        return scene_.free_place(at);
    }
    if (scene_.boxes().empty())
        return visible_area().topLeft() + QPointF(32, 32) / zoom_;
    return scene_.free_place(visible_area().center() - QPointF(node_width, 76) / 2);
}

void Canvas::add(const Addable& what)
{
    const auto& chosen = graph_.selection().nodes;
    const Box* box = chosen.size() == 1 ? scene_.find(*chosen.begin()) : nullptr;
    const QPointF corner = place_for(what);
    const Point at{std::round(corner.x()), std::round(corner.y())};
    placed_ = true;
    const bool behind = box && box->gives && box->links_out == 0 && what.has_inputs();
    Change change = what.adding(graph_.document(), at, graph_.graph());
    if (behind && !change.edits.empty())
        change = led_behind(std::move(change), box->id);
    if (!perform(change))
        return;
    graph_.select(Selection{change.made, {}});
    bring_into_sight(*change.made.begin());
}

void Canvas::insert_chosen(const Addable& what)
{
    const auto from = std::exchange(search_from_, std::nullopt);
    auto into = std::exchange(search_into_, std::nullopt);
    const auto behind = std::exchange(search_behind_, std::nullopt);
    const bool has_input = what.has_inputs();
    // Behind a node that feeds one other: between the two.
    if (const Box* box = behind && what.passes_on() ? scene_.find(*behind) : nullptr; box && box->links_out == 1)
        for (const Wire& wire : scene_.wires())
            if (wire.link.from == *behind) {
                into = wire.link;
                search_at_ = wire.path.pointAtPercent(0.5);
            }
    QPointF corner = search_at_ - QPointF(0, measure::input_y(0, 1, form()));
    if (from && !from->output)
        corner.rx() -= node_width;
    if (into)
        corner.rx() -= node_width / 2;
    else
        corner = scene_.free_place(corner);
    const Point at{std::round(corner.x()), std::round(corner.y())};
    placed_ = true;
    const Document& document = graph_.document();
    const auto make = [&](Point place) { return what.adding(document, place, graph_.graph()); };
    Change change;
    if (into)
        change = led_into(document, make, at, *into);
    else if (from && from->output && has_input)
        change = led_behind(make(at), from->node);
    else if (from && !from->output)
        change = led_before(document, make(at), from->node, from->port);
    else if (behind && has_input) {
        const QPointF free = place_for(what);
        change = led_behind(make({std::round(free.x()), std::round(free.y())}), *behind);
    } else
        change = make(at);
    if (!perform(change))
        return;
    graph_.select(Selection{change.made, {}});
    bring_into_sight(*change.made.begin());
}

// ---- Walking the graph ----------------------------------------------------------------------------------------------

bool Canvas::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride)
        notice_->hide(); // Before every key, those of commands too.
    // Tab opens the search; F6 leaves the canvas.
    if (event->type() == QEvent::KeyPress) {
        auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Tab && !(key->modifiers() & ~Qt::KeypadModifier)) {
            open_search();
            return true;
        }
    }
    switch (event->type()) {
    case QEvent::TouchBegin:
    case QEvent::TouchUpdate:
    case QEvent::TouchEnd:
    case QEvent::TouchCancel:
        touch(static_cast<QTouchEvent*>(event));
        return true;
    case QEvent::NativeGesture:
        if (native_gesture(static_cast<QNativeGestureEvent*>(event)))
            return true;
        break;
    case QEvent::ToolTip:
        if (show_thumbnail_tip(static_cast<QHelpEvent*>(event)))
            return true;
        if (const Box* box = hovered_box_ && !hovered_port_ ? scene_.find(*hovered_box_) : nullptr) {
            QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(),
                               layer_tip(*box->type, box->node.values, toolTip(), devicePixelRatioF()), this);
            return true;
        }
        break;
    default:
        break;
    }
    return QWidget::event(event);
}

void Canvas::keyPressEvent(QKeyEvent* event)
{
    const int key = event->key();
    const bool arrow = key == Qt::Key_Left || key == Qt::Key_Right || key == Qt::Key_Up || key == Qt::Key_Down;
    if (const auto* drawing = std::get_if<Drawing>(&gesture_); drawing && drawing->by_keys) {
        if (arrow)
            return cycle_target(key == Qt::Key_Right || key == Qt::Key_Down ? 1 : -1);
        if (key == Qt::Key_Return || key == Qt::Key_Enter)
            return finish_drawing();
        if (key == Qt::Key_Escape)
            return abandon();
    }
    if (arrow && event->modifiers() & Qt::AltModifier)
        return nudge(key, event->modifiers() & Qt::ShiftModifier);
    const bool digit = key >= Qt::Key_1 && key <= Qt::Key_9;
    const auto held = event->modifiers() & ~Qt::KeypadModifier;
    if (digit && held == Qt::AltModifier)
        return set_bookmark(key - Qt::Key_0);
    if (digit && held == Qt::NoModifier)
        return go_to_bookmark(key - Qt::Key_0);
    if (arrow)
        return step_selection(key, event->modifiers() & Qt::ShiftModifier);
    switch (key) {
    case Qt::Key_Escape:
        if (!search_->isHidden())
            search_->close_it();
        else if (!std::holds_alternative<Idle>(gesture_) || lasso_next_)
            abandon();
        else if (!offered_.edits.empty())
            withdraw_offer();
        else if (problem_)
            close_problem();
        else if (chosen_remark_) {
            chosen_remark_.reset();
            selection_changed();
        } else if (!graph_.selection().empty())
            graph_.select(Selection{});
        else if (!graph_.path().empty())
            leave_unit();
        else
            break;
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (!graph_.selection().nodes.empty())
            return Q_EMIT settings_wanted();
        break;
    case Qt::Key_Backspace:
        return remove();
    case Qt::Key_Space:
        if (!event->isAutoRepeat()) {
            space_ = true;
            setCursor(Qt::OpenHandCursor);
        }
        return;
    default:
        break;
    }
    QWidget::keyPressEvent(event);
}

void Canvas::keyReleaseEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat()) {
        space_ = false;
        if (!std::holds_alternative<Panning>(gesture_))
            setCursor(Qt::ArrowCursor);
        return;
    }
    if (event->key() == Qt::Key_Alt)
        graph_.seal();
    QWidget::keyReleaseEvent(event);
}

void Canvas::nudge(int key, bool size)
{
    constexpr double step = measure::grid;
    const Point by{key == Qt::Key_Left    ? -step
                   : key == Qt::Key_Right ? step
                                          : 0,
                   key == Qt::Key_Up     ? -step
                   : key == Qt::Key_Down ? step
                                         : 0};
    if (!nudge_mark({by.x, by.y}, size))
        perform(moving(graph_.document(), graph_.selection().nodes, by), "nudge");
}

void Canvas::step_selection(int key, bool extend)
{
    if (scene_.boxes().empty())
        return;
    const auto& chosen = graph_.selection().nodes;
    const Box* at = chosen.empty()
                        ? nullptr
                        : scene_.find(key == Qt::Key_Left || key == Qt::Key_Up ? *chosen.begin() : *chosen.rbegin());
    std::optional<NodeId> next;
    if (const auto& links = graph_.selection().links; !at && links.size() == 1) {
        const bool back = key == Qt::Key_Left || key == Qt::Key_Up;
        next = back ? links.begin()->from : links.begin()->to;
    } else if (!at) {
        // The first that is seen here: others stand inside of units, or around this one.
        const auto& order = graph_.analysis().order;
        const auto first = std::ranges::find_if(order, [this](NodeId id) { return scene_.find(id) != nullptr; });
        next = first == order.end() ? scene_.boxes().front().id : *first;
    } else if (key == Qt::Key_Left || key == Qt::Key_Right) {
        // Along a wire: the one that lies nearest in height.
        double best = INFINITY;
        for (const Wire& wire : scene_.wires()) {
            if ((key == Qt::Key_Right ? wire.link.from : wire.link.to) != at->id)
                continue;
            const Box& other = scene_.boxes()[std::size_t(key == Qt::Key_Right ? wire.to : wire.from)];
            if (const double d = std::abs(other.rect.y() - at->rect.y()); d < best) {
                best = d;
                next = other.id;
            }
        }
    } else {
        double best = INFINITY;
        for (const Box& other : scene_.boxes()) {
            const QPointF off = other.rect.center() - at->rect.center();
            const double along = key == Qt::Key_Down ? off.y() : -off.y();
            if (other.id == at->id || along < 20)
                continue;
            if (const double d = along + 2 * std::abs(off.x()); d < best) {
                best = d;
                next = other.id;
            }
        }
    }
    if (!next)
        return;
    graph_.seal();
    Selection selection = extend ? graph_.selection() : Selection{};
    selection.nodes.insert(*next);
    graph_.select(std::move(selection));
    bring_into_sight(*next);
}

void Canvas::start_wire()
{
    const auto& chosen = graph_.selection().nodes;
    const Box* box = chosen.size() == 1 ? scene_.find(*chosen.begin()) : nullptr;
    if (!box || !box->gives)
        return;
    begin_drawing({box->id, true, 0}, box->output());
    auto& drawing = std::get<Drawing>(gesture_);
    drawing.by_keys = true;
    // The nearest ports that fit, first those behind the node.
    struct Way {
        double far;
        PortRef port;
    };
    std::vector<Way> ways;
    for (const Box& other : scene_.boxes())
        for (int port = 0; port < other.inputs; ++port)
            if (other.id != box->id) {
                const QPointF off = other.input(port) - box->output();
                const bool taken = graph_.document().link_into(other.id, port).has_value();
                ways.push_back({std::hypot(off.x(), off.y()) + (off.x() < 0 ? 400 : 0) + (taken ? 2000 : 0),
                                {other.id, false, port}});
            }
    std::ranges::sort(ways, {}, &Way::far);
    reachable_.clear();
    for (const Way& way : ways)
        if (reachable_.size() < 50 && !refusal_of(way.port))
            reachable_.push_back(way.port);
    if (reachable_.empty()) {
        abandon();
        Q_EMIT said(tr("No input fits the output of %1.").arg(shown(box->node.name)));
        return;
    }
    drawing.target = reachable_.front();
    cycle_target(0);
}

void Canvas::cycle_target(int by)
{
    auto& drawing = std::get<Drawing>(gesture_);
    const auto count = int(reachable_.size());
    const auto at = int(std::ranges::find(reachable_, *drawing.target) - reachable_.begin());
    drawing.target = reachable_[std::size_t((at + by + count) % count)];
    bring_into_sight(drawing.target->node);
    Q_EMIT said(tr("Link to %1: arrows choose, Enter connects, Esc leaves").arg(shown(graph_.document().find(drawing.target->node)->name)));
    update();
}

} // namespace loom
