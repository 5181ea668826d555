#include "evaluate/flips.h"

#include <gtest/gtest.h>

namespace loom {
namespace flips_test {

Evaluation judged(std::vector<std::uint32_t> rows, std::vector<std::int32_t> truth, std::vector<std::int32_t> predicted)
{
    Evaluation e;
    e.classes = true;
    e.labels = {"a", "b"};
    e.rows = std::move(rows);
    e.truth = std::move(truth);
    e.predicted = std::move(predicted);
    return e;
}

TEST(Flips, AreTheRowsThatOnlyOneHasRight)
{
    const Evaluation before = judged({4, 5, 6, 7, 9}, {0, 0, 1, 1, 0}, {0, 1, 1, 0, 0});
    const Evaluation after = judged({9, 4, 5, 6, 7, 8}, {0, 0, 0, 1, 1, 1}, {1, 0, 0, 1, 0, 1});
    const auto found = flips(before, after);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->samples, 5u); // Row 8 was judged by one alone.
    EXPECT_EQ(found->both_right, 2u);
    EXPECT_EQ(found->both_wrong, 1u);
    EXPECT_EQ(found->mended, std::vector<std::uint32_t>{5});
    EXPECT_EQ(found->broken, std::vector<std::uint32_t>{9});
    EXPECT_EQ(found->probability, 1);
}

TEST(Flips, OfOneSideAloneAreHardlyChance)
{
    // scipy.stats.binomtest(1, 10, 0.5).pvalue and (0, 6).
    std::vector<std::uint32_t> rows(10);
    for (std::uint32_t i = 0; i < 10; ++i)
        rows[i] = i;
    const std::vector<std::int32_t> truth(10, 0);
    std::vector<std::int32_t> first(10, 1), second(10, 0);
    first[0] = 0, second[0] = 1;
    EXPECT_NEAR(flips(judged(rows, truth, first), judged(rows, truth, second))->probability, 0.021484375, 1e-12);
    rows.resize(6);
    const std::vector<std::int32_t> six(6, 0), wrong(6, 1);
    EXPECT_NEAR(flips(judged(rows, six, wrong), judged(rows, six, six))->probability, 0.03125, 1e-12);
}

TEST(Flips, NeedTheSameClasses)
{
    Evaluation one = judged({1}, {0}, {0}), other = one;
    other.labels = {"a", "c"};
    EXPECT_FALSE(flips(one, other));
    other = one;
    other.classes = false;
    EXPECT_FALSE(flips(one, other));
}

} // namespace flips_test
} // namespace loom
