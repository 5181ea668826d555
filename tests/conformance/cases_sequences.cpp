// Order, choice by index, recurrences and attention.
#include "conformance/cases.h"

#include <cmath>

namespace loom::conformance {
namespace {

Cases cases(For<Permute>)
{
    Cases out;
    auto add = [&](std::string name, Shape shape, std::vector<int> perm) {
        out.emplace_back(std::move(name), [=](Case& c) { c.result = c.builder.permute(c.input(shape), perm); });
    };
    add("one", {1}, {0});
    add("ones", {1, 1, 1}, {2, 0, 1});
    add("odd", {3, 7, 5}, {0, 2, 1});
    add("of_four_axes", {2, 5, 3, 11}, {0, 2, 1, 3});
    add("large", {32, 50, 70}, {1, 0, 2});
    out.emplace_back("of_a_weight", [](Case& c) { c.result = c.builder.permute(c.weight("w", {5, 9}), {1, 0}); });
    for (std::int64_t channels : {16, 5})
        out.emplace_back("behind_conv_" + std::to_string(channels), [=](Case& c) {
            c.result = c.builder.permute(c.picture(2, channels, 7), {0, 2, 3, 1});
        });
    // Whatever reads the other order: element by element, channel by channel, row by row, as a product.
    out.emplace_back("between_others", [](Case& c) {
        Builder& b = c.builder;
        const auto x = b.permute(c.input({4, 6, 9}), {0, 2, 1});
        const auto y = b.add_bias(b.affine(b.eltwise(Curve::Gelu, b.eltwise(Curve::Relu, x)), 2, 0.5), c.weight("b", {9}));
        const auto z = b.softmax(b.binary(BinaryKind::Multiply, b.permute(y, {0, 2, 1}), b.permute(x, {0, 2, 1})));
        c.result = b.concat({b.permute(z, {2, 0, 1}), b.permute(x, {1, 0, 2})}, 0);
    });
    out.emplace_back("before_norm_and_conv", [](Case& c) {
        Builder& b = c.builder;
        const auto x = b.permute(c.input({4, 6, 9}), {0, 2, 1});
        const auto y = b.batch_norm(x, c.weight("scale", {9}), c.weight("shift", {9}), c.state("mean", {9}),
                                    c.state("variance", {9}, positive), 0.1, 1e-3);
        c.result = b.conv(y, c.weight("w", {5, 9, 3}), window({3}, 1, 1, 1, 1));
        c.also_compared.push_back(y);
    });
    return out;
}

Cases cases(For<Cast>)
{
    Cases out;
    for (DType type : {DType::I32, DType::I64})
        for (std::int64_t size : {1, 7, 3001})
            out.emplace_back((type == DType::I32 ? "i32_" : "i64_") + std::to_string(size), [=](Case& c) {
                c.smooth = false;
                const auto x = c.input({size}, [](double v) { return 100 * v; });
                const auto whole = c.builder.cast(x, type);
                const auto other = c.builder.cast(whole, type == DType::I32 ? DType::I64 : DType::I32);
                c.result = c.builder.binary(BinaryKind::Add, c.builder.cast(other, DType::F32), x);
            });
    return out;
}

Cases cases(For<Gather>)
{
    Cases out;
    auto add = [&](std::string name, Shape shape, int axis, Shape indices, DType type) {
        out.emplace_back(std::move(name), [=](Case& c) {
            const auto at = c.builder.input("indices", indices, type);
            Random random(5, stream_of("indices"));
            Filling f{at, {}, {}};
            // Some are outside, and most come more than once.
            for (std::size_t i = 0; i < count(indices); ++i)
                f.whole.push_back(std::int64_t(random.below(std::uint64_t(shape[std::size_t(axis)] + 2))) - 1);
            c.fillings.push_back(f);
            c.result = c.builder.gather(c.weight("w", shape), at, axis);
        });
    };
    add("one", {1, 1}, 0, {1}, DType::I32);
    add("rows", {5, 3}, 0, {4}, DType::I64);
    add("columns", {3, 7}, 1, {2, 3}, DType::I32);
    add("middle", {3, 7, 5}, 1, {4}, DType::I64);
    add("embedding", {1000, 64}, 0, {32, 50}, DType::I32);
    add("odd_embedding", {37, 19}, 0, {5, 7}, DType::I32);
    out.emplace_back("of_cast_numbers", [](Case& c) {
        const auto x = c.input({6, 5}, [](double v) { return 3 * std::abs(v); });
        c.result = c.builder.gather(c.weight("w", {9, 33}), c.builder.cast(x, DType::I32), 0);
    });
    return out;
}

Cases cases(For<GatherBackward>)
{
    return borrow(cases(For<Gather>{}));
}

struct Sizes {
    std::int64_t steps, batch, features, hidden;
};

TensorId whole(Case& c, std::vector<std::int64_t> values)
{
    const TensorId id = c.builder.input("whole " + std::to_string(c.fillings.size()), {std::int64_t(values.size())}, DType::I32);
    c.fillings.push_back({id, {}, std::move(values)});
    return id;
}

/// Both results of one recurrence, or one of them, as one.
void recur(Case& c, Cell cell, Sizes s, bool with_lengths, bool masked, bool reverse, bool all = true, bool last = true)
{
    Builder& b = c.builder;
    const auto width = s.hidden * gate_count(cell);
    // Larger ones make the steps chaotic, and rounding grows from one to the next.
    const auto small = [=](double v) { return v / (1 + std::sqrt(double(s.hidden))); };
    const auto x = c.input({s.steps, s.batch, s.features}), wx = c.weight("wx", {s.features, width}, small),
               wh = c.weight("wh", {s.hidden, width}, small), bias = c.weight("b", {width}, small);
    const auto back = cell == Cell::Gru ? c.weight("d", {width}, small) : no_tensor;
    std::vector<std::int64_t> lengths;
    for (std::int64_t n = 0; n < s.batch; ++n)
        lengths.push_back(n % (s.steps + 1)); // Some have none, some all.
    const auto mask = masked ? c.input({s.batch, s.hidden}, [](double v) { return v > 0 ? 2 : 0; }) : no_tensor;
    const auto made = b.recurrent(cell, x, wx, wh, bias, back, with_lengths ? whole(c, lengths) : no_tensor, mask, reverse);
    c.result = !last ? made.y : !all ? made.last : b.binary(BinaryKind::Add, made.y, made.last);
    if (cell == Cell::Relu)
        c.smooth = false;
}

Cases cases(For<Recurrent>)
{
    Cases out;
    const std::pair<Cell, std::string> cells[] = {
        {Cell::Tanh, "tanh_"}, {Cell::Relu, "relu_"}, {Cell::Lstm, "lstm_"}, {Cell::Gru, "gru_"},
        {Cell::GruResetFirst, "gru_reset_first_"}};
    for (const auto& [cell, name] : cells) {
        auto add = [&](const std::string& what, auto... how) {
            out.emplace_back(name + what, [=, cell = cell](Case& c) { recur(c, cell, how...); });
        };
        add("one", Sizes{1, 1, 1, 1}, false, false, false);
        add("odd", Sizes{5, 3, 7, 9}, false, false, false);
        add("odd_backwards", Sizes{5, 3, 7, 9}, false, false, true);
        add("with_lengths", Sizes{4, 7, 5, 6}, true, false, false);
        add("with_lengths_backwards", Sizes{4, 7, 5, 6}, true, false, true);
        add("masked", Sizes{4, 5, 6, 9}, false, true, false);
        add("masked_with_lengths_backwards", Sizes{4, 5, 6, 9}, true, true, true);
        add("only_last", Sizes{6, 4, 3, 8}, true, false, false, false, true);
        add("only_all", Sizes{6, 4, 3, 8}, false, false, true, true, false);
        add("large", Sizes{12, 20, 40, 100}, false, false, false);
    }
    // What a first layer has: nothing flows into its input.
    out.emplace_back("lstm_of_numbers_without_gradient", [](Case& c) {
        Builder& b = c.builder;
        const auto x = b.cast(b.cast(c.input({3, 4, 5}, [](double v) { return 3 * v; }), DType::I32), DType::F32);
        const auto small = [](double v) { return v / 3; };
        c.result = b.recurrent(Cell::Lstm, x, c.weight("wx", {5, 24}, small), c.weight("wh", {6, 24}, small),
                               c.weight("b", {24}), no_tensor, no_tensor, no_tensor, false)
                       .y;
    });
    out.emplace_back("lstm_twice_with_orders_between", [](Case& c) {
        Builder& b = c.builder;
        const auto x = b.permute(c.input({3, 5, 6}), {2, 0, 1});
        const auto small = [](double v) { return v / 3; };
        auto layer = [&](TensorId in, std::int64_t features, bool reverse) {
            return b.recurrent(Cell::Lstm, in, c.weight("wx", {features, 32}, small), c.weight("wh", {8, 32}, small),
                               c.weight("b", {32}), no_tensor, no_tensor, no_tensor, reverse)
                .y;
        };
        const auto first = b.concat({layer(x, 5, false), layer(x, 5, true)}, 2);
        const auto between = b.permute(b.affine(b.permute(first, {1, 2, 0}), 2, 0), {2, 0, 1});
        c.result = b.permute(layer(between, 16, false), {1, 2, 0});
    });
    return out;
}

Cases cases(For<RecurrentBackward>)
{
    return borrow(cases(For<Recurrent>{}));
}

Cases cases(For<MaskedSoftmax>)
{
    Cases out;
    auto add = [&](std::string name, Shape shape, bool with_lengths, bool causal) {
        out.emplace_back(std::move(name), [=](Case& c) {
            std::vector<std::int64_t> lengths;
            for (std::int64_t n = 0; n < shape[0]; ++n)
                lengths.push_back(n * 2 % (shape.back() + 2));
            const auto x = c.input(shape, [](double v) { return 3 * v; });
            c.result = c.builder.masked_softmax(x, with_lengths ? whole(c, lengths) : no_tensor, causal);
        });
    };
    add("one", {1, 1, 1, 1}, false, false);
    add("causal", {3, 2, 7, 7}, false, true);
    add("causal_behind_known_keys", {2, 2, 3, 9}, false, true);
    add("with_lengths", {5, 3, 4, 6}, true, false);
    add("causal_with_lengths", {5, 3, 6, 6}, true, true);
    add("large", {16, 4, 33, 33}, true, true);
    // The number of steps that are not all 0 at the end.
    out.emplace_back("of_counted_steps", [](Case& c) {
        Builder& b = c.builder;
        const auto padded = c.input({6, 5, 3}, [n = 0](double v) mutable {
            const int step = n / 3 % 5, sample = n++ / 15;
            return step < sample ? v : 0;
        });
        const auto lengths = b.lengths(padded);
        const auto numbers = b.reshape(b.cast(lengths, DType::F32), {6, 1, 1, 1});
        c.result = b.masked_softmax(b.binary(BinaryKind::Add, c.input({6, 2, 4, 5}), numbers), lengths, false);
        c.also_compared.push_back(numbers);
    });
    return out;
}

} // namespace

void add_sequences(std::vector<NamedCase>& out)
{
    add_cases<Permute, Cast, Gather, GatherBackward, Recurrent, RecurrentBackward, MaskedSoftmax>(
        out, [](auto which) { return cases(which); });
}

} // namespace loom::conformance
