#pragma once
#include "exchange/onnx_network.h"
#include "project/project.h"

namespace loom {

/// What came in with a network.
struct Imported {
    Project project;
    std::string run; // With the weights; empty where there are none.
    std::vector<std::pair<NodeId, Message>> opaque;
};
/// Makes a project of an ONNX file's network, with its weights as a run, with which the recipe begins. The project file must
/// not be there yet; where anything fails, nothing is left behind.
Result<Imported> import_onnx(const fs::path& onnx, const fs::path& project);

} // namespace loom
