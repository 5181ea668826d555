#include "bridge/sample_words.h"

#include "theme/language.h"

#include <QStringList>

#include <algorithm>

namespace loom {
namespace {

constexpr std::size_t most_bytes = 400; // Of a text: more is never seen in a line.

QString cell_words(const Column& column, std::uint32_t row)
{
    std::string text = column.text(row);
    text.resize(std::min(text.size(), most_bytes));
    return shown(text).simplified();
}

const Column* find_column(const Dataset& data, const std::string& name)
{
    const auto found = std::ranges::find(data.table().columns, name, &Column::name);
    return found == data.table().columns.end() ? nullptr : &*found;
}

} // namespace

QString target_words(const Dataset& data, std::uint32_t row)
{
    const Column* column = find_column(data, data.target());
    if (!column || row >= data.table().rows)
        return {};
    const std::int32_t label = data.label(row);
    const auto& classes = data.facts().classes;
    const QString value = label >= 0 && std::size_t(label) < classes.size() ? shown(classes[std::size_t(label)]) : cell_words(*column, row);
    return value.isEmpty() ? value : shown(data.target()) + QLatin1Char(' ') + value;
}

QString row_words(const Dataset& data, std::uint32_t row, std::size_t columns)
{
    QStringList words;
    if (row >= data.table().rows)
        return {};
    for (const Column& column : data.table().columns) {
        if (column.name == data.target() || column.type == ColumnType::Image || column.type == ColumnType::Audio || column.type == ColumnType::Vector)
            continue;
        const QString value = cell_words(column, row);
        if (value.isEmpty())
            continue;
        if (column.type == ColumnType::Text)
            return value;
        if (std::size_t(words.size()) < columns)
            words << shown(column.name) + QLatin1Char(' ') + value;
    }
    return words.join(QStringLiteral(" · "));
}

} // namespace loom
