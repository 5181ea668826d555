#pragma once
#include "schema/curves.h"
#include "schema/initializers.h"
#include "schema/spectral_norm.h"
#include "schema/windows.h"

namespace loom {

// What the convolutions share: settings, shapes, faults and instructions. Weights are {filters, channels/groups,
// spatial…}; a transposed convolution's are those of the convolution whose way back it is: {channels, filters/groups,
// spatial…}.

/// What a convolution ends with.
struct Finish {
    bool bias = true;
    Ending activation = Ending::None;
};
/// Adds the bias {C}, if any, and applies the activation.
TensorId finish(Builder&, TensorId y, const Finish&);

/// A summary's parts with the activation behind them.
Message with_ending(std::vector<Message> parts, Ending);

/// Filters that slide.
struct Filters {
    Sliding sliding;
    std::int64_t filters = 1, groups = 1;
    Initializer initializer = Initializer::GlorotUniform;
    bool spectral_norm = false;

    /// `blame` names the setting of the number of filters.
    Inferred infer(const Shape& sample, std::string blame = "filters") const;
    TensorId lower(Builder&, TensorId x, std::string_view weight = "weight") const;
    std::vector<Message> summary() const;
    /// Of lower() and finish(); `depthwise`: each channel has filters of its own, so many.
    Formula formula(const Finish&, std::int64_t depthwise = 0) const;
    /// The Python of lower() and finish(), with the layer's own tensors of these names.
    std::string torch(SourceWriter&, const SourceValue& x, const Finish&, std::string_view weight = "weight",
                      std::string_view part = {}) const;
    std::string keras(SourceWriter&, const SourceValue& x, const Finish&, std::string_view weight = "weight",
                      std::string_view part = {}) const;

private:
    Array values(SourceWriter&, std::string_view weight) const;
};

/// The way back of a convolution used forward: it enlarges. Per axis
/// out = (in − 1)·stride − pads + dilation·(size − 1) + 1 + output padding; with padding "same" out = in·stride.
/// Dumoulin and Visin 2016, "A guide to convolution arithmetic for deep learning"; sizes as in PyTorch and ONNX.
struct TransposedFilters {
    Sliding sliding;
    std::vector<std::int64_t> output_padding; // Per axis, smaller than the stride.
    std::int64_t filters = 1, groups = 1;
    Initializer initializer = Initializer::GlorotUniform;
    bool spectral_norm = false;

    Inferred infer(const Shape& sample) const;
    TensorId lower(Builder&, TensorId x) const;
    std::vector<Message> summary() const;
    Formula formula(const Finish&) const;
    std::string torch(SourceWriter&, const SourceValue& x, const Finish&) const;
    std::string keras(SourceWriter&, const SourceValue& x, const Finish&) const;

private:
    Array values(SourceWriter&) const;
    /// The window of the convolution whose way back this is, and its input's shape without the batch.
    std::pair<Window, Shape> over(const Shape& sample) const;
};

// ---- Settings ------------------------------------------------------------------------------------------------------

template <class P>
SettingBinding<P> filters_setting(std::int64_t P::*member)
{
    return setting(member, {.key = "filters",
                            .label = LOOM_TEXT("Filters"),
                            .help = LOOM_TEXT("How many patterns are learned; each gives one output channel."),
                            .min = 1,
                            .max = 65536});
}
template <class P>
SettingBinding<P> kernel_setting(std::vector<std::int64_t> P::*member)
{
    return setting(member, {.key = "kernel",
                            .label = LOOM_TEXT("Kernel"),
                            .help = LOOM_TEXT("How far a filter reaches along each axis: height and width for pictures. "
                                              "3 is usual; larger ones see more and cost more."),
                            .unit = pixels_of((P{}.*member).size()),
                            .min = 1,
                            .max = 255,
                            .entries = (P{}.*member).size()});
}
template <class P>
SettingBinding<P> stride_setting(std::vector<std::int64_t> P::*member)
{
    return setting(member,
                   {.key = "stride",
                    .label = LOOM_TEXT("Stride"),
                    .help = LOOM_TEXT("How far the filter moves each time along each axis. 2 halves the size."),
                    .unit = pixels_of((P{}.*member).size()),
                    .min = 1,
                    .max = 255,
                    .entries = (P{}.*member).size()});
}
template <class P>
SettingBinding<P> dilation_setting(std::int64_t P::*member)
{
    return setting(member, {.key = "dilation",
                            .label = LOOM_TEXT("Dilation"),
                            .help = LOOM_TEXT("Distance between the places that a filter looks at. 2 leaves every second "
                                              "one out, so a filter of 3 spans 5."),
                            .min = 1,
                            .max = 64,
                            .advanced = true});
}
template <class P>
SettingBinding<P> groups_setting(std::int64_t P::*member)
{
    return setting(member,
                   {.key = "groups",
                    .label = LOOM_TEXT("Groups"),
                    .help = LOOM_TEXT("Splits the channels into groups that do not see each other. As many groups as "
                                      "channels make a depthwise convolution."),
                    .min = 1,
                    .max = 65536,
                    .advanced = true});
}
template <class P>
SettingBinding<P> bias_setting(bool P::*member)
{
    return setting(member,
                   {.key = "bias",
                    .label = LOOM_TEXT("Bias"),
                    .help = LOOM_TEXT("Adds a learned number to each result. Not needed where Batch norm follows.")});
}

// ---- The layers over 1 to 3 axes -----------------------------------------------------------------------------------

template <std::size_t axes>
struct Convolution {
    std::int64_t filters = 32;
    std::vector<std::int64_t> kernel = std::vector<std::int64_t>(axes, 3), stride = std::vector<std::int64_t>(axes, 1);
    Padding padding = Padding::Valid;
    std::vector<std::int64_t> pads = std::vector<std::int64_t>(2 * axes, 0);
    std::int64_t dilation = 1, groups = 1;
    bool bias = true;
    Ending activation = Ending::None;
    Initializer initializer = Initializer::GlorotUniform;
    bool spectral_norm = false;

    static constexpr Text titles[] = {LOOM_TEXT("Conv 1D"), LOOM_TEXT("Conv 2D"), LOOM_TEXT("Conv 3D")};
    static constexpr Text title = titles[axes - 1];

    Filters all() const
    {
        return {{title, kernel, stride, dilation, padding, pads}, filters, groups, initializer, spectral_norm};
    }
    Inferred infer(std::span<const Shape> in) const { return all().infer(in[0]); }
    std::optional<Text> needs_whole(std::span<const Shape>) const
    {
        const bool unpadded = padding != Padding::Explicit || std::ranges::all_of(pads, [](auto p) { return p == 0; });
        return all_ones(kernel) && all_ones(stride) && unpadded
                   ? std::nullopt
                   : std::optional(LOOM_TEXT("It looks at several steps at once."));
    }
    TensorId lower(Builder& b, std::span<const TensorId> in) const
    {
        return finish(b, all().lower(b, in[0]), {bias, activation});
    }
    Message summary() const { return with_ending(all().summary(), activation); }
    Formula formula() const { return all().formula({bias, activation}); }
    std::string torch(SourceWriter& w, std::span<const SourceValue> in) const
    {
        return all().torch(w, in[0], {bias, activation});
    }
    std::string keras(SourceWriter& w, std::span<const SourceValue> in) const
    {
        return all().keras(w, in[0], {bias, activation});
    }

    static std::vector<SettingBinding<Convolution>> settings()
    {
        using C = Convolution;
        return {filters_setting(&C::filters),
                kernel_setting(&C::kernel),
                stride_setting(&C::stride),
                padding_setting(&C::padding),
                pads_setting(&C::pads),
                dilation_setting(&C::dilation),
                groups_setting(&C::groups),
                bias_setting(&C::bias),
                ending_setting(&C::activation, false),
                initializer_setting(&C::initializer),
                spectral_norm_setting(&C::spectral_norm)};
    }
};

template <std::size_t axes>
struct TransposedConvolution {
    std::int64_t filters = 32;
    std::vector<std::int64_t> kernel = std::vector<std::int64_t>(axes, 3), stride = std::vector<std::int64_t>(axes, 2);
    Padding padding = Padding::Same;
    std::vector<std::int64_t> pads = std::vector<std::int64_t>(2 * axes, 0),
                              output_padding = std::vector<std::int64_t>(axes, 0);
    std::int64_t dilation = 1, groups = 1;
    bool bias = true;
    Ending activation = Ending::None;
    Initializer initializer = Initializer::GlorotUniform;
    bool spectral_norm = false;

    static constexpr Text titles[] = {LOOM_TEXT("Transposed conv 1D"), LOOM_TEXT("Transposed conv 2D"),
                                      LOOM_TEXT("Transposed conv 3D")};
    static constexpr Text title = titles[axes - 1];

    TransposedFilters all() const
    {
        return {{title, kernel, stride, dilation, padding, pads}, output_padding, filters, groups, initializer, spectral_norm};
    }
    Inferred infer(std::span<const Shape> in) const { return all().infer(in[0]); }
    TensorId lower(Builder& b, std::span<const TensorId> in) const
    {
        return finish(b, all().lower(b, in[0]), {bias, activation});
    }
    Message summary() const { return with_ending(all().summary(), activation); }
    Formula formula() const { return all().formula({bias, activation}); }
    std::string torch(SourceWriter& w, std::span<const SourceValue> in) const
    {
        return all().torch(w, in[0], {bias, activation});
    }
    std::string keras(SourceWriter& w, std::span<const SourceValue> in) const
    {
        return all().keras(w, in[0], {bias, activation});
    }

    static std::vector<SettingBinding<TransposedConvolution>> settings()
    {
        using C = TransposedConvolution;
        return {filters_setting(&C::filters),
                kernel_setting(&C::kernel),
                setting(&C::stride,
                        {.key = "stride",
                         .label = LOOM_TEXT("Stride"),
                         .help = LOOM_TEXT("How far apart neighbouring inputs lie in the result. 2 doubles the size."),
                         .min = 1,
                         .max = 255,
                         .entries = axes}),
                setting(&C::padding,
                        {.key = "padding",
                         .label = LOOM_TEXT("Padding"),
                         .help = LOOM_TEXT("What is cut off around the result. Valid: nothing. Same: so much that the "
                                           "result is as large as the input times the stride. Explicit: as many rows "
                                           "and columns as you say."),
                         .choices = padding_choices()}),
                setting(&C::pads,
                        {.key = "pads",
                         .label = LOOM_TEXT("Explicit padding"),
                         .help = LOOM_TEXT("What is cut off before on each axis, then what is cut off behind. Used with "
                                           "explicit padding only."),
                         .min = 0,
                         .max = 1024,
                         .entries = 2 * axes,
                         .advanced = true}),
                setting(&C::output_padding,
                        {.key = "output_padding",
                         .label = LOOM_TEXT("Output padding"),
                         .help = LOOM_TEXT("Enlarges the result at its end, because several sizes lead to the same one "
                                           "when a stride shrinks them. Smaller than the stride; not used with padding "
                                           "“same”."),
                         .min = 0,
                         .max = 254,
                         .entries = axes,
                         .advanced = true}),
                dilation_setting(&C::dilation),
                groups_setting(&C::groups),
                bias_setting(&C::bias),
                ending_setting(&C::activation, false),
                initializer_setting(&C::initializer),
                spectral_norm_setting(&C::spectral_norm)};
    }
};

} // namespace loom
