#pragma once
#include "base/random.h"
#include "search/space.h"

#include <functional>

namespace loom {

/// What came of a candidate.
struct Tried {
    Candidate candidate;
    double goal = 0;         // The less the better (goal_of() in train/schedule.h); infinite where it came to nothing.
    std::int64_t stopped_after = 0; // Epochs, where it was stopped as a bad one; 0: it came to its own end, which may be an early one.
};
/// Best first: those that came to their end, then those that were stopped as bad ones, later ones first; equal ones in their order.
std::vector<std::size_t> ranked(std::span<const Tried>);

/// A way to choose what is tried next. It remembers nothing: the same question has the same answer, so that a study that was
/// interrupted goes on as if it had not been.
struct SamplerType {
    std::string_view id;
    Text title, help;
    /// `tried`: in order of their trials. `number`: of the trial that comes, from 1. Nothing where all that there is was tried.
    std::function<std::optional<Candidate>(const Space&, std::span<const Tried>, std::uint64_t seed, std::int64_t number)> next;
};
/// One file each in core/samplers.
std::span<const SamplerType* const> sampler_types();
const SamplerType* find_sampler(std::string_view id);

/// Each dimension drawn by itself, evenly in its unit interval.
Candidate drawn(const Space&, Random&);
/// The random numbers of one trial.
inline Random random_of_trial(std::uint64_t seed, std::int64_t number) { return Random(seed, stream_of("trial") + std::uint64_t(number)); }

} // namespace loom
