#include "base/value.h"
#include "base/result.h"

#include <fmt/format.h>

#include <algorithm>

namespace loom {

std::size_t size_of(DType t)
{
    switch (t) {
    case DType::F32:
    case DType::I32: return 4;
    case DType::I64:
    case DType::F64: return 8;
    case DType::U8:
    case DType::Bool: return 1;
    }
    return 0;
}

std::size_t count(const Shape& shape)
{
    std::size_t n = 1;
    for (auto d : shape)
        n *= std::size_t(d);
    return n;
}

bool count_fits(const Shape& shape)
{
    if (std::ranges::find(shape, 0) != shape.end())
        return true;
    std::int64_t n = 1;
    for (auto d : shape) {
        if (d < 0 || n > (std::int64_t{1} << 62) / d)
            return false;
        n *= d;
    }
    return true;
}

std::string shape_text(const Shape& shape)
{
    if (shape.empty())
        return "1";
    if (shape.size() == 1)
        return std::to_string(shape[0]);
    std::string out;
    for (std::size_t i = 1; i < shape.size(); ++i)
        out += std::to_string(shape[i]) + "×";
    return out + std::to_string(shape[0]);
}

std::string quantity_text(std::int64_t v)
{
    std::string digits = std::to_string(v);
    const std::size_t sign = v < 0 ? 1 : 0;
    for (std::size_t at = digits.size(); at > sign + 3;)
        digits.insert(at -= 3, 1, ',');
    return digits;
}

std::string number_text(double v)
{
    std::string text = fmt::format("{:.6g}", v);
    // "1e-07" is written "1e-7".
    if (const auto e = text.find('e'); e != text.npos && e + 2 < text.size() && text[e + 2] == '0')
        text.erase(e + 2, 1);
    return text;
}

std::string value_text(const Value& value)
{
    return std::visit(overloaded{[](bool v) -> std::string { return v ? "true" : "false"; },
                                 [](std::int64_t v) { return std::to_string(v); },
                                 [](double v) { return number_text(v); },
                                 [](const std::string& v) { return v; },
                                 [](const std::vector<std::int64_t>& v) { return fmt::format("{}", fmt::join(v, "×")); }},
                      value);
}

} // namespace loom
