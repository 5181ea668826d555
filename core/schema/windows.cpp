#include "schema/windows.h"

namespace loom {

std::vector<Choice> padding_choices()
{
    return {{"valid", LOOM_TEXT("Valid")}, {"same", LOOM_TEXT("Same")}, {"explicit", LOOM_TEXT("Explicit")}};
}

Window Sliding::over(const Shape& picture) const
{
    Window w{size, stride, {dilation, dilation}, {0, 0}, {0, 0}};
    for (std::size_t i = 0; i < 2; ++i) {
        if (padding == Padding::Explicit) {
            w.pad_begin[i] = pads[i];
            w.pad_end[i] = pads[i + 2];
        } else if (padding == Padding::Same) {
            const auto in = picture[i + 1], out = (in + stride[i] - 1) / stride[i];
            const auto zeros = std::max<std::int64_t>(0, (out - 1) * stride[i] + dilation * (size[i] - 1) + 1 - in);
            w.pad_begin[i] = zeros / 2;
            w.pad_end[i] = zeros - zeros / 2;
        }
    }
    return w;
}

Shape Sliding::out(const Shape& picture, std::int64_t channels) const
{
    const Shape spatial = windowed({picture[1], picture[2]}, over(picture));
    return {channels, spatial[0], spatial[1]};
}

std::optional<Fault> Sliding::fault(const Shape& picture, std::string_view size_key, std::int64_t channels) const
{
    const Shape result = out(picture, channels);
    if (result[1] == 0 || result[2] == 0) {
        const Window w = over(picture);
        auto span = [&](std::size_t i) { return dilation * (size[i] - 1) + 1; };
        auto room = [&](std::size_t i) { return picture[i + 1] + w.pad_begin[i] + w.pad_end[i]; };
        auto least = [&](std::size_t i) { return std::max(picture[i + 1], span(i) - w.pad_begin[i] - w.pad_end[i]); };
        Sliding same = *this;
        same.padding = Padding::Same;
        return Fault{.message = Message(
                         LOOM_TEXT("The window of %1 spans %2, but the picture with its padding is only %3."), layer,
                         value_text(std::vector{span(0), span(1)}), value_text(std::vector{room(0), room(1)})),
                     .hint = LOOM_TEXT("Choose a smaller window or padding “same”, or pool less before it."),
                     .port = 0,
                     .setting = std::string(size_key),
                     .expected = Shape{picture[0], least(0), least(1)},
                     .found = picture,
                     .repairs = {{LOOM_TEXT("Set padding to same"), ChangeSetting{"padding", std::string("same")}}},
                     .assumed = same.out(picture, channels)};
    }
    return {};
}

std::vector<Message> Sliding::summary() const
{
    std::vector<Message> parts{Message::plain(value_text(size))};
    if (stride[0] != stride[1])
        parts.emplace_back(LOOM_TEXT("stride %1"), value_text(stride));
    else if (stride[0] != 1)
        parts.emplace_back(LOOM_TEXT("stride %1"), stride[0]);
    if (dilation != 1)
        parts.emplace_back(LOOM_TEXT("dilation %1"), dilation);
    if (padding == Padding::Same)
        parts.emplace_back(LOOM_TEXT("same"));
    else if (padding == Padding::Explicit)
        parts.emplace_back(LOOM_TEXT("padding %1"), value_text(pads));
    return parts;
}

} // namespace loom
