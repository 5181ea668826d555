#include "schema/attention.h"
#include "schema/formula.h"
#include "schema/sequences.h"
#include "schema/shapes.h"

namespace loom {
namespace {

constexpr Text dot_product_attention_title = LOOM_TEXT("Dot-product attention");

/// Vaswani et al. 2017, section 3.2.1: softmax(Q·Kᵀ/√d)·V in each head; the products in front and behind are layers of
/// their own.
struct DotProductAttention {
    std::int64_t heads = 4;
    bool causal = false;
    double dropout = 0;
    bool rotary = false;

    Attention parts() const { return {heads, causal, rotary, dropout}; }

    Inferred infer(std::span<const Shape> in) const
    {
        const auto out = [&]() -> Shape { return {in[2][0], in[0].back()}; };
        for (int port = 0; port < 3; ++port)
            if (in[std::size_t(port)].size() != 2)
                return needs_sequence(dot_product_attention_title, in[std::size_t(port)], port, [](const Shape& s) -> Inferred { return s; });
        const auto unequal = [&](int port, const Shape& expected, Text message) {
            return Fault{.message = Message(message, shape_text(in[std::size_t(port)]), shape_text(expected)),
                         .hint = LOOM_TEXT("Queries and keys are equally wide, and each key has its value."),
                         .port = port,
                         .expected = expected,
                         .found = in[std::size_t(port)],
                         .assumed = out()};
        };
        if (in[1][0] != in[0][0])
            return unequal(1, {in[0][0], in[1][1]}, LOOM_TEXT("The keys are %1, but the queries need them to be %2."));
        if (in[2][1] != in[1][1])
            return unequal(2, {in[2][0], in[1][1]}, LOOM_TEXT("The values are %1, but the keys need them to be %2."));
        for (const auto port : {0u, 2u})
            if (auto fault = heads_fault(dot_product_attention_title, in[port], heads, rotary && port == 0)) {
                fault->port = int(port);
                return *fault;
            }
        if (const Shape weights{heads, in[0][1], in[1][1]}; too_large(weights))
            return too_large_fault(dot_product_attention_title, weights, "heads");
        return out();
    }

    std::optional<Text> needs_whole(std::span<const Shape>) const { return causal ? std::nullopt : looks_ahead; }
    TensorId lower(Builder& b, std::span<const TensorId> in) const
    {
        return features_last(b, parts().attend(b, features_last(b, in[0]), features_last(b, in[1]), features_last(b, in[2]), no_tensor, ""));
    }

    std::string torch(SourceWriter& w, std::span<const SourceValue> in) const
    {
        Attention::torch_class(w);
        w.helper(R"(class DotProductAttention(nn.Module):
    """softmax(QKᵀ/√d)V in each head (Vaswani et al. 2017), of {batch, width, steps}."""

    def __init__(self, heads, causal=False, rotary=False, dropout=0.0):
        super().__init__()
        self.heads, self.causal, self.rotary, self.dropout = heads, causal, rotary, dropout

    def forward(self, query, key, value):
        query, key, value = (y.transpose(1, 2).unflatten(2, (self.heads, -1)).transpose(1, 2) for y in (query, key, value))
        if self.rotary:
            query, key = turned(query), turned(key)
        dropout = self.dropout if self.training else 0.0
        y = F.scaled_dot_product_attention(query, key, value, is_causal=self.causal, dropout_p=dropout)
        return y.transpose(1, 2).flatten(2).transpose(1, 2))");
        return called(w, in);
    }
    std::string keras(SourceWriter& w, std::span<const SourceValue> in) const
    {
        Attention::keras_class(w);
        w.helper(R"(class DotProductAttention(layers.Layer):
    """softmax(QKᵀ/√d)V in each head (Vaswani et al. 2017), of {batch, steps, width}."""

    def __init__(self, heads, causal=False, rotary=False, dropout=0.0, **kwargs):
        super().__init__(**kwargs)
        self.heads, self.causal, self.rotary = heads, causal, rotary
        self.dropout = layers.Dropout(dropout)

    def call(self, query, key, value):
        steps, others = query.shape[1], key.shape[1]
        query, key, value = (
            ops.transpose(ops.reshape(y, (-1, y.shape[1], self.heads, y.shape[2] // self.heads)), (0, 2, 1, 3))
            for y in (query, key, value)
        )
        if self.rotary:
            query, key = turned(query), turned(key)
        scores = ops.matmul(query, ops.swapaxes(key, 2, 3)) / query.shape[-1] ** 0.5
        if self.causal:
            scores = ops.where(ops.tril(ops.ones((steps, others), "bool")), scores, -float("inf"))
        y = ops.matmul(self.dropout(ops.softmax(scores)), value)
        return ops.reshape(ops.transpose(y, (0, 2, 1, 3)), (-1, steps, y.shape[1] * y.shape[3])))");
        return called(w, in);
    }

    Formula formula() const
    {
        auto where = parts().words();
        where.insert(where.begin(), {{"Q_t", LOOM_TEXT("query: the first input")},
                                     {"K_r", LOOM_TEXT("key: the second input")},
                                     {"V_r", LOOM_TEXT("value: the third input")}});
        return {parts().formula() + " ;; y_t = sum_{r} a_{t,r} V_r", std::move(where)};
    }

    Message summary() const
    {
        std::vector<Message> parts{heads == 1 ? LOOM_TEXT("1 head") : Message(LOOM_TEXT("%1 heads"), heads)};
        if (causal)
            parts.emplace_back(LOOM_TEXT("causal"));
        return joined(parts);
    }

private:
    std::string called(SourceWriter& w, std::span<const SourceValue> in) const
    {
        return w.make("DotProductAttention", parts().arguments()) + "(" + in[0].text + ", " + in[1].text + ", " + in[2].text + ")";
    }
};

} // namespace

const LayerType& dot_product_attention_layer()
{
    static const LayerType type = layer<DotProductAttention>({
        .id = "dot_product_attention",
        .title = dot_product_attention_title,
        .help = LOOM_TEXT("The heart of attention: each query is compared with all keys, and takes a mixture of the values of "
                          "those that are like it. Dense layers in front make queries, keys and values."),
        .category = Category::Attention,
        .inputs = {{"query", LOOM_TEXT("The sequence that looks.")},
                   {"key", LOOM_TEXT("What each step of the other sequence is found by.")},
                   {"value", LOOM_TEXT("What is taken from each step of the other sequence.")}},
        .settings = {heads_setting<DotProductAttention>(), causal_setting<DotProductAttention>(),
                     attention_dropout_setting<DotProductAttention>(), rotary_setting<DotProductAttention>()},
    });
    return type;
}

} // namespace loom
