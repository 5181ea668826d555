// A k-fold: every row is judged once a repeat, every fold is a run, and what was left goes on.
#include "core/train_kit.h"
#include "search/last_folds.h"

#include <cmath>
#include <set>

namespace loom {
namespace folds_test {

using test::Folder;
using test::perform;

struct FoldsTest : testing::Test {
    Folder folder;
    fs::path project = folder.path / "a.loom";
    Document document = test::moons_network(1);
    std::shared_ptr<const Dataset> data = test::data_of(document);

    FoldStudy opened(std::int64_t folds, bool fresh = false) const
    {
        auto study = FoldStudy::open({.document = document, .project = project, .folds = folds, .device = "reference", .threads = 1}, data, fresh);
        EXPECT_TRUE(study) << render(study.error().message);
        return std::move(*study);
    }
};

TEST_F(FoldsTest, EachRowIsJudgedOnceARepeat)
{
    std::set<std::vector<std::uint32_t>> parts;
    for (std::int64_t repeat = 1; repeat <= 2; ++repeat) {
        std::vector<int> times(data->table().rows);
        for (std::int64_t fold = 1; fold <= 4; ++fold) {
            const auto made = fold_document(document, 4, repeat, fold);
            ASSERT_TRUE(made);
            const auto split = test::data_of(*made);
            const auto test = split->rows(Part::Test);
            for (const auto row : test)
                ++times[row];
            parts.emplace(test.begin(), test.end());
            const auto counts = split->class_counts(Part::Test);
            ASSERT_EQ(counts.size(), 2u);
            EXPECT_EQ(counts[0], counts[1]) << "classes give their shares";
            EXPECT_FALSE(split->rows(Part::Validation).empty());
        }
        EXPECT_TRUE(std::ranges::all_of(times, [](int n) { return n == 1; }));
    }
    EXPECT_EQ(parts.size(), 8u) << "repeats have other folds";
    EXPECT_EQ(unpack_recipe(fold_document(document, 4, 3, 1)->recipe().settings).seed, 3);
}

TEST_F(FoldsTest, EachFoldIsARunAndMoreRepeatsMayFollow)
{
    std::vector<double> first;
    {
        FoldStudy study = opened(3);
        const auto done = study.go(1, {});
        ASSERT_TRUE(done && *done);
        first = study.measures();
        EXPECT_TRUE(study.of_accuracy());
        ASSERT_EQ(first.size(), 3u);
        EXPECT_DOUBLE_EQ(study.tested_share(), 0.5);
    }
    FoldStudy study = opened(3);
    EXPECT_EQ(study.name(), "folds-1");
    const auto done = study.go(2, {});
    ASSERT_TRUE(done && *done);
    const auto all = study.measures();
    ASSERT_EQ(all.size(), 6u);
    EXPECT_TRUE(std::ranges::equal(first, std::span(all).first(3)));
    const auto runs = Runs(project).list().runs;
    ASSERT_EQ(runs.size(), 6u) << "no fold was trained twice";
    for (std::size_t i = 0; i < runs.size(); ++i) {
        EXPECT_EQ(runs[i].member.study, "folds-1");
        EXPECT_EQ(runs[i].member.repeat, std::int64_t(i / 3) + 1);
        EXPECT_EQ(runs[i].member.fold, std::int64_t(i % 3) + 1);
        EXPECT_EQ(runs[i].test_accuracy, all[i]);
        EXPECT_EQ(study.results()[i].run, runs[i].name);
    }
}

TEST_F(FoldsTest, WhatIsLeftGoesOn)
{
    const auto whole = [&] {
        FoldStudy study = opened(3, true);
        (void)study.go(1, {});
        return study.measures();
    }();
    test::set_epochs(document, 1);
    int left = 0;
    for (int attempt = 0; attempt < 20; ++attempt) {
        FoldStudy study = opened(3, attempt == 0);
        FoldStudy::Watch watch;
        int begun = 0;
        watch.begins = [&](std::int64_t, std::int64_t) { ++begun; };
        watch.leaves = [&] { return begun > attempt; };
        const auto done = study.go(1, watch);
        ASSERT_TRUE(done) << render(done.error().message);
        if (*done) {
            EXPECT_EQ(study.name(), "folds-2");
            EXPECT_EQ(study.measures(), whole);
            break;
        }
        ++left;
    }
    EXPECT_GT(left, 0);
    const auto runs = Runs(project).list().runs;
    EXPECT_EQ(std::ranges::count(runs, "folds-2", [](const RunRecord& r) { return r.member.study; }), 3) << "what was left is gone on with, not begun anew";
}

TEST_F(FoldsTest, TheLastOnesAreKnownToWhoOnlyLooks)
{
    const auto nothing = last_folds(project);
    ASSERT_TRUE(nothing);
    EXPECT_FALSE(*nothing);
    KnownFolds asked{.sides = {}, .folds = 3, .repeats = 1, .epochs = 4};
    {
        FoldStudy study = opened(3);
        const auto done = study.go(2, {});
        ASSERT_TRUE(done && *done);
        asked.sides.push_back({study.name(), "", "", {}});
        asked.sides.push_back({"folds-1", "数字 B", "run-9", folder.path / "乙.loom"});
        ASSERT_TRUE(note_folds(project, asked));
        const auto found = last_folds(project); // Also while somebody is busy with it.
        ASSERT_TRUE(found && *found) << render(found.error().message);
        const KnownFolds& known = **found;
        EXPECT_EQ(known.folds, 3);
        EXPECT_EQ(known.repeats, 1);
        EXPECT_EQ(known.epochs, 4);
        ASSERT_EQ(known.sides.size(), 2u);
        EXPECT_EQ(known.sides[1].name, "数字 B");
        EXPECT_EQ(known.sides[1].run, "run-9");
        EXPECT_EQ(known.sides[1].project, folder.path / "乙.loom");
        EXPECT_TRUE(known.sides[1].results.empty()) << "that project has a study of the same name, or none";
        ASSERT_EQ(known.sides[0].results.size(), 3u) << "one repeat was asked for";
        for (std::size_t i = 0; i < 3; ++i) {
            const FoldResult &told = known.sides[0].results[i], &made = study.results()[i];
            EXPECT_EQ(told.run, made.run);
            EXPECT_EQ(told.fold, made.fold);
            EXPECT_EQ(told.repeat, made.repeat);
            EXPECT_EQ(told.seed, made.seed);
            EXPECT_EQ(told.test_loss, made.test_loss);
            EXPECT_EQ(told.test_accuracy, made.test_accuracy);
            EXPECT_EQ(told.parameters, made.parameters);
        }
    }
    // What goes to the bin is missing, and what was asked later takes its place.
    ASSERT_TRUE(Runs(project).discard("run-2"));
    asked.repeats = 2;
    asked.epochs.reset();
    asked.sides.pop_back();
    ASSERT_TRUE(note_folds(project, asked));
    const auto later = last_folds(project);
    ASSERT_TRUE(later && *later);
    EXPECT_FALSE((*later)->epochs);
    ASSERT_EQ((*later)->sides.size(), 1u);
    ASSERT_EQ((*later)->sides[0].results.size(), 5u);
    EXPECT_EQ((*later)->sides[0].results[1].fold, 3);

    ASSERT_TRUE(write_file(Runs::beside(project) / ".studies" / "folds.json", "{\"folds\": 0, \"repeats\": 1, \"sides\": [{}]}"));
    EXPECT_FALSE(last_folds(project));
}

TEST_F(FoldsTest, RowsInTimeAreNotFolded)
{
    DataSetup setup = document.data();
    setup.split = SplitWay::Time;
    setup.split_column = "x";
    perform(document, SetData{setup});
    EXPECT_FALSE(fold_document(document, 3, 1, 1));
    EXPECT_FALSE(FoldStudy::open({.document = test::moons_network(1), .project = project, .folds = 1}, data));
}

} // namespace folds_test
} // namespace loom
