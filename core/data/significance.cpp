#include "data/significance.h"

#include <algorithm>
#include <cmath>

namespace loom {

/// The regularised upper incomplete gamma function Q(freedom / 2, χ² / 2), as in Press et al., "Numerical Recipes", 6.2:
/// a series below the mean, a continued fraction (Lentz) above.
double chi_square_tail(double chi_square, double freedom)
{
    const double a = freedom / 2, x = chi_square / 2;
    if (!(x > 0) || !(a > 0))
        return 1;
    int sign = 1; // Of the gamma function; std::lgamma() keeps it in a variable that all threads share.
    const double factor = std::exp(-x + a * std::log(x) - ::lgamma_r(a, &sign));
    constexpr int most = 100'000;
    constexpr double exact = 1e-15, tiny = 1e-300;
    if (x < a + 1) {
        double term = 1 / a, sum = term;
        for (int n = 1; n < most && term > sum * exact; ++n)
            sum += term *= x / (a + n);
        return std::clamp(1 - factor * sum, 0.0, 1.0);
    }
    double b = x + 1 - a, c = 1 / tiny, d = 1 / b, h = d;
    for (int n = 1; n < most; ++n) {
        const double an = -n * (n - a);
        b += 2;
        d = an * d + b;
        d = 1 / (std::abs(d) < tiny ? tiny : d);
        c = b + an / c;
        c = std::abs(c) < tiny ? tiny : c;
        h *= d * c;
        if (std::abs(d * c - 1) < exact)
            break;
    }
    return std::clamp(factor * h, 0.0, 1.0);
}

KolmogorovSmirnov kolmogorov_smirnov(std::span<const double> a, std::span<const double> b)
{
    const double n = double(a.size()), m = double(b.size());
    KolmogorovSmirnov out;
    for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
        const double at = std::min(a[i], b[j]);
        while (i < a.size() && a[i] == at)
            ++i;
        while (j < b.size() && b[j] == at)
            ++j;
        out.distance = std::max(out.distance, std::abs(double(i) / n - double(j) / m));
    }
    const double root = std::sqrt(n * m / (n + m)), lambda = (root + 0.12 + 0.11 / root) * out.distance;
    double sum = 0;
    for (int k = 1; k <= 100; ++k)
        sum += (k % 2 ? 2 : -2) * std::exp(-2.0 * k * k * lambda * lambda);
    out.probability = lambda < 0.2 ? 1 : std::clamp(sum, 0.0, 1.0);
    return out;
}

} // namespace loom
