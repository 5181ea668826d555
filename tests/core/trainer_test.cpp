#include "core/train_kit.h"
#include "evaluate/evaluation.h"
#include "exchange/safetensors.h"

#include <sys/mount.h>

#include <cmath>
#include <fstream>
#include <thread>

using namespace loom;
using namespace loom::test;

namespace trainer_test {

/// The network of the first lesson.
Document two_features_network(std::int64_t epochs)
{
    Document d = chain({{"input", {{"scaling", "standardise"}}},
                        {"dense", {{"units", std::int64_t{10}}, {"activation", "relu"}}},
                        {"dense", {{"units", std::int64_t{1}}}},
                        {"output", {}}});
    set_recipe(d, "binary_cross_entropy", {"adam", {}}, {{"epochs", epochs}});
    perform(d, SetData{points("line")});
    return d;
}

/// Numbers to learn, so that a wild learning rate makes the loss overflow.
Job wild_job(const fs::path& project, double rate, std::int64_t epochs, double scale = 1)
{
    Document d = chain({{"input", {{"scaling", "none"}}}, {"dense", {{"units", std::int64_t{1}}}}, {"output", {}}});
    set_recipe(d, "mse", {"sgd", {{"learning_rate", rate}}}, {{"epochs", epochs}, {"batch_size", std::int64_t{64}}});
    auto table = std::make_shared<Table>();
    std::vector<double> x, y;
    for (int i = 0; i < 64; ++i) {
        x.push_back((i % 7 - 3) * scale);
        y.push_back(i % 5 * scale);
    }
    table->rows = x.size();
    table->columns = {{"x", ColumnType::Number, std::move(x)}, {"y", ColumnType::Number, std::move(y)}};
    DataSetup setup;
    setup.target = "y";
    setup.test_share = 0;
    setup.validation_share = 0;
    auto data = Dataset::make(table, setup);
    EXPECT_TRUE(data);
    perform(d, SetData{setup});
    return {.document = d, .dataset = *data, .project = project, .device = "reference", .threads = 1};
}

/// A disk of 256 kB, where this process may mount one.
class SmallDisk {
public:
    SmallDisk() : mounted(::mount("tmpfs", folder_.path.c_str(), "tmpfs", 0, "size=256k") == 0), path(folder_.path) {}
    ~SmallDisk()
    {
        if (mounted)
            ::umount2(path.c_str(), MNT_DETACH);
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;

private:
    Folder folder_;

public:
    const bool mounted;
    const fs::path path;
};

/// Trains on a thread of its own, as the window does.
class Watched {
public:
    explicit Watched(Job job) : job_(std::move(job)), thread_([this] { name = *train(job_, monitor); }) {}
    /// Until the run is where `there` says.
    void wait(const std::function<bool(const Monitor::News&)>& there)
    {
        for (;;) {
            auto fresh = monitor.take();
            news.steps.append(fresh.steps);
            news.epochs.insert(news.epochs.end(), fresh.epochs.begin(), fresh.epochs.end());
            news.run = fresh.run;
            news.position = fresh.position;
            if (fresh.outcome)
                news.outcome = fresh.outcome;
            if (news.outcome || there(news))
                return;
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
    }
    Outcome end()
    {
        wait([](const auto&) { return false; });
        return *news.outcome;
    }
    Monitor monitor;
    Monitor::News news;
    std::string name;

private:
    Job job_;
    std::jthread thread_;
};

TEST(Trainer, TheFirstNetworkLearnsEveryRow)
{
    const Folder folder;
    const Document d = two_features_network(300);
    const Job job = job_for(d, folder.path / "m.loom");
    const std::string name = train_well(job);
    const Runs runs(job.project);
    const auto record = runs.load(name);
    ASSERT_TRUE(record) << render(record.error().message);
    EXPECT_EQ(record->state, RunRecord::State::Finished);
    EXPECT_DOUBLE_EQ(record->test_accuracy, 1.0);
    EXPECT_EQ(runs.last_finished(), name);
    EXPECT_FALSE(runs.unfinished());

    const auto model = load_model(runs, name);
    ASSERT_TRUE(model) << render(model.error().message);
    const auto judged = evaluate(*model, *job.dataset, Part::Test, "reference", 1);
    ASSERT_TRUE(judged) << render(judged.error().message);
    EXPECT_DOUBLE_EQ(judged->report.accuracy, 1.0);
    EXPECT_EQ(judged->report.samples, 100);
    EXPECT_EQ(judged->width, 2u);
    EXPECT_NEAR(judged->loss, record->test_loss, 1e-6);

    auto predictor = Predictor::make(*model, "reference", 1, 3);
    ASSERT_TRUE(predictor);
    const auto scores = (*predictor)->scores(std::vector<float>{2, 3, 200, 201, 10, 11, 150, 151});
    ASSERT_TRUE(scores);
    ASSERT_EQ(scores->size(), 8u);
    for (std::size_t i = 0; i < 4; ++i) {
        EXPECT_NEAR((*scores)[2 * i] + (*scores)[2 * i + 1], 1, 1e-6);
        EXPECT_EQ((*scores)[2 * i + 1] > 0.5f, i % 2 == 0);
    }
}

TEST(Trainer, WhatIsReportedIsWhatIsKept)
{
    const Folder folder;
    const Job job = job_for(moons_network(3), folder.path / "m.loom");
    Monitor monitor;
    const auto name = train(job, monitor);
    ASSERT_TRUE(name) << render(name.error().message);
    const auto news = monitor.take();
    const auto kept = Runs(job.project).metrics(*name);
    ASSERT_TRUE(kept);
    const auto rows = job.dataset->rows(Part::Train).size();
    const auto per_epoch = (rows + 15) / 16;
    ASSERT_EQ(news.steps.size(), 3 * per_epoch);
    ASSERT_EQ(kept->steps.size(), news.steps.size());
    ASSERT_EQ(kept->epochs.size(), 3u);
    ASSERT_EQ(news.epochs.size(), 3u);
    double best = INFINITY;
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_EQ(kept->epochs[i].val_loss, news.epochs[i].val_loss);
        EXPECT_EQ(kept->epochs[i].epoch, std::int64_t(i + 1));
        EXPECT_EQ(kept->epochs[i].step, std::int64_t((i + 1) * per_epoch));
        EXPECT_GE(kept->epochs[i].accuracy, 0);
        EXPECT_LE(kept->epochs[i].val_accuracy, 1);
        best = std::min(best, kept->epochs[i].val_loss);
    }
    EXPECT_EQ(kept->steps.first, 1);
    EXPECT_EQ(kept->steps.loss, news.steps.loss);
    EXPECT_EQ(kept->steps.learning_rate, std::vector<float>(3 * per_epoch, 0.01f));
    EXPECT_TRUE(std::ranges::all_of(kept->steps.gradient_norm, [](float v) { return v > 0; })); // Of each of the first hundred.
    const auto record = Runs(job.project).load(*name);
    ASSERT_TRUE(record);
    EXPECT_EQ(record->best_val_loss, best);
    EXPECT_EQ(kept->epochs[std::size_t(record->best_epoch - 1)].val_loss, best);
    EXPECT_EQ(record->document, job.document);
    EXPECT_EQ(record->data_fingerprint, job.dataset->fingerprint());
    EXPECT_GT(record->peak_bytes, 0u);
    EXPECT_GT(record->forecast_bytes, 0u);
    EXPECT_EQ(record->parameters, 2 * 16 + 16 + 32 + 16 * 2 + 2);

    // best.safetensors gives the validation loss that was measured when it was written.
    const auto model = load_model(Runs(job.project), *name);
    ASSERT_TRUE(model);
    const auto judged = evaluate(*model, *job.dataset, Part::Validation, "reference", 1);
    ASSERT_TRUE(judged);
    EXPECT_NEAR(judged->loss, best, 1e-6);
    EXPECT_NEAR(judged->report.accuracy, record->best_val_accuracy, 1e-12);
}

TEST(Trainer, EqualRunsHaveEqualBytes)
{
    const Folder folder;
    const Job first = job_for(moons_network(2), folder.path / "a.loom"),
              second = job_for(moons_network(2), folder.path / "b.loom");
    const Job other = job_for(moons_network(2, 2), folder.path / "c.loom");
    train_well(first);
    train_well(second);
    train_well(other);
    for (const char* file : {"best.safetensors", "last.safetensors"}) {
        const std::string bytes = bytes_of(folder.path / "a.runs/run-1" / file);
        EXPECT_TRUE(bytes == bytes_of(folder.path / "b.runs/run-1" / file)) << file;
        EXPECT_FALSE(bytes == bytes_of(folder.path / "c.runs/run-1" / file)) << file;
    }
}

TEST(Trainer, KeepBestOffKeepsTheLastWeights)
{
    const Folder folder;
    Document d = moons_network(4);
    Recipe r = d.recipe();
    r.settings[recipe_type().index_of("keep_best").value()] = false;
    perform(d, SetRecipe{r});
    const Job job = job_for(d, folder.path / "m.loom");
    const std::string name = train_well(job);
    EXPECT_EQ(Runs(job.project).load(name)->best_epoch, 4);
    const auto best = Safetensors::read(folder.path / "m.runs" / name / "best.safetensors"),
               last = Safetensors::read(folder.path / "m.runs" / name / "last.safetensors");
    ASSERT_TRUE(best && last);
    for (const std::string& tensor : best->names())
        EXPECT_EQ(best->floats(tensor), last->floats(tensor)) << tensor;
    EXPECT_GT(last->names().size(), best->names().size());
}

TEST(Trainer, EarlyStoppingWaitsAsLongAsTheRecipeSays)
{
    const Folder folder;
    Document d = moons_network(200);
    Recipe r = d.recipe();
    r.settings[recipe_type().index_of("stop_early").value()] = std::int64_t{3};
    r.optimizer.values[find_optimizer("adam")->index_of("learning_rate").value()] = 1.0; // Jumps about.
    perform(d, SetRecipe{r});
    const Job job = job_for(d, folder.path / "m.loom");
    const std::string name = train_well(job);
    const auto metrics = Runs(job.project).metrics(name);
    const auto record = Runs(job.project).load(name);
    ASSERT_TRUE(metrics && record);
    EXPECT_LT(metrics->epochs.size(), 200u);
    EXPECT_EQ(std::int64_t(metrics->epochs.size()), record->best_epoch + 3);
}

TEST(Trainer, EndsByStepsAndByMinutesToo)
{
    const Folder folder;
    const auto ended = [&](const char* file, const Settings& settings) {
        Document d = moons_network(1000);
        Recipe r = d.recipe();
        for (const auto& [key, value] : settings)
            r.settings[recipe_type().index_of(key).value()] = value;
        perform(d, SetRecipe{r});
        const Job job = job_for(d, folder.path / file);
        return *Runs(job.project).metrics(train_well(job));
    };
    const RunMetrics steps = ended("a.loom", {{"most_steps", std::int64_t{12}}});
    EXPECT_EQ(steps.steps.size(), 12u);
    ASSERT_EQ(steps.marks.size(), 1u);
    EXPECT_EQ(steps.marks[0].step, 12);
    EXPECT_TRUE(std::isfinite(steps.marks[0].val_loss));
    const RunMetrics minutes = ended("b.loom", {{"most_minutes", 0.1 / 60}});
    EXPECT_LT(minutes.epochs.size(), 1000u);
    double seconds = minutes.marks.empty() ? 0 : minutes.marks.back().seconds;
    for (const EpochPoint& e : minutes.epochs)
        seconds += e.seconds;
    EXPECT_GE(seconds, 0.1);
}

TEST(Trainer, TheBestIsWhatTheRecipeComparesBy)
{
    const Folder folder;
    int differ = 0;
    for (std::int64_t seed = 1; seed <= 6; ++seed) {
        const auto trained = [&](const char* goal) {
            Document d = moons_network(12, seed);
            Recipe r = d.recipe();
            r.settings[recipe_type().index_of("goal").value()] = std::string(goal);
            r.optimizer.values[find_optimizer("adam")->index_of("learning_rate").value()] = 0.3; // Jumps about.
            perform(d, SetRecipe{r});
            const Job job = job_for(d, folder.path / (goal + std::to_string(seed) + ".loom"));
            const std::string name = train_well(job);
            return std::pair(*Runs(job.project).load(name), *Runs(job.project).metrics(name));
        };
        const auto [by_loss, losses] = trained("loss");
        const auto [by_accuracy, accuracies] = trained("accuracy");
        EXPECT_EQ(by_loss.best_val_loss, std::ranges::min(losses.epochs, {}, &EpochPoint::val_loss).val_loss);
        const double highest = std::ranges::max(accuracies.epochs, {}, &EpochPoint::val_accuracy).val_accuracy;
        EXPECT_EQ(by_accuracy.best_val_accuracy, highest);
        // Of those with the highest accuracy, the one with the lowest loss.
        double lowest = INFINITY;
        for (const EpochPoint& e : accuracies.epochs)
            if (e.val_accuracy == highest)
                lowest = std::min(lowest, e.val_loss);
        EXPECT_EQ(by_accuracy.best_val_loss, lowest);
        differ += by_accuracy.best_epoch != by_loss.best_epoch;
    }
    EXPECT_GT(differ, 0); // Or this test says nothing.
}

TEST(Trainer, PauseStopAndDiscardAreObeyed)
{
    const Folder folder;
    Watched run(job_for(moons_network(100'000), folder.path / "m.loom"));
    run.wait([](const auto& news) { return news.epochs.size() >= 2; });
    run.monitor.ask(Monitor::Wish::Pause);
    run.wait([](const auto& news) { return news.position.phase == Monitor::Phase::Paused; });
    const auto at = run.news.position.step;
    std::this_thread::sleep_for(std::chrono::milliseconds(60));
    EXPECT_EQ(run.monitor.take().position.step, at);
    run.monitor.ask(Monitor::Wish::GoOn);
    run.wait([&](const auto& news) { return news.position.step > at + 20; });
    run.monitor.ask(Monitor::Wish::StopKeepBest);
    const Outcome outcome = run.end();
    EXPECT_EQ(outcome.kind, Outcome::Kind::Stopped);
    EXPECT_GE(outcome.best.epoch, 1);
    EXPECT_GE(outcome.test_accuracy, 0.5);
    const Runs runs(folder.path / "m.loom");
    EXPECT_EQ(runs.list().runs.at(0).state, RunRecord::State::Stopped);
    EXPECT_EQ(runs.last_finished(), "run-1");

    Watched other(job_for(moons_network(100'000), folder.path / "m.loom"));
    other.wait([](const auto& news) { return news.epochs.size() >= 1; });
    EXPECT_FALSE(runs.unfinished()); // It is busy.
    other.monitor.ask(Monitor::Wish::Discard);
    EXPECT_EQ(other.end().kind, Outcome::Kind::Discarded);
    EXPECT_EQ(runs.list().runs.size(), 1u);
    EXPECT_TRUE(fs::exists(folder.path / "m.runs/.bin/run-2/run.json"));
}

// An epoch may take hours: what was learned in the first one is judged and kept, too.
TEST(Trainer, AStopInTheFirstEpochKeepsWhatThereIs)
{
    const Folder folder;
    Document network = moons_network(3);
    perform(network, SetData{points("moons", 40'000)});
    Recipe recipe = network.recipe();
    recipe.settings[*recipe_type().index_of("batch_size")] = std::int64_t{2};
    perform(network, SetRecipe{recipe});
    Watched run(job_for(network, folder.path / "m.loom"));
    run.wait([](const auto& news) { return news.position.step >= 50; });
    run.monitor.ask(Monitor::Wish::StopKeepBest);
    const Outcome outcome = run.end();
    EXPECT_EQ(outcome.kind, Outcome::Kind::Stopped);
    EXPECT_EQ(outcome.best.epoch, 1);
    const Runs runs(folder.path / "m.loom");
    const RunRecord record = *runs.load("run-1");
    EXPECT_TRUE(record.has_weights());
    EXPECT_GT(record.seconds, 0);
    const auto metrics = runs.metrics("run-1");
    ASSERT_TRUE(metrics);
    EXPECT_TRUE(metrics->epochs.empty()) << "it was the first epoch";
    ASSERT_EQ(metrics->marks.size(), 1u);
    EXPECT_EQ(record.best_val_loss, metrics->marks[0].val_loss);
    EXPECT_EQ(std::int64_t(metrics->steps.end()) - 1, metrics->marks[0].step) << "all its steps";
}

TEST(Trainer, ALossThatIsNoNumberEndsTheRun)
{
    const Folder folder;
    Monitor monitor;
    auto name = train(wild_job(folder.path / "a.loom", 0.1, 3, 1e40), monitor);
    ASSERT_TRUE(name) << render(name.error().message);
    auto outcome = monitor.take().outcome;
    ASSERT_TRUE(outcome && outcome->error);
    EXPECT_EQ(outcome->kind, Outcome::Kind::Failed);
    EXPECT_EQ(render(outcome->error->message, Language::English), "The loss is NaN at the first step, before anything was learned.");
    EXPECT_NE(render(outcome->error->hint, Language::English).find("data"), std::string::npos);
    EXPECT_FALSE(fs::exists(folder.path / "a.runs/run-1/last.safetensors"));
    EXPECT_FALSE(Runs(folder.path / "a.loom").unfinished());

    // The weight grows with every step until it overflows: the last good ones stay.
    name = train(wild_job(folder.path / "b.loom", 1, 1000), monitor);
    ASSERT_TRUE(name);
    outcome = monitor.take().outcome;
    ASSERT_TRUE(outcome && outcome->error);
    EXPECT_EQ(outcome->kind, Outcome::Kind::Failed);
    const auto last = Safetensors::read(folder.path / "b.runs/run-1/last.safetensors");
    ASSERT_TRUE(last);
    const auto kept = std::stoll(last->metadata().at("epoch"));
    EXPECT_GT(kept, 1);
    const std::string message = render(outcome->error->message, Language::English);
    EXPECT_EQ(message, "A value of dense_2.weight became infinite or NaN in epoch " + std::to_string(kept + 1) +
                           ". The weights of epoch " + std::to_string(kept) + " are kept.");
    for (const std::string& tensor : last->names())
        for (float v : last->floats(tensor))
            EXPECT_TRUE(std::isfinite(v));
    EXPECT_EQ(Runs(folder.path / "b.loom").load("run-1")->failure, message);
}

TEST(Trainer, WhatCannotStartSaysWhy)
{
    const Folder folder;
    Monitor monitor;
    Job job = job_for(moons_network(1), folder.path / "m.loom");
    job.device = "abacus";
    const auto unknown = train(job, monitor);
    ASSERT_FALSE(unknown);
    EXPECT_EQ(unknown.error().blame, Blame::Call);
    EXPECT_EQ(monitor.take().outcome->kind, Outcome::Kind::Failed);
    EXPECT_TRUE(Runs(job.project).list().runs.empty());

    job.device = "reference";
    perform(job.document, Disconnect{{NodeId{1}, NodeId{2}, 0}});
    ASSERT_FALSE(train(job, monitor));

    job = job_for(moons_network(1), folder.path / "m.loom");
    Recipe r = job.document.recipe();
    r.settings[recipe_type().index_of("batch_size").value()] = std::int64_t{1} << 20;
    perform(job.document, SetRecipe{r});
    set_epochs(job.document, 1);
    job.project = folder.path / "no such folder" / "m.loom";
    fs::permissions(folder.path, fs::perms::owner_read | fs::perms::owner_exec);
    if (geteuid() != 0) {
        EXPECT_FALSE(train(job, monitor));
    }
    fs::permissions(folder.path, fs::perms::owner_all);
}

TEST(Trainer, AFullDiskStopsTheRunAndKeepsTheCheckpoint)
{
    const SmallDisk disk;
    if (!disk.mounted)
        GTEST_SKIP() << "needs the right to mount a small tmpfs";
    const Job job = job_for(moons_network(1), disk.path / "m.loom");
    const std::string name = train_well(job);
    const fs::path run = disk.path / "m.runs" / name;
    const std::string last_before = bytes_of(run / "last.safetensors"),
                      best_before = bytes_of(run / "best.safetensors");
    {
        std::ofstream filler(disk.path / "filler", std::ios::binary);
        for (std::string block(1024, 'x'); filler.write(block.data(), std::ssize(block)).flush();)
            continue;
    }
    Job more = job;
    set_epochs(more.document, 3);
    more.resume = name;
    Monitor monitor;
    EXPECT_FALSE(train(more, monitor)); // Not even its record can be written.
    const auto outcome = monitor.take().outcome;
    ASSERT_TRUE(outcome && outcome->error);
    EXPECT_EQ(outcome->kind, Outcome::Kind::Failed);
    EXPECT_EQ(outcome->error->blame, Blame::Machine);
    EXPECT_NE(render(outcome->error->hint, Language::English).find("disk is full"), std::string::npos);
    EXPECT_TRUE(bytes_of(run / "last.safetensors") == last_before);
    EXPECT_TRUE(bytes_of(run / "best.safetensors") == best_before);
    EXPECT_TRUE(Runs(more.project).load(name));

    // With space again it goes on, to the same bytes as if nothing had been.
    fs::remove(disk.path / "filler");
    train_well(more);
    const Folder elsewhere;
    const Job whole = job_for(moons_network(3), elsewhere.path / "m.loom");
    train_well(whole);
    for (const char* file : {"best.safetensors", "last.safetensors"})
        EXPECT_TRUE(bytes_of(run / file) == bytes_of(elsewhere.path / "m.runs/run-1" / file)) << file;
}

TEST(Trainer, AFullDiskInTheMiddleOfTheRun)
{
    const SmallDisk disk;
    if (!disk.mounted)
        GTEST_SKIP() << "needs the right to mount a small tmpfs";
    // The curve alone fills the disk at some epoch.
    Watched run(job_for(moons_network(100'000), disk.path / "m.loom"));
    const Outcome outcome = run.end();
    EXPECT_EQ(run.news.run, "run-1");
    ASSERT_EQ(outcome.kind, Outcome::Kind::Failed);
    EXPECT_EQ(outcome.error->blame, Blame::Machine);
    EXPECT_GT(run.news.epochs.size(), 2u);
    const fs::path folder = disk.path / "m.runs/run-1";
    const auto last = Safetensors::read(folder / "last.safetensors");
    ASSERT_TRUE(last);
    EXPECT_EQ(std::stoll(last->metadata().at("epoch")), run.news.epochs.back().epoch);
    EXPECT_EQ(Runs(disk.path / "m.loom").unfinished(), "run-1");
    for (const auto& entry : fs::directory_iterator(folder))
        EXPECT_EQ(entry.path().filename().string().find(".loom-"), std::string::npos) << entry.path();
}

} // namespace trainer_test
