#include "bench/match.h"
#include "base/child.h"
#include "base/json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <thread>

namespace loom {
namespace {

using nlohmann::json;

constexpr std::chrono::seconds longest_preparation{1800}; // Compiling for a processor can take many minutes.
constexpr std::chrono::seconds longest_round{600};
constexpr std::chrono::milliseconds rest{10}; // Until the other side's threads have stopped waiting for work.
constexpr double round_seconds = 0.1;
constexpr std::int64_t most_steps = 1000, warming_steps = 5;

/// The value at this place of the sorted list, 0 … 1.
double quantile(std::vector<double>& values, double share)
{
    const auto at = values.begin() + std::ptrdiff_t(share * double(values.size() - 1) + 0.5);
    std::ranges::nth_element(values, at);
    return *at;
}

/// Where the losses part.
std::optional<Error> difference(const std::vector<double>& ours, const std::vector<double>& theirs)
{
    if (theirs.size() != ours.size())
        return Error{Message(LOOM_TEXT("It tells %1 losses, not %2."), theirs.size(), ours.size()),
                     LOOM_TEXT("One for each checked step of bench.json.")};
    for (std::size_t i = 0; i < ours.size(); ++i)
        if (!(std::abs(theirs[i] - ours[i]) <= loss_tolerance * std::abs(ours[i])))
            return Error{Message(LOOM_TEXT("Its loss at step %1 is %2, ours is %3."), i + 1, theirs[i], ours[i]),
                         LOOM_TEXT("It computes something else, so its times say nothing.")};
    return {};
}

/// A side while it runs.
class Player {
public:
    explicit Player(const BenchSide& side) : name_(side.name) { result.name = side.name; }

    bool plays() const { return !result.fault; }
    void refuse(Error error)
    {
        result.fault = std::move(error);
        child_.reset();
    }

    void start(const BenchSide& side, const fs::path& folder)
    {
        std::vector<std::string> command = side.command;
        command.push_back(folder.string());
        auto child = Child::start(name_, command);
        if (!child)
            return refuse(child.error());
        child_ = std::make_unique<Child>(std::move(*child));
        listen(longest_preparation, [&](const json& said) {
            result.name = said.at("name");
            result.prepare_seconds = said.at("prepare_seconds");
            result.first_step_seconds = said.at("first_step_seconds");
            result.start_bytes = said.at("start_bytes");
            result.losses = said.at("losses").get<std::vector<double>>();
        });
    }

    /// What the steps took.
    std::vector<double> round(std::int64_t steps)
    {
        std::vector<double> seconds;
        ask({{"steps", steps}}, [&](const json& said) {
            seconds = said.at("seconds").get<std::vector<double>>();
            last_processor_ = said.at("cpu_seconds");
            result.peak_bytes = said.at("peak_bytes");
        });
        return seconds;
    }
    void timed_round(std::int64_t steps)
    {
        const auto seconds = round(steps);
        seconds_.insert(seconds_.end(), seconds.begin(), seconds.end());
        processor_ += last_processor_;
    }

    std::vector<StepTime> profile(std::int64_t steps)
    {
        std::vector<StepTime> parts;
        ask({{"profile", steps}}, [&](const json& said) {
            for (const json& part : said.at("profile"))
                parts.push_back({part.at("what"), part.at("seconds")});
        });
        return parts;
    }

    void finish()
    {
        if (!plays())
            return;
        if (seconds_.empty())
            return refuse({Message(LOOM_TEXT("%1 told no times."), name_)});
        result.least = std::ranges::min(seconds_);
        result.median = quantile(seconds_, 0.5);
        result.p95 = quantile(seconds_, 0.95);
        result.processor = processor_ / double(seconds_.size());
    }

    SideResult result;

private:
    void ask(const json& what, const std::function<void(const json&)>& take)
    {
        if (auto written = child_->write_line(json_line(what)); !written)
            return refuse(written.error());
        listen(longest_round, take);
    }

    void listen(std::chrono::seconds longest, const std::function<void(const json&)>& take)
    {
        auto line = child_->read_line(longest);
        if (!line)
            return refuse(line.error());
        const auto said = parse_json(*line, name_);
        try {
            if (said)
                return take(*said);
        } catch (const json::exception&) {
            // A key is missing or of another type.
        }
        refuse({Message(LOOM_TEXT("%1 does not keep to the protocol."), name_),
                LOOM_TEXT("The protocol is told in tests/bench/README.md.")});
    }

    std::string name_; // What it is called with: errors name that.
    std::unique_ptr<Child> child_;
    std::vector<double> seconds_;
    double processor_ = 0, last_processor_ = 0;
};

} // namespace

Result<MatchResult> run_match(const fs::path& folder, const std::vector<BenchSide>& sides, const MatchSetup& setup,
                              const std::function<void(std::int64_t)>& progress)
{
    std::vector<Player> players(sides.begin(), sides.end());
    Player& ours = players.front();
    for (std::size_t i = 0; i < players.size(); ++i) {
        players[i].start(sides[i], folder);
        if (!ours.plays())
            return *ours.result.fault;
        if (auto parted = players[i].plays() ? difference(ours.result.losses, players[i].result.losses) : std::nullopt)
            players[i].refuse(std::move(*parted));
    }
    MatchResult match{.steps = setup.steps};
    for (Player& player : players)
        if (player.plays()) {
            auto seconds = player.round(warming_steps);
            if (&player == &ours && match.steps == 0 && !seconds.empty())
                match.steps = std::clamp(std::int64_t(round_seconds / quantile(seconds, 0.5)), std::int64_t{1}, most_steps);
        }
    std::vector<Player*> turns;
    for (Player& player : players)
        turns.push_back(&player);
    for (std::int64_t round = 0; round < setup.rounds && ours.plays(); ++round) {
        for (Player* player : turns)
            if (player->plays()) {
                std::this_thread::sleep_for(rest);
                player->timed_round(match.steps);
            }
        std::ranges::reverse(turns);
        progress(round + 1);
    }
    for (Player& player : players)
        player.finish();
    if (setup.profile_steps > 0 && ours.plays())
        match.profile = ours.profile(setup.profile_steps);
    if (!ours.plays())
        return *ours.result.fault;
    for (Player& player : players)
        match.sides.push_back(std::move(player.result));
    return match;
}

} // namespace loom
