#include "schema/formula.h"
#include "schema/initializers.h"
#include "schema/windows.h"

#include <numeric>

namespace loom {
namespace {

constexpr Text squeeze_excite_title = LOOM_TEXT("Squeeze and excite");

/// Hu et al. 2018, "Squeeze-and-excitation networks".
struct SqueezeExcite {
    std::int64_t ratio = 16;
    Initializer initializer = Initializer::GlorotUniform;

    Inferred infer(std::span<const Shape> in) const
    {
        if (in[0].size() >= 2)
            return in[0];
        return needs_axes(squeeze_excite_title, in[0], 2, [this](const Shape& picture) { return infer(std::span(&picture, 1)); });
    }

    TensorId lower(Builder& b, std::span<const TensorId> in) const
    {
        const Shape x = b.shape(in[0]);
        const auto channels = x[1], inner = std::max<std::int64_t>(1, channels / ratio);
        std::vector<int> places;
        for (int i = 2; i < int(x.size()); ++i)
            places.push_back(i);
        auto dense = [&](TensorId y, std::string_view weight, std::string_view bias, std::int64_t from, std::int64_t to) {
            y = b.matmul(y, b.weight(weight, {from, to}, init_of(initializer, from, to)));
            return b.add_bias(y, b.weight(bias, {to}, {}));
        };
        TensorId gate = dense(b.reduce(ReduceKind::Mean, in[0], places), "reduce", "reduce_bias", channels, inner);
        gate = dense(b.eltwise(Curve::Relu, gate), "expand", "expand_bias", inner, channels);
        Shape column(x.size(), 1);
        column[0] = x[0];
        column[1] = channels;
        return b.binary(BinaryKind::Multiply, in[0], b.reshape(b.eltwise(Curve::Sigmoid, gate), column));
    }

    std::string torch(SourceWriter& w, std::span<const SourceValue> in) const
    {
        const auto channels = in[0].sample[0], inner = std::max<std::int64_t>(1, channels / ratio);
        const std::string reduce = w.make("nn.Linear", {python(channels), python(inner)}, "reduce"),
                          expand = w.make("nn.Linear", {python(inner), python(channels)}, "expand");
        torch_linear(w, "reduce", "", true, "reduce");
        torch_linear(w, "expand", "", true, "expand");
        std::string column = "[:, :";
        for (std::size_t i = 1; i < in[0].sample.size(); ++i)
            column += ", None";
        return in[0].text + " * torch.sigmoid(" + expand + "(F.relu(" + reduce + "(" + in[0].text + ".mean(dim=" +
               python_tuple(spatial_axes(in[0].sample)) + ")))))" + column + "]";
    }
    std::string keras(SourceWriter& w, std::span<const SourceValue> in) const
    {
        const auto channels = in[0].sample[0], inner = std::max<std::int64_t>(1, channels / ratio);
        std::vector<std::int64_t> axes(in[0].sample.size() - 1);
        std::iota(axes.begin(), axes.end(), 1);
        const std::string reduce = w.make("layers.Dense", {python(inner), "activation=\"relu\""}, "reduce"),
                          expand = w.make("layers.Dense", {python(channels), "activation=\"sigmoid\""}, "expand");
        keras_dense(w, "reduce", "", true, "reduce");
        keras_dense(w, "expand", "", true, "expand");
        return in[0].text + " * " + expand + "(" + reduce + "(ops.mean(" + in[0].text + ", axis=" + python_tuple(axes) +
               ", keepdims=True)))";
    }

    Formula formula() const
    {
        return {"s_c = frac{1}{n} sum_{i} x_{c,i} ;; z_r = max(0, b_r + sum_{c} w_{c,r} s_c) ;; y_{c,i} = x_{c,i} * sigmoid(d_c + sum_{r} v_{r,c} z_r)",
                {{"s_c", LOOM_TEXT("mean of the channel")},
                 {"r", Message(LOOM_TEXT("which of the inner units, a share of 1/%1 of the channels"), ratio)},
                 {"z_r", LOOM_TEXT("inner unit")},
                 {"i", LOOM_TEXT("place")},
                 {"n", LOOM_TEXT("number of places")},
                 {"v", LOOM_TEXT("learned weights back to the channels")},
                 {"d", LOOM_TEXT("learned bias of these")}}};
    }

    Message summary() const { return Message(LOOM_TEXT("ratio %1"), ratio); }
};

} // namespace

const LayerType& squeeze_excite_layer()
{
    static const LayerType type = layer<SqueezeExcite>({
        .id = "squeeze_excite",
        .title = squeeze_excite_title,
        .help = LOOM_TEXT(
            "Averages each channel, lets a small network judge from that which channels matter for this sample, and "
            "multiplies each by its mark between 0 and 1. It makes convolutional networks a little better for few "
            "weights; put it at the end of a block."),
        .category = Category::Convolution,
        .learns = true,
        .inputs = {{"x", LOOM_TEXT("Sequences, pictures or volumes with channels.")}},
        .settings = {setting(&SqueezeExcite::ratio,
                             {.key = "ratio",
                              .label = LOOM_TEXT("Ratio"),
                              .help = LOOM_TEXT("How many times fewer values the small network has inside than there are "
                                                "channels; at least one."),
                              .min = 1,
                              .max = 1024}),
                     initializer_setting(&SqueezeExcite::initializer)},
    });
    return type;
}

} // namespace loom
