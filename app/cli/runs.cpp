#include "base/lock.h"
#include "cli/command.h"
#include "cli/open.h"
#include "cli/output.h"
#include "train/run_table.h"
#include "train/tensorboard.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace loom::cli {
namespace {

struct Options {
    std::string file, tensorboard, restore;
    std::vector<std::string> runs, tags, untags;
    std::optional<std::string> note, title;
    bool baseline = false, no_baseline = false, json = false, csv = false, to_bin = false, from_bin = false, bin = false;

    bool writes() const { return note || title || !tags.empty() || !untags.empty() || baseline; }
    bool moves() const { return to_bin || from_bin; }
};

/// A cell of the terminal's table; numbers short, the state in words.
std::string shown(const Runs& store, const RunField& field, const RunRecord& run)
{
    if (field.id == "state")
        return render(state_text(run.state, FolderLock::is_held(store.folder(run.name))));
    const nlohmann::json value = field.of(run);
    if (value.is_number_float())
        return fmt::format("{:.4g}", value.get<double>());
    const std::string text = field_text(value);
    return text.empty() ? "–" : text;
}

/// Why these options do not go together, if so.
std::optional<Error> contradiction(const Options& o)
{
    const auto wrong = [](Text what, Text hint) { return Error{what, hint, Blame::Call}; };
    if (o.json && o.csv)
        return wrong(LOOM_TEXT("--json and --csv exclude each other."), LOOM_TEXT("Choose one of them."));
    if (o.baseline && o.no_baseline)
        return wrong(LOOM_TEXT("--baseline and --no-baseline exclude each other."), LOOM_TEXT("Choose one of them."));
    if (o.to_bin + o.from_bin + o.bin > 1)
        return wrong(LOOM_TEXT("--delete, --undelete and --bin exclude each other."), LOOM_TEXT("Choose one of them."));
    if ((o.moves() || o.bin) && (o.writes() || o.no_baseline))
        return wrong(LOOM_TEXT("Notes are written to runs that are not in the bin."), LOOM_TEXT("Bring the run back first, or write before it goes."));
    if ((o.writes() || o.moves()) && o.runs.empty())
        return wrong(LOOM_TEXT("Nothing says which run is meant."), LOOM_TEXT("Name it behind the project, as in: loom runs FILE.loom run-1 --note \"…\""));
    if ((o.title || o.baseline || !o.restore.empty()) && o.runs.size() != 1)
        return wrong(LOOM_TEXT("--title, --baseline and --restore are for one run."), LOOM_TEXT("Name one run behind the project."));
    return {};
}

/// What --note, --title, --tag, --untag, --baseline and --no-baseline ask for.
Status write(const Options& o, const Runs& runs)
{
    if (o.no_baseline)
        LOOM_TRY(runs.pin_baseline({}));
    if (o.baseline)
        LOOM_TRY(runs.pin_baseline(o.runs.front()));
    if (!o.note && !o.title && o.tags.empty() && o.untags.empty())
        return Ok{};
    for (const std::string& run : o.runs)
        LOOM_TRY(runs.change_notes(run, [&](RunNotes& notes) {
            notes.note = o.note.value_or(notes.note);
            notes.title = o.title.value_or(notes.title);
            std::string all = tags_text(notes.tags);
            for (const std::string& tag : o.tags)
                all += "," + tag;
            notes.tags = tags_in(all);
            for (const std::string& some : o.untags)
                for (const std::string& tag : tags_in(some))
                    std::erase(notes.tags, tag);
        }));
    return Ok{};
}

/// Those that were named, in the order of their names on the command line; all where none was.
Result<std::vector<RunRecord>> named(const Options& o, const Runs& runs)
{
    if (o.runs.empty()) {
        Runs::Listing listing = runs.list();
        for (const auto& [name, error] : listing.damaged)
            tell(Message(LOOM_TEXT("%1 is damaged and left out: %2"), name, error.message));
        for (const Error& error : listing.unread)
            tell(error.message);
        return std::move(listing.runs);
    }
    std::vector<RunRecord> found;
    for (const std::string& name : o.runs) {
        auto run = runs.load(name);
        if (!run)
            return run.error();
        found.push_back(std::move(*run));
    }
    return found;
}

/// The same, with what those that have not ended came to so far, where it can be read.
Result<std::vector<RunRecord>> chosen(const Options& o, const Runs& runs)
{
    auto found = named(o, runs);
    if (found)
        for (RunRecord& run : *found)
            if (run.state == RunRecord::State::Unfinished)
                if (const auto metrics = runs.metrics(run.name))
                    run = so_far(std::move(run), metrics->epochs);
    return found;
}

/// Into the bin, damaged ones too; all or, where one cannot be, those before it. Their names there.
Result<std::vector<std::string>> thrown_away(const Options& o, const Runs& runs)
{
    const Runs::Listing all = runs.list();
    std::vector<std::string> names;
    for (const std::string& name : o.runs) {
        if (std::ranges::find(all.damaged, name, &std::pair<std::string, Error>::first) == all.damaged.end())
            if (const auto record = runs.load(name); !record)
                return record.error();
        if (FolderLock::is_held(runs.folder(name)))
            return Error{Message(LOOM_TEXT("%1 is being trained at this moment."), name), Message(LOOM_TEXT("Stop it first: loom tell %1 %2 discard"), o.file, name)};
        auto there = runs.discard(name);
        if (!there)
            return there.error();
        names.push_back(std::move(*there));
    }
    return names;
}

/// Out of the bin. Their names now.
Result<std::vector<std::string>> fetched_back(const Options& o, const Runs& runs)
{
    std::vector<std::string> names;
    for (const std::string& name : o.runs) {
        auto here = runs.restore(name);
        if (!here)
            return here.error();
        names.push_back(std::move(*here));
    }
    return names;
}

int move_runs(const Options& o, const Runs& runs)
{
    const auto names = o.to_bin ? thrown_away(o, runs) : fetched_back(o, runs);
    if (!names)
        return fail(names.error());
    for (std::size_t i = 0; i < names->size(); ++i)
        if (o.json)
            print_json({{o.to_bin ? "deleted" : "undeleted", o.runs[i]}, {"name", (*names)[i]}});
        else if (o.to_bin)
            print(Message(LOOM_TEXT("%1 is in the bin. Back with: loom runs %2 %3 --undelete"), o.runs[i], o.file, (*names)[i]));
        else
            print(Message(LOOM_TEXT("%1 is back as %2."), o.runs[i], (*names)[i]));
    return good;
}

int put_back(const Options& o, const Project& project, const RunRecord& run)
{
    const Project restored{o.restore, as_trained_on(run.document, project.document)};
    if (auto created = create_project(restored); !created)
        return fail(created.error());
    print(Message(LOOM_TEXT("%1 is the project as %2 was trained."), o.restore, run.name));
    return good;
}

int write_events(const Options& o, const Runs& store, const std::vector<RunRecord>& runs)
{
    for (const RunRecord& run : runs)
        if (auto written = write_tensorboard(store, run, o.tensorboard); !written)
            return fail(written.error());
    print(Message(LOOM_TEXT("Runs written: %1. See them with: tensorboard --logdir %2"), runs.size(), o.tensorboard));
    return good;
}

void print_runs(const Runs& store, const std::vector<RunRecord>& runs)
{
    const bool written = std::ranges::any_of(runs, [](const RunRecord& r) { return r.baseline || r.notes != RunNotes(); });
    std::vector<std::vector<std::string>> rows(1);
    for (const RunField& field : run_fields())
        if (field.usual)
            rows[0].push_back(render(field.title));
    if (written)
        rows[0].push_back(render(LOOM_TEXT("notes")));
    for (const RunRecord& r : runs) {
        rows.emplace_back();
        for (const RunField& field : run_fields())
            if (field.usual)
                rows.back().push_back(shown(store, field, r));
        if (!written)
            continue;
        std::vector<std::string> words = r.notes.tags;
        if (r.baseline)
            words.insert(words.begin(), render(LOOM_TEXT("baseline")));
        std::string cell = tags_text(words);
        for (const std::string& text : {r.notes.title, r.notes.note})
            if (!text.empty())
                (cell += cell.empty() ? "" : " · ") += text.substr(0, text.find('\n'));
        rows.back().push_back(cell);
    }
    print_table(rows);
}

int run(const Options& o)
{
    if (const auto wrong = contradiction(o))
        return fail(*wrong);
    const auto project = load_project(o.file);
    if (!project)
        return fail(project.error());
    const Runs beside(project->file), store = o.bin ? beside.binned() : beside;
    if (o.moves())
        return move_runs(o, beside);
    if (auto written = write(o, store); !written)
        return fail(written.error());
    const auto runs = chosen(o, store);
    if (!runs)
        return fail(runs.error());
    if (!o.restore.empty())
        return put_back(o, *project, runs->front());
    if (!o.tensorboard.empty())
        return write_events(o, store, *runs);
    if (o.csv) {
        print_line(run_table_csv(*runs));
        return good;
    }
    if (o.json) {
        for (const RunRecord& r : *runs) {
            nlohmann::json row;
            for (const RunField& field : run_fields())
                row[field.id] = field.of(r);
            print_json(row);
        }
        return good;
    }
    if (runs->empty())
        print(o.bin ? LOOM_TEXT("The bin is empty.") : LOOM_TEXT("There are no runs yet."));
    else
        print_runs(store, *runs);
    return good;
}

} // namespace

void add_runs(CommandLine& line)
{
    const auto o = std::make_shared<Options>();
    CLI::App& command = line.add("runs", LOOM_TEXT("Lists the runs of a project: how they were trained and what came of it. Writes notes to them, and what other programs read."), [o] { return run(*o); });
    command.add_option("FILE.loom", o->file, render(LOOM_TEXT("The project file.")))->required();
    command.add_option("RUN", o->runs, render(LOOM_TEXT("The runs that are meant; without them, all.")));
    command.add_flag("--json", o->json, render(LOOM_TEXT("One JSON object a line on standard output.")));
    command.add_flag("--csv", o->csv, render(LOOM_TEXT("A table with all that is known of each run, as CSV.")));
    command.add_option("--title", o->title, render(LOOM_TEXT("Calls the run so; empty: as its folder.")))->type_name("TEXT");
    command.add_option("--note", o->note, render(LOOM_TEXT("Writes a note to the runs, in place of the one that is there.")))->type_name("TEXT");
    command.add_option("--tag", o->tags, render(LOOM_TEXT("Gives the runs a tag, beside those that they have.")))->type_name("TAG")->allow_extra_args(false);
    command.add_option("--untag", o->untags, render(LOOM_TEXT("Takes a tag off the runs.")))->type_name("TAG")->allow_extra_args(false);
    command.add_flag("--baseline", o->baseline, render(LOOM_TEXT("Pins the run as the one that others are compared with.")));
    command.add_flag("--no-baseline", o->no_baseline, render(LOOM_TEXT("No run is pinned any more.")));
    command.add_flag("--delete", o->to_bin, render(LOOM_TEXT("Moves the runs into the bin beside the others, where nothing is lost.")));
    command.add_flag("--undelete", o->from_bin, render(LOOM_TEXT("Fetches the runs back out of the bin.")));
    command.add_flag("--bin", o->bin, render(LOOM_TEXT("Lists the runs in the bin.")));
    command.add_option("--tensorboard", o->tensorboard, render(LOOM_TEXT("Writes the runs' curves as event files of TensorBoard, a folder for each.")))->type_name("FOLDER");
    command.add_option("--restore", o->restore, render(LOOM_TEXT("Makes a new project of what the run was trained with: network, recipe and data.")))->type_name("OUT.loom");
}

} // namespace loom::cli
