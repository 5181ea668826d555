// Losses and counts.
#include "conformance/cases.h"

namespace loom::conformance {
namespace {

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

} // namespace

void add_losses(std::vector<NamedCase>& out)
{
    add_cases<CrossEntropy, CrossEntropyBackward, Ctc, PointwiseLoss, PointwiseLossBackward, CountCorrect>(
        out, [](auto which) { return cases(which); });
}

} // namespace loom::conformance
