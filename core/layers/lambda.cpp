#include "schema/expression.h"
#include "schema/formula.h"
#include "schema/shapes.h"

namespace loom {
namespace {

struct Lambda {
    std::string written = "x * sigmoid(x)";

    Inferred infer(std::span<const Shape> in) const
    {
        Builder trial;
        const auto made = lower_expression(trial, written, trial.input("x", {1}));
        if (made)
            return in[0];
        return Fault{.message = made.error().message,
                     .hint = made.error().hint,
                     .setting = "formula",
                     .repairs = {{LOOM_TEXT("Set the formula to x"), ChangeSetting{"formula", std::string("x")}}},
                     .assumed = in[0]};
    }

    std::optional<Text> needs_whole(std::span<const Shape>) const { return {}; }
    TensorId lower(Builder& b, std::span<const TensorId> in) const { return *lower_expression(b, written, in[0]); }

    std::string torch(SourceWriter&, std::span<const SourceValue> in) const
    {
        return torch_expression(written, in[0].text);
    }
    std::string keras(SourceWriter&, std::span<const SourceValue> in) const
    {
        return keras_expression(written, in[0].text);
    }

    Formula formula() const
    {
        return "y = " + written;
    }

    Message summary() const
    {
        std::size_t shown = 60;
        if (written.size() <= shown)
            return Message::plain(written);
        while (shown > 0 && (written[shown] & 0xC0) == 0x80) // Not within a character.
            --shown;
        return Message::plain(written.substr(0, shown) + "…");
    }
};

} // namespace

const LayerType& lambda_layer()
{
    static const LayerType type = layer<Lambda>({
        .id = "lambda",
        .title = LOOM_TEXT("Formula"),
        .help = LOOM_TEXT(
            "Puts every value through a formula of your own. It is made of numbers, x, + − * / ^ and the usual "
            "functions, and the network learns through it as through any other layer."),
        .category = Category::Activation,
        .inputs = {{"x", LOOM_TEXT("Values of any shape.")}},
        .settings = {setting(
            &Lambda::written,
            {.key = "formula",
             .label = LOOM_TEXT("Formula"),
             .help = LOOM_TEXT("For example max(x, 0) + 0.1 * sin(x). Functions: exp, log, sqrt, abs, sign, min, max, "
                               "pow, mod, clip, round, floor, ceil, sin, cos, tan, tanh, erf, sigmoid, relu, gelu, "
                               "silu, elu, softplus, softsign, mish.")})},
    });
    return type;
}

} // namespace loom
