#include "schema/formula.h"
#include "schema/merging.h"

namespace loom {
namespace {

struct Dot {
    bool normalise = false;

    std::vector<Port> inputs() const { return merged_ports(2); }

    Inferred infer(std::span<const Shape> in) const
    {
        Inferred made = merged_shape(in);
        if (Fault* fault = std::get_if<Fault>(&made)) {
            if (fault->assumed)
                fault->assumed = of(*fault->assumed);
            return made;
        }
        return of(in[0]);
    }

    TensorId lower(Builder& b, std::span<const TensorId> in) const
    {
        const TensorId dot = sum(b, in[0], in[1]);
        if (!normalise)
            return dot;
        // a·b/√(|a|²·|b|² + ε): the cosine, and 0 where one of them is nothing.
        const TensorId sizes = b.binary(BinaryKind::Multiply, sum(b, in[0], in[0]), sum(b, in[1], in[1]));
        return b.binary(BinaryKind::Divide, dot, b.eltwise(Curve::Sqrt, b.affine(sizes, 1, 1e-12)));
    }

    std::string torch(SourceWriter&, std::span<const SourceValue> in) const
    {
        const auto sum = [](const std::string& a, const std::string& b) {
            return "(" + a + " * " + b + ").sum(dim=1, keepdim=True)";
        };
        const std::string &a = in[0].text, &b = in[1].text, dot = sum(a, b);
        return normalise ? dot + " / torch.sqrt(" + sum(a, a) + " * " + sum(b, b) + " + 1e-12)" : dot;
    }
    std::string keras(SourceWriter&, std::span<const SourceValue> in) const
    {
        const auto sum = [](const std::string& a, const std::string& b) {
            return "ops.sum(" + a + " * " + b + ", axis=-1, keepdims=True)";
        };
        const std::string &a = in[0].text, &b = in[1].text, dot = sum(a, b);
        return normalise ? dot + " / ops.sqrt(" + sum(a, a) + " * " + sum(b, b) + " + 1e-12)" : dot;
    }

    Formula formula() const
    {
        const std::string dot = "sum_{c=1}^{C} a_{c,i} b_{c,i}";
        std::vector<Formula::Word> where{{"a", LOOM_TEXT("first input")}, {"b", LOOM_TEXT("second input")}};
        if (!normalise)
            return {"y_i = " + dot, std::move(where)};
        return {"y_i = frac{" + dot + "}{sqrt{sum_{c=1}^{C} a_{c,i}^2 * sum_{c=1}^{C} b_{c,i}^2 + 1e-12}}", std::move(where)};
    }

    Message summary() const { return normalise ? LOOM_TEXT("cosine") : LOOM_TEXT("over channels"); }

private:
    /// One channel.
    static Shape of(Shape shape)
    {
        shape[0] = 1;
        return shape;
    }
    static TensorId sum(Builder& b, TensorId x, TensorId y)
    {
        Shape kept = b.shape(x);
        kept[1] = 1;
        return b.reshape(b.reduce(ReduceKind::Sum, b.binary(BinaryKind::Multiply, x, y), {1}), std::move(kept));
    }
};

} // namespace

const LayerType& dot_layer()
{
    static const LayerType type = layer<Dot>({
        .id = "dot",
        .title = LOOM_TEXT("Dot"),
        .help = LOOM_TEXT(
            "Multiplies two inputs value by value and sums up over the channels: one number for two vectors, one per "
            "place for two pictures. It says how alike both are, as recommenders and searches need it."),
        .category = Category::Merge,
        .inputs = {},
        .settings = {setting(&Dot::normalise, {.key = "normalise",
                                               .label = LOOM_TEXT("Cosine"),
                                               .help = LOOM_TEXT("Divides by the lengths of both, so that only their "
                                                                 "directions count: 1 is alike, −1 opposite.")})},
    });
    return type;
}

} // namespace loom
