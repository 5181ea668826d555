// Normalisation within each sample, part of kernels.inl. Statistics are taken in two passes over values that are still in
// the cache, so that a large mean costs no digits.

/// One row of NormShape: a group of a sample, its `runs` channels of `places` values behind each other.
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
            const double square = sum_by_lanes(r.size, [=](size_t i, auto width) {
                const Lanes away = load(x + i, width, mean) - mean;
                return away * away;
            });
            const float inv = float(1 / std::sqrt(square / double(r.size) + double(s.epsilon)));
            const float *scale = a.scale ? a.scale + r.first : nullptr, *shift = a.shift ? a.shift + r.first : nullptr;
            if (r.places == 1)
                by_lanes(r.runs, [&](size_t i, auto width) {
                    Lanes v = (load(x + i, width) - mean) * inv;
                    if (scale)
                        v = v * load(scale + i, width);
                    if (shift)
                        v = v + load(shift + i, width);
                    store(y + i, v, width);
                });
            else
                for (size_t k = 0; k < r.runs; ++k) {
                    const float m = inv * (scale ? scale[k] : 1.f), add = shift ? shift[k] : 0.f;
                    for (size_t i = k * r.places; i < (k + 1) * r.places; ++i)
                        y[i] = (x[i] - mean) * m + add;
                }
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
    for (size_t row = begin; row < end; ++row) {
        const NormRow r(s, row);
        const float *x = a.x + row * r.size, *g = a.grad + row * r.size, *scale = a.scale ? a.scale + r.first : nullptr;
        float *dx = a.dx + row * r.size, *dscale = partial + r.first, *dshift = partial + s.channels + r.first;
        const float mean = s.rms ? 0.f : a.mean[row], inv = a.inv_std[row];
        double along[2] = {}; // The gradient of x̂ along one, and along x̂ itself.
        if (r.places == 1)
            add_by_lanes(r.runs, along, [&](size_t i, auto width, Lanes(&part)[2]) {
                const Lanes slope = load(g + i, width), own = (load(x + i, width) - mean) * inv;
                store(dscale + i, load(dscale + i, width) + slope * own, width);
                store(dshift + i, load(dshift + i, width) + slope, width);
                const Lanes scaled = scale ? slope * load(scale + i, width) : slope;
                part[0] += scaled;
                part[1] += scaled * own;
            });
        else
            for (size_t k = 0; k < r.runs; ++k) {
                const size_t at = k * r.places;
                double sums[2] = {};
                add_by_lanes(r.places, sums, [&](size_t i, auto width, Lanes(&part)[2]) {
                    const Lanes slope = load(g + at + i, width);
                    part[0] += slope;
                    part[1] += slope * ((load(x + at + i, width) - mean) * inv);
                });
                dshift[k] += float(sums[0]);
                dscale[k] += float(sums[1]);
                for (size_t i = 0; i < 2; ++i)
                    along[i] += double(scale ? scale[k] : 1.f) * sums[i];
            }
        const float one = s.rms ? 0.f : float(along[0] / double(r.size)), self = float(along[1] / double(r.size));
        if (r.places == 1)
            by_lanes(r.runs, [&](size_t i, auto width) {
                const Lanes slope = load(g + i, width), own = (load(x + i, width) - mean) * inv;
                store(dx + i, inv * ((scale ? slope * load(scale + i, width) : slope) - one - own * self), width);
            });
        else
            for (size_t k = 0; k < r.runs; ++k) {
                const float m = scale ? scale[k] : 1.f;
                for (size_t i = k * r.places; i < (k + 1) * r.places; ++i)
                    dx[i] = inv * (g[i] * m - one - (x[i] - mean) * inv * self);
            }
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
