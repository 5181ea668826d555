#include "schema/formula.h"
#include "schema/pooling.h"

namespace loom {
namespace {

constexpr Text global_lp_pool_title = LOOM_TEXT("Global Lp pool");

struct GlobalLpPool {
    std::int64_t power = 2;

    Inferred infer(std::span<const Shape> in) const { return infer_global(global_lp_pool_title, in[0]); }

    TensorId lower(Builder& b, std::span<const TensorId> in) const
    {
        const Shape x = b.shape(in[0]);
        const Shape sample(x.begin() + 1, x.end());
        return b.reshape(lower_pool(b, window(sample), in[0], PoolKind::Norm, false, int(power)), {x[0], x[1]});
    }

    std::string torch(SourceWriter&, std::span<const SourceValue> in) const
    {
        return "(" + torch_pool(window(in[0].sample), in[0], PoolKind::Norm, false, power) + ").flatten(1)";
    }
    std::string keras(SourceWriter& w, std::span<const SourceValue> in) const
    {
        const std::string pooled = keras_pool(w, window(in[0].sample), in[0], PoolKind::Norm, false, power);
        return w.make("layers.Flatten", {}) + "(" + pooled + ")";
    }

    Formula formula() const
    {
        const std::string p = std::to_string(power);
        return {"y_c = (sum_{i} {abs{x_{c,i}}}^{" + p + "})^{1/" + p + "}", {{"c", LOOM_TEXT("which channel")}, {"i", LOOM_TEXT("all places")}}};
    }

    Message summary() const { return joined({LOOM_TEXT("over all places"), Message(LOOM_TEXT("power %1"), power)}); }

private:
    /// The one window that covers all.
    static Sliding window(const Shape& sample)
    {
        const std::vector<std::int64_t> places(sample.begin() + 1, sample.end());
        return pool_sliding(global_lp_pool_title, places, places, Padding::Valid, std::vector<std::int64_t>(2 * places.size(), 0));
    }
};

} // namespace

const LayerType& global_lp_pool_layer()
{
    using Here = GlobalLpPool;
    static const LayerType type = layer<Here>({
        .id = "global_lp_pool",
        .title = global_lp_pool_title,
        .help = LOOM_TEXT("Keeps the p-norm of each channel over all places, so that one value per channel is left: the "
                          "higher the power, the more the strongest places count. Signs do not count."),
        .category = Category::Pooling,
        .inputs = {{"x", LOOM_TEXT("Sequences, pictures or volumes with channels.")}},
        .settings = {setting(&Here::power,
                             {.key = "p",
                              .label = LOOM_TEXT("Power"),
                              .help = LOOM_TEXT("p in (Σ |x|ᵖ)^(1/p) over all places. 1 sums up sizes, 2 is the "
                                                "Euclidean length, larger ones come close to Global max pool."),
                              .min = 1,
                              .max = 16})},
    });
    return type;
}

} // namespace loom
