#pragma once
#include "base/files.h"
#include "graph/document.h"

namespace loom {

/// The version of the project file that this program writes. Older ones open, newer ones are refused.
inline constexpr std::int64_t project_version = 1;

/// A document and where it lives. In memory the data's path is absolute; in the file it is relative to the project
/// where both lie below a common folder, so that they can be moved together.
struct Project {
    fs::path file;
    Document document;
};

/// The whole content of a project file.
std::string project_text(const Document&, const fs::path& file);
/// `file` says what relative paths are relative to, and is named in errors.
Result<Document> parse_project(std::string_view text, const fs::path& file);

Result<Project> load_project(const fs::path&);
/// Old file or new file, whole, whatever happens meanwhile.
Status save_project(const Project&);
/// Never overwrites.
Status create_project(const Project&);

} // namespace loom
