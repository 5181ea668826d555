#include "schema/formula.h"
#include "schema/shapes.h"

namespace loom {
namespace {

constexpr Text input_title = LOOM_TEXT("Input");

enum class Scaling { Automatic, None, Pixels, Standardise };

struct Input {
    Scaling scaling = Scaling::Automatic;
    std::vector<std::int64_t> shape = {28, 28, 1};
    std::string columns; // Which ones it is: graph/ends.h gives it the data as if it were these alone.

    Inferred infer(std::span<const Shape>, const Surroundings& around) const
    {
        if (around.data && too_large(around.data->sample))
            return Fault{.message = LOOM_TEXT("The data's samples hold no values."),
                         .hint = LOOM_TEXT("Choose at least one column or picture as input in Data."),
                         .found = around.data->sample};
        if (around.data)
            return around.data->sample;
        if (shape.empty() || shape.size() > 3)
            return Fault{.message =
                             Message(LOOM_TEXT("The shape has %1 sizes, but one to three make sense."), shape.size()),
                         .hint = LOOM_TEXT("Write height, width and channels of a picture, or the number of features."),
                         .setting = "shape",
                         .repairs = {{Message(LOOM_TEXT("Set the shape to %1"), "28×28×1"),
                                      ChangeSetting{"shape", std::vector<std::int64_t>{28, 28, 1}}}},
                         .assumed = Shape{1, 28, 28}};
        const Shape own = shape_from_sizes(shape);
        if (too_large(own))
            return too_large_fault(input_title, own, "shape");
        return own;
    }

    std::optional<Text> needs_whole(std::span<const Shape> in) const
    {
        // A column's own mean and deviation; a sequence of numbers has those of its features.
        return in[0].size() == 1 && resolved(in[0], {}) == Scaling::Standardise
                   ? std::optional(LOOM_TEXT("It standardises each place by itself; its scaling must be None."))
                   : std::nullopt;
    }
    TensorId lower(Builder& b, std::span<const TensorId> in, const Surroundings& around) const
    {
        const Shape& batch = b.shape(in[0]);
        switch (resolved(Shape(batch.begin() + 1, batch.end()), around)) {
        case Scaling::Automatic:
        case Scaling::None:
            return in[0];
        case Scaling::Pixels:
            return b.affine(in[0], 1.0 / 255, 0);
        case Scaling::Standardise:
            break;
        }
        // One value per feature or channel. They travel with the weights, so that a checkpoint or an export is whole.
        Shape each(batch.size(), 1);
        each[1] = batch[1];
        auto known = [&](double otherwise, const std::vector<double>* values) {
            Init init{.a = otherwise};
            if (values && std::ssize(*values) == each[1])
                init.values = *values;
            return init;
        };
        const Init mean = known(0, around.data ? &around.data->mean : nullptr);
        Init deviation = known(1, around.data ? &around.data->deviation : nullptr);
        std::ranges::replace(deviation.values, 0.0, 1.0); // A constant column stays, at 0.
        const TensorId centred = b.binary(BinaryKind::Subtract, in[0], b.state("mean", each, mean));
        return b.binary(BinaryKind::Divide, centred, b.state("deviation", each, deviation));
    }

    std::string torch(SourceWriter& w, std::span<const SourceValue> in, const Surroundings& around) const
    {
        const Shape& sample = in[0].sample;
        if (resolved(sample, around) == Scaling::Pixels)
            return in[0].text + " / 255";
        if (resolved(sample, around) != Scaling::Standardise)
            return in[0].text;
        w.helper(R"(class Standardise(nn.Module):
    """Takes off the mean of the training data and divides by its deviation."""

    def __init__(self, shape):
        super().__init__()
        self.register_buffer("mean", torch.zeros(shape))
        self.register_buffer("deviation", torch.ones(shape))

    def forward(self, x):
        return (x - self.mean) / self.deviation)");
        const Array mean = w.own("mean");
        const std::string made = w.make("Standardise", {python_tuple(mean.shape)});
        w.weight("mean", mean);
        w.weight("deviation", w.own("deviation"));
        return made + "(" + in[0].text + ")";
    }
    /// Samples come as everywhere, channels first.
    std::string keras(SourceWriter& w, std::span<const SourceValue> in, const Surroundings& around) const
    {
        const Shape& sample = in[0].sample;
        const std::string x = keras_channels_last(w, in[0].text, sample, "channels_last");
        if (resolved(sample, around) == Scaling::Pixels)
            return w.make("layers.Rescaling", {"1 / 255"}) + "(" + x + ")";
        if (resolved(sample, around) != Scaling::Standardise)
            return x;
        w.helper(R"(class Standardise(layers.Layer):
    """Takes off the mean of the training data and divides by its deviation."""

    def __init__(self, channels, **kwargs):
        super().__init__(**kwargs)
        self.mean = self.add_weight(shape=(channels,), initializer="zeros", trainable=False, name="mean")
        self.deviation = self.add_weight(shape=(channels,), initializer="ones", trainable=False, name="deviation")

    def call(self, x):
        return (x - self.mean) / self.deviation)");
        const std::string made = w.make("Standardise", {python(sample[0])});
        w.weight("mean", reshaped(w.own("mean"), {sample[0]}));
        w.weight("deviation", reshaped(w.own("deviation"), {sample[0]}));
        return made + "(" + x + ")";
    }


    Formula formula() const
    {
        std::vector<Formula::Word> where{{"x", LOOM_TEXT("the sample as the data has it")}};
        switch (scaling) {
        case Scaling::Automatic:
            where.push_back({"s", LOOM_TEXT("scaling as the data's kind wants: pixels to 0…1, columns to mean 0 and deviation 1, else none")});
            return {"y = s(x)", std::move(where)};
        case Scaling::None:
            return {"y = x", std::move(where)};
        case Scaling::Pixels:
            return {"y = frac{x}{255}", std::move(where)};
        case Scaling::Standardise:
            break;
        }
        where.push_back({"mu", LOOM_TEXT("mean of the feature or channel in the training part")});
        where.push_back({"sigma", LOOM_TEXT("its standard deviation")});
        return {"y_c = frac{x_c - mu_c}{sigma_c}", std::move(where)};
    }

    Message summary(const Surroundings& around) const
    {
        const Shape sample = around.data ? around.data->sample : shape_from_sizes(shape);
        std::vector<Message> parts;
        switch (resolved(sample, around)) {
        case Scaling::Automatic:
        case Scaling::None:
            parts.emplace_back(LOOM_TEXT("values as they are"));
            break;
        case Scaling::Pixels:
            parts.emplace_back(LOOM_TEXT("pixels / 255"));
            break;
        case Scaling::Standardise:
            parts.emplace_back(LOOM_TEXT("standardised"));
            break;
        }
        if (sample.size() > 1)
            parts.push_back(sample[0] == 1 ? LOOM_TEXT("1 channel") : Message(LOOM_TEXT("%1 channels"), sample[0]));
        else if (sample.size() == 1)
            parts.push_back(sample[0] == 1 ? LOOM_TEXT("1 feature") : Message(LOOM_TEXT("%1 features"), sample[0]));
        return joined(parts);
    }

private:
    /// What Automatic means for these samples.
    Scaling resolved(const Shape& sample, const Surroundings& around) const
    {
        if (scaling != Scaling::Automatic)
            return scaling;
        if (around.data && around.data->vocabulary > 0)
            return Scaling::None;
        const bool pictures = around.data ? around.data->pictures : sample.size() == 3;
        return pictures ? Scaling::Pixels : Scaling::Standardise;
    }
};

} // namespace

const LayerType& input_layer()
{
    static const LayerType type = layer<Input>({
        .id = "input",
        .title = input_title,
        .help = LOOM_TEXT(
            "Where the samples enter the network. It brings raw values to a size that learns well: pixels from "
            "0–255 to 0–1, columns of a table to mean 0 and deviation 1. The scaling is part of the model, so "
            "an exported model takes raw values too."),
        .category = Category::InputOutput,
        .inputs = {},
        .settings =
            {setting(&Input::scaling,
                     {.key = "scaling",
                      .label = LOOM_TEXT("Scaling"),
                      .help = LOOM_TEXT(
                          "What happens to raw values first. Automatic divides pixels by 255, standardises tables and leaves ids "
                          "of words as they are. "
                          "Standardise subtracts the mean of the training part and divides by its deviation."),
                      .choices = {{"auto", LOOM_TEXT("Automatic")},
                                  {"none", LOOM_TEXT("None")},
                                  {"pixels", LOOM_TEXT("Pixels / 255")},
                                  {"standardise", LOOM_TEXT("Standardise")}}}),
             setting(&Input::shape,
                     {.key = "shape",
                      .label = LOOM_TEXT("Shape without data"),
                      .help = LOOM_TEXT(
                          "The shape of a sample while the project has no data: height, width and channels of a "
                          "picture, or one number of features. With data, the data's own shape is used."),
                      .min = 1,
                      .max = 1048576}),
             setting(&Input::columns,
                     {.key = "columns",
                      .label = LOOM_TEXT("Columns"),
                      .help = LOOM_TEXT("The columns of the data that it takes, with commas between them. Empty: all that no other Input "
                                        "names and no Output predicts."),
                      .sparse = true,
                      .names = Setting::Names::Columns})},
    });
    return type;
}

} // namespace loom
