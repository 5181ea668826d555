#pragma once
#include "data/table.h"
#include "schema/row_edits.h"

namespace loom {

// Which rows of a table a person's edits are about. A row that is a file is known by the file's name, any other by its
// number and by what it holds: where a file has changed, an edit does not go to whatever stands in that place now. Tables
// are as their source reads them.

/// An edit of this row that changes nothing yet.
RowEdit edit_of(const Table&, std::uint32_t row);

/// The edit of this row, or null. Its cost does not depend on how many rows there are.
const RowEdit* find_edit(const RowEdits&, const Table&, std::uint32_t row);

/// Edits and the rows that they are about, ascending; and those that are about no row of this table.
struct EditedRows {
    std::vector<std::pair<std::uint32_t, const RowEdit*>> rows; // Into the edits that were asked about.
    std::vector<const RowEdit*> lost;
};
EditedRows edited_rows(const RowEdits&, const Table&);

/// "4/scan_0981.png" or "Row 17".
Message edit_place(const RowEdit&);

} // namespace loom
