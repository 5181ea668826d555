#pragma once
#include "exchange/onnx.h"
#include "graph/document.h"

namespace loom {

/// An ONNX file as a network that can be changed.
struct OnnxNetwork {
    Document document; // Without data; its recipe has the loss that fits its end.
    /// The file's weights and states, by the names that the document's have ("conv2d_2.weight"), in our order.
    std::map<std::string, OnnxTensor> tensors;
    /// Nodes of opaque_type with the reason for each: no layer does what their operator does.
    std::vector<std::pair<NodeId, Message>> opaque;
    OnnxNotes notes;
    /// A normalisation of the file works by each batch's own mean, as while it is trained.
    bool by_batch = false;
    /// The file ended in a softmax, its logarithm or a sigmoid, which the loss applies: the document gives logits.
    bool gives_logits = false;
    /// How what an Output of the document is given lies in the file's output.
    struct End {
        /// For each of its axes, the batch first: which of the file's it is, or, of several, their product. Axes of size 1 may be
        /// missing.
        std::vector<std::vector<int>> axes;
        Shape rows; // Where the file has the places of all samples as rows: as what, before that.
        bool logarithms = false; // The file gives those of the scores.
    };
    std::vector<End> ends; // In the file's order, as the document's Outputs are.
};
/// Every operator that layers can do becomes layers, with its weights; what only changes the order of axes goes into the
/// layers around it, and what changes values one by one becomes one Activation or Formula. What no layer does, and what
/// read_onnx() cannot read, stays as a node of opaque_type of the shape that the file states. Refused, with the name of
/// what is wrong: what is no ONNX file, values that nothing gives, names given twice, circles, and impossible sizes.
Result<OnnxNetwork> read_onnx_network(const fs::path&);

namespace onnx_network {
/// Whether the layer gives what comes in, elsewhere, in part or several times.
bool only_moves(std::string_view layer);
} // namespace onnx_network

} // namespace loom
