#pragma once
#include "base/files.h"

#include <string>
#include <vector>

namespace loom {

/// What people write to a run: in notes.json in the run's folder. run.json belongs to the process that trains and is never touched for it.
struct RunNotes {
    std::string title; // Empty: the run is called as its folder is.
    std::string note;
    std::vector<std::string> tags; // As in tags_in().
    std::vector<std::string> ignored = {}; // What the doctor found and nobody wants to see: Diagnosis::key().
    bool operator==(const RunNotes&) const = default;
};

/// Empty ones where nothing was written yet.
Result<RunNotes> read_notes(const fs::path& run_folder);
/// In place of what was there.
Status write_notes(const fs::path& run_folder, const RunNotes&);

/// The tags in a text, between commas (also Chinese ones) and ends of lines: without blanks around, none empty, each once.
std::vector<std::string> tags_in(std::string_view text);
/// "a, b", which tags_in() reads back.
std::string tags_text(const std::vector<std::string>&);

/// Name of the run that others are compared with: in ledger.json beside the runs' folders. Empty where none is pinned.
Result<std::string> read_baseline(const fs::path& runs_folder);
Status write_baseline(const fs::path& runs_folder, const std::string& run);

} // namespace loom
