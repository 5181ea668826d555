#pragma once
#include "data/subwords.h"

namespace loom {

/// Stretches as numbers of their characters, for what learns subwords from them.
struct SubwordText {
    using Symbol = std::uint16_t;
    /// Stretch after stretch, each with a 0 behind it; a character's number is its place among `characters` + 1. Stretches end
    /// at unknown characters, and behind `longest` characters where that is above 0.
    SubwordText(std::span<const PieceCount> stretches, const SubwordWishes&, std::size_t longest = 0);

    std::vector<std::string> characters; // The most frequent first, equally frequent ones by their bytes.
    std::vector<std::size_t> times;      // How often each comes.
    std::vector<Symbol> symbols;
    struct Stretch {
        std::uint32_t begin = 0, end = 0; // In `symbols`.
        std::size_t times = 0;
    };
    std::vector<Stretch> stretches;
};

} // namespace loom
