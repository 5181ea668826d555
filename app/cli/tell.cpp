#include "cli/command.h"
#include "cli/open.h"
#include "cli/output.h"
#include "train/orders.h"

#include <nlohmann/json.hpp>

namespace loom::cli {
namespace {

struct Options {
    std::string file, run, order;
    std::optional<double> number;
    bool json = false;
};

int run(const Options& o)
{
    const auto order = order_of(o.order, o.number);
    if (!order)
        return fail(order.error());
    const auto project = load_project(o.file);
    if (!project)
        return fail(project.error());
    if (auto given = give_order(Runs(project->file), o.run, *order); !given)
        return fail(given.error());
    if (o.json)
        print_json({{"run", o.run}, {"order", id_of(order->what)}, {"taken", true}});
    else
        print(Message(LOOM_TEXT("%1 has taken the order “%2”."), o.run, id_of(order->what)));
    return good;
}

} // namespace

void add_tell(CommandLine& line)
{
    const auto o = std::make_shared<Options>();
    CLI::App& command = line.add("tell", LOOM_TEXT("Tells a run that another program here trains what to do: “loom train” or the window."), [o] { return run(*o); });
    command.add_option("FILE.loom", o->file, render(LOOM_TEXT("The project file.")))->required();
    command.add_option("RUN", o->run, render(LOOM_TEXT("The run.")))->required();
    command.add_option("ORDER", o->order, render(LOOM_TEXT("pause, go-on, stop (and keep the best), discard, more-epochs N, or rate X: so many times what the recipe says.")))->required();
    command.add_option("NUMBER", o->number, render(LOOM_TEXT("Of more-epochs and rate.")));
    command.add_flag("--json", o->json, render(LOOM_TEXT("One JSON object a line on standard output.")));
}

} // namespace loom::cli
