// The learning-rate finder: what it reads from a curve, and what it finds on networks.
#include "doctor_kit.h"
#include "train/rate_finder.h"

#include <cmath>

namespace loom::test {
namespace rate_finder_test {

/// Of so many steps from 1e-6 to 10.
RateCurve curve_of(int steps, const std::function<double(double)>& loss)
{
    RateCurve c;
    for (int i = 0; i < steps; ++i) {
        c.rate.push_back(1e-6 * std::pow(1e7, double(i) / (steps - 1)));
        c.loss.push_back(loss(std::log10(c.rate.back())));
    }
    read_rates(c);
    return c;
}

TEST(RateFinder, TakesTheSteepestPlace)
{
    // Falls as a logistic curve around 10^-3, and never blows up.
    const RateCurve c = curve_of(300, [](double x) { return 2 - 1.5 / (1 + std::exp(-4 * (x + 3))); });
    ASSERT_TRUE(c.suggested && c.steepest);
    EXPECT_FALSE(c.diverged);
    EXPECT_EQ(c.suggested, c.steepest);
    EXPECT_NEAR(std::log10(*c.suggested), -3, 0.4) << "Smoothing tells it late, by less than half a decade.";
}

TEST(RateFinder, KeepsATenthFromWhereItGoesAstray)
{
    const RateCurve c = curve_of(300, [](double x) { return x < -1 ? 2 - 1.5 / (1 + std::exp(-8 * (x + 1.2))) : 100.0; });
    ASSERT_TRUE(c.suggested && c.diverged);
    EXPECT_NEAR(std::log10(*c.diverged), -1, 0.1);
    EXPECT_DOUBLE_EQ(*c.suggested, std::min(*c.steepest, *c.diverged / 10));
    EXPECT_LE(*c.suggested, 0.1 * *c.diverged);
}

TEST(RateFinder, SuggestsNothingWhereNothingFalls)
{
    EXPECT_FALSE(curve_of(200, [](double) { return 1.0; }).suggested);
    EXPECT_FALSE(curve_of(200, [](double x) { return 1 + 0.1 * (x + 6); }).suggested);
    const RateCurve broken = curve_of(200, [](double x) { return x < -5.9 ? 1.0 : NAN; });
    EXPECT_FALSE(broken.suggested);
    EXPECT_TRUE(broken.diverged);
}

struct Finder : testing::Test {
    Folder folder;
    Job job(const Document& d)
    {
        Job made = job_for(d, folder.path / "p.loom", "auto");
        made.threads = 1;
        return made;
    }
};

TEST_F(Finder, SaysHowFarItIsAndEndsWhenItIsCancelled)
{
    const Job asked = job(moons_network(1));
    Progress progress;
    ASSERT_TRUE(find_rate(asked, {.from = 1e-6, .to = 1e-3, .steps = 12}, &progress));
    EXPECT_EQ(progress.done, 12);
    EXPECT_EQ(progress.total, 12);
    progress.cancelled = true;
    const auto cancelled = find_rate(asked, {.from = 1e-6, .to = 1e-3, .steps = 1'000'000'000}, &progress);
    ASSERT_FALSE(cancelled);
    EXPECT_NE(render(cancelled.error().message).find("cancelled"), std::string::npos);
}

TEST_F(Finder, FindsARateThatTrainsWell)
{
    Document d = chain({{"input", {}}, {"dense", {{"units", std::int64_t{16}}, {"activation", "relu"}}}, {"dense", {{"units", std::int64_t{2}}}}, {"output", {}}});
    set_recipe(d, "cross_entropy", {"adam", {{"learning_rate", 1e-7}}}, {{"epochs", std::int64_t{8}}, {"batch_size", std::int64_t{16}}});
    perform(d, SetData{points("moons", 400)});
    const auto curve = find_rate(job(d));
    ASSERT_TRUE(curve) << render(curve.error().message);
    ASSERT_TRUE(curve->suggested);
    EXPECT_GT(*curve->suggested, 1e-4);
    EXPECT_LT(*curve->suggested, 1);
    EXPECT_FALSE(fs::exists(Runs::beside(folder.path / "p.loom"))) << "It left a run behind.";
    const auto again = find_rate(job(d));
    ASSERT_TRUE(again);
    EXPECT_EQ(again->loss, curve->loss) << "The same beginning gives the same curve.";

    const auto edit = taking_rate(d, *curve->suggested);
    ASSERT_TRUE(edit);
    const auto before = train_watched(d, folder);
    perform(d, *edit);
    EXPECT_LT(train_watched(d, folder).epochs.back().loss, 0.6 * before.epochs.back().loss);
}

TEST_F(Finder, SgdGoesAstrayEarlierOnLargeInputs)
{
    const auto diverged = [&](double scale) {
        Document d = chain({{"input", {{"scaling", "none"}}}, {"dense", {{"units", std::int64_t{1}}}}, {"output", {}}});
        set_recipe(d, "mse", {"sgd", {}}, {{"batch_size", std::int64_t{16}}});
        perform(d, SetData{sums(folder, 300, scale)});
        const auto curve = find_rate(job(d));
        EXPECT_TRUE(curve && curve->diverged);
        return curve && curve->diverged ? *curve->diverged : 0;
    };
    // Steps of least squares go astray beyond 2/λ, λ the largest curvature, which grows with the inputs' square.
    const double ratio = std::log10(diverged(1) / diverged(10));
    EXPECT_NEAR(ratio, 2, 0.6);
}

TEST_F(Finder, RefusesRangesThatAreNone)
{
    const Document d = moons_network(1);
    for (const RateRange range : {RateRange{0, 1, 100}, RateRange{1, 0.5, 100}, RateRange{1e-5, 1, 3}}) {
        const auto curve = find_rate(job(d), range);
        ASSERT_FALSE(curve);
        EXPECT_EQ(curve.error().blame, Blame::Call);
    }
}

TEST(TakingARate, StaysInItsRangeAndTellsThreeDigits)
{
    const Document d = moons_network(1);
    const auto rate = [&](double asked) {
        const Chosen optimizer = std::get<SetRecipe>(*taking_rate(d, asked)).recipe.optimizer;
        return find_optimizer(optimizer.type)->learning_rate(optimizer.values);
    };
    EXPECT_EQ(rate(0.0123456), 0.0123);
    EXPECT_EQ(rate(0.001 * 0.1), 0.0001) << "As people write it.";
    EXPECT_EQ(rate(1e9), 100);
    EXPECT_EQ(rate(1e-30), 1e-9);
}

} // namespace rate_finder_test
} // namespace loom::test
