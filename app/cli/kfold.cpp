#include "cli/output.h"
#include "cli/repeated.h"

namespace loom::cli {
namespace {

int run(const RepeatOptions& o)
{
    if (o.repeats < 1 || o.folds < 1)
        return fail({o.folds < 1 ? LOOM_TEXT("--folds must be at least 2.") : LOOM_TEXT("--repeats must be at least 1."), {}, Blame::Call});
    return judge_repeatedly(o);
}

} // namespace

void add_kfold(CommandLine& line)
{
    const auto o = std::make_shared<RepeatOptions>();
    CLI::App& command = line.add("kfold", LOOM_TEXT("Trains a project on all but one of several equal parts of its data, for each part in turn, and says how good it is on what it has not seen. The same call goes on where it was interrupted."),
                                 [o] { return run(*o); });
    add_repeat_options(command, *o);
    command.add_option("--with", o->with, render(LOOM_TEXT("Another project, judged on the same folds and compared with the first.")))->type_name("OTHER.loom");
    command.add_option("--folds", o->folds, render(LOOM_TEXT("How many parts.")))->type_name("N");
    command.add_option("--repeats", o->repeats, render(LOOM_TEXT("How often, each time with other folds and another seed.")))->type_name("N");
}

} // namespace loom::cli
