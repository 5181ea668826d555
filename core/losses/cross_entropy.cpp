#include "schema/types.h"

#include <numeric>

namespace loom {
namespace {

enum class ClassWeights { None, Balanced };

struct CrossEntropyLoss {
    double smoothing = 0;
    ClassWeights class_weights = ClassWeights::None;

    TensorId lower(Builder& b, TensorId logits, TensorId labels, TensorId weights, const Surroundings& around) const
    {
        TensorId per_class = no_tensor;
        const auto classes = b.shape(logits)[1];
        if (class_weights == ClassWeights::Balanced && around.data && std::ssize(around.data->class_counts) == classes)
            per_class = b.constant({classes}, {.values = balanced(around.data->class_counts)});
        return b.cross_entropy(logits, labels, weights, per_class, smoothing);
    }

    TensorId scores(Builder& b, TensorId logits) const { return b.softmax(logits); }

    /// samples / (classes · samples of the class), as in scikit-learn; a class without samples gets 1.
    static std::vector<double> balanced(const std::vector<std::int64_t>& counts)
    {
        const auto all = double(std::accumulate(counts.begin(), counts.end(), std::int64_t{0}));
        std::vector<double> weights;
        for (const auto n : counts)
            weights.push_back(n > 0 ? all / (double(counts.size()) * double(n)) : 1);
        return weights;
    }
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
             setting(&CrossEntropyLoss::class_weights,
                     {.key = "class_weights",
                      .label = LOOM_TEXT("Class weights"),
                      .help = LOOM_TEXT(
                          "Balanced lets rare classes count more, so that every class counts the same in total."),
                      .choices = {{"none", LOOM_TEXT("None")}, {"balanced", LOOM_TEXT("Balanced")}}})},
    });
    return type;
}

} // namespace loom
