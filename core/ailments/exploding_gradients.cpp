#include "train/ailment.h"

#include <algorithm>
#include <cmath>

namespace loom {
namespace {

// Backwards, gradients grow by the same factor from layer to layer (Hochreiter 1991; Bengio, Simard and Frasconi 1994). Networks that
// learn well keep them within a factor of ten (Glorot and Bengio 2010); measured in runs that learned well: 3 (LeNet-5), 21 (a
// table's network), 104 (with pooling and Batch norm); 160,000 through forty linear layers of He's weights.
constexpr double grown = 1000;
// A step that stands out: Pascanu, Mikolov and Bengio 2013 clip where the norm passes a few times its usual size.
constexpr double beyond_usual = 100, beyond_first = 10;
constexpr double usual_clip = 1; // Pascanu et al. 2013 and most recipes since.

bool is_clipped(const RecipeSettings& r) { return r.clip_norm > 0 || r.clip_value > 0 || r.clip_adaptive > 0; }

std::optional<Diagnosis> through_layers(const Chart& chart)
{
    if (chart.looks.empty())
        return {};
    const LayerLook *largest = nullptr, *last = nullptr;
    for (const LayerLook& layer : chart.looks.back().layers)
        if (find_layer(chart.node(layer.node).type)->learns && std::isfinite(layer.gradient)) {
            last = &layer;
            if (!largest || layer.gradient > largest->gradient)
                largest = &layer;
        }
    if (!last || last->gradient <= 0 || largest->gradient < grown * last->gradient)
        return {};
    const double times = largest->gradient / last->gradient;
    return at_layer(chart, largest->node,
                    {.message = Message(LOOM_TEXT("Gradients explode: at “%1” they are %2 times as large as at “%3”, the last layer with weights."), chart.node(largest->node).name,
                                        quantity_text(std::int64_t(std::min(times, 1e15))), chart.node(last->node).name),
                     .hint = LOOM_TEXT("Each layer makes them larger on the way back. Clip gradients, begin with smaller weights, or add Batch norm."),
                     .size = times});
}

std::optional<Diagnosis> over_time(const Chart& chart)
{
    if (chart.times.size() < 2)
        return {};
    const EpochLook &now = chart.times.back(), &before = chart.times[chart.times.size() - 2], &first = chart.times.front();
    if (!(now.largest_norm > beyond_usual * before.median_norm && now.largest_norm > beyond_first * first.largest_norm))
        return {};
    return Diagnosis{.message = Message(LOOM_TEXT("Gradients explode: at step %1 their norm was %2, %3 times the usual one."), now.largest_at, number_text(now.largest_norm),
                                        quantity_text(std::int64_t(std::min(now.largest_norm / before.median_norm, 1e15)))),
                     .hint = LOOM_TEXT("A single such step can throw the network off. Clip gradients, or make the learning rate smaller."),
                     .step = now.largest_at};
}

std::vector<Diagnosis> look(const Chart& chart)
{
    if (is_clipped(chart.recipe))
        return {};
    for (auto& found : {through_layers(chart), over_time(chart)})
        if (found)
            return {*found};
    return {};
}

std::optional<Fix> treat(const Diagnosis&, const Document& document)
{
    return setting_recipe(document, "clip_norm", usual_clip);
}

} // namespace

const AilmentType& exploding_gradients_ailment()
{
    static const AilmentType type{.id = "exploding_gradients", .title = LOOM_TEXT("Exploding gradients"), .look = look, .treat = treat};
    return type;
}

} // namespace loom
