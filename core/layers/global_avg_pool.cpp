#include "schema/shapes.h"

namespace loom {
namespace {

constexpr Text title = LOOM_TEXT("Global average pool");

struct GlobalAvgPool {
    Inferred infer(std::span<const Shape> in) const
    {
        if (in[0].size() == 3)
            return Shape{in[0][0]};
        Fault fault =
            needs_picture(title, in[0], [this](const Shape& picture) { return infer(std::span(&picture, 1)); });
        if (in[0].size() == 1) {
            // What is a vector already needs no pooling.
            fault.repairs.insert(fault.repairs.begin(), {Message(LOOM_TEXT("Take %1 out"), title), TakeOut{}});
            fault.assumed = in[0];
        }
        return fault;
    }

    TensorId lower(Builder& b, std::span<const TensorId> in) const { return b.reduce(ReduceKind::Mean, in[0], {2, 3}); }

    Message summary() const { return LOOM_TEXT("over height and width"); }
};

} // namespace

const LayerType& global_avg_pool_layer()
{
    static const LayerType type = layer<GlobalAvgPool>({
        .id = "global_avg_pool",
        .title = title,
        .help = LOOM_TEXT("Averages each channel over the whole picture, so that one value per channel is left. It has "
                          "no weights and "
                          "takes pictures of any size. It often replaces Flatten in front of the last Dense."),
        .category = Category::Pooling,
        .inputs = {{"x", LOOM_TEXT("Pictures: height, width and channels.")}},
    });
    return type;
}

} // namespace loom
