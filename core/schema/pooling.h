#pragma once
#include "schema/windows.h"

namespace loom {

// What the pooling layers share.

/// A stride of 0 is that of the window, so that windows lie side by side.
Sliding pool_sliding(Text layer, std::vector<std::int64_t> size, std::vector<std::int64_t> stride, Padding,
                     std::vector<std::int64_t> pads);
Inferred infer_pool(const Sliding&, const Shape& found);
/// x {N, C, …}.
TensorId lower_pool(Builder&, const Sliding&, TensorId x, PoolKind, bool count_padding = false, int power = 2);
std::string torch_pool(const Sliding&, const SourceValue& x, PoolKind, bool count_padding = false, std::int64_t power = 2);
std::string keras_pool(SourceWriter&, const Sliding&, const SourceValue& x, PoolKind, bool count_padding = false,
                       std::int64_t power = 2);
/// "2×2 · stride 2".
Message pool_summary(const Sliding&);

/// Pools that make so many places of each spatial axis, whatever comes in: place i is made of those from ⌊i·in/out⌋ to
/// ⌈(i + 1)·in/out⌉, as PyTorch's adaptive pools have it. `size` holds one entry for all axes or one for each.
Inferred infer_adaptive(Text layer, const std::vector<std::int64_t>& size, const Shape& found);
TensorId lower_adaptive(Builder&, const std::vector<std::int64_t>& size, TensorId x, PoolKind);
std::string torch_adaptive(const std::vector<std::int64_t>& size, const SourceValue& x, PoolKind);
std::string keras_adaptive(SourceWriter&, const std::vector<std::int64_t>& size, const SourceValue& x, PoolKind);

Formula pool_formula(const Sliding&, PoolKind, bool count_padding = false, std::int64_t power = 2);
Formula adaptive_formula(const std::vector<std::int64_t>& size, PoolKind);

/// One value per channel, from 1 to 3 spatial axes.
Inferred infer_global(Text layer, const Shape& found);

template <class P>
SettingBinding<P> pool_size_setting(std::vector<std::int64_t> P::*member)
{
    return setting(member, {.key = "size",
                            .label = LOOM_TEXT("Pool size"),
                            .help = LOOM_TEXT("How large the window is that becomes one value, along each axis: height "
                                              "and width for pictures."),
                            .unit = pixels_of((P{}.*member).size()),
                            .min = 1,
                            .max = 255,
                            .entries = (P{}.*member).size()});
}
template <class P>
SettingBinding<P> pool_stride_setting(std::vector<std::int64_t> P::*member)
{
    return setting(
        member,
        {.key = "stride",
         .label = LOOM_TEXT("Stride"),
         .help = LOOM_TEXT("How far the window moves each time along each axis. 0: as far as it is large."),
         .unit = pixels_of((P{}.*member).size()),
         .min = 0,
         .max = 255,
         .entries = (P{}.*member).size()});
}
template <class P>
SettingBinding<P> adaptive_size_setting(std::vector<std::int64_t> P::*member)
{
    return setting(member, {.key = "size",
                            .label = LOOM_TEXT("Result size"),
                            .help = LOOM_TEXT("How many values are made along each axis. One number counts for all axes."),
                            .min = 1,
                            .max = 255});
}

// ---- The layers over 1 to 3 axes -----------------------------------------------------------------------------------

template <std::size_t axes>
struct MaxPooling {
    std::vector<std::int64_t> size = std::vector<std::int64_t>(axes, 2), stride = std::vector<std::int64_t>(axes, 0);
    Padding padding = Padding::Valid;
    std::vector<std::int64_t> pads = std::vector<std::int64_t>(2 * axes, 0);

    static constexpr Text titles[] = {LOOM_TEXT("Max pool 1D"), LOOM_TEXT("Max pool"), LOOM_TEXT("Max pool 3D")};
    static constexpr Text title = titles[axes - 1];

    Sliding sliding() const { return pool_sliding(title, size, stride, padding, pads); }
    Inferred infer(std::span<const Shape> in) const { return infer_pool(sliding(), in[0]); }
    TensorId lower(Builder& b, std::span<const TensorId> in) const
    {
        return lower_pool(b, sliding(), in[0], PoolKind::Max);
    }
    std::string torch(SourceWriter&, std::span<const SourceValue> in) const
    {
        return torch_pool(sliding(), in[0], PoolKind::Max);
    }
    std::string keras(SourceWriter& w, std::span<const SourceValue> in) const
    {
        return keras_pool(w, sliding(), in[0], PoolKind::Max);
    }
    Message summary() const { return pool_summary(sliding()); }
    Formula formula() const { return pool_formula(sliding(), PoolKind::Max); }

    static std::vector<SettingBinding<MaxPooling>> settings()
    {
        return {pool_size_setting(&MaxPooling::size), pool_stride_setting(&MaxPooling::stride),
                padding_setting(&MaxPooling::padding), pads_setting(&MaxPooling::pads)};
    }
};

template <std::size_t axes>
struct AveragePooling {
    std::vector<std::int64_t> size = std::vector<std::int64_t>(axes, 2), stride = std::vector<std::int64_t>(axes, 0);
    Padding padding = Padding::Valid;
    std::vector<std::int64_t> pads = std::vector<std::int64_t>(2 * axes, 0);
    bool count_padding = false;

    static constexpr Text titles[] = {LOOM_TEXT("Average pool 1D"), LOOM_TEXT("Average pool"),
                                      LOOM_TEXT("Average pool 3D")};
    static constexpr Text title = titles[axes - 1];

    Sliding sliding() const { return pool_sliding(title, size, stride, padding, pads); }
    Inferred infer(std::span<const Shape> in) const { return infer_pool(sliding(), in[0]); }
    TensorId lower(Builder& b, std::span<const TensorId> in) const
    {
        return lower_pool(b, sliding(), in[0], PoolKind::Average, count_padding);
    }
    std::string torch(SourceWriter&, std::span<const SourceValue> in) const
    {
        return torch_pool(sliding(), in[0], PoolKind::Average, count_padding);
    }
    std::string keras(SourceWriter& w, std::span<const SourceValue> in) const
    {
        return keras_pool(w, sliding(), in[0], PoolKind::Average, count_padding);
    }
    Message summary() const { return pool_summary(sliding()); }
    Formula formula() const { return pool_formula(sliding(), PoolKind::Average, count_padding); }

    static std::vector<SettingBinding<AveragePooling>> settings()
    {
        using P = AveragePooling;
        return {pool_size_setting(&P::size), pool_stride_setting(&P::stride), padding_setting(&P::padding),
                pads_setting(&P::pads),
                setting(&P::count_padding,
                        {.key = "count_padding",
                         .label = LOOM_TEXT("Count padding"),
                         .help = LOOM_TEXT("Counts the zeros around the input in the average, which weakens its border."),
                         .advanced = true})};
    }
};

template <std::size_t axes>
struct NormPooling {
    std::int64_t power = 2;
    std::vector<std::int64_t> size = std::vector<std::int64_t>(axes, 2), stride = std::vector<std::int64_t>(axes, 0);
    Padding padding = Padding::Valid;
    std::vector<std::int64_t> pads = std::vector<std::int64_t>(2 * axes, 0);

    static constexpr Text titles[] = {LOOM_TEXT("Lp pool 1D"), LOOM_TEXT("Lp pool"), LOOM_TEXT("Lp pool 3D")};
    static constexpr Text title = titles[axes - 1];

    Sliding sliding() const { return pool_sliding(title, size, stride, padding, pads); }
    Inferred infer(std::span<const Shape> in) const { return infer_pool(sliding(), in[0]); }
    TensorId lower(Builder& b, std::span<const TensorId> in) const
    {
        return lower_pool(b, sliding(), in[0], PoolKind::Norm, false, int(power));
    }
    std::string torch(SourceWriter&, std::span<const SourceValue> in) const
    {
        return torch_pool(sliding(), in[0], PoolKind::Norm, false, power);
    }
    std::string keras(SourceWriter& w, std::span<const SourceValue> in) const
    {
        return keras_pool(w, sliding(), in[0], PoolKind::Norm, false, power);
    }
    Message summary() const { return joined({pool_summary(sliding()), Message(LOOM_TEXT("power %1"), power)}); }
    Formula formula() const { return pool_formula(sliding(), PoolKind::Norm, false, power); }

    static std::vector<SettingBinding<NormPooling>> settings()
    {
        using P = NormPooling;
        return {setting(&P::power,
                        {.key = "p",
                         .label = LOOM_TEXT("Power"),
                         .help = LOOM_TEXT("p in (Σ |x|ᵖ)^(1/p) over each window. 1 sums up sizes, 2 is the Euclidean "
                                           "length, larger ones come close to Max pool."),
                         .min = 1,
                         .max = 16}),
                pool_size_setting(&P::size), pool_stride_setting(&P::stride), padding_setting(&P::padding),
                pads_setting(&P::pads)};
    }
};

} // namespace loom
