#include "train/ailment.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace loom {
namespace {

// As for exploding ones; a sigmoid passes on at most a quarter, so ten of them a millionth (Hochreiter 1991; Glorot and Bengio 2010).
// Measured: at least 0.04 in runs that learned well, 2.6e-6 through ten sigmoids.
constexpr double left_over = 1e-4;
constexpr std::size_t looks = 2; // In a row.
constexpr std::array<std::string_view, 2> flat_curves{"sigmoid", "tanh"};

bool is_flat_curve(std::string_view curve) { return std::ranges::find(flat_curves, curve) != flat_curves.end(); }

/// The layer with weights that gets least, and the last one; nothing where that gets nothing itself.
std::optional<std::pair<const LayerLook*, const LayerLook*>> extremes(const Chart& chart, const NetworkLook& look)
{
    const LayerLook *least = nullptr, *last = nullptr;
    for (const LayerLook& layer : look.layers)
        if (const LayerType& type = *find_layer(chart.node(layer.node).type); type.learns && std::isfinite(layer.gradient)) {
            last = &layer;
            if (!least || layer.gradient < least->gradient)
                least = &layer;
        }
    return last && last->gradient > 0 ? std::optional(std::pair(least, last)) : std::nullopt;
}

std::vector<Diagnosis> look(const Chart& chart)
{
    if (chart.looks.size() < looks)
        return {};
    std::optional<std::pair<const LayerLook*, const LayerLook*>> found;
    for (const NetworkLook& l : std::span(chart.looks).last(looks)) {
        found = extremes(chart, l);
        if (!found || found->first->gradient > left_over * found->second->gradient)
            return {};
    }
    const auto& [least, last] = *found;
    const double share = least->gradient / last->gradient;
    return {at_layer(chart, least->node,
                     {.message = Message(LOOM_TEXT("Gradients vanish: at “%1” they are %2 times those at “%3”, so this layer hardly learns."), chart.node(least->node).name,
                                         number_text(share), chart.node(last->node).name),
                      .hint = LOOM_TEXT("Each layer makes them smaller on the way back. Use ReLU in place of sigmoid and tanh, add Batch norm, or lead wires past layers (Add)."),
                      .size = share})};
}

/// ReLU and weights that suit it in place of every sigmoid and tanh of the main graph that is not before an Output.
std::optional<Fix> treat(const Diagnosis&, const Document& document)
{
    Fix fix{LOOM_TEXT("Use ReLU in place of sigmoid and tanh"), {}};
    for (const auto& [id, node] : document.nodes()) {
        const LayerType& type = *find_layer(node.type);
        const bool ends = std::ranges::any_of(document.links_of(id), [&](const Link& l) { return l.from == id && document.find(l.to)->type == "output"; });
        if (node.in != main_graph || ends || !is_flat_curve(curve_of(node)))
            continue;
        fix.edits.push_back(SetSetting{id, *type.index_of(node.type == "activation" ? "curve" : "activation"), std::string("relu")});
        if (const auto initializer = type.index_of("initializer"))
            fix.edits.push_back(SetSetting{id, *initializer, std::string("he_normal")});
    }
    return fix;
}

} // namespace

const AilmentType& vanishing_gradients_ailment()
{
    static const AilmentType type{.id = "vanishing_gradients", .title = LOOM_TEXT("Vanishing gradients"), .look = look, .treat = treat,
                                  .follows_from = {"dead_units", "saturated"}};
    return type;
}

} // namespace loom
