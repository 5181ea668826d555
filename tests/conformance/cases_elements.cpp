// Element by element.
#include "conformance/cases.h"

#include <cmath>
#include <functional>
#include <tuple>

namespace loom::conformance {
namespace {

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
        if (kind == BinaryKind::Power)
            out.emplace_back("powers_of_0", [](Case& c) { // The first has slope 0, the others too where the base is 0.
                const auto base = c.builder.binary(BinaryKind::Multiply, c.input({6, 3}, positive), c.builder.constant({6, 1}, {.values = {0, 1, 1, 0, 1, 0}}));
                c.result = c.builder.binary(BinaryKind::Power, base, c.builder.constant({3}, {.values = {0, 2, 3}}));
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
    out.emplace_back("with_residual", [](Case& c) {
        c.clock();
        const auto x = c.input({33, 70});
        const auto y = c.builder.binary(BinaryKind::Add, x, c.builder.dropout(c.builder.eltwise(Curve::Tanh, x), 0.3));
        c.result = c.builder.binary(BinaryKind::Add, c.builder.dropout(c.builder.affine(y, 2, 0), 0.4), y);
    });
    out.emplace_back("with_residual_behind_conv", [](Case& c) {
        c.clock();
        const auto x = c.picture(2, 16, 8);
        c.result = c.builder.binary(BinaryKind::Add, x, c.builder.dropout(c.builder.eltwise(Curve::Tanh, x), 0.3));
    });
    return out;
}

} // namespace

void add_elements(std::vector<NamedCase>& out)
{
    add_cases<NormalNoise, Eltwise, EltwiseBackward, Softmax, SoftmaxBackward, Affine, Binary, Compare, Logic,
              Where, AddBias, Dropout>(
        out, [](auto which) { return cases(which); });
}

} // namespace loom::conformance
