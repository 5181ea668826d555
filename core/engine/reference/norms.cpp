// Normalisation within each sample.
#include "engine/reference/store.h"

#include <algorithm>
#include <cmath>

namespace loom::reference {
namespace {

/// The values of {batch, channels, places} that share a mean, set by set: the channels at a place, or a group of channels
/// at all places.
struct Sets {
    std::size_t batch, channels, places, groups;

    Sets(const Shape& x, std::int64_t groups_)
        : batch(std::size_t(x[0])), channels(std::size_t(x[1])), places(count(Shape(x.begin() + 2, x.end()))),
          groups(std::size_t(groups_))
    {
    }
    std::size_t number() const { return batch * (groups == 0 ? places : groups); }
    std::size_t size() const { return groups == 0 ? channels : channels / groups * places; }
    /// Where the i-th value of a set lies.
    std::size_t index(std::size_t set, std::size_t i) const
    {
        return groups == 0 ? (set / places * channels + i) * places + set % places : set * size() + i;
    }
    std::size_t channel(std::size_t set, std::size_t i) const
    {
        return groups == 0 ? i : set % groups * (channels / groups) + i / places;
    }
};

} // namespace

void apply(Store& s, const LayerNorm& o)
{
    const Sets sets(s.shape(o.x), o.groups);
    const auto& x = s.at(o.x);
    const double n = double(sets.size());
    for (std::size_t set = 0; set < sets.number(); ++set) {
        double mean = 0, square = 0;
        if (!o.rms)
            for (std::size_t i = 0; i < sets.size(); ++i)
                mean += x[sets.index(set, i)] / n;
        for (std::size_t i = 0; i < sets.size(); ++i)
            square += std::pow(x[sets.index(set, i)] - mean, 2) / n;
        const double inv_std = 1 / std::sqrt(square + o.epsilon);
        for (std::size_t i = 0; i < sets.size(); ++i) {
            const std::size_t at = sets.index(set, i), c = sets.channel(set, i);
            s.at(o.y)[at] = (x[at] - mean) * inv_std * (o.scale == no_tensor ? 1 : s.at(o.scale)[c]) +
                            (o.shift == no_tensor ? 0 : s.at(o.shift)[c]);
        }
        s.at(o.inv_std)[set] = inv_std;
        if (!o.rms)
            s.at(o.mean)[set] = mean;
    }
}

void apply(Store& s, const LayerNormBackward& o)
{
    const Sets sets(s.shape(o.x), o.groups);
    const auto &x = s.at(o.x), &grad = s.at(o.grad);
    const double n = double(sets.size());
    for (TensorId id : {o.dscale, o.dshift})
        if (id != no_tensor)
            std::ranges::fill(s.at(id), 0.0);
    for (std::size_t set = 0; set < sets.number(); ++set) {
        const double mean = o.rms ? 0 : s.at(o.mean)[set], inv_std = s.at(o.inv_std)[set];
        // x̂ does not change along 1 (unless rms) nor along itself: both parts of the gradient go.
        double along_one = 0, along_self = 0;
        auto slope = [&](std::size_t at, std::size_t c) {
            return grad[at] * (o.scale == no_tensor ? 1 : s.at(o.scale)[c]);
        };
        for (std::size_t i = 0; i < sets.size(); ++i) {
            const std::size_t at = sets.index(set, i), c = sets.channel(set, i);
            const double normal = (x[at] - mean) * inv_std;
            along_one += o.rms ? 0 : slope(at, c) / n;
            along_self += slope(at, c) * normal / n;
            if (o.dscale != no_tensor)
                s.at(o.dscale)[c] += grad[at] * normal;
            if (o.dshift != no_tensor)
                s.at(o.dshift)[c] += grad[at];
        }
        for (std::size_t i = 0; i < sets.size(); ++i) {
            const std::size_t at = sets.index(set, i);
            const double normal = (x[at] - mean) * inv_std;
            s.at(o.dx)[at] = inv_std * (slope(at, sets.channel(set, i)) - along_one - normal * along_self);
        }
    }
}

namespace {

/// The channels whose squares count for channel c.
struct Neighbours {
    std::int64_t first, last;
    Neighbours(std::int64_t c, std::int64_t channels, std::int64_t size)
        : first(std::max<std::int64_t>(0, c - (size - 1) / 2)), last(std::min(channels - 1, c + size / 2))
    {
    }
};

/// k + α/size · Σ x² for every value.
std::vector<double> energies(std::span<const double> x, const Shape& shape, const LocalResponse& r)
{
    const auto places = std::int64_t(count(Shape(shape.begin() + 2, shape.end()))), channels = shape[1];
    std::vector<double> out(x.size(), r.bias);
    for (std::int64_t n = 0; n < shape[0]; ++n)
        for (std::int64_t c = 0; c < channels; ++c) {
            const Neighbours near(c, channels, r.size);
            for (std::int64_t other = near.first; other <= near.last; ++other)
                for (std::int64_t p = 0; p < places; ++p)
                    out[std::size_t((n * channels + c) * places + p)] +=
                        r.alpha / double(r.size) * std::pow(x[std::size_t((n * channels + other) * places + p)], 2);
        }
    return out;
}

} // namespace

void apply(Store& s, const Lrn& o)
{
    const auto& x = s.at(o.x);
    const auto energy = energies(x, s.shape(o.x), o.response);
    for (std::size_t i = 0; i < x.size(); ++i)
        s.at(o.out)[i] = x[i] * std::pow(energy[i], -o.response.beta);
}

void apply(Store& s, const LrnBackward& o)
{
    const auto &x = s.at(o.x), &grad = s.at(o.grad);
    const Shape& shape = s.shape(o.x);
    const LocalResponse& r = o.response;
    const auto places = std::int64_t(count(Shape(shape.begin() + 2, shape.end()))), channels = shape[1];
    const auto energy = energies(x, shape, r);
    auto& out = s.at(o.out);
    for (std::size_t i = 0; i < x.size(); ++i)
        out[i] = grad[i] * std::pow(energy[i], -r.beta);
    for (std::int64_t n = 0; n < shape[0]; ++n)
        for (std::int64_t c = 0; c < channels; ++c) {
            const Neighbours near(c, channels, r.size);
            for (std::int64_t other = near.first; other <= near.last; ++other)
                for (std::int64_t p = 0; p < places; ++p) {
                    const auto from = std::size_t((n * channels + c) * places + p),
                               to = std::size_t((n * channels + other) * places + p);
                    out[to] -= 2 * r.alpha * r.beta / double(r.size) * x[to] * grad[from] * x[from] *
                               std::pow(energy[from], -r.beta - 1);
                }
        }
}

} // namespace loom::reference
