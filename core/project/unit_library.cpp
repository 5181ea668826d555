#include "project/unit_library.h"

#include "base/lock.h"
#include "graph/change.h"
#include "project/document_json.h"
#include "project/file_name.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <thread>

namespace loom {
namespace {

constexpr std::size_t largest_unit = std::size_t{64} << 20;

std::string stem_of(const fs::path& file)
{
    return path_text(file.stem());
}

/// The copy, where it is all that there is.
const Node* only_copy(const Document& piece)
{
    const auto& top = piece.members(main_graph);
    const Node* node = top.size() == 1 ? piece.find(*top.begin()) : nullptr;
    return node && node->type == unit_type ? node : nullptr;
}

/// Other programs change the library in a moment.
Result<FolderLock> turn(const fs::path& folder)
{
    for (int tries = 0; tries < 100; ++tries) {
        if (auto lock = FolderLock::try_lock(folder))
            return std::move(*lock);
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    return Error{Message(LOOM_TEXT("Another program is changing %1."), path_text(folder)), LOOM_TEXT("Try again in a moment."), Blame::Machine};
}

Error taken(const fs::path& file)
{
    return {Message(LOOM_TEXT("My library has a unit %1 already."), stem_of(file)), LOOM_TEXT("Choose another name, or replace it.")};
}

Error unbinnable(const fs::path& file)
{
    return {Message(LOOM_TEXT("%1 cannot be moved to the bin."), path_text(file)), LOOM_TEXT("Delete it with the desktop's file manager."), Blame::Machine};
}

Status write_new(const fs::path& file, const Document& piece)
{
    std::error_code error;
    if (fs::exists(fs::symlink_status(file, error)))
        return taken(file);
    return create_file(file, document_text(piece));
}

Result<FolderLock> prepared(const fs::path& folder)
{
    if (folder.empty())
        return Error{LOOM_TEXT("There is no folder for a library of units."), LOOM_TEXT("Set HOME to your folder and start again."), Blame::Machine};
    std::error_code error;
    fs::create_directories(folder, error);
    if (error)
        return system_error(LOOM_TEXT("%1 cannot be written."), folder, error.value());
    return turn(folder);
}

} // namespace

fs::path unit_library_folder()
{
    const char *const xdg = std::getenv("XDG_DATA_HOME"), *const home = std::getenv("HOME");
    const fs::path data = (xdg && *xdg) ? fs::path(xdg) : (home && *home) ? fs::path(home) / ".local" / "share" : fs::path();
    return data.empty() ? data : data / "layerloom" / "units";
}

UnitLibrary read_unit_library(const fs::path& folder)
{
    UnitLibrary library;
    std::vector<fs::path> files;
    std::error_code ignored;
    for (fs::directory_iterator entry(folder, ignored), end; entry != end; entry.increment(ignored))
        if (entry->path().extension() == unit_file_ending)
            files.push_back(entry->path());
    std::ranges::sort(files);
    for (const fs::path& file : files) {
        auto piece = read_unit(file);
        if (piece)
            library.units.push_back({file, std::move(*piece)});
        else if (fs::exists(fs::symlink_status(file, ignored))) // Else it has just been moved.
            library.refused.push_back({file, piece.error()});
    }
    return library;
}

Result<Document> read_unit(const fs::path& file)
{
    const auto text = read_file(file, largest_unit);
    if (!text)
        return text.error();
    auto piece = document_from_text(*text, path_text(file.filename()));
    if (piece && !only_copy(*piece))
        return Error{Message(LOOM_TEXT("%1 holds no unit: it must hold one copy of a unit and nothing beside it."), path_text(file.filename())),
                     LOOM_TEXT("Keep the unit again, or remove the file.")};
    return piece;
}

Document kept_piece(const Document& document, NodeId copy)
{
    Document piece = piece_of(document, {copy});
    const Node& node = *piece.find(copy);
    for (const Edit& edit : {Edit(RenameNode{copy, piece.find(node.unit)->name}), Edit(MoveNode{copy, {}}), Edit(SetUse{copy, Use::Full}), Edit(PinNode{copy, false})})
        (void)piece.apply(edit);
    return piece;
}

const Unit& unit_of(const Document& piece)
{
    return *piece.find(only_copy(piece)->unit);
}

fs::path unit_file(const fs::path& folder, std::string_view name)
{
    const std::string stem = file_name(name);
    return folder / ((stem.empty() ? std::string(unit_type) : stem) + std::string(unit_file_ending));
}

Result<fs::path> keep_unit(const fs::path& folder, const Document& piece)
{
    const auto lock = prepared(folder);
    if (!lock)
        return lock.error();
    const fs::path file = unit_file(folder, unit_of(piece).name);
    LOOM_TRY(write_new(file, piece));
    return file;
}

Result<fs::path> replace_unit(const fs::path& folder, const Document& piece, const Bin& bin)
{
    const auto lock = prepared(folder);
    if (!lock)
        return lock.error();
    const fs::path file = unit_file(folder, unit_of(piece).name);
    std::error_code ignored;
    if (fs::exists(fs::symlink_status(file, ignored)) && !bin(file))
        return unbinnable(file);
    LOOM_TRY(write_new(file, piece));
    return file;
}

Result<fs::path> rename_unit(const fs::path& file, const std::string& name)
{
    const auto lock = prepared(file.parent_path());
    if (!lock)
        return lock.error();
    auto piece = read_unit(file);
    if (!piece)
        return piece.error();
    const NodeId copy = *piece->members(main_graph).begin();
    const UnitId id = piece->find(copy)->unit;
    Unit unit = *piece->find(id);
    unit.name = name;
    for (const Edit& edit : {Edit(SetUnit{id, unit}), Edit(RenameNode{copy, name})})
        if (const auto changed = piece->apply(edit); !changed)
            return changed.error();
    const fs::path renamed = unit_file(file.parent_path(), name);
    if (renamed == file) {
        LOOM_TRY(write_file(file, document_text(*piece)));
        return file;
    }
    LOOM_TRY(write_new(renamed, *piece));
    std::error_code error;
    if (!fs::remove(file, error) && error) {
        std::error_code ignored;
        fs::remove(renamed, ignored);
        return system_error(LOOM_TEXT("%1 cannot be written."), file, error.value());
    }
    return renamed;
}

Status remove_unit(const fs::path& file, const Bin& bin)
{
    const auto lock = prepared(file.parent_path());
    if (!lock)
        return lock.error();
    if (!bin(file))
        return unbinnable(file);
    return Ok{};
}

} // namespace loom
