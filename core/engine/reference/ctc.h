#pragma once
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

namespace loom::reference {

/// Of one row: T steps of C classes, and room for S labels.
struct CtcSizes {
    std::size_t steps, classes, labels;
    bool zero_infinity;

    /// How many doubles ctc_row() works with: of every step the scale of its softmax and the ways up to it, and twice the
    /// ways from there on.
    std::size_t room() const { return steps + (steps + 2) * (2 * labels + 1); }
};

/// How many labels there are in front of the filling.
template <class Label>
std::size_t length_of(const CtcSizes& sizes, const Label* labels)
{
    return std::size_t(std::find_if(labels, labels + sizes.labels, [](Label l) { return l < 0; }) - labels);
}

/// Whether all labels are classes and none is the blank.
template <class Label>
bool spelled(const CtcSizes& sizes, const Label* labels)
{
    return std::all_of(labels, labels + length_of(sizes, labels),
                       [&](Label l) { return l > 0 && std::size_t(l) < sizes.classes; });
}

inline double log_add(double a, double b)
{
    const double most = std::max(a, b), least = std::min(a, b);
    return std::isinf(least) ? most : most + std::log1p(std::exp(least - most));
}

/// weight·l of one row (see Ctc), by the forward-backward recursion in logarithms (Graves et al. 2006, section 4.1).
/// Writes weight·dl/dx to `slope`, unless it is null. x {T, C}.
template <class Real, class Label>
double ctc_row(const CtcSizes& sizes, const Real* x, const Label* labels, double weight, double* room, Real* slope)
{
    const std::size_t steps = sizes.steps, classes = sizes.classes;
    if (slope)
        std::fill_n(slope, steps * classes, Real(0));
    if (weight == 0)
        return 0;
    constexpr double never = -std::numeric_limits<double>::infinity();
    const std::size_t length = length_of(sizes, labels), places = 2 * length + 1; // Labels with blanks around them.
    double *const scale = room, *const ways = scale + steps, *from = ways + steps * places, *next = from + places;
    const auto symbol = [&](std::size_t place) { return place % 2 ? std::size_t(labels[place / 2]) : 0; };
    // A place is reached from itself, from the one before, and over a blank from another label.
    const auto jumps = [&](std::size_t place) { return place % 2 && place > 1 && labels[place / 2] != labels[place / 2 - 1]; };
    const auto log_share = [&](std::size_t t, std::size_t place) { return double(x[t * classes + symbol(place)]) - scale[t]; };

    for (std::size_t t = 0; t < steps; ++t) {
        const Real* const row = x + t * classes;
        const double largest = double(*std::max_element(row, row + classes));
        double sum = 0;
        for (std::size_t k = 0; k < classes; ++k)
            sum += std::exp(double(row[k]) - largest);
        scale[t] = largest + std::log(sum);
        double* const now = ways + t * places;
        for (std::size_t u = 0; u < places; ++u) {
            double before = t == 0 && u < 2 ? 0 : never;
            if (t > 0) {
                const double* const last = now - places;
                before = last[u];
                if (u > 0)
                    before = log_add(before, last[u - 1]);
                if (jumps(u))
                    before = log_add(before, last[u - 2]);
            }
            now[u] = before + log_share(t, u);
        }
    }
    const double* const end = ways + (steps - 1) * places;
    const double log_p = length > 0 ? log_add(end[places - 1], end[places - 2]) : end[0];
    if (log_p == never)
        return sizes.zero_infinity ? 0 : std::numeric_limits<double>::infinity();
    const double share = weight / double(std::max<std::size_t>(length, 1));
    if (!slope)
        return -share * log_p;

    for (std::size_t t = steps; t-- > 0;) {
        for (std::size_t u = 0; u < places; ++u) {
            if (t + 1 == steps) {
                from[u] = u + 2 < places ? never : 0;
                continue;
            }
            from[u] = next[u] + log_share(t + 1, u);
            if (u + 1 < places)
                from[u] = log_add(from[u], next[u + 1] + log_share(t + 1, u + 1));
            if (u + 2 < places && jumps(u + 2))
                from[u] = log_add(from[u], next[u + 2] + log_share(t + 1, u + 2));
        }
        Real* const to = slope + t * classes;
        for (std::size_t k = 0; k < classes; ++k)
            to[k] = Real(share * std::exp(double(x[t * classes + k]) - scale[t]));
        for (std::size_t u = 0; u < places; ++u)
            to[symbol(u)] -= Real(share * std::exp(ways[t * places + u] + from[u] - log_p));
        std::swap(from, next);
    }
    return -share * log_p;
}

} // namespace loom::reference
