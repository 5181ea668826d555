#include "schema/attention.h"
#include "schema/initializers.h"
#include "schema/sequences.h"
#include "schema/shapes.h"

#include <cmath>

namespace loom {
namespace {

/// x {batch, heads, steps, d}, each pair (i, i + d/2) of a head's values turned by step·10000^(−2i/d).
TensorId turned(Builder& b, TensorId x)
{
    const auto steps = b.walked_steps() > 0 ? b.walked_steps() : b.shape(x)[2], width = b.shape(x)[3], half = width / 2;
    Init cosine{}, sine{};
    for (std::int64_t t = 0; t < steps; ++t)
        for (std::int64_t i = 0; i < width; ++i) {
            const double angle = double(t) * std::pow(10000.0, -2.0 * double(i % half) / double(width));
            cosine.values.push_back(std::cos(angle));
            sine.values.push_back(std::sin(angle));
        }
    const TensorId other = b.concat({b.affine(b.slice(x, 3, half, half), -1, 0), b.slice(x, 3, 0, half)}, 3);
    auto times = [&](TensorId values, Init table) {
        TensorId factors = of_steps(b, b.constant({steps, width}, std::move(table)));
        if (b.walked_steps() > 0) // The same for all heads.
            factors = b.reshape(factors, {b.shape(x)[0], 1, 1, width});
        return b.binary(BinaryKind::Multiply, values, factors);
    };
    return b.binary(BinaryKind::Add, times(x, std::move(cosine)), times(other, std::move(sine)));
}

} // namespace

TensorId projected(Builder& b, TensorId x, const std::string& name, std::int64_t units, bool bias)
{
    const auto features = b.shape(x).back();
    const TensorId y =
        b.matmul(x, b.weight(name, {features, units}, init_of(Initializer::GlorotUniform, features, units)));
    return bias ? b.binary(BinaryKind::Add, y, b.weight(name + "_bias", {units}, {})) : y;
}

TensorId Attention::lower(Builder& b, TensorId x, TensorId memory, TensorId lengths, const std::string& prefix) const
{
    const auto width = b.shape(x)[2];
    const TensorId query = projected(b, x, prefix + "query", width);
    const TensorId key = projected(b, memory, prefix + "key", width, false);
    const TensorId value = projected(b, memory, prefix + "value", width);
    return projected(b, attend(b, query, key, value, lengths, prefix), prefix + "output", width);
}

TensorId Attention::attend(Builder& b, TensorId queries, TensorId keys, TensorId values, TensorId lengths, const std::string& prefix) const
{
    const Shape shape = b.shape(queries);
    const auto width = shape[2], each = width / heads;
    auto split = [&](TensorId from) {
        return b.permute(b.reshape(from, {shape[0], b.shape(from)[1], heads, b.shape(from)[2] / heads}), {0, 2, 1, 3});
    };
    TensorId query = split(b.affine(queries, 1 / std::sqrt(double(each)), 0)), key = split(keys), value = split(values);
    if (rotary) {
        query = turned(b, query);
        key = turned(b, key);
    }
    const bool walks = b.walked_steps() > 0;
    if (walks) { // All steps up to this one are seen; what lies behind it in the caches is of no account.
        auto kept = [&](TensorId step, const char* name) {
            const TensorId all = b.state(prefix + name, {shape[0], heads, b.walked_steps(), b.shape(step)[3]}, {});
            b.assign(step, all, b.position(), 2);
            return all;
        };
        key = kept(key, "key_cache");
        value = kept(value, "value_cache");
        lengths = b.binary(BinaryKind::Add, b.position(), b.constant({1}, {.a = 1}, DType::I32));
    }
    const TensorId scores = b.masked_softmax(b.matmul(query, key, false, true), lengths, causal && !walks);
    const TensorId seen = b.matmul(b.dropout(scores, dropout), value);
    return b.reshape(b.permute(seen, {0, 2, 1, 3}), {shape[0], shape[1], b.shape(seen)[3] * heads});
}

TensorId feed_forward(Builder& b, TensorId x, std::int64_t hidden, Ending activation, double dropout)
{
    const TensorId wide = b.dropout(apply(b, activation, projected(b, x, "expand", hidden)), dropout);
    return projected(b, wide, "contract", b.shape(x)[2]);
}

TensorId TransformerBlock::lower(Builder& b, TensorId x, TensorId memory, TensorId lengths) const
{
    int norms = 0;
    auto normalised = [&](TensorId from) {
        const Shape shape = b.shape(from);
        const std::string name = "norm_" + std::to_string(++norms);
        const TensorId scale = b.weight(name, {shape[2]}, {.a = 1}), shift = b.weight(name + "_shift", {shape[2]}, {});
        // Each step is a row; the norm finds the features at axis 1.
        const TensorId rows = b.reshape(from, {shape[0] * shape[1], shape[2]});
        return b.reshape(b.layer_norm(rows, scale, shift, 0, 1e-5), Shape(shape));
    };
    auto add = [&](auto part) {
        const bool before = order == NormOrder::Before;
        const TensorId sum =
            b.binary(BinaryKind::Add, x, b.dropout(part(before ? normalised(x) : x), dropout));
        x = before ? sum : normalised(sum);
    };
    const bool decoder = memory != no_tensor;
    add([&](TensorId in) {
        return Attention{heads, causal, rotary, dropout}.lower(b, in, in, decoder ? no_tensor : lengths, "self_");
    });
    if (decoder)
        add([&](TensorId in) {
            return Attention{heads, false, false, dropout}.lower(b, in, memory, lengths, "cross_");
        });
    add([&](TensorId in) { return feed_forward(b, in, hidden, activation, dropout); });
    return x;
}

// ---- Formulas -------------------------------------------------------------------------------------------------------

std::string Attention::formula() const
{
    const std::string score = rotary ? "frac{R_t Q_t * R_r K_r}{sqrt{d}}" : "frac{Q_t * K_r}{sqrt{d}}";
    return "s_{t,r} = " + score + " ;; a_{t,r} = frac{e^{s_{t,r}}}{sum_{m" + (causal ? " <= t" : "") + "} e^{s_{t,m}}}" +
           (causal ? " , r <= t" : "");
}

std::vector<Formula::Word> Attention::words() const
{
    std::vector<Formula::Word> where{{"t", LOOM_TEXT("the step that looks")},
                                     {"r", LOOM_TEXT("the step that is looked at")},
                                     {"m", LOOM_TEXT("all steps that can be looked at")},
                                     {"a_{t,r}", LOOM_TEXT("how much of step r goes into step t")},
                                     {"s_{t,r}", LOOM_TEXT("how well query t and key r match")},
                                     {"d", Message(LOOM_TEXT("values of a head: the width shared out to %1 heads"), heads)}};
    if (rotary)
        where.push_back({"R_t", LOOM_TEXT("turns each pair of values by an angle that grows with the step")});
    return where;
}

Formula TransformerBlock::formula(bool decoder) const
{
    const bool before = order == NormOrder::Before;
    std::string text;
    int part = 0;
    const std::string stages = decoder ? "huy" : "hy";
    std::string from = "x";
    const auto add = [&](const std::string& name, const std::string& behind) {
        const std::string to(1, stages[std::size_t(part++)]);
        text += (text.empty() ? "" : " ;; ") + to + " = " +
                (before ? from + " + " + name + "(layernorm(" + from + ")" + behind + ")"
                        : "layernorm(" + from + " + " + name + "(" + from + behind + "))");
        from = to;
    };
    add("attention", "");
    if (decoder)
        add("attention", ", m");
    add("feedforward", "");
    text += " ;; attention(x)_t = W_o sum_{r} a_{t,r} V_r + b_o , " + std::string("a_{t,r} = softmax(frac{Q_t * K_r}{sqrt{d}})") +
            (causal ? " , r <= t" : "");
    text += " ;; feedforward(x) = W_2 f(W_1 x + b_1) + b_2 ;; f(z) = " +
            (activation == Ending::None ? std::string("z") : curve_formula(Bend(int(activation) - 1), "z", 0.01, 1));
    std::vector<Formula::Word> where{
        {"layernorm", LOOM_TEXT("layer norm, with learned scale and shift")},
        {"a_{t,r}", LOOM_TEXT("how much of step r goes into step t")},
        {"V_r", LOOM_TEXT("value, query and key: learned products of what comes in")},
        {"d", Message(LOOM_TEXT("values of a head: the width shared out to %1 heads"), heads)}};
    if (decoder)
        where.push_back({"m", LOOM_TEXT("the second input: what was read")});
    if (rotary)
        where.push_back({"Q_t", LOOM_TEXT("query; it and the key are turned by their step")});
    return {std::move(text), std::move(where)};
}

// ---- In Python ------------------------------------------------------------------------------------------------------

void Attention::torch_class(SourceWriter& w)
{
    w.helper(R"(def turned(x):
    """Rotary positions (Su et al. 2021): turns each pair of a head's halves by an angle that grows with the step."""
    steps, width = x.shape[-2:]
    rates = 10000.0 ** (-2 * (torch.arange(width, device=x.device) % (width // 2)) / width)
    angles = torch.arange(steps, device=x.device).unsqueeze(1) * rates
    first, second = x.chunk(2, dim=-1)
    return x * angles.cos() + torch.cat([-second, first], dim=-1) * angles.sin())");
    w.helper(R"(class Attention(nn.Module):
    """Multi-head attention (Vaswani et al. 2017) from {batch, steps, width} to itself or to a memory.

    keep {batch, steps of the memory} says which of its steps may be looked at.
    """

    def __init__(self, width, memory_width, heads, causal=False, rotary=False, dropout=0.0):
        super().__init__()
        self.heads, self.causal, self.rotary = heads, causal, rotary
        self.query = nn.Linear(width, width)
        self.key = nn.Linear(memory_width, width, bias=False)
        self.value = nn.Linear(memory_width, width)
        self.output = nn.Linear(width, width)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x, memory=None, keep=None):
        memory = x if memory is None else memory
        query, key, value = (
            y.unflatten(2, (self.heads, -1)).transpose(1, 2)
            for y in (self.query(x), self.key(memory), self.value(memory))
        )
        if self.rotary:
            query, key = turned(query), turned(key)
        scores = query @ key.transpose(2, 3) / query.shape[3] ** 0.5
        seen = torch.ones(scores.shape[2:], dtype=torch.bool, device=x.device)
        if self.causal:
            seen = seen.tril(scores.shape[3] - scores.shape[2])
        if keep is not None:
            seen = seen & keep[:, None, None, :]
        scores = scores.masked_fill(~seen, float("-inf"))
        weights = torch.softmax(scores, dim=3).masked_fill(~seen, 0)  # 0 as well where nothing may be seen.
        return self.output((self.dropout(weights) @ value).transpose(1, 2).flatten(2)))");
}

void Attention::keras_class(SourceWriter& w)
{
    w.helper(R"(def turned(x):
    """Rotary positions (Su et al. 2021): turns each pair of a head's halves by an angle that grows with the step."""
    steps, width = x.shape[-2:]
    rates = 10000.0 ** (-2 * (np.arange(width) % (width // 2)) / width)
    angles = np.arange(steps)[:, None] * rates
    cosine, sine = np.cos(angles).astype("float32"), np.sin(angles).astype("float32")
    return x * cosine + ops.concatenate([-x[..., width // 2 :], x[..., : width // 2]], axis=-1) * sine)");
    w.helper(R"(class Attention(layers.Layer):
    """Multi-head attention (Vaswani et al. 2017) from {batch, steps, width} to itself or to a memory.

    keep {batch, steps of the memory} says which of its steps may be looked at.
    """

    def __init__(self, width, heads, causal=False, rotary=False, dropout=0.0, **kwargs):
        super().__init__(**kwargs)
        self.heads, self.causal, self.rotary = heads, causal, rotary
        self.query = layers.Dense(width)
        self.key = layers.Dense(width, use_bias=False)
        self.value = layers.Dense(width)
        self.project = layers.Dense(width)
        self.dropout = layers.Dropout(dropout)

    def split(self, y):
        return ops.transpose(ops.reshape(y, (-1, y.shape[1], self.heads, y.shape[2] // self.heads)), (0, 2, 1, 3))

    def call(self, x, memory=None, keep=None):
        memory = x if memory is None else memory
        query, key, value = self.split(self.query(x)), self.split(self.key(memory)), self.split(self.value(memory))
        if self.rotary:
            query, key = turned(query), turned(key)
        scores = ops.matmul(query, ops.transpose(key, (0, 1, 3, 2))) / query.shape[3] ** 0.5
        seen = np.ones(scores.shape[2:], "float32")
        if self.causal:
            seen = np.tril(seen, scores.shape[3] - scores.shape[2])
        if keep is not None:
            seen = ops.cast(keep, "float32")[:, None, None, :] * seen
        weights = ops.softmax(scores - 1e9 * (1 - seen), axis=3) * seen  # 0 as well where nothing may be seen.
        y = ops.transpose(ops.matmul(self.dropout(weights), value), (0, 2, 1, 3))
        return self.project(ops.reshape(y, (-1, x.shape[1], x.shape[2]))))");
}

SourceWriter::Arguments Attention::arguments() const
{
    SourceWriter::Arguments list{python(heads)};
    if (causal)
        list.push_back(keyword("causal", python(true)));
    if (rotary)
        list.push_back(keyword("rotary", python(true)));
    if (dropout > 0)
        list.push_back(keyword("dropout", python(dropout)));
    return list;
}

void Attention::torch_weights(SourceWriter& w, const std::string& prefix, const std::string& attribute)
{
    for (const char* name : {"query", "key", "value", "output"})
        torch_linear(w, prefix + name, attribute + name + ".", std::string_view(name) != "key");
}

void Attention::keras_weights(SourceWriter& w, const std::string& prefix, const std::string& attribute)
{
    for (const char* name : {"query", "key", "value", "output"})
        keras_dense(w, prefix + name, attribute + name + "_", std::string_view(name) != "key");
}

namespace {

constexpr std::string_view torch_block = R"(class TransformerBlock(nn.Module):
    """A Transformer's block (Vaswani et al. 2017): an encoder's, or with a memory a decoder's."""

    def __init__(self, width, heads, hidden, activation, memory_width=None, norm_first=True, causal=False, rotary=False, dropout=0.0):
        super().__init__()
        self.norm_first, self.activation = norm_first, activation
        self.norm_1 = nn.LayerNorm(width)
        self.attention = Attention(width, width, heads, causal, rotary, dropout)
        if memory_width is not None:
            self.norm_2 = nn.LayerNorm(width)
            self.across = Attention(width, memory_width, heads, dropout=dropout)
        self.norm_3 = nn.LayerNorm(width)
        self.expand = nn.Linear(width, hidden)
        self.contract = nn.Linear(hidden, width)
        self.dropout = nn.Dropout(dropout)

    def added(self, x, norm, part):
        if self.norm_first:
            return x + self.dropout(part(norm(x)))
        return norm(x + self.dropout(part(x)))

    def forward(self, x, memory=None, keep=None):
        own = None if memory is not None else keep
        x = self.added(x, self.norm_1, lambda y: self.attention(y, keep=own))
        if memory is not None:
            x = self.added(x, self.norm_2, lambda y: self.across(y, memory, keep))
        return self.added(x, self.norm_3, lambda y: self.contract(self.dropout(self.activation(self.expand(y))))))";

constexpr std::string_view keras_block = R"(class TransformerBlock(layers.Layer):
    """A Transformer's block (Vaswani et al. 2017): an encoder's, or with a memory a decoder's."""

    def __init__(self, width, heads, hidden, activation, across=False, norm_first=True, causal=False, rotary=False, dropout=0.0, **kwargs):
        super().__init__(**kwargs)
        self.norm_first, self.activation = norm_first, activation
        self.norm_1 = layers.LayerNormalization(epsilon=1e-5)
        self.attention = Attention(width, heads, causal, rotary, dropout)
        if across:
            self.norm_2 = layers.LayerNormalization(epsilon=1e-5)
            self.across = Attention(width, heads, dropout=dropout)
        self.norm_3 = layers.LayerNormalization(epsilon=1e-5)
        self.expand = layers.Dense(hidden)
        self.contract = layers.Dense(width)
        self.dropout = layers.Dropout(dropout)

    def added(self, x, norm, part):
        if self.norm_first:
            return x + self.dropout(part(norm(x)))
        return norm(x + self.dropout(part(x)))

    def call(self, x, memory=None, keep=None):
        own = None if memory is not None else keep
        x = self.added(x, self.norm_1, lambda y: self.attention(y, keep=own))
        if memory is not None:
            x = self.added(x, self.norm_2, lambda y: self.across(y, memory, keep))
        return self.added(x, self.norm_3, lambda y: self.contract(self.dropout(self.activation(self.expand(y))))))";

SourceWriter::Arguments block_arguments(const TransformerBlock& b, std::int64_t width, std::string function)
{
    return {python(width), python(b.heads), python(b.hidden), std::move(function)};
}

void more_arguments(const TransformerBlock& b, SourceWriter::Arguments& list)
{
    if (b.order == NormOrder::Behind)
        list.push_back(keyword("norm_first", python(false)));
    if (b.causal)
        list.push_back(keyword("causal", python(true)));
    if (b.rotary)
        list.push_back(keyword("rotary", python(true)));
    if (b.dropout > 0)
        list.push_back(keyword("dropout", python(b.dropout)));
}

std::string block_call(const std::string& made, const std::string& x, const std::string& memory, const std::string& keep)
{
    return made + "(" + x + (memory.empty() ? "" : ", " + memory) + (keep.empty() ? "" : ", keep=" + keep) + ")";
}

} // namespace

std::string TransformerBlock::torch(SourceWriter& w, const SourceValue& x, const SourceValue& memory,
                                    const std::string& keep) const
{
    Attention::torch_class(w);
    w.helper(torch_block);
    const bool decoder = !memory.text.empty();
    SourceWriter::Arguments list =
        block_arguments(*this, x.sample[0], activation == Ending::None ? "nn.Identity()" : torch_function(activation));
    if (decoder)
        list.push_back(keyword("memory_width", python(memory.sample[0])));
    more_arguments(*this, list);
    const std::string made = w.make("TransformerBlock", list);
    // The norms are counted from 1 on; the block of an encoder has no second one.
    const auto norm = [&](const char* own, const char* name) {
        w.weight(std::string(name) + ".weight", w.own(own));
        w.weight(std::string(name) + ".bias", w.own(std::string(own) + "_shift"));
    };
    norm("norm_1", "norm_1");
    Attention::torch_weights(w, "self_", "attention.");
    if (decoder) {
        norm("norm_2", "norm_2");
        Attention::torch_weights(w, "cross_", "across.");
    }
    norm(decoder ? "norm_3" : "norm_2", "norm_3");
    torch_linear(w, "expand", "expand.");
    torch_linear(w, "contract", "contract.");
    return block_call(made, x.text, memory.text, keep);
}

std::string TransformerBlock::keras(SourceWriter& w, const SourceValue& x, const SourceValue& memory,
                                    const std::string& keep) const
{
    Attention::keras_class(w);
    w.helper(keras_block);
    const bool decoder = !memory.text.empty();
    SourceWriter::Arguments list =
        block_arguments(*this, x.sample[0], activation == Ending::None ? "lambda x: x" : keras_function(activation));
    if (decoder)
        list.push_back(keyword("across", python(true)));
    more_arguments(*this, list);
    const std::string made = w.make("TransformerBlock", list);
    const auto norm = [&](const std::string& own) {
        w.weight(own + "_gamma", w.own(own));
        w.weight(own + "_beta", w.own(own + "_shift"));
    };
    norm("norm_1");
    Attention::keras_weights(w, "self_", "attention_");
    if (decoder) {
        norm("norm_2");
        Attention::keras_weights(w, "cross_", "across_");
    }
    norm(decoder ? "norm_3" : "norm_2");
    keras_dense(w, "expand", "expand_");
    keras_dense(w, "contract", "contract_");
    return block_call(made, x.text, memory.text, keep);
}

std::string torch_keep(SourceWriter& w, KeyPadding padding, const std::string& memory, const std::string& ids,
                       std::int64_t padding_id)
{
    if (padding == KeyPadding::None)
        return {};
    torch_real_steps(w);
    const std::string off = padding_id == 0 ? ids : "(" + ids + " - " + python(padding_id) + ")";
    return w.let("real_steps(" + (padding == KeyPadding::Ids ? off + ".unsqueeze(2)" : memory) + ")", "keep");
}

std::string keras_keep(SourceWriter& w, KeyPadding padding, const std::string& memory, const std::string& ids,
                       std::int64_t padding_id)
{
    if (padding == KeyPadding::None)
        return {};
    keras_real_steps(w);
    const std::string off = padding_id == 0 ? ids : ids + " - " + python(padding_id);
    return w.let("real_steps(" + (padding == KeyPadding::Ids ? "ops.expand_dims(" + off + ", 2)" : memory) + ")", "keep");
}

std::optional<Fault> block_fault(Text layer, const Shape& found, std::int64_t keys, std::int64_t heads, std::int64_t hidden)
{
    for (const Shape& weight : {Shape{found[0], found[0]}, Shape{heads, found[1], keys}})
        if (too_large(weight))
            return too_large_fault(layer, weight, "heads");
    for (const Shape& weight : {Shape{found[0], hidden}, Shape{hidden, found[1]}})
        if (too_large(weight))
            return too_large_fault(layer, weight, "hidden");
    return {};
}

std::optional<Fault> heads_fault(Text layer, const Shape& found, std::int64_t heads, bool rotary)
{
    auto fits = [&](std::int64_t n) { return found[0] % n == 0 && (!rotary || found[0] / n % 2 == 0); };
    if (fits(heads))
        return {};
    Fault fault{.message = rotary ? Message(LOOM_TEXT("%1 cannot share %2 features out evenly to %3 heads in pairs."), layer,
                                            quantity_text(found[0]), quantity_text(heads))
                                  : Message(LOOM_TEXT("%1 cannot share %2 features out evenly to %3 heads."), layer,
                                            quantity_text(found[0]), quantity_text(heads)),
                .hint = LOOM_TEXT("Choose a number of heads that divides the number of features."),
                .port = 0,
                .setting = "heads",
                .found = found,
                .assumed = found};
    for (std::int64_t n = std::min(heads, found[0]); n >= 1; --n)
        if (fits(n)) {
            fault.repairs.push_back({Message(LOOM_TEXT("Set heads to %1"), n), ChangeSetting{"heads", n}});
            return fault;
        }
    fault.setting = "rotary"; // An odd number of features has no pairs at all.
    fault.hint = LOOM_TEXT("An odd number of features has no pairs. Use Positions in front instead.");
    fault.repairs.push_back({LOOM_TEXT("Turn rotary positions off"), ChangeSetting{"rotary", false}});
    return fault;
}

TensorId key_lengths(Builder& b, KeyPadding padding, TensorId memory, TensorId ids, std::int64_t padding_id)
{
    switch (padding) {
    case KeyPadding::None:
        return no_tensor;
    case KeyPadding::ZeroSteps:
        return b.lengths(memory);
    case KeyPadding::Ids:
        break;
    }
    const Shape shape = b.shape(ids);
    return b.lengths(b.reshape(b.affine(ids, 1, double(-padding_id)), {shape[0], shape[1], 1}));
}

std::optional<Fault> ids_fault(const Shape& memory, const Shape& ids, int port)
{
    if (ids == Shape{memory[1]})
        return {};
    return Fault{.message = Message(LOOM_TEXT("The sequence has %1 steps, but its whole numbers are %2."),
                                    quantity_text(memory[1]), shape_text(ids)),
                 .hint = LOOM_TEXT("Join the same numbers to this input that go into Embedding."),
                 .port = port,
                 .setting = "padding",
                 .expected = Shape{memory[1]},
                 .found = ids,
                 .repairs = {{LOOM_TEXT("Set the padding to None"), ChangeSetting{"padding", std::string("none")}}}};
}

} // namespace loom
