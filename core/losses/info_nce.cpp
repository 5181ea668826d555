#include "schema/formula.h"
#include "schema/rows.h"

namespace loom {
namespace {

/// Cross-entropy of finding each sample's second view among all second views by its first, and the other way round;
/// the mean of both. van den Oord et al. 2018; symmetrical as in Radford et al. 2021 (CLIP).
struct InfoNceLoss {
    double temperature = 0.07;

    TensorId lower(Builder& b, TensorId prediction, TensorId, TensorId weights) const
    {
        const auto views = side_by_side(b, prediction, 2);
        const TensorId first = unit_rows(b, views[0]), second = unit_rows(b, views[1]);
        const TensorId own = b.affine(
            b.reduce(ReduceKind::Sum, b.binary(BinaryKind::Multiply, first, second), {1}), 1 / temperature, 0);
        // Rows that only fill the batch up are nobody's negatives.
        const TensorId absent = b.affine(present(b, weights), 1e30, -1e30);
        auto found = [&](TensorId from, TensorId among) {
            const TensorId alike = b.affine(b.matmul(from, among, false, true), 1 / temperature, 0);
            const TensorId all = b.reduce(ReduceKind::LogSumExp, b.binary(BinaryKind::Add, alike, absent), {1});
            return b.binary(BinaryKind::Subtract, all, own);
        };
        const TensorId both = b.binary(BinaryKind::Add, found(first, second), found(second, first));
        return b.affine(weighted_mean(b, both, weights), 0.5, 0);
    }

    Formula formula() const
    {
        const std::string tau = number_text(temperature);
        return {"s_{i,j} = frac{a_i * b_j}{" + tau + " norm{a_i} norm{b_j}} ;; L = frac{1}{2} (ln(sum_{j} e^{s_{i,j}}) - s_{i,i} + ln(sum_{j} e^{s_{j,i}}) - s_{i,i})",
                {{"a", LOOM_TEXT("first view of each sample")}, {"b", LOOM_TEXT("second view of each sample")}, {"i", LOOM_TEXT("this sample")}, {"j", LOOM_TEXT("all samples of the batch")}}};
    }
    TensorId scores(Builder&, TensorId prediction) const { return prediction; }
};

} // namespace

const LossType& info_nce_loss()
{
    static const LossType type = loss<InfoNceLoss>({
        .id = "info_nce",
        .title = LOOM_TEXT("InfoNCE"),
        .help = LOOM_TEXT("For learning without labels: the Output gets two views of every sample side by side, and "
                          "each must find its partner among those of the whole batch. Large batches make it harder "
                          "and teach more."),
        .needs = LossType::Needs::Nothing,
        .vectors = 2,
        .across_rows = true,
        .settings = {setting(&InfoNceLoss::temperature,
                             {.key = "temperature",
                              .label = LOOM_TEXT("Temperature"),
                              .help = LOOM_TEXT("Divides the similarities, which are between −1 and 1. The smaller, the "
                                                "more the most similar of the others count. 0.07 to 0.5 is usual."),
                              .min = 0.005,
                              .max = 100})},
    });
    return type;
}

} // namespace loom
