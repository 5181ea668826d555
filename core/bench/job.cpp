#include "bench/job.h"
#include "base/json.h"
#include "base/random.h"
#include "exchange/safetensors.h"
#include "project/document_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace loom {
namespace {

using nlohmann::json;

constexpr double prototype_share = 0.15; // Of a sample's values; the others are noise.
constexpr double wrong_share = 0.2;      // Of the labels, so that the loss stays well above 0.

constexpr const char *job_file = "bench.json", *weights_file = "weights.safetensors",
                     *batches_file = "batches.safetensors";

/// What stands at one place of a sample of this class: in [0, 1), the same in every batch.
double prototype(std::uint64_t seed, std::uint64_t of_class, std::size_t place)
{
    return unit_float(philox(seed, stream_of("prototype") + of_class, place)[0]);
}

/// Where a layer looks samples up in a table, they are whole numbers that all such tables have; else 0.
std::int64_t ids_below(const Document& document)
{
    std::int64_t least = 0;
    for (const auto& [id, node] : document.nodes())
        if (const auto index = find_layer(node.type)->index_of("vocabulary")) {
            const auto size = std::get<std::int64_t>(node.values[*index]);
            least = least == 0 ? size : std::min(least, size);
        }
    return least;
}

/// u in [0, 1) as a value of the data: a whole number, a pixel, or a column of mean 0 and deviation 1.
float data_value(double u, const BenchJob& job, std::int64_t ids)
{
    if (ids > 0)
        return float(std::floor(double(ids) * u));
    return job.facts.pictures ? float(std::floor(256 * u)) : float((2 * u - 1) * std::numbers::sqrt3);
}

void draw_classes(Batch& batch, const BenchJob& job, Random& random, std::size_t width, std::int64_t ids)
{
    const auto classes = std::uint64_t(job.facts.classes.size());
    const std::size_t labels = count(job.facts.label_shape);
    std::vector<std::uint64_t> belongs_to(labels);
    for (std::size_t row = 0; row * labels < batch.labels.size(); ++row) {
        for (std::size_t place = 0; place < labels; ++place) {
            belongs_to[place] = random.below(classes);
            batch.labels[row * labels + place] =
                std::int32_t(random.uniform() < wrong_share ? random.below(classes) : belongs_to[place]);
        }
        for (std::size_t i = 0; i < width; ++i) {
            const bool typical = random.uniform() < prototype_share;
            const double u = typical ? prototype(job.seed, belongs_to[i % labels], i / labels) : random.uniform();
            batch.samples[row * width + i] = data_value(u, job, ids);
        }
    }
}

void draw_numbers(Batch& batch, const BenchJob& job, Random& random, std::size_t width, std::int64_t ids)
{
    const auto outputs = std::size_t(job.facts.target_width);
    for (std::size_t row = 0; row < batch.targets.size() / outputs; ++row) {
        float* const target = &batch.targets[row * outputs];
        std::generate_n(target, outputs, [&] { return float(2 * random.uniform() - 1); });
        for (std::size_t i = 0; i < width; ++i) {
            const bool typical = random.uniform() < prototype_share;
            const double u = typical ? 0.5 + 0.499 * double(target[i % outputs]) : random.uniform();
            batch.samples[row * width + i] = data_value(u, job, ids);
        }
    }
}

/// Weights and states as they start.
std::vector<float> first_values(const Tensor& t, std::uint64_t seed)
{
    std::vector<float> values(count(t.shape));
    fill(t.init, seed, stream_of(t.name), values);
    return values;
}

bool is_saved(const Tensor& t) { return t.role == Role::Weight || t.role == Role::State; }

/// The values of all batches behind each other.
template <class T>
std::vector<T> stacked(const std::vector<Batch>& batches, std::vector<T> Batch::*part)
{
    std::vector<T> all;
    for (const Batch& batch : batches)
        all.insert(all.end(), (batch.*part).begin(), (batch.*part).end());
    return all;
}

Shape stacked_shape(std::size_t n, const Shape& of_batch)
{
    Shape shape{std::int64_t(n)};
    shape.insert(shape.end(), of_batch.begin(), of_batch.end());
    return shape;
}

Result<BenchJob> job_from_json(const json& j, const std::string& where)
{
    BenchJob job;
    job.name = j.at("name");
    job.batch = j.at("batch");
    job.threads = j.at("threads");
    job.seed = j.at("seed");
    job.checked_steps = j.at("checked_steps");
    job.batches.resize(j.at("batches").get<std::size_t>());
    const json& facts = j.at("facts");
    job.facts.sample = facts.at("sample").get<Shape>();
    job.facts.pictures = facts.at("pictures");
    job.facts.target_width = facts.at("target_width");
    job.facts.classes.resize(facts.at("classes").get<std::size_t>());
    job.facts.label_shape = facts.at("label_shape").get<Shape>();
    job.facts.target = job.facts.classes.empty() ? DataFacts::Target::Numbers : DataFacts::Target::Classes;
    auto document = document_from_json(j.at("document"), where);
    if (!document)
        return document.error();
    job.document = std::move(*document);
    return job;
}

Error damaged(const fs::path& file)
{
    return {Message(LOOM_TEXT("%1 does not describe a measurement."), path_text(file)),
            LOOM_TEXT("`loom bench` writes such a folder for every side.")};
}

/// The tensor's floats where it has that shape.
Result<std::vector<float>> floats(const Safetensors& file, const fs::path& path, const std::string& name,
                                  const Shape& shape)
{
    if (!file.contains(name) || file.at(name).shape != shape)
        return damaged(path);
    return file.floats(name);
}

} // namespace

Result<DataFacts> facts_from_network(const Document& document)
{
    const Analysis analysis = analyse(document, nullptr);
    if (auto error = first_error(document, analysis))
        return *error;
    DataFacts facts;
    Shape last;
    for (const auto& [id, node] : document.nodes()) {
        const NodeFacts& found = analysis.nodes.at(id);
        if (node.type == "input")
            facts.sample = *found.output;
        if (!find_layer(node.type)->has_output)
            last = *found.inputs.at(0);
    }
    facts.pictures = facts.sample.size() == 3;
    switch (find_loss(document.recipe().loss.type)->needs) {
    case LossType::Needs::Label:
        facts.classes.resize(std::size_t(last.at(0)));
        facts.label_shape.assign(last.begin() + 1, last.end());
        break;
    case LossType::Needs::LabelSequence:
        facts.classes.resize(std::size_t(last.at(0)));
        facts.label_shape = {1};
        break;
    case LossType::Needs::Binary:
        facts.classes.resize(2);
        break;
    case LossType::Needs::Numbers:
    case LossType::Needs::Nothing:
        facts.target = DataFacts::Target::Numbers;
        facts.target_width = std::int64_t(count(last));
        break;
    }
    return facts;
}

void make_batches(BenchJob& job, std::size_t n)
{
    const auto rows = std::size_t(job.batch), width = count(job.facts.sample);
    const std::int64_t ids = ids_below(job.document);
    Random random(job.seed, stream_of("batches"));
    job.batches.assign(n, {});
    for (Batch& batch : job.batches) {
        batch.samples.resize(rows * width);
        batch.weights.assign(rows, 1);
        if (job.facts.target == DataFacts::Target::Classes) {
            batch.labels.resize(rows * count(job.facts.label_shape));
            draw_classes(batch, job, random, width, ids);
            batch.targets.assign(batch.labels.begin(), batch.labels.end());
        } else {
            batch.targets.resize(rows * std::size_t(job.facts.target_width));
            draw_numbers(batch, job, random, width, ids);
        }
    }
}

Status write_job(const BenchJob& job, const fs::path& folder)
{
    auto lowered = lower(job.document, job.facts, Purpose::Train, job.batch);
    if (!lowered)
        return lowered.error();
    const Program& program = lowered->program;

    Document bare = job.document; // Without the place of its data.
    if (auto set = bare.apply(SetData{}); !set)
        return set.error();
    auto document = parse_json(document_text(bare), job_file);
    if (!document)
        return document.error();
    const json description = {{"format", "layerloom bench"},
                              {"version", 1},
                              {"name", job.name},
                              {"batch", job.batch},
                              {"batches", job.batches.size()},
                              {"threads", job.threads},
                              {"seed", job.seed},
                              {"checked_steps", job.checked_steps},
                              {"facts",
                               {{"sample", job.facts.sample},
                                {"pictures", job.facts.pictures},
                                {"classes", job.facts.classes.size()},
                                {"label_shape", job.facts.label_shape},
                                {"target_width", job.facts.target_width}}},
                              {"document", std::move(*document)}};
    LOOM_TRY(write_file(folder / job_file, json_line(description) + "\n"));

    std::map<std::string, std::vector<float>> values;
    std::map<std::string, TensorBytes> tensors;
    for (const Tensor& t : program.tensors)
        if (is_saved(t))
            tensors.emplace(t.name, tensor_bytes(t.shape, values[t.name] = first_values(t, job.seed)));
    LOOM_TRY(write_safetensors(folder / weights_file, tensors));

    const auto samples = stacked(job.batches, &Batch::samples);
    const auto labels = stacked(job.batches, &Batch::labels);
    const auto targets = stacked(job.batches, &Batch::targets);
    std::map<std::string, TensorBytes> batches;
    const auto keep = [&](const char* name, TensorId id, const auto& all) {
        batches.emplace(name, tensor_bytes(stacked_shape(job.batches.size(), program.at(id).shape), all));
    };
    keep("samples", lowered->samples, samples);
    std::vector<std::vector<float>> draws; // As long as the file is not written.
    for (const Op& op : program.ops)
        if (const auto* noise = std::get_if<NormalNoise>(&op)) {
            const std::size_t size = count(program.at(noise->out).shape);
            std::vector<float>& drawn = draws.emplace_back();
            for (std::size_t i = 0; i < size * std::size_t(job.checked_steps); ++i)
                drawn.push_back(float(normal_draw(job.seed, noise->stream, i / size, i % size)));
            batches.emplace("noise." + std::to_string(draws.size()),
                            tensor_bytes(stacked_shape(std::size_t(job.checked_steps), program.at(noise->out).shape), drawn));
        }
    if (const TensorId target = lowered->target; target == no_tensor)
        ; // The loss judges the prediction alone.
    else if (program.at(target).dtype == DType::I32)
        keep("target", target, labels);
    else
        keep("target", target, targets);
    return write_safetensors(folder / batches_file, batches);
}

Result<OpenedJob> read_job(const fs::path& folder, const Backend& device)
{
    const fs::path file = folder / job_file;
    auto text = read_file(file);
    if (!text)
        return text.error();
    auto description = parse_json(*text, path_text(file));
    if (!description)
        return description.error();
    OpenedJob opened;
    try {
        auto job = job_from_json(*description, path_text(file));
        if (!job)
            return job.error();
        opened.job = std::move(*job);
    } catch (const json::exception&) {
        return damaged(file);
    }
    BenchJob& job = opened.job;
    if (job.batch < 1 || job.threads < 1 || job.batches.empty())
        return damaged(file);
    auto lowered = lower(job.document, job.facts, Purpose::Train, job.batch, Keep::EndsOnly,
                         device.parts_side_by_side(job.threads));
    if (!lowered)
        return lowered.error();
    opened.train = std::move(*lowered);
    const Program& program = opened.train.program;
    const Chosen& optimizer = job.document.recipe().optimizer;
    opened.learning_rate = find_optimizer(optimizer.type)->learning_rate(optimizer.values);

    auto weights = Safetensors::read(folder / weights_file);
    if (!weights)
        return weights.error();
    for (TensorId id = 0; id < TensorId(program.tensors.size()); ++id) {
        const Tensor& t = program.at(id);
        if (t.role == Role::Moment && t.init.a != 0)
            opened.carried[id] = first_values(t, job.seed);
        if (!is_saved(t))
            continue;
        auto values = floats(*weights, folder / weights_file, t.name, t.shape);
        if (!values)
            return values.error();
        opened.carried[id] = std::move(*values);
    }

    auto batches = Safetensors::read(folder / batches_file);
    if (!batches)
        return batches.error();
    const auto all_of = [&](const std::string& name, TensorId id) {
        return floats(*batches, folder / batches_file, name, stacked_shape(job.batches.size(), program.at(id).shape));
    };
    const auto samples = all_of("samples", opened.train.samples);
    const auto targets = opened.train.target == no_tensor ? Result<std::vector<float>>(std::vector<float>())
                                                          : all_of("target", opened.train.target);
    if (!samples || !targets)
        return samples ? targets.error() : samples.error();
    const auto part = [n = job.batches.size()](const std::vector<float>& all, std::size_t i) {
        const auto size = std::ptrdiff_t(all.size() / n), at = size * std::ptrdiff_t(i);
        return std::vector<float>(all.begin() + at, all.begin() + at + size);
    };
    for (std::size_t i = 0; i < job.batches.size(); ++i) {
        Batch& batch = job.batches[i];
        batch.samples = part(*samples, i);
        batch.targets = part(*targets, i);
        batch.labels.assign(batch.targets.begin(), batch.targets.end());
        batch.weights.assign(std::size_t(job.batch), 1);
    }
    return opened;
}

} // namespace loom
