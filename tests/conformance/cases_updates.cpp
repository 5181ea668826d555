// The optimisers' updates.
#include "conformance/cases.h"

#include <functional>

namespace loom::conformance {
namespace {

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

Cases cases(For<SquareSum>)
{
    Cases out;
    for (const Shape& shape : {Shape{1}, Shape{7, 5}, Shape{300, 129}})
        out.emplace_back("of_" + std::to_string(count(shape)), [=](Case& c) {
            c.result = c.builder.square_sum(c.input(shape));
            c.smooth = false;
        });
    for (const std::int64_t when : {0, 1}) // Read only where it is asked for.
        out.emplace_back(when ? "asked_for" : "not_asked_for", [=](Case& c) {
            Builder& b = c.builder;
            const auto asked = b.constant({1}, {.whole = {when}}, DType::I64);
            c.result = b.square_sum(c.input({20, 9}), asked);
            c.smooth = false;
        });
    for (const double limit : {0.5, 20.0, 1e6})
        out.emplace_back("limit_" + std::to_string(int(limit)), [=](Case& c) {
            std::vector<TensorId> sums;
            for (const Shape& shape : {Shape{1}, Shape{7, 5}, Shape{300, 129}})
                sums.push_back(c.builder.square_sum(c.input(shape)));
            c.result = c.builder.clip_factor(sums, limit);
            c.smooth = false;
        });
    // Every update by its factor.
    const auto scaled = [&](std::string name, std::function<Op(Builder&, TensorId, TensorId, TensorId, TensorId)> make) {
        out += {std::move(name), updates([=](Builder& b, TensorId p, TensorId g, TensorId r) {
                    b.emit(make(b, p, g, r, b.clip_factor({b.square_sum(g)}, 0.5)));
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

} // namespace

void add_updates(std::vector<NamedCase>& out)
{
    add_cases<SgdUpdate, AdaGradUpdate, RmsPropUpdate, AdamUpdate, LionUpdate, SquareSum>(
        out, [](auto which) { return cases(which); });
}

} // namespace loom::conformance
