#include "data/audit.h"
#include "data/label_doubt.h"

#include <algorithm>

namespace loom {
namespace {

constexpr double many = 0.01; // Of the rows: fewer are a matter of taste.

std::vector<DataFinding> look(const Audited& a)
{
    if (!a.dataset || a.dataset->facts().target != DataFacts::Target::Classes)
        return {};
    const std::vector<LabelDoubt> doubts = doubted_labels(*a.dataset, a.threads, a.progress);
    if (doubts.empty())
        return {};
    std::vector<std::uint32_t> rows;
    for (const LabelDoubt& doubt : doubts)
        rows.push_back(doubt.row);
    std::ranges::sort(rows);
    const LabelDoubt& first = doubts.front();
    const auto& classes = a.dataset->facts().classes;
    DataFinding f{.severity = double(doubts.size()) >= many * double(a.dataset->facts().rows) ? Severity::Warning : Severity::Info,
                  .title = doubts.size() == 1 ? Message(LOOM_TEXT("1 label is probably wrong"))
                                              : Message(LOOM_TEXT("%1 labels are probably wrong"), quantity(doubts.size())),
                  .reason = Message(LOOM_TEXT("A quick model that had not seen them is as sure of another class as it is of that class's own rows. "
                                              "Most of all row %1: “%2” is more likely than “%3”. Look at them, then relabel or leave them out."),
                                    first.row + 1, classes[std::size_t(first.likely)], classes[std::size_t(first.given)]),
                  .columns = {a.dataset->target()}};
    f.concern(rows);
    return {std::move(f)};
}

} // namespace

const CheckType& wrong_labels_check()
{
    static const CheckType type{"wrong-labels", LOOM_TEXT("Labels that are probably wrong"), look};
    return type;
}

} // namespace loom
