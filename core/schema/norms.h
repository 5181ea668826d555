#pragma once
#include "schema/formula.h"
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

/// "y_{place} = gamma_c hat{x}_{place} + beta_c" and below it how hat{x} comes about, from the mean and the variance of `over`.
inline Formula norm_formula(const std::string& place, const std::string& learned, bool scale, bool shift, double epsilon,
                            Message over)
{
    const std::string x = "x_{" + place + "}";
    return {"y_{" + place + "} = " + (scale ? "gamma_{" + learned + "} " : "") + "hat{x}_{" + place + "}" +
                (shift ? " + beta_{" + learned + "}" : "") + " ;; hat{x}_{" + place + "} = frac{" + x + " - mu}{sqrt{sigma^2 + " +
                number_text(epsilon) + "}}",
            {{"mu", over}, {"sigma^2", LOOM_TEXT("mean of (x − μ)² over the same values")}, {"c", LOOM_TEXT("which channel")}}};
}

/// The learned numbers in Python, where the framework wants a scale and a shift even if one of them is not learned.
inline void torch_scale_shift(SourceWriter& w, std::int64_t channels, bool scale, bool shift)
{
    if (!scale && !shift)
        return;
    w.weight("weight", scale ? w.own("scale") : filled({channels}, 1));
    w.weight("bias", shift ? w.own("shift") : filled({channels}, 0));
}
inline void keras_scale_shift(SourceWriter& w, bool scale, bool shift)
{
    if (scale)
        w.weight("gamma", w.own("scale"));
    if (shift)
        w.weight("beta", w.own("shift"));
}
/// The arguments that say so, behind others.
inline SourceWriter::Arguments torch_norm(SourceWriter::Arguments arguments, double epsilon, std::string_view affine, bool learns)
{
    if (epsilon != 1e-5)
        arguments.push_back(keyword("eps", python(epsilon)));
    if (!learns)
        arguments.push_back(keyword(affine, python(false)));
    return arguments;
}
inline SourceWriter::Arguments keras_norm(SourceWriter::Arguments arguments, double epsilon, bool scale, bool shift)
{
    arguments.push_back(keyword("epsilon", python(epsilon)));
    if (!shift)
        arguments.push_back(keyword("center", python(false)));
    if (!scale)
        arguments.push_back(keyword("scale", python(false)));
    return arguments;
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
