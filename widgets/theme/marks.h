#pragma once
#include "theme/theme.h"

#include <QPointF>

class QPainter;

namespace loom {

/// The mark of the n-th series: circle, square, triangle, diamond, cross, plus; filled from the seventh on.
void paint_mark(QPainter&, int series, QPointF centre, const Theme&);

} // namespace loom
