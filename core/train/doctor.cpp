#include "train/doctor.h"
#include "base/process.h"
#include "train/feed.h"
#include "train/guess.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace loom {
namespace {

constexpr std::int64_t steps_between_looks = 50; // At least, after the first epochs: a look took as long as three to five steps of LeNet-5 of 32 rows.
constexpr std::size_t seen_kept = 4;            // The first and the newest three.

template <class Seen>
void keep_some(std::vector<Seen>& all, Seen now)
{
    all.push_back(std::move(now));
    if (all.size() > seen_kept)
        all.erase(all.begin() + 1);
}

std::vector<std::uint32_t> shuffled_rows_for(const Job& job, std::size_t size, BatchSetup& setup)
{
    setup.size = size;
    setup.shuffled = true;
    setup.seed = std::uint64_t(unpack_recipe(job.document.recipe().settings).seed);
    setup.epochs = 1;
    return training_rows_of(*job.dataset);
}

} // namespace

Doctor::Doctor(const Job& job, const Prepared& prepared, Executable& evaluate, fs::path folder)
    : job_(job), prepared_(prepared), evaluate_(evaluate), folder_(std::move(folder)), flat_(flattened(job.document)),
      chart_{.document = job.document, .flat = flat_, .data = *job.dataset, .recipe = prepared.recipe, .learning_rate = prepared.learning_rate,
             .guess = guess_of(flat_.document, *job.dataset), .steps_per_epoch = steps_per_epoch(*job.dataset, prepared.train.batch)}
{
    chart_.training_in_use = [this](std::size_t rows) { return loss_in_use(rows); };
    norms_.reserve(std::size_t(std::min<std::int64_t>(chart_.steps_per_epoch, 100) + chart_.steps_per_epoch / 10 + 1));
}

/// What the metrics tell of it, and a look at how it is now.
Status Doctor::find_out_anew(const RunMetrics* metrics, const Executable& training)
{
    if (metrics && !metrics->steps.empty())
        chart_.first_loss = double(metrics->steps.loss.front());
    chart_.step = metrics && !metrics->steps.empty() ? metrics->steps.end() - 1 : 0;
    return look(chart_.step, training, {});
}

void Doctor::remember(const Before& before)
{
    const DoctorNotes& notes = *before.notes;
    chart_.step = chart_.epochs.empty() ? 0 : chart_.epochs.back().step;
    chart_.first_loss = notes.first_loss;
    chart_.looks = notes.looks;
    chart_.times = notes.times;
    epoch_ = notes.under_way;
    norms_.assign(notes.norms.begin(), notes.norms.end());
    if (probe_ && before.looked_at)
        probe_->move_from(before.looked_at);
}

Result<std::vector<Diagnosis>> Doctor::begin(const std::optional<Before>& before, const Executable& training)
{
    const std::int64_t done = before ? before->metrics.steps.end() - 1 : 0;
    if (before) {
        chart_.epochs = before->metrics.epochs;
        chart_.epoch = chart_.epochs.empty() ? 0 : chart_.epochs.back().epoch;
    }
    // No training ends for what was found before: what cannot be read is found again, or is gone.
    auto known = load_findings(folder_);
    known_ = known ? std::move(*known) : std::vector<Diagnosis>();
    if (std::erase_if(known_, [done](const Diagnosis& d) { return d.step > done; }) > 0 || !known)
        LOOM_TRY(save_findings(folder_, known_));
    if (prepared_.probe) {
        auto probe = LayerProbe::make(*prepared_.probe, flat_, job_.dataset->facts(), *prepared_.backend, prepared_.threads);
        if (!probe)
            return probe.error();
        probe_ = std::move(*probe);
        BatchSetup setup;
        auto rows = shuffled_rows_for(job_, std::size_t(prepared_.probe->lowered.batch), setup);
        BatchStream stream(job_.dataset, std::move(rows), setup);
        rows_ = *stream.next();
    }
    const bool known_before = before && before->notes;
    if (known_before)
        remember(*before);
    else
        LOOM_TRY(find_out_anew(before ? &before->metrics : nullptr, training));
    worked_ = processor_seconds();
    queued_ = queued_seconds();
    // Within an epoch it has been judged by what was seen at the end of the one before, with the weights of then.
    return known_before && done > chart_.step ? std::vector<Diagnosis>() : judge();
}

DoctorNotes Doctor::notes() const
{
    DoctorNotes notes{.first_loss = chart_.first_loss, .looks = chart_.looks, .times = chart_.times, .under_way = epoch_, .norms = norms_};
    notes.under_way.worked += processor_seconds() - worked_;
    notes.under_way.queued += queued_seconds() - queued_;
    return notes;
}

const Batch& Doctor::wait_for(BatchStream& batches)
{
    asked_ = Clock::now();
    const Batch& batch = *batches.next();
    epoch_.waited += std::chrono::duration<double>(Clock::now() - asked_).count();
    return batch;
}

void Doctor::see(const StepPoint& p)
{
    epoch_.seconds += std::chrono::duration<double>(Clock::now() - asked_).count();
    if (std::isnan(chart_.first_loss))
        chart_.first_loss = p.loss;
    if (std::isnan(p.gradient_norm) || norms_.size() == norms_.capacity())
        return;
    norms_.push_back(float(p.gradient_norm));
    if (!(p.gradient_norm <= epoch_.largest_norm)) {
        epoch_.largest_norm = p.gradient_norm;
        epoch_.largest_at = p.step;
    }
}

void Doctor::close_epoch(const EpochPoint& p)
{
    chart_.epochs.push_back(p);
    chart_.epoch = p.epoch;
    chart_.step = p.step;
    if (!norms_.empty()) {
        const auto middle = norms_.begin() + std::ptrdiff_t(norms_.size() / 2);
        std::ranges::nth_element(norms_, middle);
        epoch_.median_norm = double(*middle);
    }
    const double worked = processor_seconds(), queued = queued_seconds();
    epoch_.worked += worked - std::exchange(worked_, worked);
    epoch_.queued += queued - std::exchange(queued_, queued);
    keep_some(chart_.times, std::exchange(epoch_, {}));
    norms_.clear();
}

Status Doctor::look_after(std::int64_t epoch, std::int64_t step, const Executable& training, const LayerProbe::Watcher& also)
{
    std::int64_t every = 1;
    while (every * chart_.steps_per_epoch < steps_between_looks)
        every *= 2;
    return epoch <= 2 || epoch % every == 0 ? look(step, training, also) : Status(Ok{});
}

Status Doctor::look(std::int64_t step, const Executable& training, const LayerProbe::Watcher& also)
{
    if (!probe_)
        return Ok{};
    std::vector<NetworkLook>& looks = chart_.looks;
    const std::int64_t since = looks.empty() ? 0 : step - looks.back().step;
    probe_->take(training, prepared_.train.program);
    LOOM_TRY(probe_->show(rows_, prepared_.recipe.seed, 0)); // What is random is drawn the same each time.
    if (std::isnan(chart_.first_loss) && std::isfinite(probe_->loss()))
        chart_.first_loss = probe_->loss();
    NetworkLook seen = probe_->look(also);
    seen.step = step;
    seen.steps_moved = since;
    keep_some(looks, std::move(seen));
    return Ok{};
}

Result<std::vector<Diagnosis>> Doctor::after_breakdown(Breakdown b)
{
    chart_.breakdown = std::move(b);
    return judge();
}

Result<std::vector<Diagnosis>> Doctor::judge()
{
    auto found = examine(chart_, known_);
    if (found.empty())
        return found;
    known_.insert(known_.end(), found.begin(), found.end());
    LOOM_TRY(save_findings(folder_, known_));
    return found;
}

Result<double> Doctor::loss_in_use(std::size_t rows)
{
    BatchSetup setup;
    auto all = shuffled_rows_for(job_, std::size_t(prepared_.evaluate.batch), setup);
    BatchStream stream(job_.dataset, std::move(all), setup);
    Tally tally;
    while (const Batch* batch = tally.rows < double(rows) ? stream.next() : nullptr) {
        auto result = run_batch(evaluate_, prepared_.evaluate, *batch);
        if (!result)
            return result.error();
        tally.add(*result);
    }
    return tally.mean_loss();
}

} // namespace loom
