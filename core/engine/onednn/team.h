#pragma once
#include <atomic>
#include <chrono>
#include <cstdint>
#include <thread>
#include <vector>

namespace loom::onednn {

/// Threads that share the parts of one step after the other with the thread that runs a program. A step is cut into the
/// same parts whoever takes them, so results do not depend on who was there.
///
/// The caller takes parts too, and waits only for those that a helper has begun: where other programs hold the
/// processors, it does most of the work itself. When a helper that has begun is not let go on for long, the caller goes
/// on alone for a while, longer each time. One that had to be woken may begin its part when the caller ends its last: that says
/// nothing, and would otherwise follow upon each such while, so that a short hold-up cost seconds.
class Team {
public:
    using Work = void (*)(const void* context, int part);

    /// `threads` with the caller's; fewer where the system starts no more.
    explicit Team(int threads);
    ~Team();
    Team(const Team&) = delete;

    /// Calls work(context, part) for each part in [0, parts) and returns when all are done. Only the thread that owns
    /// the team may call it.
    void run(int parts, Work work, const void* context);

    /// Makes this the team that share_out() uses in this thread.
    class Use {
    public:
        explicit Use(Team&);
        ~Use();
        Use(const Use&) = delete;

    private:
        Team* before_;
    };

private:
    using Clock = std::chrono::steady_clock;

    void help(std::stop_token);
    /// Takes a part of the present job and does it; false where none is left.
    bool take_part();
    /// Whether it took longer than `limit`.
    bool wait_for_helpers(int parts, Clock::duration limit);
    void rest(Clock::duration lost);

    // Job number, number of parts and next part in one word, so that a part is never taken of a job that has ended.
    static constexpr int part_bits = 16;
    std::atomic<std::uint64_t> next_ = 0;
    std::atomic<int> finished_ = 0;
    Work work_ = nullptr;
    const void* context_ = nullptr;

    std::atomic<std::uint32_t> call_ = 0;
    std::atomic<int> asleep_ = 0;
    // How often helpers were held up with few good runs between, and until when the caller works alone for that.
    int strikes_ = 0, good_ = 0;
    Clock::time_point alone_until_{};
    std::vector<std::jthread> helpers_;
};

} // namespace loom::onednn
