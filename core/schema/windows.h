#pragma once
#include "schema/shapes.h"

namespace loom {

enum class Padding { Valid, Same, Explicit };
std::vector<Choice> padding_choices();

/// How a window slides over a picture, as settings say it. Everything is {down, across}.
struct Sliding {
    Text layer;
    std::vector<std::int64_t> size, stride;
    std::int64_t dilation = 1;
    Padding padding = Padding::Valid;
    std::vector<std::int64_t> pads = {}; // Top, left, bottom, right; for Explicit.

    /// same: out = ⌈in/stride⌉, an odd zero goes to the end (TensorFlow's and ONNX's SAME_UPPER).
    Window over(const Shape& picture) const;
    /// What keeps the window from sliding over a {channels, height, width} picture. `size_key` names the setting of the
    /// size; `assumed` is the output's number of channels.
    std::optional<Fault> fault(const Shape& picture, std::string_view size_key, std::int64_t channels) const;
    Shape out(const Shape& picture, std::int64_t channels) const;
    /// "3×3 · stride 2 · same".
    std::vector<Message> summary() const;
};

// The settings that every sliding layer has.
template <class P>
SettingBinding<P> padding_setting(Padding P::*member)
{
    return setting(member, {.key = "padding",
                            .label = LOOM_TEXT("Padding"),
                            .help = LOOM_TEXT(
                                "What lies around the picture. Valid: nothing, so the result shrinks. Same: zeros, so "
                                "that at stride 1 the size stays. Explicit: as many rows and columns as you say."),
                            .choices = padding_choices()});
}
template <class P>
SettingBinding<P> pads_setting(std::vector<std::int64_t> P::*member)
{
    return setting(member,
                   {.key = "pads",
                    .label = LOOM_TEXT("Explicit padding"),
                    .help = LOOM_TEXT("Rows and columns added at the top, left, bottom and right. Used with explicit "
                                      "padding only."),
                    .unit = LOOM_TEXT("px"),
                    .min = 0,
                    .max = 1024,
                    .entries = 4,
                    .advanced = true});
}

} // namespace loom
