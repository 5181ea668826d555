#include "search/student.h"

#include <cmath>

namespace loom {
namespace {

double log_gamma(double x)
{
    int sign = 1;
    return ::lgamma_r(x, &sign);
}

/// The regularised incomplete beta function I_x(a, b), as in Press et al., "Numerical Recipes", 6.4: a continued fraction (Lentz), of the
/// other end where that converges faster.
double incomplete_beta(double a, double b, double x)
{
    if (x <= 0 || x >= 1)
        return x <= 0 ? 0 : 1;
    if (x > (a + 1) / (a + b + 2))
        return 1 - incomplete_beta(b, a, 1 - x);
    constexpr double tiny = 1e-300, exact = 1e-15;
    const auto kept = [](double v) { return std::abs(v) < tiny ? tiny : v; };
    double c = 1, d = 1 / kept(1 - (a + b) * x / (a + 1)), h = d;
    for (int m = 1; m < 100'000; ++m) {
        const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
        d = 1 / kept(1 + even * d);
        c = kept(1 + even / c);
        h *= d * c;
        const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
        d = 1 / kept(1 + odd * d);
        c = kept(1 + odd / c);
        h *= d * c;
        if (std::abs(d * c - 1) < exact)
            break;
    }
    return std::exp(log_gamma(a + b) - log_gamma(a) - log_gamma(b) + a * std::log(x) + b * std::log1p(-x)) * h / a;
}

} // namespace

double student_tails(double t, double freedom)
{
    return incomplete_beta(freedom / 2, 0.5, freedom / (freedom + t * t));
}

double student_quantile(double tails, double freedom)
{
    double low = 0, high = 1;
    while (student_tails(high, freedom) > tails && high < 1e12)
        high *= 2;
    for (int i = 0; i < 200; ++i) {
        const double middle = (low + high) / 2;
        (student_tails(middle, freedom) > tails ? low : high) = middle;
    }
    return (low + high) / 2;
}

} // namespace loom
