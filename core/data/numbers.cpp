#include "data/numbers.h"
#include "base/process.h"

#include <cmath>

namespace loom {

bool is_numeric(const Column& c)
{
    return c.type == ColumnType::Integer || c.type == ColumnType::Number;
}

std::vector<double> present_numbers(const Column& c, std::span<const std::uint32_t> rows)
{
    std::vector<double> numbers;
    numbers.reserve(rows.size());
    for (const std::uint32_t row : rows)
        if (const double v = c.number(row); !std::isnan(v))
            numbers.push_back(v);
    return numbers;
}

Column changed_numbers(const Column& c, const std::function<double(double)>& change)
{
    std::vector<double> numbers(c.size());
    for (std::size_t row = 0; row < numbers.size(); ++row) {
        const double v = c.number(row);
        numbers[row] = std::isnan(v) ? v : change(v);
    }
    return {c.name, ColumnType::Number, std::move(numbers)};
}

Column changed_texts(const Column& c, const std::function<std::string(const std::string&)>& change)
{
    if (const auto* codes = std::get_if<Codes>(&c.cells)) {
        std::vector<std::string> names;
        for (const std::string& name : codes->names)
            names.push_back(change(name));
        return {c.name, ColumnType::Category, to_codes(c.size(), [&](std::size_t row) -> std::string_view {
                    return codes->codes[row] < 0 ? std::string_view() : names[std::size_t(codes->codes[row])];
                })};
    }
    Texts texts;
    for (std::size_t row = 0; row < c.size(); ++row)
        texts.push_back(c.missing(row) ? std::string() : change(c.text(row)));
    return {c.name, c.type == ColumnType::Text ? ColumnType::Text : ColumnType::Id, std::move(texts)};
}

Result<std::vector<float>> room_for_vectors(std::size_t rows, std::size_t width)
{
    const double bytes = double(rows) * double(width) * sizeof(float);
    if (bytes > double(free_memory_bytes()) / 2)
        return Error{Message(LOOM_TEXT("%1 rows with %2 numbers each take %3 GB, more than half of the free memory."), rows, width,
                             std::round(bytes / 1e8) / 10),
                     LOOM_TEXT("Choose a smaller length or fewer features, or filter the rows first.")};
    return std::vector<float>(rows * width);
}

double quantile(std::span<const double> sorted, double share)
{
    return quantile(sorted.size(), [&](std::size_t i) { return sorted[i]; }, share);
}

Status scale(const Scaling& s, Table& table, const std::string& column)
{
    const auto from = column_to_change(table, column);
    if (!from)
        return from.error();
    put_column(table, column, changed_numbers(**from, [&](double v) { return (v - s.shift) / s.divisor; }));
    return Ok{};
}

Error without_numbers(const Column& c)
{
    return {Message(LOOM_TEXT("Column “%1” has no number in the training part."), c.name),
            LOOM_TEXT("Take the column out of the step, or drop it.")};
}

} // namespace loom
