#pragma once
#include "schema/windows.h"

namespace loom {

// What the pooling layers share.

/// A stride of 0 is that of the window, so that windows lie side by side.
Sliding pool_sliding(Text layer, std::vector<std::int64_t> size, std::vector<std::int64_t> stride, Padding,
                     std::vector<std::int64_t> pads);
Inferred infer_pool(const Sliding&, const Shape& found);
/// "2×2 · stride 2".
Message pool_summary(const Sliding&);

template <class P>
SettingBinding<P> pool_size_setting(std::vector<std::int64_t> P::*member)
{
    return setting(member, {.key = "size",
                            .label = LOOM_TEXT("Pool size"),
                            .help = LOOM_TEXT("Height and width of the window that becomes one value."),
                            .unit = LOOM_TEXT("px"),
                            .min = 1,
                            .max = 255,
                            .entries = 2});
}
template <class P>
SettingBinding<P> pool_stride_setting(std::vector<std::int64_t> P::*member)
{
    return setting(member,
                   {.key = "stride",
                    .label = LOOM_TEXT("Stride"),
                    .help = LOOM_TEXT("How far the window moves each time, down and across. 0: as far as it is large."),
                    .unit = LOOM_TEXT("px"),
                    .min = 0,
                    .max = 255,
                    .entries = 2});
}

} // namespace loom
