#include "data/audit.h"

#include <algorithm>

namespace loom {
namespace {

constexpr double uneven = 4; // Times as many rows.
constexpr std::size_t rare = 10; // Rows in the training part.

std::vector<DataFinding> look(const Audited& a)
{
    if (!a.dataset)
        return {};
    const std::vector<std::size_t> counts = a.dataset->class_counts(Part::Train);
    if (counts.size() < 2)
        return {};
    const auto& names = a.dataset->facts().classes;
    std::vector<DataFinding> found;
    const auto [least, most] = std::ranges::minmax_element(counts);
    const auto name = [&](auto it) { return names[std::size_t(it - counts.begin())]; };
    const std::size_t all = a.dataset->rows(Part::Train).size();
    if (double(*most) > uneven * double(std::max<std::size_t>(1, *least)))
        found.push_back({.severity = Severity::Warning,
                         .title = Message(LOOM_TEXT("Classes are unbalanced: “%1” has %2 of the rows, “%3” %4"), name(most),
                                          percent(double(*most) / double(all)), name(least), percent(double(*least) / double(all))),
                         .reason = Message(LOOM_TEXT("In the training part these are %1 and %2. Who always answers “%3” is right in %4; look at "
                                                     "precision and recall of each class, not at accuracy alone."),
                                           rows_text(*most), rows_text(*least), name(most), percent(double(*most) / double(all))),
                         .columns = {a.dataset->target()},
                         .repair = DataRepair{"weight_by_class"}});
    std::string listed;
    std::size_t few = 0;
    for (std::size_t k = 0; k < counts.size(); ++k)
        if (counts[k] < rare && ++few <= 5)
            listed += (listed.empty() ? "" : ", ") + names[k] + " (" + quantity(counts[k]) + ")";
    if (few == 0)
        return found;
    if (few > 5)
        listed += " …";
    DataFinding f{.severity = Severity::Warning,
                  .title = few == 1 ? Message(LOOM_TEXT("1 class has fewer than %1 rows to learn from"), rare)
                                    : Message(LOOM_TEXT("%1 classes have fewer than %2 rows to learn from"), quantity(few), rare),
                  .reason = Message(LOOM_TEXT("Rows in the training part: %1. So few can neither be learned nor judged well; gather more, or put "
                                              "rare classes together."),
                                    listed),
                  .columns = {a.dataset->target()}};
    std::vector<std::uint32_t> rows;
    for (const std::uint32_t row : a.dataset->rows(Part::Train))
        if (const auto label = a.dataset->label(row); label >= 0 && counts[std::size_t(label)] < rare)
            rows.push_back(row);
    f.concern(rows);
    f.repair = DataRepair{"group_rare", {{"column", a.dataset->target()}, {"fewest", std::int64_t(rare)}}};
    found.push_back(std::move(f));
    return found;
}

} // namespace

const CheckType& class_balance_check()
{
    static const CheckType type{"class-balance", LOOM_TEXT("Unbalanced and rare classes"), look};
    return type;
}

} // namespace loom
