#include "schema/formula.h"
#include "schema/shapes.h"

namespace loom {
namespace {

constexpr Text reshape_title = LOOM_TEXT("Reshape");

/// The target is written as people see it, channels last: {28, 28, 1} or {100} or {length, features}. Values keep the
/// order in which they are stored, channel after channel, so Reshape undoes Flatten.
struct ReshapeLayer {
    std::vector<std::int64_t> shape = {-1};

    Inferred infer(std::span<const Shape> in) const
    {
        const auto values = std::int64_t(count(in[0]));
        if (shape.empty() || shape.size() > 4)
            return fault(
                in[0], Message(LOOM_TEXT("The target shape has %1 sizes, but one to four make sense."), shape.size()),
                LOOM_TEXT("Write height, width and channels of a picture, steps and channels of a sequence, or the "
                                   "length of a vector."));
        if (std::ranges::find(shape, 0) != shape.end())
            return fault(in[0], LOOM_TEXT("A size of 0 in the target shape holds no values."),
                         LOOM_TEXT("Write sizes of at least 1, or −1 for the one that follows from the others."));
        if (std::ranges::count(shape, -1) > 1)
            return fault(in[0], LOOM_TEXT("The target shape has more than one −1."),
                         LOOM_TEXT("Only one size can follow from the others; write the rest as numbers."));
        Shape target = shape;
        const auto open = std::ranges::find(target, -1);
        if (open != target.end())
            *open = 1;
        if (too_large(target))
            return fault(in[0],
                         Message(LOOM_TEXT("%1 would need %2 values, more than any machine can hold."), reshape_title,
                                 value_text(target)),
                         LOOM_TEXT("Choose smaller sizes."));
        const auto others = std::int64_t(count(target));
        if (open != target.end()) {
            if (values % others != 0)
                return fault(in[0],
                             Message(LOOM_TEXT("%1 values cannot be shared out evenly to %2."), quantity_text(values),
                                     value_text(shape)),
                             Message(LOOM_TEXT("The sizes beside −1 must divide %1."), quantity_text(values)));
            *open = values / others;
        } else if (others != values) {
            return fault(in[0],
                         Message(LOOM_TEXT("%1 holds %2 values, but the target shape %3 holds %4."), shape_text(in[0]),
                                 quantity_text(values), value_text(shape), quantity_text(others)),
                         LOOM_TEXT("A new shape must hold exactly the same number of values."));
        }
        return shape_from_sizes(target);
    }

    TensorId lower(Builder& b, std::span<const TensorId> in) const
    {
        const Shape x = b.shape(in[0]);
        const Shape sample(x.begin() + 1, x.end());
        Shape target = std::get<Shape>(infer(std::span(&sample, 1)));
        target.insert(target.begin(), x[0]);
        return b.reshape(in[0], std::move(target));
    }

    std::string torch(SourceWriter&, std::span<const SourceValue> in) const
    {
        const Shape to = std::get<Shape>(infer(std::span(&in[0].sample, 1)));
        std::string sizes = python_tuple(to);
        return in[0].text + ".reshape(-1, " + sizes.substr(1, sizes.size() - (to.size() == 1 ? 3 : 2)) + ")";
    }
    std::string keras(SourceWriter& w, std::span<const SourceValue> in) const
    {
        // Values keep the order in which they are stored here, channel after channel.
        const Shape to = std::get<Shape>(infer(std::span(&in[0].sample, 1)));
        const std::string x = keras_channels_first(w, in[0].text, in[0].sample, "channels_first");
        return keras_channels_last(w, w.make("layers.Reshape", {python_tuple(to)}) + "(" + x + ")", to, "channels_last");
    }

    Formula formula() const
    {
        return {"y_m = x_m", {{"m", LOOM_TEXT("the values in their order, which stays, under another shape")}}};
    }

    Message summary() const { return target_text(shape); }

private:
    Fault fault(const Shape& found, Message message, Message hint) const
    {
        const auto values = std::int64_t(count(found));
        Fault f{.message = std::move(message), .hint = std::move(hint), .port = 0, .setting = "shape", .found = found};
        auto offer = [&](const Shape& to) {
            f.repairs.push_back({Message(LOOM_TEXT("Set the shape to %1"), shape_text(to)),
                                 ChangeSetting{"shape", sizes_from_shape(to)}});
        };
        // A picture where one was meant, else a vector.
        if (const auto picture = picture_of(values); picture && shape.size() == 3)
            offer(*picture);
        offer({values});
        const auto& best = std::get<ChangeSetting>(f.repairs.front().action);
        f.assumed = shape_from_sizes(std::get<std::vector<std::int64_t>>(best.value));
        return f;
    }
};

} // namespace

const LayerType& reshape_layer()
{
    static const LayerType type = layer<ReshapeLayer>({
        .id = "reshape",
        .title = reshape_title,
        .help = LOOM_TEXT("Gives the same values another shape, for example a row of 784 values the shape of a 28×28 "
                          "picture. Nothing "
                          "is computed: values stay in their order, channel after channel."),
        .category = Category::Pooling,
        .inputs = {{"x", LOOM_TEXT("Values of any shape.")}},
        .settings = {setting(
            &ReshapeLayer::shape,
            {.key = "shape",
             .label = LOOM_TEXT("Shape"),
             .help = LOOM_TEXT("Height, width and channels of a picture, or one number for a vector. One size may be "
                               "−1: it follows from the others."),
             .min = -1,
             .max = 1048576})},
    });
    return type;
}

} // namespace loom
