#pragma once
#include "schema/curves.h"
#include "schema/formula.h"
#include "schema/types.h"

namespace loom {

// What attention and the Transformer's blocks share. Sequences are {batch, steps, width} here.

/// Which keys are only there to fill up.
enum class KeyPadding { None, ZeroSteps, Ids };

/// One multi-head attention (Vaswani et al. 2017): softmax(Q·Kᵀ/√d)·V in each head, joined and put through a last
/// product. Weights, each under `prefix`: "query", "key", "value", "output" {width, width} and, but for the key's, their
/// "…_bias" {width}: what is added to all keys alike changes no softmax.
struct Attention {
    std::int64_t heads = 4;
    bool causal = false;
    bool rotary = false; // Su et al. 2021, halves of a head turned against each other as in GPT-NeoX, base 10 000.
    double dropout = 0;  // Of the attention weights.

    /// Queries from x, keys and values from `memory` (x itself for self-attention); `lengths` of memory, or no_tensor.
    /// Where the program walks, x is one step, and the States "key_cache" and "value_cache" {batch, heads, steps,
    /// width/heads} hold the keys and values of those before it.
    TensorId lower(Builder&, TensorId x, TensorId memory, TensorId lengths, const std::string& prefix) const;
    /// What the heads see, without any product in front or behind: query, key and value {batch, steps, width}.
    TensorId attend(Builder&, TensorId query, TensorId key, TensorId value, TensorId lengths, const std::string& prefix) const;
    /// Of attend(), from q, k and v of each head, as "a"; then words for its letters.
    std::string formula() const;
    std::vector<Formula::Word> words() const;
    /// The class `Attention` and the arguments for one; then its weights, under `attribute` of the part.
    static void torch_class(SourceWriter&);
    static void keras_class(SourceWriter&);
    SourceWriter::Arguments arguments() const;
    static void torch_weights(SourceWriter&, const std::string& prefix, const std::string& attribute = {});
    static void keras_weights(SourceWriter&, const std::string& prefix, const std::string& attribute = {});
};

/// Why attention cannot go step by step.
inline constexpr std::optional<Text> looks_ahead = LOOM_TEXT("Its steps look at later ones; turn Causal on."),
                                     looks_elsewhere = LOOM_TEXT("It looks at another sequence as a whole.");
/// Why so many heads cannot share a width; nothing where they can.
std::optional<Fault> heads_fault(Text layer, const Shape& found, std::int64_t heads, bool rotary);
/// How many keys of `memory` {batch, steps, width} count, from the memory itself or from its ids {batch, steps}.
TensorId key_lengths(Builder&, KeyPadding, TensorId memory, TensorId ids, std::int64_t padding_id);
/// Which steps of `memory` {batch, steps, width} count, as a variable; empty where all do.
std::string torch_keep(SourceWriter&, KeyPadding, const std::string& memory, const std::string& ids, std::int64_t padding_id);
std::string keras_keep(SourceWriter&, KeyPadding, const std::string& memory, const std::string& ids, std::int64_t padding_id);
/// Whether ids fit the memory that they belong to; nothing where they do.
std::optional<Fault> ids_fault(const Shape& memory, const Shape& ids, int port);

/// x·W + b along the last axis, with weights "<name>" {features, units} and "<name>_bias".
TensorId projected(Builder&, TensorId x, const std::string& name, std::int64_t units, bool bias = true);

/// Two products along the features of each step, with weights "expand" {features, hidden} and "contract"
/// {hidden, features} and a "…_bias" each (Vaswani et al. 2017).
TensorId feed_forward(Builder&, TensorId x, std::int64_t hidden, Ending, double dropout);

enum class NormOrder { Before, Behind };

/// A Transformer's block (Vaswani et al. 2017), without memory an encoder's, with it a decoder's. Each part – attention
/// under "self_", attention to the memory under "cross_", feed-forward – is added to what it was given; a layer norm
/// "norm_1", "norm_2" … {width} with its "…_shift" stands before each part (Xiong et al. 2020) or behind each sum.
/// `lengths` are those of the memory where there is one, else of x.
struct TransformerBlock {
    std::int64_t heads, hidden;
    Ending activation;
    NormOrder order;
    bool causal, rotary;
    double dropout;

    TensorId lower(Builder&, TensorId x, TensorId memory, TensorId lengths) const;
    /// `decoder`: with attention to the memory.
    Formula formula(bool decoder) const;
    /// `memory` without text: an encoder's. `keep` as torch_keep() gives it.
    std::string torch(SourceWriter&, const SourceValue& x, const SourceValue& memory, const std::string& keep) const;
    std::string keras(SourceWriter&, const SourceValue& x, const SourceValue& memory, const std::string& keep) const;
};
/// Whether a block can hold its weights.
std::optional<Fault> block_fault(Text layer, const Shape& found, std::int64_t keys, std::int64_t heads, std::int64_t hidden);

template <class P>
SettingBinding<P> hidden_setting()
{
    return setting(&P::hidden, {.key = "hidden",
                                .label = LOOM_TEXT("Hidden units"),
                                .help = LOOM_TEXT("How many values each step has in between. Four times the features is usual."),
                                .min = 1,
                                .max = 1048576});
}
template <class P>
SettingBinding<P> norm_order_setting()
{
    return setting(&P::order, {.key = "order",
                               .label = LOOM_TEXT("Layer norm"),
                               .help = LOOM_TEXT("Before each part learns more steadily and is usual today; behind each "
                                                 "sum is how the first Transformers were."),
                               .choices = {{"before", LOOM_TEXT("Before each part")}, {"behind", LOOM_TEXT("Behind each sum")}},
                               .advanced = true});
}
template <class P>
SettingBinding<P> heads_setting()
{
    return setting(&P::heads, {.key = "heads",
                               .label = LOOM_TEXT("Heads"),
                               .help = LOOM_TEXT("How many attentions look at the sequence side by side, each at its "
                                                 "share of the features."),
                               .min = 1,
                               .max = 256});
}
template <class P>
SettingBinding<P> causal_setting()
{
    return setting(&P::causal, {.key = "causal",
                                .label = LOOM_TEXT("Causal"),
                                .help = LOOM_TEXT("Each step sees only itself and those before it, as a network that "
                                                  "writes text or forecasts must.")});
}
template <class P>
SettingBinding<P> key_padding_setting()
{
    return setting(&P::padding,
                   {.key = "padding",
                    .label = LOOM_TEXT("Padding"),
                    .help = LOOM_TEXT("Which steps at the end only fill up and must not be looked at: none, those whose "
                                      "values are all 0, or those where a second input, the whole numbers themselves, "
                                      "holds the padding number."),
                    .choices = {{"none", LOOM_TEXT("None")},
                                {"zeros", LOOM_TEXT("Steps of zeros")},
                                {"ids", LOOM_TEXT("From the numbers")}}});
}
template <class P>
SettingBinding<P> padding_id_setting()
{
    return setting(&P::padding_id, {.key = "padding_id",
                                    .label = LOOM_TEXT("Padding number"),
                                    .help = LOOM_TEXT("The number that only fills sequences up."),
                                    .min = 0,
                                    .max = 10000000,
                                    .advanced = true});
}
template <class P>
SettingBinding<P> attention_dropout_setting()
{
    return setting(&P::dropout, {.key = "dropout",
                                 .label = LOOM_TEXT("Dropout"),
                                 .help = LOOM_TEXT("The share of values that are dropped in each step of training."),
                                 .min = 0,
                                 .max = 0.99});
}
template <class P>
SettingBinding<P> rotary_setting()
{
    return setting(&P::rotary, {.key = "rotary",
                                .label = LOOM_TEXT("Rotary positions"),
                                .help = LOOM_TEXT("Turns queries and keys by their place, so that attention sees how far "
                                                  "apart steps are. Instead of Positions in front."),
                                .advanced = true});
}

} // namespace loom
