#pragma once
#include "base/lock.h"

namespace loom {

enum class LockState { Free, HeldHere, HeldElsewhere, Stale }; // Stale: its process is gone.

/// While it lives, no other program opens the same thing for writing: NAME.lock holds host and process. A lock whose
/// process is gone is taken over. Where the folder cannot be written there is nothing to guard, and the lock is empty.
class Lock {
public:
    /// The error names who holds it.
    static Result<Lock> take(const fs::path& guarded);
    /// As it is at this moment.
    static LockState state(const fs::path& guarded);

private:
    explicit Lock(LockFile file) : file_(std::move(file)) {}
    LockFile file_;
};

} // namespace loom
