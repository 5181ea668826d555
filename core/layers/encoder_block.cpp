#include "schema/attention.h"
#include "schema/formula.h"
#include "schema/sequences.h"
#include "schema/shapes.h"

namespace loom {
namespace {

constexpr Text encoder_block_title = LOOM_TEXT("Transformer encoder block");

struct EncoderBlock {
    std::int64_t heads = 4, hidden = 256;
    double dropout = 0.1;
    bool causal = false;
    Ending activation = Ending::Gelu;
    KeyPadding padding = KeyPadding::None;
    std::int64_t padding_id = 0;
    NormOrder order = NormOrder::Before;
    bool rotary = false;

    TransformerBlock block() const { return {heads, hidden, activation, order, causal, rotary, dropout}; }

    std::vector<Port> inputs() const
    {
        std::vector<Port> ports{{"x", LOOM_TEXT("A sequence: steps and features.")}};
        if (padding == KeyPadding::Ids)
            ports.push_back({"ids", LOOM_TEXT("The whole numbers of the sequence.")});
        return ports;
    }

    Inferred infer(std::span<const Shape> in) const
    {
        if (in[0].size() != 2)
            return needs_sequence(encoder_block_title, in[0], 0, [this](const Shape& s) -> Inferred {
                const auto fault = heads_fault(encoder_block_title, s, heads, rotary);
                return fault ? Inferred(*fault) : Inferred(s);
            });
        if (auto fault = heads_fault(encoder_block_title, in[0], heads, rotary))
            return *fault;
        if (padding == KeyPadding::Ids)
            if (auto fault = ids_fault(in[0], in[1], 1)) {
                fault->assumed = in[0];
                return *fault;
            }
        if (auto fault = block_fault(encoder_block_title, in[0], in[0][1], heads, hidden))
            return *fault;
        return in[0];
    }

    std::optional<Text> needs_whole(std::span<const Shape>) const { return causal ? std::nullopt : looks_ahead; }
    TensorId lower(Builder& b, std::span<const TensorId> in) const
    {
        const TensorId x = features_last(b, in[0]);
        const TensorId ids = padding == KeyPadding::Ids ? in[1] : no_tensor,
                       lengths = key_lengths(b, padding, x, ids, padding_id);
        return features_last(b, block().lower(b, x, no_tensor, lengths));
    }

    std::string torch(SourceWriter& w, std::span<const SourceValue> in) const
    {
        const SourceValue x{in[0].text + ".transpose(1, 2)", in[0].sample};
        const std::string keep = torch_keep(w, padding, x.text, in.back().text, padding_id);
        return block().torch(w, x, {}, keep) + ".transpose(1, 2)";
    }
    std::string keras(SourceWriter& w, std::span<const SourceValue> in) const
    {
        return block().keras(w, in[0], {}, keras_keep(w, padding, in[0].text, in.back().text, padding_id));
    }

    Formula formula() const
    {
        return block().formula(false);
    }

    Message summary() const
    {
        std::vector<Message> parts{heads == 1 ? LOOM_TEXT("1 head") : Message(LOOM_TEXT("%1 heads"), heads),
                                   Message(LOOM_TEXT("%1 hidden"), quantity_text(hidden))};
        if (causal)
            parts.emplace_back(LOOM_TEXT("causal"));
        return joined(parts);
    }
};

} // namespace

const LayerType& encoder_block_layer()
{
    static const LayerType type = layer<EncoderBlock>({
        .id = "encoder_block",
        .title = encoder_block_title,
        .help = LOOM_TEXT(
            "Attention and feed-forward in one: every step gathers what matters to it from all steps and thinks it over. "
            "Stack several. With Causal on it is the block of networks that write text."),
        .category = Category::Attention,
        .learns = true,
        .inputs = {},
        .settings = {heads_setting<EncoderBlock>(), hidden_setting<EncoderBlock>(), attention_dropout_setting<EncoderBlock>(),
                     causal_setting<EncoderBlock>(), ending_setting(&EncoderBlock::activation, false),
                     key_padding_setting<EncoderBlock>(), padding_id_setting<EncoderBlock>(), norm_order_setting<EncoderBlock>(),
                     rotary_setting<EncoderBlock>()},
    });
    return type;
}

} // namespace loom
