#pragma once
#include "base/lock.h"
#include "graph/document.h"

#include <nlohmann/json.hpp>

namespace loom {

/// Where a study keeps what it asked and what it knows: NAME.runs/.studies/<kind>-<n>. Locked while it is held.
struct StudyFolder {
    std::string name; // "search-1".
    fs::path folder;
    FolderLock lock;
    bool begun = false; // It was there.
};

/// The newest study of this kind and project that asked the same; with `fresh`, or where there is none, a new one, whose study.json
/// says what is asked. Errors: another program is busy with it.
Result<StudyFolder> open_study(const fs::path& project, std::string_view kind, const nlohmann::json& question, bool fresh);

/// Of the newest study of this kind and project, whoever is busy with it; nothing where there is none.
std::optional<fs::path> last_study_folder(const fs::path& project, std::string_view kind);

/// What training sees of a document and how long it goes on, in JSON: the part of a question that all studies share.
nlohmann::json question_of(const Document&);

} // namespace loom
