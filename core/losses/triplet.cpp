#include "schema/formula.h"
#include "schema/rows.h"

namespace loom {
namespace {

/// For every sample max(0, margin + the distance of the farthest of its class − that of the nearest of another class),
/// "batch hard" of Hermans et al. 2017. A sample without another of its class, or of another class, does not count.
struct TripletLoss {
    double margin = 0.2;
    bool unit = true;

    /// Squared, {N, N}, of rows {N, D}.
    static TensorId distances(Builder& b, TensorId x)
    {
        constexpr std::int64_t most = std::int64_t{1} << 22; // Values: 16 MiB for each of a few tensors.
        const auto n = b.shape(x)[0], d = b.shape(x)[1];
        if (n * n <= most / d) {
            const TensorId way = b.binary(BinaryKind::Subtract, b.reshape(x, {n, 1, d}), b.reshape(x, {1, n, d}));
            return b.reduce(ReduceKind::Sum, b.binary(BinaryKind::Multiply, way, way), {2});
        }
        // Rounding takes from |x|² + |y|² − 2xy what vectors have in common, so their mean goes first.
        x = b.binary(BinaryKind::Subtract, x, b.reduce(ReduceKind::Mean, x, {0}));
        const TensorId squares = b.reduce(ReduceKind::Sum, b.binary(BinaryKind::Multiply, x, x), {1});
        const TensorId sums = b.binary(BinaryKind::Add, b.reshape(squares, {n, 1}), squares);
        return b.binary(BinaryKind::Subtract, sums, b.affine(b.matmul(x, x, false, true), 2, 0));
    }

    TensorId lower(Builder& b, TensorId prediction, TensorId labels, TensorId weights) const
    {
        const auto n = b.shape(prediction)[0];
        TensorId x = side_by_side(b, prediction, 1)[0];
        if (unit)
            x = unit_rows(b, x);
        const TensorId distance = length(b, distances(b, x));

        const TensorId there = present(b, weights), one = b.constant({1}, {.a = 1});
        const TensorId alike = b.cast(
            b.compare(CompareKind::Equal, b.reshape(labels, {n, 1}), b.reshape(labels, {1, n})), DType::F32);
        const TensorId same = b.binary(BinaryKind::Multiply, alike, there),
                       other = b.binary(BinaryKind::Multiply, b.affine(alike, -1, 1), there);
        // Only who has a sample of its own class; with no sample of another class, the nearest one is 1e30 away.
        const TensorId friends = b.affine(b.reduce(ReduceKind::Sum, same, {1}), 1, -1),
                       counted = b.binary(BinaryKind::Multiply, weights, b.binary(BinaryKind::Minimum, friends, one));

        const TensorId farthest = b.reduce(ReduceKind::Max, b.binary(BinaryKind::Multiply, distance, same), {1});
        const TensorId nearest = b.reduce(
            ReduceKind::Min, b.binary(BinaryKind::Add, distance, b.affine(other, -1e30, 1e30)), {1});
        const TensorId missing = b.affine(b.binary(BinaryKind::Subtract, farthest, nearest), 1, margin);
        return weighted_mean(b, b.eltwise(Curve::Relu, missing), counted);
    }

    Formula formula() const
    {
        std::vector<Formula::Word> where{{"d_{i,j}", LOOM_TEXT("distance between samples i and j of the batch")}, {"S_i", LOOM_TEXT("samples of the same class")},
                                         {"O_i", LOOM_TEXT("samples of other classes")}, {"i", LOOM_TEXT("this sample")}};
        return {std::string("d_{i,j} = norm{") + (unit ? "frac{x_i}{norm{x_i}} - frac{x_j}{norm{x_j}}" : "x_i - x_j") +
                    "} ;; L = max(0, max_{j in S_i} d_{i,j} - min_{j in O_i} d_{i,j} + " + number_text(margin) + ")",
                std::move(where)};
    }
    TensorId scores(Builder&, TensorId prediction) const { return prediction; }
};

} // namespace

const LossType& triplet_loss()
{
    static const LossType type = loss<TripletLoss>({
        .id = "triplet",
        .title = LOOM_TEXT("Triplet loss"),
        .help = LOOM_TEXT("For vectors that lie near each other where samples are of one class. Each sample is compared "
                          "with the farthest of its class and the nearest of another in the batch; the latter must be "
                          "farther away, by the margin. Batches need several samples of each class."),
        .needs = LossType::Needs::Label,
        .vectors = 1,
        .across_rows = true,
        .settings = {margin_setting(&TripletLoss::margin),
                     setting(&TripletLoss::unit,
                             {.key = "unit_length",
                              .label = LOOM_TEXT("Unit length"),
                              .help = LOOM_TEXT("Brings all vectors to length 1 first, so that distances are between 0 "
                                                "and 2 and only directions count.")})},
    });
    return type;
}

} // namespace loom
