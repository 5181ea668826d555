// Normalisation within each sample, part of kernels.inl. Statistics are taken in two passes over values that are still in
// the cache, so that a large mean costs no digits.

/// Sums of a function of two arrays, as exact as sum(): f(i) for i in [0, n).
template <class F>
[[gnu::always_inline]] inline double sum_of(size_t n, F f)
{
    double total = 0;
    for (size_t begin = 0; begin < n; begin += 4096) {
        const size_t end = smaller(n, begin + 4096);
        float part[16] = {};
        size_t i = begin;
        for (; i + 16 <= end; i += 16)
            for (int k = 0; k < 16; ++k)
                part[k] += f(i + size_t(k));
        for (; i < end; ++i)
            part[0] += f(i);
        for (float v : part)
            total += double(v);
    }
    return total;
}

/// Groups lie in one piece: `runs` channels of `places` values. Places beside each other share a scale; single places
/// (vectors) have scales beside each other.
struct NormRow {
    size_t runs, places, size, first; // first: the channel of the first run.
    NormRow(const NormShape& s, size_t row)
    {
        const size_t groups = s.groups == 0 ? 1 : s.groups;
        runs = s.channels / groups;
        places = s.places;
        size = runs * places;
        first = row % groups * runs;
    }
    /// Calls f(begin, length, scale of i relative to begin is channel + i·step): once for vectors, else by channel.
    template <class F>
    [[gnu::always_inline]] void each(F f) const
    {
        if (places == 1)
            return f(size_t{0}, runs, first, true);
        for (size_t r = 0; r < runs; ++r)
            f(r * places, places, first + r, false);
    }
};

void norm_rows(const NormArgs& a, const NormShape& s, int threads)
{
    const size_t rows = s.batch * (s.groups == 0 ? 1 : s.groups);
    in_parts(rows, 1, threads, [=](size_t begin, size_t end, int) {
        for (size_t row = begin; row < end; ++row) {
            const NormRow r(s, row);
            const float* x = a.x + row * r.size;
            float* y = a.y + row * r.size;
            const float mean = s.rms ? 0.f : float(sum(x, r.size) / double(r.size));
            const double square = sum_of(r.size, [=](size_t i) { return (x[i] - mean) * (x[i] - mean); });
            const float inv = float(1 / std::sqrt(square / double(r.size) + double(s.epsilon)));
            r.each([&](size_t at, size_t n, size_t channel, bool vector) {
                if (vector) {
                    const float *scale = a.scale ? a.scale + channel : nullptr,
                                *shift = a.shift ? a.shift + channel : nullptr;
                    if (scale && shift)
                        for (size_t i = 0; i < n; ++i)
                            y[at + i] = (x[at + i] - mean) * inv * scale[i] + shift[i];
                    else
                        for (size_t i = 0; i < n; ++i)
                            y[at + i] = (x[at + i] - mean) * inv * (scale ? scale[i] : 1.f) + (shift ? shift[i] : 0.f);
                    return;
                }
                const float m = inv * (a.scale ? a.scale[channel] : 1.f), add = a.shift ? a.shift[channel] : 0.f;
                for (size_t i = 0; i < n; ++i)
                    y[at + i] = (x[at + i] - mean) * m + add;
            });
            a.inv_std[row] = inv;
            if (!s.rms)
                a.mean[row] = mean;
        }
    });
}

constexpr size_t norm_tile = 64; // places that are worked on side by side

/// Over the channels at each place.
void norm_places(const NormArgs& a, const NormShape& s, int threads)
{
    const size_t tiles = (s.places + norm_tile - 1) / norm_tile;
    in_parts(s.batch * tiles, 1, threads, [=](size_t begin, size_t end, int) {
        for (size_t piece = begin; piece < end; ++piece) {
            const size_t n = piece / tiles, first = piece % tiles * norm_tile, width = smaller(norm_tile, s.places - first);
            const float* x = a.x + n * s.channels * s.places + first;
            float* y = a.y + n * s.channels * s.places + first;
            float mean[norm_tile] = {}, inv[norm_tile] = {};
            if (!s.rms) {
                for (size_t c = 0; c < s.channels; ++c)
                    for (size_t j = 0; j < width; ++j)
                        mean[j] += x[c * s.places + j];
                for (size_t j = 0; j < width; ++j)
                    mean[j] /= float(s.channels);
            }
            for (size_t c = 0; c < s.channels; ++c)
                for (size_t j = 0; j < width; ++j)
                    inv[j] += (x[c * s.places + j] - mean[j]) * (x[c * s.places + j] - mean[j]);
            for (size_t j = 0; j < width; ++j)
                inv[j] = 1.f / std::sqrt(inv[j] / float(s.channels) + s.epsilon);
            for (size_t c = 0; c < s.channels; ++c) {
                const float m = a.scale ? a.scale[c] : 1.f, add = a.shift ? a.shift[c] : 0.f;
                for (size_t j = 0; j < width; ++j)
                    y[c * s.places + j] = (x[c * s.places + j] - mean[j]) * inv[j] * m + add;
            }
            for (size_t j = 0; j < width; ++j) {
                a.inv_std[n * s.places + first + j] = inv[j];
                if (!s.rms)
                    a.mean[n * s.places + first + j] = mean[j];
            }
        }
    });
}

void layer_norm(const NormArgs& a, const NormShape& s, int threads)
{
    s.groups == 0 && s.places > 1 ? norm_places(a, s, threads) : norm_rows(a, s, threads);
}

void norm_rows_backward(const NormGradient& a, const NormShape& s, float* partial, size_t begin, size_t end)
{
    float *dscale = partial, *dshift = partial + s.channels;
    for (size_t row = begin; row < end; ++row) {
        const NormRow r(s, row);
        const float *x = a.x + row * r.size, *g = a.grad + row * r.size;
        float* dx = a.dx + row * r.size;
        const float mean = s.rms ? 0.f : a.mean[row], inv = a.inv_std[row];
        double along_one = 0, along_self = 0;
        r.each([&](size_t at, size_t n, size_t channel, bool vector) {
            if (vector && a.scale) {
                const float* scale = a.scale + channel;
                along_one += sum_of(n, [=](size_t i) { return g[i] * scale[i]; });
                along_self += sum_of(n, [=](size_t i) { return g[i] * scale[i] * ((x[i] - mean) * inv); });
            } else {
                const double scale = a.scale ? double(a.scale[channel]) : 1.0;
                const double one = sum(g + at, n);
                const double self = sum_of(n, [=](size_t i) { return g[at + i] * ((x[at + i] - mean) * inv); });
                along_one += scale * one;
                along_self += scale * self;
                if (!vector) {
                    dscale[channel] += float(self);
                    dshift[channel] += float(one);
                }
            }
            if (vector)
#pragma GCC ivdep
                for (size_t i = 0; i < n; ++i) {
                    dscale[channel + i] += g[i] * ((x[i] - mean) * inv);
                    dshift[channel + i] += g[i];
                }
        });
        const float one = s.rms ? 0.f : float(along_one / double(r.size)), self = float(along_self / double(r.size));
        r.each([&](size_t at, size_t n, size_t channel, bool vector) {
            if (vector && a.scale) {
                const float* scale = a.scale + channel;
                for (size_t i = 0; i < n; ++i)
                    dx[i] = inv * (g[i] * scale[i] - one - (x[i] - mean) * inv * self);
            } else {
                const float scale = a.scale ? a.scale[channel] : 1.f;
                for (size_t i = 0; i < n; ++i)
                    dx[at + i] = inv * (g[at + i] * scale - one - (x[at + i] - mean) * inv * self);
            }
        });
    }
}

void norm_places_backward(const NormGradient& a, const NormShape& s, float* partial, size_t begin, size_t end)
{
    const size_t tiles = (s.places + norm_tile - 1) / norm_tile;
    float *dscale = partial, *dshift = partial + s.channels;
    for (size_t piece = begin; piece < end; ++piece) {
        const size_t n = piece / tiles, first = piece % tiles * norm_tile, width = smaller(norm_tile, s.places - first);
        const size_t start = n * s.channels * s.places + first;
        const float *x = a.x + start, *g = a.grad + start;
        float* dx = a.dx + start;
        float mean[norm_tile] = {}, inv[norm_tile] = {}, one[norm_tile] = {}, self[norm_tile] = {};
        for (size_t j = 0; j < width; ++j) {
            inv[j] = a.inv_std[n * s.places + first + j];
            mean[j] = s.rms ? 0.f : a.mean[n * s.places + first + j];
        }
        for (size_t c = 0; c < s.channels; ++c) {
            const float scale = a.scale ? a.scale[c] : 1.f;
            const float *from = x + c * s.places, *slope = g + c * s.places;
            float product[norm_tile];
            for (size_t j = 0; j < width; ++j) {
                product[j] = slope[j] * ((from[j] - mean[j]) * inv[j]);
                one[j] += scale * slope[j];
                self[j] += scale * product[j];
            }
            dscale[c] += float(sum(product, width));
            dshift[c] += float(sum(slope, width));
        }
        for (size_t j = 0; j < width; ++j) {
            one[j] = s.rms ? 0.f : one[j] / float(s.channels);
            self[j] /= float(s.channels);
        }
        for (size_t c = 0; c < s.channels; ++c) {
            const float scale = a.scale ? a.scale[c] : 1.f;
            for (size_t j = 0; j < width; ++j) {
                const size_t i = c * s.places + j;
                dx[i] = inv[j] * (g[i] * scale - one[j] - (x[i] - mean[j]) * inv[j] * self[j]);
            }
        }
    }
}

/// partial: 2·channels floats for each part; the parts are added up in their order.
void layer_norm_backward(const NormGradient& a, const NormShape& s, float* partial, int threads)
{
    const bool by_place = s.groups == 0 && s.places > 1;
    const size_t pieces = by_place ? s.batch * ((s.places + norm_tile - 1) / norm_tile)
                                   : s.batch * (s.groups == 0 ? 1 : s.groups);
    std::memset(partial, 0, size_t(threads) * 2 * s.channels * sizeof(float));
    in_parts(pieces, 1, threads, [=](size_t begin, size_t end, int part) {
        float* own = partial + size_t(part) * 2 * s.channels;
        by_place ? norm_places_backward(a, s, own, begin, end) : norm_rows_backward(a, s, own, begin, end);
    });
    float* const sums[] = {a.dscale, a.dshift};
    for (size_t which = 0; which < 2; ++which)
        if (sums[which])
            for (size_t c = 0; c < s.channels; ++c) {
                float total = 0;
                for (size_t part = 0; part < size_t(threads); ++part)
                    total += partial[(part * 2 + which) * s.channels + c];
                sums[which][c] = total;
            }
}

// ---- Local response ------------------------------------------------------------------------------------------------

/// energy^−β for a tile of places.
inline void lower_powers(float* energy, size_t n, float beta)
{
    if (beta == 0.75f)
        for (size_t i = 0; i < n; ++i)
            energy[i] = 1.f / (std::sqrt(energy[i]) * std::sqrt(std::sqrt(energy[i])));
    else
        for (size_t i = 0; i < n; ++i)
            energy[i] = __builtin_powf(energy[i], -beta);
}

/// bias + α/size·Σ x² around channel c, for a tile.
inline void energy_of(const float* x, const LrnShape& s, size_t c, size_t width, float* energy)
{
    const size_t first = c < s.before ? 0 : c - s.before, last = smaller(s.channels - 1, c + s.behind);
    for (size_t j = 0; j < width; ++j)
        energy[j] = 0;
    for (size_t other = first; other <= last; ++other)
        for (size_t j = 0; j < width; ++j)
            energy[j] += x[other * s.places + j] * x[other * s.places + j];
    for (size_t j = 0; j < width; ++j)
        energy[j] = s.bias + s.alpha * energy[j];
}

void lrn(const float* x, float* out, const LrnShape& s, int threads)
{
    const size_t tiles = (s.places + norm_tile - 1) / norm_tile;
    in_parts(s.batch * tiles, 1, threads, [=](size_t begin, size_t end, int) {
        for (size_t piece = begin; piece < end; ++piece) {
            const size_t first = piece % tiles * norm_tile, width = smaller(norm_tile, s.places - first);
            const size_t start = piece / tiles * s.channels * s.places + first;
            for (size_t c = 0; c < s.channels; ++c) {
                float power[norm_tile];
                energy_of(x + start, s, c, width, power);
                lower_powers(power, width, s.beta);
                for (size_t j = 0; j < width; ++j)
                    out[start + c * s.places + j] = x[start + c * s.places + j] * power[j];
            }
        }
    });
}

/// scratch: 64·channels floats for each part.
void lrn_backward(const float* x, const float* grad, float* out, const LrnShape& s, float* scratch, int threads)
{
    const size_t tiles = (s.places + norm_tile - 1) / norm_tile;
    in_parts(s.batch * tiles, 1, threads, [=](size_t begin, size_t end, int part) {
        float* pull = scratch + size_t(part) * norm_tile * s.channels; // g·x·energy^(−β−1) of every channel
        for (size_t piece = begin; piece < end; ++piece) {
            const size_t first = piece % tiles * norm_tile, width = smaller(norm_tile, s.places - first);
            const size_t start = piece / tiles * s.channels * s.places + first;
            for (size_t c = 0; c < s.channels; ++c) {
                float energy[norm_tile], power[norm_tile];
                energy_of(x + start, s, c, width, energy);
                for (size_t j = 0; j < width; ++j)
                    power[j] = energy[j];
                lower_powers(power, width, s.beta);
                for (size_t j = 0; j < width; ++j) {
                    const size_t i = start + c * s.places + j;
                    const float slope = grad[i] * power[j];
                    pull[c * norm_tile + j] = slope * x[i] / energy[j];
                    out[i] = slope;
                }
            }
            for (size_t c = 0; c < s.channels; ++c) {
                const size_t low = c < s.behind ? 0 : c - s.behind, high = smaller(s.channels - 1, c + s.before);
                float total[norm_tile] = {};
                for (size_t other = low; other <= high; ++other)
                    for (size_t j = 0; j < width; ++j)
                        total[j] += pull[other * norm_tile + j];
                for (size_t j = 0; j < width; ++j) {
                    const size_t i = start + c * s.places + j;
                    out[i] -= 2 * s.alpha * s.beta * x[i] * total[j];
                }
            }
        }
    });
}
