#include "schema/formula.h"
#include "schema/norms.h"
#include "schema/sequences.h"

namespace loom {
namespace {

struct RmsNorm {
    bool scale = true;
    double epsilon = 1e-6;

    Inferred infer(std::span<const Shape> in) const { return in[0]; }
    std::optional<Text> needs_whole(std::span<const Shape> in) const { return whole_vector(in); }
    TensorId lower(Builder& b, std::span<const TensorId> in) const
    {
        const ScaleShift own = scale_shift(b, in[0], scale, false);
        return b.layer_norm(in[0], own.scale, no_tensor, 0, epsilon, true);
    }
    std::string torch(SourceWriter& w, std::span<const SourceValue> in) const
    {
        w.helper(R"(class RMSNorm(nn.Module):
    """Divides the channels by their root mean square (Zhang and Sennrich 2019)."""

    def __init__(self, channels, eps, scale=True):
        super().__init__()
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(channels)) if scale else None

    def forward(self, x):
        x = x * torch.rsqrt((x * x).mean(dim=1, keepdim=True) + self.eps)
        return x if self.weight is None else x * self.weight.reshape(-1, *[1] * (x.dim() - 2)))");
        return made(w, in, "weight");
    }
    std::string keras(SourceWriter& w, std::span<const SourceValue> in) const
    {
        w.helper(R"(class RMSNorm(layers.Layer):
    """Divides the channels by their root mean square (Zhang and Sennrich 2019)."""

    def __init__(self, channels, epsilon, scale=True, **kwargs):
        super().__init__(**kwargs)
        self.epsilon = epsilon
        self.factor = self.add_weight(shape=(channels,), initializer="ones", name="scale") if scale else None

    def call(self, x):
        x = x * ops.rsqrt(ops.mean(x * x, axis=-1, keepdims=True) + self.epsilon)
        return x if self.factor is None else x * self.factor)");
        return made(w, in, "scale");
    }
    Formula formula() const
    {
        return std::string("y_{c,i} = ") + (scale ? "gamma_c " : "") + "frac{x_{c,i}}{sqrt{frac{1}{C} sum_{c=1}^{C} x_{c,i}^2 + " +
               number_text(epsilon) + "}}";
    }

    Message summary() const { return Message(LOOM_TEXT("ε %1"), epsilon); }

private:
    std::string made(SourceWriter& w, std::span<const SourceValue> in, std::string_view weight) const
    {
        SourceWriter::Arguments arguments{python(in[0].sample[0]), python(epsilon)};
        if (!scale)
            arguments.push_back(keyword("scale", python(false)));
        const std::string norm = w.make("RMSNorm", arguments);
        if (scale)
            w.weight(weight, w.own("scale"));
        return norm + "(" + in[0].text + ")";
    }
};

} // namespace

const LayerType& rms_norm_layer()
{
    static const LayerType type = layer<RmsNorm>({
        .id = "rms_norm",
        .title = LOOM_TEXT("RMS norm"),
        .help = LOOM_TEXT(
            "Divides the channels at each place by their root mean square, then scales them by learned numbers: Layer "
            "norm without the mean, a little cheaper and mostly as good. Large language models use it."),
        .category = Category::Normalise,
        .learns = true,
        .inputs = {{"x", LOOM_TEXT("Values of any shape.")}},
        .settings = {scale_setting(&RmsNorm::scale), norm_epsilon_setting(&RmsNorm::epsilon)},
    });
    return type;
}

} // namespace loom
