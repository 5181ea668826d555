#pragma once
#include <cstddef>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

namespace loom {

/// All points of one curve, kept for good, and a pyramid of their least and largest values, so that drawing costs as
/// much as the picture is wide. x must not fall. Stretches of evenly spaced x are stored as one.
class Series {
public:
    /// O(1) on average. y may be NaN: a point that was not measured.
    void append(double x, double y);
    void clear();

    std::size_t size() const { return y_.size(); }
    bool empty() const { return y_.empty(); }
    double x(std::size_t i) const;
    float y(std::size_t i) const { return y_[i]; }
    /// The first index whose x is at least `x`; size() where there is none.
    std::size_t index_at(double x) const;
    /// The point next to `x`; nothing when empty.
    std::optional<std::size_t> nearest(double x) const;

    struct Span {
        float low = std::numeric_limits<float>::infinity(), high = -std::numeric_limits<float>::infinity();
        bool empty() const { return low > high; }
        void add(float v)
        {
            low = v < low ? v : low;
            high = v > high ? v : high;
        }
        void add(const Span& s)
        {
            low = s.low < low ? s.low : low;
            high = s.high > high ? s.high : high;
        }
    };
    /// Least and largest value of the points [first, last), without NaN.
    Span span(std::size_t first, std::size_t last) const;

    /// What a picture `columns` wide of x in [from, to] must show: every point where they are few, else of each column
    /// the first, least, largest and last value, in that order. One point beyond either end is included.
    struct Picture {
        std::vector<std::pair<double, float>> points;
        bool reduced = false;
        std::vector<std::size_t> ends; // Of the columns: the first point behind each.
    };
    /// `log`: the columns are evenly wide by the logarithm of x, and `from` is above 0.
    void picture(double from, double to, int columns, Picture&, bool log = false) const;

    std::size_t memory_bytes() const;

private:
    void reduce(std::size_t first, std::size_t last, double from, double to, int columns, bool log, Picture&) const;

    // Level 0 summarises blocks of 16 points, a line of the processor's cache; each further one 8 of the level before.
    // Only full blocks are kept.
    static constexpr std::size_t first_block = 16, fan = 8;
    struct Run {
        std::size_t first;
        double x0, dx;
    };
    std::vector<float> y_;
    std::vector<Run> runs_;
    std::vector<std::vector<Span>> levels_;
};

} // namespace loom
