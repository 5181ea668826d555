// Attention and what turns its queries and keys by their places (operators of opset 23), as products and a softmax.
#include "exchange/onnx_import/import.h"

#include <cmath>
#include <limits>
#include <numeric>

namespace loom::onnx_import {
namespace {

using Values = std::vector<TensorId>;

/// {batch, places, heads·width} as {batch, heads, places, width}.
TensorId in_heads(const Node& n, TensorId x, std::string_view key)
{
    if (n.rank(x) == 4)
        return x;
    n.need_rank(x, 3, 4);
    const Shape s = n.shape(x);
    const auto heads = n.whole(key, 0);
    n.need_between(key, heads, 1, std::max<std::int64_t>(1, s[2]));
    n.need(s[2] % heads == 0, LOOM_TEXT("%1 elements cannot be divided by %2"), s[2], heads);
    return n.b.permute(n.reshape(x, {s[0], s[1], heads, s[2] / heads}), {0, 2, 1, 3});
}

/// Keys and values that came before these.
TensorId behind(const Node& n, int past, TensorId x)
{
    if (!n.has(past))
        return x;
    const TensorId before = n.in(past);
    n.need_rank(before, 4, 4);
    n.need_same_type(before, x);
    Shape like = n.shape(x);
    like[2] = n.shape(before)[2];
    n.need_shape("past", before, like);
    return n.b.concat({before, x}, 2);
}

/// Neighbouring queries share the keys and values of a head: each head `times` times. Ainslie et al. 2023.
TensorId repeated(const Node& n, TensorId x, std::int64_t times)
{
    std::vector<std::int64_t> heads;
    for (std::int64_t h = 0; h < n.shape(x)[1] * times; ++h)
        heads.push_back(h / times);
    const auto all = std::int64_t(heads.size());
    return times == 1 ? x : n.b.gather(x, n.whole_constant({all}, std::move(heads)), 1);
}

/// A mask that ends before the keys do: what is behind it is not looked at.
TensorId to_length(const Node& n, TensorId mask, std::int64_t keys)
{
    n.need_rank(mask, 1, 4);
    Shape behind = n.shape(mask);
    behind.back() = keys - behind.back();
    if (behind.back() <= 0)
        return mask;
    const DType type = n.dtype(mask);
    return n.b.concat({mask, n.b.constant(behind, {.a = type == DType::Bool ? 0 : -std::numeric_limits<double>::infinity()}, type)}, int(n.rank(mask)) - 1);
}

/// Vaswani et al. 2017: softmax(scale·q·kᵀ + mask)·v, for each head.
Values attention(const Node& n)
{
    const bool flat = n.rank(n.in(0)) == 3;
    const TensorId q = in_heads(n, n.in(0), "q_num_heads");
    const TensorId k = behind(n, 4, in_heads(n, n.in(1), "kv_num_heads")), v = behind(n, 5, in_heads(n, n.in(2), "kv_num_heads"));
    for (const TensorId x : {q, k, v}) {
        n.need_real(x);
        n.need_same_type(x, q);
        n.need_rank(x, 4, 4);
    }
    const Shape sq = n.shape(q), sk = n.shape(k), sv = n.shape(v);
    n.need_shape("K", k, {sq[0], sk[1], sk[2], sq[3]});
    n.need_shape("V", v, {sq[0], sk[1], sk[2], sv[3]});
    n.need(sk[1] > 0 && sq[1] % sk[1] == 0, LOOM_TEXT("%1 elements cannot be divided by %2"), sq[1], sk[1]);
    n.need_length("Y", sq[2] * sk[2], 1, most_made_elements);
    n.need_length("Y", sq[1], 1, most_made_elements);
    const auto times = sq[1] / sk[1];
    const double scale = n.real("scale", 1 / std::sqrt(double(sq[3])));
    TensorId scores = n.b.affine(n.b.matmul(q, repeated(n, k, times), false, true), scale, 0);
    TensorId told = scores; // What the fourth output gives: the scores so far, or later ones.
    const auto mode = n.whole("qk_matmul_output_mode", 0);
    n.need_between("qk_matmul_output_mode", mode, 0, 3);
    const TensorId never = n.number(-std::numeric_limits<double>::infinity(), n.dtype(q));
    if (n.whole("is_causal", 0) != 0) {
        const auto past = n.has(4) ? n.shape(n.in(4))[2] : 0;
        std::vector<std::int64_t> later;
        for (std::int64_t i = 0; i < sq[2]; ++i)
            for (std::int64_t j = 0; j < sk[2]; ++j)
                later.push_back(j - past > i);
        scores = n.b.where(n.b.constant({sq[2], sk[2]}, {.whole = std::move(later)}, DType::Bool), never, scores);
    }
    if (n.has(3)) {
        const TensorId mask = to_length(n, n.in(3), sk[2]);
        n.need_broadcast(n.shape(mask), n.shape(scores));
        scores = n.dtype(mask) == DType::Bool ? n.b.where(mask, scores, never) : n.binary(BinaryKind::Add, scores, mask);
    }
    if (n.has(6)) { // How many keys of each sample are none of its padding.
        n.need_shape("nonpad_kv_seqlen", n.in(6), {sq[0]});
        n.need_type("nonpad_kv_seqlen", n.in(6), DType::I64);
        std::vector<std::int64_t> at(static_cast<std::size_t>(sk[2]));
        std::iota(at.begin(), at.end(), 0);
        scores = n.b.where(n.compare(CompareKind::Less, n.whole_constant({1, 1, 1, sk[2]}, std::move(at)), n.reshape(n.in(6), {sq[0], 1, 1, 1})), scores, never);
    }
    n.need_shape("attn_mask", scores, {sq[0], sq[1], sq[2], sk[2]});
    if (mode == 1)
        told = scores;
    if (const double cap = n.real("softcap", 0); cap > 0)
        scores = n.b.affine(n.b.eltwise(Curve::Tanh, n.b.affine(scores, 1 / cap, 0)), cap, 0);
    if (mode == 2)
        told = scores;
    const TensorId shares = n.dtype(q) == DType::F32 ? n.b.softmax(scores) : n.b.eltwise(Curve::Exp, n.log_softmax(scores, 3));
    if (mode == 3)
        told = shares;
    TensorId y = n.b.matmul(shares, repeated(n, v, times));
    if (flat)
        y = n.reshape(n.b.permute(y, {0, 2, 1, 3}), {sq[0], sq[2], sq[1] * sv[3]});
    return {y, k, v, told};
}

/// The places from `begin` on, every `step`-th, along the last axis.
TensorId places(const Node& n, TensorId x, std::int64_t begin, std::int64_t step, std::int64_t count)
{
    if (step == 1)
        return n.b.slice(x, int(n.rank(x)) - 1, begin, count);
    std::vector<std::int64_t> at(static_cast<std::size_t>(count));
    for (std::int64_t i = 0; i < count; ++i)
        at[std::size_t(i)] = begin + i * step;
    return n.b.gather(x, n.whole_constant({count}, std::move(at)), int(n.rank(x)) - 1);
}

/// Su et al. 2021: pairs of values turned by an angle that grows with their place.
Values rotary_embedding(const Node& n)
{
    const bool flat = n.rank(n.in(0)) == 3;
    const TensorId x = in_heads(n, n.in(0), "num_heads");
    const Shape s = n.shape(x);
    n.need_real(x);
    const auto given = n.whole("rotary_embedding_dim", 0), turned = given == 0 ? s[3] : given, half = turned / 2;
    n.need_between("rotary_embedding_dim", turned, 2, std::min(s[3], most_made_elements));
    n.need(turned % 2 == 0, LOOM_TEXT("%1 elements cannot be divided by %2"), turned, 2);
    // {batch, 1, places, half}
    auto angles = [&](int input) {
        TensorId table = n.in(input);
        n.need_same_type(table, x);
        if (n.has(3)) {
            n.need_rank(table, 2, 2);
            n.need_shape("position_ids", n.in(3), {s[0], s[2]});
            table = n.b.gather(table, n.from_beginning(n.in(3), n.shape(table)[0]), 0);
        }
        n.need_rank(table, 3, 3);
        n.need_length("cos_cache", n.shape(table)[2], half, most_elements);
        table = n.b.slice(table, 2, 0, half);
        n.need_shape("cos_cache", table, {s[0], s[2], half});
        return n.unsqueezed(table, {1});
    };
    const TensorId cosine = angles(1), sine = angles(2);
    const bool interleaved = n.whole("interleaved", 0) != 0;
    const TensorId a = places(n, x, 0, interleaved ? 2 : 1, half), b = places(n, x, interleaved ? 1 : half, interleaved ? 2 : 1, half);
    auto times = [&](TensorId p, TensorId q) { return n.binary(BinaryKind::Multiply, p, q); };
    const TensorId first = n.binary(BinaryKind::Subtract, times(cosine, a), times(sine, b)),
                   second = n.binary(BinaryKind::Add, times(sine, a), times(cosine, b));
    TensorId y = interleaved ? n.reshape(n.b.concat({n.unsqueezed(first, {4}), n.unsqueezed(second, {4})}, 4), {s[0], s[1], s[2], turned})
                             : n.b.concat({first, second}, 3);
    if (turned < s[3])
        y = n.b.concat({y, n.b.slice(x, 3, turned, s[3] - turned)}, 3);
    return {flat ? n.reshape(n.b.permute(y, {0, 2, 1, 3}), n.shape(n.in(0))) : y};
}

} // namespace

std::span<const Operator> attention_operators()
{
    static const Operator table[] = {{"Attention", 3, attention}, {"RotaryEmbedding", 3, rotary_embedding}};
    return table;
}

} // namespace loom::onnx_import
