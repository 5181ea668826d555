#include "conformance/instruction_cases.h"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <type_traits>
#include <utility>

namespace loom::conformance {
namespace {

struct Cases : std::vector<std::pair<std::string, CaseMaker>> {
    using vector::vector;
    bool borrowed = false;
};
Cases borrow(Cases cases)
{
    cases.borrowed = true;
    return cases;
}
template <class Instruction>
using For = std::type_identity<Instruction>;

double positive(double v)
{
    return std::abs(v) + 0.5;
}
/// Few different values, so that there are ties.
double stepped(double v)
{
    return std::round(v);
}
double as_weight(double v)
{
    return v > -1 ? 1 : 0;
}

Window window(std::vector<std::int64_t> kernel, std::int64_t stride, std::int64_t dilation, std::int64_t begin,
              std::int64_t end)
{
    const auto n = kernel.size();
    return {std::move(kernel), std::vector(n, stride), std::vector(n, dilation), std::vector(n, begin),
            std::vector(n, end)};
}

// ---- One list per instruction; a missing one does not compile. Ways back are met in the lists of their way there.
// ----

Cases cases(For<MatMul>)
{
    Cases out;
    auto add = [&](std::string name, std::int64_t m, std::int64_t k, std::int64_t n, bool ta, bool tb) {
        out.emplace_back(std::move(name), [=](Case& c) {
            const auto a = c.input(ta ? Shape{k, m} : Shape{m, k}), b = c.input(tb ? Shape{n, k} : Shape{k, n});
            c.result = c.builder.matmul(a, b, ta, tb);
        });
    };
    add("small", 2, 3, 4, false, false);
    add("one", 1, 1, 1, false, false);
    add("odd_a_transposed", 7, 13, 5, true, false);
    add("odd_b_transposed", 7, 13, 5, false, true);
    add("odd_both_transposed", 17, 3, 11, true, true);
    add("large", 64, 300, 129, false, false);
    out.emplace_back("with_bias_and_curve", [](Case& c) {
        const auto x = c.input({33, 20}), w = c.weight("w", {20, 18}), bias = c.weight("b", {18});
        c.result = c.builder.eltwise(Curve::Relu, c.builder.add_bias(c.builder.matmul(x, w), bias));
    });
    out.emplace_back("with_bias_and_tanh", [](Case& c) {
        const auto x = c.input({9, 20}), w = c.weight("w", {20, 18}, [](double v) { return v / 4; }),
                   bias = c.weight("b", {18});
        c.result = c.builder.eltwise(Curve::Tanh, c.builder.add_bias(c.builder.matmul(x, w), bias));
    });
    auto flat = [&](std::string name, std::int64_t channels, std::int64_t size, std::function<TensorId(Case&, TensorId)> end) {
        out.emplace_back("of_a_flattened_picture" + std::move(name), [=](Case& c) {
            const auto x = c.picture(3, channels, size);
            const auto places = count(c.builder.shape(x)) / 3;
            c.result = end(c, c.builder.reshape(x, {3, std::int64_t(places)}));
        });
    };
    const auto small = [](double v) { return v / 8; };
    auto product = [=](Case& c, TensorId x, const char* name, std::int64_t units) {
        return c.builder.matmul(x, c.weight(name, {c.builder.shape(x)[1], units}, small));
    };
    flat("", 32, 5, [=](Case& c, TensorId x) { return product(c, x, "w", 7); });
    flat("_padded", 20, 5, [=](Case& c, TensorId x) { return product(c, x, "w", 7); });
    flat("_of_one_place", 16, 3, [=](Case& c, TensorId x) { return product(c, x, "w", 20); });
    flat("_twice", 16, 6, [=](Case& c, TensorId x) {
        return c.builder.binary(BinaryKind::Add, product(c, x, "v", 9), product(c, x, "w", 9));
    });
    flat("_also_wanted", 16, 6, [=](Case& c, TensorId x) {
        return c.builder.concat({product(c, x, "w", 9), c.builder.eltwise(Curve::Tanh, x)}, 1);
    });
    flat("_and_back_with_bias", 16, 4, [=](Case& c, TensorId x) {
        const auto w = c.weight("w", {c.builder.shape(x)[1], 9}, small), bias = c.weight("b", {c.builder.shape(x)[1]});
        return c.builder.add_bias(c.builder.matmul(c.builder.matmul(x, w), w, false, true), bias);
    });
    const std::pair<Shape, Shape> fronts[] = {{{3}, {3}}, {{5}, {}}, {{}, {2, 3}}, {{2, 3}, {3}}, {{4, 1}, {1, 3}}, {{1, 2}, {2}}};
    int number = 0;
    for (const auto& [front_a, front_b] : fronts) {
        for (int turned = 0; turned < 4; ++turned)
            out.emplace_back("batched_" + std::to_string(number) + "_" + std::to_string(turned), [=](Case& c) {
                const bool ta = turned % 2, tb = turned / 2;
                Shape a = front_a, b = front_b;
                a.insert(a.end(), {ta ? 13 : 7, ta ? 7 : 13});
                b.insert(b.end(), {tb ? 5 : 13, tb ? 13 : 5});
                const auto x = c.input(a), y = c.input(b);
                c.result = c.builder.matmul(x, y, ta, tb);
            });
        ++number;
    }
    out.emplace_back("batched_ones", [](Case& c) {
        const auto x = c.input({1, 1, 1, 1}), y = c.input({1, 1, 1, 1});
        c.result = c.builder.matmul(x, y, false, true);
    });
    // As attention does: heads side by side in memory, seen apart.
    out.emplace_back("batched_heads", [](Case& c) {
        Builder& b = c.builder;
        auto heads = [&](TensorId x) { return b.permute(b.reshape(x, {8, 20, 4, 16}), {0, 2, 1, 3}); };
        const auto q = heads(c.input({8, 20, 64})), k = heads(c.input({8, 20, 64})), v = heads(c.input({8, 20, 64}));
        const auto weights = b.affine(b.matmul(q, k, false, true), 0.25, 0);
        c.result = b.reshape(b.permute(b.matmul(weights, v), {0, 2, 1, 3}), {8, 20, 64});
    });
    out.emplace_back("batched_rows_with_bias_and_curve", [](Case& c) {
        const auto x = c.input({3, 11, 20}), w = c.weight("w", {20, 18}), bias = c.weight("b", {18});
        const auto y = c.builder.binary(BinaryKind::Add, c.builder.matmul(x, w), bias);
        c.result = c.builder.eltwise(Curve::Relu, y);
    });
    out.emplace_back("batched_rows_with_a_bias_along_the_middle", [](Case& c) {
        const auto x = c.input({3, 18, 20}), w = c.weight("w", {20, 18}), bias = c.weight("b", {18});
        c.result = c.builder.add_bias(c.builder.matmul(x, w), bias);
    });
    out.emplace_back("whose_start_is_also_wanted", [](Case& c) {
        const auto x = c.input({9, 20}), w = c.weight("w", {20, 18}, [](double v) { return v / 4; });
        const auto y = c.builder.matmul(x, w);
        c.result = c.builder.binary(BinaryKind::Multiply, y, c.builder.eltwise(Curve::Sigmoid, y));
    });
    return out;
}

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

Cases cases(For<Conv>)
{
    Cases out;
    auto add = [&](std::string name, Shape x, Shape w, Window win, std::int64_t groups) {
        out.emplace_back(std::move(name), [=](Case& c) {
            const auto in = c.input(x), weight = c.weight("w", w);
            c.result = c.builder.conv(in, weight, win, groups);
        });
    };
    add("small", {1, 1, 4, 4}, {1, 1, 3, 3}, window({3, 3}, 1, 1, 0, 0), 1);
    add("odd", {3, 5, 9, 7}, {7, 5, 3, 2}, window({3, 2}, 1, 1, 1, 0), 1);
    add("large", {4, 16, 20, 20}, {24, 16, 3, 3}, window({3, 3}, 1, 1, 1, 1), 1);
    add("strided", {2, 8, 11, 11}, {16, 8, 3, 3}, window({3, 3}, 2, 1, 1, 1), 1);
    add("dilated", {2, 8, 11, 11}, {8, 8, 3, 3}, window({3, 3}, 1, 2, 2, 2), 1);
    add("grouped", {2, 8, 7, 7}, {12, 2, 3, 3}, window({3, 3}, 1, 1, 1, 1), 4);
    add("depthwise", {2, 16, 9, 9}, {16, 1, 3, 3}, window({3, 3}, 1, 1, 1, 1), 16);
    add("uneven_padding", {2, 3, 8, 8}, {8, 3, 2, 2}, window({2, 2}, 1, 1, 0, 1), 1);
    add("pointwise", {2, 24, 6, 6}, {40, 24, 1, 1}, window({1, 1}, 1, 1, 0, 0), 1);
    add("sequence", {2, 6, 30}, {10, 6, 5}, window({5}, 1, 1, 2, 2), 1);
    add("volume", {1, 3, 6, 5, 7}, {8, 3, 3, 3, 3}, window({3, 3, 3}, 1, 1, 1, 1), 1);
    add("digits", {4, 1, 28, 28}, {32, 1, 3, 3}, window({3, 3}, 1, 1, 0, 0), 1);
    // Those that Winograd's way is taken for, and their neighbours.
    add("of_tiles", {3, 32, 12, 16}, {48, 32, 3, 3}, window({3, 3}, 1, 1, 1, 1), 1);
    add("of_cut_tiles", {3, 48, 15, 11}, {32, 48, 3, 3}, window({3, 3}, 1, 1, 0, 0), 1);
    add("of_one_tile", {5, 32, 6, 6}, {32, 32, 3, 3}, window({3, 3}, 1, 1, 0, 0), 1);
    add("of_many_tiles", {20, 32, 16, 16}, {32, 32, 3, 3}, window({3, 3}, 1, 1, 1, 1), 1);
    add("of_tiles_unevenly_padded", {2, 32, 13, 14}, {32, 32, 3, 3}, window({3, 3}, 1, 1, 2, 0), 1);
    add("of_tiles_padded_at_the_end", {2, 32, 13, 14}, {32, 32, 3, 3}, window({3, 3}, 1, 1, 0, 2), 1);
    add("of_too_many_pads", {2, 32, 12, 12}, {32, 32, 3, 3}, window({3, 3}, 1, 1, 3, 3), 1);
    for (const Curve curve : {Curve::Relu, Curve::Tanh, Curve::Gelu})
        out.emplace_back("of_tiles_with_bias_and_curve_" + std::to_string(int(curve)), [=](Case& c) {
            const auto small = [](double v) { return v / 12; };
            const auto x = c.input({3, 32, 10, 12}), w = c.weight("w", {32, 32, 3, 3}, small), bias = c.weight("b", {32});
            c.result = c.builder.eltwise(
                curve, c.builder.add_bias(c.builder.conv(x, w, window({3, 3}, 1, 1, 1, 1)), bias));
        });
    out.emplace_back("with_bias_and_relu", [](Case& c) {
        const auto x = c.input({3, 3, 10, 10}), w = c.weight("w", {16, 3, 3, 3}), bias = c.weight("b", {16});
        c.result =
            c.builder.eltwise(Curve::Relu, c.builder.add_bias(c.builder.conv(x, w, window({3, 3}, 1, 1, 1, 1)), bias));
    });
    out.emplace_back("two_behind_each_other", [](Case& c) {
        const auto small = [](double v) { return v / 6; };
        const auto x = c.input({3, 3, 10, 10}), w = c.weight("w", {16, 3, 3, 3}, small),
                   v = c.weight("v", {20, 16, 3, 3}, small);
        const auto bias = c.weight("b", {20});
        const Window win = window({3, 3}, 1, 1, 1, 1);
        const auto y = c.builder.eltwise(Curve::Sigmoid, c.builder.conv(x, w, win));
        c.result = c.builder.eltwise(Curve::Elu, c.builder.add_bias(c.builder.conv(y, v, win), bias), 1);
    });
    return out;
}
Cases cases(For<ConvBackwardData>)
{
    // As a transposed convolution; as the way back of a convolution it is met there.
    Cases out;
    auto add = [&](std::string name, Shape x, Shape w, Window win, Shape made, std::int64_t groups) {
        out.emplace_back(std::move(name), [=](Case& c) {
            const auto in = c.input(x), weight = c.weight("w", w);
            c.result = c.builder.conv_transposed(in, weight, win, made, groups);
        });
    };
    add("small", {1, 1, 2, 2}, {1, 1, 3, 3}, window({3, 3}, 1, 1, 0, 0), {1, 1, 4, 4}, 1);
    add("odd", {3, 5, 9, 7}, {5, 7, 3, 2}, window({3, 2}, 2, 1, 1, 0), {3, 7, 18, 14}, 1);
    add("large", {4, 24, 10, 10}, {24, 16, 4, 4}, window({4, 4}, 2, 1, 1, 1), {4, 16, 20, 20}, 1);
    add("longer", {2, 8, 5, 5}, {8, 6, 3, 3}, window({3, 3}, 3, 1, 0, 0), {2, 6, 17, 17}, 1);
    add("dilated", {2, 4, 5, 6}, {4, 3, 3, 3}, window({3, 3}, 2, 2, 1, 1), {2, 3, 11, 13}, 1);
    add("grouped", {2, 8, 5, 5}, {8, 3, 3, 3}, window({3, 3}, 1, 1, 1, 1), {2, 12, 5, 5}, 4);
    add("sequence", {2, 6, 15}, {6, 10, 5}, window({5}, 2, 1, 2, 2), {2, 10, 30}, 1);
    add("volume", {1, 3, 3, 2, 4}, {3, 4, 2, 2, 2}, window({2, 2, 2}, 2, 1, 0, 0), {1, 4, 6, 4, 8}, 1);
    out.emplace_back("with_bias_and_relu", [](Case& c) {
        const auto x = c.input({3, 16, 5, 5}), w = c.weight("w", {16, 3, 4, 4}), bias = c.weight("b", {3});
        const auto y = c.builder.conv_transposed(x, w, window({4, 4}, 2, 1, 1, 1), {3, 3, 10, 10});
        c.result = c.builder.eltwise(Curve::Relu, c.builder.add_bias(y, bias));
    });
    out.emplace_back("behind_conv", [](Case& c) {
        const auto w = c.weight("w", {16, 8, 2, 2});
        c.result = c.builder.conv_transposed(c.picture(2, 16, 6), w, window({2, 2}, 2, 1, 0, 0), {2, 8, 12, 12});
    });
    out.emplace_back("that_nothing_flows_back_through", [](Case& c) {
        const auto x = c.input({2, 8, 5, 5}), w = c.weight("w", {8, 16, 3, 3});
        c.also_compared.push_back(c.builder.conv_transposed(x, w, window({3, 3}, 1, 1, 0, 0), {2, 16, 7, 7}));
    });
    return out;
}
Cases cases(For<ConvBackwardWeights>)
{
    return borrow(cases(For<Conv>{}));
}

Cases cases(For<Pool>)
{
    Cases out;
    for (int power : {1, 2, 3, 8}) {
        const std::string prefix = "norm_" + std::to_string(power) + "_";
        auto add = [&](std::string name, const std::function<TensorId(Case&)>& make, Window win) {
            out.emplace_back(prefix + std::move(name), [=](Case& c) {
                c.result = c.builder.pool(PoolKind::Norm, make(c), win, false, power);
            });
        };
        auto of = [](Shape shape) {
            return [=](Case& c) { return c.input(shape); };
        };
        add("small", of({1, 1, 4, 4}), window({2, 2}, 2, 1, 0, 0));
        add("odd", of({3, 5, 9, 7}), window({3, 2}, 2, 1, 1, 1));
        add("sequence", of({2, 9, 21}), window({3}, 2, 1, 0, 0));
        add("volume", of({2, 3, 6, 6, 6}), window({2, 2, 2}, 1, 1, 0, 1));
        add("global", of({2, 20, 18, 17}), window({18, 17}, 1, 1, 0, 0));
        add("behind_conv", [](Case& c) { return c.picture(2, 16, 10); }, window({2, 2}, 2, 1, 0, 0));
        out.emplace_back(prefix + "of_tiny_values", [=](Case& c) {
            c.smooth = false; // Smaller than the steps of finite differences.
            const auto x = c.input({2, 3, 8}, [](double v) { return 1e-9 * v; });
            c.result = c.builder.pool(PoolKind::Norm, x, window({2}, 2, 1, 0, 0), false, power);
        });
        out.emplace_back(prefix + "of_zeros", [=](Case& c) {
            c.smooth = false;
            const auto x = c.input({2, 3, 8, 8}, [](double v) { return v > 0 ? v : 0; });
            c.result = c.builder.pool(PoolKind::Norm, x, window({1, 1}, 1, 1, 0, 0), false, power);
        });
    }
    for (PoolKind kind : {PoolKind::Max, PoolKind::Average}) {
        const std::string prefix = kind == PoolKind::Max ? "max_" : "average_";
        auto add = [&](std::string name, Shape x, Window win, bool count_padding) {
            out.emplace_back(prefix + std::move(name),
                             [=](Case& c) { c.result = c.builder.pool(kind, c.input(x), win, count_padding); });
        };
        add("small", {1, 1, 4, 4}, window({2, 2}, 2, 1, 0, 0), false);
        add("odd", {3, 5, 9, 7}, window({3, 2}, 2, 1, 1, 1), false);
        add("counting_padding", {3, 5, 9, 7}, window({3, 2}, 2, 1, 1, 1), true);
        add("large", {4, 32, 26, 26}, window({2, 2}, 2, 1, 0, 0), false);
        add("overlapping", {2, 8, 12, 12}, window({3, 3}, 1, 1, 1, 1), false);
        add("sequence", {2, 8, 21}, window({3}, 2, 1, 0, 0), false);
        add("volume", {2, 3, 6, 6, 6}, window({2, 2, 2}, 2, 1, 0, 0), false);
        if (kind == PoolKind::Max)
            add("dilated", {2, 8, 12, 12}, window({3, 3}, 1, 2, 0, 0), false);
        out.emplace_back(prefix + "behind_conv", [=](Case& c) {
            c.result = c.builder.pool(kind, c.picture(2, 16, 10), window({2, 2}, 2, 1, 0, 0));
        });
        out.emplace_back(prefix + "behind_conv_odd", [=](Case& c) {
            c.result = c.builder.pool(kind, c.picture(2, 5, 9), window({3, 3}, 2, 1, 1, 1));
        });
        const std::pair<const char*, Window> windows[] = {{"covering", window({2, 2}, 2, 1, 0, 0)},
                                                          {"overlapping", window({3, 3}, 2, 1, 1, 1)},
                                                          {"with_gaps", window({2, 2}, 3, 1, 0, 0)}};
        for (const auto& [how, win] : windows)
            for (std::int64_t channels : {16, 20})
                out.emplace_back(prefix + "behind_relu_" + how + "_" + std::to_string(channels), [=, win = win](Case& c) {
                    const auto y = c.builder.eltwise(Curve::Relu, c.picture(2, channels, 11));
                    c.result = c.builder.pool(kind, y, win);
                });
        out.emplace_back(prefix + "with_ties", [=](Case& c) {
            c.smooth = false;
            c.result = c.builder.pool(kind, c.input({2, 8, 12, 12}, stepped), window({3, 3}, 2, 1, 1, 1));
        });
        out.emplace_back(prefix + "with_ties_behind_conv", [=](Case& c) {
            c.smooth = false;
            const auto x = c.input({2, 3, 12, 12}, stepped), w = c.input({16, 3, 1, 1}, stepped);
            const auto y = c.builder.eltwise(Curve::Relu, c.builder.conv(x, w, window({1, 1}, 1, 1, 0, 0)));
            c.result = c.builder.pool(kind, y, window({2, 2}, 2, 1, 0, 0));
        });
    }
    return out;
}
Cases cases(For<PoolBackward>)
{
    return borrow(cases(For<Pool>{}));
}

Cases norm(Mode mode)
{
    Cases out;
    auto add = [&](std::string name, const std::function<TensorId(Case&)>& make) {
        out.emplace_back(std::move(name), [=](Case& c) {
            c.builder = Builder(mode);
            const auto x = make(c);
            const Shape channels{c.builder.shape(x)[1]};
            const auto scale = c.weight("scale", channels), shift = c.weight("shift", channels);
            const auto mean = c.state("mean", channels), variance = c.state("variance", channels, positive);
            c.result = c.builder.batch_norm(x, scale, shift, mean, variance, 0.1, 1e-3);
        });
    };
    add("rows", [](Case& c) { return c.input({6, 5}); });
    add("odd", [](Case& c) { return c.input({3, 7, 5, 3}, [](double v) { return 3 * v + 2; }); });
    add("large", [](Case& c) { return c.input({8, 32, 14, 14}); });
    add("sequence", [](Case& c) { return c.input({4, 6, 9}); });
    add("behind_conv", [](Case& c) { return c.picture(3, 16, 8); });
    add("behind_conv_odd", [](Case& c) { return c.picture(3, 5, 7); });
    const auto plain_cases = out;
    for (const auto& [name, make] : plain_cases) {
        out.emplace_back(name + "_then_relu", [make = make](Case& c) {
            make(c);
            c.result = c.builder.eltwise(Curve::Relu, c.result);
        });
        out.emplace_back(name + "_then_relu_and_itself", [make = make](Case& c) {
            make(c);
            c.result = c.builder.binary(BinaryKind::Add, c.result, c.builder.eltwise(Curve::Relu, c.result));
        });
    }
    add("far_from_zero", [](Case& c) { return c.input({8, 16, 30, 30}, [](double v) { return 100 + v; }); });
    return out;
}
Cases cases(For<BatchNorm>)
{
    return norm(Mode::Train);
}
Cases cases(For<BatchNormBackward>)
{
    return borrow(norm(Mode::Train));
}
Cases cases(For<BatchNormInference>)
{
    return norm(Mode::Infer);
}

Cases cases(For<LayerNorm>)
{
    Cases out;
    auto add = [&](std::string name, const std::function<TensorId(Case&)>& make, std::int64_t groups, bool affine) {
        for (bool rms : {false, true})
            out.emplace_back((rms ? "rms_" : "") + name, [=](Case& c) {
                const auto x = make(c);
                const Shape channels{c.builder.shape(x)[1]};
                const auto scale = affine ? c.weight("scale", channels) : no_tensor,
                           shift = affine && !rms ? c.weight("shift", channels) : no_tensor;
                c.result = c.builder.layer_norm(x, scale, shift, groups, 1e-3, rms);
            });
    };
    auto of = [](Shape shape) {
        return [=](Case& c) { return c.input(shape, [](double v) { return 3 * v + 2; }); };
    };
    for (bool affine : {true, false}) {
        const std::string end = affine ? "" : "_alone";
        add("vectors" + end, of({6, 5}), 0, affine);
        add("vectors_large" + end, of({70, 1003}), 0, affine);
        add("vectors_in_groups" + end, of({5, 12}), 3, affine);
        add("places" + end, of({3, 7, 5, 3}), 0, affine);
        add("places_large" + end, of({4, 37, 20, 21}), 0, affine);
        add("one_group" + end, of({2, 6, 5, 3}), 1, affine);
        add("groups" + end, of({3, 8, 7}), 4, affine);
        add("groups_large" + end, of({4, 32, 24, 25}), 8, affine);
        add("instances" + end, of({2, 5, 3, 4, 3}), 5, affine);
        add("behind_conv" + end, [](Case& c) { return c.picture(3, 16, 8); }, 4, affine);
        add("places_behind_conv" + end, [](Case& c) { return c.picture(3, 5, 7); }, 0, affine);
    }
    add("one_place", of({4, 6, 1}), 2, true);
    return out;
}
Cases cases(For<LayerNormBackward>)
{
    return borrow(cases(For<LayerNorm>{}));
}

Cases cases(For<Lrn>)
{
    Cases out;
    auto add = [&](std::string name, const std::function<TensorId(Case&)>& make, LocalResponse response) {
        out.emplace_back(std::move(name), [=](Case& c) { c.result = c.builder.lrn(make(c), response); });
    };
    auto of = [](Shape shape) {
        return [=](Case& c) { return c.input(shape); };
    };
    add("small", of({1, 1, 2, 2}), {1, 0.5, 0.75, 1});
    add("odd", of({3, 7, 5, 3}), {5, 0.5, 0.75, 2});
    add("even_size", of({2, 6, 9}), {4, 0.3, 0.6, 1.5});
    add("wider_than_channels", of({2, 3, 4, 5}), {11, 1, 0.75, 1});
    add("vectors", of({4, 13}), {3, 0.5, 0.9, 1});
    add("large", of({4, 33, 20, 21}), {5, 0.01, 0.75, 1});
    add("behind_conv", [](Case& c) { return c.picture(2, 5, 7); }, {3, 0.5, 0.75, 1});
    return out;
}
Cases cases(For<LrnBackward>)
{
    return borrow(cases(For<Lrn>{}));
}

Cases cases(For<Pad>)
{
    Cases out;
    const std::pair<PadKind, std::string> kinds[] = {
        {PadKind::Zero, "zero_"}, {PadKind::Reflect, "reflect_"}, {PadKind::Replicate, "replicate_"}};
    for (const auto& [kind, prefix] : kinds) {
        auto add = [&](std::string name, const std::function<TensorId(Case&)>& make, std::vector<std::int64_t> begin,
                       std::vector<std::int64_t> end) {
            out.emplace_back(prefix + std::move(name),
                             [=, k = kind](Case& c) { c.result = c.builder.pad(k, make(c), begin, end); });
        };
        auto of = [](Shape shape) {
            return [=](Case& c) { return c.input(shape); };
        };
        add("sequence", of({2, 3, 5}), {2}, {4});
        add("odd", of({3, 5, 4, 3}), {1, 0}, {3, 2});
        add("volume", of({1, 2, 3, 4, 5}), {1, 2, 3}, {2, 1, 0});
        add("large", of({4, 20, 24, 21}), {3, 3}, {3, 3});
        add("behind_conv", [](Case& c) { return c.picture(2, 5, 6); }, {1, 2}, {2, 1});
        add("behind_conv_whole", [](Case& c) { return c.picture(2, 16, 6); }, {1, 1}, {1, 1});
    }
    out.emplace_back("zero_one", [](Case& c) { c.result = c.builder.pad(PadKind::Zero, c.input({1, 1, 1}), {1}, {0}); });
    return out;
}
Cases cases(For<PadBackward>)
{
    return borrow(cases(For<Pad>{}));
}

Cases cases(For<Resize>)
{
    Cases out;
    for (ResizeKind kind : {ResizeKind::Nearest, ResizeKind::Linear}) {
        const std::string prefix = kind == ResizeKind::Nearest ? "nearest_" : "linear_";
        auto add = [&](std::string name, const std::function<TensorId(Case&)>& make, Shape to) {
            out.emplace_back(prefix + std::move(name),
                             [=](Case& c) { c.result = c.builder.resize(kind, make(c), to); });
        };
        auto of = [](Shape shape) {
            return [=](Case& c) { return c.input(shape); };
        };
        add("one", of({1, 1, 1, 1}), {3, 2});
        add("sequence", of({2, 3, 5}), {10});
        add("odd", of({3, 5, 4, 7}), {7, 3});
        add("volume", of({1, 2, 3, 4, 5}), {6, 4, 7});
        add("doubled", of({4, 20, 12, 13}), {24, 26});
        add("shrunken", of({2, 3, 9, 9}), {4, 2});
        add("behind_conv", [](Case& c) { return c.picture(2, 5, 6); }, {12, 12});
        add("behind_conv_whole", [](Case& c) { return c.picture(2, 16, 6); }, {9, 12});
    }
    return out;
}
Cases cases(For<ResizeBackward>)
{
    return borrow(cases(For<Resize>{}));
}

Cases cases(For<NormalNoise>)
{
    Cases out;
    for (const Shape& shape : {Shape{1}, Shape{3, 7, 5}, Shape{64, 1003}})
        out.emplace_back("rank_" + std::to_string(shape.size()), [=](Case& c) {
            c.clock();
            const auto x = c.input(shape);
            c.result = c.builder.binary(BinaryKind::Add, x, c.builder.normal_noise(shape));
        });
    return out;
}

Cases cases(For<Eltwise>)
{
    Cases out;
    const std::pair<Curve, std::string> curves[] = {{Curve::Relu, "relu"},
                                                    {Curve::LeakyRelu, "leaky"},
                                                    {Curve::Elu, "elu"},
                                                    {Curve::Tanh, "tanh"},
                                                    {Curve::Sigmoid, "sigmoid"},
                                                    {Curve::Gelu, "gelu"},
                                                    {Curve::Silu, "silu"},
                                                    {Curve::Softplus, "softplus"},
                                                    {Curve::HardSigmoid, "hard_sigmoid"},
                                                    {Curve::HardSwish, "hard_swish"},
                                                    {Curve::Relu6, "relu6"},
                                                    {Curve::Mish, "mish"},
                                                    {Curve::GeluTanh, "gelu_tanh"},
                                                    {Curve::Softsign, "softsign"},
                                                    {Curve::Abs, "abs"},
                                                    {Curve::Erf, "erf"},
                                                    {Curve::Sin, "sin"},
                                                    {Curve::Cos, "cos"},
                                                    {Curve::Atan, "atan"},
                                                    {Curve::Asinh, "asinh"}};
    const auto wide = [](double v) { return 3 * v; };
    for (const auto& [curve, name] : curves) {
        const double alpha = curve == Curve::LeakyRelu ? 0.1 : curve == Curve::Elu ? 1.3 : 0;
        out.emplace_back(name + "_small", [=](Case& c) {
            c.result = c.builder.eltwise(curve, c.input({2, 3}, wide), alpha);
        });
        out.emplace_back(name + "_odd", [=](Case& c) {
            c.result = c.builder.eltwise(curve, c.input({3, 7, 5, 3}, wide), alpha);
        });
        const Shape large = curve <= Curve::Relu6 ? Shape{64, 2001} : Shape{20, 1301};
        out.emplace_back(name + "_large", [=](Case& c) {
            c.result = c.builder.eltwise(curve, c.input(large, wide), alpha);
        });
        out.emplace_back(name + "_behind_conv",
                         [=](Case& c) { c.result = c.builder.eltwise(curve, c.picture(2, 16, 8), alpha); });
        out.emplace_back(name + "_behind_conv_odd",
                         [=](Case& c) { c.result = c.builder.eltwise(curve, c.picture(2, 5, 7), alpha); });
    }
    // Those that are defined on a part of the line, grow fast, or have steps.
    const auto inside = [](double v) { return std::tanh(v) * 0.9; };
    const auto above_one = [](double v) { return std::abs(v) + 1.2; };
    const auto between_steps = [](double v) { return std::floor(v) + 0.2; };
    const auto as_it_is = [](double v) { return v; };
    using Shaping = std::function<double(double)>;
    const std::tuple<Curve, std::string, Shaping> partial[] = {{Curve::Exp, "exp", as_it_is},
                                                               {Curve::Sinh, "sinh", as_it_is},
                                                               {Curve::Cosh, "cosh", as_it_is},
                                                               {Curve::Log, "log", positive},
                                                               {Curve::Sqrt, "sqrt", positive},
                                                               {Curve::Reciprocal, "reciprocal", positive},
                                                               {Curve::Tan, "tan", inside},
                                                               {Curve::Asin, "asin", inside},
                                                               {Curve::Acos, "acos", inside},
                                                               {Curve::Acosh, "acosh", above_one},
                                                               {Curve::Atanh, "atanh", inside},
                                                               {Curve::Floor, "floor", between_steps},
                                                               {Curve::Ceil, "ceil", between_steps},
                                                               {Curve::Round, "round", between_steps},
                                                               {Curve::Sign, "sign", between_steps}};
    for (const auto& [curve, name, shaping] : partial)
        for (const Shape& shape : {Shape{}, Shape{3, 7, 5, 3}, Shape{20, 1301}})
            out.emplace_back(name + "_of_rank_" + std::to_string(shape.size()),
                             [=](Case& c) { c.result = c.builder.eltwise(curve, c.input(shape, shaping)); });
    for (Curve curve : {Curve::Exp, Curve::Log, Curve::Sqrt, Curve::Reciprocal, Curve::Clip})
        out.emplace_back("positive_behind_conv_odd_" + std::to_string(int(curve)), [=](Case& c) {
            // The sum shows whether what fills up a block has stayed 0.
            const auto x = c.builder.affine(c.builder.eltwise(Curve::Sigmoid, c.picture(2, 5, 7)), 1, 1.5);
            const auto y = c.builder.eltwise(curve, x, 1.75, 2.25);
            c.result = c.builder.reduce(ReduceKind::Sum, y, {1, 2, 3});
        });
    for (const Shape& shape : {Shape{}, Shape{0, 3}, Shape{3, 7, 5}, Shape{64, 2001}})
        out.emplace_back("clip_of_rank_" + std::to_string(shape.size()), [=](Case& c) {
            c.smooth = count(shape) > 0; // Nothing has no differences.
            c.result = c.builder.eltwise(Curve::Clip, c.input(shape, wide), -1.5, 2.5);
        });
    out.emplace_back("round_halves_to_even", [=](Case& c) {
        c.smooth = false;
        c.result = c.builder.eltwise(Curve::Round, c.input({50}, [](double v) { return std::floor(3 * v) + 0.5; }));
    });
    out.emplace_back("leaky_upside_down", [=](Case& c) {
        c.result = c.builder.eltwise(Curve::LeakyRelu, c.input({5, 9}), -0.5);
    });
    return out;
}
Cases cases(For<EltwiseBackward>)
{
    return borrow(cases(For<Eltwise>{}));
}

Cases cases(For<Softmax>)
{
    Cases out;
    for (bool log : {false, true}) {
        const std::string prefix = log ? "log_" : "";
        for (const Shape& shape : {Shape{2, 3}, Shape{5, 7, 11}, Shape{32, 1000}, Shape{3, 1}})
            out.emplace_back(prefix + std::to_string(shape[0]) + "_rows", [=](Case& c) {
                c.result = c.builder.softmax(c.input(shape, [](double v) { return 4 * v; }), log);
            });
    }
    return out;
}
Cases cases(For<SoftmaxBackward>)
{
    return borrow(cases(For<Softmax>{}));
}

Cases cases(For<Affine>)
{
    return {{"small", [](Case& c) { c.result = c.builder.affine(c.input({3}), 2, -1); }},
            {"odd",
             [](Case& c) {
                 c.result = c.builder.affine(c.input({3, 7, 5}), -0.3, 0);
             }},
            {"large",
             [](Case& c) {
                 c.result = c.builder.affine(c.input({100, 1001}), 1.0 / 255, 0.5);
             }},
            {"behind_conv_odd", [](Case& c) { c.result = c.builder.affine(c.picture(2, 5, 7), 2, 1); }},
            {"twice_in_place",
             [](Case& c) { c.result = c.builder.affine(c.builder.affine(c.picture(2, 8, 7), 2, 1), 3, 0); }}};
}

Cases cases(For<Binary>)
{
    Cases out;
    const std::pair<BinaryKind, std::string> kinds[] = {
        {BinaryKind::Add, "add"},       {BinaryKind::Subtract, "subtract"}, {BinaryKind::Multiply, "multiply"},
        {BinaryKind::Divide, "divide"}, {BinaryKind::Maximum, "maximum"},   {BinaryKind::Minimum, "minimum"},
        {BinaryKind::Power, "power"},   {BinaryKind::Modulo, "modulo"},     {BinaryKind::Remainder, "remainder"}};
    const std::pair<Shape, Shape> shapes[] = {{{3, 4}, {3, 4}},      {{3, 1, 5}, {4, 1}}, {{2, 7, 5, 3}, {7, 1, 1}},
                                              {{1}, {6, 5}},         {{6, 500}, {500}},   {{2, 3, 1, 5}, {2, 1, 4, 1}},
                                              {{60, 700}, {60, 700}}};
    for (const auto& [kind, name] : kinds) {
        int number = 0;
        for (const auto& [a, b] : shapes)
            out.emplace_back(name + "_" + std::to_string(number++), [=](Case& c) {
                const auto x = kind == BinaryKind::Power ? c.input(a, positive) : c.input(a), y = c.input(b, positive);
                c.result = c.builder.binary(kind, x, y);
            });
        for (DType dtype : {DType::I32, DType::I64, DType::F64})
            out.emplace_back(name + "_of_type_" + std::to_string(int(dtype)), [=](Case& c) {
                const auto x = c.whole({5, 3}, -40, 40, dtype), y = c.whole({3}, -6, 7, dtype);
                c.also_compared.push_back(c.builder.binary(kind, x, y));
            });
        if (kind == BinaryKind::Power || kind == BinaryKind::Modulo || kind == BinaryKind::Remainder)
            continue; // Nothing below has a value everywhere, or is new.
        out.emplace_back(name + "_behind_conv", [=](Case& c) {
            const auto x = c.picture(2, 16, 8), y = c.input({2, 16, 8, 8}, positive);
            c.result = c.builder.binary(kind, x, y);
        });
        out.emplace_back(name + "_behind_conv_odd", [=](Case& c) {
            const auto x = c.input({2, 5, 7, 7}), y = c.picture(2, 5, 7);
            c.result = c.builder.binary(
                kind, x, kind == BinaryKind::Divide ? c.builder.affine(c.builder.eltwise(Curve::Sigmoid, y), 1, 1) : y);
        });
    }
    return out;
}

Cases cases(For<Compare>)
{
    Cases out;
    const std::pair<Shape, Shape> shapes[] = {
        {{}, {}}, {{1}, {1}}, {{0, 3}, {3}}, {{3, 1, 5}, {4, 1}}, {{2, 7, 5, 3}, {7, 1, 1}}, {{60, 700}, {700}}};
    for (CompareKind kind : {CompareKind::Equal, CompareKind::Less, CompareKind::LessEqual, CompareKind::Greater,
                             CompareKind::GreaterEqual})
        for (DType dtype : {DType::F32, DType::F64, DType::I32, DType::I64, DType::Bool}) {
            int number = 0;
            for (const auto& [a, b] : shapes)
                out.emplace_back(std::to_string(int(kind)) + "_of_type_" + std::to_string(int(dtype)) + "_" +
                                     std::to_string(number++),
                                 [=](Case& c) {
                                     const bool truth = dtype == DType::Bool;
                                     const auto x = c.whole(a, truth ? 0 : -3, truth ? 2 : 4, dtype),
                                                y = c.whole(b, truth ? 0 : -3, truth ? 2 : 4, dtype);
                                     c.also_compared.push_back(c.builder.compare(kind, x, y));
                                 });
        }
    out.emplace_back("behind_conv", [](Case& c) {
        const auto x = c.picture(2, 16, 8);
        c.also_compared.push_back(c.builder.compare(CompareKind::Less, x, c.builder.constant({1}, {.a = 0.1})));
    });
    return out;
}

Cases cases(For<Logic>)
{
    Cases out;
    for (LogicKind kind : {LogicKind::And, LogicKind::Or, LogicKind::Xor, LogicKind::Not})
        for (const Shape& shape : {Shape{}, Shape{0, 2}, Shape{3, 5}, Shape{40, 501}})
            out.emplace_back(std::to_string(int(kind)) + "_of_" + std::to_string(count(shape)), [=](Case& c) {
                const auto a = c.whole(shape, 0, 2, DType::Bool), b = c.whole(shape, 0, 2, DType::Bool);
                c.also_compared.push_back(c.builder.logic(kind, a, kind == LogicKind::Not ? no_tensor : b));
            });
    out.emplace_back("of_other_shapes", [](Case& c) {
        const auto a = c.whole({3, 1, 4}, 0, 2, DType::Bool), b = c.whole({5, 1}, 0, 2, DType::Bool);
        c.also_compared.push_back(c.builder.logic(LogicKind::And, a, b));
    });
    return out;
}

Cases cases(For<Where>)
{
    Cases out;
    const std::tuple<Shape, Shape, Shape> shapes[] = {{{}, {}, {}},
                                                      {{1}, {1}, {1}},
                                                      {{3, 5}, {3, 5}, {3, 5}},
                                                      {{3, 1}, {5}, {2, 1, 1}},
                                                      {{40, 501}, {40, 501}, {1}}};
    int number = 0;
    for (const auto& [condition, a, b] : shapes) {
        out.emplace_back("reals_" + std::to_string(number), [=](Case& c) {
            const auto which = c.whole(condition, 0, 2, DType::Bool), x = c.input(a), y = c.input(b);
            c.result = c.builder.where(which, x, y);
        });
        for (DType dtype : {DType::I32, DType::I64, DType::Bool, DType::F64})
            out.emplace_back("type_" + std::to_string(int(dtype)) + "_" + std::to_string(number), [=](Case& c) {
                const auto which = c.whole(condition, 0, 2, DType::Bool), x = c.whole(a, 0, 2, dtype),
                           y = c.whole(b, 0, 2, dtype);
                c.also_compared.push_back(c.builder.where(which, x, y));
            });
        ++number;
    }
    out.emplace_back("behind_conv_odd", [](Case& c) {
        const auto which = c.whole({2, 5, 7, 7}, 0, 2, DType::Bool), x = c.picture(2, 5, 7);
        c.result = c.builder.where(which, x, c.builder.constant({1}, {.a = 2}));
    });
    return out;
}

Cases cases(For<AddBias>)
{
    Cases out;
    for (const Shape& shape : {Shape{2, 3}, Shape{3, 7, 5}, Shape{16, 40, 12, 12}})
        out.emplace_back("rank_" + std::to_string(shape.size()), [=](Case& c) {
            const auto x = c.input(shape), bias = c.input({shape[1]});
            c.result = c.builder.add_bias(x, bias);
        });
    out.emplace_back("behind_conv_and_more", [](Case& c) {
        const auto x = c.picture(2, 5, 7), bias = c.input({5});
        c.result = c.builder.binary(BinaryKind::Multiply, c.builder.add_bias(x, bias), x);
    });
    return out;
}

Cases cases(For<Reduce>)
{
    Cases out;
    const std::pair<ReduceKind, std::string> kinds[] = {
        {ReduceKind::Sum, "sum_"}, {ReduceKind::Mean, "mean_"},       {ReduceKind::Max, "max_"},
        {ReduceKind::Min, "min_"}, {ReduceKind::Product, "product_"}, {ReduceKind::LogSumExp, "log_sum_exp_"}};
    for (const auto& [kind, prefix] : kinds) {
        auto add = [&](std::string name, Shape shape, std::vector<int> axes) {
            const bool product = kind == ReduceKind::Product; // Of values near 1, so that it neither fades nor explodes.
            out.emplace_back(prefix + std::move(name), [=](Case& c) {
                const auto x = product ? c.input(shape, [](double v) { return 1 + std::tanh(v) / 20; }) : c.input(shape);
                c.result = c.builder.reduce(kind, x, axes);
            });
        };
        for (DType dtype : {DType::F64, DType::I32, DType::I64})
            if (kind != ReduceKind::LogSumExp || is_real(dtype))
                out.emplace_back(prefix + "of_type_" + std::to_string(int(dtype)), [=](Case& c) {
                    const auto x = c.whole({4, 3, 5}, -9, 10, dtype);
                    c.also_compared = {c.builder.reduce(kind, x, {1}), c.builder.reduce(kind, x, {0, 1, 2})};
                });
        if (kind == ReduceKind::Max || kind == ReduceKind::Product)
            out.emplace_back(prefix + "of_equals_and_zeros", [=](Case& c) {
                c.smooth = kind == ReduceKind::Product;
                c.result = c.builder.reduce(kind, c.input({9, 4}, stepped), {1});
            });
        add("all", {2, 3}, {0, 1});
        add("rows", {5, 7}, {0});
        add("columns", {5, 7}, {1});
        add("channels", {4, 7, 5, 3}, {0, 2, 3});
        add("spatial", {4, 7, 5, 3}, {2, 3});
        add("middle", {4, 7, 5, 3}, {1});
        add("scattered", {4, 3, 5, 3}, {0, 2});
        add("large", {30, 2000}, {0, 1});
        add("large_rows", {500, 64}, {0});
        if (kind != ReduceKind::Sum && kind != ReduceKind::Mean)
            continue;
        for (std::int64_t channels : {16, 5}) {
            out.emplace_back(prefix + "spatial_behind_conv_" + std::to_string(channels), [=](Case& c) {
                c.result = c.builder.reduce(kind, c.builder.eltwise(Curve::Relu, c.picture(2, channels, 7)), {2, 3});
            });
            out.emplace_back(prefix + "channels_behind_conv_" + std::to_string(channels), [=](Case& c) {
                c.result = c.builder.reduce(kind, c.picture(2, channels, 7), {0, 2, 3});
            });
        }
    }
    return out;
}

Cases cases(For<ArgReduce>)
{
    Cases out;
    for (bool smallest : {false, true})
        for (bool last : {false, true})
            for (const auto& [shape, axis] :
                 {std::pair{Shape{1}, 0}, {Shape{3, 7, 5}, 1}, {Shape{0, 4}, 1}, {Shape{40, 501}, 1}, {Shape{40, 501}, 0}})
                out.emplace_back((smallest ? "min" : "max") + std::string(last ? "_last_" : "_") +
                                     std::to_string(shape[0]) + "_" + std::to_string(axis),
                                 [=](Case& c) {
                                     const auto x = c.input(shape, stepped), y = c.whole(shape, -3, 4, DType::I32);
                                     c.also_compared = {c.builder.arg_reduce(x, axis, smallest, last),
                                                        c.builder.arg_reduce(y, axis, smallest, last)};
                                 });
    return out;
}

Cases cases(For<CumSum>)
{
    Cases out;
    for (bool exclusive : {false, true})
        for (bool reverse : {false, true}) {
            for (const auto& [shape, axis] : {std::pair{Shape{1}, 0}, {Shape{3, 7, 5}, 1}, {Shape{40, 301}, 1}})
                out.emplace_back((exclusive ? "exclusive_" : "") + std::string(reverse ? "reverse_" : "") +
                                     std::to_string(shape[0]),
                                 [=](Case& c) {
                                     c.result = c.builder.cum_sum(c.input(shape), axis, exclusive, reverse);
                                 });
            out.emplace_back((exclusive ? "exclusive_" : "") + std::string(reverse ? "reverse_" : "") + "whole",
                             [=](Case& c) {
                                 const auto x = c.whole({3, 5}, -2000000000, 2000000000, DType::I32);
                                 c.also_compared.push_back(c.builder.cum_sum(x, 1, exclusive, reverse));
                             });
        }
    return out;
}

Cases cases(For<TopK>)
{
    Cases out;
    for (bool smallest : {false, true}) {
        for (const auto& [shape, k] :
             {std::pair{Shape{1}, 1}, {Shape{3, 7, 5}, 3}, {Shape{2, 4}, 4}, {Shape{40, 501}, 17}})
            out.emplace_back((smallest ? "smallest_" : "") + std::to_string(k) + "_of_" + std::to_string(shape.back()),
                             [=](Case& c) {
                                 const auto top = c.builder.top_k(c.input(shape), k, smallest);
                                 c.result = top.values;
                                 c.also_compared.push_back(top.places);
                             });
        out.emplace_back(smallest ? "smallest_of_equals" : "of_equals", [=](Case& c) {
            const auto top = c.builder.top_k(c.whole({6, 30}, -2, 3, DType::I64), 8, smallest);
            c.also_compared = {top.values, top.places};
        });
    }
    return out;
}

Cases cases(For<Scatter>)
{
    Cases out;
    for (ScatterKind kind : {ScatterKind::Replace, ScatterKind::Add, ScatterKind::Multiply})
        for (const auto& [rows, width, n] : {std::tuple{1, 1, 1}, {7, 5, 4}, {3, 2, 0}, {300, 17, 250}})
            out.emplace_back(std::to_string(int(kind)) + "_of_" + std::to_string(rows), [=](Case& c) {
                // Every place at most once, so that the result follows each update.
                std::vector<std::int64_t> places;
                for (std::int64_t i = 0; i < n; ++i)
                    places.push_back(i * 11 % rows);
                const auto at = c.builder.constant({n}, {.whole = places}, DType::I64);
                const auto x = c.input({rows, width}), updates = c.input({n, width}, positive);
                c.smooth = n > 0;
                c.result = c.builder.scatter(kind, x, at, updates);
            });
    for (DType dtype : {DType::I32, DType::Bool})
        out.emplace_back("of_type_" + std::to_string(int(dtype)), [=](Case& c) {
            const auto at = c.whole({4}, -6, 7, DType::I32); // Two of them may lie outside.
            const auto x = c.whole({5, 3}, 0, 2, dtype), updates = c.whole({4, 3}, 0, 2, dtype);
            c.also_compared.push_back(c.builder.scatter(ScatterKind::Replace, x, at, updates));
        });
    return out;
}

Cases cases(For<Assign>)
{
    Cases out;
    for (const Shape& shape : {Shape{1}, Shape{7, 5}, Shape{40, 3, 70}})
        out.emplace_back("all_of_" + std::to_string(shape[0]), [=](Case& c) {
            c.runs = 2;
            const auto x = c.input(shape), into = c.state("s", shape);
            const auto doubled = c.builder.binary(BinaryKind::Add, x, into); // What was there, read before it goes.
            c.builder.assign(doubled, into);
            c.result = c.builder.binary(BinaryKind::Multiply, x, into);
            c.smooth = false; // What is written is held fixed on the way back.
        });
    for (const auto& [shape, axis, size] :
         {std::tuple{Shape{3, 5}, 1, 1}, {Shape{2, 3, 9, 4}, 2, 1}, {Shape{2, 3, 9, 4}, 2, 3}, {Shape{4, 8, 100, 32}, 2, 1}})
        for (bool viewed : {false, true})
            out.emplace_back("at_places_of_" + std::to_string(shape.size()) + (viewed ? "_viewed" : ""), [=](Case& c) {
                Shape part = shape;
                part[std::size_t(axis)] = size;
                std::vector<int> back{0};
                for (int i = int(shape.size()) - 1; i > 0; --i)
                    back.push_back(i);
                Shape turned = part;
                std::reverse(turned.begin() + 1, turned.end());
                const auto into = c.state("s", shape),
                           x = viewed ? c.builder.permute(c.input(turned), back) : c.input(part),
                           places = c.whole({shape[0]}, -1, shape[std::size_t(axis)] + 1, DType::I32);
                c.builder.assign(x, into, places, axis);
                c.result = c.builder.affine(into, 2, 1);
                c.smooth = false;
            });
    for (DType dtype : {DType::I32, DType::F64})
        out.emplace_back("of_type_" + std::to_string(int(dtype)), [=](Case& c) {
            const auto x = c.whole({3, 1}, -5, 6, dtype), into = c.whole({3, 4}, -5, 6, dtype),
                       places = c.whole({3}, -1, 5, DType::I32);
            c.builder.assign(x, into, places);
            c.also_compared.push_back(into);
        });
    return out;
}

Cases cases(For<Expand>)
{
    Cases out;
    for (DType dtype : {DType::I32, DType::Bool, DType::F64})
        out.emplace_back("of_type_" + std::to_string(int(dtype)), [=](Case& c) {
            const auto x = c.whole({3, 1, 5}, 0, 2, dtype);
            c.also_compared.push_back(c.builder.expand(x, {3, 4, 5}, {1}));
        });
    for (std::int64_t size : {1, 5, 700})
        out.emplace_back("keeping_an_axis_" + std::to_string(size), [=](Case& c) {
            const auto x = c.input({3, 1, size});
            Tensor t{.shape = {3, 4, size}};
            c.builder.program().tensors.push_back(t);
            c.result = TensorId(c.builder.program().tensors.size()) - 1;
            c.builder.emit(Expand{x, c.result, {1}, 0.5});
        });
    return out;
}

Cases cases(For<Reshape>)
{
    return {{"small",
             [](Case& c) {
                 c.result = c.builder.reshape(c.input({2, 6}), {3, 4});
             }},
            {"to_one_axis",
             [](Case& c) {
                 c.result = c.builder.reshape(c.input({7, 5, 3}), {105});
             }},
            {"flatten_behind_conv",
             [](Case& c) {
                 c.result = c.builder.reshape(c.picture(2, 16, 8), {2, 1024});
             }},
            {"flatten_behind_conv_odd",
             [](Case& c) {
                 c.result = c.builder.reshape(c.picture(2, 5, 7), {2, 245});
             }},
            {"of_a_weight",
             [](Case& c) {
                 c.result = c.builder.reshape(c.weight("w", {4, 6}), {6, 4});
             }},
            {"shared_with_its_source", [](Case& c) {
                 const auto x = c.builder.affine(c.input({4, 6}), 2, 0);
                 const auto y = c.builder.affine(c.builder.reshape(x, {24}), 3, 1);
                 c.result = c.builder.binary(BinaryKind::Multiply, c.builder.reshape(y, {4, 6}), x);
             }}};
}

Cases cases(For<Concat>)
{
    Cases out;
    auto add = [&](std::string name, std::vector<Shape> shapes, int axis) {
        out.emplace_back(std::move(name), [=](Case& c) {
            std::vector<TensorId> inputs;
            for (const Shape& s : shapes)
                inputs.push_back(c.input(s));
            c.result = c.builder.concat(inputs, axis);
        });
    };
    add("small", {{2, 1}, {2, 3}}, 1);
    add("first_axis", {{2, 5}, {3, 5}}, 0);
    add("odd", {{3, 7, 5}, {3, 2, 5}, {3, 1, 5}}, 1);
    add("last_axis", {{3, 7, 5}, {3, 7, 4}}, 2);
    for (std::int64_t channels : {16, 5})
        out.emplace_back("behind_conv_" + std::to_string(channels), [=](Case& c) {
            const auto a = c.picture(2, channels, 6), b = c.picture(2, 8, 6);
            c.result = c.builder.eltwise(Curve::Relu, c.builder.concat({a, b}, 1));
        });
    out.emplace_back("the_same_twice", [](Case& c) {
        const auto x = c.input({2, 3});
        c.result = c.builder.concat({x, x}, 1);
    });
    return out;
}

Cases cases(For<Slice>)
{
    Cases out;
    auto add = [&](std::string name, Shape shape, int axis, std::int64_t begin, std::int64_t size) {
        out.emplace_back(std::move(name),
                         [=](Case& c) { c.result = c.builder.slice(c.input(shape), axis, begin, size); });
    };
    add("small", {4}, 0, 1, 2);
    add("odd", {3, 7, 5}, 1, 2, 3);
    add("last_axis", {3, 7, 5}, 2, 4, 1);
    add("large", {64, 1000}, 1, 100, 500);
    for (std::int64_t begin : {8, 3})
        out.emplace_back("behind_conv_" + std::to_string(begin),
                         [=](Case& c) { c.result = c.builder.slice(c.picture(2, 24, 6), 1, begin, 8); });
    return out;
}
Cases cases(For<SliceBackward>)
{
    return borrow(cases(For<Slice>{}));
}

Cases cases(For<Dropout>)
{
    Cases out;
    auto add = [&](std::string name, const std::function<TensorId(Case&)>& make, double rate) {
        out.emplace_back(std::move(name), [=](Case& c) {
            c.clock();
            c.result = c.builder.dropout(make(c), rate);
        });
    };
    add(
        "small",
        [](Case& c) {
            return c.input({2, 3});
        },
        0.5);
    add(
        "odd",
        [](Case& c) {
            return c.input({3, 7, 5, 3});
        },
        0.25);
    add(
        "large",
        [](Case& c) {
            return c.input({64, 1001});
        },
        0.9);
    add(
        "behind_conv", [](Case& c) { return c.picture(2, 16, 8); }, 0.5);
    add(
        "behind_conv_odd", [](Case& c) { return c.picture(2, 5, 13); }, 0.3);
    return out;
}

Cases cases(For<CrossEntropy>)
{
    Cases out;
    auto add = [&](std::string name, std::int64_t rows, std::int64_t classes, bool weighted, double smoothing) {
        out.emplace_back(std::move(name), [=](Case& c) {
            const auto x = c.input({rows, classes}, [](double v) { return 3 * v; });
            const auto labels = c.labels(rows, classes), weights = c.input({rows}, as_weight);
            const auto by_class = weighted ? c.input({classes}, positive) : no_tensor;
            c.result = c.builder.cross_entropy(x, labels, weights, by_class, smoothing);
        });
    };
    add("small", 3, 2, false, 0);
    add("odd", 7, 13, true, 0);
    add("smoothed", 7, 13, true, 0.1);
    add("large", 64, 1000, false, 0.05);
    out.emplace_back("of_nothing", [](Case& c) {
        const auto x = c.input({3, 4}), weights = c.input({3}, [](double) { return 0.0; });
        c.result = c.builder.cross_entropy(x, c.labels(3, 4), weights, no_tensor, 0);
    });
    out.emplace_back("with_labels_outside", [](Case& c) {
        const auto x = c.input({9, 3}), weights = c.input({9}, as_weight);
        c.result = c.builder.cross_entropy(x, c.labels(9, 5), weights, no_tensor, 0);
    });
    return out;
}
Cases cases(For<CrossEntropyBackward>)
{
    return borrow(cases(For<CrossEntropy>{}));
}

Cases cases(For<Ctc>)
{
    Cases out;
    // Labels from 0: a row with a blank among them does not count.
    auto add = [&](std::string name, const Shape& x_shape, std::int64_t labels, std::int64_t least, bool zero_infinity) {
        out.emplace_back(std::move(name), [=](Case& c) {
            const auto x = c.input(x_shape, [](double v) { return 2 * v; });
            const auto weights = c.input({x_shape[0]}, as_weight);
            const auto names = c.whole({x_shape[0], labels}, least, x_shape[2], DType::I32);
            c.result = c.builder.ctc(x, names, weights, zero_infinity);
        });
    };
    add("small", {3, 5, 4}, 2, 1, false);
    add("single_class", {3, 7, 2}, 3, 1, false); // Equal neighbours need a blank between.
    add("with_blanks_as_labels", {6, 5, 3}, 2, 0, false);
    add("filled_up", {7, 9, 5}, 4, -1, false);
    add("too_short", {5, 3, 3}, 3, 1, true);
    add("large", {16, 60, 40}, 12, 1, true);
    out.emplace_back("of_nothing", [](Case& c) {
        const auto x = c.input({2, 4, 3}), weights = c.input({2}, [](double) { return 0.0; });
        c.result = c.builder.ctc(x, c.whole({2, 2}, 1, 3, DType::I32), weights, false);
    });
    return out;
}

Cases cases(For<PointwiseLoss>)
{
    Cases out;
    const std::pair<PointLoss, std::string> kinds[] = {{PointLoss::BinaryCrossEntropy, "binary_cross_entropy"},
                                                       {PointLoss::Mse, "mse"},
                                                       {PointLoss::Mae, "mae"},
                                                       {PointLoss::Huber, "huber"}};
    for (const auto& [kind, name] : kinds) {
        const bool binary = kind == PointLoss::BinaryCrossEntropy;
        for (const Shape& shape : {Shape{3, 1}, Shape{7, 5, 3}, Shape{40, 700}})
            out.emplace_back(name + "_" + std::to_string(shape[0]), [=](Case& c) {
                const auto x = c.input(shape, [](double v) { return 4 * v; });
                const auto target = c.input(shape, [=](double v) { return binary ? double(v > 0) : v; });
                const auto weights = c.input({shape[0]}, as_weight);
                c.result = c.builder.pointwise_loss(kind, x, target, weights, 1.7, binary ? 0.1 : 0);
            });
    }
    return out;
}
Cases cases(For<PointwiseLossBackward>)
{
    return borrow(cases(For<PointwiseLoss>{}));
}

Cases cases(For<CountCorrect>)
{
    Cases out;
    for (std::int64_t classes : {2, 13, 300})
        out.emplace_back("classes_" + std::to_string(classes), [=](Case& c) {
            const auto x = c.input(
                {50, classes}, classes == 2 ? stepped : [](double v) { return v; });
            const auto weights = c.input({50}, as_weight);
            c.also_compared.push_back(c.builder.count_correct(x, c.labels(50, classes), weights));
        });
    for (std::int64_t width : {1, 3})
        out.emplace_back("signs_" + std::to_string(width), [=](Case& c) {
            const auto x = c.input({50, width}), target = c.input({50, width}, [](double v) { return double(v > 0); });
            c.also_compared.push_back(c.builder.count_correct(x, target, c.input({50}, as_weight)));
        });
    return out;
}

/// A parameter alone, and the weight of a convolution (which has the device's layout) behind its gradient.
template <class Emit>
Cases updates(Emit emit)
{
    Cases out;
    for (std::int64_t n : {1, 1003, 70001})
        out.emplace_back("of_" + std::to_string(n), [=](Case& c) {
            c.runs = 3;
            const auto param = c.weight("p", {n}), grad = c.input({n}),
                       rate = c.input({1}, [](double) { return 0.01; });
            c.clock();
            emit(c.builder, param, grad, rate);
        });
    for (std::int64_t groups : {1, 2})
        out.emplace_back("of_a_convolution_in_groups_" + std::to_string(groups), [=](Case& c) {
            c.runs = 3;
            const auto x = c.input({2, 6, 8, 8}), param = c.weight("p", {10, 6 / groups, 3, 3});
            const auto rate = c.input({1}, [](double) { return 0.01; });
            c.clock();
            const Window win = window({3, 3}, 1, 1, 1, 1);
            const auto y = c.builder.conv(x, param, win, groups);
            c.also_compared.push_back(y);
            auto& tensors = c.builder.program().tensors;
            tensors.push_back({.shape = c.builder.shape(param), .role = Role::Gradient});
            const auto grad = TensorId(tensors.size()) - 1;
            c.builder.emit(ConvBackwardWeights{x, y, grad, win, groups});
            emit(c.builder, param, grad, rate);
        });
    return out;
}

void operator+=(Cases& all, std::pair<std::string, Cases> more)
{
    for (auto& [name, make] : more.second)
        all.emplace_back(more.first + name, std::move(make));
}

Cases cases(For<SgdUpdate>)
{
    Cases out;
    out += {"plain_", updates([](Builder& b, TensorId p, TensorId g, TensorId r) {
                b.emit(SgdUpdate{p, g, no_tensor, r, 0, 0.01});
            })};
    out += {"momentum_", updates([](Builder& b, TensorId p, TensorId g, TensorId r) {
                b.emit(SgdUpdate{p, g, b.moment(p, "velocity"), r, 0.9, 0.01});
            })};
    out += {"nesterov_", updates([](Builder& b, TensorId p, TensorId g, TensorId r) {
                b.emit(SgdUpdate{p, g, b.moment(p, "velocity"), r, 0.9, 0, true});
            })};
    return out;
}
Cases cases(For<AdaGradUpdate>)
{
    return updates([](Builder& b, TensorId p, TensorId g, TensorId r) {
        b.emit(AdaGradUpdate{p, g, b.moment(p, "sum"), r, 1e-7, 0.01});
    });
}
Cases cases(For<RmsPropUpdate>)
{
    Cases out;
    out += {"plain_", updates([](Builder& b, TensorId p, TensorId g, TensorId r) {
                b.emit(RmsPropUpdate{p, g, b.moment(p, "square"), no_tensor, r, 0.9, 0, 1e-7, 0.01});
            })};
    out += {"momentum_", updates([](Builder& b, TensorId p, TensorId g, TensorId r) {
                b.emit(RmsPropUpdate{p, g, b.moment(p, "square"), b.moment(p, "velocity"), r, 0.9, 0.5});
            })};
    return out;
}
Cases cases(For<AdamUpdate>)
{
    Cases out;
    for (bool decoupled : {false, true})
        out += {decoupled ? "decoupled_" : "", updates([=](Builder& b, TensorId p, TensorId g, TensorId r) {
                    b.emit(AdamUpdate{p, g, b.moment(p, "first"), b.moment(p, "second"), r, b.clock(), 0.9, 0.999, 1e-7,
                                      0.01, decoupled});
                })};
    return out;
}

Cases cases(For<LionUpdate>)
{
    return updates([](Builder& b, TensorId p, TensorId g, TensorId r) {
        b.emit(LionUpdate{p, g, b.moment(p, "mean"), r, 0.9, 0.99, 0.01});
    });
}
Cases cases(For<ClipFactor>)
{
    Cases out;
    for (const double limit : {0.5, 20.0, 1e6})
        out.emplace_back("limit_" + std::to_string(int(limit)), [=](Case& c) {
            const auto a = c.input({1}), b = c.input({7, 5}), d = c.input({300, 129});
            c.result = c.builder.clip_factor({a, b, d}, limit);
            c.smooth = false;
        });
    // Every update by its factor.
    const auto scaled = [&](std::string name, std::function<Op(Builder&, TensorId, TensorId, TensorId, TensorId)> make) {
        out += {std::move(name), updates([=](Builder& b, TensorId p, TensorId g, TensorId r) {
                    b.emit(make(b, p, g, r, b.clip_factor({g}, 0.5)));
                })};
    };
    scaled("of_sgd_", [](Builder&, TensorId p, TensorId g, TensorId r, TensorId s) {
        return SgdUpdate{p, g, no_tensor, r, 0, 0.01, false, s};
    });
    scaled("of_momentum_", [](Builder& b, TensorId p, TensorId g, TensorId r, TensorId s) {
        return SgdUpdate{p, g, b.moment(p, "velocity"), r, 0.9, 0.01, false, s};
    });
    scaled("of_adagrad_", [](Builder& b, TensorId p, TensorId g, TensorId r, TensorId s) {
        return AdaGradUpdate{p, g, b.moment(p, "sum"), r, 1e-7, 0.01, s};
    });
    scaled("of_rmsprop_", [](Builder& b, TensorId p, TensorId g, TensorId r, TensorId s) {
        return RmsPropUpdate{p, g, b.moment(p, "square"), no_tensor, r, 0.9, 0, 1e-7, 0.01, s};
    });
    scaled("of_adam_", [](Builder& b, TensorId p, TensorId g, TensorId r, TensorId s) {
        return AdamUpdate{p, g, b.moment(p, "first"), b.moment(p, "second"), r, b.clock(), 0.9, 0.999, 1e-7, 0.01, false, s};
    });
    scaled("of_lion_", [](Builder& b, TensorId p, TensorId g, TensorId r, TensorId s) {
        return LionUpdate{p, g, b.moment(p, "mean"), r, 0.9, 0.99, 0.01, s};
    });
    return out;
}

template <std::size_t... I>
void collect(std::vector<NamedCase>& out, std::index_sequence<I...>)
{
    auto add = [&]<std::size_t Index>(std::integral_constant<std::size_t, Index>) {
        using Instruction = std::variant_alternative_t<Index, Op>;
        Cases list = cases(For<Instruction>{});
        for (auto& [name, make] : list)
            out.push_back(
                {std::string(name_of(Op(Instruction{}))) + " " + name, Index, std::move(make), list.borrowed});
    };
    (add(std::integral_constant<std::size_t, I>{}), ...);
}

} // namespace

std::vector<NamedCase> all_cases()
{
    std::vector<NamedCase> out;
    collect(out, std::make_index_sequence<std::variant_size_v<Op>>{});
    return out;
}

} // namespace loom::conformance
