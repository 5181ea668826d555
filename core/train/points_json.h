#pragma once
#include "train/points.h"

#include <functional>
#include <string>
#include <string_view>

namespace loom {

/// A line of metrics.jsonl, without its end. What was not measured is null. Steps lie in a file of their own (step_log.h); those of
/// runs before 2026-11-28 are lines too.
std::string line_of(const EpochPoint&);
std::string line_of(const MarkPoint&);

struct PointReaders {
    std::function<void(std::string_view line, const StepPoint&)> step;
    std::function<void(std::string_view line, const EpochPoint&)> epoch;
    std::function<void(std::string_view line, const MarkPoint&)> mark;
};
/// Calls one of them for each line, in order, until the first line that is torn or no point. How many bytes that were.
std::size_t each_point(std::string_view text, const PointReaders&);

} // namespace loom
