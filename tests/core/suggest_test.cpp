// What is proposed for data: steps, network and recipe with reasons, sound for every set there is.
#include "data/open.h"
#include "data_files.h"
#include "graph/analysis.h"
#include "graph/history.h"
#include "schema/recipe.h"
#include "schema/shapes.h"
#include "suggest/columns.h"
#include "suggest/network.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace loom {
namespace suggest_test {

std::shared_ptr<const Dataset> open_at(const std::string& path, const std::string& target = {})
{
    DataSetup setup;
    const auto source = recognise_source(path);
    if (!source)
        return nullptr;
    setup.source = (*source)->id;
    setup.path = path;
    setup.target = target;
    const auto made = Dataset::open(setup);
    return made ? *made : nullptr;
}

/// 400 people. `row` numbers them, `planet` is the same for all, `verdict` gives the target away, 12.5 % of `age` and of `city`
/// are missing, `pay` has a long tail, `height` one slip, `job` rare names, `note` is text.
std::string people()
{
    std::string text = "row,planet,verdict,age,city,pay,height,job,joined,note,churn\n";
    for (int i = 0; i < 400; ++i) {
        const bool churn = (i * 7919) % 10 < 4;
        const int spread = (i * 37) % 400;
        const auto pay = std::int64_t(900 * std::exp(spread / 60.0));
        text += std::to_string(1000 + i) + ",Earth," + (churn ? "gone" : "stays") + "," + (i % 8 ? std::to_string(20 + (i * 31) % 50) : "") + "," +
                (i % 8 == 3 ? "" : i % 3 ? "Paris" : "Lyon") + "," + std::to_string(pay) + "," + (i == 11 ? "99999" : std::to_string(150 + (i * 13) % 50)) + "," +
                (i % 50 == 7 ? "job" + std::to_string(i / 100) : i % 2 ? "clerk" : "cook") + ",2023-" + (i % 12 < 9 ? "0" : "") + std::to_string(i % 12 + 1) + "-" +
                std::to_string(10 + i % 18) + ",said " + std::to_string(i * i) + " words and then number " + std::to_string(i) + " more," + (churn ? "yes" : "no") + "\n";
    }
    return text;
}

const PreparationStep* step_of(const Suggestion& s, std::string_view type, std::string_view column)
{
    for (const PreparationStep& step : s.document.data().steps)
        if (step.type == type && std::ranges::count(step.columns, column))
            return &step;
    return nullptr;
}

const Decision* decision(const Suggestion& s, std::string_view words)
{
    for (const Decision& d : s.decisions)
        if (render(d.what, Language::English).find(words) != std::string::npos)
            return &d;
    return nullptr;
}

/// What must be so of every proposal.
void expect_sound(const Suggestion& s, const std::string& of)
{
    const auto data = Dataset::open(s.document.data());
    ASSERT_TRUE(data) << of << ": " << render(data.error().message);
    const Analysis analysis = analyse(s.document, &(*data)->facts());
    const auto error = first_error(s.document, analysis);
    EXPECT_FALSE(error) << of << ": " << render(error->message);
    for (const Finding& f : analysis.findings)
        ADD_FAILURE() << of << ": " << render(f.message);
    EXPECT_FALSE(s.network.empty());
    std::set<Decision::About> about;
    for (const Decision& d : s.decisions) {
        about.insert(d.about);
        EXPECT_FALSE(d.what.empty()) << of;
        EXPECT_FALSE(d.why.empty()) << of << ": " << render(d.what);
    }
    EXPECT_TRUE(about.contains(Decision::About::Network) && about.contains(Decision::About::Recipe)) << of;
}

struct Proposed : testing::Test {
    void propose(const std::string& file, std::string_view content, const std::string& target = {})
    {
        data = open_at(folder.write(file, content), target);
        ASSERT_TRUE(data);
        auto made = suggest(*data);
        ASSERT_TRUE(made) << render(made.error().message);
        s = std::move(*made);
        expect_sound(s, file);
    }
    test::DataFolder folder;
    std::shared_ptr<const Dataset> data;
    Suggestion s;
};

TEST_F(Proposed, StepsAreWhatTheColumnsAskFor)
{
    propose("people.csv", people(), "churn");
    EXPECT_TRUE(step_of(s, "drop", "row"));
    EXPECT_TRUE(step_of(s, "drop", "planet"));
    EXPECT_TRUE(step_of(s, "drop", "verdict"));
    const PreparationStep* age = step_of(s, "impute", "age");
    ASSERT_TRUE(age);
    EXPECT_EQ(age->settings.at("flag"), Value(true));
    const PreparationStep* city = step_of(s, "impute", "city");
    ASSERT_TRUE(city);
    EXPECT_EQ(city->settings.at("constant"), Value(std::string("missing")));
    EXPECT_TRUE(step_of(s, "log", "pay"));
    EXPECT_FALSE(step_of(s, "log", "height"));
    EXPECT_TRUE(step_of(s, "clip", "height"));
    EXPECT_FALSE(step_of(s, "clip", "pay"));
    EXPECT_TRUE(step_of(s, "rare_categories", "job"));
    EXPECT_FALSE(step_of(s, "rare_categories", "city"));
    const PreparationStep* joined = step_of(s, "date_parts", "joined");
    ASSERT_TRUE(joined);
    EXPECT_EQ(joined->settings.at("year"), Value(false)); // All in 2023, and there are no hours.
    EXPECT_EQ(joined->settings.at("hour"), Value(false));
    EXPECT_FALSE(joined->settings.contains("month"));
    EXPECT_TRUE(decision(s, "Leave out “note”"));
}

TEST_F(Proposed, EachReasonTellsItsFigureInBothLanguages)
{
    propose("people.csv", people(), "churn");
    const Decision* age = decision(s, "Fill the gaps of “age”");
    ASSERT_TRUE(age);
    const std::string why = render(age->why, Language::English);
    EXPECT_NE(why.find("“age” lacks 1"), std::string::npos) << why;
    EXPECT_NE(why.find("%"), std::string::npos) << why;
    for (const Decision& d : s.decisions) {
        EXPECT_NE(render(d.what, Language::Chinese), render(d.what, Language::English));
        EXPECT_NE(render(d.why, Language::Chinese), render(d.why, Language::English));
    }
}

TEST_F(Proposed, AreTheSameForTheSameDataAndAddNothingTheSecondTime)
{
    propose("people.csv", people(), "churn");
    const auto again = suggest(*data);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->document, s.document);
    const auto prepared = Dataset::open(s.document.data());
    ASSERT_TRUE(prepared);
    const auto second = suggest(**prepared);
    ASSERT_TRUE(second);
    EXPECT_EQ(second->first_step, s.document.data().steps.size());
    EXPECT_EQ(second->document, s.document);
}

TEST_F(Proposed, GapsOfDatesAreFilledInTheirParts)
{
    std::string text = "joined,score,churn\n";
    for (int i = 0; i < 400; ++i)
        text += (i % 8 == 3 ? std::string() : "2023-" + std::string(i % 12 < 9 ? "0" : "") + std::to_string(i % 12 + 1) + "-" + std::to_string(10 + i % 18)) + "," +
                std::to_string((i * 37) % 101) + (i % 3 ? ",yes\n" : ",no\n");
    propose("members.csv", text, "churn");
    const PreparationStep* parts = step_of(s, "date_parts", "joined");
    ASSERT_TRUE(parts);
    EXPECT_EQ(parts->settings.at("flag"), Value(true));
    const PreparationStep* filled = step_of(s, "impute", "joined month");
    ASSERT_TRUE(filled);
    EXPECT_FALSE(filled->settings.contains("flag")); // One mark is enough.
    const auto prepared = Dataset::open(s.document.data());
    ASSERT_TRUE(prepared);
    const Table& table = (*prepared)->samples().prepared();
    EXPECT_TRUE(table.find("joined missing"));
    for (const Column& c : table.columns)
        for (std::size_t row = 0; row < table.rows; ++row)
            ASSERT_FALSE(c.missing(row)) << c.name;
}

TEST_F(Proposed, ManyCategoriesKeepTheirPlaces)
{
    std::string text = "town,size,churn\n";
    for (int i = 0; i < 900; ++i)
        text += "town" + std::to_string(i % 30) + "," + std::to_string((i * 37) % 101) + (i % 7 < 3 ? ",yes\n" : ",no\n");
    propose("towns.csv", text, "churn");
    const Decision* kept = decision(s, "A place for each category of “town”");
    ASSERT_TRUE(kept);
    EXPECT_NE(render(kept->why, Language::English).find("“town” has 30 categories. "), std::string::npos);
    EXPECT_FALSE(step_of(s, "category_codes", "town"));
    propose("people.csv", people(), "churn");
    EXPECT_FALSE(decision(s, "A place for each category"));
}

TEST(Proposals, AuditADrawnPartOfManyRows)
{
    constexpr int rows = 120'000;
    std::vector<double> x, y;
    std::vector<std::int64_t> number, same;
    for (int i = 0; i < rows; ++i) {
        number.push_back(i);
        same.push_back(5);
        x.push_back((i * 7919LL) % 1009);
        y.push_back(x.back() / 2 + (i * 37) % 101);
    }
    auto table = std::make_shared<Table>();
    table->rows = rows;
    table->columns = {{"id", ColumnType::Integer, number}, {"planet", ColumnType::Integer, same}, {"x", ColumnType::Number, x}, {"y", ColumnType::Number, y}};
    DataSetup setup{.target = "y"};
    RowEdit edit;
    edit.row = 3;
    edit.excluded = true;
    setup.row_edits.put({edit}); // Of no row here; the sample has other rows.
    const auto data = Dataset::make(table, setup);
    ASSERT_TRUE(data);
    const auto s = suggest(**data);
    ASSERT_TRUE(s) << render(s.error().message);
    ASSERT_TRUE(step_of(*s, "drop", "planet"));
    EXPECT_TRUE(step_of(*s, "drop", "id"));
    EXPECT_NE(render(decision(*s, "Drop “planet”")->why, Language::English).find("Of 100,000 rows drawn from 120,000: "), std::string::npos);
    EXPECT_EQ(s->document.data().row_edits, setup.row_edits);
}

TEST_F(Proposed, ComeAsOneStepAndGoAsOne)
{
    propose("people.csv", people(), "churn");
    Document document;
    ASSERT_TRUE(document.apply(SetData{data->setup()}));
    History history(document);
    ASSERT_TRUE(history.perform(LOOM_TEXT("Add"), {AddNode{NodeId{1}, {"input", "mine", defaults(*find_layer("input")), {}}}}));
    const Document before = document;
    ASSERT_TRUE(history.perform(LOOM_TEXT("Suggest a network"), adopting(document, s)));
    EXPECT_EQ(document, s.document);
    EXPECT_TRUE(history.undo());
    EXPECT_EQ(document, before);
}

TEST_F(Proposed, WhatAloneTellsTheTargetStaysWhereNothingElseIs)
{
    std::string text = "x,kind\n";
    for (int i = 0; i < 200; ++i)
        text += std::to_string(i * 3) + (i < 100 ? ",low\n" : ",high\n");
    propose("line.csv", text);
    EXPECT_FALSE(step_of(s, "drop", "x"));
}

TEST_F(Proposed, NumbersAreBroughtToTheTargetsSize)
{
    std::string text = "a,b,price\n";
    for (int i = 0; i < 300; ++i)
        text += std::to_string(i % 17) + "," + std::to_string((i * 7) % 31) + "," + std::to_string(200'000 + 1000 * (i % 17) + 500 * ((i * 7) % 31) + i) + ".5\n";
    propose("prices.csv", text);
    EXPECT_EQ(s.document.recipe().loss.type, "mse");
    const auto formula = std::ranges::find_if(s.document.nodes(), [](const auto& entry) { return entry.second.type == "lambda"; });
    ASSERT_NE(formula, s.document.nodes().end());
    EXPECT_EQ(std::get<std::string>(formula->second.values[0]).substr(0, 3), "215");
    // One price that is absurd would rule a squared error.
    text += "3,4,9000000\n";
    propose("slip.csv", text);
    EXPECT_EQ(s.document.recipe().loss.type, "huber");
}

TEST_F(Proposed, ClassesAreWeightedOnlyWhereTheyAreVeryUnbalanced)
{
    const auto rows = [](int every) {
        std::string text = "a,b,label\n";
        for (int i = 0; i < 2000; ++i)
            text += std::to_string((i * 13) % 101) + "," + std::to_string((i * 7) % 37) + (i % every ? ",no\n" : ",yes\n");
        return text;
    };
    propose("even.csv", rows(4));
    EXPECT_EQ(s.document.recipe().loss.type, "binary_cross_entropy");
    propose("rare.csv", rows(50));
    const LossType& loss = *find_loss("cross_entropy");
    EXPECT_EQ(s.document.recipe().loss.type, loss.id);
    EXPECT_EQ(s.document.recipe().loss.values[*loss.index_of("class_weights")], Value(std::string("balanced")));
}

TEST(Suggest, OneClassIsNothingToLearn)
{
    const test::DataFolder folder;
    std::string text = "a,label\n";
    for (int i = 0; i < 40; ++i)
        text += std::to_string(i) + ",same\n";
    const auto data = open_at(folder.write("one.csv", text), "label");
    ASSERT_TRUE(data);
    const auto made = suggest(*data);
    ASSERT_FALSE(made);
    EXPECT_NE(render(made.error().message).find("nothing to tell apart"), std::string::npos);
}

TEST(Suggest, PicturesOfAnySizeGetANetworkThatTakesThem)
{
    for (const Shape& sample : {Shape{1, 1, 1}, Shape{1, 2, 9}, Shape{1, 8, 8}, Shape{1, 28, 28}, Shape{3, 32, 32}, Shape{3, 40, 3}, Shape{1, 41, 5}, Shape{3, 64, 64},
                                Shape{3, 100, 1}, Shape{3, 224, 224}, Shape{3, 128, 512}})
        for (const std::size_t rows : {20u, 5000u})
            for (const std::size_t classes : {0u, 2u, 10u}) {
                DataFacts facts;
                facts.sample = sample;
                facts.pictures = true;
                facts.target = classes ? DataFacts::Target::Classes : DataFacts::Target::Numbers;
                for (std::size_t k = 0; k < classes; ++k)
                    facts.classes.push_back(std::to_string(k));
                facts.rows = std::int64_t(rows);
                facts.mean.assign(std::size_t(sample[0]), 100);
                facts.deviation.assign(std::size_t(sample[0]), 50);
                const Task task{.facts = facts, .rows = rows, .validation = 10, .target = "label", .mean = 40, .deviation = 9, .farthest = 3, .fewest = rows / 10, .most = rows / 5};
                std::vector<Decision> decisions;
                Chain chain = advise_network(task, decisions);
                const Document made = chain.finish(advise_recipe(task, decisions));
                const Analysis analysis = analyse(made, &facts);
                const auto error = first_error(made, analysis);
                EXPECT_FALSE(error) << shape_text(sample) << ": " << render(error->message);
                const bool residual = std::ranges::any_of(made.nodes(), [](const auto& entry) { return entry.second.type == "add"; });
                EXPECT_EQ(residual, std::max(sample[1], sample[2]) > 40) << shape_text(sample);
            }
}

/// Every folder and file of the shared sets that opens as it is.
TEST(Suggest, NoProposalForASharedSetHasAnError)
{
    const std::string root = test::shared_data("");
    if (root.empty())
        GTEST_SKIP() << "the shared data is not here";
    std::vector<std::string> paths;
    for (const auto& set : fs::directory_iterator(root)) {
        paths.push_back(set.path().string());
        for (const auto& file : fs::directory_iterator(set.path()))
            if (file.is_regular_file() && file.path().filename() != "SOURCE.txt")
                paths.push_back(file.path().string());
    }
    for (const auto& file : fs::recursive_directory_iterator(fs::path(root) / "messy-csv"))
        if (file.is_regular_file())
            paths.push_back(file.path().string());
    std::ranges::sort(paths);
    std::size_t tables = 0, pictures = 0, numbers = 0;
    for (const std::string& path : paths) {
        const auto data = open_at(path);
        if (!data)
            continue;
        // The audit of a large table takes long, and changes which steps there are, not whether they fit.
        const auto made = data->table().rows > 3000 ? suggest(*data, std::vector<DataFinding>()) : suggest(*data);
        if (!made) {
            EXPECT_NE(render(made.error().message).find("nothing to tell apart"), std::string::npos) << path << ": " << render(made.error().message);
            continue;
        }
        expect_sound(*made, path);
        ++(data->encoder().pictures() ? pictures : tables);
        numbers += data->facts().target == DataFacts::Target::Numbers;
    }
    EXPECT_GE(tables, 60u);
    EXPECT_GE(pictures, 3u);
    EXPECT_GE(numbers, 15u);
}

TEST(Suggest, ALongNetworkIsALineOfItsLayers)
{
    std::vector<Message> parts;
    for (int i = 1; i <= 30; ++i)
        parts.push_back(Message::plain("L" + std::to_string(i)));
    std::string wanted = "L1";
    for (int i = 2; i <= 30; ++i)
        wanted += " · L" + std::to_string(i);
    EXPECT_EQ(render(joined(parts)), wanted);
}

TEST(Suggest, TextsSoundsAndSeries)
{
    const auto layers_for = [](const std::string& set, std::vector<PreparationStep> steps, const std::string& target) -> std::set<std::string> {
        const std::string path = test::shared_data(set);
        if (path.empty())
            return {};
        DataSetup setup{.path = path, .target = target, .steps = std::move(steps)};
        const auto data = Dataset::open(setup);
        EXPECT_TRUE(data) << set << render(data.error().message);
        if (!data)
            return {};
        const auto made = suggest(**data);
        EXPECT_TRUE(made);
        std::set<std::string> types;
        for (const auto& [id, node] : made->document.nodes())
            types.insert(node.type);
        EXPECT_TRUE(analyse(made->document, &(*data)->facts()).sound()) << set;
        return types;
    };
    if (test::shared_data("sms-spam").empty())
        GTEST_SKIP() << "The shared data is not here.";
    EXPECT_TRUE(layers_for("sms-spam", {}, {}).contains("embedding"));
    EXPECT_TRUE(layers_for("free-spoken-digits", {}, {}).contains("conv2d"));
    const std::vector<PreparationStep> past{{"windows", {"Passengers"}, {{"length", std::int64_t{12}}}}, {"drop", {"Month"}, {}}};
    EXPECT_TRUE(layers_for("airline-passengers", past, "Passengers").contains("gru"));
}

TEST(Suggest, ObjectsInPicturesGetAGridWithRoomForTheirClasses)
{
    DataSetup setup;
    setup.source = "generated_shapes";
    setup.settings = {{"rows", std::int64_t{40}}, {"size", std::int64_t{32}}};
    const auto data = Dataset::open(setup);
    ASSERT_TRUE(data);
    const auto s = suggest(**data);
    ASSERT_TRUE(s) << render(s.error().message);
    EXPECT_EQ(s->document.recipe().loss.type, "boxes");
    EXPECT_EQ(s->decisions.size(), 1u);
    const Analysis analysis = analyse(s->document, &(*data)->facts());
    for (const Finding& f : analysis.findings)
        EXPECT_NE(f.severity, Severity::Error) << render(f.message);
}

} // namespace suggest_test
} // namespace loom
