// The loops themselves, written so that the compiler makes vectors of them. Included once per kind of processor, so
// everything is local to the file, and inline functions of the standard library that are not constant are kept out:
// the linker could pick the copy that was compiled for another processor.
#include "engine/kernels/kernels.h"

#ifdef __AVX512F__
#include <immintrin.h>
#endif

#include <bit>
#include <cmath>
#include <cstring>
#include <type_traits>

namespace loom::loops {
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
    struct Job {
        const F& f;
        size_t n, size;
    };
    const size_t parts = size_t(threads);
    const Job job{f, n, (n + parts * grain - 1) / (parts * grain) * grain};
    share_out(
        threads,
        [](const void* context, int part) {
            const Job& j = *static_cast<const Job*>(context);
            const size_t begin = smaller(j.n, size_t(part) * j.size);
            part_of(j.f, begin, smaller(j.n, begin + j.size), part);
        },
        &job);
}
constexpr size_t line = 16; // floats

/// How many channels lie side by side, as a type: the loops are compiled once for each.
template <size_t block>
using Block = std::integral_constant<size_t, block>;
template <class F>
void with_block(size_t block, F f)
{
    block == 16 ? f(Block<16>{}) : f(Block<8>{});
}

// ---- Sixteen floats side by side, in whatever registers there are -----------------------------------------------------
// For what the compiler makes no vectors of by itself: sums, extremes, and rows whose length no register divides.

using Lanes [[gnu::vector_size(64)]] = float;
using WholeLanes [[gnu::vector_size(64)]] = int;

inline Lanes all_lanes(float v) { return Lanes{} + v; }
inline Lanes lanes(const float* x)
{
    Lanes v;
    __builtin_memcpy(&v, x, sizeof v);
    return v;
}
inline void put(float* x, Lanes v) { __builtin_memcpy(x, &v, sizeof v); }
/// The first n < 16; the others are `rest`.
inline Lanes lanes(const float* x, size_t n, float rest)
{
#ifdef __AVX512F__
    return Lanes(_mm512_mask_loadu_ps(_mm512_set1_ps(rest), __mmask16((1u << n) - 1), x));
#else
    Lanes v = all_lanes(rest);
    for (size_t i = 0; i < n; ++i)
        v[i] = x[i];
    return v;
#endif
}
inline void put(float* x, Lanes v, size_t n)
{
#ifdef __AVX512F__
    _mm512_mask_storeu_ps(x, __mmask16((1u << n) - 1), __m512(v));
#else
    for (size_t i = 0; i < n; ++i)
        x[i] = v[i];
#endif
}
/// All lanes in one, halves with halves: f(lanes, lanes).
template <class F>
[[gnu::always_inline]] inline float folded(Lanes v, F f)
{
    v = f(v, __builtin_shuffle(v, WholeLanes{8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7}));
    v = f(v, __builtin_shuffle(v, WholeLanes{4, 5, 6, 7, 0, 1, 2, 3, 12, 13, 14, 15, 8, 9, 10, 11}));
    v = f(v, __builtin_shuffle(v, WholeLanes{2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13}));
    v = f(v, __builtin_shuffle(v, WholeLanes{1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14}));
    return v[0];
}
inline float total(Lanes v)
{
    return folded(v, [](Lanes a, Lanes b) { return a + b; });
}
inline Lanes larger(Lanes a, Lanes b) { return a < b ? b : a; }

/// f(i, n) for every sixteen of n elements, the last ones with n < 16: load(x + i, n) and store know both.
template <class F>
[[gnu::always_inline]] inline void by_lanes(size_t n, F f)
{
    size_t i = 0;
    for (; i + 16 <= n; i += 16)
        f(i, Block<16>{});
    if (i < n)
        f(i, n - i);
}
inline Lanes load(const float* x, Block<16>, float = 0) { return lanes(x); }
inline Lanes load(const float* x, size_t n, float rest = 0) { return lanes(x, n, rest); }
inline void store(float* x, Lanes v, Block<16>) { put(x, v); }
inline void store(float* x, Lanes v, size_t n) { put(x, v, n); }

/// Sums over n elements, in sixteen running sums of bounded length that are added up in double, so that long sums stay
/// exact enough. f(i, n, sums) adds to each of `sums` lanes that are 0 where there is no element.
template <size_t count, class F>
[[gnu::always_inline]] inline void add_by_lanes(size_t n, double (&all)[count], F f)
{
    for (size_t begin = 0; begin < n; begin += 4096) {
        Lanes part[count] = {};
        by_lanes(smaller(n - begin, size_t{4096}), [&](size_t i, auto width) { f(begin + i, width, part); });
        for (size_t k = 0; k < count; ++k)
            all[k] += double(total(part[k]));
    }
}
/// One such sum: of what f(i, n) gives.
template <class F>
[[gnu::always_inline]] inline double sum_by_lanes(size_t n, F f)
{
    double all[1] = {};
    add_by_lanes(n, all, [&](size_t i, auto width, Lanes(&part)[1]) { part[0] += f(i, width); });
    return all[0];
}

// ---- Exponential and logarithm after Cephes (S. Moshier), about 1e-7 relative, free of branches. --------------------

/// x = n·log 2 + r with a whole n; n also stands in the last bits of `shifted`, for adding 1.5·2²³ rounds.
template <class T>
struct Exponent {
    T shifted, n, r;
    explicit Exponent(T x)
        : shifted(x * 1.44269504f + 12582912.f), n(shifted - 12582912.f),
          r(x - n * 0.693359375f - n * -2.12194440e-4f)
    {
    }
    /// e^r.
    T rest() const
    {
        T p = r * 1.9875691500e-4f + 1.3981999507e-3f;
        p = p * r + 8.3334519073e-3f;
        p = p * r + 4.1665795894e-2f;
        p = p * r + 1.6666665459e-1f;
        p = p * r + 5.0000001201e-1f;
        return p * r * r + r + 1.f;
    }
};

inline float fast_exp(float x)
{
    x = x < -87.3f ? -87.3f : x > 88.7f ? 88.7f : x;
    const Exponent<float> parts(x);
    const float n = parts.n, y = parts.rest();
    // Two factors, because 2^128 itself does not fit.
    const int whole = int(n), half = whole >> 1;
    return y * std::bit_cast<float>((half + 127) << 23) * std::bit_cast<float>((whole - half + 127) << 23);
}

inline Lanes fast_exp(Lanes x)
{
    x = x < -87.3f ? all_lanes(-87.3f) : x > 88.7f ? all_lanes(88.7f) : x;
    const Exponent<Lanes> parts(x);
    const Lanes y = parts.rest();
    const WholeLanes whole = __builtin_convertvector(parts.n, WholeLanes), half = whole >> 1;
    return y * Lanes((half + 127) << 23) * Lanes((whole - half + 127) << 23);
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
        const F own = f; // Where no store can change it.
#pragma GCC ivdep // In place is fine.
        for (size_t i = begin; i < end; ++i)
            out[i] = own(x[i]);
    });
}

template <class F>
void map(const float* a, const float* b, float* out, size_t n, int threads, F f)
{
    in_parts(n, line, threads, [=](size_t begin, size_t end, int) {
        const F own = f;
#pragma GCC ivdep
        for (size_t i = begin; i < end; ++i)
            out[i] = own(a[i], b[i]);
    });
}

/// With an infinity where a float ends.
inline float whole_exp(float x) { return x > 88.7228f ? __builtin_inff() : fast_exp(x); }

float hard_sigmoid(float x) { return smaller(larger(x * (1.f / 6) + 0.5f, 0.f), 1.f); }

/// e^x for −80 ≤ x ≤ 0: what fast_exp has to do at both ends is left out.
inline float fast_exp_of_negative(float x)
{
    const Exponent<float> parts(x);
    return parts.rest() * std::bit_cast<float>((std::bit_cast<int>(parts.shifted) << 23) + (127 << 23));
}

/// How the exact GELU's slope and value follow from x: P(normal ≤ x) and x's normal density. What lies beyond |x| is
/// e^(−x²/2) times a polynomial, fitted (Lawson's weights) so that it is right to 4e-8 and its product with |x| to 6e-8,
/// both absolute; there is no division.
struct Normal {
    float below, density;
    explicit Normal(float x)
    {
        // One question only about x's sign: where there are two, GCC 14 splits the loop at them and makes no vectors of it.
        const float far = smaller(__builtin_fabsf(x), 9.f), e = fast_exp_of_negative(-0.5f * far * far);
        float p = -2.441981052925257e-07f;
        p = p * far + 6.287134965532459e-06f;
        p = p * far - 7.276417454704642e-05f;
        p = p * far + 0.0005074441432952881f;
        p = p * far - 0.0024299544747918844f;
        p = p * far + 0.008716876618564129f;
        p = p * far - 0.02514876239001751f;
        p = p * far + 0.061702415347099304f;
        p = p * far - 0.13271930813789368f;
        p = p * far + 0.2499556839466095f;
        p = p * far - 0.3989393413066864f;
        p = p * far + 0.4999999701976776f;
        const float beyond = larger(p * e, 0.f); // Where it is less than a rounding, the polynomial may be below 0.
        below = x < 0 ? beyond : 1.f - beyond;
        density = 0.398942280f * e;
    }
};

void curve(Curve kind, const float* x, float* out, size_t n, float alpha, float beta, int threads)
{
    switch (kind) {
    case Curve::Relu: return map(x, out, n, threads, [](float v) { return v <= 0 ? 0.f : v; });
    case Curve::LeakyRelu: return map(x, out, n, threads, [=](float v) { return v * (v > 0 ? 1.f : alpha); });
    case Curve::Gelu: return map(x, out, n, threads, [](float v) { return v * Normal(v).below; });
    case Curve::Exp: return map(x, out, n, threads, [](float v) { return whole_exp(v); });
    case Curve::HardSigmoid: return map(x, out, n, threads, [](float v) { return hard_sigmoid(v); });
    case Curve::HardSwish: return map(x, out, n, threads, [](float v) { return v * hard_sigmoid(v); });
    case Curve::Relu6: return map(x, out, n, threads, [](float v) { return smaller(larger(v, 0.f), 6.f); });
    case Curve::Clip: return map(x, out, n, threads, [=](float v) { return smaller(larger(v, alpha), beta); });
    case Curve::Abs: return map(x, out, n, threads, [](float v) { return v < 0 ? -v : v; });
    case Curve::Softsign: return map(x, out, n, threads, [](float v) { return v / (1.f + (v < 0 ? -v : v)); });
    case Curve::Reciprocal: return map(x, out, n, threads, [](float v) { return 1.f / v; });
    case Curve::Sqrt: return map(x, out, n, threads, [](float v) { return __builtin_sqrtf(v); });
    case Curve::Log: return map(x, out, n, threads, [](float v) { return __builtin_logf(v); });
    default: return; // The others are oneDNN's, or the reference's.
    }
}

void curve_backward(Curve kind, const float* x, const float* grad, float* out, size_t n, float alpha, float beta,
                    int threads)
{
    switch (kind) {
    case Curve::Relu: return map(x, grad, out, n, threads, [](float v, float g) { return v > 0 ? g : 0.f; });
    case Curve::LeakyRelu: return map(x, grad, out, n, threads, [=](float v, float g) { return g * (v > 0 ? 1.f : alpha); });
    case Curve::Gelu:
        return map(x, grad, out, n, threads, [](float v, float g) {
            const Normal at(v);
            return g * (at.below + v * at.density);
        });
    case Curve::Exp: return map(x, grad, out, n, threads, [](float v, float g) { return g * whole_exp(v); });
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
    case Curve::Log: return map(x, grad, out, n, threads, [](float v, float g) { return g / v; });
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
    case BinaryKind::Maximum: return loop([](float a, float b) { return (a < b) | (b != b) ? b : a; });
    case BinaryKind::Minimum: return loop([](float a, float b) { return (b < a) | (b != b) ? b : a; });
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

double sum(const float* x, size_t n)
{
    return sum_by_lanes(n, [=](size_t i, auto width) { return load(x + i, width); });
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
    if (v.block > 1) {
        with_block(v.block, [=, &v]<size_t block>(Block<block>) {
            in_parts(v.outer * v.blocks(), 1, threads, [=, &v](size_t begin, size_t end, int) {
                for (size_t row = begin; row < end; ++row) {
                    float m[block] = {}, a[block] = {};
                    const size_t first = row % v.blocks() * block;
                    for (size_t k = 0; k < block && first + k < v.channels; ++k) {
                        m[k] = mul ? mul[first + k] : 1.f;
                        a[k] = add[first + k];
                    }
                    const float* from = x + row * v.inner * block;
                    float* to = out + row * v.inner * block;
                    for (size_t i = 0; i < v.inner; ++i)
                        for (size_t k = 0; k < block; ++k)
                            to[i * block + k] = from[i * block + k] * m[k] + a[k];
                }
            });
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

/// Sums of `count` groups of `block` neighbours.
template <size_t block>
void sum_lanes(const float* x, size_t count, double* total)
{
    for (size_t begin = 0; begin < count; begin += 512) {
        const size_t end = smaller(count, begin + 512);
        float part[block] = {}, other[block] = {};
        size_t i = begin;
        for (; i + 2 <= end; i += 2)
            for (size_t k = 0; k < block; ++k) {
                part[k] += x[i * block + k];
                other[k] += x[(i + 1) * block + k];
            }
        for (; i < end; ++i)
            for (size_t k = 0; k < block; ++k)
                part[k] += x[i * block + k];
        for (size_t k = 0; k < block; ++k)
            total[k] += double(part[k]) + double(other[k]);
    }
}

void channel_sum(const float* x, float* out, const ChannelView& v, float scale, int threads)
{
    if (v.block > 1) {
        with_block(v.block, [=, &v]<size_t block>(Block<block>) {
            in_parts(v.blocks(), 1, threads, [=, &v](size_t begin, size_t end, int) {
                for (size_t b = begin; b < end; ++b) {
                    double total[block] = {};
                    for (size_t n = 0; n < v.outer; ++n)
                        sum_lanes<block>(x + (n * v.blocks() + b) * v.inner * block, v.inner, total);
                    for (size_t k = 0; k < block && b * block + k < v.channels; ++k)
                        out[b * block + k] = float(total[k] * double(scale));
                }
            });
        });
    } else if (v.inner == 1) {
        constexpr size_t few = 64; // Rows that stay in the cache, and whose sum is exact enough.
        in_parts(v.channels, line, threads, [=, &v](size_t begin, size_t end, int) {
            std::memset(out + begin, 0, (end - begin) * sizeof(float));
            for (size_t first = 0; first < v.outer; first += few)
                by_lanes(end - begin, [&](size_t i, auto width) {
                    const size_t last = smaller(first + few, v.outer);
                    Lanes part = {};
                    for (size_t n = first; n < last; ++n)
                        part += load(x + n * v.channels + begin + i, width);
                    store(out + begin + i, load(out + begin + i, width) + part, width);
                });
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
    if (v.block == 1) {
        in_parts(v.outer * v.channels, 1, threads, [=, &v](size_t begin, size_t end, int) {
            for (size_t row = begin; row < end; ++row)
                out[row] = float(sum(x + row * v.inner, v.inner) * double(scale));
        });
        return;
    }
    with_block(v.block, [=, &v]<size_t block>(Block<block>) {
        in_parts(v.outer * v.blocks(), 1, threads, [=, &v](size_t begin, size_t end, int) {
            for (size_t row = begin; row < end; ++row) {
                double total[block] = {};
                sum_lanes<block>(x + row * v.inner * block, v.inner, total);
                const size_t n = row / v.blocks(), first = row % v.blocks() * block;
                for (size_t k = 0; k < block && first + k < v.channels; ++k)
                    out[n * v.channels + first + k] = float(total[k] * double(scale));
            }
        });
    });
}

void inner_expand(const float* in, float* x, const ChannelView& v, float scale, int threads)
{
    if (v.block == 1) {
        in_parts(v.outer * v.channels, 1, threads, [=, &v](size_t begin, size_t end, int) {
            for (size_t row = begin; row < end; ++row) {
                const float value = in[row] * scale;
                for (size_t i = 0; i < v.inner; ++i)
                    x[row * v.inner + i] = value;
            }
        });
        return;
    }
    with_block(v.block, [=, &v]<size_t block>(Block<block>) {
        in_parts(v.outer * v.blocks(), 1, threads, [=, &v](size_t begin, size_t end, int) {
            for (size_t row = begin; row < end; ++row) {
                float value[block] = {};
                const size_t n = row / v.blocks(), first = row % v.blocks() * block;
                for (size_t k = 0; k < block && first + k < v.channels; ++k)
                    value[k] = in[n * v.channels + first + k] * scale;
                for (size_t i = 0; i < v.inner; ++i)
                    for (size_t k = 0; k < block; ++k)
                        x[(row * v.inner + i) * block + k] = value[k];
            }
        });
    });
}

// ---- Windows over blocks of channels --------------------------------------------------------------------------------

template <size_t block>
struct Vectors {
    using floats [[gnu::vector_size(block * 4)]] = float;
    using whole [[gnu::vector_size(block * 4)]] = std::int32_t;
    using bytes [[gnu::vector_size(block)]] = std::uint8_t;
};

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

template <size_t block>
void max_pool_of(const float* x, float* y, std::uint8_t* winner, const PoolShape& s, int threads)
{
    using floats = typename Vectors<block>::floats;
    using whole = typename Vectors<block>::whole;
    using bytes = typename Vectors<block>::bytes;
    const size_t in = size_t(s.in[0] * s.in[1] * s.in[2]) * block, out = size_t(s.out[0] * s.out[1] * s.out[2]) * block;
    in_parts(s.planes, 1, threads, [=, &s](size_t first, size_t last, int) {
        for (size_t plane = first; plane < last; ++plane) {
            floats best, v;
            whole which;
            for_each_window(
                s,
                [&]() __attribute__((always_inline)) {
                    best = floats{} - __builtin_inff();
                    which = whole{} + 255;
                },
                [&](size_t at, std::int32_t tap) __attribute__((always_inline)) {
                    load(v, x + plane * in + at * block);
                    const whole more = (v > best) | (v != v); // The first of equals stays; NaN wins.
                    best = more ? v : best;
                    which = more ? whole{} + tap : which;
                },
                [&](size_t place) __attribute__((always_inline)) {
                    store(best, y + plane * out + place * block);
                    store(__builtin_convertvector(which, bytes), winner + plane * out + place * block);
                });
        }
    });
}

void max_pool(const float* x, float* y, std::uint8_t* winner, const PoolShape& s, int threads)
{
    with_block(s.block, [&]<size_t block>(Block<block>) { max_pool_of<block>(x, y, winner, s, threads); });
}

template <size_t block, bool apart>
void max_pool_backward_of(const float* grad, const std::uint8_t* winner, const float* y, float* dx, const PoolShape& s,
                          int threads)
{
    using floats = typename Vectors<block>::floats;
    using whole = typename Vectors<block>::whole;
    using bytes = typename Vectors<block>::bytes;
    const size_t in = size_t(s.in[0] * s.in[1] * s.in[2]) * block, out = size_t(s.out[0] * s.out[1] * s.out[2]) * block;
    in_parts(s.planes, 1, threads, [=, &s](size_t first, size_t last, int) {
        for (size_t plane = first; plane < last; ++plane) {
            if (!apart || !s.covered)
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
                    if (y) {
                        floats top;
                        load(top, y + next);
                        g = top > 0 ? g : floats{};
                    }
                },
                [&](size_t at, std::int32_t tap) __attribute__((always_inline)) {
                    floats d = which == tap ? g : floats{};
                    if (!apart) {
                        floats known;
                        load(known, dx + plane * in + at * block);
                        d += known;
                    }
                    store(d, dx + plane * in + at * block);
                },
                [&](size_t) __attribute__((always_inline)) { next += block; });
        }
    });
}

void max_pool_backward(const float* grad, const std::uint8_t* winner, const float* y, float* dx, const PoolShape& s,
                       int threads)
{
    with_block(s.block, [&]<size_t block>(Block<block>) {
        s.apart ? max_pool_backward_of<block, true>(grad, winner, y, dx, s, threads)
                : max_pool_backward_of<block, false>(grad, winner, y, dx, s, threads);
    });
}

/// Sums of grad·x for `taps` places of a window, over one sample; a block of output channels at once. Behind them, at
/// [taps], the sums of grad.
template <size_t block, int taps>
void tap_sums(const float* x, const float* grad, const ThinConv& c, const ptrdiff_t* offset, double* total)
{
    using floats = typename Vectors<block>::floats;
    floats sum[taps] = {}, plain_sum = {};
    const float* from[taps];
    for (ptrdiff_t row = 0; row < c.out_height; ++row) {
#pragma GCC unroll 16
        for (int t = 0; t < taps; ++t)
            from[t] = x + row * c.stride_height * c.width + offset[t];
        const float* g = grad + size_t(row * c.out_width) * block;
        for (ptrdiff_t column = 0, at = 0; column < c.out_width; ++column, at += c.stride_width, g += block) {
            floats here;
            load(here, g);
            plain_sum += here;
#pragma GCC unroll 16
            for (int t = 0; t < taps; ++t)
                sum[t] += here * from[t][at];
        }
    }
    for (size_t k = 0; k < block; ++k) {
        for (size_t t = 0; t < taps; ++t)
            total[t * block + k] += double(sum[t][k]);
        total[taps * block + k] += double(plain_sum[k]);
    }
}

template <size_t block>
void thin_weight_gradient_of(const float* x, const float* grad, float* dw, float* dbias, const ThinConv& c, int threads)
{
    constexpr size_t most = 9;
    const size_t all = size_t(c.in_channels * c.kernel_height * c.kernel_width), channels = size_t(c.out_channels);
    const size_t blocks = (channels + block - 1) / block, plane = size_t(c.out_height * c.out_width);
    const size_t batch = size_t(c.batch), picture = size_t(c.in_channels * c.height * c.width);
    auto offset_of = [&](ptrdiff_t tap) {
        const ptrdiff_t k = tap % c.kernel_width, j = tap / c.kernel_width % c.kernel_height;
        const ptrdiff_t channel = tap / c.kernel_width / c.kernel_height;
        return (channel * c.height + j * c.dilation_height) * c.width + k * c.dilation_width;
    };
    in_parts(blocks, 1, threads, [=, &c](size_t first, size_t last, int) {
        for (size_t b = first; b < last; ++b) {
            const size_t lanes = smaller(block, channels - b * block);
            for (size_t tap = 0; tap < all; tap += most) {
                const size_t taps = smaller(most, all - tap);
                ptrdiff_t offset[most] = {};
                for (size_t t = 0; t < taps; ++t)
                    offset[t] = offset_of(ptrdiff_t(tap + t));
                double total[(most + 1) * block] = {};
                for (size_t n = 0; n < batch; ++n) {
                    const float *from = x + n * picture, *g = grad + (n * blocks + b) * plane * block;
                    // Taps that are not there read the first place and are thrown away.
                    taps > 3 ? tap_sums<block, most>(from, g, c, offset, total)
                             : tap_sums<block, 3>(from, g, c, offset, total);
                }
                const size_t counted = taps > 3 ? most : 3;
                for (size_t k = 0; k < lanes; ++k) {
                    for (size_t t = 0; t < taps; ++t)
                        dw[(b * block + k) * all + tap + t] = float(total[t * block + k]);
                    if (dbias)
                        dbias[b * block + k] = float(total[counted * block + k]);
                }
            }
        }
    });
}

void thin_weight_gradient(const float* x, const float* grad, float* dw, float* dbias, const ThinConv& c, int threads)
{
    with_block(c.block,
               [&]<size_t block>(Block<block>) { thin_weight_gradient_of<block>(x, grad, dw, dbias, c, threads); });
}

/// What one place of grad gives to all weights of its window stands side by side in `width` lanes; `together` places of a
/// row at once.
template <size_t block, size_t width>
void thin_data_gradient_of(const float* grad, const float* w, float* dx, const ThinConv& c, int threads)
{
    constexpr ptrdiff_t together = 8 / width;
    const size_t channels = size_t(c.out_channels), blocks = (channels + block - 1) / block;
    const size_t plane = size_t(c.out_height * c.out_width), taps = size_t(c.in_channels * c.kernel_height * c.kernel_width);
    const ptrdiff_t picture = c.in_channels * c.height * c.width;
    auto weights = [=](const float* from, size_t j) {
        const size_t left = taps > 16 * j ? taps - 16 * j : 0; // Lanes may have nothing at all.
        return left >= 16 ? lanes(from + 16 * j) : lanes(from + 16 * j, left, 0);
    };
    auto spread = [=, &c](const float* part, float* to, ptrdiff_t row, ptrdiff_t column) {
        for (ptrdiff_t channel = 0; channel < c.in_channels; ++channel)
            for (ptrdiff_t j = 0; j < c.kernel_height; ++j, part += c.kernel_width) {
                const ptrdiff_t y = row * c.stride_height + j * c.dilation_height - c.pad_top;
                if (y < 0 || y >= c.height)
                    continue;
                float* line_of = to + (channel * c.height + y) * c.width;
                for (ptrdiff_t k = 0; k < c.kernel_width; ++k) {
                    const ptrdiff_t x = column * c.stride_width + k * c.dilation_width - c.pad_left;
                    if (x >= 0 && x < c.width)
                        line_of[x] += part[k];
                }
            }
    };
    in_parts(size_t(c.batch), 1, threads, [=, &c](size_t first, size_t last, int) {
        for (size_t n = first; n < last; ++n) {
            float* to = dx + ptrdiff_t(n) * picture;
            std::memset(to, 0, size_t(picture) * sizeof(float));
            for (ptrdiff_t row = 0; row < c.out_height; ++row)
                for (ptrdiff_t column = 0; column < c.out_width; column += together) {
                    const ptrdiff_t here = smaller(together, c.out_width - column);
                    Lanes sum[together][width] = {};
                    for (size_t b = 0; b < blocks; ++b) {
                        const float* g = grad + ((n * blocks + b) * plane + size_t(row * c.out_width + column)) * block;
                        // Places behind the end of the row do the last one's work again.
                        ptrdiff_t at[together];
                        for (ptrdiff_t p = 0; p < together; ++p)
                            at[p] = smaller(p, here - 1) * ptrdiff_t(block);
                        for (size_t k = 0; k < smaller(block, channels - b * block); ++k) {
                            const float* from = w + (b * block + k) * taps;
                            for (size_t j = 0; j < width; ++j) {
                                const Lanes weight = weights(from, j);
#pragma GCC unroll 8
                                for (ptrdiff_t p = 0; p < together; ++p)
                                    sum[p][j] += g[at[p] + ptrdiff_t(k)] * weight;
                            }
                        }
                    }
                    for (ptrdiff_t p = 0; p < here; ++p) {
                        float part[16 * width];
                        for (size_t j = 0; j < width; ++j)
                            put(part + 16 * j, sum[p][j]);
                        spread(part, to, row, column + p);
                    }
                }
        }
    });
}

void thin_data_gradient(const float* grad, const float* w, float* dx, const ThinConv& c, int threads)
{
    with_block(c.block, [&]<size_t block>(Block<block>) {
        const ptrdiff_t taps = c.in_channels * c.kernel_height * c.kernel_width;
        taps <= 16   ? thin_data_gradient_of<block, 1>(grad, w, dx, c, threads)
        : taps <= 32 ? thin_data_gradient_of<block, 2>(grad, w, dx, c, threads)
                     : thin_data_gradient_of<block, 4>(grad, w, dx, c, threads);
    });
}

// ---- Batch normalisation in blocks of channels ----------------------------------------------------------------------

/// Mean and summed squared deviation of one plane, joined to those of `known` values (Chan, Golub and LeVeque 1979).
template <size_t block>
void join_plane(const float* x, size_t inner, double known, double* mean, double* squares)
{
    double sum[block] = {};
    sum_lanes<block>(x, inner, sum);
    float middle[block];
    for (size_t k = 0; k < block; ++k)
        middle[k] = float(sum[k] / double(inner));
    double own[block] = {};
    for (size_t begin = 0; begin < inner; begin += 512) {
        const size_t end = smaller(inner, begin + 512);
        float part[block] = {};
        for (size_t i = begin; i < end; ++i)
            for (size_t k = 0; k < block; ++k) {
                const float d = x[i * block + k] - middle[k];
                part[k] += d * d;
            }
        for (size_t k = 0; k < block; ++k)
            own[k] += double(part[k]);
    }
    const double n = double(inner), all = known + n;
    for (size_t k = 0; k < block; ++k) {
        const double gap = double(middle[k]) - mean[k];
        mean[k] += gap * n / all;
        squares[k] += own[k] + gap * gap * known * n / all;
    }
}

template <size_t block>
void batch_norm_of(const float* x, float* y, const BatchNormArgs& a, const ChannelView& v, int threads)
{
    in_parts(v.blocks(), 1, threads, [=, &a, &v](size_t first, size_t last, int) {
        const size_t plane = v.inner * block;
        for (size_t b = first; b < last; ++b) {
            double mean[block] = {}, squares[block] = {};
            for (size_t n = 0; n < v.outer; ++n)
                join_plane<block>(x + (n * v.blocks() + b) * plane, v.inner, double(n * v.inner), mean, squares);
            float middle[block] = {}, mul[block] = {}, add[block] = {};
            for (size_t k = 0; k < block && b * block + k < v.channels; ++k) {
                const size_t c = b * block + k;
                const float variance = float(squares[k] / double(v.outer * v.inner));
                a.mean[c] = float(mean[k]);
                a.variance[c] = variance;
                mul[k] = a.scale[c] / std::sqrt(variance + a.epsilon);
                middle[k] = a.mean[c];
                add[k] = a.shift[c] - float(mean[k] - double(middle[k])) * mul[k];
            }
            for (size_t n = 0; n < v.outer; ++n) {
                const float* from = x + (n * v.blocks() + b) * plane;
                float* to = y + (n * v.blocks() + b) * plane;
                if (a.relu)
                    for (size_t i = 0; i < v.inner; ++i)
                        for (size_t k = 0; k < block; ++k)
                            to[i * block + k] = larger((from[i * block + k] - middle[k]) * mul[k] + add[k], 0.f);
                else
                    for (size_t i = 0; i < v.inner; ++i)
                        for (size_t k = 0; k < block; ++k)
                            to[i * block + k] = (from[i * block + k] - middle[k]) * mul[k] + add[k];
            }
        }
    });
}

void batch_norm(const float* x, float* y, const BatchNormArgs& a, const ChannelView& v, int threads)
{
    with_block(v.block, [&]<size_t block>(Block<block>) { batch_norm_of<block>(x, y, a, v, threads); });
}

template <size_t block, bool relu>
void batch_norm_backward_of(const float* x, const float* grad, const float* y, float* dx, const BatchNormBackwardArgs& a,
                            const ChannelView& v, int threads)
{
    using floats = typename Vectors<block>::floats;
    auto gradient = [=](size_t at, floats& g) __attribute__((always_inline)) {
        load(g, grad + at);
        if (relu) {
            floats top;
            load(top, y + at);
            g = top > 0 ? g : floats{};
        }
    };
    in_parts(v.blocks(), 1, threads, [=, &a, &v](size_t first, size_t last, int) {
        const size_t plane = v.inner * block;
        for (size_t b = first; b < last; ++b) {
            float mean[block] = {}, inv[block] = {};
            const size_t lanes = smaller(block, v.channels - b * block);
            for (size_t k = 0; k < lanes; ++k) {
                mean[k] = a.mean[b * block + k];
                inv[k] = a.inv_std[b * block + k];
            }
            floats middle;
            load(middle, mean);
            double sum[block] = {}, product[block] = {};
            for (size_t n = 0; n < v.outer; ++n) {
                const size_t at = (n * v.blocks() + b) * plane;
                for (size_t begin = 0; begin < v.inner; begin += 256) {
                    const size_t end = smaller(v.inner, begin + 256);
                    floats s = {}, p = {};
                    for (size_t i = begin; i < end; ++i) {
                        floats value, g;
                        load(value, x + at + i * block);
                        gradient(at + i * block, g);
                        s += g;
                        p += g * (value - middle);
                    }
                    for (size_t k = 0; k < block; ++k) {
                        sum[k] += double(s[k]);
                        product[k] += double(p[k]);
                    }
                }
            }
            // dx = scale·inv_std·(g − mean(g) − x̂·mean(g·x̂)), as mul·g + slope·(x − mean) + add.
            const double size = double(v.outer * v.inner);
            float mul[block] = {}, slope[block] = {}, add[block] = {};
            for (size_t k = 0; k < lanes; ++k) {
                const double scaled = product[k] * double(inv[k]);
                a.dshift[b * block + k] = float(sum[k]);
                a.dscale[b * block + k] = float(scaled);
                mul[k] = a.scale[b * block + k] * inv[k];
                slope[k] = float(-double(mul[k]) * double(inv[k]) * scaled / size);
                add[k] = float(-double(mul[k]) * sum[k] / size);
            }
            floats times, along, plus;
            load(times, mul);
            load(along, slope);
            load(plus, add);
            for (size_t n = 0; n < v.outer; ++n) {
                const size_t at = (n * v.blocks() + b) * plane;
                for (size_t i = at; i < at + plane; i += block) {
                    floats value, g;
                    load(value, x + i);
                    gradient(i, g);
                    store(times * g + along * (value - middle) + plus, dx + i);
                }
            }
        }
    });
}

void batch_norm_backward(const float* x, const float* grad, const float* y, float* dx, const BatchNormBackwardArgs& a,
                         const ChannelView& v, int threads)
{
    with_block(v.block, [&]<size_t block>(Block<block>) {
        y ? batch_norm_backward_of<block, true>(x, grad, y, dx, a, v, threads)
          : batch_norm_backward_of<block, false>(x, grad, y, dx, a, v, threads);
    });
}

// ---- Winograd's convolution F(4×4, 3×3) ------------------------------------------------------------------------------
// Lavin and Gray 2016 (arXiv:1509.09308): a 3×3 convolution of 4×4 places as 36 products instead of 144. Y = Aᵀ[(G w Gᵀ)
// ⊙ (Bᵀ x B)]A, and the gradient of w is Gᵀ[(Bᵀ x B) ⊙ (A dY Aᵀ)]G.

/// Bᵀ applied to six values that lie `step` apart.
template <class V>
[[gnu::always_inline]] inline void transform_input(const V* d, size_t step, V* out, size_t out_step)
{
    const V d0 = d[0], d1 = d[step], d2 = d[2 * step], d3 = d[3 * step], d4 = d[4 * step], d5 = d[5 * step];
    const V even = d4 - 4.f * d2, odd = d3 - 4.f * d1, near = d4 - d2, twice = 2.f * (d3 - d1);
    out[0] = 4.f * d0 - 5.f * d2 + d4;
    out[out_step] = even + odd;
    out[2 * out_step] = even - odd;
    out[3 * out_step] = near + twice;
    out[4 * out_step] = near - twice;
    out[5 * out_step] = 4.f * d1 - 5.f * d3 + d5;
}

/// Aᵀ: six values to four.
template <class V>
[[gnu::always_inline]] inline void transform_output(const V* m, size_t step, V* out, size_t out_step)
{
    const V sum1 = m[step] + m[2 * step], gap1 = m[step] - m[2 * step];
    const V sum2 = m[3 * step] + m[4 * step], gap2 = m[3 * step] - m[4 * step];
    out[0] = m[0] + sum1 + sum2;
    out[out_step] = gap1 + 2.f * gap2;
    out[2 * out_step] = sum1 + 4.f * sum2;
    out[3 * out_step] = gap1 + 8.f * gap2 + m[5 * step];
}

/// A: four values to six.
template <class V>
[[gnu::always_inline]] inline void transform_gradient(const V* y, size_t step, V* out, size_t out_step)
{
    const V even1 = y[0] + y[2 * step], odd1 = y[step] + y[3 * step];
    const V even2 = y[0] + 4.f * y[2 * step], odd2 = 2.f * y[step] + 8.f * y[3 * step];
    out[0] = y[0];
    out[out_step] = even1 + odd1;
    out[2 * out_step] = even1 - odd1;
    out[3 * out_step] = even2 + odd2;
    out[4 * out_step] = even2 - odd2;
    out[5 * out_step] = y[3 * step];
}

/// G: three values to six.
template <class V>
[[gnu::always_inline]] inline void transform_weight(const V* w, size_t step, V* out, size_t out_step)
{
    const V ends = w[0] + w[2 * step], quarter = (1.f / 24) * w[0] + (1.f / 6) * w[2 * step];
    out[0] = 0.25f * w[0];
    out[out_step] = (-1.f / 6) * (ends + w[step]);
    out[2 * out_step] = (-1.f / 6) * (ends - w[step]);
    out[3 * out_step] = quarter + (1.f / 12) * w[step];
    out[4 * out_step] = quarter - (1.f / 12) * w[step];
    out[5 * out_step] = w[2 * step];
}

/// Gᵀ: six values to three.
template <class V>
[[gnu::always_inline]] inline void transform_weight_gradient(const V* u, size_t step, V* out, size_t out_step)
{
    const V sum1 = u[step] + u[2 * step], gap1 = u[2 * step] - u[step];
    const V sum2 = u[3 * step] + u[4 * step], gap2 = u[3 * step] - u[4 * step];
    out[0] = 0.25f * u[0] - (1.f / 6) * sum1 + (1.f / 24) * sum2;
    out[out_step] = (1.f / 6) * gap1 + (1.f / 12) * gap2;
    out[2 * out_step] = (1.f / 6) * (sum2 - sum1) + u[5 * step];
}

/// Calls f(sample, first row, first column) of each tile; rows and columns in the plane of results.
template <class F>
[[gnu::always_inline]] inline void for_each_tile(const Winograd& s, size_t first, size_t count, F f)
{
    const size_t plane = s.tile_rows * s.tile_columns;
    for (size_t i = 0; i < count; ++i) {
        const size_t tile = first + i, in_plane = tile % plane;
        f(i, tile / plane, ptrdiff_t(in_plane / s.tile_columns * 4), ptrdiff_t(in_plane % s.tile_columns * 4));
    }
}

template <size_t block>
void winograd_input_of(const float* x, float* out, const Winograd& s, size_t first, size_t count, size_t stride)
{
    using floats = typename Vectors<block>::floats;
    const size_t blocks = s.in_channels / block, plane = size_t(s.in_height * s.in_width) * block;
    for_each_tile(s, first, count, [&](size_t i, size_t n, ptrdiff_t row, ptrdiff_t column) {
        const ptrdiff_t top = row - s.pad_top, left = column - s.pad_left;
        const bool inside = top >= 0 && left >= 0 && top + 6 <= s.in_height && left + 6 <= s.in_width;
        for (size_t b = 0; b < blocks; ++b) {
            const float* from = x + (n * blocks + b) * plane;
            floats d[36], t[36];
            if (inside) {
                for (ptrdiff_t r = 0; r < 6; ++r)
                    for (ptrdiff_t c = 0; c < 6; ++c)
                        load(d[r * 6 + c], from + size_t((top + r) * s.in_width + left + c) * block);
            } else {
                for (ptrdiff_t r = 0; r < 6; ++r)
                    for (ptrdiff_t c = 0; c < 6; ++c) {
                        const ptrdiff_t y = top + r, z = left + c;
                        if (y >= 0 && z >= 0 && y < s.in_height && z < s.in_width)
                            load(d[r * 6 + c], from + size_t(y * s.in_width + z) * block);
                        else
                            d[r * 6 + c] = floats{};
                    }
            }
            for (size_t c = 0; c < 6; ++c)
                transform_input(d + c, 6, t + c, 6);
            float* to = out + i * s.in_channels + b * block;
            for (size_t r = 0; r < 6; ++r) {
                floats v[6];
                transform_input(t + r * 6, 1, v, 1);
                for (size_t c = 0; c < 6; ++c)
                    store(v[c], to + (r * 6 + c) * stride);
            }
        }
    });
}

template <size_t block>
void winograd_output_of(const float* m, const float* bias, bool relu, float* y, const Winograd& s, size_t first,
                        size_t count, size_t stride)
{
    using floats = typename Vectors<block>::floats;
    const size_t blocks = s.out_channels / block, plane = size_t(s.out_height * s.out_width) * block;
    for_each_tile(s, first, count, [&](size_t i, size_t n, ptrdiff_t row, ptrdiff_t column) {
        const ptrdiff_t rows = smaller<ptrdiff_t>(4, s.out_height - row), columns = smaller<ptrdiff_t>(4, s.out_width - column);
        for (size_t b = 0; b < blocks; ++b) {
            const float* from = m + i * s.out_channels + b * block;
            float* to = y + (n * blocks + b) * plane;
            floats d[36], t[24], add = {};
            if (bias)
                load(add, bias + b * block);
            for (size_t p = 0; p < 36; ++p)
                load(d[p], from + p * stride);
            for (size_t c = 0; c < 6; ++c)
                transform_output(d + c, 6, t + c, 6);
            for (ptrdiff_t r = 0; r < rows; ++r) {
                floats v[4];
                transform_output(t + r * 6, 1, v, 1);
                for (ptrdiff_t c = 0; c < columns; ++c) {
                    floats value = v[c] + add;
                    if (relu)
                        value = value <= 0 ? floats{} : value;
                    store(value, to + size_t((row + r) * s.out_width + column + c) * block);
                }
            }
        }
    });
}

template <size_t block>
void winograd_gradient_of(const float* grad, float* out, const Winograd& s, size_t first, size_t count, size_t stride)
{
    using floats = typename Vectors<block>::floats;
    const size_t blocks = s.out_channels / block, plane = size_t(s.out_height * s.out_width) * block;
    for_each_tile(s, first, count, [&](size_t i, size_t n, ptrdiff_t row, ptrdiff_t column) {
        const ptrdiff_t rows = smaller<ptrdiff_t>(4, s.out_height - row), columns = smaller<ptrdiff_t>(4, s.out_width - column);
        for (size_t b = 0; b < blocks; ++b) {
            const float* from = grad + (n * blocks + b) * plane;
            floats d[16] = {}, t[24];
            for (ptrdiff_t r = 0; r < rows; ++r)
                for (ptrdiff_t c = 0; c < columns; ++c)
                    load(d[r * 4 + c], from + size_t((row + r) * s.out_width + column + c) * block);
            for (size_t c = 0; c < 4; ++c)
                transform_gradient(d + c, 4, t + c, 4);
            float* to = out + i * s.out_channels + b * block;
            for (size_t r = 0; r < 6; ++r) {
                floats v[6];
                transform_gradient(t + r * 4, 1, v, 1);
                for (size_t c = 0; c < 6; ++c)
                    store(v[c], to + (r * 6 + c) * stride);
            }
        }
    });
}

void winograd_input(const float* x, float* out, const Winograd& s, size_t first, size_t count, size_t stride)
{
    with_block(s.block, [&]<size_t block>(Block<block>) { winograd_input_of<block>(x, out, s, first, count, stride); });
}
void winograd_output(const float* m, const float* bias, bool relu, float* y, const Winograd& s, size_t first,
                     size_t count, size_t stride)
{
    with_block(s.block, [&]<size_t block>(Block<block>) {
        winograd_output_of<block>(m, bias, relu, y, s, first, count, stride);
    });
}
void winograd_gradient(const float* grad, float* out, const Winograd& s, size_t first, size_t count, size_t stride)
{
    with_block(s.block,
               [&]<size_t block>(Block<block>) { winograd_gradient_of<block>(grad, out, s, first, count, stride); });
}

void winograd_weights(const float* w, float* out, size_t pairs, bool flip, int threads)
{
    using floats = typename Vectors<16>::floats;
    in_parts(pairs, 16, threads, [=](size_t begin, size_t end, int) {
        for (size_t i = begin; i < end; i += 16) {
            floats g[9], t[18];
            for (size_t k = 0; k < 9; ++k)
                load(g[k], w + (flip ? 8 - k : k) * pairs + i);
            for (size_t c = 0; c < 3; ++c)
                transform_weight(g + c, 3, t + c, 3);
            for (size_t r = 0; r < 6; ++r) {
                floats v[6];
                transform_weight(t + r * 3, 1, v, 1);
                for (size_t c = 0; c < 6; ++c)
                    store(v[c], out + (r * 6 + c) * pairs + i);
            }
        }
    });
}

void winograd_weight_gradient(const float* u, float* dw, size_t pairs, int threads)
{
    using floats = typename Vectors<16>::floats;
    in_parts(pairs, 16, threads, [=](size_t begin, size_t end, int) {
        for (size_t i = begin; i < end; i += 16) {
            floats d[36], t[18];
            for (size_t p = 0; p < 36; ++p)
                load(d[p], u + p * pairs + i);
            for (size_t c = 0; c < 6; ++c)
                transform_weight_gradient(d + c, 6, t + c, 6);
            for (size_t r = 0; r < 3; ++r) {
                floats v[3];
                transform_weight_gradient(t + r * 6, 1, v, 1);
                for (size_t c = 0; c < 3; ++c)
                    store(v[c], dw + (r * 3 + c) * pairs + i);
            }
        }
    });
}

// ---- Dropout -------------------------------------------------------------------------------------------------------

constexpr size_t draws = 128; // elements whose draws are made at once

/// The Philox of base/random.h, many blocks side by side: bits of the elements 4·counter … of a tensor.
[[gnu::always_inline]] inline void draw_bits(std::uint64_t seed, std::uint64_t stream, std::uint64_t counter, std::uint32_t* bits)
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
    for (size_t i = 0; i < blocks; ++i) {
        bits[i * 4] = c0[i];
        bits[i * 4 + 1] = c1[i];
        bits[i * 4 + 2] = c2[i];
        bits[i * 4 + 3] = c3[i];
    }
}

/// keep[i] is `scale` or 0 for those elements.
void draw(std::uint64_t seed, std::uint64_t stream, std::uint64_t counter, float rate, float scale, float* keep)
{
    std::uint32_t bits[draws];
    draw_bits(seed, stream, counter, bits);
    for (size_t i = 0; i < draws; ++i)
        keep[i] = float(std::int32_t(bits[i] >> 8)) * 0x1p-24f >= rate ? scale : 0.f;
}

void dropout(const float* x, const float* more, float* out, const ChannelView& v, const int64_t* clock, std::uint64_t stream,
             size_t first, float rate, float scale, int threads)
{
    const std::uint64_t seed = std::uint64_t(clock[0]), base = std::uint64_t(clock[1]) << 32;
    if (v.block == 1) {
        const size_t n = v.outer * v.channels * v.inner;
        in_parts(n, draws, threads, [=](size_t begin, size_t end, int) {
            for (size_t i = begin; i < end;) {
                float keep[draws];
                draw(seed, stream, base + (first + i) / 4, rate, scale, keep);
                const size_t skip = (first + i) % 4, stop = smaller(draws - skip, end - i);
                if (more)
                    for (size_t k = 0; k < stop; ++k)
                        out[i + k] = x[i + k] * keep[skip + k] + more[i + k];
                else
                    for (size_t k = 0; k < stop; ++k)
                        out[i + k] = x[i + k] * keep[skip + k];
                i += stop;
            }
        });
        return;
    }
    in_parts(v.outer * v.blocks(), 1, threads, [=, &v](size_t begin, size_t end, int) {
        for (size_t row = begin; row < end; ++row) {
            const size_t n = row / v.blocks(), block = v.block, channel = row % v.blocks() * block,
                         place = row * v.inner * block;
            for (size_t k = 0; k < block; ++k) {
                const bool filler = channel + k >= v.channels;
                const size_t plane = first + (n * v.channels + channel + k) * v.inner;
                for (size_t i = 0; i < v.inner;) {
                    float keep[draws] = {};
                    const size_t skip = (plane + i) % 4, stop = smaller(draws - skip, v.inner - i);
                    if (!filler)
                        draw(seed, stream, base + (plane + i) / 4, rate, scale, keep);
                    for (size_t j = 0; j < stop; ++j)
                        out[place + (i + j) * block + k] = x[place + (i + j) * block + k] * keep[skip + j];
                    i += stop;
                }
            }
        }
    });
}

// ---- Rows: softmax and losses --------------------------------------------------------------------------------------

float largest(const float* x, size_t n)
{
    Lanes top = all_lanes(x[0]);
    by_lanes(n, [&](size_t i, auto width) { top = larger(top, load(x + i, width, x[0])); });
    return folded(top, [](Lanes a, Lanes b) { return larger(a, b); });
}

/// Writes exp(x − top) and gives their sum.
float exponentials(const float* x, float top, float* out, size_t n)
{
    return float(sum_by_lanes(n, [=](size_t i, auto width) {
        const Lanes e = fast_exp(load(x + i, width, -__builtin_inff()) - top); // What is left of a row is 0 then: e^−87.
        store(out + i, e, width);
        return e;
    }));
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
            const float s = float(sum_by_lanes(width, [=](size_t i, auto n) {
                const Lanes v = load(g + i, n);
                return log ? v : v * load(p + i, n);
            }));
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
        const float *grad = a.grad, rate = a.rate, decay = a.decay, scale = a.scale;
        if (!velocity) {
            for (size_t i = begin; i < end; ++i)
                param[i] -= rate * (scale * grad[i] + decay * param[i]);
            return;
        }
#pragma GCC ivdep
        for (size_t i = begin; i < end; ++i) {
            const float g = scale * grad[i] + decay * param[i], v = momentum * velocity[i] + g;
            velocity[i] = v;
            param[i] -= rate * (nesterov ? g + momentum * v : v);
        }
    });
}

void adagrad(const UpdateArgs& a, float epsilon, int threads)
{
    in_parts(a.n, line, threads, [=](size_t begin, size_t end, int) {
        float *param = a.param, *total = a.first;
        const float *grad = a.grad, rate = a.rate, decay = a.decay, scale = a.scale;
#pragma GCC ivdep
        for (size_t i = begin; i < end; ++i) {
            const float g = scale * grad[i] + decay * param[i], s = total[i] + g * g;
            total[i] = s;
            param[i] -= rate * g / (std::sqrt(s) + epsilon);
        }
    });
}

void rmsprop(const UpdateArgs& a, const RmsPropUpdate& u, int threads)
{
    // Counted in f32, 1 − 0.999 is off by 1.3e-5 of itself.
    const float rho = float(u.rho), rest = float(1 - u.rho), momentum = float(u.momentum), epsilon = float(u.epsilon);
    in_parts(a.n, line, threads, [=](size_t begin, size_t end, int) {
        float *param = a.param, *square = a.first, *velocity = a.second;
        const float *grad = a.grad, rate = a.rate, decay = a.decay, scale = a.scale;
#pragma GCC ivdep
        for (size_t i = begin; i < end; ++i) {
            const float g = scale * grad[i] + decay * param[i], s = rho * square[i] + rest * g * g;
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
        const float *grad = a.grad, scale = a.scale;
#pragma GCC ivdep
        for (size_t i = begin; i < end; ++i) {
            const float g = scale * grad[i] + inside * param[i];
            const float m = beta1 * first[i] + rest1 * g, v = beta2 * second[i] + rest2 * g * g;
            first[i] = m;
            second[i] = v;
            param[i] = outside * param[i] - rate * m / (std::sqrt(v) * unbias + epsilon);
        }
    });
}

void lion(const UpdateArgs& a, const LionUpdate& u, int threads)
{
    const float beta1 = float(u.beta1), beta2 = float(u.beta2), rest1 = float(1 - u.beta1), rest2 = float(1 - u.beta2);
    in_parts(a.n, line, threads, [=](size_t begin, size_t end, int) {
        float *param = a.param, *mean = a.first;
        const float *grad = a.grad, scale = a.scale, rate = a.rate, decay = a.decay;
#pragma GCC ivdep
        for (size_t i = begin; i < end; ++i) {
            const float g = scale * grad[i], way = beta1 * mean[i] + rest1 * g;
            const float sign = way > 0 ? 1.f : way < 0 ? -1.f : 0.f;
            param[i] -= rate * (sign + decay * param[i]);
            mean[i] = beta2 * mean[i] + rest2 * g;
        }
    });
}

void square_sum(const float* x, size_t n, double* parts, int threads)
{
    in_parts(n, line, threads, [=](size_t begin, size_t end, int part) {
        for (size_t first = begin; first < end; first += 4096) {
            const size_t last = smaller(end, first + 4096);
            float sums[16] = {};
            size_t i = first;
            for (; i + 16 <= last; i += 16)
                for (size_t k = 0; k < 16; ++k)
                    sums[k] += x[i + k] * x[i + k];
            for (; i < last; ++i)
                sums[0] += x[i] * x[i];
            for (float v : sums)
                parts[part] += double(v);
        }
    });
}

#include "engine/kernels/sequences.inl"
#include "engine/kernels/norms.inl"
#include "engine/kernels/resample.inl"

} // namespace

const Kernels& LOOM_KERNEL_SET()
{
    static constexpr Kernels set{
        .curve = curve,
        .curve_backward = curve_backward,
        .affine = affine,
        .binary = binary,
        .binary_strided = binary_strided,
        .channel_affine = channel_affine,
        .channel_sum = channel_sum,
        .inner_sum = inner_sum,
        .inner_expand = inner_expand,
        .sum_strided = sum_strided,
        .copy_strided = copy_strided,
        .copy_runs = copy_runs,
        .max_pool = max_pool,
        .max_pool_backward = max_pool_backward,
        .thin_weight_gradient = thin_weight_gradient,
        .thin_data_gradient = thin_data_gradient,
        .batch_norm = batch_norm,
        .batch_norm_backward = batch_norm_backward,
        .winograd_input = winograd_input,
        .winograd_output = winograd_output,
        .winograd_gradient = winograd_gradient,
        .winograd_weights = winograd_weights,
        .winograd_weight_gradient = winograd_weight_gradient,
        .dropout = dropout,
        .softmax = softmax,
        .softmax_backward = softmax_backward,
        .entropy = entropy,
        .entropy_backward = entropy_backward,
        .point = point,
        .point_backward = point_backward,
        .count_classes = count_classes,
        .count_signs = count_signs,
        .sgd = sgd,
        .adagrad = adagrad,
        .rmsprop = rmsprop,
        .adam = adam,
        .lion = lion,
        .square_sum = square_sum,
        .gather = gather,
        .scatter_add = scatter_add,
        .cell_step = cell_step,
        .cell_reset = cell_reset,
        .cell_step_back = cell_step_back,
        .cell_reset_back = cell_reset_back,
        .masked_softmax = masked_softmax,
        .layer_norm = layer_norm,
        .layer_norm_backward = layer_norm_backward,
        .resample = resample,
        .lp_pool = lp_pool,
        .lp_pool_backward = lp_pool_backward,
        .normal = normal,
        .lrn = lrn,
        .lrn_backward = lrn_backward,
    };
    return set;
}

} // namespace loom::loops
