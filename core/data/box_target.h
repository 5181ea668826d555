#pragma once
#include "data/boxes.h"
#include "schema/data_setup.h"

#include <functional>

namespace loom {

/// A column of boxes as numbers (schema/boxes.h).
struct BoxTarget {
    std::vector<std::string> classes; // In natural order.
    std::int64_t objects = 1;         // The most of a row.
    std::vector<float> values;        // box_values of each object, row after row.
    std::vector<std::size_t> begins;  // Where each row's values begin, and the end of the last.
    std::vector<bool> known;          // Per row: it has a list, perhaps an empty one.
};
/// `given`: what a row's text is in place of the column's, or null. All of them are lists of boxes, or empty.
BoxTarget box_target(const Column&, const std::function<const std::string*(std::uint32_t)>& given);

/// An error where a step would move what is in a picture, but not its boxes.
Status boxes_stay(std::span<const PreparationStep>);

} // namespace loom
