#include "schema/pooling.h"

namespace loom {

Sliding pool_sliding(Text layer, std::vector<std::int64_t> size, std::vector<std::int64_t> stride, Padding padding,
                     std::vector<std::int64_t> pads)
{
    for (std::size_t i = 0; i < 2; ++i)
        if (stride[i] == 0)
            stride[i] = size[i];
    return {layer, std::move(size), std::move(stride), 1, padding, std::move(pads)};
}

Inferred infer_pool(const Sliding& s, const Shape& found)
{
    if (found.size() != 3)
        return needs_picture(s.layer, found, [&](const Shape& picture) { return infer_pool(s, picture); });
    // A window that lies in the padding alone would have nothing to choose from.
    if (s.padding == Padding::Explicit)
        for (std::size_t i = 0; i < 4; ++i)
            if (s.pads[i] >= s.size[i % 2]) {
                Sliding same = s;
                same.padding = Padding::Same;
                return Fault{
                    .message =
                        Message(LOOM_TEXT("The padding %1 is not smaller than the window %2, so a window could lie "
                                          "outside the picture."),
                                value_text(s.pads), value_text(s.size)),
                    .hint = LOOM_TEXT("Choose less padding than the window is large."),
                    .setting = "pads",
                    .repairs = {{LOOM_TEXT("Set padding to same"), ChangeSetting{"padding", std::string("same")}}},
                    .assumed = same.out(found, found[0])};
            }
    if (auto fault = s.fault(found, "size", found[0]))
        return *fault;
    const Shape result = s.out(found, found[0]);
    return too_large(result) ? Inferred(too_large_fault(s.layer, result, "size")) : result;
}

Message pool_summary(const Sliding& s)
{
    std::vector<Message> parts = s.summary();
    if (s.stride == std::vector<std::int64_t>{1, 1})
        parts.insert(parts.begin() + 1, Message(LOOM_TEXT("stride %1"), 1));
    return joined(parts);
}

} // namespace loom
