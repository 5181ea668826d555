#include "schema/formula.h"
#include "schema/pooling.h"

namespace loom {
namespace {

constexpr Text global_avg_pool_title = LOOM_TEXT("Global average pool");

struct GlobalAvgPool {
    Inferred infer(std::span<const Shape> in) const { return infer_global(global_avg_pool_title, in[0]); }

    TensorId lower(Builder& b, std::span<const TensorId> in) const
    {
        std::vector<int> spatial;
        for (int i = 2; i < int(b.shape(in[0]).size()); ++i)
            spatial.push_back(i);
        return b.reduce(ReduceKind::Mean, in[0], spatial);
    }

    std::string torch(SourceWriter&, std::span<const SourceValue> in) const
    {
        return in[0].text + ".mean(dim=" + python_tuple(spatial_axes(in[0].sample)) + ")";
    }
    std::string keras(SourceWriter& w, std::span<const SourceValue> in) const
    {
        return w.make(with_axes("layers.GlobalAveragePooling", in[0].sample.size() - 1, 'D'), {}) + "(" + in[0].text + ")";
    }

    Formula formula() const
    {
        return {"y_c = frac{1}{n} sum_{i} x_{c,i}", {{"c", LOOM_TEXT("which channel")}, {"i", LOOM_TEXT("all places")}, {"n", LOOM_TEXT("number of places")}}};
    }

    Message summary() const { return LOOM_TEXT("over height and width"); }
};

} // namespace

const LayerType& global_avg_pool_layer()
{
    static const LayerType type = layer<GlobalAvgPool>({
        .id = "global_avg_pool",
        .title = global_avg_pool_title,
        .help = LOOM_TEXT("Averages each channel over the whole picture, so that one value per channel is left. It has "
                          "no weights and "
                          "takes pictures of any size. It often replaces Flatten in front of the last Dense."),
        .category = Category::Pooling,
        .inputs = {{"x", LOOM_TEXT("Sequences, pictures or volumes with channels.")}},
    });
    return type;
}

} // namespace loom
