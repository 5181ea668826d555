// Matrix products, and everything that slides a window.
#include "engine/reference/store.h"
#include "ir/arithmetic.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace loom::reference {

void apply(Store& s, const MatMul& m)
{
    const Shape &shape = s.shape(m.out), &shape_a = s.shape(m.a), &shape_b = s.shape(m.b);
    const auto rank = shape.size();
    const auto rows = shape[rank - 2], cols = shape[rank - 1], inner = inner_size(s.program, m);
    const auto width_a = shape_a.back(), width_b = shape_b.back();
    /// Where the matrix begins that an operand has at this place among the axes in front.
    auto begin = [&](std::int64_t place, const Shape& of) {
        std::int64_t at = 0, step = of[of.size() - 2] * of.back();
        for (std::size_t i = 3; i <= rank; place /= shape[rank - i], ++i) {
            if (i > of.size())
                continue;
            const auto size = of[of.size() - i];
            at += place % shape[rank - i] % size * step;
            step *= size;
        }
        return at;
    };
    auto& out = s.at(m.out);
    for (std::int64_t r = 0; r < std::int64_t(out.size()) / cols; ++r) {
        const double *a = s.at(m.a).data() + begin(r / rows, shape_a), *b = s.at(m.b).data() + begin(r / rows, shape_b);
        const auto row = r % rows;
        for (std::int64_t c = 0; c < cols; ++c) {
            double sum = 0;
            for (std::int64_t k = 0; k < inner; ++k)
                sum += a[m.transpose_a ? k * width_a + row : row * width_a + k] *
                       b[m.transpose_b ? c * width_b + k : k * width_b + c];
            out[std::size_t(r * cols + c)] = sum;
        }
    }
}

namespace {

/// A window over up to three axes as one over exactly three: missing axes come first and have size 1.
struct Geometry {
    std::int64_t batch, in_channels, out_channels;
    std::array<std::int64_t, 3> in{1, 1, 1}, out{1, 1, 1}, kernel{1, 1, 1}, stride{1, 1, 1}, dilation{1, 1, 1},
        pad{0, 0, 0};

    Geometry(const Shape& x, const Shape& y, const Window& w) : batch(x[0]), in_channels(x[1]), out_channels(y[1])
    {
        const auto rank = w.kernel.size();
        for (std::size_t i = 0; i < rank; ++i) {
            const auto to = 3 - rank + i;
            in[to] = x[2 + i];
            out[to] = y[2 + i];
            kernel[to] = w.kernel[i];
            stride[to] = w.stride[i];
            dilation[to] = w.dilation[i];
            pad[to] = w.pad_begin[i];
        }
    }
    std::int64_t in_size() const { return in[0] * in[1] * in[2]; }
    std::int64_t out_size() const { return out[0] * out[1] * out[2]; }
    std::int64_t taps() const { return kernel[0] * kernel[1] * kernel[2]; }

    /// Calls f(place in the output plane, tap, place in the input plane) for every pair that meets inside the input.
    /// The taps of one place come in their order.
    template <class F>
    void for_each(F f) const
    {
        std::int64_t place = 0;
        for (std::int64_t a = 0; a < out[0]; ++a)
            for (std::int64_t b = 0; b < out[1]; ++b)
                for (std::int64_t c = 0; c < out[2]; ++c, ++place) {
                    std::int64_t tap = 0;
                    for (std::int64_t i = 0; i < kernel[0]; ++i)
                        for (std::int64_t j = 0; j < kernel[1]; ++j)
                            for (std::int64_t k = 0; k < kernel[2]; ++k, ++tap) {
                                const auto x = a * stride[0] - pad[0] + i * dilation[0];
                                const auto y = b * stride[1] - pad[1] + j * dilation[1];
                                const auto z = c * stride[2] - pad[2] + k * dilation[2];
                                if (x >= 0 && x < in[0] && y >= 0 && y < in[1] && z >= 0 && z < in[2])
                                    f(place, tap, (x * in[1] + y) * in[2] + z);
                            }
                }
    }
};

/// Calls f(index in x, index in w, index in out) for every product that a convolution sums up.
template <class F>
void for_each_product(const Geometry& g, std::int64_t groups, F f)
{
    const auto ins = g.in_channels / groups, outs = g.out_channels / groups;
    for (std::int64_t n = 0; n < g.batch; ++n)
        for (std::int64_t o = 0; o < g.out_channels; ++o)
            for (std::int64_t c = 0; c < ins; ++c) {
                const auto x0 = (n * g.in_channels + o / outs * ins + c) * g.in_size();
                const auto w0 = (o * ins + c) * g.taps();
                const auto y0 = (n * g.out_channels + o) * g.out_size();
                g.for_each([&](auto place, auto tap, auto from) {
                    f(std::size_t(x0 + from), std::size_t(w0 + tap), std::size_t(y0 + place));
                });
            }
}

} // namespace

void apply(Store& s, const Conv& c)
{
    const auto &x = s.at(c.x), &w = s.at(c.w);
    auto& out = s.at(c.out);
    std::ranges::fill(out, 0.0);
    for_each_product(Geometry(s.shape(c.x), s.shape(c.out), c.window), c.groups,
                     [&](auto i, auto k, auto o) { out[o] += x[i] * w[k]; });
}

void apply(Store& s, const ConvBackwardData& c)
{
    const auto &grad = s.at(c.grad), &w = s.at(c.w);
    auto& out = s.at(c.out);
    std::ranges::fill(out, 0.0);
    for_each_product(Geometry(s.shape(c.out), s.shape(c.grad), c.window), c.groups,
                     [&](auto i, auto k, auto o) { out[i] += grad[o] * w[k]; });
}

void apply(Store& s, const ConvBackwardWeights& c)
{
    const auto &x = s.at(c.x), &grad = s.at(c.grad);
    auto& out = s.at(c.out);
    std::ranges::fill(out, 0.0);
    for_each_product(Geometry(s.shape(c.x), s.shape(c.grad), c.window), c.groups,
                     [&](auto i, auto k, auto o) { out[k] += grad[o] * x[i]; });
}

namespace {

/// By how much the average of each place in the output plane divides.
std::vector<double> divisors(const Geometry& g, bool count_padding)
{
    std::vector<double> n(std::size_t(g.out_size()), count_padding ? double(g.taps()) : 0);
    if (!count_padding)
        g.for_each([&](auto place, auto, auto) { n[std::size_t(place)] += 1; });
    return n;
}

} // namespace

void apply(Store& s, const Pool& p)
{
    const Geometry g(s.shape(p.x), s.shape(p.out), p.window);
    const auto& x = s.at(p.x);
    auto& out = s.at(p.out);
    const bool max = p.kind == PoolKind::Max;
    std::ranges::fill(out, max ? -std::numeric_limits<double>::infinity() : 0.0);
    const auto divisor = divisors(g, p.count_padding);
    for (std::int64_t plane = 0; plane < g.batch * g.in_channels; ++plane)
        g.for_each([&](auto place, auto, auto from) {
            double& y = out[std::size_t(plane * g.out_size() + place)];
            const double v = x[std::size_t(plane * g.in_size() + from)];
            if (p.kind == PoolKind::Norm)
                y += std::pow(std::abs(v), p.power);
            else
                y = combine(max ? BinaryKind::Maximum : BinaryKind::Add, y, max ? v : v / divisor[std::size_t(place)]);
        });
    if (p.kind == PoolKind::Norm)
        for (double& y : out)
            y = std::pow(y, 1.0 / p.power);
}

void apply(Store& s, const PoolBackward& p)
{
    const Geometry g(s.shape(p.x), s.shape(p.y), p.window);
    const auto &x = s.at(p.x), &y = s.at(p.y), &grad = s.at(p.grad);
    auto& out = s.at(p.out);
    std::ranges::fill(out, 0.0);
    const auto divisor = divisors(g, p.count_padding);
    for (std::int64_t plane = 0; plane < g.batch * g.in_channels; ++plane) {
        std::int64_t served = -1; // The last place whose maximum has been found.
        g.for_each([&](auto place, auto, auto from) {
            const auto i = std::size_t(plane * g.in_size() + from), o = std::size_t(plane * g.out_size() + place);
            if (p.kind == PoolKind::Average) {
                out[i] += grad[o] / divisor[std::size_t(place)];
            } else if (p.kind == PoolKind::Norm) {
                if (x[i] != 0)
                    out[i] += grad[o] * std::pow(std::abs(x[i]) / y[o], p.power - 1) * (x[i] > 0 ? 1 : -1);
            } else if (place != served && x[i] == y[o]) {
                out[i] += grad[o];
                served = place;
            }
        });
    }
}

} // namespace loom::reference
