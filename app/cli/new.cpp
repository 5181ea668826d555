#include "cli/command.h"
#include "cli/open.h"
#include "cli/output.h"
#include "graph/kit.h"
#include "project/templates.h"
#include "suggest/suggestion.h"

#include <nlohmann/json.hpp>


namespace loom::cli {
namespace {

using nlohmann::json;

struct Options {
    std::string file, id, data, target;
    bool suggest = false, json = false;
};

void print_suggestion(const Options& o, const Suggestion& s)
{
    if (o.json) {
        json decisions = json::array(), steps = json::array();
        for (const Decision& d : s.decisions)
            decisions.push_back({{"about", about_id(d.about)}, {"what", render(d.what)}, {"why", render(d.why)}});
        for (const PreparationStep& step : s.document.data().steps)
            steps.push_back({{"step", step.type}, {"columns", step.columns}});
        print_json({{"project", o.file},
                    {"target", s.document.data().target},
                    {"network", render(s.network)},
                    {"recipe", render(s.recipe)},
                    {"steps", std::move(steps)},
                    {"decisions", std::move(decisions)}});
        return;
    }
    for (const auto about : {Decision::About::Columns, Decision::About::Network, Decision::About::Recipe}) {
        print(about_title(about));
        if (about != Decision::About::Columns)
            print_line("  " + render(about == Decision::About::Network ? s.network : s.recipe));
        for (const Decision& d : s.decisions)
            if (d.about == about) {
                print_line("  - " + render(d.what));
                print_line("    " + render(d.why));
            }
    }
}

/// The network that the data asks for.
Result<Suggestion> suggested(const Options& o, DataSetup setup)
{
    if (!o.target.empty())
        setup.target = o.target;
    Document document;
    if (auto set = document.apply(SetData{std::move(setup)}); !set)
        return set.error();
    auto dataset = open_dataset(document, o.file);
    if (!dataset)
        return dataset.error();
    auto suggestion = suggest(**dataset);
    if (!suggestion)
        return suggestion;
    // What was guessed is written down: the project keeps its meaning when the guess changes.
    DataSetup whole = suggestion->document.data();
    whole.target = (*dataset)->target();
    if (auto set = suggestion->document.apply(SetData{std::move(whole)}); !set)
        return set.error();
    return suggestion;
}

int run(const Options& o)
{
    const auto wrong = [](Message what, Message hint) { return fail({std::move(what), std::move(hint), Blame::Call}); };
    if (o.suggest == !o.id.empty())
        return wrong(LOOM_TEXT("A new project begins with a sample or with a suggestion."), LOOM_TEXT("Give either --template ID or --suggest."));
    if (o.suggest && o.data.empty())
        return wrong(LOOM_TEXT("There is no data to suggest a network for."), LOOM_TEXT("Name a file or folder with --data."));
    if (!o.suggest && (!o.target.empty() || o.json))
        return wrong(LOOM_TEXT("--target and --json go with --suggest only."), LOOM_TEXT("A sample has its own target; leave them out."));
    if (!o.suggest && !find_template(o.id) && !find_architecture(o.id))
        return fail(make_template(o.id).error());
    DataSetup setup;
    if (!o.data.empty()) {
        auto found = data_at(o.data);
        if (!found)
            return fail(found.error());
        setup = std::move(*found);
    }
    Project project{o.file, {}};
    std::optional<Suggestion> suggestion;
    if (o.suggest) {
        auto made = suggested(o, std::move(setup));
        if (!made)
            return fail(made.error());
        suggestion = std::move(*made);
        project.document = suggestion->document;
    } else {
        auto made = make_template(o.id, setup);
        if (!made)
            return fail(made.error());
        project.document = std::move(*made);
    }
    if (auto created = create_project(project); !created)
        return fail(created.error());
    if (suggestion)
        print_suggestion(o, *suggestion);
    if (!o.json)
        print(Message(LOOM_TEXT("%1 is ready."), o.file));
    if (project.document.data().source.empty())
        tell(Message(LOOM_TEXT("It has no data yet. Name a file or folder with --data when training it.")));
    return good;
}

} // namespace

void add_new(CommandLine& line)
{
    const auto o = std::make_shared<Options>();
    CLI::App& command =
        line.add("new", LOOM_TEXT("Makes a project from a sample, or one that fits your data. An existing file is never overwritten."),
                 [o] { return run(*o); });
    command.add_option("FILE.loom", o->file, render(LOOM_TEXT("The project file to make.")))->required();
    command.add_option("--template", o->id, render(LOOM_TEXT("Which sample; `loom templates` lists them.")))
        ->type_name("ID");
    command.add_flag("--suggest", o->suggest, render(LOOM_TEXT("Preparation steps, a network and a recipe by what the data is, with the reasons.")));
    command.add_option("--data", o->data, render(LOOM_TEXT("The data to learn from: a file or a folder.")))
        ->type_name("PATH");
    command.add_option("--target", o->target, render(LOOM_TEXT("With --suggest: the column to predict; without it, it is guessed.")))
        ->type_name("COLUMN");
    command.add_flag("--json", o->json, render(LOOM_TEXT("With --suggest: the proposal as a JSON object on standard output.")));
}

} // namespace loom::cli
