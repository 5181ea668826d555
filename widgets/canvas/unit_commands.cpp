#include "canvas/canvas.h"

#include "bridge/unit_shelf.h"
#include "canvas/architecture_search.h"
#include "canvas/offer.h"
#include "canvas/unit_search.h"
#include "graph/fitting.h"
#include "graph/unit_change.h"
#include "graph/within.h"
#include "theme/command.h"
#include "theme/language.h"

#include <QAction>

#include <cmath>

// Units, and which nodes take part.
namespace loom {

std::function<double(const Node&)> Canvas::node_height(measure::Form form) const
{
    return [this, form](const Node& node) { return height_of(graph_.document(), node, form); };
}

void Canvas::make_unit_commands()
{
    constexpr auto here = Qt::WidgetShortcut;
    const char* group = QT_TRANSLATE_NOOP("loom::Canvas", "Unit");
    const auto add = [&](const char* text, const QKeySequence& keys, std::function<void()> act) {
        QAction* made = command(text, keys, here, std::move(act));
        set_submenu(made, "loom::Canvas", group);
        return made;
    };
    command(QT_TR_NOOP("Choose an architecture…"), {}, Qt::WindowShortcut, &Canvas::open_architectures);
    add(QT_TR_NOOP("Insert a unit…"), Qt::CTRL | Qt::Key_U, [this] { open_units(); });
    entrance_ = add(QT_TR_NOOP("Add an entrance"), {}, [this] { add_end(entrance_type); });
    exit_ = add(QT_TR_NOOP("Add an exit"), {}, [this] { add_end(exit_type); });
    auto* made = add(QT_TR_NOOP("Make a unit of the selection"), Qt::CTRL | Qt::Key_G, [this] { make_unit(); });
    auto* opened = add(QT_TR_NOOP("Open the unit"), Qt::CTRL | Qt::Key_Return, [this] {
        if (const auto& nodes = graph_.selection().nodes; nodes.size() == 1)
            graph_.enter(*nodes.begin());
    });
    leave_ = add(QT_TR_NOOP("Leave the unit"), Qt::ALT | Qt::Key_Home, [this] { leave_unit(); });
    auto* unpacked = add(QT_TR_NOOP("Unpack the unit"), Qt::CTRL | Qt::SHIFT | Qt::Key_G, [this] { unpack_units(); });
    auto* kept = add(QT_TR_NOOP("Keep in my library"), {}, [this] { keep_unit(); });
    replace_ = add(QT_TR_NOOP("Replace the unit in my library"), Qt::CTRL | Qt::Key_R, [this] { take_offer(); });
    replace_->setEnabled(false);
    auto* own = add(QT_TR_NOOP("Make the copy a unit of its own"), {}, [this] {
        const auto& nodes = graph_.selection().nodes;
        if (nodes.size() == 1 && graph_.document().find(*nodes.begin())->type == unit_type)
            perform(detaching(graph_.document(), *nodes.begin()));
    });
    const char* part = QT_TRANSLATE_NOOP("loom::Canvas", "Take part");
    const auto toggle = [&](const char* text, const QKeySequence& keys, std::function<void()> act) {
        QAction* action = command(text, keys, here, std::move(act));
        set_submenu(action, "loom::Canvas", part);
        return action;
    };
    auto* bypassed = toggle(QT_TR_NOOP("Bypass"), Qt::Key_B, [this] { use_selected(Use::Bypassed); });
    auto* muted = toggle(QT_TR_NOOP("Mute"), Qt::Key_M, [this] { use_selected(Use::Muted); });
    auto* pinned = toggle(QT_TR_NOOP("Pin"), Qt::Key_P, [this] { pin_selected(); });
    for (QAction* action : {entrance_, exit_, leave_})
        action->setEnabled(false);
    with_nodes_ << made << opened << unpacked << kept << own << bypassed << muted << pinned;
}

/// Another graph is seen: as it was left, or all of it.
void Canvas::follow_graph()
{
    abandon();
    close_problem();
    views_[shown_path_] = {origin_, zoom_};
    shown_path_ = graph_.path();
    placed_ = false;
    other_graph_ = true;
    if (const auto known = views_.find(shown_path_); known != views_.end()) {
        set_view(known->second.first, known->second.second);
        placed_ = true;
    }
    for (QAction* action : {entrance_, exit_, leave_})
        action->setEnabled(!shown_path_.empty());
}

void Canvas::add_end(std::string_view type)
{
    const LayerType& layer = *find_layer(type);
    const QPointF corner = place_for(layer);
    const Change change = adding(graph_.document(), layer, {std::round(corner.x()), std::round(corner.y())}, graph_.graph());
    if (perform(change))
        graph_.select(Selection{change.made, {}});
}

void Canvas::make_unit()
{
    const Document& document = graph_.document();
    std::string name = loom::render(find_layer(unit_type)->title);
    for (int n = 1;; ++n)
        if (std::string numbered = name + " " + std::to_string(n);
            std::ranges::none_of(document.units(), [&](const auto& row) { return row.second.name == numbered; })) {
            name = std::move(numbered);
            break;
        }
    const auto change = making_unit(document, graph_.selection().nodes, name);
    if (!change) {
        refuse(change.error());
        return;
    }
    if (perform(*change))
        graph_.select(Selection{change->made, {}});
}

void Canvas::unpack_units()
{
    auto copies = graph_.selection().nodes;
    std::erase_if(copies, [this](NodeId id) { return graph_.document().find(id)->type != unit_type; });
    if (copies.empty())
        return;
    auto change = unpacking(graph_.document(), copies);
    if (!change)
        return refuse(change.error());
    if (perform(*change))
        graph_.select(Selection{change->made, {}});
}

void Canvas::leave_unit()
{
    if (graph_.path().empty())
        return;
    const NodeId left = graph_.path().back();
    graph_.leave_to(graph_.path().size() - 1);
    graph_.select(left);
    bring_into_sight(left);
}

/// The second time takes it back.
void Canvas::use_selected(Use use)
{
    std::set<NodeId> nodes;
    for (const NodeId id : graph_.selection().nodes) {
        const std::string& type = graph_.document().find(id)->type;
        if (type != "input" && type != "output" && type != entrance_type && type != exit_type)
            nodes.insert(id);
    }
    if (nodes.empty())
        return;
    const bool all = std::ranges::all_of(nodes, [&](NodeId id) { return graph_.node_here(id)->use == use; });
    perform(using_within(graph_.document(), graph_.path(), nodes, all ? Use::Full : use));
}

void Canvas::pin_selected()
{
    const auto& nodes = graph_.selection().nodes;
    if (nodes.empty())
        return;
    const bool all = std::ranges::all_of(nodes, [&](NodeId id) { return graph_.document().find(id)->pinned; });
    perform(pinning(graph_.document(), nodes, !all));
}

void Canvas::open_units()
{
    abandon();
    unit_list_->open(QPoint(12, 12), units_to_add());
}

void Canvas::open_architectures()
{
    abandon();
    const QPoint middle = rect().center();
    architectures_->open(scene_.boxes().empty() ? QPoint(middle.x() - architectures_->width() / 2, middle.y() - 60) : QPoint(12, 12), graph_.facts());
}

bool Canvas::settled() const
{
    return !architectures_->shelf().busy();
}

/// In the place of what is there, in one step: for the data, where it fits.
void Canvas::take_architecture(const Architecture& architecture)
{
    Document network = architecture.make();
    if (graph_.facts())
        if (Fitted made = fitted(network, *graph_.facts()); made.fits)
            network = std::move(made.document);
    placed_ = false;
    if (graph_.perform(Message(LOOM_TEXT("Begin with %1"), architecture.title), replacing(graph_.document(), network)))
        fit();
    setFocus();
}

void Canvas::follow(UnitShelf& shelf)
{
    shelf_ = &shelf;
    connect(&shelf, &UnitShelf::occupied, this, &Canvas::offer_replacing);
    connect(&shelf, &UnitShelf::said, this, &Canvas::said);
    connect(&shelf, &UnitShelf::failed, this, [this](const Error& error) { Q_EMIT said(shown(error.message) + QLatin1Char(' ') + shown(error.hint)); });
}

/// Those of the project first, then the user's, then those that come with the program and are not in the project.
std::vector<UnitPtr> Canvas::units_to_add() const
{
    std::vector<UnitPtr> all = project_units(graph_.document());
    std::set<QString> known;
    for (const UnitPtr& unit : all)
        known.insert(unit->name);
    if (shelf_)
        for (const UnitPtr& unit : shelf_->units())
            if (!unit->damage)
                all.push_back(unit);
    for (UnitPtr& unit : shipped_units())
        if (!known.contains(unit->name))
            all.push_back(std::move(unit));
    return all;
}

void Canvas::keep_unit()
{
    const auto& nodes = graph_.selection().nodes;
    const Document& document = graph_.document();
    if (nodes.size() != 1 || document.find(*nodes.begin())->type != unit_type) {
        Q_EMIT said(tr("Only a unit can be kept. Make a unit of the selection first (Ctrl+G)."));
        return;
    }
    if (shelf_)
        shelf_->keep(kept_piece(document, *nodes.begin()));
}

/// Another unit of that name is in the library.
void Canvas::offer_replacing(std::shared_ptr<const Document> piece)
{
    withdraw_offer();
    offered_piece_ = std::move(piece);
    const QString name = shown(unit_of(*offered_piece_).name);
    const auto& nodes = graph_.selection().nodes;
    const Box* box = nodes.size() == 1 ? scene_.find(*nodes.begin()) : nullptr;
    offered_at_ = box ? box->rect : QRectF(visible_area().center(), QSizeF());
    offer_->set(tr("Replace “%1” in my library").arg(name), replace_->shortcut());
    replace_->setEnabled(true);
    offer_->show();
    offer_->raise();
    place_overlays();
    Q_EMIT said(tr("My library has another “%1”. Rename the unit, or replace the other one (%2); that goes to the bin.")
                    .arg(name, replace_->shortcut().toString(QKeySequence::NativeText)));
}

} // namespace loom
