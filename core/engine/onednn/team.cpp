#include "engine/onednn/team.h"
#include "engine/kernels/kernels.h"

#include <algorithm>
#include <omp.h>
#include <system_error>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace loom::onednn {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;

constexpr microseconds awake{50};     // How long a helper looks for the next step before it sleeps.
constexpr microseconds patience{200}; // A wait that may still be a difference between two parts.
constexpr milliseconds longest_rest{1000};
constexpr int good_runs = 20; // After so many a hold-up counts as the first one again.

thread_local Team* current = nullptr;

void breathe()
{
#if defined(__x86_64__)
    _mm_pause();
#else
    std::this_thread::yield();
#endif
}

void flush_denormals()
{
#if defined(__x86_64__)
    _mm_setcsr(_mm_getcsr() | 0x8040);
#endif
}

} // namespace
} // namespace loom::onednn

void loom::loops::share_out(int parts, void (*work)(const void* context, int part), const void* context)
{
    if (onednn::current && parts > 1) {
        onednn::current->run(parts, work, context);
        return;
    }
    for (int part = 0; part < parts; ++part)
        work(context, part);
}

namespace loom::onednn {

Team::Use::Use(Team& team) : before_(current)
{
    current = &team;
}
Team::Use::~Use()
{
    current = before_;
}

Team::Team(int threads)
{
    try {
        for (int i = 1; i < threads; ++i)
            helpers_.emplace_back([this](std::stop_token stop) { help(stop); });
    } catch (const std::system_error&) {
        // Those that are there will do.
    }
}

Team::~Team()
{
    for (auto& helper : helpers_)
        helper.request_stop();
    call_.fetch_add(1);
    call_.notify_all();
}

bool Team::take_part()
{
    constexpr std::uint64_t mask = (std::uint64_t{1} << part_bits) - 1;
    std::uint64_t word = next_.load();
    for (;;) {
        const std::uint64_t part = word & mask, parts = word >> part_bits & mask;
        if (part >= parts)
            return false;
        if (next_.compare_exchange_weak(word, word + 1)) {
            work_(context_, int(part));
            finished_.fetch_add(1, std::memory_order_acq_rel);
            return true;
        }
    }
}

void Team::help(std::stop_token stop)
{
    flush_denormals();
    omp_set_num_threads(1); // oneDNN's primitives are parts themselves.
    auto last = Clock::now();
    while (!stop.stop_requested()) {
        if (take_part()) {
            last = Clock::now();
            continue;
        }
        for (int i = 0; i < 64; ++i)
            breathe();
        if (Clock::now() - last < awake)
            continue;
        const std::uint32_t seen = call_.load();
        asleep_.fetch_add(1);
        if (!take_part() && !stop.stop_requested())
            call_.wait(seen);
        asleep_.fetch_sub(1);
        last = Clock::now();
    }
}

void Team::run(int parts, Work work, const void* context)
{
    Team* const outer = current;
    current = nullptr; // A part is not cut again.
    const auto begun = Clock::now();
    if (helpers_.empty() || begun < alone_until_) {
        for (int part = 0; part < parts; ++part)
            work(context, part);
        current = outer;
        return;
    }
    work_ = work;
    context_ = context;
    finished_.store(0, std::memory_order_relaxed);
    const std::uint64_t job = (next_.load(std::memory_order_relaxed) >> 2 * part_bits) + 1;
    next_.store(job << 2 * part_bits | std::uint64_t(parts) << part_bits);
    const bool woken = asleep_.load() > 0;
    if (woken) {
        call_.fetch_add(1);
        call_.notify_all();
    }
    while (take_part()) {
    }
    const auto done = Clock::now();
    if (wait_for_helpers(parts, std::max<Clock::duration>(patience, done - begun)) && !woken)
        rest(Clock::now() - done);
    current = outer;
}

bool Team::wait_for_helpers(int parts, Clock::duration limit)
{
    auto all_done = [&] { return finished_.load(std::memory_order_acquire) == parts; };
    bool held_up = false;
    for (int i = 0; i < 64 && !all_done(); ++i)
        breathe();
    const auto waiting = Clock::now();
    while (!all_done()) {
        if (held_up)
            std::this_thread::yield(); // To the helper, if it is this processor that it waits for.
        else if (held_up = Clock::now() - waiting > limit; !held_up)
            breathe();
    }
    if (!held_up)
        good_ = std::min(good_ + 1, good_runs);
    return held_up;
}

/// Alone for at least twice as long as was lost, and twice as long again for each hold-up right behind the last.
void Team::rest(Clock::duration lost)
{
    strikes_ = good_ < good_runs && strikes_ > 0 ? std::min(strikes_ + 1, 16) : 1;
    good_ = 0;
    alone_until_ = Clock::now() + std::min<Clock::duration>(longest_rest, lost * (1 << strikes_));
}

} // namespace loom::onednn
