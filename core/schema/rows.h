#pragma once
#include "schema/types.h"

namespace loom {

// What losses that are written in other instructions share. Rows are the samples of a batch.

/// Σ weights·rows / Σ weights, {1}; both {N}. 0 where all weights are 0.
TensorId weighted_mean(Builder&, TensorId rows, TensorId weights);

/// {N}: 1 where the weight is above 0, else 0.
TensorId present(Builder&, TensorId weights);

/// {N, classes}: 1 at the class that labels {N} name, else 0. A label outside names none.
TensorId one_hot(Builder&, TensorId labels, std::int64_t classes);

/// Vectors that stand side by side in every row, {N, n·D} or {N, n, D}: n of {N, D}.
std::vector<TensorId> side_by_side(Builder&, TensorId x, std::int64_t n);

/// Every row of {N, D} divided by its length, as torch.nn.functional.normalize: by at least 1e-12.
TensorId unit_rows(Builder&, TensorId x);

/// {N}: Σ (a − b + shift)² of each row, all {N, D}.
TensorId squared_distances(Builder&, TensorId a, TensorId b, double shift = 0);

/// The root, and 1e-6 at least, where it has no slope: a root's own is infinite at 0.
TensorId length(Builder&, TensorId squares);

enum class ClassWeights { None, Balanced };

/// {C}: samples / (classes · samples of the class), as in scikit-learn, 1 for a class without samples. no_tensor where
/// all count the same or the data's classes are not these.
TensorId class_weights_of(Builder&, ClassWeights, std::int64_t classes, const Surroundings&);

/// Σ weights·per_class[label], {1}, of the rows whose label is a class; per_class {C} or no_tensor.
TensorId label_weight(Builder&, TensorId labels, TensorId weights, std::int64_t classes, TensorId per_class);

template <class P>
SettingBinding<P> class_weights_setting(ClassWeights P::*member)
{
    return setting(member, {.key = "class_weights",
                            .label = LOOM_TEXT("Class weights"),
                            .help = LOOM_TEXT("Balanced lets rare classes count more, so that every class counts the "
                                              "same in total."),
                            .choices = {{"none", LOOM_TEXT("None")}, {"balanced", LOOM_TEXT("Balanced")}}});
}

template <class P>
SettingBinding<P> gamma_setting(double P::*member)
{
    return setting(member, {.key = "gamma",
                            .label = LOOM_TEXT("Gamma"),
                            .help = LOOM_TEXT("How strongly samples that are already right lose their say. 0 is "
                                              "cross-entropy; 2 is usual."),
                            .min = 0,
                            .max = 10});
}

template <class P>
SettingBinding<P> margin_setting(double P::*member)
{
    return setting(member, {.key = "margin",
                            .label = LOOM_TEXT("Margin"),
                            .help = LOOM_TEXT("How much farther away than what belongs together the rest must be before "
                                              "it counts no longer."),
                            .min = 0,
                            .max = 1000});
}

} // namespace loom
