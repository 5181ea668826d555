#include "data/relations.h"
#include "base/random.h"
#include "data/statistics.h"

#include <Eigen/Dense>

#include <algorithm>
#include <cmath>

namespace loom {
namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

/// 1 … n, ties share the mean of their places.
std::vector<double> ranks(std::span<const double> values)
{
    struct Placed {
        double value;
        std::uint32_t place;
    };
    std::vector<Placed> order(values.size());
    for (std::uint32_t i = 0; i < order.size(); ++i)
        order[i] = {values[i], i};
    std::ranges::sort(order, {}, &Placed::value);
    std::vector<double> ranks(values.size());
    for (std::size_t i = 0; i < order.size();) {
        std::size_t end = i + 1;
        while (end < order.size() && order[end].value == order[i].value)
            ++end;
        for (std::size_t k = i; k < end; ++k)
            ranks[order[k].place] = (double(i) + double(end) + 1) / 2;
        i = end;
    }
    return ranks;
}

/// Mean 0 and length 1; all NaN where they do not vary.
void normalise(std::vector<double>& values)
{
    double mean = 0, squares = 0;
    for (const double v : values)
        mean += v;
    mean /= double(values.size());
    for (double& v : values) {
        v -= mean;
        squares += v * v;
    }
    const double length = std::sqrt(squares);
    const bool varies = !values.empty() && std::ranges::adjacent_find(values, std::not_equal_to()) != values.end();
    for (double& v : values)
        v = varies ? v / length : nothing;
}

double dot(std::span<const double> a, std::span<const double> b)
{
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        sum += a[i] * b[i];
    return std::clamp(sum, -1.0, 1.0);
}

struct NumberColumn {
    std::vector<double> values;
    std::vector<double> normal, normal_ranks; // Where no value is missing.
    bool whole = true;
};

std::pair<double, double> correlation(const NumberColumn& a, const NumberColumn& b)
{
    if (a.whole && b.whole)
        return {dot(a.normal, b.normal), dot(a.normal_ranks, b.normal_ranks)};
    std::vector<double> x, y;
    for (std::size_t i = 0; i < a.values.size(); ++i)
        if (!std::isnan(a.values[i]) && !std::isnan(b.values[i])) {
            x.push_back(a.values[i]);
            y.push_back(b.values[i]);
        }
    auto x_ranks = ranks(x), y_ranks = ranks(y);
    for (auto* values : {&x, &y, &x_ranks, &y_ranks})
        normalise(*values);
    return x.size() < 2 ? std::pair(nothing, nothing) : std::pair(dot(x, y), dot(x_ranks, y_ranks));
}

/// Calls `work(a, b)` for a ≤ b < n, side by side.
void for_each_pair(std::size_t n, int threads, const std::function<void(std::size_t, std::size_t)>& work)
{
    std::vector<std::pair<std::size_t, std::size_t>> pairs;
    for (std::size_t a = 0; a < n; ++a)
        for (std::size_t b = a; b < n; ++b)
            pairs.emplace_back(a, b);
    parallel_for(pairs.size(), threads, [&](std::size_t i) { work(pairs[i].first, pairs[i].second); });
}

// ---- Principal components -------------------------------------------------------------------------------------------

using Samples32 = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

constexpr std::size_t most_values = std::size_t{1} << 25; // Of all samples: 128 MiB.
constexpr std::size_t dense_width = 256;                  // Up to here the covariance is written out.
constexpr int directions = 10, most_turns = 40;
constexpr Eigen::Index shares = 16; // Sums are joined in this order, however many threads there are.

/// Calls `work(first, count)` for a share of the rows each and adds up what comes back.
Eigen::MatrixXd sum_of_shares(Eigen::Index rows, int threads, const std::function<Eigen::MatrixXd(Eigen::Index, Eigen::Index)>& work)
{
    std::vector<Eigen::MatrixXd> parts(std::size_t(std::min(shares, rows)));
    const auto n = Eigen::Index(parts.size());
    parallel_for(parts.size(), threads, [&](std::size_t i) {
        const Eigen::Index first = Eigen::Index(i) * rows / n, end = (Eigen::Index(i) + 1) * rows / n;
        parts[i] = work(first, end - first);
    });
    for (std::size_t i = 1; i < parts.size(); ++i)
        parts[0] += parts[i];
    return parts[0];
}

struct Directions {
    Eigen::MatrixXd vectors; // Width × 2, the strongest first.
    std::array<double, 2> variance{};
};

Directions by_covariance(const Samples32& x, int threads)
{
    const Eigen::MatrixXd covariance = sum_of_shares(x.rows(), threads, [&](Eigen::Index first, Eigen::Index count) {
        const Eigen::MatrixXd part = x.middleRows(first, count).cast<double>();
        return Eigen::MatrixXd(part.transpose() * part);
    });
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(covariance);
    const Eigen::Index n = x.cols(), two = std::min<Eigen::Index>(2, n);
    Directions d{Eigen::MatrixXd::Zero(n, 2), {}};
    for (Eigen::Index k = 0; k < two; ++k) {
        d.vectors.col(k) = solver.eigenvectors().col(n - 1 - k);
        d.variance[std::size_t(k)] = std::max(0.0, solver.eigenvalues()(n - 1 - k));
    }
    return d;
}

/// Subspace iteration: Halko, Martinsson, Tropp, "Finding structure with randomness", SIAM Review 2011.
Directions by_iteration(const Samples32& x, std::uint64_t seed, int threads)
{
    Random random(seed, stream_of("principal components"));
    Eigen::MatrixXd q(x.cols(), directions);
    for (Eigen::Index i = 0; i < q.size(); ++i)
        q.data()[i] = random.normal();
    const auto orthonormal = [](const Eigen::MatrixXd& m) {
        return Eigen::MatrixXd(Eigen::HouseholderQR<Eigen::MatrixXd>(m).householderQ() * Eigen::MatrixXd::Identity(m.rows(), m.cols()));
    };
    q = orthonormal(q);
    Directions d;
    for (int turn = 0; turn < most_turns; ++turn) {
        const Eigen::MatrixXf narrow = q.cast<float>();
        const Eigen::MatrixXd next = sum_of_shares(x.rows(), threads, [&](Eigen::Index first, Eigen::Index count) {
            const auto part = x.middleRows(first, count);
            return Eigen::MatrixXd((part.transpose() * (part * narrow)).eval().cast<double>());
        });
        const Eigen::MatrixXd small = q.transpose() * next;
        const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver((small + small.transpose()) / 2);
        const std::array<double, 2> variance = {solver.eigenvalues()(directions - 1), solver.eigenvalues()(directions - 2)};
        d.vectors.resize(x.cols(), 2);
        d.vectors.col(0) = q * solver.eigenvectors().col(directions - 1);
        d.vectors.col(1) = q * solver.eigenvectors().col(directions - 2);
        const bool still = std::abs(variance[0] - d.variance[0]) <= 1e-6 * variance[0] &&
                           std::abs(variance[1] - d.variance[1]) <= 1e-6 * variance[1];
        d.variance = variance;
        if (still)
            break;
        q = orthonormal(next);
    }
    return d;
}

} // namespace

double cramers_v(std::span<const double> counts, std::size_t columns, double* chi_square, double* freedom)
{
    const std::size_t rows = columns ? counts.size() / columns : 0;
    std::vector<double> of_row(rows), of_column(columns);
    double all = 0;
    for (std::size_t r = 0; r < rows; ++r)
        for (std::size_t c = 0; c < columns; ++c) {
            of_row[r] += counts[r * columns + c];
            of_column[c] += counts[r * columns + c];
            all += counts[r * columns + c];
        }
    double chi2 = 0;
    for (std::size_t r = 0; r < rows; ++r)
        for (std::size_t c = 0; c < columns; ++c)
            if (const double expected = of_row[r] * of_column[c] / all; expected > 0) {
                const double apart = counts[r * columns + c] - expected;
                chi2 += apart * apart / expected;
            }
    const auto used = [](const std::vector<double>& sums) { return std::ranges::count_if(sums, [](double v) { return v > 0; }); };
    const auto r = double(used(of_row)), c = double(used(of_column)), smaller = std::min(r, c) - 1;
    if (chi_square)
        *chi_square = chi2;
    if (freedom)
        *freedom = (r - 1) * (c - 1);
    return smaller > 0 ? std::min(1.0, std::sqrt(chi2 / all / smaller)) : nothing;
}

Correlations correlations(const Table& table, int threads)
{
    Correlations out;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const Column& c = table.columns[i];
        const auto* codes = std::get_if<Codes>(&c.cells);
        const bool number = c.type == ColumnType::Integer || c.type == ColumnType::Number;
        if (!number && !codes)
            continue;
        auto& list = number ? out.numbers : out.categories;
        if (list.size() < out.most_columns && (!codes || codes->names.size() <= out.most_names))
            list.push_back(i);
        else
            ++out.left_out;
    }

    const std::size_t n = out.numbers.size();
    std::vector<NumberColumn> numbers(n);
    parallel_for(n, threads, [&](std::size_t i) {
        NumberColumn& c = numbers[i];
        c.values = numbers_of(table.columns[out.numbers[i]]);
        c.whole = std::ranges::none_of(c.values, [](double v) { return std::isnan(v); });
        if (!c.whole)
            return;
        c.normal = c.values;
        normalise(c.normal);
        c.normal_ranks = ranks(c.values);
        normalise(c.normal_ranks);
    });
    out.pearson.resize(n * n);
    out.spearman.resize(n * n);
    for_each_pair(n, threads, [&](std::size_t a, std::size_t b) {
        const auto [values, places] = correlation(numbers[a], numbers[b]);
        out.pearson[a * n + b] = out.pearson[b * n + a] = values;
        out.spearman[a * n + b] = out.spearman[b * n + a] = places;
    });

    const std::size_t m = out.categories.size();
    out.cramers_v.resize(m * m);
    for_each_pair(m, threads, [&](std::size_t a, std::size_t b) {
        const auto& x = std::get<Codes>(table.columns[out.categories[a]].cells);
        const auto& y = std::get<Codes>(table.columns[out.categories[b]].cells);
        std::vector<double> counts(x.names.size() * y.names.size());
        for (std::size_t i = 0; i < table.rows; ++i)
            if (x.codes[i] >= 0 && y.codes[i] >= 0)
                ++counts[std::size_t(x.codes[i]) * y.names.size() + std::size_t(y.codes[i])];
        out.cramers_v[a * m + b] = out.cramers_v[b * m + a] = cramers_v(counts, y.names.size());
    });
    return out;
}

Projection projection(const Dataset& data, std::uint64_t seed, int threads)
{
    Projection out;
    for (const Part part : {Part::Train, Part::Validation, Part::Test})
        out.rows.insert(out.rows.end(), data.rows(part).begin(), data.rows(part).end());
    std::ranges::sort(out.rows);
    out.rows.erase(std::ranges::unique(out.rows).begin(), out.rows.end()); // Parts may be the same rows.
    const std::size_t width = data.sample_width();
    const std::size_t most = std::clamp<std::size_t>(most_values / std::max<std::size_t>(1, width), 2, Projection::most_rows);
    if (out.rows.size() > most)
        out.rows = draw(out.rows, double(most) / double(out.rows.size()), {}, seed, stream_of("projection"));
    const std::size_t n = out.rows.size();
    if (n < 2 || width == 0)
        return out;

    Samples32 x{Eigen::Index(n), Eigen::Index(width)};
    std::vector<float> readable(n);
    constexpr std::size_t at_once = 256;
    parallel_for((n + at_once - 1) / at_once, threads, [&](std::size_t b) {
        const std::size_t first = b * at_once, count = std::min(at_once, n - first);
        data.fill(std::span(out.rows).subspan(first, count), {x.data() + first * width, count * width},
                  std::span(readable).subspan(first, count));
    });
    Eigen::VectorXd mean = Eigen::VectorXd::Zero(x.cols()), squares = mean;
    double used = 0;
    for (std::size_t i = 0; i < n; ++i)
        if (readable[i] > 0) {
            const Eigen::VectorXd row = x.row(Eigen::Index(i)).transpose().cast<double>();
            const Eigen::VectorXd apart = row - mean;
            mean += apart / ++used;
            squares += apart.cwiseProduct(row - mean);
        }
    Eigen::VectorXf scale = Eigen::VectorXf::Ones(x.cols());
    if (!data.encoder().pictures())
        scale = squares.unaryExpr([&](double s) { return s > 0 ? std::sqrt(used / s) : 0.0; }).cast<float>();
    parallel_for(n, threads, [&](std::size_t i) {
        auto row = x.row(Eigen::Index(i));
        if (readable[i] > 0)
            row = (row.transpose().cast<double>() - mean).cast<float>().cwiseProduct(scale).transpose();
        else
            row.setZero();
    });
    const double all = x.cast<double>().squaredNorm();
    if (!(all > 0) || !std::isfinite(all))
        return out;
    const Directions d = width <= dense_width ? by_covariance(x, threads) : by_iteration(x, seed, threads);
    out.explained = {d.variance[0] / all, d.variance[1] / all};
    for (Eigen::Index k = 0; k < 2; ++k) {
        Eigen::VectorXd v = d.vectors.col(k);
        Eigen::Index strongest = 0;
        v.cwiseAbs().maxCoeff(&strongest);
        if (v(strongest) < 0) // Which way it points is nobody's choice but ours.
            v = -v;
        const Eigen::VectorXf places = x * v.cast<float>();
        (k == 0 ? out.x : out.y).assign(places.data(), places.data() + places.size());
    }
    return out;
}

} // namespace loom
