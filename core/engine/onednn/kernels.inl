// The loops themselves, written so that the compiler makes vectors of them. Included once per kind of processor, so
// everything is local to the file, and inline functions of the standard library that are not constant are kept out:
// the linker could pick the copy that was compiled for another processor.
#include "engine/onednn/kernels.h"

#include <bit>
#include <cmath>
#include <cstring>
#include <omp.h>

namespace loom::onednn {
namespace {

using std::int64_t;
using std::ptrdiff_t;
using std::size_t;

template <class T>
T smaller(T a, T b)
{
    return b < a ? b : a;
}
template <class T>
T larger(T a, T b)
{
    return a < b ? b : a;
}

/// One copy of the loop for all callers: the compiler makes vectors of it wherever it stands alone.
template <class F>
[[gnu::noinline]] void part_of(const F& f, size_t begin, size_t end, int part)
{
    f(begin, end, part);
}

/// Cuts [0, n) into `threads` parts whose borders are multiples of `grain`, and works on each: f(begin, end, part).
template <class F>
void in_parts(size_t n, size_t grain, int threads, F f)
{
    if (threads <= 1) {
        part_of(f, size_t{0}, n, 0);
        return;
    }
    const size_t parts = size_t(threads);
    const size_t size = (n + parts * grain - 1) / (parts * grain) * grain;
#pragma omp parallel for num_threads(threads) schedule(static, 1)
    for (int part = 0; part < threads; ++part) {
        const size_t begin = smaller(n, size_t(part) * size);
        part_of(f, begin, smaller(n, begin + size), part);
    }
}
constexpr size_t line = 16; // floats

// ---- Exponential and logarithm after Cephes (S. Moshier), about 1e-7 relative, free of branches. --------------------

inline float fast_exp(float x)
{
    x = x < -87.3f ? -87.3f : x > 88.7f ? 88.7f : x;
    const float shifted = x * 1.44269504f + 12582912.f; // Adding 1.5·2²³ rounds to a whole number.
    const float n = shifted - 12582912.f;
    const float r = x - n * 0.693359375f - n * -2.12194440e-4f;
    float p = 1.9875691500e-4f;
    p = p * r + 1.3981999507e-3f;
    p = p * r + 8.3334519073e-3f;
    p = p * r + 4.1665795894e-2f;
    p = p * r + 1.6666665459e-1f;
    p = p * r + 5.0000001201e-1f;
    const float y = p * r * r + r + 1.f;
    // Two factors, because 2^128 itself does not fit.
    const int whole = int(n), half = whole >> 1;
    return y * std::bit_cast<float>((half + 127) << 23) * std::bit_cast<float>((whole - half + 127) << 23);
}

/// Of 1 + e, for e in [0, 1].
inline float fast_log1p(float e)
{
    const float u = 1.f + e, lost = (e - (u - 1.f)) / u;
    const bool high = u > 1.41421356f;
    const float x = (high ? u * 0.5f : u) - 1.f;
    float p = 7.0376836292e-2f;
    p = p * x - 1.1514610310e-1f;
    p = p * x + 1.1676998740e-1f;
    p = p * x - 1.2420140846e-1f;
    p = p * x + 1.4249322787e-1f;
    p = p * x - 1.6668057665e-1f;
    p = p * x + 2.0000714765e-1f;
    p = p * x - 2.4999993993e-1f;
    p = p * x + 3.3333331174e-1f;
    const float z = x * x;
    return x + (p * x * z - 0.5f * z) + (high ? 0.693147181f : 0.f) + lost;
}

// ---- Element by element --------------------------------------------------------------------------------------------

template <class F>
void map(const float* x, float* out, size_t n, int threads, F f)
{
    in_parts(n, line, threads, [=](size_t begin, size_t end, int) {
#pragma GCC ivdep // In place is fine.
        for (size_t i = begin; i < end; ++i)
            out[i] = f(x[i]);
    });
}

template <class F>
void map(const float* a, const float* b, float* out, size_t n, int threads, F f)
{
    in_parts(n, line, threads, [=](size_t begin, size_t end, int) {
#pragma GCC ivdep
        for (size_t i = begin; i < end; ++i)
            out[i] = f(a[i], b[i]);
    });
}

float hard_sigmoid(float x) { return smaller(larger(x * (1.f / 6) + 0.5f, 0.f), 1.f); }

void curve(Curve kind, const float* x, float* out, size_t n, float alpha, float beta, int threads)
{
    switch (kind) {
    case Curve::Relu: return map(x, out, n, threads, [](float v) { return v > 0 ? v : 0.f; });
    case Curve::LeakyRelu: return map(x, out, n, threads, [=](float v) { return v > 0 ? v : alpha * v; });
    case Curve::HardSigmoid: return map(x, out, n, threads, [](float v) { return hard_sigmoid(v); });
    case Curve::HardSwish: return map(x, out, n, threads, [](float v) { return v * hard_sigmoid(v); });
    case Curve::Relu6: return map(x, out, n, threads, [](float v) { return smaller(larger(v, 0.f), 6.f); });
    case Curve::Clip: return map(x, out, n, threads, [=](float v) { return smaller(larger(v, alpha), beta); });
    case Curve::Abs: return map(x, out, n, threads, [](float v) { return v < 0 ? -v : v; });
    case Curve::Softsign: return map(x, out, n, threads, [](float v) { return v / (1.f + (v < 0 ? -v : v)); });
    case Curve::Reciprocal: return map(x, out, n, threads, [](float v) { return 1.f / v; });
    case Curve::Sqrt: return map(x, out, n, threads, [](float v) { return __builtin_sqrtf(v); });
    default: return; // The others are oneDNN's, or the reference's.
    }
}

void curve_backward(Curve kind, const float* x, const float* grad, float* out, size_t n, float alpha, float beta,
                    int threads)
{
    switch (kind) {
    case Curve::Relu: return map(x, grad, out, n, threads, [](float v, float g) { return v > 0 ? g : 0.f; });
    case Curve::LeakyRelu: return map(x, grad, out, n, threads, [=](float v, float g) { return v > 0 ? g : alpha * g; });
    case Curve::HardSigmoid:
        return map(x, grad, out, n, threads, [](float v, float g) { return v > -3 && v < 3 ? g * (1.f / 6) : 0.f; });
    case Curve::HardSwish:
        return map(x, grad, out, n, threads, [](float v, float g) {
            const float slope = v * (1.f / 3) + 0.5f;
            return v <= -3 ? 0.f : v >= 3 ? g : g * slope;
        });
    case Curve::Relu6: return map(x, grad, out, n, threads, [](float v, float g) { return v > 0 && v < 6 ? g : 0.f; });
    case Curve::Clip:
        return map(x, grad, out, n, threads, [=](float v, float g) { return v > alpha && v < beta ? g : 0.f; });
    case Curve::Abs: return map(x, grad, out, n, threads, [](float v, float g) { return v > 0 ? g : v < 0 ? -g : 0.f; });
    case Curve::Softsign:
        return map(x, grad, out, n, threads, [](float v, float g) {
            const float u = 1.f + (v < 0 ? -v : v);
            return g / (u * u);
        });
    case Curve::Reciprocal: return map(x, grad, out, n, threads, [](float v, float g) { return -g / (v * v); });
    case Curve::Sqrt: return map(x, grad, out, n, threads, [](float v, float g) { return g * 0.5f / __builtin_sqrtf(v); });
    default: return;
    }
}

void affine(const float* x, float* out, size_t n, float scale, float shift, int threads)
{
    map(x, out, n, threads, [=](float v) { return scale * v + shift; });
}

template <class Loop>
void with_binary(BinaryKind kind, Loop loop)
{
    switch (kind) {
    case BinaryKind::Add: return loop([](float a, float b) { return a + b; });
    case BinaryKind::Subtract: return loop([](float a, float b) { return a - b; });
    case BinaryKind::Multiply: return loop([](float a, float b) { return a * b; });
    case BinaryKind::Divide: return loop([](float a, float b) { return a / b; });
    case BinaryKind::Maximum: return loop([](float a, float b) { return larger(a, b); });
    case BinaryKind::Minimum: return loop([](float a, float b) { return smaller(a, b); });
    default: return; // The others are the reference's.
    }
}

void binary(BinaryKind kind, const float* a, const float* b, float* out, size_t n, int threads)
{
    with_binary(kind, [=](auto f) { map(a, b, out, n, threads, f); });
}

// ---- Strided loops -------------------------------------------------------------------------------------------------

/// Calls f(offset in a, offset in b, offset in out) for every start of a run along the last axis.
template <class F>
void for_each_run(const Strided& s, F f)
{
    size_t at[max_axes] = {};
    ptrdiff_t a = 0, b = 0, out = 0;
    for (;;) {
        f(a, b, out);
        int axis = s.rank - 2;
        for (; axis >= 0; --axis) {
            a += s.a[axis];
            b += s.b[axis];
            out += s.out[axis];
            if (++at[axis] < s.size[axis])
                break;
            at[axis] = 0;
            a -= s.a[axis] * ptrdiff_t(s.size[axis]);
            b -= s.b[axis] * ptrdiff_t(s.size[axis]);
            out -= s.out[axis] * ptrdiff_t(s.size[axis]);
        }
        if (axis < 0)
            return;
    }
}

void binary_strided(BinaryKind kind, const float* a, const float* b, float* out, const Strided& s)
{
    const size_t n = s.size[s.rank - 1];
    const ptrdiff_t da = s.a[s.rank - 1], db = s.b[s.rank - 1];
    with_binary(kind, [&](auto f) {
        for_each_run(s, [&](ptrdiff_t pa, ptrdiff_t pb, ptrdiff_t po) {
            const float *x = a + pa, *y = b + pb;
            float* to = out + po;
            if (da == 1 && db == 1)
                for (size_t i = 0; i < n; ++i)
                    to[i] = f(x[i], y[i]);
            else if (da == 1)
                for (size_t i = 0; i < n; ++i)
                    to[i] = f(x[i], y[0]);
            else if (db == 1)
                for (size_t i = 0; i < n; ++i)
                    to[i] = f(x[0], y[i]);
            else
                for (size_t i = 0; i < n; ++i)
                    to[i] = f(x[0], y[0]);
        });
    });
}

/// In sixteen running sums of bounded length, added up in double, so that long sums stay exact enough.
double sum(const float* x, size_t n)
{
    double total = 0;
    for (size_t begin = 0; begin < n; begin += 4096) {
        const size_t end = smaller(n, begin + 4096);
        float part[16] = {};
        size_t i = begin;
        for (; i + 16 <= end; i += 16)
            for (int k = 0; k < 16; ++k)
                part[k] += x[i + size_t(k)];
        for (; i < end; ++i)
            part[0] += x[i];
        for (float v : part)
            total += double(v);
    }
    return total;
}

void sum_strided(const float* x, float* out, size_t out_size, const Strided& s, float scale)
{
    std::memset(out, 0, out_size * sizeof(float));
    const size_t n = s.size[s.rank - 1];
    const bool summed = s.out[s.rank - 1] == 0;
    for_each_run(s, [&](ptrdiff_t pa, ptrdiff_t, ptrdiff_t po) {
        const float* from = x + pa;
        float* to = out + po;
        if (summed)
            *to += float(sum(from, n));
        else
            for (size_t i = 0; i < n; ++i)
                to[i] += from[i];
    });
    for (size_t i = 0; i < out_size; ++i)
        out[i] *= scale;
}

void copy_strided(const float* x, float* out, const Strided& s, float scale)
{
    const size_t n = s.size[s.rank - 1];
    const ptrdiff_t da = s.a[s.rank - 1];
    for_each_run(s, [&](ptrdiff_t pa, ptrdiff_t, ptrdiff_t po) {
        const float* from = x + pa;
        float* to = out + po;
        if (da == 0)
            for (size_t i = 0; i < n; ++i)
                to[i] = scale * from[0];
        else
            for (size_t i = 0; i < n; ++i)
                to[i] = scale * from[i];
    });
}

void copy_runs(const float* x, size_t x_stride, float* out, size_t out_stride, size_t run, size_t rows, int threads)
{
    in_parts(rows, 1, threads, [=](size_t begin, size_t end, int) {
        for (size_t r = begin; r < end; ++r)
            std::memcpy(out + r * out_stride, x + r * x_stride, run * sizeof(float));
    });
}

// ---- Channel by channel --------------------------------------------------------------------------------------------

void channel_affine(const float* x, const float* mul, const float* add, float* out, const ChannelView& v, int threads)
{
    if (v.block == 8) {
        in_parts(v.outer * v.blocks(), 1, threads, [=, &v](size_t begin, size_t end, int) {
            for (size_t row = begin; row < end; ++row) {
                float m[8] = {}, a[8] = {};
                const size_t first = row % v.blocks() * 8;
                for (size_t k = 0; k < 8 && first + k < v.channels; ++k) {
                    m[k] = mul ? mul[first + k] : 1.f;
                    a[k] = add[first + k];
                }
                const float* from = x + row * v.inner * 8;
                float* to = out + row * v.inner * 8;
                for (size_t i = 0; i < v.inner; ++i)
                    for (int k = 0; k < 8; ++k)
                        to[i * 8 + size_t(k)] = from[i * 8 + size_t(k)] * m[k] + a[k];
            }
        });
    } else if (v.inner == 1) {
        in_parts(v.outer, 1, threads, [=, &v](size_t begin, size_t end, int) {
            for (size_t row = begin; row < end; ++row)
                for (size_t c = 0; c < v.channels; ++c)
                    out[row * v.channels + c] = x[row * v.channels + c] * (mul ? mul[c] : 1.f) + add[c];
        });
    } else {
        in_parts(v.outer * v.channels, 1, threads, [=, &v](size_t begin, size_t end, int) {
            for (size_t row = begin; row < end; ++row) {
                const float m = mul ? mul[row % v.channels] : 1.f, a = add[row % v.channels];
                for (size_t i = 0; i < v.inner; ++i)
                    out[row * v.inner + i] = x[row * v.inner + i] * m + a;
            }
        });
    }
}

/// Sums of `count` groups of eight neighbours.
void sum_lanes(const float* x, size_t count, double* total)
{
    for (size_t begin = 0; begin < count; begin += 512) {
        const size_t end = smaller(count, begin + 512);
        float part[8] = {}, other[8] = {};
        size_t i = begin;
        for (; i + 2 <= end; i += 2)
            for (int k = 0; k < 8; ++k) {
                part[k] += x[i * 8 + size_t(k)];
                other[k] += x[i * 8 + 8 + size_t(k)];
            }
        for (; i < end; ++i)
            for (int k = 0; k < 8; ++k)
                part[k] += x[i * 8 + size_t(k)];
        for (int k = 0; k < 8; ++k)
            total[k] += double(part[k]) + double(other[k]);
    }
}

void channel_sum(const float* x, float* out, const ChannelView& v, float scale, int threads)
{
    if (v.block == 8) {
        in_parts(v.blocks(), 1, threads, [=, &v](size_t begin, size_t end, int) {
            for (size_t b = begin; b < end; ++b) {
                double total[8] = {};
                for (size_t n = 0; n < v.outer; ++n)
                    sum_lanes(x + (n * v.blocks() + b) * v.inner * 8, v.inner, total);
                for (size_t k = 0; k < 8 && b * 8 + k < v.channels; ++k)
                    out[b * 8 + k] = float(total[k] * double(scale));
            }
        });
    } else if (v.inner == 1) {
        in_parts(v.channels, line, threads, [=, &v](size_t begin, size_t end, int) {
            for (size_t c = begin; c < end; ++c)
                out[c] = 0;
            for (size_t n = 0; n < v.outer; ++n)
                for (size_t c = begin; c < end; ++c)
                    out[c] += x[n * v.channels + c];
            for (size_t c = begin; c < end; ++c)
                out[c] *= scale;
        });
    } else {
        in_parts(v.channels, 1, threads, [=, &v](size_t begin, size_t end, int) {
            for (size_t c = begin; c < end; ++c) {
                double total = 0;
                for (size_t n = 0; n < v.outer; ++n)
                    total += sum(x + (n * v.channels + c) * v.inner, v.inner);
                out[c] = float(total * double(scale));
            }
        });
    }
}

void inner_sum(const float* x, float* out, const ChannelView& v, float scale, int threads)
{
    in_parts(v.outer * v.blocks(), 1, threads, [=, &v](size_t begin, size_t end, int) {
        for (size_t row = begin; row < end; ++row) {
            if (v.block == 1) {
                out[row] = float(sum(x + row * v.inner, v.inner) * double(scale));
                continue;
            }
            double total[8] = {};
            sum_lanes(x + row * v.inner * 8, v.inner, total);
            const size_t n = row / v.blocks(), first = row % v.blocks() * 8;
            for (size_t k = 0; k < 8 && first + k < v.channels; ++k)
                out[n * v.channels + first + k] = float(total[k] * double(scale));
        }
    });
}

void inner_expand(const float* in, float* x, const ChannelView& v, float scale, int threads)
{
    in_parts(v.outer * v.blocks(), 1, threads, [=, &v](size_t begin, size_t end, int) {
        for (size_t row = begin; row < end; ++row) {
            if (v.block == 1) {
                const float value = in[row] * scale;
                for (size_t i = 0; i < v.inner; ++i)
                    x[row * v.inner + i] = value;
                continue;
            }
            float value[8] = {};
            const size_t n = row / v.blocks(), first = row % v.blocks() * 8;
            for (size_t k = 0; k < 8 && first + k < v.channels; ++k)
                value[k] = in[n * v.channels + first + k] * scale;
            for (size_t i = 0; i < v.inner; ++i)
                for (int k = 0; k < 8; ++k)
                    x[(row * v.inner + i) * 8 + size_t(k)] = value[k];
        }
    });
}

// ---- Windows over blocks of eight channels --------------------------------------------------------------------------

using floats = float __attribute__((vector_size(32)));
using whole = std::int32_t __attribute__((vector_size(32)));
using bytes = std::uint8_t __attribute__((vector_size(8)));

template <class Vector>
inline void load(Vector& v, const void* from)
{
    std::memcpy(&v, from, sizeof v);
}
template <class Vector>
inline void store(const Vector& v, void* to)
{
    std::memcpy(to, &v, sizeof v);
}

/// Calls begin(), then tap(place in the input plane, number of the tap) for each tap inside the input, then
/// end(place in the output plane), for every place.
template <class Begin, class Tap, class End>
[[gnu::always_inline]] inline void for_each_window(const PoolShape& s, Begin begin, Tap tap, End end)
{
    size_t place = 0;
    if (s.inside) {
        // No border to look out for: the taps are always the same distances apart.
        size_t offset[256];
        std::int32_t taps = 0;
        for (ptrdiff_t i = 0; i < s.kernel[0]; ++i)
            for (ptrdiff_t j = 0; j < s.kernel[1]; ++j)
                for (ptrdiff_t k = 0; k < s.kernel[2]; ++k)
                    offset[taps++] = size_t((i * s.dilation[0] * s.in[1] + j * s.dilation[1]) * s.in[2] + k * s.dilation[2]);
        for (ptrdiff_t a = 0; a < s.out[0]; ++a)
            for (ptrdiff_t b = 0; b < s.out[1]; ++b) {
                size_t start = size_t((a * s.stride[0] * s.in[1] + b * s.stride[1]) * s.in[2]);
                for (ptrdiff_t c = 0; c < s.out[2]; ++c, start += size_t(s.stride[2])) {
                    begin();
                    for (std::int32_t t = 0; t < taps; ++t)
                        tap(start + offset[t], t);
                    end(place++);
                }
            }
        return;
    }
    for (ptrdiff_t a = -s.pad[0], na = 0; na < s.out[0]; ++na, a += s.stride[0])
        for (ptrdiff_t b = -s.pad[1], nb = 0; nb < s.out[1]; ++nb, b += s.stride[1])
            for (ptrdiff_t c = -s.pad[2], nc = 0; nc < s.out[2]; ++nc, c += s.stride[2]) {
                begin();
                std::int32_t number = 0;
                for (ptrdiff_t i = 0, x = a; i < s.kernel[0]; ++i, x += s.dilation[0])
                    for (ptrdiff_t j = 0, y = b; j < s.kernel[1]; ++j, y += s.dilation[1])
                        for (ptrdiff_t k = 0, z = c; k < s.kernel[2]; ++k, z += s.dilation[2], ++number)
                            if (x >= 0 && x < s.in[0] && y >= 0 && y < s.in[1] && z >= 0 && z < s.in[2])
                                tap(size_t((x * s.in[1] + y) * s.in[2] + z), number);
                end(place++);
            }
}

void max_pool(const float* x, float* y, std::uint8_t* winner, const PoolShape& s, int threads)
{
    const size_t in = size_t(s.in[0] * s.in[1] * s.in[2]) * 8, out = size_t(s.out[0] * s.out[1] * s.out[2]) * 8;
    in_parts(s.planes, 1, threads, [=, &s](size_t first, size_t last, int) {
        for (size_t plane = first; plane < last; ++plane) {
            floats best, v;
            whole which;
            for_each_window(
                s,
                [&]() __attribute__((always_inline)) {
                    best = floats{} - 3.402823466e38f;
                    which = whole{} + 255;
                },
                [&](size_t at, std::int32_t tap) __attribute__((always_inline)) {
                    load(v, x + plane * in + at * 8);
                    const whole more = v > best; // The first of equals stays.
                    best = more ? v : best;
                    which = more ? whole{} + tap : which;
                },
                [&](size_t place) __attribute__((always_inline)) {
                    store(best, y + plane * out + place * 8);
                    store(__builtin_convertvector(which, bytes), winner + plane * out + place * 8);
                });
        }
    });
}

void max_pool_backward(const float* grad, const std::uint8_t* winner, float* dx, const PoolShape& s, int threads)
{
    const size_t in = size_t(s.in[0] * s.in[1] * s.in[2]) * 8, out = size_t(s.out[0] * s.out[1] * s.out[2]) * 8;
    in_parts(s.planes, 1, threads, [=, &s](size_t first, size_t last, int) {
        for (size_t plane = first; plane < last; ++plane) {
            std::memset(dx + plane * in, 0, in * sizeof(float));
            size_t next = plane * out;
            floats g;
            whole which;
            for_each_window(
                s,
                [&]() __attribute__((always_inline)) {
                    bytes w;
                    load(w, winner + next);
                    load(g, grad + next);
                    which = __builtin_convertvector(w, whole);
                },
                [&](size_t at, std::int32_t tap) __attribute__((always_inline)) {
                    floats d;
                    load(d, dx + plane * in + at * 8);
                    d += which == tap ? g : floats{};
                    store(d, dx + plane * in + at * 8);
                },
                [&](size_t) __attribute__((always_inline)) { next += 8; });
        }
    });
}

/// Sums of grad·x for `taps` places of a window, over one sample; eight output channels at once.
template <int taps>
void tap_sums(const float* x, const float* grad, const ThinConv& c, const ptrdiff_t* offset, double* total)
{
    floats sum[taps] = {};
    for (ptrdiff_t row = 0; row < c.out_height; ++row)
        for (ptrdiff_t column = 0; column < c.out_width; ++column) {
            floats g;
            load(g, grad + (row * c.out_width + column) * 8);
            const float* from = x + row * c.stride_height * c.width + column * c.stride_width;
#pragma GCC unroll 16
            for (int t = 0; t < taps; ++t)
                sum[t] += g * from[offset[t]];
        }
    for (int t = 0; t < taps; ++t)
        for (int k = 0; k < 8; ++k)
            total[t * 8 + k] += double(sum[t][k]);
}

void thin_weight_gradient(const float* x, const float* grad, float* dw, float* dbias, const ThinConv& c, int threads)
{
    constexpr int most = 9;
    const ptrdiff_t all = c.in_channels * c.kernel_height * c.kernel_width;
    const ptrdiff_t blocks = (c.out_channels + 7) / 8, plane = c.out_height * c.out_width;
    auto offset_of = [&](ptrdiff_t tap) {
        const ptrdiff_t k = tap % c.kernel_width, j = tap / c.kernel_width % c.kernel_height;
        const ptrdiff_t channel = tap / c.kernel_width / c.kernel_height;
        return (channel * c.height + j * c.dilation_height) * c.width + k * c.dilation_width;
    };
    in_parts(size_t(blocks), 1, threads, [=, &c](size_t first, size_t last, int) {
        for (ptrdiff_t block = ptrdiff_t(first); block < ptrdiff_t(last); ++block) {
            const ptrdiff_t lanes = smaller<ptrdiff_t>(8, c.out_channels - block * 8);
            for (ptrdiff_t tap = 0; tap < all; tap += most) {
                const int taps = int(smaller<ptrdiff_t>(most, all - tap));
                ptrdiff_t offset[most] = {};
                for (int t = 0; t < taps; ++t)
                    offset[t] = offset_of(tap + t);
                double total[most * 8] = {};
                for (ptrdiff_t n = 0; n < c.batch; ++n) {
                    const float* from = x + n * c.in_channels * c.height * c.width;
                    const float* g = grad + (n * blocks + block) * plane * 8;
                    // Taps that are not there read the first place and are thrown away.
                    taps > 3 ? tap_sums<most>(from, g, c, offset, total) : tap_sums<3>(from, g, c, offset, total);
                }
                for (int t = 0; t < taps; ++t)
                    for (ptrdiff_t k = 0; k < lanes; ++k)
                        dw[(block * 8 + k) * all + tap + t] = float(total[t * 8 + k]);
            }
            if (!dbias)
                continue;
            double total[8] = {};
            for (ptrdiff_t n = 0; n < c.batch; ++n)
                sum_lanes(grad + (n * blocks + block) * plane * 8, size_t(plane), total);
            for (ptrdiff_t k = 0; k < lanes; ++k)
                dbias[block * 8 + k] = float(total[k]);
        }
    });
}

// ---- Dropout -------------------------------------------------------------------------------------------------------

constexpr size_t draws = 128; // elements whose draws are made at once

/// The Philox of base/random.h, many blocks side by side: keep[i] is 1 or 0 for the elements 4·block … of a tensor.
void draw(std::uint64_t seed, std::uint64_t stream, std::uint64_t counter, float rate, float scale, float* keep)
{
    constexpr size_t blocks = draws / 4;
    std::uint32_t c0[blocks], c1[blocks], c2[blocks], c3[blocks];
    for (size_t i = 0; i < blocks; ++i) {
        const std::uint64_t c = counter + i;
        c0[i] = std::uint32_t(c);
        c1[i] = std::uint32_t(c >> 32);
        c2[i] = std::uint32_t(stream);
        c3[i] = std::uint32_t(stream >> 32);
    }
    std::uint32_t k0 = std::uint32_t(seed), k1 = std::uint32_t(seed >> 32);
    for (int round = 0; round < 10; ++round) {
        for (size_t i = 0; i < blocks; ++i) {
            const std::uint64_t p0 = std::uint64_t{0xD2511F53} * c0[i], p1 = std::uint64_t{0xCD9E8D57} * c2[i];
            c0[i] = std::uint32_t(p1 >> 32) ^ c1[i] ^ k0;
            c1[i] = std::uint32_t(p1);
            c2[i] = std::uint32_t(p0 >> 32) ^ c3[i] ^ k1;
            c3[i] = std::uint32_t(p0);
        }
        k0 += 0x9E3779B9;
        k1 += 0xBB67AE85;
    }
    auto factor = [=](std::uint32_t bits) { return float(std::int32_t(bits >> 8)) * 0x1p-24f >= rate ? scale : 0.f; };
    for (size_t i = 0; i < blocks; ++i) {
        keep[i * 4] = factor(c0[i]);
        keep[i * 4 + 1] = factor(c1[i]);
        keep[i * 4 + 2] = factor(c2[i]);
        keep[i * 4 + 3] = factor(c3[i]);
    }
}

void dropout(const float* x, float* out, const ChannelView& v, const int64_t* clock, std::uint64_t stream, float rate,
             float scale, int threads)
{
    const std::uint64_t seed = std::uint64_t(clock[0]), base = std::uint64_t(clock[1]) << 32;
    if (v.block == 1) {
        const size_t n = v.outer * v.channels * v.inner;
        in_parts(n, draws, threads, [=](size_t begin, size_t end, int) {
            for (size_t i = begin; i < end; i += draws) {
                float keep[draws];
                draw(seed, stream, base + i / 4, rate, scale, keep);
                const size_t stop = smaller(draws, end - i);
                for (size_t k = 0; k < stop; ++k)
                    out[i + k] = x[i + k] * keep[k];
            }
        });
        return;
    }
    in_parts(v.outer * v.blocks(), 1, threads, [=, &v](size_t begin, size_t end, int) {
        for (size_t row = begin; row < end; ++row) {
            const size_t n = row / v.blocks(), first = row % v.blocks() * 8, place = row * v.inner * 8;
            for (size_t k = 0; k < 8; ++k) {
                const bool filler = first + k >= v.channels;
                const size_t plane = (n * v.channels + first + k) * v.inner;
                for (size_t i = 0; i < v.inner;) {
                    float keep[draws] = {};
                    const size_t skip = (plane + i) % 4, stop = smaller(draws - skip, v.inner - i);
                    if (!filler)
                        draw(seed, stream, base + (plane + i) / 4, rate, scale, keep);
                    for (size_t j = 0; j < stop; ++j)
                        out[place + (i + j) * 8 + k] = x[place + (i + j) * 8 + k] * keep[skip + j];
                    i += stop;
                }
            }
        }
    });
}

// ---- Rows: softmax and losses --------------------------------------------------------------------------------------

float largest(const float* x, size_t n)
{
    float top = x[0];
    for (size_t i = 1; i < n; ++i)
        top = larger(top, x[i]);
    return top;
}

/// Writes exp(x − top) and gives their sum.
float exponentials(const float* x, float top, float* out, size_t n)
{
    for (size_t i = 0; i < n; ++i)
        out[i] = fast_exp(x[i] - top);
    return float(sum(out, n));
}

/// The sum of exp(x − top).
float exponential_sum(const float* x, float top, size_t n)
{
    double total = 0;
    for (size_t begin = 0; begin < n; begin += 256) {
        float part[256];
        total += double(exponentials(x + begin, top, part, smaller(n - begin, size_t{256})));
    }
    return float(total);
}

void softmax(const float* x, float* out, size_t rows, size_t width, bool log, int threads)
{
    in_parts(rows, 1, threads, [=](size_t begin, size_t end, int) {
        for (size_t r = begin; r < end; ++r) {
            const float* from = x + r * width;
            float* to = out + r * width;
            const float top = largest(from, width);
            if (log) {
                const float shift = top + std::log(exponential_sum(from, top, width));
                for (size_t i = 0; i < width; ++i)
                    to[i] = from[i] - shift;
            } else {
                const float scale = 1 / exponentials(from, top, to, width);
                for (size_t i = 0; i < width; ++i)
                    to[i] *= scale;
            }
        }
    });
}

void softmax_backward(const float* y, const float* grad, float* out, size_t rows, size_t width, bool log, int threads)
{
    in_parts(rows, 1, threads, [=](size_t begin, size_t end, int) {
        for (size_t r = begin; r < end; ++r) {
            const float *p = y + r * width, *g = grad + r * width;
            float* to = out + r * width;
            double total = 0;
            for (size_t i = 0; i < width; ++i)
                total += double(log ? g[i] : g[i] * p[i]);
            const float s = float(total);
            if (log)
                for (size_t i = 0; i < width; ++i)
                    to[i] = g[i] - fast_exp(p[i]) * s;
            else
                for (size_t i = 0; i < width; ++i)
                    to[i] = p[i] * (g[i] - s);
        }
    });
}

float row_weight(const EntropyArgs& a, size_t row)
{
    const std::int32_t label = a.labels[row];
    if (label < 0 || size_t(label) >= a.classes)
        return 0;
    return a.weights[row] * (a.class_weights ? a.class_weights[label] : 1.f);
}

double weight_sum(const EntropyArgs& a)
{
    double total = 0;
    for (size_t r = 0; r < a.rows; ++r)
        total += double(row_weight(a, r));
    return total;
}

void entropy(const EntropyArgs& a, float* loss)
{
    double total = 0;
    for (size_t r = 0; r < a.rows; ++r) {
        const float weight = row_weight(a, r);
        if (weight == 0)
            continue;
        const float* x = a.logits + r * a.classes;
        const float top = largest(x, a.classes);
        const double log_sum = double(top) + double(std::log(exponential_sum(x, top, a.classes)));
        double value = log_sum - double(1 - a.smoothing) * double(x[a.labels[r]]);
        if (a.smoothing != 0)
            value -= double(a.smoothing) / double(a.classes) * sum(x, a.classes);
        total += double(weight) * value;
    }
    const double weights = weight_sum(a);
    *loss = weights == 0 ? 0.f : float(total / weights);
}

void entropy_backward(const EntropyArgs& a, float seed, float* out, int threads)
{
    const double weights = weight_sum(a);
    const float share = weights == 0 ? 0.f : float(double(seed) / weights), spread = a.smoothing / float(a.classes);
    in_parts(a.rows, 1, threads, [=, &a](size_t begin, size_t end, int) {
        for (size_t r = begin; r < end; ++r) {
            const float* x = a.logits + r * a.classes;
            float* to = out + r * a.classes;
            const float weight = row_weight(a, r) * share;
            if (weight == 0) {
                std::memset(to, 0, a.classes * sizeof(float));
                continue;
            }
            const float scale = weight / exponentials(x, largest(x, a.classes), to, a.classes);
            for (size_t i = 0; i < a.classes; ++i)
                to[i] = to[i] * scale - weight * spread;
            to[a.labels[r]] -= weight * (1 - a.smoothing);
        }
    });
}

float magnitude(float x) { return x < 0 ? -x : x; }

/// Calls loop(value(x, target), slope(x, target)).
template <class Loop>
void with_point(const PointArgs& a, Loop loop)
{
    const float p = a.parameter, s = a.smoothing;
    switch (a.kind) {
    case PointLoss::BinaryCrossEntropy:
        return loop(
            [=](float x, float target) {
                const float t = target * (1 - s) + s * 0.5f, tail = fast_log1p(fast_exp(-magnitude(x)));
                return p * t * (larger(-x, 0.f) + tail) + (1 - t) * (larger(x, 0.f) + tail);
            },
            [=](float x, float target) {
                const float t = target * (1 - s) + s * 0.5f, e = fast_exp(-magnitude(x));
                const float small = e / (1 + e), big = 1 / (1 + e);
                return (1 - t) * (x >= 0 ? big : small) - p * t * (x >= 0 ? small : big);
            });
    case PointLoss::Mse:
        return loop([](float x, float t) { return (x - t) * (x - t); }, [](float x, float t) { return 2 * (x - t); });
    case PointLoss::Mae:
        return loop([](float x, float t) { return magnitude(x - t); },
                    [](float x, float t) { return x > t ? 1.f : x < t ? -1.f : 0.f; });
    case PointLoss::Huber:
        return loop(
            [=](float x, float t) {
                const float d = magnitude(x - t);
                return d <= p ? d * d * 0.5f : p * (d - p * 0.5f);
            },
            [=](float x, float t) { return smaller(larger(x - t, -p), p); });
    }
}

void point(const PointArgs& a, float* loss)
{
    with_point(a, [&](auto value, auto) {
        double total = 0;
        for (size_t r = 0; r < a.rows; ++r) {
            const float *x = a.prediction + r * a.width, *t = a.target + r * a.width;
            double row = 0;
            for (size_t begin = 0; begin < a.width; begin += 256) {
                float part[256];
                const size_t n = smaller(a.width - begin, size_t{256});
                for (size_t i = 0; i < n; ++i)
                    part[i] = value(x[begin + i], t[begin + i]);
                row += sum(part, n);
            }
            total += double(a.weights[r]) * row / double(a.width);
        }
        const double weights = sum(a.weights, a.rows);
        *loss = weights == 0 ? 0.f : float(total / weights);
    });
}

void point_backward(const PointArgs& a, float seed, float* out, int threads)
{
    const double weights = sum(a.weights, a.rows) * double(a.width);
    const float share = weights == 0 ? 0.f : float(double(seed) / weights);
    with_point(a, [&](auto, auto slope) {
        in_parts(a.rows, 1, threads, [=, &a](size_t begin, size_t end, int) {
            for (size_t r = begin; r < end; ++r) {
                const float *x = a.prediction + r * a.width, *t = a.target + r * a.width, weight = a.weights[r] * share;
                for (size_t i = 0; i < a.width; ++i)
                    out[r * a.width + i] = weight * slope(x[i], t[i]);
            }
        });
    });
}

float count_classes(const EntropyArgs& a)
{
    size_t right = 0;
    for (size_t r = 0; r < a.rows; ++r) {
        const float* x = a.logits + r * a.classes;
        size_t best = 0;
        for (size_t i = 1; i < a.classes; ++i)
            if (x[i] > x[best])
                best = i;
        right += a.weights[r] > 0 && int64_t(best) == a.labels[r];
    }
    return float(right);
}

float count_signs(const PointArgs& a)
{
    size_t right = 0;
    for (size_t r = 0; r < a.rows; ++r) {
        bool all = a.weights[r] > 0;
        for (size_t i = 0; i < a.width; ++i)
            all = all && (a.prediction[r * a.width + i] > 0) == (a.target[r * a.width + i] > 0.5f);
        right += all;
    }
    return float(right);
}

// ---- Updates: one pass over flat memory ----------------------------------------------------------------------------

void sgd(const UpdateArgs& a, float momentum, bool nesterov, int threads)
{
    in_parts(a.n, line, threads, [=](size_t begin, size_t end, int) {
        float *param = a.param, *velocity = a.first;
        const float *grad = a.grad, rate = a.rate, decay = a.decay;
        if (!velocity) {
            for (size_t i = begin; i < end; ++i)
                param[i] -= rate * (grad[i] + decay * param[i]);
            return;
        }
#pragma GCC ivdep
        for (size_t i = begin; i < end; ++i) {
            const float g = grad[i] + decay * param[i], v = momentum * velocity[i] + g;
            velocity[i] = v;
            param[i] -= rate * (nesterov ? g + momentum * v : v);
        }
    });
}

void adagrad(const UpdateArgs& a, float epsilon, int threads)
{
    in_parts(a.n, line, threads, [=](size_t begin, size_t end, int) {
        float *param = a.param, *total = a.first;
        const float *grad = a.grad, rate = a.rate, decay = a.decay;
#pragma GCC ivdep
        for (size_t i = begin; i < end; ++i) {
            const float g = grad[i] + decay * param[i], s = total[i] + g * g;
            total[i] = s;
            param[i] -= rate * g / (std::sqrt(s) + epsilon);
        }
    });
}

void rmsprop(const UpdateArgs& a, float rho, float momentum, float epsilon, int threads)
{
    in_parts(a.n, line, threads, [=](size_t begin, size_t end, int) {
        float *param = a.param, *square = a.first, *velocity = a.second;
        const float *grad = a.grad, rate = a.rate, decay = a.decay;
#pragma GCC ivdep
        for (size_t i = begin; i < end; ++i) {
            const float g = grad[i] + decay * param[i], s = rho * square[i] + (1 - rho) * g * g;
            square[i] = s;
            float move = g / (std::sqrt(s) + epsilon);
            if (velocity)
                velocity[i] = move = momentum * velocity[i] + move;
            param[i] -= rate * move;
        }
    });
}

void adam(const UpdateArgs& a, const AdamUpdate& u, int64_t step, int threads)
{
    const double t = double(step + 1);
    const float beta1 = float(u.beta1), beta2 = float(u.beta2), epsilon = float(u.epsilon);
    const float rest1 = float(1 - u.beta1), rest2 = float(1 - u.beta2);
    const float rate = float(double(a.rate) / (1 - std::pow(u.beta1, t)));
    const float unbias = float(1 / std::sqrt(1 - std::pow(u.beta2, t)));
    const float inside = u.decoupled ? 0.f : a.decay, outside = u.decoupled ? 1 - a.rate * a.decay : 1.f;
    in_parts(a.n, line, threads, [=](size_t begin, size_t end, int) {
        float *param = a.param, *first = a.first, *second = a.second;
        const float* grad = a.grad;
#pragma GCC ivdep
        for (size_t i = begin; i < end; ++i) {
            const float g = grad[i] + inside * param[i];
            const float m = beta1 * first[i] + rest1 * g, v = beta2 * second[i] + rest2 * g * g;
            first[i] = m;
            second[i] = v;
            param[i] = outside * param[i] - rate * m / (std::sqrt(v) * unbias + epsilon);
        }
    });
}

#include "engine/onednn/kernels_sequences.inl"

} // namespace

const Kernels& LOOM_KERNEL_SET()
{
    static constexpr Kernels set{curve,        curve_backward, affine,       binary,       binary_strided, channel_affine,
                                 channel_sum,  inner_sum,      inner_expand, sum_strided,  copy_strided,   copy_runs,
                                 max_pool, max_pool_backward, thin_weight_gradient, dropout,      softmax,        softmax_backward, entropy,  entropy_backward, point,
                                 point_backward, count_classes, count_signs, sgd,          adagrad,        rmsprop,
                                 adam, gather, scatter_add};
    return set;
}

} // namespace loom::onednn
