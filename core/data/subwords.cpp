#include "data/subwords.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace loom {
namespace {

/// Of the UTF-8 character that begins with this byte.
std::uint32_t character_size(char first)
{
    const auto byte = std::uint8_t(first);
    return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

} // namespace

bool Subwords::sound() const
{
    std::vector<std::string_view> sorted(pieces.begin(), pieces.end());
    std::ranges::sort(sorted);
    return !sorted.empty() && !sorted.front().empty() && std::ranges::adjacent_find(sorted) == sorted.end() &&
           (scores.empty() || scores.size() == pieces.size()) &&
           std::ranges::all_of(scores, [](double score) { return std::isfinite(float(score)); });
}

void to_json(nlohmann::json& json, const Subwords& subwords)
{
    json = {{"pieces", subwords.pieces}};
    if (!subwords.scores.empty())
        json["scores"] = subwords.scores;
}

void from_json(const nlohmann::json& json, Subwords& subwords)
{
    json.at("pieces").get_to(subwords.pieces);
    if (json.contains("scores"))
        json.at("scores").get_to(subwords.scores);
}

SubwordTable::SubwordTable(const Subwords& subwords)
{
    const auto& pieces = subwords.pieces;
    for (const std::string& piece : pieces)
        numbers_.emplace(piece, std::int32_t(numbers_.size()));
    if (subwords.scores.empty())
        return;
    scores_.assign(subwords.scores.begin(), subwords.scores.end());
    unknown_score_ = *std::ranges::min_element(scores_) - 10; // As SentencePiece has it.

    // Level by level: the children of a node lie beside each other.
    std::vector<std::int32_t> order(pieces.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = std::int32_t(i);
    std::ranges::sort(order, {}, [&](std::int32_t i) -> const std::string& { return pieces[std::size_t(i)]; });
    struct Range {
        std::size_t begin, end, depth;
    };
    std::vector<Range> ranges{{0, order.size(), 0}};
    nodes_.emplace_back();
    for (std::size_t at = 0; at < nodes_.size(); ++at) {
        auto [begin, end, depth] = ranges[at];
        if (pieces[std::size_t(order[begin])].size() == depth)
            nodes_[at].piece = order[begin++];
        nodes_[at].first = std::uint32_t(nodes_.size());
        while (begin < end) {
            const auto byte = [&](std::size_t i) { return std::uint8_t(pieces[std::size_t(order[i])][depth]); };
            std::size_t same = begin;
            while (same < end && byte(same) == byte(begin))
                ++same;
            ++nodes_[at].count;
            nodes_.push_back({.byte = byte(begin)});
            ranges.push_back({begin, same, depth + 1});
            begin = same;
        }
    }
}

std::uint32_t SubwordTable::child(std::uint32_t node, std::uint8_t byte) const
{
    const auto children = std::span(nodes_).subspan(nodes_[node].first, nodes_[node].count);
    const auto it = std::ranges::lower_bound(children, byte, {}, &Node::byte);
    return it == children.end() || it->byte != byte ? 0 : nodes_[node].first + std::uint32_t(it - children.begin());
}

std::span<const std::int32_t> SubwordReader::cut(std::string_view stretch)
{
    constexpr std::size_t remembered = 1 << 16, longest_remembered = 48;
    const bool remember = stretch.size() <= longest_remembered;
    if (remember)
        if (const auto it = met_.find(stretch); it != met_.end())
            return it->second;
    found_.clear();
    if (table_.unigram())
        most_probable(stretch);
    else
        merge(stretch);
    if (!remember)
        return found_;
    if (met_.size() >= remembered)
        met_.clear();
    return met_.emplace(stretch, found_).first->second;
}

void SubwordReader::add(std::int32_t piece)
{
    if (piece >= 0 || found_.empty() || found_.back() >= 0)
        found_.push_back(piece);
}

void SubwordReader::merge(std::string_view stretch)
{
    symbols_.clear();
    for (std::uint32_t at = 0; at < stretch.size();) {
        const std::uint32_t size = std::min(character_size(stretch[at]), std::uint32_t(stretch.size()) - at);
        symbols_.push_back({std::int32_t(symbols_.size()) - 1, std::int32_t(symbols_.size()) + 1, at, size});
        at += size;
    }
    if (symbols_.empty())
        return;
    symbols_.back().next = -1;
    // The pair that was merged first is on top; of several, the one at the left.
    const auto later = [](const Pair& a, const Pair& b) { return a.rank != b.rank ? a.rank > b.rank : a.left > b.left; };
    agenda_.clear();
    const auto consider = [&](std::int32_t left, std::int32_t right) {
        if (left < 0 || right < 0)
            return;
        const Symbol &l = symbols_[std::size_t(left)], &r = symbols_[std::size_t(right)];
        const auto it = table_.numbers_.find(stretch.substr(l.begin, l.size + r.size));
        if (it == table_.numbers_.end())
            return;
        agenda_.push_back({it->second, std::uint32_t(left), std::uint32_t(right), l.size + r.size});
        std::ranges::push_heap(agenda_, later);
    };
    for (std::int32_t i = 1; i < std::int32_t(symbols_.size()); ++i)
        consider(i - 1, i);
    while (!agenda_.empty()) {
        std::ranges::pop_heap(agenda_, later);
        const Pair pair = agenda_.back();
        agenda_.pop_back();
        Symbol &left = symbols_[pair.left], &right = symbols_[pair.right];
        if (left.size == 0 || right.size == 0 || left.size + right.size != pair.size)
            continue;
        left.size = pair.size;
        left.next = right.next;
        right.size = 0;
        if (left.next >= 0)
            symbols_[std::size_t(left.next)].previous = std::int32_t(pair.left);
        consider(left.previous, std::int32_t(pair.left));
        consider(std::int32_t(pair.left), left.next);
    }
    for (std::int32_t i = 0; i >= 0; i = symbols_[std::size_t(i)].next) {
        const Symbol& symbol = symbols_[std::size_t(i)];
        const auto it = table_.numbers_.find(stretch.substr(symbol.begin, symbol.size));
        add(it == table_.numbers_.end() ? -1 : it->second);
    }
}

/// Viterbi's way through the pieces that stand at each place. A character that is no piece costs more than any.
void SubwordReader::most_probable(std::string_view stretch)
{
    const auto size = std::uint32_t(stretch.size());
    best_.assign(size + 1, {0, -1, 0, false});
    best_[0].reached = true;
    const auto offer = [&](std::uint32_t from, std::uint32_t to, std::int32_t piece, float score) {
        Best& best = best_[to];
        if (!best.reached || score > best.score)
            best = {score, piece, from, true};
    };
    for (std::uint32_t at = 0; at < size;) {
        const float here = best_[at].score;
        const std::uint32_t next = std::min(at + character_size(stretch[at]), size);
        bool single = false;
        std::uint32_t node = 0;
        for (std::uint32_t end = at; end < size && (node = table_.child(node, std::uint8_t(stretch[end]))) != 0;) {
            ++end;
            if (const std::int32_t piece = table_.nodes_[node].piece; piece >= 0) {
                offer(at, end, piece, here + table_.scores_[std::size_t(piece)]);
                single = single || end == next;
            }
        }
        if (!single)
            offer(at, next, -1, here + table_.unknown_score_);
        at = next;
    }
    for (std::uint32_t at = size; at > 0; at = best_[at].from)
        found_.push_back(best_[at].piece);
    std::ranges::reverse(found_);
    const auto twice = std::ranges::unique(found_, [](std::int32_t a, std::int32_t b) { return a < 0 && b < 0; });
    found_.erase(twice.begin(), twice.end());
}

} // namespace loom
