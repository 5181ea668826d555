#include "evaluate/explain_finder.h"

namespace loom::explaining {

void Finder::normalised(TensorId x, TensorId scale, TensorId shift, double mean, double inverse)
{
    term({factor(x, spot_.element)});
    const auto channel = std::size_t(place_[1]);
    reason_.kind = Kind::Normalised;
    reason_.mean = mean;
    reason_.inverse = inverse;
    reason_.scale = scale == no_tensor ? 1 : number(scale, channel);
    reason_.shift = shift == no_tensor ? 0 : number(shift, channel);
}

void Finder::visit(const BatchNormInference& op)
{
    if (spot_.tensor != op.y)
        return;
    normalised(op.x, op.scale, op.shift, number(op.mean, std::size_t(place_[1])),
               1 / std::sqrt(number(op.variance, std::size_t(place_[1])) + op.epsilon));
    // A layer keeps its mean and learns its shift: where both are constants, this is its way back.
    if (program_.at(op.mean).role == Role::Constant && program_.at(op.shift).role == Role::Constant)
        reason_.kind = Kind::KeptSlope;
}

void Finder::visit(const LayerNorm& op)
{
    if (spot_.tensor != op.y)
        return;
    const Shape& x = shape(op.x);
    const auto places = std::int64_t(count(x)) / (x[0] * x[1]);
    const auto at = std::int64_t(spot_.element) % places;
    const auto group = op.groups == 0 ? place_[0] * places + at : place_[0] * op.groups + place_[1] / (x[1] / op.groups);
    normalised(op.x, op.scale, op.shift, op.rms ? 0 : number(op.mean, std::size_t(group)), number(op.inv_std, std::size_t(group)));
}

std::vector<std::size_t> Finder::together(const Shape& x, std::int64_t groups, std::size_t element) const
{
    const auto channels = std::size_t(x[1]), places = count(x) / std::size_t(x[0] * x[1]);
    const std::size_t sample = element / (channels * places), channel = element / places % channels, at = element % places;
    const std::size_t many = groups == 0 ? channels : channels / std::size_t(groups), first = groups == 0 ? 0 : channel / many * many;
    std::vector<std::size_t> found;
    for (std::size_t c = first; c < first + many; ++c)
        for (std::size_t p = groups == 0 ? at : 0; p < (groups == 0 ? at + 1 : places); ++p)
            found.push_back((sample * channels + c) * places + p);
    return found;
}

/// x̂ does not change along 1 (unless rms) nor along itself, so both parts of the gradient go.
void Finder::norm_slope(TensorId x, TensorId scale, TensorId grad, const std::vector<std::size_t>& together, double mean, double inverse, bool rms)
{
    const Shape& of = shape(x);
    const auto places = count(of) / std::size_t(of[0] * of[1]);
    const auto normal = [&](std::size_t i) { return (number(x, i) - mean) * inverse; };
    const auto scaled = [&](std::size_t i) { return scale == no_tensor ? 1 : number(scale, i / places % std::size_t(of[1])); };
    reason_.kind = Kind::NormSlope;
    reason_.inverse = inverse;
    reason_.mean = mean;
    reason_.target = normal(spot_.element);
    reason_.slope = reason_.shift = 0;
    term({factor(grad, spot_.element)}, scaled(spot_.element));
    for (const std::size_t i : together) {
        if (i != spot_.element)
            term({factor(grad, i)}, scaled(i));
        const double slope = number(grad, i) * scaled(i) / double(together.size());
        reason_.shift += rms ? 0 : slope;
        reason_.slope += slope * normal(i);
    }
}

void Finder::scale_slope(TensorId x, TensorId grad, const std::function<std::pair<double, double>(std::size_t)>& mean_and_inverse)
{
    const Shape& of = shape(x);
    const auto places = count(of) / std::size_t(of[0] * of[1]);
    reason_.kind = Kind::Sum;
    for (std::size_t i = 0; i < count(of); ++i)
        if (i / places % std::size_t(of[1]) == spot_.element) {
            const auto [mean, inverse] = mean_and_inverse(i);
            term({factor(grad, i)}, std::isnan(mean) ? 1 : (number(x, i) - mean) * inverse);
        }
}

void Finder::visit(const BatchNorm& op)
{
    const Shape& x = shape(op.x);
    if (spot_.tensor == op.y)
        return normalised(op.x, op.scale, op.shift, number(op.mean, std::size_t(place_[1])), number(op.inv_std, std::size_t(place_[1])));
    if (spot_.tensor != op.mean)
        return;
    const auto places = count(x) / std::size_t(x[0] * x[1]);
    reason_.kind = Kind::Sum;
    for (std::size_t i = 0; i < count(x); ++i)
        if (i / places % std::size_t(x[1]) == spot_.element)
            term({factor(op.x, i)}, 1 / double(std::size_t(x[0]) * places));
}

void Finder::visit(const BatchNormBackward& op)
{
    const auto known = [&](std::size_t channel) { return std::pair(number(op.mean, channel), number(op.inv_std, channel)); };
    const Shape& x = shape(op.x);
    const auto places = count(x) / std::size_t(x[0] * x[1]);
    if (spot_.tensor == op.dscale || spot_.tensor == op.dshift)
        return scale_slope(op.x, op.grad, [&](std::size_t) { return spot_.tensor == op.dscale ? known(spot_.element) : std::pair<double, double>(NAN, 1); });
    std::vector<std::size_t> channel;
    for (std::size_t i = 0; i < count(x); ++i)
        if (i / places % std::size_t(x[1]) == std::size_t(place_[1]))
            channel.push_back(i);
    const auto [mean, inverse] = known(std::size_t(place_[1]));
    norm_slope(op.x, op.scale, op.grad, channel, mean, inverse, false);
}

void Finder::visit(const LayerNormBackward& op)
{
    const Shape& x = shape(op.x);
    const auto places = count(x) / std::size_t(x[0] * x[1]);
    const auto known = [&](std::size_t i) {
        const std::size_t sample = i / (std::size_t(x[1]) * places), channel = i / places % std::size_t(x[1]);
        const std::size_t set = op.groups == 0 ? sample * places + i % places
                                               : sample * std::size_t(op.groups) + channel / std::size_t(x[1] / op.groups);
        return std::pair(op.rms ? 0 : number(op.mean, set), number(op.inv_std, set));
    };
    if (spot_.tensor == op.dscale)
        return scale_slope(op.x, op.grad, known);
    if (spot_.tensor == op.dshift)
        return scale_slope(op.x, op.grad, [](std::size_t) { return std::pair<double, double>(NAN, 1); });
    const auto [mean, inverse] = known(spot_.element);
    norm_slope(op.x, op.scale, op.grad, together(x, op.groups, spot_.element), mean, inverse, op.rms);
}

} // namespace loom::explaining
