#include "cli/command.h"
#include "cli/open.h"
#include "cli/output.h"
#include "train/run_table.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace loom::cli {
namespace {

struct Options {
    std::string file;
    bool json = false, csv = false;
};

/// A cell of the terminal's table; numbers short.
std::string shown(const RunField& field, const RunRecord& run)
{
    const nlohmann::json value = field.of(run);
    if (value.is_null())
        return "–";
    if (value.is_number_float())
        return fmt::format("{:.4g}", value.get<double>());
    return value.is_string() ? value.get<std::string>() : value.dump();
}

int run(const Options& o)
{
    if (o.json && o.csv)
        return fail({LOOM_TEXT("--json and --csv exclude each other."), LOOM_TEXT("Choose one of them."), Blame::Call});
    const auto project = load_project(o.file);
    if (!project)
        return fail(project.error());
    const Runs::Listing listing = Runs(project->file).list();
    for (const auto& [name, error] : listing.damaged)
        tell(Message(LOOM_TEXT("%1 is damaged and left out: %2"), name, error.message));
    if (o.csv) {
        print_line(run_table_csv(listing.runs));
        return good;
    }
    if (o.json) {
        for (const RunRecord& r : listing.runs) {
            nlohmann::json row;
            for (const RunField& field : run_fields())
                row[std::string(field.id)] = field.of(r);
            print_json(row);
        }
        return good;
    }
    if (listing.runs.empty()) {
        print(LOOM_TEXT("There are no runs yet."));
        return good;
    }
    std::vector<std::vector<std::string>> rows(1);
    for (const RunField& field : run_fields())
        if (field.usual)
            rows[0].push_back(render(field.title));
    for (const RunRecord& r : listing.runs) {
        rows.emplace_back();
        for (const RunField& field : run_fields())
            if (field.usual)
                rows.back().push_back(shown(field, r));
    }
    print_table(rows);
    return good;
}

} // namespace

void add_runs(CommandLine& line)
{
    const auto o = std::make_shared<Options>();
    CLI::App& command = line.add("runs", LOOM_TEXT("Lists the runs of a project: how they were trained and what came of it."), [o] { return run(*o); });
    command.add_option("FILE.loom", o->file, render(LOOM_TEXT("The project file.")))->required();
    command.add_flag("--json", o->json, render(LOOM_TEXT("One JSON object a line on standard output.")));
    command.add_flag("--csv", o->csv, render(LOOM_TEXT("A table with all that is known of each run, as CSV.")));
}

} // namespace loom::cli
