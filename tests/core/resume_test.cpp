#include "base/lock.h"
#include "base/random.h"
#include "core/train_kit.h"
#include "data/edited_rows.h"
#include "engine/backend.h"
#include "exchange/safetensors.h"
#include "train/points_json.h"

#include <sys/wait.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <thread>

using namespace loom;
using namespace loom::test;

namespace resume_test {

/// Whether the checkpoint has this entry.
bool says(const fs::path& run, const char* entry)
{
    const auto last = Safetensors::read(run / "last.safetensors");
    return last && last->metadata().contains(entry);
}

bool before_a_validation(const fs::path& run) { return says(run, "judged"); }
bool within_an_epoch(const fs::path& run) { return says(run, "begun") && !before_a_validation(run); }

/// Few rows to learn from and so many to judge by that a watcher sees the validation.
Document slowly_judged(std::int64_t epochs, std::int64_t validate_steps)
{
    Document d = moons_network(epochs);
    DataSetup data = points("moons", 20'000);
    data.validation_share = 0.99;
    data.test_share = 0;
    perform(d, SetData{std::move(data)});
    Recipe recipe = d.recipe();
    recipe.settings[*recipe_type().index_of("validate_steps")] = validate_steps;
    perform(d, SetRecipe{std::move(recipe)});
    return d;
}

/// Trains until the watcher is where `there` says, and asks for this then. How it ended.
Outcome interrupted(const Job& job, Monitor& monitor, Monitor::Wish wish, const std::function<bool(const Monitor::News&)>& there)
{
    std::optional<Outcome> outcome;
    std::jthread watcher([&](std::stop_token stop) {
        for (bool asked = false; !outcome && !stop.stop_requested(); std::this_thread::yield()) {
            Monitor::News news = monitor.take();
            if (news.outcome)
                outcome = news.outcome;
            if (!asked && there(news)) {
                asked = true;
                monitor.ask(wish);
            }
        }
    });
    EXPECT_TRUE(train(job, monitor));
    watcher.request_stop();
    watcher.join();
    if (!outcome)
        outcome = monitor.take().outcome;
    EXPECT_TRUE(outcome);
    return outcome.value_or(Outcome{});
}

bool has(std::string_view device)
{
    for (const DeviceInfo& d : devices())
        if (d.id == device)
            return d.available;
    return false;
}

class Resume : public testing::TestWithParam<const char*> {
protected:
    void SetUp() override
    {
        if (!has(GetParam()))
            GTEST_SKIP() << "no such device here";
    }
    Job job(const std::string& file, std::int64_t epochs)
    {
        return job_for(moons_network(epochs), folder.path / file, GetParam());
    }
    Folder folder;
};

TEST_P(Resume, MoreEpochsGoOnBitForBit)
{
    const Job whole = job("a.loom", 5);
    train_well(whole);
    Job pieces = job("b.loom", 2);
    const std::string name = train_well(pieces);
    for (std::int64_t epochs : {3, 5}) {
        set_epochs(pieces.document, epochs);
        pieces.resume = name;
        EXPECT_EQ(train_well(pieces), name);
    }
    expect_same(folder.path / "b.runs/run-1", folder.path / "a.runs/run-1");
    EXPECT_EQ(curve(pieces, name), curve(whole, "run-1"));
    EXPECT_EQ(Runs(pieces.project).load(name)->epochs, 5);
}

TEST_P(Resume, LeavingAnywhereAndGoingOn)
{
    const Job whole = job("a.loom", 4);
    train_well(whole);
    const bool cpu = std::string_view(GetParam()) == "cpu";
    Random random(7, 7);
    // As often as it takes until one was left within an epoch: a loaded machine may look at the run between two of them alone.
    int within = 0;
    for (int round = 0; round == 0 || (cpu && within == 0 && round < 100); ++round) {
        const std::string name = "b" + std::to_string(round);
        Job pieces = job(name + ".loom", 4);
        int left = 0;
        for (bool ended = false; !ended;) {
            Monitor monitor;
            std::optional<Outcome> outcome;
            // Left once so many steps were made, or sooner.
            std::jthread impatient([&, steps = std::int64_t(random.below(12)), asks = left < 20](std::stop_token stop) {
                for (std::int64_t made = 0; !stop.stop_requested(); std::this_thread::yield()) {
                    Monitor::News news = monitor.take();
                    made += std::int64_t(news.steps.size());
                    if (news.outcome)
                        outcome = news.outcome;
                    if (asks && made >= steps)
                        monitor.ask(Monitor::Wish::Leave);
                }
            });
            const auto run = train(pieces, monitor);
            impatient.request_stop();
            impatient.join();
            ASSERT_TRUE(run) << render(run.error().message);
            if (auto told = monitor.take().outcome)
                outcome = told;
            ASSERT_TRUE(outcome);
            if (outcome->kind == Outcome::Kind::Left) {
                ++left;
                within += within_an_epoch(folder.path / (name + ".runs/run-1"));
                EXPECT_EQ(Runs(pieces.project).unfinished(), *run);
            }
            ended = outcome->kind == Outcome::Kind::Finished;
            pieces.resume = *run;
        }
        expect_same(folder.path / (name + ".runs/run-1"), folder.path / "a.runs/run-1");
        EXPECT_EQ(curve(pieces, "run-1"), curve(whole, "run-1"));
    }
    // Where floats hold all that the device knows, leaving loses no step.
    EXPECT_EQ(within > 0, cpu);
}

TEST_P(Resume, WithinAnEpochBitForBit)
{
    const auto set = [](Job& job, const Settings& settings) {
        Recipe recipe = job.document.recipe();
        for (const auto& [key, value] : settings)
            recipe.settings[recipe_type().index_of(key).value()] = value;
        perform(job.document, SetRecipe{recipe});
    };
    Job whole = job("a.loom", 3), pieces = job("b.loom", 3);
    for (Job* one : {&whole, &pieces})
        set(*one, {{"validate_steps", std::int64_t{3}}});
    train_well(whole);
    const auto metrics = Runs(whole.project).metrics("run-1");
    ASSERT_TRUE(metrics);
    const std::int64_t per_epoch = metrics->epochs.at(0).step;
    ASSERT_GT(per_epoch, 6);
    EXPECT_EQ(metrics->marks.at(0).step, 3);
    EXPECT_EQ(metrics->marks.at(1).step, 6);
    EXPECT_TRUE(std::isfinite(metrics->marks[0].val_loss) && metrics->marks[0].val_accuracy > 0);

    // Ended within the first epoch and the second, each time where it would be validated anyway.
    for (const std::int64_t steps : {std::int64_t{3}, (per_epoch / 3 + 1) * 3, std::int64_t{0}}) {
        set(pieces, {{"most_steps", steps}});
        const std::string name = train_well(pieces);
        EXPECT_EQ(name, "run-1");
        EXPECT_EQ(within_an_epoch(folder.path / "b.runs/run-1"), steps > 0) << steps;
        if (steps > 0) {
            EXPECT_EQ(Runs(pieces.project).metrics(name)->steps.size(), std::size_t(steps));
            EXPECT_TRUE(Runs(pieces.project).load(name)->has_weights());
        }
        pieces.resume = name;
    }
    expect_same(folder.path / "b.runs/run-1", folder.path / "a.runs/run-1");
    EXPECT_EQ(curve(pieces, "run-1"), curve(whole, "run-1"));
}

// What was learned since the last checkpoint is not lost; the validation is done first when the run goes on.
TEST_P(Resume, LeavingAValidationKeepsWhatWasLearned)
{
    for (const std::int64_t within : {std::int64_t{0}, std::int64_t{3}}) { // At an epoch's end; and within one.
        const std::string kind = within > 0 ? "within" : "end";
        const Job whole = job_for(slowly_judged(3, within), folder.path / (kind + "-whole.loom"), GetParam());
        train_well(whole);
        const auto metrics = Runs(whole.project).metrics("run-1");
        ASSERT_TRUE(metrics);
        const std::int64_t per_epoch = metrics->epochs.at(0).step;
        int left = 0;
        // A loaded machine may look at the run between validations alone.
        for (int round = 0; left == 0 && round < 100; ++round) {
            Job pieces = job_for(whole.document, folder.path / (kind + std::to_string(round) + ".loom"), GetParam());
            Monitor monitor;
            const Outcome outcome = interrupted(pieces, monitor, Monitor::Wish::Leave, [&](const Monitor::News& news) {
                return news.position.phase == Monitor::Phase::Validating && (news.position.step % per_epoch == 0) == (within == 0);
            });
            const fs::path run = Runs(pieces.project).folder("run-1");
            if (outcome.kind != Outcome::Kind::Left || !before_a_validation(run))
                continue;
            ++left;
            const auto last = Safetensors::read(run / "last.safetensors");
            ASSERT_TRUE(last);
            const std::int64_t step = std::stoll(last->metadata().at("step"));
            EXPECT_EQ(within > 0 ? step % within : step % per_epoch, 0);
            EXPECT_EQ(Runs(pieces.project).metrics("run-1")->steps.size(), std::size_t(step));
            // As after a kill between the line of the curve and its checkpoint: what is said of the validation to come is not believed.
            const std::string line = within > 0 ? line_of(*std::ranges::find(metrics->marks, step, &MarkPoint::step))
                                                : line_of(metrics->epochs.at(std::size_t(step / per_epoch - 1)));
            ASSERT_TRUE(append_line(run / "metrics.jsonl", line, Sync::Yes));
            pieces.resume = "run-1";
            train_well(pieces);
            expect_same(run, Runs(whole.project).folder("run-1"));
            EXPECT_EQ(curve(pieces, "run-1"), curve(whole, "run-1"));
            EXPECT_EQ(Runs(pieces.project).metrics("run-1")->epochs.at(0).learning_rate, metrics->epochs.at(0).learning_rate);
        }
        EXPECT_EQ(left, 1) << kind;
    }
}

TEST_P(Resume, APauseKeepsTheRun)
{
    Document many_steps = moons_network(2); // So that the pause comes within an epoch.
    perform(many_steps, SetData{points("moons", 4000)});
    set_recipe(many_steps, "batch_size", std::int64_t{2});
    const Job whole = job_for(many_steps, folder.path / "a.loom", GetParam()), paused = job_for(many_steps, folder.path / "b.loom", GetParam());
    train_well(whole);
    const std::int64_t per_epoch = Runs(whole.project).metrics("run-1")->epochs.at(0).step;
    const fs::path run = Runs(paused.project).folder("run-1"), copy = folder.path / "c.runs/run-1";
    const bool cpu = std::string_view(GetParam()) == "cpu";
    Monitor monitor;
    monitor.ask(Monitor::Wish::Pause); // Before its first step …
    std::jthread watcher([&] {
        const auto wait = [&](const auto& there) {
            for (auto at = monitor.take().position; !there(at) && at.phase != Monitor::Phase::Ended; at = monitor.take().position)
                std::this_thread::yield();
        };
        using Phase = Monitor::Phase;
        wait([](const auto& p) { return p.phase == Phase::Paused; });
        EXPECT_FALSE(fs::exists(run / "last.safetensors")); // … there is nothing to keep.
        monitor.ask(Monitor::Wish::GoOn);
        wait([](const auto& p) { return p.step >= 30; });
        monitor.ask(Monitor::Wish::Pause);
        Monitor::Position at;
        wait([&](const auto& p) { return (at = p).phase == Phase::Paused; });
        EXPECT_EQ(at.phase, Phase::Paused);
        EXPECT_NE(at.step % per_epoch, 0) << "or this test says nothing";
        const auto last = Safetensors::read(run / "last.safetensors");
        EXPECT_TRUE(!cpu || (last && last->metadata().at("step") == std::to_string(at.step))) << at.step;
        // A power cut while it is paused.
        fs::create_directories(copy.parent_path());
        fs::copy(run, copy, fs::copy_options::recursive);
        monitor.ask(Monitor::Wish::GoOn);
    });
    ASSERT_TRUE(train(paused, monitor));
    watcher.join();
    Job again = job_for(many_steps, folder.path / "c.loom", GetParam());
    again.resume = "run-1";
    train_well(again);
    for (const Job& one : {paused, again}) {
        expect_same(Runs(one.project).folder("run-1"), Runs(whole.project).folder("run-1"));
        EXPECT_EQ(curve(one, "run-1"), curve(whole, "run-1"));
    }
}

INSTANTIATE_TEST_SUITE_P(Devices, Resume, testing::Values("reference", "cpu"),
                         [](const auto& instance) { return std::string(instance.param); });

TEST(ResumeFiles, WhatAKillBetweenTwoWritesLeavesIsMended)
{
    const Folder folder;
    Job whole = job_for(moons_network(3), folder.path / "a.loom");
    train_well(whole);
    Job pieces = job_for(moons_network(2), folder.path / "b.loom");
    const std::string name = train_well(pieces);
    const fs::path run = folder.path / "b.runs" / name;

    // After the curve and before the checkpoint; and a temporary file that was never renamed.
    std::ofstream(run / "metrics.jsonl", std::ios::app) << R"({"mark":true,"step":9999,"val_loss":1,"val_accuracy":1,"seconds":1})"
                                                        << "\n"
                                                        << R"({"step":1)";
    std::ofstream(run / "steps.f32", std::ios::app) << "sixteen letters, and a half";
    std::ofstream(run / ".last.safetensors.loom-abc123") << "half";
    // After last.safetensors and before best.safetensors.
    const auto record = Runs(pieces.project).load(name);
    ASSERT_TRUE(record);
    if (record->best_epoch == 2)
        fs::remove(run / "best.safetensors");
    set_epochs(pieces.document, 3);
    pieces.resume = name;
    train_well(pieces);
    EXPECT_FALSE(fs::exists(run / ".last.safetensors.loom-abc123"));
    expect_same(run, folder.path / "a.runs/run-1");
    EXPECT_EQ(curve(pieces, name), curve(whole, "run-1"));
}

TEST(ResumeFiles, WhatHasChangedIsNotGoneOnWith)
{
    const Folder folder;
    Job job = job_for(moons_network(2), folder.path / "m.loom");
    const std::string name = train_well(job);
    job.resume = name;
    Monitor monitor;
    const auto refusal = [&](const Job& changed) {
        const auto result = train(changed, monitor);
        return result ? std::string("accepted") : render(result.error().message, Language::English);
    };

    Job other = job;
    perform(other.document, SetSetting{NodeId{2}, find_layer("dense")->index_of("units").value(), std::int64_t{17}});
    EXPECT_EQ(refusal(other), "The network has changed since run-1 began.");
    other = job;
    other.document = moons_network(2, 2); // Another seed.
    EXPECT_EQ(refusal(other), "The recipe has changed since run-1 began.");
    other = job;
    DataSetup noisy = points("moons");
    noisy.settings["noise"] = 0.2;
    other.dataset = *Dataset::open(noisy);
    EXPECT_EQ(refusal(other), "The data has changed since run-1 began.");
    other = job;
    perform(other.document, SetData{noisy});
    EXPECT_EQ(refusal(other), "The data setup has changed since run-1 began.");
    other = job;
    RowEdit left_out = edit_of(other.dataset->table(), 3);
    left_out.excluded = true;
    perform(other.document, EditRows{{left_out}});
    EXPECT_EQ(refusal(other), "The data setup has changed since run-1 began.");
    other = job;
    set_epochs(other.document, 1);
    EXPECT_EQ(refusal(other), "run-1 has finished 2 epochs already, more than the 1 asked for.");
    other = job;
    other.resume = "run-7";
    EXPECT_EQ(refusal(other), "There is no run called “run-7”.");

    const auto lock = FolderLock::try_lock(folder.path / "m.runs" / name);
    ASSERT_TRUE(lock);
    EXPECT_EQ(refusal(job), "run-1 is being trained already.");
}

TEST(ResumeFiles, NamesPlacesAndPathsMayChange)
{
    const Folder folder;
    Job job = job_for(moons_network(1), folder.path / "m.loom");
    job.resume = train_well(job);
    set_epochs(job.document, 2);
    perform(job.document, MoveNode{NodeId{2}, {99, 99}});
    perform(job.document, RenameNode{NodeId{2}, "hidden"});
    RowEdit noted = edit_of(job.dataset->table(), 3);
    noted.note = "Looks odd";
    perform(job.document, EditRows{{noted}});
    EXPECT_EQ(train_well(job), *job.resume);
}

TEST(ResumeFiles, ADamagedCheckpointIsAnErrorNotALoss)
{
    const Folder folder;
    Job job = job_for(moons_network(1), folder.path / "m.loom");
    job.resume = train_well(job);
    set_epochs(job.document, 2);
    const fs::path last = folder.path / "m.runs" / *job.resume / "last.safetensors";
    const std::string whole = bytes_of(last);
    ASSERT_TRUE(write_file(last, std::string_view(whole).substr(0, whole.size() - 3)));
    Monitor monitor;
    ASSERT_TRUE(train(job, monitor));
    EXPECT_EQ(monitor.take().outcome->kind, Outcome::Kind::Failed);
    EXPECT_EQ(bytes_of(last), whole.substr(0, whole.size() - 3));
    EXPECT_FALSE(Runs(job.project).unfinished()); // Trying again would not help.
}

TEST(ResumeFiles, AHoleInTheCurveIsSaidAndNothingIsLost)
{
    const Folder folder;
    Job job = job_for(moons_network(2), folder.path / "m.loom");
    const std::string name = train_well(job);
    const fs::path run = folder.path / "m.runs" / name, steps = run / "steps.f32", metrics = run / "metrics.jsonl";
    set_epochs(job.document, 3);
    job.resume = name;
    const auto refusal = [&] {
        Monitor monitor;
        const auto result = train(job, monitor);
        return result ? std::string("accepted") : render(result.error().message, Language::English);
    };
    const std::string all_steps = bytes_of(steps), all_lines = bytes_of(metrics);
    const std::string made = std::to_string(Runs(job.project).metrics(name)->steps.size());
    fs::remove(steps);
    EXPECT_EQ(refusal(), path_text(steps) + " holds 0 steps, but " + made + " were made: it was shortened or deleted.");
    ASSERT_TRUE(write_file(steps, std::string_view(all_steps).substr(0, all_steps.size() - 1)));
    EXPECT_EQ(refusal(), path_text(steps) + " holds " + std::to_string(std::stoi(made) - 1) + " steps, but " + made + " were made: it was shortened or deleted.");
    ASSERT_TRUE(write_file(steps, all_steps));
    ASSERT_TRUE(write_file(metrics, std::string_view(all_lines).substr(0, all_lines.find('\n') + 1)));
    EXPECT_EQ(refusal(), path_text(metrics) + " holds 1 epochs, but 2 were trained: it was shortened or deleted.");
    fs::remove(metrics);
    EXPECT_EQ(refusal(), path_text(metrics) + " holds 0 epochs, but 2 were trained: it was shortened or deleted.");
    EXPECT_FALSE(fs::exists(metrics));

    ASSERT_TRUE(write_file(metrics, all_lines));
    train_well(job);
    const Job whole = job_for(moons_network(3), folder.path / "whole.loom");
    train_well(whole);
    expect_same(run, folder.path / "whole.runs/run-1");
    EXPECT_EQ(curve(job, name), curve(whole, "run-1"));

    // Within the first epoch there are no lines but marks.
    Job early = job_for(moons_network(2), folder.path / "early.loom");
    set_recipe(early.document, "most_steps", std::int64_t{3});
    early.resume = train_well(early);
    const fs::path marks = Runs(early.project).folder("run-1") / "metrics.jsonl";
    fs::remove(marks);
    Monitor monitor;
    const auto refused = train(early, monitor);
    ASSERT_FALSE(refused);
    EXPECT_EQ(render(refused.error().message, Language::English), path_text(marks) + " holds 0 marks of the first epoch, but 1 or more were made: it was shortened or deleted.");
}

// ---- kill -9. The test starts this program again for the training alone and kills it. ------------------------------

constexpr const char* child_project = "LOOM_TEST_TRAIN";
constexpr std::int64_t killed_epochs = 8;

pid_t start_training(const fs::path& project)
{
    const pid_t child = fork();
    if (child == 0) {
        setenv(child_project, project.c_str(), 1);
        unsetenv("GTEST_TOTAL_SHARDS"); // The child is one test, whatever share of all its parent runs.
        unsetenv("GTEST_SHARD_INDEX");
        [[maybe_unused]] const auto* silent = std::freopen("/dev/null", "w", stdout);
        execl("/proc/self/exe", "core_tests", "--gtest_filter=ResumeKilled.Child", nullptr);
        _exit(127);
    }
    return child;
}

TEST(ResumeKilled, Child)
{
    const char* project = std::getenv(child_project);
    if (!project)
        GTEST_SKIP() << "runs inside the test of kill -9";
    Job job = job_for(moons_network(killed_epochs), project, has("cpu") ? "cpu" : "reference");
    Recipe often = job.document.recipe(); // Saved within epochs, too.
    often.settings[recipe_type().index_of("checkpoint_minutes").value()] = 0.2 / 60000;
    perform(job.document, SetRecipe{often});
    job.resume = Runs(project).unfinished();
    Monitor monitor;
    std::atomic<bool> done = false;
    // As the terminal program does: an epoch is told once its checkpoint is safe.
    std::ofstream told(fs::path(project).replace_extension(".told"), std::ios::app);
    std::jthread teller([&] {
        for (bool last = false; !last;) {
            last = done;
            for (const EpochPoint& p : monitor.take().epochs)
                told << p.epoch << std::endl;
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
    });
    ASSERT_TRUE(train(job, monitor));
    done = true;
}

TEST(ResumeKilled, KillsAtRandomMomentsChangeNothing)
{
    const char* wanted = std::getenv("LOOM_KILLS");
    const int kills = wanted ? std::atoi(wanted) : 3;
    const Folder folder;
    const fs::path whole = folder.path / "whole.loom", killed = folder.path / "killed.loom";
    const auto began = std::chrono::steady_clock::now();
    int status = 0;
    ASSERT_EQ(waitpid(start_training(whole), &status, 0) > 0 ? status : -1, 0);
    double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    ASSERT_TRUE(Runs(whole).last_finished());

    Random random(std::uint64_t(getpid()), 1);
    int hit = 0;
    for (bool ended = false; !ended;) {
        const pid_t child = start_training(killed);
        if (hit < kills) {
            // Somewhere in what is left, start and end included; shorter for more kills, so that all of them hit.
            std::this_thread::sleep_for(
                std::chrono::duration<double>(random.uniform() * seconds * (kills > 5 ? 0.5 : 0.8)));
            kill(child, SIGKILL);
        }
        ASSERT_GT(waitpid(child, &status, 0), 0);
        if (WIFSIGNALED(status))
            ++hit;
        else
            ASSERT_EQ(status, 0);
        ended = WIFEXITED(status) && !Runs(killed).unfinished();
        if (ended && hit == 0) { // It went faster than the first one: once more from the start, with earlier kills.
            fs::remove_all(folder.path / "killed.runs");
            fs::remove(folder.path / "killed.told");
            seconds /= 2;
            ended = false;
        }
    }
    RecordProperty("kills", hit);
    EXPECT_GT(hit, 0);
    ASSERT_EQ(Runs(killed).list().damaged.size(), 0u);
    const auto finished = Runs(killed).last_finished();
    ASSERT_TRUE(finished);
    expect_same(folder.path / "killed.runs" / *finished, folder.path / "whole.runs/run-1");

    // No epoch was told twice, and the curve has every one of them once.
    std::vector<int> told;
    std::ifstream file(folder.path / "killed.told");
    for (int epoch; file >> epoch;)
        told.push_back(epoch);
    EXPECT_TRUE(std::ranges::adjacent_find(told, std::greater_equal<>{}) == told.end());
    const auto metrics = Runs(killed).metrics(*finished);
    ASSERT_TRUE(metrics);
    ASSERT_EQ(metrics->epochs.size(), std::size_t(killed_epochs));
    for (std::size_t i = 0; i < metrics->epochs.size(); ++i)
        EXPECT_EQ(metrics->epochs[i].epoch, std::int64_t(i + 1));
}

} // namespace resume_test
