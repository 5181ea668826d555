#pragma once
#include "base/files.h"
#include "data/batches.h"
#include "engine/backend.h"
#include "lowering/lowering.h"

namespace loom {

/// What every side of a measurement does: steps of one network on the same batches, from the same weights.
struct BenchJob {
    std::string name; // Of the network, for people.
    Document document;
    DataFacts facts;
    std::int64_t batch = 32;
    int threads = 1;
    std::uint64_t seed = 1;
    std::int64_t checked_steps = 50; // Whose losses are compared.
    std::vector<Batch> batches;      // Taken in turns; samples, weights and labels or targets are set.
};

/// What a network's data would be, from the network alone: the Input's shape without data, and as many classes or
/// numbers as the loss makes of its last layer. The first error of the network comes back.
Result<DataFacts> facts_from_network(const Document&);

/// Fills `job.batches` with `n` batches that can be learned: a sample is half noise and half what belongs to its class
/// or number. Pictures are 0–255, columns have mean 0 and deviation 1, and what goes into a layer with a vocabulary are whole
/// numbers below the smallest one. Depends on the job's seed alone.
void make_batches(BenchJob& job, std::size_t n);

/// The job as files in an existing folder: bench.json, weights.safetensors and batches.safetensors, as
/// tests/bench/README.md describes them. The weights are those of the seed.
Status write_job(const BenchJob&, const fs::path& folder);

/// A job's folder read back: lowered for a device, with the values its program carries from step to step.
struct OpenedJob {
    BenchJob job;
    Lowered train;
    double learning_rate = 0;
    std::map<TensorId, std::vector<float>> carried; // Weights, states and moments before the first step; those left out start at 0.
};
Result<OpenedJob> read_job(const fs::path& folder, const Backend&);

} // namespace loom
