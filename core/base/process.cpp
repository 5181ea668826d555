#include "base/process.h"
#include "base/control_group.h"
#include "base/wall_clock.h"

#include <fcntl.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string_view>

namespace loom {

void return_large_blocks()
{
#ifdef __GLIBC__
    mallopt(M_MMAP_THRESHOLD, 256 << 10);
#endif
}

namespace {

/// Pages of this process: all, the resident ones, of those the ones of files … Zeros where the system does not tell.
std::array<std::size_t, 3> pages()
{
    std::array<std::size_t, 3> counts{};
    const int fd = ::open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return counts;
    char buffer[128];
    const ssize_t size = ::read(fd, buffer, sizeof buffer);
    ::close(fd);
    const char *at = buffer, *const end = buffer + std::max<ssize_t>(size, 0);
    for (std::size_t& count : counts) {
        at = std::from_chars(at, end, count).ptr;
        at += at < end;
    }
    return counts;
}

std::size_t page_bytes()
{
    return std::size_t(::sysconf(_SC_PAGESIZE));
}

} // namespace

std::size_t resident_bytes()
{
    return pages()[1] * page_bytes();
}

std::size_t private_bytes()
{
    const auto counts = pages();
    return (counts[1] - counts[2]) * page_bytes();
}

std::size_t peak_resident_bytes()
{
    rusage usage{};
    return ::getrusage(RUSAGE_SELF, &usage) == 0 ? std::size_t(usage.ru_maxrss) * 1024 : 0;
}

static double seconds_of(clockid_t clock)
{
    timespec spent{};
    ::clock_gettime(clock, &spent);
    return double(spent.tv_sec) + 1e-9 * double(spent.tv_nsec);
}

double processor_seconds() { return seconds_of(CLOCK_PROCESS_CPUTIME_ID); }

double thread_seconds() { return seconds_of(CLOCK_THREAD_CPUTIME_ID); }

double queued_seconds()
{
    double sum = 0;
    std::error_code fault;
    for (std::filesystem::directory_iterator threads("/proc/self/task", fault), end; !fault && threads != end; threads.increment(fault)) {
        double ran = 0, queued = 0; // Nanoseconds: Documentation/scheduler/sched-stats.rst of Linux.
        if (std::ifstream(threads->path() / "schedstat") >> ran >> queued)
            sum += 1e-9 * queued;
    }
    return sum;
}

std::size_t free_memory_bytes()
{
    std::size_t free = 0;
    std::ifstream memory("/proc/meminfo");
    for (std::string line; std::getline(memory, line);)
        if (line.starts_with("MemAvailable:")) {
            free = std::size_t(std::strtoull(line.c_str() + 13, nullptr, 10)) * 1024;
            break;
        }
    if (const auto by_group = control_group_limits().free_memory)
        free = std::min(free, std::max<std::size_t>(*by_group, 1)); // 0 would mean: not known.
    return free;
}

std::string utc_now()
{
    return utc_text(utc_seconds());
}

} // namespace loom
