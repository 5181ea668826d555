#pragma once
#include "data/tokens.h"

#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace loom {

class Texts;
struct Progress;

/// For looking up pieces of texts without a copy of each.
struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
};
template <class Value>
using TextMap = std::unordered_map<std::string, Value, TextHash, std::equal_to<>>;

/// What runs of `from` to `to` pieces (parted by a blank; characters are not parted) a text holds: {"so", "so good", …},
/// those that begin first first and the short ones before the long ones. Of stretches the words are marked first.
struct Pieces {
    TokenKind kind = TokenKind::Words;
    bool lower = true;
    std::int64_t from = 1, to = 1;
};

/// Not to be used from two threads at once.
class PieceReader {
public:
    explicit PieceReader(const Pieces& pieces) : pieces_(pieces), tokenizer_(pieces.kind) {}
    void each(std::string_view text, const std::function<void(std::string_view)>& take);

private:
    Pieces pieces_;
    Tokenizer tokenizer_;
    std::vector<std::string_view> found_;
    std::string joined_;
};

struct PieceCount {
    std::string piece;
    std::size_t times = 0, texts = 0; // In how many texts.
};
/// Of the texts in these rows: the pieces that come at least `least` times, the most frequent first and equally frequent
/// ones in the order of their bytes, at most `most` of them. The same for any number of threads. Some of them where it was stopped.
std::vector<PieceCount> count_pieces(const Texts&, std::span<const std::uint32_t> rows, const Pieces&, std::size_t least,
                                     std::size_t most, const Progress* = nullptr);

} // namespace loom
