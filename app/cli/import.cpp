#include "cli/command.h"
#include "cli/output.h"
#include "train/import_network.h"

#include <nlohmann/json.hpp>

namespace loom::cli {
namespace {

using nlohmann::json;

struct Options {
    std::string onnx, file;
    bool json = false;
};

int run(const Options& o)
{
    const auto imported = import_onnx(o.onnx, o.file);
    if (!imported)
        return fail(imported.error());
    const auto& nodes = imported->project.document.nodes();
    if (o.json) {
        json opaque = json::array();
        for (const auto& [id, why] : imported->opaque)
            opaque.push_back({{"id", std::int64_t(id)}, {"node", nodes.at(id).name}, {"operator", std::get<std::string>(nodes.at(id).values[0])}, {"why", render(why)}});
        print_json({{"project", o.file}, {"nodes", nodes.size()}, {"run", imported->run}, {"opaque", std::move(opaque)},
                    {"difference", imported->difference ? json(*imported->difference) : json()},
                    {"why_not_compared", imported->why_not_compared ? json(render(*imported->why_not_compared)) : json()}});
        return good;
    }
    print(Message(LOOM_TEXT("%1 is ready."), o.file));
    if (!imported->run.empty())
        print(Message(LOOM_TEXT("Its weights are %1, with which training begins."), imported->run));
    if (imported->difference)
        print(Message(LOOM_TEXT("Its layers and the file give the same numbers: they differ by at most %1 of the largest."), *imported->difference));
    if (imported->why_not_compared)
        tell(Message(LOOM_TEXT("Its layers could not be compared with the file: %1"), *imported->why_not_compared));
    for (const auto& [id, why] : imported->opaque)
        tell(Message(LOOM_TEXT("Nothing here does what %1 (%2) does: %3"), nodes.at(id).name, std::get<std::string>(nodes.at(id).values[0]), why));
    return good;
}

} // namespace

void add_import(CommandLine& line)
{
    const auto o = std::make_shared<Options>();
    CLI::App& command = line.add("import", LOOM_TEXT("Makes a project of the network in an ONNX file, with its weights. An existing file is never overwritten."),
                                 [o] { return run(*o); });
    command.add_option("FILE.onnx", o->onnx, render(LOOM_TEXT("The ONNX file.")))->required();
    command.add_option("FILE.loom", o->file, render(LOOM_TEXT("The project file to make.")))->required();
    command.add_flag("--json", o->json, render(LOOM_TEXT("One JSON object on standard output.")));
}

} // namespace loom::cli
