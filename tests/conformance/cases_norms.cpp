// Normalisations.
#include "conformance/cases.h"

#include <functional>

namespace loom::conformance {
namespace {

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
        add("places_side_by_side" + end, [](Case& c) { return c.builder.permute(c.input({3, 50, 37}), {0, 2, 1}); }, 0,
            affine);
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

} // namespace

void add_norms(std::vector<NamedCase>& out)
{
    add_cases<BatchNorm, BatchNormBackward, BatchNormInference, LayerNorm, LayerNormBackward, Lrn, LrnBackward>(
        out, [](auto which) { return cases(which); });
}

} // namespace loom::conformance
