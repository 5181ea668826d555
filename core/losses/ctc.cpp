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
