#include "base/threads.h"
#include "cli/command.h"
#include "cli/output.h"
#include "engine/backend.h"

#include <nlohmann/json.hpp>

namespace loom::cli {
namespace {

int run(bool json)
{
    std::vector<std::vector<std::string>> rows;
    for (const DeviceInfo& device : devices())
        if (json)
            print_json({{"id", device.id},
                        {"description", render(device.description)},
                        {"available", device.available},
                        {"reason", render(device.reason)},
                        {"threads", device.available ? allowed_processors() : 0}});
        else
            rows.push_back({device.id, render(device.available ? device.description : device.reason)});
    print_table(rows);
    return good;
}

} // namespace

void add_devices(CommandLine& line)
{
    const auto json = std::make_shared<bool>();
    CLI::App& command = line.add("devices", LOOM_TEXT("Lists what can compute here, and why not where it cannot."),
                                 [json] { return run(*json); });
    command.add_flag("--json", *json, render(LOOM_TEXT("One JSON object a line on standard output.")));
}

} // namespace loom::cli
