#include "schema/formula.h"
#include "schema/resizing.h"

namespace loom {
namespace {

constexpr Text upsample_title = LOOM_TEXT("Upsample");

struct Upsample {
    std::vector<std::int64_t> factor = {2};
    ResizeKind mode = ResizeKind::Nearest;

    Inferred infer(std::span<const Shape> in) const { return infer_resize(upsample_title, "factor", factor, true, in[0]); }
    TensorId lower(Builder& b, std::span<const TensorId> in) const
    {
        return lower_resize(b, mode, factor, true, in[0]);
    }
    std::string torch(SourceWriter&, std::span<const SourceValue> in) const
    {
        return torch_resize(mode, factor, true, in[0]);
    }
    std::string keras(SourceWriter& w, std::span<const SourceValue> in) const
    {
        return keras_resize(w, mode, factor, true, in[0]);
    }
    Formula formula() const
    {
        return resize_formula(mode);
    }

    Message summary() const
    {
        return joined({Message(LOOM_TEXT("×%1"), value_text(factor)), resize_choices()[std::size_t(mode)].label});
    }
};

} // namespace

const LayerType& upsample_layer()
{
    static const LayerType type = layer<Upsample>({
        .id = "upsample",
        .title = upsample_title,
        .help = LOOM_TEXT(
            "Enlarges the input a whole number of times without learning anything. With a convolution behind it, it draws "
            "without the checkerboard that transposed convolutions can leave."),
        .category = Category::Convolution,
        .inputs = {{"x", LOOM_TEXT("Sequences, pictures or volumes with channels.")}},
        .settings = {setting(&Upsample::factor,
                             {.key = "factor",
                              .label = LOOM_TEXT("Factor"),
                              .help = LOOM_TEXT("How many times as large the result is along each axis. One number counts for all axes."),
                              .min = 1,
                              .max = 64}),
                     resize_setting(&Upsample::mode)},
    });
    return type;
}

} // namespace loom
