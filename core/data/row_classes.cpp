#include "data/row_classes.h"
#include "schema/boxes.h"

#include <algorithm>

namespace loom {

std::span<const std::int32_t> row_classes(const Dataset& data, std::uint32_t row, std::vector<std::int32_t>& into)
{
    into.clear();
    if (!holds_boxes(data.facts())) {
        if (const std::int32_t label = data.label(row); label >= 0)
            into.push_back(label);
        return into;
    }
    thread_local std::vector<float> target;
    target.resize(std::size_t(data.facts().target_width));
    data.targets(std::span(&row, 1), target);
    for (std::size_t i = 0; i < target.size() && target[i] >= 0; i += box_values)
        if (const auto name = std::int32_t(target[i]); std::ranges::find(into, name) == into.end())
            into.push_back(name);
    return into;
}

bool is_of_class(const Dataset& data, std::uint32_t row, std::int32_t label)
{
    thread_local std::vector<std::int32_t> classes;
    return std::ranges::count(row_classes(data, row, classes), label) > 0;
}

} // namespace loom
