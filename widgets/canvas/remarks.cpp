#include "canvas/canvas.h"

#include "bridge/layers.h"
#include "canvas/remark_paint.h"
#include "graph/unit_change.h"
#include "theme/command.h"
#include "theme/controls.h"
#include "theme/language.h"

#include <QAction>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>

#include <cmath>

// Frames, notes and the points that links are led by, on the canvas.
namespace loom {
namespace {

constexpr double least_side = 48;

/// As nodes are with thumbnails, so that a frame holds them in both forms.
std::function<Point(const Node&)> extent_in(const Document& document)
{
    return [&document](const Node& node) { return Point{node_width, height_of(document, node)}; };
}

Remark resized(Remark remark, Qt::Edges edges, QPointF by)
{
    if (!edges) {
        remark.at = {remark.at.x + by.x(), remark.at.y + by.y()};
        return remark;
    }
    const auto pull = [](double& at, double& length, double by_near, double by_far) {
        const double near = std::min(by_near, length - least_side);
        at += near;
        length = std::max(least_side, length - near + by_far);
    };
    pull(remark.at.x, remark.width, edges & Qt::LeftEdge ? by.x() : 0, edges & Qt::RightEdge ? by.x() : 0);
    pull(remark.at.y, remark.height, edges & Qt::TopEdge ? by.y() : 0, edges & Qt::BottomEdge ? by.y() : 0);
    return remark;
}

QPointF rounded(QPointF p) { return {std::round(p.x()), std::round(p.y())}; }

} // namespace

void Canvas::make_remark_commands()
{
    constexpr auto here = Qt::WidgetShortcut;
    const char* group = QT_TRANSLATE_NOOP("loom::Canvas", "Frames and notes");
    const auto add = [&](const char* text, const QKeySequence& keys, void (Canvas::*act)()) {
        QAction* made = command(text, keys, here, act);
        set_submenu(made, "loom::Canvas", group);
        return made;
    };
    frame_ = add(QT_TR_NOOP("Frame the selection"), Qt::Key_F, &Canvas::frame_selected);
    note_ = add(QT_TR_NOOP("Add a note"), Qt::Key_N, &Canvas::add_note);
    add(QT_TR_NOOP("Choose the next frame or note"), Qt::SHIFT | Qt::Key_F, &Canvas::choose_next_remark);
    auto* text = add(QT_TR_NOOP("Edit the text of the frame or note"), {}, &Canvas::edit_remark);
    auto* colour = add(QT_TR_NOOP("Next colour of the frame"), Qt::Key_C, &Canvas::next_colour);
    const char* leading = QT_TRANSLATE_NOOP("loom::Canvas", "Points of a link");
    auto* point = command(QT_TR_NOOP("Lead the link by a point"), Qt::Key_J, here, &Canvas::add_point_to_chosen);
    auto* straight = command(QT_TR_NOOP("Remove the points of the link"), Qt::SHIFT | Qt::Key_J, here, &Canvas::remove_points);
    for (QAction* action : {point, straight}) {
        set_submenu(action, "loom::Canvas", leading);
        with_link_ << action;
    }
    with_nodes_ << frame_;
    with_remark_ << text << colour;
}

// ---- Chosen ---------------------------------------------------------------------------------------------------------

void Canvas::choose_remark(RemarkId id)
{
    graph_.select(Selection{});
    chosen_point_.reset();
    chosen_remark_ = id;
    if (const RemarkBox* box = scene_.find(id)) {
        setAccessibleDescription(spoken(*box));
        Q_EMIT said(tr("%1. F2 edits its text, C its colour, Alt+arrows move it, Alt+Shift+arrows its size").arg(spoken(*box)));
    }
    selection_changed();
}

void Canvas::choose_next_remark()
{
    const auto& all = scene_.remarks();
    if (all.empty())
        return;
    auto next = chosen_remark_ ? std::ranges::find(all, *chosen_remark_, &RemarkBox::id) : all.end();
    next = next == all.end() || next + 1 == all.end() ? all.begin() : next + 1;
    const QRectF rect = next->rect;
    choose_remark(next->id);
    bring_into_sight(rect);
}

const Remark* Canvas::chosen_remark() const
{
    const auto& all = graph_.document().remarks();
    const auto found = chosen_remark_ ? all.find(*chosen_remark_) : all.end();
    return found == all.end() || found->second.in != graph_.graph() ? nullptr : &found->second;
}

// ---- Made and changed -----------------------------------------------------------------------------------------------

void Canvas::frame_selected()
{
    const auto nodes = graph_.selection().nodes;
    if (nodes.empty())
        return;
    const int colour = int(find_layer(graph_.document().find(*nodes.begin())->type)->category);
    const RemarkId id = graph_.document().new_remark();
    if (perform(framing(graph_.document(), nodes, utf8(tr("New frame")), colour, extent_in(graph_.document()))))
        write_first_text(id);
}

void Canvas::add_note()
{
    const bool pointed = underMouse() && rect().contains(pointer_.toPoint());
    const QSizeF room(240, 96);
    const QPointF at = rounded(free_room(pointed ? to_scene(pointer_) : visible_area().center() - QPointF(room.width(), room.height()) / 2, room));
    const RemarkId id = graph_.document().new_remark();
    placed_ = true;
    if (perform(noting(graph_.document(), {at.x(), at.y()}, graph_.graph(), utf8(tr("New note")))))
        write_first_text(id);
}

/// One step with the making of it; without a text it is not made.
void Canvas::write_first_text(RemarkId id)
{
    choose_remark(id);
    bring_into_sight(scene_.find(id)->rect);
    edit_remark();
    fresh_remark_ = graph_.done();
}

void Canvas::change_remark(const Remark& remark)
{
    if (const Remark* old = chosen_remark(); old && *old != remark)
        perform(changing(graph_.document(), *chosen_remark_, remark));
}

void Canvas::next_colour()
{
    if (const Remark* remark = chosen_remark(); remark && remark->kind == Remark::Kind::Frame)
        set_colour((remark->colour + 1) % (int(Category::Merge) + 1));
}

void Canvas::set_colour(int colour)
{
    if (const Remark* old = chosen_remark()) {
        Remark remark = *old;
        remark.colour = colour;
        change_remark(remark);
    }
}

/// Of the context menu: the colours of frames, by the categories that have them.
void Canvas::add_colours(QMenu& menu)
{
    const Remark* remark = chosen_remark();
    if (!remark || remark->kind != Remark::Kind::Frame)
        return;
    QMenu* colours = menu.addMenu(tr("Colour of the frame"));
    for (int i = 0; i <= int(Category::Merge); ++i) {
        QAction* action = colours->addAction(icon(category_icon(Category(i)), category_colour(Category(i))), category_title(Category(i)));
        action->setCheckable(true);
        action->setChecked(remark->colour == i);
        connect(action, &QAction::triggered, this, [this, i] { set_colour(i); });
    }
}

void Canvas::edit_remark()
{
    const Remark* remark = chosen_remark();
    if (!remark)
        return;
    bring_into_sight(scene_.find(*chosen_remark_)->rect);
    edited_remark_ = chosen_remark_;
    QWidget* field = name_field_;
    if (remark->kind == Remark::Kind::Note) {
        if (!note_field_) {
            note_field_ = new QPlainTextEdit(this);
            note_field_->setTabChangesFocus(true);
            note_field_->installEventFilter(this);
        }
        note_field_->setAccessibleName(tr("Text of the note"));
        note_field_->setPlainText(shown(remark->text));
        note_field_->selectAll();
        field = note_field_;
    } else {
        name_field_->setText(shown(remark->text));
        name_field_->selectAll();
    }
    field->show();
    place_overlays();
    field->raise();
    field->setFocus(Qt::ShortcutFocusReason);
}

/// What was typed becomes the text; true where it was one of a frame or note that was edited.
bool Canvas::finish_remark(bool keep)
{
    const auto id = std::exchange(edited_remark_, std::nullopt);
    if (!id)
        return false;
    const bool fresh = std::exchange(fresh_remark_, std::nullopt) == graph_.done();
    const auto& all = graph_.document().remarks();
    const auto found = all.find(*id);
    if (found != all.end() && keep) {
        Remark remark = found->second;
        const bool note = remark.kind == Remark::Kind::Note;
        const QString text = (note ? note_field_->toPlainText() : name_field_->text()).trimmed();
        if (!text.isEmpty() || note)
            remark.text = utf8(text);
        if (remark != found->second && fresh) {
            // Made with this text from the beginning.
            const Message name = *graph_.next_undo();
            graph_.undo();
            graph_.perform(name, {AddRemark{*id, std::move(remark)}});
            chosen_remark_ = id;
            selection_changed();
        } else if (remark != found->second) {
            perform(changing(graph_.document(), *id, remark));
        }
    }
    if (note_field_)
        note_field_->hide();
    if (fresh && !keep)
        graph_.undo();
    return true;
}

/// Keys of the fields: Ctrl+Enter (in a line, Enter) and leaving it keep what was typed, Esc does not.
bool Canvas::eventFilter(QObject* object, QEvent* event)
{
    if (object == name_field_ && (event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride)) {
        if (static_cast<QKeyEvent*>(event)->key() != Qt::Key_Escape)
            return false;
        event->accept();
        if (event->type() == QEvent::KeyPress) {
            finish_remark(false);
            name_field_->hide();
            setFocus();
        }
        return true;
    }
    if (object != note_field_)
        return QWidget::eventFilter(object, event);
    if (event->type() == QEvent::FocusOut) {
        // A menu of the field, or another window, comes back to it.
        const auto reason = static_cast<QFocusEvent*>(event)->reason();
        if (reason != Qt::PopupFocusReason && reason != Qt::ActiveWindowFocusReason)
            finish_remark(true);
    } else if (event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool enter = (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) && key->modifiers() & Qt::ControlModifier;
        if (!enter && key->key() != Qt::Key_Escape)
            return false;
        event->accept();
        if (event->type() == QEvent::KeyPress) {
            finish_remark(enter);
            setFocus();
        }
        return true;
    }
    return false;
}

bool Canvas::remove_mark()
{
    if (chosen_remark()) {
        perform(erasing(graph_.document(), *chosen_remark_));
        return true;
    }
    if (!chosen_point_)
        return false;
    std::vector<Point> by = route_of(chosen_point_->first);
    by.erase(by.begin() + std::ptrdiff_t(chosen_point_->second));
    const Link link = chosen_point_->first;
    chosen_point_.reset();
    perform(routing(graph_.document(), link, std::move(by)));
    return true;
}

bool Canvas::nudge_mark(QPointF by, bool size)
{
    if (chosen_remark()) {
        perform(moving_remark(*chosen_remark_, size ? Qt::RightEdge | Qt::BottomEdge : Qt::Edges(), by), "nudge");
        return true;
    }
    if (!chosen_point_)
        return false;
    std::vector<Point> points = route_of(chosen_point_->first);
    Point& p = points[chosen_point_->second];
    p = {p.x + by.x(), p.y + by.y()};
    perform(routing(graph_.document(), chosen_point_->first, std::move(points)), "nudge");
    return true;
}

/// A frame takes the nodes inside along, and the notes.
Change Canvas::moving_remark(RemarkId id, Qt::Edges edges, QPointF by) const
{
    const Remark& remark = graph_.document().remarks().at(id);
    Change change = changing(graph_.document(), id, resized(remark, edges, by));
    if (edges)
        return change;
    change.name = Message(remark.kind == Remark::Kind::Note ? LOOM_TEXT("Move the note") : LOOM_TEXT("Move the frame %1"), remark.text);
    for (Edit& edit : moving(graph_.document(), nodes_in(graph_.document(), remark, extent_in(graph_.document())), {by.x(), by.y()}).edits)
        change.edits.push_back(std::move(edit));
    return change;
}

// ---- By mouse -------------------------------------------------------------------------------------------------------

bool Canvas::press_remark(QPointF at)
{
    const auto hit = scene_.remark_at(at, 6 / zoom_);
    if (!hit)
        return false;
    choose_remark(hit->id);
    const Remark& remark = graph_.document().remarks().at(hit->id);
    MovingRemark moving{hit->id, hit->edges, {}, at, {}};
    if (!hit->edges)
        moving.nodes = nodes_in(graph_.document(), remark, extent_in(graph_.document()));
    gesture_ = std::move(moving);
    return true;
}

void Canvas::move_remark(MovingRemark& moving, QPointF at)
{
    moving.by = rounded(at - moving.start);
    const Remark there = resized(graph_.document().remarks().at(moving.id), moving.edges, moving.by);
    scene_.place(moving.id, {there.at.x, there.at.y, there.width, there.height});
    scene_.shift(moving.nodes, moving.by);
    place_overlays();
    update();
}

void Canvas::finish_remark_move()
{
    const MovingRemark moved = std::get<MovingRemark>(std::exchange(gesture_, Idle{}));
    if (!moved.by.isNull())
        perform(moving_remark(moved.id, moved.edges, moved.by));
    update();
}

bool Canvas::press_point(QPointF at)
{
    const auto hit = scene_.route_point_at(at, 8 / zoom_);
    if (!hit)
        return false;
    choose_point(hit->first, hit->second);
    gesture_ = MovingPoint{hit->first, hit->second, route_of(hit->first), at, false};
    return true;
}

void Canvas::choose_point(const Link& link, std::size_t index)
{
    graph_.select(Selection{{}, {link}});
    chosen_remark_.reset();
    chosen_point_ = {link, index};
    Q_EMIT said(tr("Point of the link: Alt+arrows move it, Delete removes it"));
    update();
}

void Canvas::move_point(MovingPoint& moving, QPointF at)
{
    moving.moved = moving.moved || (at - moving.start).manhattanLength() * zoom_ >= 4;
    if (!moving.moved)
        return;
    const QPointF p = rounded(at);
    moving.by[moving.index] = {p.x(), p.y()};
    scene_.lead(moving.link, moving.by);
    update();
}

void Canvas::finish_point()
{
    MovingPoint moved = std::get<MovingPoint>(std::exchange(gesture_, Idle{}));
    if (moved.moved)
        perform(routing(graph_.document(), moved.link, std::move(moved.by)));
    update();
}

std::vector<Point> Canvas::route_of(const Link& link) const
{
    const auto by = graph_.document().route(link);
    return {by.begin(), by.end()};
}

/// Between those that lie before and behind it on the wire.
void Canvas::add_point(const Wire& wire, QPointF at)
{
    const Link link = wire.link;
    std::vector<Point> by = route_of(link);
    QPolygonF stops{scene_.boxes()[std::size_t(wire.from)].output()};
    for (const Point& p : by)
        stops << QPointF(p.x, p.y);
    stops << scene_.boxes()[std::size_t(wire.to)].input(link.port);
    std::size_t place = 0;
    double least = INFINITY;
    for (qsizetype i = 0; i + 1 < stops.size(); ++i) {
        const double detour = QLineF(stops[i], at).length() + QLineF(at, stops[i + 1]).length() - QLineF(stops[i], stops[i + 1]).length();
        if (detour < least) {
            least = detour;
            place = std::size_t(i);
        }
    }
    const QPointF p = rounded(at);
    by.insert(by.begin() + std::ptrdiff_t(place), Point{p.x(), p.y()});
    if (perform(routing(graph_.document(), link, std::move(by))))
        choose_point(link, place);
}

void Canvas::add_point_to_chosen()
{
    const auto& links = graph_.selection().links;
    const Wire* wire = links.size() == 1 ? scene_.find(*links.begin()) : nullptr;
    if (!wire)
        return;
    const bool pointed = underMouse() && scene_.wire_at(to_scene(pointer_), 6 / zoom_) == wire;
    add_point(*wire, pointed ? to_scene(pointer_) : wire->path.pointAtPercent(0.5));
}

void Canvas::remove_points()
{
    const auto& links = graph_.selection().links;
    if (links.size() != 1 || route_of(*links.begin()).empty())
        return;
    chosen_point_.reset();
    perform(routing(graph_.document(), *links.begin(), {}));
}

// ---- Painting -------------------------------------------------------------------------------------------------------

void Canvas::paint_remarks(QPainter& painter, const QRectF& area)
{
    const auto look_of = [&](const RemarkBox& box) { return RemarkLook{chosen_remark_ == box.id, hovered_remark_ == box.id}; };
    if (zoom_ < measure::least_text) {
        for (const RemarkBox& box : scene_.remarks())
            if (box.rect.intersects(area))
                paint_far_remark(painter, box, QRectF(to_view(box.rect.topLeft()), box.rect.size() * zoom_), look_of(box), theme());
        return;
    }
    painter.save();
    painter.scale(zoom_, zoom_);
    painter.translate(-origin_);
    for (const RemarkBox& box : scene_.remarks())
        if (box.rect.intersects(area))
            paint_remark(painter, box, look_of(box), theme());
    painter.restore();
}

void Canvas::paint_points(QPainter& painter, const std::vector<int>& wires)
{
    painter.save();
    painter.scale(zoom_, zoom_);
    painter.translate(-origin_);
    for (const int i : wires) {
        const Wire& wire = scene_.wires()[std::size_t(i)];
        for (qsizetype p = 0; p < wire.by.size(); ++p)
            paint_route_point(painter, wire.by[p], chosen_point_ && chosen_point_->first == wire.link && chosen_point_->second == std::size_t(p), hovered_wire_ == wire.link, theme());
    }
    painter.restore();
}

// ---- With nodes -----------------------------------------------------------------------------------------------------

/// What is copied: nodes, the frames all of whose nodes are among them, and the frame or note that is chosen, with its nodes.
Document Canvas::chosen_piece() const
{
    const Document& document = graph_.document();
    std::set<NodeId> nodes = graph_.selection().nodes;
    const Remark* chosen = chosen_remark();
    if (chosen)
        nodes = nodes_in(document, *chosen, extent_in(document));
    Document piece = piece_of(document, nodes);
    for (const auto& [id, remark] : document.remarks()) {
        if (remark.in != graph_.graph())
            continue;
        const auto inside = nodes_in(document, remark, extent_in(document));
        const bool whole = !inside.empty() && std::ranges::includes(nodes, inside);
        if (!whole && &remark != chosen)
            continue;
        Remark copied = remark;
        copied.in = main_graph;
        (void)piece.apply(AddRemark{piece.new_remark(), std::move(copied)});
    }
    return piece;
}

/// Where nodes and frames of a piece lie on no others, at or below the wished place.
QPointF Canvas::free_place_for(const Document& piece, QPointF wished) const
{
    QRectF all;
    for (const NodeId id : piece.members(main_graph)) {
        const Node& node = piece.nodes().at(id);
        all |= QRectF(node.at.x, node.at.y, node_width, height_of(piece, node));
    }
    for (const auto& [id, remark] : piece.remarks())
        if (remark.in == main_graph)
            all |= QRectF(remark.at.x, remark.at.y, remark.width, remark.height);
    return free_room(wished, all.size());
}

QPointF Canvas::free_room(QPointF wished, QSizeF room) const
{
    const auto taken = [&](const QRectF& rect) {
        return !scene_.is_free(rect) || std::ranges::any_of(scene_.remarks(), [&](const RemarkBox& box) { return box.rect.intersects(rect); });
    };
    constexpr double step = 24;
    for (int i = 0; i < 1000; ++i)
        if (const QPointF at = wished + QPointF(0, i * step); !taken(QRectF(at, room).adjusted(-step, -step, step, step)))
            return at;
    return wished;
}

/// Frames go where their nodes go.
void Canvas::take_frames_along(const Document& document, UnitId graph, Change& change)
{
    std::vector<RemarkId> frames;
    for (const auto& [id, remark] : document.remarks())
        if (remark.in == graph && remark.kind == Remark::Kind::Frame)
            frames.push_back(id);
    if (frames.empty())
        return;
    Document after = document;
    for (const Edit& edit : change.edits)
        if (!after.apply(edit))
            return;
    for (const RemarkId id : frames) {
        const Remark& remark = document.remarks().at(id);
        const auto inside = nodes_in(document, remark, extent_in(document));
        if (inside.empty())
            continue;
        Remark fitted = std::get<AddRemark>(framing(after, inside, remark.text, remark.colour, extent_in(after)).edits.front()).remark;
        if (fitted != remark)
            change.edits.push_back(SetRemark{id, std::move(fitted)});
    }
}

} // namespace loom
