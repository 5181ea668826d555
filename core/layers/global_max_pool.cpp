#include "schema/formula.h"
#include "schema/pooling.h"

namespace loom {
namespace {

constexpr Text global_max_pool_title = LOOM_TEXT("Global max pool");

struct GlobalMaxPool {
    Inferred infer(std::span<const Shape> in) const { return infer_global(global_max_pool_title, in[0]); }

    TensorId lower(Builder& b, std::span<const TensorId> in) const
    {
        const Shape x = b.shape(in[0]);
        return b.reshape(lower_adaptive(b, {1}, in[0], PoolKind::Max), {x[0], x[1]});
    }

    std::string torch(SourceWriter&, std::span<const SourceValue> in) const
    {
        return in[0].text + ".amax(dim=" + python_tuple(spatial_axes(in[0].sample)) + ")";
    }
    std::string keras(SourceWriter& w, std::span<const SourceValue> in) const
    {
        return w.make(with_axes("layers.GlobalMaxPooling", in[0].sample.size() - 1, 'D'), {}) + "(" + in[0].text + ")";
    }

    Formula formula() const
    {
        return {"y_c = max_{i} x_{c,i}", {{"c", LOOM_TEXT("which channel")}, {"i", LOOM_TEXT("all places")}}};
    }

    Message summary() const { return LOOM_TEXT("over all places"); }
};

} // namespace

const LayerType& global_max_pool_layer()
{
    static const LayerType type = layer<GlobalMaxPool>({
        .id = "global_max_pool",
        .title = global_max_pool_title,
        .help = LOOM_TEXT("Keeps the largest value of each channel, wherever it lies, so that one value per channel is "
                          "left. It has no weights and takes inputs of any size. Use it where it matters that "
                          "something is there, not how much of it."),
        .category = Category::Pooling,
        .inputs = {{"x", LOOM_TEXT("Sequences, pictures or volumes with channels.")}},
    });
    return type;
}

} // namespace loom
