#include "data/tokens.h"

#include <unicode/stringoptions.h>
#include <unicode/casemap.h>
#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/uniset.h>
#include <unicode/uscript.h>
#include <unicode/utext.h>
#include <unicode/utf8.h>

#include <algorithm>

namespace loom {
namespace {

constexpr UChar32 mark = 0x2581;

/// Japanese writes with three scripts in one word; marks above letters belong to these. USCRIPT_INHERITED: to any.
UScriptCode script_of(UChar32 c)
{
    if (c < 0x80)
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ? USCRIPT_LATIN : USCRIPT_COMMON;
    UErrorCode error = U_ZERO_ERROR;
    const UScriptCode script = uscript_getScript(c, &error);
    return script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA || c == 0x30FC ? USCRIPT_HAN : script;
}

void each_stretch(std::string_view text, const std::function<void(std::string_view)>& take)
{
    const auto size = std::int32_t(std::min<std::size_t>(text.size(), std::size_t{1} << 30));
    std::int32_t begin = 0;
    UScriptCode script = USCRIPT_INHERITED;
    for (std::int32_t i = 0; i < size;) {
        const std::int32_t at = i;
        UChar32 c = 0;
        U8_NEXT_OR_FFFD(text.data(), i, size, c);
        const UScriptCode its = c == mark ? USCRIPT_INHERITED : script_of(c);
        const bool other = its != USCRIPT_INHERITED && script != USCRIPT_INHERITED && its != script;
        if ((c == mark || other) && at > begin) {
            take(text.substr(std::size_t(begin), std::size_t(at - begin)));
            begin = at;
            script = its;
        } else if (its != USCRIPT_INHERITED) {
            script = its;
        }
    }
    if (size > begin)
        take(text.substr(std::size_t(begin), std::size_t(size - begin)));
}

/// White space, and what SentencePiece counts as some: marks without width and direction marks, what could not be decoded.
bool parts_words(UChar32 c)
{
    return u_isUWhiteSpace(c) || c == mark || c == 0x200B || c == 0x200C || c == 0x200E || c == 0x200F || c == 0xFEFF || c == 0xFFFD;
}

} // namespace

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
    if (kind_ == TokenKind::Stretches)
        return each_stretch(text, take);
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

std::string marked_words(std::string_view utf8)
{
    constexpr std::size_t longest = std::size_t{1} << 30; // ICU counts bytes in 32 bits.
    utf8 = utf8.substr(0, longest);
    std::string composed;
    if (std::ranges::any_of(utf8, [](char c) { return (c & 0x80) != 0; })) {
        static constexpr UChar32 tilde = 0xFF5E;
        UErrorCode error = U_ZERO_ERROR;
        static const icu::UnicodeSet all_but_tilde = [] {
            icu::UnicodeSet set(0, 0x10FFFF);
            set.remove(tilde);
            set.freeze();
            return set;
        }();
        if (const icu::Normalizer2* const all = icu::Normalizer2::getNFKCInstance(error); U_SUCCESS(error)) {
            const icu::FilteredNormalizer2 nfkc(*all, all_but_tilde);
            icu::StringByteSink<std::string> sink(&composed, std::int32_t(utf8.size()));
            nfkc.normalizeUTF8(0, icu::StringPiece(utf8.data(), std::int32_t(utf8.size())), sink, nullptr, error);
        }
        if (U_SUCCESS(error))
            utf8 = std::string_view(composed).substr(0, longest);
    }
    std::string marked;
    marked.reserve(utf8.size() + utf8.size() / 4);
    const auto size = std::int32_t(utf8.size());
    bool parted = true;
    for (std::int32_t i = 0; i < size;) {
        const std::int32_t at = i;
        UChar32 c = 0;
        U8_NEXT_OR_FFFD(utf8.data(), i, size, c);
        if (parts_words(c)) {
            parted = true;
        } else if (u_charType(c) != U_CONTROL_CHAR) {
            if (parted)
                marked += word_mark;
            parted = false;
            marked += utf8.substr(std::size_t(at), std::size_t(i - at));
        }
    }
    return marked;
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
