#include "base/child.h"
#include "bench/job.h"
#include "bench/peak.h"
#include "project/templates.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <unistd.h>

using namespace loom;

namespace bench_test {

BenchJob job_of(std::string_view id)
{
    BenchJob job{.name = std::string(id), .document = *make_template(id), .batch = 4, .threads = 1};
    job.facts = *facts_from_network(job.document);
    make_batches(job, 3);
    return job;
}

struct TemporaryFolder {
    fs::path path = fs::temp_directory_path() / ("loom-bench-test-" + std::to_string(::getpid()));
    TemporaryFolder() { fs::create_directories(path); }
    ~TemporaryFolder() { fs::remove_all(path); }
};

TEST(Bench, FactsFollowFromTheNetwork)
{
    const DataFacts digits = *facts_from_network(*make_template("digits-cnn"));
    EXPECT_EQ(digits.sample, (Shape{1, 28, 28}));
    EXPECT_TRUE(digits.pictures);
    EXPECT_EQ(digits.classes.size(), 10u);
    const DataFacts binary = *facts_from_network(*make_template("two-features"));
    EXPECT_EQ(binary.sample, Shape{2});
    EXPECT_FALSE(binary.pictures);
    EXPECT_EQ(binary.classes.size(), 2u);
    EXPECT_FALSE(facts_from_network(Document()));
}

TEST(Bench, BatchesDependOnTheSeedAlone)
{
    const BenchJob job = job_of("digits-mlp"), again = job_of("digits-mlp");
    ASSERT_EQ(job.batches.size(), 3u);
    EXPECT_EQ(job.batches[2].samples, again.batches[2].samples);
    EXPECT_NE(job.batches[0].samples, job.batches[1].samples);
    for (const Batch& batch : job.batches) {
        EXPECT_EQ(batch.samples.size(), 4u * 784);
        EXPECT_TRUE(std::ranges::all_of(batch.samples, [](float v) { return v >= 0 && v <= 255 && v == std::floor(v); }));
        EXPECT_TRUE(std::ranges::all_of(batch.labels, [](std::int32_t l) { return l >= 0 && l < 10; }));
    }
}

TEST(Bench, AJobComesBackFromItsFolder)
{
    const TemporaryFolder folder;
    const BenchJob job = job_of("two-features");
    ASSERT_TRUE(write_job(job, folder.path));
    auto opened = read_job(folder.path, **open_device("cpu"));
    ASSERT_TRUE(opened) << render(opened.error().message);
    EXPECT_EQ(opened->job.name, job.name);
    EXPECT_EQ(opened->job.facts, job.facts);
    EXPECT_EQ(opened->job.batch, job.batch);
    EXPECT_EQ(opened->learning_rate, 0.001);
    ASSERT_EQ(opened->job.batches.size(), job.batches.size());
    for (std::size_t i = 0; i < job.batches.size(); ++i) {
        EXPECT_EQ(opened->job.batches[i].samples, job.batches[i].samples);
        EXPECT_EQ(opened->job.batches[i].labels, job.batches[i].labels);
        EXPECT_EQ(opened->job.batches[i].targets, job.batches[i].targets);
    }
    std::size_t carried = 0;
    for (const Tensor& t : opened->train.program.tensors)
        carried += t.role == Role::Weight || t.role == Role::State; // Adam's moments start at 0.
    EXPECT_EQ(opened->carried.size(), carried);

    fs::remove(folder.path / "weights.safetensors");
    EXPECT_FALSE(read_job(folder.path, **open_device("cpu")));
}

TEST(Bench, AStepIsItsForwardAndBackwardProducts)
{
    const BenchJob job = job_of("digits-mlp");
    const auto products = [&](Purpose purpose) { return multiply_adds(lower(job.document, job.facts, purpose, 4)->program); };
    // 784-100-10: the gradient for the samples themselves is not wanted.
    EXPECT_EQ(products(Purpose::Predict), 4 * (784 * 100 + 100 * 10));
    EXPECT_EQ(products(Purpose::Train), 4 * (2 * 784 * 100 + 3 * 100 * 10));
    const BenchJob pictures = job_of("digits-cnn");
    const Program train = lower(pictures.document, pictures.facts, Purpose::Train, 4)->program;
    EXPECT_EQ(multiply_adds(train), 4 * (2 * 26 * 26 * 32 * 9 + 3 * (5408 * 128 + 128 * 10)));
}

TEST(Bench, ThePeakIsANumber) { EXPECT_GT(peak_operations(1), 1e8); }

TEST(Child, TalksInLines)
{
    auto cat = Child::start("cat", {"cat"});
    ASSERT_TRUE(cat);
    for (const std::string& line : {std::string("one"), std::string(), std::string(30'000, 'x')}) {
        ASSERT_TRUE(cat->write_line(line));
        const auto back = cat->read_line(std::chrono::seconds(20));
        ASSERT_TRUE(back);
        EXPECT_EQ(*back, line);
    }
    auto long_winded = Child::start("sh", {"/bin/sh", "-c", "head -c 300000 /dev/zero | tr '\\0' x; echo; echo more"});
    ASSERT_TRUE(long_winded);
    EXPECT_EQ(long_winded->read_line(std::chrono::seconds(20))->size(), 300'000u);
    EXPECT_EQ(*long_winded->read_line(std::chrono::seconds(20)), "more");
    const auto silent = cat->read_line(std::chrono::seconds(1));
    ASSERT_FALSE(silent);
    EXPECT_EQ(render(silent.error().message, Language::English), "cat has said nothing for 1 s.");
}

TEST(Child, TellsHowItEnded)
{
    const auto end_of = [](const std::string& script) {
        auto child = Child::start("peer", {"/bin/sh", "-c", script});
        return render(child->read_line(std::chrono::seconds(20)).error().message, Language::English);
    };
    EXPECT_EQ(end_of("exit 7"), "peer has ended with exit code 7.");
    EXPECT_EQ(end_of("kill -9 $$"), "peer was ended by signal 9.");
    const auto absent = Child::start("peer", {"/nonexistent/peer"});
    ASSERT_FALSE(absent);
    EXPECT_EQ(render(absent.error().message, Language::English), "peer cannot be started.");
}

} // namespace bench_test
