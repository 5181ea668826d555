#include "schema/formula.h"
#include "schema/rows.h"

namespace loom {
namespace {

/// ½·d² for a pair that belongs together, ½·max(0, margin − d)² for another, d being the distance between the pair's
/// vectors. Hadsell et al. 2006.
struct ContrastiveLoss {
    double margin = 1;

    TensorId lower(Builder& b, TensorId prediction, TensorId together, TensorId weights) const
    {
        const auto pair = side_by_side(b, prediction, 2);
        const TensorId squares = squared_distances(b, pair[0], pair[1]);
        const TensorId missing = b.eltwise(Curve::Relu, b.affine(length(b, squares), -1, margin));
        const TensorId near = b.binary(BinaryKind::Multiply, together, squares),
                       far = b.binary(BinaryKind::Multiply, b.affine(together, -1, 1),
                                      b.binary(BinaryKind::Multiply, missing, missing));
        return weighted_mean(b, b.affine(b.binary(BinaryKind::Add, near, far), 0.5, 0), weights);
    }

    Formula formula() const
    {
        return {"d = norm{a - b} ;; L = frac{1}{2} (t d^2 + (1 - t) max(0, " + number_text(margin) + " - d)^2)",
                {{"a", LOOM_TEXT("first vector of the pair")}, {"b", LOOM_TEXT("second vector of the pair")}, {"t", LOOM_TEXT("1 where both belong together, else 0")}}};
    }
    TensorId scores(Builder&, TensorId prediction) const { return prediction; }
};

} // namespace

const LossType& contrastive_loss()
{
    static const LossType type = loss<ContrastiveLoss>({
        .id = "contrastive",
        .title = LOOM_TEXT("Contrastive loss"),
        .help = LOOM_TEXT("For pairs: the Output gets the vectors of both side by side, and the label says whether they "
                          "belong together (the second of two classes) or not. Pairs are drawn together, others pushed "
                          "apart up to the margin."),
        .needs = LossType::Needs::Binary,
        .vectors = 2,
        .settings = {margin_setting(&ContrastiveLoss::margin)},
    });
    return type;
}

} // namespace loom
