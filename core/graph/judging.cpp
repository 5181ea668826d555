#include "graph/judging.h"
#include "schema/boxes.h"
#include "graph/arrange.h"

#include <algorithm>
#include <cmath>

namespace loom {
namespace {

std::vector<NodeId> nodes_of(const Wiring& wiring, std::string_view type)
{
    std::vector<NodeId> found;
    for (int place = 0; place < int(wiring.size()); ++place)
        if (wiring.node(place).type == type)
            found.push_back(wiring.id(place));
    return found;
}

} // namespace

Judging::Judging(const Document& d, const DataFacts* data)
    : document(d), wiring(d), ends(d, data), around{data}, recipe(unpack_recipe(d.recipe().settings)),
      inputs(nodes_of(wiring, "input")), outputs(nodes_of(wiring, "output")), useful_(wiring.leading_to(outputs)), facts_(wiring.size())
{
    types_.reserve(wiring.size());
    for (std::size_t place = 0; place < wiring.size(); ++place)
        types_.push_back(find_layer(wiring.node(int(place)).type));
    std::vector<int> order = wiring.order();
    result.order.reserve(order.size());
    for (const int place : order)
        result.order.push_back(wiring.id(place));
    std::ranges::sort(order);
    for (const int place : order)
        facts_[std::size_t(place)] = &result.nodes.emplace_hint(result.nodes.end(), wiring.id(place), NodeFacts{})->second;
}

Finding& Judging::tell(FindingCode code, Severity severity, Message message, Message hint, std::optional<NodeId> node)
{
    result.findings.push_back({.code = std::string(code.text), .severity = severity, .message = std::move(message),
                               .hint = std::move(hint), .node = node});
    return result.findings.back();
}

std::vector<NodeId> Judging::of_type(std::string_view type) const { return nodes_of(wiring, type); }

const Value* Judging::setting(NodeId id, std::string_view key) const
{
    const auto index = type(id).index_of(key);
    return index ? &node(id).values[*index] : nullptr;
}

std::optional<NodeId> Judging::source(NodeId id, int port) const
{
    for (const Wiring::Feed& feed : wiring.feeds(wiring.place_of(id)))
        if (feed.port == port)
            return wiring.id(feed.from);
    return {};
}

bool Judging::leads_to_ends() const
{
    return !outputs.empty() && std::ranges::all_of(outputs, [this](NodeId id) { return source(id).has_value(); });
}

bool Judging::is_game() const
{
    return ends.outputs.size() == 1 && ends.outputs[0].loss_type().lower_generator;
}

std::optional<Shape> Judging::shape(NodeId id) const
{
    const NodeFacts* facts = facts_[std::size_t(wiring.place_of(id))];
    return facts ? facts->output : std::nullopt;
}

std::optional<Shape> Judging::with_setting(NodeId id, std::string_view key, const Value& value) const
{
    const LayerType& layer = type(id);
    const auto index = layer.index_of(key);
    if (!index || validate(layer, *index, value))
        return {};
    std::vector<Shape> shapes;
    for (const auto& s : facts(id).inputs) {
        if (!s)
            return {};
        shapes.push_back(*s);
    }
    Values values = node(id).values;
    values[*index] = value;
    const Inferred made = layer.infer(values, shapes, ends.around(id));
    const Shape* out = std::get_if<Shape>(&made);
    return out ? std::optional(*out) : std::nullopt;
}

std::optional<Shape> Judging::through(std::span<const NewLayer> layers, Shape shape) const
{
    for (const NewLayer& layer : layers) {
        const LayerType& type = *find_layer(layer.type);
        const Values values = with(type, layer.settings);
        for (std::size_t i = 0; i < values.size(); ++i)
            if (validate(type, i, values[i]))
                return {};
        const Inferred made = type.infer(values, std::span(&shape, 1), around);
        if (!std::holds_alternative<Shape>(made))
            return {};
        shape = std::get<Shape>(made);
    }
    return shape;
}

std::optional<Shape> Judging::wanted(const OutputEnd& end, const LossType& of) const
{
    if (of.vectors > 0)
        return {};
    if (end.truth == OutputEnd::Truth::Wire) {
        const auto truth = source(end.node, 1);
        return truth && (of.needs == LossType::Needs::Numbers || of.needs == LossType::Needs::Binary) ? shape(*truth) : std::nullopt;
    }
    if (!end.facts || end.truth == OutputEnd::Truth::Missing || finds_boxes(of) || holds_boxes(*end.facts))
        return {};
    const DataFacts& data = *end.facts;
    const auto classes = std::int64_t(data.classes.size());
    const bool numbers = data.target == DataFacts::Target::Numbers;
    switch (of.needs) {
    case LossType::Needs::Nothing:
    case LossType::Needs::LabelSequence:
        return {};
    case LossType::Needs::Binary:
        return numbers || classes != 2 ? std::nullopt : std::optional(Shape{1});
    case LossType::Needs::Numbers:
        if (numbers && data.target_width == 1 && of.applies == "softmax")
            return {};
        return Shape{numbers ? data.target_width : classes};
    case LossType::Needs::Label:
        break;
    }
    if (numbers)
        return {};
    Shape expected{classes};
    expected.insert(expected.end(), data.label_shape.begin(), data.label_shape.end());
    return expected;
}

std::optional<std::vector<NewLayer>> Judging::ending_for(const Shape& from, const OutputEnd& end) const
{
    const auto to = wanted(end);
    if (!to)
        return {};
    if (from == *to)
        return std::vector<NewLayer>{};
    const Value units = (*to)[0];
    std::vector<std::vector<NewLayer>> ways;
    if (to->size() > 1)
        ways = {{{"dense", {{"units", units}, {"each_place", true}}}},
                {{"resize", {{"size", std::vector<std::int64_t>(to->begin() + 1, to->end())}}}}};
    else if (from.size() == 1)
        ways = {{{"dense", {{"units", units}}}}};
    else
        ways = {{{"global_avg_pool"}}, {{"flatten"}}, {{"flatten"}, {"dense", {{"units", units}}}}};
    for (auto& way : ways)
        if (through(way, from) == to)
            return std::move(way);
    return {};
}

AddNode Judging::fresh(const NewLayer& layer, Point at, std::int64_t number)
{
    const LayerType& type = *find_layer(layer.type);
    std::string& name = names_[type.id];
    if (name.empty())
        name = document.new_name(type, language());
    return {NodeId(std::int64_t(document.new_id()) + number), {std::string(type.id), name, with(type, layer.settings), at}};
}

std::vector<Edit> Judging::insertion(NodeId from, NodeId to, int port, std::span<const NewLayer> layers)
{
    constexpr int most = 50;
    if (++insertions_ > most)
        return {};
    const Point place = node(to).at;
    constexpr double step = node_width + column_gap;
    std::vector<Edit> edits{Disconnect{{from, to, port}}};
    for (const auto& [id, n] : document.nodes())
        if (std::abs(n.at.y - place.y) < 60 && n.at.x >= place.x)
            edits.push_back(MoveNode{id, {n.at.x + step * double(layers.size()), n.at.y}});
    for (std::size_t i = 0; i < layers.size(); ++i) {
        AddNode added = fresh(layers[i], {place.x + step * double(i), place.y}, std::int64_t(i));
        const NodeId id = added.id;
        edits.push_back(std::move(added));
        edits.push_back(Connect{{from, id, 0}});
        from = id;
    }
    edits.push_back(Connect{{from, to, port}});
    return edits;
}

Fix Judging::set(NodeId id, std::string_view key, Value value, Message label) const
{
    return {std::move(label), {SetSetting{id, *type(id).index_of(key), std::move(value)}}};
}

Fix Judging::set(NodeId id, std::string_view key, Value value) const
{
    Message label(LOOM_TEXT("Set %1 to %2"), type(id).settings[*type(id).index_of(key)].label, value_text(value));
    return set(id, key, std::move(value), std::move(label));
}

Fix Judging::set_recipe(std::string_view key, Value value) const
{
    const auto index = *recipe_type().index_of(key);
    Message label(LOOM_TEXT("Set %1 to %2"), recipe_type().settings[index].label, value_text(value));
    Recipe changed = document.recipe();
    changed.settings[index] = std::move(value);
    return {std::move(label), {SetRecipe{std::move(changed)}}};
}

Fix Judging::other_loss(const OutputEnd& end, Chosen loss, Message label) const
{
    Fix fix{std::move(label), {}};
    const auto has_recipes = [this](NodeId id) { return !node(id).loss; };
    if (!has_recipes(end.node) || std::ranges::count_if(outputs, has_recipes) > 1) {
        fix.edits.push_back(SetLoss{end.node, std::move(loss)});
    } else {
        Recipe changed = document.recipe();
        changed.loss = std::move(loss);
        fix.edits.push_back(SetRecipe{std::move(changed)});
    }
    return fix;
}

Fix Judging::other_loss(const OutputEnd& end, std::string_view id) const
{
    const LossType& other = *find_loss(id);
    Fix fix = other_loss(end, {std::string(id), defaults(other)}, Message(LOOM_TEXT("Use the loss “%1”"), other.title));
    const auto last = last_layer(end);
    const auto asked = wanted(end, other);
    if (last && asked && shape(*last) != asked && with_setting(*last, "units", (*asked)[0]) == asked)
        fix.edits.push_back(set(*last, "units", (*asked)[0]).edits[0]);
    return fix;
}

Fix Judging::take_out(NodeId id) const
{
    return {Message(LOOM_TEXT("Remove %1"), name(id)), removal(document, {id}, Reconnect::Yes)};
}

std::map<std::string, Shape> weights_of(const LayerType& type, const Values& values, std::span<const Shape> inputs, const Surroundings& around)
{
    Builder b(Mode::Infer);
    std::vector<TensorId> operands;
    std::vector<Shape> samples(inputs.begin(), inputs.end());
    if (samples.empty()) // What begins by itself has what it gives as its operand.
        if (const Inferred own = type.infer(values, {}, around); const Shape* s = std::get_if<Shape>(&own))
            samples.push_back(*s);
    for (const Shape& sample : samples) {
        Shape batch{1};
        batch.insert(batch.end(), sample.begin(), sample.end());
        operands.push_back(b.input("x" + std::to_string(operands.size()), std::move(batch)));
    }
    type.lower(b, values, operands, around);
    std::map<std::string, Shape> weights;
    for (const Tensor& t : b.program().tensors)
        if (t.role == Role::Weight)
            weights.emplace(t.name, t.shape);
    return weights;
}

Message insert_label(std::span<const NewLayer> layers)
{
    std::vector<Message> parts;
    for (const NewLayer& layer : layers) {
        const LayerType& type = *find_layer(layer.type);
        const auto units = std::ranges::find(layer.settings, "units", &std::pair<std::string_view, Value>::first);
        if (units == layer.settings.end())
            parts.emplace_back(type.title);
        else if (units->second == Value(std::int64_t{1}))
            parts.emplace_back(LOOM_TEXT("%1 with 1 unit"), type.title);
        else
            parts.emplace_back(LOOM_TEXT("%1 with %2 units"), type.title, value_text(units->second));
    }
    return parts.size() == 1 ? Message(LOOM_TEXT("Insert %1"), parts[0]) : Message(LOOM_TEXT("Insert %1 and %2"), parts[0], parts[1]);
}

double distance(Point from, Point to)
{
    return std::hypot(to.x - from.x, to.y - from.y) + (to.x < from.x ? 1000 : 0);
}

bool only_moves(std::string_view layer)
{
    constexpr std::string_view movers[] = {"flatten", "reshape", "permute", "squeeze", "expand"};
    return std::ranges::find(movers, layer) != std::end(movers);
}

} // namespace loom
