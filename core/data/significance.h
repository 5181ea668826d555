#pragma once
#include <cstddef>
#include <span>

namespace loom {

/// The probability of a χ² at least this large by chance.
double chi_square_tail(double chi_square, double freedom);

/// Kolmogorov–Smirnov for two samples, both ascending and not empty: the largest distance D of their distributions, and
/// the probability of one at least that large by chance (Stephens' approximation, good from about 8 values each).
struct KolmogorovSmirnov {
    double distance = 0, probability = 1;
};
KolmogorovSmirnov kolmogorov_smirnov(std::span<const double> a, std::span<const double> b);

} // namespace loom
