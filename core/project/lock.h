#pragma once
#include "base/lock.h"

namespace loom {

/// While it lives, no other program opens the same thing for writing: NAME.lock holds host and process. A lock whose
/// process is gone is taken over. Where the folder cannot be written there is nothing to guard, and the lock is empty.
class Lock {
public:
    /// The error names who holds it.
    static Result<Lock> take(const fs::path& guarded);

private:
    explicit Lock(LockFile file) : file_(std::move(file)) {}
    LockFile file_;
};

} // namespace loom
