#include "schema/formula.h"
#include "schema/types.h"

namespace loom {
namespace {

struct DropoutLayer {
    double rate = 0.5;

    Inferred infer(std::span<const Shape> in) const { return in[0]; }
    std::optional<Text> needs_whole(std::span<const Shape>) const { return {}; }
    TensorId lower(Builder& b, std::span<const TensorId> in) const { return b.dropout(in[0], rate); }
    std::string torch(SourceWriter& w, std::span<const SourceValue> in) const
    {
        return w.make("nn.Dropout", {python(rate)}) + "(" + in[0].text + ")";
    }
    std::string keras(SourceWriter& w, std::span<const SourceValue> in) const
    {
        return w.make("layers.Dropout", {python(rate)}) + "(" + in[0].text + ")";
    }
    Formula formula() const
    {
        const std::string r = number_text(rate);
        return {"y = cases{frac{x}{1 - " + r + "} & u >= " + r + " ;; 0 & u < " + r + "}", {{"u", LOOM_TEXT("drawn from 0 to 1 for each value while training; in use y = x")}}};
    }

    Message summary() const { return Message(LOOM_TEXT("drops %1%"), 100 * rate); }
};

} // namespace

const LayerType& dropout_layer()
{
    static const LayerType type = layer<DropoutLayer>({
        .id = "dropout",
        .title = LOOM_TEXT("Dropout"),
        .help = LOOM_TEXT(
            "While training it sets a random share of the values to 0 and enlarges the rest to keep the sum; while "
            "predicting it does nothing. No unit can lean on a single other one, which helps against overfitting."),
        .category = Category::Normalise,
        .inputs = {{"x", LOOM_TEXT("Values of any shape.")}},
        .settings = {setting(
            &DropoutLayer::rate,
            {.key = "rate",
             .label = LOOM_TEXT("Rate"),
             .help = LOOM_TEXT("The share of values that are dropped in each step. 0.2 to 0.5 is usual."),
             .min = 0,
             .max = 0.99})},
    });
    return type;
}

} // namespace loom
