// What sums up, picks, repeats or moves elements.
#include "conformance/cases.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace loom::conformance {
namespace {

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
        add("leading", {4, 3, 5, 3}, {0, 1});
        add("scattered", {4, 3, 5, 3}, {0, 2});
        add("large", {30, 2000}, {0, 1});
        add("large_rows", {500, 64}, {0});
        add("large_leading", {20, 150, 37}, {0, 1});
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

} // namespace

void add_shapes(std::vector<NamedCase>& out)
{
    add_cases<Reduce, ArgReduce, CumSum, TopK, Scatter, Assign, Expand, Reshape, Concat, Slice, SliceBackward>(
        out, [](auto which) { return cases(which); });
}

} // namespace loom::conformance
