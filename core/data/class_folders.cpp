#include "data/class_folders.h"
#include "base/letters.h"
#include "data/text_encoding.h"

#include <algorithm>

namespace loom {
namespace {

bool hidden(const Place& place)
{
    return place.name().starts_with('.') || place.name() == "__MACOSX"; // What macOS puts into archives.
}

std::vector<Place> folders_in(const Place& folder)
{
    std::vector<Place> found;
    for (Place& entry : folder.entries())
        if (entry.is_folder() && !hidden(entry))
            found.push_back(std::move(entry));
    std::ranges::sort(found, natural_less, &Place::name);
    return found;
}

/// Calls `visit(file)` for every file below the folder, or in it alone, until it returns false. Folders that are links
/// are not entered: they may lead back.
template <class F>
bool for_each_file(const Place& folder, bool deep, F&& visit)
{
    std::error_code ignored;
    for (const Place& entry : folder.entries()) {
        if (hidden(entry))
            continue;
        if (!entry.is_folder() ? !visit(entry)
                               : deep && (entry.in_archive() || !fs::is_symlink(entry.path(), ignored)) &&
                                     !for_each_file(entry, deep, visit))
            return false;
    }
    return true;
}

bool holds_wanted(const Place& folder, bool deep, const IsWanted& wanted)
{
    return !for_each_file(folder, deep, [&](const Place& file) { return !wanted(file); });
}

std::optional<Part> part_of(const Place& folder)
{
    return part_named(folder.name());
}

std::string label_of(const Place& folder)
{
    const std::string name = folder.name(), low = small_letters(name);
    return low == "unsup" || low == "unlabeled" || low == "unlabelled" ? std::string() : readable(name);
}

} // namespace

std::optional<Part> part_named(std::string_view text)
{
    const std::string name = small_letters(text);
    if (name == "train" || name == "training")
        return Part::Train;
    if (name == "valid" || name == "validation" || name == "val" || name == "dev")
        return Part::Validation;
    if (name == "test" || name == "testing")
        return Part::Test;
    return {};
}

FolderContent content_of(const Place& folder, const IsWanted& wanted)
{
    constexpr std::size_t enough = 2000;
    FolderContent content;
    const auto count_in = [&](std::size_t& wanted_ones) {
        return [&, seen = std::size_t{0}](const Place& file) mutable {
            (wanted(file) ? wanted_ones : content.other) += 1;
            return ++seen < enough;
        };
    };
    for_each_file(folder, false, count_in(content.wanted_here));
    auto below = count_in(content.wanted_below);
    for (const Place& own : folders_in(folder))
        if (!for_each_file(own, true, below))
            break;
    return content;
}

ClassFolders class_folders(const Place& root, const IsWanted& wanted)
{
    ClassFolders found;
    const auto gather = [&](const Place& folder, bool deep, const std::string& label, Part part) {
        std::vector<Place> files;
        for_each_file(folder, deep, [&](const Place& file) {
            wanted(file) ? files.push_back(file) : void(++found.other_files);
            return true;
        });
        std::ranges::sort(files, natural_less, [](const Place& p) { return p.path().string(); });
        for (Place& file : files)
            found.files.push_back({std::move(file), label, part});
    };
    const auto gather_classes = [&](const Place& folder, Part part) {
        gather(folder, false, {}, part);
        for (const Place& own : folders_in(folder))
            gather(own, true, label_of(own), part);
    };

    Place base = root;
    auto folders = folders_in(base);
    const auto without = [&](const Place& f) { return !holds_wanted(f, true, wanted); };
    for (;;) {
        const auto with = std::ranges::count_if(folders, [&](const Place& f) { return !without(f); });
        const auto only = std::ranges::find_if_not(folders, without);
        if (with != 1 || holds_wanted(base, false, wanted) || part_of(*only))
            break;
        gather(base, false, {}, Part::Train); // Counts the others.
        base = Place(*only);
        folders = folders_in(base);
    }
    found.parts = std::ranges::any_of(folders, [&](const Place& f) { return part_of(f) && !without(f); }) &&
                  std::ranges::all_of(folders, [&](const Place& f) { return part_of(f) || without(f); });
    if (!found.parts) {
        gather_classes(base, Part::Train);
        return found;
    }
    gather(base, false, {}, Part::Train);
    std::ranges::stable_sort(folders, {}, part_of);
    for (const Place& folder : folders)
        if (const auto part = part_of(folder))
            gather_classes(folder, *part);
    // Without a training part there is nothing to keep apart.
    found.parts = std::ranges::any_of(found.files, [](const ClassedFile& f) { return f.part == Part::Train; });
    return found;
}

} // namespace loom
