#pragma once
#include "graph/analysis.h"
#include "graph/ends.h"

namespace loom {

enum class Purpose {
    Train,    // Forward, loss, backward (for each part of the batch) and the optimiser's update: one whole step.
    Evaluate, // Forward as in use (no dropout, running statistics), loss, right answers and scores.
    Predict,  // Forward as in use, and scores.
    Generate  // The same for one step of sequences, at position: attention keeps what it needs of the steps before.
};

/// A document as a program for batches of one size, and where its ends are. no_tensor where a purpose has none.
/// With several Inputs each has a tensor of its own name; with several Outputs each has a target, a loss, right answers and
/// scores of its own ("target.age", "loss.age", "correct.age" and "age"), and the loss is Σ weight·loss.
struct Lowered {
    /// What an Input takes of each row.
    struct Entry {
        NodeId node{};
        TensorId samples = no_tensor;
        std::vector<RowPiece> pieces;
    };
    /// What an Output gives, and what it is compared with.
    struct Head {
        NodeId node{};
        std::string name;    // Of the node.
        OutputEnd::Truth truth = OutputEnd::Truth::Target;
        std::size_t further = 0; // Which of the data's further targets.
        TensorId target = no_tensor;  // As below. By a wire: what it brought, to be read, where nothing is trained.
        TensorId weights = no_tensor; // Of its own where it has a further target, which rows may lack; else those of all.
        TensorId loss = no_tensor, correct = no_tensor, scores = no_tensor; // As below.
    };
    Program program;
    std::int64_t batch = 0;
    std::int64_t row = 0;        // Values in a row of the data.
    std::vector<Entry> entries;  // As in Ends; with one, `samples` is its.
    std::vector<Head> heads;     // As in Ends; target, correct and scores below are those of the first.
    TensorId samples = no_tensor;  // Input "samples" {batch, sample…}: raw data, before any scaling.
    TensorId target = no_tensor;   // Input "target": {batch, labels…} I32, or f32 of the prediction's shape; absent
                                   // where the loss needs none.
    TensorId weights = no_tensor;  // Input "weights" {batch}: 0 for rows that only fill up the batch.
    TensorId position = no_tensor; // Input "position" {batch} I32: which step "samples" {batch, …, 1} holds, from 0 on.
    TensorId rate = no_tensor;     // Input "rate" {1}: the learning rate of this step.
    TensorId clock = no_tensor;    // Input "clock" {2} I64: seed and step. Absent where nothing needs it.
    TensorId watch = no_tensor;    // Input "watch" {1} I64: not 0 where the next is wanted. Absent where it is known anyway.
    TensorId gradient_squares = no_tensor; // Output "gradient_squares" {n}: Σ g² of each weight of `learned`; 0 where it was not asked for.
    std::vector<TensorId> learned; // The weights that an update changes.
    TensorId loss = no_tensor;     // Output "loss" {1}: mean over the batch's weights.
    TensorId correct = no_tensor;  // Output "correct" {1}: how many rows (or which shares of them) are right; absent where that says nothing.
    TensorId scores = no_tensor;   // Output "scores" {batch, …}: probabilities, the predicted numbers, or what was made.
    /// Training: what is learned from a row hangs on the others of its batch, beyond the mean over them (Batch norm, losses that compare
    /// rows), so that a batch in parts learns something else.
    bool rows_meet = false;
    std::map<NodeId, TensorId> outputs; // Of each node, by its id; readable where asked for with `keep`. Of the
                                        // last part, where the batch is trained in parts.
};

/// The moment that holds the mean of a weight ("dense_1.weight.average"), where the recipe asks for it.
inline constexpr std::string_view average_name = "average";
inline std::string mean_of(const std::string& weight) { return weight + "." + std::string(average_name); }

/// Whose inner values can be read after a run.
enum class Keep { EndsOnly, AllNodes };

/// The first finding of severity Error comes back as the error. `side_by_side`: into how many parts of about the same
/// size a training batch is taken that the device runs at once; into one where parts would learn something else, or where
/// adding their gradients up costs more than it saves.
Result<Lowered> lower(const Document&, const DataFacts&, Purpose, std::int64_t batch, Keep = Keep::EndsOnly,
                      int side_by_side = 1);

} // namespace loom
