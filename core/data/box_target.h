#pragma once
#include "data/boxes.h"
#include "schema/data_setup.h"

#include <functional>

namespace loom {

/// A column of boxes as numbers (schema/boxes.h).
struct BoxTarget {
    std::vector<std::string> classes; // In natural order.
    std::int64_t objects = 1;         // In each row, most of which may only fill up.
    std::vector<float> values;        // Row after row; NaN first where a row has no list.
};
/// `given`: what a row's text is in place of the column's, or null. All of them are lists of boxes, or empty.
BoxTarget box_target(const Column&, const std::function<const std::string*(std::uint32_t)>& given);

/// An error where a step would move what is in a picture, but not its boxes.
Status boxes_stay(std::span<const PreparationStep>);

} // namespace loom
