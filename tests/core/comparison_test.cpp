// Student's t, intervals of folds, and whether one is better than another. Expected numbers: mpmath 1.3 with 40 digits, tails as
// betainc(n/2, 1/2, 0, n/(n + t²), regularized), quantiles as roots of it; halves and tests by the formula of Nadeau and Bengio.
#include "search/comparison.h"
#include "search/student.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace loom {
namespace comparison_test {

TEST(Student, AgreesWithTables)
{
    // Both sides together.
    EXPECT_NEAR(student_tails(0, 5), 1, 1e-14);
    EXPECT_NEAR(student_tails(1, 1), 0.5, 1e-14);
    EXPECT_NEAR(student_tails(12.706204736174705, 1), 0.05, 1e-13);
    EXPECT_NEAR(student_tails(2.0, 10), 0.07338803477074037, 1e-13);
    EXPECT_NEAR(student_tails(-2.0, 10), student_tails(2.0, 10), 0);
    EXPECT_NEAR(student_quantile(0.05, 4), 2.7764451051977987, 1e-9);
    EXPECT_NEAR(student_quantile(0.05, 9), 2.2621571627982055, 1e-9);
    EXPECT_NEAR(student_quantile(0.05, 1e6), 1.9599663568141070, 1e-9);
    EXPECT_NEAR(student_quantile(0.01, 19), 2.8609346064649792, 1e-9);
}

TEST(Comparison, IntervalsAreWidenedByWhatFoldsShare)
{
    const std::vector<double> values = {0.90, 0.92, 0.91, 0.93, 0.89};
    const MeanInterval alone = interval_of(values, 0), folds = interval_of(values, 0.25);
    EXPECT_NEAR(alone.mean, 0.91, 1e-12);
    EXPECT_NEAR(alone.deviation, 0.015811388300841896, 1e-12);
    EXPECT_NEAR(alone.half, 0.019632431614775594, 1e-9);
    EXPECT_NEAR(folds.half, 0.029448647422163392, 1e-9);
    EXPECT_TRUE(std::isinf(interval_of(std::vector{0.5}, 0.25).half));
}

TEST(Comparison, SaysWhichIsBetterInPlainWords)
{
    std::vector<double> a, b;
    for (int i = 0; i < 20; ++i) {
        a.push_back(0.9 + 0.001 * (i % 5));
        b.push_back(a.back() + (i == 7 ? -0.001 : 0.006 + 0.0005 * (i % 3)));
    }
    const Comparison c = compare(a, b, true, 1.0 / 9);
    EXPECT_EQ(c.better, 19u);
    EXPECT_EQ(c.worse, 1u);
    EXPECT_TRUE(c.clear());
    EXPECT_EQ(render(sentence_of(c, "A", "B", true), Language::English), "B is better than A by 0.6 ± 0.1 points; 19 of 20 repeats");
    EXPECT_EQ(render(sentence_of(compare(b, a, true, 1.0 / 9), "A", "B", true), Language::English), "A is better than B by 0.6 ± 0.1 points; 19 of 20 repeats");
    EXPECT_NEAR(c.difference.mean, 0.0061, 1e-12);
    EXPECT_NEAR(c.difference.half, 0.0014461533997994, 1e-9);
    EXPECT_NEAR(c.probability, 3.7630541577132e-8, 1e-15);
    // Losses: less is better.
    EXPECT_EQ(compare(a, b, false, 1.0 / 9).better, 1u);
    // By hand: differences 1, 2, 3, of two folds each: t = 2 / (1 · √(1/3 + 1)) = √3, and for 2 degrees of freedom p = 1 − t / √(2 + t²).
    const Comparison hand = compare(std::vector{0.0, 0.0, 0.0}, std::vector{1.0, 2.0, 3.0}, true, 1);
    EXPECT_NEAR(hand.probability, 1 - std::sqrt(3.0 / 5), 1e-12);
    EXPECT_FALSE(hand.clear());
}

TEST(Comparison, ChanceIsNotCalledBetter)
{
    const std::vector<double> a = {0.90, 0.91, 0.92, 0.93}, b = {0.91, 0.90, 0.93, 0.94};
    const Comparison c = compare(a, b, true, 1.0 / 3);
    EXPECT_FALSE(c.clear());
    EXPECT_NEAR(c.probability, 0.55940434416348928, 1e-12);
    EXPECT_EQ(render(sentence_of(c, "A", "B", true), Language::English), "B is not clearly better than A: 0.5 ± 2.4 points; 3 of 4 repeats");
    EXPECT_EQ(compare(a, a, true, 0.25).probability, 1);
    // Equal differences (but for rounding) say nothing of how they scatter: as likely as heads, every time.
    const Comparison twice = compare(std::vector{0.4, 0.45}, std::vector{0.9, 0.95}, true, 1);
    EXPECT_DOUBLE_EQ(twice.probability, 0.5);
    EXPECT_FALSE(twice.clear());
    EXPECT_DOUBLE_EQ(compare(std::vector<double>(8, 0.1), std::vector<double>(8, 0.3), true, 1.0 / 3).probability, 1.0 / 128);
    EXPECT_EQ(compare(std::vector{0.1}, std::vector{0.2}, true, 0.25).probability, 1);
}

} // namespace comparison_test
} // namespace loom
