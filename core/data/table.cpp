#include "data/table.h"
#include "base/letters.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <unordered_map>
#include <utility>

namespace loom {
namespace {

struct TypeName {
    ColumnType type;
    std::string_view id;
    Text title;
};
constexpr std::array<TypeName, 10> type_names = {{{ColumnType::Integer, "integer", LOOM_TEXT("Integer")},
                                                 {ColumnType::Number, "number", LOOM_TEXT("Number")},
                                                 {ColumnType::DateTime, "datetime", LOOM_TEXT("Date and time")},
                                                 {ColumnType::Category, "category", LOOM_TEXT("Category")},
                                                 {ColumnType::Boolean, "boolean", LOOM_TEXT("Yes or no")},
                                                 {ColumnType::Text, "text", LOOM_TEXT("Text")},
                                                 {ColumnType::Image, "image", LOOM_TEXT("Picture")},
                                                 {ColumnType::Audio, "audio", LOOM_TEXT("Sound")},
                                                 {ColumnType::Id, "id", LOOM_TEXT("Identifier")},
                                                 {ColumnType::Vector, "vector", LOOM_TEXT("Vector")}}};

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

/// The first values; the rest as "…".
std::string vector_text(std::span<const float> values)
{
    constexpr std::size_t shown = 12;
    std::string text;
    if (std::isnan(values[0]))
        return text;
    for (std::size_t i = 0; i < std::min(values.size(), shown); ++i)
        text += (i ? " " : "") + fmt::format("{:.4g}", values[i]);
    return values.size() > shown ? text + " …" : text;
}

} // namespace

std::string_view column_type_id(ColumnType type)
{
    return type_names[std::size_t(type)].id;
}
Text column_type_title(ColumnType type)
{
    return type_names[std::size_t(type)].title;
}

std::optional<ColumnType> find_column_type(std::string_view id)
{
    const auto it = std::ranges::find(type_names, id, &TypeName::id);
    return it == type_names.end() ? std::nullopt : std::optional(it->type);
}

std::string_view part_id(Part part)
{
    static constexpr std::array<std::string_view, 3> ids = {"train", "validation", "test"};
    return ids[std::size_t(part)];
}

void Texts::own()
{
    grown_ = std::make_shared<Grown>(Grown{std::string(bytes_), {ends_.begin(), ends_.end()}});
    look_at(*grown_);
}

std::size_t Column::size() const
{
    return std::visit(overloaded{[](const Codes& c) { return c.codes.size(); },
                                 [](const std::shared_ptr<const PixelStore>& p) { return p->size(); },
                                 [](const std::shared_ptr<const SoundStore>& s) { return s->size(); },
                                 [](const auto& values) { return values.size(); }},
                      cells);
}

bool Column::missing(std::size_t row) const
{
    return std::visit(overloaded{[&](const ColumnArray<std::int64_t>& v) { return v[row] == missing_integer; },
                                 [&](const ColumnArray<double>& v) { return std::isnan(v[row]); },
                                 [&](const Codes& c) { return c.codes[row] < 0; },
                                 [&](const Texts& t) { return t[row].empty(); },
                                 [&](const Vectors& v) { return std::isnan(v[row][0]); },
                                 [](const std::shared_ptr<const PixelStore>&) { return false; },
                                 [](const std::shared_ptr<const SoundStore>&) { return false; }},
                      cells);
}

double Column::number(std::size_t row) const
{
    return std::visit(overloaded{[&](const ColumnArray<std::int64_t>& v) {
                                     return v[row] == missing_integer ? nothing : double(v[row]);
                                 },
                                 [&](const ColumnArray<double>& v) { return v[row]; },
                                 [&](const Codes& c) { return c.codes[row] < 0 ? nothing : double(c.codes[row]); },
                                 [](const Texts&) { return nothing; },
                                 [](const Vectors&) { return nothing; },
                                 [](const std::shared_ptr<const PixelStore>&) { return nothing; },
                                 [](const std::shared_ptr<const SoundStore>&) { return nothing; }},
                      cells);
}

std::string Column::text(std::size_t row) const
{
    return std::visit(overloaded{[&](const ColumnArray<std::int64_t>& v) {
                                     return v[row] == missing_integer      ? std::string()
                                            : type == ColumnType::DateTime ? date_text(v[row])
                                                                           : std::to_string(v[row]);
                                 },
                                 [&](const ColumnArray<double>& v) { return exact_text(v[row]); },
                                 [&](const Codes& c) {
                                     return c.codes[row] < 0 ? std::string() : c.names[std::size_t(c.codes[row])];
                                 },
                                 [&](const Texts& t) { return std::string(t[row]); },
                                 [&](const Vectors& v) { return vector_text(v[row]); },
                                 [&](const std::shared_ptr<const PixelStore>& p) { return p->name(row); },
                                 [&](const std::shared_ptr<const SoundStore>& s) { return s->name(row); }},
                      cells);
}

Codes to_codes(std::size_t rows, const std::function<std::string_view(std::size_t)>& text)
{
    std::vector<std::int32_t> codes(rows, -1);
    std::vector<std::string> names;
    std::unordered_map<std::string, std::int32_t> known;
    std::string key;
    for (std::size_t i = 0; i < rows; ++i) {
        key = text(i);
        if (key.empty())
            continue;
        const auto [it, fresh] = known.try_emplace(key, std::int32_t(names.size()));
        if (fresh)
            names.push_back(key);
        codes[i] = it->second;
    }
    std::vector<std::int32_t> order(names.size()), place(names.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = std::int32_t(i);
    std::ranges::sort(
        order, [&](auto a, auto b) { return natural_less(names[std::size_t(a)], names[std::size_t(b)]); });
    Codes sorted;
    for (std::size_t i = 0; i < order.size(); ++i) {
        place[std::size_t(order[i])] = std::int32_t(i);
        sorted.names.push_back(std::move(names[std::size_t(order[i])]));
    }
    for (auto& code : codes)
        if (code >= 0)
            code = place[std::size_t(code)];
    sorted.codes = std::move(codes);
    return sorted;
}

Result<Column> converted(const Column& from, ColumnType type, std::size_t* lost)
{
    if (from.type == type)
        return from;
    auto cannot = [&] {
        return Error{Message(LOOM_TEXT("Column “%1” has the type “%2” and cannot be read as “%3”."), from.name,
                             column_type_title(from.type), column_type_title(type)),
                     LOOM_TEXT("Choose another type for the column.")};
    };
    const auto is_text = [](ColumnType t) {
        return t != ColumnType::Image && t != ColumnType::Audio && t != ColumnType::Vector;
    };
    if (!is_text(from.type) || !is_text(type))
        return cannot();
    Column to{from.name, type, {}};
    if (type == ColumnType::Text)
        to.date_order = from.date_order; // How the file has what is written year first now.
    const std::size_t rows = from.size();
    std::size_t failed = 0;
    // Runs `parse` over the texts; what it refuses is missing.
    auto fill = [&](auto missing, const auto& parse) {
        std::vector<decltype(missing)> values(rows, missing);
        for (std::size_t i = 0; i < rows; ++i) {
            const std::string text = from.text(i);
            if (text.empty() || is_missing_word(text))
                continue;
            if (const auto value = parse(text))
                values[i] = *value;
            else
                ++failed;
        }
        to.cells = std::move(values);
    };
    switch (type) {
    case ColumnType::Integer:
        fill(missing_integer, [](const std::string& t) -> std::optional<std::int64_t> {
            if (const auto exact = parse_integer(t))
                return exact;
            const auto v = parse_number(t);
            return v && std::abs(*v) < 9e18 ? std::optional(std::int64_t(std::llround(*v))) : std::nullopt;
        });
        break;
    case ColumnType::Number:
        fill(nothing, [](const std::string& t) -> std::optional<double> {
            auto v = parse_number(t);
            if (!v)
                v = parse_grouped_number(t);
            if (const auto amount = v ? std::nullopt : parse_amount(t))
                v = amount->value;
            return v && std::isfinite(*v) ? v : std::nullopt;
        });
        break;
    case ColumnType::DateTime: {
        // One order for all: the first of those that most can be read in.
        std::size_t fewest = rows + 1;
        for (const auto order : {DateOrder::YearFirst, DateOrder::DayFirst, DateOrder::MonthFirst}) {
            Column tried = std::exchange(to, {from.name, type, {}, order});
            failed = 0;
            fill(missing_integer, [&](const std::string& t) { return parse_date(t, order); });
            if (failed >= fewest)
                to = std::move(tried);
            fewest = std::min(failed, fewest);
            if (fewest == 0)
                break;
        }
        failed = fewest;
        break;
    }
    case ColumnType::Category:
    case ColumnType::Boolean: {
        std::string text;
        Codes codes = to_codes(rows, [&](std::size_t i) -> std::string_view { return text = from.text(i); });
        if (type == ColumnType::Boolean && codes.names.size() != 2)
            return cannot();
        to.cells = std::move(codes);
        break;
    }
    case ColumnType::Text:
    case ColumnType::Id: {
        Texts texts;
        for (std::size_t i = 0; i < rows; ++i)
            texts.push_back(from.text(i));
        to.cells = std::move(texts);
        break;
    }
    case ColumnType::Image:
    case ColumnType::Audio:
    case ColumnType::Vector:
        return cannot();
    }
    if (failed == rows && rows)
        return cannot();
    if (lost)
        *lost = failed;
    return to;
}

const Column* Table::find(std::string_view name) const
{
    const auto it = std::ranges::find(columns, name, &Column::name);
    return it == columns.end() ? nullptr : &*it;
}

const Column* Table::image_column() const
{
    const auto it = std::ranges::find(columns, ColumnType::Image, &Column::type);
    return it == columns.end() ? nullptr : &*it;
}

std::uint64_t fingerprint(const Column& column)
{
    auto raw = [](const auto& values, std::uint64_t seed) {
        return hash_bytes({reinterpret_cast<const std::uint8_t*>(values.data()), values.size() * sizeof(values[0])},
                          seed);
    };
    const std::uint64_t seed = hash_text(column.name, std::uint64_t(column.type) + 1);
    return std::visit(overloaded{[&](const Codes& c) {
                                     std::uint64_t h = raw(c.codes, seed);
                                     for (const auto& name : c.names)
                                         h = hash_text(name, h);
                                     return h;
                                 },
                                 [&](const Texts& t) { return raw(t.ends(), hash_text(t.bytes(), seed)); },
                                 [&](const Vectors& v) { return raw(v.values, raw(v.shape, seed)); },
                                 [&](const std::shared_ptr<const PixelStore>& p) { return p->fingerprint() ^ seed; },
                                 [&](const std::shared_ptr<const SoundStore>& s) { return s->fingerprint() ^ seed; },
                                 [&](const auto& values) { return raw(values, seed); }},
                      column.cells);
}

bool natural_less(std::string_view a, std::string_view b)
{
    auto digit = [](char c) { return c >= '0' && c <= '9'; };
    // Numbers by value and before all else: one rule for each pair would make circles.
    const auto number_a = parse_number(a), number_b = parse_number(b);
    if (number_a.has_value() != number_b.has_value())
        return number_a.has_value();
    if (number_a)
        return *number_a != *number_b ? *number_a < *number_b : a < b;
    std::size_t i = 0, j = 0;
    while (i < a.size() && j < b.size()) {
        if (digit(a[i]) && digit(b[j])) {
            while (i < a.size() && a[i] == '0')
                ++i;
            while (j < b.size() && b[j] == '0')
                ++j;
            std::size_t m = i, n = j;
            while (m < a.size() && digit(a[m]))
                ++m;
            while (n < b.size() && digit(b[n]))
                ++n;
            if (m - i != n - j)
                return m - i < n - j;
            if (const int order = a.substr(i, m - i).compare(b.substr(j, n - j)))
                return order < 0;
            i = m;
            j = n;
        } else {
            const auto x = std::uint8_t(small_letter(a[i++])), y = std::uint8_t(small_letter(b[j++]));
            if (x != y)
                return x < y;
        }
    }
    if ((i < a.size()) != (j < b.size()))
        return j < b.size();
    return a < b;
}

} // namespace loom
