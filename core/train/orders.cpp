#include "train/orders.h"
#include "base/json.h"
#include "base/lock.h"
#include "schema/recipe.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <thread>

namespace loom {
namespace {

using nlohmann::json;
using What = Order::What;

constexpr std::pair<std::string_view, What> order_words[] = {{"pause", What::Pause}, {"go-on", What::GoOn}, {"stop", What::Stop}, {"discard", What::Discard}, {"more-epochs", What::MoreEpochs}, {"rate", What::Rate}};
constexpr std::string_view order_prefix = ".order-", order_ending = ".json";
constexpr std::chrono::seconds between_looks{1};
constexpr std::chrono::milliseconds between_questions{20};
constexpr std::size_t largest_order = 1 << 12;

std::int64_t wall_milliseconds()
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

bool needs_number(What what) { return what == What::MoreEpochs || what == What::Rate; }

/// Nothing where it is no order, or one that nobody waits for any more.
std::optional<Order> order_in(const fs::path& file)
{
    const auto text = read_file(file, largest_order);
    const auto parsed = text ? parse_json(*text, path_text(file)) : Result<json>(text.error());
    if (!parsed)
        return {};
    try {
        const auto number = parsed->at("number");
        const auto order = order_of(parsed->at("order").get<std::string>(), number.is_null() ? std::nullopt : std::optional(number.get<double>()));
        return order && parsed->at("until").get<std::int64_t>() >= wall_milliseconds() ? std::optional(*order) : std::nullopt;
    } catch (const json::exception&) {
        return {};
    }
}

/// Whether a recipe can have so many epochs more than the run has.
Status fits_recipe(const RunRecord& run, double more)
{
    const std::size_t index = *recipe_type().index_of("epochs");
    if (const auto error = validate(recipe_type(), index, Value(run.epochs + std::int64_t(more))))
        return Error{error->message, error->hint, Blame::Call};
    return Ok{};
}

} // namespace

std::string_view id_of(Order::What what)
{
    return std::ranges::find(order_words, what, &std::pair<std::string_view, What>::second)->first;
}

Result<Order> order_of(std::string_view id, std::optional<double> number)
{
    const auto word = std::ranges::find(order_words, id, &std::pair<std::string_view, What>::first);
    if (word == std::end(order_words))
        return Error{Message(LOOM_TEXT("There is no order “%1”."), id), LOOM_TEXT("A run can be told: pause, go-on, stop, discard, more-epochs N, rate X."), Blame::Call};
    const What what = word->second;
    if (needs_number(what) != number.has_value())
        return Error{Message(number ? LOOM_TEXT("“%1” stands by itself, without a number.") : LOOM_TEXT("“%1” needs a number."), id),
                     LOOM_TEXT("A run can be told: pause, go-on, stop, discard, more-epochs N, rate X."), Blame::Call};
    constexpr double most_epochs = 1e9;
    if (what == What::MoreEpochs && !(*number >= 1 && *number <= most_epochs && *number == std::floor(*number)))
        return Error{LOOM_TEXT("More epochs are counted from 1, in whole numbers."), LOOM_TEXT("For example: more-epochs 2"), Blame::Call};
    if (what == What::Rate && !(*number > 0 && std::isfinite(*number)))
        return Error{LOOM_TEXT("The learning rate is multiplied by a number above 0."), LOOM_TEXT("For example: rate 0.5, for half of what the recipe says."), Blame::Call};
    return Order{what, number.value_or(0)};
}

Status give_order(const Runs& runs, const std::string& run, const Order& order, std::chrono::milliseconds patience)
{
    const auto record = runs.load(run);
    if (!record)
        return record.error();
    const Error nobody{Message(LOOM_TEXT("Nobody trains %1 at this moment."), run), LOOM_TEXT("Only a run that is in progress can be told something.")};
    if (!FolderLock::is_held(runs.folder(run)))
        return nobody;
    if (order.what == What::MoreEpochs)
        LOOM_TRY(fits_recipe(*record, order.number));
    const std::int64_t now = wall_milliseconds();
    const fs::path file = runs.folder(run) / fmt::format("{}{:015}-{}{}", order_prefix, now, ::getpid(), order_ending);
    const json content{{"number", needs_number(order.what) ? json(order.number) : json()}, {"order", id_of(order.what)}, {"until", now + patience.count()}};
    LOOM_TRY(write_file(file, json_line(content) + "\n"));
    std::error_code ignored;
    for (const auto began = std::chrono::steady_clock::now(); fs::exists(file, ignored); std::this_thread::sleep_for(between_questions))
        if (std::chrono::steady_clock::now() - began > patience) {
            if (!fs::remove(file, ignored))
                break; // Taken at the last moment.
            return FolderLock::is_held(runs.folder(run))
                       ? Error{Message(LOOM_TEXT("Who trains %1 does not listen."), run), LOOM_TEXT("“loom train” and the window do; trials of a search, folds and what “loom queue” trains are left by ending their program.")}
                       : nobody;
        }
    return Ok{};
}

std::vector<Order> OrderReader::look(const fs::path& run_folder)
{
    const auto now = std::chrono::steady_clock::now();
    if (looked_ && now - *looked_ < between_looks)
        return {};
    looked_ = now;
    std::vector<fs::path> files;
    std::error_code error;
    for (fs::directory_iterator it(run_folder, error), end; !error && it != end; it.increment(error))
        if (const std::string name = path_text(it->path().filename()); name.starts_with(order_prefix) && name.ends_with(order_ending))
            files.push_back(it->path());
    std::ranges::sort(files);
    std::vector<Order> orders;
    for (const fs::path& file : files) {
        const auto order = order_in(file);
        if (fs::remove(file, error) && order) // What cannot be taken away would be obeyed again and again.
            orders.push_back(*order);
    }
    return orders;
}

void obey(const Order& order, Monitor& monitor)
{
    switch (order.what) {
    case What::Pause:
        return monitor.ask(Monitor::Wish::Pause);
    case What::GoOn:
        return monitor.ask(Monitor::Wish::GoOn);
    case What::Stop:
        return monitor.ask(Monitor::Wish::StopKeepBest);
    case What::Discard:
        return monitor.ask(Monitor::Wish::Discard);
    case What::MoreEpochs:
        return monitor.ask_more_epochs(std::int64_t(order.number));
    case What::Rate:
        return monitor.ask_rate_scale(order.number);
    }
}

} // namespace loom
