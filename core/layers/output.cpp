#include "schema/boxes.h"
#include "schema/formula.h"
#include "schema/shapes.h"

namespace loom {
namespace {

constexpr Text output_title = LOOM_TEXT("Output");

enum class Truth { Column, Wire };

struct Output {
    std::string target;
    double weight = 1;
    bool each_place = false;
    Truth truth = Truth::Column;

    std::vector<Port> inputs() const
    {
        std::vector<Port> ports{{"x", LOOM_TEXT("The prediction: one value per class, or one per number of the target.")}};
        if (truth == Truth::Wire)
            ports.push_back({"truth", LOOM_TEXT("What the prediction is compared with, for example the Input itself. Nothing is learned by way of it.")});
        return ports;
    }

    // How many values the loss wants of these data depends on the recipe, so the graph's analysis judges that.
    Inferred infer(std::span<const Shape> in, const Surroundings& around) const
    {
        if (truth == Truth::Wire) {
            if (count(in[0]) == count(in[1]))
                return in[0];
            return Fault{.message = Message(LOOM_TEXT("The prediction is %1, but it is compared with %2."), shape_text(in[0]), shape_text(in[1])),
                         .hint = LOOM_TEXT("Both need the same number of values."),
                         .port = 0,
                         .expected = in[1],
                         .found = in[0],
                         .assumed = in[0]};
        }
        if (each_place || in[0].size() == 1)
            return in[0];
        Fault fault = needs_vector(output_title, in[0]);
        if (in[0].size() == 2)
            fault.repairs.push_back({LOOM_TEXT("Predict at each step"), ChangeSetting{"each_place", true}});
        else if (around.data && around.data->label_shape.size() == 2)
            fault.repairs.insert(fault.repairs.begin(), {LOOM_TEXT("Predict at each place"), ChangeSetting{"each_place", true}});
        fault.assumed = fault.expected;
        return fault;
    }

    std::optional<Text> needs_whole(std::span<const Shape>) const { return {}; }
    TensorId lower(Builder&, std::span<const TensorId> in) const { return in[0]; }

    std::string torch(SourceWriter&, std::span<const SourceValue> in) const
    {
        return in[0].text;
    }
    std::string keras(SourceWriter&, std::span<const SourceValue> in) const
    {
        return in[0].text;
    }

    Formula formula() const
    {
        return {"y = x", {{"y", LOOM_TEXT("prediction, which the loss compares with the target")}}};
    }

    Message summary(const Surroundings& around) const
    {
        std::vector<Message> parts;
        if (truth == Truth::Wire) {
            parts.emplace_back(LOOM_TEXT("compared with its second input"));
            if (weight != 1)
                parts.emplace_back(LOOM_TEXT("weight %1"), weight);
            return joined(parts);
        }
        if (!target.empty())
            parts.emplace_back(LOOM_TEXT("target %1"), target);
        if (around.data && around.data->target == DataFacts::Target::Classes)
            parts.emplace_back(LOOM_TEXT("%1 classes"), around.data->classes.size());
        else if (around.data && holds_boxes(*around.data))
            parts.emplace_back(LOOM_TEXT("objects of %1 classes"), around.data->classes.size());
        else if (around.data)
            parts.push_back(around.data->target_width == 1
                                ? LOOM_TEXT("1 number")
                                : Message(LOOM_TEXT("%1 numbers"), around.data->target_width));
        if (weight != 1)
            parts.emplace_back(LOOM_TEXT("weight %1"), weight);
        if (parts.empty())
            parts.emplace_back(LOOM_TEXT("prediction"));
        return joined(parts);
    }
};

} // namespace

const LayerType& output_layer()
{
    static const LayerType type = layer<Output>({
        .id = "output",
        .title = output_title,
        .help = LOOM_TEXT(
            "Where the prediction leaves the network and meets the target. For classes it wants one value per class; "
            "the loss turns these into probabilities itself. For numbers it wants one value per number."),
        .category = Category::InputOutput,
        .inputs = {},
        .has_output = false,
        .settings = {setting(&Output::target,
                             {.key = "target",
                              .label = LOOM_TEXT("Target"),
                              .help = LOOM_TEXT(
                                  "The column that is predicted. Empty: the target that is chosen in Data."),
                              .names = Setting::Names::Column}),
                     setting(&Output::weight,
                             {.key = "weight",
                              .label = LOOM_TEXT("Loss weight"),
                              .help = LOOM_TEXT("How much this output counts in the loss, beside other outputs."),
                              .min = 0,
                              .max = 1000,
                              .advanced = true}),
                     setting(&Output::each_place,
                             {.key = "each_place",
                              .label = LOOM_TEXT("At each place"),
                              .help = LOOM_TEXT("The data has a label for each step of a sequence, or for each place of "
                                                "a picture, and so has the prediction."),
                              .advanced = true}),
                     setting(&Output::truth,
                             {.key = "truth",
                              .label = LOOM_TEXT("Compared with"),
                              .help = LOOM_TEXT("A column of the data, or whatever is drawn into a second input: the Input itself for "
                                                "a network that rebuilds its samples."),
                              .choices = {{"column", LOOM_TEXT("The target")}, {"wire", LOOM_TEXT("A second input")}},
                              .sparse = true})},
    });
    return type;
}

} // namespace loom
