#include "base/threads.h"

#include <sched.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

namespace loom {

static int processors_of_control_group()
{
    // Version 2: "max 100000" or "150000 100000" (quota and period in µs). Version 1: two files.
    double quota = -1, period = -1;
    if (std::ifstream v2("/sys/fs/cgroup/cpu.max"); v2) {
        std::string word;
        v2 >> word >> period;
        quota = word == "max" ? -1 : std::atof(word.c_str());
    } else if (std::ifstream q("/sys/fs/cgroup/cpu/cpu.cfs_quota_us"), p("/sys/fs/cgroup/cpu/cpu.cfs_period_us"); q && p) {
        q >> quota;
        p >> period;
    }
    return quota > 0 && period > 0 ? std::max(1, int(std::floor(quota / period))) : 1 << 16;
}

int allowed_processors()
{
    cpu_set_t set;
    CPU_ZERO(&set);
    const int by_affinity = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : int(std::thread::hardware_concurrency());
    return std::max(1, std::min(by_affinity, processors_of_control_group()));
}

void lower_thread_priority() { setpriority(PRIO_PROCESS, id_t(syscall(SYS_gettid)), 5); }

void parallel_for(std::size_t n, int threads, const std::function<void(std::size_t)>& work)
{
    std::atomic<std::size_t> next = 0;
    auto loop = [&] {
        for (std::size_t i = next++; i < n; i = next++)
            work(i);
    };
    std::vector<std::jthread> helpers;
    for (std::size_t t = 1; t < std::min(n, std::size_t(std::max(1, threads))); ++t)
        helpers.emplace_back(loop);
    loop();
}

} // namespace loom
