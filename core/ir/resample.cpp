#include "ir/resample.h"

#include <algorithm>
#include <cmath>

namespace loom {

AxisTaps pad_taps(PadKind kind, std::int64_t in, std::int64_t out, std::int64_t begin)
{
    AxisTaps taps(std::size_t(out), std::vector<Tap>{});
    for (std::int64_t i = 0; i < out; ++i) {
        std::int64_t from = i - begin;
        if (kind == PadKind::Reflect)
            from = from < 0 ? -from : from >= in ? 2 * (in - 1) - from : from;
        else if (kind == PadKind::Replicate)
            from = std::clamp<std::int64_t>(from, 0, in - 1);
        if (from >= 0 && from < in)
            taps[std::size_t(i)] = {{from, 1}};
    }
    return taps;
}

AxisTaps resize_taps(ResizeKind kind, std::int64_t in, std::int64_t out)
{
    AxisTaps taps(std::size_t(out), std::vector<Tap>{});
    for (std::int64_t i = 0; i < out; ++i) {
        if (kind == ResizeKind::Nearest) {
            taps[std::size_t(i)] = {{i * in / out, 1}};
            continue;
        }
        const double place = std::clamp((double(i) + 0.5) * double(in) / double(out) - 0.5, 0.0, double(in - 1));
        const auto low = std::int64_t(place);
        const double share = place - double(low);
        taps[std::size_t(i)] = {{low, 1 - share}};
        if (share > 0)
            taps[std::size_t(i)].push_back({low + 1, share});
    }
    return taps;
}

AxisTaps transposed(const AxisTaps& taps, std::int64_t in)
{
    AxisTaps back(std::size_t(in), std::vector<Tap>{});
    for (std::size_t i = 0; i < taps.size(); ++i)
        for (const Tap& t : taps[i])
            back[std::size_t(t.from)].push_back({std::int64_t(i), t.weight});
    return back;
}

namespace {

/// f(size of the operand, size of the result, number of the axis) for each spatial axis.
template <class F>
std::vector<AxisTaps> each_axis(const Shape& x, const Shape& out, F f)
{
    std::vector<AxisTaps> all;
    for (std::size_t i = 2; i < x.size(); ++i)
        all.push_back(f(x[i], out[i], i - 2));
    return all;
}

} // namespace

std::vector<AxisTaps> taps_of(const Pad& p, const Program& program)
{
    return each_axis(program.at(p.x).shape, program.at(p.out).shape,
                     [&](auto in, auto out, auto axis) { return pad_taps(p.kind, in, out, p.begin[axis]); });
}
std::vector<AxisTaps> taps_of(const PadBackward& p, const Program& program)
{
    return each_axis(program.at(p.out).shape, program.at(p.grad).shape, [&](auto in, auto out, auto axis) {
        return transposed(pad_taps(p.kind, in, out, p.begin[axis]), in);
    });
}
std::vector<AxisTaps> taps_of(const Resize& r, const Program& program)
{
    return each_axis(program.at(r.x).shape, program.at(r.out).shape,
                     [&](auto in, auto out, auto) { return resize_taps(r.kind, in, out); });
}
std::vector<AxisTaps> taps_of(const ResizeBackward& r, const Program& program)
{
    return each_axis(program.at(r.out).shape, program.at(r.grad).shape,
                     [&](auto in, auto out, auto) { return transposed(resize_taps(r.kind, in, out), in); });
}

} // namespace loom
