#include "schema/axes.h"
#include "schema/formula.h"

#include <numeric>

namespace loom {
namespace {

struct PermuteLayer {
    std::vector<std::int64_t> order = {1, 0, 2};

    Inferred infer(std::span<const Shape> in) const
    {
        const auto sizes = sizes_from_shape(in[0]);
        std::vector<std::int64_t> same(sizes.size()), sorted = order;
        std::iota(same.begin(), same.end(), 0);
        std::ranges::sort(sorted);
        if (sorted != same)
            return Fault{.message = Message(LOOM_TEXT("The order %1 does not name each of the %2 axes of %3 once."),
                                            value_text(order), same.size(), shape_text(in[0])),
                         .hint = LOOM_TEXT("Axes are counted from 0 on, channels last."),
                         .port = 0,
                         .setting = "order",
                         .found = in[0],
                         .repairs = {{LOOM_TEXT("Keep the order"), ChangeSetting{"order", same}}},
                         .assumed = in[0]};
        std::vector<std::int64_t> to;
        for (auto axis : order)
            to.push_back(sizes[std::size_t(axis)]);
        return shape_from_sizes(to);
    }

    TensorId lower(Builder& b, std::span<const TensorId> in) const
    {
        const auto rank = order.size();
        std::vector<int> perm(rank + 1, 0);
        for (std::size_t i = 0; i < rank; ++i)
            perm[*stored_axis(std::int64_t(i), rank) + 1] = int(*stored_axis(order[i], rank)) + 1;
        return b.permute(in[0], std::move(perm));
    }

    std::string torch(SourceWriter&, std::span<const SourceValue> in) const
    {
        const auto rank = order.size();
        std::vector<std::int64_t> perm(rank + 1, 0);
        for (std::size_t i = 0; i < rank; ++i)
            perm[*stored_axis(std::int64_t(i), rank) + 1] = std::int64_t(*stored_axis(order[i], rank)) + 1;
        return in[0].text + ".permute" + python_tuple(perm);
    }
    std::string keras(SourceWriter& w, std::span<const SourceValue> in) const
    {
        std::vector<std::int64_t> from; // Keras counts from 1, without the batch.
        for (const auto axis : order)
            from.push_back(axis + 1);
        return w.make("layers.Permute", {python_tuple(from)}) + "(" + in[0].text + ")";
    }

    Formula formula() const
    {
        std::string from, to;
        for (std::size_t i = 0; i < order.size(); ++i) {
            to += (i > 0 ? ",a_" : "a_") + std::to_string(i + 1);
            from += (i > 0 ? ",a_" : "a_") + std::to_string(std::ranges::find(order, std::int64_t(i)) - order.begin() + 1);
        }
        return {"y_{" + to + "} = x_{" + from + "}", {{"a", LOOM_TEXT("places along the axes: height, width, channels")}}};
    }

    Message summary() const { return Message::plain(value_text(order)); }
};

} // namespace

const LayerType& permute_layer()
{
    static const LayerType type = layer<PermuteLayer>({
        .id = "permute",
        .title = LOOM_TEXT("Permute"),
        .help = LOOM_TEXT(
            "Puts the axes in another order, for example height against width, or the channels of a sequence against "
            "its steps. Nothing is computed and nothing lost."),
        .category = Category::Pooling,
        .inputs = {{"x", LOOM_TEXT("Values of two or more axes.")}},
        .settings = {setting(&PermuteLayer::order,
                             {.key = "order",
                              .label = LOOM_TEXT("Order"),
                              .help = LOOM_TEXT("The old axes in their new order, counted from 0 on, channels last. "
                                                "1, 0, 2 turns a picture on its side."),
                              .min = 0,
                              .max = 3})},
    });
    return type;
}

} // namespace loom
