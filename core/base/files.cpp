#include "base/files.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>

namespace loom {
namespace {

/// A file descriptor that closes itself.
class Descriptor {
public:
    explicit Descriptor(int fd) : fd_(fd) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
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

std::string temporary_mark(const fs::path& path) { return "." + path.filename().string() + ".loom-"; }

enum class Existing { Replace, Refuse };

int move_into_place(const std::string& temporary, const fs::path& path, Existing existing)
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

Status write_whole(const fs::path& path, Existing existing, const std::function<Status(const Sink&)>& write)
{
    std::string temporary = (path.parent_path() / (temporary_mark(path) + "XXXXXX")).string();
    Descriptor d(::mkostemp(temporary.data(), O_CLOEXEC));
    if (d.get() < 0)
        return system_error(cannot_write, path, errno);
    auto give_up = [&](Error error) -> Status {
        d.close();
        ::unlink(temporary.c_str());
        return error;
    };
    // mkostemp makes private files; an existing file's rights are kept, a new one gets the usual ones.
    struct stat old {};
    const mode_t mask = ::umask(0);
    ::umask(mask);
    ::fchmod(d.get(), ::stat(path.c_str(), &old) == 0 ? (old.st_mode & 07777) : (0666 & ~mask));
    const Status written = write([&](std::string_view piece) -> Status {
        if (!write_all(d.get(), piece))
            return system_error(cannot_write, path, errno);
        return Ok{};
    });
    if (!written)
        return give_up(written.error());
    if (::fsync(d.get()) != 0 || d.close() != 0 || move_into_place(temporary, path, existing) != 0)
        return give_up(system_error(cannot_write, path, errno));
    sync_folder(path);
    return Ok{};
}

} // namespace

std::string path_text(const fs::path& path)
{
    const auto u8 = path.u8string();
    return {reinterpret_cast<const char*>(u8.data()), u8.size()};
}

Error system_error(Text doing, const fs::path& path, int number)
{
    auto hint = [&]() -> Message {
        switch (number) {
        case ENOENT: return LOOM_TEXT("There is no such file or folder. Check the path.");
        case EACCES:
        case EPERM: return LOOM_TEXT("Access is not allowed. Change the rights, or choose another place.");
        case ENOSPC:
        case EDQUOT: return LOOM_TEXT("The disk is full. Free some space, or choose another place. What was there before is unchanged.");
        case EROFS: return LOOM_TEXT("The disk is read-only. Choose another place.");
        case EISDIR: return LOOM_TEXT("It is a folder; a file is needed here.");
        case ENOTDIR: return LOOM_TEXT("A part of the path is a file, not a folder.");
        case ENAMETOOLONG: return LOOM_TEXT("The name is too long. Choose a shorter one.");
        case EEXIST: return LOOM_TEXT("There is such a file already. Choose another name.");
        case EIO: return LOOM_TEXT("The disk reports a fault. Save in another place.");
        default: return Message::plain(std::strerror(number));
        }
    }();
    const bool input = number == ENOENT || number == EISDIR || number == ENOTDIR || number == ENAMETOOLONG || number == EEXIST;
    return {Message(doing, path_text(path)), std::move(hint), input ? Blame::Input : Blame::Machine};
}

Result<std::string> read_file(const fs::path& path, std::size_t limit)
{
    Descriptor d(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    struct stat info {};
    if (d.get() < 0 || ::fstat(d.get(), &info) != 0)
        return system_error(cannot_read, path, errno);
    if (S_ISDIR(info.st_mode))
        return system_error(cannot_read, path, EISDIR);
    if (std::size_t(info.st_size) > limit)
        return Error{Message(LOOM_TEXT("%1 is larger than such a file can be."), path_text(path)),
                     LOOM_TEXT("Check that it is the right file.")};
    std::string content;
    content.resize(std::size_t(info.st_size));
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

Status write_file(const fs::path& path, std::string_view content)
{
    return write_file(path, [&](const Sink& sink) { return sink(content); });
}

Status write_file(const fs::path& path, const std::function<Status(const Sink&)>& write)
{
    return write_whole(path, Existing::Replace, write);
}

Status create_file(const fs::path& path, std::string_view content)
{
    return write_whole(path, Existing::Refuse, [&](const Sink& sink) { return sink(content); });
}

Status append_line(const fs::path& path, std::string_view line, Sync sync)
{
    Descriptor d(::open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666));
    if (d.get() < 0 || !write_all(d.get(), std::string(line) + "\n"))
        return system_error(cannot_write, path, errno);
    if ((sync == Sync::Yes && ::fdatasync(d.get()) != 0) || d.close() != 0)
        return system_error(cannot_write, path, errno);
    return Ok{};
}

void remove_stale_temporaries(const fs::path& path)
{
    std::error_code ignored;
    const fs::path folder = path.parent_path().empty() ? fs::path(".") : path.parent_path();
    for (const auto& entry : fs::directory_iterator(folder, ignored))
        if (entry.path().filename().string().starts_with(temporary_mark(path)))
            fs::remove(entry.path(), ignored);
}

Result<MappedFile> MappedFile::open(const fs::path& path)
{
    Descriptor d(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    struct stat info {};
    if (d.get() < 0 || ::fstat(d.get(), &info) != 0)
        return system_error(cannot_read, path, errno);
    if (S_ISDIR(info.st_mode))
        return system_error(cannot_read, path, EISDIR);
    const auto size = std::size_t(info.st_size);
    if (size == 0)
        return MappedFile(nullptr, 0);
    void* data = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, d.get(), 0);
    if (data == MAP_FAILED)
        return system_error(cannot_read, path, errno);
    return MappedFile(static_cast<const std::uint8_t*>(data), size);
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0))
{
}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept
{
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    return *this;
}

MappedFile::~MappedFile()
{
    if (data_)
        ::munmap(const_cast<std::uint8_t*>(data_), size_);
}

Result<fs::path> cache_folder()
{
    const char* xdg = std::getenv("XDG_CACHE_HOME");
    const char* home = std::getenv("HOME");
    const fs::path folder = (xdg && *xdg) ? fs::path(xdg) / "layerloom"
                            : (home && *home) ? fs::path(home) / ".cache" / "layerloom"
                                              : fs::temp_directory_path() / "layerloom";
    std::error_code error;
    fs::create_directories(folder, error);
    if (error)
        return system_error(cannot_write, folder, error.value());
    return folder;
}

} // namespace loom
