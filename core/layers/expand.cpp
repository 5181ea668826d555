#include "schema/formula.h"
#include "schema/shapes.h"

#include <algorithm>

namespace loom {
namespace {

constexpr Text expand_title = LOOM_TEXT("Expand");

/// The target is written as people see it, channels last.
struct ExpandLayer {
    std::vector<std::int64_t> shape = {8, 8, -1};

    Inferred infer(std::span<const Shape> in) const
    {
        if (shape.empty() || shape.size() > 4)
            return fault(
                in[0], Message(LOOM_TEXT("The target shape has %1 sizes, but one to four make sense."), shape.size()),
                LOOM_TEXT("Write height, width and channels of a picture, steps and channels of a sequence, or the "
                          "length of a vector."));
        if (std::ranges::find(shape, 0) != shape.end())
            return fault(in[0], LOOM_TEXT("A size of 0 in the target shape holds no values."),
                         LOOM_TEXT("Write sizes of at least 1, or −1 for a size that stays as it is."));
        const Shape from = sizes_from_shape(in[0]);
        if (from.size() > shape.size())
            return fault(in[0],
                         Message(LOOM_TEXT("%1 has more sizes than the target shape %2."), shape_text(in[0]), value_text(shape)),
                         LOOM_TEXT("Write a size for each one that comes in, and those that are new in front."));
        const Shape target = resolved(from);
        if (too_large(target))
            return fault(in[0],
                         Message(LOOM_TEXT("%1 would need %2 values, more than any machine can hold."), expand_title,
                                 value_text(target)),
                         LOOM_TEXT("Choose smaller sizes."));
        for (std::size_t i = 0; i < from.size(); ++i)
            if (const auto to = target[target.size() - from.size() + i]; from[i] != 1 && from[i] != to)
                return fault(in[0],
                             Message(LOOM_TEXT("A size of %1 cannot be repeated to %2."), from[i], to),
                             LOOM_TEXT("Only sizes of 1 are repeated. Write −1 where the size should stay."));
        return shape_from_sizes(target);
    }

    TensorId lower(Builder& b, std::span<const TensorId> in) const
    {
        const Shape x = b.shape(in[0]);
        const Places places = placed(Shape(x.begin() + 1, x.end()));
        Shape rows{x[0]}, target{x[0]};
        std::vector<int> axes;
        for (std::size_t i = 0; i < places.to.size(); ++i) {
            target.push_back(places.to[i]);
            if (places.from[i] == places.to[i])
                rows.push_back(places.from[i]);
            else
                axes.push_back(int(i) + 1);
        }
        const TensorId seen = b.reshape(in[0], std::move(rows));
        return axes.empty() ? seen : b.expand(seen, std::move(target), std::move(axes));
    }

    std::string torch(SourceWriter&, std::span<const SourceValue> in) const
    {
        const Places places = placed(in[0].sample);
        return in[0].text + ".reshape(" + list(places.from) + ").expand(" + list(places.to) + ")";
    }
    std::string keras(SourceWriter&, std::span<const SourceValue> in) const
    {
        const Places places = placed(in[0].sample);
        return "ops.reshape(" + in[0].text + ", (" + list(sizes_from_shape(places.from)) + ")) * ops.ones((1" +
               list(sizes_from_shape(places.to)).substr(2) + "))";
    }

    Formula formula() const
    {
        return {"y_{i,j} = x_{min(i, n - 1), min(j, m - 1)}", {{"n", LOOM_TEXT("size of the input along the first axis: 1, or that of the result")},
                                                              {"m", LOOM_TEXT("size of the input along the next axis, likewise")}}};
    }

    Message summary() const { return target_text(shape); }

private:
    /// With the sizes that stay.
    Shape resolved(const Shape& from) const
    {
        Shape target = shape;
        for (std::size_t i = 0; i < target.size(); ++i)
            if (const std::size_t back = target.size() - i; target[i] == -1)
                target[i] = back <= from.size() ? from[from.size() - back] : 1;
        return target;
    }
    /// What comes in, with sizes of 1 for those that it lacks, and what goes out, channels first.
    struct Places {
        Shape from, to;
    };
    Places placed(const Shape& sample) const
    {
        Shape from = sizes_from_shape(sample);
        const Shape to = resolved(from);
        from.insert(from.begin(), to.size() - from.size(), 1);
        return {shape_from_sizes(from), shape_from_sizes(to)};
    }
    /// "-1, 3, 8, 8".
    static std::string list(const Shape& sample)
    {
        std::string text = "-1";
        for (const auto d : sample)
            text += ", " + std::to_string(d);
        return text;
    }
    Fault fault(const Shape& found, Message message, Message hint) const
    {
        return {.message = std::move(message),
                .hint = std::move(hint),
                .port = 0,
                .setting = "shape",
                .found = found,
                .repairs = {{Message(LOOM_TEXT("Set the shape to %1"), shape_text(found)),
                             ChangeSetting{"shape", sizes_from_shape(found)}}},
                .assumed = found};
    }
};

} // namespace

const LayerType& expand_layer()
{
    static const LayerType type = layer<ExpandLayer>({
        .id = "expand",
        .title = expand_title,
        .help = LOOM_TEXT("Repeats what comes in along sizes of 1, for example a vector at every place of a picture, so "
                          "that it can be added to one or multiplied with it. Sizes that are new come first."),
        .category = Category::Pooling,
        .inputs = {{"x", LOOM_TEXT("Values of any shape.")}},
        .settings = {setting(
            &ExpandLayer::shape,
            {.key = "shape",
             .label = LOOM_TEXT("Shape"),
             .help = LOOM_TEXT("Height, width and channels of the result, or steps and channels. −1: as it comes in."),
             .min = -1,
             .max = 1048576})},
    });
    return type;
}

} // namespace loom
