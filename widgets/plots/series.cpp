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
    const auto add = [&s](const auto& values, std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i)
            s.add(values[i]);
    };
    std::size_t begin = (first + first_block - 1) / first_block, end = last / first_block;
    if (begin >= end) {
        add(y_, first, last);
        return s;
    }
    add(y_, first, begin * first_block);
    add(y_, end * first_block, last);
    // Upwards, as long as a block of the next level lies between; what is beside such blocks counts here.
    for (const auto& level : levels_) {
        const std::size_t above = (begin + fan - 1) / fan, above_end = end / fan;
        if (above >= above_end) {
            add(level, begin, end);
            break;
        }
        add(level, begin, above * fan);
        add(level, above_end * fan, end);
        begin = above;
        end = above_end;
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
    reduce(first, last, from, to, columns, log, out);
}

void Series::reduce(std::size_t first, std::size_t last, double from, double to, int columns, bool log, Picture& out) const
{
    out.reduced = true;
    const double step = log ? std::log(to / from) / columns : (to - from) / columns;
    const auto at = [&](double column) { return log ? from * std::exp(step * column) : from + step * column; };
    out.ends.clear();
    for (int c = 1; c < columns; ++c) {
        const std::size_t end = std::min(index_at(at(c)), last);
        out.ends.push_back(end);
        // Columns end far apart in memory: all of them are on their way before the first is read.
        __builtin_prefetch(y_.data() + end);
        if (!levels_.empty())
            __builtin_prefetch(levels_.front().data() + end / first_block);
    }
    out.ends.push_back(last);
    std::size_t begin = first;
    for (int c = 0; c < columns; ++c) {
        const std::size_t end = out.ends[std::size_t(c)];
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
