#pragma once
#include "base/text.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace loom {

/// One setting of one thing, as the document stores it. Lists hold sizes, for example {3, 3}.
using Value = std::variant<bool, std::int64_t, double, std::string, std::vector<std::int64_t>>;
/// The settings of a type, in the order of its declaration.
using Values = std::vector<Value>;

/// Sizes of a tensor, outermost first. Pictures are {channels, height, width}, with the batch in front where there is one.
using Shape = std::vector<std::int64_t>;

enum class DType : std::uint8_t { F32, I32, I64, U8, F64, Bool };
std::size_t size_of(DType);
/// Fractions, not whole numbers or truth.
constexpr bool is_real(DType t)
{
    return t == DType::F32 || t == DType::F64;
}

/// The number of elements; 1 for the empty shape. Sizes must not be negative.
std::size_t count(const Shape&);
/// The number of elements, or nothing when it would not fit 2^62.
bool count_fits(const Shape&);
/// As people read it: "28×28×32" for {32, 28, 28} (channels last), "10" for {10}.
std::string shape_text(const Shape& sample_shape);
/// A quantity as people read it: "12,544".
std::string quantity_text(std::int64_t);
/// Up to six digits: "0.001", "1e-7".
std::string number_text(double);
/// For values in messages and files: 0.001, true, 3×3, same.
std::string value_text(const Value&);

} // namespace loom
