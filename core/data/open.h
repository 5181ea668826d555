#pragma once
#include "data/table.h"
#include "schema/data_setup.h"
#include "schema/types.h"

namespace loom {

/// The source that is surest that it can read it, or an error that says what can be read.
Result<const SourceType*> recognise_source(const Place&);

/// Reads it with the source that recognises it, with the source's default settings.
Result<std::shared_ptr<const Table>> open_data(const Place&, Progress* = nullptr);

/// The table that `setup` names, as its source reads it: overruled types, target, parts and steps do not count here.
Result<std::shared_ptr<const Table>> open_table(const DataSetup& setup, Progress* = nullptr);

/// The first rows of it, in a moment whatever its size: what to look at until open_table() is done. Null where the source
/// has none, and where the whole is there in a moment too.
Result<std::shared_ptr<const Table>> open_first_rows(const DataSetup& setup);

} // namespace loom
