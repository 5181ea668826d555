#pragma once
#include "base/threads.h"
#include "data/table.h"

namespace loom {

/// By which column the rows of a table are shown.
struct RowSort {
    std::string column;
    bool descending = false;

    bool operator==(const RowSort&) const = default;
};

/// Whether rows can be sorted by it: it holds numbers, dates, categories or texts.
bool has_order(const Column&);

/// Sorts rows, which are ascending: numbers and dates by value, yes after no, categories and texts in natural order (natural_less).
/// Rows with the same value stay ascending, and missing values come last, both in either direction. Columns without an order
/// leave the rows as they are. Takes about 20 bytes a row for as long; the same for any number of threads. Where it is cancelled, the
/// answer is of no use.
void sort_rows(std::span<std::uint32_t> rows, const Column&, bool descending, int threads = allowed_processors(),
               const Progress* = nullptr);

} // namespace loom
