#pragma once
#include "base/files.h"
#include "ir/program.h"

#include <array>
#include <map>

namespace loom {

/// The versions of ONNX's operators that files are written in, the usual one first.
inline constexpr std::array onnx_opsets{13, 14, 15, 16, 17};

/// What an ONNX file says beside its computation.
struct OnnxNotes {
    std::string name;                // Of the model.
    std::vector<std::string> labels; // Of the classes, in score order; stored as JSON under "labels".
    int opset = onnx_opsets.front(); // One of onnx_opsets. Written only: what the file may use.
};

/// Writes a forward program (one Input {batch, …}, one Output {batch, …}) with its weights and states, by tensor name.
/// The batch is symbolic ("batch"), whatever batch the program was lowered for. IR version 8. The
/// opset is the one that was asked for, or 16 where a Scatter adds or multiplies, which no earlier one can.
/// Instructions that only training has are refused by name.
/// Replaces the file as write_file() does, once `check` has passed it.
/// Specification: onnx/docs/Operators.md.
Status write_onnx(const fs::path&, const Program&, const std::map<std::string, std::vector<float>>& tensors,
                  const OnnxNotes&, const FileCheck& check = {});

/// One tensor with its values: fractions, or whole numbers and truth.
struct OnnxTensor {
    std::string name;
    DType dtype = DType::F32;
    Shape shape;
    std::vector<double> reals;
    std::vector<std::int64_t> whole;
};
/// A tensor in a file of its own, as ONNX's test data are, with all its values inside.
Result<OnnxTensor> read_onnx_tensor(const fs::path&);

/// What a file asks for and is made of, whether it can be read or not.
struct OnnxOutline {
    std::vector<std::string> inputs;    // Without the weights that old files list there too.
    std::vector<std::string> operators; // Of its nodes, in their order.
    std::int64_t opset = 0;             // Of ONNX's own operators; 0 where the file says none.
};
Result<OnnxOutline> outline_onnx(const fs::path&);

/// What a file is read for.
struct OnnxRequest {
    std::int64_t batch = 1; // Takes the place of sizes that are symbols.
    /// Inputs whose values are known beforehand, by name: they become part of the program. An operator that makes a
    /// shape out of values can be read only where these are known.
    std::map<std::string, OnnxTensor> known = {};
};

/// A file read as plain instructions.
struct OnnxProgram {
    Program program; // Weights are Constants with their values.
    std::vector<TensorId> inputs, outputs; // In the file's order; inputs without those that were known.
    OnnxNotes notes;
};
/// Reads the operators of onnx_import/, of opset 17 and before where they mean the same, and functions of the model; any
/// other one is named, with its node. Values are f32, f64, i32, i64 and truth. What follows from constants alone is computed. Refused, with the
/// node's or tensor's name: files over 2 GiB, data outside the file that is not in a regular file in its folder or below
/// (see read_inside()) or more than 4 GiB, tensors whose bytes and shape differ, a second value of one name, negative
/// sizes, more than 8 axes, more than 2^40 elements, and shapes that depend on values.
Result<OnnxProgram> read_onnx(const fs::path&, const OnnxRequest&);

} // namespace loom
