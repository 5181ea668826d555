#pragma once
#include <QString>
#include <QStringList>

#include <vector>

namespace loom {

/// What a thing is found by: its names (in both languages), the pinyin of the Chinese ones and its initials, so that
/// "qlj" and "quanlian" find 全连接. Make it once, ask it often.
class SearchTerms {
public:
    SearchTerms() = default;
    explicit SearchTerms(const QStringList& names);
    /// 0 when a word of the query is in none of the names; larger is better: a whole name, its beginning, the beginning
    /// of a word or of the initials, inside. An empty query finds everything.
    int rank(const QString& query) const;

private:
    struct Term {
        QString name, pinyin, initials;
    };
    std::vector<Term> terms_;
};

} // namespace loom
