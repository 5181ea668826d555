// Searches that are left and gone on with, trials that fail, and limits.
#include "core/train_kit.h"
#include "search/study.h"
#include "train/rehearsal.h"

#include <cmath>
#include <map>

namespace loom {
namespace study_test {

using test::Folder;
using test::perform;

struct StudyTest : testing::Test {
    Folder folder;
    fs::path project = folder.path / "a.loom";
    Document document = test::moons_network(2);
    std::shared_ptr<const Dataset> data = test::data_of(document);

    SearchSetup setup(std::string sampler = "random") const { return {.document = document, .project = project, .sampler = std::move(sampler), .device = "reference", .threads = 1}; }
    Study opened(SearchSetup s, bool fresh = false) const
    {
        auto study = Study::open(std::move(s), data, fresh);
        EXPECT_TRUE(study) << render(study.error().message);
        return std::move(*study);
    }
    static Study::End go(Study& study, std::int64_t trials, const Study::Watch& watch = {})
    {
        const auto end = study.go({.trials = trials}, watch);
        EXPECT_TRUE(end) << render(end.error().message);
        return end ? *end : Study::End::Left;
    }
    void vary(const std::vector<const char*>& pins)
    {
        SetSearch search;
        for (const char* pin : pins) {
            auto varied = parse_varied(document, pin);
            ASSERT_TRUE(varied) << render(varied.error().message);
            search.varied.push_back(*varied);
        }
        perform(document, search);
    }
    std::vector<RunRecord> runs() const { return Runs(project).list().runs; }
    static void expect_same(const Study& a, const Study& b)
    {
        ASSERT_EQ(a.trials().size(), b.trials().size());
        for (std::size_t i = 0; i < a.trials().size(); ++i) {
            const Trial &x = a.trials()[i], &y = b.trials()[i];
            EXPECT_EQ(x.candidate, y.candidate) << i;
            EXPECT_EQ(x.state, y.state) << i;
            EXPECT_EQ(x.epochs, y.epochs) << i;
            EXPECT_EQ(x.rungs, y.rungs) << i;
            EXPECT_TRUE(x.goal == y.goal || (std::isnan(x.goal) && std::isnan(y.goal))) << i;
        }
    }
};

TEST_F(StudyTest, EachTrialIsARunThatSaysSo)
{
    Study study = opened(setup());
    EXPECT_EQ(go(study, 4), Study::End::Done);
    ASSERT_EQ(study.trials().size(), 4u);
    const auto all = runs();
    ASSERT_EQ(all.size(), 4u);
    for (std::size_t i = 0; i < all.size(); ++i) {
        const Trial& t = study.trials()[i];
        EXPECT_EQ(t.state, Trial::State::Finished);
        EXPECT_EQ(t.run, all[i].name);
        EXPECT_EQ(all[i].member.study, "search-1");
        EXPECT_EQ(all[i].member.trial, std::int64_t(i) + 1);
        EXPECT_EQ(all[i].member.values, values_of(study.space(), t.candidate));
        EXPECT_EQ(t.val_loss, all[i].best_val_loss);
        EXPECT_EQ(t.goal, t.val_loss) << "the recipe compares by the loss";
        EXPECT_EQ(t.epochs, 2);
        // The run is of the settings that it names.
        const Recipe& recipe = all[i].document.recipe();
        EXPECT_EQ(Value(find_optimizer(recipe.optimizer.type)->learning_rate(recipe.optimizer.values)), all[i].member.values.at("optimizer.learning_rate"));
        EXPECT_EQ(Value(unpack_recipe(recipe.settings).batch_size), all[i].member.values.at("recipe.batch_size"));
    }
    for (const Trial& t : study.trials())
        EXPECT_LE(study.best()->goal, t.goal);
}

TEST_F(StudyTest, TheSameQuestionGoesOnAndAnotherOneIsAnother)
{
    {
        Study study = opened(setup());
        EXPECT_EQ(go(study, 2), Study::End::Done);
        const auto busy = Study::open(setup(), data);
        ASSERT_FALSE(busy);
        EXPECT_EQ(render(busy.error().message, Language::English), "Another program is busy with search-1.");
    }
    {
        Study more = opened(setup());
        EXPECT_EQ(more.name(), "search-1");
        EXPECT_EQ(more.trials().size(), 2u);
        EXPECT_EQ(go(more, 3), Study::End::Done);
        EXPECT_EQ(runs().size(), 3u);
        perform(document, RenameNode{document.nodes().begin()->first, "Other name"});
    }
    EXPECT_EQ(opened(setup()).name(), "search-1") << "a name is no other question";
    EXPECT_EQ(opened(setup("tpe")).name(), "search-2");
    EXPECT_EQ(opened(setup(), true).name(), "search-3");
    test::set_epochs(document, 3);
    EXPECT_EQ(opened(setup()).name(), "search-4");
}

// Left at every place where a study can be left: the trials are those of one that was not, and no run is trained twice.
TEST_F(StudyTest, WhatIsLeftGoesOnAsIfItHadNotBeen)
{
    SearchSetup whole = setup("tpe");
    whole.project = folder.path / "whole.loom";
    whole.halving = 2;
    test::set_epochs(whole.document, 4);
    Study unbroken = opened(whole);
    EXPECT_EQ(go(unbroken, 14), Study::End::Done);
    int stopped = 0;
    for (const Trial& t : unbroken.trials())
        stopped += t.state == Trial::State::Stopped;
    EXPECT_GT(stopped, 2);
    EXPECT_LT(stopped, 13);

    SearchSetup broken = whole;
    broken.project = project;
    int left = 0;
    for (int attempts = 0; attempts < 200; ++attempts) {
        Study study = opened(broken);
        // Each attempt may take so much news before it leaves.
        int news = 0;
        Study::Watch watch;
        watch.news = [&](const Monitor::News& n) { news += !n.epochs.empty(); };
        watch.leaves = [&] { return news > 0; };
        const Study::End end = go(study, 14, watch);
        if (end == Study::End::Done) {
            expect_same(study, unbroken);
            EXPECT_EQ(runs().size(), 14u);
            EXPECT_GT(left, 0);
            return;
        }
        ++left;
    }
    FAIL() << "it never ended";
}

// Told anew from the curves: after 1, 2 and 4 epochs a trial goes on if it is among the best half of those that came there before it,
// or the best of all.
TEST_F(StudyTest, OnlyTheBetterHalfGoesOn)
{
    test::set_epochs(document, 6);
    SearchSetup halved = setup();
    halved.halving = 2;
    Study study = opened(halved);
    EXPECT_EQ(go(study, 12), Study::End::Done);
    std::map<std::int64_t, std::vector<double>> came; // By rung.
    for (const Trial& t : study.trials()) {
        const auto metrics = Runs(project).metrics(t.run);
        ASSERT_TRUE(metrics);
        double best = INFINITY;
        std::int64_t expected = 6;
        for (const EpochPoint& p : metrics->epochs) {
            best = std::min(best, p.val_loss);
            if (p.epoch != 1 && p.epoch != 2 && p.epoch != 4)
                continue;
            auto& there = came[p.epoch];
            there.push_back(best);
            std::vector<double> sorted = there;
            std::ranges::sort(sorted);
            if (best > sorted[std::max<std::size_t>(1, sorted.size() / 2) - 1]) {
                expected = p.epoch;
                break;
            }
        }
        EXPECT_EQ(t.epochs, expected) << t.number;
        EXPECT_EQ(t.state, expected < 6 ? Trial::State::Stopped : Trial::State::Finished) << t.number;
    }
    EXPECT_GT(came[4].size(), 1u);
    EXPECT_LT(came[4].size(), 12u);
}

// Killed between the end of a run and the line that tells of it, and in the middle of that line.
TEST_F(StudyTest, TornLinesAndEndedRunsAreFoundAgain)
{
    {
        Study study = opened(setup());
        EXPECT_EQ(go(study, 3), Study::End::Done);
    }
    const fs::path lines = Runs::beside(project) / ".studies" / "search-1" / "trials.jsonl";
    const std::string all = test::bytes_of(lines);
    const auto last = all.rfind("\n{") + 1;
    for (const std::size_t kept : {last, last + 5, all.size() - 1}) {
        ASSERT_TRUE(write_file(lines, all.substr(0, kept)));
        Study study = opened(setup());
        ASSERT_EQ(study.trials().size(), 3u);
        EXPECT_EQ(study.trials()[2].state, Trial::State::Begun);
        EXPECT_EQ(go(study, 3), Study::End::Done);
        EXPECT_EQ(runs().size(), 3u) << "nothing is trained again";
        EXPECT_EQ(test::bytes_of(lines), all) << kept;
    }
    ASSERT_TRUE(write_file(lines, "{\"trial\": 1}\n"));
    EXPECT_FALSE(Study::open(setup(), data));
}

TEST_F(StudyTest, WhatDivergesFailsAndTheSearchGoesOn)
{
    // A decay of 10 at this rate makes each weight 9 times as large in every step.
    Recipe recipe = document.recipe();
    recipe.optimizer = {"sgd", test::with(*find_optimizer("sgd"), {{"learning_rate", 1.0}})};
    perform(document, SetRecipe{recipe});
    test::set_epochs(document, 6);
    vary({"weight_decay=0,10"});
    Study study = opened(setup("grid"));
    EXPECT_EQ(go(study, 9), Study::End::Exhausted);
    ASSERT_EQ(study.trials().size(), 2u);
    int failed = 0, finished = 0;
    for (const Trial& t : study.trials()) {
        failed += t.state == Trial::State::Failed && !t.reason.empty() && !t.run.empty();
        finished += t.state == Trial::State::Finished;
    }
    EXPECT_EQ(failed, 1);
    EXPECT_EQ(finished, 1);
    ASSERT_NE(study.best(), nullptr);
    EXPECT_EQ(study.best()->state, Trial::State::Finished);
}

TEST_F(StudyTest, TooLargeOnesArePassedOver)
{
    vary({"Dense 1.units=4,400"});
    SearchSetup small = setup("grid");
    small.most_parameters = 300;
    Study study = opened(small);
    EXPECT_EQ(go(study, 9), Study::End::Exhausted);
    ASSERT_EQ(study.trials().size(), 2u);
    EXPECT_EQ(runs().size(), 1u);
    for (const Trial& t : study.trials()) {
        EXPECT_EQ(t.state, t.candidate[0] == 0 ? Trial::State::Finished : Trial::State::Skipped);
        EXPECT_EQ(t.parameters > 300, t.candidate[0] == 1);
        EXPECT_EQ(t.reason.empty(), t.candidate[0] == 0);
    }
}

// Which of two networks is faster hangs on what else the machine does at that moment; that each is judged by what was measured of it does not.
TEST_F(StudyTest, WhatPredictsTooSlowlyIsPassedOver)
{
    vary({"Dense 1.units=4,2000"});
    const auto ends_under = [&](double limit) {
        SearchSetup quick = setup("grid");
        quick.most_latency_ms = limit;
        Study study = opened(quick, true);
        EXPECT_EQ(go(study, 9), Study::End::Exhausted);
        EXPECT_EQ(study.trials().size(), 2u);
        std::size_t skipped = 0;
        for (const Trial& t : study.trials()) {
            const bool too_slow = t.latency_ms > limit;
            skipped += too_slow;
            EXPECT_GT(t.latency_ms, 0);
            EXPECT_EQ(t.state, too_slow ? Trial::State::Skipped : Trial::State::Finished);
            EXPECT_EQ(t.reason.starts_with("One prediction takes "), too_slow) << t.reason;
            EXPECT_EQ(t.run.empty(), too_slow) << "what is too slow is not trained";
        }
        return skipped;
    };
    const auto sized = with_value(document, document.search()[0], std::int64_t{2000});
    ASSERT_TRUE(sized);
    const auto seconds = prediction_seconds({.document = *sized, .dataset = data, .device = "reference", .threads = 1});
    ASSERT_TRUE(seconds) << render(seconds.error().message);
    EXPECT_EQ(ends_under(1e-9), 2u) << "no prediction is that fast";
    EXPECT_EQ(runs().size(), 0u);
    EXPECT_EQ(ends_under(3'600'000), 0u) << "none takes an hour";
    EXPECT_EQ(runs().size(), 2u);
    (void)ends_under(500 * *seconds); // Half of what one of them took just now.

    SearchSetup quick = setup("grid");
    quick.most_latency_ms = 3'600'000;
    const Study again = opened(quick);
    ASSERT_EQ(again.trials().size(), 2u);
    EXPECT_GT(again.trials()[0].latency_ms, 0) << "it is kept with the trial";
    EXPECT_EQ(opened(setup("grid")).name(), "search-4") << "another limit is another question";
}

// What was measured of a trial is written before it is trained, and taken from there when it goes on.
TEST_F(StudyTest, ATrialThatGoesOnIsNotMeasuredAgain)
{
    SearchSetup limited = setup();
    limited.most_latency_ms = 60'000;
    {
        Study left = opened(limited);
        EXPECT_EQ(go(left, 1, {{.leaves = [] { return true; }}}), Study::End::Left);
    }
    const fs::path lines = Runs::beside(project) / ".studies" / "search-1" / "trials.jsonl";
    const std::string begun = test::bytes_of(lines), key = "\"latency_ms\":";
    const std::size_t at = begun.rfind(key), end = begun.find(',', at);
    ASSERT_NE(at, begun.npos) << begun;
    const auto goes_on_with = [&](const std::string& measured) {
        ASSERT_TRUE(write_file(lines, begun.substr(0, at) + measured + begun.substr(end)));
        Study study = opened(limited);
        ASSERT_EQ(study.trials().size(), 1u);
        EXPECT_EQ(study.trials()[0].state, Trial::State::Begun);
        EXPECT_EQ(go(study, 1), Study::End::Done);
    };
    goes_on_with(key + "12.5");
    EXPECT_EQ(opened(limited).trials().at(0).latency_ms, 12.5);
    EXPECT_EQ(runs().size(), 1u);

    // One that could not be measured says so to its end.
    Trial trial;
    take_latency(trial, Error{Message::plain("no memory"), {}});
    EXPECT_TRUE(trial.note.ends_with("no memory")) << trial.note;
    EXPECT_TRUE(std::isnan(trial.latency_ms));
    goes_on_with("\"note\":\"" + trial.note + "\"");
    const Trial known = opened(limited).trials().at(0);
    EXPECT_EQ(known.state, Trial::State::Finished);
    EXPECT_EQ(known.note, trial.note);
    EXPECT_TRUE(std::isnan(known.latency_ms));
}

// Minutes end the trial in progress; with more of them it goes on, and nothing is trained twice.
TEST_F(StudyTest, TheTrialInProgressIsInterruptedWhenTheTimeIsUp)
{
    test::set_epochs(document, 400);
    SearchSetup whole = setup();
    whole.project = folder.path / "whole.loom";
    Study unbroken = opened(whole);
    EXPECT_EQ(go(unbroken, 1), Study::End::Done);

    const auto with_minutes = [&](double minutes) {
        Study study = opened(setup());
        const auto end = study.go({.trials = 1, .minutes = minutes}, {});
        EXPECT_TRUE(end);
        return std::pair(end ? *end : Study::End::Left, study.trials());
    };
    const double minutes = unbroken.seconds() / 60 / 4;
    std::vector<std::size_t> epochs;
    for (const double part : {1.0, 2.0, 2.0}) {
        const auto [end, trials] = with_minutes(part * minutes);
        EXPECT_EQ(end, Study::End::OutOfTime);
        ASSERT_EQ(trials.size(), 1u);
        EXPECT_EQ(trials[0].state, Trial::State::Begun);
        ASSERT_EQ(runs().size(), 1u);
        EXPECT_EQ(runs()[0].state, RunRecord::State::Unfinished);
        const auto kept = Runs(project).metrics(runs()[0].name);
        ASSERT_TRUE(kept);
        epochs.push_back(kept->epochs.size());
    }
    EXPECT_GT(epochs[0], 0u);
    EXPECT_GE(epochs[1], epochs[0]);
    EXPECT_LT(epochs[2] - epochs[1], 100u) << "what it took before counts: all of the time would be good for 200";
    EXPECT_EQ(with_minutes(0).first, Study::End::Done);
    EXPECT_EQ(runs().size(), 1u) << "it went on, and did not begin again";
    expect_same(opened(setup()), unbroken);
    EXPECT_EQ(opened(setup()).trials()[0].epochs, 400);
}

TEST_F(StudyTest, WithoutValidationTheTrainingIsCompared)
{
    DataSetup all = document.data();
    all.validation_share = 0;
    perform(document, SetData{all});
    data = test::data_of(document);
    SearchSetup halved = setup();
    halved.halving = 2;
    Study study = opened(halved);
    EXPECT_EQ(go(study, 4), Study::End::Done);
    for (const Trial& t : study.trials()) {
        ASSERT_TRUE(t.has_result());
        EXPECT_TRUE(std::isnan(t.val_loss));
        double least = INFINITY;
        const auto metrics = Runs(project).metrics(t.run);
        ASSERT_TRUE(metrics);
        for (const EpochPoint& p : metrics->epochs)
            least = std::min(least, p.loss);
        EXPECT_EQ(t.goal, least);
        EXPECT_LE(study.best()->goal, t.goal);
    }
    EXPECT_FALSE(Study::open(setup("astrology"), data));
}

} // namespace study_test
} // namespace loom
