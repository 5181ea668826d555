// What the audit finds in a file with planted faults is mended by steps, and learned from without them.
#include "data/edited_rows.h"
#include "data/open.h"
#include "data_files.h"
#include "project/repair.h"

#include <gtest/gtest.h>

#include <set>

namespace loom {
namespace repair_test {

/// 300 people. `verdict` gives the target away, `phone` is personal, every seventh age is missing, one pay is absurd, and 40
/// rows are there twice under another number.
std::string planted()
{
    std::string text = "id,age,pay,city,phone,verdict,churn\n";
    const auto row = [](int id, int i) {
        const bool churn = (i * 7919) % 10 < 4;
        return std::to_string(id) + "," + (i % 7 ? std::to_string(20 + (i * 31) % 50) : "") + "," +
               (i == 11 ? "9000000" : std::to_string(3000 + (i * 37) % 4000)) + "," + (i % 3 ? "Paris" : "Lyon") + ",1" +
               std::to_string(3800000000 + i * 7919LL) + "," + (churn ? "gone" : "stays") + "," + (churn ? "yes" : "no") + "\n";
    };
    for (int i = 0; i < 300; ++i)
        text += row(1000 + i, i);
    for (int i = 0; i < 40; ++i)
        text += row(2000 + i, i * 5);
    return text;
}

struct Repairs : testing::Test {
    void SetUp() override
    {
        ASSERT_TRUE(document.apply(SetRecipe{default_recipe()}));
        DataSetup setup;
        setup.source = "csv";
        setup.path = folder.write("people.csv", planted());
        setup.target = "churn";
        ASSERT_TRUE(document.apply(SetData{setup}));
        open();
    }
    void open()
    {
        auto made = Dataset::open(document.data());
        ASSERT_TRUE(made) << render(made.error().message);
        data = *made;
        std::vector<ColumnStatistics> all;
        for (const Column& c : data->table().columns)
            all.push_back(statistics(c));
        findings = audit(data->table(), data.get(), all);
    }
    const DataFinding& finding(std::string_view check, std::string_view column = {}) const
    {
        for (const DataFinding& f : findings)
            if (f.check == check && (column.empty() || std::ranges::find(f.columns, column) != f.columns.end()))
                return f;
        ADD_FAILURE() << check << " " << column << " was not found";
        return findings.front();
    }
    std::optional<Mending> way(const DataFinding& f) const { return mending(f, document, *data); }
    void mend(const DataFinding& f)
    {
        const auto made = way(f);
        ASSERT_TRUE(made && !made->edits.empty()) << render(f.title);
        for (const Edit& edit : made->edits)
            ASSERT_TRUE(document.apply(edit));
    }
    bool learns_from(std::string_view column) const
    {
        return std::ranges::any_of(data->facts().features, [&](const std::string& f) { return f.starts_with(column); });
    }

    test::DataFolder folder;
    Document document;
    std::shared_ptr<const Dataset> data;
    std::vector<DataFinding> findings;
};

TEST_F(Repairs, WhatGivesTheTargetAwayAndWhatIsPersonalIsDropped)
{
    ASSERT_TRUE(learns_from("verdict"));
    EXPECT_EQ(finding("target-leak", "verdict").severity, Severity::Error);
    mend(finding("target-leak", "verdict"));
    mend(finding("personal-data", "phone"));
    open();
    EXPECT_FALSE(learns_from("verdict") || learns_from("phone"));
    EXPECT_TRUE(learns_from("age") && learns_from("pay"));
    // The file is as it was: found again, and told to be mended by which step.
    EXPECT_EQ(way(finding("target-leak", "verdict"))->step, 1u);
    EXPECT_TRUE(way(finding("target-leak", "verdict"))->edits.empty());
    EXPECT_EQ(way(finding("personal-data", "phone"))->step, 1u); // The same drops both.
}

TEST_F(Repairs, RowsThatAreThereTwiceAreInOnePart)
{
    const DataFinding& twice = finding("duplicates");
    EXPECT_EQ(twice.row_count, 40u);
    mend(twice);
    EXPECT_TRUE(way(finding("split-overlap"))->edits.empty()); // By the same step.
    open();
    std::set<std::string> parts_of;
    std::size_t rows = 0;
    for (const Part part : {Part::Train, Part::Validation, Part::Test})
        for (const std::uint32_t row : data->rows(part)) {
            std::string text;
            for (const Column& c : data->table().columns)
                if (c.name != "id")
                    text += c.text(row) + ",";
            EXPECT_TRUE(parts_of.insert(text).second) << text;
            ++rows;
        }
    EXPECT_EQ(rows, 300u);
}

TEST_F(Repairs, GapsAreFilledAndOutliersClipped)
{
    mend(finding("missing-values", "age"));
    mend(finding("outliers", "pay"));
    open();
    std::vector<float> samples(data->sample_width());
    const auto& features = data->facts().features;
    const auto at = [&](std::string_view name) { return std::size_t(std::ranges::find(features, name) - features.begin()); };
    ASSERT_LT(at("age"), features.size());
    ASSERT_LT(at("pay"), features.size());
    for (const Part part : {Part::Train, Part::Validation, Part::Test})
        for (const std::uint32_t row : data->rows(part)) {
            data->fill({&row, 1}, samples);
            EXPECT_FALSE(data->samples().prepared().find("age")->missing(row));
            EXPECT_LT(samples[at("pay")], 20'000);
        }
}

TEST_F(Repairs, WhatAStepFillsAlreadyIsMended)
{
    const DataFinding& gaps = finding("missing-values", "age");
    for (const PreparationStep& filled : {PreparationStep{"impute", {"age"}, {{"filling", std::string("median")}}}, {"impute", {"age"}, {{"filling", std::string("mean")}}}, {"impute", {}, {}}}) {
        DataSetup setup = document.data();
        setup.steps = {filled};
        ASSERT_TRUE(document.apply(SetData{setup}));
        const auto made = way(gaps);
        ASSERT_TRUE(made && made->step);
        EXPECT_TRUE(made->edits.empty());
    }
    DataSetup setup = document.data();
    setup.steps = {{"impute", {"pay"}, {}}};
    ASSERT_TRUE(document.apply(SetData{setup}));
    EXPECT_FALSE(way(gaps)->edits.empty());
}

TEST_F(Repairs, OneUnitIsMadeOfTwo)
{
    for (const bool few_high : {true, false}) {
        std::string text = "height,weight,ill\n";
        for (int i = 0; i < 400; ++i) {
            const double metres = 1.5 + 0.001 * ((i * 37) % 401);
            const bool other = i % 16 == 0;
            text += std::to_string(metres * (other ? few_high ? 100 : 0.01 : 1)) + "," + std::to_string(50 + (i * 53) % 41) + (i % 2 ? ",yes\n" : ",no\n");
        }
        DataSetup setup;
        setup.source = "csv";
        setup.path = folder.write("units.csv", text);
        setup.steps = {{"impute", {"height"}, {}}, {"standardize", {"weight"}, {}}};
        ASSERT_TRUE(document.apply(SetData{setup}));
        open();
        mend(finding("mixed-units", "height"));
        ASSERT_EQ(document.data().steps.size(), 3u);
        EXPECT_EQ(document.data().steps[0].type, "convert_unit");
        open();
        const Column& height = *data->samples().prepared().find("height");
        for (std::size_t row = 0; row < height.size(); ++row) {
            EXPECT_GE(height.number(row), 1.49) << row;
            EXPECT_LE(height.number(row), 1.91) << row;
        }
        EXPECT_TRUE(way(finding("mixed-units", "height"))->edits.empty()); // It is mended.
    }
}

TEST_F(Repairs, PatientsComeToOnePart)
{
    std::string text = "patient,x,ill\n";
    for (int i = 0; i < 900; ++i)
        text += "P" + std::to_string(100 + i % 45) + "," + std::to_string((i * 7919) % 1009) + (i % 45 % 2 ? ",yes\n" : ",no\n");
    DataSetup setup;
    setup.source = "csv";
    setup.path = folder.write("visits.csv", text);
    ASSERT_TRUE(document.apply(SetData{setup}));
    open();
    const DataFinding together = finding("split-groups", "patient");
    mend(together);
    EXPECT_EQ(document.data().split, SplitWay::Group);
    EXPECT_EQ(document.data().split_column, "patient");
    const auto done = way(together);
    EXPECT_TRUE(done->edits.empty());
    EXPECT_TRUE(done->of_split);
    open();
    EXPECT_EQ(std::ranges::count(findings, "split-groups", &DataFinding::check), 0);
    EXPECT_FALSE(data->rows(Part::Test).empty());
}

TEST_F(Repairs, PartsThatDifferAreDrawnAgain)
{
    std::string head = "x,y,label\n", train = head, test = head;
    for (int i = 0; i < 400; ++i)
        train += std::to_string((i * 37) % 101) + "," + std::to_string((i * 53) % 97) + (i % 3 ? ",a\n" : ",b\n");
    for (int i = 0; i < 200; ++i)
        test += std::to_string(70 + (i * 37) % 101) + "," + std::to_string((i * 59) % 97) + (i % 3 ? ",a\n" : ",b\n");
    folder.write("two/train.csv", train);
    folder.write("two/test.csv", test);
    DataSetup setup;
    setup.source = "csv";
    setup.path = folder.path() + "/two";
    ASSERT_TRUE(document.apply(SetData{setup}));
    open();
    const DataFinding drift = finding("split-drift", "x");
    mend(drift);
    EXPECT_EQ(document.data().split, SplitWay::Random);
    EXPECT_TRUE(way(drift)->edits.empty());
    open();
    EXPECT_EQ(std::ranges::count(findings, "split-drift", &DataFinding::check), 0);
    EXPECT_EQ(data->rows(Part::Test).size(), 120u);
}

// The limits are the file's: behind the step that makes other numbers of them they would mean nothing.
TEST_F(Repairs, GoInFrontOfStepsThatMakeOtherNumbers)
{
    DataSetup setup = document.data();
    setup.steps = {{"standardize", {"pay"}, {}}};
    ASSERT_TRUE(document.apply(SetData{setup}));
    open();
    mend(finding("outliers", "pay"));
    ASSERT_EQ(document.data().steps.size(), 2u);
    EXPECT_EQ(document.data().steps[0].type, "clip");
    open();
    double least = 0, most = 0;
    for (const std::uint32_t row : data->rows(Part::Train)) {
        const double v = data->samples().prepared().find("pay")->number(row);
        least = std::min(least, v);
        most = std::max(most, v);
    }
    EXPECT_LT(least, -1);
    EXPECT_GT(most, 1); // One absurd value among 300 would leave the others at 0.
    // A column that a step names is dropped behind it.
    DataFinding drop;
    drop.repair = DataRepair{"drop_column", {{"column", std::string("pay")}}};
    mend(drop);
    EXPECT_EQ(document.data().steps.back().type, "drop");
    open();
    EXPECT_FALSE(learns_from("pay"));
}

TEST_F(Repairs, ColumnsAreDroppedByOneStep)
{
    const auto drop = [&](const char* column) {
        DataFinding f;
        f.repair = DataRepair{"drop_column", {{"column", std::string(column)}}};
        mend(f);
        EXPECT_TRUE(way(f)->edits.empty()) << column;
    };
    drop("pay");
    drop("age");
    ASSERT_EQ(document.data().steps.size(), 1u);
    EXPECT_EQ(document.data().steps[0].columns, (std::vector<std::string>{"pay", "age"}));
    const auto behind = [&](std::vector<PreparationStep> steps) {
        DataSetup setup = document.data();
        setup.steps = std::move(steps);
        ASSERT_TRUE(document.apply(SetData{setup}));
    };
    const auto list = [&] {
        std::string text;
        for (const PreparationStep& s : document.data().steps) {
            text += (text.empty() ? "" : " ") + std::string(s.on ? "" : "!") + s.type + "(";
            for (const std::string& c : s.columns)
                text += (text.ends_with("(") ? "" : ",") + c;
            text += ")";
        }
        return text;
    };
    const PreparationStep rename{"rename", {"city"}, {{"name", std::string("town")}}};
    PreparationStep off{"drop", {"age", "pay"}, {}};
    off.on = false;
    // Not where a step behind it needs the column; steps that choose rows, and those that take all columns, do without.
    behind({{"drop", {"pay"}, {}}, {"impute", {"city"}, {}}});
    drop("city");
    EXPECT_EQ(list(), "drop(pay) impute(city) drop(city)");
    behind({{"drop", {"pay"}, {}}, {"drop_duplicates", {"age", "city"}, {}}, {"impute", {}, {}}});
    drop("city");
    EXPECT_EQ(list(), "drop(pay,city) drop_duplicates(age,city) impute()");
    open();
    behind({{"drop", {"pay"}, {}}, {"windows", {"age"}, {{"order", std::string("id")}}}});
    drop("id");
    EXPECT_EQ(list(), "drop(pay) windows(age) drop(id)");
    // By the name that it has there.
    behind({rename, {"drop", {"pay"}, {}}});
    drop("city");
    EXPECT_EQ(list(), "rename(city) drop(pay,town)");
    open();
    behind({{"drop", {"pay"}, {}}, rename});
    drop("city");
    EXPECT_EQ(list(), "drop(pay) rename(city) drop(town)");
    open();
    // What was turned off does not drop it a second time.
    behind({off});
    drop("age");
    EXPECT_EQ(list(), "!drop(pay) drop(age)");
    drop("pay");
    EXPECT_EQ(list(), "drop(age,pay)");
}

TEST_F(Repairs, TheLastInputIsNotDropped)
{
    const auto dropping = [&](const char* column) {
        DataFinding f;
        f.repair = DataRepair{"drop_column", {{"column", std::string(column)}}};
        return way(f);
    };
    DataSetup setup = document.data();
    setup.steps = {{"drop", {"id", "age", "pay", "city"}, {}}};
    ASSERT_TRUE(document.apply(SetData{setup}));
    EXPECT_TRUE(dropping("phone"));
    setup.steps[0].columns.push_back("phone");
    ASSERT_TRUE(document.apply(SetData{setup}));
    EXPECT_FALSE(dropping("verdict"));
}

TEST_F(Repairs, WhatIsLearnedIsLeftAlone)
{
    DataSetup setup = document.data();
    setup.target = "pay";
    ASSERT_TRUE(document.apply(SetData{setup}));
    open();
    EXPECT_FALSE(way(finding("outliers", "pay")));
}

TEST_F(Repairs, AllAtOnceLeaveDataThatCanBeLearnedFrom)
{
    for (const DataFinding& f : findings)
        if (const auto made = way(f)) {
            for (const Edit& edit : made->edits)
                ASSERT_TRUE(document.apply(edit));
        }
    std::size_t columns_mended = 0;
    for (const PreparationStep& step : document.data().steps)
        columns_mended += step.columns.size();
    EXPECT_GE(document.data().steps.size(), 4u);
    EXPECT_GE(columns_mended, 5u);
    open();
    for (const DataFinding& f : findings)
        if (const auto made = way(f)) {
            EXPECT_TRUE(made->edits.empty()) << render(f.title);
        }
    EXPECT_TRUE(learns_from("age") && learns_from("pay") && learns_from("city"));
}

TEST_F(Repairs, RowsAreLeftOutByHand)
{
    DataFinding f{.repair = DataRepair{"leave_out"}};
    f.concern(std::vector<std::uint32_t>{3, 7});
    ASSERT_TRUE(document.apply(EditRows{{[&] {
        RowEdit edit = edit_of(*data->source_table(), 3);
        edit.note = "odd";
        return edit;
    }()}}));
    mend(f);
    ASSERT_EQ(document.data().row_edits.size(), 2u);
    EXPECT_EQ(document.data().row_edits.find({}, 3)->note, "odd"); // What was said of the row stays.
    open();
    for (const Part part : {Part::Train, Part::Validation, Part::Test})
        for (const std::uint32_t row : data->rows(part))
            EXPECT_TRUE(row != 3 && row != 7);
    const auto again = way(f);
    ASSERT_TRUE(again);
    EXPECT_TRUE(again->edits.empty());
    f.row_count = 5000; // More than are named.
    EXPECT_FALSE(way(f));
}

TEST_F(Repairs, AStepThatWasSwitchedOffIsSwitchedOnAgain)
{
    mend(finding("missing-values", "age"));
    DataSetup setup = document.data();
    setup.steps[0].on = false;
    ASSERT_TRUE(document.apply(SetData{setup}));
    mend(finding("missing-values", "age"));
    ASSERT_EQ(document.data().steps.size(), 1u);
    EXPECT_TRUE(document.data().steps[0].on);
}

TEST_F(Repairs, WhatNoStepTakesIsNotOffered)
{
    DataFinding f = finding("outliers", "pay");
    f.repair->arguments["column"] = std::string("city");
    EXPECT_FALSE(way(f));
    f.repair->arguments["column"] = std::string("nowhere");
    EXPECT_FALSE(way(f));
    f.repair = DataRepair{"split_at_random"};
    EXPECT_FALSE(way(f));
    f.repair.reset();
    EXPECT_FALSE(way(f));
}

// A step that is off does nothing, whatever stands behind it.
TEST_F(Repairs, AColumnThatIsDroppedNeedsNoOtherRepair)
{
    DataSetup setup = document.data();
    setup.steps = {{"impute", {"age"}, {}, false}, {"drop", {"age"}, {}}};
    ASSERT_TRUE(document.apply(SetData{setup}));
    const auto made = way(finding("missing-values", "age"));
    ASSERT_TRUE(made);
    EXPECT_TRUE(made->edits.empty());
    EXPECT_EQ(made->step, 2u);
}

TEST_F(Repairs, ClassesAreWeightedByTheRecipe)
{
    DataFinding f;
    f.repair = DataRepair{"weight_by_class"};
    mend(f);
    const LossType& loss = *find_loss(document.recipe().loss.type);
    EXPECT_EQ(document.recipe().loss.values[*loss.index_of("class_weights")], Value(std::string("balanced")));
    ASSERT_TRUE(way(f));
    EXPECT_TRUE(way(f)->edits.empty());
    EXPECT_EQ(way(f)->step, 0u);
}

} // namespace repair_test
} // namespace loom
