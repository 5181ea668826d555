#include "schema/pooling.h"

namespace loom {
namespace {

struct AvgPool {
    std::vector<std::int64_t> size = {2, 2}, stride = {0, 0};
    Padding padding = Padding::Valid;
    std::vector<std::int64_t> pads = {0, 0, 0, 0};
    bool count_padding = false;

    Sliding sliding() const { return pool_sliding(LOOM_TEXT("Average pool"), size, stride, padding, pads); }
    Inferred infer(std::span<const Shape> in) const { return infer_pool(sliding(), in[0]); }

    TensorId lower(Builder& b, std::span<const TensorId> in) const
    {
        const Shape& x = b.shape(in[0]);
        return b.pool(PoolKind::Average, in[0], sliding().over({x[1], x[2], x[3]}), count_padding);
    }

    Message summary() const { return pool_summary(sliding()); }
};

} // namespace

const LayerType& avg_pool_layer()
{
    static const LayerType type = layer<AvgPool>({
        .id = "avg_pool",
        .title = LOOM_TEXT("Average pool"),
        .help = LOOM_TEXT(
            "Replaces each small window by its average, so the picture shrinks smoothly. It keeps the overall "
            "brightness of a channel, where Max pool keeps its peaks."),
        .category = Category::Pooling,
        .inputs = {{"x", LOOM_TEXT("Pictures: height, width and channels.")}},
        .settings = {pool_size_setting(&AvgPool::size), pool_stride_setting(&AvgPool::stride),
                     padding_setting(&AvgPool::padding), pads_setting(&AvgPool::pads),
                     setting(&AvgPool::count_padding,
                             {.key = "count_padding",
                              .label = LOOM_TEXT("Count padding"),
                              .help = LOOM_TEXT(
                                  "Counts the zeros around the picture in the average, which darkens its border."),
                              .advanced = true})},
    });
    return type;
}

} // namespace loom
