// What slides: convolutions and pooling.
#include "exchange/onnx_network/draft.h"

#include <algorithm>
#include <numeric>

namespace loom::onnx_network {
namespace {

using List = std::vector<std::int64_t>;
using Made = std::span<const TensorId>;

bool all_are(const List& list, std::int64_t value)
{
    return std::ranges::all_of(list, [value](auto v) { return v == value; });
}

/// How a window slides, as layers are told.
struct Slides {
    List kernel, stride, pads;
    std::int64_t dilation = 1;
    std::string padding;
};
Slides slides(const Node& n, const Shape& x, List kernel)
{
    const std::size_t axes = kernel.size();
    Slides s{std::move(kernel), n.list("strides").value_or(List(axes, 1)), n.list("pads").value_or(List(2 * axes, 0)), 1, "explicit"};
    const List dilations = n.list("dilations").value_or(List(axes, 1));
    if (s.stride.size() != axes || s.pads.size() != 2 * axes || dilations.size() != axes || axes + 2 != x.size())
        not_ours(LOOM_TEXT("its settings do not go with its axes"));
    if (!all_are(dilations, dilations[0]))
        not_ours(LOOM_TEXT("its dilation differs from axis to axis"));
    if (n.whole("ceil_mode", 0) != 0)
        not_ours(LOOM_TEXT("its sizes are rounded up"));
    s.dilation = dilations[0];
    const std::string automatic = n.text("auto_pad", "NOTSET");
    if (automatic == "VALID")
        s.pads.assign(2 * axes, 0);
    if (automatic == "SAME_UPPER" || automatic == "SAME_LOWER")
        for (std::size_t i = 0; i < axes; ++i) {
            const auto out = (x[i + 2] + s.stride[i] - 1) / s.stride[i];
            const auto total = std::max<std::int64_t>(0, (out - 1) * s.stride[i] + (s.kernel[i] - 1) * s.dilation + 1 - x[i + 2]);
            s.pads[i] = automatic == "SAME_UPPER" ? total / 2 : total - total / 2;
            s.pads[i + axes] = total - s.pads[i];
        }
    bool same = true;
    for (std::size_t i = 0; i < axes; ++i)
        same = same && s.stride[i] == 1 && s.pads[i] == s.pads[i + axes] && s.pads[i] * 2 == (s.kernel[i] - 1) * s.dilation;
    if (all_are(s.pads, 0)) {
        s.padding = "valid";
    } else if (same) {
        s.padding = "same";
        s.pads.assign(2 * axes, 0);
    }
    return s;
}

/// With the axes' number behind the name where that is not 2.
std::string for_axes(std::string name, std::size_t axes, std::string_view two)
{
    return name + (axes == 2 ? std::string(two) : std::to_string(axes) + "d");
}

bool convolution(Draft& d, const Node& n, Made made)
{
    const Shape x = n.shape(n.in(0)), w = n.shape(n.in(1));
    const auto values = d.numbers(n, n.in(1));
    if (!values || w.size() < 3 || w.size() > 5)
        not_ours(LOOM_TEXT("its weights are not known, or it has no place to slide along"));
    const bool back = n.op() == "ConvTranspose";
    const auto groups = n.whole("group", 1), filters = back ? w[1] * groups : w[0];
    const Slides s = slides(n, x, List(w.begin() + 2, w.end()));
    if (back && (n.attribute("output_shape") || n.text("auto_pad", "NOTSET") != "NOTSET"))
        not_ours(LOOM_TEXT("its padding follows from a wanted size"));
    const bool biased = n.has(2);
    Draft::Settings settings{{"filters", filters}, {"kernel", s.kernel}, {"stride", s.stride}, {"padding", s.padding}, {"pads", s.pads},
                             {"dilation", s.dilation}, {"groups", groups}, {"bias", biased}};
    if (back) {
        settings[3].second = std::string(all_are(n.list("pads").value_or(List{}), 0) ? "valid" : "explicit");
        settings[4].second = n.list("pads").value_or(List(2 * s.kernel.size(), 0));
        settings.emplace_back("output_padding", n.list("output_padding").value_or(List(s.kernel.size(), 0)));
    }
    const int item = d.add(n, for_axes(back ? "conv_transpose" : "conv", s.kernel.size(), "2d"), settings, {d.in_order(n, n.in(0))});
    d.weight(item, "weight", w, *values, n.in(1));
    if (biased) {
        const auto bias = d.numbers(n, n.in(2));
        if (!bias)
            not_ours(LOOM_TEXT("its weights are not known, or it has no place to slide along"));
        d.weight(item, "bias", {filters}, *bias, n.in(2));
    }
    d.put(n, made[0], item);
    return true;
}

bool pooling(Draft& d, const Node& n, Made made)
{
    const Shape x = n.shape(n.in(0));
    const auto kernel = n.list("kernel_shape");
    if (!kernel || kernel->empty() || kernel->size() > 3 || n.needs(1))
        return false;
    const Slides s = slides(n, x, *kernel);
    if (s.dilation != 1)
        not_ours(LOOM_TEXT("its dilation differs from axis to axis"));
    Draft::Settings settings{{"size", s.kernel}, {"stride", s.stride}, {"padding", s.padding}, {"pads", s.pads}};
    std::string name = "max_pool";
    if (n.op() == "AveragePool") {
        name = "avg_pool";
        settings.emplace_back("count_padding", n.whole("count_include_pad", 0) != 0);
    } else if (n.op() == "LpPool") {
        name = "lp_pool";
        settings.emplace_back("p", n.whole("p", 2));
    }
    d.put(n, made[0], d.add(n, for_axes(name, s.kernel.size(), ""), settings, {d.in_order(n, n.in(0))}));
    return true;
}

/// Over all places of each channel.
bool global(Draft& d, const Node& n, TensorId x, TensorId made, std::string_view layer, std::vector<int> over, bool kept)
{
    const auto rank = int(n.shape(x).size());
    const Place* from = d.place(x);
    if (!from || from->axes.empty() || from->axes[0].size() != 1)
        return false;
    const int batch = from->axes[0][0];
    std::vector<int> left;
    for (int a = 0; a < rank; ++a)
        if (a != batch && std::ranges::find(over, a) == over.end())
            left.push_back(a);
    if (std::ranges::find(over, batch) != over.end() || left.size() != 1 || over.empty())
        not_ours(LOOM_TEXT("it does not go over all places of a channel"));
    std::vector<int> order{batch, left[0]};
    order.insert(order.end(), over.begin(), over.end());
    const int item = d.add(n, layer, {}, {d.in_axes(n, x, order)});
    const auto now = [&](int axis) { return kept ? axis : axis - int(std::ranges::count_if(over, [axis](int a) { return a < axis; })); };
    Place place;
    place.item = item;
    place.axes = {{now(batch)}, {now(left[0])}};
    d.put(made, place);
    return true;
}

bool global_pooling(Draft& d, const Node& n, Made made)
{
    std::vector<int> over(n.shape(n.in(0)).size() - 2);
    std::iota(over.begin(), over.end(), 2);
    return global(d, n, n.in(0), made[0], n.op() == "GlobalMaxPool" ? "global_max_pool" : "global_avg_pool", over, true);
}

bool reduction(Draft& d, const Node& n, Made made)
{
    const auto listed = n.has(1) ? n.known_whole(1) : n.list("axes");
    if (!listed)
        return false;
    if (n.op() == "ReduceMean" && !n.is_real(n.in(0)))
        not_ours(LOOM_TEXT("it works on constants or whole numbers"));
    return global(d, n, n.in(0), made[0], n.op() == "ReduceMax" ? "global_max_pool" : "global_avg_pool", n.axes(*listed, n.rank(n.in(0))), n.whole("keepdims", 1) != 0);
}

bool resizing(Draft& d, const Node& n, Made made)
{
    const Shape x = n.shape(n.in(0)), y = n.shape(made[0]);
    const std::string mode = n.text("mode", "nearest"), places = n.text("coordinate_transformation_mode", n.op() == "Upsample" ? "asymmetric" : "half_pixel");
    if (x.size() < 3 || x.size() > 5 || x[0] != y[0] || x[1] != y[1])
        return false;
    List factors;
    bool enlarges = true; // A whole number of times.
    for (std::size_t i = 2; i < x.size(); ++i) {
        if (y[i] < x[i] && n.whole("antialias", 0) != 0)
            not_ours(LOOM_TEXT("it takes other places than the layer"));
        enlarges = enlarges && x[i] > 0 && y[i] % x[i] == 0;
        factors.push_back(enlarges ? y[i] / x[i] : 1);
    }
    const bool nearest = mode == "nearest" && (places == "asymmetric" ? n.text("nearest_mode", n.op() == "Upsample" ? "floor" : "round_prefer_floor") == "floor"
                                                                      : places == "half_pixel" && enlarges);
    if (!nearest && !(mode == "linear" && (places == "half_pixel" || places == "pytorch_half_pixel")))
        not_ours(LOOM_TEXT("it takes other places than the layer"));
    const std::string way = nearest ? "nearest" : "linear";
    const int from = d.in_order(n, n.in(0));
    d.put(n, made[0], enlarges ? d.add(n, "upsample", {{"factor", factors}, {"mode", way}}, {from})
                               : d.add(n, "resize", {{"size", List(y.begin() + 2, y.end())}, {"mode", way}}, {from}));
    return true;
}

bool padding(Draft& d, const Node& n, Made made)
{
    const Shape& x = n.shape(n.in(0));
    auto pads = n.has(1) ? n.known_whole(1) : n.list("pads");
    if (n.has(3)) { // Of some axes.
        const auto named = n.known_whole(3);
        if (!pads || !named || pads->size() != 2 * named->size())
            return false;
        List all(2 * x.size(), 0);
        for (std::size_t i = 0; i < named->size(); ++i)
            for (std::size_t side = 0; side < 2; ++side)
                all[side * x.size() + std::size_t(n.axis((*named)[i], n.rank(n.in(0))))] = (*pads)[side * named->size() + i];
        pads = std::move(all);
    }
    const std::string mode = n.text("mode", "constant");
    const double fill = n.has(2) ? d.number(n, n.in(2)).value_or(1) : n.real("value", 0);
    if (!pads || pads->size() != 2 * x.size() || (mode == "constant" && fill != 0) || mode == "wrap")
        return false;
    const std::size_t rank = x.size();
    List amount;
    for (std::size_t side = 0; side < 2; ++side)
        for (std::size_t i = 0; i < rank; ++i) {
            const auto p = (*pads)[side * rank + i];
            if (p < 0 || (i < 2 && p != 0))
                not_ours(LOOM_TEXT("it cuts off, or pads more than places"));
            if (i >= 2)
                amount.push_back(p);
        }
    if (all_are(amount, 0)) {
        d.put(made[0], *d.place(n.in(0)));
        return d.place(n.in(0)) != nullptr;
    }
    const std::string own = mode == "constant" ? "zero" : mode == "edge" ? "replicate" : "reflect";
    d.put(n, made[0], d.add(n, "pad", {{"mode", own}, {"amount", amount}}, {d.in_order(n, n.in(0))}));
    return true;
}

constexpr Operator windows_table[] = {{"Conv", convolution},           {"ConvTranspose", convolution},        {"MaxPool", pooling},     {"AveragePool", pooling},
                                 {"LpPool", pooling},             {"GlobalAveragePool", global_pooling}, {"GlobalMaxPool", global_pooling},
                                 {"ReduceMean", reduction},       {"ReduceMax", reduction},              {"Resize", resizing},     {"Upsample", resizing},
                                 {"Pad", padding}};

} // namespace

std::span<const Operator> window_drawings()
{
    return windows_table;
}

} // namespace loom::onnx_network
