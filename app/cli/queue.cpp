#include "cli/command.h"
#include "cli/leaving.h"
#include "cli/open.h"
#include "cli/output.h"
#include "search/queue.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace loom::cli {
namespace {

using nlohmann::json;

struct Options {
    std::vector<std::string> files;
    std::string list, device = "auto";
    std::optional<std::int64_t> epochs, seed;
    std::int64_t threads = 0;
    bool json = false;
};

json entry_json(const QueueEntry& e)
{
    return {{"number", e.number}, {"project", path_text(e.project)}, {"reason", e.reason.empty() ? json() : json(e.reason)}, {"run", e.run.empty() ? json() : json(e.run)}, {"state", state_id(e.state)}};
}

void tell_entry(const Options& o, std::string_view event, const QueueEntry& e)
{
    if (o.json) {
        json row = entry_json(e);
        row["event"] = event;
        print_json(row);
    } else if (event == "begins") {
        tell(Message(LOOM_TEXT("%1 · %2 begins"), e.number, path_text(e.project)));
    } else if (e.state == QueueEntry::State::Failed) {
        tell(Message(LOOM_TEXT("%1 · %2 failed: %3"), e.number, path_text(e.project), e.reason));
    } else {
        tell(Message(LOOM_TEXT("%1 · %2 is trained (%3)"), e.number, path_text(e.project), e.run));
    }
}

/// Puts in what is named and does not wait already.
Status fill(const Options& o, Queue& queue)
{
    for (const std::string& file : o.files) {
        auto project = load_project(file);
        if (!project)
            return project.error();
        LOOM_TRY(set_recipe(project->document, "epochs", o.epochs));
        LOOM_TRY(set_recipe(project->document, "seed", o.seed));
        const fs::path absolute = fs::absolute(project->file);
        if (std::ranges::none_of(queue.entries(), [&](const QueueEntry& e) { return e.open() && e.project == absolute && e.document == project->document; }))
            LOOM_TRY(queue.add(absolute, project->document));
    }
    return Ok{};
}

int run(const Options& o)
{
    const fs::path list = o.list.empty() ? Runs::beside(o.files.front()) / ".queue.json" : fs::path(std::u8string(o.list.begin(), o.list.end()));
    auto queue = Queue::open(list);
    if (!queue)
        return fail(queue.error());
    if (const auto left = std::ranges::count_if(queue->entries(), &QueueEntry::open))
        tell(Message(LOOM_TEXT("The queue goes on; %1 trainings wait in it."), left));
    if (auto filled = fill(o, *queue); !filled)
        return fail(filled.error());
    Leaving leaving(Message(LOOM_TEXT("The queue has stopped. The same call goes on with it: loom queue %1"), o.files.front()));
    Queue::Watch watch;
    watch.leaves = [&] { return leaving.asked(); };
    watch.data = [](const QueueEntry& e) { return open_dataset(e.document, e.project); };
    watch.begins = [&](const QueueEntry& e) { tell_entry(o, "begins", e); };
    std::size_t done = 0, failed = 0;
    watch.ends = [&](const QueueEntry& e) {
        ++done;
        failed += e.state == QueueEntry::State::Failed;
        tell_entry(o, "ends", e);
    };
    const auto ended = queue->go(o.device, int(o.threads), watch);
    if (!ended)
        return fail(ended.error());
    if (!*ended)
        leaving.end();
    if (o.json)
        print_json({{"event", "finished"}, {"failed", failed}, {"trained", done - failed}});
    else
        print(Message(LOOM_TEXT("%1 trained, %2 failed."), done - failed, failed));
    return failed ? wrong_input : good;
}

} // namespace

void add_queue(CommandLine& line)
{
    const auto o = std::make_shared<Options>();
    CLI::App& command = line.add("queue", LOOM_TEXT("Trains projects one after another. The order is kept in a file: the same call goes on where it was interrupted."), [o] { return run(*o); });
    command.add_option("FILE.loom", o->files, render(LOOM_TEXT("The project files, in their order.")))->required();
    command.add_option("--epochs", o->epochs, render(LOOM_TEXT("How many epochs each.")))->type_name("N");
    command.add_option("--seed", o->seed, render(LOOM_TEXT("Where the random numbers start.")))->type_name("S");
    command.add_option("--list", o->list, render(LOOM_TEXT("The file that keeps the order; without it, one beside the first project's runs.")))->type_name("PATH");
    command.add_option("--device", o->device, render(LOOM_TEXT("The device: auto, cpu, cuda or reference.")))->type_name("D");
    command.add_option("--threads", o->threads, render(LOOM_TEXT("How many threads; without it, as many as this process may use.")))->type_name("N");
    command.add_flag("--json", o->json, render(LOOM_TEXT("One JSON object a line on standard output.")));
}

} // namespace loom::cli
