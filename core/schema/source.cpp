#include "schema/source.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstdlib>
#include <numeric>

namespace loom {

// An array without values is a shape alone, of a network that was never trained, and stays one.

Array filled(Shape shape, float value)
{
    const std::size_t n = count(shape);
    return {std::move(shape), std::vector<float>(n, value)};
}

Array permuted(const Array& a, const std::vector<int>& order)
{
    const std::size_t rank = order.size();
    assert(rank == a.shape.size());
    std::vector<std::size_t> stride(rank, 1);
    for (std::size_t i = rank; i-- > 1;)
        stride[i - 1] = stride[i] * std::size_t(a.shape[i]);
    Array result;
    for (const int axis : order)
        result.shape.push_back(a.shape[std::size_t(axis)]);
    result.values.resize(a.values.size());
    std::vector<std::int64_t> at(rank, 0);
    std::size_t from = 0;
    for (float& value : result.values) {
        value = a.values[from];
        for (std::size_t i = rank; i-- > 0;) {
            const std::size_t step = stride[std::size_t(order[i])];
            from += step;
            if (++at[i] < result.shape[i])
                break;
            from -= step * std::size_t(at[i]);
            at[i] = 0;
        }
    }
    return result;
}

Array reshaped(Array a, Shape shape)
{
    assert(a.values.empty() || count(shape) == a.values.size());
    a.shape = std::move(shape);
    return a;
}

Array stacked(const std::vector<Array>& parts)
{
    Array result = parts.front();
    for (const Array& part : std::span(parts).subspan(1)) {
        result.shape[0] += part.shape[0];
        result.values.insert(result.values.end(), part.values.begin(), part.values.end());
    }
    return result;
}

Array reordered(const Array& a, const std::vector<int>& blocks)
{
    Array result = a;
    const std::size_t row = std::size_t(a.shape.back()), width = row / blocks.size();
    for (std::size_t begin = 0; begin < a.values.size(); begin += row)
        for (std::size_t i = 0; i < blocks.size(); ++i)
            std::copy_n(a.values.begin() + std::ptrdiff_t(begin + std::size_t(blocks[i]) * width), width,
                        result.values.begin() + std::ptrdiff_t(begin + i * width));
    return result;
}

void torch_linear(SourceWriter& w, const std::string& name, const std::string& prefix, bool bias, std::string_view part)
{
    w.weight(prefix + "weight", permuted(w.own(name), {1, 0}), part);
    if (bias)
        w.weight(prefix + "bias", w.own(name + "_bias"), part);
}

void keras_dense(SourceWriter& w, const std::string& name, const std::string& prefix, bool bias, std::string_view part)
{
    w.weight(prefix + "kernel", w.own(name), part);
    if (bias)
        w.weight(prefix + "bias", w.own(name + "_bias"), part);
}

std::string python(double v)
{
    if (!std::isfinite(v))
        return fmt::format("float(\"{}\")", v);
    // 1 − 0.9 is 0.09999999999999998: what 15 digits say as well, for numbers that are computed with as float, is shorter.
    const std::string exact = fmt::format("{}", v), rounded = fmt::format("{:.15g}", v);
    return rounded.size() < exact.size() && float(std::strtod(rounded.c_str(), nullptr)) == float(v) ? rounded : exact;
}
std::string python(std::int64_t v)
{
    return std::to_string(v);
}
std::string python(bool v)
{
    return v ? "True" : "False";
}
std::string python_sizes(const std::vector<std::int64_t>& sizes)
{
    const bool alike = std::ranges::all_of(sizes, [&](auto s) { return s == sizes[0]; });
    return alike ? python(sizes[0]) : python_tuple(sizes);
}
std::string python_tuple(const std::vector<std::int64_t>& sizes)
{
    return fmt::format("({}{})", fmt::join(sizes, ", "), sizes.size() == 1 ? "," : "");
}
std::string python_string(std::string_view text)
{
    return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}
std::string keyword(std::string_view key, const std::string& value)
{
    return std::string(key) + "=" + value;
}

std::string with_axes(std::string_view type, std::size_t spatial, char d)
{
    return std::string(type) + std::to_string(spatial) + d;
}

std::vector<std::int64_t> spatial_axes(const Shape& sample)
{
    std::vector<std::int64_t> axes(sample.size() - 1);
    std::iota(axes.begin(), axes.end(), 2);
    return axes;
}

namespace {

std::string moved(SourceWriter& w, const std::string& x, const Shape& sample, std::string_view part, bool first)
{
    if (sample.size() < 2)
        return x;
    std::vector<std::int64_t> order(sample.size()); // Keras counts from 1, without the batch.
    std::iota(order.begin(), order.end(), 1);
    std::ranges::rotate(order, first ? order.end() - 1 : order.begin() + 1);
    return w.make("layers.Permute", {python_tuple(order)}, part) + "(" + x + ")";
}

} // namespace

std::string keras_channels_first(SourceWriter& w, const std::string& x, const Shape& sample, std::string_view part)
{
    return moved(w, x, sample, part, true);
}
std::string keras_channels_last(SourceWriter& w, const std::string& x, const Shape& sample, std::string_view part)
{
    return moved(w, x, sample, part, false);
}

} // namespace loom
