#include "schema/formula.h"
#include "schema/pooling.h"

namespace loom {
namespace {

constexpr Text adaptive_max_pool_title = LOOM_TEXT("Adaptive max pool");

struct AdaptiveMaxPool {
    std::vector<std::int64_t> size = {1};

    Inferred infer(std::span<const Shape> in) const { return infer_adaptive(adaptive_max_pool_title, size, in[0]); }
    TensorId lower(Builder& b, std::span<const TensorId> in) const
    {
        return lower_adaptive(b, size, in[0], PoolKind::Max);
    }
    std::string torch(SourceWriter&, std::span<const SourceValue> in) const
    {
        return torch_adaptive(size, in[0], PoolKind::Max);
    }
    std::string keras(SourceWriter& w, std::span<const SourceValue> in) const
    {
        return keras_adaptive(w, size, in[0], PoolKind::Max);
    }
    Formula formula() const
    {
        return adaptive_formula(size, PoolKind::Max);
    }

    Message summary() const { return Message(LOOM_TEXT("to %1"), value_text(size)); }
};

} // namespace

const LayerType& adaptive_max_pool_layer()
{
    static const LayerType type = layer<AdaptiveMaxPool>({
        .id = "adaptive_max_pool",
        .title = adaptive_max_pool_title,
        .help = LOOM_TEXT(
            "Keeps the largest value of as much of the input as is needed to get the size you say, whatever comes in. With "
            "size 1 it is Global max pool."),
        .category = Category::Pooling,
        .inputs = {{"x", LOOM_TEXT("Sequences, pictures or volumes with channels.")}},
        .settings = {adaptive_size_setting(&AdaptiveMaxPool::size)},
    });
    return type;
}

} // namespace loom
