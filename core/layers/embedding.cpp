#include "schema/formula.h"
#include "schema/initializers.h"
#include "schema/sequences.h"
#include "schema/shapes.h"

namespace loom {
namespace {

constexpr Text embedding_title = LOOM_TEXT("Embedding");

struct Embedding {
    std::int64_t vocabulary = 10000, width = 64, padding = -1;
    Initializer initializer = Initializer::Uniform;

    Inferred infer(std::span<const Shape> in) const
    {
        if (in[0].size() != 1) {
            Fault fault = needs_vector(embedding_title, in[0]);
            fault.message = Message(LOOM_TEXT("%1 needs one whole number per step, but %2 comes in."), embedding_title,
                                    shape_text(in[0]));
            fault.assumed = Shape{width, std::int64_t(count(in[0]))};
            return fault;
        }
        if (const Shape weight{vocabulary, width}; too_large(weight))
            return too_large_fault(embedding_title, weight, "vocabulary");
        if (const Shape out{width, in[0][0]}; too_large(out))
            return too_large_fault(embedding_title, out, "width");
        return Shape{width, in[0][0]};
    }

    std::optional<Text> needs_whole(std::span<const Shape>) const { return {}; }
    TensorId lower(Builder& b, std::span<const TensorId> in) const
    {
        const auto batch = b.shape(in[0])[0], steps = b.shape(in[0])[1];
        auto number = [&](double v) { return b.constant({1}, {.a = v}); };
        const TensorId inside = b.binary(BinaryKind::Minimum, b.binary(BinaryKind::Maximum, in[0], number(0)),
                                         number(double(vocabulary - 1)));
        const TensorId ids = b.cast(inside, DType::I32);
        const TensorId table = b.weight("weight", {vocabulary, width}, init_of(initializer, vocabulary, width));
        TensorId y = b.gather(table, ids, 0);
        if (padding >= 0) { // Times min(|id − padding|, 1), which also keeps the gradient away from that row.
            const TensorId off = b.affine(b.cast(ids, DType::F32), 1, double(-padding));
            const TensorId there = b.binary(BinaryKind::Minimum, b.binary(BinaryKind::Maximum, off, b.affine(off, -1, 0)),
                                            number(1));
            y = b.binary(BinaryKind::Multiply, y, b.reshape(there, {batch, steps, 1}));
        }
        return features_last(b, y);
    }

    std::string torch(SourceWriter& w, std::span<const SourceValue> in) const
    {
        SourceWriter::Arguments arguments{python(vocabulary), python(width)};
        if (pads())
            arguments.push_back(keyword("padding_idx", python(padding)));
        const std::string made = w.make("nn.Embedding", arguments);
        w.weight("weight", rows(w));
        return made + "(" + in[0].text + ".clamp(0, " + python(vocabulary - 1) + ").long()).transpose(1, 2)";
    }
    std::string keras(SourceWriter& w, std::span<const SourceValue> in) const
    {
        const std::string made = w.make("layers.Embedding", {python(vocabulary), python(width)});
        w.weight("embeddings", rows(w));
        return made + "(ops.cast(ops.clip(" + in[0].text + ", 0, " + python(vocabulary - 1) + "), \"int32\"))";
    }

    Formula formula() const
    {
        const std::string last = std::to_string(vocabulary - 1);
        std::vector<Formula::Word> where{{"x_t", LOOM_TEXT("whole number at step t")}, {"w", LOOM_TEXT("learned table, a row for each number")}};
        if (!pads())
            return {"y_{o,t} = w_{x_t, o}", std::move(where)};
        const std::string id = std::to_string(padding);
        return {"y_{o,t} = cases{w_{x_t, o} & x_t != " + id + " ;; 0 & x_t = " + id + "}", std::move(where)};
    }

    Message summary() const
    {
        return joined({Message(LOOM_TEXT("%1 ids"), quantity_text(vocabulary)), Message(LOOM_TEXT("width %1"), width)});
    }

private:
    /// A padding number that no id can be leaves no gap.
    bool pads() const { return padding >= 0 && padding < vocabulary; }
    Array rows(SourceWriter& w) const
    {
        Array table = w.own("weight");
        if (pads() && !table.values.empty())
            std::fill_n(table.values.begin() + padding * width, width, 0.0f);
        return table;
    }
};

} // namespace

const LayerType& embedding_layer()
{
    static const LayerType type = layer<Embedding>({
        .id = "embedding",
        .title = embedding_title,
        .help = LOOM_TEXT(
            "Gives every whole number – a word, a letter, a user, a product – a row of learned values, so that what is "
            "used alike comes to lie close together. Numbers below 0 count as 0, and those past the end as the last one; "
            "keep that one for what is unknown. The input's scaling must be None."),
        .category = Category::Recurrent,
        .learns = true,
        .inputs = {{"ids", LOOM_TEXT("One whole number per step, counted from 0.")}},
        .settings = {setting(&Embedding::vocabulary,
                             {.key = "vocabulary",
                              .label = LOOM_TEXT("Vocabulary"),
                              .help = LOOM_TEXT("How many different numbers there are, the unknown one included."),
                              .min = 1,
                              .max = 10000000}),
                     setting(&Embedding::width,
                             {.key = "width",
                              .label = LOOM_TEXT("Width"),
                              .help = LOOM_TEXT("How many values each number gets. 16 to 256 is usual."),
                              .min = 1,
                              .max = 65536}),
                     setting(&Embedding::padding,
                             {.key = "padding",
                              .label = LOOM_TEXT("Padding number"),
                              .help = LOOM_TEXT("The number that only fills sequences up: its values are 0 and it learns "
                                                "nothing. −1: none."),
                              .min = -1,
                              .max = 10000000}),
                     initializer_setting(&Embedding::initializer)},
    });
    return type;
}

} // namespace loom
