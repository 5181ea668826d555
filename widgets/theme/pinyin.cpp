#include "theme/pinyin.h"

#include <QStringList>

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>

namespace loom {

static QString latin(const QString& chinese)
{
    // Made on first use: it costs milliseconds.
    static const std::unique_ptr<icu::Transliterator> transliterator = [] {
        UErrorCode status = U_ZERO_ERROR;
        std::unique_ptr<icu::Transliterator> t(
            icu::Transliterator::createInstance("Han-Latin; Latin-ASCII; Lower", UTRANS_FORWARD, status));
        return U_SUCCESS(status) ? std::move(t) : nullptr;
    }();
    if (!transliterator)
        return {};
    icu::UnicodeString s(reinterpret_cast<const char16_t*>(chinese.utf16()), int32_t(chinese.size()));
    transliterator->transliterate(s);
    return QString::fromUtf16(s.getBuffer(), s.length());
}

SearchKey search_key(const QString& text)
{
    SearchKey key{text.toLower(), {}, {}};
    for (const QChar c : text) {
        if (c.script() == QChar::Script_Han) {
            const QString syllable = latin(QString(c)).trimmed();
            key.pinyin += syllable;
            key.initials += syllable.left(1);
        } else if (c.isLetterOrNumber()) {
            key.pinyin += c.toLower();
            key.initials += c.toLower();
        }
    }
    if (key.initials == key.text) // Nothing Chinese in it.
        key.pinyin = key.initials = QString();
    return key;
}

int match(const QString& query, const SearchKey& key)
{
    const QString q = query.trimmed().toLower();
    if (q.isEmpty())
        return 1;
    if (key.text.startsWith(q))
        return 6;
    for (qsizetype at = key.text.indexOf(q, 1); at > 0; at = key.text.indexOf(q, at + 1))
        if (!key.text[at - 1].isLetterOrNumber() || key.text[at].script() == QChar::Script_Han)
            return 5;
    if (key.initials.startsWith(q) || key.pinyin.startsWith(q))
        return 4;
    if (key.initials.contains(q))
        return 3;
    if (key.text.contains(q) || (q.size() > 2 && key.pinyin.contains(q)))
        return 2;
    // Several words, in any order: each must be there.
    const auto words = q.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (words.size() > 1 &&
        std::all_of(words.begin(), words.end(), [&](const QString& w) { return key.text.contains(w); }))
        return 1;
    return 0;
}

} // namespace loom
