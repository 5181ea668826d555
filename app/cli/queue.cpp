#include "base/wall_clock.h"
#include "cli/command.h"
#include "cli/leaving.h"
#include "cli/open.h"
#include "cli/output.h"
#include "search/queue.h"
#include "train/run_table.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>

namespace loom::cli {
namespace {

using nlohmann::json;

struct Options {
    std::vector<std::string> files, move; // move: a number and a place.
    std::string kept_in, at, device = "auto";
    std::optional<std::int64_t> epochs, seed, threads, remove;
    bool list = false, pause = false, go_on = false, json = false;

    /// Looks at the queue or changes it, and trains nothing.
    bool only_looks() const { return list || remove || !move.empty() || pause || go_on; }
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

/// Where the order is kept.
fs::path file_of(const Options& o) { return o.kept_in.empty() ? Queue::beside(o.files.front()) : fs::path(std::u8string(o.kept_in.begin(), o.kept_in.end())); }

/// A whole number from 1; as CLI11 reads those of an option that has several.
Result<std::int64_t> counted(const std::string& text)
{
    std::int64_t n = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
    if (error != std::errc() || end != text.data() + text.size() || n < 1)
        return Error{Message(LOOM_TEXT("This value has the wrong form: %1"), text), LOOM_TEXT("Entries and places are counted from 1; “--list” shows them."), Blame::Call};
    return n;
}

/// --remove, --move, --pause and --go-on, in this order.
Status change(const Options& o)
{
    auto queue = Queue::open(file_of(o));
    if (!queue)
        return queue.error();
    if (o.remove)
        LOOM_TRY(queue->remove(*o.remove));
    if (!o.move.empty()) {
        const auto number = counted(o.move[0]), place = counted(o.move[1]);
        if (!number || !place)
            return number ? place.error() : number.error();
        LOOM_TRY(queue->move(*number, std::size_t(*place - 1)));
    }
    return o.pause || o.go_on ? queue->pause(o.pause) : Status(Ok{});
}

/// When it may begin, what came of it, or why nothing did.
std::string remark_of(const QueueEntry& e)
{
    if (e.state == QueueEntry::State::Waiting && e.at)
        return render(Message(LOOM_TEXT("from %1"), local_text(*e.at)));
    return e.reason.empty() ? e.run : e.reason;
}

Text state_words(QueueEntry::State state)
{
    switch (state) {
    case QueueEntry::State::Waiting:
        return LOOM_TEXT("waits");
    case QueueEntry::State::Begun:
        return LOOM_TEXT("begun");
    case QueueEntry::State::Finished:
        return state_text(RunRecord::State::Finished, false);
    case QueueEntry::State::Failed:
        break;
    }
    return state_text(RunRecord::State::Failed, false);
}

int show(const Options& o)
{
    const auto queue = Queue::read(file_of(o));
    if (!queue)
        return fail(queue.error());
    if (o.json) {
        for (const QueueEntry& e : queue->entries)
            print_json(entry_json(e));
        print_json({{"event", "queue"}, {"open", std::ranges::count_if(queue->entries, &QueueEntry::open)}, {"paused", queue->paused}});
        return good;
    }
    std::vector<std::vector<std::string>> rows{{render(LOOM_TEXT("number")), render(LOOM_TEXT("project")), render(LOOM_TEXT("state")), ""}};
    for (const QueueEntry& e : queue->entries)
        rows.push_back({std::to_string(e.number), path_text(e.project), render(state_words(e.state)), remark_of(e)});
    if (rows.size() > 1)
        print_table(rows);
    else
        print(LOOM_TEXT("The queue is empty."));
    if (queue->paused)
        print(LOOM_TEXT("The queue is paused: nothing begins by itself. It goes on with --go-on, or when it is called."));
    return good;
}

/// Why these options do not go together, if so.
std::optional<Error> contradiction(const Options& o)
{
    if (o.pause && o.go_on)
        return Error{LOOM_TEXT("--pause and --go-on exclude each other."), LOOM_TEXT("Choose one of them."), Blame::Call};
    if (o.only_looks() && (o.epochs || o.seed || !o.at.empty()))
        return Error{LOOM_TEXT("--epochs, --seed and --at are for what is put into the queue."), LOOM_TEXT("Leave them out, or call the queue without --list, --remove, --move, --pause and --go-on."), Blame::Call};
    return {};
}

/// Changes it where that is asked for, and shows how it is then.
int look(const Options& o)
{
    if (const auto project = load_project(o.files.front()); !project)
        return fail(project.error());
    if (o.remove || !o.move.empty() || o.pause || o.go_on)
        if (const auto changed = change(o); !changed)
            return fail(changed.error());
    return show(o);
}

int run(const Options& o)
{
    if (const auto wrong = contradiction(o))
        return fail(*wrong);
    if (o.only_looks())
        return look(o);
    const std::int64_t now = utc_seconds();
    if (auto can = can_compute(o.device, o.threads); !can)
        return fail(can.error());
    const auto at = wanted_time(o, now);
    if (!at)
        return fail(at.error());
    auto queue = Queue::open(file_of(o));
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
    command.add_option("--in", o->kept_in, render(LOOM_TEXT("The file that keeps the order; without it, one beside the first project's runs.")))->type_name("PATH");
    command.add_flag("--list", o->list, render(LOOM_TEXT("Shows what is in the queue, and trains nothing.")));
    command.add_option("--remove", o->remove, render(LOOM_TEXT("Takes an entry that has not ended out of the queue; a run that was begun stays.")))->type_name("N");
    command.add_option("--move", o->move, render(LOOM_TEXT("Puts the entry N at a place among those that wait, counted from 1.")))->type_name("N TO")->expected(2);
    command.add_flag("--pause", o->pause, render(LOOM_TEXT("Nothing begins by itself any more: the window leaves the queue alone.")));
    command.add_flag("--go-on", o->go_on, render(LOOM_TEXT("Ends a pause, and trains nothing itself.")));
    command.add_option("--device", o->device, render(LOOM_TEXT("The device: auto, cpu, cuda or reference.")))->type_name("D");
    command.add_option("--threads", o->threads, render(LOOM_TEXT("How many threads; without it, as many as this process may use.")))->type_name("N");
    command.add_flag("--json", o->json, render(LOOM_TEXT("One JSON object a line on standard output.")));
}

} // namespace loom::cli
