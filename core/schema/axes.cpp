#include "schema/axes.h"

namespace loom {

std::optional<std::size_t> stored_axis(std::int64_t written, std::size_t rank)
{
    const auto n = std::int64_t(rank), axis = written < 0 ? written + n : written;
    if (axis < 0 || axis >= n)
        return {};
    return std::size_t((axis + 1) % n);
}

Setting axis_setting(Text help)
{
    return {.key = "axis", .label = LOOM_TEXT("Axis"), .help = help, .min = -4, .max = 3};
}

Fault no_axis_fault(const Shape& found, std::int64_t written)
{
    return {.message = Message(LOOM_TEXT("There is no axis %1 in %2."), written, shape_text(found)),
            .hint = LOOM_TEXT("Axes are counted from 0 on, channels last; −1 is the last one."),
            .port = 0,
            .setting = "axis",
            .found = found,
            .repairs = {{LOOM_TEXT("Set the axis to −1"), ChangeSetting{"axis", std::int64_t{-1}}}}};
}

namespace {

std::string run(std::size_t axes_before, std::int64_t begin, std::int64_t size)
{
    std::string text = "[:, ";
    for (std::size_t i = 0; i < axes_before; ++i)
        text += ":, ";
    return text + python(begin) + ":" + python(begin + size) + "]";
}

} // namespace

std::string torch_run(std::size_t stored, std::int64_t begin, std::int64_t size)
{
    return run(stored, begin, size);
}
std::string keras_run(std::size_t stored, std::size_t rank, std::int64_t begin, std::int64_t size)
{
    return run((stored + rank - 1) % rank, begin, size);
}

} // namespace loom
