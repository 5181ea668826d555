// What works element by element, channel by channel or row by row.
#include "engine/reference/store.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace loom::reference {

namespace {

/// Elements of one channel in one sample: what follows axis 1.
std::size_t inner_size(const Shape& shape)
{
    return count(Shape(shape.begin() + 2, shape.end()));
}

/// Calls f(channel, index) for every element.
template <class F>
void for_each_channel(const Shape& shape, F f)
{
    const auto batch = std::size_t(shape[0]), channels = std::size_t(shape[1]), inner = inner_size(shape);
    for (std::size_t n = 0, i = 0; n < batch; ++n)
        for (std::size_t c = 0; c < channels; ++c)
            for (std::size_t k = 0; k < inner; ++k, ++i)
                f(c, i);
}

} // namespace

void apply(Store& s, const BatchNorm& b)
{
    const Shape& shape = s.shape(b.x);
    const auto channels = std::size_t(shape[1]);
    const double n = double(shape[0]) * double(inner_size(shape));
    const auto& x = s.at(b.x);
    auto &mean = s.at(b.mean), &inv_std = s.at(b.inv_std);
    std::vector<double> variance(channels, 0.0);
    std::ranges::fill(mean, 0.0);
    for_each_channel(shape, [&](auto c, auto i) { mean[c] += x[i] / n; });
    for_each_channel(shape, [&](auto c, auto i) { variance[c] += (x[i] - mean[c]) * (x[i] - mean[c]) / n; });
    for (std::size_t c = 0; c < channels; ++c) {
        inv_std[c] = 1 / std::sqrt(variance[c] + b.epsilon);
        const double unbiased = n > 1 ? variance[c] * n / (n - 1) : variance[c];
        s.at(b.running_mean)[c] += b.momentum * (mean[c] - s.at(b.running_mean)[c]);
        s.at(b.running_variance)[c] += b.momentum * (unbiased - s.at(b.running_variance)[c]);
    }
    for_each_channel(shape, [&](auto c, auto i) {
        s.at(b.y)[i] = s.at(b.scale)[c] * (x[i] - mean[c]) * inv_std[c] + s.at(b.shift)[c];
    });
}

void apply(Store& s, const BatchNormBackward& b)
{
    const Shape& shape = s.shape(b.x);
    const double n = double(shape[0]) * double(inner_size(shape));
    const auto &x = s.at(b.x), &grad = s.at(b.grad), &mean = s.at(b.mean), &inv_std = s.at(b.inv_std);
    auto &dscale = s.at(b.dscale), &dshift = s.at(b.dshift);
    std::ranges::fill(dscale, 0.0);
    std::ranges::fill(dshift, 0.0);
    for_each_channel(shape, [&](auto c, auto i) {
        dscale[c] += grad[i] * (x[i] - mean[c]) * inv_std[c];
        dshift[c] += grad[i];
    });
    for_each_channel(shape, [&](auto c, auto i) {
        const double normalised = (x[i] - mean[c]) * inv_std[c];
        s.at(b.dx)[i] = s.at(b.scale)[c] * inv_std[c] * (grad[i] - (dshift[c] + normalised * dscale[c]) / n);
    });
}

void apply(Store& s, const BatchNormInference& b)
{
    for_each_channel(s.shape(b.x), [&](auto c, auto i) {
        s.at(b.y)[i] =
            s.at(b.scale)[c] * (s.at(b.x)[i] - s.at(b.mean)[c]) / std::sqrt(s.at(b.variance)[c] + b.epsilon) +
            s.at(b.shift)[c];
    });
}

void apply(Store& s, const AddBias& a)
{
    for_each_channel(s.shape(a.x), [&](auto c, auto i) { s.at(a.out)[i] = s.at(a.x)[i] + s.at(a.bias)[c]; });
}

double sigmoid(double x)
{
    return x >= 0 ? 1 / (1 + std::exp(-x)) : std::exp(x) / (1 + std::exp(x));
}

double softplus(double x)
{
    return std::max(x, 0.0) + std::log1p(std::exp(-std::abs(x)));
}

namespace {

double normal_density(double x)
{
    return std::exp(-x * x / 2) / std::sqrt(2 * std::numbers::pi);
}
double normal_share(double x)
{
    return std::erfc(-x / std::numbers::sqrt2) / 2;
}

/// What GeluTanh takes the hyperbolic tangent of.
double gelu_bend(double x)
{
    return std::sqrt(2 / std::numbers::pi) * (x + 0.044715 * x * x * x);
}

double value(Curve curve, double x, double alpha, double beta)
{
    switch (curve) {
    case Curve::Relu:
        return std::max(x, 0.0);
    case Curve::LeakyRelu:
        return x > 0 ? x : alpha * x;
    case Curve::Elu:
        return x > 0 ? x : alpha * std::expm1(x);
    case Curve::Tanh:
        return std::tanh(x);
    case Curve::Sigmoid:
        return sigmoid(x);
    case Curve::Gelu:
        return x * normal_share(x);
    case Curve::Silu:
        return x * sigmoid(x);
    case Curve::Softplus:
        return softplus(x);
    case Curve::HardSigmoid:
        return std::clamp(x / 6 + 0.5, 0.0, 1.0);
    case Curve::HardSwish:
        return x * std::clamp(x / 6 + 0.5, 0.0, 1.0);
    case Curve::Relu6:
        return std::clamp(x, 0.0, 6.0);
    case Curve::Mish:
        return x * std::tanh(softplus(x));
    case Curve::GeluTanh:
        return x * sigmoid(2 * gelu_bend(x)); // (1 + tanh u)/2 = σ(2u)
    case Curve::Softsign:
        return x / (1 + std::abs(x));
    case Curve::Clip:
        return std::min(std::max(x, alpha), beta);
    case Curve::Exp:
        return std::exp(x);
    case Curve::Log:
        return std::log(x);
    case Curve::Sqrt:
        return std::sqrt(x);
    case Curve::Reciprocal:
        return 1 / x;
    case Curve::Abs:
        return std::abs(x);
    case Curve::Erf:
        return std::erf(x);
    case Curve::Sin:
        return std::sin(x);
    case Curve::Cos:
        return std::cos(x);
    case Curve::Tan:
        return std::tan(x);
    case Curve::Asin:
        return std::asin(x);
    case Curve::Acos:
        return std::acos(x);
    case Curve::Atan:
        return std::atan(x);
    case Curve::Sinh:
        return std::sinh(x);
    case Curve::Cosh:
        return std::cosh(x);
    case Curve::Asinh:
        return std::asinh(x);
    case Curve::Acosh:
        return std::acosh(x);
    case Curve::Atanh:
        return std::atanh(x);
    case Curve::Floor:
        return std::floor(x);
    case Curve::Ceil:
        return std::ceil(x);
    case Curve::Round:
        return std::nearbyint(x);
    case Curve::Sign:
        return x > 0 ? 1 : x < 0 ? -1 : x;
    }
    return 0;
}

/// At a corner: the slope on the left, as for x ≤ 0 of Relu.
double slope(Curve curve, double x, double alpha, double beta)
{
    switch (curve) {
    case Curve::Relu:
        return x > 0 ? 1 : 0;
    case Curve::LeakyRelu:
        return x > 0 ? 1 : alpha;
    case Curve::Elu:
        return x > 0 ? 1 : alpha * std::exp(x);
    case Curve::Tanh:
        return 1 - std::tanh(x) * std::tanh(x);
    case Curve::Sigmoid:
        return sigmoid(x) * sigmoid(-x);
    case Curve::Gelu:
        return normal_share(x) + x * normal_density(x);
    case Curve::Silu:
        return sigmoid(x) * (1 + x * sigmoid(-x));
    case Curve::Softplus:
        return sigmoid(x);
    case Curve::HardSigmoid:
        return x > -3 && x < 3 ? 1.0 / 6 : 0;
    case Curve::HardSwish:
        return x <= -3 ? 0 : x >= 3 ? 1 : x / 3 + 0.5;
    case Curve::Relu6:
        return x > 0 && x < 6 ? 1 : 0;
    case Curve::Mish: {
        const double t = std::tanh(softplus(x));
        return t + x * (1 - t * t) * sigmoid(x);
    }
    case Curve::GeluTanh: {
        const double share = sigmoid(2 * gelu_bend(x));
        return share + x * share * (1 - share) * 2 * std::sqrt(2 / std::numbers::pi) * (1 + 3 * 0.044715 * x * x);
    }
    case Curve::Softsign:
        return 1 / ((1 + std::abs(x)) * (1 + std::abs(x)));
    case Curve::Clip:
        return x > alpha && x < beta ? 1 : 0;
    case Curve::Exp:
        return std::exp(x);
    case Curve::Log:
        return 1 / x;
    case Curve::Sqrt:
        return 0.5 / std::sqrt(x);
    case Curve::Reciprocal:
        return -1 / (x * x);
    case Curve::Abs:
        return x > 0 ? 1 : x < 0 ? -1 : 0;
    case Curve::Erf:
        return 2 / std::sqrt(std::numbers::pi) * std::exp(-x * x);
    case Curve::Sin:
        return std::cos(x);
    case Curve::Cos:
        return -std::sin(x);
    case Curve::Tan:
        return 1 + std::tan(x) * std::tan(x);
    case Curve::Asin:
        return 1 / std::sqrt(1 - x * x);
    case Curve::Acos:
        return -1 / std::sqrt(1 - x * x);
    case Curve::Atan:
        return 1 / (1 + x * x);
    case Curve::Sinh:
        return std::cosh(x);
    case Curve::Cosh:
        return std::sinh(x);
    case Curve::Asinh:
        return 1 / std::sqrt(x * x + 1);
    case Curve::Acosh:
        return 1 / std::sqrt(x * x - 1);
    case Curve::Atanh:
        return 1 / (1 - x * x);
    case Curve::Floor:
    case Curve::Ceil:
    case Curve::Round:
    case Curve::Sign:
        return 0;
    }
    return 0;
}

} // namespace

void apply(Store& s, const Eltwise& e)
{
    std::ranges::transform(s.at(e.x), s.at(e.out).begin(), [&](double x) { return value(e.curve, x, e.alpha, e.beta); });
}

void apply(Store& s, const EltwiseBackward& e)
{
    std::ranges::transform(s.at(e.x), s.at(e.grad), s.at(e.out).begin(),
                           [&](double x, double grad) { return grad * slope(e.curve, x, e.alpha, e.beta); });
}

void apply(Store& s, const Softmax& o)
{
    const auto width = std::size_t(s.shape(o.x).back());
    const auto& x = s.at(o.x);
    auto& out = s.at(o.out);
    for (std::size_t row = 0; row < x.size(); row += width) {
        const double largest =
            *std::max_element(x.begin() + std::ptrdiff_t(row), x.begin() + std::ptrdiff_t(row + width));
        double sum = 0;
        for (std::size_t i = row; i < row + width; ++i)
            sum += std::exp(x[i] - largest);
        for (std::size_t i = row; i < row + width; ++i)
            out[i] = o.log ? x[i] - largest - std::log(sum) : std::exp(x[i] - largest) / sum;
    }
}

void apply(Store& s, const SoftmaxBackward& o)
{
    const auto width = std::size_t(s.shape(o.y).back());
    const auto &y = s.at(o.y), &grad = s.at(o.grad);
    auto& out = s.at(o.out);
    for (std::size_t row = 0; row < y.size(); row += width) {
        double sum = 0;
        for (std::size_t i = row; i < row + width; ++i)
            sum += o.log ? grad[i] : grad[i] * y[i];
        for (std::size_t i = row; i < row + width; ++i)
            out[i] = o.log ? grad[i] - std::exp(y[i]) * sum : y[i] * (grad[i] - sum);
    }
}

void apply(Store& s, const Affine& a)
{
    std::ranges::transform(s.at(a.x), s.at(a.out).begin(), [&](double x) { return a.scale * x + a.shift; });
}

void apply(Store& s, const Dropout& d)
{
    const auto& clock = s.whole(d.clock);
    const auto& x = s.at(d.x);
    for (std::size_t i = 0; i < x.size(); ++i) {
        const bool keep = dropout_keeps(std::uint64_t(clock[0]), d.stream, std::uint64_t(clock[1]),
                                        std::uint64_t(d.first) + i, float(d.rate));
        s.at(d.out)[i] = keep ? x[i] / (1 - d.rate) : 0;
    }
}

} // namespace loom::reference
