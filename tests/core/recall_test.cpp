// The last search of a project as it was left, for who only looks at it.
#include "core/train_kit.h"
#include "search/study.h"

#include <fstream>

namespace loom {
namespace recall_test {

using test::Folder;
using test::perform;

struct Recall : testing::Test {
    Folder folder;
    fs::path project = folder.path / "a.loom";
    Document document = test::moons_network(1);
    std::shared_ptr<const Dataset> data = test::data_of(document);
    SearchSetup setup{.document = document, .project = project, .sampler = "random", .seed = 5, .halving = 2, .most_parameters = 1'000'000, .most_latency_ms = 60'000,
                      .device = "reference", .threads = 1};

    Study searched(const SearchSetup& asked, std::int64_t trials, bool fresh = false) const
    {
        auto study = Study::open(asked, data, fresh);
        EXPECT_TRUE(study) << render(study.error().message);
        EXPECT_TRUE(study->go({.trials = trials}, {}));
        return std::move(*study);
    }
    std::optional<KnownStudy> last() const
    {
        auto known = last_study(project);
        EXPECT_TRUE(known) << render(known.error().message);
        return known ? std::move(*known) : std::nullopt;
    }
};

TEST_F(Recall, TheLastSearchIsThereAsItWasAskedAndLeft)
{
    EXPECT_FALSE(last());
    {
        const Study study = searched(setup, 3);
        const auto known = last(); // Also while somebody is busy with it.
        ASSERT_TRUE(known);
        EXPECT_EQ(known->name, "search-1");
        EXPECT_EQ(known->setup.document, document) << "with its names";
        EXPECT_TRUE(asks_the_same(known->setup, setup));
        ASSERT_EQ(known->trials.size(), 3u);
        for (std::size_t i = 0; i < 3; ++i) {
            EXPECT_EQ(line_of(known->trials[i]), line_of(study.trials()[i]));
            EXPECT_EQ(known->trials[i].latency_ms, study.trials()[i].latency_ms);
        }
        EXPECT_EQ(best_of(known->trials)->number, study.best()->number);
    }
    SearchSetup other = setup;
    other.seed = 6;
    (void)searched(other, 1);
    EXPECT_EQ(last()->name, "search-2");
    EXPECT_EQ(last()->setup.seed, 6u);
    // What it tells is enough to go on with it.
    SearchSetup again = last()->setup;
    again.device = "reference";
    again.threads = 1;
    EXPECT_EQ(searched(again, 2).name(), "search-2");
}

TEST_F(Recall, LookingChangesNothing)
{
    (void)searched(setup, 2);
    const fs::path file = Runs::beside(project) / ".studies" / "search-1" / "trials.jsonl";
    std::ofstream(file, std::ios::app) << "{\"candidate\":[0.1,"; // Torn by a power cut.
    const auto size = fs::file_size(file);
    EXPECT_EQ(last()->trials.size(), 2u);
    EXPECT_EQ(fs::file_size(file), size);
    // A search of a program that kept no document cannot be shown.
    fs::remove(file.parent_path() / "document.json");
    EXPECT_FALSE(last());
    std::ofstream(file.parent_path() / "document.json") << "{";
    EXPECT_FALSE(last_study(project));
}

TEST_F(Recall, WhatIsAskedIsComparedByWhatTrialsAre)
{
    EXPECT_TRUE(asks_the_same(setup, setup));
    SearchSetup other = setup;
    perform(other.document, RenameNode{other.document.nodes().begin()->first, "another name"});
    other.threads = 4;
    EXPECT_TRUE(asks_the_same(setup, other));
    test::set_epochs(other.document, 2);
    EXPECT_FALSE(asks_the_same(setup, other));
    other = setup;
    other.most_latency_ms = 0;
    EXPECT_FALSE(asks_the_same(setup, other));
    other = setup;
    perform(other.document, SetData{test::points("moons", 50)});
    EXPECT_FALSE(asks_the_same(setup, other));
    // The usual ranges lie around the values that the project has.
    other = setup;
    Recipe recipe = other.document.recipe();
    recipe.optimizer.values[*find_optimizer(recipe.optimizer.type)->index_of("learning_rate")] = 0.5;
    perform(other.document, SetRecipe{recipe});
    EXPECT_FALSE(asks_the_same(setup, other));
}

} // namespace recall_test
} // namespace loom
