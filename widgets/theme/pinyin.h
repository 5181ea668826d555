#pragma once
#include <QString>

namespace loom {

/// A name prepared for searching: as written, and for Chinese its pinyin ("dakai xiangmu") and initials ("dkxm").
struct SearchKey {
    QString text, pinyin, initials;
};

SearchKey search_key(const QString&);

/// 0 where `query` does not match, larger is better: whole beginning, beginning of a word or of the initials, inside.
int match(const QString& query, const SearchKey&);

} // namespace loom
