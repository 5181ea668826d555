#pragma once
#include "schema/shapes.h"

namespace loom {

/// For layers that join inputs of one shape, value by value: that shape, or which input differs and how that is mended.
Inferred merged_shape(std::span<const Shape>);
/// Inputs a, b, c … of one shape.
std::vector<Port> merged_ports(std::int64_t n);

/// "a, b, c", with that between them.
std::string listed(const std::string& between, std::span<const SourceValue>);
/// "a + b + c".
std::string torch_merged(std::string_view sign, std::span<const SourceValue>);
/// "layers.Add()([a, b, c])".
std::string keras_merged(SourceWriter&, std::string_view type, std::span<const SourceValue>,
                         const SourceWriter::Arguments& = {});

template <class P>
SettingBinding<P> inputs_setting(std::int64_t P::*member)
{
    return setting(member, {.key = "inputs",
                            .label = LOOM_TEXT("Inputs"),
                            .help = LOOM_TEXT("How many inputs come together."),
                            .min = 2,
                            .max = 8});
}

} // namespace loom
