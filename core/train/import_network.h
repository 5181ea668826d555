#pragma once
#include "exchange/onnx_network.h"
#include "project/project.h"

namespace loom {

/// What came in with a network.
struct Imported {
    Project project;
    std::string run; // With the weights; empty where there are none.
    std::vector<std::pair<NodeId, Message>> opaque;
    /// How far the network's outputs are from the file's on samples drawn at random, as a share of the largest: computed from
    /// both, on this machine. Nothing where they cannot be compared: because of opaque nodes, or for the reason told.
    std::optional<double> difference = {};
    std::optional<Message> why_not_compared = {};
};
/// Makes a project of an ONNX file's network, with its weights as a run, with which the recipe begins. The project file must
/// not be there yet; where anything fails, nothing is left behind. A network that gives other numbers than the file is refused.
Result<Imported> import_onnx(const fs::path& onnx, const fs::path& project);

} // namespace loom
