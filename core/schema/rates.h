#pragma once
#include "schema/declare.h"

namespace loom {

// The settings that optimisers share.
template <class P>
SettingBinding<P> rate_setting(double P::*member)
{
    return setting(
        member, {.key = "learning_rate",
                 .label = LOOM_TEXT("Learning rate"),
                 .help = LOOM_TEXT("How far each step goes. Too large and the loss jumps or becomes NaN; too small and "
                                   "nothing happens. Change it by factors of 3."),
                 .min = 1e-9,
                 .max = 100});
}
template <class P>
SettingBinding<P> decay_setting(double P::*member)
{
    return setting(
        member, {.key = "weight_decay",
                 .label = LOOM_TEXT("Weight decay"),
                 .help = LOOM_TEXT("Pulls all parameters, biases included, a little towards 0 in every step, against "
                                   "overfitting. 0 turns it off."),
                 .min = 0,
                 .max = 10,
                 .advanced = true});
}
template <class P>
SettingBinding<P> momentum_setting(double P::*member)
{
    return setting(member, {.key = "momentum",
                            .label = LOOM_TEXT("Momentum"),
                            .help = LOOM_TEXT(
                                "The share of the last step that is kept, so that steps in the same direction add up. "
                                "0.9 is usual; 0 turns it off."),
                            .min = 0,
                            .max = 0.9999});
}
template <class P>
SettingBinding<P> epsilon_setting(double P::*member)
{
    return setting(member,
                   {.key = "epsilon",
                    .label = LOOM_TEXT("Epsilon"),
                    .help = LOOM_TEXT("A tiny number that keeps the division from blowing up where gradients are 0."),
                    .min = 1e-12,
                    .max = 1,
                    .advanced = true});
}
template <class P>
SettingBinding<P> beta1_setting(double P::*member)
{
    return setting(member, {.key = "beta1",
                            .label = LOOM_TEXT("Beta 1"),
                            .help = LOOM_TEXT("The share of the mean gradient that is kept from step to step."),
                            .min = 0,
                            .max = 0.9999,
                            .advanced = true});
}
template <class P>
SettingBinding<P> beta2_setting(double P::*member)
{
    return setting(member, {.key = "beta2",
                            .label = LOOM_TEXT("Beta 2"),
                            .help = LOOM_TEXT("The share of the mean squared gradient that is kept from step to step."),
                            .min = 0,
                            .max = 0.999999,
                            .advanced = true});
}

} // namespace loom
