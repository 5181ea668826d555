#include "graph/chain.h"
#include "graph/arrange.h"
#include "graph/unit_change.h"

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
    perform(AddNode{id, {std::string(layer), document_.new_name(type, language(), graph_), with(type, settings), {}, graph_}});
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

Chain& Chain::apart()
{
    last_.reset();
    return *this;
}

Chain& Chain::join(NodeId other, int port)
{
    perform(Connect{{other, *last_, port}});
    return *this;
}

Chain& Chain::named(const std::string& name)
{
    perform(RenameNode{*last_, name});
    return *this;
}

Chain& Chain::loss(std::string_view type)
{
    perform(SetLoss{*last_, Chosen{std::string(type), defaults(*find_loss(type))}});
    return *this;
}

Chain& Chain::share(NodeId with)
{
    perform(ShareWeights{*last_, with});
    return *this;
}

Chain& Chain::bypass()
{
    perform(SetUse{*last_, Use::Bypassed});
    return *this;
}

Chain& Chain::begin(const std::string& unit, const std::string& help)
{
    assert(graph_ == main_graph);
    before_ = last_;
    last_.reset();
    graph_ = document_.new_unit();
    perform(AddUnit{graph_, {unit, help, {}}});
    return add(entrance_type);
}

Chain& Chain::entrance(const std::string& name)
{
    last_.reset();
    return add(entrance_type, {{"port", std::int64_t(document_.entrances(graph_).size()) + 1}}).named(name);
}

Chain& Chain::expose(std::string key, const std::string& label, std::vector<Exposed::Target> targets)
{
    Unit unit = *document_.find(graph_);
    unit.exposed.push_back({std::move(key), label, std::move(targets)});
    perform(SetUnit{graph_, std::move(unit)});
    return *this;
}

UnitId Chain::end()
{
    add(exit_type);
    last_ = before_;
    return std::exchange(graph_, main_graph);
}

Chain& Chain::copy(UnitId unit, const Settings& given, std::int64_t times)
{
    const Change change = adding_copy(document_, unit, {}, graph_);
    for (const Edit& edit : change.edits)
        perform(edit);
    const NodeId id = *change.made.begin();
    for (const auto& [key, value] : given)
        perform(GiveSetting{id, std::string(key), value});
    perform(SetSetting{id, *find_layer(unit_type)->index_of("repeat"), times});
    if (last_)
        perform(Connect{{*last_, id, 0}});
    last_ = id;
    return *this;
}

Document Chain::finish(Recipe recipe)
{
    perform(SetRecipe{std::move(recipe)});
    for (const Edit& edit : tidying(document_))
        perform(edit);
    return document_;
}

std::vector<Edit> tidying(const Document& document)
{
    const double width = nodes_per_row * (node_width + column_gap) - column_gap;
    std::vector<UnitId> graphs{main_graph};
    for (const auto& [id, unit] : document.units())
        graphs.push_back(id);
    std::vector<Edit> edits;
    for (const UnitId graph : graphs)
        for (const auto& [id, at] : arranged(document, {.width = width, .height = [](const Node&) { return node_height; }, .graph = graph}))
            edits.push_back(MoveNode{id, at});
    return edits;
}

std::vector<Edit> replacing(const Document& old, const Document& fresh)
{
    std::vector<Edit> edits = clearing(old);
    for (Edit& edit : building(fresh))
        edits.push_back(std::move(edit));
    edits.push_back(SetRecipe{fresh.recipe()});
    return edits;
}

} // namespace loom
