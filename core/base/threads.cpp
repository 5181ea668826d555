#include "base/threads.h"
#include "base/control_group.h"

#include <sched.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <exception>
#include <fstream>
#include <mutex>
#include <thread>
#include <vector>

namespace loom {

int allowed_processors()
{
    cpu_set_t set;
    CPU_ZERO(&set);
    const int by_affinity =
        sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : int(std::thread::hardware_concurrency());
    const double by_group = control_group_limits().processors;
    return std::max(1, by_group < by_affinity ? int(by_group) : by_affinity);
}

std::string processor_name()
{
    std::ifstream file("/proc/cpuinfo");
    for (std::string line; std::getline(file, line);)
        if (const auto colon = line.find(": "); line.starts_with("model name") && colon != line.npos)
            return line.substr(colon + 2);
    return "–";
}

void lower_thread_priority() { setpriority(PRIO_PROCESS, id_t(syscall(SYS_gettid)), 5); }

void parallel_for(std::size_t n, int threads, const std::function<void(std::size_t)>& work)
{
    std::atomic<std::size_t> next = 0;
    std::mutex mutex;
    std::exception_ptr first;
    auto loop = [&] {
        try {
            for (std::size_t i = next++; i < n; i = next++)
                work(i);
        } catch (...) {
            next = n; // The others take nothing new.
            const std::lock_guard lock(mutex);
            if (!first)
                first = std::current_exception();
        }
    };
    {
        std::vector<std::jthread> helpers;
        try {
            for (std::size_t t = 1; t < std::min(n, std::size_t(std::max(1, threads))); ++t)
                helpers.emplace_back(loop);
        } catch (const std::exception&) {
            // No memory or no thread for one more: those there are do its share.
        }
        loop();
    }
    if (first)
        std::rethrow_exception(first);
}

} // namespace loom
