#include "schema/formula.h"
#include "schema/rows.h"

namespace loom {
namespace {

struct CrossEntropyLoss {
    double smoothing = 0;
    ClassWeights class_weights = ClassWeights::None;

    TensorId lower(Builder& b, TensorId logits, TensorId labels, TensorId weights, const Surroundings& around) const
    {
        const TensorId per_class = class_weights_of(b, class_weights, b.shape(logits)[1], around);
        return b.cross_entropy(logits, labels, weights, per_class, smoothing);
    }

    TensorId total_weight(Builder& b, const Shape& logits, TensorId labels, TensorId weights,
                          const Surroundings& around) const
    {
        return label_weight(b, labels, weights, logits[1], class_weights_of(b, class_weights, logits[1], around));
    }

    Formula formula() const
    {
        if (smoothing == 0)
            return {"q_c = frac{e^{x_c}}{sum_{r} e^{x_r}} ;; L = -ln(q_t)",
                    {{"x", LOOM_TEXT("logits: what the network says")}, {"t", LOOM_TEXT("the right class")}, {"c", LOOM_TEXT("which class")}, {"r", LOOM_TEXT("all classes in turn")}}};
        return {"q_c = frac{e^{x_c}}{sum_{r} e^{x_r}} ;; L = -sum_{c=1}^{C} (" + number_text(1 - smoothing) + " [c = t] + frac{" +
                    number_text(smoothing) + "}{C}) ln(q_c)",
                {{"x", LOOM_TEXT("logits: what the network says")}, {"t", LOOM_TEXT("the right class")}, {"c", LOOM_TEXT("which class")}, {"C", LOOM_TEXT("number of classes")}, {"r", LOOM_TEXT("all classes in turn")}}};
    }
    TensorId scores(Builder& b, TensorId logits) const { return b.softmax(logits); }
};

} // namespace

const LossType& cross_entropy_loss()
{
    static const LossType type = loss<CrossEntropyLoss>({
        .id = "cross_entropy",
        .title = LOOM_TEXT("Cross-entropy"),
        .help = LOOM_TEXT(
            "For one class out of several. It turns the network's values (logits) into probabilities with softmax and "
            "asks how much probability the right class got: 0 where it got all, more the less it got."),
        .needs = LossType::Needs::Label,
        .applies = "softmax",
        .settings =
            {setting(
                 &CrossEntropyLoss::smoothing,
                 {.key = "smoothing",
                  .label = LOOM_TEXT("Label smoothing"),
                  .help = LOOM_TEXT(
                      "Takes this share of the target from the right class and spreads it over all classes, so that "
                      "the network stays less sure of itself. 0.1 is usual."),
                  .min = 0,
                  .max = 0.9}),
             class_weights_setting(&CrossEntropyLoss::class_weights)},
    });
    return type;
}

} // namespace loom
