#include "data/tokens.h"

#include <unicode/stringoptions.h>
#include <unicode/casemap.h>
#include <unicode/bytestream.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>
#include <unicode/utf8.h>

namespace loom {

struct Tokenizer::Breaks {
    UErrorCode error = U_ZERO_ERROR;
    UBreakIterator* words = ubrk_open(UBRK_WORD, "", nullptr, 0, &error);
    UText* text = nullptr;

    Breaks() = default;
    Breaks(const Breaks&) = delete;
    Breaks& operator=(const Breaks&) = delete;
    ~Breaks()
    {
        utext_close(text);
        ubrk_close(words);
    }
};

Tokenizer::Tokenizer(TokenKind kind) : kind_(kind)
{
    if (kind == TokenKind::Words)
        breaks_ = std::make_unique<Breaks>();
}

Tokenizer::~Tokenizer() = default;

void Tokenizer::each(std::string_view text, const std::function<void(std::string_view)>& take)
{
    if (kind_ == TokenKind::Words) {
        Breaks& b = *breaks_;
        b.text = utext_openUTF8(b.text, text.data(), std::int64_t(text.size()), &b.error);
        ubrk_setUText(b.words, b.text, &b.error);
        if (U_FAILURE(b.error))
            return;
        std::int32_t begin = ubrk_first(b.words);
        for (std::int32_t end = ubrk_next(b.words); end != UBRK_DONE; begin = end, end = ubrk_next(b.words))
            if (ubrk_getRuleStatus(b.words) >= UBRK_WORD_NONE_LIMIT)
                take(text.substr(std::size_t(begin), std::size_t(end - begin)));
        return;
    }
    const auto size = std::int32_t(std::min<std::size_t>(text.size(), std::size_t{1} << 30));
    std::int32_t begin = -1; // Of a piece between white space.
    for (std::int32_t i = 0; i < size;) {
        const std::int32_t at = i;
        UChar32 c = 0;
        U8_NEXT_OR_FFFD(text.data(), i, size, c);
        if (kind_ == TokenKind::Characters) {
            take(text.substr(std::size_t(at), std::size_t(i - at)));
        } else if (u_isUWhiteSpace(c)) {
            if (begin >= 0)
                take(text.substr(std::size_t(begin), std::size_t(at - begin)));
            begin = -1;
        } else if (begin < 0) {
            begin = at;
        }
    }
    if (begin >= 0)
        take(text.substr(std::size_t(begin), std::size_t(size - begin)));
}

std::string lower_case(std::string_view utf8)
{
    std::string lower;
    icu::StringByteSink<std::string> sink(&lower, std::int32_t(utf8.size()));
    UErrorCode error = U_ZERO_ERROR;
    icu::CaseMap::utf8ToLower("", 0, icu::StringPiece(utf8.data(), std::int32_t(utf8.size())), sink, nullptr, error);
    return U_SUCCESS(error) ? lower : std::string(utf8);
}

} // namespace loom
