// Rows of the training part that come several times or are left out, so that classes count alike.
#include "core/train_kit.h"
#include "data/batches.h"
#include "data/step_effect.h"

using namespace loom;

namespace balance_test {

/// 100 rows: 80 of “many”, 15 of “some”, 5 of “few”, all in the training part but every tenth.
std::shared_ptr<const Table> uneven()
{
    auto table = std::make_shared<Table>();
    table->rows = 100;
    std::vector<double> x;
    for (std::uint32_t i = 0; i < 100; ++i) {
        x.push_back(i);
        table->split.push_back(i % 10 == 9 ? Part::Test : i % 10 == 8 ? Part::Validation : Part::Train);
    }
    table->columns = {{"x", ColumnType::Number, x}, {"y", ColumnType::Category, to_codes(100, [](std::size_t i) -> std::string_view {
                                                                                    return i % 20 == 0 ? "few" : i % 20 < 4 ? "some" : "many";
                                                                                })}};
    return table;
}
std::shared_ptr<const Dataset> balanced(std::map<std::string, Value> settings, bool on = true)
{
    DataSetup setup;
    setup.target = "y";
    setup.steps = {{"balance", {}, std::move(settings), on}};
    auto data = Dataset::make(uneven(), setup);
    EXPECT_TRUE(data);
    return *data;
}
/// How often rows of each class come: few, many, some, as their names are in order.
std::vector<std::size_t> counts(const Dataset& data)
{
    std::vector<std::size_t> n(3);
    for (const auto row : data.training_rows())
        ++n[std::size_t(data.label(row))];
    return n;
}
using Counts = std::vector<std::size_t>;

TEST(Balance, RepeatsRareClassesOrLeavesOutOfFrequentOnes)
{
    const auto bare = balanced({}, false);
    ASSERT_EQ(counts(*bare), (Counts{5, 60, 15}));
    ASSERT_EQ(counts(*balanced({})), (Counts{60, 60, 60}));
    ASSERT_EQ(counts(*balanced({{"ratio", 0.5}})), (Counts{30, 60, 30}));
    ASSERT_EQ(counts(*balanced({{"ratio", 0.2}})), (Counts{12, 60, 15}));
    ASSERT_EQ(counts(*balanced({{"way", std::string("leave_out")}})), (Counts{5, 5, 5}));
    ASSERT_EQ(counts(*balanced({{"way", std::string("leave_out")}, {"ratio", 0.25}})), (Counts{5, 20, 15}));
    EXPECT_EQ(balanced({})->facts().class_counts, (std::vector<std::int64_t>{60, 60, 60})); // Class weights go by what is learned from.
}

TEST(Balance, DrawsEveryRowAsOftenAsTheOthersOfItsClass)
{
    const auto data = balanced({{"ratio", 0.2}}); // 12 of 5: each twice, two of them once more.
    const auto rows = data->training_rows();
    EXPECT_TRUE(std::ranges::is_sorted(rows));
    std::map<std::uint32_t, int> times;
    for (const auto row : rows)
        ++times[row];
    int thrice = 0;
    for (const auto& [row, n] : times) {
        EXPECT_GE(n, data->label(row) == 0 ? 2 : 1);
        EXPECT_LE(n, data->label(row) == 0 ? 3 : 1);
        thrice += n == 3;
    }
    EXPECT_EQ(thrice, 2);
    EXPECT_EQ(times.size(), 80u);
    const auto again = balanced({{"ratio", 0.2}}), other = balanced({{"ratio", 0.2}, {"seed", std::int64_t{2}}});
    EXPECT_TRUE(std::ranges::equal(rows, again->training_rows()));
    EXPECT_EQ(data->fingerprint(), again->fingerprint());
    EXPECT_FALSE(std::ranges::equal(rows, other->training_rows()));
    EXPECT_NE(data->fingerprint(), other->fingerprint());
}

TEST(Balance, LeavesPartsAndWhatIsLearnedFromThemAlone)
{
    const auto bare = balanced({}, false), data = balanced({});
    for (const Part part : {Part::Train, Part::Validation, Part::Test})
        EXPECT_TRUE(std::ranges::equal(data->rows(part), bare->rows(part)));
    EXPECT_EQ(data->encoder(), bare->encoder());
    EXPECT_EQ(data->facts().mean, bare->facts().mean);
    EXPECT_TRUE(std::ranges::equal(bare->training_rows(), bare->rows(Part::Train)));
    // Without the step everything is as it was.
    DataSetup setup;
    setup.target = "y";
    EXPECT_EQ((*Dataset::make(uneven(), setup))->fingerprint(), bare->fingerprint());
}

TEST(Balance, AnEpochOfTrainingHasThoseRows)
{
    const test::Folder folder;
    Document d = test::chain({{"input", {}}, {"dense", {{"units", std::int64_t{3}}}}, {"output", {}}});
    test::set_recipe(d, "cross_entropy", {"sgd", {}}, {{"epochs", std::int64_t{1}}, {"batch_size", std::int64_t{10}}});
    const Job job{.document = d, .dataset = balanced({}), .project = folder.path / "a.loom", .device = "reference", .threads = 1};
    const auto expected = forecast(job);
    ASSERT_TRUE(expected);
    EXPECT_EQ(expected->steps_per_epoch, 18);
    const auto metrics = Runs(job.project).metrics(test::train_well(job));
    ASSERT_TRUE(metrics);
    EXPECT_EQ(metrics->steps.size(), 18u);
}

TEST(Balance, SaysWhatItDoesAndWhatItCannot)
{
    const auto data = balanced({}, false);
    const std::vector<PreparationStep> steps{{"balance", {}, {{"ratio", 0.5}}}, {"augment_flip", {}, {}}, {"balance", {}, {}}};
    const auto effects = step_effects(*data, steps);
    EXPECT_EQ(effects[0]->rows, 80u);
    EXPECT_EQ(effects[0]->drawn, 120u);
    ASSERT_TRUE(effects[1]->error);
    EXPECT_EQ(effects[2]->rows, 120u); // From what the one before it leaves.
    EXPECT_EQ(effects[2]->drawn, 180u);
    DataSetup setup;
    setup.target = "x";
    setup.steps = {steps[0]};
    const auto refused = Dataset::make(uneven(), setup);
    ASSERT_FALSE(refused);
    EXPECT_EQ(render(refused.error().message, Language::English),
              "Step “Balance classes”: the target is a number and has no classes to balance.");
}

} // namespace balance_test
