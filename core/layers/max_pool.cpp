#include "schema/pooling.h"

namespace loom {
namespace {

struct MaxPool {
    std::vector<std::int64_t> size = {2, 2}, stride = {0, 0};
    Padding padding = Padding::Valid;
    std::vector<std::int64_t> pads = {0, 0, 0, 0};

    Sliding sliding() const { return pool_sliding(LOOM_TEXT("Max pool"), size, stride, padding, pads); }
    Inferred infer(std::span<const Shape> in) const { return infer_pool(sliding(), in[0]); }

    TensorId lower(Builder& b, std::span<const TensorId> in) const
    {
        const Shape& x = b.shape(in[0]);
        return b.pool(PoolKind::Max, in[0], sliding().over({x[1], x[2], x[3]}));
    }

    Message summary() const { return pool_summary(sliding()); }
};

} // namespace

const LayerType& max_pool_layer()
{
    static const LayerType type = layer<MaxPool>({
        .id = "max_pool",
        .title = LOOM_TEXT("Max pool"),
        .help = LOOM_TEXT(
            "Keeps the largest value of each small window, so the picture shrinks and the strongest answer stays. It "
            "makes a network faster and less sensitive to small shifts. Use it behind convolutions."),
        .category = Category::Pooling,
        .inputs = {{"x", LOOM_TEXT("Pictures: height, width and channels.")}},
        .settings = {pool_size_setting(&MaxPool::size), pool_stride_setting(&MaxPool::stride),
                     padding_setting(&MaxPool::padding), pads_setting(&MaxPool::pads)},
    });
    return type;
}

} // namespace loom
