#include "train/prepared.h"
#include "base/process.h"
#include "base/threads.h"
#include "schema/boxes.h"
#include "train/feed.h"
#include "train/shortage.h"

#include <algorithm>

namespace loom {

BatchSetup stream_setup(const Dataset& data, std::int64_t batch, int threads)
{
    BatchSetup setup;
    setup.size = std::size_t(batch);
    setup.threads = data.samples().fits() ? 1 : threads; // Decoding is work; copying is not.
    return setup;
}

std::vector<std::uint32_t> training_rows_of(const Dataset& data)
{
    const auto rows = data.training_rows();
    return {rows.begin(), rows.end()};
}

std::int64_t steps_per_epoch(const Dataset& data, std::int64_t batch)
{
    return (std::int64_t(data.training_rows().size()) + batch - 1) / batch;
}

BatchSetup training_stream(const Job& job, const Prepared& p, std::int64_t first_step)
{
    const Dataset& data = *job.dataset;
    const std::int64_t per_epoch = steps_per_epoch(data, p.train.batch);
    BatchSetup setup = stream_setup(data, p.train.batch, p.threads);
    setup.shuffled = true;
    setup.seed = std::uint64_t(p.recipe.seed);
    setup.first_epoch = first_step / per_epoch;
    setup.first_batch = std::size_t(first_step % per_epoch);
    setup.augmented = true;
    if (!data.augmentation().empty())
        setup.threads = p.threads;
    return setup;
}

namespace {

/// Mixtures count once for the target of each of their two rows, which is right only where rows are judged one by one.
Status can_mix(const Document& document)
{
    const Ends ends(document, nullptr);
    if (ends.inputs.size() > 1 || ends.outputs.size() > 1)
        return Error{LOOM_TEXT("Rows cannot be mixed for a network with several Inputs or Outputs."), LOOM_TEXT("Take Mixup and CutMix out of the preparation steps.")};
    for (const OutputEnd& end : ends.outputs)
        if (const LossType& loss = end.loss_type(); loss.across_rows || loss.vectors > 0 || loss.needs == LossType::Needs::LabelSequence || finds_boxes(loss) || loss.lower_generator)
            return Error{Message(LOOM_TEXT("Rows cannot be mixed for the loss “%1”: it does not judge each by a target of its own."), loss.title),
                         LOOM_TEXT("Take Mixup and CutMix out of the preparation steps, or choose another loss.")};
    return Ok{};
}

} // namespace

Result<Prepared> prepare(const Job& job, std::string_view device, int threads, std::int64_t parts)
{
    if (!job.dataset)
        return Error{LOOM_TEXT("There is no data to learn from."), LOOM_TEXT("Choose a data set in Data.")};
    const DataFacts& facts = job.dataset->facts();
    if (job.dataset->rows(Part::Train).empty())
        return Error{LOOM_TEXT("The training part of the data is empty."),
                     LOOM_TEXT("Give the validation and test parts smaller shares, or use more data.")};
    if (job.dataset->augmentation().mixes())
        LOOM_TRY(can_mix(job.document));
    Prepared p;
    Document document = job.document;
    if (parts > 0) {
        Recipe recipe = document.recipe();
        recipe.settings[*recipe_type().index_of("parts")] = parts;
        LOOM_TRY(document.apply(SetRecipe{std::move(recipe)}));
    }
    p.recipe = unpack_recipe(document.recipe().settings);
    p.threads = threads > 0 ? threads : allowed_processors();
    auto backend = open_device(device);
    if (!backend)
        return backend.error();
    p.backend = *backend;
    // A batch larger than the training part would be filled up with copies of it.
    const std::int64_t batch =
        std::min(p.recipe.batch_size, std::int64_t(job.dataset->training_rows().size()));
    auto train = lower(document, facts, Purpose::Train, batch, Keep::EndsOnly,
                       p.backend->parts_side_by_side(p.threads));
    if (!train)
        return train.error();
    p.train = std::move(*train);
    // Evaluating keeps no activations for a backward pass, so it can afford larger batches.
    auto evaluate =
        lower(document, facts, Purpose::Evaluate, std::clamp<std::int64_t>(batch, 64, 256));
    if (!evaluate)
        return evaluate.error();
    p.evaluate = std::move(*evaluate);
    p.probe = plan_cheap_probe(job.document, facts, *p.backend, p.train.program, p.threads);
    const Chosen& optimizer = job.document.recipe().optimizer;
    p.learning_rate = find_optimizer(optimizer.type)->learning_rate(optimizer.values);
    return p;
}

Result<Forecast> forecast(const Job& job, const Prepared& p)
{
    const Dataset& data = *job.dataset;
    Forecast f;
    f.parameters = elements(p.train.program, Role::Weight);
    auto single = lower(job.document, data.facts(), Purpose::Predict, 1);
    if (!single)
        return single.error();
    f.multiply_adds = multiply_adds(single->program);
    const auto rows = std::int64_t(data.training_rows().size());
    f.parts = p.recipe.parts;
    f.rows_meet = p.train.rows_meet;
    f.steps_per_epoch = steps_per_epoch(data, p.train.batch);

    std::size_t more = std::size_t{4} << 20; // Code of the device and the threads' stacks, touched by the first run.
    for (const Lowered* lowered : {&p.train, &p.evaluate}) {
        auto bytes = p.backend->memory_needed(lowered->program, {p.threads});
        if (!bytes)
            return bytes.error();
        const BatchSetup stream = stream_setup(data, lowered->batch, p.threads);
        const std::size_t row = (data.sample_width() + 4 + 2 * data.facts().further.size()) * sizeof(float); // With its number, label, target and weight.
        more += *bytes + (stream.ahead + 1) * stream.size * row;
    }
    if (p.probe) {
        auto bytes = p.backend->memory_needed(p.probe->lowered.program, {p.threads});
        if (!bytes)
            return bytes.error();
        more += *bytes;
    }
    // The checkpoint's values on the host, and once more while best.safetensors is read for the test.
    more += sizeof(float) *
            std::size_t(2 * (elements(p.train.program, Role::Weight) + elements(p.train.program, Role::State)) +
                        elements(p.train.program, Role::Moment));
    more += std::size_t(rows) * 3 * sizeof(std::uint32_t); // The order of an epoch, and the next one's.
    if (!data.samples().fits())
        more += Samples::default_memory;
    f.added_bytes = more;
    f.memory_bytes = resident_bytes() + more;
    return f;
}

Result<Forecast> forecast(const Job& job)
{
    auto prepared = prepare(job, job.device, job.threads);
    if (!prepared)
        return prepared.error();
    return forecast(job, *prepared);
}

Result<Fitted> fitted(const Job& job, Prepared prepared, std::string_view device, int threads, std::size_t bytes)
{
    auto told = forecast(job, prepared);
    if (!told)
        return told.error();
    Fitted fit{std::move(prepared), *told};
    const std::int64_t most = std::min(fit.prepared.train.batch, std::int64_t(recipe_type().settings[*recipe_type().index_of("parts")].max.value()));
    while (fit.forecast.added_bytes > bytes && fit.forecast.parts < most) {
        const std::int64_t parts = std::min(2 * fit.forecast.parts, most);
        auto smaller = prepare(job, device, threads, parts);
        if (!smaller)
            return smaller.error();
        if (told = forecast(job, *smaller); !told)
            return told.error();
        if (told->added_bytes >= fit.forecast.added_bytes)
            break; // It is not the batch that takes the memory.
        fit = {std::move(*smaller), *told};
    }
    return fit;
}

Result<Fitted> fitted_to_memory(const Job& job, Prepared prepared, std::string_view device, int threads)
{
    const auto told = forecast(job, prepared);
    if (!told)
        return told.error();
    const std::size_t free = free_memory_bytes();
    const std::size_t most = job.most_bytes == 0 || free == 0 ? std::max(job.most_bytes, free) : std::min(job.most_bytes, free);
    if (most == 0 || told->added_bytes <= most)
        return Fitted{std::move(prepared), *told};
    const Error too_large = error_of({told->added_bytes, most});
    if (job.resume || job.continues)
        return too_large;
    auto fit = fitted(job, std::move(prepared), device, threads, most);
    if (!fit)
        return fit.error();
    if (fit->forecast.added_bytes > most || fit->forecast.parts == told->parts)
        return too_large;
    if (told->rows_meet)
        return Error{too_large.message, Message(LOOM_TEXT("It would fit with batches in %1 parts, but then each part is judged by itself (Batch norm, losses that compare rows), which learns "
                                             "something else. Set “Parts of a batch” to %1 in the recipe if that is meant, or choose a smaller batch size."), fit->forecast.parts),
                     Blame::Machine};
    return fit;
}

Result<Forecast> fitted_forecast(const Job& job, std::size_t bytes)
{
    auto prepared = prepare(job, job.device, job.threads);
    if (!prepared)
        return prepared.error();
    auto fit = fitted(job, std::move(*prepared), job.device, job.threads, bytes);
    return fit ? Result<Forecast>(fit->forecast) : Result<Forecast>(fit.error());
}

} // namespace loom
