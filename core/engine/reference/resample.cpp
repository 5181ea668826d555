// What enlarges, shrinks or frames along the spatial axes, and random numbers.
#include "engine/reference/store.h"
#include "ir/resample.h"

#include <array>

namespace loom::reference {
namespace {

void resample(std::span<const double> x, const Shape& from, std::span<double> out, const Shape& to,
              std::vector<AxisTaps> axes)
{
    while (axes.size() < 3) // Missing axes come first and have size 1.
        axes.insert(axes.begin(), AxisTaps{{{0, 1}}});
    const std::size_t planes = std::size_t(from[0] * from[1]);
    const std::size_t in = count(from) / planes, made = count(to) / planes;
    const auto width = std::size_t(from.back()), height = from.size() > 3 ? std::size_t(from[from.size() - 2]) : 1;
    for (std::size_t plane = 0; plane < planes; ++plane) {
        std::size_t place = plane * made;
        for (const auto& a : axes[0])
            for (const auto& b : axes[1])
                for (const auto& c : axes[2]) {
                    double sum = 0;
                    for (const Tap& i : a)
                        for (const Tap& j : b)
                            for (const Tap& k : c)
                                sum += i.weight * j.weight * k.weight *
                                       x[plane * in + (std::size_t(i.from) * height + std::size_t(j.from)) * width +
                                         std::size_t(k.from)];
                    out[place++] = sum;
                }
    }
}

} // namespace

void apply(Store& s, const Pad& p)
{
    resample(s.at(p.x), s.shape(p.x), s.at(p.out), s.shape(p.out), taps_of(p, s.program));
}
void apply(Store& s, const PadBackward& p)
{
    resample(s.at(p.grad), s.shape(p.grad), s.at(p.out), s.shape(p.out), taps_of(p, s.program));
}
void apply(Store& s, const Resize& r)
{
    resample(s.at(r.x), s.shape(r.x), s.at(r.out), s.shape(r.out), taps_of(r, s.program));
}
void apply(Store& s, const ResizeBackward& r)
{
    resample(s.at(r.grad), s.shape(r.grad), s.at(r.out), s.shape(r.out), taps_of(r, s.program));
}

void apply(Store& s, const NormalNoise& o)
{
    const auto& clock = s.whole(o.clock);
    auto& out = s.at(o.out);
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i] = normal_draw(std::uint64_t(clock[0]), o.stream, std::uint64_t(clock[1]), std::uint64_t(o.first) + i);
}

} // namespace loom::reference
