#pragma once
#include <QString>

namespace loom {

/// As axes show a number: commas in thousands, "1e-3" below 0.001, "5.6 G" from ten millions on.
QString axis_number(double value, int decimals);
/// As tips, tables and key figures show a measure: four significant digits ("0.02910", "1.235", "206,855").
QString measure_text(double value);

} // namespace loom
