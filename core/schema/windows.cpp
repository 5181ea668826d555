#include "schema/windows.h"

namespace loom {

std::vector<Choice> padding_choices()
{
    return {{"valid", LOOM_TEXT("Valid")}, {"same", LOOM_TEXT("Same")}, {"explicit", LOOM_TEXT("Explicit")}};
}

Window Sliding::over(const Shape& sample) const
{
    const std::vector<std::int64_t> none(rank(), 0);
    Window w{size, stride, std::vector(rank(), dilation), none, none};
    for (std::size_t i = 0; i < rank(); ++i) {
        if (padding == Padding::Explicit) {
            w.pad_begin[i] = pads[i];
            w.pad_end[i] = pads[i + rank()];
        } else if (padding == Padding::Same) {
            const auto in = sample[i + 1], out = (in + stride[i] - 1) / stride[i];
            const auto zeros = std::max<std::int64_t>(0, (out - 1) * stride[i] + dilation * (size[i] - 1) + 1 - in);
            w.pad_begin[i] = zeros / 2;
            w.pad_end[i] = zeros - zeros / 2;
        }
    }
    return w;
}

Shape Sliding::out(const Shape& sample, std::int64_t channels) const
{
    Shape result = windowed(Shape(sample.begin() + 1, sample.end()), over(sample));
    result.insert(result.begin(), channels);
    return result;
}

std::optional<Fault> Sliding::fault(const Shape& sample, std::string_view size_key, std::int64_t channels) const
{
    const Shape result = out(sample, channels);
    if (std::ranges::find(result, 0) == result.end())
        return {};
    const Window w = over(sample);
    std::vector<std::int64_t> span, room;
    Shape least{sample[0]};
    for (std::size_t i = 0; i < rank(); ++i) {
        const auto pad = w.pad_begin[i] + w.pad_end[i];
        span.push_back(dilation * (size[i] - 1) + 1);
        room.push_back(sample[i + 1] + pad);
        least.push_back(std::max(sample[i + 1], span[i] - pad));
    }
    Sliding same = *this;
    same.padding = Padding::Same;
    return Fault{.message = Message(LOOM_TEXT("The window of %1 spans %2, but the input with its padding is only %3."),
                                    layer, value_text(span), value_text(room)),
                 .hint = LOOM_TEXT("Choose a smaller window or padding “same”, or pool less before it."),
                 .port = 0,
                 .setting = std::string(size_key),
                 .expected = least,
                 .found = sample,
                 .repairs = {{LOOM_TEXT("Set padding to same"), ChangeSetting{"padding", std::string("same")}}},
                 .assumed = same.out(sample, channels)};
}

std::optional<Fault> entries_fault(std::string_view key, const std::vector<std::int64_t>& list,
                                   const std::vector<std::size_t>& allowed, const Shape& found)
{
    if (std::ranges::find(allowed, list.size()) != allowed.end())
        return {};
    const std::vector<std::int64_t> mended(1, list.empty() ? 1 : list[0]);
    return Fault{.message = Message(LOOM_TEXT("“%1” has %2 entries, but %3 has %4 axes."), key, list.size(),
                                    shape_text(found), found.size() - 1),
                 .hint = LOOM_TEXT("Write one number for all axes, or one for each."),
                 .port = 0,
                 .setting = std::string(key),
                 .found = found,
                 .repairs = {{Message(LOOM_TEXT("Set it to %1"), value_text(mended)),
                              ChangeSetting{std::string(key), mended}}}};
}

bool all_ones(const std::vector<std::int64_t>& list)
{
    return std::ranges::all_of(list, [](auto v) { return v == 1; });
}

Message stride_text(const std::vector<std::int64_t>& stride)
{
    const bool alike = std::ranges::all_of(stride, [&](auto s) { return s == stride[0]; });
    return Message(LOOM_TEXT("stride %1"), alike ? value_text(stride[0]) : value_text(stride));
}

std::string torch_padded(const std::string& x, const std::vector<std::int64_t>& begin,
                         const std::vector<std::int64_t>& end, std::string_view fill)
{
    std::vector<std::int64_t> pads; // The last axis comes first.
    for (std::size_t i = begin.size(); i-- > 0;)
        pads.insert(pads.end(), {begin[i], end[i]});
    if (std::ranges::count(pads, 0) == std::ssize(pads))
        return x;
    return "F.pad(" + x + ", " + python_tuple(pads) + (fill.empty() ? "" : ", value=" + std::string(fill)) + ")";
}

std::string keras_padded(const std::string& x, const std::vector<std::int64_t>& begin,
                         const std::vector<std::int64_t>& end, std::string_view fill)
{
    std::string pads = "[[0, 0], ";
    bool any = false;
    for (std::size_t i = 0; i < begin.size(); ++i) {
        pads += "[" + python(begin[i]) + ", " + python(end[i]) + "], ";
        any = any || begin[i] != 0 || end[i] != 0;
    }
    if (!any)
        return x;
    return "ops.pad(" + x + ", " + pads + "[0, 0]]" + (fill.empty() ? "" : ", constant_values=" + std::string(fill)) + ")";
}

namespace {

std::string places(const std::vector<Run>& runs)
{
    std::string text;
    for (const Run& r : runs) {
        const auto end = r.begin + (r.size - 1) * r.step + 1;
        text += (text.empty() ? "" : ", ") + (r.begin == 0 ? "" : python(r.begin)) + ":" + python(end) +
                (r.step == 1 ? "" : ":" + python(r.step));
    }
    return text;
}

} // namespace

std::string torch_places(const std::vector<Run>& runs)
{
    return "[:, :, " + places(runs) + "]";
}
std::string keras_places(const std::vector<Run>& runs)
{
    return "[:, " + places(runs) + "]";
}

std::string Sliding::formula_sums() const
{
    std::string sums;
    for (std::size_t i = 0; i < rank(); ++i)
        if (size[i] > 1)
            sums += std::string("sum_{") + window_letters[i] + "=0}^{" + std::to_string(size[i] - 1) + "} ";
    return sums;
}

std::string Sliding::formula_places() const
{
    std::string places;
    for (std::size_t i = 0; i < rank(); ++i) {
        places += (i > 0 ? ", " : "") + (stride[i] > 1 ? std::to_string(stride[i]) + " " : "") + result_letters[i];
        if (size[i] > 1)
            places += " + " + (dilation > 1 ? std::to_string(dilation) + " " : "") + window_letters[i];
        if (padding == Padding::Same && (size[i] > 1 || stride[i] > 1))
            places += rank() > 1 ? " - p_" + std::to_string(i + 1) : " - p";
        else if (padding == Padding::Explicit && pads[i] > 0)
            places += " - " + std::to_string(pads[i]);
    }
    return places;
}

std::string Sliding::formula_within() const
{
    std::string places;
    for (std::size_t i = 0; i < rank(); ++i)
        if (size[i] > 1)
            places += (places.empty() ? "" : ",") + std::string(1, window_letters[i]);
    return places;
}

std::string Sliding::formula_result() const
{
    std::string places;
    for (std::size_t i = 0; i < rank(); ++i)
        places += (i > 0 ? "," : "") + std::string(1, result_letters[i]);
    return places;
}

std::vector<Message> Sliding::summary() const
{
    std::vector<Message> parts{Message::plain(value_text(size))};
    if (!all_ones(stride))
        parts.push_back(stride_text(stride));
    if (dilation != 1)
        parts.emplace_back(LOOM_TEXT("dilation %1"), dilation);
    if (padding == Padding::Same)
        parts.emplace_back(LOOM_TEXT("same"));
    else if (padding == Padding::Explicit)
        parts.emplace_back(LOOM_TEXT("padding %1"), value_text(pads));
    return parts;
}

} // namespace loom
