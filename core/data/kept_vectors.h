#pragma once
#include "base/threads.h"
#include "data/table.h"

#include <mutex>

namespace loom {

/// The vectors that were made of sounds last, for whoever wants the same of the same sounds again. A dataset hands them to the one
/// that follows it, and they go with the last of them. Safe to use from several threads.
class KeptVectors {
public:
    std::optional<Vectors> find(const std::shared_ptr<const SoundStore>& sounds, const std::string& how) const
    {
        const std::lock_guard lock(mutex_);
        return sounds_ == sounds && how_ == how ? made_ : std::nullopt;
    }
    /// `how`: all that they depend on but the sounds.
    void keep(std::shared_ptr<const SoundStore> sounds, std::string how, Vectors made)
    {
        const std::lock_guard lock(mutex_);
        sounds_ = std::move(sounds);
        how_ = std::move(how);
        made_ = std::move(made);
    }

private:
    mutable std::mutex mutex_;
    std::shared_ptr<const SoundStore> sounds_;
    std::string how_;
    std::optional<Vectors> made_;
};

/// What goes with a step while it is done to a table.
struct StepRun {
    Progress* progress = nullptr; // Cancelled: the step ends early, and what it made is worth nothing.
    KeptVectors* kept = nullptr;

    bool stopped() const { return progress && progress->cancelled; }
};

} // namespace loom
