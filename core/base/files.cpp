#include "base/files.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <random>
#include <string>
#include <system_error>
#include <vector>

namespace loom {
namespace {

/// A file descriptor that closes itself.
class Descriptor {
public:
    explicit Descriptor(int fd) : fd_(fd) {}
    Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept
    {
        std::swap(fd_, other.fd_);
        return *this;
    }
    ~Descriptor() { close(); }
    int get() const { return fd_; }
    int close()
    {
        const int fd = std::exchange(fd_, -1);
        return fd < 0 ? 0 : ::close(fd);
    }

private:
    int fd_;
};

constexpr Text cannot_read = LOOM_TEXT("%1 cannot be read.");
constexpr Text cannot_write = LOOM_TEXT("%1 cannot be written.");

bool write_all(int fd, std::string_view content)
{
    while (!content.empty()) {
        const ssize_t n = ::write(fd, content.data(), content.size());
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        content.remove_prefix(std::size_t(n));
    }
    return true;
}

// Some file systems cannot sync a folder; the rename itself has happened by then, so that is no failure.
void sync_folder(const fs::path& file)
{
    const fs::path folder = file.parent_path().empty() ? fs::path(".") : file.parent_path();
    if (Descriptor d(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)); d.get() >= 0)
        ::fsync(d.get());
}

Error no_regular_file(Text doing, const fs::path& path)
{
    return {Message(doing, path_text(path)),
            LOOM_TEXT("It is a device, a pipe or a socket; a regular file is needed here."), Blame::Input};
}

/// A regular file, opened. Never waits, as opening a pipe does until somebody opens its other end.
Result<Descriptor> open_regular(const fs::path& path, int flags, Text doing)
{
    Descriptor d(::open(path.c_str(), flags | O_NONBLOCK | O_NOCTTY | O_CLOEXEC, 0666));
    struct stat info {};
    if (d.get() < 0 && errno == ENXIO) // A socket, or a pipe that nobody reads.
        return no_regular_file(doing, path);
    if (d.get() < 0 || ::fstat(d.get(), &info) != 0)
        return system_error(doing, path, errno);
    if (S_ISDIR(info.st_mode))
        return system_error(doing, path, EISDIR);
    if (!S_ISREG(info.st_mode))
        return no_regular_file(doing, path);
    return d;
}

/// The first bytes of an open file, as many as there are, at most `size`.
Result<std::string> read_open(const Descriptor& d, const fs::path& path, std::size_t size)
{
    std::string content(size, '\0');
    std::size_t have = 0;
    while (have < content.size()) {
        const ssize_t n = ::read(d.get(), content.data() + have, content.size() - have);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return system_error(cannot_read, path, errno);
        if (n == 0)
            break;
        have += std::size_t(n);
    }
    content.resize(have);
    return content;
}

/// The file that a path stands for: where its symbolic links lead, the last one's goal even if it does not exist yet.
fs::path without_links(fs::path path)
{
    std::error_code error;
    for (int hop = 0; hop < 40 && fs::is_symlink(path, error); ++hop) {
        const fs::path to = fs::read_symlink(path, error);
        if (error)
            break;
        path = path.parent_path() / to; // `to` alone where it is absolute.
    }
    return path;
}

std::string temporary_mark(const fs::path& path)
{
    return "." + path.filename().string() + ".loom-";
}
constexpr std::string_view temporary_letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
constexpr std::size_t temporary_length = 6;

struct Temporary {
    Descriptor file;
    fs::path path;
};

/// A new file beside `path`. The writer's lock on it tells remove_stale_temporaries() that it is in use. Not mkostemp:
/// the system itself shall apply the umask, which cannot be read without changing it for every thread.
Result<Temporary> make_temporary(const fs::path& path, mode_t mode)
{
    std::random_device random;
    for (int attempt = 0; attempt < 100; ++attempt) {
        std::string name = temporary_mark(path);
        for (std::size_t i = 0; i < temporary_length; ++i)
            name += temporary_letters[random() % temporary_letters.size()];
        Temporary made{Descriptor(-1), path.parent_path() / name};
        made.file = Descriptor(::open(made.path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, mode));
        if (made.file.get() < 0 && errno == EEXIST)
            continue;
        if (made.file.get() < 0)
            return system_error(cannot_write, path, errno);
        while (::flock(made.file.get(), LOCK_EX) != 0 && errno == EINTR) {
        }
        // Before it was locked it could be taken for a stale one, and removed.
        if (::access(made.path.c_str(), F_OK) == 0)
            return made;
    }
    return system_error(cannot_write, path, EEXIST);
}

/// Whatever ends the writing, an exception too, leaves no temporary file.
struct Removal {
    const fs::path& path;
    bool wanted = true;
    ~Removal()
    {
        if (wanted)
            ::unlink(path.c_str());
    }
};

enum class Existing { Replace, Refuse };

int move_into_place(const fs::path& temporary, const fs::path& path, Existing existing)
{
    if (existing == Existing::Replace)
        return ::rename(temporary.c_str(), path.c_str());
    const int moved = ::renameat2(AT_FDCWD, temporary.c_str(), AT_FDCWD, path.c_str(), RENAME_NOREPLACE);
    if (moved == 0 || (errno != EINVAL && errno != ENOSYS))
        return moved;
    // A file system without that call: a link refuses too.
    if (::link(temporary.c_str(), path.c_str()) != 0)
        return -1;
    ::unlink(temporary.c_str());
    return 0;
}

Status write_whole(const fs::path& asked, Existing existing, const std::function<Status(const Sink&)>& write,
                   const FileCheck& check = {})
{
    // Asked of the system before links are followed here: it may forbid following them.
    struct stat old {};
    const bool there = existing == Existing::Replace && ::stat(asked.c_str(), &old) == 0;
    if (existing == Existing::Replace && !there && errno != ENOENT)
        return system_error(cannot_write, asked, errno);
    if (there && S_ISDIR(old.st_mode))
        return system_error(cannot_write, asked, EISDIR);
    if (there && !S_ISREG(old.st_mode))
        return no_regular_file(cannot_write, asked);
    const fs::path path = existing == Existing::Replace ? without_links(asked) : asked;

    // An existing file's rights are kept, a new one gets the usual ones. Nobody else may open it before it has them.
    auto temporary = make_temporary(path, there ? 0600 : 0666);
    if (!temporary)
        return temporary.error();
    const int fd = temporary->file.get();
    Removal removal{temporary->path};
    if (there)
        ::fchmod(fd, old.st_mode & 07777);
    const Status written = write([&](std::string_view piece) -> Status {
        if (!write_all(fd, piece))
            return system_error(cannot_write, asked, errno);
        return Ok{};
    });
    if (!written)
        return written.error();
    if (::fsync(fd) != 0)
        return system_error(cannot_write, asked, errno);
    if (check)
        LOOM_TRY(check(temporary->path));
    // It stays open, and so locked, until it is in its place; after the sync, closing has nothing left to tell.
    if (move_into_place(temporary->path, path, existing) != 0)
        return system_error(cannot_write, asked, errno);
    removal.wanted = false;
    sync_folder(path);
    return Ok{};
}

} // namespace

fs::path user_cache_folder()
{
    const char *const xdg = std::getenv("XDG_CACHE_HOME"), *const home = std::getenv("HOME");
    return (xdg && *xdg)     ? fs::path(xdg) / "layerloom"
           : (home && *home) ? fs::path(home) / ".cache" / "layerloom"
                             : fs::path();
}

std::string path_text(const fs::path& path)
{
    const auto u8 = path.u8string();
    return {reinterpret_cast<const char*>(u8.data()), u8.size()};
}

Message system_hint(int number)
{
    switch (number) {
    case ENOENT:
        return LOOM_TEXT("There is no such file or folder. Check the path.");
    case EACCES:
    case EPERM:
        return LOOM_TEXT("Access is not allowed. Change the rights, or choose another place.");
    case ENOSPC:
    case EDQUOT:
        return LOOM_TEXT(
            "The disk is full. Free some space, or choose another place. What was there before is unchanged.");
    case EROFS:
        return LOOM_TEXT("The disk is read-only. Choose another place.");
    case EISDIR:
        return LOOM_TEXT("It is a folder; a file is needed here.");
    case ENOTDIR:
        return LOOM_TEXT("A part of the path is a file, not a folder.");
    case ENAMETOOLONG:
        return LOOM_TEXT("The name is too long. Choose a shorter one.");
    case EEXIST:
        return LOOM_TEXT("There is such a file already. Choose another name.");
    case EIO:
        return LOOM_TEXT("The disk reports a fault. Save in another place.");
    case ELOOP:
        return LOOM_TEXT("Its symbolic links lead in a circle. Mend them, or choose another place.");
    default:
        // The system's own words are English; they help those who search for them.
        return Message(LOOM_TEXT("The system refuses. Try again, or choose another place. (%1: %2)"), number,
                       std::generic_category().message(number));
    }
}

Error system_error(Text doing, const fs::path& path, int number)
{
    const bool input = number == ENOENT || number == EISDIR || number == ENOTDIR || number == ENAMETOOLONG ||
                       number == EEXIST || number == ELOOP;
    return {Message(doing, path_text(path)), system_hint(number), input ? Blame::Input : Blame::Machine};
}

Result<std::string> read_file(const fs::path& path, std::size_t limit)
{
    const auto d = open_regular(path, O_RDONLY, cannot_read);
    if (!d)
        return d.error();
    struct stat info {};
    if (::fstat(d->get(), &info) != 0)
        return system_error(cannot_read, path, errno);
    if (std::size_t(info.st_size) > limit)
        return Error{Message(LOOM_TEXT("%1 is larger than such a file can be."), path_text(path)),
                     LOOM_TEXT("Check that it is the right file.")};
    return read_open(*d, path, std::size_t(info.st_size));
}

namespace {

class FileBytes : public Bytes {
public:
    FileBytes(Descriptor d, fs::path path, std::uint64_t size) : d_(std::move(d)), path_(std::move(path)), size_(size) {}
    std::uint64_t size() const override { return size_; }
    Status read(std::uint64_t offset, std::span<char> to) const override
    {
        std::size_t have = 0;
        while (have < to.size()) {
            const ssize_t n = ::pread(d_.get(), to.data() + have, to.size() - have, off_t(offset + have));
            if (n < 0 && errno == EINTR)
                continue;
            if (n < 0)
                return system_error(cannot_read, path_, errno);
            if (n == 0)
                return Error{Message(LOOM_TEXT("%1 has become shorter while it was read."), path_text(path_)),
                             LOOM_TEXT("Open it again when the other program has written it.")};
            have += std::size_t(n);
        }
        return Ok{};
    }

private:
    Descriptor d_;
    fs::path path_;
    std::uint64_t size_;
};

class MemoryBytes : public Bytes {
public:
    explicit MemoryBytes(std::string content) : content_(std::move(content)) {}
    std::uint64_t size() const override { return content_.size(); }
    Status read(std::uint64_t offset, std::span<char> to) const override
    {
        content_.copy(to.data(), to.size(), std::size_t(offset));
        return Ok{};
    }

private:
    std::string content_;
};

} // namespace

Result<std::string> Bytes::read(std::uint64_t offset, std::size_t size) const
{
    std::string content(size, '\0');
    LOOM_TRY(read(offset, std::span(content)));
    return content;
}

Result<std::shared_ptr<const Bytes>> open_bytes(const fs::path& path)
{
    auto d = open_regular(path, O_RDONLY, cannot_read);
    if (!d)
        return d.error();
    struct stat info {};
    if (::fstat(d->get(), &info) != 0)
        return system_error(cannot_read, path, errno);
    return std::shared_ptr<const Bytes>(std::make_shared<FileBytes>(std::move(*d), path, std::uint64_t(info.st_size)));
}

std::optional<MappedFile> map_file(const fs::path& path)
{
    const auto d = open_regular(path, O_RDONLY, cannot_read);
    struct stat info {};
    if (!d || ::fstat(d->get(), &info) != 0 || info.st_size == 0)
        return {};
    const auto size = std::size_t(info.st_size);
    void* const memory = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, d->get(), 0);
    if (memory == MAP_FAILED)
        return {};
    return MappedFile{{static_cast<const char*>(memory), size},
                      {memory, [size](const void* p) { ::munmap(const_cast<void*>(p), size); }}};
}

std::shared_ptr<const Bytes> bytes_in_memory(std::string content)
{
    return std::make_shared<MemoryBytes>(std::move(content));
}

Result<std::string> read_inside(const fs::path& folder, const std::string& name, std::uint64_t offset,
                                std::uint64_t size, bool to_end)
{
    const fs::path whole = folder / name;
    auto refused = [&](Text why) { return Error{Message(cannot_read, path_text(whole)), why}; };
    constexpr Text outside = LOOM_TEXT("It must be a file in the same folder or below it, without “..”.");
    if (name.empty() || name.front() == '/' || name.back() == '/' || name.find('\0') != name.npos)
        return refused(outside);
    // Part by part, each below the one before it, so that nothing can be exchanged for a link in the meantime.
    Descriptor at(::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    for (std::size_t begin = 0; at.get() >= 0 && begin <= name.size();) {
        const std::size_t end = std::min(name.find('/', begin), name.size());
        const std::string part = name.substr(begin, end - begin);
        const int kind = end < name.size() ? O_DIRECTORY : O_NONBLOCK | O_NOCTTY;
        begin = end + 1;
        if (part == "..")
            return refused(outside);
        struct stat info {};
        if (::fstatat(at.get(), part.c_str(), &info, AT_SYMLINK_NOFOLLOW) == 0 && S_ISLNK(info.st_mode))
            return refused(LOOM_TEXT("Its path leads over a symbolic link; put the file itself there."));
        at = Descriptor(::openat(at.get(), part.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | kind));
    }
    struct stat info {};
    if (at.get() < 0 && errno == ENXIO)
        return no_regular_file(cannot_read, whole);
    if (at.get() < 0 || ::fstat(at.get(), &info) != 0)
        return system_error(cannot_read, whole, errno);
    if (S_ISDIR(info.st_mode))
        return system_error(cannot_read, whole, EISDIR);
    if (!S_ISREG(info.st_mode))
        return no_regular_file(cannot_read, whole);
    if (info.st_nlink > 1)
        return refused(LOOM_TEXT("The file has a second name elsewhere (a hard link); put a copy there."));
    const auto length = std::uint64_t(info.st_size);
    if (offset > length || size > length - offset || (to_end && size != length - offset))
        return refused(LOOM_TEXT("It does not have the bytes that are asked for. Copy the whole file anew."));
    if (::lseek(at.get(), off_t(offset), SEEK_SET) < 0)
        return system_error(cannot_read, whole, errno);
    auto content = read_open(at, whole, size);
    if (content && content->size() != size) // It has become shorter.
        return refused(LOOM_TEXT("It does not have the bytes that are asked for. Copy the whole file anew."));
    return content;
}

Result<std::string> read_beginning(const fs::path& path, std::size_t size)
{
    const auto d = open_regular(path, O_RDONLY, cannot_read);
    return d ? read_open(*d, path, size) : Result<std::string>(d.error());
}

Status write_file(const fs::path& path, std::string_view content)
{
    return write_file(path, [&](const Sink& sink) { return sink(content); });
}

Status write_file(const fs::path& path, const std::function<Status(const Sink&)>& write, const FileCheck& check)
{
    return write_whole(path, Existing::Replace, write, check);
}

Status create_file(const fs::path& path, std::string_view content)
{
    return write_whole(path, Existing::Refuse, [&](const Sink& sink) { return sink(content); });
}

Status append_line(const fs::path& path, std::string_view line, Sync sync)
{
    return append_bytes(path, std::string(line) + "\n", sync);
}

Status cut_file(const fs::path& path, std::uintmax_t size)
{
    auto d = open_regular(path, O_WRONLY, cannot_write);
    if (!d)
        return d.error();
    struct stat now{};
    if (::fstat(d->get(), &now) != 0 || (std::uintmax_t(now.st_size) > size && ::ftruncate(d->get(), off_t(size)) != 0) || ::fdatasync(d->get()) != 0 ||
        d->close() != 0)
        return system_error(cannot_write, path, errno);
    return Ok{};
}

Status append_bytes(const fs::path& path, std::string_view bytes, Sync sync)
{
    auto d = open_regular(path, O_WRONLY | O_APPEND | O_CREAT, cannot_write);
    if (!d)
        return d.error();
    if (!write_all(d->get(), bytes) || (sync == Sync::Yes && ::fdatasync(d->get()) != 0) ||
        d->close() != 0)
        return system_error(cannot_write, path, errno);
    return Ok{};
}

void remove_stale_temporaries(const fs::path& asked)
{
    std::error_code ignored;
    const fs::path path = without_links(asked);
    const fs::path folder = path.parent_path().empty() ? fs::path(".") : path.parent_path();
    const std::string mark = temporary_mark(path);
    std::vector<fs::path> found;
    for (fs::directory_iterator entry(folder, ignored), end; entry != end; entry.increment(ignored)) {
        const std::string name = entry->path().filename().string();
        if (name.size() == mark.size() + temporary_length && name.starts_with(mark) &&
            name.find_first_not_of(temporary_letters, mark.size()) == name.npos)
            found.push_back(entry->path());
    }
    for (const fs::path& temporary : found)
        if (const auto d = open_regular(temporary, O_RDWR | O_NOFOLLOW, cannot_write);
            d && ::flock(d->get(), LOCK_EX | LOCK_NB) == 0)
            ::unlink(temporary.c_str());
}

} // namespace loom
