#include "base/lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <thread>

namespace loom {
namespace {

constexpr std::size_t largest_lock_file = 4096;

enum class Locked { Yes, Busy, Unknown }; // Unknown: the file system has no locks.

Locked lock_open(int fd, int wait)
{
    while (::flock(fd, LOCK_EX | wait) != 0) {
        if (errno == EWOULDBLOCK)
            return Locked::Busy;
        if (errno != EINTR)
            return Locked::Unknown;
    }
    return Locked::Yes;
}

int open_folder(const fs::path& folder) { return ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); }

/// Whether the path leads to the file that is open.
bool is_still_at(const fs::path& path, int fd)
{
    struct stat open {};
    struct stat there {};
    return ::fstat(fd, &open) == 0 && ::lstat(path.c_str(), &there) == 0 && open.st_ino == there.st_ino &&
           open.st_dev == there.st_dev;
}

/// For writing where that is allowed: network file systems lock nothing else.
int open_lock_file(const fs::path& path)
{
    constexpr int flags = O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC;
    const int fd = ::open(path.c_str(), O_RDWR | flags);
    return fd >= 0 ? fd : ::open(path.c_str(), O_RDONLY | flags);
}

} // namespace

std::optional<FolderLock> FolderLock::try_lock(const fs::path& folder)
{
    const int fd = open_folder(folder);
    if (fd < 0)
        return FolderLock(fd);
    // is_held() has it for a moment: one who is there to stay is met every time.
    for (int attempt = 0; attempt < 5; ++attempt) {
        if (lock_open(fd, LOCK_NB) != Locked::Busy)
            return FolderLock(fd);
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    ::close(fd);
    return {};
}

bool FolderLock::is_held(const fs::path& folder)
{
    const int fd = open_folder(folder);
    if (fd < 0)
        return false;
    // Shared, so that two who look do not take each other for the holder.
    const bool held = ::flock(fd, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    ::close(fd);
    return held;
}

FolderLock::FolderLock(FolderLock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

FolderLock& FolderLock::operator=(FolderLock&& other) noexcept
{
    std::swap(fd_, other.fd_);
    return *this;
}

FolderLock::~FolderLock()
{
    if (fd_ >= 0)
        ::close(fd_);
}

LockFile::Attempt LockFile::take(const fs::path& path, const std::string& content,
                                 const std::function<bool(const std::string&)>& abandoned)
{
    const fs::path folder = path.parent_path().empty() ? fs::path(".") : path.parent_path();
    std::optional<std::string> holder;
    for (int attempt = 0; attempt < 50; ++attempt) {
        if (create_file(path, content)) {
            const int fd = open_lock_file(path);
            if (fd >= 0)
                (void)lock_open(fd, 0); // Waits at most for somebody who looks at the file just now.
            if (fd >= 0 && is_still_at(path, fd))
                return {LockFile(path, fd), {}};
            if (fd >= 0)
                ::close(fd);
            continue;
        }
        if (struct stat there{}; ::lstat(path.c_str(), &there) != 0) {
            if (::access(folder.c_str(), W_OK) != 0)
                break;
            continue; // Its holder has just let go; or the disk is full, and will be at every attempt.
        }
        const int fd = open_lock_file(path);
        const Locked locked = fd >= 0 ? lock_open(fd, LOCK_NB) : Locked::Unknown;
        bool settled = false;
        if (fd < 0 || is_still_at(path, fd)) {
            const auto text = read_file(path, largest_lock_file);
            holder = text ? *text : std::string();
            const bool gone = abandoned(*holder);
            if (gone && locked == Locked::Yes)
                ::unlink(path.c_str());
            // Busy and gone: somebody takes it over just now, or holds it under a number that means nothing here, as in
            // a container.
            settled = !gone || locked == Locked::Unknown;
        }
        if (fd >= 0)
            ::close(fd);
        if (settled)
            break;
        if (locked == Locked::Busy)
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    if (holder)
        return {{}, *holder};
    return {LockFile({}, -1), {}};
}

LockFile::LockFile(LockFile&& other) noexcept : path_(std::exchange(other.path_, {})), fd_(std::exchange(other.fd_, -1))
{
}

LockFile& LockFile::operator=(LockFile&& other) noexcept
{
    std::swap(path_, other.path_);
    std::swap(fd_, other.fd_);
    return *this;
}

LockFile::~LockFile()
{
    if (fd_ < 0)
        return;
    if (is_still_at(path_, fd_))
        ::unlink(path_.c_str());
    ::close(fd_); // Last: until then nobody takes the name.
}

} // namespace loom
