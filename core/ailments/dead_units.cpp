#include "train/ailment.h"

#include <cmath>

namespace loom {
namespace {

// Units that are 0 for every row get no gradient and stay as they are (Lu, Shin, Su and Karniadakis 2020, “Dying ReLU”). With
// too large steps it may be 40 % and more (Karpathy's notes to CS231n). Measured for 64 rows in runs that learned well: 31 % in a table's
// network, 16 % in a wide and deep one, 50 % in the narrow middle of an autoencoder; where it was planted, all.
constexpr double many = 0.75;
constexpr std::size_t looks = 2; // In a row.

bool is_relu(std::string_view curve) { return curve == "relu" || curve == "relu6"; }

std::vector<Diagnosis> look(const Chart& chart)
{
    std::vector<Diagnosis> found;
    if (chart.looks.empty())
        return found;
    for (const LayerLook& layer : chart.looks.back().layers) {
        const Node& node = chart.node(layer.node);
        if (!is_relu(curve_of(node)) || !lasts(chart, looks, layer.node, [](const LayerLook& l) { return l.zero_units >= many; }))
            continue;
        const auto share = std::int64_t(std::floor(100 * layer.zero_units));
        found.push_back(at_layer(chart, layer.node,
                                 {.message = Message(LOOM_TEXT("%1 % of the units of “%2” are dead: they give 0 for every row that was tried, and no gradient reaches them."), share, node.name),
                                  .hint = LOOM_TEXT("Steps that were too large often do this. Use Leaky ReLU in this layer, or a smaller learning rate."),
                                  .size = layer.zero_units}));
    }
    return found;
}

std::optional<Fix> treat(const Diagnosis& d, const Document& document)
{
    const Node* node = d.node ? document.find(*d.node) : nullptr;
    return node ? setting_node(d, document, node->type == "activation" ? "curve" : "activation", std::string("leaky_relu")) : std::nullopt;
}

} // namespace

const AilmentType& dead_units_ailment()
{
    static const AilmentType type{.id = "dead_units", .title = LOOM_TEXT("Dead units"), .look = look, .treat = treat};
    return type;
}

} // namespace loom
