#pragma once
#include "engine/backend.h"
#include "schema/types.h"

#include <functional>
#include <span>

namespace loom {

/// One tensor of one layer, loss or optimiser at one size, on a device and on the reference.
struct Comparison {
    std::string name; // "conv2d/small/output", "conv2d/small/gradient:weight".
    bool passed = false;
    double error = 0; // ‖a−b‖₂/‖b‖₂; the worst over the settings that were tried. At One b counts as at
                      // least 0.1 (root mean square), a gradient as at least 0.01 of the program's largest.
    Message trouble;  // Why the device could not be asked, if so.
};
/// Where rounding in f32 ends and mistakes begin.
inline constexpr double selftest_limit = 1e-5;

/// How large the operands are: a batch of one with one step, pixel or channel where a layer takes that; a few; more; sizes
/// that are no multiple of anything; channels enough for the ways that only wide layers take (Winograd's).
enum class SizeClass { One, Small, Medium, Odd, Large };
/// "one", "small", "medium", "odd", "large".
std::string_view name_of(SizeClass);
/// Those that take a few seconds.
inline constexpr SizeClass quick_sizes[] = {SizeClass::One, SizeClass::Small, SizeClass::Medium, SizeClass::Odd};

/// Compares every layer, loss and optimiser that is registered, at each of these sizes. `report` hears of each comparison
/// as soon as it is known. A device that refuses a program makes a comparison that fails, not an error.
std::vector<Comparison> selftest(Backend& device, int threads = 1,
                                 const std::function<void(const Comparison&)>& report = {},
                                 std::span<const SizeClass> sizes = quick_sizes);

// ---- What it is made of, for the conformance tests too --------------------------------------------------------------

/// Whether a port wants whole numbers that stand for something, one per step: nothing flows back into it. By its name.
inline bool takes_ids(const Port& port)
{
    return port.name == "ids";
}

/// A layer with settings, and inputs that it takes.
struct LayerTrial {
    const LayerType* type;
    Values values;
    std::vector<Shape> inputs; // Per sample.
    Shape output;
    std::int64_t batch;
};
/// The defaults, every choice of every setting (but at Medium), and `drawn` settings at random, as far as infer() takes
/// them. Counts such as filters stay at most 8 except at Medium and at Large.
std::vector<LayerTrial> layer_trials(const LayerType&, SizeClass, int drawn);

/// A program whose readable tensors are "output" and, if asked for, the gradients "gradient:<tensor>" of Σ seed·output
/// for the inputs "x0", "x1", … and the weights. An input that takes ids is named "ids0" and has no gradient; inputs of a
/// layer that knows padding, as it is set, are named "padded0" … and their rows end in steps of zeros.
struct Probe {
    Program program;
    TensorId output = no_tensor;
    TensorId seed = no_tensor; // Input of output's shape.
    struct Gradient {
        TensorId of, at;
    };
    std::vector<Gradient> gradients;
};
Probe probe(const LayerTrial&, Mode, bool gradients = true);
/// Numbers for every tensor that is written before a run, the same for the same program; positive for states, which are
/// variances and deviations.
std::vector<float> probe_values(const Program&, TensorId);

} // namespace loom
