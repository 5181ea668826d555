#include "schema/formula.h"
#include "schema/sequences.h"
#include "schema/types.h"

namespace loom {
namespace {

struct CtcLoss {
    bool zero_infinity = true;

    TensorId lower(Builder& b, TensorId logits, TensorId labels, TensorId weights) const
    {
        return b.ctc(features_last(b, logits), labels, weights, zero_infinity);
    }

    /// Of the samples whose labels are classes.
    TensorId total_weight(Builder& b, const Shape& logits, TensorId labels, TensorId weights, const Surroundings&) const
    {
        const TensorId ids = b.cast(labels, DType::F32);
        const auto is = [&](CompareKind kind, std::int64_t id) {
            return b.cast(b.compare(kind, ids, b.constant({1}, {.a = double(id)})), DType::F32);
        };
        const TensorId wrong = b.binary(BinaryKind::Maximum, is(CompareKind::Equal, 0), is(CompareKind::Greater, logits[1] - 1));
        const TensorId spelled = b.affine(b.reduce(ReduceKind::Max, wrong, {1}), -1, 1);
        return b.reshape(b.reduce(ReduceKind::Sum, b.binary(BinaryKind::Multiply, weights, spelled), {0}), {1});
    }

    Formula formula() const
    {
        return {"L = -frac{1}{max(1, S)} ln(sum_{a} prod_{t=1}^{T} q_{t, a_t})",
                {{"a", LOOM_TEXT("all ways to spell the labels in T steps, with blanks between")}, {"S", LOOM_TEXT("number of labels")}, {"q", LOOM_TEXT("probability of a class at step t, by softmax of the logits")}}};
    }
    TensorId scores(Builder& b, TensorId logits) const
    {
        return features_last(b, b.softmax(features_last(b, logits)));
    }
};

} // namespace

const LossType& ctc_loss()
{
    static const LossType type = loss<CtcLoss>({
        .id = "ctc",
        .title = LOOM_TEXT("CTC"),
        .help = LOOM_TEXT("For a sequence of labels that is shorter than the network's steps, where nobody knows which "
                          "label belongs to which step: speech, handwriting. Class 0 stands for no label (blank). It "
                          "applies softmax at each step itself."),
        .needs = LossType::Needs::LabelSequence,
        .applies = "softmax",
        .settings = {setting(&CtcLoss::zero_infinity,
                             {.key = "zero_infinity",
                              .label = LOOM_TEXT("Skip what cannot fit"),
                              .help = LOOM_TEXT("A sample with more labels than the steps can hold costs nothing and "
                                                "teaches nothing. Otherwise its loss is infinite and ends the training."),
                              .advanced = true})},
    });
    return type;
}

} // namespace loom
