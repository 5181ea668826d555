#include "canvas/canvas.h"

#include "bridge/worker.h"
#include "canvas/error_popover.h"
#include "canvas/layer_search.h"
#include "canvas/look_tip.h"
#include "canvas/architecture_search.h"
#include "canvas/minimap.h"
#include "canvas/node_search.h"
#include "canvas/notice.h"
#include "canvas/offer.h"
#include "canvas/thumbnails.h"
#include "canvas/unit_search.h"
#include "graph/finding_place.h"
#include "theme/command.h"
#include "theme/controls.h"
#include "theme/icons.h"
#include "theme/language.h"

#include <QEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTimer>
#include <QVariantAnimation>

#include <cmath>

namespace loom {

Canvas::Canvas(GraphDocument& graph, QWidget* parent)
    : QWidget(parent), graph_(graph), empty_(new EmptyState("design")), minimap_(new Minimap(*this)),
      popover_(new ErrorPopover(graph, this)), search_(new LayerSearch(this)), find_list_(new NodeSearch(graph, this)), unit_list_(new UnitSearch(this)), architectures_(new ArchitectureSearch(this)),
      offer_(new Offer(this)), notice_(new Notice(this)), name_field_(new QLineEdit(this)), glide_(new QVariantAnimation(this)), snap_(new QVariantAnimation(this)), hold_(new QTimer(this)), thumbnails_(new Thumbnails(this)), arranger_(new Worker(this))
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setAttribute(Qt::WA_AcceptTouchEvents);
    setMinimumSize(200, 120);

    empty_->setParent(this);
    connect(empty_, &EmptyState::acted, this, &Canvas::open_architectures);
    connect(architectures_, &ArchitectureSearch::chosen, this, &Canvas::take_architecture);
    connect(architectures_, &ArchitectureSearch::suggestion_wanted, this, &Canvas::suggestion_wanted);
    connect(popover_, &ErrorPopover::closed, this, &Canvas::close_problem);
    connect(search_, &LayerSearch::chosen, this, &Canvas::insert_chosen);
    connect(search_, &LayerSearch::closed, this, [this] {
        search_from_.reset();
        search_into_.reset();
        search_behind_.reset();
        update();
    });
    connect(find_list_, &NodeSearch::looked_at, this, &Canvas::look_at);
    connect(find_list_, &NodeSearch::given_up, this, [this] { glide_to(before_find_.first, before_find_.second); });
    connect(find_list_, &NodeSearch::chosen, this, [this](NodeId id) {
        looked_at_.reset();
        graph_.reveal(id);
    });
    connect(find_list_, &NodeSearch::closed, this, [this] {
        looked_at_.reset();
        place_overlays();
        update();
    });
    connect(unit_list_, &UnitSearch::chosen, this, &Canvas::add);
    connect(&graph_, &GraphDocument::graph_changed, this, &Canvas::follow_graph);
    connect(offer_, &Offer::accepted, this, &Canvas::take_offer);

    name_field_->hide();
    name_field_->installEventFilter(this);
    connect(name_field_, &QLineEdit::editingFinished, this, [this] {
        if (name_field_->isHidden())
            return;
        name_field_->hide();
        if (finish_remark(true))
            return setFocus();
        const auto& nodes = graph_.selection().nodes;
        const std::string name = utf8(name_field_->text().trimmed());
        if (nodes.size() == 1 && !name.empty() && name != graph_.document().find(*nodes.begin())->name)
            perform(renaming(graph_.document(), *nodes.begin(), name));
        setFocus();
    });

    for (QVariantAnimation* motion : {glide_, snap_}) {
        motion->setStartValue(0.0);
        motion->setEndValue(1.0);
        motion->setEasingCurve(QEasingCurve::OutCubic);
    }
    connect(snap_, &QVariantAnimation::valueChanged, this, qOverload<>(&Canvas::update));
    hold_->setSingleShot(true);
    connect(hold_, &QTimer::timeout, this, &Canvas::hold_touch);

    connect(&graph_, &GraphDocument::changed, this, &Canvas::rebuild);
    connect(&graph_, &GraphDocument::selection_changed, this, &Canvas::selection_changed);
    connect(&graph_, &GraphDocument::opened, this, [this] {
        placed_ = false;
        just_opened_ = true;
        shown_path_.clear();
        views_.clear();
        close_lists();
        close_problem();
        gesture_ = Idle{};
    });
    connect(&graph_, &GraphDocument::revealed, this, &Canvas::show_node);
    const auto tell = [this](const Error& error) { isVisible() ? refuse(error) : said(shown(error.message) + QLatin1Char(' ') + shown(error.hint)); };
    connect(&graph_, &GraphDocument::refused, this, tell);
    connect(arranger_, &Worker::refused, this, tell);
    connect(&ThemeManager::instance(), &ThemeManager::changed, this, [this] {
        scene_.drop_texts();
        dots_zoom_ = 0;
        minimap_->renew();
        if (problem_)
            show_problem(*problem_);
        update();
    });
    connect(thumbnails_, &Thumbnails::changed, this, [this] {
        selection_changed();
        update();
    });
    make_commands();
    retranslate();
    rebuild();
    selection_changed();
}

Canvas::~Canvas() = default;

void Canvas::retranslate()
{
    setAccessibleName(tr("Canvas"));
    show_empty();
    name_field_->setAccessibleName(tr("Name of the node"));
    for (const auto& [action, text] : command_texts_)
        name_command(action, "loom::Canvas", text);
    withdraw_offer();
    scene_.drop_texts();
    if (problem_)
        show_problem(*problem_);
    place_overlays();
    update();
}

void Canvas::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    if (event->type() == QEvent::FontChange)
        scene_.drop_texts();
    QWidget::changeEvent(event);
}

// ---- What is seen ---------------------------------------------------------------------------------------------------

void Canvas::set_view(QPointF origin, double zoom)
{
    zoom = std::clamp(zoom, measure::least_zoom, measure::most_zoom);
    // Whole device pixels keep lines sharp.
    const double unit = zoom * devicePixelRatioF();
    origin_ = {std::round(origin.x() * unit) / unit, std::round(origin.y() * unit) / unit};
    const bool other = zoom != std::exchange(zoom_, zoom);
    placed_ = true;
    place_overlays();
    update();
    if (other)
        Q_EMIT zoom_changed(zoom_);
    Q_EMIT view_changed();
}

void Canvas::glide_to(QPointF origin, double zoom)
{
    glide_->stop();
    glide_->disconnect(this);
    const int duration = isVisible() ? ThemeManager::instance().duration(200) : 0;
    if (duration == 0)
        return set_view(origin, zoom);
    const QPointF from = origin_;
    const double from_zoom = zoom_;
    glide_->setDuration(duration);
    connect(glide_, &QVariantAnimation::valueChanged, this, [=, this](const QVariant& value) {
        const double t = value.toDouble();
        set_view(from + (origin - from) * t, t == 1 ? zoom : from_zoom * std::pow(zoom / from_zoom, t));
    });
    glide_->start();
}

void Canvas::set_zoom(double zoom, QPointF fixed)
{
    glide_->stop();
    zoom = std::clamp(zoom, measure::least_zoom, measure::most_zoom);
    const QPointF kept = to_scene(fixed);
    set_view(kept - fixed / zoom, zoom);
}

void Canvas::zoom_by(double factor)
{
    double zoom = zoom_ * factor;
    if ((zoom_ < 1 && zoom > 1) || (zoom_ > 1 && zoom < 1) || std::abs(zoom - 1) < 0.01)
        zoom = 1;
    set_zoom(zoom, QRectF(rect()).center());
}

Canvas::View Canvas::view_of(const QRectF& area, bool past_minimap) const
{
    if (area.isEmpty())
        return {{-24, -24}, 1};
    constexpr double margin = 32, gap = 8;
    const auto view_in = [&](QSizeF room) {
        const double zoom = std::min({1.0, (room.width() - 2 * margin) / area.width(), (room.height() - 2 * margin) / area.height()});
        // What is smaller than the view begins at its upper left, like a page.
        const QPointF origin = zoom < 1 ? area.center() - QPointF(room.width(), room.height()) / 2 / zoom : area.topLeft() - QPointF(margin, margin) / zoom;
        return View(origin, zoom);
    };
    if (!past_minimap)
        return view_in(size());
    const QPointF corner = minimap_place().topLeft() - QPointF(gap, gap);
    const View above = view_in(QSizeF(width(), corner.y() + margin / 2)), beside = view_in(QSizeF(corner.x() + margin / 2, height()));
    return above.second >= beside.second ? above : beside;
}

bool Canvas::minimap_hides(const View& view) const
{
    if (!shows_minimap())
        return false;
    constexpr double gap = 8;
    const QRectF map = minimap_place().adjusted(-gap, -gap, gap, gap);
    const QRectF area(map.topLeft() / view.second + view.first, map.size() / view.second);
    bool any = false;
    scene_.box_grid().each(area, [&](int i) { any |= scene_.boxes()[std::size_t(i)].rect.intersects(area); });
    return any;
}

Canvas::View Canvas::view_of_all() const
{
    const View whole = view_of(scene_.bounds(), false);
    return minimap_hides(whole) ? view_of(scene_.bounds(), true) : whole;
}

bool Canvas::shows_minimap() const
{
    return scene_.boxes().size() > 1 && width() > 420 && height() > 260;
}

/// Where it lies while nothing is dragged.
QRectF Canvas::minimap_place() const
{
    return {QPointF(width() - minimap_->width() - 12, height() - minimap_->height() - 12), minimap_->size()};
}

void Canvas::close_lists()
{
    search_->close_it();
    find_list_->close_it();
    unit_list_->close_it();
    architectures_->close_it();
}

/// Something that was asked for cannot be done: at the pointer, else in the middle.
void Canvas::refuse(const QString& why)
{
    const bool pointed = underMouse() && rect().contains(pointer_.toPoint());
    notice_->say(why, pointed ? pointer_ : QRectF(rect()).center());
    Q_EMIT said(why);
}

void Canvas::refuse(const Error& error)
{
    refuse(shown(error.message) + QLatin1Char(' ') + shown(error.hint));
}

void Canvas::fit()
{
    const auto [origin, zoom] = view_of_all();
    glide_to(origin, zoom);
}

/// Until the user moves it, the view shows all, without a motion that nobody asked for.
void Canvas::follow_size()
{
    const auto [origin, zoom] = view_of_all();
    set_view(origin, zoom);
    placed_ = false;
}

void Canvas::bring_into_sight(const QRectF& wanted)
{
    const QRectF area = visible_area(), room = wanted.adjusted(-24, -24, 24, 24);
    if (area.contains(room))
        return;
    QPointF by;
    if (room.right() > area.right())
        by.setX(room.right() - area.right());
    if (room.left() < area.left() + by.x())
        by.setX(room.left() - area.left());
    if (room.bottom() > area.bottom())
        by.setY(room.bottom() - area.bottom());
    if (room.top() < area.top() + by.y())
        by.setY(room.top() - area.top());
    glide_to(origin_ + by, zoom_);
}

void Canvas::bring_into_sight(NodeId id)
{
    if (const Box* box = scene_.find(id))
        bring_into_sight(box->rect);
}

void Canvas::look_at(NodeId id)
{
    const Box* box = scene_.find(id);
    if (!box)
        return;
    looked_at_ = id;
    const double zoom = zoom_ < measure::least_full ? 1 : zoom_;
    glide_to(box->rect.center() - QPointF(width(), height()) / 2 / zoom, zoom);
}

void Canvas::show_node(NodeId id)
{
    look_at(id);
    looked_at_.reset();
    if (const Box* box = scene_.find(id); box && box->worst == Severity::Error)
        show_problem(id);
}

void Canvas::resizeEvent(QResizeEvent*)
{
    if (!placed_ && !scene_.boxes().empty() && isVisible())
        follow_size();
    place_overlays();
}

void Canvas::show_empty()
{
    // Inside of a unit there is nothing to begin with.
    empty_->set("design", tr("No layers yet"), tr("Drag one here or press Tab."), graph_.path().empty() ? tr("Choose an architecture…") : QString());
}

void Canvas::showEvent(QShowEvent*)
{
    if (!placed_)
        follow_size();
}

void Canvas::rebuild()
{
    if (!std::holds_alternative<Idle>(gesture_) && !std::holds_alternative<Panning>(gesture_))
        abandon(); // What was held may be gone.
    withdraw_offer();
    check_arranging();
    notice_->hide();
    const bool was_empty = scene_.boxes().empty();
    show_empty();
    thumbnails_->show_graph(graph_.path());
    if (ActivationSession* session = thumbnails_->session())
        session->set_on(form() == measure::Form::Pictures);
    NodeId newest{}; // New ones have greater numbers.
    for (const Box& box : scene_.boxes())
        newest = std::max(newest, box.id);
    const bool goes_on = placed_ && isVisible() && !was_empty && !other_graph_ && !just_opened_;
    scene_.build(graph_.document(), graph_.analysis(), graph_.path(), form());
    // What a repair puts in where nobody looks comes into sight.
    QRectF made;
    for (const Box& box : scene_.boxes())
        if (goes_on && box.id > newest)
            made |= box.rect;
    if (const QSizeF room = visible_area().size(); !made.isEmpty() && made.width() < room.width() && made.height() < room.height())
        bring_into_sight(made);
    hovered_box_.reset();
    hovered_port_.reset();
    hovered_wire_.reset();
    hovered_remark_.reset();
    if (!chosen_remark())
        chosen_remark_.reset();
    if (chosen_point_ && graph_.document().route(chosen_point_->first).size() <= chosen_point_->second)
        chosen_point_.reset();
    minimap_->renew();
    if ((was_empty || std::exchange(other_graph_, false)) && !placed_ && isVisible())
        follow_size();

    // A fault that an edit has just made opens its pop-over; one that was there stays as the user left it.
    std::set<NodeId> faults;
    KnownFaults known;
    std::optional<NodeId> fresh;
    for (const Finding& f : graph_.analysis().findings)
        if (f.node && f.severity == Severity::Error && (f.found || !f.fixes.empty())) {
            const auto at = bearers(graph_.document(), f, graph_.path());
            faults.insert(at.begin(), at.end());
            known.insert({f.path, *f.node, f.code});
            if (f.found && !fresh && !at.empty() && !known_faults_.contains({f.path, *f.node, f.code}))
                fresh = at.front();
        }
    if (std::exchange(just_opened_, false))
        fresh.reset();
    known_faults_ = std::move(known);
    if (fresh)
        problem_ = fresh;
    if (problem_ && !faults.contains(*problem_))
        problem_.reset();
    if (problem_)
        show_problem(*problem_);
    else
        popover_->hide();
    place_overlays();
    selection_changed();
    update();
}

void Canvas::show_problem(NodeId id)
{
    const auto finding = graph_.told_of(id);
    close_problem();
    if (!finding || finding->severity != Severity::Error)
        return;
    problem_ = id;
    popover_->show_finding(*finding);
    place_overlays();
}

void Canvas::close_problem()
{
    problem_.reset();
    popover_->hide();
}

void Canvas::place_overlays()
{
    empty_->setVisible(scene_.boxes().empty() && scene_.remarks().empty());
    if (empty_->isVisibleTo(this)) {
        const QSize wanted = empty_->sizeHint().boundedTo(size());
        empty_->setGeometry(QRect((rect().center() - QPoint(wanted.width(), wanted.height()) / 2), wanted));
    }
    minimap_->setVisible(shows_minimap());
    QPoint corner = minimap_place().topLeft().toPoint();
    const auto* drag = std::get_if<Dragging>(&gesture_);
    const auto* carry = std::get_if<Carrying>(&gesture_);
    if (drag || carry) {
        // It gives way to what is dragged under it.
        const QPointF held = drag ? pointer_ : carry->at;
        if (QRect(corner, minimap_->size()).adjusted(-100, -60, 24, 24).contains(held.toPoint()))
            corner.setX(12);
    }
    minimap_->move(corner);
    minimap_->update();
    if (problem_)
        if (const Box* box = scene_.find(*problem_)) {
            const QRectF node(to_view(box->rect.topLeft()), box->rect.size() * zoom_);
            const bool seen = QRectF(rect()).intersects(node) && !drag && find_list_->isHidden() &&
                              popover_->place(node, [this](const QRectF& area) {
                                  return scene_.is_free(QRectF(to_scene(area.topLeft()), area.size() / zoom_));
                              });
            popover_->setVisible(seen);
            if (seen)
                popover_->raise();
        }
    if (!offer_->isHidden())
        offer_->move_to(QRectF(to_view(offered_at_.topLeft()), offered_at_.size() * zoom_));
    if (const RemarkBox* edited = edited_remark_ ? scene_.find(*edited_remark_) : nullptr) {
        const QRectF in_view(to_view(edited->rect.topLeft()), edited->rect.size() * zoom_);
        const bool note = edited->remark.kind == Remark::Kind::Note;
        if (note && note_field_)
            note_field_->setGeometry(QRectF(in_view.topLeft(), in_view.size().expandedTo(QSizeF(160, 64))).toRect());
        else if (!note)
            name_field_->setGeometry(QRectF(in_view.topLeft() + QPointF(8, 0), QSizeF(std::clamp(in_view.width() - 16, 120.0, 320.0), size::control)).toRect());
    } else if (!name_field_->isHidden() && graph_.selection().nodes.size() == 1)
        if (const Box* box = scene_.find(*graph_.selection().nodes.begin()))
            name_field_->setGeometry(QRectF(to_view(box->rect.topLeft()) + QPointF(24, 0) * zoom_,
                                            QSizeF(std::max(120.0, (node_width - 28) * zoom_), size::control))
                                         .toRect());
}

void Canvas::selection_changed()
{
    const Selection& chosen = graph_.selection();
    if (!chosen.empty())
        chosen_remark_.reset();
    if (chosen_point_ && !chosen.links.contains(chosen_point_->first))
        chosen_point_.reset();
    const bool remark = chosen_remark_.has_value();
    for (QAction* action : with_remark_)
        action->setEnabled(remark);
    for (QAction* action : with_text_)
        action->setEnabled(remark || !chosen.nodes.empty());
    for (QAction* action : with_link_)
        action->setEnabled(chosen.links.size() == 1);
    for (QAction* action : with_nodes_)
        action->setEnabled(!chosen.nodes.empty());
    for (QAction* action : with_two_)
        action->setEnabled(chosen.nodes.size() > 1);
    for (QAction* action : with_three_)
        action->setEnabled(chosen.nodes.size() > 2);
    for (QAction* action : with_any_)
        action->setEnabled(remark || !chosen.empty());
    if (chosen.nodes.size() == 1)
        if (const Box* box = scene_.find(*chosen.nodes.begin())) {
            const NodeLook* look = thumbnails_->look(box->id);
            const auto finding = graph_.told_of(box->id);
            const QString words = spoken(box->node, box->facts, finding ? &*finding : nullptr);
            setAccessibleDescription(look ? tr("%1. %2").arg(words, look_words(*look)) : words);
        }
    update();
}

} // namespace loom
