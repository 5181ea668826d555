#pragma once
#include "base/files.h"
#include "graph/document.h"

#include <functional>
#include <vector>

namespace loom {

/// Units that their owner keeps for all projects. Each is a file that holds one copy of it with all units inside, in the
/// text of the clipboard (document_text()), so that a file that comes from elsewhere is one like any other.
struct UnitLibrary {
    struct Kept {
        fs::path file;
        Document piece; // See kept_piece().
    };
    struct Refused {
        fs::path file;
        Error why;
    };
    std::vector<Kept> units; // In the order of their files' names.
    std::vector<Refused> refused;
};

inline constexpr std::string_view unit_file_ending = ".loomunit";

/// In the user's data folder; empty where he has none. It need not exist.
fs::path unit_library_folder();

/// All files of that ending that lie in the folder. One that is no unit hides no other.
UnitLibrary read_unit_library(const fs::path& folder);
/// An error where the file holds anything but one copy of a unit.
Result<Document> read_unit(const fs::path& file);

/// What is kept of a copy: it with the settings that it gives, under the name of its unit, in the corner of an empty
/// document.
Document kept_piece(const Document&, NodeId copy);
/// The unit that a piece has its copy of.
const Unit& unit_of(const Document& piece);
/// The file that a unit of this name is kept in.
fs::path unit_file(const fs::path& folder, std::string_view name);

/// Moves a file to where it can be brought back from; false where that cannot be done, and it is where it was.
using Bin = std::function<bool(const fs::path&)>;

// These take turns with those of other programs, and an error leaves everything as it was. None overwrites a file.
/// The folder is made where it is missing. A file of that name is an error.
Result<fs::path> keep_unit(const fs::path& folder, const Document& piece);
/// What is there under that name goes to the bin.
Result<fs::path> replace_unit(const fs::path& folder, const Document& piece, const Bin&);
/// Unit and file; a file of that name is an error.
Result<fs::path> rename_unit(const fs::path& file, const std::string& name);
Status remove_unit(const fs::path& file, const Bin&);

} // namespace loom
