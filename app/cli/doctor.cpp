#include "cli/command.h"
#include "cli/open.h"
#include "cli/output.h"
#include "train/ailment.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace loom::cli {
namespace {

struct Options {
    std::string file, run, apply;
    bool json = false;
};

/// The run that was named, or the newest. Errors: that one is damaged.
Result<std::string> run_meant(const Runs& runs, const Options& o)
{
    if (o.run.empty())
        if (auto damaged = runs.newest_is_damaged()) {
            damaged->hint = Message(LOOM_TEXT("Move its folder away, or name the run that is meant behind the project."));
            return *damaged;
        }
    const Runs::Listing listing = runs.list();
    if (o.run.empty() && !listing.runs.empty())
        return listing.runs.back().name;
    if (o.run.empty())
        return Error{Message(LOOM_TEXT("%1 has no run that could be examined."), o.file), Message(LOOM_TEXT("Train it first: loom train %1"), o.file)};
    auto record = runs.load(o.run);
    return record ? Result<std::string>(o.run) : Result<std::string>(record.error());
}

/// Makes the remedy's edits in the project.
int apply(const Options& o, Project project, std::span<const Diagnosis> findings)
{
    const auto meant = std::ranges::find(findings, o.apply, &Diagnosis::ailment);
    if (meant == findings.end())
        return fail({Message(LOOM_TEXT("The run has no finding “%1”."), o.apply), Message(LOOM_TEXT("“loom doctor %1 --json” lists them."), o.file), Blame::Call});
    const auto remedy = remedy_of(*meant, project.document);
    if (!remedy)
        return fail({Message(LOOM_TEXT("No edit of this project is a remedy for “%1”."), o.apply), meant->hint});
    for (const Edit& edit : remedy->edits)
        if (auto done = project.document.apply(edit); !done)
            return fail(done.error());
    if (auto saved = save_project(project); !saved)
        return fail(saved.error());
    tell(Message(LOOM_TEXT("Done in %1: %2"), o.file, remedy->label));
    return good;
}

int run(const Options& o)
{
    auto project = load_project(o.file);
    if (!project)
        return fail(project.error());
    const Runs runs(project->file);
    const auto name = run_meant(runs, o);
    if (!name)
        return fail(name.error());
    const auto findings = load_findings(runs.folder(*name));
    if (!findings)
        return fail(findings.error());
    if (!o.apply.empty())
        return apply(o, std::move(*project), *findings);
    if (!findings->empty() && !o.json)
        tell(Message(LOOM_TEXT("Found in %1:"), *name));
    for (const Diagnosis& d : *findings) {
        if (o.json) {
            nlohmann::json row = to_json(d);
            const auto remedy = remedy_of(d, project->document);
            row["run"] = *name;
            row["remedy"] = remedy ? nlohmann::json(render(remedy->label)) : nlohmann::json();
            print_json(row);
        } else {
            std::string text = diagnosis_text(d, project->document);
            text.pop_back(); // The line's end.
            print_line(text);
        }
    }
    if (findings->empty() && !o.json)
        print(Message(LOOM_TEXT("Nothing was found in %1."), *name));
    return good;
}

} // namespace

void add_doctor(CommandLine& line)
{
    const auto o = std::make_shared<Options>();
    CLI::App& command = line.add("doctor", LOOM_TEXT("Tells what was found while a run was trained, and what helps."), [o] { return run(*o); });
    command.add_option("FILE.loom", o->file, render(LOOM_TEXT("The project file.")))->required();
    command.add_option("RUN", o->run, render(LOOM_TEXT("The run; without it, the newest.")));
    command.add_option("--apply", o->apply, render(LOOM_TEXT("Makes the remedy for this finding in the project.")))->type_name("ID");
    command.add_flag("--json", o->json, render(LOOM_TEXT("One JSON object a line on standard output.")));
}

} // namespace loom::cli
