#include "plots/column_bars.h"

#include <algorithm>
#include <climits>
#include <span>

namespace loom {

namespace {

using Bars = std::span<const ColumnBar>;

/// Rows from the bars' tops down to `base`: what is common in one rectangle, the rest by halves.
void cover_above(Bars bars, int base, QVector<QRect>& out)
{
    int least = INT_MAX, most = INT_MIN;
    for (const ColumnBar& b : bars) {
        least = std::min(least, b.top);
        most = std::max(most, b.top);
    }
    if (least >= base)
        return;
    if (most < base)
        out.append(QRect(bars.front().x, most, int(bars.size()), base - most));
    if (bars.size() == 1 || least == most)
        return;
    cover_above(bars.first(bars.size() / 2), std::min(base, most), out);
    cover_above(bars.subspan(bars.size() / 2), std::min(base, most), out);
}

/// Rows from `base` down to the bars' bottoms.
void cover_below(Bars bars, int base, QVector<QRect>& out)
{
    int least = INT_MAX, most = INT_MIN;
    for (const ColumnBar& b : bars) {
        least = std::min(least, b.bottom);
        most = std::max(most, b.bottom);
    }
    if (most <= base)
        return;
    if (least > base)
        out.append(QRect(bars.front().x, base, int(bars.size()), least - base));
    if (bars.size() == 1 || least == most)
        return;
    cover_below(bars.first(bars.size() / 2), std::max(base, least), out);
    cover_below(bars.subspan(bars.size() / 2), std::max(base, least), out);
}

/// Bars of columns side by side: the rows that all have, and what stands out above and below them.
void cover_stretch(Bars bars, QVector<QRect>& out)
{
    int top = INT_MIN, bottom = INT_MAX;
    for (const ColumnBar& b : bars) {
        top = std::max(top, b.top);
        bottom = std::min(bottom, b.bottom);
    }
    if (top < bottom) {
        out.append(QRect(bars.front().x, top, int(bars.size()), bottom - top));
        cover_above(bars, top, out);
        cover_below(bars, bottom, out);
    } else if (bars.size() > 1) {
        cover_stretch(bars.first(bars.size() / 2), out);
        cover_stretch(bars.subspan(bars.size() / 2), out);
    }
}

} // namespace

void cover_bars(const std::vector<ColumnBar>& bars, QVector<QRect>& out)
{
    for (std::size_t begin = 0, end; begin < bars.size(); begin = end) {
        end = begin + 1;
        while (end < bars.size() && bars[end].x == bars[end - 1].x + 1)
            ++end;
        cover_stretch(Bars(bars).subspan(begin, end - begin), out);
    }
}

} // namespace loom
