#include "base/spill.h"

#include "base/files.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <string>

namespace loom {

namespace {

/// A table of many columns has a file for each.
bool allow_more_files()
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == limit.rlim_max)
        return false;
    limit.rlim_cur = limit.rlim_max;
    return ::setrlimit(RLIMIT_NOFILE, &limit) == 0;
}

} // namespace

std::unique_ptr<Spill> Spill::open()
{
    const fs::path folder = user_cache_folder();
    if (folder.empty())
        return nullptr;
    std::error_code ignored;
    fs::create_directories(folder, ignored);
    int file = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (file < 0 && errno == EMFILE && allow_more_files())
        file = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (file < 0 && errno != EMFILE) { // Not every file system can.
        std::string name = (folder / "values-XXXXXX").string();
        file = ::mkostemp(name.data(), O_CLOEXEC);
        if (file >= 0)
            ::unlink(name.c_str());
    }
    return file < 0 ? nullptr : std::unique_ptr<Spill>(new Spill(file));
}

Spill::~Spill()
{
    ::close(file_);
}

bool Spill::append(const void* bytes, std::size_t size)
{
    const auto* from = static_cast<const char*>(bytes);
    for (std::size_t done = 0; done < size;) {
        const ssize_t n = ::pwrite(file_, from + done, size - done, off_t(size_ + done));
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        done += std::size_t(n);
    }
    size_ += size;
    return true;
}

bool Spill::read(std::size_t offset, void* to, std::size_t size) const
{
    for (std::size_t done = 0; done < size;) {
        const ssize_t n = ::pread(file_, static_cast<char*>(to) + done, size - done, off_t(offset + done));
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        done += std::size_t(n);
    }
    return true;
}

std::shared_ptr<const void> Spill::map() const
{
    void* const memory = ::mmap(nullptr, size_, PROT_READ, MAP_SHARED, file_, 0);
    if (memory == MAP_FAILED)
        return nullptr;
    return {memory, [size = size_](const void* p) { ::munmap(const_cast<void*>(p), size); }};
}

} // namespace loom
