#include "train/ailment.h"

#include <algorithm>
#include <cmath>

namespace loom {
namespace {

// Values at an end of their curve pass nothing back (Glorot and Bengio 2010, section 3). Measured in runs that learned well:
// 48 % in LeNet-5, 68 % before an autoencoder's Output; with inputs of thousands, 100 %. Before an Output the ends are where right answers
// lie, so there it counts only while nothing is learned.
constexpr double nearly_all = 0.9;
constexpr double no_gain = 0.9;       // Of the loss that it began with,
constexpr std::size_t no_gain_epochs = 3; // after so many.
constexpr std::size_t looks = 2;      // In a row.

bool learns_nothing(const Chart& chart)
{
    return chart.epochs.size() >= no_gain_epochs && std::ranges::min(chart.epochs, {}, &EpochPoint::loss).loss > no_gain * chart.first_loss;
}

std::vector<Diagnosis> look(const Chart& chart)
{
    if (chart.looks.empty())
        return {};
    for (const LayerLook& layer : chart.looks.back().layers) {
        if (!lasts(chart, looks, layer.node, [](const LayerLook& l) { return l.saturated >= nearly_all; }))
            continue;
        if (is_last(chart, layer.node) && !learns_nothing(chart))
            continue;
        const Node& node = chart.node(layer.node);
        return {at_layer(chart, layer.node,
                         {.message = Message(LOOM_TEXT("“%1” is saturated: %2 % of its values lie at an end of its curve, where it passes nothing back."), node.name,
                                             std::int64_t(std::floor(100 * layer.saturated))),
                          .hint = LOOM_TEXT("What comes in is too large. Standardise the inputs, begin with smaller weights, or use ReLU."),
                          .size = layer.saturated})};
    }
    return {};
}

/// Inputs that are not scaled are; else the layer gets another curve, where it is not the last.
std::optional<Fix> treat(const Diagnosis& d, const Document& document)
{
    for (const auto& [id, node] : document.nodes())
        if (const auto index = find_layer(node.type)->index_of("scaling"); node.type == "input" && index && node.values[*index] == Value(std::string("none")))
            return Fix{Message(LOOM_TEXT("Scale what “%1” takes"), node.name), {SetSetting{id, *index, std::string("auto")}}};
    const Node* node = d.node ? document.find(*d.node) : nullptr;
    return node ? setting_node(d, document, node->type == "activation" ? "curve" : "activation", std::string("relu")) : std::nullopt;
}

} // namespace

const AilmentType& saturated_ailment()
{
    static const AilmentType type{.id = "saturated", .title = LOOM_TEXT("Saturated values"), .look = look, .treat = treat,
                                  .follows_from = {"broken_numbers", "rate_too_high"}};
    return type;
}

} // namespace loom
