#include "datasets/axes.h"
#include "datasets/table_view.h"

#include <QDateTime>
#include <QTimeZone>

#include <algorithm>
#include <cmath>

namespace loom {

double nice_step(double range, int steps)
{
    const double rough = range / steps, power = std::pow(10, std::floor(std::log10(rough)));
    for (double factor : {1.0, 2.0, 5.0})
        if (rough <= factor * power * (1 + 1e-9))
            return factor * power;
    return 10 * power;
}

QString value_text(const Column& column, double value, int decimals)
{
    if (column.type == ColumnType::DateTime)
        return QDateTime::fromSecsSinceEpoch(qint64(value), QTimeZone::utc()).toString(QStringLiteral("yyyy-MM-dd"));
    return shown_number(value, decimals);
}

std::vector<AxisMark> axis_marks(const Column& column, double min, double max, int length, int room)
{
    std::vector<AxisMark> marks;
    const int most = std::max(2, length / std::max(1, room));
    if (const auto* codes = std::get_if<Codes>(&column.cells)) {
        const std::size_t step = std::max<std::size_t>(1, (codes->names.size() + std::size_t(most) - 1) / std::size_t(most));
        for (std::size_t i = 0; i < codes->names.size(); i += step)
            marks.push_back({double(i), QString::fromStdString(codes->names[i])});
        return marks;
    }
    if (max <= min)
        return {{min, value_text(column, min, decimals_of(column))}};
    if (column.type == ColumnType::DateTime) {
        for (const double v : {min, (min + max) / 2, max})
            marks.push_back({v, value_text(column, v, 0)});
        return marks;
    }
    const double least = column.type == ColumnType::Integer ? 1 : 0, step = std::max(least, nice_step(max - min, most));
    const int places = std::clamp(-int(std::floor(std::log10(step))), 0, 6);
    const double first = std::ceil(min / step - 1e-9) * step;
    for (int i = 0; i <= most + 1; ++i) { // Of very large numbers a step may be too small to be added.
        const double v = first + i * step;
        if (v > max + step * 1e-9 || (i > 0 && v == first))
            break;
        marks.push_back({v, shown_number(std::abs(v) < step * 1e-6 ? 0 : v, places)});
    }
    return marks;
}

} // namespace loom
