#include "bridge/search.h"

#include <unicode/translit.h>

#include <algorithm>
#include <memory>

namespace loom {
namespace {

/// "quan lian jie" for 全连接; empty where there is nothing Chinese.
QString pinyin_of(const QString& text)
{
    if (std::ranges::none_of(text, [](QChar c) { return c.script() == QChar::Script_Han; }))
        return {};
    static const auto to_latin = [] {
        UErrorCode code = U_ZERO_ERROR;
        return std::unique_ptr<icu::Transliterator>(
            icu::Transliterator::createInstance("Han-Latin; Latin-ASCII; Lower", UTRANS_FORWARD, code));
    }();
    if (!to_latin)
        return {};
    icu::UnicodeString characters(reinterpret_cast<const char16_t*>(text.utf16()), int(text.size()));
    to_latin->transliterate(characters);
    return QString::fromUtf16(characters.getBuffer(), characters.length());
}

int rank_in(const QString& text, const QString& word)
{
    const auto at = text.indexOf(word);
    if (at < 0)
        return 0;
    return at == 0 ? (text.size() == word.size() ? 9 : 7) : text[at - 1].isLetterOrNumber() ? 3 : 5;
}

} // namespace

SearchTerms::SearchTerms(const QStringList& texts)
{
    for (const QString& text : texts) {
        Term term{text.toCaseFolded(), {}, {}};
        const QStringList syllables = pinyin_of(text).split(QLatin1Char(' '), Qt::SkipEmptyParts);
        for (const QString& syllable : syllables) {
            term.pinyin += syllable;
            term.initials += syllable[0];
        }
        terms_.push_back(std::move(term));
    }
}

int SearchTerms::rank(const QString& query) const
{
    const QStringList words = query.toCaseFolded().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    int total = 1;
    for (const QString& word : words) {
        int best = 0;
        for (const Term& term : terms_) {
            best = std::max(best, rank_in(term.folded, word));
            if (term.initials.startsWith(word))
                best = std::max(best, 6);
            if (term.pinyin.startsWith(word))
                best = std::max(best, 6);
            else if (word.size() > 2 && term.pinyin.contains(word))
                best = std::max(best, 2);
            if (word.size() > 1 && term.initials.contains(word))
                best = std::max(best, 2);
        }
        if (best == 0)
            return 0;
        total += best;
    }
    return total;
}

QStringList in_both_languages(Text text)
{
    auto in = [&](Language l) {
        const std::string_view s = l == Language::English ? text.source : translated(text.source, l);
        return QString::fromUtf8(s.data(), qsizetype(s.size()));
    };
    return {in(Language::English), in(Language::Chinese)};
}

} // namespace loom
