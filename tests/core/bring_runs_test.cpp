// A project's runs brought beside another file, where runs lie already: nothing is lost, and what names a run names it still.
#include "core/train_kit.h"
#include "search/bring_runs.h"
#include "search/last_folds.h"
#include "search/queue.h"

namespace loom {
namespace bring_runs_test {

using test::Folder;

struct BringRuns : testing::Test {
    Folder folder;
    fs::path draft = folder.path / "draft.loom", file = folder.path / "mine.loom";

    /// A run that is named so, of no epochs; `note` tells it from others.
    std::string add(const fs::path& project, const std::string& note, const Membership& member = {}) const
    {
        const Runs runs(project);
        const auto name = runs.import(test::moons_network(1), {}, {}, note);
        EXPECT_TRUE(name) << render(name.error().message);
        RunRecord record = *runs.load(*name);
        record.member = member;
        EXPECT_TRUE(runs.save(record));
        return *name;
    }
    std::string note_of(const std::string& run) const
    {
        const auto record = Runs(file).load(run);
        return record ? record->note : "none";
    }
    static std::vector<std::string> names_in(const Runs& runs)
    {
        std::vector<std::string> names;
        for (const RunRecord& r : runs.list().runs)
            names.push_back(r.name);
        return names;
    }
};

TEST_F(BringRuns, WhereNothingLiesAllComesAsItIs)
{
    add(draft, "first");
    ASSERT_TRUE(Runs(draft).pin_baseline("run-1"));
    {
        auto queue = Queue::open(Queue::beside(draft));
        ASSERT_TRUE(queue && queue->add(draft, test::moons_network(1)));
    }
    ASSERT_TRUE(bring_runs(draft, file));
    EXPECT_FALSE(fs::exists(Runs::beside(draft)));
    EXPECT_EQ(note_of("run-1"), "first");
    EXPECT_TRUE(Runs(file).load("run-1")->baseline);
    EXPECT_EQ(Queue::read(Queue::beside(file))->entries.at(0).project, file);
    EXPECT_TRUE(bring_runs(folder.path / "none.loom", file)) << "nothing to bring";
    EXPECT_EQ(names_in(Runs(file)).size(), 1u);
}

TEST_F(BringRuns, ATakenNameIsFollowedByWhatNamesTheRun)
{
    add(file, "old 1");
    add(file, "old 2");
    const Membership first{.study = "search-1", .trial = 1, .values = {{"batch_size", Value(std::int64_t{8})}}};
    add(draft, "new 1", first);
    add(draft, "new 2");
    add(draft, "new 3");
    RunRecord further = *Runs(draft).load("run-2");
    further.continued = {"run-1", 1, 8};
    ASSERT_TRUE(Runs(draft).save(further));
    ASSERT_TRUE(Runs(draft).pin_baseline("run-2"));
    ASSERT_TRUE(Runs(draft).discard("run-3"));
    ASSERT_TRUE(Runs(file).discard("run-2"));
    ASSERT_TRUE(Runs(draft).change_notes("run-1", [](RunNotes& n) { n.title = "best one"; }));
    for (const fs::path& project : {draft, file}) {
        const fs::path study = Runs::beside(project) / ".studies" / "search-1";
        fs::create_directories(study);
        ASSERT_TRUE(write_file(study / "study.json", "{}\n"));
        ASSERT_TRUE(write_file(study / "trials.jsonl", "{\"run\":\"run-1\",\"trial\":1}\ntorn {"));
    }
    ASSERT_TRUE(bring_runs(draft, file));

    EXPECT_FALSE(fs::exists(Runs::beside(draft)));
    const Runs runs(file);
    ASSERT_EQ(names_in(runs), (std::vector<std::string>{"run-1", "run-2", "run-3"}));
    EXPECT_EQ(note_of("run-1"), "old 1");
    EXPECT_EQ(note_of("run-2"), "new 2") << "its name was free";
    EXPECT_EQ(note_of("run-3"), "new 1");
    EXPECT_EQ(runs.load("run-3")->notes.title, "best one");
    EXPECT_EQ(runs.load("run-3")->member.study, "search-2");
    EXPECT_EQ(runs.load("run-2")->continued, (Origin{"run-3", 1, 8}));
    EXPECT_EQ(runs.load("run-3")->member.values, first.values);
    EXPECT_TRUE(runs.load("run-2")->baseline);
    EXPECT_EQ(names_in(runs.binned()).size(), 2u);
    const fs::path studies = Runs::beside(file) / ".studies";
    EXPECT_EQ(test::bytes_of(studies / "search-1" / "trials.jsonl"), "{\"run\":\"run-1\",\"trial\":1}\ntorn {");
    EXPECT_EQ(test::bytes_of(studies / "search-2" / "trials.jsonl"), "{\"run\":\"run-3\",\"trial\":1}\ntorn {");
}

TEST_F(BringRuns, TheFoldsThatWereAskedForLastComeByTheirNewNames)
{
    add(file, "old", {.study = "folds-1", .repeat = 1, .fold = 1});
    add(draft, "new", {.study = "folds-1", .repeat = 1, .fold = 2});
    for (const fs::path& project : {draft, file})
        fs::create_directories(Runs::beside(project) / ".studies" / "folds-1");
    const fs::path elsewhere = folder.path / "c.loom";
    ASSERT_TRUE(note_folds(file, {.sides = {{"folds-1", "", "", {}}}, .folds = 5, .repeats = 1}));
    ASSERT_TRUE(note_folds(draft, {.sides = {{"folds-1", "", "", {}}, {"folds-1", "c", "run-1", elsewhere}}, .folds = 3, .repeats = 1}));
    ASSERT_TRUE(bring_runs(draft, file));
    const auto known = last_folds(file);
    ASSERT_TRUE(known && *known);
    EXPECT_EQ((*known)->folds, 3);
    ASSERT_EQ((*known)->sides.size(), 2u);
    const KnownFolds::Side &own = (*known)->sides[0], &other = (*known)->sides[1];
    EXPECT_EQ(own.study, "folds-2");
    ASSERT_EQ(own.results.size(), 1u);
    EXPECT_EQ(own.results[0].run, "run-2");
    EXPECT_EQ(own.results[0].fold, 2);
    EXPECT_EQ(other.study, "folds-1") << "that of another project";
    EXPECT_EQ(other.run, "run-2");
}

TEST_F(BringRuns, APinnedBaselineStays)
{
    add(file, "old");
    add(draft, "new");
    ASSERT_TRUE(Runs(file).pin_baseline("run-1"));
    ASSERT_TRUE(Runs(draft).pin_baseline("run-1"));
    ASSERT_TRUE(bring_runs(draft, file));
    EXPECT_EQ(*read_baseline(Runs::beside(file)), "run-1");
    EXPECT_EQ(note_of("run-1"), "old");
}

TEST_F(BringRuns, WhatIsOpenInTheQueueGoesBehindWhatIsOpenThere)
{
    std::string begun;
    {
        auto theirs = Queue::open(Queue::beside(file)), mine = Queue::open(Queue::beside(draft));
        ASSERT_TRUE(theirs && mine);
        ASSERT_TRUE(theirs->add(file, test::moons_network(1, 1)));
        for (std::int64_t seed = 2; seed <= 4; ++seed)
            ASSERT_TRUE(mine->add(draft, test::moons_network(1, seed), seed == 4 ? std::optional<std::int64_t>(4'000'000'000) : std::nullopt));
        ASSERT_TRUE(mine->fail(1, Error{Message::plain("no"), {}}));
        begun = add(draft, "begun", mine->job(*mine->find(2), nullptr, {}, 0).member);
        ASSERT_TRUE(mine->begin(2));
        ASSERT_TRUE(mine->pause(true));
    }
    add(file, "old");
    ASSERT_TRUE(bring_runs(draft, file));
    const auto queue = Queue::open(Queue::beside(file));
    ASSERT_TRUE(queue);
    ASSERT_EQ(queue->entries().size(), 3u) << "what failed is over";
    EXPECT_TRUE(queue->paused());
    const QueueEntry &second = queue->entries()[1], &third = queue->entries()[2];
    EXPECT_EQ(second.document, test::moons_network(1, 3));
    EXPECT_EQ(second.project, file);
    EXPECT_EQ(second.state, QueueEntry::State::Begun);
    EXPECT_EQ(third.document, test::moons_network(1, 4));
    EXPECT_EQ(third.at, 4'000'000'000);
    const auto run = find_member(Runs(file), queue->job(second, nullptr, {}, 0).member);
    ASSERT_TRUE(run) << "it goes on with its run";
    EXPECT_EQ(run->note, "begun");
    EXPECT_NE(run->name, begun) << "whose name was taken";
}

} // namespace bring_runs_test
} // namespace loom
