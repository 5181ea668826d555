#include "train/breakdown.h"
#include "train/layer_probe.h"

#include <chrono>

namespace loom {
namespace {

constexpr std::chrono::minutes longest{2}; // The state is kept every five minutes, unless the recipe says otherwise.

Status do_step(const Replay& r, const Batch& batch, std::int64_t step, BatchResult& result)
{
    return run_step(r.training, r.prepared.train, {.learning_rate = r.rate(step), .seed = r.prepared.recipe.seed, .step = step}, batch, result);
}

/// Looks inside of a step that begins with the training program's weights.
Result<std::optional<Breakdown>> look_inside(const Replay& r, const Batch& batch, std::int64_t step)
{
    const DataFacts& facts = r.job.dataset->facts();
    const auto plan = plan_probe(r.job.document, facts, r.prepared.train.batch, ProbeGradients::OfLayers);
    if (!plan)
        return std::optional<Breakdown>();
    const Flat flat = flattened(r.job.document);
    auto probe = LayerProbe::make(*plan, flat, facts, *r.prepared.backend, r.prepared.threads);
    if (!probe)
        return probe.error();
    (*probe)->take(r.training, r.prepared.train.program);
    LOOM_TRY((*probe)->show(batch, r.prepared.recipe.seed, step));
    return (*probe)->first_broken(batch);
}

} // namespace

Result<std::optional<Breakdown>> find_breakdown(const Replay& r)
{
    const auto begin = std::chrono::steady_clock::now();
    const std::int64_t per_epoch = steps_per_epoch(*r.job.dataset, r.prepared.train.batch);
    BatchStream batches(r.job.dataset, training_rows_of(*r.job.dataset), training_stream(r.job, r.prepared, r.from));
    r.state.write_to(r.training);
    Carried before = r.state;
    Batch last;
    BatchResult result;
    for (std::int64_t step = r.from; step < r.broken; ++step) {
        if (r.stopped() || std::chrono::steady_clock::now() - begin > longest)
            return std::optional<Breakdown>();
        const Batch& batch = *batches.next();
        if (step + 1 == r.broken) {
            before.read_from(r.training);
            last = batch;
        }
        LOOM_TRY(do_step(r, batch, step, result));
    }
    r.state.read_from(r.training);
    const bool earlier = r.broken > r.from && r.state.first_broken();
    const std::int64_t step = r.broken - (earlier ? 1 : 0);
    if (earlier)
        before.write_to(r.training);
    else
        last = *batches.next();
    auto found = look_inside(r, last, step);
    if (!found)
        return found;
    if (!*found && earlier)
        *found = Breakdown{.where = Breakdown::Where::Update};
    if (*found) {
        (*found)->epoch = step / per_epoch + 1;
        (*found)->step = step + 1;
        (*found)->batch = step % per_epoch + 1;
    }
    return found;
}

} // namespace loom
