#pragma once
#include "data/table.h"

namespace loom {

/// File names that say something in parts: "{digit}_{speaker}_{index}" of 7_jackson_32. Text outside of braces stands in
/// the names as it is; the last part takes what is left.
class NamePattern {
public:
    /// An error where braces are not closed, names are empty or the same, or nothing stands between two of them.
    static Result<NamePattern> parse(const std::string& pattern);

    /// What all names have in common: the same number of parts between "_", "-", "." or blanks, of which at least one
    /// comes again and again. Parts are called by what they look like: "digit" (0 to 9, each there), "speaker" or "label"
    /// (few words), "index" (a whole number), else "part N". Nothing where the names are no such.
    static std::optional<NamePattern> guess(const std::vector<std::string>& stems);

    const std::string& text() const { return text_; }
    const std::vector<std::string>& names() const { return names_; }

    /// The parts of one name; nothing where it is not of the pattern.
    std::optional<std::vector<std::string>> match(std::string_view stem) const;

    /// A column for each part: Integer for indices and many different whole numbers, else Category; missing where a name
    /// is not of the pattern.
    std::vector<Column> columns(const std::vector<std::string>& stems) const;

private:
    std::string text_;
    std::vector<std::string> literals_; // Before each part, and behind the last.
    std::vector<std::string> names_;
};

} // namespace loom
