#include "search/sampler.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace loom {
namespace {

// The tree-structured Parzen estimator of Bergstra et al., "Algorithms for Hyper-Parameter Optimization", NIPS 2011, one dimension at a
// time, with what Optuna 4 takes where nothing is said: 10 random trials first, the best tenth (at most 25) as good ones, 24 draws, a prior
// as wide as the range with the weight of one trial, all weights 1 for the newest 25 trials and falling to 1/n for older ones, and widths
// of at least the range / min(100, kernels + 1).
constexpr std::size_t first_random = 10, most_good = 25, draws = 24, full_weight = 25;

double normal_below(double x) { return 0.5 * std::erfc(-x / std::numbers::sqrt2); }

/// By age, the oldest first, and the prior's behind them; their sum is 1.
std::vector<double> weights(std::size_t n)
{
    std::vector<double> w(n, 1.0);
    const std::size_t old = n > full_weight ? n - full_weight : 0;
    for (std::size_t i = 0; i < old; ++i)
        w[i] = old == 1 ? 1 / double(n) : 1 / double(n) + (1 - 1 / double(n)) * double(i) / double(old - 1);
    w.push_back(1);
    const double sum = std::accumulate(w.begin(), w.end(), 0.0);
    for (double& one : w)
        one /= sum;
    return w;
}

/// What some trials say of one dimension: a mixture of a kernel for each and the prior.
class Parzen {
public:
    Parzen(const Dimension& d, const std::vector<double>& values) : d_(d), weights_(weights(values.size()))
    {
        if (!by_kernels()) {
            chances_.assign(d.choices(), weights_.back() / double(d.choices()));
            for (std::size_t i = 0; i < values.size(); ++i) { // A trial's own choice 1, each choice the prior's share of it.
                const double prior = 1 / double(values.size() + 1), whole = 1 + prior * double(d.choices());
                for (std::size_t c = 0; c < chances_.size(); ++c)
                    chances_[c] += weights_[i] * ((c == std::size_t(values[i]) ? 1 : 0) + prior) / whole;
            }
            return;
        }
        for (const double v : values) {
            const auto [low, high] = d.cell(v);
            centres_.push_back((low + high) / 2);
        }
        centres_.push_back(0.5); // The prior.
        set_widths();
    }

    /// A value of the dimension.
    double draw(Random& random) const
    {
        const std::size_t kernel = pick(by_kernels() ? weights_ : chances_, random);
        if (!by_kernels())
            return double(kernel);
        for (;;) // At least a third of the draws lie inside: no kernel is wider than the range, and none is centred outside.
            if (const double u = centres_[kernel] + widths_[kernel] * random.normal(); u >= 0 && u <= 1)
                return d_.from_unit(u);
    }

    double log_density(double value) const
    {
        if (!by_kernels())
            return std::log(chances_[std::size_t(value)]);
        const auto [low, high] = d_.cell(value);
        double sum = 0;
        for (std::size_t i = 0; i < centres_.size(); ++i) {
            const auto below = [&](double u) { return normal_below((u - centres_[i]) / widths_[i]); };
            const double z = (low - centres_[i]) / widths_[i];
            const double mass = high > low ? below(high) - below(low) : std::exp(-z * z / 2) / widths_[i] / std::sqrt(2 * std::numbers::pi);
            sum += weights_[i] * mass / (below(1) - below(0));
        }
        return std::log(std::max(sum, 1e-300));
    }

private:
    bool by_kernels() const { return d_.ordered; }

    static std::size_t pick(const std::vector<double>& chances, Random& random)
    {
        double left = random.uniform();
        for (std::size_t i = 0; i + 1 < chances.size(); ++i)
            if ((left -= chances[i]) < 0)
                return i;
        return chances.size() - 1;
    }

    /// The wider of the gaps to both neighbours; of the outermost the gap inwards.
    void set_widths()
    {
        const std::size_t n = centres_.size();
        std::vector<std::size_t> order(n);
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::ranges::stable_sort(order, {}, [&](std::size_t i) { return centres_[i]; });
        widths_.assign(n, 1);
        const double least = 1 / std::min(100.0, double(n) + 1);
        for (std::size_t k = 0; k < n && n > 1; ++k) {
            const double before = k > 0 ? centres_[order[k]] - centres_[order[k - 1]] : 0;
            const double behind = k + 1 < n ? centres_[order[k + 1]] - centres_[order[k]] : 0;
            widths_[order[k]] = std::clamp(std::max(before, behind), least, 1.0);
        }
        widths_.back() = 1; // The prior's.
    }

    const Dimension& d_;
    std::vector<double> weights_;            // Of the kernels.
    std::vector<double> centres_, widths_;   // In the unit interval.
    std::vector<double> chances_;            // Of choices without an order.
};

std::optional<Candidate> next_by_tpe(const Space& space, std::span<const Tried> tried, std::uint64_t seed, std::int64_t number)
{
    Random random = random_of_trial(seed, number);
    if (tried.size() < first_random)
        return drawn(space, random);
    const auto order = ranked(tried);
    const std::size_t good_ones = std::min<std::size_t>((tried.size() + 9) / 10, most_good);
    std::vector<bool> good(tried.size());
    for (const std::size_t i : std::span(order).first(good_ones))
        good[i] = true;
    Candidate candidate;
    for (std::size_t k = 0; k < space.dimensions.size(); ++k) {
        const Dimension& d = space.dimensions[k];
        std::vector<double> values[2];
        for (std::size_t i = 0; i < tried.size(); ++i)
            values[good[i] ? 1 : 0].push_back(tried[i].candidate[k]);
        const Parzen bad_ones(d, values[0]), likely(d, values[1]);
        double best = 0, best_score = -std::numeric_limits<double>::infinity();
        for (std::size_t i = 0; i < draws; ++i) {
            const double value = likely.draw(random), score = likely.log_density(value) - bad_ones.log_density(value);
            if (score > best_score) {
                best_score = score;
                best = value;
            }
        }
        candidate.push_back(best);
    }
    return candidate;
}

} // namespace

const SamplerType& tpe_sampler()
{
    static const SamplerType type{
        .id = "tpe",
        .title = LOOM_TEXT("TPE (Bayesian)"),
        .help = LOOM_TEXT("Begins with ten random trials and then draws where good ones lie closer together than bad ones. The best of the "
                          "three from about twenty trials on."),
        .next = next_by_tpe,
    };
    return type;
}

} // namespace loom
