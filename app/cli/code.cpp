#include "cli/command.h"
#include "cli/open.h"
#include "cli/output.h"
#include "exchange/source.h"

#include <nlohmann/json.hpp>

namespace loom::cli {
namespace {

using nlohmann::json;

struct Options {
    std::string file, framework;
    bool json = false;
};

json source_json(const PythonSource& source)
{
    json lines = json::array(), unwritten = json::array();
    for (const auto& [id, places] : source.lines) {
        json ranges = json::array();
        for (const auto& [first, last] : places)
            ranges.push_back({first, last});
        lines.push_back({{"id", std::int64_t(id)}, {"lines", std::move(ranges)}});
    }
    for (const auto& [id, error] : source.unwritten)
        unwritten.push_back({{"id", std::int64_t(id)}, {"why", render(error.message)}});
    return {{"text", source.text}, {"lines", std::move(lines)}, {"unwritten", std::move(unwritten)}};
}

int run(const Options& o)
{
    if (o.framework != "torch" && o.framework != "keras")
        return fail({Message(LOOM_TEXT("There is no framework called “%1”."), o.framework),
                     Message(LOOM_TEXT("Choose one of these: %1."), "torch, keras"), Blame::Call});
    auto project = load_project(o.file);
    if (!project)
        return fail(project.error());
    const Document& document = project->document;
    // Without data the Input says what the samples are.
    std::shared_ptr<const Dataset> dataset;
    if (!document.data().source.empty() || !document.data().path.empty()) {
        auto opened = open_dataset(document, project->file);
        if (opened)
            dataset = *opened;
        else
            (void)fail(opened.error());
    }
    const auto source = write_network(o.framework == "torch" ? Framework::Torch : Framework::Keras, document,
                                      dataset ? &dataset->facts() : nullptr, {project->file.stem().string()});
    if (!source)
        return fail(source.error());
    if (o.json)
        print_json(source_json(*source));
    else
        print_line(std::string_view(source->text).substr(0, source->text.size() - 1)); // It ends its last line itself.
    int code = good;
    for (const auto& [id, error] : source->unwritten)
        code = fail(error);
    return code;
}

} // namespace

void add_code(CommandLine& line)
{
    const auto o = std::make_shared<Options>();
    CLI::App& command = line.add("code", LOOM_TEXT("Prints a project's network, trained or not, as Python source that runs."),
                                 [o] { return run(*o); });
    command.add_option("FILE.loom", o->file, render(LOOM_TEXT("The project file.")))->required();
    command.add_option("--framework", o->framework, render(LOOM_TEXT("torch or keras.")))
        ->required()
        ->type_name("NAME");
    command.add_flag("--json", o->json, render(LOOM_TEXT("With the lines of each node, as one JSON object.")));
}

} // namespace loom::cli
