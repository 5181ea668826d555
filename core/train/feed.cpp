#include "train/feed.h"

#include <numeric>

namespace loom {
namespace {

double read_one(const Executable& executable, TensorId id)
{
    double value = 0;
    executable.read(id, std::span<double>(&value, 1));
    return value;
}

} // namespace

Result<BatchResult> run_batch(Executable& executable, const Lowered& lowered, const Batch& batch)
{
    executable.write(lowered.samples, std::span<const float>(batch.samples));
    if (lowered.target == no_tensor)
        ; // The loss judges the prediction alone.
    else if (lowered.program.at(lowered.target).dtype == DType::I32)
        executable.write(lowered.target, std::span<const std::int32_t>(batch.labels));
    else
        executable.write(lowered.target, std::span<const float>(batch.targets));
    executable.write(lowered.weights, std::span<const float>(batch.weights));
    LOOM_TRY(executable.run());
    BatchResult result;
    result.loss = read_one(executable, lowered.loss);
    if (lowered.correct != no_tensor)
        result.right = read_one(executable, lowered.correct);
    result.rows = std::accumulate(batch.weights.begin(), batch.weights.end(), 0.0);
    return result;
}

} // namespace loom
