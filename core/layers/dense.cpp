#include "schema/curves.h"
#include "schema/formula.h"
#include "schema/initializers.h"
#include "schema/sequences.h"
#include "schema/shapes.h"
#include "schema/spectral_norm.h"

namespace loom {
namespace {

constexpr Text dense_title = LOOM_TEXT("Dense");

struct Dense {
    std::int64_t units = 64;
    bool bias = true;
    Ending activation = Ending::None;
    Initializer initializer = Initializer::GlorotUniform;
    bool each_place = false;
    bool spectral_norm = false;

    Inferred infer(std::span<const Shape> in) const
    {
        Shape out{units};
        if (each_place && in[0].size() > 1) {
            out.insert(out.end(), in[0].begin() + 1, in[0].end());
            if (too_large(out))
                return too_large_fault(dense_title, out, "units");
        } else if (in[0].size() != 1) {
            Fault fault = needs_vector(dense_title, in[0]);
            if (in[0].size() == 2)
                fault.repairs.push_back({LOOM_TEXT("Apply it at each step"), ChangeSetting{"each_place", true}});
            fault.assumed = out;
            return fault;
        }
        if (const Shape weight{in[0][0], units}; too_large(weight))
            return too_large_fault(dense_title, weight, "units");
        return out;
    }

    TensorId lower(Builder& b, std::span<const TensorId> in) const
    {
        const Shape shape = b.shape(in[0]);
        const auto features = shape[1];
        TensorId weight = b.weight("weight", {features, units}, init_of(initializer, features, units));
        if (spectral_norm)
            weight = spectrally_normalised(b, weight, "weight", 1);
        auto products = [&](TensorId rows) {
            const TensorId y = b.matmul(rows, weight);
            return apply(b, activation, bias ? b.add_bias(y, b.weight("bias", {units}, {})) : y);
        };
        if (shape.size() == 2)
            return products(in[0]);
        const Places places(shape);
        return places.back(b, products(places.rows(b, in[0])));
    }

    Array values(SourceWriter& w) const
    {
        return spectral_norm ? spectrally_normalised(w, "weight", 1) : w.own("weight");
    }
    std::optional<Text> needs_whole(std::span<const Shape> in) const { return whole_vector(in); }

    std::string torch(SourceWriter& w, std::span<const SourceValue> in) const
    {
        SourceWriter::Arguments arguments{python(in[0].sample[0]), python(units)};
        if (!bias)
            arguments.push_back(keyword("bias", python(false)));
        const std::string made = w.make("nn.Linear", arguments);
        w.weight("weight", permuted(values(w), {1, 0}));
        if (bias)
            w.weight("bias", w.own("bias"));
        if (in[0].sample.size() == 1)
            return torch_curve(activation, made + "(" + in[0].text + ")");
        return torch_curve(activation, made + "(" + in[0].text + ".movedim(1, -1)).movedim(-1, 1)");
    }
    std::string keras(SourceWriter& w, std::span<const SourceValue> in) const
    {
        SourceWriter::Arguments arguments{python(units)};
        if (!bias)
            arguments.push_back(keyword("use_bias", python(false)));
        const std::string y = keras_ending(w, "layers.Dense", arguments, in[0].text, activation);
        w.weight("kernel", values(w));
        if (bias)
            w.weight("bias", w.own("bias"));
        return y;
    }

    Formula formula() const
    {
        Formula made = ended_formula("o" + std::string(each_place ? ",i" : ""),
                                     std::string(bias ? "b_o + " : "") + "sum_{c=1}^{C} " + (spectral_norm ? "hat{w}" : "w") +
                                         "_{c,o} x_{" + (each_place ? "c,i" : "c") + "}",
                                     activation);
        if (spectral_norm)
            add_spectral_norm(made);
        return made;
    }

    Message summary() const
    {
        std::vector<Message> parts{units == 1 ? LOOM_TEXT("1 unit") : Message(LOOM_TEXT("%1 units"), units)};
        if (activation != Ending::None)
            parts.emplace_back(name_of(activation));
        return joined(parts);
    }
};

} // namespace

const LayerType& dense_layer()
{
    static const LayerType type = layer<Dense>({
        .id = "dense",
        .title = dense_title,
        .help = LOOM_TEXT(
            "Each unit sums all incoming values, every one times a learned weight, and adds a bias. It mixes "
            "everything with everything, so it stands where place no longer matters: in tables and at the end of "
            "networks for pictures."),
        .category = Category::Dense,
        .learns = true,
        .inputs = {{"x", LOOM_TEXT("One vector of values per sample.")}},
        .settings = {setting(&Dense::units,
                             {.key = "units",
                              .label = LOOM_TEXT("Units"),
                              .help = LOOM_TEXT("How many values come out. The last layer before Output needs "
                                                "one per class."),
                              .min = 1,
                              .max = 1048576}),
                     setting(&Dense::bias,
                             {.key = "bias",
                              .label = LOOM_TEXT("Bias"),
                              .help = LOOM_TEXT("Adds a learned number to each result. Not needed where Batch norm "
                                                "follows.")}),
                     ending_setting(&Dense::activation, true), initializer_setting(&Dense::initializer),
                     spectral_norm_setting(&Dense::spectral_norm),
                     setting(&Dense::each_place,
                             {.key = "each_place",
                              .label = LOOM_TEXT("At each place"),
                              .help = LOOM_TEXT("The steps of a sequence or the places of a picture stay, and the values "
                                                "at each of them go through the same units."),
                              .advanced = true})},
    });
    return type;
}

} // namespace loom
