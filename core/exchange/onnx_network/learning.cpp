// Layers with weights that do not slide: products, normalisation, recurrences.
#include "exchange/onnx_network/draft.h"

#include "base/letters.h"

#include <algorithm>

namespace loom::onnx_network {
namespace {

using Made = std::span<const TensorId>;
using Numbers = std::vector<float>;

Numbers transposed(const Numbers& x, std::int64_t rows, std::int64_t columns)
{
    Numbers out(x.size());
    for (std::int64_t i = 0; i < rows; ++i)
        for (std::int64_t j = 0; j < columns; ++j)
            out[std::size_t(j * rows + i)] = x[std::size_t(i * columns + j)];
    return out;
}

Numbers scaled(Numbers x, double by)
{
    for (float& v : x)
        v = float(v * by);
    return x;
}

bool gemm(Draft& d, const Node& n, Made made)
{
    const auto weights = d.numbers(n, n.in(1));
    const Shape &x = n.shape(n.in(0)), &w = n.shape(n.in(1));
    const auto bias = n.has(2) ? d.numbers(n, n.in(2)) : std::nullopt;
    if (!weights || x.size() != 2 || n.whole("transA", 0) != 0 || (n.has(2) && !bias))
        return false;
    const bool turned = n.whole("transB", 0) != 0;
    const auto units = turned ? w[0] : w[1], features = x[1];
    if (bias && std::int64_t(bias->size()) != units && bias->size() != 1)
        return false;
    const auto from = d.with_channels(n, n.in(0), 1);
    const int item = d.add(n, "dense", {{"units", units}, {"bias", bias.has_value()}, {"each_place", from.place.axes.size() > 2}}, {from.item});
    d.weight(item, "weight", {features, units}, scaled(turned ? transposed(*weights, units, features) : *weights, n.real("alpha", 1)), n.in(1));
    if (bias)
        d.weight(item, "bias", {units}, scaled(bias->size() == 1 ? Numbers(std::size_t(units), (*bias)[0]) : *bias, n.real("beta", 1)), n.in(2));
    d.put(made[0], item, from);
    return true;
}

bool product(Draft& d, const Node& n, Made made)
{
    const auto weights = d.numbers(n, n.in(1));
    const Shape &x = n.shape(n.in(0)), &w = n.shape(n.in(1));
    if (!weights || w.size() != 2 || x.size() < 2)
        return false;
    const auto from = d.with_channels(n, n.in(0), int(x.size()) - 1);
    const int item = d.add(n, "dense", {{"units", w[1]}, {"bias", false}, {"each_place", from.place.axes.size() > 2}}, {from.item});
    d.weight(item, "weight", w, *weights, n.in(1));
    d.put(made[0], item, from);
    return true;
}

bool batch_norm(Draft& d, const Node& n, Made made)
{
    if (n.needs(1))
        return false;
    const int item = d.add(n, "batch_norm", {{"epsilon", n.real("epsilon", 1e-5)}, {"momentum", n.real("momentum", 0.9)}}, {d.in_order(n, n.in(0))});
    if (n.opset() >= 14 ? n.whole("training_mode", 0) != 0 : n.opset() < 7 && n.whole("is_test", 0) == 0)
        d.work_by_batch();
    const char* names[] = {"scale", "shift", "running_mean", "running_variance"};
    for (int i = 0; i < 4; ++i) {
        const auto values = d.numbers(n, n.in(i + 1));
        if (!values)
            return false;
        d.weight(item, names[i], {n.shape(n.in(0))[1]}, *values, n.in(i + 1));
    }
    d.put(n, made[0], item);
    return true;
}

bool instance_norm(Draft& d, const Node& n, Made made)
{
    const auto scale = d.numbers(n, n.in(1)), shift = d.numbers(n, n.in(2));
    if (!scale || !shift)
        return false;
    const auto channels = n.shape(n.in(0))[1];
    const int item = d.add(n, "instance_norm", {{"epsilon", n.real("epsilon", 1e-5)}}, {d.in_order(n, n.in(0))});
    d.weight(item, "scale", {channels}, *scale, n.in(1));
    d.weight(item, "shift", {channels}, *shift, n.in(2));
    d.put(n, made[0], item);
    return true;
}

/// Since opset 21 scale and shift are those of the channels; before, of the groups.
bool group_norm(Draft& d, const Node& n, Made made)
{
    auto scale = d.numbers(n, n.in(1)), shift = d.numbers(n, n.in(2));
    if (!scale || !shift)
        return false;
    const auto channels = n.shape(n.in(0))[1];
    for (auto* values : {&*scale, &*shift}) {
        const auto stated = std::int64_t(values->size());
        Numbers each;
        for (std::int64_t c = 0; c < channels; ++c)
            each.push_back((*values)[std::size_t(c * stated / channels)]);
        *values = std::move(each);
    }
    const int item = d.add(n, "group_norm", {{"groups", n.whole("num_groups", 1)}, {"epsilon", n.real("epsilon", 1e-5)}}, {d.in_order(n, n.in(0))});
    d.weight(item, "scale", {channels}, *scale, n.in(1));
    d.weight(item, "shift", {channels}, *shift, n.in(2));
    d.put(n, made[0], item);
    return true;
}

bool rms_norm(Draft& d, const Node& n, Made made)
{
    const Shape& x = n.shape(n.in(0));
    const auto scale = d.numbers(n, n.in(1));
    const int axis = n.axis(n.whole("axis", -1), std::int64_t(x.size()));
    if (!scale || axis + 1 != int(x.size()) || std::int64_t(scale->size()) != x.back())
        return false;
    const auto channels = d.with_channels(n, n.in(0), axis);
    const int item = d.add(n, "rms_norm", {{"epsilon", n.real("epsilon", 1e-5)}}, {channels.item});
    d.weight(item, "scale", {x.back()}, *scale, n.in(1));
    d.put(made[0], item, channels);
    return true;
}

bool layer_norm(Draft& d, const Node& n, Made made)
{
    const Shape& x = n.shape(n.in(0));
    const int axis = n.axis(n.whole("axis", -1), std::int64_t(x.size()));
    const auto scale = d.numbers(n, n.in(1)), shift = n.has(2) ? d.numbers(n, n.in(2)) : std::nullopt;
    const bool last = axis + 1 == int(x.size());
    if (!scale || (n.has(2) && !shift) || n.needs(1) || n.needs(2) || (!last && axis != 1))
        return false;
    const Shape each = last ? Shape{x.back()} : Shape(x.begin() + 1, x.end());
    const int from = last ? -1 : d.in_order(n, n.in(0));
    const auto channels = last ? d.with_channels(n, n.in(0), axis) : Draft::Channels{from, {}};
    const int item = d.add(n, "layer_norm", {{"over", std::string(last ? "channels" : "everything")}, {"shift", shift.has_value()}, {"epsilon", n.real("epsilon", 1e-5)}}, {channels.item});
    d.weight(item, "scale", each, *scale, n.in(1));
    if (shift)
        d.weight(item, "shift", each, *shift, n.in(2));
    if (last)
        d.put(made[0], item, channels);
    else
        d.put(n, made[0], item);
    return true;
}

bool local_response(Draft& d, const Node& n, Made made)
{
    d.put(n, made[0], d.add(n, "local_response_norm", {{"size", n.whole("size", 1)}, {"alpha", n.real("alpha", 1e-4)}, {"beta", n.real("beta", 0.75)}, {"bias", n.real("bias", 1)}},
                            {d.in_order(n, n.in(0))}));
    return true;
}

/// W, R {directions, gates·units, …} and B {directions, 2·gates·units} as the layers have them: transposed, an LSTM's gates
/// as i, f, c, o, the two biases as one where only their sum counts.
bool recurrent(Draft& d, const Node& n, Made made)
{
    const std::string direction = n.text("direction", "forward");
    const std::int64_t directions = direction == "bidirectional" ? 2 : 1, hidden = n.whole("hidden_size", 0), layout = n.whole("layout", 0);
    const auto is_zero = [&](int i) {
        const auto known = n.has(i) ? d.numbers(n, n.in(i)) : Numbers{};
        return known && std::ranges::all_of(*known, [](float v) { return v == 0; });
    };
    if (direction == "reverse" || n.needs(2) || n.has(4) || !is_zero(5) || !is_zero(6) || n.has(7) || n.attribute("clip") || n.whole("input_forget", 0) != 0)
        not_ours(LOOM_TEXT("it begins with a state, ends rows early, runs backwards alone or gives its cells"));
    bool relu = false;
    if (const auto* given = n.attribute("activations")) {
        const std::vector<std::string> usual = n.op() == "RNN" ? std::vector<std::string>{"tanh"}
                                               : n.op() == "GRU" ? std::vector<std::string>{"sigmoid", "tanh"}
                                                                 : std::vector<std::string>{"sigmoid", "tanh", "tanh"};
        relu = n.op() == "RNN" && given->strings_size() > 0 && small_letters(given->strings(0)) == "relu";
        for (int i = 0; i < given->strings_size(); ++i)
            if (const std::string name = small_letters(given->strings(i)); name != (relu ? "relu" : usual[std::size_t(i) % usual.size()]))
                not_ours(LOOM_TEXT("its curves are not the usual ones"));
    }
    const auto w = d.numbers(n, n.in(1)), r = d.numbers(n, n.in(2)), b = n.has(3) ? d.numbers(n, n.in(3)) : std::nullopt;
    if (!w || !r || (n.has(3) && !b))
        return false;
    const std::string layer = n.op() == "LSTM" ? "lstm" : n.op() == "GRU" ? "gru" : "rnn";
    const std::int64_t gates = n.op() == "LSTM" ? 4 : n.op() == "GRU" ? 3 : 1, features = n.shape(n.in(0))[2], rows = gates * hidden;
    const bool resets_behind = n.op() == "GRU" && n.whole("linear_before_reset", 0) != 0;
    // {rows, width} of one direction, the gates in our order.
    const auto part = [&](const Numbers& all, std::int64_t from, std::int64_t width) {
        Numbers out;
        const std::int64_t order[] = {0, 2, 3, 1};
        for (std::int64_t g = 0; g < gates; ++g) {
            const auto begin = all.begin() + from + (n.op() == "LSTM" ? order[g] : g) * hidden * width;
            out.insert(out.end(), begin, begin + hidden * width);
        }
        return out;
    };
    const int steps = layout == 1 ? 1 : 0, batch = 1 - steps;
    const int from = d.in_axes(n, n.in(0), std::vector{batch, 2, steps});
    const auto make = [&](const char* returns) {
        Draft::Settings settings{{"units", hidden}, {"returns", std::string(returns)}, {"bidirectional", directions == 2}};
        if (layer == "rnn")
            settings.emplace_back("curve", std::string(relu ? "relu" : "tanh"));
        if (layer == "gru")
            settings.emplace_back("reset", std::string(resets_behind ? "behind" : "before"));
        const int item = d.add(n, layer, settings, {from});
        for (std::int64_t k = 0; k < directions; ++k) {
            const std::string prefix = k == 0 ? "" : "backward_";
            d.weight(item, prefix + "input", {features, rows}, transposed(part(*w, k * rows * features, features), rows, features));
            d.weight(item, prefix + "recurrent", {hidden, rows}, transposed(part(*r, k * rows * hidden, hidden), rows, hidden));
            Numbers first(std::size_t(rows), 0), second(std::size_t(rows), 0);
            if (b) {
                first = part(*b, 2 * k * rows, 1);
                second = part(*b, (2 * k + 1) * rows, 1);
            }
            if (resets_behind)
                d.weight(item, prefix + "recurrent_bias", {rows}, second);
            else
                std::ranges::transform(first, second, first.begin(), std::plus());
            d.weight(item, prefix + "bias", {rows}, first);
        }
        return item;
    };
    const bool all = n.needs(0), last = n.needs(1);
    int whole = -1;
    if (all) { // {steps, directions, batch, units}, or {batch, steps, directions, units}.
        whole = make("all");
        Place place;
        place.item = whole;
        const int at[] = {layout == 1 ? 0 : 2, layout == 1 ? 2 : 1, 3, layout == 1 ? 1 : 0}; // Batch, directions, units, steps.
        place.axes = {{at[0]}, directions == 2 ? std::vector{at[1], at[2]} : std::vector{at[2]}, {at[3]}};
        d.put(made[0], place);
    }
    if (last) { // {directions, batch, units}, or {batch, directions, units}.
        const int item = make("last");
        if (all)
            d.share(item, whole);
        Place place;
        place.item = item;
        const int direction_axis = layout == 1 ? 1 : 0;
        place.axes = {{1 - direction_axis}, directions == 2 ? std::vector{direction_axis, 2} : std::vector{2}};
        d.put(made[1], place);
    }
    return true;
}

constexpr Operator learning_table[] = {{"Gemm", gemm},
                                 {"MatMul", product},
                                 {"BatchNormalization", batch_norm},
                                 {"InstanceNormalization", instance_norm},
                                 {"LayerNormalization", layer_norm},
                                 {"GroupNormalization", group_norm},
                                 {"RMSNormalization", rms_norm},
                                 {"LRN", local_response},
                                 {"LSTM", recurrent},
                                 {"GRU", recurrent},
                                 {"RNN", recurrent}};

} // namespace

std::span<const Operator> learning_drawings()
{
    return learning_table;
}

} // namespace loom::onnx_network
