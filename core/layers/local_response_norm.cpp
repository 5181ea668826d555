#include "schema/formula.h"
#include "schema/shapes.h"

namespace loom {
namespace {

struct LocalResponseNorm {
    std::int64_t size = 5;
    double alpha = 1e-4, beta = 0.75, bias = 1;

    Inferred infer(std::span<const Shape> in) const { return in[0]; }
    TensorId lower(Builder& b, std::span<const TensorId> in) const { return b.lrn(in[0], {size, alpha, beta, bias}); }
    std::string torch(SourceWriter& w, std::span<const SourceValue> in) const
    {
        const std::string numbers =
            ", " + python(size) + ", " + python(alpha) + ", " + python(beta) + ", " + python(bias) + ")";
        w.helper(R"(def local_response_norm(x, size, alpha, beta, bias):
    """Divides by how strongly the neighbouring channels answer (Krizhevsky et al. 2012)."""
    squares = F.pad((x * x).movedim(1, -1), ((size - 1) // 2, size // 2))
    mean = squares.unfold(-1, size, 1).mean(dim=-1).movedim(-1, 1)
    return x / (bias + alpha * mean) ** beta)");
        return "local_response_norm(" + in[0].text + numbers;
    }
    std::string keras(SourceWriter& w, std::span<const SourceValue> in) const
    {
        const std::string numbers =
            ", " + python(size) + ", " + python(alpha) + ", " + python(beta) + ", " + python(bias) + ")";
        w.helper(R"(def local_response_norm(x, size, alpha, beta, bias):
    """Divides by how strongly the neighbouring channels answer (Krizhevsky et al. 2012)."""
    channels = x.shape[-1]
    near = np.arange(channels)[:, None] - np.arange(channels)  # Which channels c - (size - 1)//2 to c + size//2 are.
    near = ((near >= -((size - 1) // 2)) & (near <= size // 2)).astype("float32")
    return x / (bias + alpha / size * ops.matmul(x * x, near)) ** beta)");
        return "local_response_norm(" + in[0].text + numbers;
    }
    Formula formula() const
    {
        const std::string reach = std::to_string((size - 1) / 2), ahead = std::to_string(size / 2);
        return {"y_{c,i} = frac{x_{c,i}}{(" + number_text(bias) + " + frac{" + number_text(alpha) + "}{" + std::to_string(size) +
                    "} sum_{r=c-" + reach + "}^{c+" + ahead + "} x_{r,i}^2)^{" + number_text(beta) + "}}",
                {{"c", LOOM_TEXT("which channel")}, {"r", LOOM_TEXT("neighbouring channels, as far as there are any")}}};
    }

    Message summary() const { return Message(LOOM_TEXT("%1 channels"), size); }
};

} // namespace

const LayerType& local_response_norm_layer()
{
    using Here = LocalResponseNorm;
    static const LayerType type = layer<Here>({
        .id = "local_response_norm",
        .title = LOOM_TEXT("Local response norm"),
        .help = LOOM_TEXT(
            "Divides each value by how strongly the neighbouring channels answer at the same place, so that the "
            "strongest stands out. AlexNet used it; today Batch norm mostly takes its place."),
        .category = Category::Normalise,
        .inputs = {{"x", LOOM_TEXT("Pictures or vectors; each channel or feature is normalised by its neighbours.")}},
        .settings = {setting(&Here::size,
                             {.key = "size",
                              .label = LOOM_TEXT("Neighbours"),
                              .help = LOOM_TEXT("How many neighbouring channels count, the channel itself included. Odd "
                                                "numbers look equally far both ways."),
                              .min = 1,
                              .max = 1024}),
                     setting(&Here::alpha, {.key = "alpha",
                                            .label = LOOM_TEXT("Alpha"),
                                            .help = LOOM_TEXT("How strongly the mean square of the neighbours counts."),
                                            .min = 0,
                                            .max = 1000}),
                     setting(&Here::beta, {.key = "beta",
                                           .label = LOOM_TEXT("Exponent"),
                                           .help = LOOM_TEXT("The power to which the sum is raised before it divides."),
                                           .min = 0,
                                           .max = 10}),
                     setting(&Here::bias, {.key = "bias",
                                           .label = LOOM_TEXT("Offset"),
                                           .help = LOOM_TEXT("Added to the sum, so that weak neighbours change nothing."),
                                           .min = 0.001,
                                           .max = 1000})},
    });
    return type;
}

} // namespace loom
