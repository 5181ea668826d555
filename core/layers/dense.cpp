#include "schema/curves.h"
#include "schema/initializers.h"
#include "schema/shapes.h"
#include "schema/spectral_norm.h"

namespace loom {
namespace {

constexpr Text title = LOOM_TEXT("Dense");

struct Dense {
    std::int64_t units = 64;
    bool bias = true;
    Ending activation = Ending::None;
    Initializer initializer = Initializer::GlorotUniform;
    bool spectral_norm = false;

    Inferred infer(std::span<const Shape> in) const
    {
        if (in[0].size() != 1) {
            Fault fault = needs_vector(title, in[0]);
            fault.assumed = Shape{units};
            return fault;
        }
        if (const Shape weight{in[0][0], units}; too_large(weight))
            return too_large_fault(title, weight, "units");
        return Shape{units};
    }

    TensorId lower(Builder& b, std::span<const TensorId> in) const
    {
        const auto features = b.shape(in[0])[1];
        TensorId w = b.weight("weight", {features, units}, init_of(initializer, features, units));
        if (spectral_norm)
            w = spectrally_normalised(b, w, "weight", 1);
        TensorId y = b.matmul(in[0], w);
        if (bias)
            y = b.add_bias(y, b.weight("bias", {units}, {}));
        return apply(b, activation, y);
    }

    Message summary() const
    {
        std::vector<Message> parts{units == 1 ? LOOM_TEXT("1 unit") : Message(LOOM_TEXT("%1 units"), units)};
        if (activation != Ending::None)
            parts.emplace_back(name_of(activation));
        return joined(parts);
    }
};

} // namespace

const LayerType& dense_layer()
{
    static const LayerType type = layer<Dense>({
        .id = "dense",
        .title = title,
        .help = LOOM_TEXT(
            "Each unit sums all incoming values, every one times a learned weight, and adds a bias. It mixes "
            "everything with everything, so it stands where place no longer matters: in tables and at the end of "
            "networks for pictures."),
        .category = Category::Dense,
        .inputs = {{"x", LOOM_TEXT("One vector of values per sample.")}},
        .settings = {setting(&Dense::units,
                             {.key = "units",
                              .label = LOOM_TEXT("Units"),
                              .help = LOOM_TEXT("How many values come out. The last layer before Output needs "
                                                "one per class."),
                              .min = 1,
                              .max = 1048576}),
                     setting(&Dense::bias,
                             {.key = "bias",
                              .label = LOOM_TEXT("Bias"),
                              .help = LOOM_TEXT("Adds a learned number to each result. Not needed where Batch norm "
                                                "follows.")}),
                     ending_setting(&Dense::activation, true), initializer_setting(&Dense::initializer),
                     spectral_norm_setting(&Dense::spectral_norm)},
    });
    return type;
}

} // namespace loom
