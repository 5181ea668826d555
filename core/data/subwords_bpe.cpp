#include "data/subword_text.h"

#include <algorithm>
#include <queue>
#include <utility>

namespace loom {
namespace {

/// The text as it is merged: where symbols stand is a list in which each knows its neighbours.
class Merging {
public:
    Merging(std::span<const PieceCount> stretches, const SubwordWishes& wishes) : wishes_(wishes), text_(stretches, wishes)
    {
        names_.emplace_back();
        for (const std::string& c : text_.characters)
            names_.push_back({c, 1});
        symbols_.assign(text_.symbols.begin(), text_.symbols.end());
        text_.symbols = {};
        next_.resize(symbols_.size());
        previous_.resize(symbols_.size());
        times_.resize(symbols_.size());
        for (const auto& stretch : text_.stretches)
            for (std::uint32_t i = stretch.begin; i < stretch.end; ++i) {
                previous_[i] = i > stretch.begin ? std::int32_t(i) - 1 : -1;
                next_[i] = i + 1 < stretch.end ? std::int32_t(i) + 1 : -1;
                times_[i] = stretch.times;
            }
        for (std::size_t i = 0; i < symbols_.size(); ++i)
            if (symbols_[i] != 0 && next_[i] >= 0)
                stand(std::int32_t(i));
        queue_new();
    }

    Subwords learn()
    {
        Subwords learned;
        const std::size_t merges = wishes_.most - text_.characters.size();
        // No piece comes of two pairs (ab + c and a + bc): between borders that nothing was merged across, the same has been
        // merged everywhere.
        while (learned.pieces.size() < merges && !queue_.empty() && !wishes_.stopped()) {
            const Entry best = queue_.top();
            queue_.pop();
            const Pair& pair = pairs_[best.pair];
            if (pair.times < std::int64_t(std::max<std::size_t>(wishes_.least, 1)))
                continue;
            if (best.times != pair.times) {
                queue_.push({pair.times, best.pair});
                continue;
            }
            learned.pieces.push_back(pair.name);
            merge(best.pair);
            queue_new();
        }
        std::ranges::move(text_.characters, std::back_inserter(learned.pieces));
        return learned;
    }

private:
    struct Name {
        std::string text;
        std::size_t characters = 0;
    };
    struct Pair {
        std::int32_t left = 0, right = 0;
        std::int64_t times = 0;
        std::string name;
        std::size_t characters = 0;
        std::vector<std::int32_t> places = {}; // Of its left symbol, some of which may have changed since.
    };
    struct Entry {
        std::int64_t times; // At least as often as it comes now.
        std::size_t pair;
    };
    struct Later {
        const std::vector<Pair>& pairs;
        bool operator()(const Entry& one, const Entry& other) const
        {
            if (one.times != other.times)
                return one.times < other.times;
            const Pair &a = pairs[one.pair], &b = pairs[other.pair];
            return a.characters != b.characters ? a.characters > b.characters : a.name > b.name;
        }
    };

    static std::uint64_t key(std::int32_t left, std::int32_t right) { return std::uint64_t(left) << 32 | std::uint32_t(right); }

    /// A pair stands at `left` now.
    void stand(std::int32_t left)
    {
        const auto at = std::size_t(left);
        const std::int32_t l = symbols_[at], r = symbols_[std::size_t(next_[at])];
        const Name &a = names_[std::size_t(l)], &b = names_[std::size_t(r)];
        if (a.characters + b.characters > Subwords::longest)
            return;
        const auto [it, fresh] = numbers_.try_emplace(key(l, r), pairs_.size());
        if (fresh) {
            pairs_.push_back({l, r, 0, a.text + b.text, a.characters + b.characters});
            new_.push_back(it->second);
        }
        Pair& pair = pairs_[it->second];
        pair.times += std::int64_t(times_[at]);
        pair.places.push_back(left);
    }
    /// The pair that stood at `left` does so no longer.
    void leave(std::int32_t left)
    {
        const auto at = std::size_t(left);
        if (const auto it = numbers_.find(key(symbols_[at], symbols_[std::size_t(next_[at])])); it != numbers_.end())
            pairs_[it->second].times -= std::int64_t(times_[at]);
    }

    /// A pair is most frequent when its symbols are new; behind that it only becomes rarer.
    void queue_new()
    {
        for (const std::size_t pair : new_)
            queue_.push({pairs_[pair].times, pair});
        new_.clear();
    }

    void merge(std::size_t number)
    {
        const std::int32_t left = pairs_[number].left, right = pairs_[number].right;
        const auto symbol = std::int32_t(names_.size());
        names_.push_back({pairs_[number].name, pairs_[number].characters});
        const std::vector<std::int32_t> places = std::exchange(pairs_[number].places, {});
        for (const std::int32_t place : places) {
            const auto at = std::size_t(place);
            const std::int32_t second = next_[at];
            if (symbols_[at] != left || second < 0 || symbols_[std::size_t(second)] != right)
                continue;
            const std::int32_t before = previous_[at], behind = next_[std::size_t(second)];
            if (before >= 0)
                leave(before);
            if (behind >= 0)
                leave(second);
            symbols_[at] = symbol;
            symbols_[std::size_t(second)] = 0;
            next_[at] = behind;
            if (behind >= 0) {
                previous_[std::size_t(behind)] = place;
                stand(place);
            }
            if (before >= 0)
                stand(before);
        }
    }

    const SubwordWishes wishes_;
    SubwordText text_;
    std::vector<Name> names_; // Of symbols; that of 0 is empty.
    std::vector<std::int32_t> symbols_, next_, previous_;
    std::vector<std::size_t> times_;
    std::unordered_map<std::uint64_t, std::size_t> numbers_;
    std::vector<Pair> pairs_;
    std::vector<std::size_t> new_;
    std::priority_queue<Entry, std::vector<Entry>, Later> queue_{Later{pairs_}};
};

} // namespace

Subwords learn_merges(std::span<const PieceCount> stretches, const SubwordWishes& wishes)
{
    return Merging(stretches, wishes).learn();
}

} // namespace loom
