#pragma once
#include "base/value.h"

#include <cstdint>
#include <span>
#include <vector>

namespace loom {

/// What a layer gives for one sample, as small pictures in shades: 0 is the smallest of its finite numbers, 255 the
/// largest. At most 16 KiB, whatever the layer gives.
struct NodeLook {
    enum class Form {
        Maps,  // Up to four channels of a picture (of a volume: its middle), each a map.
        Vector, // Numbers of a vector one by one, or means of neighbours, 16 in a row.
        Bars,  // At most ten numbers, as heights.
        Steps  // A sequence: features downwards, steps to the right.
    };
    struct Map {
        int width = 0, height = 0;
        std::vector<std::uint8_t> shades; // Row by row.
        int cells = 0; // How many of them hold numbers: the last row of a vector may be shorter.
    };
    Form form = Form::Vector;
    std::vector<Map> maps; // One, but for Maps.
    double low = 0, high = 0;
    std::size_t broken = 0; // How many numbers are no finite ones; their shade is 0.

    /// The number that a shade stands for.
    double number(std::uint8_t shade) const { return low + shade / 255.0 * (high - low); }
    std::size_t bytes() const;
};
inline constexpr int look_side = 36; // No map is wider or higher.

/// `sample`: {channels, spatial…}, as layers have it.
NodeLook look_of(const Shape& sample, std::span<const float> numbers);

} // namespace loom
