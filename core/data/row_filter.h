#pragma once
#include "data/table.h"

namespace loom {

/// A condition on the rows of a table, as people type it:
///   city = Paris and age < 30          城市 = 上海 且 在网月数 < 24
///   not (price is missing) or name contains "van der"
///   class in (a, b, c)
/// Columns may be written in “”, "" or ``; without, the longest name that stands there counts. Words after = and ≠ reach
/// to the next “and”, “or”, bracket or comma; texts are compared without regard to case of the letters a to z. Numbers
/// and dates are compared as such. Where the value is missing, only “is missing” is true.
class RowFilter {
public:
    /// An error says at which character what is expected. An empty text matches every row.
    static Result<RowFilter> parse(std::string_view text, const Table&);

    /// `row` is a row of the table, which must live as long as the filter.
    bool matches(std::size_t row) const { return !test_ || test_(row); }
    std::vector<std::uint32_t> matching(std::size_t rows) const;

private:
    using Test = std::function<bool(std::size_t)>;
    Test test_;
    friend class FilterParser;
};

} // namespace loom
