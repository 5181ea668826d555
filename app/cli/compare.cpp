#include "cli/command.h"
#include "cli/open.h"
#include "cli/output.h"
#include "project/difference_words.h"

#include <nlohmann/json.hpp>

namespace loom::cli {
namespace {

using nlohmann::json;

struct Options {
    std::string first, second, first_run, second_run;
    bool json = false;
};

/// The document of a project, or of one of its runs.
Result<Document> document_of(const std::string& file, const std::string& run)
{
    auto project = load_project(file);
    if (!project)
        return project.error();
    if (run.empty())
        return std::move(project->document);
    auto record = Runs(project->file).load(run);
    return record ? Result<Document>(std::move(record->document)) : Result<Document>(record.error());
}

json id_json(const std::optional<NodeId>& id)
{
    return id ? json(std::int64_t(*id)) : json();
}

std::string_view about_id(DifferenceRow::About about)
{
    switch (about) {
    case DifferenceRow::About::Network:
        return "network";
    case DifferenceRow::About::Recipe:
        return "recipe";
    case DifferenceRow::About::Data:
        return "data";
    }
    return {};
}

std::string_view sign_id(DifferenceRow::Sign sign)
{
    switch (sign) {
    case DifferenceRow::Sign::Added:
        return "added";
    case DifferenceRow::Sign::Removed:
        return "removed";
    case DifferenceRow::Sign::Changed:
        return "changed";
    }
    return {};
}

int run(const Options& o)
{
    if (o.second.empty() && o.first_run.empty() && o.second_run.empty())
        return fail({LOOM_TEXT("There is only one network to compare."),
                     LOOM_TEXT("Name a second project, or runs of the first with --run and --with-run."), Blame::Call});
    const auto before = document_of(o.first, o.first_run);
    if (!before)
        return fail(before.error());
    const auto after = document_of(o.second.empty() ? o.first : o.second, o.second_run);
    if (!after)
        return fail(after.error());
    const Difference found = difference(*before, *after);
    const auto rows = rows_of(found, *before, *after);
    if (o.json) {
        json list = json::array();
        for (const DifferenceRow& row : rows)
            list.push_back({{"about", about_id(row.about)},
                            {"sign", sign_id(row.sign)},
                            {"before", id_json(row.before)},
                            {"after", id_json(row.after)},
                            {"what", render(row.what)}});
        print_json({{"same", found.empty()}, {"in_both", found.pairs.size()}, {"differences", std::move(list)}});
        return good;
    }
    if (found.empty())
        print(LOOM_TEXT("Network, recipe and data are the same."));
    for (const DifferenceRow& row : rows)
        print_line(std::string(sign_text(row.sign)) + " " + render(row.what));
    return good;
}

} // namespace

void add_compare(CommandLine& line)
{
    const auto o = std::make_shared<Options>();
    CLI::App& command = line.add("compare", LOOM_TEXT("Says what differs between two projects or runs: network, recipe and data."),
                                 [o] { return run(*o); });
    command.add_option("FIRST.loom", o->first, render(LOOM_TEXT("The project file.")))->required();
    command.add_option("SECOND.loom", o->second, render(LOOM_TEXT("What it is compared with; without it, the same project.")));
    command.add_option("--run", o->first_run, render(LOOM_TEXT("A run of the first, in place of the project as it is.")))
        ->type_name("RUN");
    command.add_option("--with-run", o->second_run, render(LOOM_TEXT("A run of the second, in place of the project as it is.")))
        ->type_name("RUN");
    command.add_flag("--json", o->json, render(LOOM_TEXT("As one JSON object.")));
}

} // namespace loom::cli
