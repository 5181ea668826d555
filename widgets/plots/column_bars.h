#pragma once
#include <QRect>
#include <QVector>

#include <vector>

namespace loom {

/// A bar in one column of pixels: rows [top, bottom), in pixels of the screen.
struct ColumnBar {
    int x, top, bottom;
};

/// Rectangles that cover each pixel of the bars once and no other, appended to `out`: as wide as neighbouring bars reach
/// together, so that most pixels are painted by rows. `bars`: x rises, one bar for each column; columns may be missing.
/// At most about two rectangles for each bar.
void cover_bars(const std::vector<ColumnBar>& bars, QVector<QRect>& out);

} // namespace loom
