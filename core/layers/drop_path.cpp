#include "schema/formula.h"
#include "schema/types.h"

namespace loom {
namespace {

struct DropPath {
    double rate = 0.1;

    Inferred infer(std::span<const Shape> in) const { return in[0]; }
    std::optional<Text> needs_whole(std::span<const Shape>) const { return {}; }
    TensorId lower(Builder& b, std::span<const TensorId> in) const
    {
        if (b.mode() == Mode::Infer || rate <= 0)
            return in[0];
        Shape mask(b.shape(in[0]).size(), 1);
        mask[0] = b.shape(in[0])[0];
        return b.binary(BinaryKind::Multiply, in[0], b.dropout_mask(mask, rate, b.fresh_stream("dropout")));
    }
    std::string torch(SourceWriter& w, std::span<const SourceValue> in) const
    {
        w.helper(R"(class DropPath(nn.Module):
    """Stochastic depth: while training, a random share of the samples becomes 0 and the rest is enlarged."""

    def __init__(self, rate):
        super().__init__()
        self.rate = rate

    def forward(self, x):
        if not self.training or self.rate == 0:
            return x
        kept = torch.rand(len(x), *[1] * (x.dim() - 1), device=x.device) >= self.rate
        return x * kept / (1 - self.rate))");
        return w.make("DropPath", {python(rate)}) + "(" + in[0].text + ")";
    }
    std::string keras(SourceWriter& w, std::span<const SourceValue> in) const
    {
        std::string shape = "(None"; // One draw for a sample.
        for (std::size_t i = 0; i < in[0].sample.size(); ++i)
            shape += ", 1";
        return w.make("layers.Dropout", {python(rate), keyword("noise_shape", shape + ")")}) + "(" + in[0].text + ")";
    }
    Formula formula() const
    {
        const std::string r = number_text(rate);
        return {"y = cases{frac{x}{1 - " + r + "} & u >= " + r + " ;; 0 & u < " + r + "}", {{"u", LOOM_TEXT("drawn from 0 to 1 for each sample while training; in use y = x")}}};
    }

    Message summary() const { return Message(LOOM_TEXT("drops %1% of the samples"), 100 * rate); }
};

} // namespace

const LayerType& drop_path_layer()
{
    static const LayerType type = layer<DropPath>({
        .id = "drop_path",
        .title = LOOM_TEXT("Drop path"),
        .help = LOOM_TEXT(
            "While training it sets the whole input of a random share of samples to 0 and enlarges the rest; while predicting "
            "it does nothing. Put it at the end of a branch before Add: the branch is then skipped at random (stochastic "
            "depth), and very deep networks learn better."),
        .category = Category::Normalise,
        .inputs = {{"x", LOOM_TEXT("Values of any shape.")}},
        .settings = {setting(&DropPath::rate,
                             {.key = "rate",
                              .label = LOOM_TEXT("Rate"),
                              .help = LOOM_TEXT("The share of samples that skip the branch in each step. 0.1 to 0.2 is usual."),
                              .min = 0,
                              .max = 0.99})},
    });
    return type;
}

} // namespace loom
