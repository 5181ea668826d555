#include "train/runs.h"
#include "core/train_kit.h"
#include "search/member.h"

#include <cmath>
#include <thread>

namespace loom {
namespace while_running_test {

using namespace test;

Document with_schedule(std::int64_t epochs, std::string schedule = "constant")
{
    Document d = moons_network(epochs);
    Recipe r = d.recipe();
    r.settings[*recipe_type().index_of("schedule")] = std::move(schedule);
    perform(d, SetRecipe{std::move(r)});
    return d;
}

/// What the watcher asks of a run; it is asked before the run begins, so that it happens at the first step.
Outcome train_asking(const Job& job, const std::function<void(Monitor&)>& ask)
{
    Monitor monitor;
    ask(monitor);
    const auto name = train(job, monitor);
    EXPECT_TRUE(name) << render(name.error().message);
    return monitor.take().outcome.value();
}

RunMetrics metrics_of(const Job& job) { return *Runs(job.project).metrics("run-1"); }
RunRecord record_of(const Job& job) { return *Runs(job.project).load("run-1"); }

/// Asks for something at the beginning, and for leaving after so many steps.
void train_and_leave(const Job& job, const std::function<void(Monitor&)>& ask, std::int64_t leave_after)
{
    Monitor monitor;
    ask(monitor);
    std::jthread watcher([&] {
        for (;;) {
            const auto news = monitor.take();
            if (news.outcome || news.position.step >= leave_after)
                break;
            std::this_thread::yield();
        }
        monitor.ask(Monitor::Wish::Leave);
    });
    EXPECT_TRUE(train(job, monitor));
}

TEST(WhileRunning, TheScaleOfAStepIsThatOfTheLastChangeBeforeIt)
{
    const RateChange changes[] = {{3, 0.5}, {7, 2}};
    EXPECT_EQ(rate_scale({}, 5), 1);
    EXPECT_EQ(rate_scale(changes, 2), 1);
    EXPECT_EQ(rate_scale(changes, 3), 0.5);
    EXPECT_EQ(rate_scale(changes, 6), 0.5);
    EXPECT_EQ(rate_scale(changes, 700), 2);
}

TEST(WhileRunning, TheLearningRateIsChangedAndRecorded)
{
    const Folder folder;
    const Job job = job_for(with_schedule(2, "cosine"), folder.path / "changed.loom"), plain = job_for(with_schedule(2, "cosine"), folder.path / "plain.loom");
    EXPECT_EQ(train_asking(job, [](Monitor& m) { m.ask_rate_scale(0.25); }).kind, Outcome::Kind::Finished);
    train_well(plain);
    const StepCurve changed = metrics_of(job).steps, usual = metrics_of(plain).steps;
    ASSERT_EQ(changed.size(), usual.size());
    for (std::size_t i = 0; i < changed.size(); ++i)
        EXPECT_FLOAT_EQ(changed.learning_rate[i], 0.25f * usual.learning_rate[i]);
    EXPECT_EQ(record_of(job).rate_changes, (std::vector<RateChange>{{0, 0.25}}));
    EXPECT_TRUE(record_of(plain).rate_changes.empty());
    EXPECT_NE(bytes_of(folder.path / "changed.runs/run-1/last.safetensors"), bytes_of(folder.path / "plain.runs/run-1/last.safetensors"));
}

TEST(WhileRunning, AChangedRunIsGoneOnWithBitForBit)
{
    const Folder folder;
    const auto ask = [](Monitor& m) {
        m.ask_rate_scale(0.25);
        m.ask_more_epochs(2);
    };
    Job broken = job_for(with_schedule(3, "cosine"), folder.path / "broken.loom");
    const Job whole = job_for(with_schedule(3, "cosine"), folder.path / "whole.loom");
    train_and_leave(broken, ask, 20);
    EXPECT_EQ(record_of(broken).state, RunRecord::State::Unfinished);
    broken.document = record_of(broken).document; // As the window and the terminal go on.
    broken.resume = "run-1";
    train_well(broken);
    train_asking(whole, ask);
    EXPECT_EQ(metrics_of(whole).epochs.size(), 5u);
    EXPECT_EQ(bytes_of(folder.path / "broken.runs/run-1/last.safetensors"), bytes_of(folder.path / "whole.runs/run-1/last.safetensors"));
    EXPECT_EQ(metrics_of(broken).steps.learning_rate, metrics_of(whole).steps.learning_rate);
}

// Queues and searches go on with the job as they know it.
TEST(WhileRunning, MoreEpochsOfAMemberAreRememberedWhenItGoesOn)
{
    const Folder folder;
    Job job = job_for(with_schedule(2), folder.path / "member.loom");
    job.member.study = "queue-1";
    train_and_leave(job, [](Monitor& m) { m.ask_more_epochs(3); }, 12);
    ASSERT_EQ(record_of(job).state, RunRecord::State::Unfinished);
    const auto ended = train_member(job, true, {});
    ASSERT_TRUE(ended && *ended);
    EXPECT_EQ((*ended)->name, "run-1");
    EXPECT_EQ((*ended)->epochs, 5);
    EXPECT_EQ(metrics_of(job).epochs.size(), 5u);
}

TEST(WhileRunning, ThePeakOfMemoryIsToldAndKept)
{
    const Folder folder;
    const Job job = job_for(with_schedule(1000), folder.path / "peak.loom");
    std::size_t told = 0, most = 0;
    Monitor monitor;
    std::jthread watcher([&] {
        for (auto news = monitor.take(); !news.outcome; news = monitor.take()) {
            told = news.position.peak_bytes;
            most = std::max(most, news.position.memory_bytes);
            if (news.position.epoch >= 2)
                monitor.ask(Monitor::Wish::Leave);
            std::this_thread::yield();
        }
    });
    ASSERT_TRUE(train(job, monitor));
    watcher.join();
    EXPECT_GT(told, 0u);
    EXPECT_GE(told, most);
    EXPECT_EQ(record_of(job).state, RunRecord::State::Unfinished);
    EXPECT_GT(record_of(job).peak_bytes, 0u); // Without an end.
    EXPECT_GT(record_of(job).forecast_bytes, 0u);
}

TEST(WhileRunning, MoreEpochsLeaveTheScheduleAsItWas)
{
    const Folder folder;
    const Job job = job_for(with_schedule(2, "cosine"), folder.path / "more.loom"), plain = job_for(with_schedule(2, "cosine"), folder.path / "plain.loom");
    train_asking(job, [](Monitor& m) {
        m.ask_more_epochs(1);
        m.ask_more_epochs(1); // Twice clicked is two.
    });
    train_well(plain);
    const RunMetrics more = metrics_of(job), usual = metrics_of(plain);
    ASSERT_EQ(more.epochs.size(), 4u);
    EXPECT_EQ(record_of(job).epochs, 4);
    EXPECT_EQ(record_of(job).scheduled_epochs, 2);
    EXPECT_EQ(unpack_recipe(record_of(job).document.recipe().settings).epochs, 4);
    for (std::size_t i = 0; i < usual.steps.size(); ++i)
        EXPECT_EQ(more.steps.learning_rate[i], usual.steps.learning_rate[i]) << i;
    // The rate that the schedule ends with, a tenth of 0.01, holds on.
    for (std::size_t i = usual.steps.size(); i < more.steps.size(); ++i)
        EXPECT_FLOAT_EQ(more.steps.learning_rate[i], 0.001f) << i;
    for (std::size_t e = 0; e < usual.epochs.size(); ++e)
        EXPECT_EQ(more.epochs[e].loss, usual.epochs[e].loss);
}

} // namespace while_running_test
} // namespace loom
