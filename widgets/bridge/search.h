#pragma once
#include "base/text.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace loom {

/// What a thing is found by: its words in both languages, the pinyin of the Chinese ones and its initials, so that
/// "qlj" and "quanlian" find 全连接. Make it once, ask it often.
class SearchTerms {
public:
    SearchTerms() = default;
    explicit SearchTerms(const QStringList& texts);
    /// 0 when a word of the query is nowhere; larger is better. An empty query finds everything.
    int rank(const QString& query) const;

private:
    struct Term {
        QString folded, pinyin, initials;
    };
    std::vector<Term> terms_;
};

/// A text of the program in English and in Chinese.
QStringList in_both_languages(Text);

} // namespace loom
