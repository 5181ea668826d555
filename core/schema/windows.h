#pragma once
#include "schema/formula.h"
#include "schema/shapes.h"

namespace loom {

enum class Padding { Valid, Same, Explicit };
std::vector<Choice> padding_choices();

/// How a window slides over a sequence, a picture or a volume, as settings say it: one entry per spatial axis, down
/// before across.
struct Sliding {
    Text layer;
    std::vector<std::int64_t> size, stride;
    std::int64_t dilation = 1;
    Padding padding = Padding::Valid;
    std::vector<std::int64_t> pads = {}; // Before on each axis, then behind on each; for Explicit.

    std::size_t rank() const { return size.size(); }
    /// same: out = ⌈in/stride⌉, an odd zero goes to the end (TensorFlow's and ONNX's SAME_UPPER).
    Window over(const Shape& sample) const;
    /// What keeps the window from sliding over a {channels, spatial…} sample. `size_key` names the setting of the size;
    /// `assumed` is the output's number of channels.
    std::optional<Fault> fault(const Shape& sample, std::string_view size_key, std::int64_t channels) const;
    Shape out(const Shape& sample, std::int64_t channels) const;
    /// "3×3 · stride 2 · same".
    std::vector<Message> summary() const;
    /// "sum_{u=0}^{2} sum_{v=0}^{2} ", over the places in the window; nothing for axes where it has but one.
    std::string formula_sums() const;
    /// Where place i, j, k of the result looks: "2 i + u - p, 2 j + v - p".
    std::string formula_places() const;
    /// The place in the window: "u,v", without axes where it has but one.
    std::string formula_within() const;
    /// The place in the result: "i,j".
    std::string formula_result() const;
};
/// The letters of places along the axes: in a result, and in a window.
inline constexpr std::string_view result_letters = "ijk", window_letters = "uvs";

// ---- In Python ------------------------------------------------------------------------------------------------------
/// x with values around it: F.pad(x, (…)), and ops.pad(x, [[0, 0], …]); x itself where there are none. `fill` is what
/// they are, where not 0.
std::string torch_padded(const std::string& x, const std::vector<std::int64_t>& begin,
                         const std::vector<std::int64_t>& end, std::string_view fill = {});
std::string keras_padded(const std::string& x, const std::vector<std::int64_t>& begin,
                         const std::vector<std::int64_t>& end, std::string_view fill = {});
/// Some places of each spatial axis, as behind a variable: "[:, :, 1:-1, :]".
struct Run {
    std::int64_t begin = 0, size = 0, step = 1;
};
std::string torch_places(const std::vector<Run>&);
std::string keras_places(const std::vector<Run>&);

/// "stride 2", or "stride 2×1" where the axes differ.
Message stride_text(const std::vector<std::int64_t>& stride);
/// A list that has another number of entries than the numbers of axes allow; the first repair shortens it.
std::optional<Fault> entries_fault(std::string_view key, const std::vector<std::int64_t>& list,
                                   const std::vector<std::size_t>& allowed, const Shape& found);
bool all_ones(const std::vector<std::int64_t>&);

/// The unit of sizes along so many axes: pixels for pictures, else none.
inline Text pixels_of(std::size_t axes)
{
    return axes == 2 ? LOOM_TEXT("px") : Text{};
}

// The settings that every sliding layer has.
template <class P>
SettingBinding<P> padding_setting(Padding P::*member)
{
    return setting(member, {.key = "padding",
                            .label = LOOM_TEXT("Padding"),
                            .help = LOOM_TEXT(
                                "What lies around the input. Valid: nothing, so the result shrinks. Same: zeros, so "
                                "that at stride 1 the size stays. Explicit: as many rows and columns as you say."),
                            .choices = padding_choices()});
}
template <class P>
SettingBinding<P> pads_setting(std::vector<std::int64_t> P::*member)
{
    return setting(member,
                   {.key = "pads",
                    .label = LOOM_TEXT("Explicit padding"),
                    .help = LOOM_TEXT("What is added before on each axis, then what is added behind: top, left, bottom "
                                      "and right of a picture. Used with explicit padding only."),
                    .unit = pixels_of((P{}.*member).size() / 2),
                    .min = 0,
                    .max = 1024,
                    .entries = (P{}.*member).size(),
                    .advanced = true});
}

} // namespace loom
