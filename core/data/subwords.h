#pragma once
#include "base/threads.h"
#include "data/vocabulary.h"

#include <nlohmann/json_fwd.hpp>

namespace loom {

/// Pieces of words. They never go across a mark or from one script to another (TokenKind::Stretches), have at most 16
/// characters, and every character that is known at all is one of them.
struct Subwords {
    std::vector<std::string> pieces;  // Different ones.
    std::vector<double> scores = {};  // Of a unigram model: the logarithm of each piece's probability. Empty: what is merged
                                      // first stands first.

    static constexpr std::size_t longest = 16; // In characters.
    /// Whether there are pieces, none of them empty or there twice, and as many scores, all of them finite, or none.
    bool sound() const;
};

void to_json(nlohmann::json&, const Subwords&);
/// Throws the library's exceptions.
void from_json(const nlohmann::json&, Subwords&);

struct SubwordWishes {
    std::size_t most = 8'000;  // Pieces.
    std::size_t least = 1;     // Rarer pairs and characters are not learned.
    double coverage = 0.9995;  // Of the characters; the rarest of the others are unknown ones.
    int threads = allowed_processors(); // They change nothing.
    const Progress* progress = nullptr; // Where it is cancelled, what is learned counts for nothing.

    bool stopped() const { return progress && progress->cancelled; }
};

/// Byte-pair encoding (Sennrich, Haddow, Birch 2016): what stands beside each other most often is merged, again and again; the
/// shorter and then the first by its bytes where two come equally often. Merges in their order, then the characters, the most
/// frequent first: the pieces of SentencePiece.
Subwords learn_merges(std::span<const PieceCount> stretches, const SubwordWishes&);

/// A unigram language model (Kudo 2018): begins with all that comes twice, and leaves out, a quarter at a time, those pieces
/// without which the texts become least unlikely. As SentencePiece does it: two rounds of expectation maximisation with digamma
/// between them. The most probable pieces first. The same for any number of threads.
Subwords learn_unigram(std::span<const PieceCount> stretches, const SubwordWishes&);

/// Pieces ready to cut stretches by. Safe to use from several threads.
class SubwordTable {
public:
    explicit SubwordTable(const Subwords&); // A sound one.
    bool unigram() const { return !scores_.empty(); }

private:
    friend class SubwordReader;
    struct Node {
        std::uint32_t first = 0, count = 0; // Its children, by their bytes.
        std::int32_t piece = -1;
        std::uint8_t byte = 0;
    };
    /// The child of a node, or 0.
    std::uint32_t child(std::uint32_t node, std::uint8_t byte) const;

    TextMap<std::int32_t> numbers_;
    std::vector<float> scores_;
    float unknown_score_ = 0;
    std::vector<Node> nodes_; // Of a unigram model: the pieces as a tree of bytes, the root first.
};

/// Cuts stretches, and remembers those it met. Not to be used from two threads at once.
class SubwordReader {
public:
    explicit SubwordReader(const SubwordTable& table) : table_(table) {}
    /// The places of the pieces in their list; −1 for a run of unknown characters. Valid until the next call.
    std::span<const std::int32_t> cut(std::string_view stretch);

private:
    void merge(std::string_view stretch);
    void most_probable(std::string_view stretch);
    void add(std::int32_t piece);

    struct Symbol {
        std::int32_t previous, next; // −1: none.
        std::uint32_t begin, size;   // In bytes; size 0: merged into the one before.
    };
    struct Pair {
        std::int32_t rank;
        std::uint32_t left, right, size;
    };
    struct Best {
        float score;
        std::int32_t piece;
        std::uint32_t from;
        bool reached;
    };
    const SubwordTable& table_;
    std::vector<std::int32_t> found_;
    TextMap<std::vector<std::int32_t>> met_;
    std::vector<Symbol> symbols_;
    std::vector<Pair> agenda_;
    std::vector<Best> best_;
};

} // namespace loom
