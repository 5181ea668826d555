#pragma once
#include "data/dataset.h"
#include "graph/flatten.h"
#include "schema/recipe.h"
#include "train/points.h"

#include <functional>
#include <string>

namespace loom {

/// What a layer gave for the rows of a probe, and what came back to it.
struct LayerLook {
    NodeId node{};            // Of the flat graph.
    double zero_units = 0;    // Share of its units (channels) that gave 0 for every row, 0–1.
    double saturated = 0;     // Share of its values at an end of its sigmoid or tanh, 0–1; 0 for other layers.
    double gradient = not_measured; // √Σ g² of the mean loss by all that it gave; not_measured where nothing comes back.
};

/// A column as an Input takes it: how much the loss of a probe hangs on it.
struct ColumnLook {
    std::size_t column = 0; // Of DataFacts::columns.
    double gradient = 0;    // √Σ g² over its values.
};

/// A network at one moment, seen by sending the same rows there and back.
struct NetworkLook {
    std::int64_t step = 0; // Steps done.
    std::vector<LayerLook> layers;   // Inputs first.
    std::vector<ColumnLook> columns; // Of tables alone.
    double movement = not_measured;  // ‖w − w'‖/‖w'‖ of all weights since the look before.
    std::int64_t steps_moved = 0;    // Steps since then.
};

/// Where time went and how large gradients were while an epoch's steps were made.
struct EpochLook {
    double seconds = 0, waited = 0;                         // Of the steps; and of that, for the next batch.
    double median_norm = not_measured, largest_norm = not_measured; // Of the gradients at the steps where they were measured.
    std::int64_t largest_at = 0;                            // Step.
    double worked = 0, queued = 0; // Seconds that the process's threads had a processor, and that they wanted one and had none.
};

/// What the best answer that never changes gets on the training part; not_measured where that is not known.
struct Guess {
    double loss = not_measured, accuracy = not_measured;
    double low = not_measured, high = not_measured; // Of numbers, the smallest and the largest target.
};

/// Where numbers stopped being numbers, found by doing the step again.
struct Breakdown {
    enum class Where { Layer, Loss, Gradient, Update };
    Where where = Where::Layer;
    std::int64_t epoch = 1, step = 1, batch = 1; // All from 1; batch within the epoch.
    std::optional<NodeId> node = {};  // Layer: the first that gave one. Gradient: the one nearest to the loss. Of the flat graph.
    bool nan = false;                 // Else it is ∞.
    std::vector<std::uint32_t> rows = {}; // Layer: whose values they are, of the table.
    std::size_t of_rows = 0;          // The batch had so many.
};

/// All that was watched of a run so far: what ailments are known by.
struct Chart {
    const Document& document; // That is trained.
    const Flat& flat;         // The same as one graph.
    const Dataset& data;
    RecipeSettings recipe = {};
    double learning_rate = not_measured; // The optimiser's own.
    Guess guess = {};
    std::int64_t epoch = 0, step = 0, steps_per_epoch = 1; // Done.
    double first_loss = not_measured;   // Of the network as it began: of the probe's rows, or of the first step.
    std::vector<EpochPoint> epochs = {};
    std::vector<EpochLook> times = {};  // Of the first epoch and the newest ones.
    std::vector<NetworkLook> looks = {}; // The first and the newest ones; none where a probe would cost too much.
    std::optional<Breakdown> breakdown = {};
    /// Mean loss of so many training rows as the network is in use: without dropout, as the validation is measured.
    std::function<Result<double>(std::size_t rows)> training_in_use = {};

    const Node& node(NodeId flat_node) const { return flat.document.nodes().at(flat_node); }
};

} // namespace loom
