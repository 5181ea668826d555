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

std::optional<Shape> with_axes(const Shape& found, std::size_t axes)
{
    const auto values = std::int64_t(count(found));
    if (axes == 2)
        return picture_of(values);
    if (axes == 1)
        return found.size() == 1 ? Shape{1, values} : Shape{found[0], values / found[0]};
    if (found.size() == 3)
        return Shape{1, found[0], found[1], found[2]};
    const auto side = std::int64_t(std::lround(std::cbrt(double(values))));
    return side >= 4 && side * side * side == values ? std::optional(Shape{1, side, side, side}) : std::nullopt;
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

Message target_text(const std::vector<std::int64_t>& sizes)
{
    std::string text;
    for (const auto d : sizes)
        text += (text.empty() ? "" : "×") + (d == -1 ? std::string("?") : std::to_string(d));
    return Message(LOOM_TEXT("to %1"), text);
}

Message joined(const std::vector<Message>& parts)
{
    constexpr std::size_t most = 9; // That a sentence can name.
    if (parts.size() > most) {
        std::vector<Message> first(parts.begin(), parts.begin() + most - 1);
        first.push_back(joined({parts.begin() + most - 1, parts.end()}));
        return joined(first);
    }
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

Fault needs_axes(Text layer, const Shape& found, std::size_t axes, const std::function<Inferred(const Shape&)>& infer)
{
    const Text wants[] = {LOOM_TEXT("%1 slides over sequences, but %2 comes in."),
                          LOOM_TEXT("%1 slides over pictures, but %2 comes in."),
                          LOOM_TEXT("%1 slides over volumes, but %2 comes in.")};
    const Text hints[] = {
        LOOM_TEXT("A sequence has steps and channels. Put Reshape before it if these values are a sequence; otherwise "
                  "use the layer for pictures or volumes."),
        LOOM_TEXT("A picture has a height, a width and channels. Put Reshape before it if these values are a picture; "
                  "otherwise use Dense."),
        LOOM_TEXT("A volume has a depth, a height, a width and channels. Put Reshape before it if these values are a "
                  "volume; otherwise use the layer for pictures.")};
    Fault fault{.message = Message(wants[axes - 1], layer, shape_text(found)),
                .hint = hints[axes - 1],
                .port = 0,
                .found = found};
    // Where there is no obvious picture or volume, one with sizes of 1 where the layer takes it, and a volume's slices as
    // channels.
    auto meant = with_axes(found, axes);
    Inferred then = meant ? infer(*meant) : Inferred(Fault{});
    if (!meant && !found.empty()) {
        Shape other = found.size() == 1 ? Shape{1, found[0]} : found;
        while (other.size() > axes + 1) {
            other[1] *= other[0];
            other.erase(other.begin());
        }
        other.resize(axes + 1, 1);
        if (then = infer(other); std::holds_alternative<Shape>(then))
            meant = other;
    }
    if (meant) {
        fault.expected = meant;
        fault.repairs = {{Message(LOOM_TEXT("Insert Reshape to %1"), shape_text(*meant)),
                          InsertBefore{0, "reshape", {{"shape", sizes_from_shape(*meant)}}}}};
        if (const Shape* shape = std::get_if<Shape>(&then))
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
