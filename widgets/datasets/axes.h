#pragma once
#include "data/table.h"

#include <QRectF>
#include <QString>

#include <functional>
#include <vector>

class QPainter;

namespace loom {

/// 1, 2 or 5 times a power of ten, so that `range` has at most `steps` of them.
double nice_step(double range, int steps);
/// A value of the column as its axis and figures show it; dates as days.
QString value_text(const Column&, double value, int decimals);

/// Where an axis of a column has its numbers, and how they read there.
struct AxisMark {
    double value;
    QString text;
};
/// About one mark each `room` pixels of `length`. Categories: their names, those that fit.
std::vector<AxisMark> axis_marks(const Column&, double min, double max, int length, int room);

} // namespace loom
