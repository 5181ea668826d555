#include "schema/attention.h"
#include "schema/formula.h"
#include "schema/sequences.h"
#include "schema/shapes.h"

namespace loom {
namespace {

constexpr Text attention_title = LOOM_TEXT("Attention");

struct AttentionLayer {
    std::int64_t heads = 4;
    bool cross = false, causal = false;
    KeyPadding padding = KeyPadding::None;
    std::int64_t padding_id = 0;
    double dropout = 0;
    bool rotary = false;

    Attention parts() const { return {heads, causal, rotary, dropout}; }

    std::vector<Port> inputs() const
    {
        std::vector<Port> ports{{"x", LOOM_TEXT("The sequence that looks.")}};
        if (cross)
            ports.push_back({"memory", LOOM_TEXT("The sequence that is looked at.")});
        if (padding == KeyPadding::Ids)
            ports.push_back({"ids", LOOM_TEXT("The whole numbers of the sequence that is looked at.")});
        return ports;
    }

    Inferred infer(std::span<const Shape> in) const
    {
        const std::size_t looked_at = cross ? 1 : 0;
        for (std::size_t port = 0; port <= looked_at; ++port)
            if (in[port].size() != 2)
                return needs_sequence(attention_title, in[port], int(port), [&](const Shape& s) -> Inferred {
                    return port == 0 ? s : in[0];
                });
        if (auto fault = heads_fault(attention_title, in[0], heads, rotary))
            return *fault;
        if (cross && causal)
            return Fault{.message = LOOM_TEXT("The steps of another sequence come neither before nor after those that look."),
                         .hint = LOOM_TEXT("Turn Causal off. It is for a sequence that looks at itself."),
                         .setting = "causal",
                         .repairs = {{LOOM_TEXT("Turn Causal off"), ChangeSetting{"causal", false}}},
                         .assumed = in[0]};
        if (padding == KeyPadding::Ids)
            if (auto fault = ids_fault(in[looked_at], in[looked_at + 1], int(looked_at) + 1)) {
                fault->assumed = in[0];
                return *fault;
            }
        if (const Shape weights{heads, in[0][1], in[looked_at][1]}; too_large(weights))
            return too_large_fault(attention_title, weights, "heads");
        if (const Shape weights{in[0][0], in[0][0]}; too_large(weights))
            return too_large_fault(attention_title, weights, "heads");
        return in[0];
    }

    std::optional<Text> needs_whole(std::span<const Shape>) const
    {
        return cross ? looks_elsewhere : causal ? std::nullopt : looks_ahead;
    }
    TensorId lower(Builder& b, std::span<const TensorId> in) const
    {
        const TensorId x = features_last(b, in[0]), memory = cross ? features_last(b, in[1]) : x;
        const TensorId lengths =
            key_lengths(b, padding, memory, padding == KeyPadding::Ids ? in[cross ? 2 : 1] : no_tensor, padding_id);
        return features_last(b, parts().lower(b, x, memory, lengths, ""));
    }

    std::string torch(SourceWriter& w, std::span<const SourceValue> in) const
    {
        const SourceValue& memory = in[cross ? 1 : 0];
        const std::string seen = memory.text + ".transpose(1, 2)",
                          keep = torch_keep(w, padding, seen, padding == KeyPadding::Ids ? in.back().text : "", padding_id);
        Attention::torch_class(w);
        auto arguments = parts().arguments();
        arguments.insert(arguments.begin(), {python(in[0].sample[0]), python(memory.sample[0])});
        const std::string made = w.make("Attention", arguments);
        Attention::torch_weights(w, "");
        return made + "(" + in[0].text + ".transpose(1, 2)" + (cross ? ", " + seen : "") +
               (keep.empty() ? "" : ", keep=" + keep) + ").transpose(1, 2)";
    }
    std::string keras(SourceWriter& w, std::span<const SourceValue> in) const
    {
        const SourceValue& memory = in[cross ? 1 : 0];
        const std::string keep =
            keras_keep(w, padding, memory.text, padding == KeyPadding::Ids ? in.back().text : "", padding_id);
        Attention::keras_class(w);
        auto arguments = parts().arguments();
        arguments.insert(arguments.begin(), python(in[0].sample[0]));
        const std::string made = w.make("Attention", arguments);
        Attention::keras_weights(w, "");
        return made + "(" + in[0].text + (cross ? ", " + memory.text : "") + (keep.empty() ? "" : ", keep=" + keep) + ")";
    }

    Formula formula() const
    {
        const std::string seen = cross ? "m" : "x";
        auto where = parts().words();
        where.insert(where.begin(), {{"Q_t", LOOM_TEXT("query: what the step looks for")},
                                     {"K_r", LOOM_TEXT("key: what the step offers")},
                                     {"V_r", LOOM_TEXT("value: what the step gives")}});
        if (cross) {
            std::erase_if(where, [](const Formula::Word& word) { return word.symbol == "m"; });
            where.push_back({"m_r", LOOM_TEXT("step r of the second input; under the sum, all its steps")});
        }
        return {"Q_t = W_q x_t + b_q , K_r = W_k " + seen + "_r , V_r = W_v " + seen + "_r + b_v ;; " + parts().formula() +
                    " ;; y_t = W_o sum_{r} a_{t,r} V_r + b_o",
                std::move(where)};
    }

    Message summary() const
    {
        std::vector<Message> parts{heads == 1 ? LOOM_TEXT("1 head") : Message(LOOM_TEXT("%1 heads"), heads)};
        if (cross)
            parts.emplace_back(LOOM_TEXT("across"));
        else if (causal)
            parts.emplace_back(LOOM_TEXT("causal"));
        return joined(parts);
    }
};

} // namespace

const LayerType& attention_layer()
{
    static const LayerType type = layer<AttentionLayer>({
        .id = "attention",
        .title = attention_title,
        .help = LOOM_TEXT(
            "Every step looks at all steps, finds those that matter to it and takes a mixture of them. Several heads look "
            "for different things. It knows no order: put Positions in front, or turn rotary positions on."),
        .category = Category::Attention,
        .learns = true,
        .inputs = {},
        .settings = {heads_setting<AttentionLayer>(),
                     setting(&AttentionLayer::cross,
                             {.key = "cross",
                              .label = LOOM_TEXT("Look at another sequence"),
                              .help = LOOM_TEXT("Keys and values come from a second input, as where a decoder looks at "
                                                "what an encoder has read.")}),
                     causal_setting<AttentionLayer>(), key_padding_setting<AttentionLayer>(),
                     padding_id_setting<AttentionLayer>(), attention_dropout_setting<AttentionLayer>(),
                     rotary_setting<AttentionLayer>()},
    });
    return type;
}

} // namespace loom
