// How rows come to their parts: by group, by time, in folds; and that old settings still give the old parts.
#include "data/dataset.h"
#include "data/open.h"
#include "data/split_setup.h"
#include "data_files.h"
#include "project/document_json.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <set>

namespace loom {
namespace split_test {

using Rows = std::vector<std::uint32_t>;

Rows first_rows(std::size_t n)
{
    Rows rows(n);
    std::iota(rows.begin(), rows.end(), 0u);
    return rows;
}

/// Each of the rows in one part, ascending.
void expect_parts_of(const Rows& rows, const Parts& parts)
{
    Rows all;
    for (const Rows* part : {&parts.train, &parts.validation, &parts.test}) {
        EXPECT_TRUE(std::ranges::is_sorted(*part));
        all.insert(all.end(), part->begin(), part->end());
    }
    std::ranges::sort(all);
    EXPECT_EQ(all, rows);
}

std::set<std::int32_t> groups_in(const Rows& rows, const std::vector<std::int32_t>& groups)
{
    std::set<std::int32_t> in;
    for (const auto row : rows)
        in.insert(groups[row]);
    return in;
}

void expect_whole_groups(const Parts& parts, const std::vector<std::int32_t>& groups)
{
    const auto train = groups_in(parts.train, groups), validation = groups_in(parts.validation, groups), test = groups_in(parts.test, groups);
    for (const auto g : test)
        EXPECT_FALSE(train.contains(g) || validation.contains(g)) << g;
    for (const auto g : validation)
        EXPECT_FALSE(train.contains(g)) << g;
}

/// 40 groups of 1 to 40 rows, mixed.
std::vector<std::int32_t> many_groups()
{
    std::vector<std::int32_t> groups;
    for (std::int32_t size = 40; size > 0; --size)
        for (std::int32_t g = 0; g < size; ++g)
            groups.push_back(g);
    return groups;
}

TEST(Split, OldSettingsGiveTheOldParts)
{
    // From the version that knew shares and classes only.
    std::vector<std::int32_t> classes;
    for (int i = 0; i < 30; ++i)
        classes.push_back(i % 3 == 0);
    const Parts by_class = split_rows(first_rows(30), {}, classes, {});
    EXPECT_EQ(by_class.test, (Rows{1, 3, 12, 16, 17, 25}));
    EXPECT_EQ(by_class.validation, (Rows{18, 26}));
    const Parts random = split_rows(first_rows(30), {}, {}, {});
    EXPECT_EQ(random.test, (Rows{0, 1, 3, 12, 16, 17}));
    EXPECT_EQ(random.validation, (Rows{2, 19}));

    const test::DataFolder folder;
    std::string text = "x,label\n";
    for (int i = 0; i < 30; ++i)
        text += std::to_string(i * 1.5) + (i % 3 ? ",a\n" : ",b\n");
    const auto read = document_from_text(R"({"data": {"column_types": {}, "path": ")" + folder.write("t.csv", text) +
                                             R"(", "picture_size": 0, "settings": {}, "source": "csv", "split_seed": 1, "stratified": true,
                                             "target": "", "test_share": 0.2, "validation_share": 0.1}})",
                                         "old.loom");
    ASSERT_TRUE(read) << render(read.error().message);
    EXPECT_EQ(read->data().split, SplitWay::Given);
    const auto data = Dataset::open(read->data());
    ASSERT_TRUE(data) << render(data.error().message);
    EXPECT_TRUE(std::ranges::equal((*data)->rows(Part::Test), by_class.test));
    EXPECT_TRUE(std::ranges::equal((*data)->rows(Part::Validation), by_class.validation));
}

TEST(Split, GroupsStayWholeAndSharesNear)
{
    const auto groups = many_groups();
    const Rows rows = first_rows(groups.size()); // 820
    std::set<Rows> drawn;
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        const Parts parts = split_groups(rows, groups, {.seed = seed});
        expect_parts_of(rows, parts);
        expect_whole_groups(parts, groups);
        EXPECT_NEAR(double(parts.test.size()), 164, 20) << seed;
        EXPECT_NEAR(double(parts.validation.size()), 0.1 * double(820 - parts.test.size()), 20) << seed;
        EXPECT_EQ(parts.test, split_groups(rows, groups, {.seed = seed}).test);
        drawn.insert(parts.test);
    }
    EXPECT_GT(drawn.size(), 15u);
    EXPECT_TRUE(split_groups(rows, groups, {.validation_share = 0, .test_share = 0}).test.empty());
}

TEST(Split, FewAndLargeGroups)
{
    // Two groups far larger than the share: one of them tests all the same, one is left to learn from.
    std::vector<std::int32_t> two(100);
    std::fill(two.begin() + 60, two.end(), 1);
    const Parts parts = split_groups(first_rows(100), two, {});
    expect_parts_of(first_rows(100), parts);
    EXPECT_EQ(parts.test.size(), 40u); // The nearer one.
    EXPECT_EQ(parts.train.size(), 60u);
    EXPECT_TRUE(parts.validation.empty());
    // Rows in no group are learned from.
    std::vector<std::int32_t> some = many_groups();
    for (std::size_t i = 0; i < some.size(); i += 5)
        some[i] = -1;
    const Parts with_gaps = split_groups(first_rows(some.size()), some, {});
    EXPECT_FALSE(groups_in(with_gaps.test, some).contains(-1) || groups_in(with_gaps.validation, some).contains(-1));
    EXPECT_NEAR(double(with_gaps.test.size()), 164, 20);
}

TEST(Split, TheNewestRowsAreTheTest)
{
    // 100 days of one to four rows, out of order.
    std::vector<double> times;
    for (int i = 0; i < 250; ++i)
        times.push_back((i * 37) % 100);
    times[3] = times[77] = std::numeric_limits<double>::quiet_NaN();
    const Rows rows = first_rows(times.size());
    const Parts parts = split_times(rows, times, {});
    expect_parts_of(rows, parts);
    EXPECT_NEAR(double(parts.test.size()), 50, 3);
    EXPECT_NEAR(double(parts.validation.size()), 20, 3);
    const auto span_of = [&](const Rows& part) {
        double low = 1e9, high = -1;
        for (const auto row : part)
            if (!std::isnan(times[row])) {
                low = std::min(low, times[row]);
                high = std::max(high, times[row]);
            }
        return std::pair(low, high);
    };
    EXPECT_LT(span_of(parts.train).second, span_of(parts.validation).first);
    EXPECT_LT(span_of(parts.validation).second, span_of(parts.test).first);
    EXPECT_TRUE(std::ranges::binary_search(parts.train, 3u) && std::ranges::binary_search(parts.train, 77u));
}

TEST(Split, EqualTimesDoNotStraddleABorder)
{
    // 10 rows at time 1, 60 at 2, 30 at 3: a fifth would tear the 30.
    std::vector<double> times(100, 2);
    std::fill(times.begin(), times.begin() + 10, 1);
    std::fill(times.begin() + 70, times.end(), 3);
    const Parts parts = split_times(first_rows(100), times, {});
    EXPECT_EQ(parts.test.size(), 30u);
    EXPECT_EQ(parts.validation.size(), 60u);
    EXPECT_EQ(parts.train.size(), 10u);
    // Nothing is left to learn from where all is one time: it is not taken.
    EXPECT_TRUE(split_times(first_rows(100), std::vector<double>(100, 5), {}).test.empty());
}

TEST(Split, EachRowTestsInOneFold)
{
    std::vector<std::int32_t> classes;
    for (int i = 0; i < 103; ++i)
        classes.push_back(i % 10 == 0 ? -1 : i % 3 == 0);
    const Rows rows = first_rows(103);
    Rows tested;
    for (std::size_t fold = 0; fold < 4; ++fold) {
        const Parts parts = split_folds(rows, classes, {}, {4, fold}, {.seed = 3});
        expect_parts_of(rows, parts);
        EXPECT_NEAR(double(parts.test.size()), 103.0 / 4, 1);
        for (const std::int32_t c : {0, 1}) {
            const auto of_class = [&](std::uint32_t row) { return classes[row] == c; };
            EXPECT_NEAR(double(std::ranges::count_if(parts.test, of_class)), double(std::ranges::count(classes, c)) / 4, 1);
        }
        EXPECT_NEAR(double(parts.validation.size()), 8, 1);
        tested.insert(tested.end(), parts.test.begin(), parts.test.end());
    }
    std::ranges::sort(tested);
    EXPECT_EQ(tested, rows);
    EXPECT_NE(split_folds(rows, classes, {}, {4, 0}, {.seed = 3}).test, split_folds(rows, classes, {}, {4, 0}, {.seed = 4}).test);
}

TEST(Split, FoldsOfGroups)
{
    const auto groups = many_groups();
    const Rows rows = first_rows(groups.size());
    Rows tested;
    for (std::size_t fold = 0; fold < 5; ++fold) {
        const Parts parts = split_folds(rows, {}, groups, {5, fold}, {});
        expect_parts_of(rows, parts);
        expect_whole_groups(parts, groups);
        EXPECT_NEAR(double(parts.test.size()), 164, 4);
        EXPECT_FALSE(parts.validation.empty());
        tested.insert(tested.end(), parts.test.begin(), parts.test.end());
    }
    std::ranges::sort(tested);
    EXPECT_EQ(tested, rows);
}

// ---- Columns --------------------------------------------------------------------------------------------------------

/// 300 visits of 30 patients, on days of which each has three visits; some have neither.
std::string visits()
{
    std::string text = "patient,day,ward,pulse,ill\n";
    for (int i = 0; i < 300; ++i) {
        const int patient = (i * 7) % 30, day = (i * 11) % 100;
        text += (i % 50 == 49 ? "" : "P" + std::to_string(100 + patient)) + "," +
                (i % 60 == 59 ? "" : "2024-0" + std::to_string(1 + day / 28) + "-" + std::to_string(10 + day % 28 % 18)) + "," +
                (i % 2 ? "A" : "B") + "," + std::to_string(60 + (i * 13) % 40) + "," + ((patient * 31) % 3 ? "no" : "yes") + "\n";
    }
    return text;
}

struct SplitColumns : testing::Test {
    Result<std::shared_ptr<const Dataset>> open(const DataSetup& setup) const { return Dataset::make(*open_data(path), setup); }
    std::string refusal(DataSetup setup) const
    {
        const auto data = open(std::move(setup));
        if (data)
            return "accepted";
        EXPECT_FALSE(data.error().hint.empty());
        return render(data.error().message, Language::English);
    }
    test::DataFolder folder;
    std::string path = folder.write("visits.csv", visits());
};

TEST_F(SplitColumns, PatientsStayTogetherBehindStepsThatChooseRows)
{
    DataSetup setup;
    setup.split = SplitWay::Group;
    setup.split_column = "patient";
    setup.steps = {{"filter_rows", {}, {{"condition", std::string("pulse < 90")}}}};
    const auto data = open(setup);
    ASSERT_TRUE(data) << render(data.error().message);
    const Table& table = (*data)->table();
    std::map<std::string, std::set<Part>> parts;
    std::size_t rows = 0;
    for (const Part part : {Part::Train, Part::Validation, Part::Test}) {
        EXPECT_FALSE((*data)->rows(part).empty());
        for (const auto row : (*data)->rows(part)) {
            EXPECT_LT(table.find("pulse")->number(row), 90);
            parts[table.find("patient")->text(row)].insert(part);
            ++rows;
        }
    }
    EXPECT_EQ(rows, std::size_t((*data)->facts().rows));
    EXPECT_LT(rows, 300u);
    EXPECT_EQ(parts.size(), 31u);
    for (const auto& [patient, where] : parts)
        EXPECT_EQ(where.size(), 1u) << patient;
    EXPECT_EQ(parts[""], std::set{Part::Train});
    const auto says = [](const Message& note) { return render(note, Language::English).find("by which the rows are split") != std::string::npos; };
    EXPECT_EQ(std::ranges::count_if((*data)->notes(), says), 1);
}

TEST_F(SplitColumns, TheLastDaysTest)
{
    DataSetup setup;
    setup.split = SplitWay::Time;
    setup.split_column = "day";
    const auto data = open(setup);
    ASSERT_TRUE(data) << render(data.error().message);
    const Column& day = *(*data)->table().find("day");
    ASSERT_EQ(day.type, ColumnType::DateTime);
    double newest = 0, oldest = 1e18;
    for (const auto row : (*data)->rows(Part::Train))
        newest = std::isnan(day.number(row)) ? newest : std::max(newest, day.number(row));
    for (const auto row : (*data)->rows(Part::Test))
        oldest = std::min(oldest, day.number(row));
    EXPECT_LT(newest, oldest);
    EXPECT_NEAR(double((*data)->rows(Part::Test).size()), 60, 12);
}

TEST_F(SplitColumns, ColumnsOfNoUseAreErrors)
{
    DataSetup setup;
    setup.split = SplitWay::Group;
    EXPECT_EQ(refusal(setup), "No column is chosen to split the rows by.");
    setup.split_column = "doctor";
    EXPECT_EQ(refusal(setup), "The rows are to be split by the column “doctor”, which the data does not have.");
    setup.split_column = "ill";
    EXPECT_EQ(refusal(setup), "The rows cannot be split by “ill”: it is what is to be learned.");
    setup.split = SplitWay::Time;
    setup.split_column = "ward";
    EXPECT_EQ(refusal(setup), "The rows cannot be split in time by “ward”: its type is “Category”, not a date or a number.");
    setup.split = SplitWay::Folds;
    setup.folds = 3;
    EXPECT_EQ(refusal(setup), "3 folds cannot be made of 2 groups, the values of “ward”.");
    setup.split_column.clear();
    setup.folds = 301;
    EXPECT_EQ(refusal(setup), "301 folds cannot be made of 300 rows.");
    setup.split = SplitWay::Group;
    setup.split_column = "ward";
    setup.steps = {{"filter_rows", {}, {{"condition", std::string("ward = A")}}}};
    EXPECT_EQ(refusal(setup), "The rows cannot be split by “ward”: it has no two different values.");
}

TEST_F(SplitColumns, WhatPeopleProbablyMean)
{
    const auto table = *open_data(path);
    EXPECT_EQ(guess_split_column(*table, SplitWay::Group, "ill"), "patient");
    EXPECT_EQ(guess_split_column(*table, SplitWay::Time, "ill"), "day");
    const auto named = [&](const char* name, std::size_t filled, std::size_t distinct, ColumnType type = ColumnType::Category) {
        return names_groups({name, type, Codes{}}, filled, distinct);
    };
    EXPECT_TRUE(named("patient", 294, 30) && named("Speaker_ID", 1000, 60) && named("用户编号", 1000, 60));
    EXPECT_TRUE(named("movieId", 1000, 60, ColumnType::Id));
    EXPECT_FALSE(named("ward", 300, 40) || named("patient", 300, 2) || named("patient", 300, 290) || named("user_age", 300, 40));
    EXPECT_FALSE(named("patient", 300, 30, ColumnType::Number) || named("id", 300, 300, ColumnType::Id));
}

TEST_F(SplitColumns, GivenPartsCanBeOverruled)
{
    const std::string all = visits(), head = all.substr(0, all.find('\n') + 1);
    folder.write("two/train.csv", all);
    folder.write("two/test.csv", head + "P999,2024-12-01,A,61,no\nP998,2024-12-02,B,62,yes\n");
    const auto table = *open_data(folder.path() + "/two");
    DataSetup setup;
    auto data = *Dataset::make(table, setup);
    EXPECT_EQ(data->rows(Part::Test).size(), 2u);
    setup.split = SplitWay::Random;
    data = *Dataset::make(table, setup);
    EXPECT_EQ(data->rows(Part::Test).size(), 60u);
    setup.split = SplitWay::Time;
    setup.split_column = "day";
    setup.test_share = 0.005;
    data = *Dataset::make(table, setup);
    EXPECT_EQ(data->rows(Part::Test).size(), 2u);
    EXPECT_EQ(data->table().find("patient")->text(data->rows(Part::Test)[0]), "P999");
}

TEST(Split, WhatIsScoredOnAllItsRowsCanBeSplitAllTheSame)
{
    DataSetup setup;
    setup.source = "two_features";
    auto data = *Dataset::open(setup);
    EXPECT_TRUE(data->scored_on_all());
    EXPECT_EQ(data->rows(Part::Test).size(), 100u);
    setup.split = SplitWay::Random;
    data = *Dataset::open(setup);
    EXPECT_FALSE(data->scored_on_all());
    EXPECT_EQ(data->rows(Part::Test).size(), 20u);
    EXPECT_EQ(data->rows(Part::Train).size(), 72u);
}

TEST(Split, ValuesOfEveryTypeAreGroups)
{
    const double nan = std::numeric_limits<double>::quiet_NaN();
    EXPECT_EQ(groups_of({"a", ColumnType::Integer, ColumnArray<std::int64_t>{7, -1, 7, missing_integer}}), (std::vector<std::int32_t>{0, 1, 0, -1}));
    EXPECT_EQ(groups_of({"a", ColumnType::Number, ColumnArray<double>{0.0, nan, -0.0, 2.5}}), (std::vector<std::int32_t>{0, -1, 0, 1}));
    EXPECT_EQ(groups_of({"a", ColumnType::Category, Codes{ColumnArray<std::int32_t>{1, 0, -1}, {"x", "y"}}}), (std::vector<std::int32_t>{1, 0, -1}));
    Texts texts;
    for (const char* text : {"u", "", "v", "u"})
        texts.push_back(text);
    EXPECT_EQ(groups_of({"a", ColumnType::Id, texts}), (std::vector<std::int32_t>{0, -1, 1, 0}));
}

} // namespace split_test
} // namespace loom
