#include "evaluate/delivery.h"
#include "base/child.h"
#include "base/json.h"
#include "base/letters.h"
#include "base/npz.h"
#include "base/random.h"
#include "base/threads.h"
#include "engine/backend.h"
#include "exchange/onnx.h"
#include "exchange/safetensors.h"
#include "exchange/source.h"
#include "lowering/lowering.h"
#include "train/runs.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cctype>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <stdlib.h>

namespace loom {
namespace {

constexpr std::int64_t checked_samples = 64; // A batch. The reference device runs one too.

/// Rows as data of this kind has them.
std::vector<float> drawn_samples(const DataFacts& facts)
{
    Random random(1, stream_of("delivery"));
    const auto width = std::size_t(row_width(facts));
    std::vector<float> samples(std::size_t(checked_samples) * width);
    const auto draw = [&](std::size_t at, const Shape& shape, bool picture, std::int64_t vocabulary, const std::vector<double>& mean,
                          const std::vector<double>& deviation) {
        const std::size_t each = count(shape), channel = shape.empty() ? 1 : each / std::size_t(shape[0]);
        for (std::size_t i = 0; i < each; ++i) {
            const std::size_t c = i / channel;
            const bool known = c < mean.size() && c < deviation.size();
            samples[at + i] = picture          ? float(random.below(256))
                              : vocabulary > 0 ? float(random.below(std::uint64_t(vocabulary)))
                                               : float((known ? mean[c] : 0) + (known ? deviation[c] : 1) * random.normal());
        }
    };
    for (std::size_t row = 0; row < std::size_t(checked_samples); ++row) {
        if (facts.columns.empty())
            draw(row * width, facts.sample, facts.pictures, 0, facts.mean, facts.deviation);
        for (const DataFacts::Column& c : facts.columns)
            draw(row * width + std::size_t(c.place), c.shape, c.picture, c.vocabulary, c.mean, c.deviation);
    }
    return samples;
}

/// A program ready to run, with its weights where it has any.
Result<std::unique_ptr<Executable>> loaded(const Program& program, Backend& backend,
                                           const std::map<std::string, std::vector<float>>* tensors)
{
    auto executable = backend.compile(program, {allowed_processors()});
    if (!executable)
        return executable.error();
    for (std::size_t i = 0; tensors && i < program.tensors.size(); ++i)
        if (const Tensor& t = program.tensors[i]; t.role == Role::Weight || t.role == Role::State)
            (*executable)->write(TensorId(i), std::span<const float>(tensors->at(t.name)));
    return executable;
}

/// A program's ends: what each Input takes of a row, and the scores.
struct ProgramEnds {
    struct Entry {
        TensorId input;
        std::vector<RowPiece> pieces;
    };
    std::vector<Entry> inputs;
    std::vector<TensorId> outputs;
};

ProgramEnds endings_of(const Lowered& lowered)
{
    ProgramEnds ends;
    for (const Lowered::Entry& entry : lowered.entries)
        ends.inputs.push_back({entry.samples, entry.pieces});
    for (const Lowered::Head& head : lowered.heads)
        ends.outputs.push_back(head.scores);
    return ends;
}

/// Of a file that was read, its ends found by their names.
Result<ProgramEnds> endings_of(const OnnxProgram& read, const Lowered& lowered)
{
    const auto place = [&](const std::vector<TensorId>& among, TensorId ours) {
        return std::ranges::find(among, lowered.program.at(ours).name, [&](TensorId id) { return std::string_view(read.program.at(id).name); });
    };
    ProgramEnds ends = endings_of(lowered);
    for (auto& entry : ends.inputs) {
        const auto found = place(read.inputs, entry.input);
        if (found == read.inputs.end())
            return Error{Message(LOOM_TEXT("The written file has no input or output “%1”."), lowered.program.at(entry.input).name),
                         LOOM_TEXT("Nothing was kept. Report this with the project file."), Blame::Machine};
        entry.input = *found;
    }
    for (TensorId& output : ends.outputs) {
        const auto found = place(read.outputs, output);
        if (found == read.outputs.end())
            return Error{Message(LOOM_TEXT("The written file has no input or output “%1”."), lowered.program.at(output).name),
                         LOOM_TEXT("Nothing was kept. Report this with the project file."), Blame::Machine};
        output = *found;
    }
    return ends;
}

/// What one Input takes of rows of so many values.
std::vector<float> taken_from(std::span<const float> rows, std::size_t width, const std::vector<RowPiece>& pieces)
{
    std::vector<float> taken;
    for (std::size_t row = 0; (row + 1) * width <= rows.size(); ++row)
        for (const RowPiece& piece : pieces) {
            const auto values = rows.subspan(row * width + std::size_t(piece.place), std::size_t(piece.size));
            taken.insert(taken.end(), values.begin(), values.end());
        }
    return taken;
}

/// The scores of all rows, by output and batch by batch; the last one is filled up with zeros.
using Scores = std::vector<std::vector<float>>;
Result<Scores> run_all(const Program& program, const ProgramEnds& ends, std::size_t width, Backend& backend,
                       const std::map<std::string, std::vector<float>>* tensors, std::span<const float> samples)
{
    auto executable = loaded(program, backend, tensors);
    if (!executable)
        return executable.error();
    Scores all(ends.outputs.size());
    const auto rows = std::size_t(program.at(ends.inputs[0].input).shape[0]);
    for (; samples.size() >= width; samples = samples.subspan(std::min(samples.size(), rows * width))) {
        const std::size_t n = std::min(samples.size() / width, rows);
        for (const auto& entry : ends.inputs) {
            std::vector<float> batch = taken_from(samples.first(n * width), width, entry.pieces);
            batch.resize(count(program.at(entry.input).shape));
            (*executable)->write(entry.input, std::span<const float>(batch));
        }
        LOOM_TRY((*executable)->run());
        for (std::size_t k = 0; k < ends.outputs.size(); ++k) {
            std::vector<float> scores(count(program.at(ends.outputs[k]).shape));
            (*executable)->read(ends.outputs[k], std::span<float>(scores));
            all[k].insert(all[k].end(), scores.begin(), scores.begin() + std::ptrdiff_t(n * (scores.size() / rows)));
        }
    }
    return all;
}

/// What one sample takes through a written file, alone: the best of some runs.
double seconds_alone(const fs::path& file, const Lowered& lowered, Backend& backend, std::span<const float> row)
{
    const auto read = read_onnx(file, {.batch = 1});
    if (!read)
        return 0;
    auto executable = loaded(read->program, backend, nullptr);
    if (!executable)
        return 0;
    const auto ends = endings_of(*read, lowered);
    if (!ends)
        return 0;
    for (const auto& entry : ends->inputs)
        (*executable)->write(entry.input, std::span<const float>(taken_from(row, row.size(), entry.pieces)));
    double best = 0;
    for (int k = 0; k < 20; ++k) {
        const auto begin = std::chrono::steady_clock::now();
        if (!(*executable)->run())
            return 0;
        const double took = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
        best = k == 0 ? took : std::min(best, took);
    }
    return best;
}

/// In how many rows the largest score is the same one. Rows of one number agree on the same side of 0.5.
std::int64_t same_answers(std::span<const float> a, std::span<const float> b, std::size_t width)
{
    std::int64_t same = 0;
    for (std::size_t i = 0; width > 0 && i + width <= std::min(a.size(), b.size()); i += width) {
        const auto answer = [&](std::span<const float> s) {
            const auto row = s.subspan(i, width);
            return width == 1 ? std::ptrdiff_t(row[0] > 0.5f) : std::ranges::max_element(row) - row.begin();
        };
        same += answer(a) == answer(b);
    }
    return same;
}

/// Largest difference; infinite where one is no number.
double difference(std::span<const float> a, std::span<const float> b)
{
    double largest = a.size() == b.size() ? 0 : std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
        const double d = std::abs(double(a[i]) - double(b[i]));
        largest = std::isfinite(d) ? std::max(largest, d) : std::numeric_limits<double>::infinity();
    }
    return largest;
}

/// Of all outputs together.
double difference(const Scores& a, const Scores& b)
{
    double largest = a.size() == b.size() ? 0 : std::numeric_limits<double>::infinity();
    for (std::size_t k = 0; k < std::min(a.size(), b.size()); ++k) {
        const std::size_t n = std::min(a[k].size(), b[k].size()); // The reference has run some of them.
        largest = std::max(largest, difference(std::span(a[k]).first(n), std::span(b[k]).first(n)));
    }
    return largest;
}

std::optional<std::string> missing_tensor(const Program& program, const Model& model)
{
    for (const Tensor& t : program.tensors)
        if (t.role == Role::Weight || t.role == Role::State)
            if (const auto it = model.tensors.find(t.name);
                it == model.tensors.end() || it->second.size() != count(t.shape))
                return t.name;
    return {};
}

Result<Lowered> lowered_for(const Model& model, std::int64_t batch)
{
    auto lowered = lower(model.document, model.facts, Purpose::Predict, batch);
    if (!lowered)
        return lowered;
    if (const auto tensor = missing_tensor(lowered->program, model))
        return Error{
            Message(LOOM_TEXT("The trained weights lack the tensor “%1” in the shape that the network has."), *tensor),
            LOOM_TEXT("Use a run that was trained with this network.")};
    return lowered;
}

/// `write` makes a file at a path and has it judged by a check before it gets the name; `compare` reads it back and
/// compares it with the network.
Result<Delivery> deliver(const fs::path& path, const std::function<Status(const fs::path&, const FileCheck&)>& write,
                         const std::function<Result<Delivery>(const fs::path&)>& compare)
{
    Delivery delivery;
    remove_stale_temporaries(path);
    LOOM_TRY(write(path, [&](const fs::path& written) -> Status {
        auto found = compare(written);
        if (!found)
            return found.error();
        delivery = *found;
        std::error_code unknown;
        delivery.bytes = fs::file_size(written, unknown);
        if (!(delivery.largest_difference <= delivery_limit))
            return Error{Message(LOOM_TEXT("The written file gives other results than the network: they differ by %1."),
                                 delivery.largest_difference),
                         LOOM_TEXT("Nothing was kept. Report this with the project file."), Blame::Machine};
        return Ok{};
    }));
    return delivery;
}

Result<Delivery> deliver_onnx(const Model& model, const fs::path& path, std::span<const float> given, int opset)
{
    auto lowered = lowered_for(model, checked_samples);
    if (!lowered)
        return lowered.error();
    const std::vector<float> drawn = given.empty() ? drawn_samples(model.facts) : std::vector<float>();
    std::span<const float> samples = given.empty() ? std::span<const float>(drawn) : given;
    const auto each = std::size_t(lowered->row);

    return deliver(
        path,
        [&](const fs::path& file, const FileCheck& check) {
            return write_onnx(file, lowered->program, model.tensors, {path.stem().string(), model.facts.classes, opset},
                              check);
        },
        [&](const fs::path& file) -> Result<Delivery> {
            auto read = read_onnx(file, {.batch = checked_samples});
            if (!read)
                return read.error();
            auto device = open_device("auto");
            if (!device)
                return device.error();
            const auto ends = endings_of(*read, *lowered);
            if (!ends)
                return ends.error();
            const auto ours = run_all(lowered->program, endings_of(*lowered), each, **device, &model.tensors, samples);
            if (!ours)
                return ours.error();
            const auto theirs = run_all(read->program, *ends, each, **device, nullptr, samples);
            if (!theirs)
                return theirs.error();
            // The definition of every instruction, for one batch: it is slow.
            const auto reference = make_reference_backend();
            const auto some = samples.first(std::min(samples.size(), std::size_t(checked_samples) * each));
            const auto defined = run_all(read->program, *ends, each, *reference, nullptr, some);
            if (!defined)
                return defined.error();
            const std::size_t rows = samples.size() / each;
            return Delivery{.samples = std::int64_t(rows),
                            .largest_difference = std::max(difference(*ours, *theirs), difference(*ours, *defined)),
                            .same = same_answers(ours->front(), theirs->front(), rows ? ours->front().size() / rows : 0),
                            .sample_seconds = seconds_alone(file, *lowered, **device, samples.first(each))};
        });
}

Result<Delivery> deliver_safetensors(const Model& model, const fs::path& path, std::span<const float>, int)
{
    auto lowered = lowered_for(model, 1);
    if (!lowered)
        return lowered.error();
    std::map<std::string, TensorBytes> tensors;
    for (const Tensor& t : lowered->program.tensors)
        if (t.role == Role::Weight || t.role == Role::State)
            tensors.emplace(t.name, tensor_bytes(t.shape, std::span<const float>(model.tensors.at(t.name))));
    return deliver(
        path,
        [&](const fs::path& file, const FileCheck& check) {
            return write_safetensors(
                file, tensors, {{"format", "pt"}, {"labels", json_line(nlohmann::json(model.facts.classes))}}, check);
        },
        [&](const fs::path& file) -> Result<Delivery> {
            auto read = Safetensors::read(file);
            if (!read)
                return read.error();
            Delivery found{.tensors = std::int64_t(tensors.size())};
            for (const auto& [name, tensor] : tensors)
                found.largest_difference =
                    std::max(found.largest_difference, read->contains(name)
                                                           ? difference(read->floats(name), model.tensors.at(name))
                                                           : std::numeric_limits<double>::infinity());
            return found;
        });
}

// ---- Python ---------------------------------------------------------------------------------------------------------

/// A folder for as long as the object lives.
class Workplace {
public:
    Workplace()
    {
        std::error_code error;
        std::string path = (fs::temp_directory_path(error) / "loom-export-XXXXXX").string();
        if (!error && ::mkdtemp(path.data()))
            path_ = path;
    }
    Workplace(const Workplace&) = delete;
    ~Workplace()
    {
        std::error_code error;
        if (!path_.empty())
            fs::remove_all(path_, error);
    }
    const fs::path& path() const { return path_; }

private:
    fs::path path_; // Empty where there is none.
};

// Says in one line how it went.
constexpr const char* runs_a_source = R"(
import importlib, importlib.util, sys
framework, least, source, samples, scores = sys.argv[1:]
try:
    import numpy as np
    if int(importlib.import_module(framework).__version__.split(".")[0]) < int(least):
        raise ImportError
except ImportError:
    print("absent", flush=True)
    sys.exit()
try:
    spec = importlib.util.spec_from_file_location("model", source)
    model = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(model)
    given = np.load(samples)
    found = model.predict(model.load(), given if samples.endswith(".npy") else [given[name] for name in given.files])
    np.save(scores, found) if isinstance(found, np.ndarray) else np.savez(scores, *found)
    print("done", flush=True)
except Exception as fault:
    print("failed", type(fault).__name__, str(fault).replace("\n", " ")[:500], flush=True)
)";

/// The scores that the source gives for the samples, or nothing where this machine has no Python with the framework: the
/// interpreter that LOOM_PYTHON names, else python3; an empty name means none.
Result<std::optional<Scores>> scores_by_python(Framework framework, const std::string& text, NamedArrays arrays,
                                               const std::vector<std::pair<std::string, TensorBytes>>& samples, std::size_t outputs)
{
    const char* named = std::getenv("LOOM_PYTHON");
    const std::string python = named ? named : "python3";
    const Workplace place;
    if (python.empty() || place.path().empty())
        return std::optional<Scores>();
    const fs::path source = place.path() / "model.py", in = place.path() / (samples.size() == 1 ? "samples.npy" : "samples.npz"),
                   out = place.path() / (outputs == 1 ? "scores.npy" : "scores.npz");
    LOOM_TRY(write_file(source, text));
    LOOM_TRY(write_npz(place.path() / "model.npz", arrays));
    if (samples.size() == 1)
        LOOM_TRY(write_npy(in, samples[0].second));
    else
        LOOM_TRY(write_npz(in, samples));
    const bool torch = framework == Framework::Torch;
    auto child = Child::start(python, {python, "-B", "-c", runs_a_source, torch ? "torch" : "keras", torch ? "2" : "3",
                                       source.string(), in.string(), out.string()});
    if (!child)
        return std::optional<Scores>();
    // Frameworks may talk while they are imported.
    for (int lines = 0; lines < 1000; ++lines) {
        const auto line = child->read_line(std::chrono::seconds(300));
        if (!line || *line == "absent")
            return std::optional<Scores>();
        if (line->starts_with("failed "))
            return Error{Message(LOOM_TEXT("The written file does not run with the Python of this machine: %1"), line->substr(7)),
                         LOOM_TEXT("Nothing was kept. Report this with the project file."), Blame::Machine};
        if (*line == "done") {
            Scores scores;
            if (outputs == 1) {
                const auto read = read_npy(out);
                if (!read)
                    return read.error();
                scores.push_back(floats(read->view()));
                return std::optional(std::move(scores));
            }
            const auto read = Npz::read(out);
            if (!read)
                return read.error();
            for (std::size_t k = 0; k < outputs; ++k) {
                const auto one = read->at("arr_" + std::to_string(k));
                if (!one)
                    return one.error();
                scores.push_back(floats(one->view()));
            }
            return std::optional(std::move(scores));
        }
    }
    return std::optional<Scores>();
}

/// The source and, beside it, its weights: they are written and read back while the source still waits for its name, so
/// that no source stands there without them.
Result<Delivery> deliver_source(Framework framework, const Model& model, const fs::path& path, std::span<const float> given)
{
    auto lowered = lowered_for(model, checked_samples);
    if (!lowered)
        return lowered.error();
    std::error_code error;
    const fs::path file = fs::weakly_canonical(path, error);
    const fs::path weights = fs::path(file).replace_extension(".npz");
    if (weights == file)
        return Error{Message(LOOM_TEXT("%1 would be both the source and its weights."), path_text(path)),
                     LOOM_TEXT("Choose a name that ends in .py."), Blame::Call};
    if (fs::exists(weights, error) && !is_own_npz(weights))
        return Error{Message(LOOM_TEXT("%1 lies where the weights belong, and no export has written it."), path_text(weights)),
                     LOOM_TEXT("Choose another name or place.")};
    auto source = write_source(framework, model.document, model.facts, model.tensors, {path.stem().string()});
    if (!source)
        return source.error();
    std::vector<std::pair<std::string, TensorBytes>> arrays;
    for (const auto& [name, array] : source->arrays)
        arrays.emplace_back(name, tensor_bytes(array.shape, std::span<const float>(array.values)));
    const auto checksum = npz_checksum(arrays);
    if (!checksum)
        return checksum.error();
    const std::string text = finished_source(std::move(source->text), *checksum);

    const std::vector<float> drawn = given.empty() ? drawn_samples(model.facts) : std::vector<float>();
    std::span<const float> samples = given.empty() ? std::span<const float>(drawn) : given;
    const auto each = std::size_t(lowered->row);
    const std::size_t rows = samples.size() / each;
    std::vector<std::pair<std::string, TensorBytes>> inputs;
    std::vector<std::vector<float>> taken;
    for (const Lowered::Entry& entry : lowered->entries)
        taken.push_back(taken_from(samples, each, entry.pieces));
    for (std::size_t i = 0; i < taken.size(); ++i) {
        const Tensor& input = lowered->program.at(lowered->entries[i].samples);
        Shape shape = input.shape;
        shape[0] = std::int64_t(rows);
        inputs.emplace_back(input.name, tensor_bytes(shape, std::span<const float>(taken[i])));
    }
    const auto theirs = scores_by_python(framework, text, arrays, inputs, lowered->heads.size());
    if (!theirs)
        return theirs.error();
    Delivery run;
    if (*theirs) {
        auto device = open_device("auto");
        if (!device)
            return device.error();
        const auto ours = run_all(lowered->program, endings_of(*lowered), each, **device, &model.tensors, samples);
        if (!ours)
            return ours.error();
        run = {.samples = std::int64_t(rows),
               .largest_difference = difference(*ours, **theirs),
               .same = same_answers(ours->front(), (*theirs)->front(), rows ? ours->front().size() / rows : 0)};
    }

    std::uintmax_t size = 0;
    const auto read_back = [&](const fs::path& written) -> Result<Delivery> {
        auto read = Npz::read(written);
        if (!read)
            return read.error();
        Delivery found = run;
        found.tensors = std::int64_t(arrays.size());
        for (const auto& [name, array] : source->arrays) {
            const auto back = read->contains(name) ? read->at(name) : Result<NpyArray>(Error{});
            found.largest_difference =
                std::max(found.largest_difference, back && back->shape == array.shape
                                                       ? difference(floats(back->view()), array.values)
                                                       : std::numeric_limits<double>::infinity());
        }
        return found;
    };
    const auto write_weights = [&](const fs::path&) -> Result<Delivery> {
        auto delivery = deliver(
            weights, [&](const fs::path& npz, const FileCheck& check) { return write_npz(npz, arrays, check); }, read_back);
        if (delivery)
            size = delivery->bytes;
        return delivery;
    };
    auto delivery = deliver(
        file,
        [&](const fs::path& py, const FileCheck& check) {
            return write_file(py, [&](const Sink& sink) { return sink(text); }, check);
        },
        write_weights);
    if (delivery)
        delivery->bytes += size;
    return delivery;
}

Result<Delivery> deliver_torch(const Model& model, const fs::path& path, std::span<const float> samples, int)
{
    return deliver_source(Framework::Torch, model, path, samples);
}

Result<Delivery> deliver_keras(const Model& model, const fs::path& path, std::span<const float> samples, int)
{
    return deliver_source(Framework::Keras, model, path, samples);
}

} // namespace

std::span<const DeliveryFormat> delivery_formats()
{
    static const std::vector<DeliveryFormat> all = {
        {"onnx", LOOM_TEXT("ONNX"),
         LOOM_TEXT("Network and weights in one file that ONNX Runtime and many other programs run. It takes raw "
                   "samples; the scaling is "
                   "inside."),
         ".onnx", deliver_onnx, onnx_opsets},
        {"safetensors", LOOM_TEXT("safetensors"),
         LOOM_TEXT("Only the weights, by name, for programs that build the network themselves."), ".safetensors",
         deliver_safetensors},
        {"pytorch", LOOM_TEXT("PyTorch source"),
         LOOM_TEXT("A Python file that builds the network with PyTorch, to read and to go on from, and its weights beside it "
                   "as .npz."),
         ".py", deliver_torch},
        {"keras", LOOM_TEXT("Keras source"),
         LOOM_TEXT("A Python file that builds the network with Keras 3, to read and to go on from, and its weights beside it "
                   "as .npz."),
         ".py", deliver_keras}};
    return all;
}

const DeliveryFormat* find_delivery_format(std::string_view id)
{
    const auto all = delivery_formats();
    const auto it = std::ranges::find(all, id, &DeliveryFormat::id);
    return it == all.end() ? nullptr : &*it;
}

Status check_delivery_target(const fs::path& target, const fs::path& project, const fs::path& data)
{
    std::error_code error;
    const fs::path file = fs::weakly_canonical(fs::absolute(target, error), error);
    const auto lies_in = [&](const fs::path& folder) {
        const fs::path whole = fs::weakly_canonical(fs::absolute(folder, error), error);
        return std::ranges::mismatch(whole, file).in1 == whole.end();
    };
    const auto refused = [&](Text why) {
        return Error{Message(LOOM_TEXT("%1 cannot be written."), path_text(target)),
                     Message(LOOM_TEXT("%1 Choose another name or place."), why)};
    };
    for (const fs::path& name : {target, file})
        if (small_letters(name.extension().string()) == ".loom")
            return refused(LOOM_TEXT("A file that ends in .loom is a project."));
    if (lies_in(project))
        return refused(LOOM_TEXT("It is the project itself."));
    if (lies_in(Runs(project).folder({}).parent_path()))
        return refused(LOOM_TEXT("It lies in the folder of the project's runs."));
    // A new file, and one that was exported before, may lie beside the data: many keep all in one folder.
    const auto exported = [&](const DeliveryFormat& format) { return file.extension() == format.ending; };
    if (!data.empty() && lies_in(data) && fs::exists(file, error) && std::ranges::none_of(delivery_formats(), exported))
        return refused(LOOM_TEXT("It belongs to the project's data."));
    return Ok{};
}

} // namespace loom
