#pragma once
#include "base/result.h"
#include "base/tensor_bytes.h"
#include "graph/flatten.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace loom {

/// Whose Python a network is written in.
enum class Framework { Torch, Keras };

/// Lines of a text, both included, counted from 1.
struct Lines {
    int first = 1, last = 1;
    bool operator==(const Lines&) const = default;
};

/// A network as a file of Python and, where it is trained, the arrays that stand beside it as npz, in the framework's names
/// and layouts: load_state_dict() takes PyTorch's, set_weights() takes Keras's in their order.
struct PythonSource {
    std::string text;
    std::vector<std::pair<std::string, Array>> arrays;
    /// Where each node stands, from above to below: what is made once, then what is done with a batch. A node whose values
    /// go on as they are has no lines; the Input has the line that names the samples, the Output the one that returns.
    std::map<NodeId, std::vector<Lines>> lines = {};
    /// The same of the nodes in each copy of a unit, by the way to it, the main graph's by no way; empty where there are no
    /// units. `lines` has those of all copies together.
    std::map<UnitPath, std::map<NodeId, std::vector<Lines>>> within = {};
    /// Layers that have no form in the framework, and why; in the order of the text. Of write_network() only.
    std::vector<std::pair<NodeId, Error>> unwritten = {};
};

/// What the text says beside the network.
struct SourceNotes {
    std::string name; // Of the model.
};

/// Each layer as its own file says it, with the scaling of the data, the curve that makes scores of what the loss wants,
/// and the labels. `tensors`: weights and states by name, in the shapes the document gives. Refused, with the node's
/// name: layers and settings that say no Python, and losses whose scores have none. The text reads the npz file of its
/// own name with another ending, and refuses one whose CRC-32 differs from what finished_source() wrote in.
Result<PythonSource> write_source(Framework, const Document&, const DataFacts&,
                                  const std::map<std::string, std::vector<float>>& tensors, const SourceNotes&);
/// The network alone, trained or not, as drawn: a class (PyTorch) or a function (Keras) that makes it, and what it is made of
/// where the text is run as a program. A layer without a form in the framework stands in its place as a call that raises
/// when it is reached. `data` is null where there is none yet; then samples are what the Input says. Refused is what has an
/// error: the first one.
Result<PythonSource> write_network(Framework, const Document&, const DataFacts* data, const SourceNotes&);
/// The text with the checksum of the npz file in its place.
std::string finished_source(std::string text, std::uint32_t checksum);

} // namespace loom
