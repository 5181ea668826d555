#include "plots/tickers.h"

#include <algorithm>
#include <cmath>

namespace loom {

double nice_step(double rough)
{
    if (!(rough > 0) || !std::isfinite(rough))
        return 1;
    const double power = std::pow(10, std::floor(std::log10(rough)));
    const double m = rough / power;
    return (m < 1.5 ? 1 : m < 3.5 ? 2 : m < 7.5 ? 5 : 10) * power;
}

/// The largest number of one digit, or 15, 150 …, that lies in the range: at least two thirds up it where it is 10 or more.
static double roundest_below(double range)
{
    const double power = std::pow(10, std::floor(std::log10(range))), m = range / power;
    return (m >= 1.5 && m < 2 && power >= 10 ? 1.5 : std::floor(m + 1e-9)) * power;
}

static int decimals_of(double step)
{
    return step >= 1 ? 0 : int(std::ceil(-std::log10(step) - 1e-9));
}

double NiceTicker::getTickStep(const QCPRange& range)
{
    step_ = nice_step(range.size() / std::max(1, tickCount()));
    if (step_ > range.size()) // One label tells nothing; two have little room.
        step_ = roundest_below(range.size());
    step_ = std::max(least_step_, step_);
    return step_;
}

QVector<double> NiceTicker::createTickVector(double step, const QCPRange& range)
{
    QVector<double> ticks;
    const double slack = range.size() * 1e-6;
    for (double k = std::ceil((range.lower - slack) / step); k * step <= range.upper + slack; ++k)
        ticks.append(k * step);
    most_ = std::max(std::abs(range.lower), std::abs(range.upper));
    return ticks;
}

QString NiceTicker::getTickLabel(double tick, const QLocale&, QChar, int)
{
    if (std::abs(tick) < step_ * 1e-6)
        return QStringLiteral("0");
    // Small numbers all in powers of ten: "1e-3" above "5e-4".
    if (most_ < 0.0095) {
        const int exponent = int(std::floor(std::log10(std::abs(tick)) + 1e-9));
        return QString::number(tick / std::pow(10, exponent), 'g', 3) + QStringLiteral("e-") +
               QString::number(-exponent);
    }
    return axis_number(tick, decimals_of(step_));
}

QVector<double> NiceLogTicker::createTickVector(double, const QCPRange& range)
{
    QVector<double> ticks;
    if (!(range.lower > 0) || !(range.upper > range.lower))
        return ticks;
    const double decades = std::log10(range.upper / range.lower);
    if (decades < 0.7) {
        const double step = nice_step(range.size() / std::clamp(tickCount(), 1, 4));
        for (double k = std::ceil(range.lower / step - 1e-9); k * step <= range.upper * (1 + 1e-9); ++k)
            ticks.append(k * step);
        return ticks;
    }
    const int every = decades > tickCount() - 1 ? int(std::ceil(decades / std::max(2, tickCount() - 3))) : 1;
    for (int e = int(std::floor(std::log10(range.lower))); std::pow(10, e) <= range.upper; ++e) {
        if (every > 1 && e % every)
            continue;
        for (const double m : {1.0, 2.0, 5.0}) {
            if (m != 1 && 3 * decades > tickCount())
                break;
            const double tick = m * std::pow(10, e);
            if (tick >= range.lower * (1 - 1e-9) && tick <= range.upper * (1 + 1e-9))
                ticks.append(tick);
        }
    }
    return ticks;
}

QString NiceLogTicker::getTickLabel(double tick, const QLocale&, QChar, int)
{
    const int exponent = int(std::floor(std::log10(tick) + 1e-9));
    const double m = tick / std::pow(10, exponent);
    const int more = std::abs(m - std::round(m)) < 1e-6 ? 0 : std::abs(m * 10 - std::round(m * 10)) < 1e-5 ? 1 : 2;
    return axis_number(tick, std::max(0, -exponent + more));
}

} // namespace loom
