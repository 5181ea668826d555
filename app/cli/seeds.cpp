#include "cli/output.h"
#include "cli/repeated.h"

namespace loom::cli {
namespace {

int run(const RepeatOptions& o)
{
    if (o.repeats < 2)
        return fail({LOOM_TEXT("--runs must be at least 2."), LOOM_TEXT("One run says nothing of how others with another seed would scatter."), Blame::Call});
    return judge_repeatedly(o);
}

} // namespace

void add_seeds(CommandLine& line)
{
    const auto o = std::make_shared<RepeatOptions>();
    o->folds = 0;
    o->repeats = 5;
    CLI::App& command = line.add("seeds", LOOM_TEXT("Trains a project several times, each time with the next seed and all else the same, and says how far what comes of it scatters. The same call goes on where it was interrupted."),
                                 [o] { return run(*o); });
    add_repeat_options(command, *o);
    command.add_option("--with", o->with, render(LOOM_TEXT("Another project, trained with the same seeds and compared with the first.")))->type_name("OTHER.loom");
    command.add_option("--runs", o->repeats, render(LOOM_TEXT("How many runs, 5 without it.")))->type_name("N");
}

} // namespace loom::cli
