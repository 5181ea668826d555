#include "schema/merging.h"

namespace loom {
namespace {

/// A place in a network that came from another program, where that does something that no layer does.
struct Opaque {
    std::string name = "Custom", attributes;
    std::int64_t inputs_count = 1;
    std::vector<std::int64_t> shape; // Channels last; empty: nobody said.

    std::vector<Port> inputs() const
    {
        std::vector<Port> ports;
        for (std::int64_t i = 0; i < inputs_count; ++i)
            ports.push_back({std::string(1, char('a' + i)), LOOM_TEXT("Values of any shape.")});
        return ports;
    }
    Inferred infer(std::span<const Shape> in) const
    {
        const Shape out = shape_from_sizes(shape);
        Fault fault{.message = Message(LOOM_TEXT("Nothing here does what the operator %1 of the ONNX file does."), name),
                    .hint = LOOM_TEXT("Put layers in its place that do the same, or take it out."),
                    .setting = "operator"};
        if (!shape.empty())
            fault.assumed = out;
        if (!in.empty() && (shape.empty() || out == in[0]))
            fault.repairs = {{LOOM_TEXT("Take it out"), TakeOut{}}};
        return fault;
    }
    Formula formula() const { return {"y = f(a)", {{"f", LOOM_TEXT("what the operator of the ONNX file does")}, {"a", LOOM_TEXT("what comes in")}}}; }
    /// Never called: infer() gives no shape.
    TensorId lower(Builder&, std::span<const TensorId> in) const { return in[0]; }
    Result<std::string> torch(SourceWriter&, std::span<const SourceValue>) const { return unwritten(); }
    Result<std::string> keras(SourceWriter&, std::span<const SourceValue>) const { return unwritten(); }
    Error unwritten() const { return {Message(LOOM_TEXT("The operator %1 has no form here."), name), LOOM_TEXT("Put layers in its place that do the same, or take it out.")}; }
    Message summary() const
    {
        return Message::plain(attributes.empty() ? name : name + " · " + attributes);
    }
};

} // namespace

const LayerType& opaque_layer()
{
    static const LayerType type = layer<Opaque>({
        .id = "opaque",
        .title = LOOM_TEXT("Unknown operator"),
        .help = LOOM_TEXT("Stands where a network from an ONNX file does something that no layer here does. Such a network can be "
                          "looked at and changed; it computes once something else stands there."),
        .category = Category::InputOutput,
        .inputs = {},
        .settings = {setting(&Opaque::name, {.key = "operator",
                                             .label = LOOM_TEXT("Operator"),
                                             .help = LOOM_TEXT("What the file calls it.")}),
                     setting(&Opaque::attributes, {.key = "attributes",
                                                   .label = LOOM_TEXT("Attributes"),
                                                   .help = LOOM_TEXT("How the file sets it.")}),
                     setting(&Opaque::inputs_count, {.key = "inputs",
                                                     .label = LOOM_TEXT("Inputs"),
                                                     .help = LOOM_TEXT("How many values come in."),
                                                     .min = 0,
                                                     .max = 8}),
                     setting(&Opaque::shape, {.key = "shape",
                                              .label = LOOM_TEXT("Shape"),
                                              .help = LOOM_TEXT("The shape of what comes out, channels last, as the file "
                                                                "states it. Empty where it does not."),
                                              .min = 1,
                                              .max = 1048576})},
    });
    return type;
}

} // namespace loom
