// The learning rate's schedules against PyTorch's (tests/golden, made by tests/python/make_vectors.py).
#include "train/schedule.h"

#include "golden.h"

#include <limits>
#include <set>

namespace loom {
namespace schedule_test {

RecipeSettings recipe(const nlohmann::json& settings, std::int64_t epochs)
{
    RecipeSettings r = unpack_recipe(test::settings_of(recipe_type(), settings));
    r.epochs = epochs;
    return r;
}

TEST(Schedule, FollowsPyTorch)
{
    const nlohmann::json given = test::golden("schedules.json");
    const std::int64_t per_epoch = given["steps_per_epoch"], epochs = given["epochs"];
    const std::vector<double> validation = given["validation"];
    std::set<std::string> seen;
    for (const auto& c : given["cases"]) {
        SCOPED_TRACE(c["settings"].dump());
        const RecipeSettings r = recipe(c["settings"], epochs);
        seen.insert(c["settings"]["schedule"]);
        const bool by_epoch = r.schedule == Schedule::Plateau;
        const std::vector<double> expected = c["multiples"];
        ASSERT_EQ(expected.size(), std::size_t(by_epoch ? epochs : epochs * per_epoch));
        for (std::size_t i = 0; i < expected.size(); ++i) {
            const auto step = by_epoch ? std::int64_t(i) * per_epoch : std::int64_t(i);
            const std::span known(validation.data(), std::size_t(step / per_epoch));
            EXPECT_NEAR(rate_multiple(r, step, per_epoch, known), expected[i], 1e-9) << "step " << step;
        }
    }
    for (const Choice& choice : recipe_type().settings[*recipe_type().index_of("schedule")].choices)
        EXPECT_TRUE(choice.id == "constant" || seen.contains(std::string(choice.id))) << choice.id;
}

TEST(Schedule, WarmsUpFromNothingToAll)
{
    RecipeSettings r;
    r.warmup = 2;
    const auto at = [&](std::int64_t step) { return rate_multiple(r, step, 5, {}); };
    EXPECT_DOUBLE_EQ(at(0), 0.1);
    EXPECT_DOUBLE_EQ(at(4), 0.5);
    EXPECT_DOUBLE_EQ(at(9), 1);
    EXPECT_DOUBLE_EQ(at(10), 1);
    r.warmup = 0.4;
    EXPECT_DOUBLE_EQ(at(0), 0.5);
    EXPECT_DOUBLE_EQ(at(1), 1);
}

TEST(Schedule, LossesThatAreNotNumbersAreNoProgress)
{
    RecipeSettings r;
    r.schedule = Schedule::Plateau;
    r.rate_factor = 0.5;
    r.rate_epochs = 2;
    const double none = std::numeric_limits<double>::quiet_NaN();
    const std::vector<double> losses{1, none, none};
    EXPECT_DOUBLE_EQ(rate_multiple(r, 3, 1, losses), 0.5);
}

TEST(Schedule, TheShortestRunsHaveARate)
{
    RecipeSettings r;
    r.epochs = 1;
    for (const Schedule schedule : {Schedule::Constant, Schedule::Step, Schedule::Exponential, Schedule::Cosine,
                                    Schedule::OneCycle, Schedule::Plateau}) {
        r.schedule = schedule;
        for (std::int64_t steps : {1, 2, 3, 4})
            for (std::int64_t step = 0; step < steps; ++step) {
                const double multiple = rate_multiple(r, step, steps, {});
                EXPECT_TRUE(std::isfinite(multiple) && multiple >= 0 && multiple <= 1) << int(schedule) << " " << step;
            }
    }
}

TEST(Schedule, PlansForTheStepsThereWillBe)
{
    RecipeSettings r;
    r.epochs = 10;
    r.schedule = Schedule::Cosine;
    r.rate_factor = 0;
    r.most_steps = 20;
    EXPECT_EQ(planned_steps(r, 5), 20);
    EXPECT_NEAR(rate_multiple(r, 10, 5, {}), 0.5, 1e-12);
    r.most_steps = 60; // More than the epochs have.
    EXPECT_EQ(planned_steps(r, 5), 50);
    r.most_steps = 0;
    EXPECT_NEAR(rate_multiple(r, 25, 5, {}), 0.5, 1e-12);
}

TEST(Schedule, WaitsForGainsThatCount)
{
    const std::vector<double> goals{1, 0.95, 0.9, 0.85};
    EXPECT_EQ(epochs_without_gain(goals, 0), 0);
    EXPECT_EQ(epochs_without_gain(goals, 0.12), 0); // 0.85 is better than 1 by more.
    EXPECT_EQ(epochs_without_gain(goals, 0.2), 3);
    EXPECT_EQ(epochs_without_gain({}, 0), 0);
    RecipeSettings r;
    r.goal = Goal::Accuracy;
    EXPECT_EQ(goal_of(r, 3, 0.25), -0.25);
    EXPECT_EQ(goal_of(r, 3, std::numeric_limits<double>::quiet_NaN()), 3);
    r.goal = Goal::Loss;
    EXPECT_EQ(goal_of(r, 3, 0.25), 3);
}

} // namespace schedule_test
} // namespace loom
