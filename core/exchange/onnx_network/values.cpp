// What changes values place by place, or joins values of one shape.
#include "exchange/onnx_network/draft.h"
#include "schema/shapes.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace loom::onnx_network {
namespace {

using Made = std::span<const TensorId>;

std::string text_of(double number)
{
    if (!std::isfinite(number))
        not_ours(LOOM_TEXT("one of its numbers is not finite"));
    return number < 0 ? fmt::format("(0 - {})", -number) : fmt::format("{}", number);
}

bool curve(Draft& d, const Node& n, Made made)
{
    static constexpr std::pair<std::string_view, std::string_view> formulas[] = {
        {"Relu", "relu(%)"},         {"Tanh", "tanh(%)"},   {"Sigmoid", "sigmoid(%)"}, {"Softplus", "softplus(%)"}, {"Softsign", "softsign(%)"},
        {"Exp", "exp(%)"},           {"Log", "log(%)"},     {"Sqrt", "sqrt(%)"},       {"Reciprocal", "1 / %"},     {"Abs", "abs(%)"},
        {"Erf", "erf(%)"},           {"Sin", "sin(%)"},     {"Cos", "cos(%)"},         {"Tan", "tan(%)"},           {"Asin", "asin(%)"},
        {"Acos", "acos(%)"},         {"Atan", "atan(%)"},   {"Sinh", "sinh(%)"},       {"Cosh", "cosh(%)"},         {"Floor", "floor(%)"},
        {"Ceil", "ceil(%)"},         {"Round", "round(%)"}, {"Sign", "sign(%)"},       {"Neg", "0 - %"},            {"HardSwish", "% * clip(% / 6 + 0.5, 0, 1)"},
        {"Mish", "% * tanh(softplus(%))"}};
    const auto found = std::ranges::find(formulas, n.op(), &std::pair<std::string_view, std::string_view>::first);
    d.bend(n, n.in(0), made[0], found->second);
    return true;
}

bool gelu(Draft& d, const Node& n, Made made)
{
    d.bend(n, n.in(0), made[0],
           n.text("approximate", "none") == "tanh" ? "% / 2 * (1 + tanh(0.7978845608028654 * (% + 0.044715 * % * % * %)))" : "% / 2 * (1 + erf(% / 1.4142135623730951))");
    return true;
}

bool swish(Draft& d, const Node& n, Made made)
{
    d.bend(n, n.in(0), made[0], "% * sigmoid(" + text_of(n.real("alpha", 1)) + " * %)");
    return true;
}

bool hard_sigmoid(Draft& d, const Node& n, Made made)
{
    d.bend(n, n.in(0), made[0], "clip(% * " + text_of(n.real("alpha", 0.2)) + " + " + text_of(n.real("beta", 0.5)) + ", 0, 1)");
    return true;
}

bool bounded(Draft& d, const Node& n, Made made)
{
    const auto bound = [&](int input, std::string_view key, double otherwise) {
        return n.has(input) ? d.number(n, n.in(input)) : std::optional(n.real(key, otherwise));
    };
    constexpr double none = 1e30;
    const auto low = bound(1, "min", -none), high = bound(2, "max", none);
    if (!low || !high)
        return false;
    if (*low <= -none && *high >= none)
        d.bend(n, n.in(0), made[0], "%");
    else if (*low <= -none || *high >= none)
        d.bend(n, n.in(0), made[0], *low <= -none ? "min(%, " + text_of(*high) + ")" : "max(%, " + text_of(*low) + ")");
    else
        d.bend(n, n.in(0), made[0], "clip(%, " + text_of(*low) + ", " + text_of(*high) + ")");
    return true;
}

bool bent_below_zero(Draft& d, const Node& n, Made made)
{
    const bool leaky = n.op() == "LeakyRelu", scaled = n.op() == "Selu";
    const double alpha = n.real("alpha", leaky ? 0.01 : scaled ? 1.67326319217681884765625 : 1), gamma = scaled ? n.real("gamma", 1.05070102214813232421875) : 1;
    d.bend(n, n.in(0), made[0], leaky ? "max(%, 0) + " + text_of(alpha) + " * min(%, 0)" : text_of(gamma) + " * (max(%, 0) + " + text_of(alpha) + " * (exp(min(%, 0)) - 1))");
    return true;
}

bool prelu(Draft& d, const Node& n, Made made)
{
    const auto slopes = d.numbers(n, n.in(1));
    const Shape &x = n.shape(n.in(0)), &s = n.shape(n.in(1));
    if (!slopes || x.size() < 2 || (std::int64_t(slopes->size()) != x[1] && slopes->size() != 1))
        return false;
    // Per channel: {C, 1, …} behind the batch, or one number.
    if (slopes->size() > 1 && !(s.size() == x.size() - 1 && s[0] == x[1]) && !(s.size() == x.size() && s[0] == 1 && s[1] == x[1]))
        return false;
    const int item = d.add(n, "prelu", {}, {d.in_order(n, n.in(0))});
    Shape each(x.size() - 1, 1);
    each[0] = x[1];
    d.weight(item, "slope", each, slopes->size() == 1 ? std::vector<float>(std::size_t(x[1]), (*slopes)[0]) : *slopes);
    d.put(n, made[0], item);
    return true;
}

bool softmax(Draft& d, const Node& n, Made made)
{
    const auto rank = n.rank(n.in(0));
    const int axis = n.axis(n.whole("axis", n.opset() < 13 ? 1 : -1), rank);
    if (n.opset() < 13 && axis + 1 != rank)
        not_ours(LOOM_TEXT("it goes over several axes at once"));
    const auto from = d.with_channels(n, n.in(0), axis);
    d.put(made[0], d.add(n, "softmax", {{"log", n.op() == "LogSoftmax"}}, {from.item}), from);
    return true;
}

bool same(Draft& d, const Node& n, Made made)
{
    if (const Place* from = d.place(n.in(0)))
        d.put(made[0], *from);
    return d.place(n.in(0)) != nullptr;
}

/// Of a truth only whether it is 0 is left; fractions that become whole numbers are cut off.
bool cast(Draft& d, const Node& n, Made made)
{
    const bool truth = n.dtype(made[0]) == DType::Bool;
    if (truth ? n.dtype(n.in(0)) == DType::Bool : !n.is_real(n.in(0)) || n.is_real(made[0]))
        return same(d, n, made);
    d.bend_any(n, n.in(0), made[0], truth ? "sign(abs(%))" : "sign(%) * floor(abs(%))");
    return true;
}

bool dropout(Draft& d, const Node& n, Made made)
{
    const auto rate = n.has(1) ? d.number(n, n.in(1)) : std::optional(n.real("ratio", 0.5));
    const Place* from = d.place(n.in(0));
    if (!from || n.needs(1))
        return false;
    if (!rate || !(*rate > 0 && *rate < 1) || n.uses(n.proto().input(0)) != 1)
        return same(d, n, made);
    const auto channels = d.with_channels(n, n.in(0), from->axes.size() > 1 && from->axes[1].size() == 1 ? from->axes[1][0] : 1);
    d.put(made[0], d.add(n, "dropout", {{"rate", *rate}}, {channels.item}), channels);
    return true;
}

// ---- Two values and more --------------------------------------------------------------------------------------------

/// A constant as a layer that gives it to every sample, repeated to the shape that it meets, in the file's order.
int constant(Draft& d, const Node& n, TensorId id, const Shape& meets, bool inverse = false)
{
    Shape own = n.shape(id);
    auto numbers = d.numbers(n, id);
    if (inverse && numbers)
        for (float& v : *numbers)
            v = 1 / v;
    own.insert(own.begin(), meets.size() - std::min(meets.size(), own.size()), 1);
    if (!numbers || own.size() != meets.size() || own.size() < 2 || own.size() > 5 || own[0] != 1)
        not_ours(LOOM_TEXT("its constant differs from sample to sample"));
    own.erase(own.begin());
    const Shape sample(meets.begin() + 1, meets.end());
    const int item = d.insert("constant", {{"shape", sizes_from_shape(own)}, {"values", std::string("0")}, {"learned", true}}, {});
    d.weight(item, "values", own, *numbers);
    return own == sample ? item : d.insert("expand", {{"shape", sizes_from_shape(sample)}}, {item});
}

/// A bias behind a layer that has none yet, and that nothing else uses.
bool becomes_bias(Draft& d, const Node& n, TensorId x, TensorId added, TensorId made)
{
    const Place* from = d.place(x);
    const auto bias = d.numbers(n, added);
    if (!from || from->formula != "x" || !bias || from->axes.size() < 2 || from->axes[1].size() != 1 || !d.lacks_bias(from->item))
        return false;
    for (int i = 0; i < 2; ++i)
        if (n.in(i) == x && (n.uses(n.proto().input(i)) != 1 || !d.gives(from->item, n.proto().input(i))))
            return false; // Others would see the bias too.
    const Shape &sx = n.shape(x), &sb = n.shape(added);
    const int axis = from->axes[1][0];
    for (std::size_t i = 0; i < sb.size(); ++i)
        if (const std::size_t at = sx.size() - sb.size() + i; sb.size() > sx.size() || sb[i] != (int(at) == axis ? sx[at] : 1))
            return false;
    if (std::int64_t(bias->size()) != sx[std::size_t(axis)] || int(sx.size() - sb.size()) > axis)
        return false;
    d.set(from->item, "bias", true);
    d.weight(from->item, "bias", {std::int64_t(bias->size())}, *bias, added);
    d.put(made, *from);
    return true;
}

bool joining(Draft& d, const Node& n, Made made)
{
    struct Sort {
        std::string_view op, layer, formula, with_number, number_first;
    };
    static constexpr Sort sorts[] = {{"Add", "add", "(%) + (&)", "% + #", "# + %"},
                                     {"Sum", "add", "(%) + (&)", "% + #", "# + %"},
                                     {"Sub", "subtract", "(%) - (&)", "% - #", "# - %"},
                                     {"Mul", "multiply", "(%) * (&)", "% * #", "# * %"},
                                     {"Div", "multiply", "(%) / (&)", "% / #", "# / %"}, // By a constant alone.
                                     {"Pow", "", "(%) ^ (&)", "% ^ #", "# ^ %"},
                                     {"Max", "maximum", "max(%, &)", "max(%, #)", "max(#, %)"},
                                     {"Min", "", "min(%, &)", "min(%, #)", "min(#, %)"},
                                     {"Mean", "average", "((%) + (&)) / 2", "", ""}};
    const Sort& sort = *std::ranges::find(sorts, n.op(), &Sort::op);
    if (!n.is_real(made[0]) && (n.op() == "Div" || n.op() == "Pow"))
        not_ours(LOOM_TEXT("it works on constants or whole numbers"));
    const std::vector<TensorId> all = n.all();
    const Shape& out = n.shape(made[0]);
    if (all.size() == 1)
        return same(d, n, made);
    if (all.size() == 2) {
        const Place *a = d.place(all[0]), *b = d.place(all[1]);
        const auto with_number = [&](std::string_view form, double number) {
            std::string formula;
            for (char c : form)
                c == '#' ? formula += text_of(number) : formula += c;
            return formula;
        };
        if (const auto number = b ? std::nullopt : d.number(n, all[1]); number && a && n.shape(all[0]) == out && !sort.with_number.empty()) {
            d.bend(n, all[0], made[0], with_number(sort.with_number, *number));
            return true;
        }
        if (const auto number = a ? std::nullopt : d.number(n, all[0]); number && b && n.shape(all[1]) == out && !sort.number_first.empty()) {
            d.bend(n, all[1], made[0], with_number(sort.number_first, *number));
            return true;
        }
        constexpr std::size_t longest = 1000;
        if (a && b && a->item == b->item && a->axes == b->axes && n.shape(all[0]) == out && n.shape(all[1]) == out &&
            a->formula.size() + b->formula.size() < longest) {
            Place place = *a;
            place.formula.clear();
            for (char c : sort.formula)
                place.formula += c == '%' ? a->formula : c == '&' ? b->formula : std::string(1, c);
            place.curve.clear();
            // Twice the same value, as in x + x, is seen as two inputs of a layer.
            if (a->formula != "x" || b->formula != "x") {
                d.put(made[0], place);
                return true;
            }
        }
        if (n.op() == "Add" && (becomes_bias(d, n, all[0], all[1], made[0]) || becomes_bias(d, n, all[1], all[0], made[0])))
            return true;
    }
    if (sort.layer.empty() || all.size() > 8 || (n.op() == "Div" && (d.place(all[1]) || !d.place(all[0]))))
        return false;
    if (n.op() == "Div" && d.standardise(n, all[0], all[1], made[0]))
        return true;
    // All in the order that the first one of the result's shape lies in, else in the file's.
    std::vector<int> order;
    for (TensorId id : all)
        if (const Place* p = d.place(id); p && order.empty() && n.shape(id) == out && p->axes.size() == out.size() &&
                                          std::ranges::all_of(p->axes, [](const auto& group) { return group.size() == 1; }))
            for (const auto& group : p->axes)
                order.push_back(group[0]);
    const bool only_values = std::ranges::all_of(all, [&](TensorId id) { return d.place(id) && n.shape(id) == out; });
    if (order.empty() || !only_values) {
        order.resize(out.size());
        for (std::size_t i = 0; i < order.size(); ++i)
            order[i] = int(i);
    }
    std::vector<int> items;
    if (const Place* first = d.place(all[0]); first && !first->rows.empty() && only_values) {
        for (TensorId id : all)
            if (d.place(id)->rows == first->rows)
                items.push_back(d.with_channels(n, id, 1).item);
        if (items.size() != all.size())
            not_ours(LOOM_TEXT("it mixes samples"));
        Draft::Settings settings;
        if (sort.layer != "subtract")
            settings.emplace_back("inputs", std::int64_t(items.size()));
        d.put(made[0], d.add(n, sort.layer, settings, items), d.with_channels(n, all[0], 1));
        return true;
    }
    const Shape sample(out.begin() + 1, out.end());
    for (TensorId id : all) {
        if (!d.place(id)) {
            items.push_back(constant(d, n, id, out, n.op() == "Div"));
            continue;
        }
        const Shape& own = n.shape(id);
        if (own.size() != out.size() || (own != out && own[0] != out[0]))
            not_ours(LOOM_TEXT("it repeats values along new axes"));
        items.push_back(d.in_axes(n, id, order));
        if (own != out)
            items.back() = d.insert("expand", {{"shape", sizes_from_shape(sample)}}, {items.back()});
    }
    Draft::Settings settings;
    if (sort.layer != "subtract")
        settings.emplace_back("inputs", std::int64_t(items.size()));
    d.put(n, made[0], d.add(n, sort.layer, settings, items), order);
    return true;
}

constexpr Operator values_table[] = {
    {"Relu", curve},          {"Tanh", curve},     {"Sigmoid", curve},     {"Softplus", curve},   {"Softsign", curve}, {"Exp", curve},     {"Log", curve},
    {"Sqrt", curve},          {"Reciprocal", curve}, {"Abs", curve},       {"Erf", curve},        {"Sin", curve},      {"Cos", curve},     {"Tan", curve},
    {"Asin", curve},          {"Acos", curve},     {"Atan", curve},        {"Sinh", curve},       {"Cosh", curve},     {"Floor", curve},   {"Ceil", curve},
    {"Round", curve},         {"Sign", curve},     {"Neg", curve},         {"HardSwish", curve},  {"Mish", curve},       {"Gelu", gelu},          {"Swish", swish},  {"HardSigmoid", hard_sigmoid}, {"Clip", bounded},
    {"LeakyRelu", bent_below_zero}, {"Elu", bent_below_zero}, {"Selu", bent_below_zero},  {"PRelu", prelu},      {"Softmax", softmax}, {"LogSoftmax", softmax},
    {"Identity", same},       {"Cast", cast},      {"Dropout", dropout},   {"Add", joining},      {"Sub", joining},    {"Mul", joining},   {"Div", joining},
    {"Pow", joining},         {"Max", joining},    {"Min", joining},       {"Sum", joining},      {"Mean", joining}};

} // namespace

std::span<const Operator> value_drawings()
{
    return values_table;
}

} // namespace loom::onnx_network
