#pragma once
#include "base/files.h"

#include <utility>

namespace loom {

/// While it lives, no other program opens the same thing for writing: NAME.lock holds host and process. A lock whose
/// process is gone is taken over. Where the folder cannot be written there is nothing to guard, and the lock is empty.
class Lock {
public:
    /// The error names who holds it.
    static Result<Lock> take(const fs::path& guarded);
    Lock(Lock&& other) noexcept : file_(std::exchange(other.file_, {})) {}
    Lock& operator=(Lock&& other) noexcept
    {
        std::swap(file_, other.file_);
        return *this;
    }
    ~Lock();

private:
    explicit Lock(fs::path file) : file_(std::move(file)) {}
    fs::path file_;
};

} // namespace loom
