#pragma once
#include "ir/program.h"

namespace loom {

/// What Binary means for two fractions: the definition, for devices and for numbers that are known beforehand. The
/// larger or smaller of two is NaN where one of them is.
double combine(BinaryKind, double a, double b);

} // namespace loom
