// How the recipe and the layers' own settings change what is learned: means of the weights, batches in parts, frozen
// layers, learning rate factors. And what the graph says of losses that do not fit.
#include "core/golden.h"
#include "base/random.h"
#include "core/train_kit.h"
#include "engine/backend.h"
#include "evaluate/evaluation.h"
#include "exchange/safetensors.h"
#include "ir/parts.h"
#include "lowering/lowering.h"

#include <algorithm>
#include <array>
#include <cmath>

using namespace loom;
using namespace loom::test;

namespace learning_test {

using Row = std::vector<double>;

DataFacts facts_of_classes(std::size_t features, std::size_t classes)
{
    DataFacts facts;
    facts.sample = {std::int64_t(features)};
    facts.classes.resize(classes);
    facts.class_counts.assign(classes, 5);
    if (classes > 0)
        facts.class_counts[0] = 20;
    return facts;
}

/// A document's training program on a device, its inputs filled with numbers that hang on their names alone.
class Steps {
public:
    Steps(const Document& document, const DataFacts& facts, std::int64_t batch, std::string_view device = "reference",
          int side_by_side = 1)
    {
        auto made = lower(document, facts, Purpose::Train, batch, Keep::EndsOnly, side_by_side);
        EXPECT_TRUE(made) << (made ? "" : render(made.error().message));
        lowered = std::move(*made);
        auto compiled = (*open_device(device))->compile(lowered.program, {2});
        EXPECT_TRUE(compiled);
        executable = std::move(*compiled);
        for (TensorId id = 0; id < TensorId(lowered.program.tensors.size()); ++id) {
            const Tensor& t = lowered.program.at(id);
            if (t.role != Role::Weight && t.role != Role::State && t.role != Role::Moment)
                continue;
            std::vector<float> values(count(t.shape));
            loom::fill(t.init, 3, std::uint64_t(t.name.size()) + std::uint64_t(t.name[0]), values);
            executable->write(id, std::span<const float>(values));
        }
        Row samples(count(lowered.program.at(lowered.samples).shape)), weights(static_cast<std::size_t>(batch), 1);
        for (std::size_t i = 0; i < samples.size(); ++i)
            samples[i] = std::sin(1.7 * double(i) + 1);
        weights.back() = 0;
        weights[1] = 0.5;
        executable->write(lowered.samples, std::span<const double>(samples));
        executable->write(lowered.weights, std::span<const double>(weights));
        if (lowered.target == no_tensor)
            return;
        const Tensor& target = lowered.program.at(lowered.target);
        std::vector<std::int32_t> labels(count(target.shape));
        Row numbers(labels.size());
        for (std::size_t i = 0; i < labels.size(); ++i) {
            labels[i] = std::int32_t(i * i % 3);
            numbers[i] = double(i % 2);
        }
        target.dtype == DType::I32 ? executable->write(lowered.target, std::span<const std::int32_t>(labels))
                                   : executable->write(lowered.target, std::span<const double>(numbers));
    }

    /// One step; its loss.
    double step(double rate = 0.1)
    {
        executable->write(lowered.rate, std::span<const double>(&rate, 1));
        if (lowered.clock != no_tensor)
            executable->write(lowered.clock, std::vector<std::int64_t>{1, steps_});
        ++steps_;
        EXPECT_TRUE(executable->run());
        return read(lowered.loss)[0];
    }
    Row read(TensorId id) const
    {
        Row values(count(lowered.program.at(id).shape));
        executable->read(id, std::span(values));
        return values;
    }
    Row read(std::string_view name) const
    {
        const TensorId id = lowered.program.find(name);
        EXPECT_NE(id, no_tensor) << name;
        return id == no_tensor ? Row() : read(id);
    }
    template <class Instruction>
    std::int64_t count_of() const
    {
        return std::ranges::count_if(lowered.program.ops, [](const Op& op) { return std::holds_alternative<Instruction>(op); });
    }

    Lowered lowered;
    std::unique_ptr<Executable> executable;

private:
    std::int64_t steps_ = 0;
};

Document dense_network(const Settings& first, const Settings& recipe, std::string_view loss = "cross_entropy")
{
    Settings own{{"units", std::int64_t{6}}, {"activation", "tanh"}};
    own.insert(own.end(), first.begin(), first.end());
    Document d = chain({{"input", {{"scaling", "none"}}},
                        {"dense", own},
                        {"dense", {{"units", std::int64_t{3}}}},
                        {"output", {}}});
    set_recipe(d, loss, {"sgd", {}}, recipe);
    return d;
}

Document averaging(std::int64_t epochs)
{
    Document d = moons_network(epochs);
    Recipe r = d.recipe();
    r.settings[recipe_type().index_of("average_decay").value()] = 0.9;
    perform(d, SetRecipe{std::move(r)});
    return d;
}

// ---- Means of the weights ---------------------------------------------------------------------------------------------

TEST(AveragedWeights, AreThoseOfPyTorch)
{
    const nlohmann::json given = golden("averages.json");
    for (const auto& c : given["cases"]) {
        Steps steps(dense_network({}, {{"average_decay", c["decay"].get<double>()}}), facts_of_classes(4, 3), 5);
        const TensorId weight = steps.lowered.program.find("dense_3.bias");
        for (std::size_t i = 0; i < given["weights"].size(); ++i) {
            const Row now = given["weights"][i];
            steps.executable->write(weight, std::span<const double>(now));
            steps.step(0);
            // The share that is kept is f32, as all plain numbers of a program that are inputs or constants.
            expect_alike(steps.read("dense_3.bias.average"), c["averages"][i], 1e-6);
        }
    }
}

TEST(AveragedWeights, AreValidatedKeptAndTested)
{
    const Folder folder;
    Document d = averaging(3);
    Recipe r = d.recipe();
    r.settings[recipe_type().index_of("keep_best").value()] = false;
    perform(d, SetRecipe{r});
    const Job job = job_for(d, folder.path / "a.loom");
    const std::string name = train_well(job);
    const auto best = Safetensors::read(folder.path / "a.runs" / name / "best.safetensors"),
               last = Safetensors::read(folder.path / "a.runs" / name / "last.safetensors");
    ASSERT_TRUE(best && last);
    EXPECT_FALSE(best->contains("dense_2.weight.average"));
    EXPECT_EQ(best->floats("dense_2.weight"), last->floats("dense_2.weight.average"));
    EXPECT_NE(best->floats("dense_2.weight"), last->floats("dense_2.weight"));
    EXPECT_EQ(best->floats("batch_norm_3.running_mean"), last->floats("batch_norm_3.running_mean")); // As it ran.

    const Runs runs(job.project);
    const double validated = runs.metrics(name)->epochs.back().val_loss, tested = runs.load(name)->test_loss;
    for (const Checkpoint which : {Checkpoint::Best, Checkpoint::Last}) {
        const auto model = load_model(runs, name, which);
        ASSERT_TRUE(model);
        const auto again = evaluate(*model, *job.dataset, Part::Validation, "reference", 1),
                   test = evaluate(*model, *job.dataset, Part::Test, "reference", 1);
        ASSERT_TRUE(again && test);
        EXPECT_NEAR(again->loss, validated, 1e-6);
        EXPECT_NEAR(test->loss, tested, 1e-6);
    }
}

TEST(AveragedWeights, GoOnBitForBit)
{
    for (const char* device : {"reference", "cpu"}) {
        const Folder folder;
        if (!open_device(device))
            continue;
        const Job whole = job_for(averaging(4), folder.path / "a.loom", device);
        train_well(whole);
        Job pieces = job_for(averaging(1), folder.path / "b.loom", device);
        pieces.resume = train_well(pieces);
        set_epochs(pieces.document, 4);
        train_well(pieces);
        for (const char* file : {"best.safetensors", "last.safetensors"})
            EXPECT_TRUE(bytes_of(folder.path / "b.runs/run-1" / file) == bytes_of(folder.path / "a.runs/run-1" / file))
                << device << " " << file;
    }
}

// ---- Batches in parts -------------------------------------------------------------------------------------------------

TEST(Parts, LearnAsTheWholeBatch)
{
    Document at_places = chain({{"input", {{"scaling", "none"}}},
                                {"conv1d", {{"filters", std::int64_t{3}}, {"padding", "same"}}},
                                {"output", {{"each_place", true}}}});
    set_recipe(at_places, "cross_entropy", {"adam", {}}, {});
    DataFacts places = facts_of_classes(4, 3);
    places.sample = {2, 7};
    places.label_shape = {7};
    DataFacts numbers = facts_of_classes(4, 0);
    numbers.target = DataFacts::Target::Numbers;
    numbers.target_width = 3;
    // Some of whose rows have a label that is none, and do not count.
    Document spelling = chain({{"input", {{"scaling", "none"}}},
                               {"conv1d", {{"filters", std::int64_t{3}}, {"padding", "same"}}},
                               {"output", {{"each_place", true}}}});
    set_recipe(spelling, "ctc", {"adam", {}}, {});
    DataFacts spelled = facts_of_classes(4, 3);
    spelled.sample = {4, 8};
    spelled.label_shape = {1};
    const Document whole[] = {dense_network({}, {}), dense_network({}, {{"clip_norm", 0.05}}),
                              dense_network({}, {}, "focal"), dense_network({}, {}, "mse"), at_places,
                              dense_network({{"spectral_norm", true}}, {}), spelling};
    const DataFacts facts[] = {facts_of_classes(4, 3), facts_of_classes(4, 3), facts_of_classes(4, 3), numbers, places,
                               facts_of_classes(4, 3), spelled};
    for (std::size_t i = 0; i < std::size(whole); ++i)
        for (const std::int64_t parts : {2, 3, 100}) {
            SCOPED_TRACE(std::to_string(i) + ", parts " + std::to_string(parts));
            Document d = whole[i];
            Recipe r = d.recipe();
            if (const auto balanced = find_loss(r.loss.type)->index_of("class_weights"))
                r.loss.values[*balanced] = std::string("balanced"); // So that parts weigh differently.
            perform(d, SetRecipe{r});
            Steps at_once(d, facts[i], 10);
            r.settings[recipe_type().index_of("parts").value()] = parts;
            perform(d, SetRecipe{r});
            Steps in_parts(d, facts[i], 10);
            EXPECT_GT(in_parts.lowered.program.ops.size(), at_once.lowered.program.ops.size());
            for (int step = 0; step < 3; ++step)
                EXPECT_NEAR(in_parts.step(), at_once.step(), 1e-6);
            if (at_once.lowered.correct != no_tensor) {
                EXPECT_NEAR(in_parts.read(in_parts.lowered.correct)[0], at_once.read(at_once.lowered.correct)[0], 1e-6);
            }
            for (const Tensor& t : at_once.lowered.program.tensors)
                if (t.role == Role::Weight)
                    expect_alike(in_parts.read(t.name), at_once.read(t.name), 1e-6);
        }
}

/// Networks whose work outweighs their weights, so that parts of a batch may run side by side.
std::vector<std::tuple<const char*, Document, DataFacts>> heavy_networks()
{
    std::vector<std::tuple<const char*, Document, DataFacts>> all;
    const auto network = [&](const char* name, const std::vector<std::pair<std::string_view, Settings>>& layers, Shape sample,
                             const Settings& recipe = {}, const char* loss = "cross_entropy", Settings of_loss = {}) {
        Document d = chain(layers);
        set_recipe(d, loss, {"adam", {}}, recipe);
        Recipe r = d.recipe();
        for (const auto& [key, value] : of_loss)
            r.loss.values[find_loss(loss)->index_of(key).value()] = value;
        perform(d, SetRecipe{r});
        DataFacts facts = facts_of_classes(1, 3);
        facts.sample = std::move(sample);
        all.emplace_back(name, std::move(d), std::move(facts));
    };
    const auto n = [](std::int64_t v) { return v; };
    network("convolutions, dropout, classes that weigh differently",
            {{"input", {{"scaling", "none"}}},
             {"conv2d", {{"filters", n(16)}, {"padding", "same"}, {"activation", "relu"}}},
             {"max_pool", {}},
             {"dropout", {{"rate", 0.3}}},
             {"conv2d", {{"filters", n(16)}, {"padding", "same"}, {"activation", "tanh"}}},
             {"flatten", {}},
             {"dense", {{"units", n(3)}}},
             {"output", {}}},
            {3, 12, 12}, {{"clip_norm", 0.05}}, "cross_entropy", {{"class_weights", "balanced"}});
    network("a block of a transformer",
            {{"input", {{"scaling", "none"}}},
             {"encoder_block", {{"heads", n(2)}, {"dropout", 0.2}}},
             {"flatten", {}},
             {"dense", {{"units", n(3)}}},
             {"output", {}}},
            {8, 20}, {}, "focal");
    network("a recurrence",
            {{"input", {{"scaling", "none"}}}, {"lstm", {{"units", n(12)}, {"layers", n(2)}, {"dropout", 0.3}, {"recurrent_dropout", 0.2}}}, {"dense", {{"units", n(3)}}}, {"output", {}}},
            {10, 24}, {{"average_decay", 0.9}});
    return all;
}

TEST(PartsSideBySide, LearnAsTheWholeBatch)
{
    for (const auto& [name, document, facts] : heavy_networks())
        for (const int parts : {2, 3}) {
            SCOPED_TRACE(std::string(name) + ", parts " + std::to_string(parts));
            Steps whole(document, facts, 97, "reference"), beside(document, facts, 97, "cpu", parts),
                again(document, facts, 97, "cpu", parts);
            ASSERT_TRUE(beside.lowered.program.side_by_side);
            for (int step = 0; step < 4; ++step) {
                if (step == 2) // As in the last batch of an epoch: nothing counts behind these rows.
                    for (const Steps* s : {&whole, &beside, &again}) {
                        std::vector<double> weights(97, 0);
                        std::fill_n(weights.begin(), 20, 1);
                        s->executable->write(s->lowered.weights, std::span<const double>(weights));
                    }
                const double loss = whole.step(0.01);
                EXPECT_NEAR(beside.step(0.01), loss, 2e-4 * std::max(1.0, loss));
                EXPECT_EQ(again.step(0.01), beside.read(beside.lowered.loss)[0]);
                EXPECT_EQ(beside.read(beside.lowered.correct)[0], whole.read(whole.lowered.correct)[0]);
            }
            for (const Tensor& t : whole.lowered.program.tensors)
                if (t.role == Role::Weight) {
                    expect_alike(beside.read(t.name), whole.read(t.name), 2e-3);
                    EXPECT_EQ(again.read(t.name), beside.read(t.name));
                }
        }
}

TEST(PartsSideBySide, AreNotTakenWhereTheyWouldLearnSomethingElseOrCostMore)
{
    const auto is_cut = [](const Document& d, const DataFacts& facts, std::int64_t batch) {
        const auto lowered = lower(d, facts, Purpose::Train, batch, Keep::EndsOnly, 2);
        EXPECT_TRUE(lowered);
        return lowered && lowered->program.side_by_side;
    };
    const auto pictures = [](const Settings& recipe, const char* norm) {
        Document d = chain({{"input", {{"scaling", "none"}}},
                            {"conv2d", {{"filters", std::int64_t{16}}}},
                            {norm, {}},
                            {"global_avg_pool", {}},
                            {"dense", {{"units", std::int64_t{3}}}},
                            {"output", {}}});
        set_recipe(d, "cross_entropy", {"adam", {}}, recipe);
        return d;
    };
    DataFacts facts = facts_of_classes(1, 3);
    facts.sample = {3, 16, 16};
    EXPECT_TRUE(is_cut(pictures({}, "layer_norm"), facts, 32));
    EXPECT_FALSE(is_cut(pictures({}, "layer_norm"), facts, 1));
    EXPECT_FALSE(is_cut(pictures({}, "layer_norm"), facts, 5)); // One would wait for the other.
    EXPECT_TRUE(is_cut(pictures({}, "layer_norm"), facts, 33));
    EXPECT_FALSE(is_cut(pictures({}, "batch_norm"), facts, 32)); // Whose rows meet.
    EXPECT_FALSE(is_cut(pictures({{"parts", std::int64_t{2}}}, "layer_norm"), facts, 32)); // One after the other, as asked for.
    EXPECT_FALSE(is_cut(dense_network({}, {}), facts_of_classes(4, 3), 32));
    EXPECT_TRUE(is_cut(dense_network({}, {}), facts_of_classes(4, 3), 4096));
    EXPECT_FALSE(is_cut(dense_network({}, {}, "triplet"), facts_of_classes(4, 3), 4096));
    DataFacts spelled = facts_of_classes(1, 3); // CTC divides by what can be spelled, which no part knows.
    spelled.sample = {8, 40};
    for (const char* loss : {"cross_entropy", "ctc"}) {
        spelled.label_shape = {loss == std::string_view("ctc") ? 5 : 40};
        Document d = chain({{"input", {{"scaling", "none"}}},
                            {"conv1d", {{"filters", std::int64_t{32}}, {"padding", "same"}}},
                            {"conv1d", {{"filters", std::int64_t{3}}, {"padding", "same"}}},
                            {"output", {{"each_place", true}}}});
        set_recipe(d, loss, {"adam", {}}, {});
        EXPECT_EQ(is_cut(d, spelled, 32), loss == std::string_view("cross_entropy"));
    }
    // Work enough, but each part's gradients take more memory than the whole batch's values.
    Document wide = chain({{"input", {{"scaling", "none"}}}, {"dense", {{"units", std::int64_t{2048}}}}, {"dense", {{"units", std::int64_t{3}}}}, {"output", {}}});
    set_recipe(wide, "cross_entropy", {"adam", {}}, {});
    EXPECT_FALSE(is_cut(wide, facts_of_classes(2048, 3), 900));
}

TEST(PartsSideBySide, ConvolutionsGoOnBehindWhatAllHaveDone)
{
    Builder b;
    const Window same{{3, 3}, {1, 1}, {1, 1}, {1, 1}, {1, 1}};
    const TensorId x = b.input("x", {12, 3, 9, 9}), w = b.weight("w", {20, 3, 3, 3}, {}), v = b.weight("v", {20, 20, 3, 3}, {});
    TensorId part[2], sum = no_tensor;
    for (int i : {0, 1}) {
        part[i] = b.eltwise(Curve::Relu, b.conv(b.slice(x, 0, 6 * i, 6), w, same));
        const TensorId channels = b.reduce(ReduceKind::Sum, part[i], {0, 2, 3});
        sum = i == 0 ? channels : b.binary(BinaryKind::Add, sum, channels);
    }
    for (int i : {0, 1}) // Each part goes on with what both gave.
        part[i] = b.conv(b.binary(BinaryKind::Multiply, part[i], sum), v, same);
    b.mark_output(part[0], "first");
    b.mark_output(part[1], "second");
    b.program().side_by_side = true;
    const auto found = stretches(b.program());
    EXPECT_EQ(std::ranges::max(found, {}, &Stretch::stage).stage, 3);

    const auto results = [&](const char* device) {
        auto made = (*open_device(device))->compile(b.program(), {2});
        EXPECT_TRUE(made);
        Random random(1, 1);
        for (const TensorId t : {x, w, v}) {
            std::vector<float> values(count(b.shape(t)));
            for (float& value : values)
                value = float(random.uniform() - 0.5);
            (*made)->write(t, std::span<const float>(values));
        }
        EXPECT_TRUE((*made)->run());
        std::vector<Row> all;
        for (const TensorId t : part) {
            all.emplace_back(count(b.shape(t)));
            (*made)->read(t, std::span(all.back()));
        }
        return all;
    };
    const auto wanted = results("reference"), got = results("cpu");
    for (int i : {0, 1})
        for (std::size_t k = 0; k < wanted[i].size(); ++k)
            ASSERT_NEAR(got[i][k], wanted[i][k], 1e-4 * std::max(1.0, std::abs(wanted[i][k]))) << i << " " << k;
}

TEST(PartsSideBySide, DrawWhatTheWholeBatchDraws)
{
    // Element by element, beginning anywhere, also where a part's first one is not a multiple of four.
    for (const char* device : {"reference", "cpu"})
        for (const std::int64_t rows : {2, 7, 300}) {
            SCOPED_TRACE(std::string(device) + " " + std::to_string(rows));
            const auto draws = [&](std::int64_t first, std::int64_t size) {
                Builder b;
                const TensorId x = b.input("x", {size, 3});
                b.set_part(first, size);
                const TensorId kept = b.dropout(b.affine(x, 0, 1), 0.5), noise = b.normal_noise({size, 3});
                b.mark_output(kept, "kept");
                b.mark_output(noise, "noise");
                const TensorId clock = b.clock();
                auto made = (*open_device(device))->compile(b.program(), {2});
                EXPECT_TRUE(made);
                (*made)->write(clock, std::vector<std::int64_t>{3, 4});
                EXPECT_TRUE((*made)->run());
                std::array<Row, 2> values{Row(std::size_t(3 * size)), Row(std::size_t(3 * size))};
                (*made)->read(kept, std::span(values[0]));
                (*made)->read(noise, std::span(values[1]));
                return values;
            };
            const auto whole = draws(0, 2 * rows + 1), part = draws(rows, rows + 1);
            for (int i : {0, 1})
                EXPECT_TRUE(std::ranges::equal(part[std::size_t(i)], std::span(whole[std::size_t(i)]).subspan(std::size_t(3 * rows))));
        }
}

TEST(Parts, HideOtherPatchesInEach)
{
    Document d = chain({{"input", {{"scaling", "none"}}}, {"random_mask", {{"rate", 0.5}, {"patch", std::vector<std::int64_t>{1}}}}, {"flatten", {}}, {"dense", {{"units", std::int64_t{3}}}}, {"output", {}}});
    set_recipe(d, "cross_entropy", {"adam", {}}, {{"parts", std::int64_t{2}}});
    DataFacts facts = facts_of_classes(4, 3);
    facts.sample = {1, 8, 8};
    const auto lowered = lower(d, facts, Purpose::Train, 4);
    ASSERT_TRUE(lowered) << render(lowered.error().message);
    std::set<std::int64_t> begins;
    for (const Op& op : lowered->program.ops)
        if (const auto* dropout = std::get_if<Dropout>(&op))
            begins.insert(dropout->first);
    EXPECT_EQ(begins, (std::set<std::int64_t>{0, 2 * 8 * 8}));
}

TEST(Parts, NeedLessMemory)
{
    Document d = chain({{"input", {}},
                        {"conv2d", {{"filters", std::int64_t{16}}, {"activation", "relu"}}},
                        {"conv2d", {{"filters", std::int64_t{16}}, {"activation", "relu"}}},
                        {"conv2d", {{"filters", std::int64_t{16}}, {"activation", "relu"}}},
                        {"global_avg_pool", {}},
                        {"dense", {{"units", std::int64_t{3}}}},
                        {"output", {}}});
    DataFacts facts = facts_of_classes(1, 3);
    facts.sample = {3, 32, 32};
    facts.pictures = true;
    const auto cpu = open_device("cpu"); // The reference lets no values share memory.
    if (!cpu)
        GTEST_SKIP() << render(cpu.error().message, Language::English);
    std::vector<std::size_t> bytes;
    for (const std::int64_t parts : {1, 4, 8}) {
        set_recipe(d, "cross_entropy", {"adam", {}}, {{"parts", parts}});
        const auto lowered = lower(d, facts, Purpose::Train, 64);
        ASSERT_TRUE(lowered);
        bytes.push_back(*(*cpu)->memory_needed(lowered->program, {2}));
    }
    EXPECT_LT(double(bytes[1]), 0.45 * double(bytes[0])) << testing::PrintToString(bytes);
    EXPECT_LT(double(bytes[2]), 0.3 * double(bytes[0])) << testing::PrintToString(bytes);
}

TEST(Parts, OfARunAreTheRun)
{
    std::vector<std::vector<float>> weights;
    for (const std::int64_t parts : {1, 3}) {
        const Folder folder;
        Document d = chain({{"input", {}},
                            {"dense", {{"units", std::int64_t{16}}, {"activation", "relu"}}},
                            {"dense", {{"units", std::int64_t{2}}}},
                            {"output", {}}});
        set_recipe(d, "cross_entropy", {"adam", {}},
                   {{"epochs", std::int64_t{2}}, {"batch_size", std::int64_t{16}}, {"parts", parts}});
        perform(d, SetData{points("moons")});
        const Job job = job_for(d, folder.path / "a.loom");
        const std::string name = train_well(job);
        const auto best = Safetensors::read(folder.path / "a.runs" / name / "best.safetensors");
        ASSERT_TRUE(best);
        weights.push_back(best->floats("dense_2.weight"));
    }
    for (std::size_t i = 0; i < weights[0].size(); ++i)
        EXPECT_NEAR(weights[0][i], weights[1][i], 1e-5);
}

// ---- Layers that learn differently --------------------------------------------------------------------------------------

TEST(FrozenLayers, StayAsTheyAre)
{
    Steps free(dense_network({}, {}), facts_of_classes(4, 3), 5);
    Steps frozen(dense_network({{"frozen", true}}, {}), facts_of_classes(4, 3), 5);
    const Row before = frozen.read("dense_2.weight"), other = frozen.read("dense_3.weight");
    for (Steps* s : {&free, &frozen})
        for (int i = 0; i < 2; ++i)
            s->step();
    EXPECT_EQ(frozen.read("dense_2.weight"), before);
    EXPECT_NE(frozen.read("dense_3.weight"), other);
    EXPECT_NE(free.read("dense_2.weight"), before);
    // Two products there; back one for the last weight, and where the first one learns two more.
    EXPECT_EQ(frozen.count_of<MatMul>(), 3);
    EXPECT_EQ(free.count_of<MatMul>(), 5);
    EXPECT_EQ(frozen.count_of<EltwiseBackward>(), 0);
}

TEST(FrozenLayers, BatchNormKeepsItsRunningValuesAndUsesThem)
{
    auto network = [](bool frozen) {
        Document d = chain({{"input", {{"scaling", "none"}}},
                            {"dense", {{"units", std::int64_t{6}}}},
                            {"batch_norm", {{"frozen", frozen}}},
                            {"dense", {{"units", std::int64_t{3}}}},
                            {"output", {}}});
        set_recipe(d, "cross_entropy", {"sgd", {}}, {});
        return d;
    };
    Steps frozen(network(true), facts_of_classes(4, 3), 5), free(network(false), facts_of_classes(4, 3), 5);
    const Row mean = frozen.read("batch_norm_3.running_mean"), scale = frozen.read("batch_norm_3.scale"),
              first = frozen.read("dense_2.weight");
    frozen.step();
    free.step();
    EXPECT_EQ(frozen.read("batch_norm_3.running_mean"), mean);
    EXPECT_EQ(frozen.read("batch_norm_3.scale"), scale);
    EXPECT_NE(free.read("batch_norm_3.running_mean"), mean);
    EXPECT_NE(frozen.read("dense_2.weight"), first); // What is in front of it learns through it.
    EXPECT_EQ(frozen.count_of<BatchNorm>(), 0);
    EXPECT_EQ(free.count_of<BatchNorm>(), 1);
    EXPECT_EQ(frozen.count_of<BatchNormBackward>(), 0); // Nobody wants the gradients of its scale and shift.
    EXPECT_EQ(free.count_of<BatchNormBackward>(), 1);
}

TEST(RateFactors, MultiplyTheLearningRateOfALayer)
{
    Steps plain(dense_network({}, {}), facts_of_classes(4, 3), 5);
    Steps slow(dense_network({{"rate_factor", 0.25}}, {}), facts_of_classes(4, 3), 5);
    for (const char* name : {"dense_2.weight", "dense_2.bias", "dense_3.weight"}) {
        SCOPED_TRACE(name);
        const Row before = plain.read(name);
        Steps a(dense_network({}, {}), facts_of_classes(4, 3), 5),
            b(dense_network({{"rate_factor", 0.25}}, {}), facts_of_classes(4, 3), 5);
        a.step();
        b.step();
        Row whole = a.read(name), part = b.read(name);
        const double factor = std::string_view(name).starts_with("dense_2") ? 0.25 : 1;
        for (std::size_t i = 0; i < before.size(); ++i)
            EXPECT_NEAR(part[i] - before[i], factor * (whole[i] - before[i]), 1e-9);
    }
}

TEST(LayerSettings, SayWhatLearns)
{
    for (const LayerType* type : layer_types()) {
        EXPECT_EQ(type->index_of("frozen").has_value(), type->learns) << type->id;
        EXPECT_EQ(type->index_of("rate_factor").has_value(), type->learns) << type->id;
        if (!type->learns)
            continue;
        Values values = defaults(*type);
        EXPECT_FALSE(learning_of(*type, values).frozen);
        EXPECT_EQ(learning_of(*type, values).rate_factor, 1);
        values[*type->index_of("frozen")] = true;
        values[*type->index_of("rate_factor")] = 0.5;
        EXPECT_TRUE(learning_of(*type, values).frozen);
        EXPECT_EQ(learning_of(*type, values).rate_factor, 0.5);
        EXPECT_TRUE(render(type->summary(values)).ends_with("frozen")) << type->id;
    }
}

// ---- What the graph says ------------------------------------------------------------------------------------------------

std::vector<std::string> codes(const Document& d, const DataFacts& facts)
{
    std::vector<std::string> found;
    for (const Finding& f : analyse(d, &facts).findings)
        found.push_back(f.code);
    return found;
}

/// Every first fix, until nothing more is found that has one.
void mend(Document& d, const DataFacts& facts)
{
    for (int round = 0; round < 5; ++round)
        for (const Finding& f : analyse(d, &facts).findings)
            if (!f.fixes.empty()) {
                for (const Edit& edit : f.fixes[0].edits)
                    perform(d, edit);
                break;
            }
}

TEST(Findings, OfLossesThatDoNotFit)
{
    using Codes = std::vector<std::string>;
    const DataFacts three = facts_of_classes(4, 3), two = facts_of_classes(4, 2);
    DataFacts number = facts_of_classes(4, 0);
    number.target = DataFacts::Target::Numbers;
    EXPECT_EQ(codes(dense_network({}, {}, "focal"), three), Codes{});
    EXPECT_EQ(codes(dense_network({}, {}, "focal"), number), Codes{"loss-needs-classes"});
    EXPECT_EQ(codes(dense_network({}, {}, "binary_focal"), three), Codes{"loss-needs-two-classes"});
    EXPECT_EQ(codes(dense_network({}, {}, "kl_divergence"), number), Codes{"loss-needs-shares"});
    EXPECT_EQ(codes(dense_network({}, {}, "triplet"), two), Codes{}); // Any width will do.
    EXPECT_EQ(codes(dense_network({}, {}, "triplet"), number), Codes{"loss-needs-classes"});
    EXPECT_EQ(codes(dense_network({}, {}, "triplet_margin"), number), Codes{});
    EXPECT_EQ(codes(dense_network({}, {}, "info_nce"), number), Codes{"output-vectors"});
    EXPECT_EQ(codes(dense_network({}, {}, "contrastive"), three), Codes{"loss-needs-two-classes"});
    EXPECT_EQ(codes(dense_network({}, {}, "contrastive"), two), Codes{"output-vectors"});
    EXPECT_EQ(codes(dense_network({}, {}, "ctc"), three), Codes{"loss-needs-sequence"});
    EXPECT_EQ(codes(dense_network({}, {{"parts", std::int64_t{2}}}, "triplet"), three), Codes{"parts-across-rows"});
    EXPECT_EQ(codes(dense_network({}, {{"parts", std::int64_t{2}}}), three), Codes{});
    for (const char* loss : {"info_nce", "contrastive", "ctc", "binary_focal", "kl_divergence"}) {
        SCOPED_TRACE(loss);
        Document d = dense_network({}, {}, loss);
        const DataFacts& facts = std::string_view(loss) == "kl_divergence" ? number : two;
        mend(d, facts);
        EXPECT_EQ(codes(d, facts), Codes{});
    }

    DataFacts spelled = facts_of_classes(4, 3);
    spelled.sample = {4, 8};
    spelled.label_shape = {5};
    auto steps_to_labels = [](std::int64_t filters, std::int64_t stride) {
        Document d = chain({{"input", {{"scaling", "none"}}},
                            {"conv1d", {{"filters", filters}, {"padding", "same"}, {"stride", std::vector<std::int64_t>{stride}}}},
                            {"output", {{"each_place", true}}}});
        set_recipe(d, "ctc", {"sgd", {}}, {});
        return d;
    };
    EXPECT_EQ(codes(steps_to_labels(3, 1), spelled), Codes{});
    EXPECT_EQ(codes(steps_to_labels(4, 1), spelled), Codes{"output-width"});
    EXPECT_EQ(codes(steps_to_labels(3, 2), spelled), Codes{"steps-for-labels"});
    Steps ctc(steps_to_labels(3, 1), spelled, 4);
    ctc.executable->write(ctc.lowered.target, std::vector<std::int32_t>{1, -1, -1, -1, -1, 1, 2, -1, -1, -1,
                                                                       2, 2, 1, -1, -1, -1, -1, -1, -1, -1});
    const double first = ctc.step();
    for (int i = 0; i < 20; ++i)
        ctc.step();
    EXPECT_LT(ctc.step(), first);
}

TEST(Findings, OfNumbersThatAreScaledAndThenLookedUp)
{
    const auto network = [](const char* scaling) {
        Document d = chain({{"input", {{"scaling", scaling}}}, {"embedding", {{"vocabulary", std::int64_t{9}}}}, {"flatten", {}}, {"dense", {{"units", std::int64_t{3}}}}, {"output", {}}});
        set_recipe(d, "cross_entropy", {"sgd", {}}, {});
        return d;
    };
    EXPECT_TRUE(codes(network("none"), facts_of_classes(4, 3)).empty());
    for (const char* scaling : {"auto", "standardise"}) {
        Document d = network(scaling);
        EXPECT_EQ(codes(d, facts_of_classes(4, 3)), std::vector<std::string>{"scaled-ids"});
        mend(d, facts_of_classes(4, 3));
        EXPECT_TRUE(codes(d, facts_of_classes(4, 3)).empty());
    }
}

TEST(Findings, OfZerosThatAreScaledBeforeTheyAreSkipped)
{
    const auto network = [](const char* scaling, bool skip) {
        Document d = chain({{"input", {{"scaling", scaling}}}, {"lstm", {{"units", std::int64_t{4}}, {"skip_padding", skip}}}, {"dense", {{"units", std::int64_t{3}}}}, {"output", {}}});
        set_recipe(d, "cross_entropy", {"sgd", {}}, {});
        return d;
    };
    DataFacts facts = facts_of_classes(4, 3);
    facts.sample = {2, 4};
    for (const char* harmless : {"none", "pixels"})
        EXPECT_TRUE(codes(network(harmless, true), facts).empty()) << harmless;
    EXPECT_TRUE(codes(network("standardise", false), facts).empty());
    for (const char* scaling : {"auto", "standardise"}) {
        Document d = network(scaling, true);
        EXPECT_EQ(codes(d, facts), std::vector<std::string>{"scaled-padding"});
        mend(d, facts);
        EXPECT_TRUE(codes(d, facts).empty());
    }
}

TEST(Findings, OfNothingThatLearns)
{
    Document d = dense_network({{"frozen", true}}, {});
    EXPECT_TRUE(codes(d, facts_of_classes(4, 3)).empty());
    const LayerType& dense = *find_layer("dense");
    const Document before = d;
    for (const auto& [id, node] : before.nodes())
        if (node.type == "dense")
            perform(d, SetSetting{id, *dense.index_of("frozen"), true});
    EXPECT_EQ(codes(d, facts_of_classes(4, 3)), std::vector<std::string>{"all-frozen"});
}

} // namespace learning_test
