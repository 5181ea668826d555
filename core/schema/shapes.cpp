#include "schema/shapes.h"

#include <cmath>

namespace loom {

Shape shape_from_sizes(const std::vector<std::int64_t>& sizes)
{
    Shape shape = sizes;
    if (!shape.empty())
        std::ranges::rotate(shape, shape.end() - 1);
    return shape;
}

std::vector<std::int64_t> sizes_from_shape(const Shape& shape)
{
    std::vector<std::int64_t> sizes = shape;
    if (!sizes.empty())
        std::ranges::rotate(sizes, sizes.begin() + 1);
    return sizes;
}

bool too_large(const Shape& shape)
{
    return std::ranges::any_of(shape, [](auto d) { return d < 1; }) || !count_fits(shape) ||
           count(shape) > (std::size_t{1} << 40);
}

std::optional<Shape> picture_of(std::int64_t values)
{
    for (const std::int64_t channels : {1, 3}) {
        const auto side = std::int64_t(std::lround(std::sqrt(double(values / channels))));
        if (side >= 8 && side * side * channels == values)
            return Shape{channels, side, side};
    }
    return {};
}

std::optional<std::vector<std::int64_t>> stride_between(const Shape& from, const Shape& to)
{
    if (from.size() != 3 || to.size() != 3)
        return {};
    std::vector<std::int64_t> stride;
    for (std::size_t i = 1; i < 3; ++i) {
        const auto s = (from[i] + to[i] - 1) / to[i];
        if (s > 255 || (from[i] + s - 1) / s != to[i])
            return {};
        stride.push_back(s);
    }
    return stride;
}

Message joined(const std::vector<Message>& parts)
{
    Message line;
    for (std::size_t i = 0; i < parts.size(); ++i)
        line.pattern += (i ? " · %" : "%") + std::to_string(i + 1);
    line.arguments = parts;
    return line;
}

Message filters_text(std::int64_t n)
{
    return n == 1 ? LOOM_TEXT("1 filter") : Message(LOOM_TEXT("%1 filters"), n);
}
Message inputs_text(std::int64_t n)
{
    return Message(LOOM_TEXT("%1 inputs"), n);
}

Fault too_large_fault(Text layer, const Shape& result, std::string setting)
{
    return {.message = Message(LOOM_TEXT("%1 would need %2 values, more than any machine can hold."), layer,
                               shape_text(result)),
            .hint = LOOM_TEXT("Choose smaller sizes."),
            .setting = std::move(setting)};
}

Fault needs_vector(Text layer, const Shape& found)
{
    const Shape flat{std::int64_t(count(found))};
    return {.message = Message(LOOM_TEXT("%1 needs a vector, but %2 comes in."), layer, shape_text(found)),
            .hint =
                Message(LOOM_TEXT("Put Flatten before it; it makes one vector of %1 values."), quantity_text(flat[0])),
            .port = 0,
            .expected = flat,
            .found = found,
            .repairs = {{LOOM_TEXT("Insert Flatten"), InsertBefore{0, "flatten", {}}}}};
}

Fault needs_picture(Text layer, const Shape& found, const std::function<Inferred(const Shape&)>& infer)
{
    Fault fault{.message = Message(LOOM_TEXT("%1 slides over pictures, but %2 comes in."), layer, shape_text(found)),
                .hint =
                    LOOM_TEXT("A picture has a height, a width and channels. Put Reshape before it if these values are "
                              "a picture; otherwise use Dense."),
                .port = 0,
                .found = found};
    if (const auto picture = picture_of(std::int64_t(count(found)))) {
        fault.expected = picture;
        fault.repairs = {{Message(LOOM_TEXT("Insert Reshape to %1"), shape_text(*picture)),
                          InsertBefore{0, "reshape", {{"shape", sizes_from_shape(*picture)}}}}};
        if (const Inferred then = infer(*picture); const Shape* shape = std::get_if<Shape>(&then))
            fault.assumed = *shape;
    }
    return fault;
}

std::vector<Port> lettered_ports(std::int64_t n, Text help)
{
    std::vector<Port> ports;
    for (std::int64_t i = 0; i < n; ++i)
        ports.push_back({std::string(1, char('a' + i)), help});
    return ports;
}

} // namespace loom
