#pragma once
#include "data/audit.h"
#include "graph/document.h"

namespace loom {

/// One thing that is proposed, and the reason for it with the figure that it rests on.
struct Decision {
    enum class About : std::uint8_t { Columns, Network, Recipe };
    About about = About::Columns;
    Message what, why; // "Take the logarithm of “fare”"
};
/// "columns", "network", "recipe"; and the head above such decisions.
std::string_view about_id(Decision::About);
Text about_title(Decision::About);

/// A network and its recipe for some data, with the preparation steps that its columns ask for.
struct Suggestion {
    Document document;        // Ready to train. The data's own steps come first in its setup, then those proposed.
    std::size_t first_step = 0; // How many steps were there before.
    Message network;          // The layers in one line: "Dense 128 · Dense 64 · Dense 2".
    Message recipe;           // Likewise: "AdamW · 0.002 · 40 epochs".
    std::vector<Decision> decisions;
};

/// The same for the same data. `findings`: of audit() on it; without them no column is dropped or clipped. Columns are
/// judged by what the data's own steps leave of them in the training part. Looks at all values: not for a window's thread.
/// An error where the columns that are left cannot be opened, or nothing can be learned.
Result<Suggestion> suggest(const Dataset&, std::span<const DataFinding> findings, Progress* = nullptr);
/// With an audit of its own: of 100 000 rows that are drawn where there are more, as the reasons say.
Result<Suggestion> suggest(const Dataset&, Progress* = nullptr);

/// Edits that put it in the place of the document's data setup, network and recipe.
std::vector<Edit> adopting(const Document&, const Suggestion&);

} // namespace loom
