#pragma once
#include "base/files.h"
#include "ir/program.h"

#include <map>

namespace loom {

/// What an ONNX file says beside its computation.
struct OnnxNotes {
    std::string name;                // Of the model.
    std::vector<std::string> labels; // Of the classes, in score order; stored as JSON under "labels".
};

/// Writes a forward program (one Input {batch, …}, one Output {batch, …}) with its weights and states, by tensor name.
/// The batch is symbolic ("batch"), whatever batch the program was lowered for. Opset 13, IR version 8.
/// Instructions that only training has are refused by name.
/// Replaces the file as write_file() does, once `check` has passed it.
/// Specification: onnx/docs/Operators.md.
Status write_onnx(const fs::path&, const Program&, const std::map<std::string, std::vector<float>>& tensors,
                  const OnnxNotes&, const FileCheck& check = {});

/// A file read back as plain instructions, so that what was written can be run.
struct OnnxProgram {
    Program program; // Weights are Constants with their values.
    TensorId input = no_tensor, output = no_tensor;
    OnnxNotes notes;
};
/// Reads the operators that write_onnx() writes; any other one is named, with its node. `batch` takes the place of the
/// symbolic size. Files over 2 GiB, external data, and tensors whose bytes and shape differ are refused.
Result<OnnxProgram> read_onnx(const fs::path&, std::int64_t batch);

} // namespace loom
