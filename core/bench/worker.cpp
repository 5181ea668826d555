#include "bench/worker.h"
#include "base/json.h"
#include "base/process.h"
#include "bench/job.h"
#include "engine/backend.h"
#include "train/feed.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>

namespace loom {
namespace {

using nlohmann::json;
using Clock = std::chrono::steady_clock;

constexpr std::int64_t most_steps_at_once = 1'000'000; // Of one round.

double seconds_since(Clock::time_point begin)
{
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

class Worker {
public:
    static Result<Worker> open(const fs::path& folder, std::string_view device)
    {
        Worker w;
        w.start_bytes_ = peak_resident_bytes();
        auto backend = open_device(device);
        if (!backend)
            return backend.error();
        auto opened = read_job(folder, **backend);
        if (!opened)
            return opened.error();
        w.opened_ = std::move(*opened);
        w.name_ = "Layerloom " + render((*backend)->description());
        const auto begin = Clock::now();
        auto executable =
            (*backend)->compile(w.opened_.train.program, {.threads = w.opened_.job.threads, .measure = true});
        if (!executable)
            return executable.error();
        w.executable_ = std::move(*executable);
        for (const auto& [id, values] : w.opened_.carried)
            w.executable_->write(id, std::span<const float>(values));
        w.opened_.carried.clear();
        const float rate = float(w.opened_.learning_rate);
        w.executable_->write(w.opened_.train.rate, std::span<const float>(&rate, 1));
        w.prepare_seconds_ = seconds_since(begin);
        return w;
    }

    /// The first steps, with what they lose.
    Result<json> hello()
    {
        std::vector<double> losses;
        double first = 0;
        for (std::int64_t i = 0; i < opened_.job.checked_steps; ++i) {
            const auto begin = Clock::now();
            auto loss = step();
            if (!loss)
                return loss.error();
            if (i == 0)
                first = seconds_since(begin);
            losses.push_back(*loss);
        }
        return json{{"name", name_},
                    {"start_bytes", start_bytes_},
                    {"prepare_seconds", prepare_seconds_},
                    {"first_step_seconds", first},
                    {"losses", std::move(losses)}};
    }

    Result<json> round(std::int64_t steps)
    {
        // Another side has used the caches since.
        if (auto loss = step(); !loss)
            return loss.error();
        std::vector<double> seconds(static_cast<std::size_t>(steps));
        const double cpu = processor_seconds();
        for (double& s : seconds) {
            const auto begin = Clock::now();
            if (auto loss = step(); !loss)
                return loss.error();
            s = seconds_since(begin);
        }
        return json{{"seconds", std::move(seconds)},
                    {"cpu_seconds", processor_seconds() - cpu},
                    {"peak_bytes", peak_resident_bytes()}};
    }

    /// The median of each part of a step.
    Result<json> profile(std::int64_t steps)
    {
        std::vector<std::vector<double>> seconds;
        json parts = json::array();
        for (std::int64_t i = 0; i < steps; ++i) {
            hand_over();
            auto times = executable_->profile();
            if (!times)
                return times.error();
            seconds.resize(times->size());
            for (std::size_t k = 0; k < times->size(); ++k) {
                seconds[k].push_back((*times)[k].seconds);
                if (i == 0)
                    parts.push_back({{"what", (*times)[k].what}});
            }
        }
        for (std::size_t k = 0; k < seconds.size(); ++k) {
            const auto middle = seconds[k].begin() + std::ptrdiff_t(seconds[k].size() / 2);
            std::ranges::nth_element(seconds[k], middle);
            parts[k]["seconds"] = *middle;
        }
        return json{{"profile", std::move(parts)}};
    }

    Result<json> answer(const std::string& line)
    {
        const Error not_asked{Message(LOOM_TEXT("This is not understood: %1"), line)};
        auto asked = parse_json(line, "stdin");
        if (!asked)
            return asked.error();
        for (const auto& [what, run] : {std::pair("steps", &Worker::round), std::pair("profile", &Worker::profile)})
            if (asked->is_object() && asked->contains(what)) {
                const json& n = asked->at(what);
                if (!n.is_number_integer() || n < 1 || n > most_steps_at_once)
                    return not_asked;
                return (this->*run)(n.get<std::int64_t>());
            }
        return not_asked;
    }

private:
    Worker() = default;

    const Batch& hand_over()
    {
        if (opened_.train.clock != no_tensor) {
            const std::int64_t clock[2] = {std::int64_t(opened_.job.seed), step_};
            executable_->write(opened_.train.clock, std::span<const std::int64_t>(clock));
        }
        return opened_.job.batches[std::size_t(step_++) % opened_.job.batches.size()];
    }

    Result<double> step()
    {
        auto done = run_batch(*executable_, opened_.train, hand_over());
        return done ? Result<double>(done->loss) : Result<double>(done.error());
    }

    std::string name_;
    OpenedJob opened_;
    std::unique_ptr<Executable> executable_;
    std::int64_t step_ = 0;
    std::size_t start_bytes_ = 0;
    double prepare_seconds_ = 0;
};

} // namespace

Status serve_bench(const fs::path& folder, std::string_view device, std::istream& asked,
                   const std::function<void(const std::string&)>& answer)
{
    auto worker = Worker::open(folder, device);
    if (!worker)
        return worker.error();
    auto said = worker->hello();
    for (std::string line; said; said = worker->answer(line)) {
        answer(json_line(*said));
        if (!std::getline(asked, line))
            return Ok{};
    }
    return said.error();
}

} // namespace loom
