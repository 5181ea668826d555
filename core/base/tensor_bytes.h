#pragma once
#include "base/value.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace loom {

/// Element types of files of tensors that are read. Of networks F64 is never written.
enum class Element : std::uint8_t { F32, F64, I32, I64, U8, Bool };
std::size_t size_of(Element);

/// A tensor where its bytes are: little-endian, row-major.
struct TensorBytes {
    Element element = Element::F32;
    Shape shape;
    std::span<const std::uint8_t> bytes;
};
/// Of values that outlive the view.
TensorBytes tensor_bytes(Shape, std::span<const float>);
TensorBytes tensor_bytes(Shape, std::span<const double>);
TensorBytes tensor_bytes(Shape, std::span<const std::int32_t>);
TensorBytes tensor_bytes(Shape, std::span<const std::int64_t>);
TensorBytes tensor_bytes(Shape, std::span<const std::uint8_t>);

/// Its values as float, whatever its element type.
std::vector<float> floats(const TensorBytes&);

} // namespace loom
