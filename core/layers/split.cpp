#include "schema/axes.h"
#include "schema/formula.h"

namespace loom {
namespace {

/// One of several equal parts; a layer has one output, so each part is a layer of its own.
struct Split {
    std::int64_t axis = -1, parts = 2, part = 1;

    Inferred infer(std::span<const Shape> in) const
    {
        const auto at = stored_axis(axis, in[0].size());
        if (!at) {
            Fault fault = no_axis_fault(in[0], axis);
            if (const Inferred mended = Split{-1, parts, part}.infer(in); std::holds_alternative<Shape>(mended))
                fault.assumed = std::get<Shape>(mended);
            else
                fault.repairs.clear();
            return fault;
        }
        const auto available = in[0][*at];
        Shape out = in[0];
        if (part > parts) {
            Fault fault{.message = Message(LOOM_TEXT("Part %1 of %2 does not exist."), part, parts),
                        .hint = LOOM_TEXT("Parts are counted from 1 on."),
                        .setting = "part"};
            if (available % parts == 0) {
                out[*at] = available / parts;
                fault.assumed = out;
                fault.repairs = {{Message(LOOM_TEXT("Set the part to %1"), parts), ChangeSetting{"part", parts}}};
            }
            return fault;
        }
        if (available % parts == 0) {
            out[*at] = available / parts;
            return out;
        }
        std::int64_t fewer = parts;
        while (available % fewer != 0)
            --fewer;
        Fault fault{.message =
                        Message(LOOM_TEXT("%1 elements cannot be shared out evenly to %2 parts."), available, parts),
                    .hint = LOOM_TEXT("Choose a number of parts that divides them, or take a run of them with Slice."),
                    .port = 0,
                    .setting = "parts",
                    .found = in[0]};
        if (part <= fewer) {
            out[*at] = available / fewer;
            fault.assumed = out;
            fault.repairs = {{Message(LOOM_TEXT("Set the parts to %1"), fewer), ChangeSetting{"parts", fewer}}};
        }
        return fault;
    }

    TensorId lower(Builder& b, std::span<const TensorId> in) const
    {
        const auto at = *stored_axis(axis, b.shape(in[0]).size() - 1) + 1;
        const auto size = b.shape(in[0])[at] / parts;
        return b.slice(in[0], int(at), (part - 1) * size, size);
    }

    std::string torch(SourceWriter&, std::span<const SourceValue> in) const
    {
        const auto at = *stored_axis(axis, in[0].sample.size());
        const auto size = in[0].sample[at] / parts;
        return in[0].text + torch_run(at, (part - 1) * size, size);
    }
    std::string keras(SourceWriter&, std::span<const SourceValue> in) const
    {
        const auto at = *stored_axis(axis, in[0].sample.size());
        const auto size = in[0].sample[at] / parts;
        return in[0].text + keras_run(at, in[0].sample.size(), (part - 1) * size, size);
    }

    Formula formula() const
    {
        return {"y_i = x_{i" + (part == 1 ? std::string() : part == 2 ? std::string(" + m") : " + " + std::to_string(part - 1) + " m") + "} , 0 <= i < m",
                {{"i", LOOM_TEXT("place along the chosen axis")},
                 {"m", Message(LOOM_TEXT("size of each of the %1 parts"), parts)}}};
    }

    Message summary() const { return Message(LOOM_TEXT("part %1 of %2"), part, parts); }
};

} // namespace

const LayerType& split_layer()
{
    static const LayerType type = layer<Split>({
        .id = "split",
        .title = LOOM_TEXT("Split"),
        .help = LOOM_TEXT("Cuts its input into equal parts along one axis and gives one of them. Beside each other, "
                          "layers with other "
                          "parts lead each to a branch of its own."),
        .category = Category::Pooling,
        .inputs = {{"x", LOOM_TEXT("Values of any shape.")}},
        .settings = {setting(&Split::axis, axis_setting(LOOM_TEXT(
                                               "Along which axis it is cut: 0 is the height of a picture, 1 its width, "
                                               "−1 the channels."))),
                     setting(&Split::parts, {.key = "parts",
                                             .label = LOOM_TEXT("Parts"),
                                             .help = LOOM_TEXT("Into how many parts it is cut."),
                                             .min = 1,
                                             .max = 1024}),
                     setting(&Split::part, {.key = "part",
                                            .label = LOOM_TEXT("Part"),
                                            .help = LOOM_TEXT("Which part goes on; the first is 1."),
                                            .min = 1,
                                            .max = 1024})},
    });
    return type;
}

} // namespace loom
