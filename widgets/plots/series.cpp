#include "plots/series.h"

#include <algorithm>
#include <cmath>

namespace loom {

void Series::append(double x, double y)
{
    const std::size_t i = y_.size();
    bool extended = false;
    if (!runs_.empty()) {
        Run& run = runs_.back();
        const std::size_t n = i - run.first;
        if (n == 1) {
            run.dx = x - run.x0;
            extended = true;
        } else {
            extended = std::abs(run.x0 + double(n) * run.dx - x) <= 1e-9 * std::max(1.0, std::abs(x));
        }
    }
    if (!extended)
        runs_.push_back({i, x, 0});
    y_.push_back(float(y));

    // Blocks that this point filled.
    std::size_t block = first_block;
    for (std::size_t level = 0; (i + 1) % block == 0; ++level, block *= fan) {
        if (levels_.size() == level)
            levels_.emplace_back();
        Span s;
        if (level == 0) {
            for (std::size_t k = i + 1 - block; k <= i; ++k)
                s.add(y_[k]);
        } else {
            const auto& below = levels_[level - 1];
            for (std::size_t k = below.size() - fan; k < below.size(); ++k)
                s.add(below[k]);
        }
        levels_[level].push_back(s);
    }
}

void Series::clear()
{
    y_.clear();
    runs_.clear();
    levels_.clear();
}

double Series::x(std::size_t i) const
{
    const auto after = std::ranges::upper_bound(runs_, i, {}, &Run::first);
    const Run& run = *std::prev(after);
    return run.x0 + double(i - run.first) * run.dx;
}

std::size_t Series::index_at(double x) const
{
    if (empty())
        return 0;
    // The last stretch that begins before x.
    const auto after = std::ranges::lower_bound(runs_, x, {}, &Run::x0);
    if (after == runs_.begin())
        return 0;
    const Run& run = *std::prev(after);
    const std::size_t end = after == runs_.end() ? size() : after->first;
    if (run.dx <= 0)
        return end;
    // The quotient may be off by one where x lies at a point: what x() gives decides.
    std::size_t i = run.first + std::min(std::size_t(std::max(std::ceil((x - run.x0) / run.dx), 0.0)), end - run.first);
    while (i > run.first && this->x(i - 1) >= x)
        --i;
    while (i < end && this->x(i) < x)
        ++i;
    return i;
}

std::optional<std::size_t> Series::nearest(double at) const
{
    if (empty())
        return {};
    const std::size_t i = index_at(at);
    if (i == 0)
        return 0;
    if (i == size())
        return size() - 1;
    return at - x(i - 1) <= x(i) - at ? i - 1 : i;
}

Series::Span Series::span(std::size_t first, std::size_t last) const
{
    Span s;
    // Upwards: the largest full block that begins here and ends before `last`.
    while (first < last) {
        std::size_t block = 1, level = 0;
        for (std::size_t next = first_block, l = 1; l <= levels_.size(); ++l, next *= fan) {
            if (first % next != 0 || first + next > last)
                break;
            block = next;
            level = l;
        }
        if (level == 0)
            s.add(y_[first]);
        else
            s.add(levels_[level - 1][first / block]);
        first += block;
    }
    return s;
}

void Series::picture(double from, double to, int columns, Picture& out, bool log) const
{
    out.points.clear();
    out.reduced = false;
    if (empty() || columns <= 0 || !(from < to) || (log && !(from > 0)))
        return;
    std::size_t first = index_at(from), last = index_at(std::nextafter(to, INFINITY));
    first = first ? first - 1 : 0;
    last = std::min(last + 1, size());
    if (last - first <= std::size_t(columns) * 4) {
        for (std::size_t i = first; i < last; ++i)
            out.points.emplace_back(x(i), y_[i]);
        return;
    }
    out.reduced = true;
    const double step = log ? std::log(to / from) / columns : (to - from) / columns;
    const auto at = [&](double column) { return log ? from * std::exp(step * column) : from + step * column; };
    std::size_t begin = first;
    for (int c = 0; c < columns; ++c) {
        const std::size_t end = c + 1 == columns ? last : std::min(index_at(at(c + 1)), last);
        if (begin >= end)
            continue;
        const double centre = at(c + 0.5);
        const Span s = span(begin, end);
        if (!s.empty()) {
            if (!std::isnan(y_[begin]))
                out.points.emplace_back(centre, y_[begin]);
            out.points.emplace_back(centre, s.low);
            out.points.emplace_back(centre, s.high);
            if (!std::isnan(y_[end - 1]))
                out.points.emplace_back(centre, y_[end - 1]);
        }
        begin = end;
    }
}

std::size_t Series::memory_bytes() const
{
    std::size_t bytes = y_.capacity() * sizeof(float) + runs_.capacity() * sizeof(Run);
    for (const auto& level : levels_)
        bytes += level.capacity() * sizeof(Span);
    return bytes;
}

} // namespace loom
