#include "schema/formula.h"
#include "schema/shapes.h"

#include <charconv>
#include <cmath>

namespace loom {
namespace {

constexpr Text constant_title = LOOM_TEXT("Constant values");

/// The numbers of a list with blanks or commas in between; nothing where it holds anything else.
std::optional<std::vector<double>> numbers_in(std::string_view text)
{
    std::vector<double> numbers;
    for (std::size_t at = 0; (at = text.find_first_not_of(" ,;\t\n", at)) != text.npos;) {
        double v = 0;
        const auto [end, fault] = std::from_chars(text.data() + at, text.data() + text.size(), v);
        at = std::size_t(end - text.data());
        const bool ends = at == text.size() || std::string_view(" ,;\t\n").find(text[at]) != std::string_view::npos;
        if (fault != std::errc() || !ends || !std::isfinite(float(v)))
            return {};
        numbers.push_back(v);
    }
    return numbers;
}

struct Constant {
    std::vector<std::int64_t> shape = {16};
    std::string values = "1";
    bool learned = false;

    Inferred infer(std::span<const Shape>) const
    {
        if (shape.empty() || shape.size() > 4)
            return Fault{.message = Message(LOOM_TEXT("The shape has %1 sizes, but one to four make sense."), shape.size()),
                         .hint = LOOM_TEXT("Write the length of a vector, or the sizes along each axis, channels last."),
                         .setting = "shape",
                         .repairs = {{Message(LOOM_TEXT("Set the shape to %1"), 1),
                                      ChangeSetting{"shape", std::vector<std::int64_t>{1}}}},
                         .assumed = Shape{1}};
        const Shape out = shape_from_sizes(shape);
        if (too_large(out))
            return too_large_fault(constant_title, out, "shape");
        const auto numbers = numbers_in(values);
        if (numbers && (numbers->size() == 1 || numbers->size() == count(out)))
            return out;
        const std::string fill = numbers && !numbers->empty() ? number_text(numbers->front()) : "0";
        return Fault{.message = numbers ? Message(LOOM_TEXT("There are %1 values for the shape %2, which holds %3."),
                                                  numbers->size(), shape_text(out), quantity_text(std::int64_t(count(out))))
                                        : Message(LOOM_TEXT("“%1” is not a list of numbers."), values),
                     .hint = LOOM_TEXT("Write one number that fills the whole shape, or as many as it holds, with blanks "
                                       "or commas in between."),
                     .setting = "values",
                     .repairs = {{Message(LOOM_TEXT("Fill it with %1"), fill), ChangeSetting{"values", fill}}},
                     .assumed = out};
    }

    TensorId lower(Builder& b, std::span<const TensorId> in) const
    {
        const Shape out = shape_from_sizes(shape), x = b.shape(in[0]);
        Init init{};
        if (const auto written = stored(out); written.size() == 1)
            init.a = written[0];
        else
            init.values = written;
        // Each sample's first value, times 0, tells how many samples there are.
        const auto features = std::int64_t(count(Shape(x.begin() + 1, x.end())));
        const TensorId first = b.slice(b.reshape(in[0], {x[0], features}), 1, 0, 1);
        Shape zeros(out.size() + 1, 1);
        zeros[0] = x[0];
        return b.binary(BinaryKind::Add, b.affine(b.reshape(first, std::move(zeros)), 0, 0),
                        learned ? b.weight("values", out, std::move(init)) : b.constant(out, std::move(init)));
    }

    std::string torch(SourceWriter& w, std::span<const SourceValue> in) const
    {
        const Shape out = shape_from_sizes(shape);
        w.helper(R"(class Constant(nn.Module):
    """The same values for every sample."""

    def __init__(self, *shape):
        super().__init__()
        self.values = nn.Parameter(torch.zeros(shape))

    def forward(self, x):
        return self.values.expand(len(x), *self.values.shape))");
        SourceWriter::Arguments sizes;
        for (const auto size : out)
            sizes.push_back(python(size));
        const std::string made = w.make("Constant", sizes);
        w.weight("values", in_use(w, out));
        return made + "(" + in[0].text + ")";
    }
    std::string keras(SourceWriter& w, std::span<const SourceValue> in) const
    {
        const Shape out = shape_from_sizes(shape);
        w.helper(R"(class Constant(layers.Layer):
    """The same values for every sample."""

    def __init__(self, shape, learned=True, **kwargs):
        super().__init__(**kwargs)
        self.values = self.add_weight(shape=shape, initializer="zeros", trainable=learned, name="values")

    def call(self, x):
        return ops.broadcast_to(self.values, (ops.shape(x)[0], *self.values.shape)))");
        SourceWriter::Arguments arguments{python_tuple(shape)};
        if (!learned)
            arguments.push_back(keyword("learned", python(false)));
        const std::string made = w.make("Constant", arguments);
        std::vector<int> last; // Channels stand last there.
        for (int axis = 1; axis < int(out.size()); ++axis)
            last.push_back(axis);
        last.push_back(0);
        w.weight("values", permuted(in_use(w, out), last));
        return made + "(" + in[0].text + ")";
    }

    Formula formula() const
    {
        return {learned ? "y = w" : "y = k", {{"k", Message::plain(values)}, {"w", LOOM_TEXT("learned numbers, the same for every sample")}}};
    }

    Message summary() const
    {
        std::vector<Message> parts{Message::plain(shape_text(shape_from_sizes(shape)))};
        if (learned)
            parts.emplace_back(LOOM_TEXT("learned"));
        else if (const auto numbers = numbers_in(values); numbers && numbers->size() == 1)
            parts.emplace_back(LOOM_TEXT("all %1"), numbers->front());
        return joined(parts);
    }

private:
    /// The values as they lie in `out`, or the one that fills it. They are written with the channels last.
    std::vector<double> stored(const Shape& out) const
    {
        const auto written = *numbers_in(values);
        if (written.size() == 1)
            return written;
        const auto channels = std::size_t(out[0]), places = written.size() / channels;
        std::vector<double> in_order;
        for (std::size_t i = 0; i < written.size(); ++i)
            in_order.push_back(written[i % places * channels + i / places]);
        return in_order;
    }
    Array in_use(SourceWriter& w, const Shape& out) const
    {
        if (learned)
            return w.own("values");
        const auto numbers = stored(out);
        Array all = filled(out, float(numbers[0]));
        if (numbers.size() > 1)
            all.values.assign(numbers.begin(), numbers.end());
        return all;
    }
};

} // namespace

const LayerType& constant_layer()
{
    static const LayerType type = layer<Constant>({
        .id = "constant",
        .title = constant_title,
        .help = LOOM_TEXT(
            "Gives every sample the same values, whatever comes in: a mask, a pattern, a number to add or to multiply with. "
            "Learned, they start so and are trained with the rest, as the class token of a Vision Transformer."),
        .category = Category::InputOutput,
        .learns = true,
        .inputs = {},
        .settings = {setting(&Constant::shape,
                             {.key = "shape",
                              .label = LOOM_TEXT("Shape"),
                              .help = LOOM_TEXT("The length of a vector, steps and features of a sequence, or height, "
                                                "width and channels of a picture."),
                              .min = 1,
                              .max = 1048576}),
                     setting(&Constant::values,
                             {.key = "values",
                              .label = LOOM_TEXT("Values"),
                              .help = LOOM_TEXT("One number that fills the whole shape, or all of them in the order in "
                                                "which people read, channels last, with blanks or commas in between.")}),
                     setting(&Constant::learned,
                             {.key = "learned",
                              .label = LOOM_TEXT("Learned"),
                              .help = LOOM_TEXT("Whether training changes the values, or they stay as they are.")})},
    });
    return type;
}

} // namespace loom
