#include "base/threads.h"
#include "data/subword_text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace loom {
namespace {

using Symbol = SubwordText::Symbol;

constexpr std::size_t most_seeds = 1'000'000;
constexpr double smallest = 1e-9;        // Of a probability, so that…
constexpr std::size_t cut_behind = 32;   // …products of so many are no zeros.
constexpr double shrinking = 0.75, spare = 1.1;
constexpr std::size_t shares = 8;        // Sums of them are joined in order, however many threads there are.

double digamma(double x)
{
    double result = 0;
    for (; x < 7; ++x)
        result -= 1 / x;
    x -= 0.5;
    const double square = 1 / (x * x);
    return result + std::log(x) + square / 24 - square * square * 7 / 960 + square * square * square * 31 / 8064;
}

class Pruning {
public:
    Pruning(std::span<const PieceCount> stretches, const SubwordWishes& wishes) : wishes_(wishes), text_(stretches, wishes, cut_behind)
    {
        find_seeds();
    }

    Subwords learn()
    {
        const auto enough = std::size_t(spare * double(wishes_.most));
        while (true) {
            for (int round = 0; round < 2; ++round)
                maximise(expected());
            if (pieces_.size() <= enough || wishes_.stopped())
                return finish();
            prune(std::max(enough, std::size_t(shrinking * double(pieces_.size()))));
        }
    }

private:
    struct Piece {
        std::uint32_t at = 0, size = 0; // It stands there in the text.
        double probability = 0;
    };
    using Run = SubwordText::Stretch;

    std::size_t single() const { return text_.characters.size(); } // The first pieces are the characters.

    // ---- What comes twice -----------------------------------------------------------------------------------------------

    /// Sorts places of the text, whose first `depth` symbols are the same, by the symbols behind these.
    void sort_places(std::span<std::uint32_t> places, std::size_t depth)
    {
        constexpr std::size_t at_once = 4;
        std::vector<std::pair<std::uint64_t, std::uint32_t>> keyed(places.size());
        for (std::size_t i = 0; i < places.size(); ++i) {
            std::uint64_t key = 0;
            bool ended = false;
            for (std::size_t k = 0; k < at_once; ++k) {
                const Symbol symbol = ended ? Symbol(0) : text_.symbols[places[i] + depth + k];
                ended = symbol == 0;
                key = key << 16 | symbol;
            }
            keyed[i] = {key, places[i]};
        }
        std::ranges::sort(keyed);
        for (std::size_t i = 0; i < places.size(); ++i)
            places[i] = keyed[i].second;
        depth += at_once;
        for (std::size_t i = 0; i < places.size();) {
            std::size_t same = i + 1;
            while (same < places.size() && keyed[same].first == keyed[i].first)
                ++same;
            if (same - i > 1 && depth < Subwords::longest && (keyed[i].first & 0xFFFF) != 0)
                sort_places(places.subspan(i, same - i), depth);
            i = same;
        }
    }

    std::size_t common(std::uint32_t a, std::uint32_t b) const
    {
        std::size_t n = 0;
        while (n < Subwords::longest && text_.symbols[a + n] == text_.symbols[b + n] && text_.symbols[a + n] != 0)
            ++n;
        return n;
    }

    struct Seed {
        std::size_t first, last; // Among the sorted places: all that begin with it.
        std::uint32_t size;
        std::size_t times;
        double weight() const { return double(times) * size; }
    };

    /// All that cannot be longer without being rarer: the inner nodes of a tree of suffixes, and suffixes of what comes often.
    std::vector<Seed> repeated(std::span<const std::uint32_t> places, std::span<const std::size_t> times_before) const
    {
        const std::size_t least = std::max<std::size_t>(2, wishes_.least);
        std::vector<Seed> seeds;
        const auto offer = [&](std::size_t first, std::size_t last, std::size_t size) {
            if (const std::size_t times = times_before[last + 1] - times_before[first]; size > 1 && times >= least)
                seeds.push_back({first, last, std::uint32_t(size), times});
        };
        struct Open {
            std::size_t depth, first;
        };
        std::vector<Open> open;
        std::size_t before = 0;
        for (std::size_t i = 0; i < places.size(); ++i) {
            const std::size_t shared = i + 1 < places.size() ? common(places[i], places[i + 1]) : 0;
            if (const std::size_t whole = common(places[i], places[i]); whole > std::max(before, shared))
                offer(i, i, whole);
            std::size_t first = i;
            while (!open.empty() && open.back().depth > shared) {
                offer(open.back().first, i, open.back().depth);
                first = open.back().first;
                open.pop_back();
            }
            if (shared > 0 && (open.empty() || open.back().depth < shared))
                open.push_back({shared, first});
            before = shared;
        }
        return seeds;
    }

    void find_seeds()
    {
        text_.symbols.insert(text_.symbols.end(), Subwords::longest, 0);
        std::vector<std::uint32_t> places;
        std::vector<std::size_t> times_of(text_.symbols.size());
        for (const Run& run : text_.stretches)
            for (std::uint32_t at = run.begin; at < run.end; ++at) {
                places.push_back(at);
                times_of[at] = run.times;
            }
        sort_places(places, 0);
        std::vector<std::size_t> times_before(places.size() + 1);
        for (std::size_t i = 0; i < places.size(); ++i)
            times_before[i + 1] = times_before[i] + times_of[places[i]];
        std::vector<Seed> seeds = repeated(places, times_before);
        if (seeds.size() > most_seeds) {
            std::ranges::sort(seeds, [](const Seed& a, const Seed& b) { return a.weight() != b.weight() ? a.weight() > b.weight() : a.first < b.first; });
            seeds.resize(most_seeds);
        }
        std::ranges::sort(seeds, [](const Seed& a, const Seed& b) { return a.size != b.size ? a.size < b.size : a.first < b.first; });

        pieces_.resize(single());
        for (std::size_t i = 0; i < single(); ++i)
            pieces_[i] = {0, 1, double(text_.times[i])};
        for (const Seed& seed : seeds)
            pieces_.push_back({places[seed.first], seed.size, seed.weight()});
        double sum = 0;
        for (const Piece& piece : pieces_)
            sum += piece.probability;
        for (Piece& piece : pieces_)
            piece.probability = std::max(piece.probability / sum, smallest);

        // Which pieces begin at each place, the short ones first.
        ends_.assign(text_.symbols.size() + 1, 0);
        for (const std::uint32_t at : places)
            ends_[at + 1] = 1;
        for (const Seed& seed : seeds)
            for (std::size_t i = seed.first; i <= seed.last; ++i)
                ++ends_[places[i] + 1];
        std::partial_sum(ends_.begin(), ends_.end(), ends_.begin());
        std::vector<std::size_t> free(ends_.begin(), ends_.end() - 1);
        begins_.resize(ends_.back());
        for (const std::uint32_t at : places) {
            const auto character = std::uint32_t(text_.symbols[at] - 1);
            pieces_[character].at = at;
            begins_[free[at]++] = character;
        }
        for (std::size_t k = 0; k < seeds.size(); ++k)
            for (std::size_t i = seeds[k].first; i <= seeds[k].last; ++i)
                begins_[free[places[i]]++] = std::uint32_t(single() + k);
    }

    std::span<const std::uint32_t> begin_at(std::size_t at) const { return std::span(begins_).subspan(ends_[at], ends_[at + 1] - ends_[at]); }

    // ---- Expectation maximisation ---------------------------------------------------------------------------------------

    /// Sums over the stretches of what `count(stretch, sums)` adds: one number for each piece.
    template <class Count>
    std::vector<double> sums_over_stretches(Count count) const
    {
        std::vector<std::vector<double>> sums(shares);
        parallel_for(shares, wishes_.threads, [&](std::size_t s) {
            sums[s].assign(pieces_.size(), 0);
            const std::size_t n = text_.stretches.size();
            for (std::size_t i = s * n / shares; i < (s + 1) * n / shares; ++i)
                count(text_.stretches[i], sums[s]);
        });
        for (std::size_t s = 1; s < shares; ++s)
            for (std::size_t i = 0; i < pieces_.size(); ++i)
                sums[0][i] += sums[s][i];
        return std::move(sums[0]);
    }

    /// How often each piece is to be expected, over all ways to cut the text, by forward and backward sums.
    std::vector<double> expected() const
    {
        return sums_over_stretches([&](const Run& run, std::vector<double>& sums) {
            const std::size_t size = run.end - run.begin;
            std::array<double, cut_behind + 1> to{}, from{};
            to[0] = 1;
            for (std::size_t i = 0; i < size; ++i)
                for (const std::uint32_t piece : begin_at(run.begin + i))
                    to[i + pieces_[piece].size] += to[i] * pieces_[piece].probability;
            from[size] = 1;
            for (std::size_t i = size; i-- > 0;)
                for (const std::uint32_t piece : begin_at(run.begin + i)) {
                    const double rest = pieces_[piece].probability * from[i + pieces_[piece].size];
                    from[i] += rest;
                    sums[piece] += double(run.times) * to[i] * rest / to[size];
                }
        });
    }

    /// New probabilities, with a prior that likes few pieces. Those that are hardly expected at all go; characters stay.
    void maximise(std::vector<double> expected)
    {
        constexpr double threshold = 0.5;
        std::vector<bool> stays(pieces_.size());
        double sum = 0;
        for (std::size_t i = 0; i < pieces_.size(); ++i) {
            if (i < single())
                expected[i] = std::max(expected[i], threshold);
            stays[i] = expected[i] >= threshold;
            if (stays[i])
                sum += expected[i];
        }
        const double all = digamma(sum);
        for (std::size_t i = 0; i < pieces_.size(); ++i)
            if (stays[i])
                pieces_[i].probability = std::max(std::exp(digamma(expected[i]) - all), smallest);
        keep(stays);
    }

    void keep(const std::vector<bool>& stays)
    {
        constexpr auto gone = ~std::uint32_t{0};
        std::vector<std::uint32_t> number(pieces_.size(), gone);
        std::uint32_t count = 0;
        for (std::size_t i = 0; i < pieces_.size(); ++i)
            if (stays[i]) {
                number[i] = count;
                pieces_[count++] = pieces_[i];
            }
        pieces_.resize(count);
        std::size_t kept = 0, begin = 0;
        for (std::size_t at = 0; at + 1 < ends_.size(); ++at) {
            const std::size_t end = ends_[at + 1];
            for (std::size_t i = begin; i < end; ++i)
                if (number[begins_[i]] != gone)
                    begins_[kept++] = number[begins_[i]];
            begin = end;
            ends_[at + 1] = kept;
        }
        begins_.resize(kept);
    }

    // ---- Pruning --------------------------------------------------------------------------------------------------------

    /// The most probable way through a part of the text, from the last piece to the first, without pieces as long as it where
    /// `parted`; returns its logarithm.
    double most_probable(std::size_t begin, std::size_t size, bool parted, std::vector<std::uint32_t>& way) const
    {
        std::array<double, cut_behind + 1> best;
        std::array<std::uint32_t, cut_behind + 1> last{};
        best.fill(-INFINITY);
        best[0] = 0;
        for (std::size_t i = 0; i < size; ++i)
            for (const std::uint32_t piece : begin_at(begin + i)) {
                const std::size_t end = i + pieces_[piece].size;
                if (end > size || (parted && i == 0 && end == size))
                    break;
                if (const double score = best[i] + scores_[piece]; score > best[end]) {
                    best[end] = score;
                    last[end] = piece;
                }
            }
        way.clear();
        for (std::size_t end = size; end > 0; end -= pieces_[last[end]].size)
            way.push_back(last[end]);
        return best[size];
    }

    /// Keeps `wanted` pieces: characters, and those whose loss would make the text least likely, as if all that is cut into
    /// one were cut into its second best pieces instead.
    void prune(std::size_t wanted)
    {
        scores_.resize(pieces_.size());
        std::ranges::transform(pieces_, scores_.begin(), [](const Piece& piece) { return std::log(piece.probability); });
        const std::vector<double> times = sums_over_stretches([&](const Run& run, std::vector<double>& sums) {
            thread_local std::vector<std::uint32_t> way;
            most_probable(run.begin, run.end - run.begin, false, way);
            for (const std::uint32_t piece : way)
                sums[piece] += double(run.times);
        });
        const double sum = std::accumulate(times.begin(), times.end(), 0.0);
        std::vector<double> loss(pieces_.size(), -INFINITY);
        constexpr std::size_t block = 4096;
        const std::size_t multiple = pieces_.size() - single();
        parallel_for((multiple + block - 1) / block, wishes_.threads, [&](std::size_t b) {
            std::vector<std::uint32_t> way;
            for (std::size_t i = single() + b * block; i < std::min(single() + (b + 1) * block, pieces_.size()); ++i) {
                if (times[i] == 0 || most_probable(pieces_[i].at, pieces_[i].size, true, way) >= scores_[i])
                    continue;
                const double sum_without = std::log(sum + times[i] * double(way.size() - 1));
                double without = 0;
                for (const std::uint32_t piece : way)
                    without += std::log(times[piece] + times[i]) - sum_without;
                loss[i] = times[i] * (std::log(times[i]) - std::log(sum) - without);
            }
        });
        std::vector<std::uint32_t> order(multiple);
        std::iota(order.begin(), order.end(), std::uint32_t(single()));
        std::erase_if(order, [&](std::uint32_t i) { return loss[i] == -INFINITY; });
        std::ranges::sort(order, [&](std::uint32_t a, std::uint32_t b) { return loss[a] != loss[b] ? loss[a] > loss[b] : a < b; });
        order.resize(std::min(order.size(), wanted - single()));
        std::vector<bool> stays(pieces_.size());
        std::fill_n(stays.begin(), single(), true);
        for (const std::uint32_t i : order)
            stays[i] = true;
        keep(stays);
    }

    Subwords finish() const
    {
        struct Named {
            std::string piece;
            double score;
        };
        std::vector<Named> named;
        for (std::size_t i = 0; i < pieces_.size(); ++i) {
            Named made{{}, std::round(std::log(pieces_[i].probability) * 1e6) / 1e6}; // As files keep it.
            if (i < single())
                made.piece = text_.characters[i];
            else
                for (std::uint32_t k = 0; k < pieces_[i].size; ++k)
                    made.piece += text_.characters[text_.symbols[pieces_[i].at + k] - 1u];
            named.push_back(std::move(made));
        }
        const auto more = [](const Named& a, const Named& b) { return a.score != b.score ? a.score > b.score : a.piece < b.piece; };
        std::sort(named.begin() + std::ptrdiff_t(single()), named.end(), more);
        named.resize(std::min(named.size(), wishes_.most));
        std::ranges::sort(named, more);
        Subwords learned;
        for (Named& one : named) {
            learned.pieces.push_back(std::move(one.piece));
            learned.scores.push_back(one.score);
        }
        return learned;
    }

    const SubwordWishes wishes_;
    SubwordText text_;
    std::vector<Piece> pieces_;
    std::vector<double> scores_;        // Logarithms of their probabilities, while pruning.
    std::vector<std::size_t> ends_;     // Where the pieces of each place end in…
    std::vector<std::uint32_t> begins_; // …this list: those of place i are from ends_[i] to ends_[i + 1].
};

} // namespace

Subwords learn_unigram(std::span<const PieceCount> stretches, const SubwordWishes& wishes)
{
    return Pruning(stretches, wishes).learn();
}

} // namespace loom
