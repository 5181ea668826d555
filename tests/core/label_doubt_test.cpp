// Labels that a quick model does not believe.
#include "base/random.h"
#include "core/step_kit.h"
#include "data/audit.h"
#include "data/label_doubt.h"
#include "data/open.h"
#include "data_files.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

namespace loom {
namespace label_doubt_test {

using namespace test;

/// Three clouds of points; the labels of `wrong` rows are those of another cloud.
std::shared_ptr<const Dataset> clouds(std::size_t rows, const std::set<std::size_t>& wrong)
{
    Random random(3, 1);
    std::vector<double> x, y;
    std::vector<std::string> labels;
    static const char* const names[] = {"a", "b", "c"};
    for (std::size_t i = 0; i < rows; ++i) {
        const std::size_t k = i % 3;
        x.push_back(random.normal() + 8 * double(k == 1));
        y.push_back(random.normal() + 8 * double(k == 2));
        labels.push_back(names[wrong.contains(i) ? (k + 1) % 3 : k]);
    }
    const auto data = Dataset::make(std::make_shared<const Table>(table_of({numbers("x", x), numbers("y", y), categories("label", labels)})), {.target = "label"});
    EXPECT_TRUE(data);
    return data ? *data : nullptr;
}

TEST(LabelDoubt, FindsPlantedOnesAndNothingElse)
{
    const std::set<std::size_t> wrong{3, 77, 150, 151, 299};
    const auto data = clouds(300, wrong);
    std::set<std::size_t> found;
    for (const LabelDoubt& doubt : doubted_labels(*data)) {
        found.insert(doubt.row);
        EXPECT_EQ(doubt.likely, std::int32_t(doubt.row % 3));
        EXPECT_EQ(doubt.given, data->label(doubt.row));
        EXPECT_GT(doubt.margin, 0);
    }
    for (const std::size_t row : wrong)
        EXPECT_TRUE(found.contains(row)) << row;
    EXPECT_LE(found.size(), 7u); // Where clouds meet, a doubt or two.
    EXPECT_LE(doubted_labels(*clouds(300, {})).size(), 2u);
    EXPECT_TRUE(doubted_labels(*clouds(90, {3})).empty()); // Too few to be told.
}

TEST(LabelDoubt, SaysNothingOfWhatCannotBeLearned)
{
    Random random(4, 1);
    std::vector<double> x;
    std::vector<std::string> labels;
    for (int i = 0; i < 600; ++i) {
        x.push_back(random.normal());
        labels.push_back(random.uniform() < 0.7 ? "often" : "rare");
    }
    const auto data = Dataset::make(std::make_shared<const Table>(table_of({numbers("x", x), categories("label", labels)})), {.target = "label"});
    ASSERT_TRUE(data);
    EXPECT_TRUE(doubted_labels(**data).empty());
}

TEST(LabelDoubt, IsTheSameForAnyThreads)
{
    const auto data = clouds(600, {5, 6, 7});
    const auto one = doubted_labels(*data, 1), two = doubted_labels(*data, 3);
    ASSERT_EQ(one.size(), two.size());
    for (std::size_t i = 0; i < one.size(); ++i) {
        EXPECT_EQ(one[i].row, two[i].row);
        EXPECT_EQ(one[i].margin, two[i].margin);
    }
    Progress progress;
    progress.cancelled = true;
    EXPECT_TRUE(doubted_labels(*data, 2, &progress).empty());
}

TEST(LabelDoubt, IsAFindingOfTheAudit)
{
    const auto data = clouds(300, {3, 77, 150, 151, 299});
    std::vector<ColumnStatistics> all;
    for (const Column& c : data->table().columns)
        all.push_back(statistics(c));
    const auto findings = audit(data->table(), data.get(), all);
    const auto f = std::ranges::find(findings, "wrong-labels", &DataFinding::check);
    ASSERT_NE(f, findings.end());
    EXPECT_EQ(f->severity, Severity::Warning);
    EXPECT_TRUE(std::ranges::find(f->rows, 77u) != f->rows.end());
    EXPECT_TRUE(std::ranges::is_sorted(f->rows));
}

// 3 % of the labels of 10 000 digits are flipped: as many doubts as flips, at least 60 % of them right.
TEST(LabelDoubt, FlippedDigitsOfMnist)
{
    const std::string folder = shared_data("mnist");
    if (folder.empty())
        GTEST_SKIP() << "MNIST is not here.";
    const auto opened = open_data(folder);
    ASSERT_TRUE(opened);
    const Table& whole = **opened;
    constexpr std::size_t rows = 10'000, flips = 300;
    const PixelStore& store = *whole.image_column()->pixels();
    const Column& digits = *whole.find(whole.target);
    std::vector<std::uint8_t> pixels;
    std::vector<std::string> labels;
    for (std::size_t row = 0; row < rows; ++row) {
        pixels.insert(pixels.end(), store.in_memory(row).begin(), store.in_memory(row).end());
        labels.push_back(digits.text(row));
    }
    std::set<std::uint32_t> flipped;
    Random random(1, 2);
    while (flipped.size() < flips)
        flipped.insert(std::uint32_t(random.below(rows)));
    for (const std::uint32_t row : flipped)
        labels[row] = std::to_string((std::stoul(labels[row]) + 1 + random.below(9)) % 10);
    Table table = table_of({{"image", ColumnType::Image, std::make_shared<const MemoryPixels>(store.shape(0), std::move(pixels))}, categories("label", labels)});
    table.rows = rows;
    const auto data = Dataset::make(std::make_shared<const Table>(std::move(table)), {.target = "label"});
    ASSERT_TRUE(data);
    const auto doubts = doubted_labels(**data);
    std::size_t right = 0, all_right = 0;
    for (std::size_t i = 0; i < doubts.size(); ++i) {
        right += i < flips && flipped.contains(doubts[i].row);
        all_right += flipped.contains(doubts[i].row);
    }
    RecordProperty("doubts", int(doubts.size()));
    RecordProperty("right", int(all_right));
    EXPECT_GE(double(right), 0.6 * double(std::min(flips, doubts.size())));
    EXPECT_GE(all_right, flips / 2);
    std::cout << doubts.size() << " doubts, " << all_right << " of " << flips << " flips among them\n";
}

} // namespace label_doubt_test
} // namespace loom
