#pragma once
#include "data/sample_form.h"

#include <array>

namespace loom {

// What steps that augment share.

/// Kept within 0–255.
void keep_in_range(std::span<float> pixels);

/// From a place in the changed picture to the one that it shows: (a·x + b·y, c·x + d·y) from the middle of the new picture, then
/// from the middle of the old one moved by (right, down), in points.
struct Warp {
    double a = 1, b = 0, c = 0, d = 1, right = 0, down = 0;
};
/// Bilinear between points; beyond the edges stand the edge's own.
void warp(Augmented&, const Warp&);

/// Every line moved by whole points to the right, and the lines down; what comes in is the edge's own.
void move_points(Augmented&, std::ptrdiff_t right, std::ptrdiff_t down);

/// How much red, green and blue give to how light a point is, as in fit_picture().
constexpr std::array<float, 3> luma = {0.299f, 0.587f, 0.114f};

/// Independent numbers of mean 0 and deviation 1 (Box and Muller 1958).
void fill_normal(std::span<float>, Random&);

/// Beta(α, α), by two Gamma variates (Marsaglia and Tsang 2000).
double beta(Random&, double alpha);

/// For words: 0.1 → 10, to a tenth.
double in_percent(double share);

/// A rectangle in the picture, in points.
struct Rectangle {
    std::size_t left = 0, top = 0, width = 0, height = 0;
};
/// Calls visit(points, place) for each line of it in each channel; `place`: that of its first point in the sample.
template <class Visit>
void each_line(const Augmented& a, const Rectangle& box, Visit visit)
{
    for (std::size_t c = 0; c < a.form.channels; ++c)
        for (std::size_t y = box.top; y < box.top + box.height; ++y)
            visit(a.channel(c).subspan(y * a.form.width + box.left, box.width), c * a.form.area() + y * a.form.width + box.left);
}

} // namespace loom
