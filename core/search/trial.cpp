#include "search/trial.h"
#include "base/files.h"
#include "base/json.h"
#include "base/json_number.h"
#include "train/run_table.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace loom {
namespace {

using nlohmann::json;
using State = Trial::State;

constexpr std::pair<std::string_view, State> states[] = {
    {"begun", State::Begun}, {"finished", State::Finished}, {"stopped", State::Stopped}, {"failed", State::Failed}, {"skipped", State::Skipped}};


Trial trial_from(const json& j)
{
    Trial t{.number = j.at("trial").get<std::int64_t>(), .candidate = j.at("candidate").get<Candidate>()};
    const auto state = std::ranges::find(states, j.at("state").get_ref<const std::string&>(), [](const auto& s) { return std::string(s.first); });
    if (state == std::end(states))
        throw json::other_error::create(501, "state", nullptr);
    t.state = state->second;
    if (const auto latency = j.find("latency_ms"); latency != j.end())
        t.latency_ms = latency->get<double>();
    t.note = j.value("note", std::string());
    if (t.state == State::Begun)
        return t;
    t.run = j.at("run").get<std::string>();
    t.goal = number_of_json(j.at("goal"));
    t.val_loss = number_of_json(j.at("val_loss"));
    t.val_accuracy = number_of_json(j.at("val_accuracy"));
    t.epochs = j.at("epochs").get<std::int64_t>();
    t.parameters = j.at("parameters").get<std::int64_t>();
    t.seconds = j.at("seconds").get<double>();
    t.reason = j.at("reason").get<std::string>();
    j.at("rungs").get_to(t.rungs);
    return t;
}

} // namespace

std::string_view state_id(Trial::State state)
{
    return std::ranges::find(states, state, [](const auto& s) { return s.second; })->first;
}

Text state_text(Trial::State state, bool trained)
{
    switch (state) {
    case State::Begun: return state_text(RunRecord::State::Unfinished, trained);
    case State::Finished: return state_text(RunRecord::State::Finished, false);
    case State::Failed: return state_text(RunRecord::State::Failed, false);
    case State::Stopped: return LOOM_TEXT("Stopped early");
    case State::Skipped: break;
    }
    return LOOM_TEXT("Passed over");
}

void take_latency(Trial& trial, const Result<double>& seconds)
{
    if (seconds)
        trial.latency_ms = 1000 * *seconds;
    else
        trial.note = render(Message(LOOM_TEXT("The time of one prediction could not be measured, and the limit on it was not held against this trial: %1"), seconds.error().message),
                            Language::English);
}

std::string line_of(const Trial& t)
{
    json row{{"candidate", t.candidate}, {"state", state_id(t.state)}, {"trial", t.number}};
    if (std::isfinite(t.latency_ms))
        row["latency_ms"] = t.latency_ms;
    if (!t.note.empty())
        row["note"] = t.note;
    if (t.state != State::Begun)
        row.update({{"epochs", t.epochs},
                    {"goal", json_number(t.goal)},
                    {"parameters", t.parameters},
                    {"reason", t.reason},
                    {"rungs", t.rungs},
                    {"run", t.run},
                    {"seconds", t.seconds},
                    {"val_accuracy", json_number(t.val_accuracy)},
                    {"val_loss", json_number(t.val_loss)}});
    return json_line(row);
}

Result<TrialList> read_trials(const fs::path& file, std::size_t dimensions)
{
    TrialList list;
    std::error_code ignored;
    if (!fs::exists(file, ignored))
        return list;
    auto text = read_file(file);
    if (!text)
        return text.error();
    list.size = text->size();
    for (std::size_t end; (end = text->find('\n', list.read)) != text->npos; list.read = end + 1) {
        auto parsed = parse_json(std::string_view(*text).substr(list.read, end - list.read), path_text(file));
        if (!parsed)
            return parsed.error();
        try {
            Trial t = trial_from(*parsed);
            const bool again = !list.trials.empty() && list.trials.back().number == t.number;
            if (t.candidate.size() != dimensions || t.number != std::ssize(list.trials) + (again ? 0 : 1))
                return Error{Message(LOOM_TEXT("%1 does not hold the trials of this search."), path_text(file)), LOOM_TEXT("Begin a new one with --new.")};
            if (again)
                list.trials.back() = std::move(t);
            else
                list.trials.push_back(std::move(t));
        } catch (const json::exception&) {
            return Error{Message(LOOM_TEXT("%1 lacks an entry or has one of the wrong type."), path_text(file)), LOOM_TEXT("Begin a new one with --new.")};
        }
    }
    return list;
}

std::vector<Tried> tried_of(std::span<const Trial> trials)
{
    std::vector<Tried> all;
    for (const Trial& t : trials)
        all.push_back({t.candidate, t.has_result() && std::isfinite(t.goal) ? t.goal : INFINITY, t.state == State::Stopped ? t.epochs : 0});
    return all;
}

std::vector<Tried> tried_alike(std::span<const Trial> trials, std::size_t enough)
{
    std::vector<Tried> whole;
    std::map<std::int64_t, std::vector<Tried>, std::greater<>> at_rung; // The latest first.
    for (const Trial& t : trials) {
        if (t.state == State::Finished && std::isfinite(t.goal))
            whole.push_back({t.candidate, t.goal});
        for (const auto& [epoch, goal] : t.rungs)
            if (t.has_result() && std::isfinite(goal))
                at_rung[epoch].push_back({t.candidate, goal});
    }
    const auto rung = std::ranges::find_if(at_rung, [&](const auto& at) { return at.second.size() >= enough; });
    return whole.size() >= enough || rung == at_rung.end() ? whole : rung->second;
}

const Trial* best_of(std::span<const Trial> trials)
{
    const auto all = tried_of(trials);
    const auto order = ranked(all);
    return order.empty() || !trials[order.front()].has_result() ? nullptr : &trials[order.front()];
}

} // namespace loom
