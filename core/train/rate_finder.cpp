#include "train/rate_finder.h"
#include "train/beginning.h"
#include "train/feed.h"
#include "train/prepared.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace loom {
namespace {

// The mean over the losses so far, each step before counting 0.9 times as much, without the bias of its beginning (Kingma and Ba 2015,
// section 3). Over 150 steps of seven decades, 0.98 as in fastai would tell the fall a whole decade late.
constexpr double smoothing = 0.9;
constexpr double blown_up = 4;        // Times the best smoothed loss, as in fastai.
constexpr double below_divergence = 0.1;
constexpr double least_fall = 0.01;   // Of the loss at first, by which it must have fallen somewhere.
constexpr std::size_t slope_steps = 5; // To either side: a slope over single steps is noise.
constexpr std::size_t least_steps = 10;

/// Takes one loss after the other.
class Smooth {
public:
    double add(double loss)
    {
        mean_ = smoothing * mean_ + (1 - smoothing) * loss;
        weight_ *= smoothing;
        const double smoothed = mean_ / (1 - weight_);
        diverged_ = !std::isfinite(smoothed) || smoothed > blown_up * best_;
        if (!diverged_)
            best_ = std::min(best_, smoothed);
        return smoothed;
    }
    bool diverged() const { return diverged_; }
    double best() const { return best_; }

private:
    double mean_ = 0, weight_ = 1, best_ = INFINITY;
    bool diverged_ = false;
};

double in_three_digits(double v)
{
    const std::string text = fmt::format("{:.2e}", v); // The number nearest to what is read: 0.0001, not 9.999999999999999e-05.
    std::from_chars(text.data(), text.data() + text.size(), v);
    return v;
}

Status check(const RateRange& range)
{
    if (range.from > 0 && range.to > range.from && range.steps >= std::int64_t(least_steps))
        return Ok{};
    return Error{Message(LOOM_TEXT("Learning rates from %1 to %2 in %3 steps cannot be tried."), number_text(range.from), number_text(range.to), range.steps),
                 Message(LOOM_TEXT("Begin above 0, end higher, and take at least %1 steps."), least_steps), Blame::Call};
}

} // namespace

void read_rates(RateCurve& c)
{
    c.smoothed.clear();
    c.steepest = c.diverged = c.suggested = {};
    Smooth smooth;
    std::size_t used = 0;
    while (used < c.loss.size() && !c.diverged) {
        c.smoothed.push_back(smooth.add(c.loss[used]));
        if (smooth.diverged())
            c.diverged = c.rate[used];
        else
            ++used;
    }
    c.smoothed.resize(c.loss.size(), not_measured);
    if (used <= 2 * slope_steps || !(smooth.best() < (1 - least_fall) * c.smoothed[0]))
        return;
    double steepest = 0;
    for (std::size_t i = slope_steps; i + slope_steps < used; ++i) {
        const double slope = (c.smoothed[i + slope_steps] - c.smoothed[i - slope_steps]) / std::log(c.rate[i + slope_steps] / c.rate[i - slope_steps]);
        if (slope < steepest) {
            steepest = slope;
            c.steepest = c.rate[i];
        }
    }
    if (c.steepest)
        c.suggested = c.diverged ? std::min(*c.steepest, below_divergence * *c.diverged) : *c.steepest;
}

Result<RateCurve> find_rate(const Job& job, const RateRange& range, Progress* progress)
{
    LOOM_TRY(check(range));
    auto prepared = prepare(job, job.device, job.threads);
    if (!prepared)
        return prepared.error();
    auto fit = fitted_to_memory(job, std::move(*prepared), job.device, job.threads);
    if (!fit)
        return fit.error();
    *prepared = std::move(fit->prepared);
    auto executable = prepared->backend->compile(prepared->train.program, {prepared->threads});
    if (!executable)
        return executable.error();
    {
        Carried carried(prepared->train.program);
        LOOM_TRY(begin_as_recipe_says(carried, prepared->recipe, job.project));
        carried.write_to(**executable);
    }
    BatchStream batches(job.dataset, training_rows_of(*job.dataset), training_stream(job, *prepared, 0));
    RateCurve curve;
    BatchResult result;
    Smooth smooth;
    if (progress)
        progress->total = range.steps;
    for (std::int64_t step = 0; step < range.steps && !smooth.diverged(); ++step) {
        if (progress && progress->cancelled)
            return Error{LOOM_TEXT("Finding a learning rate was cancelled."), {}, Blame::Call};
        const double rate = range.from * std::pow(range.to / range.from, double(step) / double(range.steps - 1));
        LOOM_TRY(run_step(**executable, prepared->train, {.learning_rate = rate, .seed = prepared->recipe.seed, .step = step}, *batches.next(), result));
        if (step == 0 && !std::isfinite(result.loss))
            return Error{LOOM_TEXT("The loss is no number before anything was learned, whatever the learning rate."),
                         LOOM_TEXT("Train it: the doctor finds the layer and the rows.")};
        curve.rate.push_back(rate);
        curve.loss.push_back(result.loss);
        smooth.add(result.loss);
        if (progress)
            progress->done = step + 1;
    }
    read_rates(curve);
    return curve;
}

std::optional<Edit> taking_rate(const Document& document, double rate)
{
    Recipe recipe = document.recipe();
    const OptimizerType& type = *find_optimizer(recipe.optimizer.type);
    const auto index = type.index_of("learning_rate");
    if (!index)
        return {};
    const Setting& s = type.settings[*index];
    recipe.optimizer.values[*index] = std::clamp(in_three_digits(rate), s.min.value_or(0), s.max.value_or(INFINITY));
    return SetRecipe{std::move(recipe)};
}

} // namespace loom
