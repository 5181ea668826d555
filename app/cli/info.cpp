#include "base/process.h"
#include "cli/command.h"
#include "cli/open.h"
#include "cli/output.h"
#include "schema/shapes.h"
#include "train/rehearsal.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <map>

namespace loom::cli {
namespace {

using nlohmann::json;

struct Options {
    std::string file;
    bool json = false, time = false;
};

json numbers_json(const NodeFacts& facts)
{
    return {{"shape", facts.output ? json(*facts.output) : json()},
            {"parameters", facts.cost.parameters},
            {"multiply_adds", facts.cost.multiply_adds}};
}

/// Of a layer in a unit the numbers are those of the first copy; "copies" has those of each, by the way to it.
json layers_json(const Document& document, const Analysis& analysis)
{
    std::map<NodeId, json> copies;
    for (const auto& [path, nodes] : analysis.within)
        for (const auto& [id, facts] : nodes)
            if (!path.empty()) {
                json one = numbers_json(facts);
                for (const NodeId step : path)
                    one["path"].push_back(std::int64_t(step));
                copies[id].push_back(std::move(one));
            }
    json layers = json::array();
    for (const NodeId id : analysis.order) {
        const Node& node = *document.find(id);
        json layer = numbers_json(analysis.nodes.at(id));
        layer["id"] = std::int64_t(id);
        layer["name"] = node.name;
        layer["type"] = node.type;
        if (node.in != main_graph) {
            layer["in"] = document.find(node.in)->name;
            layer["copies"] = copies.contains(id) ? copies.at(id) : json::array();
        }
        if (node.type == unit_type)
            layer["unit"] = document.find(node.unit)->name;
        layers.push_back(std::move(layer));
    }
    return layers;
}

/// The layers graph by graph, those of a unit as they are in the first of its copies that takes part.
void print_layers(const Document& document, const Analysis& analysis, const DataFacts* data)
{
    std::map<UnitId, UnitPath> first;
    for (const auto& [path, nodes] : analysis.within)
        if (!path.empty())
            first.try_emplace(document.find(path.back())->unit, path);
    std::map<UnitId, std::vector<NodeId>> graphs{{main_graph, {}}};
    for (const NodeId id : analysis.order)
        graphs[document.find(id)->in].push_back(id);
    std::vector<std::vector<std::string>> rows;
    for (const auto& [graph, members] : graphs) {
        const bool inner = graph != main_graph, reached = first.contains(graph);
        const auto within = reached ? nodes_within(document, first.at(graph)) : std::map<NodeId, Node>();
        if (inner)
            rows.push_back({render(Message(LOOM_TEXT("Unit “%1”"), document.find(graph)->name)), {}, {},
                            reached ? render(Message(LOOM_TEXT("as in %1; copies: %2"), document.find(first.at(graph).back())->name, document.copies(graph).size()))
                                    : render(LOOM_TEXT("in no copy that takes part"))});
        for (const NodeId id : members) {
            const Node& node = reached ? within.at(id) : *document.find(id);
            const NodeFacts& facts = reached && analysis.within.at(first.at(graph)).contains(id) ? analysis.within.at(first.at(graph)).at(id) : analysis.nodes.at(id);
            std::vector<Message> summary{find_layer(node.type)->summary(node.values, {facts.data ? facts.data.get() : data})};
            if (node.type == unit_type)
                for (const Exposed& exposed : document.find(node.unit)->exposed)
                    if (const auto given = node.given.find(exposed.key); given != node.given.end())
                        summary.emplace_back(LOOM_TEXT("%1: %2"), exposed.label, value_text(given->second));
            std::erase_if(summary, [](const Message& m) { return m.empty(); });
            rows.push_back({(inner ? "  " : "") + node.name, facts.output ? shape_text(*facts.output) : "–", quantity_text(facts.cost.parameters),
                            summary.empty() ? std::string() : render(joined(summary))});
        }
    }
    print_table(rows);
}

/// What only a rehearsal knows, and what follows from it.
struct Told {
    Pace pace;
    double seconds = 0; // Of all the recipe.
    std::int64_t largest = 0;
};
Result<Told> time_of(const Job& job, const Forecast& foretold)
{
    const Progress progress;
    auto pace = rehearse(job, progress);
    if (!pace)
        return pace.error();
    auto largest = largest_batch(job, free_memory_bytes(), progress);
    if (!largest)
        return largest.error();
    return Told{*pace, training_seconds(job, foretold, *pace), *largest};
}

json time_json(const Told& told, const Forecast& training)
{
    const Pace& pace = told.pace;
    return {{"start_seconds", pace.start},
            {"step_seconds", pace.step},
            {"wait_seconds", pace.wait},
            {"validation_seconds", pace.validation},
            {"keep_seconds", pace.keep},
            {"measured_steps", pace.steps},
            {"epoch_seconds", pace.epoch(training.steps_per_epoch)},
            {"seconds", told.seconds},
            {"largest_batch", told.largest},
            {"joules", pace.joules ? json(*pace.joules * double(training.steps_per_epoch)) : json()}};
}

void print_time(const Told& told, const Forecast& training)
{
    const Pace& pace = told.pace;
    print(Message(LOOM_TEXT("An epoch takes about %1, all of the recipe about %2"), duration(pace.epoch(training.steps_per_epoch)), duration(told.seconds)));
    if (pace.wait > pace.step / 10)
        print(Message(LOOM_TEXT("%1 of each step is waiting for data"), share_text(pace.wait / pace.step)));
    print(told.largest > 0 ? Message(LOOM_TEXT("Batches of up to %1 fit into the memory that is free"), quantity_text(told.largest))
                           : Message(LOOM_TEXT("Not even one sample at a time fits into the memory that is free")));
    if (pace.joules)
        print(Message(LOOM_TEXT("An epoch draws about %1 J, with all else that this machine does"), quantity_text(std::llround(*pace.joules * double(training.steps_per_epoch)))));
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
    if (std::ranges::find(analysis.findings, "too-many-nodes", &Finding::code) != analysis.findings.end())
        return wrong_input; // What it costs is not known then.
    std::optional<Forecast> training;
    std::optional<Told> timed;
    if (dataset && analysis.sound()) {
        const Job job{.document = document, .dataset = *dataset, .project = project->file};
        auto foretold = forecast(job);
        if (foretold)
            training = std::move(*foretold);
        else
            (void)fail(foretold.error());
        if (training && o.time) {
            auto told = time_of(job, *training);
            if (!told)
                return fail(told.error());
            timed = std::move(*told);
        }
    }

    if (o.json) {
        json all{{"parameters", analysis.total.parameters},
                    {"multiply_adds", analysis.total.multiply_adds},
                    {"added_bytes", training ? json(training->added_bytes) : json()},
                    {"memory_bytes", training ? json(training->memory_bytes) : json()},
                    {"nodes", document.nodes().size()},
                    {"links", document.links().size()},
                    {"layers", layers_json(document, analysis)},
                    {"rows", dataset ? json((*dataset)->facts().rows) : json()},
                    {"classes", dataset ? json((*dataset)->facts().classes) : json()}};
        if (timed)
            all["time"] = time_json(*timed, *training);
        print_json(all);
        return good;
    }
    print_layers(document, analysis, dataset ? &(*dataset)->facts() : nullptr);
    print(Message(LOOM_TEXT("%1 parameters, %2 multiply-adds"), quantity_text(analysis.total.parameters),
                  quantity_text(analysis.total.multiply_adds)));
    if (training)
        print(Message(LOOM_TEXT("Training needs about %1 of memory"), size_text(training->added_bytes)));
    if (timed)
        print_time(*timed, *training);
    return good;
}

} // namespace

void add_info(CommandLine& line)
{
    const auto o = std::make_shared<Options>();
    CLI::App& command = line.add("info", LOOM_TEXT("Says what a project's network is made of and what it costs."),
                                 [o] { return run(*o); });
    command.add_option("FILE.loom", o->file, render(LOOM_TEXT("The project file.")))->required();
    command.add_flag("--time", o->time, render(LOOM_TEXT("Trains for about a second, keeps nothing of it, and says how long an epoch takes and which batches fit.")));
    command.add_flag("--json", o->json, render(LOOM_TEXT("One JSON object a line on standard output.")));
}

} // namespace loom::cli
