#pragma once
#include "base/result.h"

#include <functional>
#include <memory>
#include <string_view>

namespace loom {

/// How a text is cut into pieces.
enum class TokenKind : std::uint8_t {
    Words,      // Words and numbers as ICU finds them (UAX 29; Chinese by dictionary), without the marks between them.
    Characters, // Code points, all of them.
    Spaces,     // What stands between white space.
    Stretches,  // Of a text with marked words: from mark to mark, and cut where the script changes.
};

/// Cuts texts. Not to be used from two threads at once: each has its own.
class Tokenizer {
public:
    explicit Tokenizer(TokenKind);
    Tokenizer(const Tokenizer&) = delete;
    Tokenizer& operator=(const Tokenizer&) = delete;
    ~Tokenizer();

    /// Calls `take` with each piece of a UTF-8 text, in order; they point into it.
    void each(std::string_view text, const std::function<void(std::string_view)>& take);

private:
    struct Breaks;
    TokenKind kind_;
    std::unique_ptr<Breaks> breaks_; // Of words.
};

/// What subwords are cut from, as SentencePiece's rule nmt_nfkc makes it: NFKC (the full-width tilde apart), without control
/// characters, runs of white space joined and each written as the mark “▁”, one of which stands in front.
std::string marked_words(std::string_view utf8);
constexpr std::string_view word_mark = "\u2581";

/// In small letters, by Unicode's rules without a language of its own.
std::string lower_case(std::string_view utf8);

} // namespace loom
