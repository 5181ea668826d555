#include "schema/formula.h"
#include "schema/types.h"

namespace loom {
namespace {

struct GaussianNoise {
    double deviation = 0.1;

    Inferred infer(std::span<const Shape> in) const { return in[0]; }
    std::optional<Text> needs_whole(std::span<const Shape>) const { return {}; }
    TensorId lower(Builder& b, std::span<const TensorId> in) const
    {
        if (b.mode() == Mode::Infer || deviation <= 0)
            return in[0];
        const TensorId noise = b.affine(b.normal_noise(Shape(b.shape(in[0]))), deviation, 0);
        return b.binary(BinaryKind::Add, in[0], noise);
    }
    std::string torch(SourceWriter& w, std::span<const SourceValue> in) const
    {
        w.helper(R"(class GaussianNoise(nn.Module):
    """Adds random numbers while training."""

    def __init__(self, deviation):
        super().__init__()
        self.deviation = deviation

    def forward(self, x):
        return x + self.deviation * torch.randn_like(x) if self.training else x)");
        return w.make("GaussianNoise", {python(deviation)}) + "(" + in[0].text + ")";
    }
    std::string keras(SourceWriter& w, std::span<const SourceValue> in) const
    {
        return w.make("layers.GaussianNoise", {python(deviation)}) + "(" + in[0].text + ")";
    }
    Formula formula() const
    {
        return {"y = x + " + number_text(deviation) + " u", {{"u", LOOM_TEXT("drawn from a standard normal distribution while training; in use y = x")}}};
    }

    Message summary() const { return Message(LOOM_TEXT("deviation %1"), deviation); }
};

} // namespace

const LayerType& gaussian_noise_layer()
{
    static const LayerType type = layer<GaussianNoise>({
        .id = "gaussian_noise",
        .title = LOOM_TEXT("Gaussian noise"),
        .help = LOOM_TEXT(
            "While training it adds random numbers with mean 0; while predicting it does nothing. The network learns not "
            "to rely on tiny differences, which helps against overfitting. Denoising autoencoders begin with it."),
        .category = Category::Normalise,
        .inputs = {{"x", LOOM_TEXT("Values of any shape.")}},
        .settings = {setting(&GaussianNoise::deviation,
                             {.key = "deviation",
                              .label = LOOM_TEXT("Deviation"),
                              .help = LOOM_TEXT("The standard deviation of the noise, in the units of the input."),
                              .min = 0,
                              .max = 1000})},
    });
    return type;
}

} // namespace loom
