#pragma once
#include "base/files.h"

#include <optional>

namespace loom {

/// Keeps other processes (and other holders in this one) out of a folder. Let go at the latest when the process ends,
/// however it ends; leaves no file behind.
class FolderLock {
public:
    /// Nothing when somebody else holds it. Where the file system knows no locks, the lock is granted.
    static std::optional<FolderLock> try_lock(const fs::path& folder);
    FolderLock(FolderLock&&) noexcept;
    FolderLock& operator=(FolderLock&&) noexcept;
    ~FolderLock();

private:
    explicit FolderLock(int fd) : fd_(fd) {}
    int fd_;
};

} // namespace loom
