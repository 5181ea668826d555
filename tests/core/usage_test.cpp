#include "train/usage.h"
#include "base/process.h"
#include "base/threads.h"
#include "core/train_kit.h"
#include "train/tensorboard.h"

#include <fstream>
#include <thread>

using namespace loom;
using namespace loom::test;
using namespace std::chrono_literals;

namespace usage_test {

std::vector<UsagePoint> all_in(const fs::path& file)
{
    GrowingFile growing(file);
    return *read_usage(growing);
}

void work_for(std::chrono::duration<double> time)
{
    volatile double sum = 0;
    for (const auto end = std::chrono::steady_clock::now() + time; std::chrono::steady_clock::now() < end;)
        for (int i = 0; i < 1000; ++i)
            sum = sum + i;
}

TEST(Usage, IsTheProcessorTimeOverTheClock)
{
    const Folder folder;
    const fs::path file = folder.path / "usage.jsonl";
    UsageMeter meter(file, 0s);
    auto began = std::chrono::steady_clock::now();
    double spent = processor_seconds();
    const auto share_since = [&] {
        const auto now = std::chrono::steady_clock::now();
        const double share = 100 * (processor_seconds() - spent) / std::chrono::duration<double>(now - began).count();
        began = now;
        spent = processor_seconds();
        return share;
    };
    std::thread beside([] { work_for(300ms); });
    work_for(300ms);
    beside.join();
    meter.see(7);
    const double working = share_since();
    std::this_thread::sleep_for(300ms);
    meter.see(8);
    const double asleep = share_since();
    work_for(200ms);
    meter.skip(); // As after a pause.
    std::this_thread::sleep_for(300ms);
    meter.see(9);

    const auto points = all_in(file);
    ASSERT_EQ(points.size(), 3u);
    EXPECT_EQ(points[0].step, 7);
    EXPECT_EQ(points[2].step, 9);
    EXPECT_NEAR(points[0].cpu, working, 5);
    EXPECT_GT(points[0].cpu, 3 * points[1].cpu);
    EXPECT_NEAR(points[1].cpu, asleep, 5);
    EXPECT_LT(points[2].cpu, 20);
    EXPECT_EQ(points[0].cores, allowed_processors());
    EXPECT_NEAR(double(points[0].memory_bytes), double(resident_bytes()), 64e6);
}

TEST(Usage, IsWrittenNoMoreOftenThanAsked)
{
    const Folder folder;
    const fs::path file = folder.path / "usage.jsonl";
    UsageMeter meter(file, 200ms);
    const auto began = std::chrono::steady_clock::now();
    std::int64_t step = 0;
    while (std::chrono::steady_clock::now() - began < 700ms) {
        meter.see(++step);
        std::this_thread::sleep_for(1ms);
    }
    const auto points = all_in(file);
    EXPECT_GE(points.size(), 1u);
    EXPECT_LE(points.size(), 3u);
}

TEST(Usage, IsReadAsItGrowsAndWithoutWhatIsTorn)
{
    const Folder folder;
    const fs::path file = folder.path / "usage.jsonl";
    GrowingFile growing(file);
    EXPECT_TRUE(read_usage(growing)->empty());
    const std::string line = R"({"cores":4,"cpu":321.5,"memory":1048576,"step":10})";
    std::ofstream(file) << line << "\n" << line.substr(0, 20);
    auto points = *read_usage(growing);
    ASSERT_EQ(points.size(), 1u);
    EXPECT_EQ(points[0].cpu, 321.5);
    EXPECT_EQ(points[0].cores, 4);
    EXPECT_EQ(points[0].memory_bytes, 1048576u);
    std::ofstream(file, std::ios::app) << line.substr(20) << "\n" << R"({"cores":4,"cpu":1,"memory":0,"step":20})" << "\n{\"st";
    points = *read_usage(growing);
    ASSERT_EQ(points.size(), 2u);
    EXPECT_EQ(points[1].step, 20);
    EXPECT_TRUE(read_usage(growing)->empty());

    ASSERT_TRUE(cut_usage(file, 20));
    EXPECT_EQ(bytes_of(file), line + "\n" + line + "\n" + R"({"cores":4,"cpu":1,"memory":0,"step":20})" + "\n");
    ASSERT_TRUE(cut_usage(file, 19));
    EXPECT_EQ(all_in(file).size(), 2u);
    ASSERT_TRUE(cut_usage(file, 0));
    EXPECT_EQ(fs::file_size(file), 0u);
    EXPECT_TRUE(cut_usage(folder.path / "none", 0));
}

TEST(Usage, IsKeptWithARunAndCutWhereItGoesOn)
{
    const Folder folder;
    Job job = job_for(moons_network(2), folder.path / "m.loom");
    job.gives_up = [](std::int64_t, double) { // Asked between epochs: a second passes within the run.
        std::this_thread::sleep_for(1100ms);
        return false;
    };
    const std::string name = train_well(job);
    const Runs runs(job.project);
    const fs::path file = runs.folder(name) / "usage.jsonl";
    const std::int64_t steps = runs.metrics(name)->epochs.back().step;
    const auto first = all_in(file);
    ASSERT_FALSE(first.empty());
    for (const UsagePoint& p : first) {
        EXPECT_TRUE(p.step >= 1 && p.step <= steps) << p.step;
        EXPECT_GT(p.memory_bytes, std::size_t{1} << 20);
        EXPECT_LE(p.cpu, 100.0 * p.cores + 10);
    }
    ASSERT_TRUE(write_tensorboard(runs, *runs.load(name), folder.path / "board"));
    const std::string events = bytes_of(fs::directory_iterator(folder.path / "board" / name)->path());
    EXPECT_NE(events.find("cpu_percent_of_one_core/step"), std::string::npos);
    EXPECT_NE(events.find("memory_bytes/step"), std::string::npos);

    // A line from beyond the checkpoint, as a kill leaves it.
    std::ofstream(file, std::ios::app) << R"({"cores":4,"cpu":1,"memory":0,"step":99999})" << "\n";
    set_epochs(job.document, 3);
    job.resume = name;
    job.gives_up = {};
    train_well(job);
    const auto second = all_in(file);
    ASSERT_GE(second.size(), first.size());
    EXPECT_EQ(second[0].step, first[0].step);
    EXPECT_LE(second.back().step, steps / 2 * 3);
}

} // namespace usage_test
