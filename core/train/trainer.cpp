#include "train/trainer.h"
#include "train/training_run.h"

namespace loom {

Result<std::string> train(const Job& job, Monitor& monitor)
{
    const auto refuse = [&](const Error& error) -> Result<std::string> {
        monitor.finish({.kind = Outcome::Kind::Failed, .error = error});
        return error;
    };
    const Error no_memory{LOOM_TEXT("There is not enough memory for this training."),
                          LOOM_TEXT("Choose a smaller batch size or smaller layers, or close other programs."),
                          Blame::Machine};
    std::optional<std::string> name;
    Outcome outcome;
    try {
        TrainingRun run(job, monitor);
        auto started = run.start();
        if (!started)
            return refuse(started.error());
        name = *started;
        monitor.begin(*name);
        outcome = run.go();
    } catch (const std::bad_alloc&) {
        if (!name)
            return refuse(no_memory);
        outcome = {.kind = Outcome::Kind::Failed, .error = no_memory};
    }
    monitor.finish(outcome); // After the run let go of its folder: whoever hears of it may resume it at once.
    return *name;
}

} // namespace loom
