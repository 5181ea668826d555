#include "exchange/onnx_network/draft.h"
#include "graph/kit.h"
#include "ir/builder.h"
#include "schema/curves.h"
#include "schema/expression.h"
#include "schema/shapes.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdlib>
#include <numeric>

namespace loom::onnx_network {
namespace {

constexpr std::size_t most_axes_of_a_sample = 4, longest_formula = 2000;

std::vector<int> counted(std::size_t n)
{
    std::vector<int> axes(n);
    std::iota(axes.begin(), axes.end(), 0);
    return axes;
}

Axes each_alone(std::span<const int> order)
{
    Axes axes;
    for (int a : order)
        axes.push_back({a});
    return axes;
}

/// Where formulas are compared: near 0, far away, and on both sides of each number that the formula has, since a bound
/// does nothing before it is reached.
std::vector<double> places_for(const std::string& formula)
{
    std::vector<double> places;
    for (double x = -8; x <= 8; x += 0.21)
        places.push_back(x);
    std::vector<double> far{9, 12, 20, 50, 100, 1e3, 1e4, 1e6};
    for (const char* at = formula.c_str(); *at;) {
        char* end = nullptr;
        const double number = std::isdigit((unsigned char)*at) ? std::strtod(at, &end) : 0;
        if (end && number > 0 && number < 1e30)
            far.insert(far.end(), {number, 0.9 * number, 1.1 * number, 2 * number});
        at = end ? end : at + 1;
    }
    for (const double x : far)
        places.insert(places.end(), {x, -x});
    return places;
}

/// Of a formula, at some places.
std::optional<std::vector<double>> curve_of(const std::vector<double>& places, const std::function<std::optional<TensorId>(Builder&, TensorId)>& made)
{
    Builder b(Mode::Infer);
    const auto out = made(b, b.constant({std::int64_t(places.size())}, {.values = places}));
    if (!out)
        return {};
    Program& program = b.program();
    for (const Op& op : program.ops)
        reference::compute_ahead(program, op);
    std::vector<double> values(places.size());
    fill_exactly(program.at(*out).init, std::span(values));
    return values;
}

std::optional<std::vector<double>> curve_of(const std::vector<double>& places, const std::string& formula)
{
    return curve_of(places, [&](Builder& b, TensorId x) -> std::optional<TensorId> {
        const auto made = lower_expression(b, formula, x);
        return made ? std::optional(*made) : std::nullopt;
    });
}

/// The id of the curve that a formula is, where it is one of ours.
std::optional<std::string> known_curve(const std::string& formula)
{
    const auto places = places_for(formula);
    const auto own = curve_of(places, formula);
    if (!own)
        return {};
    // Far away a formula's exponentials may be too large for any number where the curve itself is not.
    constexpr double largest_exponent = 80;
    const auto choices = bend_choices();
    for (std::size_t k = 0; k < choices.size(); ++k) {
        if (Bend(k) == Bend::Softmax)
            continue;
        const auto values = *curve_of(places, [&](Builder& b, TensorId x) { return std::optional(apply(b, Bend(k), x, 0.01, 1)); });
        bool same = true;
        for (std::size_t i = 0; same && i < values.size(); ++i)
            same = std::abs(values[i] - (*own)[i]) <= 1e-6 * std::max(1.0, std::abs(values[i])) ||
                   (std::abs(places[i]) > largest_exponent && !std::isfinite((*own)[i]));
        if (same)
            return std::string(choices[k].id);
    }
    return {};
}

/// What a person may see of a name in the file: text, on one line.
std::string readable(std::string text)
{
    constexpr std::size_t longest = 400;
    text.resize(std::min(text.size(), longest));
    std::ranges::replace_if(text, [](unsigned char c) { return c < 0x20 || c == 0x7f; }, ' ');
    const auto replace = nlohmann::json::error_handler_t::replace;
    return nlohmann::json::parse(nlohmann::json(std::move(text)).dump(-1, ' ', false, replace)).get<std::string>();
}

std::string put_into(std::string_view outer, const std::string& inner)
{
    std::string out;
    const std::string bracketed = inner == "x" ? inner : "(" + inner + ")";
    for (char c : outer)
        c == '%' ? out += bracketed : out += c;
    return out;
}

const Operator* find_drawing(std::string_view name)
{
    for (const auto table : {window_drawings(), value_drawings(), shape_drawings(), learning_drawings()})
        for (const Operator& op : table)
            if (op.name == name)
                return &op;
    return nullptr;
}

/// As it reads in a setting: "axis 1 · keepdims 0".
std::string attributes_text(const onnx::NodeProto& node)
{
    constexpr std::size_t longest = 400;
    std::string out;
    for (const auto& a : node.attribute()) {
        std::string value;
        if (a.type() == onnx::AttributeProto::INT)
            value = std::to_string(a.i());
        else if (a.type() == onnx::AttributeProto::FLOAT)
            value = number_text(double(a.f()));
        else if (a.type() == onnx::AttributeProto::STRING)
            value = a.s();
        else if (a.type() == onnx::AttributeProto::INTS)
            value = value_text(std::vector<std::int64_t>(a.ints().begin(), a.ints().end()));
        else
            continue;
        out += (out.empty() ? "" : " · ") + a.name() + " " + value;
        if (out.size() > longest)
            break;
    }
    return readable(out);
}

} // namespace

bool only_moves(std::string_view layer)
{
    constexpr std::string_view movers[] = {"concat", "crop", "expand", "flatten", "pad", "permute", "reshape", "slice", "squeeze"};
    return std::ranges::find(movers, layer) != std::end(movers);
}

void not_ours(const Message& why)
{
    throw NotOurs{why};
}

// ---- What operators ask ----------------------------------------------------------------------------------------------

const Place* Draft::place(TensorId id) const
{
    const auto it = places_.find(id);
    return it == places_.end() ? nullptr : &it->second;
}

std::optional<std::vector<float>> Draft::numbers(const Node& n, TensorId id) const
{
    const Tensor& t = n.b.program().at(id);
    if (t.role != Role::Constant || !is_real(t.dtype) || t.init.kind != InitKind::Constant)
        return {};
    std::vector<float> out(count(t.shape), float(t.init.a));
    if (!t.init.values.empty())
        std::ranges::transform(t.init.values, out.begin(), [](double v) { return float(v); });
    return out;
}

std::optional<double> Draft::number(const Node& n, TensorId id) const
{
    const Tensor& t = n.b.program().at(id);
    if (t.role != Role::Constant || count(t.shape) != 1)
        return {};
    if (const auto reals = n.reals_of(id))
        return (*reals)[0];
    return {};
}

int Draft::shown(const Place& place)
{
    if (place.formula == "x")
        return place.item;
    const auto known = bent_.find({place.item, place.formula});
    if (known != bent_.end())
        return known->second;
    const auto curve = known_curve(place.formula);
    const std::string_view layer = curve ? "activation" : "lambda";
    const int item = insert(layer, {curve ? std::pair<std::string_view, Value>{"curve", *curve} : std::pair<std::string_view, Value>{"formula", place.formula}},
                            {place.item});
    return bent_[{place.item, place.formula}] = item;
}

int Draft::in_axes(const Node& n, TensorId id, std::span<const int> order)
{
    const Place* found = place(id);
    if (!found)
        not_ours(LOOM_TEXT("one of its inputs is a constant"));
    const std::vector<int> wanted(order.begin(), order.end());
    if (found->formula == "x" && found->axes == each_alone(order))
        return found->item;
    if (const auto known = turned_.find({id, wanted}); known != turned_.end())
        return known->second;
    const Place from = *found;
    const Shape& sizes = n.shape(id);
    if (from.axes.empty() || from.axes[0] != std::vector{wanted.at(0)})
        not_ours(LOOM_TEXT("its samples do not lie one behind the other"));
    int item = shown(from);
    if (from.axes != each_alone(order)) {
        const auto size = [&](int axis) { return sizes[std::size_t(axis)]; };
        std::vector<int> now, then; // Without axes of size 1.
        for (std::size_t i = 1; i < from.axes.size(); ++i)
            std::ranges::copy_if(from.axes[i], std::back_inserter(now), [&](int a) { return size(a) != 1; });
        std::copy_if(wanted.begin() + 1, wanted.end(), std::back_inserter(then), [&](int a) { return size(a) != 1; });
        if (!std::ranges::is_permutation(now, then) || now.size() > most_axes_of_a_sample || wanted.size() > most_axes_of_a_sample + 1 || wanted.size() < 2)
            not_ours(LOOM_TEXT("its values have more axes than layers have"));
        Shape has; // Of the item's sample.
        for (std::size_t i = 1; i < from.axes.size(); ++i)
            has.push_back(std::accumulate(from.axes[i].begin(), from.axes[i].end(), std::int64_t{1}, [&](std::int64_t p, int a) { return p * size(a); }));
        const auto reshaped = [&](const Shape& to) {
            if (to != has)
                item = to.size() == 1 ? insert("flatten", {}, {item}) : insert("reshape", {{"shape", sizes_from_shape(to)}}, {item});
            has = to;
        };
        const auto sizes_of = [&](const std::vector<int>& axes) {
            Shape to;
            for (int a : axes)
                to.push_back(size(a));
            return to;
        };
        if (now != then) {
            reshaped(sizes_of(now));
            const auto rank = now.size();
            std::vector<std::int64_t> people(rank); // Axes as people count them, channels last: stored 0 is the last one.
            for (std::size_t i = 0; i < rank; ++i) {
                const std::size_t stored = (i + 1) % rank;
                const auto source = std::size_t(std::ranges::find(now, then[stored]) - now.begin());
                people[i] = std::int64_t((source + rank - 1) % rank);
            }
            item = insert("permute", {{"order", people}}, {item});
            has = sizes_of(then);
        }
        reshaped(sizes_of(std::vector(wanted.begin() + 1, wanted.end())));
    }
    return turned_[{id, wanted}] = item;
}

int Draft::in_order(const Node& n, TensorId id)
{
    return in_axes(n, id, counted(n.shape(id).size()));
}

Draft::Channels Draft::with_channels(const Node& n, TensorId id, int axis)
{
    const Place* found = place(id);
    if (!found)
        not_ours(LOOM_TEXT("one of its inputs is a constant"));
    if (!found->rows.empty() && axis == 1) {
        Channels as_rows{shown(*found), *found};
        as_rows.place.formula = "x";
        return as_rows;
    }
    const int batch = found->axes.empty() || found->axes[0].size() != 1 ? 0 : found->axes[0][0];
    if (axis == batch)
        not_ours(LOOM_TEXT("it works across samples"));
    std::vector<int> order{batch, axis};
    for (int a = 0; a < int(n.shape(id).size()); ++a)
        if (a != batch && a != axis)
            order.push_back(a);
    const int item = in_axes(n, id, order);
    return {item, {item, each_alone(order)}};
}

int Draft::add(const Node& n, std::string_view layer, const Settings& settings, std::vector<int> inputs)
{
    const int item = append(layer, title_of(n, layer), settings, std::move(inputs));
    Item& of = items_[std::size_t(item)];
    of.gives = n.proto().output_size() > 0 ? n.proto().output(0) : std::string();
    const std::string first = n.has(0) ? n.proto().input(0) : std::string();
    of.reads_alone = !first.empty() && n.uses(first) == 1 && n.b.program().at(n.in(0)).name == first;
    return item;
}

int Draft::insert(std::string_view layer, const Settings& settings, std::vector<int> inputs)
{
    return append(layer, usual_title(layer), settings, std::move(inputs));
}

int Draft::append(std::string_view layer, std::string name, const Settings& settings, std::vector<int> inputs)
{
    items_.push_back({std::string(layer), std::move(name), with(*find_layer(layer), settings), std::move(inputs), {}});
    if (!validate(*find_layer(layer), items_.back().values).empty())
        not_ours(LOOM_TEXT("one of its settings is outside of what the layer takes"));
    return int(items_.size()) - 1;
}

void Draft::set(int item, std::string_view key, Value value)
{
    Item& of = items_[std::size_t(item)];
    of.values[*find_layer(of.layer)->index_of(key)] = std::move(value);
}

bool Draft::lacks_bias(int item) const
{
    const Item& of = items_[std::size_t(item)];
    const auto bias = find_layer(of.layer)->index_of("bias");
    return bias && of.values[*bias] == Value{false};
}

void Draft::weight(int item, std::string name, Shape shape, std::vector<float> values, TensorId from)
{
    if (count(shape) != values.size())
        not_ours(LOOM_TEXT("its weights have another shape than the layer's"));
    items_[std::size_t(item)].weights_from[name] = from;
    items_[std::size_t(item)].weights[std::move(name)] = {.name = {}, .dtype = DType::F32, .shape = std::move(shape), .reals = {values.begin(), values.end()}, .whole = {}};
}

void Draft::put(const Node& n, TensorId id, int item, std::span<const int> order)
{
    places_[id] = {item, each_alone(order.empty() ? counted(n.shape(id).size()) : std::vector<int>(order.begin(), order.end()))};
}

bool Draft::standardise(const Node& n, TensorId difference, TensorId deviation, TensorId made)
{
    const Place* from = place(difference);
    const auto deviations = numbers(n, deviation);
    if (!from || from->formula != "x" || !deviations || !is(from->item, "subtract") || n.uses(n.proto().input(0)) != 1)
        return false;
    // Nothing else may see what comes in as it is.
    const Item& subtract = items_[std::size_t(from->item)];
    const int input = subtract.inputs[0];
    int mean = subtract.inputs[1];
    if (is(mean, "expand"))
        mean = items_[std::size_t(mean)].inputs[0];
    if (!is(input, "input") || !is(mean, "constant") || !subtract.reads_alone)
        return false;
    const Shape& sample = n.shape(difference);
    Shape each(sample.size(), 1);
    each[1] = sample[1];
    const auto& means = items_[std::size_t(mean)].weights.at("values").reals;
    Shape stated = n.shape(deviation);
    stated.insert(stated.begin(), sample.size() - std::min(sample.size(), stated.size()), 1);
    if (stated != each || means.size() != deviations->size())
        return false;
    set(input, "scaling", std::string("standardise"));
    weight(input, "mean", each, {means.begin(), means.end()});
    weight(input, "deviation", each, *deviations);
    put(n, made, input);
    return true;
}

void Draft::bend(const Node& n, TensorId from, TensorId to, std::string_view formula)
{
    if (!is_real(n.dtype(from)))
        not_ours(LOOM_TEXT("it works on constants or whole numbers"));
    bend_any(n, from, to, formula);
}

void Draft::bend_any(const Node& n, TensorId from, TensorId to, std::string_view formula)
{
    const Place* found = place(from);
    if (!found)
        not_ours(LOOM_TEXT("it works on constants or whole numbers"));
    Place place = *found;
    if (place.formula.size() * 3 + formula.size() > longest_formula) {
        place.item = shown(place);
        place.formula = "x";
    }
    place.inner = place.formula;
    place.formula = put_into(formula, place.formula);
    place.curve = n.op();
    places_[to] = std::move(place);
}

bool Draft::is_data(int item) const
{
    std::vector<int> open{item};
    while (!open.empty()) {
        const Item& of = items_[std::size_t(open.back())];
        open.pop_back();
        if (of.layer != "input" && !only_moves(of.layer))
            return false;
        open.insert(open.end(), of.inputs.begin(), of.inputs.end());
    }
    return true;
}

int Draft::as_rows_of_table(const Node& n, TensorId id, std::int64_t rows)
{
    const Place* found = place(id);
    if (!found)
        return in_order(n, id); // Says why not.
    const Place from = *found;
    const bool data = is_data(from.item);
    if (from.formula == "x" && data)
        return in_order(n, id);
    const auto places = places_for(from.formula + " " + std::to_string(rows));
    const auto values = curve_of(places, from.formula).value_or(std::vector<double>{std::nan("")});
    const auto row = [&](double v) { return std::floor(std::clamp(v, 0.0, double(rows - 1))); };
    if (data && from.axes == each_alone(counted(n.shape(id).size())) && std::ranges::equal(values, places, {}, row, row))
        return from.item;
    const int item = in_order(n, id);
    if (from.formula != "x" && std::ranges::all_of(values, [](double v) { return v >= 0; }))
        return item;
    return insert("lambda", {{"formula", "x + " + std::to_string(rows) + " * max(sign(0 - x), 0)"}}, {item});
}

std::optional<double> Draft::linear_factor(const std::string& formula)
{
    if (formula == "x")
        return 1;
    const std::vector<double> places{-7, -1, 0, 1, 3, 1000};
    const auto values = curve_of(places, formula);
    for (std::size_t i = 0; values && i < places.size(); ++i)
        if (std::abs((*values)[i] - (*values)[3] * places[i]) > 1e-6 * std::abs((*values)[3] * places[i]))
            return {};
    return values ? std::optional((*values)[3]) : std::nullopt;
}

void Draft::ended(TensorId id, const std::string& name)
{
    settle(id);
    outputs_.emplace_back(id, name);
}

// ---- While the file is read ------------------------------------------------------------------------------------------

void Draft::began(const Program& program)
{
    for (std::size_t i = 0; i < program.tensors.size(); ++i) {
        const Tensor& t = program.tensors[i];
        if (t.role != Role::Input)
            continue;
        if (t.shape.size() < 2 || t.shape.size() > most_axes_of_a_sample + 1)
            throw onnx_import::Refusal{{Message(LOOM_TEXT("Input “%1” of the ONNX model has the shape %2; a batch of samples has two to five axes."), readable(t.name),
                                                onnx_import::sizes_text(t.shape)),
                                        LOOM_TEXT("Export the model with an input of samples, the batch in front.")}};
        Item item{"input", readable(t.name), {}, {}, {}};
        item.values = with(*find_layer("input"), {{"scaling", std::string("none")}, {"shape", sizes_from_shape(Shape(t.shape.begin() + 1, t.shape.end()))}});
        items_.push_back(std::move(item));
        inputs_.push_back(int(items_.size()) - 1);
        places_[TensorId(i)] = {inputs_.back(), each_alone(counted(t.shape.size()))};
    }
}

void Draft::forget(std::size_t first)
{
    for (std::size_t i = first; i < items_.size(); ++i)
        names_.erase(items_[i].name);
    items_.resize(first);
    const auto gone = [&](const auto& entry) { return entry.second >= int(first); };
    std::erase_if(bent_, gone);
    std::erase_if(turned_, gone);
}

void Draft::took(const Node& n, std::span<const TensorId> made)
{
    const Program& program = n.b.program();
    const auto wanted = [&](std::size_t i) { return i < made.size() && made[i] != no_tensor && n.needs(int(i)); };
    bool computes = false;
    for (std::size_t i = 0; i < made.size(); ++i)
        computes = computes || (wanted(i) && program.at(made[i]).role != Role::Constant);
    if (!computes)
        return;
    if (!n.proto().domain().empty() || !attends(n, made))
        draw(n, made);
}

void Draft::draw(const Node& n, std::span<const TensorId> made)
{
    const std::size_t mark = items_.size();
    Message why = LOOM_TEXT("no layer does this");
    try {
        if (const Operator* op = n.proto().domain().empty() || n.proto().domain() == "ai.onnx" ? find_drawing(n.op()) : nullptr)
            if (op->draw(*this, n, made))
                return;
    } catch (const NotOurs& reason) {
        why = reason.why;
    }
    forget(mark);
    stay_opaque(n, made, why);
}

void Draft::missed(const Node& n, std::span<const TensorId> stand_ins, const Error& why)
{
    stay_opaque(n, stand_ins, why.message);
}

void Draft::stay_opaque(const Node& n, std::span<const TensorId> outputs, Message why)
{
    for (int i = 0; i < n.inputs(); ++i)
        if (n.has(i))
            settle(n.in(i));
    const std::size_t mark = items_.size();
    std::vector<int> inputs;
    for (int i = 0; i < n.inputs(); ++i)
        if (n.has(i))
            if (const Place* from = place(n.in(i))) {
                if (inputs.size() == 8)
                    break;
                try {
                    inputs.push_back(n.is_lost(n.in(i)) ? shown(*from) : in_order(n, n.in(i)));
                } catch (const NotOurs&) {
                    inputs.push_back(shown(*from));
                }
            }
    if (inputs.empty())
        forget(mark);
    const std::string op = readable(n.op());
    for (std::size_t i = 0; i < outputs.size(); ++i) {
        if (outputs[i] == no_tensor || !n.needs(int(i)) || n.b.program().at(outputs[i]).role == Role::Constant)
            continue;
        const Shape& shape = n.shape(outputs[i]);
        std::vector<std::int64_t> sizes;
        if (!n.is_lost(outputs[i]) && shape.size() > 1 && shape.size() <= most_axes_of_a_sample + 1 && !too_large(Shape(shape.begin() + 1, shape.end())))
            sizes = sizes_from_shape(Shape(shape.begin() + 1, shape.end()));
        const int item = append(opaque_type, free_name(op), {{"operator", op}, {"attributes", attributes_text(n.proto())}, {"inputs", std::int64_t(inputs.size())}, {"shape", sizes}}, inputs);
        items_[std::size_t(item)].why = why;
        places_[outputs[i]] = {item, each_alone(counted(std::max<std::size_t>(shape.size(), 2)))};
    }
}

// ---- Names -----------------------------------------------------------------------------------------------------------

namespace {

std::string name_in(const onnx::NodeProto& node)
{
    for (int i = 1; i < node.input_size(); ++i)
        for (const std::string_view ending : {".weight", ".bias", ".gamma", ".kernel"})
            if (node.input(i).ends_with(ending))
                return readable(node.input(i).substr(0, node.input(i).size() - ending.size()));
    const auto op = node.name().rfind('/');
    if (op == std::string::npos || op == 0)
        return {};
    const std::string path = node.name().substr(0, op);
    return readable(path.substr(path.rfind('/') + 1));
}

} // namespace

std::string Draft::title_of(const Node& n, std::string_view layer)
{
    constexpr std::size_t longest = 60;
    const std::string name = name_in(n.proto());
    const bool says_something = name.size() <= longest && name.find_first_not_of("0123456789") != std::string::npos;
    return says_something && names_.insert(name).second ? name : usual_title(layer);
}

std::string Draft::usual_title(std::string_view layer)
{
    return free_name(render(find_layer(layer)->title));
}

std::string Draft::free_name(const std::string& title)
{
    for (int i = ++numbers_[title];; i = ++numbers_[title])
        if (std::string name = title + " " + std::to_string(i); names_.insert(name).second)
            return name;
}

// ---- The end ---------------------------------------------------------------------------------------------------------

OnnxNetwork Draft::finish(const Program& program)
{
    OnnxNetwork result;
    result.by_batch = by_batch_;
    std::string loss = "cross_entropy";
    std::vector<int> ends;
    for (const auto& [id, name] : outputs_) {
        const Place* found = place(id);
        if (!found)
            throw onnx_import::Refusal{{Message(LOOM_TEXT("The output “%1” of the ONNX model does not depend on its inputs."), readable(name)),
                                        LOOM_TEXT("The file is damaged, or made by another program.")}};
        Place end = *found;
        const auto values = program.at(id).shape.size() == 2 ? program.at(id).shape[1] : 0;
        bool logarithms = false;
        if (ends.empty() && end.formula == "x" && is(end.item, "softmax")) {
            result.gives_logits = true;
            const Item& softmax = items_[std::size_t(end.item)];
            logarithms = softmax.values[*find_layer(softmax.layer)->index_of("log")] == Value{true};
            end.item = items_[std::size_t(end.item)].inputs[0];
        } else if (ends.empty() && end.curve == "Sigmoid" && values == 1) {
            result.gives_logits = true;
            end.formula = end.inner;
            loss = "binary_cross_entropy";
        } else if (ends.empty() && (values == 1 || end.curve == "Sigmoid")) {
            loss = "mse";
        }
        int item = shown(end);
        if (program.at(id).shape.size() == 2 && end.axes.size() > 2 && end.rows.empty()) { // Axes of size 1 that the file took away.
            item = insert("flatten", {}, {item});
        }
        result.ends.push_back({end.axes, end.rows, logarithms});
        const bool places = (program.at(id).shape.size() > 2 || !end.rows.empty()) && loss == "cross_entropy";
        items_.push_back({"output", readable(name), with(*find_layer("output"), {{"each_place", places}}), {item}, {}});
        ends.push_back(int(items_.size()) - 1);
    }
    // What leads to an output, and what has come in.
    std::vector<char> needed(items_.size(), false);
    for (int i : inputs_)
        needed[std::size_t(i)] = true;
    std::vector<int> open = ends;
    while (!open.empty()) {
        const int i = open.back();
        open.pop_back();
        if (std::exchange(needed[std::size_t(i)], true) && !is(i, "input"))
            continue;
        open.insert(open.end(), items_[std::size_t(i)].inputs.begin(), items_[std::size_t(i)].inputs.end());
    }
    // What has exactly the weights of another layer of its kind shares them.
    const auto same_numbers = [](const Item& a, const Item& b) {
        return std::ranges::equal(a.weights, b.weights, [](const auto& x, const auto& y) { return x.second.reals == y.second.reals; });
    };
    std::map<std::pair<std::string, std::map<std::string, TensorId>>, int> owners;
    for (std::size_t i = 0; i < items_.size(); ++i) {
        Item& item = items_[i];
        const bool known = !item.weights.empty() && std::ranges::none_of(item.weights_from, [](const auto& w) { return w.second == no_tensor; });
        if (!needed[i] || !known || item.shares)
            continue;
        const auto [owner, first] = owners.try_emplace({item.layer, item.weights_from}, int(i));
        if (first || items_[std::size_t(owner->second)].values != item.values || !same_numbers(items_[std::size_t(owner->second)], item))
            continue;
        item.shares = owner->second;
        item.weights.clear();
    }
    std::map<int, NodeId> nodes;
    const auto perform = [&](const Edit& edit) {
        if (auto done = result.document.apply(edit); !done)
            throw onnx_import::Refusal{done.error()};
    };
    for (std::size_t i = 0; i < items_.size(); ++i) {
        if (!needed[i])
            continue;
        Item& item = items_[i];
        const NodeId id = result.document.new_id();
        nodes[int(i)] = id;
        perform(AddNode{id, {.type = item.layer, .name = item.name, .values = item.values, .at = {}}});
        for (std::size_t port = 0; port < item.inputs.size(); ++port)
            perform(Connect{{nodes.at(item.inputs[port]), id, int(port)}});
        if (item.shares)
            perform(ShareWeights{id, nodes.at(*item.shares)});
        if (item.why)
            result.opaque.emplace_back(id, *item.why);
        const std::string scope = scope_of(id, result.document.nodes().at(id));
        for (auto& [name, tensor] : item.weights) {
            tensor.name = scope + "." + name;
            result.tensors.insert_or_assign(tensor.name, std::move(tensor));
        }
    }
    perform(SetRecipe{recipe_with(loss)});
    for (const Edit& edit : tidying(result.document))
        perform(edit);
    return result;
}

} // namespace loom::onnx_network
