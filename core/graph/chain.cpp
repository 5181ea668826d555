#include "graph/chain.h"
#include "graph/arrange.h"

#include <cassert>

namespace loom {

static constexpr double nodes_per_row = 4, node_height = 124;

Values with(const TypeInfo& type, const std::vector<std::pair<std::string_view, Value>>& settings)
{
    Values values = defaults(type);
    for (const auto& [key, value] : settings) {
        const auto index = type.index_of(key);
        assert(index);
        values[*index] = value;
    }
    return values;
}

void Chain::perform(const Edit& edit)
{
    [[maybe_unused]] const auto done = document_.apply(edit);
    assert(done);
}

Chain& Chain::add(std::string_view layer, const Settings& settings)
{
    const LayerType& type = *find_layer(layer);
    const NodeId id = document_.new_id();
    perform(AddNode{id, {std::string(layer), document_.new_name(type, language()), with(type, settings), {}}});
    if (last_)
        perform(Connect{{*last_, id, 0}});
    last_ = id;
    return *this;
}

Chain& Chain::from(NodeId id)
{
    last_ = id;
    return *this;
}

Chain& Chain::join(NodeId other)
{
    perform(Connect{{other, *last_, 1}});
    return *this;
}

Document Chain::finish(Recipe recipe)
{
    perform(SetRecipe{std::move(recipe)});
    const double width = nodes_per_row * (node_width + column_gap) - column_gap;
    for (const auto& [id, at] : arranged(document_, {width, [](const Node&) { return node_height; }}))
        perform(MoveNode{id, at});
    return document_;
}

std::vector<Edit> replacing(const Document& old, const Document& fresh)
{
    std::set<NodeId> all;
    for (const auto& [id, node] : old.nodes())
        all.insert(id);
    std::vector<Edit> edits = removal(old, all, Reconnect::No);
    for (const auto& [id, node] : fresh.nodes())
        edits.push_back(AddNode{id, node});
    for (const Link& link : fresh.links())
        edits.push_back(Connect{link});
    edits.push_back(SetRecipe{fresh.recipe()});
    return edits;
}

} // namespace loom
