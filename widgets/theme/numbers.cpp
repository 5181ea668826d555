#include "theme/numbers.h"

#include "theme/language.h"

#include <algorithm>
#include <cmath>

namespace loom {

QString axis_number(double value, int decimals)
{
    if (value == 0)
        return QStringLiteral("0");
    const double size = std::abs(value);
    QString text;
    if (size < 0.001) {
        const int exponent = int(std::floor(std::log10(size) + 1e-9));
        text = QString::number(size / std::pow(10, exponent), 'g', 3) + QStringLiteral("e-") +
               QString::number(-exponent);
    } else if (size >= 1e7) {
        text = short_count(size);
    } else {
        text = QString::number(size, 'f', decimals);
        const qsizetype point = text.indexOf(QLatin1Char('.'));
        for (qsizetype at = (point < 0 ? text.size() : point) - 3; at > 0; at -= 3)
            text.insert(at, QLatin1Char(','));
    }
    return value < 0 ? QChar(0x2212) + text : text;
}

QString measure_text(double value)
{
    if (std::isnan(value))
        return QStringLiteral("–");
    if (value == 0)
        return QStringLiteral("0");
    return axis_number(value, std::clamp(3 - int(std::floor(std::log10(std::abs(value)))), 0, 6));
}

} // namespace loom
