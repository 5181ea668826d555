// Subwords, beside what SentencePiece makes of the same texts (tests/python/make_subword_vectors.py).
#include "data/subwords.h"
#include "core/golden.h"
#include "core/train_kit.h"
#include "data/table.h"
#include "evaluate/evaluation.h"

#include <fstream>

#include <cmath>
#include <numeric>

namespace loom {
namespace subwords_test {

using Strings = std::vector<std::string>;

const nlohmann::json& vectors()
{
    static const nlohmann::json json = test::golden("subwords.json");
    return json;
}

std::vector<PieceCount> stretches_of(const Strings& list)
{
    Texts texts;
    for (const std::string& text : list)
        texts.push_back(text);
    std::vector<std::uint32_t> rows(list.size());
    std::iota(rows.begin(), rows.end(), 0u);
    return count_pieces(texts, rows, {.kind = TokenKind::Stretches, .lower = false}, 1, ~std::size_t{0});
}

std::vector<std::int32_t> cut(SubwordReader& reader, std::string_view text)
{
    std::vector<std::int32_t> pieces;
    PieceReader({.kind = TokenKind::Stretches, .lower = false}).each(text, [&](std::string_view stretch) {
        for (const std::int32_t piece : reader.cut(stretch))
            if (piece >= 0 || pieces.empty() || pieces.back() >= 0)
                pieces.push_back(piece);
    });
    return pieces;
}

/// SentencePiece cuts “!!!” into “!!” and “!” or the other way round as rounding in front of it has it; here a word is cut in
/// one way wherever it stands. Returns how many texts are cut into the same pieces in another order.
int expect_cuts(const Subwords& subwords, const nlohmann::json& wanted)
{
    const SubwordTable table(subwords);
    SubwordReader reader(table);
    const Strings texts = vectors().at("unseen");
    int turned = 0;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        auto ours = cut(reader, texts[i]), theirs = wanted[i].get<std::vector<std::int32_t>>();
        EXPECT_EQ(cut(reader, texts[i]), ours) << "Remembered otherwise: " << texts[i];
        turned += ours != theirs;
        if (!subwords.scores.empty()) {
            std::ranges::sort(ours);
            std::ranges::sort(theirs);
        }
        EXPECT_EQ(ours, theirs) << texts[i];
    }
    return turned;
}

std::string spelled(const Subwords& subwords, std::string_view text)
{
    const SubwordTable table(subwords);
    SubwordReader reader(table);
    std::string out;
    for (const std::int32_t piece : cut(reader, text))
        out += (out.empty() ? "" : " ") + (piece < 0 ? std::string("?") : subwords.pieces[std::size_t(piece)]);
    return out;
}

TEST(Subwords, WordsAreMarkedAsSentencePieceMarksThem)
{
    const Strings texts = vectors().at("unseen"), wanted = vectors().at("marked");
    for (std::size_t i = 0; i < texts.size(); ++i)
        EXPECT_EQ(marked_words(texts[i]), wanted[i]) << texts[i];
}

TEST(Subwords, StretchesEndAtMarksAndScripts)
{
    Strings found;
    Tokenizer(TokenKind::Stretches).each(marked_words("It's 3.5% of 神经网络ネット, naïve e\u0301x́Б"), [&](std::string_view s) { found.emplace_back(s); });
    EXPECT_EQ(found, (Strings{"▁It", "'", "s", "▁3.5%", "▁of", "▁神经网络ネット", ",", "▁naïve", "▁éx́", "Б"}));
}

TEST(Subwords, MergesAreThoseOfSentencePieceInTheirOrder)
{
    const Strings wanted = vectors().at("bpe").at("pieces");
    const Subwords learned = learn_merges(stretches_of(vectors().at("corpus")), {.most = wanted.size()});
    EXPECT_EQ(learned.pieces, wanted);
    EXPECT_TRUE(learned.scores.empty());
    EXPECT_EQ(expect_cuts(learned, vectors().at("bpe").at("cut")), 0);
}

TEST(Subwords, TheUnigramModelOfSentencePieceCutsAlike)
{
    const auto& golden = vectors().at("unigram");
    EXPECT_LE(expect_cuts({golden.at("pieces"), golden.at("scores")}, golden.at("cut")), 3);
}

TEST(Subwords, OurUnigramModelFitsNewTextsAsWell)
{
    const auto& golden = vectors().at("unigram");
    const std::size_t most = golden.at("pieces").size();
    const Subwords learned = learn_unigram(stretches_of(vectors().at("corpus")), {.most = most});
    ASSERT_TRUE(learned.sound());
    EXPECT_EQ(learned.pieces.size(), most);
    EXPECT_TRUE(std::ranges::is_sorted(learned.scores, std::greater()));
    double probability = 0;
    for (const double score : learned.scores)
        probability += std::exp(score);
    EXPECT_LE(probability, 1);
    EXPECT_GT(probability, 0.9);

    const SubwordTable table(learned);
    SubwordReader reader(table);
    const Strings texts = vectors().at("unseen");
    double ours = 0, theirs = 0;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const auto& likelihood = golden.at("likelihood")[i];
        if (likelihood.is_null())
            continue;
        theirs += likelihood.get<double>();
        for (const std::int32_t piece : cut(reader, texts[i])) {
            ASSERT_GE(piece, 0) << texts[i];
            ours += learned.scores[std::size_t(piece)];
        }
    }
    EXPECT_GE(ours, theirs * 1.01);
    RecordProperty("ours", std::to_string(ours));
    RecordProperty("theirs", std::to_string(theirs));
}

TEST(Subwords, WhatComesEquallyOftenGoesByLengthAndBytes)
{
    const auto learned = learn_merges({{{"▁b", 2, 2}, {"▁a", 2, 2}, {"cba", 2, 2}}}, {.most = 6, .coverage = 1});
    EXPECT_EQ(learned.pieces, (Strings{"ba", "▁a", "a", "b", "▁", "c"})); // “cb” is gone with “ba”.
}

TEST(Subwords, ARareCharacterIsUnknown)
{
    Strings texts(1000, "abab");
    texts.push_back("aba層");
    for (const bool unigram : {false, true}) {
        const auto stretches = stretches_of(texts);
        const auto learn = unigram ? learn_unigram : learn_merges;
        const auto unknown = [&](const SubwordWishes& wishes) { return std::ranges::count(spelled(learn(stretches, wishes), "層層abab"), '?'); };
        EXPECT_EQ(unknown({.most = 20}), 1);
        EXPECT_EQ(unknown({.most = 20, .coverage = 1}), 0);
        EXPECT_EQ(unknown({.most = 20, .least = 2, .coverage = 1}), 1);
    }
}

TEST(Subwords, AWordThatComesOftenIsAPiece)
{
    Strings texts(50, "layer");
    texts.push_back("loom");
    EXPECT_EQ(spelled(learn_unigram(stretches_of(texts), {.most = 20, .coverage = 1}), "layer"), "▁layer");
}

TEST(Subwords, APieceIsLikelierThanAnUnknownCharacter)
{
    const Subwords model{{"▁", "a", "ab"}, {-1, -2, -9}};
    EXPECT_EQ(spelled(model, "aba"), "▁ ab a");
    EXPECT_EQ(spelled(model, "bba"), "▁ ? a");
    const std::vector<std::int32_t> wanted{-1, 0, -1};
    for (const Subwords& one : {Subwords{{"a"}}, Subwords{{"a"}, {-1}}}) {
        const SubwordTable table(one);
        EXPECT_TRUE(std::ranges::equal(SubwordReader(table).cut("zzzazz"), wanted));
    }
}

TEST(Subwords, FewPiecesAreTheMostFrequentCharacters)
{
    for (const auto learn : {learn_merges, learn_unigram}) {
        const Subwords learned = learn(stretches_of({"aaaa bb c", "aaa bb"}), {.most = 3, .coverage = 1});
        Strings pieces = learned.pieces;
        std::ranges::sort(pieces);
        EXPECT_EQ(pieces, (Strings{"a", "b", "▁"}));
        EXPECT_TRUE(learn(stretches_of({"", " "}), {}).pieces.empty());
    }
}

TEST(Subwords, AreTheSameForAnyNumberOfThreads)
{
    auto stretches = stretches_of(vectors().at("corpus"));
    const Subwords one = learn_unigram(stretches, {.most = 300, .threads = 1}), another = learn_unigram(stretches, {.most = 300, .threads = 5});
    EXPECT_EQ(one.pieces, another.pieces);
    EXPECT_EQ(one.scores, another.scores);
}

TEST(Subwords, ATextWithoutEndIsCut)
{
    std::string text;
    std::uint32_t drawn = 1;
    for (int i = 0; i < 100'000; ++i)
        text += "acgt"[(drawn = drawn * 1664525 + 1013904223) >> 30];
    for (const auto learn : {learn_merges, learn_unigram}) {
        const Subwords learned = learn(stretches_of({text}), {.most = 200, .coverage = 1});
        EXPECT_EQ(learned.pieces.size(), 200u);
        EXPECT_TRUE(learned.sound());
        const std::string pieces = spelled(learned, text);
        EXPECT_LT(std::ranges::count(pieces, ' '), 35'000);
        std::string joined = pieces;
        std::erase(joined, ' ');
        EXPECT_EQ(joined, marked_words(text));
    }
}

/// Reviews whose words are made of parts: 81 different ones, of which many are in one part of the data alone.
std::string reviews()
{
    const Strings begins{"", "quite ", "rather "}, stems{"good", "nice", "grand", "awful", "dull", "bad"}, ends{"ish", "ly", "ness", "er", ""};
    std::string csv = "text,label\n";
    for (std::size_t i = 0; i < 240; ++i) {
        const std::size_t stem = i * 7 % 6;
        csv += begins[i % 3] + stems[stem] + ends[i / 6 % 5] + (i % 2 ? " film" : "电影 " + std::to_string(i % 9)) + "," + (stem < 3 ? "yes" : "no") + "\n";
    }
    return csv;
}

TEST(SubwordData, AModelLearnsFromThemAndReadsARawRowAsTrainingDid)
{
    const test::Folder folder;
    const fs::path file = folder.path / "reviews.csv", raw = folder.path / "raw.csv";
    std::ofstream(file, std::ios::binary) << reviews();
    for (const std::string kind : {"bpe", "unigram"}) {
        DataSetup setup{.path = file.string(), .target = "label", .column_types = {{"text", "text"}}, .steps = {{"tokens", {"text"}, {{"cut", kind}, {"vocabulary", std::int64_t{80}}}}}};
        const auto data = Dataset::open(setup);
        ASSERT_TRUE(data) << render(data.error().message);
        const DataFacts& facts = (*data)->facts();
        EXPECT_LE(facts.vocabulary, 80);
        EXPECT_EQ(facts.mean, std::vector<double>(std::size_t(facts.sample[0]), 0.0));
        Document d = test::chain({{"input", {}}, {"embedding", {{"vocabulary", facts.vocabulary}, {"width", std::int64_t{8}}, {"padding", std::int64_t{0}}}},
                                  {"global_avg_pool", {}}, {"dense", {{"units", std::int64_t{2}}}}, {"output", {}}});
        test::set_recipe(d, "cross_entropy", {"adam", {{"learning_rate", 0.03}}}, {{"epochs", std::int64_t{30}}, {"batch_size", std::int64_t{16}}});
        test::perform(d, SetData{setup});
        const Job job = test::job_for(d, folder.path / (kind + ".loom"));
        const std::string run = test::train_well(job);
        const auto model = load_model(Runs(job.project), run);
        ASSERT_TRUE(model) << render(model.error().message);
        const auto judged = evaluate(*model, *job.dataset, Part::Test, "reference", 1);
        ASSERT_TRUE(judged) << render(judged.error().message);
        EXPECT_EQ(judged->report.accuracy, 1) << kind;

        const std::size_t width = model->encoder->width();
        std::vector<float> wanted(width), got(width);
        for (const std::uint32_t row : {0u, 5u, 77u, 239u}) {
            std::ofstream(raw, std::ios::binary) << "text\n" << job.dataset->table().columns[0].text(row) << "\n";
            const auto samples = open_samples(*model->encoder, raw.string());
            ASSERT_TRUE(samples) << render(samples.error().message);
            const std::uint32_t first = 0;
            (*samples)->fill({&first, 1}, got);
            job.dataset->fill({&row, 1}, wanted);
            EXPECT_EQ(got, wanted) << kind << ' ' << row;
            EXPECT_GT(*std::ranges::max_element(got), 1);
        }
    }
}

TEST(SubwordData, WhatAFileSaysOfThemIsNotTrusted)
{
    Texts texts;
    for (const char* text : {"some words of a text", "more words"})
        texts.push_back(text);
    const Table table{.rows = 2, .columns = {{"text", ColumnType::Text, std::move(texts)}}};
    const std::vector<std::uint32_t> rows{0, 1};
    for (const std::string kind : {"words", "bpe", "unigram"}) {
        const PreparationStep step{"tokens", {}, {{"cut", kind}}};
        Table trained = table;
        const auto fitted = fit_steps({&step, 1}, trained, "", rows);
        ASSERT_TRUE(fitted) << render(fitted.error().message);
        const auto with = [&](auto change) {
            nlohmann::json json = to_json(fitted->front());
            change(json.at("learned").at(0).at("learned"));
            const auto read = fitted_step_from_json(json);
            Table again = table;
            return read && apply_steps({&*read, 1}, again);
        };
        using Json = nlohmann::json;
        EXPECT_TRUE(with([](Json&) {}));
        EXPECT_FALSE(with([](Json& l) { l["pieces"] = Json::array(); })) << kind;
        EXPECT_FALSE(with([](Json& l) { l["pieces"][1] = l["pieces"][0]; })) << kind;
        EXPECT_FALSE(with([](Json& l) { l["pieces"][1] = 7; })) << kind;
        EXPECT_FALSE(with([](Json& l) { l["length"] = std::int64_t{1} << 40; })) << kind;
        EXPECT_FALSE(with([&](Json& l) { kind == "unigram" ? void(l.erase("scores")) : void(l["scores"] = std::vector<double>(l["pieces"].size(), -1)); })) << kind;
        EXPECT_FALSE(with([](Json& l) { l["scores"] = {-1.0}; })) << kind;
        EXPECT_FALSE(with([](Json& l) { l["scores"] = std::vector<double>(l["pieces"].size(), 1e300); })) << kind;
    }
}

TEST(Subwords, DamagedOnesAreNotSound)
{
    EXPECT_TRUE((Subwords{{"a", "b"}, {-1, -2}}.sound()));
    EXPECT_TRUE((Subwords{{"a", "b"}}.sound()));
    EXPECT_FALSE((Subwords{{}}.sound()));
    EXPECT_FALSE((Subwords{{"a", "a"}}.sound()));
    EXPECT_FALSE((Subwords{{"a", ""}}.sound()));
    EXPECT_FALSE((Subwords{{"a", "b"}, {-1}}.sound()));
    EXPECT_FALSE((Subwords{{"a", "b"}, {-1, NAN}}.sound()));
    EXPECT_FALSE((Subwords{{"a", "b"}, {-1, -1e300}}.sound()));
}

} // namespace subwords_test
} // namespace loom
