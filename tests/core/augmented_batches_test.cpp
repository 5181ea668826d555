// Augmentation where it is used: batches of the training part, mixtures and their loss, whole runs that are resumed.
#include "core/sound_files.h"
#include "core/train_kit.h"
#include "data/batches.h"
#include "engine/backend.h"

#include <cmath>
#include <numbers>

using namespace loom;
using namespace loom::test;

namespace augmented_batches_test {

DataSetup digits(std::vector<PreparationStep> steps, std::int64_t rows = 100)
{
    DataSetup setup;
    setup.source = "generated_digits";
    setup.settings = {{"rows", rows}, {"size", std::int64_t{8}}};
    setup.steps = std::move(steps);
    return setup;
}
std::shared_ptr<const Dataset> opened(const DataSetup& setup)
{
    auto data = Dataset::open(setup);
    EXPECT_TRUE(data) << render(data.error().message);
    return data ? *data : nullptr;
}
std::vector<std::uint32_t> training(const Dataset& data)
{
    return {data.training_rows().begin(), data.training_rows().end()};
}
const std::vector<PreparationStep> several{{"augment_rotate", {}, {}}, {"augment_noise", {}, {}}, {"augment_erase", {}, {}}};

using Flow = std::vector<std::pair<std::uint32_t, std::vector<float>>>;

/// Rows with their samples as they come.
Flow flow(const std::shared_ptr<const Dataset>& data, std::vector<std::uint32_t> rows, BatchSetup setup, std::size_t skip = 0)
{
    BatchStream stream(data, std::move(rows), setup);
    Flow seen;
    const std::size_t width = data->sample_width();
    for (std::size_t n = 0; const Batch* batch = stream.next(); ++n)
        for (std::size_t i = 0; n >= skip && i < batch->rows_used; ++i)
            seen.emplace_back(batch->rows[i], std::vector(batch->samples.begin() + std::ptrdiff_t(i * width),
                                                          batch->samples.begin() + std::ptrdiff_t((i + 1) * width)));
    return seen;
}

Document digits_network(std::int64_t epochs, std::vector<PreparationStep> steps, double rate = 0.01, std::string_view loss = "cross_entropy")
{
    Document d = chain({{"input", {}},
                        {"conv2d", {{"filters", std::int64_t{4}}, {"activation", "relu"}}},
                        {"flatten", {}},
                        {"dense", {{"units", std::int64_t{10}}}},
                        {"output", {}}});
    set_recipe(d, loss, {"adam", {{"learning_rate", rate}}}, {{"epochs", epochs}, {"batch_size", std::int64_t{16}}});
    perform(d, SetData{digits(std::move(steps))});
    return d;
}

TEST(AugmentedBatches, AreThoseOfTheRowAndTheEpochWhateverTheThreads)
{
    const auto data = opened(digits(several));
    const auto rows = training(*data);
    const BatchSetup setup{.size = 8, .shuffled = true, .seed = 3, .epochs = 3, .augmented = true};
    const Flow plain = flow(data, rows, setup);
    BatchSetup threads = setup;
    threads.threads = 4;
    threads.ahead = 5;
    EXPECT_EQ(flow(data, rows, threads), plain);
    // The last epoch alone, as a resumed run has it.
    BatchSetup last = setup;
    last.first_epoch = 2;
    last.epochs = 1;
    EXPECT_EQ(flow(data, rows, last), Flow(plain.begin() + std::ptrdiff_t(2 * rows.size()), plain.end()));
    // In another order and in batches of another size.
    BatchSetup other = last;
    other.shuffled = false;
    other.size = 5;
    Flow sorted(plain.begin() + std::ptrdiff_t(2 * rows.size()), plain.end());
    std::ranges::sort(sorted);
    EXPECT_EQ(flow(data, rows, other), sorted);
    // Another epoch draws anew.
    other.first_epoch = 1;
    EXPECT_NE(flow(data, rows, other), sorted);
}

TEST(AugmentedBatches, OnlyWhereItIsAskedFor)
{
    const auto data = opened(digits(several)), bare = opened(digits({}));
    EXPECT_EQ(data->fingerprint(), bare->fingerprint());
    EXPECT_EQ(data->encoder(), bare->encoder());
    EXPECT_EQ(data->facts(), bare->facts());
    const BatchSetup setup{.size = 8, .epochs = 1};
    const auto held_back = data->rows(Part::Validation);
    EXPECT_EQ(flow(data, {held_back.begin(), held_back.end()}, setup), flow(bare, {held_back.begin(), held_back.end()}, setup));
    EXPECT_EQ(flow(data, training(*data), setup), flow(bare, training(*bare), setup));
}

TEST(AugmentedBatches, ARowThatComesTwiceIsDrawnTwice)
{
    const auto data = opened(digits(several));
    const Flow seen = flow(data, {3, 3, 4}, {.size = 3, .epochs = 1, .augmented = true});
    EXPECT_EQ(seen[0].first, seen[1].first);
    EXPECT_NE(seen[0].second, seen[1].second);
    EXPECT_EQ(seen[0], flow(data, {3, 4}, {.size = 2, .epochs = 1, .augmented = true})[0]);
}

TEST(AugmentedBatches, NeighboursAreOneMixtureWithTheLossOfItsTwoTargets)
{
    for (const char* id : {"augment_mixup", "augment_cutmix"}) {
        const auto data = opened(digits({{id, {}, {{"alpha", 1.0}}}}));
        BatchStream stream(data, {0, 1, 2, 3, 4}, {.size = 6, .epochs = 1, .augmented = true});
        const Batch& batch = *stream.next();
        const std::size_t width = data->sample_width();
        std::vector<float> a(width), b(width);
        for (std::size_t i = 0; i < 4; i += 2) {
            const float *first = batch.samples.data() + i * width, *second = first + width;
            EXPECT_TRUE(std::equal(first, second, second));
            EXPECT_NEAR(batch.weights[i] + batch.weights[i + 1], 2, 1e-6);
            EXPECT_EQ(batch.labels[i], data->label(batch.rows[i]));
            data->fill({&batch.rows[i], 1}, a);
            data->fill({&batch.rows[i + 1], 1}, b);
            const double share = batch.weights[i] / 2;
            double kept = 0;
            for (std::size_t k = 0; k < width; ++k) {
                const bool mixed = std::abs(first[k] - share * a[k] - (1 - share) * b[k]) < 1e-3;
                ASSERT_TRUE(std::string_view(id) == "augment_mixup" ? mixed : first[k] == a[k] || first[k] == b[k]);
                kept += first[k] == a[k];
            }
            EXPECT_TRUE(std::string_view(id) == "augment_mixup" || kept / double(width) >= share - 1e-6); // Some pixels are equal in both.
        }
        EXPECT_EQ(batch.weights[4], 1); // Its neighbour is filling.
        EXPECT_EQ(batch.weights[5], 0);
        data->fill({&batch.rows[4], 1}, a);
        EXPECT_TRUE(std::equal(a.begin(), a.end(), batch.samples.data() + 4 * width));
    }

    // −Σ soft·log softmax of two mixtures, against the loss of four weighted rows.
    Builder builder;
    const LossType& type = *find_loss("cross_entropy");
    const TensorId x = builder.input("x", {4, 3}), target = target_input(builder, type, {4, 3}, {}), weights = builder.input("weights", {4});
    const TensorId loss = type.lower(builder, defaults(type), x, target, weights, {nullptr});
    builder.mark_output(loss, "loss");
    auto program = (*open_device("reference"))->compile(builder.program(), {});
    ASSERT_TRUE(program);
    const std::vector<double> logits{0.3, -1, 2, 0.3, -1, 2, 1, 1.5, -0.5, 1, 1.5, -0.5}, shares{0.7, 0.1};
    const std::vector<std::int32_t> labels{0, 2, 1, 1};
    (*program)->write(x, std::span(logits));
    (*program)->write(target, std::span(labels));
    (*program)->write(weights, std::span<const double>(std::vector<double>{1.4, 0.6, 0.2, 1.8}));
    ASSERT_TRUE((*program)->run());
    double got = 0, wanted = 0;
    (*program)->read(loss, std::span(&got, 1));
    for (std::size_t m = 0; m < 2; ++m) {
        double soft[3] = {}, sum = 0;
        soft[labels[2 * m]] += shares[m];
        soft[labels[2 * m + 1]] += 1 - shares[m];
        for (std::size_t c = 0; c < 3; ++c)
            sum += std::exp(logits[6 * m + c]);
        for (std::size_t c = 0; c < 3; ++c)
            wanted -= soft[c] * (logits[6 * m + c] - std::log(sum)) / 2;
    }
    EXPECT_NEAR(got, wanted, 1e-7);
}

TEST(AugmentedBatches, NumbersAreMixedThemselves)
{
    auto table = std::make_shared<Table>();
    table->rows = 20;
    std::vector<double> y;
    std::vector<std::uint8_t> pixels;
    for (int i = 0; i < 20; ++i) {
        y.push_back(i);
        pixels.insert(pixels.end(), 4, std::uint8_t(10 * i));
    }
    table->columns = {{"image", ColumnType::Image, std::make_shared<const MemoryPixels>(PictureShape{1, 2, 2}, pixels)},
                      {"y", ColumnType::Number, y}};
    DataSetup setup;
    setup.target = "y";
    setup.steps = {{"augment_mixup", {}, {{"alpha", 1.0}}}};
    const auto data = Dataset::make(table, setup);
    ASSERT_TRUE(data);
    BatchStream stream(*data, {2, 12}, {.size = 2, .epochs = 1, .augmented = true});
    const Batch& batch = *stream.next();
    EXPECT_EQ(batch.weights, (std::vector<float>{1, 1}));
    EXPECT_EQ(batch.targets[0], batch.targets[1]);
    EXPECT_GT(batch.targets[0], 2);
    EXPECT_LT(batch.targets[0], 12);
    EXPECT_NEAR(batch.samples[0], 10 * batch.targets[0], 1e-3); // As the number, so the picture.
}

TEST(AugmentedTraining, ResumesBitForBit)
{
    std::vector<PreparationStep> steps = several;
    steps.push_back({"augment_mixup", {}, {}});
    steps.push_back({"balance", {}, {}});
    const Folder folder;
    const Job whole = job_for(digits_network(4, steps), folder.path / "a.loom");
    train_well(whole);
    Job pieces = job_for(digits_network(2, steps), folder.path / "b.loom");
    pieces.resume = train_well(pieces);
    set_epochs(pieces.document, 4);
    train_well(pieces);
    for (const char* file : {"best.safetensors", "last.safetensors"})
        EXPECT_TRUE(bytes_of(folder.path / "a.runs/run-1" / file) == bytes_of(folder.path / "b.runs/run-1" / file)) << file;
    Job bare = job_for(digits_network(4, {}), folder.path / "c.loom");
    train_well(bare);
    EXPECT_FALSE(bytes_of(folder.path / "a.runs/run-1/last.safetensors") == bytes_of(folder.path / "c.runs/run-1/last.safetensors"));
}

TEST(AugmentedTraining, ValidationSeesWhatItAlwaysSaw)
{
    // Hardly anything is learned, so both networks stay the same.
    const Folder folder;
    const auto point = [&](const char* name, std::vector<PreparationStep> steps) {
        const Job job = job_for(digits_network(1, std::move(steps), 1e-9), folder.path / name);
        return Runs(job.project).metrics(train_well(job))->epochs.front();
    };
    const EpochPoint bare = point("a.loom", {}), changed = point("b.loom", {{"augment_erase", {}, {{"probability", 1.0}}}});
    EXPECT_NEAR(changed.val_loss, bare.val_loss, 1e-5);
    EXPECT_GT(std::abs(changed.loss - bare.loss), 1e-3);
}

TEST(AugmentedTraining, MixturesNeedALossThatJudgesRowsOneByOne)
{
    const Folder folder;
    Document d = digits_network(1, {{"augment_mixup", {}, {}}}, 0.01, "triplet");
    const Job job = job_for(d, folder.path / "a.loom");
    Monitor monitor;
    const auto refused = train(job, monitor);
    ASSERT_FALSE(refused);
    EXPECT_NE(render(refused.error().message, Language::English).find("Rows cannot be mixed"), std::string::npos);
}

TEST(AugmentedTraining, SoundsAreSpectrogramsAndTablesAreNothing)
{
    const Folder folder;
    for (int i = 0; i < 12; ++i) {
        std::vector<std::int16_t> tone(2000);
        for (std::size_t k = 0; k < tone.size(); ++k)
            tone[k] = std::int16_t(8000 * std::sin(2 * std::numbers::pi * (i % 2 ? 440 : 880) * double(k) / 8000));
        const fs::path file = folder.path / (i % 2 ? "a" : "b") / (std::to_string(i) + ".wav");
        fs::create_directories(file.parent_path());
        ASSERT_TRUE(write_file(file, wav(tone)));
    }
    DataSetup setup;
    setup.path = folder.path.string();
    for (const bool cepstrum : {false, true}) {
        setup.steps = {{"augment_time_mask", {}, {}}};
        if (cepstrum)
            setup.steps.insert(setup.steps.begin(), {"spectrogram", {}, {{"kind", std::string("mfcc")}}});
        const auto data = Dataset::open(setup);
        ASSERT_TRUE(data) << render(data.error().message);
        EXPECT_EQ((*data)->augmentation().form().kind, cepstrum ? SampleForm::Kind::Cepstrum : SampleForm::Kind::Spectrogram);
        EXPECT_EQ((*data)->augmentation().form().size(), (*data)->sample_width());
        setup.steps.push_back({"augment_gain", {}, {}});
        EXPECT_EQ(bool(Dataset::open(setup)), !cepstrum); // Coefficients have no loudness to be added to.
    }
    DataSetup table = points("moons");
    table.steps = {{"augment_flip", {}, {}}};
    const auto refused = Dataset::open(table);
    ASSERT_FALSE(refused);
    EXPECT_EQ(render(refused.error().message, Language::English), "Step “Flip” is not for such samples.");
}

} // namespace augmented_batches_test
