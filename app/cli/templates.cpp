#include "project/templates.h"
#include "graph/kit.h"
#include "cli/command.h"
#include "cli/output.h"

#include <nlohmann/json.hpp>

namespace loom::cli {
namespace {

int run(bool json)
{
    std::vector<std::vector<std::string>> rows;
    for (const Template& t : templates())
        if (json)
            print_json({{"id", t.id},
                        {"title", render(t.title)},
                        {"subtitle", render(t.subtitle)},
                        {"network", render(t.network)},
                        {"data", render(t.data)},
                        {"figure", t.figure}});
        else
            rows.push_back({std::string(t.id), render(t.title), render(t.network)});
    for (const Architecture* a : architecture_types())
        if (json)
            print_json({{"id", a->id}, {"title", render(a->title)}, {"help", render(a->help)}, {"source", a->source}});
        else
            rows.push_back({std::string(a->id), render(a->title), std::string(a->source)});
    print_table(rows);
    return good;
}

} // namespace

void add_templates(CommandLine& line)
{
    const auto json = std::make_shared<bool>();
    CLI::App& command = line.add("templates", LOOM_TEXT("Lists the sample projects, and the networks that are known by their name."), [json] { return run(*json); });
    command.add_flag("--json", *json, render(LOOM_TEXT("One JSON object a line on standard output.")));
}

} // namespace loom::cli
