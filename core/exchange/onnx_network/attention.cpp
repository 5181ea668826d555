// softmax(scale·q·kᵀ + mask)·v, which exporters write as products of values in heads: one layer where all of it is there.
#include "exchange/onnx_network/draft.h"

#include <algorithm>
#include <cmath>

namespace loom::onnx_network {
namespace {

/// Of a value {batch, heads, …}: the layer's channels are the heads and `width` together, its places are `steps`.
bool is_in_heads(const Place& place, const Shape& sizes, int width, int steps)
{
    if (sizes.size() != 4 || !place.rows.empty() || place.axes.size() != 3 || place.axes[0] != std::vector{0})
        return false;
    const auto without_ones = [&](const std::vector<int>& axes) {
        std::vector<int> out;
        std::ranges::copy_if(axes, std::back_inserter(out), [&](int a) { return sizes[std::size_t(a)] != 1; });
        return out;
    };
    return without_ones(place.axes[1]) == without_ones({1, width}) && without_ones(place.axes[2]) == without_ones({steps});
}

/// Where later places are cut off from earlier ones: by numbers that are added, or by truths. Nothing where it is neither that nor
/// a mask that leaves all as it is.
enum class Mask { None, Causal };
std::optional<Mask> mask_of(const std::vector<char>& open, std::int64_t queries, std::int64_t keys)
{
    if (std::ranges::all_of(open, [](char o) { return o; }))
        return Mask::None;
    if (std::int64_t(open.size()) != queries * keys)
        return {};
    for (std::int64_t i = 0; i < queries; ++i)
        for (std::int64_t j = 0; j < keys; ++j)
            if (bool(open[std::size_t(i * keys + j)]) != (j <= i))
                return {};
    return Mask::Causal;
}

bool leads_with_ones(const Shape& mask)
{
    return std::ranges::all_of(mask.begin(), mask.end() - std::ptrdiff_t(std::min<std::size_t>(2, mask.size())), [](auto s) { return s == 1; });
}

} // namespace

bool Draft::attends(const Node& n, std::span<const TensorId> made)
{
    std::vector<int> waiting;
    for (int i = 0; i < n.inputs(); ++i)
        if (n.has(i) && scores_.contains(n.in(i)))
            waiting.push_back(i);
    if (waiting.empty())
        return begins_to_attend(n, made);
    if (waiting.size() == 1)
        if (auto next = goes_on_attending(n, made, waiting[0])) {
            if (next->query == no_tensor)
                return true; // It has become a layer.
            next->steps.emplace_back(n, std::vector(made.begin(), made.end()));
            scores_.insert_or_assign(made[0], std::move(*next));
            return true;
        }
    for (const int i : waiting)
        settle(n.in(i));
    return false;
}

bool Draft::begins_to_attend(const Node& n, std::span<const TensorId> made)
{
    if (n.op() != "MatMul")
        return false;
    const Place *q = place(n.in(0)), *k = place(n.in(1));
    const Shape &sq = n.shape(n.in(0)), &sk = n.shape(n.in(1));
    if (!q || !k || !is_in_heads(*q, sq, 3, 2) || !is_in_heads(*k, sk, 2, 3) || sq[1] != sk[1])
        return false; // Heads that share their keys are none of the layer's.
    const auto of_q = linear_factor(q->formula), of_k = linear_factor(k->formula);
    if (!of_q || !of_k)
        return false;
    scores_.insert_or_assign(made[0], Scores{.query = n.in(0), .key = n.in(1), .scale = *of_q * *of_k, .steps = {{n, {made.begin(), made.end()}}}});
    return true;
}

std::optional<Draft::Scores> Draft::goes_on_attending(const Node& n, std::span<const TensorId> made, int at)
{
    Scores next = scores_.at(n.in(at));
    const Shape& sizes = n.shape(n.in(at));
    const std::string& op = n.op();
    if (op == "Identity" || (op == "Cast" && n.is_real(made[0])) || (op == "Dropout" && at == 0 && !n.needs(1)))
        return next;
    if (next.shares) {
        const Place* v = op == "MatMul" && at == 0 ? place(n.in(1)) : nullptr;
        const Shape& q = n.shape(next.query);
        if (!v || v->formula != "x" || !is_in_heads(*v, n.shape(n.in(1)), 3, 2) || n.shape(n.in(1))[1] != q[1])
            return {};
        if (std::abs(next.scale * std::sqrt(double(q[3])) - 1) > 1e-4)
            return {};
        const std::size_t mark = items_.size();
        try {
            const int item = add(n, "dot_product_attention", {{"heads", q[1]}, {"causal", next.causal}}, {place(next.query)->item, place(next.key)->item, v->item});
            put(made[0], Place{.item = item, .axes = {{0}, {1, 3}, {2}}});
            return Scores{};
        } catch (const NotOurs&) {
            forget(mark);
            return {};
        }
    }
    if (op == "Softmax" && n.axis(n.whole("axis", n.opset() < 13 ? 1 : -1), 4) == 3) {
        next.shares = true;
        return next;
    }
    const auto masked = [&](const std::vector<char>& open, const Shape& mask) -> std::optional<Scores> {
        const auto kind = leads_with_ones(mask) ? mask_of(open, sizes[2], sizes[3]) : std::nullopt;
        if (!kind)
            return {};
        next.causal = next.causal || *kind == Mask::Causal;
        return next;
    };
    constexpr double never = -1e4; // What is added where nothing shall be seen.
    if (op == "Where" && at > 0 && n.has(2)) {
        const auto condition = n.known_whole(0);
        const auto otherwise = number(n, n.in(3 - at));
        if (!condition || !otherwise || *otherwise > never)
            return {};
        std::vector<char> open;
        for (const auto c : *condition)
            open.push_back((c != 0) == (at == 1));
        return masked(open, n.shape(n.in(0)));
    }
    if (n.inputs() != 2)
        return {};
    const TensorId other = n.in(1 - at);
    if (op == "Mul" || (op == "Div" && at == 0)) {
        const auto factor = number(n, other);
        if (!factor || *factor == 0)
            return {};
        next.scale *= op == "Mul" ? *factor : 1 / *factor;
        return next;
    }
    if (op == "Add") {
        const auto added = numbers(n, other);
        if (!added || std::ranges::any_of(*added, [](float a) { return a != 0 && !(a <= never); }))
            return {};
        std::vector<char> open;
        for (const float a : *added)
            open.push_back(a == 0);
        return masked(open, n.shape(other));
    }
    return {};
}

void Draft::settle(TensorId id)
{
    const auto found = scores_.find(id);
    if (found == scores_.end())
        return;
    const Scores all = found->second;
    for (const auto& [node, made] : all.steps)
        if (scores_.erase(made[0]) > 0 && !place(made[0]))
            draw(node, made);
}

} // namespace loom::onnx_network
