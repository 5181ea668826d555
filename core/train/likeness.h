#pragma once
#include "exchange/onnx_network.h"

namespace loom {

/// What running a file and the network that it became on the same samples has shown.
struct Likeness {
    /// How far their outputs are from each other at most, as a share of the largest number of the file's output; infinite
    /// where one gives a number and the other none. Nothing where they could not be compared, or nothing but 0 was.
    std::optional<double> difference;
    Message why_not = {}; // Where there is nothing.
};
/// Reads the file again and runs both on this machine. Samples are drawn: fractions around 0; places in tables, over the whole
/// table; other whole numbers, of both signs, from 0 to 1,023. Where the network gives logits, those are compared, and the
/// scores that follow from them.
Result<Likeness> likeness(const fs::path& onnx, const OnnxNetwork&, const std::map<std::string, std::vector<float>>& weights);

} // namespace loom
