#include "train/rehearsal.h"
#include "base/energy.h"
#include "train/checkpoint.h"
#include "train/feed.h"
#include "train/prepared.h"
#include "train/schedule.h"

#include <algorithm>
#include <chrono>
#include <numeric>
#include <random>

namespace loom {
namespace {

using Clock = std::chrono::steady_clock;

constexpr double enough_seconds = 1.2; // Of steps, and a fifth of it of validation.
constexpr std::int64_t fewest_steps = 3, most_steps = 2000;
constexpr double predicting_seconds = 0.1;
constexpr std::size_t fewest_predictions = 5, most_predictions = 500, unmeasured_predictions = 2; // Unmeasured: the first touch their memory.

double seconds_since(Clock::time_point begin)
{
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

Error cancelled()
{
    return {LOOM_TEXT("The forecast was cancelled."), {}, Blame::Call};
}

/// Without the tenth at either end: a step during which the system did something else says nothing of the others.
double usual(std::vector<double> seconds)
{
    std::ranges::sort(seconds);
    const std::size_t cut = seconds.size() / 10;
    const auto from = seconds.begin() + std::ptrdiff_t(cut), to = seconds.end() - std::ptrdiff_t(cut);
    return std::accumulate(from, to, 0.0) / double(to - from);
}

/// A folder that is gone when it ends.
class PassingFolder {
public:
    PassingFolder()
    {
        std::error_code error;
        path_ = fs::temp_directory_path(error) / ("layerloom-" + std::to_string(std::random_device{}()));
        made_ = !error && fs::create_directory(path_, error);
    }
    ~PassingFolder()
    {
        std::error_code ignored;
        if (made_)
            fs::remove_all(path_, ignored);
    }
    PassingFolder(const PassingFolder&) = delete;
    PassingFolder& operator=(const PassingFolder&) = delete;
    bool made() const { return made_; }
    const fs::path& path() const { return path_; }

private:
    fs::path path_;
    bool made_ = false;
};

class Rehearsal {
public:
    Rehearsal(const Job& job, const Progress& progress) : job_(job), progress_(progress) {}

    Result<Pace> run()
    {
        const auto began = Clock::now();
        auto prepared = prepare(job_, job_.device, job_.threads);
        if (!prepared)
            return prepared.error();
        auto fit = fitted_to_memory(job_, std::move(*prepared), job_.device, job_.threads);
        if (!fit)
            return fit.error();
        prepared_ = std::move(fit->prepared);
        for (auto [lowered, executable] : {std::pair(&prepared_.train, &train_), std::pair(&prepared_.evaluate, &evaluate_)}) {
            if (progress_.cancelled)
                return cancelled();
            const bool measure = lowered == &prepared_.train && !prepared_.recipe.deterministic;
            auto compiled = prepared_.backend->compile(lowered->program, {prepared_.threads, {}, measure});
            if (!compiled)
                return compiled.error();
            *executable = std::move(*compiled);
        }
        Carried carried(prepared_.train.program);
        carried.initialise(std::uint64_t(prepared_.recipe.seed));
        carried.write_to(*train_);
        LOOM_TRY(time_steps(began));
        carried.read_from(*train_);
        carried.write_to(*evaluate_, carried.places_in(prepared_.evaluate.program));
        LOOM_TRY(time_validation());
        if (const PassingFolder folder; folder.made()) {
            const auto begin = Clock::now();
            LOOM_TRY((CheckpointFiles{folder.path()}.save(carried, {.epoch = 1, .step = 1, .best_epoch = 1, .best_step = 1, .best_loss = 1})));
            pace_.keep = seconds_since(begin);
        }
        return pace_;
    }

private:
    Status time_steps(Clock::time_point began)
    {
        const BatchSetup setup = training_stream(job_, prepared_, 0);
        BatchStream batches(job_.dataset, training_rows_of(*job_.dataset), setup);
        const auto per_epoch = std::int64_t(batches.batches_per_epoch());
        // What waits ready when the first steps begin is no measure of how fast batches come.
        const std::int64_t unmeasured = 1 + std::int64_t(setup.ahead);
        std::vector<double> whole, waits;
        BatchResult result;
        std::optional<EnergyMeter> meter; // From the first measured step on.
        auto first_measured = Clock::now();
        const auto is_slow = [&] { return seconds_since(first_measured) > enough_seconds; };
        for (std::int64_t step = 0; step < most_steps && (std::ssize(whole) < fewest_steps || !is_slow()); ++step) {
            if (progress_.cancelled)
                return cancelled();
            const bool measured = step >= unmeasured || (step > 0 && is_slow()); // A slow one is not waited for that long.
            if (measured && !meter) {
                first_measured = Clock::now();
                meter.emplace();
            }
            const auto begin = Clock::now();
            const Batch& batch = *batches.next();
            const double wait = seconds_since(begin);
            // Nothing has been validated yet, so later epochs' rates are not known.
            const double rate = prepared_.learning_rate * rate_multiple(prepared_.recipe, std::min(step, per_epoch - 1), per_epoch, {});
            // Watched as seldom as all steps but the first hundred.
            LOOM_TRY(run_step(*train_, prepared_.train, {rate, prepared_.recipe.seed, step, is_watched(step + 100)}, batch, result));
            if (step == 0)
                pace_.start = seconds_since(began);
            if (measured) {
                whole.push_back(seconds_since(begin));
                waits.push_back(wait);
            }
        }
        if (const auto joules = meter->joules())
            pace_.joules = *joules / double(whole.size());
        pace_.step = usual(whole);
        pace_.wait = std::min(usual(waits), pace_.step);
        pace_.steps = std::ssize(whole);
        return Ok{};
    }

    /// As many batches as there is time for, and by them all.
    Status time_validation()
    {
        const auto rows = job_.dataset->rows(Part::Validation);
        if (rows.empty())
            return Ok{};
        BatchStream batches(job_.dataset, std::vector(rows.begin(), rows.end()),
                            stream_setup(*job_.dataset, prepared_.evaluate.batch, prepared_.threads));
        const auto all = std::int64_t(batches.batches_per_epoch());
        BatchResult result;
        LOOM_TRY(run_batch(*evaluate_, prepared_.evaluate, *batches.next(), result)); // The first touches its memory.
        const auto begin = Clock::now();
        std::int64_t done = 0;
        do {
            if (progress_.cancelled)
                return cancelled();
            LOOM_TRY(run_batch(*evaluate_, prepared_.evaluate, *batches.next(), result));
        } while (++done < all && seconds_since(begin) < enough_seconds / 5);
        pace_.validation = seconds_since(begin) / double(done) * double(all);
        return Ok{};
    }

    const Job& job_;
    const Progress& progress_;
    Prepared prepared_;
    std::unique_ptr<Executable> train_, evaluate_;
    Pace pace_;
};

} // namespace

Result<Pace> rehearse(const Job& job, const Progress& progress)
{
    return Rehearsal(job, progress).run();
}

double training_seconds(const Job& job, const Forecast& foretold, const Pace& pace)
{
    const RecipeSettings recipe = unpack_recipe(job.document.recipe().settings);
    const std::int64_t steps = planned_steps(recipe, foretold.steps_per_epoch);
    const double epochs = double(steps) / double(std::max<std::int64_t>(foretold.steps_per_epoch, 1));
    const double training = pace.start + double(steps) * pace.step + epochs * (pace.validation + pace.keep);
    return recipe.most_minutes > 0 ? std::min(training, 60 * recipe.most_minutes) : training;
}

Result<double> prediction_seconds(const Job& job)
{
    if (!job.dataset || job.dataset->training_rows().empty())
        return Error{LOOM_TEXT("There is no data to learn from."), LOOM_TEXT("Choose a data set in Data.")};
    auto backend = open_device(job.device);
    if (!backend)
        return backend.error();
    auto lowered = lower(job.document, job.dataset->facts(), Purpose::Predict, 1);
    if (!lowered)
        return lowered.error();
    auto executable = (*backend)->compile(lowered->program, {job.threads > 0 ? job.threads : allowed_processors()});
    if (!executable)
        return executable.error();
    Carried carried(lowered->program);
    carried.initialise(1);
    carried.write_to(**executable);
    std::vector<float> sample(job.dataset->sample_width());
    job.dataset->fill(job.dataset->training_rows().first(1), sample);
    std::vector<std::vector<float>> scores;
    for (const Lowered::Head& head : lowered->heads)
        scores.emplace_back(count(lowered->program.at(head.scores).shape));
    std::vector<double> seconds;
    const auto began = Clock::now();
    for (std::size_t n = 0; seconds.size() < fewest_predictions || (seconds.size() < most_predictions && seconds_since(began) < predicting_seconds); ++n) {
        const auto begin = Clock::now();
        write_samples(**executable, *lowered, sample);
        LOOM_TRY((*executable)->run());
        for (std::size_t h = 0; h < scores.size(); ++h)
            (*executable)->read(lowered->heads[h].scores, std::span<float>(scores[h]));
        if (n >= unmeasured_predictions)
            seconds.push_back(seconds_since(begin));
    }
    const auto middle = seconds.begin() + std::ptrdiff_t(seconds.size() / 2);
    std::ranges::nth_element(seconds, middle);
    return *middle;
}

Result<std::int64_t> largest_batch(const Job& job, std::size_t bytes, const Progress& progress)
{
    if (!job.dataset)
        return Error{LOOM_TEXT("There is no data to learn from."), LOOM_TEXT("Choose a data set in Data.")};
    Job tried = job;
    const auto fits = [&](std::int64_t batch) -> Result<bool> {
        if (progress.cancelled)
            return cancelled();
        Recipe recipe = job.document.recipe();
        recipe.settings[*recipe_type().index_of("batch_size")] = batch;
        if (auto set = tried.document.apply(SetRecipe{std::move(recipe)}); !set)
            return set.error();
        auto told = forecast(tried);
        return told ? Result<bool>(told->added_bytes <= bytes) : Result<bool>(told.error());
    };
    const auto most = std::min(std::int64_t(job.dataset->training_rows().size()),
                               std::int64_t(recipe_type().settings[*recipe_type().index_of("batch_size")].max.value()));
    std::int64_t good = 0, bad = most + 1;
    // Exact to a sixteenth: nobody chooses a batch of 1,013.
    const auto unsure = [&] { return bad > most ? good < most : bad - good > std::max<std::int64_t>(1, good / 16); };
    while (unsure()) {
        const std::int64_t batch = bad > most ? std::clamp<std::int64_t>(2 * good, 1, most) : good + (bad - good) / 2;
        auto fit = fits(batch);
        if (!fit)
            return fit.error();
        (*fit ? good : bad) = batch;
    }
    return good;
}

} // namespace loom
