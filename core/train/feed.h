#pragma once
#include "data/batches.h"
#include "engine/backend.h"
#include "lowering/lowering.h"
#include "train/points.h"

namespace loom {

/// What one run of a Train or Evaluate program said about its batch.
struct BatchResult {
    double loss = 0;             // Mean over the rows that count.
    double right = not_measured; // How many rows are right; not_measured for numbers.
    double rows = 0;             // That count.
};

/// Hands the batch to the program's inputs, runs it, and reads its loss and right answers.
Result<BatchResult> run_batch(Executable&, const Lowered&, const Batch&);

/// Means over batches, each one counted by its rows.
struct Tally {
    double loss = 0, right = 0, rows = 0;
    void add(const BatchResult& r)
    {
        loss += r.loss * r.rows;
        right += r.right;
        rows += r.rows;
    }
    double mean_loss() const { return rows > 0 ? loss / rows : not_measured; }
    double accuracy() const { return rows > 0 ? right / rows : not_measured; }
};

} // namespace loom
