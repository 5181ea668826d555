#include "schema/curves.h"
#include "schema/formula.h"
#include "schema/sequences.h"
#include "schema/shapes.h"

namespace loom {
namespace {

struct Activation {
    Bend curve = Bend::Relu;
    double slope = 0.01, alpha = 1;

    Inferred infer(std::span<const Shape> in) const
    {
        if (curve == Bend::Softmax && in[0].size() != 1) {
            Fault fault = needs_vector(LOOM_TEXT("Softmax"), in[0]);
            fault.setting = "curve";
            fault.assumed = fault.expected;
            return fault;
        }
        return in[0];
    }

    std::optional<Text> needs_whole(std::span<const Shape> in) const
    {
        return curve == Bend::Softmax ? whole_vector(in) : std::nullopt;
    }
    TensorId lower(Builder& b, std::span<const TensorId> in) const { return apply(b, curve, in[0], slope, alpha); }

    std::string torch(SourceWriter&, std::span<const SourceValue> in) const
    {
        return torch_curve(curve, in[0].text, slope, alpha);
    }
    std::string keras(SourceWriter&, std::span<const SourceValue> in) const
    {
        return keras_curve(curve, in[0].text, slope, alpha);
    }

    Formula formula() const
    {
        if (curve == Bend::Softmax)
            return {"y_o = " + curve_formula(curve, "x_o", slope, alpha), {{"r", LOOM_TEXT("all values in turn")}}};
        return "y = " + curve_formula(curve, "x", slope, alpha);
    }

    Message summary() const
    {
        std::vector<Message> parts{bend_choices()[std::size_t(curve)].label};
        if (curve == Bend::LeakyRelu)
            parts.emplace_back(LOOM_TEXT("slope %1"), slope);
        if (curve == Bend::Elu)
            parts.emplace_back(LOOM_TEXT("alpha %1"), alpha);
        return joined(parts);
    }
};

} // namespace

const LayerType& activation_layer()
{
    static const LayerType type = layer<Activation>({
        .id = "activation",
        .title = LOOM_TEXT("Activation"),
        .help = LOOM_TEXT(
            "Bends every value with a fixed curve and learns nothing itself. Without such a bend, layers behind each "
            "other could only do what a single one can. ReLU is the usual start."),
        .category = Category::Activation,
        .inputs = {{"x", LOOM_TEXT("Values of any shape.")}},
        .settings = {setting(&Activation::curve,
                             {.key = "curve",
                              .label = LOOM_TEXT("Curve"),
                              .help = LOOM_TEXT(
                                  "The curve every value goes through. Softmax turns a vector into shares that sum to "
                                  "1; losses from logits apply it themselves."),
                              .choices = bend_choices()}),
                     setting(&Activation::slope, {.key = "slope",
                                                  .label = LOOM_TEXT("Slope below 0"),
                                                  .help = LOOM_TEXT("What leaky ReLU multiplies values below 0 with."),
                                                  .min = 0,
                                                  .max = 1,
                                                  .advanced = true}),
                     setting(&Activation::alpha, {.key = "alpha",
                                                  .label = LOOM_TEXT("Alpha"),
                                                  .help = LOOM_TEXT("How far below 0 ELU can go: down to −alpha."),
                                                  .min = 0,
                                                  .max = 100,
                                                  .advanced = true})},
    });
    return type;
}

} // namespace loom
