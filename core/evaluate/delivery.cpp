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

/// Raw values as data of this kind has them.
std::vector<float> drawn_samples(const DataFacts& facts)
{
    Random random(1, stream_of("delivery"));
    const std::size_t each = count(facts.sample),
                      channel = facts.sample.empty() ? 1 : each / std::size_t(facts.sample[0]);
    std::vector<float> samples(std::size_t(checked_samples) * each);
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const std::size_t c = i % each / channel;
        const bool known = c < facts.mean.size() && c < facts.deviation.size();
        samples[i] = facts.pictures
                         ? float(random.below(256))
                         : float((known ? facts.mean[c] : 0) + (known ? facts.deviation[c] : 1) * random.normal());
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

/// The scores of all samples, batch by batch; the last one is filled up with zeros.
Result<std::vector<float>> run_all(const Program& program, TensorId input, TensorId output, Backend& backend,
                                   const std::map<std::string, std::vector<float>>* tensors,
                                   std::span<const float> samples)
{
    auto executable = loaded(program, backend, tensors);
    if (!executable)
        return executable.error();
    std::vector<float> batch(count(program.at(input).shape)), scores(count(program.at(output).shape)), all;
    const auto rows = std::size_t(program.at(input).shape[0]);
    const std::size_t each = batch.size() / rows, width = scores.size() / rows;
    for (; !samples.empty(); samples = samples.subspan(std::min(samples.size(), batch.size()))) {
        const std::size_t n = std::min(samples.size(), batch.size());
        std::ranges::fill(batch, 0.0f);
        std::copy_n(samples.begin(), n, batch.begin());
        (*executable)->write(input, std::span<const float>(batch));
        LOOM_TRY((*executable)->run());
        (*executable)->read(output, std::span<float>(scores));
        all.insert(all.end(), scores.begin(), scores.begin() + std::ptrdiff_t(n / each * width));
    }
    return all;
}

/// What one sample takes through a written file, alone: the best of some runs.
double seconds_alone(const fs::path& file, Backend& backend, std::span<const float> sample)
{
    const auto read = read_onnx(file, {.batch = 1});
    if (!read)
        return 0;
    auto executable = loaded(read->program, backend, nullptr);
    if (!executable)
        return 0;
    (*executable)->write(read->inputs[0], sample);
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
    const std::size_t each = count(model.facts.sample);

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
            const auto ours =
                run_all(lowered->program, lowered->samples, lowered->scores, **device, &model.tensors, samples);
            if (!ours)
                return ours.error();
            const auto theirs = run_all(read->program, read->inputs[0], read->outputs[0], **device, nullptr, samples);
            if (!theirs)
                return theirs.error();
            // The definition of every instruction, for one batch: it is slow.
            const auto reference = make_reference_backend();
            const auto some = samples.first(std::min(samples.size(), std::size_t(checked_samples) * each));
            const auto defined = run_all(read->program, read->inputs[0], read->outputs[0], *reference, nullptr, some);
            if (!defined)
                return defined.error();
            const std::size_t rows = samples.size() / each;
            const auto first = std::span(*ours).first(std::min(ours->size(), defined->size()));
            return Delivery{.samples = std::int64_t(rows),
                            .largest_difference = std::max(difference(*ours, *theirs), difference(first, *defined)),
                            .same = same_answers(*ours, *theirs, rows ? ours->size() / rows : 0),
                            .sample_seconds = seconds_alone(file, **device, samples.first(each))};
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
    np.save(scores, model.predict(model.load(), np.load(samples)))
    print("done", flush=True)
except Exception as fault:
    print("failed", type(fault).__name__, str(fault).replace("\n", " ")[:500], flush=True)
)";

/// The scores that the source gives for the samples, or nothing where this machine has no Python with the framework: the
/// interpreter that LOOM_PYTHON names, else python3; an empty name means none.
Result<std::optional<std::vector<float>>> scores_by_python(Framework framework, const std::string& text,
                                                           NamedArrays arrays, const TensorBytes& samples)
{
    const char* named = std::getenv("LOOM_PYTHON");
    const std::string python = named ? named : "python3";
    const Workplace place;
    if (python.empty() || place.path().empty())
        return std::optional<std::vector<float>>();
    const fs::path source = place.path() / "model.py", in = place.path() / "samples.npy", out = place.path() / "scores.npy";
    LOOM_TRY(write_file(source, text));
    LOOM_TRY(write_npz(place.path() / "model.npz", arrays));
    LOOM_TRY(write_npy(in, samples));
    const bool torch = framework == Framework::Torch;
    auto child = Child::start(python, {python, "-B", "-c", runs_a_source, torch ? "torch" : "keras", torch ? "2" : "3",
                                       source.string(), in.string(), out.string()});
    if (!child)
        return std::optional<std::vector<float>>();
    // Frameworks may talk while they are imported.
    for (int lines = 0; lines < 1000; ++lines) {
        const auto line = child->read_line(std::chrono::seconds(300));
        if (!line || *line == "absent")
            return std::optional<std::vector<float>>();
        if (line->starts_with("failed "))
            return Error{Message(LOOM_TEXT("The written file does not run with the Python of this machine: %1"), line->substr(7)),
                         LOOM_TEXT("Nothing was kept. Report this with the project file."), Blame::Machine};
        if (*line == "done") {
            const auto scores = read_npy(out);
            if (!scores)
                return scores.error();
            return std::optional(floats(scores->view()));
        }
    }
    return std::optional<std::vector<float>>();
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
    const std::size_t rows = samples.size() / count(model.facts.sample);
    Shape shape = model.facts.sample;
    shape.insert(shape.begin(), std::int64_t(rows));
    const auto theirs = scores_by_python(framework, text, arrays, tensor_bytes(shape, samples));
    if (!theirs)
        return theirs.error();
    Delivery run;
    if (*theirs) {
        auto device = open_device("auto");
        if (!device)
            return device.error();
        const auto ours = run_all(lowered->program, lowered->samples, lowered->scores, **device, &model.tensors, samples);
        if (!ours)
            return ours.error();
        run = {.samples = std::int64_t(rows),
               .largest_difference = difference(*ours, **theirs),
               .same = same_answers(*ours, **theirs, rows ? ours->size() / rows : 0)};
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
