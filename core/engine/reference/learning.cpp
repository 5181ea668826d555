// Losses, counting and the optimisers' updates.
#include "engine/reference/ctc.h"
#include "engine/reference/store.h"

#include <algorithm>
#include <cmath>

namespace loom::reference {

namespace {

struct RowLoss {
    double weight, value;
    std::vector<double> slope; // d value / d logits
};

/// One row's part in the loss; weight 0 where it has none.
template <class Entropy>
RowLoss entropy_row(Store& s, const Entropy& c, std::size_t row)
{
    const auto classes = std::size_t(s.shape(c.logits)[1]);
    const auto label = s.whole(c.labels)[row];
    RowLoss out{s.at(c.weights)[row], 0, std::vector<double>(classes)};
    if (label < 0 || label >= std::int64_t(classes))
        out.weight = 0;
    if (out.weight == 0)
        return out;
    if (c.class_weights != no_tensor)
        out.weight *= s.at(c.class_weights)[std::size_t(label)];
    const auto x = s.at(c.logits).begin() + std::ptrdiff_t(row * classes);
    const double largest = *std::max_element(x, x + std::ptrdiff_t(classes));
    double sum = 0;
    for (std::size_t k = 0; k < classes; ++k)
        sum += std::exp(x[std::ptrdiff_t(k)] - largest);
    for (std::size_t k = 0; k < classes; ++k) {
        const double log_share = x[std::ptrdiff_t(k)] - largest - std::log(sum);
        const double target = (std::int64_t(k) == label ? 1 - c.smoothing : 0) + c.smoothing / double(classes);
        if (target != 0) // A class that cannot be, at −∞, counts nothing where it is not asked for.
            out.value -= target * log_share;
        out.slope[k] = std::exp(log_share) - target;
    }
    return out;
}

/// One element's loss and its slope.
struct PointPart {
    double value, slope;
};

PointPart point(PointLoss kind, double x, double target, double parameter, double smoothing)
{
    const double d = x - target;
    switch (kind) {
    case PointLoss::BinaryCrossEntropy: {
        const double t = target * (1 - smoothing) + smoothing / 2;
        return {parameter * t * softplus(-x) + (1 - t) * softplus(x),
                (1 - t) * sigmoid(x) - parameter * t * sigmoid(-x)};
    }
    case PointLoss::Mse:
        return {d * d, 2 * d};
    case PointLoss::Mae:
        return {std::abs(d), d > 0 ? 1.0 : d < 0 ? -1.0 : 0.0};
    case PointLoss::Huber:
        return {std::abs(d) <= parameter ? d * d / 2 : parameter * (std::abs(d) - parameter / 2),
                std::clamp(d, -parameter, parameter)};
    }
    return {};
}

double sum_of(std::span<const double> values)
{
    double sum = 0;
    for (double v : values)
        sum += v;
    return sum;
}

} // namespace

void apply(Store& s, const CrossEntropy& c)
{
    double total = 0, weights = 0;
    for (std::size_t row = 0; row < s.at(c.weights).size(); ++row) {
        const RowLoss part = entropy_row(s, c, row);
        total += part.weight * part.value;
        weights += part.weight;
    }
    s.at(c.loss)[0] = weights == 0 ? 0 : total / weights;
}

void apply(Store& s, const CrossEntropyBackward& c)
{
    const auto rows = s.at(c.weights).size(), classes = std::size_t(s.shape(c.logits)[1]);
    double weights = 0;
    for (std::size_t row = 0; row < rows; ++row)
        weights += entropy_row(s, c, row).weight;
    for (std::size_t row = 0; row < rows; ++row) {
        const RowLoss part = entropy_row(s, c, row);
        for (std::size_t k = 0; k < classes; ++k)
            s.at(c.out)[row * classes + k] = weights == 0 ? 0 : s.at(c.seed)[0] * part.weight / weights * part.slope[k];
    }
}

void apply(Store& s, const Ctc& c)
{
    const Shape &shape = s.shape(c.logits), &labels = s.shape(c.labels);
    const CtcSizes sizes{std::size_t(shape[1]), std::size_t(shape[2]), std::size_t(labels[1]), c.zero_infinity};
    const std::size_t width = sizes.steps * sizes.classes;
    const auto rows = std::size_t(shape[0]);
    std::vector<double> room(sizes.room()), weights(rows);
    const auto* all = s.whole(c.labels).data();
    double sum = 0, total = 0;
    for (std::size_t row = 0; row < rows; ++row)
        sum += weights[row] = spelled(sizes, all + row * sizes.labels) ? s.at(c.weights)[row] : 0;
    for (std::size_t row = 0; row < rows; ++row) {
        double* const slope = c.slope == no_tensor ? nullptr : s.at(c.slope).data() + row * width;
        const double share = sum == 0 ? 0 : weights[row] / sum;
        total += ctc_row(sizes, s.at(c.logits).data() + row * width, all + row * sizes.labels, share, room.data(), slope);
    }
    s.at(c.loss)[0] = total;
}

void apply(Store& s, const PointwiseLoss& p)
{
    const auto &x = s.at(p.prediction), &target = s.at(p.target), &weights = s.at(p.weights);
    const auto width = x.size() / std::max<std::size_t>(1, weights.size());
    const double sum = sum_of(weights);
    double total = 0;
    for (std::size_t i = 0; i < x.size(); ++i)
        total += weights[i / width] / double(width) * point(p.kind, x[i], target[i], p.parameter, p.smoothing).value;
    s.at(p.loss)[0] = sum == 0 ? 0 : total / sum;
}

void apply(Store& s, const PointwiseLossBackward& p)
{
    const auto &x = s.at(p.prediction), &target = s.at(p.target), &weights = s.at(p.weights);
    const auto width = x.size() / std::max<std::size_t>(1, weights.size());
    const double sum = sum_of(weights), seed = s.at(p.seed)[0];
    for (std::size_t i = 0; i < x.size(); ++i) {
        const double slope = point(p.kind, x[i], target[i], p.parameter, p.smoothing).slope;
        s.at(p.out)[i] = sum == 0 ? 0 : seed * weights[i / width] / double(width) / sum * slope;
    }
}

void apply(Store& s, const CountCorrect& c)
{
    const auto &x = s.at(c.logits), &weights = s.at(c.weights);
    const auto width = x.size() / std::max<std::size_t>(1, weights.size());
    const bool classes = !is_real(s.dtype(c.labels));
    double right = 0;
    for (std::size_t row = 0; row < weights.size(); ++row) {
        if (weights[row] <= 0)
            continue;
        const auto first = x.begin() + std::ptrdiff_t(row * width), last = first + std::ptrdiff_t(width);
        if (classes)
            right += std::max_element(first, last) - first == s.whole(c.labels)[row];
        else
            right += std::equal(first, last, s.at(c.labels).begin() + std::ptrdiff_t(row * width),
                                [](double logit, double target) { return (logit > 0) == (target > 0.5); });
    }
    s.at(c.out)[0] = right;
}

namespace {

double scale_of(Store& s, TensorId scale)
{
    return scale == no_tensor ? 1 : s.at(scale)[0];
}

} // namespace

void apply(Store& s, const SgdUpdate& u)
{
    auto& param = s.at(u.param);
    const double scale = scale_of(s, u.scale);
    const double rate = s.at(u.rate)[0];
    for (std::size_t i = 0; i < param.size(); ++i) {
        const double g = scale * s.at(u.grad)[i] + u.decay * param[i];
        double move = g;
        if (u.velocity != no_tensor) {
            double& v = s.at(u.velocity)[i];
            v = u.momentum * v + g;
            move = u.nesterov ? g + u.momentum * v : v;
        }
        param[i] -= rate * move;
    }
}

void apply(Store& s, const AdaGradUpdate& u)
{
    auto& param = s.at(u.param);
    const double scale = scale_of(s, u.scale);
    for (std::size_t i = 0; i < param.size(); ++i) {
        const double g = scale * s.at(u.grad)[i] + u.decay * param[i];
        double& sum = s.at(u.sum)[i];
        sum += g * g;
        param[i] -= s.at(u.rate)[0] * g / (std::sqrt(sum) + u.epsilon);
    }
}

void apply(Store& s, const RmsPropUpdate& u)
{
    auto& param = s.at(u.param);
    const double scale = scale_of(s, u.scale);
    for (std::size_t i = 0; i < param.size(); ++i) {
        const double g = scale * s.at(u.grad)[i] + u.decay * param[i];
        double& square = s.at(u.square)[i];
        square = u.rho * square + (1 - u.rho) * g * g;
        double move = g / (std::sqrt(square) + u.epsilon);
        if (u.velocity != no_tensor)
            move = s.at(u.velocity)[i] = u.momentum * s.at(u.velocity)[i] + move;
        param[i] -= s.at(u.rate)[0] * move;
    }
}

void apply(Store& s, const AdamUpdate& u)
{
    auto& param = s.at(u.param);
    const double scale = scale_of(s, u.scale);
    const double rate = s.at(u.rate)[0], step = double(s.whole(u.clock)[1] + 1);
    const double correction1 = 1 - std::pow(u.beta1, step), correction2 = 1 - std::pow(u.beta2, step);
    for (std::size_t i = 0; i < param.size(); ++i) {
        const double g = scale * s.at(u.grad)[i] + (u.decoupled ? 0 : u.decay * param[i]);
        double &first = s.at(u.first)[i], &second = s.at(u.second)[i];
        first = u.beta1 * first + (1 - u.beta1) * g;
        second = u.beta2 * second + (1 - u.beta2) * g * g;
        if (u.decoupled)
            param[i] -= rate * u.decay * param[i];
        param[i] -= rate * (first / correction1) / (std::sqrt(second / correction2) + u.epsilon);
    }
}

void apply(Store& s, const LionUpdate& u)
{
    auto& param = s.at(u.param);
    const double scale = scale_of(s, u.scale), rate = s.at(u.rate)[0];
    for (std::size_t i = 0; i < param.size(); ++i) {
        const double g = scale * s.at(u.grad)[i];
        double& mean = s.at(u.mean)[i];
        const double way = u.beta1 * mean + (1 - u.beta1) * g;
        param[i] -= rate * ((way > 0) - (way < 0) + u.decay * param[i]);
        mean = u.beta2 * mean + (1 - u.beta2) * g;
    }
}

void apply(Store& s, const SquareSum& o)
{
    double squares = 0;
    for (double v : s.at(o.x))
        squares += v * v;
    s.at(o.out)[0] = o.when == no_tensor || s.whole(o.when)[0] != 0 ? squares : 0;
}

} // namespace loom::reference
