// Networks with several Inputs and Outputs: what they learn by, computed by hand; trained, judged and exported.
#include "base/npz.h"
#include "base/random.h"
#include "engine/backend.h"
#include "evaluate/delivery.h"
#include "exchange/onnx.h"
#include "project/document_json.h"
#include "schema/column_list.h"
#include "shared_data.h"
#include "train/checkpoint.h"
#include "train/feed.h"
#include "train_kit.h"

#include <cmath>
#include <fstream>

#include <nlohmann/json.hpp>

namespace loom {
namespace ends_test {

using test::perform;
using test::set_recipe;
using Numbers = std::vector<double>;
constexpr std::int64_t rows = 60;

NodeId add(Document& d, std::string_view layer, const test::Settings& settings, const std::vector<NodeId>& behind, const std::string& name = {})
{
    const LayerType& type = *find_layer(layer);
    const NodeId id = d.new_id();
    perform(d, AddNode{id, {std::string(layer), name.empty() ? d.new_name(type, Language::English) : name, test::with(type, settings), {}}});
    for (std::size_t port = 0; port < behind.size(); ++port)
        perform(d, Connect{{behind[port], id, int(port)}});
    return id;
}

/// Class by the signs of a and b; a price by a and the city, which every tenth row lacks.
std::string people()
{
    Random random(1, stream_of("people"));
    std::string text = "a,b,city,price,kind\n";
    for (std::int64_t i = 0; i < rows; ++i) {
        const double a = 2 * random.uniform() - 1, b = 2 * random.uniform() - 1;
        const bool oslo = random.uniform() < 0.5;
        const std::string price = i % 10 == 3 ? "" : std::to_string(3 * a + (oslo ? 1 : 0));
        text += std::to_string(a) + "," + std::to_string(b) + "," + (oslo ? "Oslo" : "Rome") + "," + price + "," + (a > 0 ? b > 0 ? "x" : "y" : "z") + "\n";
    }
    return text;
}

/// One encoder with three heads: the class, the price, and the sample again.
Document three_heads(const std::string& file)
{
    Document d;
    const NodeId input = add(d, "input", {}, {});
    const NodeId encoder = add(d, "dense", {{"units", std::int64_t{8}}, {"activation", "tanh"}}, {input});
    const NodeId logits = add(d, "dense", {{"units", std::int64_t{3}}}, {encoder});
    add(d, "output", {}, {logits}, "Kind");
    const NodeId number = add(d, "dense", {{"units", std::int64_t{1}}}, {encoder});
    const NodeId price = add(d, "output", {{"target", "price"}, {"weight", 0.5}}, {number}, "Price");
    const NodeId again = add(d, "dense", {{"units", std::int64_t{4}}}, {encoder});
    const NodeId rebuilt = add(d, "output", {{"truth", "wire"}, {"weight", 2.0}}, {again, input}, "Rebuilt");
    for (const NodeId id : {price, rebuilt})
        perform(d, SetLoss{id, Chosen{"mse", defaults(*find_loss("mse"))}});
    set_recipe(d, "cross_entropy", {"sgd", {{"learning_rate", 1.0}, {"momentum", 0.0}}}, {{"epochs", std::int64_t{40}}, {"batch_size", std::int64_t{8}}});
    perform(d, SetData{{.source = "csv", .path = file, .target = "kind"}});
    return d;
}

void check_trained(const Job& job, const std::string& name)
{
    const Runs runs(job.project);
    const auto record = runs.load(name);
    ASSERT_TRUE(record) << render(record.error().message);
    const auto metrics = runs.metrics(name);
    ASSERT_TRUE(metrics);
    for (const EpochPoint& p : metrics->epochs) {
        ASSERT_EQ(p.parts.size(), 3u);
        ASSERT_EQ(p.val_parts.size(), 3u);
        EXPECT_NEAR(p.val_loss, p.val_parts[0].loss + 0.5 * p.val_parts[1].loss + 2 * p.val_parts[2].loss, 0.05 * p.val_loss + 1e-3)
            << "rows without a price count for the others";
        EXPECT_EQ(p.val_accuracy, p.val_parts[0].accuracy) << "the others have no right answers";
        EXPECT_TRUE(std::isnan(p.val_parts[1].accuracy));
    }
    EXPECT_EQ(metrics->steps.parts.size(), 3u);
    EXPECT_LT(metrics->epochs.back().parts[1].loss, metrics->epochs.front().parts[1].loss / 4);
    EXPECT_EQ(record->test_parts.size(), 3u);
    EXPECT_EQ(record->test_accuracy, record->test_parts[0].accuracy);
    EXPECT_EQ(record->facts, job.dataset->facts()) << "all that the ends need is in the record";
}

/// A program on the reference device, with every weight drawn from its name.
struct Running {
    Lowered lowered;
    std::unique_ptr<Executable> executable;
    explicit Running(Lowered l) : lowered(std::move(l))
    {
        auto made = (*open_device("reference"))->compile(lowered.program, {1});
        EXPECT_TRUE(bool(made));
        executable = std::move(*made);
        draw();
    }
    void draw()
    {
        Carried carried(lowered.program); // States: what Inputs standardise by.
        carried.initialise(1);
        carried.write_to(*executable);
        for (TensorId id = 0; id < TensorId(lowered.program.tensors.size()); ++id)
            if (const Tensor& t = lowered.program.at(id); t.role == Role::Weight) {
                Random random(1, stream_of(t.name));
                Numbers values(count(t.shape));
                std::ranges::generate(values, [&] { return random.uniform() - 0.5; });
                executable->write(id, std::span<const double>(values));
            }
    }
    Numbers read(TensorId id) const
    {
        Numbers out(count(lowered.program.at(id).shape));
        executable->read(id, std::span<double>(out));
        return out;
    }
    Numbers read(std::string_view name) const { return read(lowered.program.find(name)); }
    double loss_with(TensorId weight, const Numbers& values, const Batch& batch)
    {
        executable->write(weight, std::span<const double>(values));
        const double rate = 0;
        executable->write(lowered.rate, std::span<const double>(&rate, 1));
        EXPECT_TRUE(run_batch(*executable, lowered, batch));
        return read(lowered.loss)[0];
    }
};

Batch first_batch(const std::shared_ptr<const Dataset>& data, std::size_t size)
{
    const auto train = data->rows(Part::Train);
    BatchStream stream(data, std::vector(train.begin(), train.end()), {.size = size, .epochs = 1});
    return *stream.next();
}

TEST(Ends, NamesOfColumnsAreReadAsTheyAreWritten)
{
    for (const std::vector<std::string>& names : {std::vector<std::string>{}, {"age"}, {"age", "net income"}, {"a, b", "say \"so\"", " c "}})
        EXPECT_EQ(columns_in(column_list(names)), names) << column_list(names);
    EXPECT_EQ(columns_in(" a ,, b,"), (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(columns_in("\"a"), (std::vector<std::string>{"a"}));
}

TEST(Ends, ALossOfItsOwnIsWrittenReadAndUndone)
{
    Document d = three_heads("people.csv");
    const std::string text = document_text(d);
    const auto read = document_from_text(text, "p");
    ASSERT_TRUE(read) << render(read.error().message);
    EXPECT_EQ(*read, d);
    EXPECT_NE(text.find("\"loss\":{\"settings\":{},\"type\":\"mse\"}"), text.npos) << text;
    EXPECT_EQ(text.find("\"truth\":\"column\""), text.npos) << "what earlier versions do not know is written where it is used";
    EXPECT_EQ(text.find("\"columns\":"), text.npos);
    const NodeId kind{4};
    const auto back = d.apply(SetLoss{kind, Chosen{"focal", defaults(*find_loss("focal"))}});
    ASSERT_TRUE(back);
    EXPECT_NE(document_text(d), text);
    ASSERT_TRUE(d.apply(*back));
    EXPECT_EQ(document_text(d), text);
    EXPECT_FALSE(d.apply(SetLoss{NodeId{2}, Chosen{"mse", {}}})) << "a Dense has no loss";
    EXPECT_FALSE(d.apply(SetLoss{kind, Chosen{"mse", {Value(true)}}}));
    EXPECT_FALSE(d.apply(SetLoss{kind, Chosen{"unheard", {}}}));
}

TEST(Ends, TheLossIsTheWeightedSumOfWhatEachOutputLoses)
{
    const test::Folder folder;
    std::ofstream(folder.path / "people.csv") << people();
    const Document d = three_heads((folder.path / "people.csv").string());
    const auto data = test::data_of(d);
    ASSERT_TRUE(data);
    ASSERT_EQ(data->facts().further.size(), 1u);
    EXPECT_EQ(data->facts().features, (std::vector<std::string>{"a", "b", "city = Oslo", "city = Rome"})) << "the price is no feature";
    auto lowered = lower(d, data->facts(), Purpose::Evaluate, 16);
    ASSERT_TRUE(lowered) << render(lowered.error().message);
    ASSERT_EQ(lowered->heads.size(), 3u);
    Running r(std::move(*lowered));
    const Batch batch = first_batch(data, 16);
    auto result = run_batch(*r.executable, r.lowered, batch);
    ASSERT_TRUE(result);

    // The same by hand.
    const auto dense = [&](const Numbers& x, const std::string& name, bool curve) {
        const Numbers w = r.read(name + ".weight"), b = r.read(name + ".bias");
        Numbers y = b;
        for (std::size_t i = 0; i < x.size(); ++i)
            for (std::size_t o = 0; o < y.size(); ++o)
                y[o] += x[i] * w[i * y.size() + o];
        for (double& v : y)
            v = curve ? std::tanh(v) : v;
        return y;
    };
    const DataFacts& facts = data->facts();
    double kinds = 0, prices = 0, rebuilt = 0, known = 0, right = 0;
    for (std::size_t i = 0; i < 16; ++i) {
        Numbers x(4);
        for (std::size_t f = 0; f < 4; ++f)
            x[f] = (double(batch.samples[i * 4 + f]) - facts.mean[f]) / facts.deviation[f];
        const Numbers h = dense(x, "dense_2", true), z = dense(h, "dense_3", false), again = dense(h, "dense_7", false);
        double sum = 0;
        for (const double v : z)
            sum += std::exp(v);
        const auto label = std::size_t(batch.labels[i]);
        kinds += (std::log(sum) - z[label]) / 16;
        right += z[label] == *std::ranges::max_element(z);
        if (const double truth = double(batch.further[0].targets[i]); !std::isnan(truth)) {
            prices += std::pow(dense(h, "dense_5", false)[0] - truth, 2);
            ++known;
        }
        for (std::size_t f = 0; f < 4; ++f)
            rebuilt += std::pow(again[f] - x[f], 2) / 4 / 16;
    }
    ASSERT_LT(known, 16) << "some rows have no price";
    ASSERT_EQ(result->parts.size(), 3u);
    EXPECT_NEAR(result->parts[0].loss, kinds, 1e-6);
    EXPECT_NEAR(result->parts[1].loss, prices / known, 1e-6);
    EXPECT_NEAR(result->parts[2].loss, rebuilt, 1e-6);
    EXPECT_NEAR(result->loss, kinds + 0.5 * prices / known + 2 * rebuilt, 1e-6);
    EXPECT_EQ(result->parts[0].right, right);
    EXPECT_EQ(result->parts[1].rows, known);
    EXPECT_EQ(result->right, right) << "of all Outputs that have right answers";
}

TEST(Ends, GradientsAreThoseOfTheWeightedSum)
{
    const test::Folder folder;
    std::ofstream(folder.path / "people.csv") << people();
    Document d = three_heads((folder.path / "people.csv").string());
    const auto data = test::data_of(d);
    ASSERT_TRUE(data);
    const Batch batch = first_batch(data, 12);
    std::map<std::string, Numbers> whole; // Gradients of the batch at once.
    for (const std::int64_t parts : {1, 3}) {
        Recipe recipe = d.recipe();
        recipe.settings[*recipe_type().index_of("parts")] = parts;
        perform(d, SetRecipe{recipe});
        auto lowered = lower(d, data->facts(), Purpose::Train, 12);
        ASSERT_TRUE(lowered) << render(lowered.error().message);
        Running r(std::move(*lowered));
        for (TensorId id = 0; id < TensorId(r.lowered.program.tensors.size()); ++id) {
            const Tensor& t = r.lowered.program.at(id);
            if (t.role != Role::Weight)
                continue;
            r.draw();
            const Numbers before = r.read(id);
            const double rate = 1;
            r.executable->write(r.lowered.rate, std::span<const double>(&rate, 1));
            ASSERT_TRUE(run_batch(*r.executable, r.lowered, batch));
            Numbers gradient = r.read(id);
            for (std::size_t i = 0; i < gradient.size(); ++i)
                gradient[i] = before[i] - gradient[i];
            r.draw();
            for (const std::size_t i : {std::size_t{0}, before.size() / 2, before.size() - 1}) {
                Numbers up = before, down = before;
                up[i] += 1e-4;
                down[i] -= 1e-4;
                const double slope = (r.loss_with(id, up, batch) - r.loss_with(id, down, batch)) / 2e-4;
                EXPECT_NEAR(gradient[i], slope, 1e-5 + 1e-4 * std::abs(slope)) << t.name << " " << i << ", parts " << parts;
            }
            if (parts == 1)
                whole[t.name] = gradient;
            else
                for (std::size_t i = 0; i < gradient.size(); ++i)
                    EXPECT_NEAR(gradient[i], whole.at(t.name)[i], 1e-6) << t.name << " " << i;
        }
    }
}

TEST(Ends, SeveralOutputsTrainTogetherAndAreJudgedEach)
{
    const test::Folder folder;
    std::ofstream(folder.path / "people.csv") << people();
    Document d = three_heads((folder.path / "people.csv").string());
    set_recipe(d, "cross_entropy", {"adam", {{"learning_rate", 0.03}}}, {{"epochs", std::int64_t{60}}, {"batch_size", std::int64_t{8}}});
    DataSetup setup = d.data();
    setup.split = SplitWay::Random;
    setup.validation_share = 0.2;
    perform(d, SetData{setup});
    const Job job = test::job_for(d, folder.path / "p.loom");
    const std::string name = test::train_well(job);
    check_trained(job, name);

    const auto model = load_model(Runs(job.project), name);
    ASSERT_TRUE(model) << render(model.error().message);
    const auto judged = evaluate(*model, *job.dataset, Part::Train, "reference", 1);
    ASSERT_TRUE(judged) << render(judged.error().message);
    ASSERT_EQ(judged->others.size(), 2u);
    EXPECT_EQ(judged->output, "Kind");
    EXPECT_GT(judged->report.accuracy, 0.9);
    EXPECT_EQ(judged->others[0].output, "Price");
    EXPECT_GT(judged->others[0].regression.r2, 0.9);
    EXPECT_LT(judged->others[0].rows.size(), judged->rows.size()) << "rows without a price are not judged by it";
    EXPECT_EQ(judged->others[1].output, "Rebuilt");
    EXPECT_GT(judged->others[1].regression.r2, 0.8);
    EXPECT_EQ(judged->others[1].regression.samples, 4 * std::int64_t(judged->rows.size()));

    auto predictor = Predictor::make(*model, "reference", 1, 7);
    ASSERT_TRUE(predictor);
    ASSERT_EQ((*predictor)->heads().size(), 3u);
    EXPECT_EQ((*predictor)->heads()[0].labels, job.dataset->facts().classes);
    EXPECT_FALSE((*predictor)->heads()[1].classes);
    std::vector<float> samples(judged->rows.size() * job.dataset->sample_width());
    job.dataset->fill(judged->rows, samples);
    const auto scores = (*predictor)->all_scores(samples);
    ASSERT_TRUE(scores);
    for (std::size_t i = 0; i < judged->scores.size(); ++i)
        ASSERT_NEAR((*scores)[0][i], judged->scores[i], 1e-5);

    for (const char* format : {"onnx", "safetensors"}) {
        const DeliveryFormat& f = *find_delivery_format(format);
        const auto delivered = f.deliver(*model, folder.path / (std::string("m") + std::string(f.ending)), samples, f.usual_version());
        ASSERT_TRUE(delivered) << format << ": " << render(delivered.error().message);
    }
    const auto read = read_onnx(folder.path / "m.onnx", {.batch = 1});
    ASSERT_TRUE(read);
    std::set<std::string> names;
    for (const TensorId id : read->outputs)
        names.insert(read->program.at(id).name);
    EXPECT_EQ(names, (std::set<std::string>{"kind", "price", "rebuilt"}));
}

/// Two Inputs, joined; `columns` of the second.
Document two_inputs(const DataSetup& data, std::string_view first, std::string_view second, std::int64_t classes)
{
    Document d;
    const NodeId a = add(d, "input", {{"columns", std::string(first)}}, {}, "First");
    const NodeId b = add(d, "input", {{"columns", std::string(second)}}, {}, "Second");
    const NodeId flat = add(d, "flatten", {}, {a});
    const NodeId both = add(d, "concat", {}, {flat, b});
    const NodeId hidden = add(d, "dense", {{"units", std::int64_t{12}}, {"activation", "tanh"}}, {both});
    add(d, "output", {}, {add(d, "dense", {{"units", classes}}, {hidden})});
    set_recipe(d, "cross_entropy", {"adam", {{"learning_rate", 0.03}}}, {{"epochs", std::int64_t{30}}, {"batch_size", std::int64_t{8}}});
    perform(d, SetData{data});
    return d;
}

void train_judge_and_export(const Document& d, const fs::path& folder, double least)
{
    const Job job = test::job_for(d, folder / "p.loom");
    ASSERT_TRUE(job.dataset);
    const std::string name = test::train_well(job);
    const auto model = load_model(Runs(job.project), name);
    ASSERT_TRUE(model) << render(model.error().message);
    const auto judged = evaluate(*model, *job.dataset, Part::Train, "reference", 1);
    ASSERT_TRUE(judged) << render(judged.error().message);
    EXPECT_GT(judged->report.accuracy, least);
    std::vector<float> samples(judged->rows.size() * job.dataset->sample_width());
    job.dataset->fill(judged->rows, samples);
    const auto scores = (*Predictor::make(*model, "reference", 1, 7))->scores(samples);
    ASSERT_TRUE(scores);
    for (std::size_t i = 0; i < judged->scores.size(); ++i)
        ASSERT_NEAR((*scores)[i], judged->scores[i], 1e-5);
    const DeliveryFormat& onnx = *find_delivery_format("onnx");
    const auto delivered = onnx.deliver(*model, folder / "m.onnx", samples, onnx.usual_version());
    ASSERT_TRUE(delivered) << render(delivered.error().message);
    EXPECT_EQ(delivered->same, delivered->samples);
    EXPECT_EQ(outline_onnx(folder / "m.onnx")->inputs, (std::vector<std::string>{"first", "second"}));
}

TEST(Ends, EachInputTakesItsColumns)
{
    const test::Folder folder;
    std::ofstream(folder.path / "people.csv") << people();
    const DataSetup setup{.source = "csv", .path = (folder.path / "people.csv").string(), .target = "kind", .column_types = {}};
    Document d = two_inputs(setup, "price, city", "", 3);
    const auto data = test::data_of(d);
    ASSERT_TRUE(data);
    auto lowered = lower(d, data->facts(), Purpose::Evaluate, 4, Keep::AllNodes);
    ASSERT_TRUE(lowered) << render(lowered.error().message);
    ASSERT_EQ(lowered->entries.size(), 2u);
    Running r(std::move(*lowered));
    const Batch batch = first_batch(data, 4);
    ASSERT_TRUE(run_batch(*r.executable, r.lowered, batch));
    // In the data the row is a, b, city (two), price.
    const auto standardised = [&](std::size_t row, std::size_t feature) {
        return (double(batch.samples[row * 5 + feature]) - data->facts().mean[feature]) / data->facts().deviation[feature];
    };
    const Numbers first = r.read(r.lowered.outputs.at(NodeId{1})), second = r.read(r.lowered.outputs.at(NodeId{2}));
    for (std::size_t row = 0; row < 4; ++row) {
        const std::size_t order[] = {4, 2, 3};
        for (std::size_t i = 0; i < 3; ++i)
            EXPECT_NEAR(first[row * 3 + i], standardised(row, order[i]), 1e-5) << "in the order that it names them in";
        for (std::size_t i = 0; i < 2; ++i)
            EXPECT_NEAR(second[row * 2 + i], standardised(row, i), 1e-5);
    }
    train_judge_and_export(d, folder.path, 0.9);
}

TEST(Ends, APictureAndColumnsBesideIt)
{
    const test::Folder folder;
    // The class needs both: the brightness of the picture, and the number.
    constexpr std::size_t n = 80, side = 8;
    Random random(1, stream_of("pictures"));
    std::vector<std::uint8_t> pixels(n * side * side);
    std::vector<float> age(n);
    std::vector<std::int32_t> label(n);
    for (std::size_t i = 0; i < n; ++i) {
        const bool bright = random.uniform() < 0.5, old = random.uniform() < 0.5;
        for (std::size_t k = 0; k < side * side; ++k)
            pixels[i * side * side + k] = std::uint8_t((bright ? 150 : 20) + random.below(80));
        age[i] = float(old ? 60 + random.below(20) : 10 + random.below(20));
        label[i] = bright == old ? 1 : 0;
    }
    const std::vector<std::pair<std::string, TensorBytes>> arrays{{"image", tensor_bytes({n, side, side}, std::span<const std::uint8_t>(pixels))},
                                                                  {"age", tensor_bytes({n}, std::span<const float>(age))},
                                                                  {"label", tensor_bytes({n}, std::span<const std::int32_t>(label))}};
    ASSERT_TRUE(write_npz(folder.path / "faces.npz", arrays));
    const DataSetup setup{.source = "npz", .path = (folder.path / "faces.npz").string(), .target = {}};
    Document d = two_inputs(setup, "", "age", 2);
    const auto data = test::data_of(d);
    ASSERT_TRUE(data);
    EXPECT_EQ(data->sample_width(), side * side + 1);
    EXPECT_EQ(data->facts().sample, (Shape{1, side, side}));
    EXPECT_TRUE(data->facts().columns.back().beside);
    EXPECT_NEAR(data->facts().columns.back().mean[0], 45, 15);
    const auto encoder = encoder_from_json(to_json(data->encoder()));
    ASSERT_TRUE(encoder);
    EXPECT_EQ(*encoder, data->encoder());
    // Nobody who names no column has any beside the picture.
    const auto alone = Dataset::open(d.data());
    ASSERT_TRUE(alone);
    EXPECT_EQ((*alone)->sample_width(), side * side);
    train_judge_and_export(d, folder.path, 0.9);
}

TEST(Ends, RealDataIsLearnedByTwoHeads)
{
    const std::string wine = test::shared_data("wine/wine.csv");
    if (wine.empty())
        GTEST_SKIP();
    const test::Folder folder;
    const auto table = Dataset::open({.source = "csv", .path = wine});
    ASSERT_TRUE(table);
    const std::string number = (*table)->table().columns[6].name; // Flavonoids, which go with the phenols.
    Document d;
    const NodeId input = add(d, "input", {}, {});
    const NodeId shared = add(d, "dense", {{"units", std::int64_t{16}}, {"activation", "relu"}}, {input});
    add(d, "output", {}, {add(d, "dense", {{"units", std::int64_t{3}}}, {shared})}, "Kind");
    const NodeId flavonoids = add(d, "output", {{"target", number}, {"weight", 0.3}}, {add(d, "dense", {{"units", std::int64_t{1}}}, {shared})}, "Flavonoids");
    perform(d, SetLoss{flavonoids, Chosen{"huber", defaults(*find_loss("huber"))}});
    set_recipe(d, "cross_entropy", {"adam", {{"learning_rate", 0.01}}}, {{"epochs", std::int64_t{60}}, {"batch_size", std::int64_t{8}}});
    DataSetup setup{.source = "csv", .path = wine, .target = (*table)->target()};
    setup.split = SplitWay::Random;
    perform(d, SetData{setup});
    const Job job = test::job_for(d, folder.path / "p.loom", "auto");
    const std::string name = test::train_well(job);
    const auto model = load_model(Runs(job.project), name);
    ASSERT_TRUE(model);
    const auto judged = evaluate(*model, *job.dataset, Part::Test, "auto", 1);
    ASSERT_TRUE(judged);
    EXPECT_GT(judged->report.accuracy, 0.9);
    EXPECT_GT(judged->others.at(0).regression.r2, 0.6);
}

} // namespace ends_test
} // namespace loom
