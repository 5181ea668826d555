#pragma once
#include "base/files.h"
#include "data/table.h"

namespace loom {

/// What tables are written as, so that Layerloom reads them again: CSV by RFC 4180 (lines end in a line feed), with commas or
/// tabs; a JSON object a line; numpy's arrays. Texts are UTF-8. Missing values are empty fields, null, NaN.
enum class TableFormat { Csv, Tsv, JsonLines, Npz };

/// By the ending: .csv, .tsv, .jsonl, .npz.
std::optional<TableFormat> table_format_of(const fs::path&);

/// Writes these rows, in their order, and replaces the file as write_file() does. CSV and JSON take all but pictures and
/// sounds, a Number always with a point or an exponent. Arrays: one for each column by its name, pictures as “x” (N, height,
/// width[, 3]; u8; all of one size), classes of the column `target` as “y”; of a table with parts one for each part (x_train
/// …). They take numbers and categories that are whole numbers; of others only yes/no and the target are numbered, which a
/// note tells. Errors name the column that cannot be written.
Status write_table(const fs::path&, const Table&, std::span<const std::uint32_t> rows, TableFormat, std::string_view target,
                   std::vector<Message>& notes);

/// The rows of a table in the order of its parts.
std::vector<std::uint32_t> rows_by_part(const Table&);

/// In what a table that was read from a written one is another: a sentence for each column. Columns go by
/// their names, those that have no counterpart so by their place.
struct Differences {
    std::vector<Message> kinds;  // Names, types: the values are the same texts.
    std::vector<Message> values; // Rows, columns or values that are others.
};
Differences differences(const Table& written, std::span<const std::uint32_t> rows, const Table& read);

/// A cell of a CSV file: in quotes where the delimiter, a quote or a line's end stands in it, or blanks at its ends.
std::string csv_field(std::string_view text, char delimiter);

} // namespace loom
