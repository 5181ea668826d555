#include "schema/borders.h"
#include "schema/formula.h"

namespace loom {
namespace {

constexpr Text pad_title = LOOM_TEXT("Padding");

struct PadLayer {
    PadKind mode = PadKind::Zero;
    std::vector<std::int64_t> amount = {1};

    Inferred infer(std::span<const Shape> in) const
    {
        const Shape& x = in[0];
        if (x.size() < 2 || x.size() > 4)
            return needs_axes(pad_title, x, 2, [this](const Shape& picture) { return infer(std::span(&picture, 1)); });
        const std::size_t axes = x.size() - 1;
        if (auto fault = entries_fault("amount", amount, {1, axes, 2 * axes}, x)) {
            PadLayer mended{PadKind::Zero, {amount.empty() ? 1 : amount[0]}};
            fault->assumed = std::get<Shape>(mended.infer(in));
            return *fault;
        }
        const Borders b = borders_of(amount, axes);
        Shape result{x[0]};
        for (std::size_t i = 0; i < axes; ++i)
            result.push_back(x[i + 1] + b.begin[i] + b.end[i]);
        for (std::size_t i = 0; i < axes; ++i)
            if (mode == PadKind::Reflect && std::max(b.begin[i], b.end[i]) >= x[i + 1])
                return Fault{.message = Message(LOOM_TEXT("%1 places cannot be mirrored from an axis of %2."),
                                                std::max(b.begin[i], b.end[i]), x[i + 1]),
                             .hint = LOOM_TEXT("The border itself is not repeated, so fewer places than the axis is long "
                                               "can be mirrored."),
                             .port = 0,
                             .setting = "amount",
                             .found = x,
                             .repairs = {{LOOM_TEXT("Repeat the border instead"),
                                          ChangeSetting{"mode", std::string("replicate")}}},
                             .assumed = result};
        return too_large(result) ? Inferred(too_large_fault(pad_title, result, "amount")) : result;
    }

    TensorId lower(Builder& b, std::span<const TensorId> in) const
    {
        const Borders sides = borders_of(amount, b.shape(in[0]).size() - 2);
        return b.pad(mode, in[0], sides.begin, sides.end);
    }

    std::string torch(SourceWriter&, std::span<const SourceValue> in) const
    {
        const Borders sides = borders_of(amount, in[0].sample.size() - 1);
        const std::string padded = torch_padded(in[0].text, sides.begin, sides.end);
        if (mode == PadKind::Zero || padded == in[0].text)
            return padded;
        return padded.substr(0, padded.size() - 1) + ", mode=" + python_string(mode_choices()[std::size_t(mode)].id) + ")";
    }
    std::string keras(SourceWriter& w, std::span<const SourceValue> in) const
    {
        const Borders sides = borders_of(amount, in[0].sample.size() - 1);
        if (mode == PadKind::Zero)
            return keras_padded(in[0].text, sides.begin, sides.end);
        w.helper(R"(def framed(x, begin, end, mode):
    """Mirrors the input at its border ("reflect") or repeats the border ("edge"), along every spatial axis."""
    for axis, (before, behind) in enumerate(zip(begin, end), 1):
        x = ops.take(x, np.pad(np.arange(x.shape[axis]), (before, behind), mode), axis=axis)
    return x)");
        return "framed(" + in[0].text + ", " + python_tuple(sides.begin) + ", " + python_tuple(sides.end) + ", " +
               python_string(mode == PadKind::Reflect ? "reflect" : "edge") + ")";
    }

    Formula formula() const
    {
        const std::string inside = "x_{c, i - a}", within = "0 <= i - a < n";
        std::vector<Formula::Word> where{{"a", Message(LOOM_TEXT("places added in front, along each axis: %1"), value_text(amount))},
                                         {"n", LOOM_TEXT("size of the input along the axis")},
                                         {"c", LOOM_TEXT("which channel")}};
        switch (mode) {
        case PadKind::Zero:
            return {"y_{c,i} = cases{" + inside + " & " + within + " ;; 0 & i < a ;; 0 & i >= a + n}", std::move(where)};
        case PadKind::Reflect:
            return {"y_{c,i} = cases{" + inside + " & " + within + " ;; x_{c, a - i} & i < a ;; x_{c, 2 n - 2 - i + a} & i >= a + n}",
                    std::move(where)};
        case PadKind::Replicate:
            break;
        }
        return {"y_{c,i} = x_{c, min(n - 1, max(0, i - a))}", std::move(where)};
    }

    Message summary() const
    {
        return joined({Message::plain(value_text(amount)), mode_choices()[std::size_t(mode)].label});
    }

    static std::vector<Choice> mode_choices()
    {
        return {{"zero", LOOM_TEXT("Zeros")}, {"reflect", LOOM_TEXT("Mirrored")}, {"replicate", LOOM_TEXT("Border repeated")}};
    }
};

} // namespace

const LayerType& pad_layer()
{
    static const LayerType type = layer<PadLayer>({
        .id = "pad",
        .title = pad_title,
        .help = LOOM_TEXT(
            "Puts a frame around the input. Mirrored and repeated borders avoid the dark edges that zeros leave behind "
            "convolutions. Nothing is learned."),
        .category = Category::Convolution,
        .inputs = {{"x", LOOM_TEXT("Sequences, pictures or volumes with channels.")}},
        .settings = {setting(&PadLayer::mode, {.key = "mode",
                                               .label = LOOM_TEXT("Filled with"),
                                               .help = LOOM_TEXT("What the frame holds: zeros, the input mirrored at its "
                                                                 "border, or the border itself again and again."),
                                               .choices = PadLayer::mode_choices()}),
                     amount_setting(&PadLayer::amount, LOOM_TEXT("Frame"))},
    });
    return type;
}

} // namespace loom
