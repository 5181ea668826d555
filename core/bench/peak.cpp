#include "bench/peak.h"
#include "base/threads.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>

namespace loom {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int windows = 100;
constexpr int sums = 12;
constexpr std::int64_t turns = 600'000; // Over a millisecond: starting the threads is little beside it.

using Vector4 [[gnu::vector_size(16)]] = float;
using Vector8 [[gnu::vector_size(32)]] = float;
using Vector16 [[gnu::vector_size(64)]] = float;

/// Multiply-adds of vectors. Twelve sums at once hide the latency of one (four or five cycles, two of
/// them a cycle) and fit the registers. What it returns says that they were done.
template <class Vector>
[[gnu::always_inline]] inline float multiply_add(float seed)
{
    Vector sum[sums];
#pragma GCC unroll 12
    for (int k = 0; k < sums; ++k) // All different, or one would be enough for the compiler.
        sum[k] = Vector{} + seed * float(k);
    const Vector factor = Vector{} + 0.999f, term = Vector{} + seed;
    for (std::int64_t i = 0; i < turns; ++i) {
#pragma GCC unroll 12
        for (Vector& s : sum)
            s = s * factor + term;
    }
    Vector all = {};
#pragma GCC unroll 12
    for (const Vector& s : sum)
        all += s;
    return all[0];
}

struct Kernel {
    float (*run)(float seed);
    int width; // Floats in a vector.
};

float plain(float seed) { return multiply_add<Vector4>(seed); }
#if defined(__x86_64__)
[[gnu::target("avx2,fma")]] float avx2(float seed) { return multiply_add<Vector8>(seed); }
[[gnu::target("avx512f")]] float avx512(float seed) { return multiply_add<Vector16>(seed); }
#endif

Kernel widest()
{
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512f"))
        return {avx512, 16};
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        return {avx2, 8};
#endif
    return {plain, 4};
}

} // namespace

double peak_operations(int threads)
{
    const Kernel kernel = widest();
    const double operations = 2.0 * double(turns) * sums * kernel.width;
    double fastest = 1e9;
    std::atomic<float> kept = 0;
    for (int window = 0; window < windows; ++window) {
        const auto begin = Clock::now();
        parallel_for(std::size_t(threads), threads, [&](std::size_t) { kept = kernel.run(float(window)); });
        fastest = std::min(fastest, std::chrono::duration<double>(Clock::now() - begin).count());
    }
    return threads * operations / fastest;
}

} // namespace loom
