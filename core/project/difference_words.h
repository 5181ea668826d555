#pragma once
#include "graph/difference.h"

namespace loom {

/// One difference in words.
struct DifferenceRow {
    enum class About { Network, Recipe, Data };
    enum class Sign { Added, Removed, Changed };
    About about = About::Network;
    Sign sign = Sign::Changed;
    std::optional<NodeId> before, after; // The node it is about, of either document; of a unit its first copies.
    Message what;                        // "Conv 2 · Filters: 32 → 64"
};
/// "+", "−", "≠".
std::string_view sign_text(DifferenceRow::Sign);

/// The network's first, node by node as they come in `after`; then the recipe's and the data's.
std::vector<DifferenceRow> rows_of(const Difference&, const Document& before, const Document& after);

} // namespace loom
