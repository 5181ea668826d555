#include "theme/search.h"

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>

namespace loom {
namespace {

QString latin(const QString& chinese)
{
    // Made on first use: it costs milliseconds.
    static const std::unique_ptr<icu::Transliterator> transliterator = [] {
        UErrorCode status = U_ZERO_ERROR;
        std::unique_ptr<icu::Transliterator> made(
            icu::Transliterator::createInstance("Han-Latin; Latin-ASCII; Lower", UTRANS_FORWARD, status));
        return U_SUCCESS(status) ? std::move(made) : nullptr;
    }();
    if (!transliterator)
        return {};
    icu::UnicodeString text(reinterpret_cast<const char16_t*>(chinese.utf16()), int32_t(chinese.size()));
    transliterator->transliterate(text);
    return QString::fromUtf16(text.getBuffer(), text.length());
}

bool is_chinese(QChar c)
{
    return c.script() == QChar::Script_Han;
}

/// Where a word is written in a name as it is.
int written(const QString& name, const QString& word)
{
    int best = 0;
    for (qsizetype at = name.indexOf(word); at >= 0; at = name.indexOf(word, at + 1)) {
        const bool begins = at == 0 || !name[at - 1].isLetterOrNumber() || is_chinese(name[at]);
        best = std::max(best, at == 0 ? (name.size() == word.size() ? 9 : 7) : begins ? 5 : 3);
    }
    return best;
}

} // namespace

SearchTerms::SearchTerms(const QStringList& names)
{
    for (const QString& name : names) {
        Term term{name.toCaseFolded(), {}, {}};
        if (std::ranges::any_of(name, is_chinese))
            for (const QChar c : name) { // Latin words inside are typed as they are.
                const QString syllable = is_chinese(c)           ? latin(QString(c)).trimmed()
                                         : c.isLetterOrNumber() ? QString(c).toCaseFolded()
                                                                : QString();
                term.pinyin += syllable;
                term.initials += syllable.left(1);
            }
        terms_.push_back(std::move(term));
    }
}

int SearchTerms::rank(const QString& query) const
{
    int total = 1;
    for (const QString& word : query.toCaseFolded().split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        int best = 0;
        for (const Term& term : terms_) {
            best = std::max(best, written(term.name, word));
            if (term.initials.startsWith(word) || term.pinyin.startsWith(word))
                best = std::max(best, 6);
            else if ((word.size() > 1 && term.initials.contains(word)) ||
                     (word.size() > 2 && term.pinyin.contains(word)))
                best = std::max(best, 2);
        }
        if (best == 0)
            return 0;
        total += best;
    }
    return total;
}

} // namespace loom
