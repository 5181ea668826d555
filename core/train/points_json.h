#pragma once
#include "train/points.h"

#include <functional>
#include <string>
#include <string_view>

namespace loom {

/// A line of metrics.jsonl, without its end. What was not measured is null.
std::string line_of(const StepPoint&);
std::string line_of(const EpochPoint&);

/// Calls one of the two for each line, in order, until the first line that is torn or no point.
void each_point(std::string_view text, const std::function<void(std::string_view line, const StepPoint&)>& step,
                const std::function<void(std::string_view line, const EpochPoint&)>& epoch);

} // namespace loom
