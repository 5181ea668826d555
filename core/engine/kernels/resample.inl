// Padding and resizing, part of kernels.inl.

/// `row` has room for the widest operand row of each part.
void resample(const float* x, float* out, const ResampleShape& s, float* rows, int threads)
{
    const ResampleAxis &first = s.axes[0], &second = s.axes[1], &third = s.axes[2];
    const size_t row_size = third.in * s.lanes, plane = first.in * second.in * row_size, made = third.out * s.lanes;
    in_parts(s.planes * first.out, 1, threads, [=, &s, &first, &second, &third](size_t begin, size_t end, int part) {
        float* row = rows + size_t(part) * row_size;
        for (size_t piece = begin; piece < end; ++piece) {
            const float* from = x + piece / first.out * plane;
            const size_t a = piece % first.out;
            for (size_t b = 0; b < second.out; ++b) {
                float* to = out + (piece * second.out + b) * made;
                // The rows that this one is made of, summed up; a single whole one is read where it lies.
                const float* source = row;
                const std::int32_t a0 = first.start[a], a1 = first.start[a + 1], b0 = second.start[b], b1 = second.start[b + 1];
                if (a1 == a0 || b1 == b0) {
                    std::memset(to, 0, made * sizeof(float));
                    continue;
                }
                if (a1 == a0 + 1 && b1 == b0 + 1 && first.weight[a0] * second.weight[b0] == 1.f) {
                    source = from + (size_t(first.from[a0]) * second.in + size_t(second.from[b0])) * row_size;
                } else {
                    bool started = false;
                    for (std::int32_t i = a0; i < a1; ++i)
                        for (std::int32_t j = b0; j < b1; ++j) {
                            const float weight = first.weight[i] * second.weight[j];
                            const float* one = from + (size_t(first.from[i]) * second.in + size_t(second.from[j])) * row_size;
                            if (started)
                                for (size_t k = 0; k < row_size; ++k)
                                    row[k] += weight * one[k];
                            else
                                for (size_t k = 0; k < row_size; ++k)
                                    row[k] = weight * one[k];
                            started = true;
                        }
                }
                if (s.lanes == 1) {
                    for (size_t c = 0; c < third.out; ++c) {
                        float total = 0;
                        for (std::int32_t k = third.start[c]; k < third.start[c + 1]; ++k)
                            total += third.weight[k] * source[third.from[k]];
                        to[c] = total;
                    }
                    continue;
                }
                with_block(s.lanes, [&]<size_t block>(Block<block>) {
                    for (size_t c = 0; c < third.out; ++c) {
                        typename Vectors<block>::floats total = {}, v;
                        for (std::int32_t k = third.start[c]; k < third.start[c + 1]; ++k) {
                            load(v, source + size_t(third.from[k]) * block);
                            total += third.weight[k] * v;
                        }
                        store(total, to + c * block);
                    }
                });
            }
        }
    });
}

// ---- Windows' p-norms ----------------------------------------------------------------------------------------------

/// |v|^p for a whole p. By reference, because vectors are passed differently without AVX.
template <class floats>
[[gnu::always_inline]] inline void raise(floats& v, int p)
{
    const floats size = v < 0 ? -v : v;
    v = floats{} + 1.f;
    for (int i = 0; i < p; ++i)
        v *= size;
}

/// The sum is kept relative to the largest size met so far, so that no power leaves the range of float.
template <size_t block>
void lp_pool_of(const float* x, float* y, const PoolShape& s, int p, int threads)
{
    using floats = typename Vectors<block>::floats;
    const size_t in = size_t(s.in[0] * s.in[1] * s.in[2]) * block, out = size_t(s.out[0] * s.out[1] * s.out[2]) * block;
    in_parts(s.planes, 1, threads, [=, &s](size_t first, size_t last, int) {
        for (size_t plane = first; plane < last; ++plane) {
            floats total, most, v;
            for_each_window(
                s,
                [&]() __attribute__((always_inline)) {
                    total = floats{};
                    most = floats{};
                },
                [&](size_t at, std::int32_t) __attribute__((always_inline)) {
                    load(v, x + plane * in + at * block);
                    v = v < 0 ? -v : v;
                    const floats high = v > most ? v : most;
                    floats share = (v > most ? most : v) / (high > 0 ? high : floats{} + 1.f);
                    raise(share, p);
                    total = v > most ? total * share + 1.f : total + share;
                    most = high;
                },
                [&](size_t place) __attribute__((always_inline)) {
                    for (size_t k = 0; k < block; ++k)
                        total[k] = p == 1 ? total[k] : p == 2 ? std::sqrt(total[k]) : __builtin_powf(total[k], 1.f / float(p));
                    total *= most;
                    store(total, y + plane * out + place * block);
                });
        }
    });
}

/// dx = Σ grad·(|x|/y)^(p−1)·sign(x); 0 where y is 0.
template <size_t block>
void lp_pool_backward_of(const float* x, const float* y, const float* grad, float* dx, const PoolShape& s, int p,
                         int threads)
{
    using floats = typename Vectors<block>::floats;
    const size_t in = size_t(s.in[0] * s.in[1] * s.in[2]) * block, out = size_t(s.out[0] * s.out[1] * s.out[2]) * block;
    in_parts(s.planes, 1, threads, [=, &s](size_t first, size_t last, int) {
        for (size_t plane = first; plane < last; ++plane) {
            std::memset(dx + plane * in, 0, in * sizeof(float));
            size_t next = plane * out;
            floats g, whole_size;
            for_each_window(
                s,
                [&]() __attribute__((always_inline)) {
                    load(whole_size, y + next);
                    load(g, grad + next);
                },
                [&](size_t at, std::int32_t) __attribute__((always_inline)) {
                    floats v, d;
                    load(v, x + plane * in + at * block);
                    load(d, dx + plane * in + at * block);
                    floats slope = v / (whole_size > 0 ? whole_size : floats{} + 1.f);
                    raise(slope, p - 1);
                    slope *= g;
                    d += v > 0 ? slope : v < 0 ? -slope : floats{};
                    store(d, dx + plane * in + at * block);
                },
                [&](size_t) __attribute__((always_inline)) { next += block; });
        }
    });
}

void lp_pool(const float* x, float* y, const PoolShape& s, int p, int threads)
{
    with_block(s.block, [&]<size_t block>(Block<block>) { lp_pool_of<block>(x, y, s, p, threads); });
}

void lp_pool_backward(const float* x, const float* y, const float* grad, float* dx, const PoolShape& s, int p, int threads)
{
    with_block(s.block, [&]<size_t block>(Block<block>) { lp_pool_backward_of<block>(x, y, grad, dx, s, p, threads); });
}

// ---- Noise ---------------------------------------------------------------------------------------------------------

/// The numbers of loom::normal_draw.
void normal(float* out, size_t n, const int64_t* clock, std::uint64_t stream, size_t first, int threads)
{
    const std::uint64_t seed = std::uint64_t(clock[0]), base = std::uint64_t(clock[1]) << 32;
    in_parts(n, draws, threads, [=](size_t begin, size_t end, int) {
        for (size_t i = begin; i < end;) {
            std::uint32_t bits[draws];
            draw_bits(seed, stream, base + (first + i) / 4, bits);
            const size_t skip = (first + i) % 4, stop = smaller(draws, end - i + skip);
            for (size_t k = skip; k < stop; ++k) {
                const float radius = std::sqrt(-2 * __builtin_logf(1 - float(bits[k & ~size_t{1}] >> 8) * 0x1p-24f));
                const float angle = 6.283185307f * (float(bits[k | 1] >> 8) * 0x1p-24f);
                out[i + k - skip] = radius * (k % 2 == 0 ? __builtin_cosf(angle) : __builtin_sinf(angle));
            }
            i += stop - skip;
        }
    });
}
