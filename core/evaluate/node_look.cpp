#include "evaluate/node_look.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace loom {
namespace {

constexpr std::int64_t most_maps = 4, most_bars = 10, cells_in_row = 16, most_cells = 64;

/// Where the i-th of `parts` equal parts of a length begins.
std::int64_t cut(std::int64_t length, std::int64_t i, std::int64_t parts) { return length * i / parts; }

class Shader {
public:
    explicit Shader(std::span<const float> numbers)
    {
        double low = std::numeric_limits<double>::infinity(), high = -low;
        for (const float v : numbers)
            if (std::isfinite(v)) {
                low = std::min(low, double(v));
                high = std::max(high, double(v));
            } else {
                ++broken_;
            }
        if (low <= high) {
            low_ = low;
            high_ = high;
        }
    }
    double low() const { return low_; }
    double high() const { return high_; }
    std::size_t broken() const { return broken_; }
    std::uint8_t operator()(double v) const
    {
        if (!std::isfinite(v) || high_ <= low_)
            return 0;
        return std::uint8_t(std::lround(255 * std::clamp((v - low_) / (high_ - low_), 0.0, 1.0)));
    }

private:
    double low_ = 0, high_ = 0;
    std::size_t broken_ = 0;
};

/// rows × columns numbers, neighbours taken together where there are more than `most` on a side.
NodeLook::Map map_of(std::span<const float> numbers, std::int64_t rows, std::int64_t columns, std::int64_t most_rows, std::int64_t most_columns,
                     const Shader& shade)
{
    NodeLook::Map map{int(std::min(columns, most_columns)), int(std::min(rows, most_rows)), {}};
    map.cells = map.width * map.height;
    map.shades.reserve(std::size_t(map.width) * std::size_t(map.height));
    for (int y = 0; y < map.height; ++y)
        for (int x = 0; x < map.width; ++x) {
            double sum = 0;
            const auto top = cut(rows, y, map.height), bottom = cut(rows, y + 1, map.height);
            const auto left = cut(columns, x, map.width), right = cut(columns, x + 1, map.width);
            for (auto row = top; row < bottom; ++row)
                for (auto column = left; column < right; ++column)
                    sum += double(numbers[std::size_t(row * columns + column)]);
            map.shades.push_back(shade(sum / double((bottom - top) * (right - left))));
        }
    return map;
}

} // namespace

std::size_t NodeLook::bytes() const
{
    std::size_t sum = sizeof(NodeLook) + maps.size() * sizeof(Map);
    for (const Map& map : maps)
        sum += map.shades.size();
    return sum;
}

NodeLook look_of(const Shape& sample, std::span<const float> numbers)
{
    const Shader shade(numbers);
    NodeLook look{.low = shade.low(), .high = shade.high(), .broken = shade.broken()};
    const auto values = std::int64_t(numbers.size());
    if (values == 0)
        return look;
    if (sample.size() >= 3) {
        look.form = NodeLook::Form::Maps;
        const std::int64_t rows = sample[sample.size() - 2], columns = sample.back(), channels = sample[0];
        const std::int64_t layers = values / (channels * rows * columns); // Of a volume.
        for (std::int64_t c = 0; c < std::min(channels, most_maps); ++c)
            look.maps.push_back(map_of(numbers.subspan(std::size_t((c * layers + layers / 2) * rows * columns), std::size_t(rows * columns)), rows, columns,
                                       look_side, look_side, shade));
    } else if (sample.size() == 2) {
        look.form = NodeLook::Form::Steps;
        look.maps.push_back(map_of(numbers, sample[0], sample[1], look_side, most_maps * look_side, shade));
    } else if (values <= most_bars) {
        look.form = NodeLook::Form::Bars;
        look.maps.push_back(map_of(numbers, 1, values, 1, most_bars, shade));
    } else {
        // Filled up to whole rows of cells.
        const NodeLook::Map cells = map_of(numbers, 1, values, 1, most_cells, shade);
        NodeLook::Map map{int(cells_in_row), int((cells.width + cells_in_row - 1) / cells_in_row), cells.shades, cells.width};
        map.shades.resize(std::size_t(map.width) * std::size_t(map.height));
        look.maps.push_back(std::move(map));
    }
    return look;
}

} // namespace loom
