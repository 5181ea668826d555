#pragma once
#include <nlohmann/json.hpp>

#include <cmath>
#include <limits>

namespace loom {

/// A number as JSON has it; null where it is infinite or none, for which JSON has no words.
inline nlohmann::json json_number(double v) { return std::isfinite(v) ? nlohmann::json(v) : nlohmann::json(); }

/// The same back: NaN for null. Throws json::exception for what is no number.
inline double number_of_json(const nlohmann::json& j) { return j.is_null() ? std::numeric_limits<double>::quiet_NaN() : j.get<double>(); }

} // namespace loom
