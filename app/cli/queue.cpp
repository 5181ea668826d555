#include "base/wall_clock.h"
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
    std::string list, at, device = "auto";
    std::optional<std::int64_t> epochs, seed, threads;
    bool json = false;
};

json entry_json(const QueueEntry& e)
{
    return {{"at", e.at ? json(utc_text(*e.at)) : json()}, {"number", e.number}, {"project", path_text(e.project)}, {"reason", e.reason.empty() ? json() : json(e.reason)}, {"run", e.run.empty() ? json() : json(e.run)}, {"state", state_id(e.state)}};
}

void tell_entry(const Options& o, std::string_view event, const QueueEntry& e)
{
    if (o.json) {
        json row = entry_json(e);
        row["event"] = event;
        print_json(row);
    } else if (event == "begins") {
        tell(Message(LOOM_TEXT("%1 · %2 begins"), e.number, path_text(e.project)));
    } else if (event == "waits" && e.state == QueueEntry::State::Waiting) {
        tell(Message(LOOM_TEXT("%1 · %2 waits until %3"), e.number, path_text(e.project), local_text(*e.at)));
    } else if (event == "waits") {
        tell(Message(LOOM_TEXT("%1 · %2 waits: another program is training it"), e.number, path_text(e.project)));
    } else if (e.state == QueueEntry::State::Failed) {
        tell(Message(LOOM_TEXT("%1 · %2 failed: %3"), e.number, path_text(e.project), e.reason));
    } else {
        tell(Message(LOOM_TEXT("%1 · %2 is trained (%3)"), e.number, path_text(e.project), e.run));
    }
}

/// What --at says: nothing where it is not given, and for "now".
Result<std::optional<std::int64_t>> wanted_time(const Options& o, std::int64_t now)
{
    if (o.at.empty() || o.at == "now")
        return std::optional<std::int64_t>();
    const auto at = seconds_of_local(o.at, now);
    if (!at)
        return Error{Message(LOOM_TEXT("--%1: %2"), "at", at.error().message), at.error().hint, Blame::Call};
    return std::optional(*at);
}

/// Puts in what is named and does not wait already. What waits already gets the time that is asked for, unless its own has come.
Status fill(const Options& o, std::optional<std::int64_t> at, std::int64_t now, Queue& queue)
{
    const bool goes_on = std::ranges::any_of(queue.entries(), &QueueEntry::open); // What it has done already is not asked for again.
    for (const std::string& file : o.files) {
        auto project = load_project(file);
        if (!project)
            return project.error();
        LOOM_TRY(set_recipe(project->document, "epochs", o.epochs));
        LOOM_TRY(set_recipe(project->document, "seed", o.seed));
        const fs::path absolute = fs::absolute(project->file);
        const auto same = std::ranges::find_if(queue.entries(), [&](const QueueEntry& e) { return (e.open() || (goes_on && e.state == QueueEntry::State::Finished)) && e.project == absolute && e.document == project->document; });
        if (same == queue.entries().end())
            LOOM_TRY(queue.add(absolute, project->document, at));
        else if (!o.at.empty() && same->state == QueueEntry::State::Waiting && (!same->at || *same->at > now))
            LOOM_TRY(queue.set_time(same->number, at));
    }
    return queue.pause(false);
}

int run(const Options& o)
{
    const std::int64_t now = utc_seconds();
    if (auto can = can_compute(o.device, o.threads); !can)
        return fail(can.error());
    const auto at = wanted_time(o, now);
    if (!at)
        return fail(at.error());
    const fs::path list = o.list.empty() ? Queue::beside(o.files.front()) : fs::path(std::u8string(o.list.begin(), o.list.end()));
    auto queue = Queue::open(list);
    if (!queue)
        return fail(queue.error());
    if (const auto left = std::ranges::count_if(queue->entries(), &QueueEntry::open))
        tell(Message(LOOM_TEXT("The queue goes on; %1 trainings wait in it."), left));
    if (auto filled = fill(o, *at, now, *queue); !filled)
        return fail(filled.error());
    Leaving leaving(Message(LOOM_TEXT("The queue has stopped. The same call goes on with it: loom queue %1"), o.files.front()));
    Queue::Watch watch;
    watch.leaves = [&] { return leaving.asked(); };
    watch.data = [](const QueueEntry& e) { return open_dataset(e.document, e.project); };
    watch.waits = [&](const QueueEntry& e) { tell_entry(o, "waits", e); };
    watch.begins = [&](const QueueEntry& e) { tell_entry(o, "begins", e); };
    std::size_t done = 0, failed = 0;
    watch.ends = [&](const QueueEntry& e) {
        ++done;
        failed += e.state == QueueEntry::State::Failed;
        tell_entry(o, "ends", e);
    };
    const auto ended = queue->go(o.device, int(o.threads.value_or(0)), watch);
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
    command.add_option("--at", o->at, render(LOOM_TEXT("When they may begin, by the clocks here: a time of the day (22:00), a day and a time (2026-11-30 22:00), or now.")))->type_name("TIME");
    command.add_option("--list", o->list, render(LOOM_TEXT("The file that keeps the order; without it, one beside the first project's runs.")))->type_name("PATH");
    command.add_option("--device", o->device, render(LOOM_TEXT("The device: auto, cpu, cuda or reference.")))->type_name("D");
    command.add_option("--threads", o->threads, render(LOOM_TEXT("How many threads; without it, as many as this process may use.")))->type_name("N");
    command.add_flag("--json", o->json, render(LOOM_TEXT("One JSON object a line on standard output.")));
}

} // namespace loom::cli
