#include "search/member.h"
#include "schema/recipe.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace loom {
namespace {

struct Ended {
    Result<std::string> run;
    std::optional<Outcome> outcome;
};

Ended train_watched(const Job& job, const Watch& watch)
{
    Monitor monitor;
    std::mutex mutex;
    std::condition_variable changed;
    bool over = false;
    std::optional<Result<std::string>> name;
    const auto obey = [&] {
        if (watch.leaves && watch.leaves())
            monitor.ask(Monitor::Wish::Leave);
    };
    obey(); // Who wants to leave before it begins does not get a step.
    std::jthread trainer([&] {
        name = train(job, monitor);
        std::scoped_lock lock(mutex);
        over = true;
        changed.notify_all();
    });
    std::optional<Outcome> outcome;
    const auto look = [&] {
        Monitor::News news = monitor.take();
        if (watch.news)
            watch.news(news);
        if (news.outcome)
            outcome = std::move(news.outcome);
    };
    for (bool ended = false; !ended;) {
        {
            std::unique_lock lock(mutex);
            ended = changed.wait_for(lock, std::chrono::milliseconds(20), [&] { return over; });
        }
        obey();
        look();
    }
    trainer.join();
    return {std::move(*name), std::move(outcome)};
}

} // namespace

std::optional<RunRecord> find_member(const Runs& runs, const Membership& place)
{
    Runs::Listing listing = runs.list();
    for (auto record = listing.runs.rbegin(); record != listing.runs.rend(); ++record)
        if (record->member.same_place(place))
            return std::move(*record);
    return {};
}

std::optional<RunRecord> go_on_with_member(Job& job)
{
    auto record = find_member(Runs(job.project), job.member);
    if (!record)
        return {};
    if (!record->can_go_on())
        return record;
    if (record->scheduled_epochs > 0) { // More were asked for while it ran.
        Recipe recipe = job.document.recipe();
        recipe.settings[*recipe_type().index_of("epochs")] = record->epochs;
        (void)job.document.apply(SetRecipe{std::move(recipe)}); // As it is in the record, so it cannot fail.
    }
    job.resume = record->name;
    return {};
}

Result<std::optional<RunRecord>> train_member(Job job, bool begun, const Watch& watch)
{
    const Runs runs(job.project);
    if (begun)
        if (auto record = go_on_with_member(job))
            return record;
    const Ended ended = train_watched(job, watch);
    if (!ended.run)
        return ended.run.error();
    if (!ended.outcome || ended.outcome->kind == Outcome::Kind::Left)
        return std::optional<RunRecord>();
    auto record = runs.load(*ended.run);
    if (!record)
        return record.error();
    if (ended.outcome->kind == Outcome::Kind::Failed && ended.outcome->error && (record->resumable || ended.outcome->error->blame == Blame::Machine))
        return *ended.outcome->error;
    return std::optional(std::move(*record));
}

} // namespace loom
