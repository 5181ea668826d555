#include "data/audit.h"
#include "base/letters.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <numeric>

namespace loom {
namespace {

constexpr std::pair<std::string_view, Text> repairs[] = {
    {"drop_column", LOOM_TEXT("Drop the column")},
    {"leave_out", LOOM_TEXT("Leave these rows out")},
    {"keep_one", LOOM_TEXT("Keep one of each")},
    {"impute", LOOM_TEXT("Fill in the missing values")},
    {"clip", LOOM_TEXT("Clip to the usual range")},
    {"convert_unit", LOOM_TEXT("Convert to one unit")},
    {"group_rare", LOOM_TEXT("Put rare categories together")},
    {"hash_column", LOOM_TEXT("Replace by a salted hash")},
    {"weight_by_class", LOOM_TEXT("Weight by class")},
    {"split_at_random", LOOM_TEXT("Draw the parts again")},
    {"split_by_group", LOOM_TEXT("Split by group")},
    {"choose_encoding", LOOM_TEXT("Choose the encoding")},
};

constexpr std::size_t fewest_for_identifier = 10;
constexpr double longest_identifier = 40; // Characters, in the mean.

/// "id", "user_id", "userID", "编号" …
bool called_identifier(std::string_view name)
{
    static constexpr std::array<std::string_view, 9> endings = {"id", "uuid", "guid", "index", "key", "编号", "序号", "号码", "主键"};
    const std::string lower = small_letters(name);
    return std::ranges::any_of(endings, [&](std::string_view ending) {
        if (!lower.ends_with(ending))
            return false;
        const std::size_t before = lower.size() - ending.size(); // "paid" is none, "userID" and "user_id" are.
        return before == 0 || static_cast<unsigned char>(ending[0]) >= 0x80 || name[before] != lower[before] || lower[before - 1] < 'a' ||
               lower[before - 1] > 'z';
    });
}

/// Whether a column only names or numbers the rows.
bool is_identifier(const Column& column, const ColumnStatistics& s)
{
    const std::size_t filled = s.rows - s.missing;
    if (filled < fewest_for_identifier)
        return false;
    if (column.type == ColumnType::Id || (column.type == ColumnType::Integer && called_identifier(column.name)))
        return double(s.distinct) >= 0.9 * double(filled);
    if (s.distinct != filled)
        return false;
    if (column.type == ColumnType::Integer) { // 1, 2, 3 … in any order, but no years.
        const bool years = s.min >= 1500 && s.max <= 2200;
        return s.max - s.min == double(filled - 1) && !years;
    }
    if (column.type != ColumnType::Text || s.characters.mean > longest_identifier)
        return false;
    return std::ranges::all_of(s.top, [](const auto& entry) {
        return std::ranges::all_of(entry.first, [](char c) { return c > ' ' && c != 127; });
    });
}

std::uint64_t mixed(std::uint64_t h, std::uint64_t v)
{
    h = (h ^ v) * 0x9E3779B97F4A7C15;
    return h ^ (h >> 29);
}

/// Of one cell; equal cells have equal ones.
std::uint64_t cell_hash(const Column& c, std::size_t row)
{
    return std::visit(overloaded{[&](const ColumnArray<std::int64_t>& v) { return std::uint64_t(v[row]); },
                                 [&](const ColumnArray<double>& v) {
                                     std::uint64_t bits = 0;
                                     const double value = std::isnan(v[row]) ? std::nan("") : v[row] + 0.0;
                                     std::memcpy(&bits, &value, sizeof bits);
                                     return bits;
                                 },
                                 [&](const Codes& codes) { return std::uint64_t(std::uint32_t(codes.codes[row])); },
                                 [&](const Texts& t) { return hash_text(t[row], 1); },
                                 [&](const Vectors& v) {
                                     const auto values = v[row];
                                     return hash_bytes({reinterpret_cast<const std::uint8_t*>(values.data()), values.size_bytes()}, 1);
                                 },
                                 [](const std::shared_ptr<const PixelStore>&) { return std::uint64_t{0}; },
                                 [&](const std::shared_ptr<const SoundStore>& s) {
                                     const auto sound = s->sound(row);
                                     if (!sound)
                                         return std::uint64_t(row);
                                     return hash_bytes({reinterpret_cast<const std::uint8_t*>(sound->samples.data()),
                                                        sound->samples.size() * sizeof(float)},
                                                       std::uint64_t(sound->rate));
                                 }},
                      c.cells);
}

bool equal_cells(const Column& c, std::size_t a, std::size_t b)
{
    return std::visit(overloaded{[&](const ColumnArray<double>& v) { return v[a] == v[b] || (std::isnan(v[a]) && std::isnan(v[b])); },
                                 [&](const Codes& codes) { return codes.codes[a] == codes.codes[b]; },
                                 [&](const Vectors& v) { return std::ranges::equal(v[a], v[b]); },
                                 [](const std::shared_ptr<const PixelStore>&) { return true; },
                                 [&](const std::shared_ptr<const SoundStore>& s) {
                                     const auto x = s->sound(a), y = s->sound(b);
                                     return x && y && x->rate == y->rate && x->samples == y->samples;
                                 },
                                 [&](const auto& v) { return v[a] == v[b]; }},
                      c.cells);
}

/// Groups of equal rows, each ascending, by their first row.
std::vector<std::vector<std::uint32_t>> groups_of(std::span<const std::uint64_t> hashes, std::span<const std::uint32_t> rows,
                                                  const std::function<bool(std::uint32_t, std::uint32_t)>& equal)
{
    std::vector<std::uint32_t> order(rows.begin(), rows.end());
    std::ranges::sort(order, {}, [&](std::uint32_t row) { return std::pair(hashes[row], row); });
    std::vector<std::vector<std::uint32_t>> groups;
    for (std::size_t i = 0; i < order.size();) {
        std::size_t end = i + 1;
        while (end < order.size() && hashes[order[end]] == hashes[order[i]])
            ++end;
        // Hashes may agree by chance: each row joins the first group that it equals.
        std::vector<std::vector<std::uint32_t>> found;
        for (std::size_t k = i; k < end && end - i > 1; ++k) {
            const auto same = std::ranges::find_if(found, [&](const auto& group) { return equal(group.front(), order[k]); });
            if (same == found.end())
                found.push_back({order[k]});
            else
                same->push_back(order[k]);
        }
        for (auto& group : found)
            if (group.size() > 1)
                groups.push_back(std::move(group));
        i = end;
    }
    std::ranges::sort(groups, {}, [](const auto& group) { return group.front(); });
    return groups;
}

std::vector<std::vector<std::uint32_t>> equal_rows(const Audited& a)
{
    const Table& table = a.table;
    std::vector<std::uint32_t> rows(table.rows);
    std::iota(rows.begin(), rows.end(), 0u);
    if (const Column* image = table.image_column()) {
        const PixelStore& store = *image->pixels();
        std::erase_if(rows, [&](std::uint32_t row) { return row >= a.pictures.size() || a.pictures[row].error || a.pictures[row].blank; });
        std::vector<std::uint64_t> hashes(table.rows);
        for (const std::uint32_t row : rows)
            hashes[row] = a.pictures[row].content;
        return groups_of(hashes, rows, [&](std::uint32_t x, std::uint32_t y) { return same_picture(store, x, y); });
    }
    std::vector<const Column*> columns;
    for (std::size_t i = 0; i < table.columns.size(); ++i)
        if (!a.identifier[i])
            columns.push_back(&table.columns[i]);
    if (columns.empty())
        return {};
    const auto hashes = row_hashes(columns, table.rows, a.threads, a.progress);
    if (a.stopped())
        return {};
    return groups_of(hashes, rows, [&](std::uint32_t x, std::uint32_t y) {
        return std::ranges::all_of(columns, [&](const Column* c) { return equal_cells(*c, x, y); });
    });
}

} // namespace

std::vector<std::uint64_t> row_hashes(std::span<const Column* const> columns, std::size_t rows, int threads, const Progress* progress)
{
    std::vector<std::uint64_t> hashes(rows);
    const bool sounds = std::ranges::any_of(columns, [](const Column* c) { return c->sounds() != nullptr; });
    const std::size_t block = sounds ? 1 : 1 << 14; // Sounds are decoded.
    parallel_for((rows + block - 1) / block, threads, [&](std::size_t b) {
        if (progress && progress->cancelled)
            return;
        for (const Column* c : columns)
            for (std::size_t i = b * block; i < std::min((b + 1) * block, rows); ++i)
                hashes[i] = mixed(hashes[i], cell_hash(*c, i));
    });
    return hashes;
}

Text repair_title(std::string_view id)
{
    const auto it = std::ranges::find(repairs, id, [](const auto& repair) { return repair.first; });
    return it == std::end(repairs) ? Text{} : it->second;
}

void DataFinding::concern(std::span<const std::uint32_t> all)
{
    row_count = all.size();
    rows.assign(all.begin(), all.begin() + std::ptrdiff_t(std::min(rows_kept, all.size())));
}

nlohmann::json to_json(const DataFinding& f)
{
    static constexpr std::array<std::string_view, 3> severities = {"error", "warning", "info"};
    nlohmann::json out = {{"check", f.check},     {"severity", severities[std::size_t(f.severity)]},
                          {"title", render(f.title)}, {"reason", render(f.reason)},
                          {"columns", f.columns}, {"rows", f.rows},
                          {"row_count", f.row_count}};
    if (f.repair) {
        nlohmann::json arguments = nlohmann::json::object();
        for (const auto& [key, value] : f.repair->arguments)
            std::visit([&](const auto& v) { arguments[key] = v; }, value);
        out["repair"] = {{"id", f.repair->id}, {"title", render(repair_title(f.repair->id))}, {"arguments", std::move(arguments)}};
    }
    return out;
}

std::vector<std::optional<Part>> Audited::part_of_rows() const
{
    std::vector<std::optional<Part>> out(table.rows);
    if (!dataset && !table.split.empty())
        return {table.split.begin(), table.split.end()};
    if (dataset && !dataset->scored_on_all())
        for (const Part part : {Part::Train, Part::Validation, Part::Test})
            for (const std::uint32_t row : dataset->rows(part))
                out[row] = part;
    return out;
}

std::vector<std::string> Audited::compared() const
{
    std::vector<std::string> names;
    if (std::ranges::find(identifier, true) != identifier.end())
        for (std::size_t i = 0; i < table.columns.size(); ++i)
            if (!identifier[i])
                names.push_back(table.columns[i].name);
    return names;
}

bool Audited::equal_by_chance() const
{
    constexpr double few = 100; // Possible rows for each that there is.
    if (table.image_column())
        return false;
    double possible = 1;
    for (std::size_t i = 0; i < table.columns.size() && possible < 1e15; ++i) {
        const Column& c = table.columns[i];
        if (!identifier[i])
            possible *= c.type == ColumnType::Text || c.sounds() ? 1e15 : double(std::max<std::size_t>(1, statistics[i].distinct));
    }
    return possible < few * double(table.rows);
}

std::vector<DataFinding> audit(const Table& table, const Dataset* dataset, std::span<const ColumnStatistics> statistics,
                               std::span<const PictureLook> pictures, int threads, Progress* progress)
{
    const auto cancelled = [&] { return progress && progress->cancelled; };
    Audited a{table, dataset, statistics, pictures, threads, progress};
    std::vector<PictureLook> looks;
    if (const Column* image = table.image_column(); image && pictures.empty()) {
        looks = look_at_pictures(*image, threads, progress);
        a.pictures = looks;
    }
    if (cancelled())
        return {};
    for (std::size_t i = 0; i < table.columns.size(); ++i)
        a.identifier.push_back(!a.is_target(table.columns[i]) && is_identifier(table.columns[i], statistics[i]));
    a.equal_rows = equal_rows(a);

    const auto checks = check_types();
    std::vector<std::vector<DataFinding>> found(checks.size());
    for (std::size_t i = 0; i < checks.size() && !cancelled(); ++i)
        if (auto told = checks[i]->look(a); !cancelled())
            found[i] = std::move(told);
    std::vector<DataFinding> all;
    for (std::size_t i = 0; i < checks.size(); ++i)
        for (DataFinding& f : found[i]) {
            f.check = checks[i]->id;
            all.push_back(std::move(f));
        }
    std::ranges::stable_sort(all, {}, &DataFinding::severity);
    return all;
}

std::string quantity(std::size_t n)
{
    return quantity_text(std::int64_t(n));
}

Message rows_text(std::size_t n)
{
    return n == 1 ? Message(LOOM_TEXT("1 row")) : Message(LOOM_TEXT("%1 rows"), quantity(n));
}

std::string percent(double share)
{
    if (share > 0 && share < 0.0005)
        return "<0.1%";
    if (share < 1 && share > 0.9995)
        return ">99.9%";
    std::string text = fmt::format("{:.1f}", share * 100);
    if (text.ends_with(".0"))
        text.resize(text.size() - 2);
    return text + "%";
}

std::string figure(double v)
{
    if (std::abs(v) >= 1e4 && std::abs(v) < 1e15)
        return quantity_text(std::llround(v));
    return number_text(v);
}

std::string excerpt(std::string_view text)
{
    constexpr std::size_t longest = 60; // Code points.
    std::string out;
    std::size_t n = 0;
    for (const char c : text) {
        const bool begins = (static_cast<unsigned char>(c) & 0xC0) != 0x80;
        if (begins && n++ == longest)
            return out + "…";
        out += static_cast<unsigned char>(c) < ' ' ? ' ' : c;
    }
    return out;
}

} // namespace loom
