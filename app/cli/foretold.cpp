#include "cli/foretold.h"
#include "base/guard.h"
#include "base/json_number.h"
#include "base/process.h"
#include "base/wall_clock.h"
#include "cli/output.h"
#include "schema/recipe.h"
#include "train/schedule.h"

#include <fmt/format.h>

#include <cmath>
#include <thread>

namespace loom::cli {
namespace {

using nlohmann::json;

Result<Foretold> measured(const Job& job, const Progress& progress)
{
    auto pace = rehearse(job, progress);
    if (!pace)
        return pace.error();
    const std::size_t most = job.most_bytes > 0 ? job.most_bytes : free_memory_bytes();
    auto memory = most > 0 ? fitted_forecast(job, most) : forecast(job); // 0: nobody knows.
    if (!memory)
        return memory.error();
    const double seconds = training_seconds(job, *memory, *pace);
    return Foretold{*memory, *pace, seconds};
}

/// By the clocks here, on the next full minute.
std::string clock_after(double seconds)
{
    constexpr std::int64_t minute = 60;
    return local_text((utc_seconds() + std::int64_t(seconds) + minute - 1) / minute * minute);
}

/// Short times with a digit more than duration() tells.
Message time_text(double seconds) { return seconds < 10 ? Message(LOOM_TEXT("%1 s"), fmt::format("{:.2g}", seconds)) : duration(seconds); }

/// Of the steps that were foretold, which a run may end before, or go beyond where epochs are added. One that ends by the clock has done all that was foretold.
double share_done(const RunRecord& run, const Monitor::Position& end)
{
    RecipeSettings foretold = unpack_recipe(run.document.recipe().settings);
    if (run.scheduled_epochs > 0)
        foretold.epochs = run.scheduled_epochs;
    const std::int64_t steps = planned_steps(foretold, end.steps_per_epoch);
    return steps > 0 && !(foretold.most_minutes > 0) ? double(end.step) / double(steps) : 1;
}

/// "+3.1%": how much more was taken than foretold.
std::string off_text(double took, double foretold) { return fmt::format("{:+.1f}%", 100 * (took / foretold - 1)); }

/// At its peak, beside what the process held when the run began, as the ledger has it.
double bytes_taken(const RunRecord& run) { return run.peak_bytes > run.held_bytes ? double(run.peak_bytes - run.held_bytes) : 0; }

constexpr double memory_told_from = 1 << 24; // Of less, what the rehearsal has made ready is the larger part.

} // namespace

Result<std::optional<Foretold>> foretell(const Job& job, Leaving& leaving)
{
    Progress progress;
    std::atomic<bool> over = false;
    std::optional<Result<Foretold>> told;
    std::jthread worker([&] {
        told = guarded([&] { return measured(job, progress); });
        over = true;
    });
    while (!over) {
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        if (leaving.asked())
            progress.cancelled = true;
    }
    worker.join();
    if (leaving.asked())
        return std::optional<Foretold>();
    return *told ? Result<std::optional<Foretold>>(std::move(**told)) : told->error();
}

void tell_forecast(const Foretold& f, bool as_json)
{
    const double epoch = f.pace.epoch(f.memory.steps_per_epoch);
    if (as_json)
        return print_json({{"event", "forecast"},
                           {"added_bytes", f.memory.added_bytes},
                           {"memory_bytes", f.memory.memory_bytes},
                           {"parts", f.memory.parts},
                           {"epoch_seconds", epoch},
                           {"seconds", f.seconds},
                           {"finish", utc_text(utc_seconds() + std::int64_t(f.seconds))}});
    tell(Message(LOOM_TEXT("Forecast: an epoch takes about %1, all of them %2 (until about %3), and %4 of memory."), time_text(epoch), time_text(f.seconds), clock_after(f.seconds),
                 size_text(f.memory.added_bytes)));
}

json foretold_json(const Foretold& f, const RunRecord& run, const Monitor::Position& end, double seconds)
{
    const double foretold = f.seconds * share_done(run, end), bytes = double(f.memory.added_bytes), taken = bytes_taken(run);
    return {{"seconds", foretold}, {"took_seconds", seconds}, {"seconds_off", json_number(seconds / foretold - 1)}, {"bytes", bytes}, {"took_bytes", taken}, {"bytes_off", json_number(taken / bytes - 1)}};
}

void tell_actual(const Foretold& f, const RunRecord& run, const Monitor::Position& end, double seconds)
{
    const double share = share_done(run, end), foretold = f.seconds * share, bytes = double(f.memory.added_bytes), taken = bytes_taken(run);
    if (foretold > 0)
        tell(Message(share != 1 ? LOOM_TEXT("Time: %1 foretold for what was trained, %2 taken (%3).") : LOOM_TEXT("Time: %1 foretold, %2 taken (%3)."), time_text(foretold), time_text(seconds),
                     off_text(seconds, foretold)));
    if (bytes >= memory_told_from)
        tell(Message(LOOM_TEXT("Memory: %1 foretold, %2 taken (%3)."), size_text(std::size_t(bytes)), size_text(std::size_t(taken)), off_text(taken, bytes)));
}

} // namespace loom::cli
