#pragma once
#include "data/place.h"
#include "data/table.h"

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

namespace loom {

/// A file below a data folder.
struct ClassedFile {
    Place file;
    std::string label; // The folder that is its class, as readable text; empty where there is none.
    Part part = Part::Train;
};

struct ClassFolders {
    std::vector<ClassedFile> files; // Class after class, in natural order.
    bool parts = false;             // Folders train, validation and test lie above the classes.
    std::size_t other_files = 0;    // That are not wanted.
};

using IsWanted = std::function<bool(const Place&)>;

/// The wanted files of a folder with a folder for each class, and above these perhaps folders for the parts. A folder that
/// holds nothing but one other is entered. Hidden files and folders are left out; "unsup" and "unlabeled" are no class.
ClassFolders class_folders(const Place& root, const IsWanted&);

/// What a folder holds, by the names of its first files.
struct FolderContent {
    std::size_t wanted_below = 0; // In folders of the folder.
    std::size_t wanted_here = 0;
    std::size_t other = 0;
    bool mostly_wanted() const { return wanted_below + wanted_here > other; }
};
FolderContent content_of(const Place& folder, const IsWanted&);

/// "train", "validation", "test" and their usual other names; nothing for anything else.
std::optional<Part> part_named(std::string_view);

} // namespace loom
