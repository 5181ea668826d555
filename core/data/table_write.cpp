#include "data/table_write.h"
#include "base/letters.h"
#include "base/npz.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>

namespace loom {

std::string csv_field(std::string_view text, char delimiter)
{
    const auto special = [&](char c) { return c == delimiter || c == '"' || c == '\n' || c == '\r'; };
    const auto blank = [](char c) { return c == ' ' || c == '\t'; };
    if (text.empty() || (std::ranges::none_of(text, special) && !blank(text.front()) && !blank(text.back())))
        return std::string(text);
    std::string quoted = "\"";
    for (const char c : text)
        quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + "\"";
}

namespace {

constexpr std::size_t piece_bytes = std::size_t{1} << 20;

Error no_cell(const Column& column, Text what, Text hint)
{
    return {Message(what, column.name, column_type_title(column.type)), hint};
}

/// Ends in a point or an exponent, so that it is read as a number that need not be whole.
void add_number(std::string& out, double v)
{
    const std::size_t begin = out.size();
    fmt::format_to(std::back_inserter(out), "{}", v);
    if (out.find_first_not_of("-0123456789", begin) == out.npos)
        out += ".0";
}

// ---- CSV ------------------------------------------------------------------------------------------------------------

std::string json_text(std::string_view text)
{
    return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

/// Writes cells of one column; names of categories are made ready once.
class CellWriter {
public:
    CellWriter(const Column& column, TableFormat format) : column_(column), format_(format)
    {
        if (const auto* codes = std::get_if<Codes>(&column.cells))
            for (const std::string& name : codes->names)
                names_.push_back(plain_boolean() ? name : quoted(name));
    }
    void add(std::string& out, std::size_t row) const
    {
        if (column_.missing(row)) {
            out += format_ == TableFormat::JsonLines ? "null" : "";
            return;
        }
        std::visit(overloaded{[&](const ColumnArray<std::int64_t>& v) {
                                  if (column_.type == ColumnType::DateTime)
                                      out += quoted(date_text(v[row]));
                                  else
                                      fmt::format_to(std::back_inserter(out), "{}", v[row]);
                              },
                              [&](const ColumnArray<double>& v) { add_number(out, v[row]); },
                              [&](const Codes& c) { out += names_[std::size_t(c.codes[row])]; },
                              [&](const Texts& t) { out += quoted(t[row]); },
                              [](const auto&) {}},
                   column_.cells);
    }
    std::string quoted(std::string_view text) const
    {
        return format_ == TableFormat::JsonLines ? json_text(text) : csv_field(text, format_ == TableFormat::Tsv ? '\t' : ',');
    }

private:
    /// JSON has words of its own for these.
    bool plain_boolean() const
    {
        return format_ == TableFormat::JsonLines && column_.type == ColumnType::Boolean &&
               std::get<Codes>(column_.cells).names == std::vector<std::string>{"false", "true"};
    }

    const Column& column_;
    TableFormat format_;
    std::vector<std::string> names_;
};

Status write_texts(const fs::path& path, const Table& table, std::span<const std::uint32_t> rows, TableFormat format)
{
    std::vector<CellWriter> columns;
    for (const Column& c : table.columns) {
        if (c.pixels() || c.sounds())
            return no_cell(c, LOOM_TEXT("Column “%1” cannot be written as text: its type is “%2”."),
                           c.sounds() ? LOOM_TEXT("Sounds stay the files that they are: copy their folder.")
                                      : LOOM_TEXT("Pictures of one size can be written as arrays: choose a name that ends in .npz. Others stay the files that they are: copy their folder."));
        columns.emplace_back(c, format);
    }
    const bool json = format == TableFormat::JsonLines;
    std::vector<std::string> before; // What stands in front of each cell.
    for (std::size_t c = 0; c < columns.size(); ++c)
        before.push_back(json ? (c ? ", " : "{") + json_text(table.columns[c].name) + ": " : c == 0 ? "" : format == TableFormat::Tsv ? "\t" : ",");
    return write_file(path, [&](const Sink& sink) -> Status {
        std::string out;
        for (std::size_t c = 0; c < columns.size() && !json; ++c)
            out += before[c] + columns[c].quoted(table.columns[c].name);
        out += json ? "" : "\n";
        for (const auto row : rows) {
            const std::size_t begin = out.size();
            for (std::size_t c = 0; c < columns.size(); ++c) {
                out += before[c];
                columns[c].add(out, row);
            }
            if (out.size() == begin) // A line without anything is no row.
                out += "\"\"";
            out += json ? "}\n" : "\n";
            if (out.size() >= piece_bytes) {
                LOOM_TRY(sink(out));
                out.clear();
            }
        }
        return sink(out);
    });
}

// ---- Arrays ---------------------------------------------------------------------------------------------------------

/// The bytes that an array refers to.
struct Kept {
    std::string name;
    Shape shape;
    std::variant<std::vector<std::uint8_t>, std::vector<std::int64_t>, std::vector<double>> values;
};

Result<Kept> pixels_of(const Column& column, std::span<const std::uint32_t> rows)
{
    const PixelStore& store = *column.pixels();
    const PictureShape shape = rows.empty() ? PictureShape{} : store.shape(rows[0]);
    const auto channels = std::size_t(shape.channels), area = shape.bytes() / std::max<std::size_t>(1, channels);
    std::vector<std::uint8_t> all(rows.size() * shape.bytes());
    std::uint8_t* to = all.data();
    for (const auto row : rows) {
        auto picture = store.picture(row);
        if (!picture)
            return picture.error();
        if (picture->shape != shape)
            return Error{Message(LOOM_TEXT("The pictures have several sizes (%1×%2, %3×%4): an array holds one."), shape.height, shape.width,
                                 picture->shape.height, picture->shape.width),
                         LOOM_TEXT("Bring the pictures to one size first.")};
        for (std::size_t i = 0; i < area; ++i)
            for (std::size_t c = 0; c < channels; ++c)
                *to++ = picture->pixels[c * area + i];
    }
    Shape axes{std::int64_t(rows.size()), shape.height, shape.width};
    if (channels > 1)
        axes.push_back(shape.channels);
    return Kept{{}, std::move(axes), std::move(all)};
}

/// Whole numbers where none is missing, else with NaN.
template <class F>
Kept whole_numbers(std::span<const std::uint32_t> rows, const Column& column, F whole)
{
    Kept kept{{}, {std::int64_t(rows.size())}, {}};
    if (std::ranges::none_of(rows, [&](std::uint32_t row) { return column.missing(row); })) {
        std::vector<std::int64_t> values;
        for (const auto row : rows)
            values.push_back(whole(row));
        kept.values = std::move(values);
    } else {
        std::vector<double> values;
        for (const auto row : rows)
            values.push_back(column.missing(row) ? std::numeric_limits<double>::quiet_NaN() : double(whole(row)));
        kept.values = std::move(values);
    }
    return kept;
}

Result<Kept> array_of(const Column& column, std::span<const std::uint32_t> rows, bool target, std::vector<Message>& notes)
{
    if (column.pixels())
        return pixels_of(column, rows);
    if (const auto* numbers = std::get_if<ColumnArray<double>>(&column.cells)) {
        std::vector<double> values;
        for (const auto row : rows)
            values.push_back((*numbers)[row]);
        return Kept{{}, {std::int64_t(rows.size())}, std::move(values)};
    }
    if (const auto* integers = std::get_if<ColumnArray<std::int64_t>>(&column.cells); integers && column.type == ColumnType::Integer)
        return whole_numbers(rows, column, [&](std::uint32_t row) { return (*integers)[row]; });
    if (const auto* codes = std::get_if<Codes>(&column.cells)) {
        std::vector<std::int64_t> values;
        for (const std::string& name : codes->names)
            if (const auto v = parse_integer(name); v && std::to_string(*v) == name)
                values.push_back(*v);
        const bool whole = values.size() == codes->names.size();
        if (!whole && (target || column.type == ColumnType::Boolean)) {
            std::string names;
            for (std::size_t i = 0; i < codes->names.size() && names.size() < 200; ++i)
                names += (i ? ", " : "") + std::to_string(i) + " = " + codes->names[i];
            const Message note(LOOM_TEXT("Arrays hold numbers, so the values of “%1” are numbered: %2."), column.name, names);
            if (std::ranges::find(notes, note) == notes.end())
                notes.push_back(note);
            values.resize(codes->names.size());
            std::iota(values.begin(), values.end(), 0);
        }
        if (values.size() == codes->names.size())
            return whole_numbers(rows, column, [&](std::uint32_t row) { return values[std::size_t(codes->codes[row])]; });
    }
    return no_cell(column, LOOM_TEXT("Column “%1” cannot be written as an array of numbers: its type is “%2”."),
                   LOOM_TEXT("Choose a name that ends in .csv or .jsonl, or leave the column out."));
}

Status write_arrays(const fs::path& path, const Table& table, std::span<const std::uint32_t> rows, std::string_view target,
                    std::vector<Message>& notes)
{
    std::vector<Kept> all;
    for (const Part part : {Part::Train, Part::Validation, Part::Test}) {
        std::vector<std::uint32_t> here;
        std::ranges::copy_if(rows, std::back_inserter(here), [&](std::uint32_t row) { return (table.split.empty() ? Part::Train : table.split[row]) == part; });
        if (here.empty())
            continue;
        for (const Column& c : table.columns) {
            auto array = array_of(c, here, c.name == target, notes);
            if (!array)
                return array.error();
            const bool label = c.name == target && std::holds_alternative<Codes>(c.cells);
            array->name = (c.pixels() ? "x" : label ? "y" : c.name) +
                          (table.split.empty() ? std::string() : "_" + std::string(part_id(part)));
            all.push_back(std::move(*array));
        }
    }
    std::vector<std::pair<std::string, TensorBytes>> arrays;
    for (const Kept& kept : all)
        arrays.emplace_back(kept.name, std::visit([&](const auto& v) { return tensor_bytes(kept.shape, std::span(v)); }, kept.values));
    return write_npz(path, arrays);
}

} // namespace

std::optional<TableFormat> table_format_of(const fs::path& path)
{
    static constexpr std::array<std::pair<std::string_view, TableFormat>, 4> endings = {
        {{".csv", TableFormat::Csv}, {".tsv", TableFormat::Tsv}, {".jsonl", TableFormat::JsonLines}, {".npz", TableFormat::Npz}}};
    const std::string ending = small_letters(path.extension().string());
    const auto it = std::ranges::find(endings, ending, [](const auto& e) { return e.first; });
    return it == endings.end() ? std::nullopt : std::optional(it->second);
}

Status write_table(const fs::path& path, const Table& table, std::span<const std::uint32_t> rows, TableFormat format,
                   std::string_view target, std::vector<Message>& notes)
{
    return format == TableFormat::Npz ? write_arrays(path, table, rows, target, notes) : write_texts(path, table, rows, format);
}

std::vector<std::uint32_t> rows_by_part(const Table& table)
{
    std::vector<std::uint32_t> rows(table.rows);
    std::iota(rows.begin(), rows.end(), 0u);
    if (!table.split.empty())
        std::ranges::stable_sort(rows, {}, [&](std::uint32_t row) { return table.split[row]; });
    return rows;
}

static std::vector<std::size_t> counterparts(const Table& written, const Table& read)
{
    constexpr auto none = std::size_t(-1);
    std::vector<std::size_t> of(written.columns.size(), none);
    std::vector<bool> taken(read.columns.size());
    for (std::size_t c = 0; c < of.size(); ++c)
        if (const Column* same = read.find(written.columns[c].name)) {
            of[c] = std::size_t(same - read.columns.data());
            taken[of[c]] = true;
        }
    auto rest = taken.begin();
    for (std::size_t& place : of)
        if (place == none) {
            rest = std::find(rest, taken.end(), false);
            place = std::size_t(rest - taken.begin());
            *rest = true;
        }
    return of;
}

Differences differences(const Table& written, std::span<const std::uint32_t> rows, const Table& read)
{
    Differences out;
    if (read.rows != rows.size())
        out.values.push_back(Message(LOOM_TEXT("%1 rows were written, %2 are read back."), rows.size(), read.rows));
    if (read.columns.size() != written.columns.size())
        out.values.push_back(
            Message(LOOM_TEXT("%1 columns were written, %2 are read back."), written.columns.size(), read.columns.size()));
    if (!out.values.empty())
        return out;
    const auto place = counterparts(written, read);
    if (!std::ranges::is_sorted(place))
        out.kinds.push_back(LOOM_TEXT("The columns are read back in another order."));
    const bool all = rows.size() == written.rows && std::ranges::is_sorted(rows);
    for (std::size_t c = 0; c < written.columns.size(); ++c) {
        const Column &before = written.columns[c], &after = read.columns[place[c]];
        if (all && !before.pixels() && fingerprint(before) == fingerprint(after))
            continue;
        if (before.name != after.name)
            out.kinds.push_back(Message(LOOM_TEXT("Column “%1” is read back as “%2”."), before.name, after.name));
        if (before.type != after.type)
            out.kinds.push_back(Message(LOOM_TEXT("Column “%1” has the type “%2” and is read back with the type “%3”."), before.name,
                                        column_type_title(before.type), column_type_title(after.type)));
        const auto* codes = std::get_if<Codes>(&before.cells);
        std::size_t others = 0, first = 0, numbered = 0;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            bool same = false;
            if (before.pixels() && after.pixels()) {
                const auto x = before.pixels()->picture(rows[i]), y = after.pixels()->picture(i);
                same = x && y && x->shape == y->shape && x->pixels == y->pixels;
            } else {
                same = before.missing(rows[i]) == after.missing(i) && before.text(rows[i]) == after.text(i);
            }
            first = same || others ? first : i;
            others += !same;
            numbered += !same && codes && after.text(i) == std::to_string(codes->codes[rows[i]]);
        }
        if (others && numbered == others)
            out.kinds.push_back(Message(LOOM_TEXT("Column “%1”: its values are read back as their numbers."), before.name));
        else if (others)
            out.values.push_back(Message(LOOM_TEXT("Column “%1”: %2 values are read back as others. The first is in row %3: “%4” for “%5”."),
                                         before.name, others, first + 1, after.text(first), before.text(rows[first])));
    }
    return out;
}

} // namespace loom
