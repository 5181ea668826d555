#pragma once
#include "base/value.h"

#include <cstdint>
#include <span>

namespace loom {

/// How a tensor is filled before the first step. "Normal" kinds of a rule are truncated at two deviations, as in Keras.
/// Glorot and Bengio 2010; He et al. 2015; LeCun et al. 1998.
enum class InitKind { Constant, Normal, Uniform, GlorotUniform, GlorotNormal, HeUniform, HeNormal, LecunUniform, LecunNormal };

struct Init {
    InitKind kind = InitKind::Constant;
    double a = 0; // Constant: the value. Normal: the deviation. Uniform: half of the range around 0.
    std::int64_t fan_in = 1, fan_out = 1;
    std::vector<double> values = {};      // Constant with a value per element, when not empty.
    std::vector<std::int64_t> whole = {}; // The same for whole numbers that a fraction cannot hold exactly.
    bool operator==(const Init&) const = default;
};

/// Fills `out` with numbers that depend on (init, seed, stream) alone.
void fill(const Init&, std::uint64_t seed, std::uint64_t stream, std::span<float> out);
/// The values of a Constant with more digits than f32 has, and of one of whole numbers.
void fill_exactly(const Init&, std::span<double> out);
void fill_exactly(const Init&, std::span<std::int64_t> out);

} // namespace loom
