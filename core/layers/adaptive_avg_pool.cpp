#include "schema/formula.h"
#include "schema/pooling.h"

namespace loom {
namespace {

constexpr Text adaptive_avg_pool_title = LOOM_TEXT("Adaptive average pool");

struct AdaptiveAvgPool {
    std::vector<std::int64_t> size = {1};

    Inferred infer(std::span<const Shape> in) const { return infer_adaptive(adaptive_avg_pool_title, size, in[0]); }
    TensorId lower(Builder& b, std::span<const TensorId> in) const
    {
        return lower_adaptive(b, size, in[0], PoolKind::Average);
    }
    std::string torch(SourceWriter&, std::span<const SourceValue> in) const
    {
        return torch_adaptive(size, in[0], PoolKind::Average);
    }
    std::string keras(SourceWriter& w, std::span<const SourceValue> in) const
    {
        return keras_adaptive(w, size, in[0], PoolKind::Average);
    }
    Formula formula() const
    {
        return adaptive_formula(size, PoolKind::Average);
    }

    Message summary() const { return Message(LOOM_TEXT("to %1"), value_text(size)); }
};

} // namespace

const LayerType& adaptive_avg_pool_layer()
{
    static const LayerType type = layer<AdaptiveAvgPool>({
        .id = "adaptive_avg_pool",
        .title = adaptive_avg_pool_title,
        .help = LOOM_TEXT(
            "Averages as much of the input as is needed to get the size you say, whatever comes in. With size 1 it is Global "
            "average pool. Use it where pictures of several sizes shall end in the same Dense."),
        .category = Category::Pooling,
        .inputs = {{"x", LOOM_TEXT("Sequences, pictures or volumes with channels.")}},
        .settings = {adaptive_size_setting(&AdaptiveAvgPool::size)},
    });
    return type;
}

} // namespace loom
