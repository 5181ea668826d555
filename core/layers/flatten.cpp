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
