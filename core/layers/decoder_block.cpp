#include "schema/attention.h"
#include "schema/formula.h"
#include "schema/sequences.h"
#include "schema/shapes.h"

namespace loom {
namespace {

constexpr Text decoder_block_title = LOOM_TEXT("Transformer decoder block");

struct DecoderBlock {
    std::int64_t heads = 4, hidden = 256;
    double dropout = 0.1;
    Ending activation = Ending::Gelu;
    KeyPadding padding = KeyPadding::None;
    std::int64_t padding_id = 0;
    NormOrder order = NormOrder::Before;
    bool rotary = false;

    TransformerBlock block() const { return {heads, hidden, activation, order, true, rotary, dropout}; }

    std::vector<Port> inputs() const
    {
        std::vector<Port> ports{{"x", LOOM_TEXT("The sequence that is written, so far.")},
                                {"memory", LOOM_TEXT("The sequence that an encoder has read.")}};
        if (padding == KeyPadding::Ids)
            ports.push_back({"ids", LOOM_TEXT("The whole numbers of the sequence that is looked at.")});
        return ports;
    }

    Inferred infer(std::span<const Shape> in) const
    {
        for (std::size_t port = 0; port < 2; ++port)
            if (in[port].size() != 2)
                return needs_sequence(decoder_block_title, in[port], int(port), [&](const Shape& s) -> Inferred {
                    const Shape& x = port == 0 ? s : in[0];
                    const auto fault = x.size() == 2 ? heads_fault(decoder_block_title, x, heads, rotary) : std::nullopt;
                    return fault ? Inferred(*fault) : Inferred(x);
                });
        if (auto fault = heads_fault(decoder_block_title, in[0], heads, rotary))
            return *fault;
        if (padding == KeyPadding::Ids)
            if (auto fault = ids_fault(in[1], in[2], 2)) {
                fault->assumed = in[0];
                return *fault;
            }
        if (auto fault = block_fault(decoder_block_title, in[0], in[1][1], heads, hidden))
            return *fault;
        return in[0];
    }

    std::optional<Text> needs_whole(std::span<const Shape>) const { return looks_elsewhere; }
    TensorId lower(Builder& b, std::span<const TensorId> in) const
    {
        const TensorId x = features_last(b, in[0]), memory = features_last(b, in[1]);
        const TensorId ids = padding == KeyPadding::Ids ? in[2] : no_tensor,
                       lengths = key_lengths(b, padding, memory, ids, padding_id);
        return features_last(b, block().lower(b, x, memory, lengths));
    }

    std::string torch(SourceWriter& w, std::span<const SourceValue> in) const
    {
        const SourceValue x{in[0].text + ".transpose(1, 2)", in[0].sample},
            memory{in[1].text + ".transpose(1, 2)", in[1].sample};
        const std::string keep = torch_keep(w, padding, memory.text, in.back().text, padding_id);
        return block().torch(w, x, memory, keep) + ".transpose(1, 2)";
    }
    std::string keras(SourceWriter& w, std::span<const SourceValue> in) const
    {
        return block().keras(w, in[0], in[1], keras_keep(w, padding, in[1].text, in.back().text, padding_id));
    }

    Formula formula() const
    {
        return block().formula(true);
    }

    Message summary() const
    {
        std::vector<Message> parts{heads == 1 ? LOOM_TEXT("1 head") : Message(LOOM_TEXT("%1 heads"), heads),
                                   Message(LOOM_TEXT("%1 hidden"), quantity_text(hidden))};
        return joined(parts);
    }
};

} // namespace

const LayerType& decoder_block_layer()
{
    static const LayerType type = layer<DecoderBlock>({
        .id = "decoder_block",
        .title = decoder_block_title,
        .help = LOOM_TEXT(
            "Causal attention to what is written so far, attention to what an encoder has read, and feed-forward, in one. "
            "For translating one sequence to another."),
        .category = Category::Attention,
        .learns = true,
        .inputs = {},
        .settings = {heads_setting<DecoderBlock>(), hidden_setting<DecoderBlock>(), attention_dropout_setting<DecoderBlock>(),
                     ending_setting(&DecoderBlock::activation, false),
                     key_padding_setting<DecoderBlock>(), padding_id_setting<DecoderBlock>(), norm_order_setting<DecoderBlock>(),
                     rotary_setting<DecoderBlock>()},
    });
    return type;
}

} // namespace loom
