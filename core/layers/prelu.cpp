#include "schema/formula.h"
#include "schema/sequences.h"
#include "schema/types.h"

namespace loom {
namespace {

/// He et al. 2015: x above 0, slope·x below, with a learned slope per channel.
struct PRelu {
    double start = 0.25;

    Inferred infer(std::span<const Shape> in) const { return in[0]; }

    std::optional<Text> needs_whole(std::span<const Shape> in) const { return whole_vector(in); }
    TensorId lower(Builder& b, std::span<const TensorId> in) const
    {
        const TensorId x = in[0];
        Shape channels(b.shape(x).size() - 1, 1);
        channels[0] = b.shape(x)[1];
        const TensorId slope = b.weight("slope", std::move(channels), {.a = start});
        // Not x − above, which has no value at ∞.
        const TensorId above = b.eltwise(Curve::Relu, x), below = b.eltwise(Curve::Relu, b.affine(x, -1, 0));
        return b.binary(BinaryKind::Subtract, above, b.binary(BinaryKind::Multiply, below, slope));
    }

    std::string torch(SourceWriter& w, std::span<const SourceValue> in) const
    {
        const std::string made = w.make("nn.PReLU", {python(in[0].sample[0])});
        w.weight("weight", reshaped(w.own("slope"), {in[0].sample[0]}));
        return made + "(" + in[0].text + ")";
    }
    std::string keras(SourceWriter& w, std::span<const SourceValue> in) const
    {
        SourceWriter::Arguments arguments;
        Shape shape(in[0].sample.size(), 1);
        shape.back() = in[0].sample[0];
        if (shape.size() > 1) {
            std::vector<std::int64_t> shared;
            for (std::size_t i = 1; i < shape.size(); ++i)
                shared.push_back(std::int64_t(i));
            arguments.push_back(keyword("shared_axes", python_tuple(shared)));
        }
        const std::string made = w.make("layers.PReLU", arguments);
        w.weight("alpha", reshaped(w.own("slope"), shape));
        return made + "(" + in[0].text + ")";
    }

    Formula formula() const
    {
        return {"y_c = max(0, x_c) - a_c max(0, -x_c)", {{"a", LOOM_TEXT("learned slope below 0, one for each channel")}}};
    }

    Message summary() const { return Message(LOOM_TEXT("starts at %1"), start); }
};

} // namespace

const LayerType& prelu_layer()
{
    static const LayerType type = layer<PRelu>({
        .id = "prelu",
        .title = LOOM_TEXT("PReLU"),
        .help =
            LOOM_TEXT("Like leaky ReLU, but learns for each channel how much of the values below 0 it lets through."),
        .category = Category::Activation,
        .learns = true,
        .inputs = {{"x", LOOM_TEXT("Values of any shape.")}},
        .settings = {setting(&PRelu::start, {.key = "start",
                                             .label = LOOM_TEXT("First slope"),
                                             .help = LOOM_TEXT("The slope below 0 before anything is learned."),
                                             .min = -1,
                                             .max = 1})},
    });
    return type;
}

} // namespace loom
