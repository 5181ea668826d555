#include "base/control_group.h"
#include "base/files.h"
#include "base/guard.h"
#include "base/threads.h"
#include "data/batches.h"

#include <gtest/gtest.h>

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <fstream>
#include <numeric>
#include <stdexcept>
#include <system_error>
#include <thread>

using namespace loom;

namespace threads_test {

/// From now on this process gets no further thread.
void forbid_threads()
{
    std::size_t pages = 0;
    std::ifstream("/proc/self/statm") >> pages;
    const rlim_t now = pages * rlim_t(::sysconf(_SC_PAGESIZE)) + (1 << 20);
    const rlimit limit{now, now};
    ::setrlimit(RLIMIT_AS, &limit);
    try { // Stacks of threads that have ended are used again: let them be in use.
        for (;;)
            std::thread([] { ::pause(); }).detach();
    } catch (const std::system_error&) {
    }
}

TEST(ParallelFor, CallsEachOnce)
{
    for (const int threads : {1, 2, 7}) {
        std::vector<std::atomic<int>> calls(1000);
        parallel_for(calls.size(), threads, [&](std::size_t i) { ++calls[i]; });
        EXPECT_TRUE(std::ranges::all_of(calls, [](const auto& n) { return n == 1; })) << threads;
    }
}

TEST(ParallelFor, HandsTheFirstExceptionOn)
{
    for (const int threads : {1, 4}) {
        std::atomic<int> calls = 0;
        EXPECT_THROW(parallel_for(100'000, threads,
                                  [&](std::size_t) {
                                      ++calls;
                                      std::this_thread::yield();
                                      throw std::bad_alloc();
                                  }),
                     std::bad_alloc);
        EXPECT_LE(calls, threads);
    }
}

// Suites of this ending run first, before other tests have started threads: these fork.
TEST(ParallelForDeathTest, ManagesWithTheThreadsThereAre)
{
    EXPECT_EXIT(
        {
            forbid_threads();
            std::atomic<int> calls = 0;
            parallel_for(100, 4, [&](std::size_t) { ++calls; });
            std::_Exit(calls == 100 ? 0 : 1);
        },
        testing::ExitedWithCode(0), "");
}

TEST(Guard, TurnsRefusalsIntoErrorsAndNothingElse)
{
    const auto refused = guarded([]() -> Result<int> { throw std::bad_alloc(); });
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().blame, Blame::Machine);
    EXPECT_NE(render(refused.error().message, Language::Chinese).find("内存不足"), std::string::npos);
    const auto no_thread = guarded([]() -> Result<int> {
        throw std::system_error(std::make_error_code(std::errc::resource_unavailable_try_again));
    });
    ASSERT_FALSE(no_thread);
    EXPECT_EQ(no_thread.error().blame, Blame::Machine);
    EXPECT_NE(render(no_thread.error().message, Language::Chinese).find("线程"), std::string::npos);
    EXPECT_EQ(*guarded([]() -> Result<int> { return 7; }), 7);
    EXPECT_THROW((void)guarded([]() -> Result<int> { throw std::logic_error("ours"); }), std::logic_error);
}

TEST(BatchesDeathTest, ComeWithoutAThreadOfTheirOwn)
{
    DataSetup setup;
    setup.source = "two_features";
    const auto data = Dataset::open(setup);
    ASSERT_TRUE(data) << render(data.error().message);
    std::vector<std::uint32_t> rows(20);
    std::iota(rows.begin(), rows.end(), 0);
    const BatchSetup batches{.size = 8, .shuffled = true, .epochs = 2, .threads = 2};
    const auto sum_of = [&] {
        BatchStream stream(*data, rows, batches);
        double sum = 0;
        std::size_t n = 0;
        while (const Batch* batch = stream.next()) {
            for (std::size_t i = 0; i < batch->samples.size(); ++i)
                sum += double(batch->samples[i]) * double(i + 1 + 100 * n);
            ++n;
        }
        return n == 6 ? sum : std::nan("");
    };
    const double expected = sum_of();
    ASSERT_TRUE(std::isfinite(expected));
    EXPECT_EXIT(
        {
            forbid_threads();
            std::_Exit(sum_of() == expected ? 0 : 1);
        },
        testing::ExitedWithCode(0), "");
}

/// A machine whose files stand in a folder of their own.
struct ControlGroups : testing::Test {
    ControlGroups()
    {
        std::string name = (fs::temp_directory_path() / "layerloom-XXXXXX").string();
        root = ::mkdtemp(name.data());
    }
    ~ControlGroups() override { fs::remove_all(root); }
    void put(const fs::path& path, std::string_view text) const
    {
        fs::create_directories((root / path).parent_path());
        std::ofstream(root / path) << text << "\n";
    }
    fs::path root;
};

TEST_F(ControlGroups, NoneLimitNothing)
{
    const ControlGroupLimits limits = control_group_limits(root);
    EXPECT_TRUE(std::isinf(limits.processors));
    EXPECT_FALSE(limits.free_memory);
}

TEST_F(ControlGroups, TheTightestOnTheWayUpCounts)
{
    put("proc/self/cgroup", "0::/user.slice/session.scope");
    put("proc/self/mountinfo", "20 1 8:1 / / rw - ext4 /dev/a rw\n"
                               "30 20 0:26 / /sys/fs/my\\040groups rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate");
    const fs::path top = "sys/fs/my groups";
    put(top / "user.slice/cpu.max", "150000 100000");
    put(top / "user.slice/session.scope/cpu.max", "max 100000");
    put(top / "user.slice/memory.max", "max");
    put(top / "user.slice/session.scope/memory.max", "1000");
    put(top / "user.slice/session.scope/memory.current", "900");
    put(top / "user.slice/session.scope/memory.stat", "anon 500\ninactive_file 250");
    put(top / "memory.max", "1"); // Half a pair says nothing.
    put(top / "elsewhere/cpu.max", "10 100");
    ControlGroupLimits limits = control_group_limits(root);
    EXPECT_DOUBLE_EQ(limits.processors, 1.5);
    EXPECT_EQ(limits.free_memory, 350u);

    put(top / "user.slice/memory.max", "1000");
    put(top / "user.slice/memory.current", "980");
    EXPECT_EQ(control_group_limits(root).free_memory, 20u);
    put(top / "user.slice/memory.current", "1200");
    EXPECT_EQ(control_group_limits(root).free_memory, 0u);
}

TEST_F(ControlGroups, OfVersion1AreThoseOfTheirControllers)
{
    put("proc/self/cgroup", "4:memory:/docker/abc/job\n3:cpu,cpuacct:/docker/abc\n0::/");
    put("proc/self/mountinfo", "33 20 0:30 /docker/abc /groups/cpu rw - cgroup cgroup rw,cpu,cpuacct\n"
                               "34 20 0:31 /docker/abc /groups/memory rw - cgroup cgroup rw,memory\n"
                               "35 20 0:32 / /groups/unified rw - cgroup2 cgroup2 rw");
    put("groups/cpu/cpu.cfs_quota_us", "50000");
    put("groups/cpu/cpu.cfs_period_us", "100000");
    put("groups/memory/memory.limit_in_bytes", "9223372036854771712"); // No limit.
    put("groups/memory/memory.usage_in_bytes", "10");
    put("groups/memory/job/memory.limit_in_bytes", "500");
    put("groups/memory/job/memory.usage_in_bytes", "450");
    put("groups/memory/job/memory.stat", "inactive_file 3\ntotal_inactive_file 50");
    const ControlGroupLimits limits = control_group_limits(root);
    EXPECT_DOUBLE_EQ(limits.processors, 0.5);
    EXPECT_EQ(limits.free_memory, 100u);
}

} // namespace threads_test
