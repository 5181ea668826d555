// Cells over steps, forwards and backwards, and the softmax of attention.
#include "engine/reference/store.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace loom::reference {
namespace {

/// The sizes of a recurrence, and where its rows are.
struct Steps {
    std::size_t steps, batch, features, hidden, width; // width: all gates side by side.
    bool reverse;
    std::span<const std::int64_t> lengths; // Empty where all steps exist.

    Steps(Store& s, Cell cell, TensorId x, TensorId y, TensorId length, bool backwards)
        : steps(std::size_t(s.shape(x)[0])), batch(std::size_t(s.shape(x)[1])), features(std::size_t(s.shape(x)[2])),
          hidden(std::size_t(s.shape(y)[2])), width(hidden * std::size_t(gate_count(cell))), reverse(backwards),
          lengths(length == no_tensor ? std::span<const std::int64_t>() : s.whole(length))
    {
    }
    /// The step that comes in place `i`.
    std::size_t at(std::size_t i) const { return reverse ? steps - 1 - i : i; }
    bool exists(std::size_t t, std::size_t n) const { return lengths.empty() || std::int64_t(t) < lengths[n]; }
    /// The row of the step before, or null where it is the first.
    const double* before(std::span<const double> of, std::size_t t, std::size_t n) const
    {
        const bool first = reverse ? t + 1 == steps : t == 0;
        return first ? nullptr : &of[row(reverse ? t + 1 : t - 1, n) * hidden];
    }
    std::size_t row(std::size_t t, std::size_t n) const { return t * batch + n; }
};

/// out += v·w, one row through a matrix of `rows` rows.
void add_product(const double* v, std::span<const double> w, std::size_t rows, std::span<double> out)
{
    for (std::size_t i = 0; i < rows; ++i)
        for (std::size_t j = 0; j < out.size(); ++j)
            out[j] += v[i] * w[i * out.size() + j];
}
/// out += w·v.
void add_product_back(std::span<const double> v, std::span<const double> w, std::size_t rows, double* out)
{
    for (std::size_t i = 0; i < rows; ++i)
        for (std::size_t j = 0; j < v.size(); ++j)
            out[i] += w[i * v.size() + j] * v[j];
}
/// dw += vᵀ·g
void add_outer(const double* v, std::span<const double> g, std::size_t rows, std::span<double> dw)
{
    for (std::size_t i = 0; i < rows; ++i)
        for (std::size_t j = 0; j < g.size(); ++j)
            dw[i * g.size() + j] += v[i] * g[j];
}

/// What meets wh: the step before, through the mask.
std::vector<double> fed(const Store& s, TensorId mask, const double* before, std::size_t n, std::size_t hidden)
{
    std::vector<double> out(hidden, 0.0);
    for (std::size_t j = 0; before && j < hidden; ++j)
        out[j] = before[j] * (mask == no_tensor ? 1 : s.reals[std::size_t(mask)][n * hidden + j]);
    return out;
}

} // namespace

void apply(Store& s, const Recurrent& r)
{
    const Steps k(s, r.cell, r.x, r.y, r.lengths, r.reverse);
    const std::size_t H = k.hidden;
    auto &y = s.at(r.y), &last = s.at(r.last), &gates = s.at(r.gates);
    std::ranges::fill(last, 0.0);
    for (std::size_t i = 0; i < k.steps; ++i)
        for (std::size_t n = 0; n < k.batch; ++n) {
            const std::size_t t = k.at(i), row = k.row(t, n);
            double *h = &y[row * H], *gate = &gates[row * k.width];
            double* inner = r.inner == no_tensor ? nullptr : &s.at(r.inner)[row * H];
            if (!k.exists(t, n)) {
                std::fill(h, h + H, 0.0);
                std::fill(gate, gate + k.width, 0.0);
                if (inner)
                    std::fill(inner, inner + H, 0.0);
                continue;
            }
            const double* before = k.before(y, t, n);
            std::vector<double> in(s.at(r.bias).begin(), s.at(r.bias).end()), back(k.width, 0.0);
            if (r.recurrent_bias != no_tensor)
                std::ranges::copy(s.at(r.recurrent_bias), back.begin());
            add_product(&s.at(r.x)[row * k.features], s.at(r.wx), k.features, in);
            const std::vector<double> h0 = fed(s, r.mask, before, n, H);
            add_product(h0.data(), s.at(r.wh), H, back);
            std::vector<double> again(k.width, 0.0); // Of what the reset lets through.
            if (r.cell == Cell::GruResetFirst) {
                for (std::size_t j = 0; j < H; ++j)
                    inner[j] = sigmoid(in[H + j] + back[H + j]) * h0[j];
                add_product(inner, s.at(r.wh), H, again);
            }
            for (std::size_t j = 0; j < H; ++j) {
                auto sum = [&](std::size_t part) { return in[part * H + j] + back[part * H + j]; };
                switch (r.cell) {
                case Cell::Tanh:
                    gate[j] = h[j] = std::tanh(sum(0));
                    break;
                case Cell::Relu:
                    gate[j] = h[j] = std::max(sum(0), 0.0);
                    break;
                case Cell::Lstm: {
                    const double* c = k.before(s.at(r.inner), t, n);
                    const double i_ = sigmoid(sum(0)), f = sigmoid(sum(1)), g = std::tanh(sum(2)), o = sigmoid(sum(3));
                    inner[j] = f * (c ? c[j] : 0) + i_ * g;
                    h[j] = o * std::tanh(inner[j]);
                    gate[j] = i_;
                    gate[H + j] = f;
                    gate[2 * H + j] = g;
                    gate[3 * H + j] = o;
                    break;
                }
                case Cell::Gru: {
                    const double z = sigmoid(sum(0)), reset = sigmoid(sum(1));
                    inner[j] = back[2 * H + j];
                    const double made = std::tanh(in[2 * H + j] + reset * inner[j]);
                    h[j] = (1 - z) * made + z * (before ? before[j] : 0);
                    gate[j] = z;
                    gate[H + j] = reset;
                    gate[2 * H + j] = made;
                    break;
                }
                case Cell::GruResetFirst: {
                    const double z = sigmoid(sum(0)), made = std::tanh(in[2 * H + j] + again[2 * H + j]);
                    h[j] = (1 - z) * made + z * (before ? before[j] : 0);
                    gate[j] = z;
                    gate[H + j] = sigmoid(sum(1));
                    gate[2 * H + j] = made;
                    break;
                }
                }
            }
            std::copy(h, h + H, &last[n * H]);
        }
}

void apply(Store& s, const RecurrentBackward& r)
{
    const Steps k(s, r.cell, r.x, r.y, r.lengths, r.reverse);
    const std::size_t H = k.hidden;
    for (TensorId id : {r.dx, r.dwx, r.dwh, r.dbias, r.drecurrent_bias})
        if (id != no_tensor)
            std::ranges::fill(s.at(id), 0.0);
    // What flows from a step to the one before: into its result, and into an LSTM's cell.
    std::vector<double> to_result(k.batch * H, 0.0), to_cell(k.batch * H, 0.0);
    if (r.grad_last != no_tensor)
        std::ranges::copy(s.at(r.grad_last), to_result.begin()); // Passes unchanged through the steps that do not exist.
    for (std::size_t i = k.steps; i-- > 0;)
        for (std::size_t n = 0; n < k.batch; ++n) {
            const std::size_t t = k.at(i), row = k.row(t, n);
            if (!k.exists(t, n))
                continue;
            const double *before = k.before(s.at(r.y), t, n), *gate = &s.at(r.gates)[row * k.width];
            const double* h = &s.at(r.y)[row * H];
            std::vector<double> dgate(k.width, 0.0), dback(k.width, 0.0);
            for (std::size_t j = 0; j < H; ++j) {
                double &result = to_result[n * H + j], &cell = to_cell[n * H + j];
                const double dh = result + (r.grad == no_tensor ? 0 : s.at(r.grad)[row * H + j]);
                result = 0;
                switch (r.cell) {
                case Cell::Tanh:
                    dgate[j] = dh * (1 - h[j] * h[j]);
                    break;
                case Cell::Relu:
                    dgate[j] = h[j] > 0 ? dh : 0;
                    break;
                case Cell::Lstm: {
                    const double* c = k.before(s.at(r.inner), t, n);
                    const double i_ = gate[j], f = gate[H + j], g = gate[2 * H + j], o = gate[3 * H + j];
                    const double curve = std::tanh(s.at(r.inner)[row * H + j]);
                    const double dc = cell + dh * o * (1 - curve * curve);
                    dgate[j] = dc * g * i_ * (1 - i_);
                    dgate[H + j] = dc * (c ? c[j] : 0) * f * (1 - f);
                    dgate[2 * H + j] = dc * i_ * (1 - g * g);
                    dgate[3 * H + j] = dh * curve * o * (1 - o);
                    cell = dc * f;
                    break;
                }
                case Cell::Gru: {
                    const double z = gate[j], reset = gate[H + j], made = gate[2 * H + j];
                    const double dmade = dh * (1 - z) * (1 - made * made);
                    dgate[j] = dh * ((before ? before[j] : 0) - made) * z * (1 - z);
                    dgate[H + j] = dmade * s.at(r.inner)[row * H + j] * reset * (1 - reset);
                    dgate[2 * H + j] = dmade;
                    result = dh * z;
                    break;
                }
                case Cell::GruResetFirst: {
                    const double z = gate[j], made = gate[2 * H + j];
                    dgate[j] = dh * ((before ? before[j] : 0) - made) * z * (1 - z);
                    dgate[2 * H + j] = dh * (1 - z) * (1 - made * made);
                    result = dh * z;
                    break;
                }
                }
            }
            const std::vector<double> h0 = fed(s, r.mask, before, n, H);
            if (r.cell == Cell::GruResetFirst) { // Through the second product, and through the reset in front of it.
                std::vector<double> dagain(k.width, 0.0), let_through(H, 0.0);
                std::copy_n(&dgate[2 * H], H, &dagain[2 * H]);
                add_product_back(dagain, s.at(r.wh), H, let_through.data());
                add_outer(&s.at(r.inner)[row * H], dagain, H, s.at(r.dwh));
                for (std::size_t j = 0; j < H; ++j) {
                    const double reset = gate[H + j];
                    dgate[H + j] = let_through[j] * h0[j] * reset * (1 - reset);
                    to_result[n * H + j] +=
                        let_through[j] * reset * (r.mask == no_tensor ? 1 : s.at(r.mask)[n * H + j]);
                }
            }
            dback = dgate;
            if (r.cell == Cell::GruResetFirst)
                std::fill_n(&dback[2 * H], H, 0.0);
            if (r.cell == Cell::Gru)
                for (std::size_t j = 0; j < H; ++j)
                    dback[2 * H + j] *= gate[H + j];
            std::vector<double> through(H, 0.0);
            add_product_back(dback, s.at(r.wh), H, through.data());
            for (std::size_t j = 0; j < H; ++j)
                to_result[n * H + j] += through[j] * (r.mask == no_tensor ? 1 : s.at(r.mask)[n * H + j]);
            if (r.dx != no_tensor)
                add_product_back(dgate, s.at(r.wx), k.features, &s.at(r.dx)[row * k.features]);
            add_outer(&s.at(r.x)[row * k.features], dgate, k.features, s.at(r.dwx));
            add_outer(h0.data(), dback, H, s.at(r.dwh));
            for (std::size_t j = 0; j < k.width; ++j) {
                s.at(r.dbias)[j] += dgate[j];
                if (r.drecurrent_bias != no_tensor)
                    s.at(r.drecurrent_bias)[j] += dback[j];
            }
        }
}

void apply(Store& s, const MaskedSoftmax& m)
{
    const Shape& shape = s.shape(m.x);
    const auto keys = shape.back(), queries = shape[shape.size() - 2];
    const std::size_t rows = count(shape) / std::size_t(keys), per_sample = rows / std::size_t(shape[0]);
    for (std::size_t r = 0; r < rows; ++r) {
        const double* x = &s.at(m.x)[r * std::size_t(keys)];
        double* out = &s.at(m.out)[r * std::size_t(keys)];
        std::int64_t seen = keys;
        if (m.lengths != no_tensor)
            seen = std::clamp<std::int64_t>(s.whole(m.lengths)[r / per_sample], 0, seen);
        if (m.causal)
            seen = std::clamp<std::int64_t>(std::int64_t(r) % queries + 1 + keys - queries, 0, seen);
        double top = -std::numeric_limits<double>::infinity(), total = 0;
        for (std::int64_t i = 0; i < seen; ++i)
            top = std::max(top, x[i]);
        for (std::int64_t i = 0; i < keys; ++i)
            total += out[i] = i < seen ? std::exp(x[i] - top) : 0;
        for (std::int64_t i = 0; i < seen; ++i)
            out[i] /= total;
    }
}

} // namespace loom::reference
