#pragma once
#include "schema/windows.h"

namespace loom {

// What the layers share that enlarge or shrink without weights.

std::vector<Choice> resize_choices();
/// `size` holds one entry for all axes or one for each: the sizes themselves or, where `factor`, how many times as large.
Inferred infer_resize(Text layer, std::string_view key, const std::vector<std::int64_t>& size, bool factor,
                      const Shape& found);
TensorId lower_resize(Builder&, ResizeKind, const std::vector<std::int64_t>& size, bool factor, TensorId x);

Formula resize_formula(ResizeKind);

std::string torch_resize(ResizeKind, const std::vector<std::int64_t>& size, bool factor, const SourceValue& x);
std::string keras_resize(SourceWriter&, ResizeKind, const std::vector<std::int64_t>& size, bool factor, const SourceValue& x);

template <class P>
SettingBinding<P> resize_setting(ResizeKind P::*member)
{
    return setting(member, {.key = "mode",
                            .label = LOOM_TEXT("Between places"),
                            .help = LOOM_TEXT("Nearest takes the value of the nearest place, so edges stay hard. Linear "
                                              "blends the neighbours (bilinear in pictures), so the result is smooth."),
                            .choices = resize_choices()});
}

} // namespace loom
