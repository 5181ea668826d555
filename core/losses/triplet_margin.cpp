#include "schema/formula.h"
#include "schema/rows.h"

namespace loom {
namespace {

/// max(0, margin + d(anchor, positive) − d(anchor, negative)), as torch.nn.TripletMarginLoss with p = 2: with 1e-6 added
/// to each difference. `swap`: the negative's distance is the smaller one of those to anchor and positive (Balntas et
/// al. 2016).
struct TripletMarginLoss {
    double margin = 1;
    bool swap = false;

    TensorId lower(Builder& b, TensorId prediction, TensorId, TensorId weights) const
    {
        const auto parts = side_by_side(b, prediction, 3);
        auto distance = [&](TensorId from, TensorId to) { return length(b, squared_distances(b, from, to, 1e-6)); };
        const TensorId near = distance(parts[0], parts[1]);
        TensorId far = distance(parts[0], parts[2]);
        if (swap)
            far = b.binary(BinaryKind::Minimum, far, distance(parts[1], parts[2]));
        const TensorId missing = b.affine(b.binary(BinaryKind::Subtract, near, far), 1, margin);
        return weighted_mean(b, b.eltwise(Curve::Relu, missing), weights);
    }

    Formula formula() const
    {
        std::vector<Formula::Word> where{{"a", LOOM_TEXT("the vector that is compared")}, {"p", LOOM_TEXT("the one that belongs to it")}, {"n", LOOM_TEXT("the one that does not")}};
        return {"L = max(0, norm{a - p} - " + std::string(swap ? "min(norm{a - n}, norm{p - n})" : "norm{a - n}") + " + " + number_text(margin) + ")",
                std::move(where)};
    }
    TensorId scores(Builder&, TensorId prediction) const { return prediction; }
};

} // namespace

const LossType& triplet_margin_loss()
{
    static const LossType type = loss<TripletMarginLoss>({
        .id = "triplet_margin",
        .title = LOOM_TEXT("Triplet loss of given triplets"),
        .help = LOOM_TEXT("For samples that are triplets: the Output gets the vectors of an anchor, one of its kind and "
                          "one of another kind side by side, and the second must be nearer to the anchor than the "
                          "third, by the margin."),
        .needs = LossType::Needs::Nothing,
        .vectors = 3,
        .settings = {margin_setting(&TripletMarginLoss::margin),
                     setting(&TripletMarginLoss::swap,
                             {.key = "swap",
                              .label = LOOM_TEXT("Swap anchor"),
                              .help = LOOM_TEXT("Measures the third vector's distance from whichever of the other two "
                                                "it is nearer to, which makes the triplet harder."),
                              .advanced = true})},
    });
    return type;
}

} // namespace loom
