// The part of kernels.inl that works on sequences; included there.

// ---- Choosing rows -------------------------------------------------------------------------------------------------

inline size_t row_of(const GatherArgs& a, size_t i)
{
    const int64_t index = a.narrow ? a.narrow[i] : a.wide[i];
    return index < 0 ? 0 : smaller(size_t(index), a.size - 1);
}

void gather(const GatherArgs& a, const float* x, float* out, int threads)
{
    in_parts(a.outer * a.count, 1, threads, [=, &a](size_t begin, size_t end, int) {
        for (size_t r = begin; r < end; ++r) {
            const float* from = x + (r / a.count * a.size + row_of(a, r % a.count)) * a.inner;
            if (a.inner == 1)
                out[r] = *from;
            else
                std::memcpy(out + r * a.inner, from, a.inner * sizeof(float));
        }
    });
}

/// Each thread has columns of its own, so no two add to one element and the order of adding is always the same.
void scatter_add(const GatherArgs& a, const float* grad, float* x, int threads)
{
    in_parts(a.inner, line, threads, [=, &a](size_t begin, size_t end, int) {
        for (size_t r = 0; r < a.outer * a.size; ++r)
            std::memset(x + r * a.inner + begin, 0, (end - begin) * sizeof(float));
        for (size_t r = 0; r < a.outer * a.count; ++r) {
            const float* from = grad + r * a.inner;
            float* to = x + (r / a.count * a.size + row_of(a, r % a.count)) * a.inner;
#pragma GCC ivdep
            for (size_t i = begin; i < end; ++i)
                to[i] += from[i];
        }
    });
}

// ---- Cells ---------------------------------------------------------------------------------------------------------

inline float fast_sigmoid(float x) { return 1.f / (1.f + fast_exp(-x)); }
/// After Cephes, about 1e-7 relative: a polynomial near 0, where the difference of exponentials is not exact.
inline float fast_tanh(float x)
{
    const float z = x * x;
    float p = -5.70498872745e-3f;
    p = p * z + 2.06390887954e-2f;
    p = p * z - 5.37397155531e-2f;
    p = p * z + 1.33314422036e-1f;
    p = p * z - 3.33332819422e-1f;
    const float near = p * z * x + x, far = 1.f - 2.f / (fast_exp(2.f * x) + 1.f);
    return z < 0.390625f ? near : far;
}

template <class F>
inline void each(size_t n, F f)
{
#pragma GCC ivdep
    for (size_t j = 0; j < n; ++j)
        f(j);
}

inline bool is_first(const RecurrentArgs& a, size_t t) { return a.reverse ? t + 1 == a.steps : t == 0; }
inline size_t before(const RecurrentArgs& a, size_t t) { return a.reverse ? t + 1 : t - 1; }
inline bool exists(const RecurrentArgs& a, size_t t, size_t n)
{
    return !a.lengths || int64_t(t) < a.lengths[n];
}

void cell_reset(const RecurrentArgs& a, size_t t, size_t begin, size_t end, const float* product)
{
    const size_t H = a.hidden;
    for (size_t n = begin; n < end; ++n) {
        const size_t row = t * a.batch + n, earlier = is_first(a, t) ? 0 : before(a, t) * a.batch + n;
        float *g = a.gates + row * a.width, *inner = a.inner + row * H;
        if (!exists(a, t, n)) {
            std::memset(inner, 0, H * sizeof(float));
            continue;
        }
        const float* p = product ? product + (n - begin) * a.width : a.zeros;
        const float* h0 = is_first(a, t) ? a.zeros : a.mask ? a.fed + n * H : a.y + earlier * H;
        each(H, [=](size_t j) {
            g[j] = fast_sigmoid(g[j] + p[j]);
            const float reset = fast_sigmoid(g[H + j] + p[H + j]);
            g[H + j] = reset;
            inner[j] = reset * h0[j];
        });
    }
}

void cell_step(const RecurrentArgs& a, size_t t, size_t begin, size_t end, const float* product)
{
    const size_t H = a.hidden, width = a.width;
    for (size_t n = begin; n < end; ++n) {
        const size_t row = t * a.batch + n, earlier = is_first(a, t) ? 0 : before(a, t) * a.batch + n;
        float *h = a.y + row * H, *g = a.gates + row * width, *inner = a.inner ? a.inner + row * H : nullptr;
        if (!exists(a, t, n)) {
            std::memset(h, 0, H * sizeof(float));
            std::memset(g, 0, width * sizeof(float));
            if (inner)
                std::memset(inner, 0, H * sizeof(float));
        } else {
            const float* p = product ? product + (n - begin) * width : a.zeros;
            const float* h0 = is_first(a, t) ? a.zeros : a.y + earlier * H;
            const float* c0 = is_first(a, t) ? a.zeros : a.inner + earlier * H;
            const float* d = a.recurrent_bias;
            switch (a.cell) {
            case Cell::Tanh: each(H, [=](size_t j) { g[j] = h[j] = fast_tanh(g[j] + p[j]); }); break;
            case Cell::Relu: each(H, [=](size_t j) { g[j] = h[j] = larger(g[j] + p[j], 0.f); }); break;
            case Cell::Lstm:
                each(H, [=](size_t j) {
                    const float i = fast_sigmoid(g[j] + p[j]), f = fast_sigmoid(g[H + j] + p[H + j]);
                    const float made = fast_tanh(g[2 * H + j] + p[2 * H + j]);
                    const float o = fast_sigmoid(g[3 * H + j] + p[3 * H + j]);
                    const float c = f * c0[j] + i * made;
                    inner[j] = c;
                    h[j] = o * fast_tanh(c);
                    g[j] = i;
                    g[H + j] = f;
                    g[2 * H + j] = made;
                    g[3 * H + j] = o;
                });
                break;
            case Cell::Gru:
                each(H, [=](size_t j) {
                    const float z = fast_sigmoid(g[j] + p[j] + d[j]);
                    const float reset = fast_sigmoid(g[H + j] + p[H + j] + d[H + j]);
                    const float back = p[2 * H + j] + d[2 * H + j];
                    const float made = fast_tanh(g[2 * H + j] + reset * back);
                    inner[j] = back;
                    h[j] = (1.f - z) * made + z * h0[j];
                    g[j] = z;
                    g[H + j] = reset;
                    g[2 * H + j] = made;
                });
                break;
            case Cell::GruResetFirst:
                each(H, [=](size_t j) {
                    const float z = g[j], made = fast_tanh(g[2 * H + j] + p[2 * H + j]);
                    h[j] = (1.f - z) * made + z * h0[j];
                    g[2 * H + j] = made;
                });
                break;
            }
            std::memcpy(a.last + n * H, h, H * sizeof(float));
        }
        if (a.mask) {
            float* fed = a.fed + n * H;
            const float* m = a.mask + n * H;
            each(H, [=](size_t j) { fed[j] = h[j] * m[j]; });
        }
    }
}

void cell_step_back(const RecurrentArgs& a, size_t t, size_t begin, size_t end, const float* product)
{
    const size_t H = a.hidden, width = a.width;
    for (size_t n = begin; n < end; ++n) {
        const size_t row = t * a.batch + n, earlier = is_first(a, t) ? 0 : before(a, t) * a.batch + n;
        const float *g = a.gates + row * width, *h = a.y + row * H, *inner = a.inner ? a.inner + row * H : nullptr;
        float *dg = a.dgates + row * width, *dp = a.dproduct + row * width;
        float *carry = a.carry + n * H, *dh = a.fed + n * H;
        if (!exists(a, t, n)) {
            std::memset(dg, 0, width * sizeof(float));
            std::memset(dp, 0, width * sizeof(float));
            std::memset(carry, 0, H * sizeof(float));
            continue;
        }
        // The whole gradient of this step's result. A GRU's `carry` is a part of it, an LSTM's the cell's own.
        const bool last = a.reverse ? t == 0 : t + 1 == a.steps || (a.lengths && int64_t(t) + 1 == a.lengths[n]);
        const float* above = a.grad ? a.grad + row * H : a.zeros;
        const float* end_grad = last && a.grad_last ? a.grad_last + n * H : a.zeros;
        const float* p = product ? product + (n - begin) * H : a.zeros;
        if (a.mask) {
            const float* m = a.mask + n * H;
            each(H, [=](size_t j) { dh[j] = above[j] + end_grad[j] + p[j] * m[j]; });
        } else {
            each(H, [=](size_t j) { dh[j] = above[j] + end_grad[j] + p[j]; });
        }
        const float* h0 = is_first(a, t) ? a.zeros : a.y + earlier * H;
        const float* c0 = is_first(a, t) ? a.zeros : a.inner + earlier * H;
        switch (a.cell) {
        case Cell::Tanh: each(H, [=](size_t j) { dg[j] = dh[j] * (1.f - h[j] * h[j]); }); break;
        case Cell::Relu: each(H, [=](size_t j) { dg[j] = h[j] > 0 ? dh[j] : 0.f; }); break;
        case Cell::Lstm:
            each(H, [=](size_t j) {
                const float i = g[j], f = g[H + j], made = g[2 * H + j], o = g[3 * H + j];
                const float curve = fast_tanh(inner[j]), dc = carry[j] + dh[j] * o * (1.f - curve * curve);
                dg[j] = dc * made * i * (1.f - i);
                dg[H + j] = dc * c0[j] * f * (1.f - f);
                dg[2 * H + j] = dc * i * (1.f - made * made);
                dg[3 * H + j] = dh[j] * curve * o * (1.f - o);
                carry[j] = dc * f;
            });
            break;
        case Cell::Gru:
            each(H, [=](size_t j) {
                const float z = g[j], reset = g[H + j], made = g[2 * H + j], all = dh[j] + carry[j];
                const float dmade = all * (1.f - z) * (1.f - made * made);
                dg[j] = dp[j] = all * (h0[j] - made) * z * (1.f - z);
                dg[H + j] = dp[H + j] = dmade * inner[j] * reset * (1.f - reset);
                dg[2 * H + j] = dmade;
                dp[2 * H + j] = dmade * reset;
                carry[j] = all * z;
            });
            break;
        case Cell::GruResetFirst:
            each(H, [=](size_t j) {
                const float z = g[j], made = g[2 * H + j], all = dh[j] + carry[j];
                dg[j] = all * (h0[j] - made) * z * (1.f - z);
                dg[2 * H + j] = dp[2 * H + j] = all * (1.f - z) * (1.f - made * made);
                dp[j] = dp[H + j] = 0.f;
                carry[j] = all * z;
            });
            break;
        }
    }
}

void cell_reset_back(const RecurrentArgs& a, size_t t, size_t begin, size_t end, const float* product)
{
    const size_t H = a.hidden, width = a.width;
    for (size_t n = begin; n < end; ++n) {
        if (!exists(a, t, n))
            continue;
        const size_t row = t * a.batch + n;
        const float *g = a.gates + row * width, *inner = a.inner + row * H;
        const float *p = product ? product + (n - begin) * H : a.zeros, *m = a.mask ? a.mask + n * H : nullptr;
        float *dg = a.dgates + row * width, *dp = a.dproduct + row * width, *carry = a.carry + n * H;
        each(H, [=](size_t j) {
            const float reset = g[H + j];
            dp[j] = dg[j];
            dg[H + j] = dp[H + j] = p[j] * inner[j] * (1.f - reset); // inner is r∘h′.
            dp[2 * H + j] = 0.f;
        });
        if (m)
            each(H, [=](size_t j) { carry[j] += p[j] * g[H + j] * m[j]; });
        else
            each(H, [=](size_t j) { carry[j] += p[j] * g[H + j]; });
    }
}

// ---- Attention -----------------------------------------------------------------------------------------------------

void masked_softmax(const float* x, float* out, const MaskArgs& m, int threads)
{
    in_parts(m.rows, 1, threads, [=, &m](size_t begin, size_t end, int) {
        for (size_t r = begin; r < end; ++r) {
            int64_t seen = int64_t(m.keys);
            if (m.lengths)
                seen = larger(smaller(int64_t(m.lengths[r / m.rows_per_sample]), seen), int64_t(0));
            if (m.causal)
                seen = larger(smaller(int64_t(r % m.queries) + 1 + int64_t(m.keys) - int64_t(m.queries), seen), int64_t(0));
            const float* from = x + r * m.keys;
            float* to = out + r * m.keys;
            const size_t n = size_t(seen);
            if (n > 0) {
                const float scale = 1 / exponentials(from, largest(from, n), to, n);
                by_lanes(n, [=](size_t i, auto width) { store(to + i, load(to + i, width) * scale, width); });
            }
            std::memset(to + n, 0, (m.keys - n) * sizeof(float));
        }
    });
}
