#pragma once
#include "schema/windows.h"

namespace loom {

// What the layers share that normalise within each sample.

/// The learned numbers of each channel; no_tensor where they are not wanted.
struct ScaleShift {
    TensorId scale = no_tensor, shift = no_tensor;
};
inline ScaleShift scale_shift(Builder& b, TensorId x, bool scale, bool shift)
{
    const Shape each{b.shape(x)[1]};
    ScaleShift own;
    if (scale)
        own.scale = b.weight("scale", each, {.a = 1});
    if (shift)
        own.shift = b.weight("shift", each, {});
    return own;
}

template <class P>
SettingBinding<P> scale_setting(bool P::*member)
{
    return setting(member, {.key = "scale",
                            .label = LOOM_TEXT("Learned scale"),
                            .help = LOOM_TEXT("Multiplies the normalised values by learned numbers, which start at 1."),
                            .advanced = true});
}
template <class P>
SettingBinding<P> shift_setting(bool P::*member)
{
    return setting(member, {.key = "shift",
                            .label = LOOM_TEXT("Learned shift"),
                            .help = LOOM_TEXT("Adds learned numbers to the normalised values, which start at 0."),
                            .advanced = true});
}
template <class P>
SettingBinding<P> norm_epsilon_setting(double P::*member)
{
    return setting(member,
                   {.key = "epsilon",
                    .label = LOOM_TEXT("Epsilon"),
                    .help = LOOM_TEXT("Added to the variance, so that values without any do not divide by 0."),
                    .min = 1e-10,
                    .max = 1,
                    .advanced = true});
}

} // namespace loom
