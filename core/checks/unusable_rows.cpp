#include "data/audit.h"

namespace loom {
namespace {

std::vector<DataFinding> look(const Audited& a)
{
    const Table& t = a.table;
    if (t.bad_row_count == 0)
        return {};
    const BadRow& first = t.bad_rows.front();
    const double share = double(t.bad_row_count) / double(t.rows + t.bad_row_count);
    return {{.severity = Severity::Warning,
             .title = Message(LOOM_TEXT("Set aside: %1 (%2)"), rows_text(t.bad_row_count), percent(share)),
             .reason = Message(t.bad_row_count == 1 ? LOOM_TEXT("%1: %2") : LOOM_TEXT("The first is %1: %2"),
                               first.place, first.reason),
             .row_count = t.bad_row_count}};
}

} // namespace

const CheckType& unusable_rows_check()
{
    static const CheckType type{"unusable-rows", LOOM_TEXT("Rows that cannot be used"), look};
    return type;
}

} // namespace loom
