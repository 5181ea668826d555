#include "train/feed.h"

#include <cmath>
#include <numeric>

namespace loom {
namespace {

double read_one(const Executable& executable, TensorId id)
{
    double value = 0;
    executable.read(id, std::span<double>(&value, 1));
    return value;
}

/// The target of one Output, and how much each row counts; what it has no target for counts nothing. The sum of the weights.
double write_truth(Executable& executable, const Lowered& lowered, const Lowered::Head& head, const Batch& batch)
{
    const bool further = head.truth == OutputEnd::Truth::Further;
    const auto& labels = further ? batch.further[head.further].labels : batch.labels;
    const auto& targets = further ? batch.further[head.further].targets : batch.targets;
    const double all = std::accumulate(batch.weights.begin(), batch.weights.end(), 0.0);
    if (!further) {
        if (head.target == no_tensor || head.truth == OutputEnd::Truth::Wire)
            ; // The loss judges the prediction alone, or it comes by a wire.
        else if (lowered.program.at(head.target).dtype == DType::I32)
            executable.write(head.target, std::span<const std::int32_t>(labels));
        else
            executable.write(head.target, std::span<const float>(targets));
        return all;
    }
    thread_local std::vector<float> weights, known;
    weights.assign(batch.weights.begin(), batch.weights.end());
    known.assign(targets.begin(), targets.end());
    for (std::size_t i = 0; i < weights.size(); ++i)
        if (std::isnan(known[i])) {
            weights[i] = 0;
            known[i] = 0;
        }
    if (head.target != no_tensor && lowered.program.at(head.target).dtype == DType::I32)
        executable.write(head.target, std::span<const std::int32_t>(labels));
    else if (head.target != no_tensor)
        executable.write(head.target, std::span<const float>(known));
    executable.write(head.weights, std::span<const float>(weights));
    return std::accumulate(weights.begin(), weights.end(), 0.0);
}

} // namespace

void write_samples(Executable& executable, const Lowered& lowered, std::span<const float> rows)
{
    const auto width = std::size_t(lowered.row), batch = std::size_t(lowered.batch);
    if (lowered.entries.size() == 1 && lowered.entries[0].pieces.size() == 1 && lowered.entries[0].pieces[0] == RowPiece{0, lowered.row} &&
        rows.size() == width * batch)
        return executable.write(lowered.samples, rows);
    thread_local std::vector<float> samples;
    for (const Lowered::Entry& entry : lowered.entries) {
        samples.clear();
        for (std::size_t row = 0; (row + 1) * width <= rows.size(); ++row)
            for (const RowPiece& piece : entry.pieces) {
                const float* values = rows.data() + row * width + std::size_t(piece.place);
                samples.insert(samples.end(), values, values + piece.size);
            }
        samples.resize(count(lowered.program.at(entry.samples).shape));
        executable.write(entry.samples, std::span<const float>(samples));
    }
}

Status run_batch(Executable& executable, const Lowered& lowered, const Batch& batch, BatchResult& result)
{
    write_samples(executable, lowered, batch.samples);
    const bool several = lowered.heads.size() > 1;
    result.parts.resize(several ? lowered.heads.size() : 0);
    result.rows = std::accumulate(batch.weights.begin(), batch.weights.end(), 0.0);
    for (std::size_t h = 0; h < lowered.heads.size(); ++h)
        if (const double rows = write_truth(executable, lowered, lowered.heads[h], batch); several)
            result.parts[h].rows = rows;
    if (lowered.weights != no_tensor)
        executable.write(lowered.weights, std::span<const float>(batch.weights));
    LOOM_TRY(executable.run());
    result.loss = read_one(executable, lowered.loss);
    result.right = not_measured;
    if (!several) {
        if (lowered.correct != no_tensor)
            result.right = read_one(executable, lowered.correct);
        return Ok{};
    }
    double shares = 0;
    int judged = 0;
    for (std::size_t h = 0; h < lowered.heads.size(); ++h) {
        const Lowered::Head& head = lowered.heads[h];
        BatchResult::Part& part = result.parts[h];
        part.loss = read_one(executable, head.loss);
        part.right = head.correct == no_tensor ? not_measured : read_one(executable, head.correct);
        if (head.correct != no_tensor && part.rows > 0) {
            shares += part.right / part.rows;
            ++judged;
        }
    }
    if (judged > 0)
        result.right = shares / judged * result.rows;
    return Ok{};
}

Status run_step(Executable& executable, const Lowered& lowered, const StepInputs& inputs, const Batch& batch, BatchResult& result)
{
    executable.write(lowered.rate, std::span<const double>(&inputs.learning_rate, 1));
    if (lowered.clock != no_tensor) {
        const std::int64_t clock[2] = {inputs.seed, inputs.step};
        executable.write(lowered.clock, std::span<const std::int64_t>(clock));
    }
    const std::int64_t watched = inputs.watched;
    if (lowered.watch != no_tensor)
        executable.write(lowered.watch, std::span<const std::int64_t>(&watched, 1));
    return run_batch(executable, lowered, batch, result);
}

Result<BatchResult> run_batch(Executable& executable, const Lowered& lowered, const Batch& batch)
{
    BatchResult result;
    LOOM_TRY(run_batch(executable, lowered, batch, result));
    return result;
}

} // namespace loom
