#include "data/audit.h"
#include "data/boxes.h"

namespace loom {
namespace {

constexpr double nearly_all = 0.999;
constexpr std::size_t enough_rows = 1000; // To call a column nearly constant.

std::vector<DataFinding> look(const Audited& a)
{
    std::vector<DataFinding> found;
    for (std::size_t i = 0; i < a.table.columns.size(); ++i) {
        const Column& c = a.table.columns[i];
        const ColumnStatistics& s = a.statistics[i];
        const std::size_t filled = s.rows - s.missing;
        if (filled < 2 || c.pixels() || is_boxes(c))
            continue;
        if (s.distinct == 1) {
            std::size_t row = 0;
            while (c.missing(row))
                ++row;
            const bool target = a.is_target(c);
            DataFinding f{.severity = target ? Severity::Error : Severity::Warning,
                          .title = Message(LOOM_TEXT("“%1” is always “%2”"), c.name, excerpt(c.text(row))),
                          .reason = target ? Message(LOOM_TEXT("There is nothing to tell apart: a network that learns it knows nothing."))
                                           : Message(LOOM_TEXT("All %1 with a value have the same one, so it tells nothing about any of "
                                                               "them."),
                                                     rows_text(filled)),
                          .columns = {c.name}};
            if (!target)
                f.repair = DataRepair{"drop_column", {{"column", c.name}}};
            found.push_back(std::move(f));
        } else if (!s.top.empty() && !a.is_target(c) && filled >= enough_rows &&
                   double(s.top.front().second) >= nearly_all * double(filled)) {
            const std::size_t others = filled - s.top.front().second;
            found.push_back({.severity = Severity::Info,
                             .title = Message(LOOM_TEXT("“%1” is nearly always “%2”"), c.name, excerpt(s.top.front().first)),
                             .reason = Message(LOOM_TEXT("Another value is in %1 only; too few to learn from."), rows_text(others)),
                             .columns = {c.name},
                             .repair = DataRepair{"drop_column", {{"column", c.name}}}});
        }
    }
    return found;
}

} // namespace

const CheckType& constant_columns_check()
{
    static const CheckType type{"constant-columns", LOOM_TEXT("Constant columns"), look};
    return type;
}

} // namespace loom
