#pragma once
#include "graph/document.h"

#include <memory>

namespace loom {

/// Neighbouring values of a row of the data.
struct RowPiece {
    std::int64_t place = 0, size = 0;
    bool operator==(const RowPiece&) const = default;
};

/// What one Input takes of each row.
struct InputEnd {
    NodeId node{};
    std::string name;                       // Of its values in programs and exports; "samples" where there is one Input.
    std::vector<std::string> columns;       // That it takes, in this order; empty where they are not known.
    std::vector<std::string> missing;       // Named, but not there.
    std::vector<RowPiece> pieces;           // Of a row, one behind the other; empty without data.
    std::shared_ptr<const DataFacts> facts; // The data as if these columns were all; null without data.
};

/// What one Output learns by.
struct OutputEnd {
    enum class Truth {
        Target,  // The data's.
        Further, // Another column.
        Wire,    // What its second input brings.
        Missing, // A column that the data does not have, or that cannot be learned.
    };
    NodeId node{};
    std::string name; // Of its scores in programs and exports; "scores" where there is one Output.
    Chosen loss;
    double weight = 1; // Beside other Outputs.
    Truth truth = Truth::Target;
    std::size_t further = 0;                // Of DataFacts::further.
    std::shared_ptr<const DataFacts> facts; // The data with this target in the place of its own; null without data.

    const LossType& loss_type() const { return *find_loss(loss.type); }
};

/// Where a flat network begins and ends, beside the data. An Input without columns of its own takes all that are usual and
/// that no other one names; an Output without a loss of its own has the recipe's. Made anew after every edit.
class Ends {
public:
    Ends(const Document& flat, const DataFacts* data);

    std::vector<InputEnd> inputs;   // By number.
    std::vector<OutputEnd> outputs; // The first of those that are compared with the data's target, then by number.

    const InputEnd* input(NodeId) const;
    const OutputEnd* output(NodeId) const;
    /// What a layer may know: an Input and an Output their own part of the data.
    Surroundings around(NodeId) const;

private:
    const DataFacts* data_;
};

/// The columns that the ends name, for whoever opens the data.
WantedColumns wanted_columns(const Document&);
/// The data setup, as it must be opened for this network.
DataSetup data_for(const Document&);
/// The names of the Outputs, in the order of Ends::outputs of the flat network.
std::vector<std::string> output_names(const Document&, const DataFacts&);
/// How many values a row has.
std::int64_t row_width(const DataFacts&);

} // namespace loom
