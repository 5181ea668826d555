#pragma once
#include "data/dataset.h"

namespace loom {

/// How the columns of a table go together, each pair over the rows where both have a value. Matrices lie row by row; NaN
/// where a column does not vary.
struct Correlations {
    std::vector<std::size_t> numbers;      // Columns of integers and numbers,
    std::vector<double> pearson, spearman; // and the correlations of their values and of their ranks (ties share one).
    std::vector<std::size_t> categories;   // Columns of categories and of yes or no,
    std::vector<double> cramers_v;         // and Cramér's V, uncorrected: √(χ²/n / (min(rows, columns) − 1)).
    std::size_t left_out = 0;              // Columns of these types beyond the limits.

    static constexpr std::size_t most_columns = 128; // Of each kind.
    static constexpr std::size_t most_names = 1000;  // Of a column of categories.
};
Correlations correlations(const Table&, int threads = allowed_processors());

/// Cramér's V from how often each pair occurs (rows × columns), NaN where one side has a single value. `chi_square` and
/// `freedom`, where given, are those of the test of independence.
double cramers_v(std::span<const double> counts, std::size_t columns, double* chi_square = nullptr,
                 double* freedom = nullptr);

/// Encoded rows in the plane in which they differ most (principal components): features of tables are standardised first,
/// pixels only centred.
struct Projection {
    std::vector<std::uint32_t> rows;   // Of the table, ascending.
    std::vector<float> x, y;           // One per row.
    std::array<double, 2> explained{}; // Shares of the whole variance.

    static constexpr std::size_t most_rows = 20'000;
};
/// Rows that cannot be read lie in the middle. Large sets: a share of the rows, drawn by the seed.
Projection projection(const Dataset&, std::uint64_t seed = 1, int threads = allowed_processors());

} // namespace loom
