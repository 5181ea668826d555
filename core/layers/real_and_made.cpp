#include "schema/formula.h"
#include "schema/shapes.h"

namespace loom {
namespace {

constexpr Text real_and_made_title = LOOM_TEXT("Real and made");

struct RealAndMade {
    Inferred infer(std::span<const Shape> in) const
    {
        if (in[0] == in[1])
            return in[0];
        Fault fault{.message = Message(LOOM_TEXT("Real samples are %1, but those made are %2. Both must have the same shape."),
                                       shape_text(in[0]), shape_text(in[1])),
                    .hint = LOOM_TEXT("Change the last layers of the generator until it makes what the data holds."),
                    .port = 1,
                    .expected = in[0],
                    .found = in[1],
                    .assumed = in[0]};
        if (count(in[0]) == count(in[1]))
            fault.repairs = {{Message(LOOM_TEXT("Insert Reshape to %1"), shape_text(in[0])),
                              InsertBefore{1, "reshape", {{"shape", sizes_from_shape(in[0])}}}}};
        else if (in[0].size() == 1 && in[1].size() == 1)
            fault.repairs = {{Message(LOOM_TEXT("Insert Dense with %1 units"), in[0][0]), InsertBefore{1, "dense", {{"units", in[0][0]}}}}};
        return fault;
    }
    TensorId lower(Builder& b, std::span<const TensorId> in) const { return b.concat({in[0], in[1]}, 0); }
    std::string torch(SourceWriter&, std::span<const SourceValue> in) const
    {
        return "torch.cat([" + in[0].text + ", " + in[1].text + "])";
    }
    std::string keras(SourceWriter& w, std::span<const SourceValue> in) const
    {
        return w.make("layers.Concatenate", {keyword("axis", "0")}) + "([" + in[0].text + ", " + in[1].text + "])";
    }
    Formula formula() const
    {
        return {"y = [a; b]", {{"a", LOOM_TEXT("real samples")}, {"b", LOOM_TEXT("samples that were made, behind them in the batch")}}};
    }

    Message summary() const { return LOOM_TEXT("one behind the other"); }
};

} // namespace

const LayerType& real_and_made_layer()
{
    static const LayerType type = layer<RealAndMade>({
        .id = "real_and_made",
        .title = real_and_made_title,
        .help = LOOM_TEXT(
            "Where two networks play against each other: it hands real samples and those that a generator makes on to the "
            "same discriminator, which learns to tell them apart while the generator learns to deceive it. It needs the "
            "adversarial loss."),
        .category = Category::Merge,
        .inputs = {{"real", LOOM_TEXT("Samples of the data.")}, {"made", LOOM_TEXT("What the generator makes.")}},
    });
    return type;
}

} // namespace loom
