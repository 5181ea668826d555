#include "data/subword_text.h"

#include <algorithm>
#include <limits>

namespace loom {

SubwordText::SubwordText(std::span<const PieceCount> words, const SubwordWishes& wishes, std::size_t longest)
{
    Tokenizer tokenizer(TokenKind::Characters);
    TextMap<std::size_t> counts;
    std::size_t all = 0;
    for (const PieceCount& word : words)
        tokenizer.each(word.piece, [&](std::string_view c) {
            auto it = counts.find(c);
            if (it == counts.end())
                it = counts.emplace(c, 0).first;
            it->second += word.times;
            all += word.times;
        });
    std::vector<std::pair<std::string, std::size_t>> order(counts.begin(), counts.end());
    std::ranges::sort(order, [](const auto& a, const auto& b) { return a.second != b.second ? a.second > b.second : a.first < b.first; });
    TextMap<Symbol> numbers;
    std::size_t covered = 0;
    constexpr std::size_t most_characters = std::numeric_limits<Symbol>::max();
    for (auto& [c, n] : order) {
        if (double(covered) / double(all) >= wishes.coverage || n < wishes.least || characters.size() == std::min(wishes.most, most_characters))
            break;
        covered += n;
        characters.push_back(c);
        times.push_back(n);
        numbers.emplace(std::move(c), Symbol(characters.size()));
    }

    // Those that come most often first: where the memory that 32 bits can count ends, the rarest are left out.
    for (const PieceCount& word : words) {
        if (symbols.size() + 2 * word.piece.size() > std::numeric_limits<std::uint32_t>::max() / 2)
            break;
        auto begin = std::uint32_t(symbols.size());
        const auto end = [&] {
            if (symbols.size() > begin) {
                stretches.push_back({begin, std::uint32_t(symbols.size()), word.times});
                symbols.push_back(0);
            }
            begin = std::uint32_t(symbols.size());
        };
        tokenizer.each(word.piece, [&](std::string_view c) {
            const auto it = numbers.find(c);
            if (it == numbers.end() || (longest > 0 && symbols.size() - begin == longest))
                end();
            if (it != numbers.end())
                symbols.push_back(it->second);
        });
        end();
    }
}

} // namespace loom
