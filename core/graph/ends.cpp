#include "graph/ends.h"
#include "graph/flatten.h"
#include "schema/column_list.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <set>

namespace loom {
namespace {

const Value& value_of(const Node& node, std::string_view key)
{
    return node.values[*find_layer(node.type)->index_of(key)];
}

bool by_wire(const Node& output)
{
    return value_of(output, "truth") == Value(std::string("wire"));
}

const std::string& target_of(const Node& output)
{
    return std::get<std::string>(value_of(output, "target"));
}

std::vector<std::string> named_columns(const Node& input)
{
    return columns_in(std::get<std::string>(value_of(input, "columns")));
}

/// "Image 2" as "image_2"; what has no such form is called as its tensors are.
std::string plain_name(NodeId id, const Node& node)
{
    std::string name;
    for (const unsigned char c : node.name) {
        if (c >= 0x80)
            return scope_of(id, node);
        if (std::isalnum(c))
            name += char(std::tolower(c));
        else if (!name.empty() && name.back() != '_')
            name += '_';
    }
    while (!name.empty() && name.back() == '_')
        name.pop_back();
    return name.empty() || std::isdigit((unsigned char)name[0]) ? scope_of(id, node) : name;
}

std::shared_ptr<const DataFacts> whole(const DataFacts* data)
{
    return {std::shared_ptr<void>{}, data};
}

/// What is known of the target alone.
DataFacts about_target(const DataFacts& data)
{
    DataFacts facts;
    facts.target = data.target;
    facts.classes = data.classes;
    facts.label_shape = data.label_shape;
    facts.class_counts = data.class_counts;
    facts.target_width = data.target_width;
    facts.rows = data.rows;
    return facts;
}

/// The data as if these columns were all. One keeps its shape; several stand side by side as {values}.
DataFacts of_columns(const DataFacts& data, const std::vector<const DataFacts::Column*>& columns)
{
    DataFacts facts = about_target(data);
    if (columns.size() == 1 && (columns[0]->shape.size() > 1 || columns[0]->vocabulary > 0)) {
        const DataFacts::Column& only = *columns[0];
        facts.sample = only.shape;
        facts.pictures = only.picture;
        facts.vocabulary = only.vocabulary;
        facts.features = only.features;
        facts.mean = only.mean;
        facts.deviation = only.deviation;
        return facts;
    }
    std::int64_t width = 0;
    for (const DataFacts::Column* c : columns) {
        const auto values = std::int64_t(count(c->shape));
        width += values;
        facts.features.insert(facts.features.end(), c->features.begin(), c->features.end());
        for (std::int64_t i = 0; i < values; ++i) {
            const std::size_t feature = std::size_t(i / std::max<std::int64_t>(1, values / c->shape[0]));
            facts.mean.push_back(feature < c->mean.size() ? c->mean[feature] : 0);
            facts.deviation.push_back(feature < c->deviation.size() ? c->deviation[feature] : 1);
        }
    }
    if (std::ssize(facts.features) != width)
        facts.features.clear();
    facts.sample = {width};
    return facts;
}

} // namespace

Ends::Ends(const Document& document, const DataFacts* data) : data_(data)
{
    std::vector<std::pair<NodeId, const Node*>> first, last;
    for (const auto& [id, node] : document.nodes()) {
        if (node.type == "input")
            first.emplace_back(id, &node);
        if (node.type == "output")
            last.emplace_back(id, &node);
    }

    // Those that programs use themselves are not free.
    std::set<std::string> names{"samples", "scores", "loss", "correct", "target", "weights", "rate", "clock", "position"};
    const auto fresh_name = [&](NodeId id, const Node& node) {
        std::string name = plain_name(id, node);
        while (!names.insert(name).second)
            name += "_" + std::to_string(std::int64_t(id));
        return name;
    };

    std::set<std::string> taken;
    for (const auto& [id, node] : first)
        for (std::string& column : named_columns(*node))
            taken.insert(std::move(column));
    for (const auto& [id, node] : last) {
        if (!by_wire(*node))
            taken.insert(target_of(*node));
    }
    for (const auto& [id, node] : first) {
        InputEnd end{.node = id, .name = first.size() == 1 ? "samples" : fresh_name(id, *node), .columns = {}, .missing = {}, .pieces = {}, .facts = {}};
        const auto named = named_columns(*node);
        std::vector<const DataFacts::Column*> columns;
        for (const std::string& name : named) {
            const auto known = data ? std::ranges::find(data->columns, name, &DataFacts::Column::name) : std::vector<DataFacts::Column>::const_iterator();
            if (data && known == data->columns.end())
                end.missing.push_back(name);
            else if (data && std::ranges::find(columns, &*known) == columns.end())
                columns.push_back(&*known);
        }
        bool all = named.empty();
        for (std::size_t i = 0; data && named.empty() && i < data->columns.size(); ++i) {
            const DataFacts::Column& column = data->columns[i];
            if (column.beside)
                continue;
            if (taken.contains(column.name))
                all = false;
            else
                columns.push_back(&column);
        }
        for (const DataFacts::Column* column : columns) {
            end.columns.push_back(column->name);
            const auto size = std::int64_t(count(column->shape));
            if (!end.pieces.empty() && end.pieces.back().place + end.pieces.back().size == column->place)
                end.pieces.back().size += size;
            else
                end.pieces.push_back({column->place, size});
        }
        if (data && (all || columns.empty())) { // Without any the analysis says so, and shapes go on.
            end.facts = whole(data);
            end.pieces = {{0, std::int64_t(count(data->sample))}};
        } else if (data) {
            end.facts = std::make_shared<const DataFacts>(of_columns(*data, columns));
        }
        inputs.push_back(std::move(end));
    }

    for (const auto& [id, node] : last) {
        OutputEnd end{.node = id,
                      .name = last.size() == 1 ? "scores" : fresh_name(id, *node),
                      .loss = node->loss ? *node->loss : document.recipe().loss,
                      .weight = std::get<double>(value_of(*node, "weight")),
                      .facts = {}};
        const std::string& target = target_of(*node);
        if (by_wire(*node))
            end.truth = OutputEnd::Truth::Wire;
        else if (!target.empty() && data && !data->target_column.empty() && target != data->target_column)
            end.truth = OutputEnd::Truth::Further;
        if (data && end.truth == OutputEnd::Truth::Target) {
            end.facts = whole(data);
        } else if (data) {
            DataFacts facts = about_target(*data);
            facts.classes.clear();
            facts.class_counts.clear();
            facts.label_shape.clear();
            facts.target_width = 1;
            facts.target = DataFacts::Target::Numbers;
            if (end.truth == OutputEnd::Truth::Further) {
                const auto known = std::ranges::find(data->further, target, &DataFacts::Further::column);
                if (known == data->further.end()) {
                    end.truth = OutputEnd::Truth::Missing;
                } else {
                    end.further = std::size_t(known - data->further.begin());
                    facts.target = known->target;
                    facts.classes = known->classes;
                    facts.class_counts = known->class_counts;
                }
            }
            end.facts = std::make_shared<const DataFacts>(std::move(facts));
        }
        outputs.push_back(std::move(end));
    }
    std::ranges::stable_partition(outputs, [](const OutputEnd& end) { return end.truth == OutputEnd::Truth::Target; });
}

const InputEnd* Ends::input(NodeId id) const
{
    const auto it = std::ranges::find(inputs, id, &InputEnd::node);
    return it == inputs.end() ? nullptr : &*it;
}

const OutputEnd* Ends::output(NodeId id) const
{
    const auto it = std::ranges::find(outputs, id, &OutputEnd::node);
    return it == outputs.end() ? nullptr : &*it;
}

Surroundings Ends::around(NodeId id) const
{
    if (const InputEnd* end = input(id))
        return {end->facts.get()};
    if (const OutputEnd* end = output(id))
        return {end->facts.get()};
    return {data_};
}

WantedColumns wanted_columns(const Document& document)
{
    std::set<std::string> inputs, targets;
    for (const auto& [id, node] : document.nodes()) {
        if (node.type == "input")
            for (std::string& column : named_columns(node))
                inputs.insert(std::move(column));
        if (node.type == "output" && !by_wire(node) && !target_of(node).empty() && target_of(node) != document.data().target)
            targets.insert(target_of(node));
    }
    return {{inputs.begin(), inputs.end()}, {targets.begin(), targets.end()}};
}

DataSetup data_for(const Document& document)
{
    DataSetup setup = document.data();
    setup.wanted = wanted_columns(document);
    return setup;
}

std::vector<std::string> output_names(const Document& document, const DataFacts& data)
{
    std::optional<Flat> flat;
    const Document& graph = flat_graph(document, flat);
    std::vector<std::string> names;
    for (const OutputEnd& end : Ends(graph, &data).outputs)
        names.push_back(graph.nodes().at(end.node).name);
    return names;
}

std::int64_t row_width(const DataFacts& facts)
{
    return facts.columns.empty() ? std::int64_t(count(facts.sample)) : facts.columns.back().place + std::int64_t(count(facts.columns.back().shape));
}

} // namespace loom
