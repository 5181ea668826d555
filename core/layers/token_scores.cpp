#include "schema/formula.h"
#include "schema/initializers.h"
#include "schema/sequences.h"
#include "schema/shapes.h"

namespace loom {
namespace {

constexpr Text token_scores_title = LOOM_TEXT("Token scores");

/// Press and Wolf 2017: the weights are those of an Embedding where they are shared with one.
struct TokenScores {
    std::int64_t vocabulary = 10000;
    Initializer initializer = Initializer::Uniform;

    Inferred infer(std::span<const Shape> in) const
    {
        if (in[0].size() > 2)
            return needs_sequence(token_scores_title, in[0], 0, [this](const Shape& s) { return infer(std::span(&s, 1)); });
        Shape out = in[0];
        out[0] = vocabulary;
        if (const Shape weight{vocabulary, in[0][0]}; too_large(weight))
            return too_large_fault(token_scores_title, weight, "vocabulary");
        if (too_large(out))
            return too_large_fault(token_scores_title, out, "vocabulary");
        return out;
    }

    TensorId lower(Builder& b, std::span<const TensorId> in) const
    {
        const Shape shape = b.shape(in[0]);
        const TensorId table = b.weight("weight", {vocabulary, shape[1]}, init_of(initializer, vocabulary, shape[1]));
        if (shape.size() == 2)
            return b.matmul(in[0], table, false, true);
        const Places places(shape);
        return places.back(b, b.matmul(places.rows(b, in[0]), table, false, true));
    }
    std::optional<Text> needs_whole(std::span<const Shape> in) const { return whole_vector(in); }

    std::string torch(SourceWriter& w, std::span<const SourceValue> in) const
    {
        std::string made = w.shared(); // An nn.Embedding, whose weight lies in the same way.
        if (made.empty())
            made = w.make("nn.Linear", {python(in[0].sample[0]), python(vocabulary), keyword("bias", python(false))});
        w.weight("weight", w.own("weight"));
        const std::string& x = in[0].text;
        if (in[0].sample.size() == 1)
            return "F.linear(" + x + ", " + made + ".weight)";
        return "F.linear(" + x + ".movedim(1, -1), " + made + ".weight).movedim(-1, 1)";
    }
    std::string keras(SourceWriter& w, std::span<const SourceValue> in) const
    {
        if (const std::string table = w.shared(); !table.empty()) {
            w.helper(R"(class TokenScores(layers.Layer):
    """Compares each step with the rows of an Embedding, which are its weights too."""

    def __init__(self, table, **kwargs):
        super().__init__(**kwargs)
        self.rows = lambda: table.embeddings  # They stay the Embedding's: Keras would take a layer for a part of this one.

    def call(self, x):
        return ops.matmul(x, ops.transpose(self.rows())))");
            return w.make("TokenScores", {table}, "scores") + "(" + in[0].text + ")";
        }
        const std::string made = w.make("layers.Dense", {python(vocabulary), keyword("use_bias", python(false))});
        w.weight("kernel", permuted(w.own("weight"), {1, 0}));
        return made + "(" + in[0].text + ")";
    }

    Formula formula() const
    {
        return {"y_{o,t} = sum_{c=1}^{C} w_{o,c} x_{c,t}", {{"o", LOOM_TEXT("which token of the vocabulary")}}};
    }

    Message summary() const { return Message(LOOM_TEXT("%1 ids"), quantity_text(vocabulary)); }
};

} // namespace

const LayerType& token_scores_layer()
{
    static const LayerType type = layer<TokenScores>({
        .id = "token_scores",
        .title = token_scores_title,
        .help = LOOM_TEXT("Compares what comes in with one learned row for each number of a vocabulary: the more alike, the "
                          "higher its score (logit). Language models let it share the weights of the Embedding, so that a "
                          "word is told by the same row that it is read by."),
        .category = Category::Dense,
        .learns = true,
        .inputs = {{"x", LOOM_TEXT("A vector, or one vector per step.")}},
        .settings = {setting(&TokenScores::vocabulary,
                             {.key = "vocabulary",
                              .label = LOOM_TEXT("Vocabulary"),
                              .help = LOOM_TEXT("How many different numbers there are, the unknown one included."),
                              .min = 1,
                              .max = 10000000}),
                     initializer_setting(&TokenScores::initializer)},
    });
    return type;
}

} // namespace loom
