#include "train/import_network.h"
#include "base/random.h"
#include "engine/backend.h"
#include "graph/analysis.h"
#include "graph/assumed_data.h"
#include "lowering/lowering.h"
#include "schema/recipe.h"
#include "schema/shapes.h"
#include "train/runs.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <thread>

namespace loom {
namespace {

/// What the network itself says of the data that it was made for.
DataFacts facts_of(const OnnxNetwork& network, const Analysis& analysis)
{
    DataFacts facts;
    std::int64_t width = 1;
    for (const auto& [id, node] : network.document.nodes()) {
        const NodeFacts& known = analysis.nodes.at(id);
        if (node.type == "input" && known.output && facts.sample.empty())
            facts.sample = *known.output;
        if (node.type == "output" && !known.inputs.empty() && known.inputs[0])
            width = (*known.inputs[0])[0];
    }
    const std::string& loss = network.document.recipe().loss.type;
    if (loss == "mse") {
        facts.target = DataFacts::Target::Numbers;
        facts.target_width = width;
        return facts;
    }
    facts.classes = network.notes.labels;
    const auto classes = std::size_t(loss == "binary_cross_entropy" ? 2 : width);
    if (facts.classes.size() != classes) {
        facts.classes.clear();
        for (std::size_t i = 0; i < classes; ++i)
            facts.classes.push_back(std::to_string(i));
    }
    return facts;
}

constexpr std::int64_t compared_samples = 2;

Result<std::unique_ptr<Executable>> made_ready(const Program& program)
{
    const auto device = open_device("auto");
    if (!device)
        return device.error();
    return (*device)->compile(program, {.threads = int(std::max(1u, std::thread::hardware_concurrency()))});
}

std::vector<float> values_of(const Executable& e, const Program& program, TensorId id)
{
    std::vector<float> values(count(program.at(id).shape));
    e.read(id, std::span(values));
    return values;
}

/// The largest difference, as a share of the largest value. Of values in another order of their axes, in order of size.
double difference_of(std::vector<float> a, std::vector<float> b, bool in_order)
{
    if (a.size() != b.size())
        return std::numeric_limits<double>::infinity();
    if (!in_order) {
        std::ranges::sort(a);
        std::ranges::sort(b);
    }
    double largest = 1, off = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (std::isfinite(a[i]) != std::isfinite(b[i]))
            return std::numeric_limits<double>::infinity();
        if (!std::isfinite(a[i]))
            continue;
        largest = std::max(largest, double(std::abs(a[i])));
        off = std::max(off, double(std::abs(a[i] - b[i])));
    }
    return off / largest;
}

/// Runs the file itself and the network that it became on the same samples. Nothing where the network cannot run as it is.
Result<std::optional<double>> compared(const fs::path& onnx, const OnnxNetwork& network, const std::map<std::string, std::vector<float>>& weights)
{
    const auto file = read_onnx(onnx, {.batch = compared_samples});
    if (!file)
        return file.error();
    const auto [document, facts] = with_assumed_data(network.document);
    const auto own = lower(document, facts, Purpose::Predict, compared_samples, Keep::AllNodes);
    if (!own)
        return std::optional<double>();
    const auto theirs = made_ready(file->program), ours = made_ready(own->program);
    if (!theirs || !ours)
        return theirs ? ours.error() : theirs.error();
    for (TensorId id = 0; id < TensorId(own->program.tensors.size()); ++id)
        if (const auto values = weights.find(own->program.at(id).name); values != weights.end() && values->second.size() == count(own->program.at(id).shape))
            (*ours)->write(id, std::span<const float>(values->second));
    Random random(1, 1);
    for (std::size_t i = 0; i < file->inputs.size() && i < own->entries.size(); ++i) {
        const Tensor& t = file->program.at(file->inputs[i]);
        // Where they are places in a table, any that every table has.
        const auto& links = document.links();
        const bool places = !is_real(t.dtype) || std::ranges::any_of(links, [&](const Link& l) { return l.from == own->entries[i].node && document.nodes().at(l.to).type == "embedding"; });
        std::vector<float> samples(count(t.shape));
        for (float& v : samples)
            v = places ? float(random.below(2)) : float(random.normal());
        if (samples.size() != count(own->program.at(own->entries[i].samples).shape))
            return std::optional(std::numeric_limits<double>::infinity());
        (*ours)->write(own->entries[i].samples, std::span<const float>(samples));
        if (is_real(t.dtype))
            (*theirs)->write(file->inputs[i], std::span<const float>(samples));
        else
            (*theirs)->write(file->inputs[i], std::span<const std::int64_t>(std::vector<std::int64_t>(samples.begin(), samples.end())));
    }
    for (const auto* executable : {&*theirs, &*ours})
        if (auto done = (*executable)->run(); !done)
            return done.error();
    double largest = 0;
    std::size_t i = 0;
    for (const auto& [node, of] : document.nodes()) { // Outputs are drawn in the file's order.
        if (of.type != "output" || i >= file->outputs.size())
            continue;
        const bool curved = i == 0 && network.gives_logits;
        const TensorId id = curved ? std::ranges::find(own->heads, node, &Lowered::Head::node)->scores : own->outputs.at(document.link_into(node, 0)->from);
        const TensorId given = file->outputs[i++];
        largest = std::max(largest, difference_of(values_of(**theirs, file->program, given), values_of(**ours, own->program, id),
                                                  file->program.at(given).shape == own->program.at(id).shape));
    }
    return std::optional(largest);
}

} // namespace

Result<Imported> import_onnx(const fs::path& onnx, const fs::path& file)
{
    auto network = read_onnx_network(onnx);
    if (!network)
        return network.error();
    Imported result{{file, std::move(network->document)}, {}, network->opaque};
    network->document = result.project.document;
    const Runs runs(file);
    std::map<std::string, std::vector<float>> values;
    std::map<std::string, TensorBytes> weights;
    for (const auto& [name, tensor] : network->tensors) {
        auto& numbers = values[name];
        numbers.assign(tensor.reals.begin(), tensor.reals.end());
        weights.emplace(name, tensor_bytes(tensor.shape, std::span<const float>(numbers)));
    }
    if (network->opaque.empty() && !network->by_batch) {
        constexpr double most = 1e-3;
        const auto found = compared(onnx, *network, values);
        if (!found)
            return found.error();
        if (*found && **found > most)
            return Error{Message(LOOM_TEXT("The layers that %1 became give other numbers than the file itself: they differ by %2 of the largest."), path_text(onnx.filename()),
                                 **found),
                         LOOM_TEXT("That is a fault of this program. Report it with the file; nothing has been written.")};
        result.difference = *found;
    }
    if (!network->tensors.empty()) {
        std::error_code ignored;
        if (fs::exists(file, ignored)) // Before anything is written beside it.
            return create_project(result.project).error();
        auto run = runs.import(result.project.document, facts_of(*network, analyse(result.project.document, nullptr)), weights, path_text(onnx.filename()));
        if (!run)
            return run.error();
        result.run = std::move(*run);
        Recipe recipe = result.project.document.recipe();
        recipe.settings[*recipe_type().index_of("start_from")] = result.run;
        if (auto set = result.project.document.apply(SetRecipe{std::move(recipe)}); !set)
            return set.error();
    }
    if (auto made = create_project(result.project); !made) {
        std::error_code ignored;
        if (!result.run.empty())
            fs::remove_all(runs.folder(result.run), ignored);
        return made.error();
    }
    return result;
}

} // namespace loom
