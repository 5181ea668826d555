#include "cli/command.h"
#include "cli/open.h"
#include "cli/output.h"
#include "train/trainer.h"

#include <nlohmann/json.hpp>

namespace loom::cli {
namespace {

using nlohmann::json;

struct Options {
    std::string file;
    bool json = false;
};

json layers_json(const Document& document, const Analysis& analysis)
{
    json layers = json::array();
    for (const NodeId id : analysis.order) {
        const Node& node = *document.find(id);
        const NodeFacts& facts = analysis.nodes.at(id);
        layers.push_back({{"id", std::int64_t(id)},
                          {"name", node.name},
                          {"type", node.type},
                          {"shape", facts.output ? json(*facts.output) : json()},
                          {"parameters", facts.cost.parameters},
                          {"multiply_adds", facts.cost.multiply_adds}});
    }
    return layers;
}

int run(const Options& o)
{
    auto project = load_project(o.file);
    if (!project)
        return fail(project.error());
    const Document& document = project->document;
    // Without data there is still something to tell.
    auto dataset = open_dataset(document, project->file);
    if (!dataset)
        (void)fail(dataset.error());
    const Analysis analysis = analyse(document, dataset ? &(*dataset)->facts() : nullptr);
    for (const Finding& finding : analysis.findings)
        tell(finding, document);
    std::optional<std::size_t> memory;
    if (dataset && analysis.sound()) {
        auto foretold = forecast({.document = document, .dataset = *dataset, .project = project->file});
        if (foretold)
            memory = foretold->memory_bytes;
        else
            (void)fail(foretold.error());
    }

    if (o.json) {
        print_json({{"parameters", analysis.total.parameters},
                    {"multiply_adds", analysis.total.multiply_adds},
                    {"memory_bytes", memory ? json(*memory) : json()},
                    {"nodes", document.nodes().size()},
                    {"links", document.links().size()},
                    {"layers", layers_json(document, analysis)},
                    {"rows", dataset ? json((*dataset)->facts().rows) : json()},
                    {"classes", dataset ? json((*dataset)->facts().classes) : json()}});
        return good;
    }
    std::vector<std::vector<std::string>> rows;
    for (const NodeId id : analysis.order) {
        const Node& node = *document.find(id);
        const NodeFacts& facts = analysis.nodes.at(id);
        const LayerType& type = *find_layer(node.type);
        const DataFacts* known = dataset ? &(*dataset)->facts() : nullptr;
        rows.push_back({node.name, facts.output ? shape_text(*facts.output) : "–", quantity_text(facts.cost.parameters),
                        render(type.summary(node.values, {facts.data ? facts.data.get() : known}))});
    }
    print_table(rows);
    print(Message(LOOM_TEXT("%1 parameters, %2 multiply-adds"), quantity_text(analysis.total.parameters),
                  quantity_text(analysis.total.multiply_adds)));
    if (memory)
        print(Message(LOOM_TEXT("Training needs about %1 of memory"), size_text(*memory)));
    return good;
}

} // namespace

void add_info(CommandLine& line)
{
    const auto o = std::make_shared<Options>();
    CLI::App& command = line.add("info", LOOM_TEXT("Says what a project's network is made of and what it costs."),
                                 [o] { return run(*o); });
    command.add_option("FILE.loom", o->file, render(LOOM_TEXT("The project file.")))->required();
    command.add_flag("--json", o->json, render(LOOM_TEXT("One JSON object a line on standard output.")));
}

} // namespace loom::cli
