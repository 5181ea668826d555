// Products of matrices.
#include "conformance/cases.h"

#include <functional>

namespace loom::conformance {
namespace {

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
    // Single rows and columns, whose strides mean nothing, into the order that a transposition wants.
    for (const auto& [rows, columns] : {std::pair<std::int64_t, std::int64_t>{1, 5}, {5, 1}})
        for (int turned = 0; turned < 4; ++turned)
            out.emplace_back("batched_" + std::to_string(rows) + "_by_" + std::to_string(columns) + "_transposed_" +
                                 std::to_string(turned),
                             [=, rows = rows, columns = columns](Case& c) {
                                 const bool ta = turned % 2, tb = turned / 2;
                                 const auto x = c.input(ta ? Shape{3, 4, rows} : Shape{3, rows, 4}),
                                            y = c.input(tb ? Shape{3, columns, 4} : Shape{3, 4, columns});
                                 c.result = c.builder.permute(c.builder.matmul(x, y, ta, tb), {0, 2, 1});
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
    // The last one is shared by threads.
    for (const Shape& shape : {Shape{37, 20}, Shape{16, 20, 20}, Shape{700, 70}})
        for (bool bias : {false, true})
            out.emplace_back("with_residual_" + std::to_string(shape[0]) + (bias ? "_and_bias" : ""), [=](Case& c) {
                Builder& b = c.builder;
                const auto x = c.input(shape);
                auto dense = [&](TensorId from) {
                    const auto y = b.matmul(from, c.weight("w", {shape.back(), shape.back()}, [](double v) { return v / 8; }));
                    return bias ? b.binary(BinaryKind::Add, y, c.weight("b", {shape.back()})) : y;
                };
                const auto y = b.binary(BinaryKind::Add, x, dense(x));
                c.result = b.binary(BinaryKind::Add, dense(y), b.eltwise(Curve::Tanh, y));
            });
    out.emplace_back("with_what_comes_later", [](Case& c) {
        const auto x = c.input({9, 20}), w = c.weight("w", {20, 18}), v = c.weight("v", {20, 18});
        const auto y = c.builder.matmul(x, w);
        c.result = c.builder.binary(BinaryKind::Add, y, c.builder.eltwise(Curve::Tanh, c.builder.matmul(x, v)));
    });
    for (Curve curve : {Curve::Gelu, Curve::Silu, Curve::HardSwish, Curve::Mish})
        out.emplace_back("and_curve_" + std::to_string(int(curve)) + "_without_a_way_back", [=](Case& c) {
            const auto x = c.input({33, 20}), w = c.weight("w", {20, 18}, [](double v) { return v / 4; });
            c.also_compared.push_back(c.builder.eltwise(curve, c.builder.matmul(x, w)));
        });
    out.emplace_back("whose_start_is_also_wanted", [](Case& c) {
        const auto x = c.input({9, 20}), w = c.weight("w", {20, 18}, [](double v) { return v / 4; });
        const auto y = c.builder.matmul(x, w);
        c.result = c.builder.binary(BinaryKind::Multiply, y, c.builder.eltwise(Curve::Sigmoid, y));
    });
    return out;
}

} // namespace

void add_products(std::vector<NamedCase>& out)
{
    add_cases<MatMul>(out, [](auto which) { return cases(which); });
}

} // namespace loom::conformance
