#include "evaluate/selftest.h"
#include "base/threads.h"
#include "cli/command.h"
#include "cli/output.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace loom::cli {
namespace {

struct Options {
    std::string device = "auto";
    bool json = false;
};

int run(const Options& o)
{
    auto device = open_device(o.device);
    if (!device)
        return fail(device.error());
    std::size_t failed = 0;
    const auto all = selftest(**device, allowed_processors(), [&](const Comparison& c) {
        failed += !c.passed;
        const std::string trouble = render(c.trouble);
        if (o.json)
            print_json({{"name", c.name}, {"passed", c.passed}, {"error", c.error}, {"trouble", trouble}});
        else if (!c.passed)
            print_line(fmt::format("{}  {:.2e}  {}", c.name, c.error, trouble));
    });
    if (!o.json)
        print(Message(LOOM_TEXT("%1 of %2 comparisons with the reference device passed on %3."), all.size() - failed,
                      all.size(), (*device)->description()));
    return failed ? machine_refused : good;
}

} // namespace

void add_selftest(CommandLine& line)
{
    const auto o = std::make_shared<Options>();
    CLI::App& command = line.add("selftest", LOOM_TEXT("Compares a device with the reference, layer by layer."),
                                 [o] { return run(*o); });
    command.add_option("--device", o->device, render(LOOM_TEXT("The device: auto, cpu, cuda or reference.")))
        ->type_name("D");
    command.add_flag("--json", o->json, render(LOOM_TEXT("One JSON object a line on standard output.")));
}

} // namespace loom::cli
