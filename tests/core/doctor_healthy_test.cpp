// Runs that are well: the doctor has nothing to say.
#include "doctor_kit.h"
#include "graph/chain.h"

namespace loom::test {
namespace doctor_healthy_test {

using Size = std::vector<std::int64_t>;

struct Healthy : testing::Test {
    Folder folder;

    void expect_well(Document d, const DataSetup& data)
    {
        perform(d, SetData{data});
        const Examined seen = train_watched(d, folder);
        ASSERT_TRUE(seen.outcome && seen.outcome->kind == Outcome::Kind::Finished) << seen.all();
        EXPECT_TRUE(seen.findings.empty()) << seen.all();
        EXPECT_FALSE(fs::exists(Runs(folder.path / "p.loom").folder(seen.run) / "findings.json"));
        ASSERT_GE(seen.epochs.size(), 6u) << "Too short for most findings.";
        EXPECT_LT(seen.epochs.back().loss, 0.7 * seen.epochs.front().loss) << "It is no run that is well: " << seen.all();
    }
};

Settings dense(std::int64_t units, const char* activation = "none")
{
    return {{"units", units}, {"activation", std::string(activation)}};
}

Recipe recipe(std::string_view loss, double rate, std::int64_t epochs, std::int64_t batch)
{
    return {{std::string(loss), defaults(*find_loss(loss))}, {"adam", test::with(*find_optimizer("adam"), Settings{{"learning_rate", rate}})},
            test::with(recipe_type(), Settings{{"epochs", epochs}, {"batch_size", batch}})};
}

TEST_F(Healthy, ATableOfClasses)
{
    expect_well(Chain().add("input").add("dense", dense(32, "relu")).add("dense", dense(16, "relu")).add("dense", dense(2)).add("output").finish(recipe("cross_entropy", 0.01, 20, 16)),
                points("moons", 600));
}

TEST_F(Healthy, ATableOfNumbers)
{
    expect_well(Chain().add("input").add("dense", dense(16, "relu")).add("dense", dense(1)).add("output").finish(recipe("mse", 0.005, 25, 16)), sums(folder, 500));
}

TEST_F(Healthy, Pictures)
{
    DataSetup data;
    data.source = "generated_digits";
    data.settings = {{"rows", std::int64_t{1500}}};
    expect_well(Chain().add("input").add("conv2d", {{"filters", std::int64_t{8}}, {"activation", std::string("relu")}}).add("max_pool").add("batch_norm")
                    .add("conv2d", {{"filters", std::int64_t{16}}, {"activation", std::string("relu")}}).add("max_pool").add("flatten").add("dropout", {{"rate", 0.2}})
                    .add("dense", dense(10)).add("output").finish(recipe("cross_entropy", 0.003, 6, 32)),
                data);
}

// Which letter comes most often.
TEST_F(Healthy, Texts)
{
    const DataSetup data = rows_in(folder, "text,kind", 600, [](int i, Random& r) {
        std::string words;
        for (int k = 0; k < 8; ++k)
            words += std::string(k ? " " : "") + (r.uniform() < 0.75 ? (i % 2 ? "sun" : "rain") : r.uniform() < 0.5 ? "and" : "then");
        return words + "," + (i % 2 ? "bright" : "wet");
    });
    DataSetup tokens = data;
    tokens.column_types = {{"text", "text"}};
    tokens.steps.push_back({.type = "tokens", .columns = {"text"}, .settings = {{"length", std::int64_t{8}}}});
    expect_well(Chain().add("input").add("embedding", {{"vocabulary", std::int64_t{16}}, {"width", std::int64_t{8}}}).add("gru", {{"units", std::int64_t{16}}}).add("dense", dense(2)).add("output")
                    .finish(recipe("cross_entropy", 0.01, 6, 16)),
                tokens);
}

TEST_F(Healthy, AnAutoencoder)
{
    DataSetup data;
    data.source = "generated_digits";
    data.settings = {{"rows", std::int64_t{800}}};
    Chain c;
    const NodeId input = c.add("input").last();
    c.add("flatten").add("dense", dense(64, "relu")).add("dense", dense(16, "relu")).add("dense", dense(64, "relu")).add("dense", dense(784, "sigmoid"))
        .add("reshape", {{"shape", Size{28, 28, 1}}}).add("output", {{"truth", std::string("wire")}}).join(input);
    expect_well(c.finish(recipe("mse", 0.003, 10, 32)), data);
}

TEST_F(Healthy, FewRows)
{
    DataSetup data = clouds(folder, 150);
    data.validation_share = 0.3;
    expect_well(Chain().add("input").add("dense", dense(8, "tanh")).add("dense", dense(3)).add("output").finish(recipe("cross_entropy", 0.01, 20, 8)), data);
}

} // namespace doctor_healthy_test
} // namespace loom::test
