#include "core/train_kit.h"
#include "exchange/safetensors.h"
#include "train/kept_states.h"

#include <fstream>

using namespace loom;
using namespace loom::test;

namespace continue_test {

constexpr std::int64_t every = 1, all = 0;

Document keeping(std::int64_t epochs, std::int64_t between, std::int64_t most)
{
    Document d = moons_network(epochs);
    set_recipe(d, "checkpoint_epochs", between);
    set_recipe(d, "checkpoints_kept", most);
    return d;
}

std::vector<std::int64_t> epochs_kept(const Job& job) { return kept_epochs(Runs(job.project).folder("run-1")); }
fs::path folder_of(const Job& job, const char* run) { return Runs(job.project).folder(run); }

/// A job that goes on from that epoch of run-1; 0: from where it is.
Job continuing(Job job, std::int64_t epoch)
{
    job.resume.reset();
    job.continues = Origin{"run-1", epoch};
    return job;
}

std::string refusal(const Job& job)
{
    Monitor monitor;
    const auto run = train(job, monitor);
    return run ? "accepted" : render(run.error().message, Language::English) + " " + render(run.error().hint, Language::English);
}

TEST(Continue, CheckpointsStayAsTheRecipeSays)
{
    const Folder folder;
    Job job = job_for(keeping(7, 2, 2), folder.path / "m.loom");
    train_well(job);
    EXPECT_EQ(epochs_kept(job), (std::vector<std::int64_t>{4, 6}));
    const Job four = job_for(moons_network(4), folder.path / "four.loom");
    train_well(four);
    EXPECT_TRUE(bytes_of(epoch_file(folder_of(job, "run-1"), 4)) == bytes_of(folder_of(four, "run-1") / "last.safetensors"));
    EXPECT_FALSE(fs::exists(folder_of(four, "run-1") / "checkpoints"));
    const Job every_one = job_for(keeping(3, every, all), folder.path / "all.loom");
    train_well(every_one);
    EXPECT_EQ(epochs_kept(every_one), (std::vector<std::int64_t>{1, 2, 3}));
}

TEST(Continue, AKillBetweenTheLastStateAndTheCheckpointIsMended)
{
    const Folder folder;
    Job job = job_for(keeping(6, every, 2), folder.path / "m.loom");
    train_well(job);
    const fs::path run = folder_of(job, "run-1"), six = epoch_file(run, 6);
    const std::string whole = bytes_of(six);
    // Before it was written; half written; and before an old one was gone.
    fs::remove(six);
    std::ofstream(six.parent_path() / ".epoch-6.safetensors.loom-abc123") << "half";
    fs::copy_file(epoch_file(run, 5), epoch_file(run, 4));
    set_epochs(job.document, 7);
    set_recipe(job.document, "checkpoint_epochs", std::int64_t{6}); // So that the seventh keeps none.
    job.resume = "run-1";
    train_well(job);
    EXPECT_TRUE(bytes_of(six) == whole);
    EXPECT_EQ(epochs_kept(job), (std::vector<std::int64_t>{5, 6}));
    EXPECT_FALSE(fs::exists(six.parent_path() / ".epoch-6.safetensors.loom-abc123"));
}

class ContinueOn : public testing::TestWithParam<const char*> {};

TEST_P(ContinueOn, WhereNothingChangedTheBytesAreThoseOfTheOldRun)
{
    const Folder folder;
    const Job old = job_for(keeping(6, every, all), folder.path / "m.loom", GetParam());
    train_well(old);
    const fs::path before = folder_of(old, "run-1");
    const std::string record = bytes_of(before / "run.json");
    for (const std::int64_t epoch : {1, 3, 5}) {
        const std::string name = train_well(continuing(old, epoch));
        const fs::path run = Runs(old.project).folder(name);
        expect_same(run, before);
        EXPECT_EQ(curve(old, name), curve(old, "run-1"));
        EXPECT_TRUE(bytes_of(run / "album.f32") == bytes_of(before / "album.f32"));
        EXPECT_EQ(kept_epochs(run).size(), std::size_t(7 - epoch));
        const auto now = Runs(old.project).load(name);
        ASSERT_TRUE(now);
        EXPECT_EQ(now->continued, (Origin{"run-1", epoch, Runs(old.project).metrics("run-1")->epochs.at(std::size_t(epoch - 1)).step}));
        EXPECT_EQ(now->best_epoch, Runs(old.project).load("run-1")->best_epoch);
        EXPECT_GT(now->seconds, 0);
    }
    EXPECT_EQ(bytes_of(before / "run.json"), record);
}

TEST_P(ContinueOn, FromWithinAnEpoch)
{
    const Folder folder;
    const Job whole = job_for(moons_network(4), folder.path / "whole.loom", GetParam());
    train_well(whole);
    Job piece = job_for(moons_network(4), folder.path / "piece.loom", GetParam());
    if (GetParam() != std::string_view("cpu"))
        GTEST_SKIP() << "what is more than floats is not kept within an epoch";
    set_recipe(piece.document, "most_steps", std::int64_t{14});
    train_well(piece);
    ASSERT_TRUE(Safetensors::summary(folder_of(piece, "run-1") / "last.safetensors")->metadata.contains("begun"));
    set_recipe(piece.document, "most_steps", std::int64_t{0});
    const std::string name = train_well(continuing(piece, 0));
    EXPECT_EQ(name, "run-2");
    const auto now = Safetensors::read(folder_of(piece, "run-2") / "last.safetensors"), then = Safetensors::read(folder_of(whole, "run-1") / "last.safetensors");
    ASSERT_TRUE(now && then);
    for (const std::string& tensor : then->names())
        EXPECT_EQ(now->floats(tensor), then->floats(tensor)) << tensor;
    EXPECT_EQ(Runs(piece.project).load(name)->continued.step, 14);
    EXPECT_EQ(Runs(piece.project).metrics(name)->steps.loss, Runs(whole.project).metrics("run-1")->steps.loss);
}

INSTANTIATE_TEST_SUITE_P(Devices, ContinueOn, testing::Values("reference", "cpu"), [](const auto& instance) { return std::string(instance.param); });

TEST(Continue, TheRecipeMayChange)
{
    const Folder folder;
    const Job old = job_for(keeping(4, every, all), folder.path / "m.loom");
    train_well(old);
    Job job = continuing(old, 2);
    Recipe recipe = job.document.recipe();
    recipe.optimizer.values[find_optimizer("adam")->index_of("learning_rate").value()] = 0.001;
    perform(job.document, SetRecipe{recipe});
    set_epochs(job.document, 5);
    const std::string name = train_well(job);
    const RunMetrics then = *Runs(old.project).metrics("run-1"), now = *Runs(old.project).metrics(name);
    ASSERT_EQ(now.epochs.size(), 5u);
    EXPECT_EQ(now.epochs[1].val_loss, then.epochs[1].val_loss);
    EXPECT_NE(now.epochs[2].val_loss, then.epochs[2].val_loss);
    const auto per_epoch = std::size_t(now.epochs[0].step);
    EXPECT_EQ(now.steps.learning_rate[2 * per_epoch - 1], 0.01f);
    EXPECT_EQ(now.steps.learning_rate[2 * per_epoch], 0.001f);
    // The batch and the weights of this step are those of the old run.
    EXPECT_EQ(now.steps.loss[2 * per_epoch], then.steps.loss[2 * per_epoch]);
}

TEST(Continue, WhatDoesNotFitIsSaidAndNothingIsMade)
{
    const Folder folder;
    const Job old = job_for(keeping(4, 2, all), folder.path / "m.loom");
    train_well(old);
    Job job = continuing(old, 2);
    perform(job.document, SetSetting{NodeId{2}, find_layer("dense")->index_of("units").value(), std::int64_t{17}});
    EXPECT_NE(refusal(job).find("epoch-2.safetensors lacks the tensor “"), std::string::npos) << refusal(job);
    job = continuing(old, 2);
    Recipe recipe = job.document.recipe();
    recipe.optimizer = {"sgd", test::with(*find_optimizer("sgd"), {{"momentum", 0.9}})};
    perform(job.document, SetRecipe{recipe});
    EXPECT_NE(refusal(job).find("epoch-2.safetensors lacks the tensor “"), std::string::npos) << refusal(job);
    EXPECT_NE(refusal(job).find("Begin with the weights of"), std::string::npos) << refusal(job);
    job = continuing(old, 2);
    set_recipe(job.document, "batch_size", std::int64_t{8});
    EXPECT_TRUE(refusal(job).starts_with("An epoch of run-1 has ")) << refusal(job);
    EXPECT_EQ(refusal(continuing(old, 3)), "run-1 keeps no state of epoch 3. It keeps those of these epochs: 2, 4. “Keep a checkpoint every” in the recipe keeps more.");
    EXPECT_EQ(refusal(continuing(old, 0)), "run-1 has 4 epochs behind it there, and the recipe asks for 4: nothing is left to train. Ask for more epochs.");
    job = continuing(old, 2);
    job.continues->run = "run-9";
    EXPECT_TRUE(refusal(job).starts_with("There is no run called “run-9”."));
    job = continuing(old, 2);
    DataSetup noisy = points("moons");
    noisy.settings["noise"] = 0.2;
    job.dataset = *Dataset::open(noisy);
    EXPECT_TRUE(refusal(job).starts_with("The data has changed since run-1 began."));
    EXPECT_EQ(Runs(old.project).list().runs.size(), 1u);
    EXPECT_FALSE(fs::exists(folder_of(old, "run-2")));
}

// Whatever else would end it; and the schedule is the planned one, as where more is asked for while it runs.
TEST(Continue, MoreEpochsAfterTheEnd)
{
    const Folder folder;
    Job old = job_for(moons_network(3), folder.path / "m.loom"), asked = job_for(moons_network(3), folder.path / "asked.loom");
    for (Job* job : {&old, &asked})
        set_recipe(job->document, "schedule", std::string("cosine"));
    train_well(old);
    Monitor monitor;
    monitor.ask_more_epochs(2);
    ASSERT_TRUE(train(asked, monitor));
    Job job = continuing(old, 0);
    job.more_epochs = 2;
    const std::string name = train_well(job);
    EXPECT_TRUE(bytes_of(folder_of(old, "run-2") / "last.safetensors") == bytes_of(folder_of(asked, "run-1") / "last.safetensors"));
    EXPECT_EQ(curve(old, name), curve(asked, "run-1"));
    const auto record = Runs(old.project).load(name);
    ASSERT_TRUE(record);
    EXPECT_EQ(record->epochs, 5);
    EXPECT_EQ(record->scheduled_epochs, 3);
    EXPECT_EQ(Runs(old.project).load("run-1")->epochs, 3);

    // One that stopped early, and was told to end by its steps.
    Job early = job_for(moons_network(50), folder.path / "early.loom");
    set_recipe(early.document, "stop_early", std::int64_t{1});
    set_recipe(early.document, "most_steps", std::int64_t{180});
    train_well(early);
    const auto epochs = std::int64_t(Runs(early.project).metrics("run-1")->epochs.size());
    ASSERT_LT(epochs, 50);
    Job further = continuing(early, epochs);
    further.more_epochs = 3;
    EXPECT_EQ(std::int64_t(Runs(early.project).metrics(train_well(further))->epochs.size()), epochs + 3);
}

// Killed at its beginning: it goes on from the other run's state all the same.
TEST(Continue, ARunThatWasKilledBeforeItHadItsStateGoesOn)
{
    const Folder folder;
    const Job old = job_for(keeping(5, every, all), folder.path / "m.loom");
    train_well(old);
    const std::string name = train_well(continuing(old, 3));
    const fs::path run = Runs(old.project).folder(name);
    for (const char* file : {"last.safetensors", "best.safetensors", "steps.f32", "checkpoints"})
        fs::remove_all(run / file);
    std::ofstream(run / "metrics.jsonl") << R"({"epoch":1)";
    Job again = old;
    again.resume = name;
    train_well(again);
    expect_same(run, folder_of(old, "run-1"));
    EXPECT_EQ(curve(old, name), curve(old, "run-1"));
    // Where the other run has gone meanwhile, it says so.
    fs::remove(run / "last.safetensors");
    ASSERT_TRUE(Runs(old.project).discard("run-1"));
    Monitor monitor;
    ASSERT_TRUE(train(again, monitor));
    const auto outcome = monitor.take().outcome;
    ASSERT_TRUE(outcome && outcome->error);
    EXPECT_EQ(render(outcome->error->message, Language::English), "run-1 has no state that a training could go on from.");
}

TEST(Continue, TheBestStateIsOneWhereItHoldsAllThatIsNeeded)
{
    const Folder folder;
    Document plain = chain({{"input", {}}, {"dense", {{"units", std::int64_t{4}}, {"activation", "relu"}}}, {"dense", {{"units", std::int64_t{2}}}}, {"output", {}}});
    set_recipe(plain, "cross_entropy", {"sgd", {{"learning_rate", 3.0}}}, {{"epochs", std::int64_t{12}}, {"batch_size", std::int64_t{16}}});
    perform(plain, SetData{points("moons")});
    const Job old = job_for(plain, folder.path / "plain.loom");
    train_well(old);
    const std::int64_t best = Runs(old.project).load("run-1")->best_epoch;
    ASSERT_LT(best, 12) << "or this test says nothing";
    const auto states = kept_states(folder_of(old, "run-1"));
    ASSERT_EQ(states.size(), 2u);
    EXPECT_EQ(states[0].at.epoch, best);
    EXPECT_EQ(states[0].bytes, fs::file_size(folder_of(old, "run-1") / "best.safetensors"));
    EXPECT_EQ(states[1].at.epoch, 12);
    const std::string name = train_well(continuing(old, best));
    expect_same(Runs(old.project).folder(name), folder_of(old, "run-1"));

    // With Adam's moments, or means, it does not.
    for (const bool means : {false, true}) {
        const Job more = job_for(means ? plain : moons_network(6), folder.path / (means ? "means.loom" : "moments.loom"));
        Job job = more;
        if (means)
            set_recipe(job.document, "average_decay", 0.9);
        train_well(job);
        EXPECT_EQ(kept_states(folder_of(job, "run-1")).size(), 1u) << means;
    }
}

} // namespace continue_test
