#include "data/audit.h"

namespace loom {
namespace {

constexpr double few = 0.05, most = 0.5; // Shares of the rows.

std::vector<std::uint32_t> missing_rows(const Column& c)
{
    std::vector<std::uint32_t> rows;
    for (std::uint32_t row = 0; row < c.size(); ++row)
        if (c.missing(row))
            rows.push_back(row);
    return rows;
}

DataFinding judged(const Audited& a, const Column& c, const ColumnStatistics& s)
{
    const double share = double(s.missing) / double(s.rows);
    const std::string missing = quantity(s.missing);
    const Message all = rows_text(s.rows);
    DataFinding f{.severity = share < few ? Severity::Info : Severity::Warning,
                  .title = Message(LOOM_TEXT("“%1” lacks %2 of its values"), c.name, percent(share)),
                  .columns = {c.name}};
    f.concern(missing_rows(c));
    if (s.missing == s.rows) {
        f.title = Message(LOOM_TEXT("“%1” is empty"), c.name);
        f.reason = Message(LOOM_TEXT("None of the %1 has a value: there is nothing to learn from it."), all);
        f.severity = a.is_target(c) ? Severity::Error : Severity::Warning;
        f.repair = DataRepair{"drop_column", {{"column", c.name}}};
    } else if (a.is_target(c)) {
        f.reason = Message(LOOM_TEXT("No value in %1 of %2. What is not known cannot be learned: these rows are left out."), missing, all);
    } else if (share > most) {
        f.reason = Message(LOOM_TEXT("No value in %1 of %2. More is made up than known when they are filled in; dropping the column may "
                                     "be better."),
                           missing, all);
        f.repair = DataRepair{"drop_column", {{"column", c.name}}};
    } else {
        const bool number = c.type == ColumnType::Integer || c.type == ColumnType::Number || c.type == ColumnType::DateTime;
        f.reason = Message(LOOM_TEXT("No value in %1 of %2. A network needs one in every row."), missing, all);
        f.repair = DataRepair{"impute", {{"column", c.name}, {"with", std::string(number ? "median" : "most_frequent")}}};
    }
    return f;
}

std::vector<DataFinding> look(const Audited& a)
{
    std::vector<DataFinding> found;
    for (std::size_t i = 0; i < a.table.columns.size(); ++i)
        if (a.statistics[i].missing > 0)
            found.push_back(judged(a, a.table.columns[i], a.statistics[i]));
    return found;
}

} // namespace

const CheckType& missing_values_check()
{
    static const CheckType type{"missing-values", LOOM_TEXT("Missing values"), look};
    return type;
}

} // namespace loom
