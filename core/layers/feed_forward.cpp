#include "schema/attention.h"
#include "schema/curves.h"
#include "schema/formula.h"
#include "schema/sequences.h"
#include "schema/shapes.h"

namespace loom {
namespace {

constexpr Text feed_forward_title = LOOM_TEXT("Feed-forward");

struct FeedForward {
    std::int64_t hidden = 256;
    Ending activation = Ending::Gelu;
    double dropout = 0;

    Inferred infer(std::span<const Shape> in) const
    {
        if (in[0].size() != 2)
            return needs_sequence(feed_forward_title, in[0], 0, [this](const Shape& s) { return infer(std::span(&s, 1)); });
        if (const Shape weight{in[0][0], hidden}; too_large(weight))
            return too_large_fault(feed_forward_title, weight, "hidden");
        if (const Shape between{hidden, in[0][1]}; too_large(between))
            return too_large_fault(feed_forward_title, between, "hidden");
        return in[0];
    }

    std::optional<Text> needs_whole(std::span<const Shape>) const { return {}; }
    TensorId lower(Builder& b, std::span<const TensorId> in) const
    {
        return features_last(b, feed_forward(b, features_last(b, in[0]), hidden, activation, dropout));
    }

    std::string torch(SourceWriter& w, std::span<const SourceValue> in) const
    {
        const auto width = in[0].sample[0];
        const std::string expand = w.make("nn.Linear", {python(width), python(hidden)}, "expand"),
                          contract = w.make("nn.Linear", {python(hidden), python(width)}, "contract");
        torch_linear(w, "expand", "", true, "expand");
        torch_linear(w, "contract", "", true, "contract");
        std::string wide = torch_curve(activation, expand + "(" + in[0].text + ".transpose(1, 2))");
        if (dropout > 0)
            wide = w.make("nn.Dropout", {python(dropout)}, "dropout") + "(" + wide + ")";
        return contract + "(" + wide + ").transpose(1, 2)";
    }
    std::string keras(SourceWriter& w, std::span<const SourceValue> in) const
    {
        std::string wide = keras_ending(w, "layers.Dense", {python(hidden)}, in[0].text, activation, "expand");
        keras_dense(w, "expand", "", true, "expand");
        if (dropout > 0)
            wide = w.make("layers.Dropout", {python(dropout)}, "dropout") + "(" + wide + ")";
        const std::string contract = w.make("layers.Dense", {python(in[0].sample[0])}, "contract");
        keras_dense(w, "contract", "", true, "contract");
        return contract + "(" + wide + ")";
    }

    Formula formula() const
    {
        const std::string inner = "sum_{c=1}^{C} w_{c,h} x_{c,t} + b_h";
        std::vector<Formula::Word> where{{"h", LOOM_TEXT("which hidden unit")}, {"v", LOOM_TEXT("learned weights of the second product")},
                                         {"d", LOOM_TEXT("its bias")}};
        const std::string end = " ;; y_{o,t} = sum_{h=1}^{" + std::to_string(hidden) + "} v_{h,o} a_{h,t} + d_o";
        if (activation == Ending::None)
            return {"a_{h,t} = " + inner + end, std::move(where)};
        return {"z_{h,t} = " + inner + " ;; a_{h,t} = " + curve_formula(Bend(int(activation) - 1), "z_{h,t}", 0.01, 1) + end,
                std::move(where)};
    }

    Message summary() const
    {
        std::vector<Message> parts{Message(LOOM_TEXT("%1 hidden"), quantity_text(hidden))};
        if (activation != Ending::None)
            parts.emplace_back(name_of(activation));
        return joined(parts);
    }
};

} // namespace

const LayerType& feed_forward_layer()
{
    static const LayerType type = layer<FeedForward>({
        .id = "feed_forward",
        .title = feed_forward_title,
        .help = LOOM_TEXT("Two Dense layers with a curve between them, the same ones for every step: it thinks over what "
                          "attention has gathered. As many features come out as went in."),
        .category = Category::Attention,
        .learns = true,
        .inputs = {{"x", LOOM_TEXT("A sequence: steps and features.")}},
        .settings = {hidden_setting<FeedForward>(), ending_setting(&FeedForward::activation, false),
                     attention_dropout_setting<FeedForward>()},
    });
    return type;
}

} // namespace loom
