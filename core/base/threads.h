#pragma once
#include <atomic>
#include <cstddef>
#include <functional>
#include <string>

namespace loom {

/// How many processors this program may use: what affinity and the control groups' CPU limits allow, at least 1.
int allowed_processors();

/// What the processor is called: "Intel(R) Xeon(R) Processor"; a dash where the system does not say.
std::string processor_name();

/// The calling thread, and the threads it starts, give way to others from now on.
void lower_thread_priority();

/// Calls `work(i)` for every i in [0, n) on up to `threads` threads (the caller's included; fewer where the system
/// starts no more) and returns when all are done. The first exception of `work` ends the loop and goes on to the caller
/// when every thread has left.
void parallel_for(std::size_t n, int threads, const std::function<void(std::size_t)>& work);

/// Says how far a slow task is and whether it should stop. The task reports, the watcher reads; neither waits.
struct Progress {
    std::atomic<std::int64_t> done = 0, total = 0;
    std::atomic<bool> cancelled = false;
};

} // namespace loom
