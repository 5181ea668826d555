#include "schema/formula.h"
#include "schema/shapes.h"

namespace loom {
namespace {

struct Flatten {
    // A sample's values are at most 2^40 everywhere, so the count holds.
    Inferred infer(std::span<const Shape> in) const { return Shape{std::int64_t(count(in[0]))}; }

    TensorId lower(Builder& b, std::span<const TensorId> in) const
    {
        const Shape& x = b.shape(in[0]);
        return x.size() == 2 ? in[0] : b.reshape(in[0], {x[0], std::int64_t(count(x)) / x[0]});
    }

    std::string torch(SourceWriter&, std::span<const SourceValue> in) const
    {
        return in[0].sample.size() == 1 ? in[0].text : in[0].text + ".flatten(1)";
    }
    std::string keras(SourceWriter& w, std::span<const SourceValue> in) const
    {
        if (in[0].sample.size() == 1)
            return in[0].text;
        // Channel after channel, as it is stored here; with one channel, or one place, that is Keras's order too.
        const bool same = in[0].sample[0] == 1 || std::int64_t(count(in[0].sample)) == in[0].sample[0];
        const std::string x =
            same ? in[0].text : keras_channels_first(w, in[0].text, in[0].sample, "channels_first");
        return w.make("layers.Flatten", {}) + "(" + x + ")";
    }

    Formula formula() const
    {
        return {"y_n = x_{c,i,j} , n = (c H + i) B + j", {{"H", LOOM_TEXT("rows of the input")},
                                                        {"B", LOOM_TEXT("columns of the input")},
                                                        {"c", LOOM_TEXT("which channel")},
                                                        {"n", LOOM_TEXT("place in the vector")}}};
    }

    Message summary() const { return LOOM_TEXT("to one vector"); }
};

} // namespace

const LayerType& flatten_layer()
{
    static const LayerType type = layer<Flatten>({
        .id = "flatten",
        .title = LOOM_TEXT("Flatten"),
        .help = LOOM_TEXT(
            "Lays all values of a sample in one row: a picture becomes a vector, channel after channel. Nothing is "
            "computed and nothing lost. It stands between the picture part of a network and Dense."),
        .category = Category::Pooling,
        .inputs = {{"x", LOOM_TEXT("Values of any shape.")}},
    });
    return type;
}

} // namespace loom
