#include "core/train_kit.h"
#include "train/metrics_reader.h"
#include "train/points_json.h"
#include "train/step_log.h"
#include "train/runs.h"

#include <cmath>
#include <fstream>

using namespace loom;
using namespace loom::test;

namespace runs_test {

RunRecord record_named(std::string name)
{
    RunRecord r;
    r.name = std::move(name);
    r.document = moons_network(3);
    r.facts = {.sample = {1, 28, 28},
               .pictures = true,
               .classes = {"cat", "狗"},
               .class_counts = {3, 4},
               .rows = 7,
               .mean = {0.1},
               .deviation = {1e-3}};
    r.encoder = R"({"a":[1,2.5]})";
    r.best_val_loss = 0.1;
    r.device = "cpu";
    r.started = "2026-11-23T05:00:00Z";
    return r;
}

void write(const fs::path& path, std::string_view text)
{
    ASSERT_TRUE(write_file(path, text));
}

TEST(Runs, ARecordIsReadAsItWasWritten)
{
    const Folder folder;
    const Runs runs(folder.path / "my net.loom");
    const std::string name = *runs.create();
    EXPECT_EQ(name, "run-1");
    EXPECT_EQ(runs.folder(name), folder.path / "my net.runs" / "run-1");
    RunRecord r = record_named(name);
    r.state = RunRecord::State::Failed;
    r.failure = "The loss became NaN.";
    r.resumable = false;
    r.peak_bytes = 123;
    r.steps_per_epoch = 25;
    r.choices = {{"a convolution", "winograd"}};
    ASSERT_TRUE(runs.save(r));
    const auto read = runs.load(name);
    ASSERT_TRUE(read) << render(read.error().message);
    EXPECT_EQ(read->document, r.document);
    EXPECT_EQ(read->facts, r.facts);
    EXPECT_EQ(read->encoder, r.encoder);
    EXPECT_EQ(read->choices, r.choices);
    EXPECT_EQ(read->state, r.state);
    EXPECT_EQ(read->failure, r.failure);
    EXPECT_FALSE(read->resumable);
    EXPECT_EQ(read->best_val_loss, 0.1);
    EXPECT_TRUE(std::isnan(read->test_accuracy));
    EXPECT_EQ(read->peak_bytes, 123u);
    EXPECT_EQ(read->steps_per_epoch, 25);
    EXPECT_EQ(read->started, r.started);
}

TEST(Runs, DamagedOnesAreNamedAndNeverAnError)
{
    const Folder folder;
    const Runs runs(folder.path / "m.loom");
    EXPECT_TRUE(runs.list().runs.empty());
    for (int i = 1; i <= 12; ++i)
        ASSERT_TRUE(runs.save(record_named(*runs.create())));
    const std::string whole = bytes_of(runs.folder("run-1") / "run.json");
    write(runs.folder("run-2") / "run.json", whole.substr(0, whole.size() / 2));
    fs::rename(runs.folder("run-3") / "run.json", runs.folder("run-3") / "metrics.jsonl");
    write(runs.folder("run-4") / "run.json", "{}");
    fs::remove(runs.folder("run-5") / "run.json");
    fs::create_directory(runs.folder("run-5") / "run.json");
    write(folder.path / "m.runs" / "stray file", "");
    std::string other = whole;
    const auto at = other.find("\"type\":\"dense\"");
    ASSERT_NE(at, other.npos);
    write(runs.folder("run-6") / "run.json", other.replace(at, 14, "\"type\":\"dance\""));

    const auto listing = runs.list();
    std::vector<std::string> names, damaged;
    for (const auto& r : listing.runs)
        names.push_back(r.name);
    for (const auto& [name, error] : listing.damaged) {
        damaged.push_back(name);
        EXPECT_FALSE(render(error.message, Language::English).empty());
    }
    EXPECT_EQ(names, (std::vector<std::string>{"run-1", "run-7", "run-8", "run-9", "run-10", "run-11", "run-12"}));
    EXPECT_EQ(damaged, (std::vector<std::string>{"run-2", "run-3", "run-4", "run-5", "run-6"}));
    EXPECT_EQ(*runs.create(), "run-13"); // Made, but not written yet: neither a run nor damaged.
    write(runs.folder("run-13") / ".run.json.loom-abcdef", "{");
    EXPECT_EQ(runs.list().damaged.size(), 5u);
}

TEST(Runs, NamesFromOutsideStayInside)
{
    const Folder folder;
    const Runs runs(folder.path / "m.loom");
    ASSERT_TRUE(runs.create());
    for (const char* name : {"", ".", "..", "../m.runs/run-1", "run-1/", "run-2", "."})
        EXPECT_FALSE(runs.load(name)) << name;
}

TEST(Runs, WhichOneIsMeant)
{
    const Folder folder;
    const Runs runs(folder.path / "m.loom");
    EXPECT_FALSE(runs.unfinished());
    EXPECT_FALSE(runs.last_finished());
    const auto add = [&](RunRecord::State state, const char* ended, bool resumable = true) {
        RunRecord r = record_named(*runs.create());
        r.state = state;
        r.ended = ended;
        r.resumable = resumable;
        r.best_epoch = std::ssize(runs.list().runs); // The first one was stopped before its first epoch's end.
        ASSERT_TRUE(runs.save(r));
    };
    using enum RunRecord::State;
    add(Stopped, "2026-11-23T09:00:00Z");
    EXPECT_FALSE(runs.last_finished());
    add(Finished, "2026-11-23T07:00:00Z"); // Resumed late: ended after the next one.
    add(Stopped, "2026-11-23T06:00:00Z");
    add(Failed, "2026-11-23T08:00:00Z", false);
    EXPECT_EQ(runs.last_finished(), "run-2");
    EXPECT_FALSE(runs.unfinished());
    add(Failed, "2026-11-23T08:00:00Z");
    EXPECT_EQ(runs.unfinished(), "run-5");
    add(Unfinished, "");
    EXPECT_EQ(runs.unfinished(), "run-6");

    EXPECT_FALSE(runs.newest_is_damaged());
    write(runs.folder("run-1") / "run.json", "{");
    EXPECT_FALSE(runs.newest_is_damaged());
    write(runs.folder("run-6") / "run.json", "{");
    EXPECT_TRUE(runs.newest_is_damaged());
}

TEST(Runs, ProjectsWithOtherEndingsHaveRunsOfTheirOwn)
{
    EXPECT_EQ(Runs::beside("a/m.loom"), fs::path("a/m.runs"));
    EXPECT_EQ(Runs::beside("a/m.v1"), fs::path("a/m.v1.runs"));
    EXPECT_EQ(Runs::beside("a/m"), fs::path("a/m.runs"));
}

TEST(Runs, TheBinKeepsWhatIsDiscarded)
{
    const Folder folder;
    const Runs runs(folder.path / "m.loom");
    for (int i = 0; i < 2; ++i) {
        ASSERT_TRUE(runs.save(record_named(*runs.create())));
        ASSERT_TRUE(runs.discard("run-" + std::to_string(i + 1)));
    }
    EXPECT_TRUE(runs.list().runs.empty());
    EXPECT_TRUE(fs::exists(folder.path / "m.runs/.bin/run-1/run.json"));
    EXPECT_TRUE(fs::exists(folder.path / "m.runs/.bin/run-2/run.json"));
    EXPECT_EQ(*runs.create(), "run-3");
    EXPECT_FALSE(runs.discard("run-9"));
}

TEST(Runs, WhatIsInTheBinComesBackUnderANameThatIsFree)
{
    const Folder folder;
    const Runs runs(folder.path / "m.loom");
    RunRecord r = record_named(*runs.create());
    ASSERT_TRUE(runs.save(r));
    ASSERT_TRUE(runs.change_notes("run-1", [](RunNotes& n) { n.note = "the first"; }));
    EXPECT_EQ(*runs.discard("run-1"), "run-1");
    EXPECT_EQ(*runs.restore("run-1"), "run-1");
    EXPECT_FALSE(fs::exists(folder.path / "m.runs/.bin/run-1"));
    EXPECT_EQ(runs.load("run-1")->notes.note, "the first");
    // Its name was taken meanwhile, here by hand.
    ASSERT_TRUE(runs.discard("run-1"));
    r.seed = 9;
    fs::create_directories(folder.path / "m.runs/run-1");
    ASSERT_TRUE(runs.save(r));
    EXPECT_EQ(*runs.restore("run-1"), "run-2");
    EXPECT_EQ(runs.load("run-1")->seed, 9);
    EXPECT_EQ(runs.load("run-2")->notes.note, "the first");
    EXPECT_TRUE(runs.load("run-1")->notes.note.empty());
    // And in the bin, too.
    ASSERT_TRUE(runs.discard("run-1"));
    fs::copy(folder.path / "m.runs/run-2", folder.path / "m.runs/run-1", fs::copy_options::recursive);
    EXPECT_EQ(*runs.discard("run-1"), "run-1-2");
    EXPECT_EQ(*runs.restore("run-1-2"), "run-1-2");
    for (const char* none : {"run-7", "", ".", "..", "../run-2", ".bin"})
        EXPECT_FALSE(runs.restore(none)) << none;
}

TEST(StepLog, HoldsWhatWasToldAndForgetsWhatIsTorn)
{
    const Folder folder;
    const fs::path path = folder.path / "steps.f32";
    EXPECT_TRUE(read_steps(path)->empty());
    ASSERT_TRUE(append_steps(path, {}));
    EXPECT_FALSE(fs::exists(path));
    StepCurve all;
    const std::vector<PartPoint> parts{{0.5, 1}, {2, not_measured}};
    for (std::int64_t step = 1; step <= 5; ++step) {
        StepCurve one;
        one.append({.step = step, .loss = 1.0 / double(step), .accuracy = 0.1, .learning_rate = 0.01, .gradient_norm = step == 2 ? not_measured : 3, .parts = parts});
        all.append(one);
        ASSERT_TRUE(append_steps(path, one));
    }
    EXPECT_EQ(fs::file_size(path), 64u + 5 * 8 * 4);
    const auto same = [](const StepCurve& a, const StepCurve& b) {
        // NaN is NaN here.
        const auto text = [](const StepCurve& c) {
            std::string t = std::to_string(c.first);
            for (const auto* row : {&c.loss, &c.accuracy, &c.learning_rate, &c.gradient_norm, &c.parts.at(0).loss, &c.parts.at(0).accuracy, &c.parts.at(1).loss, &c.parts.at(1).accuracy})
                for (const float v : *row)
                    t += " " + std::to_string(v);
            return t;
        };
        return text(a) == text(b);
    };
    EXPECT_TRUE(same(*read_steps(path), all));
    std::ofstream(path, std::ios::app) << "torn";
    EXPECT_TRUE(same(*read_steps(path), all));
    ASSERT_TRUE(cut_steps(path, 3));
    all.cut(4);
    EXPECT_EQ(all.size(), 3u);
    EXPECT_TRUE(same(*read_steps(path), all));
    ASSERT_TRUE(cut_steps(path, 7)); // More than there are.
    EXPECT_TRUE(same(*read_steps(path), all));
    // Torn while it was made, and something else.
    write(path, "layerloom st");
    EXPECT_TRUE(read_steps(path)->empty());
    ASSERT_TRUE(cut_steps(path, 0));
    StepCurve first;
    first.append({.step = 1, .loss = 2, .parts = parts});
    ASSERT_TRUE(append_steps(path, first));
    EXPECT_TRUE(same(*read_steps(path), first));
    write(path, std::string(100, 'x'));
    EXPECT_FALSE(read_steps(path));
    EXPECT_FALSE(cut_steps(path, 1));
    for (const char* header : {"layerloom steps 1 5\n", "layerloom steps 1 999999999999\n", "layerloom steps 1 \n", "layerloom steps 1 4"}) {
        std::string text = header;
        text.resize(80);
        write(path, text);
        EXPECT_FALSE(read_steps(path)) << header;
    }
}

TEST(Runs, MetricsWithoutTheirTornEnd)
{
    const Folder folder;
    const Runs runs(folder.path / "m.loom");
    const std::string name = *runs.create();
    EXPECT_TRUE(runs.metrics(name)->steps.empty());
    const std::string step = R"({"step":1,"loss":0.5,"accuracy":0.25})"; // As runs before 2026-11-28 have it.
    const EpochPoint epoch{
        .epoch = 1, .step = 1, .loss = 1.0 / 3, .val_loss = 2, .learning_rate = 0.001, .seconds = 1.5};
    const std::string text = step + "\n" + line_of(epoch) + "\n";
    for (std::string torn : {step, std::string("{\"step\": 2, \"lo"), std::string("{\"step\": 2, \"lo\n"),
                             std::string("[]\n"), std::string("\0\0\0", 3)}) {
        write(runs.folder(name) / "metrics.jsonl", text + torn);
        const auto metrics = runs.metrics(name);
        ASSERT_TRUE(metrics);
        ASSERT_EQ(metrics->steps.size(), 1u);
        ASSERT_EQ(metrics->epochs.size(), 1u);
        EXPECT_EQ(metrics->steps.accuracy[0], 0.25f);
        EXPECT_EQ(metrics->epochs[0].loss, 1.0 / 3);
        EXPECT_TRUE(std::isnan(metrics->epochs[0].val_accuracy));
    }
}

/// Steps of a batch each, from one to another.
StepCurve steps_between(std::int64_t first, std::int64_t last)
{
    StepCurve steps;
    for (std::int64_t step = first; step <= last; ++step)
        steps.append({.step = step, .loss = 1.0 / double(step)});
    return steps;
}

void keep_epoch(const fs::path& folder, std::int64_t epoch, double seconds)
{
    const EpochPoint point{.epoch = epoch, .step = 10 * epoch, .loss = 1, .val_loss = 2, .seconds = seconds};
    ASSERT_TRUE(append_steps(folder / "steps.f32", steps_between(10 * epoch - 9, 10 * epoch)));
    ASSERT_TRUE(append_line(folder / "metrics.jsonl", line_of(point), Sync::No));
    std::ofstream(folder / "usage.jsonl", std::ios::app) << R"({"cores":4,"cpu":50,"memory":1,"step":)" << 10 * epoch << "}\n";
}

TEST(MetricsReader, GivesWhatWasAddedSince)
{
    const Folder folder;
    const Runs runs(folder.path / "m.loom");
    const fs::path place = runs.folder(*runs.create());
    MetricsReader reader(place);
    EXPECT_TRUE(reader.read()->points.epochs.empty());
    keep_epoch(place, 1, 1);
    keep_epoch(place, 2, 1);
    auto news = *reader.read();
    EXPECT_FALSE(news.anew);
    EXPECT_EQ(news.points.steps.first, 1);
    EXPECT_EQ(news.points.steps.size(), 20u);
    EXPECT_EQ(news.points.epochs.size(), 2u);
    EXPECT_EQ(news.usage.size(), 2u);

    keep_epoch(place, 3, 1);
    std::ofstream(place / "steps.f32", std::ios::app) << "torn";
    MetricsReader copy = reader;
    for (MetricsReader* each : {&reader, &copy}) {
        news = *each->read();
        EXPECT_FALSE(news.anew);
        EXPECT_EQ(news.points.steps.first, 21);
        ASSERT_EQ(news.points.steps.size(), 10u);
        EXPECT_EQ(news.points.steps.loss[0], 1.0f / 21);
        ASSERT_EQ(news.points.epochs.size(), 1u);
        EXPECT_EQ(news.points.epochs[0].epoch, 3);
        EXPECT_EQ(news.usage.size(), 1u);
    }
    EXPECT_TRUE(reader.read()->points.steps.empty());
}

TEST(MetricsReader, BeginsAnewWhereTheRunWentOnFromAnEarlierStep)
{
    const Folder folder;
    const Runs runs(folder.path / "m.loom");
    const fs::path place = runs.folder(*runs.create());
    for (std::int64_t epoch = 1; epoch <= 3; ++epoch)
        keep_epoch(place, epoch, 1);
    MetricsReader reader(place);
    ASSERT_TRUE(reader.read());
    // As it goes on: cut to the second epoch, and longer than it was before the next look.
    const std::string lines = bytes_of(place / "metrics.jsonl");
    ASSERT_TRUE(cut_steps(place / "steps.f32", 20));
    ASSERT_TRUE(cut_usage(place / "usage.jsonl", 20));
    write(place / "metrics.jsonl", lines.substr(0, 2 * lines.size() / 3));
    for (std::int64_t epoch = 3; epoch <= 5; ++epoch)
        keep_epoch(place, epoch, 7.25);
    const auto news = *reader.read();
    EXPECT_TRUE(news.anew);
    EXPECT_EQ(news.points.steps.size(), 50u);
    ASSERT_EQ(news.points.epochs.size(), 5u);
    EXPECT_EQ(news.points.epochs[1].seconds, 1);
    EXPECT_EQ(news.points.epochs[2].seconds, 7.25);
    EXPECT_EQ(news.usage.size(), 5u);
    EXPECT_FALSE(reader.read()->anew);
}

TEST(Runs, DamagedStepsHideNoEpochs)
{
    const Folder folder;
    const Runs runs(folder.path / "m.loom");
    const std::string name = *runs.create();
    keep_epoch(runs.folder(name), 1, 1);
    EXPECT_FALSE(runs.metrics(name)->damage);
    write(runs.folder(name) / "steps.f32", std::string(100, 'x'));
    const auto metrics = runs.metrics(name);
    ASSERT_TRUE(metrics);
    EXPECT_EQ(metrics->epochs.size(), 1u);
    EXPECT_TRUE(metrics->steps.empty());
    ASSERT_TRUE(metrics->damage);
    EXPECT_NE(render(metrics->damage->message, Language::English).find("run-1/steps.f32"), std::string::npos);
}

} // namespace runs_test
