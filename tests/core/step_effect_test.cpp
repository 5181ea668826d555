// What steps do to real rows, as the window tells it before they are applied.
#include "data/step.h"
#include "data/step_effect.h"

#include <gtest/gtest.h>

namespace loom {
namespace step_effect_test {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

/// 20 rows: x is 0 … 19 but for every fifth, which it lacks; c has two categories; y is the target.
std::shared_ptr<const Dataset> dataset(std::vector<PreparationStep> steps = {})
{
    auto table = std::make_shared<Table>();
    table->rows = 20;
    std::vector<double> x, y;
    for (int i = 0; i < 20; ++i) {
        x.push_back(i % 5 ? i : nothing);
        y.push_back(i + 0.5);
    }
    table->columns = {{"x", ColumnType::Number, x},
                      {"c", ColumnType::Category, to_codes(20, [](std::size_t i) -> std::string_view { return i % 4 ? "many" : "few"; })},
                      {"y", ColumnType::Number, y}};
    DataSetup setup;
    setup.target = "y";
    setup.steps = std::move(steps);
    const auto made = Dataset::make(table, setup);
    EXPECT_TRUE(made);
    return *made;
}

TEST(StepEffects, CountWhatChangesAndPassOverWhatCannotBeDone)
{
    const std::vector<PreparationStep> steps{{"impute", {"x"}, {}},
                                             {"log", {"z"}, {}},
                                             {"filter_rows", {}, {{"condition", std::string("c = many")}}},
                                             {"standardize", {}, {}},
                                             {"drop", {"c"}, {}},
                                             {"category_codes", {"c"}, {}},
                                             {"clip", {"x"}, {}, false}};
    const auto effects = step_effects(*dataset(), steps);
    ASSERT_EQ(effects.size(), 7u);
    EXPECT_EQ(effects[0]->changed, 4u);
    EXPECT_EQ(effects[0]->changed_rows, 4u);
    EXPECT_EQ(effects[0]->values, 20u);
    ASSERT_TRUE(effects[1]->error);
    EXPECT_EQ(render(effects[1]->error->message), "there is no column “z”.");
    EXPECT_EQ(effects[2]->rows, 20u);
    EXPECT_EQ(effects[2]->left_out, 5u);
    EXPECT_EQ(effects[3]->columns, std::vector<std::string>{"x"}); // Filled in, and still there.
    EXPECT_EQ(effects[3]->changed, 20u);
    EXPECT_FALSE(effects[4]->error);
    EXPECT_TRUE(effects[5]->error);
    EXPECT_FALSE(effects[6]);
}

TEST(StepEffects, PreviewShowsRowsThatChangeFirst)
{
    const auto data = dataset();
    const StepInput input = step_input(*data, {}, 0, false);
    const StepPreview filled = preview_step({"impute", {"x"}, {{"flag", true}}}, input, 6);
    EXPECT_EQ(filled.rows, (std::vector<std::uint32_t>{0, 1, 2, 5, 10, 15})); // Four that change, two that do not.
    ASSERT_EQ(filled.columns.size(), 2u);
    EXPECT_EQ(filled.columns[0].changed, (std::vector<bool>{true, false, false, true, true, true}));
    EXPECT_TRUE(filled.columns[0].before->missing(0));
    EXPECT_FALSE(filled.columns[0].behind->missing(0));
    EXPECT_EQ(filled.columns[0].behind->number(1), 1);
    EXPECT_FALSE(filled.columns[1].before); // The column that marks what was missing.
    EXPECT_EQ(filled.columns[1].behind->number(0), 1);
    EXPECT_EQ(filled.numbers, 2u);
    const StepPreview dropped = preview_step({"drop", {"c"}, {}}, input, 6);
    EXPECT_FALSE(dropped.columns[0].behind);
    EXPECT_EQ(dropped.numbers, 0u);
    const StepPreview rows = preview_step({"filter_rows", {}, {{"condition", std::string("c = many")}}}, step_input(*data, {}, 0, true), 6);
    EXPECT_EQ(rows.rows, (std::vector<std::uint32_t>{0, 1, 4, 8, 12, 16}));
    EXPECT_EQ(rows.stays, (std::vector<bool>{false, true, false, false, false, false}));
}

TEST(StepEffects, InputIsWhatTheStepsBeforeLeave)
{
    const std::vector<PreparationStep> steps{{"impute", {"x"}, {}}, {"drop", {"c"}, {}}};
    const auto data = dataset();
    EXPECT_TRUE(step_input(*data, steps, 0, false).table->find("x")->missing(0));
    EXPECT_FALSE(step_input(*data, steps, 1, false).table->find("x")->missing(0));
    EXPECT_TRUE(step_input(*data, steps, 1, false).table->find("c"));
    EXPECT_FALSE(step_input(*data, steps, 2, false).table->find("c"));
    EXPECT_TRUE(data->table().find("x")->missing(0)); // The data stay as they are.
    EXPECT_EQ(step_input(*data, steps, 2, false).training.size(), data->rows(Part::Train).size());
}

} // namespace step_effect_test
} // namespace loom
