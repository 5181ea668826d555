#include "train/rehearsal.h"
#include "base/energy.h"
#include "train/runs.h"
#include "core/environment.h"
#include "core/train_kit.h"

#include <cmath>
#include <fstream>
#include <thread>

namespace loom {
namespace rehearsal_test {

using namespace test;

/// Without anything in which rows meet.
Document apart(std::int64_t batch, std::int64_t units = 16)
{
    Document d = chain({{"input", {}},
                        {"dense", {{"units", units}, {"activation", "relu"}}},
                        {"dense", {{"units", std::int64_t{2}}}},
                        {"output", {}}});
    set_recipe(d, "cross_entropy", {"adam", {{"learning_rate", 0.01}}},
               {{"epochs", std::int64_t{2}}, {"batch_size", batch}, {"seed", std::int64_t{1}}});
    perform(d, SetData{points("moons", 4000)});
    return d;
}

void set_parts(Document& d, std::int64_t parts)
{
    Recipe r = d.recipe();
    r.settings[recipe_type().index_of("parts").value()] = parts;
    perform(d, SetRecipe{std::move(r)});
}

std::size_t entries_in(const fs::path& folder)
{
    return std::size_t(std::distance(fs::recursive_directory_iterator(folder), fs::recursive_directory_iterator()));
}

TEST(Rehearsal, LeavesNothingBehind)
{
    const Folder folder, temporary;
    const Environment there("TMPDIR", temporary.path.c_str());
    const Job job = job_for(apart(32), folder.path / "a.loom", "cpu");
    const auto pace = rehearse(job, Progress());
    ASSERT_TRUE(pace) << render(pace.error().message);
    EXPECT_EQ(entries_in(folder.path), 0u);
    EXPECT_EQ(entries_in(temporary.path), 0u);
    EXPECT_GT(pace->steps, 2);
    EXPECT_GT(pace->step, 0);
    EXPECT_GT(pace->validation, 0);
    EXPECT_GT(pace->keep, 0);
    EXPECT_GE(pace->start, 0);
    EXPECT_LE(pace->wait, pace->step);
}

TEST(Rehearsal, EndsWhenCancelled)
{
    const Folder folder;
    Progress progress;
    progress.cancelled = true;
    EXPECT_FALSE(rehearse(job_for(apart(32), folder.path / "a.loom"), progress));
    EXPECT_FALSE(largest_batch(job_for(apart(32), folder.path / "a.loom"), 1 << 30, progress));
}

TEST(Rehearsal, AllOfTheRecipeIsCounted)
{
    const Folder folder;
    Job job = job_for(apart(100), folder.path / "a.loom");
    auto told = forecast(job);
    ASSERT_TRUE(told);
    const Pace pace{.start = 3, .step = 0.5, .validation = 7, .keep = 1};
    const auto steps = double(told->steps_per_epoch);
    EXPECT_DOUBLE_EQ(pace.epoch(told->steps_per_epoch), steps * 0.5 + 8);
    EXPECT_DOUBLE_EQ(training_seconds(job, *told, pace), 3 + 2 * (steps * 0.5 + 8));
    Recipe r = job.document.recipe();
    r.settings[*recipe_type().index_of("most_steps")] = told->steps_per_epoch / 2;
    perform(job.document, SetRecipe{r});
    EXPECT_NEAR(training_seconds(job, *told, pace), 3 + std::floor(steps / 2) * 0.5 + 8 * std::floor(steps / 2) / steps, 1e-9);
    r.settings[*recipe_type().index_of("most_minutes")] = 0.1;
    perform(job.document, SetRecipe{r});
    EXPECT_DOUBLE_EQ(training_seconds(job, *told, pace), 6);
}

TEST(Rehearsal, TheLargestBatchIsTheLastThatFits)
{
    const Folder folder;
    const auto with_batch = [&](std::int64_t batch) {
        auto told = forecast(job_for(apart(batch, 512), folder.path / "a.loom"));
        EXPECT_TRUE(told);
        return told->added_bytes;
    };
    const Job job = job_for(apart(32, 512), folder.path / "a.loom");
    for (const std::int64_t batch : {9, 90, 600, 900, 1900}) {
        const std::size_t room = with_batch(batch);
        const auto largest = largest_batch(job, room, Progress());
        ASSERT_TRUE(largest);
        EXPECT_LE(with_batch(*largest), room) << batch;
        EXPECT_GT(with_batch(*largest + std::max<std::int64_t>(1, *largest / 16)), room) << batch;
    }
    // The training part is the most that a batch can have; and a room for nothing holds nothing.
    EXPECT_EQ(*largest_batch(job, std::size_t{1} << 40, Progress()), std::int64_t(job.dataset->training_rows().size()));
    EXPECT_EQ(*largest_batch(job, 1, Progress()), 0);
}

TEST(Rehearsal, ShortMemoryTakesBatchesInPartsAndLearnsTheSame)
{
    const Folder folder;
    const Document whole = apart(256, 512);
    Document by_hand = whole;
    const Job job = job_for(whole, folder.path / "whole.loom", "cpu"); // The reference keeps all values at once.
    const auto all = forecast(job);
    ASSERT_TRUE(all);
    EXPECT_EQ(all->parts, 1);
    EXPECT_FALSE(all->rows_meet);
    const std::size_t room = all->added_bytes - 1;
    const auto fitting = fitted_forecast(job, room);
    ASSERT_TRUE(fitting);
    ASSERT_GT(fitting->parts, 1);
    EXPECT_LE(fitting->added_bytes, room);

    Job tight = job_for(whole, folder.path / "tight.loom", "cpu");
    tight.most_bytes = room;
    const std::string run = train_well(tight);
    const RunRecord record = *(Runs(tight.project).load(run));
    EXPECT_EQ(record.parts, fitting->parts);
    EXPECT_EQ(record.document, whole); // The recipe stays what the person chose.

    set_parts(by_hand, fitting->parts);
    const Job chosen = job_for(by_hand, folder.path / "chosen.loom", "cpu");
    const std::string other = train_well(chosen);
    EXPECT_EQ(bytes_of(Runs(tight.project).folder(run) / "last.safetensors"), bytes_of(Runs(chosen.project).folder(other) / "last.safetensors"));
    const std::string plain = train_well(job);
    const auto loss = [](const Job& of, const std::string& name) { return (*Runs(of.project).metrics(name)).epochs.back().loss; };
    EXPECT_NEAR(loss(job, plain), loss(tight, run), 1e-6);
    EXPECT_EQ((*Runs(job.project).load(plain)).parts, 0);
}

TEST(Rehearsal, ARunInPartsIsGoneOnWithInParts)
{
    const Folder folder;
    const Document whole = apart(256, 512);
    Job tight = job_for(whole, folder.path / "broken.loom", "cpu");
    tight.most_bytes = forecast(tight)->added_bytes - 1;
    {
        Monitor monitor;
        std::jthread watcher([&] {
            while (true) {
                const auto news = monitor.take();
                if (news.outcome || !news.epochs.empty())
                    break;
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
            }
            monitor.ask(Monitor::Wish::Leave);
        });
        ASSERT_TRUE(train(tight, monitor));
    }
    tight.resume = "run-1";
    const RunRecord begun = *(Runs(tight.project).load("run-1"));
    ASSERT_GT(begun.parts, 1);
    train_well(tight);
    EXPECT_EQ((*Runs(tight.project).load("run-1")).parts, begun.parts);

    Job unbroken = job_for(whole, folder.path / "unbroken.loom", "cpu");
    unbroken.most_bytes = tight.most_bytes;
    train_well(unbroken);
    EXPECT_EQ(bytes_of(Runs(tight.project).folder("run-1") / "last.safetensors"), bytes_of(Runs(unbroken.project).folder("run-1") / "last.safetensors"));
}

TEST(Rehearsal, WhereRowsMeetNothingIsCutUnasked)
{
    const Folder folder;
    Document d = chain({{"input", {}}, {"dense", {{"units", std::int64_t{512}}}}, {"batch_norm", {}}, {"dense", {{"units", std::int64_t{2}}}}, {"output", {}}});
    set_recipe(d, "cross_entropy", {"adam", {}}, {{"epochs", std::int64_t{1}}, {"batch_size", std::int64_t{256}}});
    perform(d, SetData{points("moons", 4000)});
    Job job = job_for(d, folder.path / "a.loom", "cpu");
    job.most_bytes = forecast(job)->added_bytes - 1;
    EXPECT_TRUE(forecast(job)->rows_meet);
    const std::int64_t parts = fitted_forecast(job, job.most_bytes)->parts;
    ASSERT_GT(parts, 1);
    Monitor monitor;
    const auto refused = train(job, monitor);
    ASSERT_FALSE(refused);
    EXPECT_NE(render(refused.error().hint).find(std::to_string(parts) + " parts"), std::string::npos) << render(refused.error().hint);
    EXPECT_EQ(entries_in(folder.path), 0u);
    set_parts(job.document, parts); // Meant, then.
    train_well(job);
}

TEST(Rehearsal, WhatNeverFitsIsRefused)
{
    const Folder folder;
    Job job = job_for(apart(64), folder.path / "a.loom");
    job.most_bytes = 1;
    Monitor monitor;
    const auto refused = train(job, monitor);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().blame, Blame::Machine);
    EXPECT_EQ(entries_in(folder.path), 0u);
}

class Energy : public ::testing::Test {
protected:
    void write(const std::string& zone, std::uint64_t microjoules, std::uint64_t range)
    {
        fs::create_directories(folder_.path / zone);
        std::ofstream(folder_.path / zone / "energy_uj") << microjoules << '\n';
        std::ofstream(folder_.path / zone / "max_energy_range_uj") << range << '\n';
    }
    Folder folder_;
};

TEST_F(Energy, PackagesAreAddedUpAndPartsAreNot)
{
    write("intel-rapl:0", 1'000'000, 10'000'000);
    write("intel-rapl:0:0", 500'000, 10'000'000);
    write("intel-rapl:1", 9'000'000, 10'000'000);
    const EnergyMeter meter(folder_.path);
    EXPECT_DOUBLE_EQ(meter.joules().value(), 0);
    write("intel-rapl:0", 3'500'000, 10'000'000);
    write("intel-rapl:0:0", 3'000'000, 10'000'000);
    write("intel-rapl:1", 500'000, 10'000'000); // Gone round.
    EXPECT_DOUBLE_EQ(meter.joules().value(), 2.5 + 1.5);
}

TEST_F(Energy, NothingIsInvented)
{
    EXPECT_FALSE(EnergyMeter(folder_.path / "none").joules());
    fs::create_directories(folder_.path / "intel-rapl:0"); // Without a counter.
    EXPECT_FALSE(EnergyMeter(folder_.path).joules());
}

} // namespace rehearsal_test
} // namespace loom
