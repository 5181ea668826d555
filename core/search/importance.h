#pragma once
#include "search/sampler.h"

namespace loom {

/// How much of the differences between trials each dimension explains by itself, from 0 to 1: functional analysis of variance of a random
/// forest (Hutter, Hoos and Leyton-Brown, "An Efficient Approach for Assessing Hyperparameter Importance", ICML 2014), 64 trees, choices
/// without an order by their index. What is left of 1 is said by several together. The same trials give the same numbers. Trials that
/// came to nothing are left out; those of other lengths are not to be mixed (tried_alike()); empty where fewer than trials_for_importance() are left, or all of them came to the same.
std::vector<double> importance(const Space&, std::span<const Tried>);
/// From fewer a forest takes chance for a setting that matters: five for each dimension, and at least ten.
std::size_t trials_for_importance(const Space&);

} // namespace loom
