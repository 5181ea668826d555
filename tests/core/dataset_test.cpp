#include "data/batches.h"
#include "data/open.h"
#include "data_files.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <numeric>
#include <set>

namespace loom {
namespace dataset_test {

std::shared_ptr<const Dataset> generated(std::map<std::string, Value> settings, const char* source = "two_features")
{
    DataSetup setup;
    setup.source = source;
    setup.settings = std::move(settings);
    auto data = Dataset::open(setup);
    EXPECT_TRUE(data) << render(data.error().message);
    return *data;
}

TEST(Dataset, TheLineIsScoredOnAllItsRows)
{
    const auto data = generated({});
    EXPECT_EQ(data->facts().rows, 100);
    EXPECT_EQ(data->rows(Part::Train).size(), 100u);
    EXPECT_TRUE(data->rows(Part::Validation).empty());
    EXPECT_EQ(data->rows(Part::Test).size(), 100u);
    std::vector<float> row(2);
    const std::uint32_t last = 99;
    data->fill({&last, 1}, row);
    EXPECT_EQ(row, (std::vector<float>{200, 201}));
    EXPECT_EQ(data->label(49), 1);
    EXPECT_EQ(data->label(50), 0);
    EXPECT_NEAR(data->facts().mean[0], 101, 1e-9);
}

TEST(Dataset, PartsAreDisjointSeededAndStratified)
{
    const auto a = generated({{"shape", std::string("moons")}, {"rows", std::int64_t{1000}}});
    const auto b = generated({{"shape", std::string("moons")}, {"rows", std::int64_t{1000}}});
    EXPECT_EQ(a->rows(Part::Test).size(), 200u);
    EXPECT_EQ(a->rows(Part::Validation).size(), 80u);
    EXPECT_EQ(a->rows(Part::Train).size(), 720u);
    EXPECT_TRUE(std::ranges::equal(a->rows(Part::Test), b->rows(Part::Test)));
    EXPECT_EQ(a->class_counts(Part::Test), (std::vector<std::size_t>{100, 100}));
    EXPECT_EQ(a->class_counts(Part::Validation), (std::vector<std::size_t>{40, 40}));
    std::set<std::uint32_t> all;
    for (Part part : {Part::Train, Part::Validation, Part::Test})
        all.insert(a->rows(part).begin(), a->rows(part).end());
    EXPECT_EQ(all.size(), 1000u);
    EXPECT_EQ(a->fingerprint(), b->fingerprint());

    DataSetup other = a->setup();
    other.split_seed = 2;
    const auto c = *Dataset::open(other);
    EXPECT_FALSE(std::ranges::equal(a->rows(Part::Test), c->rows(Part::Test)));
    EXPECT_NE(a->fingerprint(), c->fingerprint());
}

TEST(Dataset, GeneratedDigitsAreTheSameEachTime)
{
    const auto a = generated({{"rows", std::int64_t{60}}}, "generated_digits");
    const auto b = generated({{"rows", std::int64_t{1200}}}, "generated_digits");
    const auto pixels = [](const auto& d, std::size_t i) { return d->table().image_column()->pixels()->in_memory(i); };
    EXPECT_EQ(a->rows(Part::Test).size(), 10u);
    // Row i does not depend on how many rows there are; each picture has ink.
    for (std::size_t i = 0; i < 60; ++i) {
        EXPECT_TRUE(std::ranges::equal(pixels(a, i), pixels(b, i)));
        EXPECT_GT(std::ranges::max(pixels(a, i)), 100);
    }
    EXPECT_FALSE(std::ranges::equal(pixels(a, 0), pixels(a, 10)));
}

TEST(Dataset, WrongSettingsAreErrors)
{
    DataSetup setup;
    setup.source = "two_features";
    setup.settings = {{"rows", std::int64_t{1}}, {"shape", std::string("moons")}};
    EXPECT_FALSE(Dataset::open(setup));
    setup.settings = {{"colour", true}};
    EXPECT_FALSE(Dataset::open(setup));
    setup.source = "nothing";
    EXPECT_FALSE(Dataset::open(setup));
    setup = {};
    setup.path = "/no/such/place";
    const auto data = Dataset::open(setup);
    ASSERT_FALSE(data);
    EXPECT_NE(render(data.error().message, Language::English).find("/no/such/place"), std::string::npos);
}

// ---- Batches --------------------------------------------------------------------------------------------------------

std::vector<std::uint32_t> all_rows(const Dataset& data)
{
    return {data.rows(Part::Train).begin(), data.rows(Part::Train).end()};
}

TEST(Batches, EveryRowOnceAnEpochInANewOrder)
{
    const auto data = generated({{"shape", std::string("moons")}});
    const auto rows = all_rows(*data);
    BatchStream stream(data, rows, {.size = 32, .shuffled = true, .epochs = 2});
    const std::size_t n = stream.batches_per_epoch();
    EXPECT_EQ(n, (rows.size() + 31) / 32);
    std::vector<std::uint32_t> first, second;
    for (std::size_t i = 0; i < 2 * n; ++i) {
        const Batch* batch = stream.next();
        ASSERT_TRUE(batch);
        EXPECT_EQ(batch->epoch, std::int64_t(i / n));
        EXPECT_EQ(batch->index, i % n);
        auto& seen = i < n ? first : second;
        for (std::size_t k = 0; k < 32; ++k) {
            EXPECT_EQ(batch->weights[k], k < batch->rows_used ? 1 : 0);
            EXPECT_EQ(batch->labels[k], data->label(batch->rows[k]));
            if (k < batch->rows_used)
                seen.push_back(batch->rows[k]);
            else
                EXPECT_EQ(batch->rows[k], seen[k - batch->rows_used]);
            std::vector<float> sample(2);
            data->fill({&batch->rows[k], 1}, sample);
            EXPECT_EQ(batch->samples[2 * k], sample[0]);
        }
    }
    EXPECT_EQ(stream.next(), nullptr);
    EXPECT_NE(first, second);
    std::ranges::sort(first);
    EXPECT_EQ(first, rows);
    std::ranges::sort(second);
    EXPECT_EQ(second, rows);
}

TEST(Batches, DoNotDependOnThreadsAndStartAnywhere)
{
    const auto data = generated({{"shape", std::string("spirals")}});
    const auto rows = all_rows(*data);
    auto take = [&](BatchSetup setup, int skip, int n) {
        BatchStream stream(data, rows, setup);
        std::vector<std::uint32_t> seen;
        for (int i = 0; i < skip + n; ++i)
            if (const Batch* b = stream.next(); i >= skip)
                seen.insert(seen.end(), b->rows.begin(), b->rows.end());
        return seen;
    };
    BatchStream sizes(data, rows, {.size = 10});
    const int per_epoch = int(sizes.batches_per_epoch());
    const auto plain = take({.size = 10, .shuffled = true, .seed = 7}, 3 * per_epoch, 50);
    EXPECT_EQ(plain, take({.size = 10, .shuffled = true, .seed = 7, .first_epoch = 3}, 0, 50));
    EXPECT_EQ(plain,
              take({.size = 10, .shuffled = true, .seed = 7, .first_epoch = 3, .threads = 4, .ahead = 5}, 0, 50));
    EXPECT_NE(plain, take({.size = 10, .shuffled = true, .seed = 8, .first_epoch = 3}, 0, 50));
}

TEST(Batches, FewerRowsThanABatchAndNone)
{
    const auto data = generated({});
    BatchStream three(data, {4, 5, 6}, {.size = 8, .epochs = 1});
    const Batch* batch = three.next();
    ASSERT_TRUE(batch);
    EXPECT_EQ(batch->rows, (std::vector<std::uint32_t>{4, 5, 6, 4, 5, 6, 4, 5}));
    EXPECT_EQ(batch->weights, (std::vector<float>{1, 1, 1, 0, 0, 0, 0, 0}));
    EXPECT_EQ(three.next(), nullptr);
    BatchStream none(data, {}, {.size = 8});
    EXPECT_EQ(none.next(), nullptr);
}

TEST(Batches, EndEarlyWithoutWaiting)
{
    const auto data = generated({});
    for (int i = 0; i < 50; ++i) {
        BatchStream stream(data, all_rows(*data), {.size = 4, .shuffled = true, .threads = 3});
        for (int k = 0; k < i % 5; ++k)
            stream.next();
    }
}

TEST(Cifar, ReadsTheBatches)
{
    const std::string path = test::shared_data("cifar10");
    if (path.empty())
        GTEST_SKIP() << "no shared data";
    DataSetup setup;
    setup.path = path;
    const auto data = Dataset::open(setup);
    ASSERT_TRUE(data) << render(data.error().message);
    EXPECT_EQ((*data)->table().source, "cifar");
    EXPECT_EQ((*data)->facts().sample, (Shape{3, 32, 32}));
    EXPECT_EQ((*data)->rows(Part::Train).size(), 18'000u);
    EXPECT_EQ((*data)->rows(Part::Test).size(), 10'000u);
    EXPECT_EQ((*data)->facts().classes[6], "frog");
    const std::vector<std::int32_t> first = {6, 9, 9, 4, 1};
    for (std::uint32_t i = 0; i < 5; ++i)
        EXPECT_EQ((*data)->label(i), first[i]);
    EXPECT_EQ((*data)->label(20'000), 3);
}

TEST(Cifar, CutOffIsAnError)
{
    const test::DataFolder folder;
    folder.write("data_batch_1.bin", std::string(3073 * 2, '\1'));
    EXPECT_TRUE(open_data(folder.path()));
    for (std::size_t n : {std::size_t{0}, std::size_t{1}, std::size_t{3072}, std::size_t{3074}}) {
        folder.write("data_batch_1.bin", std::string(n, '\1'));
        EXPECT_FALSE(open_data(folder.path())) << n;
    }
    folder.write("data_batch_1.bin", std::string(3073, '\x0a'));
    EXPECT_FALSE(open_data(folder.path()));
}

} // namespace dataset_test
} // namespace loom
