#include "data/vocabulary.h"
#include "base/threads.h"
#include "data/table.h"

#include <algorithm>

namespace loom {

void PieceReader::each(std::string_view text, const std::function<void(std::string_view)>& take)
{
    std::string made;
    std::string_view read = text;
    if (pieces_.lower)
        read = made = lower_case(read);
    if (pieces_.kind == TokenKind::Stretches)
        read = made = marked_words(read);
    if (pieces_.from == 1 && pieces_.to == 1)
        return tokenizer_.each(read, take);
    found_.clear();
    tokenizer_.each(read, [&](std::string_view piece) { found_.push_back(piece); });
    const auto from = std::size_t(pieces_.from), to = std::size_t(pieces_.to);
    for (std::size_t i = 0; i < found_.size(); ++i) {
        joined_.clear();
        for (std::size_t n = 1; n <= to && i + n <= found_.size(); ++n) {
            if (n > 1 && pieces_.kind != TokenKind::Characters)
                joined_ += ' ';
            joined_ += found_[i + n - 1];
            if (n >= from)
                take(joined_);
        }
    }
}

std::vector<PieceCount> count_pieces(const Texts& texts, std::span<const std::uint32_t> rows, const Pieces& pieces, std::size_t least,
                                     std::size_t most, const Progress* progress)
{
    struct Count {
        std::size_t times = 0, texts = 0, last = ~std::size_t{0};
    };
    // Each thread counts every n-th block; sums do not depend on the order.
    constexpr std::size_t block = 256;
    const auto threads = std::size_t(allowed_processors());
    std::vector<TextMap<Count>> counted(threads);
    parallel_for(threads, int(threads), [&](std::size_t t) {
        PieceReader reader(pieces);
        for (std::size_t begin = t * block; begin < rows.size() && !(progress && progress->cancelled); begin += threads * block)
            for (std::size_t i = begin; i < std::min(begin + block, rows.size()); ++i)
                reader.each(texts[rows[i]], [&](std::string_view piece) {
                    auto it = counted[t].find(piece);
                    if (it == counted[t].end())
                        it = counted[t].emplace(piece, Count{}).first;
                    Count& count = it->second;
                    ++count.times;
                    count.texts += count.last != i;
                    count.last = i;
                });
    });
    TextMap<Count>& all = counted[0];
    for (std::size_t t = 1; t < threads; ++t) {
        for (const auto& [piece, count] : counted[t]) {
            Count& sum = all[piece];
            sum.times += count.times;
            sum.texts += count.texts;
        }
        counted[t] = {};
    }
    std::vector<PieceCount> list;
    for (const auto& [piece, count] : all)
        if (count.times >= least)
            list.push_back({piece, count.times, count.texts});
    std::ranges::sort(list, [](const PieceCount& a, const PieceCount& b) {
        return a.times != b.times ? a.times > b.times : a.piece < b.piece;
    });
    if (list.size() > most)
        list.resize(most);
    return list;
}

} // namespace loom
