#pragma once
#include "data/dataset.h"
#include "project/project.h"
#include "train/runs.h"

namespace loom::cli {

/// The document with its data taken from another place.
Result<Document> with_data(Document, const std::string& path);
/// An absolute path to data that is there, and the source that can read it.
Result<DataSetup> data_at(const std::string& path, DataSetup setup = {});

/// The data of a document, with a progress line on a terminal. `file` is named where there is none.
Result<std::shared_ptr<const Dataset>> open_dataset(const Document&, const fs::path& file);

/// Sets a whole number of the recipe; errors name the option of that key.
Status set_recipe(Document&, std::string_view key, std::optional<std::int64_t>);

/// Whether there is such a device and so many threads can be had; nothing: all that the process may use.
Status can_compute(const std::string& device, std::optional<std::int64_t> threads);

/// Whether it can be trained; says what is wrong where not.
bool sound(const Document&, const Dataset&);

/// The run that was named, or the last finished one.
Result<std::string> choose_run(const Runs&, const std::string& named, const fs::path& file);

} // namespace loom::cli
