#include "data/audit.h"
#include "data/row_classes.h"
#include "schema/boxes.h"

#include <algorithm>
#include <array>

namespace loom {
namespace {

constexpr double uneven = 4; // Times as many rows.
constexpr std::size_t rare = 10; // Rows in the training part.

/// "a (3), b (7) …": the first five.
std::string listed(const std::vector<std::string>& names, const std::vector<std::size_t>& counts, std::span<const std::size_t> classes)
{
    std::string out;
    for (const std::size_t k : classes.first(std::min<std::size_t>(5, classes.size())))
        out += (out.empty() ? "" : ", ") + excerpt(names[k]) + " (" + quantity(counts[k]) + ")";
    return classes.size() > 5 ? out + " …" : out;
}

std::vector<std::uint32_t> rows_of(const Dataset& data, std::span<const Part> parts, std::span<const std::size_t> classes)
{
    std::vector<std::uint32_t> rows;
    std::vector<std::int32_t> of_row;
    for (const Part part : parts)
        for (const std::uint32_t row : data.rows(part))
            if (std::ranges::any_of(row_classes(data, row, of_row), [&](std::int32_t label) { return std::ranges::find(classes, std::size_t(label)) != classes.end(); }))
                rows.push_back(row);
    std::ranges::sort(rows);
    return rows;
}

std::vector<DataFinding> look(const Audited& a)
{
    if (!a.dataset)
        return {};
    const Dataset& data = *a.dataset;
    // Of pictures with several objects each counts once for each class that is there.
    const bool boxes = holds_boxes(data.facts());
    std::vector<std::size_t> counts(data.facts().classes.size());
    std::vector<std::int32_t> of_row;
    for (const std::uint32_t row : data.rows(Part::Train))
        for (const std::int32_t label : row_classes(data, row, of_row))
            ++counts[std::size_t(label)];
    if (counts.size() < 2)
        return {};
    const auto& names = data.facts().classes;
    std::vector<std::size_t> absent, few;
    std::size_t least = 0, most = 0;
    for (std::size_t k = 0; k < counts.size(); ++k) {
        if (counts[k] == 0)
            absent.push_back(k);
        else if (counts[k] < rare)
            few.push_back(k);
        if (counts[k] > 0 && (counts[least] == 0 || counts[k] < counts[least]))
            least = k;
        if (counts[k] > counts[most])
            most = k;
    }
    const std::size_t all = data.rows(Part::Train).size();
    std::vector<DataFinding> found;
    // A step that balances has mended it.
    const auto& drawn = data.facts().class_counts;
    if ((boxes || double(drawn[most]) > uneven * double(drawn[least])) && double(counts[most]) > uneven * double(counts[least]))
        found.push_back({.severity = Severity::Warning,
                         .title = Message(LOOM_TEXT("Classes are unbalanced: “%1” has %2 of the rows, “%3” %4"), excerpt(names[most]),
                                          percent(double(counts[most]) / double(all)), excerpt(names[least]),
                                          percent(double(counts[least]) / double(all))),
                         .reason = boxes ? Message(LOOM_TEXT("In the training part these are %1 and %2 that show one. Look at the average precision of "
                                                             "each class, not at the mean alone."),
                                                   rows_text(counts[most]), rows_text(counts[least]))
                                         : Message(LOOM_TEXT("In the training part these are %1 and %2. Who always answers “%3” is right in %4; look at "
                                                     "precision and recall of each class, not at accuracy alone."),
                                           rows_text(counts[most]), rows_text(counts[least]), excerpt(names[most]),
                                           percent(double(counts[most]) / double(all))),
                         .columns = {data.target()},
                         .repair = boxes ? std::nullopt : std::optional(DataRepair{"weight_by_class"})});
    if (!absent.empty()) {
        const auto elsewhere = rows_of(data, std::array{Part::Validation, Part::Test}, absent);
        std::vector<std::size_t> there(counts.size());
        for (const auto row : elsewhere)
            for (const std::int32_t label : row_classes(data, row, of_row))
                ++there[std::size_t(label)];
        DataFinding f{.severity = Severity::Error,
                      .title = absent.size() == 1 ? Message(LOOM_TEXT("1 class is not in the training part"))
                                                  : Message(LOOM_TEXT("%1 classes are not in the training part"), quantity(absent.size())),
                      .reason = Message(LOOM_TEXT("Rows in the other parts: %1. What was never seen is never answered, so these are always wrong. Often "
                                                  "the same class is written in two ways."),
                                        listed(names, there, absent)),
                      .columns = {data.target()}};
        f.concern(elsewhere);
        found.push_back(std::move(f));
    }
    if (!few.empty()) {
        DataFinding f{.severity = Severity::Warning,
                      .title = few.size() == 1 ? Message(LOOM_TEXT("1 class has fewer than %1 rows to learn from"), rare)
                                               : Message(LOOM_TEXT("%1 classes have fewer than %2 rows to learn from"), quantity(few.size()), rare),
                      .reason = Message(LOOM_TEXT("Rows in the training part: %1. So few can neither be learned nor judged well; gather more, or put "
                                                  "rare classes together."),
                                        listed(names, counts, few)),
                      .columns = {data.target()},
                      .repair = boxes ? std::nullopt : std::optional(DataRepair{"group_rare", {{"column", data.target()}, {"fewest", std::int64_t(rare)}}})};
        f.concern(rows_of(data, std::array{Part::Train}, few));
        found.push_back(std::move(f));
    }
    return found;
}

} // namespace

const CheckType& class_balance_check()
{
    static const CheckType type{"class-balance", LOOM_TEXT("Unbalanced and rare classes"), look};
    return type;
}

} // namespace loom
