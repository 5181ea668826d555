#include "evaluate/detections.h"

#include "base/random.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <set>

using namespace loom;

namespace measures_test {

using Labels = std::vector<std::int32_t>;

ClassificationReport report(const Labels& truth, const Labels& predicted, std::size_t classes)
{
    return classification_report(truth, predicted, classes);
}

/// For tests/python/measures_check.py, where the environment asks for it.
std::ofstream written_cases()
{
    const char* path = std::getenv("LOOM_WRITE_MEASURES");
    return path ? std::ofstream(path, std::ios::app) : std::ofstream();
}

/// Straight from the definitions, one pass over the samples for every figure.
struct Slow {
    const Labels &truth, &predicted;
    double counted(auto predicate) const
    {
        double n = 0;
        for (std::size_t i = 0; i < truth.size(); ++i)
            n += predicate(truth[i], predicted[i]);
        return n;
    }
    double precision(int c) const
    {
        const double claimed = counted([&](int, int p) { return p == c; });
        return claimed == 0 ? 0 : counted([&](int t, int p) { return t == c && p == c; }) / claimed;
    }
    double recall(int c) const
    {
        const double have = counted([&](int t, int) { return t == c; });
        return have == 0 ? 0 : counted([&](int t, int p) { return t == c && p == c; }) / have;
    }
    double f1(int c) const
    {
        const double p = precision(c), r = recall(c);
        return p + r == 0 ? 0 : 2 * p * r / (p + r);
    }
};

TEST(Measures, TheFiguresOfScikitLearnsExamples)
{
    const auto r = report({2, 0, 2, 2, 0, 1}, {0, 0, 2, 2, 0, 2}, 3);
    EXPECT_EQ(r.confusion, (std::vector<std::vector<std::int64_t>>{{2, 0, 0}, {0, 0, 1}, {1, 0, 2}}));
    EXPECT_EQ(r.samples, 6);
    EXPECT_DOUBLE_EQ(r.accuracy, 4.0 / 6);

    const auto f = report({0, 1, 2, 0, 1, 2}, {0, 2, 1, 0, 0, 1}, 3);
    EXPECT_NEAR(f.macro_f1, 0.26666666666666666, 1e-15);
    EXPECT_NEAR(f.weighted_f1, 0.26666666666666666, 1e-15);
    EXPECT_NEAR(f.accuracy, 1.0 / 3, 1e-15);
    EXPECT_NEAR(f.macro_precision, 0.2222222222222222, 1e-15);
    EXPECT_NEAR(f.macro_recall, 1.0 / 3, 1e-15);

    // The mean recall is the balanced accuracy.
    EXPECT_DOUBLE_EQ(report({0, 1, 0, 0, 1, 0}, {0, 1, 0, 0, 0, 1}, 2).macro_recall, 0.625);

    const std::vector<double> truth{3, -0.5, 2, 7}, predicted{2.5, 0, 2, 8};
    const auto g = regression_report(truth, predicted);
    EXPECT_DOUBLE_EQ(g.r2, 0.9486081370449679);
    EXPECT_DOUBLE_EQ(g.mae, 0.5);
    EXPECT_DOUBLE_EQ(g.mse, 0.375);
    EXPECT_DOUBLE_EQ(g.rmse, std::sqrt(0.375));
}

TEST(Measures, EmptyClassesAndEmptySets)
{
    // Class 2 is never true, class 3 neither true nor claimed: scikit-learn's averages hold 0, 1 and 2.
    const auto r = report({0, 0, 1, 1}, {0, 2, 1, 1}, 4);
    EXPECT_EQ(r.classes[2].support, 0);
    EXPECT_DOUBLE_EQ(r.classes[2].precision, 0);
    EXPECT_DOUBLE_EQ(r.classes[2].recall, 0);
    EXPECT_DOUBLE_EQ(r.macro_recall, (0.5 + 1 + 0) / 3);
    EXPECT_DOUBLE_EQ(r.macro_precision, 2.0 / 3);

    const auto none = report({}, {}, 3);
    EXPECT_EQ(none.samples, 0);
    EXPECT_DOUBLE_EQ(none.accuracy, 0);
    EXPECT_DOUBLE_EQ(none.macro_f1, 0);
    EXPECT_EQ(regression_report({}, {}).samples, 0);
}

TEST(Measures, RegressionOfAConstant)
{
    const std::vector<double> flat{2, 2, 2}, off{2, 2, 3};
    EXPECT_DOUBLE_EQ(regression_report(flat, flat).r2, 1);
    EXPECT_DOUBLE_EQ(regression_report(flat, off).r2, 0);
    const std::vector<double> awkward(7, 0.1), near(7, 0.2); // Their sum divided by 7 is not 0.1.
    EXPECT_DOUBLE_EQ(regression_report(awkward, awkward).r2, 1);
    EXPECT_DOUBLE_EQ(regression_report(awkward, near).r2, 0);
}

TEST(Measures, AThousandRandomCases)
{
    Random random(1, 2);
    std::ofstream cases = written_cases();
    for (int round = 0; round < 1000; ++round) {
        const std::size_t classes = 2 + random.below(9), samples = 1 + random.below(60);
        const std::size_t shown = round % 3 ? classes : 1 + random.below(classes); // Often some classes are missing.
        Labels truth, predicted;
        for (std::size_t i = 0; i < samples; ++i) {
            truth.push_back(std::int32_t(random.below(shown)));
            predicted.push_back(random.uniform() < 0.4 ? truth.back()
                                                       : std::int32_t(random.below(round % 5 ? classes : 1)));
        }
        const auto r = report(truth, predicted, classes);
        if (cases.is_open()) {
            nlohmann::json each;
            for (const ClassMeasures& m : r.classes) {
                each["precision"].push_back(m.precision);
                each["recall"].push_back(m.recall);
                each["f1"].push_back(m.f1);
                each["support"].push_back(m.support);
            }
            each.update({{"accuracy", r.accuracy},
                         {"macro_precision", r.macro_precision},
                         {"macro_recall", r.macro_recall},
                         {"macro_f1", r.macro_f1},
                         {"weighted_f1", r.weighted_f1},
                         {"confusion", r.confusion}});
            cases << nlohmann::json{{"truth", truth}, {"predicted", predicted}, {"classes", classes}, {"figures", each}}
                  << "\n";
        }
        const Slow slow{truth, predicted};
        std::set<int> named(truth.begin(), truth.end());
        named.insert(predicted.begin(), predicted.end());
        double precision = 0, recall = 0, f1 = 0, weighted = 0;
        for (int c = 0; c < int(classes); ++c) {
            const auto& m = r.classes[std::size_t(c)];
            ASSERT_NEAR(m.precision, slow.precision(c), 1e-12);
            ASSERT_NEAR(m.recall, slow.recall(c), 1e-12);
            ASSERT_NEAR(m.f1, slow.f1(c), 1e-12);
            ASSERT_EQ(double(m.support), slow.counted([&](int t, int) { return t == c; }));
            for (int p = 0; p < int(classes); ++p)
                ASSERT_EQ(double(r.confusion[std::size_t(c)][std::size_t(p)]),
                          slow.counted([&](int a, int b) { return a == c && b == p; }));
            if (!named.contains(c))
                continue;
            precision += slow.precision(c);
            recall += slow.recall(c);
            f1 += slow.f1(c);
            weighted += slow.f1(c) * double(m.support);
        }
        const double n = double(named.size());
        ASSERT_NEAR(r.accuracy, slow.counted([](int t, int p) { return t == p; }) / double(samples), 1e-12);
        ASSERT_NEAR(r.macro_precision, precision / n, 1e-12);
        ASSERT_NEAR(r.macro_recall, recall / n, 1e-12);
        ASSERT_NEAR(r.macro_f1, f1 / n, 1e-12);
        ASSERT_NEAR(r.weighted_f1, weighted / double(samples), 1e-12);
    }
}

TEST(Measures, AThousandRandomRankings)
{
    Random random(5, 6);
    std::ofstream cases = written_cases();
    for (int round = 0; round < 1000; ++round) {
        const std::size_t samples = 1 + random.below(60), levels = 1 + random.below(20); // Few levels: many ties.
        Labels truth;
        std::vector<float> scores; // Beside those of another class.
        for (std::size_t i = 0; i < samples; ++i) {
            truth.push_back(std::int32_t(random.below(round % 10 ? 3 : 1)));
            scores.push_back(float(random.below(levels)) / 7);
            scores.push_back(float(random.below(levels) + std::size_t(truth.back())) / 3);
        }
        const double auc = roc_auc(truth, 1, scores.data() + 1, 2);
        double won = 0, pairs = 0;
        for (std::size_t i = 0; i < samples; ++i)
            for (std::size_t j = 0; j < samples; ++j)
                if (truth[i] == 1 && truth[j] != 1) {
                    const float a = scores[2 * i + 1], b = scores[2 * j + 1];
                    won += a > b ? 1 : a == b ? 0.5 : 0;
                    ++pairs;
                }
        if (pairs == 0) {
            ASSERT_TRUE(std::isnan(auc));
            continue;
        }
        ASSERT_NEAR(auc, won / pairs, 1e-12);
        if (cases.is_open()) {
            std::vector<double> own;
            for (std::size_t i = 0; i < samples; ++i)
                own.push_back(double(scores[2 * i + 1]));
            cases << nlohmann::json{{"truth", truth}, {"scores", own}, {"figures", {{"auc", auc}}}} << "\n";
        }
    }
    const float nan = std::nanf("");
    EXPECT_TRUE(std::isnan(roc_auc(Labels{0, 1, 1}, 1, std::vector<float>{0.1f, nan, 0.2f}.data())));
}

TEST(Measures, AThousandRandomRegressions)
{
    Random random(3, 4);
    std::ofstream cases = written_cases();
    for (int round = 0; round < 1000; ++round) {
        const std::size_t samples = 1 + random.below(50);
        const double scale = std::pow(10, random.uniform() * 6 - 3), level = round % 4 ? 0 : 10 * scale;
        std::vector<double> truth, predicted;
        for (std::size_t i = 0; i < samples; ++i) {
            truth.push_back(round % 10 ? level + scale * random.normal() : level);
            predicted.push_back(truth.back() + (round % 7 ? scale * random.normal() : 0));
        }
        const auto r = regression_report(truth, predicted);
        long double squares = 0, absolutes = 0, mean = 0, spread = 0;
        for (double t : truth)
            mean += t;
        mean /= (long double)samples;
        for (std::size_t i = 0; i < samples; ++i) {
            const long double e = predicted[i] - truth[i];
            squares += e * e;
            absolutes += e < 0 ? -e : e;
            spread += (truth[i] - mean) * (truth[i] - mean);
        }
        const double n = double(samples), tolerance = 1e-12 * std::max(1.0, scale * scale);
        ASSERT_NEAR(r.mse, double(squares) / n, tolerance);
        ASSERT_NEAR(r.mae, double(absolutes) / n, tolerance);
        ASSERT_NEAR(r.rmse, std::sqrt(double(squares) / n), tolerance);
        if (round % 10 && samples > 1) {
            ASSERT_NEAR(r.r2, double(1 - squares / spread), 1e-12 * std::max(1.0, double(squares / spread)));
        }
        if (cases.is_open() && scale <= 1)
            cases << nlohmann::json{{"truth", truth},
                                    {"predicted", predicted},
                                    {"figures", {{"mse", r.mse}, {"rmse", r.rmse}, {"mae", r.mae}, {"r2", r.r2}}}}
                  << "\n";
    }
}

TEST(Measures, WilsonsInterval)
{
    // R: prop.test(81, 263, correct = FALSE).
    const Interval i = wilson(81, 263);
    EXPECT_NEAR(i.low, 0.2553, 5e-5);
    EXPECT_NEAR(i.high, 0.3662, 5e-5);
    EXPECT_DOUBLE_EQ(wilson(0, 10).low, 0);
    EXPECT_NEAR(wilson(0, 10).high, 0.27753, 1e-5);
    EXPECT_DOUBLE_EQ(wilson(10, 10).high, 1);
    EXPECT_DOUBLE_EQ(wilson(0, 0).high, 1);
}

// Compared with pycocotools by tests/python/measures_check.py.
TEST(Measures, RandomBoxes)
{
    std::ofstream written = written_cases();
    Random random(9, stream_of("boxes to be found"));
    const auto box = [&] { return ObjectBox{float(0.2 + 0.6 * random.uniform()), float(0.2 + 0.6 * random.uniform()), float(0.1 + 0.2 * random.uniform()), float(0.1 + 0.2 * random.uniform())}; };
    const auto moved = [&](ObjectBox b, double most) {
        for (float* v : {&b.x, &b.y, &b.width, &b.height})
            *v += float(most * (2 * random.uniform() - 1));
        return b;
    };
    const auto told = [](const std::vector<std::vector<Object>>& pictures) {
        nlohmann::json all = nlohmann::json::array();
        for (const auto& objects : pictures) {
            nlohmann::json& one = all.emplace_back(nlohmann::json::array());
            for (const Object& o : objects)
                one.push_back({o.label, o.box.x, o.box.y, o.box.width, o.box.height, o.score});
        }
        return all;
    };
    for (int n = 0; n < 60; ++n) {
        const auto classes = 1 + random.below(4), pictures = 1 + random.below(12);
        std::vector<std::vector<Object>> truth(pictures), found(pictures);
        for (std::size_t p = 0; p < pictures; ++p) {
            for (std::size_t i = random.below(6); i > 0; --i) {
                const Object o{std::int32_t(random.below(classes)), box()};
                truth[p].push_back(o);
                for (std::size_t k = random.below(3); k > 0; --k) // About it, more or less.
                    found[p].push_back({o.label, moved(o.box, 0.06), random.uniform()});
            }
            for (std::size_t i = random.below(3); i > 0; --i)
                found[p].push_back({std::int32_t(random.below(classes)), box(), random.uniform()});
            std::ranges::stable_sort(found[p], std::greater(), &Object::score);
        }
        const BoxReport r = box_report(found, truth, classes);
        double sum = 0;
        int judged = 0;
        nlohmann::json figures;
        for (const BoxReport::Class& c : r.classes) {
            EXPECT_TRUE(c.objects == 0 || (c.average_precision >= 0 && c.average_precision <= 1));
            sum += c.objects > 0 ? c.average_precision : 0;
            judged += c.objects > 0;
            figures["average_precision"].push_back(c.objects > 0 ? c.average_precision : -1);
        }
        if (judged == 0) {
            EXPECT_TRUE(std::isnan(r.map));
            continue;
        }
        EXPECT_NEAR(r.map, sum / judged, 1e-12);
        figures["map_50"] = r.map;
        if (written.is_open())
            written << nlohmann::json{{"objects", told(truth)}, {"found", told(found)}, {"boxes_of", classes}, {"figures", figures}} << "\n";
    }
}

} // namespace measures_test
