#pragma once
#include "base/files.h"

#include <functional>
#include <optional>
#include <string>
#include <utility>

namespace loom {

/// Keeps other processes (and other holders in this one) out of a folder. Let go at the latest when the process ends,
/// however it ends; leaves no file behind.
class FolderLock {
public:
    /// Nothing when somebody else holds it. Where the file system knows no locks, the lock is granted.
    static std::optional<FolderLock> try_lock(const fs::path& folder);
    /// Whether somebody holds it, here or in another process. Keeps nobody from taking it.
    static bool is_held(const fs::path& folder);
    FolderLock(FolderLock&&) noexcept;
    FolderLock& operator=(FolderLock&&) noexcept;
    ~FolderLock();

private:
    explicit FolderLock(int fd) : fd_(fd) {}
    int fd_;
};

/// Keeps other programs away from something by a file that says who holds it. The file is made whole or not at all, so
/// of several makers one succeeds, on network file systems too. The holder keeps the system's lock on it besides; who
/// finds the file abandoned removes it only while having that lock, so nobody removes the file of the next holder.
class LockFile {
public:
    struct Attempt;
    /// `abandoned` says whether the content of a file that is there is that of a holder who is gone.
    static Attempt take(const fs::path&, const std::string& content,
                        const std::function<bool(const std::string&)>& abandoned);
    LockFile(LockFile&&) noexcept;
    LockFile& operator=(LockFile&&) noexcept;
    ~LockFile();

private:
    LockFile(fs::path path, int fd) : path_(std::move(path)), fd_(fd) {}
    fs::path path_;
    int fd_ = -1;
};

struct LockFile::Attempt {
    std::optional<LockFile> lock; // An empty one where the folder cannot be written: there is nothing to guard.
    std::string holder;           // What the file says, where somebody else holds it.
};

} // namespace loom
