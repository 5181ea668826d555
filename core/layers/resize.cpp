#include "schema/formula.h"
#include "schema/resizing.h"

namespace loom {
namespace {

constexpr Text resize_title = LOOM_TEXT("Resize");

struct ResizeLayer {
    std::vector<std::int64_t> size = {32};
    ResizeKind mode = ResizeKind::Nearest;

    Inferred infer(std::span<const Shape> in) const { return infer_resize(resize_title, "size", size, false, in[0]); }
    TensorId lower(Builder& b, std::span<const TensorId> in) const
    {
        return lower_resize(b, mode, size, false, in[0]);
    }
    std::string torch(SourceWriter&, std::span<const SourceValue> in) const
    {
        return torch_resize(mode, size, false, in[0]);
    }
    std::string keras(SourceWriter& w, std::span<const SourceValue> in) const
    {
        return keras_resize(w, mode, size, false, in[0]);
    }
    Formula formula() const
    {
        return resize_formula(mode);
    }

    Message summary() const
    {
        return joined({Message(LOOM_TEXT("to %1"), value_text(size)), resize_choices()[std::size_t(mode)].label});
    }
};

} // namespace

const LayerType& resize_layer()
{
    static const LayerType type = layer<ResizeLayer>({
        .id = "resize",
        .title = resize_title,
        .help = LOOM_TEXT(
            "Brings the input to the size you say, larger or smaller, without learning anything. Use it to join inputs of "
            "different sizes."),
        .category = Category::Convolution,
        .inputs = {{"x", LOOM_TEXT("Sequences, pictures or volumes with channels.")}},
        .settings = {setting(&ResizeLayer::size,
                             {.key = "size",
                              .label = LOOM_TEXT("Size"),
                              .help = LOOM_TEXT("How large the result is along each axis: height and width for pictures. One number counts for all axes."),
                              .min = 1,
                              .max = 4096}),
                     resize_setting(&ResizeLayer::mode)},
    });
    return type;
}

} // namespace loom
