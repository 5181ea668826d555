#include "schema/borders.h"
#include "schema/formula.h"

namespace loom {
namespace {

constexpr Text crop_title = LOOM_TEXT("Crop");

struct Crop {
    std::vector<std::int64_t> amount = {1};

    Inferred infer(std::span<const Shape> in) const
    {
        const Shape& x = in[0];
        if (x.size() < 2 || x.size() > 4)
            return needs_axes(crop_title, x, 2, [this](const Shape& picture) { return infer(std::span(&picture, 1)); });
        const std::size_t axes = x.size() - 1;
        const std::vector<std::int64_t> nothing{0};
        auto mended = [&](Fault fault) {
            fault.repairs = {{Message(LOOM_TEXT("Set it to %1"), value_text(nothing)), ChangeSetting{"amount", nothing}}};
            fault.assumed = x;
            return fault;
        };
        if (const auto fault = entries_fault("amount", amount, {1, axes, 2 * axes}, x))
            return mended(*fault);
        const Borders b = borders_of(amount, axes);
        Shape result{x[0]};
        for (std::size_t i = 0; i < axes; ++i)
            result.push_back(x[i + 1] - b.begin[i] - b.end[i]);
        if (std::ranges::any_of(result, [](auto d) { return d < 1; }))
            return mended({.message = Message(LOOM_TEXT("Cropping by %1 leaves nothing of %2."), value_text(amount),
                                              shape_text(x)),
                           .hint = LOOM_TEXT("Cut off less, or pool less before it."),
                           .port = 0,
                           .setting = "amount",
                           .found = x});
        return result;
    }

    TensorId lower(Builder& b, std::span<const TensorId> in) const
    {
        TensorId y = in[0];
        const Borders sides = borders_of(amount, b.shape(y).size() - 2);
        for (std::size_t i = 0; i < sides.begin.size(); ++i)
            if (const auto cut = sides.begin[i] + sides.end[i]; cut > 0)
                y = b.slice(y, int(i) + 2, sides.begin[i], b.shape(y)[i + 2] - cut);
        return y;
    }

    std::string torch(SourceWriter&, std::span<const SourceValue> in) const
    {
        return in[0].text + torch_places(kept(in[0].sample));
    }
    std::string keras(SourceWriter&, std::span<const SourceValue> in) const
    {
        return in[0].text + keras_places(kept(in[0].sample));
    }

    Formula formula() const
    {
        return {"y_{c,i} = x_{c, i + a}", {{"a", Message(LOOM_TEXT("places cut off in front, along each axis: %1"), value_text(amount))},
                                           {"c", LOOM_TEXT("which channel")}}};
    }

    Message summary() const { return Message::plain(value_text(amount)); }

private:
    std::vector<Run> kept(const Shape& x) const
    {
        const Borders sides = borders_of(amount, x.size() - 1);
        std::vector<Run> runs;
        for (std::size_t i = 0; i + 1 < x.size(); ++i)
            runs.push_back({sides.begin[i], x[i + 1] - sides.begin[i] - sides.end[i]});
        return runs;
    }
};

} // namespace

const LayerType& crop_layer()
{
    static const LayerType type = layer<Crop>({
        .id = "crop",
        .title = crop_title,
        .help = LOOM_TEXT("Cuts a frame off the input, for example to bring two pictures to one size before they are "
                          "joined. Nothing is learned."),
        .category = Category::Convolution,
        .inputs = {{"x", LOOM_TEXT("Sequences, pictures or volumes with channels.")}},
        .settings = {amount_setting(&Crop::amount, LOOM_TEXT("Cut off"))},
    });
    return type;
}

} // namespace loom
