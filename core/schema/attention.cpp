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
    const Shape shape = b.shape(x);
    const auto width = shape[2], each = width / heads;
    auto split = [&](TensorId from) {
        return b.permute(b.reshape(from, {shape[0], b.shape(from)[1], heads, each}), {0, 2, 1, 3});
    };
    TensorId query = split(b.affine(projected(b, x, prefix + "query", width), 1 / std::sqrt(double(each)), 0));
    TensorId key = split(projected(b, memory, prefix + "key", width, false));
    TensorId value = split(projected(b, memory, prefix + "value", width));
    if (rotary) {
        query = turned(b, query);
        key = turned(b, key);
    }
    const bool walks = b.walked_steps() > 0;
    if (walks) { // All steps up to this one are seen; what lies behind it in the caches is of no account.
        auto kept = [&](TensorId step, const char* name) {
            const TensorId all = b.state(prefix + name, {shape[0], heads, b.walked_steps(), each}, {});
            b.assign(step, all, b.position(), 2);
            return all;
        };
        key = kept(key, "key_cache");
        value = kept(value, "value_cache");
        lengths = b.binary(BinaryKind::Add, b.position(), b.constant({1}, {.a = 1}, DType::I32));
    }
    const TensorId scores = b.masked_softmax(b.matmul(query, key, false, true), lengths, causal && !walks);
    const TensorId weights = b.dropout(scores, dropout);
    const TensorId joined = b.reshape(b.permute(b.matmul(weights, value), {0, 2, 1, 3}), {shape[0], shape[1], width});
    return projected(b, joined, prefix + "output", width);
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
