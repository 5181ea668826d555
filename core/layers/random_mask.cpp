#include "base/random.h"
#include "schema/formula.h"
#include "schema/windows.h"

namespace loom {
namespace {

constexpr Text random_mask_title = LOOM_TEXT("Random mask");

/// Hides patches, as masked autoencoders want it (He et al. 2022), each by itself with the same chance.
struct RandomMask {
    enum class Gives { Input, Mask };
    std::vector<std::int64_t> patch = {4};
    double rate = 0.75;
    std::int64_t seed = 1;
    Gives gives = Gives::Input;

    Inferred infer(std::span<const Shape> in) const
    {
        if (in[0].size() < 2 || in[0].size() > 4)
            return needs_axes(random_mask_title, in[0], 2, [this](const Shape& picture) { return infer(std::span(&picture, 1)); });
        if (auto fault = entries_fault("patch", patch, {1, in[0].size() - 1}, in[0])) {
            fault->assumed = in[0];
            return *fault;
        }
        return in[0];
    }

    TensorId lower(Builder& b, std::span<const TensorId> in) const
    {
        const bool hides = b.mode() == Mode::Train && rate > 0;
        if (!hides) // Nothing is hidden while predicting.
            return gives == Gives::Input ? in[0] : b.affine(in[0], 0, 0);
        // Layers with the same seed and sizes draw alike, so that one can give the mask of another.
        const Shape x = b.shape(in[0]);
        Shape grid{x[0], 1}, whole;
        for (std::size_t i = 0; i + 2 < x.size(); ++i) {
            const auto size = patch.size() == 1 ? patch[0] : patch[i];
            grid.push_back((x[i + 2] + size - 1) / size);
            whole.push_back(grid.back() * size);
        }
        const TensorId drawn = b.dropout_mask(grid, rate, stream_of("random_mask." + std::to_string(seed)));
        TensorId kept = b.resize(ResizeKind::Nearest, b.affine(drawn, 1 - rate, 0), whole);
        for (std::size_t i = 0; i < whole.size(); ++i)
            if (whole[i] != x[i + 2])
                kept = b.slice(kept, int(i) + 2, 0, x[i + 2]);
        if (gives == Gives::Input)
            return b.binary(BinaryKind::Multiply, in[0], kept);
        // 1 where hidden, in the input's shape.
        return b.binary(BinaryKind::Add, b.affine(in[0], 0, 0), b.affine(kept, -1, 1));
    }

    std::string torch(SourceWriter& w, std::span<const SourceValue> in) const
    {
        w.note("Random mask: it hides patches in training only and is left out here.");
        return gives == Gives::Input ? in[0].text : "torch.zeros_like(" + in[0].text + ")";
    }
    std::string keras(SourceWriter& w, std::span<const SourceValue> in) const
    {
        w.note("Random mask: it hides patches in training only and is left out here.");
        return gives == Gives::Input ? in[0].text : "ops.zeros_like(" + in[0].text + ")";
    }

    Formula formula() const
    {
        std::vector<Formula::Word> where{{"m", LOOM_TEXT("0 in patches that are drawn to be hidden while training, else 1; in use always 1")}};
        return gives == Gives::Input ? Formula("y = m x", std::move(where)) : Formula("y = 1 - m", std::move(where));
    }

    Message summary() const { return Message(LOOM_TEXT("hides %1%"), 100 * rate); }

    static std::vector<Choice> choices()
    {
        return {{"input", LOOM_TEXT("Input without the patches")}, {"mask", LOOM_TEXT("Mask")}};
    }
};

} // namespace

const LayerType& random_mask_layer()
{
    using Here = RandomMask;
    static const LayerType type = layer<Here>({
        .id = "random_mask",
        .title = random_mask_title,
        .help = LOOM_TEXT(
            "While training it hides random patches by setting them to 0; while predicting it does nothing. A network "
            "that must fill the gaps learns from data without labels. A second one with the same seed and sizes gives the "
            "mask itself: multiplied with result and target, it makes only hidden places count in the loss."),
        .category = Category::Normalise,
        .inputs = {{"x", LOOM_TEXT("Sequences, pictures or volumes with channels.")}},
        .settings = {setting(&Here::patch,
                             {.key = "patch",
                              .label = LOOM_TEXT("Patch"),
                              .help = LOOM_TEXT("How large a patch is along each axis. One number counts for all axes."),
                              .min = 1,
                              .max = 1024}),
                     setting(&Here::rate, {.key = "rate",
                                           .label = LOOM_TEXT("Rate"),
                                           .help = LOOM_TEXT("The share of patches that are hidden. 0.75 is usual for "
                                                             "pictures."),
                                           .min = 0,
                                           .max = 0.99}),
                     setting(&Here::seed, {.key = "seed",
                                           .label = LOOM_TEXT("Seed"),
                                           .help = LOOM_TEXT("Layers with the same seed hide the same patches."),
                                           .min = 0,
                                           .max = 1000000}),
                     setting(&Here::gives,
                             {.key = "gives",
                              .label = LOOM_TEXT("Gives"),
                              .help = LOOM_TEXT("The input with its patches hidden, or the mask: 1 where something is "
                                                "hidden, else 0."),
                              .choices = Here::choices()})},
    });
    return type;
}

} // namespace loom
