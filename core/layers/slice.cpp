#include "schema/axes.h"
#include "schema/formula.h"

namespace loom {
namespace {

struct SliceLayer {
    std::int64_t axis = -1, begin = 0, size = 1;

    Inferred infer(std::span<const Shape> in) const
    {
        const auto at = stored_axis(axis, in[0].size());
        if (!at) {
            Fault fault = no_axis_fault(in[0], axis);
            if (const Inferred mended = SliceLayer{-1, begin, size}.infer(in); std::holds_alternative<Shape>(mended))
                fault.assumed = std::get<Shape>(mended);
            else
                fault.repairs.clear();
            return fault;
        }
        const auto available = in[0][*at];
        Shape out = in[0];
        if (begin < available && size <= available - begin) {
            out[*at] = size;
            return out;
        }
        const bool shorten = begin < available;
        const std::int64_t mended = shorten ? available - begin : std::max<std::int64_t>(0, available - size);
        out[*at] = shorten ? mended : std::min(size, available);
        Fault fault{.message = Message(LOOM_TEXT("Elements %1 to %2 are wanted, but there are only %3."), begin + 1,
                                       begin + size, available),
                    .hint = LOOM_TEXT("Begin earlier, or take fewer."),
                    .port = 0,
                    .setting = shorten ? "size" : "begin",
                    .found = in[0]};
        if (shorten || size <= available) {
            fault.assumed = out;
            fault.repairs = {{shorten ? Message(LOOM_TEXT("Set the size to %1"), mended)
                                      : Message(LOOM_TEXT("Set the beginning to %1"), mended),
                              ChangeSetting{fault.setting, mended}}};
        }
        return fault;
    }

    std::optional<Text> needs_whole(std::span<const Shape> in) const
    {
        if (in[0].size() > 1 && stored_axis(axis, in[0].size()) == 0u)
            return {};
        // The last step alone is what a sequence that ends at any other would have given.
        return size == 1 && begin + 1 == in[0].back() ? std::nullopt : std::optional(LOOM_TEXT("It takes a part of the steps."));
    }

    TensorId lower(Builder& b, std::span<const TensorId> in) const
    {
        const auto at = stored_axis(axis, b.shape(in[0]).size() - 1);
        const bool steps = *at + 2 == b.shape(in[0]).size();
        return steps && b.shape(in[0]).back() == 1 ? in[0] : b.slice(in[0], int(*at) + 1, begin, size);
    }

    std::string torch(SourceWriter&, std::span<const SourceValue> in) const
    {
        return in[0].text + torch_run(*stored_axis(axis, in[0].sample.size()), begin, size);
    }
    std::string keras(SourceWriter&, std::span<const SourceValue> in) const
    {
        const std::size_t rank = in[0].sample.size();
        return in[0].text + keras_run(*stored_axis(axis, rank), rank, begin, size);
    }

    Formula formula() const
    {
        return {"y_i = x_{i" + (begin == 0 ? std::string() : " + " + std::to_string(begin)) + "} , 0 <= i < " + std::to_string(size), {{"i", LOOM_TEXT("place along the chosen axis")}}};
    }

    Message summary() const { return Message(LOOM_TEXT("%1 from %2 on"), size, begin); }
};

} // namespace

const LayerType& slice_layer()
{
    static const LayerType type = layer<SliceLayer>({
        .id = "slice",
        .title = LOOM_TEXT("Slice"),
        .help = LOOM_TEXT(
            "Takes a run of elements along one axis and leaves the rest: some channels, some rows of a picture, or a "
            "part of a vector."),
        .category = Category::Pooling,
        .inputs = {{"x", LOOM_TEXT("Values of any shape.")}},
        .settings = {setting(
                         &SliceLayer::axis,
                         axis_setting(LOOM_TEXT("Along which axis elements are taken: 0 is the height of a picture, "
                                                "1 its width, −1 the channels."))),
                     setting(&SliceLayer::begin, {.key = "begin",
                                                  .label = LOOM_TEXT("Begin"),
                                                  .help = LOOM_TEXT("How many elements are passed over."),
                                                  .min = 0,
                                                  .max = 1048576}),
                     setting(&SliceLayer::size, {.key = "size",
                                                 .label = LOOM_TEXT("Size"),
                                                 .help = LOOM_TEXT("How many elements are taken."),
                                                 .min = 1,
                                                 .max = 1048576})},
    });
    return type;
}

} // namespace loom
