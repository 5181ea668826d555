#pragma once
#include "data/batches.h"
#include "engine/backend.h"
#include "lowering/lowering.h"
#include "train/points.h"

namespace loom {

/// What one run of a Train or Evaluate program said about its batch.
struct BatchResult {
    struct Part {
        double loss = 0, right = not_measured, rows = 0;
    };
    double loss = 0;             // Mean over the rows that count; of several Outputs the weighted sum.
    double right = not_measured; // How many rows are right; not_measured for numbers. Of several Outputs their mean share, in rows.
    double rows = 0;             // That count.
    std::vector<Part> parts;     // Of several Outputs, as Lowered::heads; else none.
};

/// Hands the batch to the program's inputs, runs it, and reads its loss and right answers. Takes no memory once a thread has
/// run a batch of this size; with several Outputs give `into`, whose parts then stay where they are.
Result<BatchResult> run_batch(Executable&, const Lowered&, const Batch&);
Status run_batch(Executable&, const Lowered&, const Batch&, BatchResult& into);
/// What a step of training takes beside its batch.
struct StepInputs {
    double learning_rate = 0;
    std::int64_t seed = 0, step = 0; // step: from 0 over the whole run.
    bool watched = false;            // Whether the squares of the gradients are wanted.
};
/// One step of a Train program.
Status run_step(Executable&, const Lowered&, const StepInputs&, const Batch&, BatchResult& into);
/// Whether the gradients of a step are watched: those of the first hundred steps and of every tenth, by the step's number.
inline bool is_watched(std::int64_t step)
{
    return step < 100 || step % 10 == 0;
}
/// Hands over what each Input takes of these rows, one behind the other, Lowered::row values each. Fewer than a batch are
/// filled up with zeros.
void write_samples(Executable&, const Lowered&, std::span<const float> rows);

/// Means over batches, each one counted by its rows.
struct Tally {
    double loss = 0, right = 0, rows = 0;
    std::vector<BatchResult::Part> parts;
    void add(const BatchResult& r)
    {
        loss += r.loss * r.rows;
        right += r.right;
        rows += r.rows;
        parts.resize(r.parts.size(), {.right = 0});
        for (std::size_t i = 0; i < parts.size(); ++i) {
            parts[i].loss += r.parts[i].loss * r.parts[i].rows;
            parts[i].right += r.parts[i].right;
            parts[i].rows += r.parts[i].rows;
        }
    }
    std::vector<PartPoint> part_points() const
    {
        std::vector<PartPoint> points;
        for (const auto& p : parts)
            points.push_back(p.rows > 0 ? PartPoint{p.loss / p.rows, p.right / p.rows} : PartPoint());
        return points;
    }
    /// All of it, to be kept and gone on from.
    std::vector<double> numbers() const
    {
        std::vector<double> all{loss, right, rows};
        for (const auto& p : parts)
            all.insert(all.end(), {p.loss, p.right, p.rows});
        return all;
    }
    static Tally from(std::span<const double> numbers)
    {
        Tally tally;
        if (numbers.size() < 3)
            return tally;
        tally = {numbers[0], numbers[1], numbers[2], {}};
        for (std::size_t i = 3; i + 2 < numbers.size(); i += 3)
            tally.parts.push_back({numbers[i], numbers[i + 1], numbers[i + 2]});
        return tally;
    }
    double mean_loss() const { return rows > 0 ? loss / rows : not_measured; }
    double accuracy() const { return rows > 0 ? right / rows : not_measured; }
};

} // namespace loom
