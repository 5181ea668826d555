#include "train/import_network.h"
#include "graph/analysis.h"
#include "schema/recipe.h"
#include "schema/shapes.h"
#include "train/likeness.h"
#include "train/runs.h"

#include <algorithm>

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
    if (network->by_batch && network->opaque.empty())
        result.why_not_compared = LOOM_TEXT("a normalisation of the file works by each batch's own mean");
    else if (network->opaque.empty()) {
        constexpr double most = 1e-3;
        const auto found = likeness(onnx, *network, values);
        if (!found)
            return found.error();
        if (found->difference && *found->difference > most)
            return Error{Message(LOOM_TEXT("The layers that %1 became give other numbers than the file itself: they differ by %2 of the largest."), path_text(onnx.filename()),
                                 *found->difference),
                         LOOM_TEXT("That is a fault of this program. Report it with the file; nothing has been written.")};
        result.difference = found->difference;
        if (!found->difference)
            result.why_not_compared = found->why_not;
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
