#pragma once
#include "base/files.h"

#include <chrono>
#include <vector>

namespace loom {

/// A project that was never saved. It is a project file like any other, in a folder of its own in the user's state
/// folder, so that its runs lie beside it and mix with no other's.
struct Draft {
    fs::path file;
    std::string name; // Empty: it was given none.
    std::chrono::system_clock::time_point when; // Its last change.
    bool interrupted = false; // The program that had it open ended without a word.
};

/// A file in a new folder; nothing is written to it yet. What no file name may have is left out of `name`.
Result<fs::path> new_draft(std::string_view name);
/// The newest first. Those that a running program has open are left out, but for this program's own.
std::vector<Draft> drafts();
/// Whether the file is one, in a folder of its own.
bool is_draft(const fs::path&);
/// With its runs and its folder, for good.
void remove_draft(const fs::path& file);

} // namespace loom
