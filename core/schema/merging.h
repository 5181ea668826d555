#pragma once
#include "schema/formula.h"
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

/// "y = a + b + c", of so many inputs.
inline Formula merged_formula(std::int64_t inputs, const std::string& between, const std::string& before = {},
                              const std::string& behind = {})
{
    std::string text;
    for (std::int64_t i = 0; i < inputs; ++i)
        text += (i > 0 ? between : "") + char('a' + i);
    return {"y = " + before + text + behind, {{"a", LOOM_TEXT("first input")}, {"b", LOOM_TEXT("second input, and so on")}}};
}

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
