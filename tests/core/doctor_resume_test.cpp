// A run that is left and gone on with is told the same as one that was never left.
#include "base/random.h"
#include "doctor_kit.h"
#include "train/doctor_notes.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <thread>

namespace loom::test {
namespace doctor_resume_test {

Settings dense(std::int64_t units, const char* activation = "none")
{
    return {{"units", units}, {"activation", std::string(activation)}};
}

Document network(const DataSetup& data, std::vector<std::pair<std::string_view, Settings>> layers, const std::pair<std::string_view, Settings>& optimizer, std::int64_t epochs)
{
    layers.emplace_back("output", Settings{});
    Document d = chain(layers);
    set_recipe(d, "cross_entropy", optimizer, {{"epochs", epochs}, {"batch_size", std::int64_t{16}}});
    perform(d, SetData{data});
    return d;
}

/// What was found, with all figures and places; but for what the machine's load decides.
std::string found_in(const Job& job)
{
    const fs::path folder = Runs(job.project).folder("run-1");
    auto findings = load_findings(folder);
    EXPECT_TRUE(findings);
    std::erase_if(*findings, [](const Diagnosis& d) { return d.ailment == "slow_data"; });
    std::string text;
    for (const Diagnosis& d : *findings)
        text += to_json(d).dump() + "\n";
    return text;
}

/// Left after a few steps, again and again. How often.
int train_in_pieces(Job job, std::uint64_t seed)
{
    Random random(seed, 3);
    for (int left = 0;; ++left) {
        Monitor monitor;
        std::optional<Outcome> outcome;
        std::jthread impatient([&, steps = std::int64_t(random.below(14)), asks = left < 12](const std::stop_token& stop) {
            for (std::int64_t made = 0; !stop.stop_requested(); std::this_thread::yield()) {
                Monitor::News news = monitor.take();
                made += std::int64_t(news.steps.size());
                if (news.outcome)
                    outcome = news.outcome;
                if (asks && made >= steps)
                    monitor.ask(Monitor::Wish::Leave);
            }
        });
        const auto run = train(job, monitor);
        impatient.request_stop();
        impatient.join();
        EXPECT_TRUE(run) << render(run.error().message);
        if (auto told = monitor.take().outcome)
            outcome = told;
        if (!run || !outcome || outcome->kind != Outcome::Kind::Left)
            return left;
        job.resume = *run;
    }
}

struct DoctorResumed : testing::Test {
    Folder folder;

    void expect_the_same(const Document& d, std::string_view ailment)
    {
        const auto job = [&](const std::string& name) {
            Job made = job_for(d, folder.path / (name + ".loom"), "auto");
            made.threads = 1;
            return made;
        };
        const Job whole = job("whole");
        Monitor monitor;
        ASSERT_TRUE(train(whole, monitor));
        const std::string told = found_in(whole);
        ASSERT_NE(told.find("\"" + std::string(ailment) + "\""), std::string::npos) << told;
        int left = 0;
        for (std::uint64_t seed = 1; seed <= 3; ++seed) {
            const Job pieces = job("pieces-" + std::to_string(seed));
            left += train_in_pieces(pieces, seed);
            EXPECT_EQ(found_in(pieces), told) << seed;
        }
        EXPECT_GT(left, 3) << "or this test says little";
        // Between any two epochs.
        Job by_epochs = job("by-epochs");
        for (std::int64_t epochs = 1; epochs <= unpack_recipe(d.recipe().settings).epochs; ++epochs) {
            set_epochs(by_epochs.document, epochs);
            by_epochs.resume = train_well(by_epochs);
        }
        EXPECT_EQ(found_in(by_epochs), told);
    }
};

// By how far weights moved between two looks, and by the loss before the first step.
TEST_F(DoctorResumed, ARateThatIsTooLow)
{
    expect_the_same(network(points("moons"), {{"input", {}}, {"dense", dense(16, "relu")}, {"dense", dense(2)}}, {"adam", {{"learning_rate", 1e-7}}}, 8), "rate_too_low");
}

// By two looks, one after the other.
TEST_F(DoctorResumed, VanishingGradients)
{
    std::vector<std::pair<std::string_view, Settings>> layers{{"input", {}}};
    for (int i = 0; i < 10; ++i)
        layers.emplace_back("dense", dense(16, "sigmoid"));
    layers.emplace_back("dense", dense(2));
    expect_the_same(network(points("moons"), layers, {"adam", {{"learning_rate", 0.003}}}, 6), "vanishing_gradients");
}

// By the first loss against later ones.
TEST_F(DoctorResumed, ARateThatIsTooHigh)
{
    expect_the_same(network(points("moons"), {{"input", {}}, {"dense", dense(16, "tanh")}, {"dense", dense(2)}}, {"sgd", {{"learning_rate", 90.0}}}, 6), "rate_too_high");
}

// By the newest look and by what is learned in the end.
TEST_F(DoctorResumed, DeadUnits)
{
    expect_the_same(network(points("moons"), {{"input", {}}, {"dense", dense(16)}, {"lambda", {{"formula", "x - 20"}}}, {"activation", {{"curve", "relu"}}}, {"dense", dense(2)}},
                            {"adam", {{"learning_rate", 0.01}}}, 6),
                    "dead_units");
}

TEST_F(DoctorResumed, NotesAreReadAsTheyWereWritten)
{
    DoctorNotes notes{.epoch = 2, .step = 17, .judged = false, .first_loss = 0.1, .looks = {}, .times = {}, .under_way = {}, .norms = {0.1f, INFINITY}};
    notes.looks.push_back({.step = 9, .layers = {{NodeId{4}, 0.25, 1.0 / 3, NAN}}, .columns = {{1, 1e-30}}, .movement = -INFINITY, .steps_moved = 9});
    notes.times.push_back({.seconds = 1.5, .waited = 0.1, .median_norm = NAN, .largest_norm = 3e300, .largest_at = 7, .worked = 1, .queued = 0.2});
    const DoctorNotes other{.epoch = 1, .step = 9, .first_loss = NAN, .looks = {}, .times = {}, .under_way = {}, .norms = {}};
    ASSERT_TRUE(save_notes_of_doctor(folder.path, std::vector{other, notes}));
    const std::string text = bytes_of(folder.path / "doctor.json");
    const auto read = load_notes_of_doctor(folder.path);
    ASSERT_EQ(read.size(), 2u);
    EXPECT_TRUE(read[0].belongs_to(1, 9, true) && read[1].belongs_to(2, 17, false));
    EXPECT_TRUE(std::isnan(read[0].first_loss));
    EXPECT_EQ(read[1].looks[0].layers[0].node, NodeId{4});
    EXPECT_EQ(read[1].looks[0].layers[0].saturated, 1.0 / 3);
    EXPECT_EQ(read[1].looks[0].movement, -INFINITY);
    EXPECT_EQ(read[1].norms, notes.norms);
    ASSERT_TRUE(save_notes_of_doctor(folder.path, read));
    EXPECT_EQ(bytes_of(folder.path / "doctor.json"), text);
    ASSERT_TRUE(write_file(folder.path / "doctor.json", std::string_view(text).substr(0, 99)));
    EXPECT_TRUE(load_notes_of_doctor(folder.path).empty());
}

} // namespace doctor_resume_test
} // namespace loom::test
