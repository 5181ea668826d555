#include "cli/command.h"
#include "cli/open.h"
#include "cli/output.h"
#include "project/templates.h"

namespace loom::cli {
namespace {

struct Options {
    std::string file, id, data;
};

int run(const Options& o)
{
    DataSetup setup;
    if (!find_template(o.id))
        return fail(make_template(o.id).error());
    if (!o.data.empty()) {
        auto found = data_at(o.data);
        if (!found)
            return fail(found.error());
        setup = std::move(*found);
    }
    auto document = make_template(o.id, setup);
    if (!document)
        return fail(document.error());
    const Project project{o.file, std::move(*document)};
    if (auto created = create_project(project); !created)
        return fail(created.error());
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
        line.add("new", LOOM_TEXT("Makes a project from a sample. An existing file is never overwritten."),
                 [o] { return run(*o); });
    command.add_option("FILE.loom", o->file, render(LOOM_TEXT("The project file to make.")))->required();
    command.add_option("--template", o->id, render(LOOM_TEXT("Which sample; `loom templates` lists them.")))
        ->required()
        ->type_name("ID");
    command.add_option("--data", o->data, render(LOOM_TEXT("The data to learn from: a file or a folder.")))
        ->type_name("PATH");
}

} // namespace loom::cli
