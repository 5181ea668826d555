#pragma once
#include "graph/chain.h"
#include "suggest/suggestion.h"

namespace loom {

/// What the choice of a network rests on.
struct Task {
    const DataFacts& facts;
    std::size_t rows = 0;       // In the training part.
    std::size_t validation = 0; // Rows of that part.
    std::string target;
    double mean = 0, deviation = 0, farthest = 0; // Of a number, in the training part; farthest: from the mean, in deviations.
    std::size_t fewest = 0, most = 0; // Training rows of the rarest class that is there, and of the most frequent one.

    bool classes() const { return facts.target == DataFacts::Target::Classes; }
    /// Samples are pictures, texts, sounds or sequences, not rows of columns.
    bool whole() const { return facts.pictures || facts.vocabulary > 0 || facts.sample.size() > 1; }
    bool weighted() const; // Classes so unbalanced that they need weights.
    /// Of the last layer.
    std::int64_t outputs() const;
};
Task task_of(const Dataset&);

/// The layers from Input to Output.
Chain advise_network(const Task&, std::vector<Decision>&);
/// In one line: "Dense 128 · Dense 64 · Dense 2".
Message network_line(const Document&);

/// Loss, optimiser and settings.
Recipe advise_recipe(const Task&, std::vector<Decision>&);
/// In one line.
Message recipe_line(const Recipe&);

} // namespace loom
