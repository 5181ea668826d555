// How the next candidate is chosen, and what is said of all of them.
#include "search/front.h"
#include "search/importance.h"
#include "search/sampler.h"
#include "search/trial.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

namespace loom {
namespace samplers_test {

Dimension real(double low, double high, bool log = false) { return {.varied = {.key = "x"}, .low = low, .high = high, .log = log}; }
Dimension whole(double low, double high) { return {.varied = {.key = "n"}, .kind = Dimension::Kind::Whole, .low = low, .high = high}; }
Dimension choice(std::size_t n)
{
    Dimension d{.varied = {.key = "c"}, .kind = Dimension::Kind::Choice, .high = double(n - 1), .ordered = false};
    for (std::size_t i = 0; i < n; ++i)
        d.varied.choices.push_back(std::string(1, char('a' + i)));
    return d;
}

const Space mixed{{real(0, 1), real(1e-4, 1, true), whole(1, 9), choice(4)}};

std::vector<Tried> search(const Space& space, std::string_view sampler, std::uint64_t seed, std::int64_t trials, const std::function<double(const Candidate&)>& goal)
{
    std::vector<Tried> tried;
    for (std::int64_t n = 1; n <= trials; ++n) {
        auto next = find_sampler(sampler)->next(space, tried, seed, n);
        if (!next)
            break;
        const double g = goal(*next);
        tried.push_back({std::move(*next), g});
    }
    return tried;
}

double best_of(const std::vector<Tried>& tried) { return tried[ranked(tried).front()].goal; }

/// Best at 0.3, 0.01, 4 and "c".
double bowl(const Candidate& c)
{
    return std::pow(c[0] - 0.3, 2) + 0.1 * std::pow(std::log10(c[1]) + 2, 2) + 0.02 * std::pow(c[2] - 4, 2) + (c[3] == 2 ? 0 : 0.2);
}

TEST(Samplers, EachStaysInTheSpaceAndSaysTheSameAgain)
{
    ASSERT_GE(sampler_types().size(), 3u);
    for (const SamplerType* type : sampler_types()) {
        const auto tried = search(mixed, type->id, 7, 40, bowl);
        ASSERT_EQ(tried.size(), 40u) << type->id;
        std::set<Candidate> different;
        for (const Tried& t : tried) {
            different.insert(t.candidate);
            ASSERT_EQ(t.candidate.size(), 4u);
            for (std::size_t k = 0; k < 4; ++k) {
                EXPECT_GE(t.candidate[k], mixed.dimensions[k].low);
                EXPECT_LE(t.candidate[k], mixed.dimensions[k].high);
            }
            EXPECT_EQ(t.candidate[2], std::round(t.candidate[2]));
            EXPECT_EQ(t.candidate[3], std::round(t.candidate[3]));
        }
        EXPECT_GT(different.size(), 35u) << type->id;
        // What it says of a trial follows from the trials before it, not from having said it.
        for (std::size_t n : {0u, 9u, 10u, 25u})
            EXPECT_EQ(type->next(mixed, std::span(tried).first(n), 7, std::int64_t(n) + 1), tried[n].candidate) << type->id << n;
        EXPECT_NE(search(mixed, type->id, 8, 40, bowl)[0].candidate, tried[0].candidate) << type->id << ": another seed";
    }
    EXPECT_EQ(find_sampler("astrology"), nullptr);
}

TEST(Samplers, GridTriesAllOnce)
{
    const Space space{{real(0, 1), whole(1, 3), choice(2)}};
    const auto tried = search(space, "grid", 1, 1000, [](const Candidate&) { return 0.0; });
    ASSERT_EQ(tried.size(), 5u * 3 * 2);
    std::set<Candidate> different;
    for (const Tried& t : tried)
        different.insert(t.candidate);
    EXPECT_EQ(different.size(), tried.size());
    EXPECT_TRUE(different.contains({0, 1, 0}) && different.contains({1, 3, 1}) && different.contains({0.25, 2, 0}));
}

TEST(Samplers, TpeFindsWhatRandomMisses)
{
    int better = 0;
    double tpe = 0, random = 0;
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        const double a = best_of(search(mixed, "tpe", seed, 60, bowl)), b = best_of(search(mixed, "random", seed, 60, bowl));
        better += a < b;
        tpe += a;
        random += b;
    }
    EXPECT_GE(better, 15);
    EXPECT_LT(tpe, random / 2);
}

// Where half of the range comes to nothing, draws go away from it; of random ones half would fail. (The best one lies apart from the
// border: around one that lies on it, half of what a kernel draws is beyond.)
TEST(Samplers, TpeKeepsAwayFromWhatFails)
{
    const Space space{{real(0, 1)}};
    int failed = 0;
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        const auto tried = search(space, "tpe", seed, 80, [](const Candidate& c) { return c[0] > 0.5 ? INFINITY : std::abs(c[0] - 0.25); });
        for (const Tried& t : std::span(tried).last(40))
            failed += !std::isfinite(t.goal);
        EXPECT_NEAR(tried[ranked(tried).front()].candidate[0], 0.25, 0.02) << seed;
    }
    EXPECT_LT(failed, 5 * 40 / 4);
}

TEST(Samplers, OfOneValueThereIsOne)
{
    const Space space{{real(2, 2), whole(3, 3), choice(1)}};
    for (const SamplerType* type : sampler_types())
        for (const Tried& t : search(space, type->id, 1, 15, [](const Candidate&) { return 1.0; }))
            EXPECT_EQ(t.candidate, (Candidate{2, 3, 0})) << type->id;
}

TEST(Samplers, StoppedTrialsAreRankedLast)
{
    const std::vector<Tried> tried = {{{}, 0.1, 1}, {{}, INFINITY, 9}, {{}, 0.3}, {{}, 0.2}, {{}, 0.2}, {{}, 0.05, 3}};
    EXPECT_EQ(ranked(tried), (std::vector<std::size_t>{3, 4, 2, 5, 0, 1}));
}

TEST(Importance, SaysWhatMatters)
{
    const Space space{{real(0, 1), real(0, 1), choice(3)}};
    const auto shares_for = [&](const std::function<double(const Candidate&)>& goal) { return importance(space, search(space, "random", 5, 120, goal)); };
    const auto one = shares_for([](const Candidate& c) { return 3 * c[0] + 0.3 * c[1]; });
    ASSERT_EQ(one.size(), 3u);
    // Exact: 9/12 to 0.09/12.
    EXPECT_GT(one[0], 0.9);
    EXPECT_LT(one[1], 0.06);
    EXPECT_LT(one[2], 0.03);
    const auto chosen = shares_for([](const Candidate& c) { return c[2] == 1 ? 1.0 : 0.0; });
    EXPECT_NEAR(chosen[2], 1, 0.02);
    // Only both together say it: neither does by itself.
    const auto together = shares_for([](const Candidate& c) { return (c[0] < 0.5) == (c[1] < 0.5) ? 1.0 : 0.0; });
    EXPECT_LT(together[0] + together[1] + together[2], 0.4);
    EXPECT_TRUE(importance(space, {}).empty());
    EXPECT_TRUE(shares_for([](const Candidate&) { return 1.0; }).empty()) << "nothing differs";
    // What came to nothing is left out.
    auto tried = search(space, "random", 5, 120, [](const Candidate& c) { return 3 * c[0] + 0.3 * c[1]; });
    tried.push_back({{0.5, 0.5, 0}, INFINITY, 1});
    EXPECT_EQ(importance(space, tried), one);
}

TEST(Front, WhatNothingElseBeats)
{
    const std::vector<std::pair<double, double>> points = {{3, 1}, {1, 5}, {2, 2}, {2, 3}, {4, 0.5}, {1, 5}, {5, 5}};
    EXPECT_EQ(front(points), (std::vector<std::size_t>{4, 0, 2, 1}));
    EXPECT_TRUE(front({}).empty());
}

// Half of the trials were stopped after their first epoch, when all were far from their end. Held beside the others they would say that what stopped
// them is all that matters.
TEST(Importance, TrialsOfOtherLengthsAreNotMixed)
{
    const Space space{{real(0, 1), real(0, 1)}};
    std::vector<Trial> trials;
    for (const Tried& t : search(space, "random", 5, 60, [](const Candidate& c) { return c[0]; })) {
        Trial trial{.number = std::ssize(trials) + 1, .candidate = t.candidate};
        trial.state = t.candidate[1] < 0.5 ? Trial::State::Stopped : Trial::State::Finished;
        trial.rungs = {{1, 10 + t.candidate[0]}};
        if (trial.state == Trial::State::Finished)
            trial.rungs.emplace_back(2, 5 + t.candidate[0]);
        trial.goal = trial.state == Trial::State::Finished ? t.candidate[0] : 10 + t.candidate[0];
        trial.epochs = trial.state == Trial::State::Finished ? 4 : 1;
        trials.push_back(trial);
    }
    const auto finished = std::size_t(std::ranges::count(trials, Trial::State::Finished, &Trial::state));
    EXPECT_GT(importance(space, tried_of(trials))[1], 0.9) << "what is to be avoided";
    for (const std::size_t enough : {finished, finished + 1}) { // By their ends; by the first epoch of all.
        const auto alike = tried_alike(trials, enough);
        EXPECT_EQ(alike.size(), enough == finished ? finished : trials.size());
        const auto shares = importance(space, alike);
        EXPECT_GT(shares[0], 0.9);
        EXPECT_LT(shares[1], 0.1);
    }
    // Of too few at any rung, those that came to their end.
    EXPECT_EQ(tried_alike(trials, trials.size() + 1).size(), finished);
    // The latest rung that enough came to, with what they had come to there.
    for (std::size_t i = 0; i < 20; ++i)
        trials[i].state = Trial::State::Stopped;
    const auto second = tried_alike(trials, finished);
    ASSERT_EQ(second.size(), finished);
    EXPECT_TRUE(std::ranges::all_of(second, [](const Tried& t) { return t.goal >= 5 && t.goal <= 6; }));
    // What came to nothing counts nowhere.
    trials[30].state = Trial::State::Failed;
    EXPECT_EQ(tried_alike(trials, trials.size()).size(), std::size_t(std::ranges::count(trials, Trial::State::Finished, &Trial::state)));
}

} // namespace samplers_test
} // namespace loom
