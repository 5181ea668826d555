#pragma once
#include "base/files.h"
#include "graph/document.h"

#include <chrono>

namespace loom {

/// Where unsaved edits are kept: NAME.loom.autosave beside the project; for a project that has no file yet, in the
/// user's state folder under the number of this process.
Result<fs::path> autosave_file(const fs::path& project_file);
/// To be called within a second of an edit. `project_file` is empty for a project that has no file yet.
Status write_autosave(const fs::path& project_file, const Document&);
/// After a save, or when the edits are not wanted back.
void discard_autosave(const fs::path& project_file);

/// Edits that were never saved, left by a program that ended without a word.
struct Recovery {
    fs::path autosave; // To be deleted once its edits are safe elsewhere.
    fs::path project;  // Empty: it had no file yet.
    Document document;
    std::chrono::system_clock::time_point when;
};
/// Nothing where there is no autosave, where it is damaged, and where it says the same as the project.
std::optional<Recovery> find_recovery(const fs::path& project_file);
/// Those without a project file whose program no longer runs.
std::vector<Recovery> find_unnamed_recoveries();

} // namespace loom
