#include "cli/command.h"
#include "cli/open.h"
#include "cli/output.h"

namespace loom::cli {
namespace {

int run(const std::string& file)
{
    auto project = load_project(file);
    if (!project)
        return fail(project.error());
    auto dataset = open_dataset(project->document, project->file);
    int code = dataset ? good : fail(dataset.error());
    const Analysis analysis = analyse(project->document, dataset ? &(*dataset)->facts() : nullptr);
    for (const Finding& finding : analysis.findings)
        tell(finding, project->document);
    if (code == good && !analysis.sound())
        code = wrong_input;
    if (code == good)
        print(Message(LOOM_TEXT("%1 can be trained."), file));
    return code;
}

} // namespace

void add_check(CommandLine& line)
{
    const auto file = std::make_shared<std::string>();
    CLI::App& command = line.add("check", LOOM_TEXT("Says what is wrong with a project, and how to mend it."),
                                 [file] { return run(*file); });
    command.add_option("FILE.loom", *file, render(LOOM_TEXT("The project file.")))->required();
}

} // namespace loom::cli
