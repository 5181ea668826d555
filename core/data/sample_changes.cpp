#include "data/sample_changes.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace loom {

void keep_in_range(std::span<float> pixels)
{
    for (float& v : pixels)
        v = std::clamp(v, 0.0f, 255.0f);
}

void warp(Augmented& sample, const Warp& map)
{
    const SampleForm& form = sample.form;
    const double middle_x = (double(form.width) - 1) / 2, middle_y = (double(form.height) - 1) / 2;
    const double last_x = double(form.width) - 1, last_y = double(form.height) - 1;
    std::ranges::copy(sample.values, sample.scratch.begin());
    for (std::size_t y = 0; y < form.height; ++y)
        for (std::size_t x = 0; x < form.width; ++x) {
            const double dx = double(x) - middle_x, dy = double(y) - middle_y;
            const double from_x = std::clamp(map.a * dx + map.b * dy + middle_x + map.right, 0.0, last_x);
            const double from_y = std::clamp(map.c * dx + map.d * dy + middle_y + map.down, 0.0, last_y);
            const auto left = std::size_t(from_x), top = std::size_t(from_y);
            const std::size_t right = left + (left + 1 < form.width), below = (top + (top + 1 < form.height)) * form.width;
            const auto across = float(from_x - double(left)), down = float(from_y - double(top));
            const std::size_t above = top * form.width;
            for (std::size_t c = 0; c < form.channels; ++c) {
                const float* from = sample.scratch.data() + c * form.area();
                const float upper = from[above + left] + across * (from[above + right] - from[above + left]);
                const float lower = from[below + left] + across * (from[below + right] - from[below + left]);
                sample.values[c * form.area() + y * form.width + x] = upper + down * (lower - upper);
            }
        }
}

void move_points(Augmented& sample, std::ptrdiff_t right, std::ptrdiff_t down)
{
    if (right == 0 && down == 0)
        return;
    const SampleForm& form = sample.form;
    const auto width = std::ptrdiff_t(form.width), height = std::ptrdiff_t(form.height);
    std::ranges::copy(sample.values, sample.scratch.begin());
    for (std::size_t c = 0; c < form.channels; ++c)
        for (std::ptrdiff_t y = 0; y < height; ++y) {
            const std::ptrdiff_t line = std::clamp<std::ptrdiff_t>(y - down, 0, height - 1);
            const float* from = sample.scratch.data() + std::ptrdiff_t(c * form.area()) + line * width;
            float* to = sample.values.data() + std::ptrdiff_t(c * form.area()) + y * width;
            for (std::ptrdiff_t x = 0; x < width; ++x)
                to[x] = from[std::clamp<std::ptrdiff_t>(x - right, 0, width - 1)];
        }
}

void fill_normal(std::span<float> out, Random& random)
{
    for (std::size_t i = 0; i < out.size(); i += 2) {
        const float radius = std::sqrt(-2 * std::log(1 - unit_float(random.bits())));
        const float angle = 2 * std::numbers::pi_v<float> * unit_float(random.bits());
        out[i] = radius * std::cos(angle);
        if (i + 1 < out.size())
            out[i + 1] = radius * std::sin(angle);
    }
}

static double gamma(Random& random, double shape)
{
    // Below 1 by the one above: Gamma(α) = Gamma(α + 1)·U^(1/α).
    const double boost = shape < 1 ? std::pow(1 - random.uniform(), 1 / shape) : 1;
    const double d = (shape < 1 ? shape + 1 : shape) - 1.0 / 3, c = 1 / std::sqrt(9 * d);
    for (;;) {
        const double x = random.normal(), root = 1 + c * x;
        if (root <= 0)
            continue;
        const double v = root * root * root;
        if (std::log(1 - random.uniform()) < 0.5 * x * x + d * (1 - v + std::log(v)))
            return boost * d * v;
    }
}

double beta(Random& random, double alpha)
{
    const double x = gamma(random, alpha), y = gamma(random, alpha);
    return x + y > 0 ? x / (x + y) : 0.5; // Both vanish only where α does.
}

double in_percent(double share)
{
    return std::round(share * 1000) / 10;
}

} // namespace loom
