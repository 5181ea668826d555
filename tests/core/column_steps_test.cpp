// Steps that give columns another name or another type.
#include "core/step_kit.h"
#include "data/dataset.h"
#include "data/step_effect.h"
#include "data_files.h"

#include <gtest/gtest.h>

namespace loom {
namespace column_steps_test {

using namespace test;
using Strings = std::vector<std::string>;

Column words(std::string name, const Strings& values)
{
    Texts all;
    for (const std::string& value : values)
        all.push_back(value);
    return {std::move(name), ColumnType::Text, std::move(all)};
}
PreparationStep cast_to(const std::string& column, const std::string& type)
{
    return {"cast", {column}, {{"to", type}}};
}
PreparationStep rename(const std::string& column, const std::string& name)
{
    return {"rename", {column}, {{"name", name}}};
}
std::string error_of(const PreparationStep& step, Table table)
{
    const std::vector<std::uint32_t> rows{0, 1};
    const auto fitted = fit_steps({&step, 1}, table, "target", rows);
    return fitted ? std::string() : render(fitted.error().message);
}

TEST(ColumnSteps, TypesAreChanged)
{
    const Table t = table_of({words("x", {"1,234.5", "7", "", "much", "$3"}), words("day", {"3/4/2024", "13/4/2024", "1/5/2024", "", "-"}), words("sure", {"yes", "no", "yes", "", "no"})});
    const std::vector<std::uint32_t> rows{0, 1, 2};
    const auto column = [&](const std::string& name, const std::string& type) { return *behind(cast_to(name, type), t, rows).find(name); };
    const Column number = column("x", "number");
    EXPECT_EQ(number.type, ColumnType::Number);
    EXPECT_EQ(texts(number), (Strings{"1234.5", "7", "", "", "3"}));
    EXPECT_EQ(texts(*behind(cast_to("x", "integer"), table_of({numbers("x", {1.4, 2.6})}), {0}).find("x")), (Strings{"1", "3"}));
    EXPECT_EQ(column("x", "category").type, ColumnType::Category);
    EXPECT_EQ(column("sure", "boolean").number(0), 1);
    EXPECT_EQ(texts(*behind(cast_to("n", "text"), table_of({numbers("n", {1.5, 2})}), {0}).find("n")), (Strings{"1.5", "2"}));
    // One order for all: the 13th is no month.
    const Column day = column("day", "datetime");
    EXPECT_EQ(day.date_order, DateOrder::DayFirst);
    EXPECT_EQ(texts(day), (Strings{"2024-04-03", "2024-04-13", "2024-05-01", "", ""}));
}

TEST(ColumnSteps, MonthsFirstWhereOnlyThatFits)
{
    const Column day = *behind(cast_to("day", "datetime"), table_of({words("day", {"3/4/2024", "4/13/2024"})}), {0}).find("day");
    EXPECT_EQ(texts(day), (Strings{"2024-03-04", "2024-04-13"}));
}

TEST(ColumnSteps, WhatCannotBeDoneIsSaid)
{
    const Table t = table_of({words("x", {"some", "more", ""}), words("y", {"a", "b", "c"}), words("target", {"1", "2", "3"})});
    EXPECT_EQ(error_of(cast_to("x", "number"), t), "Step “Change the type”: No value of column “x” can be read as “Number”.");
    EXPECT_EQ(error_of(cast_to("y", "number"), t), "Step “Change the type”: Column “y” has the type “Text” and cannot be read as “Number”.");
    EXPECT_EQ(error_of(cast_to("y", "boolean"), t), "Step “Change the type”: Column “y” has 3 different values, and yes or no are two.");
    EXPECT_EQ(error_of({"cast", {}, {}}, t), "Step “Change the type”: no column is chosen.");
    EXPECT_EQ(error_of(rename("x", ""), t), "Step “Rename a column”: there is no new name.");
    EXPECT_EQ(error_of(rename("x", "y"), t), "Step “Rename a column”: there is a column “y” already.");
    EXPECT_EQ(error_of(rename("x", "target"), t), "Step “Rename a column”: there is a column “target” already.");
    EXPECT_EQ(error_of({"rename", {"x", "y"}, {{"name", std::string("z")}}}, t), "Step “Rename a column”: several columns cannot get one name.");
    EXPECT_EQ(error_of(rename("target", "z"), t), "Step “Rename a column”: column “target” is what is learned, and steps leave it alone.");
    EXPECT_EQ(error_of(rename("x", "x"), t), "");
}

TEST(ColumnSteps, ARawRowIsReadAsTheTrainingRowsWere)
{
    DataFolder folder;
    std::string csv = "size,vip,when,code,price\n";
    for (int i = 0; i < 90; ++i)
        csv += (i % 10 == 3 ? std::string("large") : std::to_string(10 + i % 7)) + "," + (i % 3 ? "no" : "yes") + "," + std::to_string(1 + i % 28) + "/" +
               std::to_string(1 + i % 12) + "/2024," + std::to_string(i % 4) + "," + std::to_string(100 + i) + ".5\n";
    DataSetup setup;
    setup.path = folder.write("data.csv", csv);
    setup.target = "price";
    setup.column_types = {{"vip", "text"}, {"when", "text"}};
    setup.steps = {rename("code", "kind"), cast_to("kind", "category"), cast_to("vip", "boolean"), rename("vip", "guest"),
                   cast_to("when", "datetime"), {"date_parts", {"when"}, {{"year", false}, {"hour", false}}},
                   cast_to("size", "number"), {"impute", {"size"}, {}}, {"impute", {"kind"}, {{"filling", std::string("mode")}}}};
    const auto data = Dataset::open(setup);
    ASSERT_TRUE(data) << render(data.error().message);
    EXPECT_EQ((*data)->facts().features, (Strings{"size", "guest", "when month", "when day", "when weekday", "kind = 0", "kind = 1", "kind = 2", "kind = 3"}));
    const auto encoder = encoder_from_json(to_json((*data)->encoder()));
    ASSERT_TRUE(encoder) << render(encoder.error().message);
    EXPECT_EQ(*encoder, (*data)->encoder());
    const std::size_t width = encoder->width();
    Strings lines;
    for (std::size_t begin = 0, end; (end = csv.find('\n', begin)) != csv.npos; begin = end + 1)
        lines.push_back(csv.substr(begin, end - begin));
    for (const std::uint32_t row : {0u, 3u, 30u, 40u, 89u}) { // The 30th has the 3rd of July, which by itself is taken for the 7th of March.
        const auto one = open_samples(*encoder, folder.write("one.csv", lines[0] + "\n" + lines[row + 1] + "\n"));
        ASSERT_TRUE(one) << render(one.error().message);
        std::vector<float> wanted(width), got(width);
        (*data)->fill({&row, 1}, wanted);
        const std::uint32_t zero = 0;
        (*one)->fill({&zero, 1}, got);
        EXPECT_EQ(got, wanted) << row;
    }
    // What else a file has under the new name is not what was learned from.
    std::vector<std::vector<float>> samples;
    for (const std::string rows : {"kind,size,vip,when,code\n3,12,no,3/7/2024,2\n", "size,vip,when,code\n12,no,3/7/2024,2\n"}) {
        const auto one = open_samples(*encoder, folder.write("spare.csv", rows));
        ASSERT_TRUE(one) << render(one.error().message);
        const std::uint32_t zero = 0;
        (*one)->fill({&zero, 1}, samples.emplace_back(width));
    }
    EXPECT_EQ(samples[0], samples[1]);
    const auto without = open_samples(*encoder, folder.write("other.csv", "size,vip,when,kind\n1,no,3/4/2024,1\n"));
    ASSERT_FALSE(without);
    EXPECT_EQ(render(without.error().message), "Step “Rename a column”: There is no column “code”, which a preparation step changes.");
}

/// Dates among other words are texts to the reader; a file of one row may hold a date alone.
TEST(ColumnSteps, DatesAmongWordsAreReadInOneOrder)
{
    DataFolder folder;
    std::string csv = "when,price\n";
    for (int i = 0; i < 60; ++i)
        csv += (i % 5 ? std::to_string(1 + i % 28) + "/" + std::to_string(1 + i % 12) + "/2024" : "not yet " + std::to_string(i)) + "," + std::to_string(i) + ".5\n";
    DataSetup setup;
    setup.path = folder.write("data.csv", csv);
    setup.target = "price";
    setup.steps = {cast_to("when", "datetime"), {"date_parts", {"when"}, {{"year", false}, {"hour", false}, {"weekday", false}}}};
    const auto data = Dataset::open(setup);
    ASSERT_TRUE(data) << render(data.error().message);
    ASSERT_EQ((*data)->source_table()->find("when")->type, ColumnType::Text);
    const Encoder& encoder = (*data)->encoder();
    const auto of = [&](const std::string& when) {
        const auto one = open_samples(encoder, folder.write("one.csv", "when,price\n" + when + ",1.5\n"));
        EXPECT_TRUE(one) << render(one.error().message);
        std::vector<float> sample(encoder.width());
        const std::uint32_t zero = 0;
        (*one)->fill({&zero, 1}, sample);
        return sample;
    };
    EXPECT_NE(of("3/7/2024"), of("7/3/2024"));
    EXPECT_EQ(of("3/7/2024"), of("2024-07-03"));
    EXPECT_NO_FATAL_FAILURE(of("some other word"));
}

TEST(ColumnSteps, DamagedOnesAreRefused)
{
    Table t = table_of({words("x", {"yes", "no"})});
    const PreparationStep step = cast_to("x", "boolean");
    const std::vector<std::uint32_t> rows{0, 1};
    Table trained = t;
    const auto fitted = fit_steps({&step, 1}, trained, "", rows);
    ASSERT_TRUE(fitted);
    for (const nlohmann::json& damaged : {nlohmann::json{{"column", "x"}, {"type", "no type"}}, nlohmann::json{{"column", "x"}, {"type", "number"}},
                                          nlohmann::json{{"column", "x"}, {"type", "boolean"}}, nlohmann::json(7)}) {
        nlohmann::json json = to_json(fitted->front());
        json.at("learned").at(0).at("learned") = damaged;
        const auto read = fitted_step_from_json(json);
        Table again = t;
        EXPECT_FALSE(read && apply_steps({&*read, 1}, again)) << damaged.dump();
    }
}

TEST(ColumnSteps, PreviewsTellWhatTheyDo)
{
    auto table = std::make_shared<Table>();
    table->rows = 20;
    Strings x;
    std::vector<double> y;
    for (int i = 0; i < 20; ++i) {
        x.push_back(i % 5 ? std::to_string(i) : "unknown to us");
        y.push_back(i + 0.5);
    }
    table->columns = {numbers("a", y), words("x", x), numbers("y", y)};
    const auto data = Dataset::make(table, {.target = "y"});
    ASSERT_TRUE(data) << render(data.error().message);
    const std::vector<PreparationStep> steps{cast_to("x", "number"), rename("x", "z"), {"impute", {"z"}, {}}, rename("z", "a")};
    const auto effects = step_effects(**data, steps);
    EXPECT_EQ(effects[0]->changed, 4u);
    EXPECT_EQ(effects[0]->emptied, 4u);
    EXPECT_EQ(effects[1]->changed, 0u);
    EXPECT_FALSE(effects[1]->error);
    EXPECT_EQ(effects[2]->changed, 4u);
    EXPECT_EQ(effects[2]->emptied, 0u);
    ASSERT_TRUE(effects[3]->error);
    EXPECT_EQ(render(effects[3]->error->message), "there is a column “a” already.");

    const StepInput input = step_input(**data, steps, 1, false);
    const StepPreview renamed = preview_step(steps[1], input, 6);
    ASSERT_EQ(renamed.columns.size(), 1u);
    EXPECT_EQ(renamed.columns[0].before->name, "x");
    EXPECT_EQ(renamed.columns[0].behind->name, "z");
    EXPECT_EQ(renamed.columns[0].changed, std::vector<bool>(6, false));
    EXPECT_EQ(renamed.numbers, 1u);
    const StepInput next = step_input(**data, steps, 2, false);
    const auto& columns = next.table->columns;
    EXPECT_EQ((Strings{columns[0].name, columns[1].name, columns[2].name}), (Strings{"a", "z", "y"})); // In its old place.
}

} // namespace column_steps_test
} // namespace loom
