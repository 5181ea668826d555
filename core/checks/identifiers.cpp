#include "data/audit.h"

namespace loom {
namespace {

std::vector<DataFinding> look(const Audited& a)
{
    std::vector<DataFinding> found;
    for (std::size_t i = 0; i < a.table.columns.size(); ++i) {
        if (!a.identifier[i])
            continue;
        const Column& c = a.table.columns[i];
        const ColumnStatistics& s = a.statistics[i];
        found.push_back({.severity = Severity::Warning,
                         .title = Message(LOOM_TEXT("“%1” only names the rows: %2 different values in %3"), c.name,
                                          quantity(s.distinct), rows_text(s.rows - s.missing)),
                         .reason = LOOM_TEXT("A network would learn it by heart, and new rows have values it has never seen."),
                         .columns = {c.name},
                         .repair = DataRepair{"drop_column", {{"column", c.name}}}});
    }
    return found;
}

} // namespace

const CheckType& identifiers_check()
{
    static const CheckType type{"identifiers", LOOM_TEXT("Columns that only name the rows"), look};
    return type;
}

} // namespace loom
