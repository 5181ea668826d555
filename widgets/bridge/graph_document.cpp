#include "bridge/graph_document.h"

#include "graph/finding_place.h"

#include <algorithm>
#include <utility>

namespace loom {

GraphDocument::GraphDocument(QObject* parent) : QObject(parent), analysis_(analyse(document_, nullptr)) {}

void GraphDocument::set_facts(std::optional<DataFacts> facts)
{
    if (facts == facts_)
        return;
    facts_ = std::move(facts);
    renew();
}

void GraphDocument::open(Document document)
{
    document_ = std::move(document);
    history_.clear();
    path_.clear();
    graph_ = main_graph;
    here_.reset();
    const bool selected = !std::exchange(selection_, {}).empty();
    Q_EMIT opened();
    renew();
    if (selected)
        Q_EMIT selection_changed();
}

bool GraphDocument::perform(const Message& name, const std::vector<Edit>& edits, const std::string& merge_key)
{
    if (const Status status = history_.perform(name, edits, merge_key); !status) {
        Q_EMIT refused(status.error());
        return false;
    }
    // Where things lie, what is written beside them and what a row is called changes nothing that the analysis says.
    renew(!std::ranges::all_of(edits, [](const Edit& edit) {
        return std::visit(
            []<class E>(const E&) {
                return std::is_same_v<E, MoveNode> || std::is_same_v<E, PinNode> || std::is_same_v<E, RouteLink> || std::is_same_v<E, AddRemark> ||
                       std::is_same_v<E, RemoveRemark> || std::is_same_v<E, SetRemark> || std::is_same_v<E, SetBookmark> || std::is_same_v<E, SetSearch> ||
                       std::is_same_v<E, EditRows>;
            },
            edit);
    }));
    return true;
}

bool GraphDocument::undo()
{
    if (!history_.undo())
        return false;
    history_.seal();
    renew();
    return true;
}

bool GraphDocument::redo()
{
    if (!history_.redo())
        return false;
    renew();
    return true;
}

void GraphDocument::go_to(std::size_t depth)
{
    bool moved = false;
    while (history_.depth() > depth && history_.undo())
        moved = true;
    while (history_.depth() < depth && history_.redo())
        moved = true;
    if (!moved)
        return;
    history_.seal();
    renew();
}

void GraphDocument::renew(bool analyse_again)
{
    if (analyse_again)
        analysis_ = analyse(document_, facts());
    here_.reset();
    path_ = reachable(path_);
    const UnitId before = std::exchange(graph_, path_.empty() ? main_graph : document_.find(path_.back())->unit);
    const bool moved = graph_ != before;
    Selection kept = selection_;
    std::erase_if(kept.nodes, [&](NodeId id) {
        const Node* node = document_.find(id);
        return !node || node->in != graph_;
    });
    std::erase_if(kept.links, [&](const Link& l) { return !document_.links().contains(l); });
    const bool selected = kept != selection_;
    selection_ = std::move(kept);
    if (moved)
        Q_EMIT graph_changed();
    Q_EMIT changed();
    if (selected)
        Q_EMIT selection_changed();
}

/// As far as its copies are still there.
UnitPath GraphDocument::reachable(const UnitPath& wished) const
{
    UnitPath path;
    UnitId graph = main_graph;
    for (const NodeId id : wished) {
        const Node* copy = document_.find(id);
        if (!copy || copy->in != graph || copy->type != unit_type)
            break;
        path.push_back(id);
        graph = copy->unit;
    }
    return path;
}

void GraphDocument::follow(UnitPath path) { go(reachable(path)); }

void GraphDocument::go(UnitPath path)
{
    if (path == path_)
        return;
    path_ = std::move(path);
    here_.reset();
    graph_ = path_.empty() ? main_graph : document_.find(path_.back())->unit;
    selection_ = {};
    Q_EMIT graph_changed();
    Q_EMIT changed();
    Q_EMIT selection_changed();
}

bool GraphDocument::enter(NodeId copy)
{
    const Node* node = document_.find(copy);
    if (!node || node->in != graph_ || node->type != unit_type)
        return false;
    UnitPath path = path_;
    path.push_back(copy);
    go(std::move(path));
    return true;
}

void GraphDocument::leave_to(std::size_t depth)
{
    if (depth < path_.size())
        go({path_.begin(), path_.begin() + std::ptrdiff_t(depth)});
}

std::optional<UnitPath> GraphDocument::path_to(UnitId graph) const
{
    UnitPath path;
    while (graph != main_graph) {
        const auto& copies = document_.copies(graph);
        if (copies.empty())
            return {};
        path.insert(path.begin(), *copies.begin());
        graph = document_.find(*copies.begin())->in;
    }
    return path;
}

const NodeFacts& GraphDocument::facts_of(NodeId id) const
{
    static const NodeFacts unknown;
    const auto here = analysis_.within.find(path_);
    const auto& nodes = here == analysis_.within.end() ? analysis_.nodes : here->second;
    const auto facts = nodes.find(id);
    return facts == nodes.end() ? unknown : facts->second;
}

Cost GraphDocument::cost_here() const
{
    if (path_.empty())
        return analysis_.total;
    const UnitPath outer(path_.begin(), path_.end() - 1);
    const auto around = analysis_.within.find(outer);
    const auto& nodes = around == analysis_.within.end() ? analysis_.nodes : around->second;
    const auto copy = nodes.find(path_.back());
    return copy == nodes.end() ? Cost{} : copy->second.cost;
}

const Node* GraphDocument::node_here(NodeId id) const
{
    const Node* node = document_.find(id);
    if (!node || node->in != graph_)
        return nullptr;
    if (path_.empty())
        return node;
    if (!here_)
        here_ = nodes_within(document_, path_);
    const auto found = here_->find(id);
    return found == here_->end() ? nullptr : &found->second;
}

void GraphDocument::select(Selection selection)
{
    std::erase_if(selection.nodes, [&](NodeId id) {
        const Node* node = document_.find(id);
        return !node || node->in != graph_;
    });
    if (selection == selection_)
        return;
    selection_ = std::move(selection);
    Q_EMIT selection_changed();
}

void GraphDocument::reveal(NodeId id)
{
    const Node* node = document_.find(id);
    if (!node)
        return;
    if (node->in != graph_) {
        auto path = path_to(node->in);
        if (!path)
            return;
        go(std::move(*path));
    }
    select(id);
    Q_EMIT revealed(id);
}

void GraphDocument::reveal(const Finding& finding)
{
    const Node* node = finding.node ? document_.find(*finding.node) : nullptr;
    if (!node)
        return;
    if (!is_in_every_copy(document_, finding))
        follow(finding.path);
    reveal(*finding.node);
}

bool GraphDocument::is_here(const Finding& finding) const
{
    const Node* node = finding.node ? document_.find(*finding.node) : nullptr;
    return node && node->in == graph_ && (finding.path == path_ || is_in_every_copy(document_, finding));
}

const Finding* GraphDocument::finding_of(NodeId id) const
{
    const Node* node = document_.find(id);
    const bool copy = node && node->type == unit_type;
    const Finding* worst = nullptr;
    for (const Finding& f : analysis_.findings)
        if ((!worst || f.severity < worst->severity) && (copy || f.node == id))
            if (const auto all = bearers(document_, f, path_); std::ranges::find(all, id) != all.end())
                worst = &f;
    return worst;
}

std::optional<Finding> GraphDocument::told_of(NodeId id) const
{
    const Finding* finding = finding_of(id);
    if (!finding)
        return {};
    Finding told = *finding;
    told.message = told_at(document_, told, path_);
    return told;
}

} // namespace loom
