#include "base/letters.h"
#include "data/audit.h"

#include <algorithm>
#include <array>

namespace loom {
namespace {

constexpr std::size_t enough = 5, shown = 4;

/// What others know of a person too: the column's name says so.
bool is_known_elsewhere(std::string_view name)
{
    static constexpr std::array<std::string_view, 20> words = {"age",    "sex",   "gender",  "zip",   "zipcode",    "postcode",  "postal",
                                                               "birth",  "dob",   "birthday", "city", "county",     "region",    "country",
                                                               "province", "race", "marital", "job",  "occupation", "education"};
    static constexpr std::array<std::string_view, 12> parts = {"年龄", "性别", "邮编", "生日", "出生", "城市", "地区", "省份", "民族", "职业", "学历", "婚姻"};
    if (std::ranges::any_of(parts, [&](std::string_view part) { return name.find(part) != name.npos; }))
        return true;
    std::string word;
    for (std::size_t i = 0; i <= name.size(); ++i) {
        const char lower = i < name.size() ? small_letter(name[i]) : ' ';
        if (lower >= 'a' && lower <= 'z') {
            word += lower;
        } else {
            if (std::ranges::find(words, word) != words.end())
                return true;
            word.clear();
        }
    }
    return false;
}

/// Sweeney 2002, “k-anonymity: a model for protecting privacy”, over the columns as the preparation steps leave them. What to
/// make coarser is a person's choice: no repair. Rows that are left out by hand are no longer there.
std::vector<DataFinding> look(const Audited& a)
{
    const Table& table = a.dataset ? a.dataset->samples().prepared() : a.table;
    std::vector<const Column*> columns;
    for (std::size_t i = 0; i < a.table.columns.size(); ++i) {
        const Column& c = a.table.columns[i];
        const Column* left = table.find(c.name);
        if (!left || a.is_target(c) || a.identifier[i] || !is_known_elsewhere(c.name))
            continue;
        columns.push_back(left);
    }
    if (columns.size() < 2 || table.rows == 0)
        return {};
    const std::vector<std::uint64_t> hashes = row_hashes(columns, table.rows, a.threads, a.progress);
    const std::span<const std::uint32_t> excluded = a.dataset ? a.dataset->excluded_rows() : std::span<const std::uint32_t>();
    const auto counts = [&](std::uint32_t row) { return !std::ranges::binary_search(excluded, row); };
    std::vector<std::uint64_t> sorted;
    for (std::uint32_t row = 0; row < hashes.size(); ++row)
        if (counts(row))
            sorted.push_back(hashes[row]);
    std::ranges::sort(sorted);
    std::size_t k = enough;
    for (std::size_t i = 0, end = 0; i < sorted.size(); i = end) {
        end = std::size_t(std::ranges::upper_bound(sorted.begin() + std::ptrdiff_t(i), sorted.end(), sorted[i]) - sorted.begin());
        k = std::min(k, end - i);
    }
    if (k >= enough)
        return {};
    std::vector<std::uint32_t> rows;
    for (std::uint32_t row = 0; row < hashes.size(); ++row)
        if (counts(row) && std::ranges::equal_range(sorted, hashes[row]).size() == k)
            rows.push_back(row);
    std::string names;
    for (std::size_t i = 0; i < std::min(shown, columns.size()); ++i)
        names += (i ? ", " : "") + columns[i]->name;
    if (columns.size() > shown)
        names += " …";
    DataFinding f{.severity = Severity::Info,
                  .title = k > 1 ? Message(LOOM_TEXT("Only %1 rows share their “%2”"), k, names)
                           : rows.size() == 1 ? Message(LOOM_TEXT("One row is the only one with its “%1”"), names)
                                              : Message(LOOM_TEXT("%1 are the only ones with their “%2”"), rows_text(rows.size()), names),
                  .reason = Message(LOOM_TEXT("Whoever knows these of a person finds the row: k-anonymity is %1. Where people are in the data, generalise or "
                                              "drop such columns until it is %2 or more."),
                                    k, enough)};
    for (const Column* c : columns)
        f.columns.push_back(c->name);
    f.concern(rows);
    return {std::move(f)};
}

} // namespace

const CheckType& k_anonymity_check()
{
    static const CheckType type{"k-anonymity", LOOM_TEXT("People that can be found (k-anonymity)"), look};
    return type;
}

} // namespace loom
