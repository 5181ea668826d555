#pragma once
#include "base/result.h"
#include "base/tensor_bytes.h"
#include "graph/document.h"

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace loom {

/// Whose Python a network is written in.
enum class Framework { Torch, Keras };

/// A trained network as a file of Python and the arrays that stand beside it as npz, in the framework's names and
/// layouts: load_state_dict() takes PyTorch's, set_weights() takes Keras's in their order.
struct PythonSource {
    std::string text;
    std::vector<std::pair<std::string, Array>> arrays;
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
/// The text with the checksum of the npz file in its place.
std::string finished_source(std::string text, std::uint32_t checksum);

} // namespace loom
