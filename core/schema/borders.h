#pragma once
#include "schema/windows.h"

namespace loom {

// What the layers share that frame or crop: amounts at the beginning and the end of each spatial axis.

struct Borders {
    std::vector<std::int64_t> begin, end;
};
/// One number for all sides, one per axis for both of its sides, or first those before and then those behind.
inline Borders borders_of(const std::vector<std::int64_t>& amount, std::size_t axes)
{
    if (amount.size() == 1)
        return {std::vector(axes, amount[0]), std::vector(axes, amount[0])};
    if (amount.size() == axes)
        return {amount, amount};
    return {{amount.begin(), amount.begin() + std::ptrdiff_t(axes)}, {amount.begin() + std::ptrdiff_t(axes), amount.end()}};
}

template <class P>
SettingBinding<P> amount_setting(std::vector<std::int64_t> P::*member, Text label)
{
    return setting(member, {.key = "amount",
                            .label = label,
                            .help = LOOM_TEXT("How many places on each side. One number counts for all sides; one for "
                                              "each axis counts for both of its sides; twice as many say first what lies "
                                              "before, then what lies behind: top, left, bottom, right."),
                            .min = 0,
                            .max = 1024});
}

} // namespace loom
