#include "schema/formula.h"
#include "schema/sequences.h"
#include "schema/shapes.h"

#include <cmath>

namespace loom {
namespace {

constexpr Text positions_title = LOOM_TEXT("Positions");

struct Positions {
    enum class Kind { Sinusoidal, Learned };
    Kind kind = Kind::Sinusoidal;

    Inferred infer(std::span<const Shape> in) const
    {
        if (in[0].size() != 2)
            return needs_sequence(positions_title, in[0], 0, [](const Shape& s) -> Inferred { return s; });
        return in[0];
    }

    std::optional<Text> needs_whole(std::span<const Shape>) const { return {}; }
    TensorId lower(Builder& b, std::span<const TensorId> in) const
    {
        const TensorId x = features_last(b, in[0]);
        const auto steps = b.walked_steps() > 0 ? b.walked_steps() : b.shape(x)[1], width = b.shape(x)[2];
        TensorId places = no_tensor;
        if (kind == Kind::Learned) {
            places = b.weight("weight", {steps, width}, {InitKind::Normal, 0.02});
        } else { // Vaswani et al. 2017: sine and cosine side by side.
            Init waves{};
            for (std::int64_t t = 0; t < steps; ++t)
                for (std::int64_t i = 0; i < width; ++i) {
                    const double angle = double(t) * std::pow(10000.0, -double(i / 2 * 2) / double(width));
                    waves.values.push_back(i % 2 == 0 ? std::sin(angle) : std::cos(angle));
                }
            places = b.constant({steps, width}, std::move(waves));
        }
        return features_last(b, b.binary(BinaryKind::Add, x, of_steps(b, places)));
    }

    std::string torch(SourceWriter& w, std::span<const SourceValue> in) const
    {
        if (kind == Kind::Learned) {
            const Array places = permuted(w.own("weight"), {1, 0});
            const std::string made = w.make("nn.Parameter", {"torch.zeros" + python_tuple(places.shape)});
            w.weight("", places);
            return in[0].text + " + " + made;
        }
        w.helper(R"(def positions(x):
    """Sine and cosine of every step of {batch, features, steps} (Vaswani et al. 2017)."""
    place = torch.arange(x.shape[1], device=x.device).unsqueeze(1)
    angle = torch.arange(x.shape[2], device=x.device) * 10000.0 ** (-(place // 2 * 2) / x.shape[1])
    return torch.where(place % 2 == 0, angle.sin(), angle.cos()))");
        return in[0].text + " + positions(" + in[0].text + ")";
    }
    std::string keras(SourceWriter& w, std::span<const SourceValue> in) const
    {
        if (kind == Kind::Learned)
            return keras_places_added(w, in[0].text, w.own("weight"));
        w.helper(R"(def positions(x):
    """Sine and cosine of every step of {batch, steps, features} (Vaswani et al. 2017)."""
    place = np.arange(x.shape[2])
    angle = np.arange(x.shape[1])[:, None] * 10000.0 ** (-(place // 2 * 2) / x.shape[2])
    return np.where(place % 2 == 0, np.sin(angle), np.cos(angle)).astype("float32"))");
        return in[0].text + " + positions(" + in[0].text + ")";
    }

    Formula formula() const
    {
        if (kind == Kind::Learned)
            return {"y_{c,t} = x_{c,t} + w_{t,c}", {{"w", LOOM_TEXT("learned numbers for each step")}}};
        return {"y_{2 k, t} = x_{2 k, t} + sin(frac{t}{10000^{2 k/C}}) ;; y_{2 k+1, t} = x_{2 k+1, t} + cos(frac{t}{10000^{2 k/C}})",
                {{"k", LOOM_TEXT("which pair of values, counted from 0")}}};
    }

    Message summary() const
    {
        return kind == Kind::Learned ? LOOM_TEXT("learned") : LOOM_TEXT("sine and cosine");
    }
};

} // namespace

const LayerType& positions_layer()
{
    static const LayerType type = layer<Positions>({
        .id = "positions",
        .title = positions_title,
        .help = LOOM_TEXT("Adds to every step's values a pattern that tells its place, for attention knows no order. Put it "
                          "behind Embedding."),
        .category = Category::Attention,
        .learns = true,
        .inputs = {{"x", LOOM_TEXT("A sequence: steps and features.")}},
        .settings = {setting(&Positions::kind,
                             {.key = "kind",
                              .label = LOOM_TEXT("Kind"),
                              .help = LOOM_TEXT("Waves of sine and cosine are fixed; learned positions start small and "
                                                "hold for sequences of this length alone."),
                              .choices = {{"sinusoidal", LOOM_TEXT("Sine and cosine")},
                                          {"learned", LOOM_TEXT("Learned")}}})},
    });
    return type;
}

} // namespace loom
