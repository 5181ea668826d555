// Preparation steps: what each does, that it learns from the training part alone, and that prediction does the same.
#include "core/golden.h"
#include "core/step_kit.h"
#include "data/dataset.h"
#include "data/row_filter.h"
#include "data/step.h"
#include "data_files.h"

#include <gtest/gtest.h>

#include <cmath>

namespace loom {
namespace steps_test {

using namespace test;

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

std::vector<double> column_behind(const PreparationStep& step, Column column, std::vector<std::uint32_t> rows)
{
    const std::string name = column.name;
    const Table t = behind(step, table_of({std::move(column)}), std::move(rows));
    std::vector<double> values;
    for (std::size_t row = 0; row < t.rows; ++row)
        values.push_back(t.find(name)->number(row));
    return values;
}
using Doubles = std::vector<double>;
using Strings = std::vector<std::string>;

TEST(Steps, ScalingLearnsFromTrainingRowsAlone)
{
    const Column c = numbers("x", {1, 2, 3, 6, nothing, 100});
    const std::vector<std::uint32_t> rows{0, 1, 2, 3, 4};
    const double deviation = std::sqrt(3.5);
    const auto standard = column_behind({"standardize", {}, {}}, c, rows);
    EXPECT_NEAR(standard[0], -2 / deviation, 1e-12);
    EXPECT_NEAR(standard[5], 97 / deviation, 1e-12);
    EXPECT_TRUE(std::isnan(standard[4]));
    const auto min_max = column_behind({"min_max", {}, {}}, c, rows);
    EXPECT_EQ((Doubles{min_max[0], min_max[3], min_max[5]}), (Doubles{0, 1, 19.8}));
    const auto robust = column_behind({"robust", {}, {}}, c, rows); // Quartiles 1.75 and 3.75, median 2.5.
    EXPECT_EQ((Doubles{robust[0], robust[5]}), (Doubles{-0.75, 48.75}));
    EXPECT_EQ(column_behind({"standardize", {}, {}}, numbers("x", {4, 4, 5}), {0, 1}), (Doubles{0, 0, 1}));
    const auto log = column_behind({"log", {}, {}}, numbers("x", {0, std::exp(1.0) - 1, -1}), {0});
    EXPECT_NEAR(log[1], 1, 1e-15);
    EXPECT_NEAR(log[2], -std::log(2.0), 1e-15);
}

TEST(Steps, ClipsToQuantilesOrNumbers)
{
    Doubles values(101);
    for (int i = 0; i <= 100; ++i)
        values[std::size_t(i)] = i;
    values.push_back(1000);
    std::vector<std::uint32_t> rows(101);
    for (std::uint32_t i = 0; i < rows.size(); ++i)
        rows[i] = i;
    auto clipped = column_behind({"clip", {}, {{"low", 0.1}}}, numbers("x", values), rows);
    EXPECT_EQ((Doubles{clipped[0], clipped[50], clipped[101]}), (Doubles{10, 50, 99}));
    clipped = column_behind({"clip", {}, {{"limits", std::string("values")}, {"low", -1.0}, {"high", 7.0}}}, numbers("x", values), rows);
    EXPECT_EQ((Doubles{clipped[0], clipped[101]}), (Doubles{0, 7}));
    Table t = table_of({numbers("x", values)});
    const PreparationStep wrong{"clip", {}, {{"low", 0.9}, {"high", 0.1}}};
    const auto fitted = fit_steps({&wrong, 1}, t, "", rows);
    ASSERT_FALSE(fitted);
    EXPECT_EQ(render(fitted.error().message), "Step “Clip outliers”: 0.9 to 0.1 are no limits.");
}

TEST(Steps, FillsInWhatIsMissing)
{
    const Column c = numbers("x", {1, 5, 5, 9, nothing, 1000});
    const std::vector<std::uint32_t> rows{0, 1, 2, 3, 4};
    EXPECT_EQ(column_behind({"impute", {}, {}}, c, rows)[4], 5);
    EXPECT_EQ(column_behind({"impute", {}, {{"filling", std::string("mean")}}}, numbers("x", {1, 5, 6, nothing, 9}), {0, 1, 2, 3})[3], 4);
    EXPECT_EQ(column_behind({"impute", {}, {{"filling", std::string("mode")}}}, c, rows)[4], 5);
    EXPECT_EQ(column_behind({"impute", {}, {{"filling", std::string("constant")}, {"constant", std::string("-7.5")}}}, c, rows)[4], -7.5);
    const Column whole{"n", ColumnType::Integer, std::vector<std::int64_t>{3, missing_integer, 4}};
    const Table marked = behind({"impute", {}, {{"filling", std::string("constant")}, {"flag", true}}}, table_of({whole, numbers("z", {1, 2, 3})}), {0, 2});
    EXPECT_EQ(texts(*marked.find("n")), (Strings{"3", "0", "4"}));
    EXPECT_EQ(marked.find("n")->type, ColumnType::Integer);
    EXPECT_EQ(texts(*marked.find("n missing")), (Strings{"0", "1", "0"}));
    EXPECT_EQ(marked.columns[1].name, "n missing");
    const Column words = categories("w", {"b", "a", "b", "", "c"});
    const Table mode = behind({"impute", {"w"}, {}}, table_of({words}), {0, 1, 2, 3});
    EXPECT_EQ(texts(*mode.find("w")), (Strings{"b", "a", "b", "b", "c"}));
    const Table named = behind({"impute", {"w"}, {{"filling", std::string("constant")}, {"constant", std::string("unknown")}}}, table_of({words}), {0});
    EXPECT_EQ(texts(*named.find("w"))[3], "unknown");
    Table t = table_of({c});
    const PreparationStep no_number{"impute", {}, {{"filling", std::string("constant")}, {"constant", std::string("many")}}};
    EXPECT_FALSE(fit_steps({&no_number, 1}, t, "", rows));
}

TEST(Steps, CutsNumbersIntoRanges)
{
    Table t = behind({"bin", {}, {{"bins", std::int64_t{2}}}}, table_of({numbers("x", {1, 2, 3, 10, nothing, -5, 99})}), {0, 1, 2, 3});
    EXPECT_EQ(texts(t.columns[0]), (Strings{"< 2.5", "< 2.5", "≥ 2.5", "≥ 2.5", "", "< 2.5", "≥ 2.5"}));
    t = behind({"bin", {}, {{"bins", std::int64_t{3}}, {"width", std::string("equal")}}}, table_of({numbers("x", {0, 3, 6, 9})}), {0, 1, 2, 3});
    EXPECT_EQ(texts(t.columns[0]), (Strings{"< 3", "3 – 6", "≥ 6", "≥ 6"}));
    t = behind({"bin", {}, {}}, table_of({numbers("x", {4, 4, 4})}), {0, 1, 2});
    EXPECT_EQ(texts(t.columns[0]), (Strings{"all", "all", "all"}));
}

TEST(Steps, CategoriesAreJoinedOrNumbered)
{
    const Column c = categories("city", {"a", "a", "a", "b", "c", "", "d"});
    const std::vector<std::uint32_t> rows{0, 1, 2, 3, 5};
    Table t = behind({"rare_categories", {}, {{"share", 0.3}}}, table_of({c}), rows);
    EXPECT_EQ(texts(t.columns[0]), (Strings{"a", "a", "a", "other", "other", "", "other"}));
    t = behind({"category_codes", {}, {}}, table_of({c}), rows);
    EXPECT_EQ(texts(t.columns[0]), (Strings{"1", "1", "1", "2", "0", "0", "0"}));
}

TEST(Steps, GiveWhatScikitLearnGives)
{
    const nlohmann::json given = test::golden("steps.json");
    const auto doubles = [](const nlohmann::json& list) {
        Doubles out;
        for (const auto& v : list)
            out.push_back(v.is_null() ? nothing : v.get<double>());
        return out;
    };
    std::vector<std::uint32_t> rows(given["train"].get<std::size_t>());
    for (std::uint32_t i = 0; i < rows.size(); ++i)
        rows[i] = i;
    for (const auto& c : given["cases"]) {
        const std::string column = c["column"], id = c["step"];
        SCOPED_TRACE(column + " " + id + c["settings"].dump());
        const StepType& type = *find_step(id);
        const Values values = test::settings_of(type, c["settings"]);
        PreparationStep step{id, {}, {}};
        for (std::size_t i = 0; i < values.size(); ++i)
            step.settings[std::string(type.settings[i].key)] = values[i];
        const auto got = column_behind(step, numbers(column, doubles(given["columns"][column])), rows), wanted = doubles(c["values"]);
        ASSERT_EQ(got.size(), wanted.size());
        for (std::size_t i = 0; i < got.size(); ++i)
            if (std::isnan(wanted[i]))
                EXPECT_TRUE(std::isnan(got[i])) << i;
            else
                EXPECT_NEAR(got[i], wanted[i], 1e-9 * std::max(1.0, std::abs(wanted[i]))) << i;
    }
}

TEST(Steps, TakesDatesApart)
{
    const Column c{"day", ColumnType::DateTime, std::vector<std::int64_t>{*parse_date("2024-02-29T13:45:00"), missing_integer, *parse_date("1969-12-31")}};
    const Table t = behind({"date_parts", {"day"}, {{"year", true}}}, table_of({c, numbers("x", {1, 2, 3})}), {0});
    Strings names;
    for (const Column& column : t.columns)
        names.push_back(column.name);
    EXPECT_EQ(names, (Strings{"day year", "day month", "day day", "day weekday", "day hour", "x"}));
    Strings first, third;
    for (std::size_t i = 0; i < 5; ++i) {
        first.push_back(t.columns[i].text(0));
        third.push_back(t.columns[i].text(2));
        EXPECT_TRUE(t.columns[i].missing(1));
    }
    EXPECT_EQ(first, (Strings{"2024", "2", "29", "4", "13"}));
    EXPECT_EQ(third, (Strings{"1969", "12", "31", "3", "0"}));
    const Table marked = behind({"date_parts", {"day"}, {{"month", false}, {"hour", false}, {"flag", true}}}, table_of({c}), {0});
    ASSERT_EQ(marked.columns.size(), 4u);
    EXPECT_EQ(marked.columns[3].name, "day missing");
    EXPECT_EQ(test::texts(marked.columns[3]), (Strings{"0", "1", "0"}));
    EXPECT_TRUE(marked.columns[0].missing(1)); // For a step behind it.
}

TEST(Steps, ConvertUnitsOnOneSideOfALimit)
{
    const std::vector<double> values = {1.7, 180, std::nan(""), 2, 60};
    const auto converted = column_behind({"convert_unit", {"x"}, {{"limit", 10.0}, {"times", 0.01}}}, numbers("x", values), {0});
    EXPECT_NEAR(converted[1], 1.8, 1e-12);
    EXPECT_NEAR(converted[4], 0.6, 1e-12);
    EXPECT_EQ(converted[0], 1.7);
    EXPECT_TRUE(std::isnan(converted[2]));
    const auto up = column_behind({"convert_unit", {"x"}, {{"side", std::string("below")}, {"limit", 10.0}, {"times", 100.0}}}, numbers("x", values), {0});
    EXPECT_EQ(up[3], 200);
    EXPECT_EQ(up[1], 180);
}

TEST(Steps, SayWhatIsWrong)
{
    Table t = table_of({numbers("x", {1, 2}), categories("c", {"a", "b"}), numbers("y", {1, 0})});
    const std::uint32_t rows[] = {0, 1};
    const auto error = [&](const PreparationStep& step) {
        const auto fitted = fit_steps({&step, 1}, t, "y", rows);
        return fitted ? std::string() : render(fitted.error().message);
    };
    EXPECT_EQ(error({"no_such", {}, {}}), "There is no preparation step “no_such”.");
    EXPECT_EQ(error({"log", {"z"}, {}}), "Step “Logarithm”: there is no column “z”.");
    EXPECT_EQ(error({"log", {"c"}, {}}), "Step “Logarithm”: column “c” has the type “Category”, which it does not take.");
    EXPECT_EQ(error({"log", {"y"}, {}}), "Step “Logarithm”: column “y” is what is learned, and steps leave it alone.");
    EXPECT_EQ(error({"bin", {}, {{"bins", std::int64_t{1}}}}).find("Step “Cut into ranges”"), 0u);
    EXPECT_EQ(error({"bin", {}, {{"bin", std::int64_t{3}}}}), "Cut into ranges has no setting “bin”.");
    EXPECT_EQ(error({"log", {}, {}}), "");
    EXPECT_EQ(t.find("y")->number(0), 1); // The target is not among “all that it takes”.
    EXPECT_NEAR(t.find("x")->number(0), std::log(2.0), 1e-15);
    for (const StepType* type : step_types()) { // What is no longer what the type wrote is an error, not a crash.
        if (!type->apply)
            continue;
        Table copy = t;
        EXPECT_FALSE(type->apply(defaults(*type), nlohmann::json{{{"column", 1}, {"learned", "?"}}}, copy, {})) << type->id;
    }
}

TEST(Steps, PredictionDoesWhatTrainingDid)
{
    test::DataFolder folder;
    std::string csv = "age,city,when,id,price\n";
    for (int i = 0; i < 200; ++i)
        csv += (i % 10 == 3 ? std::string() : std::to_string(20 + i % 50)) + "," + (i % 3 ? "Paris" : i % 2 ? "Rome" : "Oslo") + ",2024-0" +
               std::to_string(1 + i % 9) + "-11," + std::to_string(i) + "," + std::to_string(100 + i) + "\n";
    DataSetup setup;
    setup.path = folder.write("data.csv", csv);
    setup.target = "price";
    setup.steps = {{"filter_rows", {}, {{"condition", std::string("id < 150")}}},
                   {"drop", {"id"}, {}},
                   {"impute", {"age"}, {{"flag", true}}},
                   {"standardize", {"age"}, {}},
                   {"log", {}, {}, false},
                   {"date_parts", {"when"}, {{"day", false}, {"hour", false}, {"year", false}}}};
    const auto data = Dataset::open(setup);
    ASSERT_TRUE(data) << render(data.error().message);
    EXPECT_EQ((*data)->facts().rows, 150);
    EXPECT_EQ((*data)->facts().features, (Strings{"age", "age missing", "city = Oslo", "city = Paris", "city = Rome", "when month", "when weekday"}));
    EXPECT_NEAR((*data)->facts().mean[0], 0, 1e-6);
    EXPECT_NEAR((*data)->facts().deviation[0], 1, 0.1);

    // A raw row alone, with the encoder as it comes out of a run's file.
    const auto encoder = encoder_from_json(to_json((*data)->encoder()));
    ASSERT_TRUE(encoder) << render(encoder.error().message);
    EXPECT_EQ(*encoder, (*data)->encoder());
    const std::size_t width = encoder->width();
    std::vector<std::string> lines;
    for (std::size_t begin = 0, end; (end = csv.find('\n', begin)) != csv.npos; begin = end + 1)
        lines.push_back(csv.substr(begin, end - begin));
    for (const std::uint32_t row : {0u, 3u, 60u, 149u}) {
        const auto one = open_samples(*encoder, folder.write("one.csv", lines[0] + "\n" + lines[row + 1] + "\n"));
        ASSERT_TRUE(one) << render(one.error().message);
        std::vector<float> wanted(width), got(width);
        (*data)->fill({&row, 1}, wanted);
        const std::uint32_t zero = 0;
        (*one)->fill({&zero, 1}, got);
        EXPECT_EQ(got, wanted) << row;
    }
    const auto without = open_samples(*encoder, folder.write("other.csv", "city,when\nParis,2024-01-01\n"));
    ASSERT_FALSE(without);
    EXPECT_EQ(render(without.error().message), "Step “Fill in missing values”: There is no column “age”, which a preparation step changes.");
}

/// What a file of one row cannot tell: that 7 is a category there, that an empty column held numbers or words, which of day
/// and month comes first.
TEST(Steps, ARowAloneIsReadAsTheTrainingRowsWere)
{
    test::DataFolder folder;
    std::string train = "age,kind,city,pay,vip,when,price\n";
    for (int i = 0; i < 200; ++i)
        train += (i % 10 == 3 ? std::string() : std::to_string(20 + i % 50)) + "," + (i % 4 ? std::to_string(i % 3) : "a") + "," +
                 (i % 9 == 5 ? "" : i % 2 ? "Rome" : "Oslo") + "," + std::to_string(100 * (1 + i % 40)) + "," + (i % 5 ? "no" : "yes") + "," +
                 std::to_string(1 + i % 28) + "/" + std::to_string(1 + i % 12) + "/2024," + std::to_string(100 + i) + "\n";
    // In turn: a number for a category; nothing in three columns; new words; fractions; an ambiguous date.
    const std::vector<std::string> rows = {"33,2,Rome,700,no,17/3/2024", "12,,,900,,20/1/2024", "40,zzz,Lima,800,yes,30/5/2024",
                                           "41.5,a,Oslo,650.25,no,21/6/2024", "22,1,Rome,,no,3/4/2024"};
    std::string tests = "age,kind,city,pay,vip,when,price\n";
    for (const std::string& row : rows)
        tests += row + ",1\n";
    folder.write("all/train.csv", train);
    folder.write("all/test.csv", tests);
    DataSetup setup;
    setup.path = folder.path() + "/all";
    setup.target = "price";
    setup.column_types = {{"kind", "category"}};
    setup.steps = {{"impute", {"age"}, {{"flag", true}}},
                   {"impute", {"kind", "city"}, {{"filling", std::string("constant")}, {"constant", std::string("missing")}}},
                   {"clip", {"age", "pay"}, {}},
                   {"log", {"pay"}, {}},
                   {"rare_categories", {"kind", "city"}, {{"share", 0.05}}},
                   {"date_parts", {"when"}, {{"year", false}, {"hour", false}}}};
    const auto data = Dataset::open(setup);
    ASSERT_TRUE(data) << render(data.error().message);
    ASSERT_EQ((*data)->rows(Part::Test).size(), rows.size());
    const auto encoder = encoder_from_json(to_json((*data)->encoder()));
    ASSERT_TRUE(encoder) << render(encoder.error().message);
    EXPECT_EQ(*encoder, (*data)->encoder());
    const std::size_t width = encoder->width();
    for (std::size_t i = 0; i < rows.size(); ++i) {
        std::vector<std::string> cells{""};
        for (const char c : rows[i])
            c == ',' ? cells.emplace_back() : cells.back() += std::string(1, c);
        const auto one = open_samples(*encoder, folder.write("one.csv", "when,vip,pay,city,kind,age\n" + cells[5] + "," + cells[4] + "," + cells[3] + "," +
                                                                            cells[2] + "," + cells[1] + "," + cells[0] + "\n"));
        ASSERT_TRUE(one) << rows[i] << ": " << render(one.error().message);
        std::vector<float> wanted(width), got(width);
        const std::uint32_t row = (*data)->rows(Part::Test)[i], zero = 0;
        (*data)->fill({&row, 1}, wanted);
        (*one)->fill({&zero, 1}, got);
        EXPECT_EQ(got, wanted) << rows[i];
    }
    // A word among numbers is missing, as everywhere; a column without any number is an error that names it.
    const std::string head = "age,kind,city,pay,vip,when\n", good = "30,a,Oslo,500,no,1/2/2024\n", word = "old,a,Oslo,much,no,1/2/2024\n";
    const auto words = open_samples(*encoder, folder.write("word.csv", head + good + word + ",a,Oslo,,no,1/2/2024\n"));
    ASSERT_TRUE(words) << render(words.error().message);
    std::vector<float> with_word(width), with_gap(width);
    const std::uint32_t second = 1, third = 2;
    (*words)->fill({&second, 1}, with_word);
    (*words)->fill({&third, 1}, with_gap);
    EXPECT_EQ(with_word, with_gap);
    const auto nothing_else = open_samples(*encoder, folder.write("alone.csv", head + word));
    ASSERT_FALSE(nothing_else);
    EXPECT_EQ(render(nothing_else.error().message), "Step “Fill in missing values”: Column “age” has the type “Text” and cannot be read as “Number”.");
}

TEST(Steps, DuplicatesCountOnceAndBeforeTheSplit)
{
    test::DataFolder folder;
    std::string csv = "x,y,label\n";
    for (int i = 0; i < 300; ++i)
        csv += std::to_string(i % 100) + "," + std::to_string(i % 100 * 7) + "," + (i % 2 ? "a" : "b") + "\n";
    DataSetup setup;
    setup.path = folder.write("data.csv", csv);
    setup.steps = {{"drop_duplicates", {}, {}}};
    const auto data = Dataset::open(setup);
    ASSERT_TRUE(data) << render(data.error().message);
    EXPECT_EQ((*data)->facts().rows, 100);
    for (const Part part : {Part::Train, Part::Validation, Part::Test})
        for (const std::uint32_t row : (*data)->rows(part))
            EXPECT_LT(row, 100u);
    setup.steps = {{"drop_duplicates", {"label"}, {}}};
    EXPECT_EQ((*Dataset::open(setup))->facts().rows, 2);
}

Table people()
{
    return table_of({categories("city", {"Paris", "上海", "Rome", "", "paris"}),
                     numbers("age", {30, 24, nothing, 41, 12.5}),
                     {"not so good", ColumnType::Integer, std::vector<std::int64_t>{1, 2, 3, 4, missing_integer}},
                     categories("城市", {"上海", "北京", "上海", "广州", "上海"}),
                     {"day", ColumnType::DateTime, std::vector<std::int64_t>{*parse_date("2024-01-01"), *parse_date("2024-06-01"), *parse_date("2023-01-01"), missing_integer, *parse_date("2024-01-01")}}});
}

TEST(RowFilter, MatchesAsPeopleMeanIt)
{
    const Table t = people();
    const auto rows = [&](std::string_view text) {
        const auto filter = RowFilter::parse(text, t);
        EXPECT_TRUE(filter) << text << ": " << render(filter.error().message);
        return filter ? filter->matching(t.rows) : std::vector<std::uint32_t>();
    };
    using Rows = std::vector<std::uint32_t>;
    EXPECT_EQ(rows(""), (Rows{0, 1, 2, 3, 4}));
    EXPECT_EQ(rows("city = Paris"), (Rows{0, 4}));
    EXPECT_EQ(rows("city = paris and age < 20"), (Rows{4}));
    EXPECT_EQ(rows("age >= 24 or city is missing"), (Rows{0, 1, 3}));
    EXPECT_EQ(rows("not (age >= 24)"), (Rows{2, 4}));
    EXPECT_EQ(rows("AGE is not missing"), (Rows{0, 1, 3, 4}));
    EXPECT_EQ(rows("not so good > 2"), (Rows{2, 3}));
    EXPECT_EQ(rows("“not so good” ≤ 1"), (Rows{0}));
    EXPECT_EQ(rows("城市=上海 且 age<24"), (Rows{4}));
    EXPECT_EQ(rows("城市 = 上海或city = 上海"), (Rows{0, 1, 2, 4}));
    EXPECT_EQ(rows("非（城市 属于（上海，北京））"), (Rows{3}));
    EXPECT_EQ(rows("城市是上海且age是缺失"), (Rows{2}));
    EXPECT_EQ(rows("city in (rome, \"上海\")"), (Rows{1, 2}));
    EXPECT_EQ(rows("city contains AR"), (Rows{0, 4}));
    EXPECT_EQ(rows("city != Paris"), (Rows{1, 2}));
    EXPECT_EQ(rows("day < 2024-03-01 and day > 2023-06-30"), (Rows{0, 4}));
}

TEST(RowFilter, SaysAtWhichCharacter)
{
    const Table t = people();
    const auto error = [&](std::string_view text) {
        const auto filter = RowFilter::parse(text, t);
        return filter ? std::string() : render(filter.error().message);
    };
    EXPECT_EQ(error("town = Rome"), "Condition, character 1: the name of a column is expected.");
    EXPECT_EQ(error("“town” = Rome"), "Condition, character 1: there is no column “town”.");
    EXPECT_EQ(error("城市 上海"), "Condition, character 4: =, ≠, <, ≤, >, ≥, “in”, “contains” or “is missing” is expected.");
    EXPECT_EQ(error("age < old"), "Condition, character 7: column “age” holds numbers, and “old” is none.");
    EXPECT_EQ(error("(age < 3"), "Condition, character 9: a closing bracket is expected.");
    EXPECT_EQ(error("age < 3)"), "Condition, character 8: “and” or “or” is expected.");
    EXPECT_EQ(error("age <"), "Condition, character 6: a value is expected.");
    EXPECT_EQ(error("city in Rome"), "Condition, character 9: an opening bracket is expected.");
    EXPECT_NE(error(std::string(5000, '(')), "");
    EXPECT_NE(error("age = 1 and "), "");
}

} // namespace steps_test
} // namespace loom
