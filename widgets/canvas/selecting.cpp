#include "canvas/canvas.h"

#include "bridge/worker.h"
#include "canvas/node_search.h"
#include "bridge/unit_shelf.h"
#include "canvas/offer.h"
#include "graph/reach.h"
#include "theme/command.h"
#include "theme/language.h"

#include <QAction>

// Commands that choose nodes, bring them in line, find them and join what a deleted one leaves.
namespace loom {

void Canvas::make_selecting_commands()
{
    constexpr auto here = Qt::WidgetShortcut;
    constexpr auto ctrl_shift = Qt::CTRL | Qt::SHIFT;
    const char* group = QT_TRANSLATE_NOOP("loom::Canvas", "Select");
    const auto add = [&](const char* text, const QKeySequence& keys, std::function<void()> act) {
        QAction* made = command(text, keys, here, std::move(act));
        set_submenu(made, "loom::Canvas", group);
        return made;
    };
    add(QT_TR_NOOP("Select all"), QKeySequence::SelectAll, [this] { select_all(); });
    add(QT_TR_NOOP("Invert the selection"), Qt::CTRL | Qt::Key_I, [this] {
        std::set<NodeId> others;
        for (const NodeId id : graph_.document().members(graph_.graph()))
            if (!graph_.selection().nodes.contains(id))
                others.insert(id);
        select_nodes(std::move(others));
    });
    auto* before = add(QT_TR_NOOP("Select what leads here"), ctrl_shift | Qt::Key_Left,
                       [this] { select_nodes(upstream_of(graph_.document(), graph_.selection().nodes)); });
    auto* behind = add(QT_TR_NOOP("Select what follows"), ctrl_shift | Qt::Key_Right,
                       [this] { select_nodes(downstream_of(graph_.document(), graph_.selection().nodes)); });
    auto* grown = add(QT_TR_NOOP("Grow the selection along links"), ctrl_shift | Qt::Key_Up,
                      [this] { select_nodes(with_neighbours(graph_.document(), graph_.selection().nodes)); });
    add(QT_TR_NOOP("Choose the next link of the node"), Qt::Key_K, [this] { choose_link(); });
    add(QT_TR_NOOP("Draw a lasso"), Qt::Key_Q, [this] {
        abandon();
        lasso_next_ = true;
        setCursor(Qt::CrossCursor);
        Q_EMIT said(tr("Drag round the nodes; Shift adds, Ctrl takes out"));
    });
    with_nodes_ << before << behind << grown;
}

void Canvas::make_placing_commands()
{
    constexpr auto here = Qt::WidgetShortcut, anywhere = Qt::WindowShortcut;
    struct Row {
        const char* text;
        QKeySequence keys;
        std::function<void()> act;
        QList<QAction*>& enabled;
    };
    const auto add = [this](const char* group, std::initializer_list<Row> rows) {
        for (const Row& row : rows) {
            QAction* made = command(row.text, row.keys, here, row.act);
            set_submenu(made, "loom::Canvas", group);
            row.enabled << made;
        }
    };
    add(QT_TRANSLATE_NOOP("loom::Canvas", "Align"),
        {{QT_TR_NOOP("Align left"), Qt::SHIFT | Qt::Key_A, [this] { align(Alignment::Left); }, with_two_},
         {QT_TR_NOOP("Align the middles of columns"), Qt::SHIFT | Qt::Key_C, [this] { align(Alignment::Middle); }, with_two_},
         {QT_TR_NOOP("Align right"), Qt::SHIFT | Qt::Key_D, [this] { align(Alignment::Right); }, with_two_},
         {QT_TR_NOOP("Align tops"), Qt::SHIFT | Qt::Key_W, [this] { align(Alignment::Top); }, with_two_},
         {QT_TR_NOOP("Align the middles of rows"), Qt::SHIFT | Qt::Key_R, [this] { align(Alignment::Centre); }, with_two_},
         {QT_TR_NOOP("Align bottoms"), Qt::SHIFT | Qt::Key_S, [this] { align(Alignment::Bottom); }, with_two_},
         {QT_TR_NOOP("Distribute horizontally"), Qt::SHIFT | Qt::Key_H, [this] { distribute(Axis::Horizontal); }, with_three_},
         {QT_TR_NOOP("Distribute vertically"), Qt::SHIFT | Qt::Key_V, [this] { distribute(Axis::Vertical); }, with_three_}});
    const char* arranging = QT_TRANSLATE_NOOP("loom::Canvas", "Arrange");
    arrange_ = command(QT_TR_NOOP("Arrange automatically"), Qt::CTRL | Qt::SHIFT | Qt::Key_A, anywhere, &Canvas::arrange);
    auto* down = command(QT_TR_NOOP("Arrange downwards"), Qt::CTRL | Qt::SHIFT | Qt::Key_D, anywhere,
                         [this] { arrange_nodes(Flow::Down, {}); });
    for (QAction* action : {arrange_, down})
        set_submenu(action, "loom::Canvas", arranging);
    add(arranging, {{QT_TR_NOOP("Arrange the selection"), Qt::CTRL | Qt::ALT | Qt::Key_A,
                     [this] { arrange_nodes(Flow::Right, graph_.selection().nodes); }, with_two_},
                    {QT_TR_NOOP("Arrange the selection downwards"), Qt::CTRL | Qt::ALT | Qt::Key_D,
                     [this] { arrange_nodes(Flow::Down, graph_.selection().nodes); }, with_two_}});
    reconnect_ = command(QT_TR_NOOP("Reconnect what was joined"), Qt::Key_R, here, &Canvas::take_offer);
    reconnect_->setEnabled(false);
}

void Canvas::select_nodes(std::set<NodeId> nodes)
{
    graph_.seal();
    graph_.select(Selection{std::move(nodes), {}});
}

/// One link of the chosen node after the other, those that leave it first.
void Canvas::choose_link()
{
    const Selection& chosen = graph_.selection();
    std::optional<Link> last;
    if (chosen.nodes.size() == 1)
        walked_links_ = *chosen.nodes.begin();
    else if (chosen.nodes.empty() && chosen.links.size() == 1)
        last = *chosen.links.begin();
    else
        return;
    if (last && (!walked_links_ || (last->from != *walked_links_ && last->to != *walked_links_)))
        walked_links_ = last->from;
    std::vector<Link> links = graph_.document().links_of(*walked_links_);
    if (links.empty())
        return;
    std::ranges::stable_partition(links, [&](const Link& l) { return l.from == *walked_links_; });
    auto next = links.begin();
    if (last)
        if (const auto at = std::ranges::find(links, *last); at != links.end() && at + 1 != links.end())
            next = at + 1;
    graph_.select(Selection{{}, {*next}});
    const auto name = [&](NodeId id) { return shown(graph_.document().find(id)->name); };
    Q_EMIT said(tr("Link from %1 to %2: Tab puts a layer into it, Delete removes it").arg(name(next->from), name(next->to)));
}

void Canvas::align(Alignment alignment)
{
    perform(aligning(graph_.document(), graph_.selection().nodes, alignment, node_height(form())));
}

void Canvas::distribute(Axis axis)
{
    perform(distributing(graph_.document(), graph_.selection().nodes, axis, node_height(form())));
}

void Canvas::arrange_nodes(Flow flow, std::set<NodeId> only)
{
    const double room = std::max(4.0 * (node_width + column_gap), width() - 64.0);
    const double width_of_rows = std::min(room, std::max(width() - 64.0, node_width));
    std::set<NodeId> pinned;
    for (const NodeId id : graph_.document().members(graph_.graph()))
        if (graph_.document().find(id)->pinned)
            pinned.insert(id);
    Arranging how{.width = width_of_rows, .height = node_height(measure::Form::Pictures), .flow = flow, .only = only, .pinned = std::move(pinned), .graph = graph_.graph()};
    for (const RemarkBox& frame : scene_.remarks())
        if (frame.remark.kind == Remark::Kind::Frame)
            scene_.box_grid().each(frame.rect, [&, &inside = how.frames.emplace_back()](int i) {
                if (const Box& box = scene_.boxes()[std::size_t(i)]; holds(frame.rect, box))
                    inside.insert(box.id);
            });
    constexpr std::size_t most_at_once = 1000; // More nodes would keep the window waiting.
    if (graph_.document().members(graph_.graph()).size() <= most_at_once) {
        arranger_->cancel();
        return take_arranged(arranging(graph_.document(), how), only);
    }
    const auto document = arranged_ = std::make_shared<const Document>(graph_.document());
    how.height = [document](const Node& node) { return height_of(*document, node); };
    arranger_->start<Change>([document, how = std::move(how)](Progress&) { return arranging(*document, how); },
                             [this, only = std::move(only)](const Change& change) {
                                 arranged_.reset();
                                 Q_EMIT said({});
                                 take_arranged(change, only);
                             });
    Q_EMIT said(tr("The nodes are being arranged"));
}

Change Canvas::arranging(const Document& document, const Arranging& how)
{
    Change placed = placing(document, arranged(document, how));
    if (!placed.edits.empty())
        take_frames_along(document, how.graph, placed);
    return placed;
}

/// Places that were meant for the graph as it was before an edit are of no use.
void Canvas::check_arranging()
{
    if (!arranger_->busy() || graph_.document() == *arranged_)
        return;
    arranger_->cancel();
    arranged_.reset();
    Q_EMIT said(tr("The graph was changed meanwhile and is not arranged"));
}

void Canvas::take_arranged(const Change& placed, const std::set<NodeId>& only)
{
    perform(placed);
    if (only.empty())
        return fit();
    QRectF all;
    for (NodeId id : only)
        if (const Box* box = scene_.find(id))
            all |= box->rect;
    bring_into_sight(all);
}

// ---- Find -----------------------------------------------------------------------------------------------------------

void Canvas::open_find()
{
    abandon();
    before_find_ = {origin_, zoom_};
    find_list_->open(QPoint(width() - find_list_->width() - 12, 12));
    place_overlays(); // The pop-over of an error steps aside.
    update();
}

// ---- What a deleted node leaves -------------------------------------------------------------------------------------

void Canvas::offer_bridge(const Change& change, const QRectF& scene)
{
    withdraw_offer();
    offered_ = change;
    offered_at_ = scene;
    offer_->set(shown(change.name), reconnect_->shortcut());
    reconnect_->setEnabled(true);
    offer_->show();
    offer_->raise();
    place_overlays();
    Q_EMIT said(tr("%1: %2").arg(offer_->accessibleName(), reconnect_->shortcut().toString(QKeySequence::NativeText)));
}

void Canvas::withdraw_offer()
{
    if (offer_->isHidden())
        return;
    offered_ = {};
    offered_piece_.reset();
    reconnect_->setEnabled(false);
    replace_->setEnabled(false);
    offer_->hide();
    update();
}

void Canvas::take_offer()
{
    const Change change = std::exchange(offered_, {});
    const auto piece = std::exchange(offered_piece_, nullptr);
    withdraw_offer();
    if (piece)
        shelf_->replace(*piece);
    else
        perform(change);
}

} // namespace loom
