#include "schema/formula.h"
#include "schema/sequences.h"
#include "schema/shapes.h"

namespace loom {
namespace {

struct BatchNormLayer {
    double momentum = 0.9, epsilon = 1e-5;

    Inferred infer(std::span<const Shape> in) const { return in[0]; }

    std::optional<Text> needs_whole(std::span<const Shape> in) const { return whole_vector(in); }
    TensorId lower(Builder& b, std::span<const TensorId> in) const
    {
        const Shape each{b.shape(in[0])[1]};
        const TensorId scale = b.weight("scale", each, {.a = 1}), shift = b.weight("shift", each, {});
        const TensorId mean = b.state("running_mean", each, {}), variance = b.state("running_variance", each, {.a = 1});
        // The setting is the share that is kept, as in Keras; the instruction wants the share that is new.
        return b.batch_norm(in[0], scale, shift, mean, variance, 1 - momentum, epsilon);
    }

    std::string torch(SourceWriter& w, std::span<const SourceValue> in) const
    {
        const std::size_t spatial = in[0].sample.size() - 1;
        const std::string made = w.make(with_axes("nn.BatchNorm", std::max<std::size_t>(spatial, 1), 'd'),
                                        {python(in[0].sample[0]), keyword("eps", python(epsilon)),
                                         keyword("momentum", python(1 - momentum))});
        w.weight("weight", w.own("scale"));
        w.weight("bias", w.own("shift"));
        w.weight("running_mean", w.own("running_mean"));
        w.weight("running_var", w.own("running_variance"));
        w.weight("num_batches_tracked", filled({}, 0));
        return made + "(" + in[0].text + ")";
    }
    std::string keras(SourceWriter& w, std::span<const SourceValue> in) const
    {
        const std::string made = w.make(
            "layers.BatchNormalization", {keyword("momentum", python(momentum)), keyword("epsilon", python(epsilon))});
        w.weight("gamma", w.own("scale"));
        w.weight("beta", w.own("shift"));
        w.weight("moving_mean", w.own("running_mean"));
        w.weight("moving_variance", w.own("running_variance"));
        return made + "(" + in[0].text + ")";
    }

    Formula formula() const
    {
        return {"y_c = gamma_c hat{x}_c + beta_c ;; hat{x}_c = frac{x_c - mu_c}{sqrt{sigma_c^2 + " + number_text(epsilon) + "}}",
                {{"c", LOOM_TEXT("which channel")},
                 {"mu_c", LOOM_TEXT("mean of the channel: of the batch while training, else the one kept from training")},
                 {"sigma_c^2", LOOM_TEXT("variance of the channel, likewise")}}};
    }

    Message summary() const { return Message(LOOM_TEXT("momentum %1 · ε %2"), momentum, epsilon); }
};

} // namespace

const LayerType& batch_norm_layer()
{
    static const LayerType type = layer<BatchNormLayer>({
        .id = "batch_norm",
        .title = LOOM_TEXT("Batch norm"),
        .help = LOOM_TEXT(
            "Brings each channel to mean 0 and deviation 1 over the batch, then scales and shifts it by learned "
            "numbers. "
            "Deep networks learn faster and bear larger learning rates. While predicting it uses averages kept from "
            "training. Put it between a convolution and its activation."),
        .category = Category::Normalise,
        .learns = true,
        .inputs = {{"x", LOOM_TEXT("Pictures or vectors; each channel or feature is normalised by itself.")}},
        .settings = {setting(&BatchNormLayer::momentum,
                             {.key = "momentum",
                              .label = LOOM_TEXT("Momentum"),
                              .help = LOOM_TEXT(
                                  "The share of the running mean and variance that is kept in each step, as in Keras. "
                                  "PyTorch writes the rest instead: 0.9 here is 0.1 there."),
                              .min = 0,
                              .max = 0.9999}),
                     setting(&BatchNormLayer::epsilon,
                             {.key = "epsilon",
                              .label = LOOM_TEXT("Epsilon"),
                              .help = LOOM_TEXT(
                                  "Added to the variance, so that a channel without any does not divide by 0."),
                              .min = 1e-10,
                              .max = 1,
                              .advanced = true})},
    });
    return type;
}

} // namespace loom
