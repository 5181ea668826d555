#include "base/tensor_bytes.h"

#include <bit>
#include <cassert>
#include <cstring>

namespace loom {
namespace {

static_assert(std::endian::native == std::endian::little);

template <class T>
TensorBytes bytes_of(Element element, Shape shape, std::span<const T> values)
{
    assert(count(shape) == values.size());
    return {element, std::move(shape), {reinterpret_cast<const std::uint8_t*>(values.data()), values.size_bytes()}};
}

template <class T>
void convert(std::span<const std::uint8_t> bytes, std::vector<float>& out)
{
    out.resize(bytes.size() / sizeof(T));
    for (std::size_t i = 0; i < out.size(); ++i) {
        T v; // The bytes need not be aligned.
        std::memcpy(&v, bytes.data() + i * sizeof(T), sizeof(T));
        out[i] = float(v);
    }
}

} // namespace

std::size_t size_of(Element element)
{
    switch (element) {
    case Element::F32:
    case Element::I32:
        return 4;
    case Element::F64:
    case Element::I64:
        return 8;
    case Element::U8:
    case Element::Bool:
        return 1;
    }
    return 0;
}

TensorBytes tensor_bytes(Shape shape, std::span<const float> v)
{
    return bytes_of(Element::F32, std::move(shape), v);
}
TensorBytes tensor_bytes(Shape shape, std::span<const double> v)
{
    return bytes_of(Element::F64, std::move(shape), v);
}
TensorBytes tensor_bytes(Shape shape, std::span<const std::int32_t> v)
{
    return bytes_of(Element::I32, std::move(shape), v);
}
TensorBytes tensor_bytes(Shape shape, std::span<const std::int64_t> v)
{
    return bytes_of(Element::I64, std::move(shape), v);
}
TensorBytes tensor_bytes(Shape shape, std::span<const std::uint8_t> v)
{
    return bytes_of(Element::U8, std::move(shape), v);
}

std::vector<float> floats(const TensorBytes& t)
{
    std::vector<float> out;
    switch (t.element) {
    case Element::F32:
        convert<float>(t.bytes, out);
        break;
    case Element::F64:
        convert<double>(t.bytes, out);
        break;
    case Element::I32:
        convert<std::int32_t>(t.bytes, out);
        break;
    case Element::I64:
        convert<std::int64_t>(t.bytes, out);
        break;
    case Element::U8:
    case Element::Bool:
        convert<std::uint8_t>(t.bytes, out);
        break;
    }
    return out;
}

} // namespace loom
