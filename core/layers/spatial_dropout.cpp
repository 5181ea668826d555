#include "schema/formula.h"
#include "schema/types.h"

namespace loom {
namespace {

struct SpatialDropout {
    double rate = 0.1;

    Inferred infer(std::span<const Shape> in) const { return in[0]; }
    std::optional<Text> needs_whole(std::span<const Shape>) const { return {}; }
    TensorId lower(Builder& b, std::span<const TensorId> in) const
    {
        if (b.mode() == Mode::Infer || rate <= 0)
            return in[0];
        Shape mask{b.shape(in[0])[0], b.shape(in[0])[1]};
        mask.resize(b.shape(in[0]).size(), 1);
        return b.binary(BinaryKind::Multiply, in[0], b.dropout_mask(mask, rate, b.fresh_stream("dropout")));
    }
    std::string torch(SourceWriter& w, std::span<const SourceValue> in) const
    {
        const std::size_t spatial = in[0].sample.size() - 1;
        return w.make(spatial == 0 ? "nn.Dropout" : with_axes("nn.Dropout", spatial, 'd'), {python(rate)}) + "(" +
               in[0].text + ")";
    }
    std::string keras(SourceWriter& w, std::span<const SourceValue> in) const
    {
        const std::size_t spatial = in[0].sample.size() - 1;
        return w.make(spatial == 0 ? "layers.Dropout" : with_axes("layers.SpatialDropout", spatial, 'D'), {python(rate)}) +
               "(" + in[0].text + ")";
    }
    Formula formula() const
    {
        const std::string r = number_text(rate);
        return {"y = cases{frac{x}{1 - " + r + "} & u >= " + r + " ;; 0 & u < " + r + "}", {{"u", LOOM_TEXT("drawn from 0 to 1 for each channel while training; in use y = x")}}};
    }

    Message summary() const { return Message(LOOM_TEXT("drops %1% of the channels"), 100 * rate); }
};

} // namespace

const LayerType& spatial_dropout_layer()
{
    static const LayerType type = layer<SpatialDropout>({
        .id = "spatial_dropout",
        .title = LOOM_TEXT("Spatial dropout"),
        .help = LOOM_TEXT(
            "While training it sets a random share of whole channels to 0 and enlarges the rest; while predicting it does "
            "nothing. Neighbouring values are much alike, so that dropping single ones hides little: behind convolutions "
            "use this instead of Dropout."),
        .category = Category::Normalise,
        .inputs = {{"x", LOOM_TEXT("Values of any shape.")}},
        .settings = {setting(&SpatialDropout::rate,
                             {.key = "rate",
                              .label = LOOM_TEXT("Rate"),
                              .help = LOOM_TEXT("The share of channels that are dropped in each step. 0.1 to 0.3 is usual."),
                              .min = 0,
                              .max = 0.99})},
    });
    return type;
}

} // namespace loom
