// Convolutions and pools.
#include "conformance/cases.h"

#include <functional>

namespace loom::conformance {
namespace {

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

} // namespace

void add_windows(std::vector<NamedCase>& out)
{
    add_cases<Conv, ConvBackwardData, ConvBackwardWeights, Pool, PoolBackward>(
        out, [](auto which) { return cases(which); });
}

} // namespace loom::conformance
