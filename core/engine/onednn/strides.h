#pragma once
#include "base/value.h"
#include "engine/kernels/kernels.h"

#include <vector>

namespace loom::onednn {

using namespace loops;

using Strides = std::vector<std::ptrdiff_t>;

/// Row-major strides of `shape`, aligned at the last of `rank` axes; 0 along axes of size 1.
Strides broadcast_strides(const Shape& shape, std::size_t rank);
/// The loops over `shape` with these strides; neighbouring axes that can be walked as one are merged.
Strided strided(const Shape& shape, const Strides& a, const Strides& b, const Strides& out);
/// `shape` with size 1 along `axes`.
Shape with_ones(Shape shape, const std::vector<int>& axes);

} // namespace loom::onednn
