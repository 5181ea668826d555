// Steps that make numbers of texts, and what the network sees of them.
#include "core/step_kit.h"
#include "data/dataset.h"
#include "data/token_pieces.h"
#include "data/tokens.h"
#include "data_files.h"

#include <gtest/gtest.h>

#include <cmath>

namespace loom {
namespace text_steps_test {

using namespace test;

Column text_column(const std::vector<std::string>& values)
{
    Texts texts;
    for (const std::string& value : values)
        texts.push_back(value);
    return {"text", ColumnType::Text, std::move(texts)};
}

std::vector<std::vector<float>> vectors_behind(const PreparationStep& step, const std::vector<std::string>& values, std::vector<std::uint32_t> rows)
{
    const Table t = behind(step, table_of({text_column(values)}), std::move(rows));
    std::vector<std::vector<float>> out;
    if (const auto* vectors = std::get_if<Vectors>(&t.columns[0].cells))
        for (std::size_t row = 0; row < t.rows; ++row)
            out.emplace_back((*vectors)[row].begin(), (*vectors)[row].end());
    return out;
}

std::vector<std::string> pieces(TokenKind kind, std::string_view text)
{
    std::vector<std::string> found;
    Tokenizer(kind).each(text, [&](std::string_view piece) { found.emplace_back(piece); });
    return found;
}

using Ids = std::vector<std::vector<float>>;
using Strings = std::vector<std::string>;

TEST(Tokens, CutsTextsInThreeWays)
{
    EXPECT_EQ(pieces(TokenKind::Words, "It's 3.5 €, isn't it?"), (Strings{"It's", "3.5", "isn't", "it"}));
    EXPECT_EQ(pieces(TokenKind::Words, "It's 9 o’clock, 明天天气？"), (Strings{"It's", "9", "o’clock", "明天", "天气"}));
    EXPECT_EQ(pieces(TokenKind::Words, " ,;"), Strings());
    EXPECT_EQ(pieces(TokenKind::Words, "我喜欢这部电影。"), (Strings{"我", "喜欢", "这", "部", "电影"}));
    EXPECT_EQ(pieces(TokenKind::Characters, "a 层织"), (Strings{"a", " ", "层", "织"}));
    EXPECT_EQ(pieces(TokenKind::Spaces, " a,b\t层织　c\n"), (Strings{"a,b", "层织", "c"}));
    EXPECT_EQ(pieces(TokenKind::Spaces, ""), Strings());
    EXPECT_EQ(lower_case("ÄB層İ"), "äb層i̇");
}

TEST(Tokens, IdsAreByFrequencyInTheTrainingPart)
{
    // “rare” stands in a row that is not trained on.
    const Strings texts{"good film Good", "good bad", "rare film", ""};
    const PreparationStep step{"tokens", {}, {{"length", std::int64_t{4}}}};
    EXPECT_EQ(vectors_behind(step, texts, {0, 1}), (Ids{{2, 4, 2, 0}, {2, 3, 0, 0}, {1, 4, 0, 0}, {0, 0, 0, 0}}));
    const PreparationStep few{"tokens", {}, {{"length", std::int64_t{2}}, {"least", std::int64_t{2}}, {"pad", std::string("beginning")}, {"keep", std::string("end")}}};
    EXPECT_EQ(vectors_behind(few, texts, {0, 1}), (Ids{{1, 2}, {2, 1}, {1, 1}, {0, 0}}));
    const PreparationStep capitals{"tokens", {}, {{"length", std::int64_t{3}}, {"lower", false}}};
    EXPECT_EQ(vectors_behind(capitals, texts, {0})[0], (std::vector<float>{4, 3, 2})); // Good, film, good: by their bytes.
}

TEST(Tokens, WhatIsUnknownSideBySideIsOneId)
{
    const PreparationStep step{"tokens", {}, {{"cut", std::string("bpe")}, {"length", std::int64_t{5}}}};
    const auto ids = vectors_behind(step, {"ab ab ab", "层织бд ab", ""}, {0});
    ASSERT_EQ(ids.size(), 3u);
    const float word = ids[0][0]; // “▁ab” is all there is to merge.
    EXPECT_EQ(ids[0], (std::vector<float>{word, word, word, 0, 0}));
    EXPECT_EQ((std::vector<float>{ids[1][1], ids[1][2], ids[1][3]}), (std::vector<float>{1, word, 0}));
    EXPECT_EQ(ids[2], std::vector<float>(5, 0));
}

TEST(Tokens, LengthByItselfCutsOneTextOfTwenty)
{
    Strings texts(20, "a b c");
    texts[7] = "a b c d e f g h i j k l m n";
    std::vector<std::uint32_t> rows(20);
    for (std::uint32_t i = 0; i < 20; ++i)
        rows[i] = i;
    const Table t = behind({"tokens", {}, {}}, table_of({text_column(texts)}), rows);
    const auto& vectors = std::get<Vectors>(t.columns[0].cells);
    EXPECT_EQ(vectors.shape, (Shape{4})); // The 0.95 quantile of 3 × 19, 14: 3.55.
    EXPECT_EQ(vectors.vocabulary, 16);
}

TEST(Tokens, NoTextsAreAnError)
{
    Table t = table_of({text_column({"", ""})});
    const PreparationStep step{"tokens", {}, {}};
    const std::vector<std::uint32_t> rows{0, 1};
    EXPECT_FALSE(fit_steps({&step, 1}, t, "", rows));
}

// scikit-learn 1.5: TfidfVectorizer(token_pattern=r"\b\w+\b"), fitted on the first three.
TEST(NGrams, AreThoseOfScikitLearn)
{
    const Strings texts{"The good film was good", "a bad film", "not good but not bad at all", "Good good GOOD"};
    const auto all = vectors_behind({"n_grams", {}, {}}, texts, {0, 1, 2});
    ASSERT_EQ(all[0].size(), 10u);
    // By frequency, then by their bytes: good, bad, film, not, a, all, at, but, the, was.
    const std::vector<std::vector<double>> wanted{{0.687702859, 0, 0.34385143, 0, 0, 0, 0, 0, 0.452123308, 0.452123308},
                                                  {0, 0.517856116, 0.517856116, 0, 0.68091856, 0, 0, 0, 0, 0},
                                                  {0.266289511, 0.266289511, 0, 0.700277412, 0, 0.350138706, 0.350138706, 0.350138706, 0, 0},
                                                  {1, 0, 0, 0, 0, 0, 0, 0, 0, 0}};
    for (std::size_t row = 0; row < 4; ++row)
        for (std::size_t i = 0; i < 10; ++i)
            EXPECT_NEAR(all[row][i], wanted[row][i], 1e-7) << row << ' ' << i;
    const PreparationStep pairs{"n_grams", {}, {{"from", std::int64_t{2}}, {"to", std::int64_t{2}}, {"features", std::int64_t{3}}, {"weight", std::string("count")}}};
    // All come once: “a bad”, “at all”, “bad at”.
    EXPECT_EQ(vectors_behind(pairs, texts, {0, 1, 2}), (Ids{{0, 0, 0}, {1, 0, 0}, {0, 1, 1}, {0, 0, 0}}));
    const PreparationStep letters{"n_grams", {}, {{"cut", std::string("characters")}, {"to", std::int64_t{2}}, {"features", std::int64_t{2}}, {"weight", std::string("there")}}};
    EXPECT_EQ(vectors_behind(letters, {"abab", "b"}, {0, 1}), (Ids{{1, 1}, {1, 0}})); // b: 3 times; a and ab: twice.
}

TEST(CleanText, TakesAwayWhatTellsNothing)
{
    const Strings texts{"<p class=\"x\">Ｈello&nbsp;<b>WORLD</b></p>\n\n 5 < 6  <script>if (a<b) x();</script>", "See https://a.b/c?d=1 or mail me@x.org: 100 %!", ""};
    EXPECT_EQ(test::texts(behind({"clean_text", {}, {}}, table_of({text_column(texts)}), {0}).columns[0]),
              (Strings{"hello world 5 < 6", "see https://a.b/c?d=1 or mail me@x.org: 100 %!", ""}));
    const PreparationStep all{"clean_text", {}, {{"links", true}, {"digits", true}, {"marks", true}, {"lower", false}}};
    EXPECT_EQ(test::texts(behind(all, table_of({text_column(texts)}), {0}).columns[0]), (Strings{"Hello WORLD", "See or mail", ""}));
    const PreparationStep nothing{"clean_text", {}, {{"lower", false}, {"compatible", false}, {"tags", false}, {"spaces", false}}};
    EXPECT_EQ(test::texts(behind(nothing, table_of({text_column(texts)}), {0}).columns[0]), texts);
}

// ---- Data sets ------------------------------------------------------------------------------------------------------

std::shared_ptr<const Dataset> reviews(DataSetup setup)
{
    auto table = std::make_shared<Table>();
    Strings texts, labels;
    for (int i = 0; i < 60; ++i) {
        texts.push_back(i % 3 ? "a good film number " + std::to_string(i) : "bad");
        labels.push_back(i % 3 ? "yes" : "no");
    }
    table->columns = {text_column(texts), categories("label", labels)};
    table->rows = 60;
    const auto made = Dataset::make(std::move(table), std::move(setup));
    EXPECT_TRUE(made) << render(made.error().message);
    return made ? *made : nullptr;
}

TEST(TextData, TextsAloneBecomeIdsByThemselves)
{
    const auto data = reviews({});
    ASSERT_TRUE(data);
    EXPECT_EQ(data->facts().sample, (Shape{5}));
    EXPECT_EQ(data->encoder().steps.size(), 1u);
    EXPECT_GT(data->facts().vocabulary, 10);
    EXPECT_EQ(data->facts().mean, std::vector<double>(5, 0.0)); // Ids are not scaled.
    EXPECT_EQ(data->facts().deviation, std::vector<double>(5, 1.0));
    std::vector<float> sample(5);
    const std::uint32_t row = 0;
    data->fill({&row, 1}, sample);
    EXPECT_GT(sample[0], 1);
    EXPECT_EQ(sample[1], 0);

    // A text that was never seen, in a file of its own, through what was learned.
    const auto written = encoder_from_json(to_json(data->encoder()));
    ASSERT_TRUE(written);
    EXPECT_EQ(*written, data->encoder());
    DataFolder folder;
    folder.write("new.csv", "text\nbad film\n");
    const auto samples = open_samples(*written, folder.path() + "/new.csv");
    ASSERT_TRUE(samples) << render(samples.error().message);
    std::vector<float> raw(5);
    (*samples)->fill({&row, 1}, raw);
    EXPECT_EQ(raw[0], sample[0]);
    EXPECT_EQ(raw[2], 0);
}

TEST(TextData, IdsBesideOtherColumnsAreToldOf)
{
    auto table = std::make_shared<Table>();
    table->rows = 60;
    Strings texts, labels;
    std::vector<double> ages;
    for (int i = 0; i < 60; ++i) {
        texts.push_back(i % 3 ? "a good film" : "bad");
        labels.push_back(i % 3 ? "yes" : "no");
        ages.push_back(i);
    }
    table->columns = {numbers("age", ages), text_column(texts), categories("label", labels)};
    const DataSetup setup{.target = "label", .steps = {{"tokens", {"text"}, {{"length", std::int64_t{3}}}}}};
    const auto made = Dataset::make(table, setup);
    ASSERT_TRUE(made) << render(made.error().message);
    const auto& notes = (*made)->notes();
    const auto told = std::ranges::find_if(notes, [](const Message& note) { return render(note).starts_with("Column “text” holds ids of tokens"); });
    ASSERT_NE(told, notes.end());
    EXPECT_NE(render(*told).find("(3 from 1 on) in front of an Embedding layer (6 ids)"), std::string::npos) << render(*told);
    // What it says is so: behind the number, the ids as they are.
    std::vector<float> sample(4);
    const std::uint32_t row = 1;
    (*made)->fill({&row, 1}, sample);
    EXPECT_EQ(sample, (std::vector<float>{1, 2, 4, 3}));
    EXPECT_EQ((*made)->facts().mean[1], 0);
    EXPECT_EQ((*made)->facts().deviation[1], 1);
    const auto alone = reviews({});
    for (const Message& note : alone->notes())
        EXPECT_FALSE(render(note).starts_with("Column “text” holds ids"));
}

TEST(TextData, PiecesAreShownAsTheStepCutsThem)
{
    const auto shown = [](const std::string& cut, const std::string& text) {
        const auto data = reviews({.steps = {{"tokens", {}, {{"cut", cut}, {"vocabulary", std::int64_t{60}}}}}});
        std::string joined;
        for (const std::string_view piece : token_pieces(data->encoder(), "text", text)) {
            EXPECT_TRUE(piece.data() >= text.data() && piece.data() + piece.size() <= text.data() + text.size());
            joined += (joined.empty() ? "" : "|") + std::string(piece);
        }
        return joined;
    };
    EXPECT_EQ(shown("words", "A good film, number 7"), "A|good|film|number|7");
    EXPECT_EQ(shown("spaces", "A good film, number 7"), "A|good|film,|number|7");
    EXPECT_EQ(shown("characters", "A film"), "A| |f|i|l|m");
    EXPECT_EQ(shown("bpe", "A GOOD\tｆilm number good½ goody"), "A|GOOD|ｆilm|number|good½|good|y");
    EXPECT_EQ(shown("bpe", "xxgoodxx film"), "xx|go|od|xx|film");
    EXPECT_EQ(shown("bpe", "badxx"), "bad|xx");
    EXPECT_EQ(shown("unigram", "good films"), "good|film|s");
    const auto words = reviews({});
    EXPECT_EQ(token_pieces(words->encoder(), "another", "two words").size(), 2u);
}

TEST(TextData, AStepOfThePersonTakesItsPlace)
{
    const auto data = reviews({.steps = {{"n_grams", {}, {{"features", std::int64_t{3}}}}}});
    ASSERT_TRUE(data);
    EXPECT_EQ(data->facts().sample, (Shape{3}));
    EXPECT_EQ(data->facts().vocabulary, 0);
    EXPECT_EQ(data->encoder().steps.size(), 1u);
    EXPECT_EQ(data->facts().features, (Strings{"text 1", "text 2", "text 3"}));
}

} // namespace text_steps_test
} // namespace loom
