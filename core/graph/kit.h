#pragma once
#include "graph/chain.h"

#include <span>

namespace loom {

/// A unit that comes with the program. One file of core/units each.
struct UnitKit {
    std::string_view id;
    Text title, help; // What it is for, and where it comes from.
    Category category;
    /// Builds it into a chain that is in the main graph.
    UnitId (*make)(Chain&);
};
/// In file-name order. Generated from the files in core/units.
std::span<const UnitKit* const> kit_types();
const UnitKit* find_kit(std::string_view id);

/// The unit of a kit in a chain, made where the chain does not have it.
UnitId unit_of(Chain&, std::string_view kit);
/// A document of one copy of the unit, as it lies on a clipboard. Names come in the current language.
Document piece_of_kit(const UnitKit&);

/// A network that is known by its name. One file of core/architectures each.
struct Architecture {
    std::string_view id; // "resnet-50"
    Text title, help;    // What it is for, and where it comes from.
    std::string_view source; // "He et al. 2016"
    Document (*make)();
};
/// In file-name order. Generated from the files in core/architectures.
std::span<const Architecture* const> architecture_types();
const Architecture* find_architecture(std::string_view id);

/// A recipe with this loss and otherwise its defaults.
Recipe recipe_with(std::string_view loss);

} // namespace loom
