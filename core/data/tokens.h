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

/// In small letters, by Unicode's rules without a language of its own.
std::string lower_case(std::string_view utf8);

} // namespace loom
