#pragma once
#include "data/table.h"
#include "schema/types.h"

#include <optional>

namespace loom {

/// Tables of large files are kept, as they were read, in the user's cache folder, so that they open at once the next time.
/// What names such a table: program, source, settings, and name, size, times and number on the disk of every file that the
/// source reads. Nothing where it is not kept: small files, those that were changed within the last two seconds, sources
/// that do not say what they read.
std::optional<std::string> table_key(const SourceType&, const Values&, const Place&);

/// The table as it was kept; its values stay in the file. Null where there is none, or what is there cannot be trusted.
std::shared_ptr<const Table> kept_table(const std::string& key);

/// Keeps a table whose values are plain (no pictures, no sounds). Those that were not used for the longest time go where all
/// would be larger than `most_bytes`; a larger table is not kept. An error costs nobody anything but time.
constexpr std::uint64_t most_kept_bytes = std::uint64_t{16} << 30;
Status keep_table(const std::string& key, const Table&, std::uint64_t most_bytes = most_kept_bytes);

/// The same, on a thread of its own, which the end of the program stops.
void keep_table_later(const std::string& key, std::shared_ptr<const Table>);
/// Until none is being kept.
void wait_for_kept_tables();

} // namespace loom
