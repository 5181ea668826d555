#include "data/class_folders.h"
#include "data/text_encoding.h"

#include <algorithm>
#include <array>

namespace loom {
namespace {

std::string lower(std::string text)
{
    std::ranges::transform(text, text.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    return text;
}

bool hidden(const fs::path& path)
{
    return path.filename().string().starts_with('.');
}

std::vector<fs::path> folders_in(const fs::path& folder)
{
    std::vector<fs::path> found;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder, fs::directory_options::skip_permission_denied, ignored))
        if (entry.is_directory(ignored) && !hidden(entry.path()))
            found.push_back(entry.path());
    std::ranges::sort(found, natural_less, [](const fs::path& p) { return p.filename().string(); });
    return found;
}

/// Calls `visit(path)` for every file below the folder, or in it alone, until it returns false.
template <class F>
void for_each_file(const fs::path& folder, bool deep, F visit)
{
    std::error_code error, ignored;
    for (fs::recursive_directory_iterator it(folder, fs::directory_options::skip_permission_denied, error), end;
         !error && it != end; it.increment(error)) {
        if (it->is_directory(ignored)) {
            if (!deep || hidden(it->path()))
                it.disable_recursion_pending();
        } else if (!hidden(it->path()) && !visit(it->path())) {
            return;
        }
    }
}

bool holds_wanted(const fs::path& folder, bool deep, const IsWanted& wanted)
{
    bool found = false;
    for_each_file(folder, deep, [&](const fs::path& file) { return !(found = wanted(file)); });
    return found;
}

std::string label_of(const fs::path& folder)
{
    const std::string name = folder.filename().string(), low = lower(name);
    return low == "unsup" || low == "unlabeled" || low == "unlabelled" ? std::string() : readable(name);
}

} // namespace

std::string lower_ending_of(const fs::path& path)
{
    return lower(path.extension().string());
}

std::optional<Part> part_of_folder(const fs::path& folder)
{
    const std::string name = lower(folder.filename().string());
    if (name == "train" || name == "training")
        return Part::Train;
    if (name == "valid" || name == "validation" || name == "val" || name == "dev")
        return Part::Validation;
    if (name == "test" || name == "testing")
        return Part::Test;
    return {};
}

bool is_about_the_data(const fs::path& path)
{
    static constexpr std::array<std::string_view, 9> names = {"readme", "license", "licence", "source",  "copying",
                                                              "notice", "authors", "changelog", "citation"};
    return std::ranges::find(names, lower(path.stem().string())) != names.end();
}

FolderContent content_of(const fs::path& folder, const IsWanted& wanted)
{
    constexpr std::size_t enough = 2000;
    FolderContent content;
    std::size_t seen = 0;
    for_each_file(folder, true, [&](const fs::path& file) {
        const bool here = file.parent_path() == folder;
        (!wanted(file) ? content.other : here ? content.wanted_here : content.wanted_below) += 1;
        return ++seen < enough;
    });
    return content;
}

ClassFolders class_folders(const fs::path& root, const IsWanted& wanted)
{
    ClassFolders found;
    const auto gather = [&](const fs::path& folder, bool deep, const std::string& label, Part part) {
        std::vector<fs::path> files;
        for_each_file(folder, deep, [&](const fs::path& file) {
            wanted(file) ? files.push_back(file) : void(++found.other_files);
            return true;
        });
        std::ranges::sort(files, natural_less, [](const fs::path& p) { return p.string(); });
        for (fs::path& file : files)
            found.files.push_back({std::move(file), label, part});
    };
    const auto gather_classes = [&](const fs::path& folder, Part part) {
        gather(folder, false, {}, part);
        for (const fs::path& own : folders_in(folder))
            gather(own, true, label_of(own), part);
    };

    fs::path base = root;
    auto folders = folders_in(base);
    const auto without = [&](const fs::path& f) { return !holds_wanted(f, true, wanted); };
    for (;;) {
        const auto with = std::ranges::count_if(folders, [&](const fs::path& f) { return !without(f); });
        const auto only = std::ranges::find_if_not(folders, without);
        if (with != 1 || holds_wanted(base, false, wanted) || part_of_folder(*only))
            break;
        gather(base, false, {}, Part::Train); // Counts the others.
        base = *only;
        folders = folders_in(base);
    }
    found.parts = std::ranges::any_of(folders, [&](const fs::path& f) { return part_of_folder(f) && !without(f); }) &&
                  std::ranges::all_of(folders, [&](const fs::path& f) { return part_of_folder(f) || without(f); });
    if (!found.parts) {
        gather_classes(base, Part::Train);
        return found;
    }
    gather(base, false, {}, Part::Train);
    std::ranges::stable_sort(folders, {}, part_of_folder);
    for (const fs::path& folder : folders)
        if (const auto part = part_of_folder(folder))
            gather_classes(folder, *part);
    // Without a training part there is nothing to keep apart.
    found.parts = std::ranges::any_of(found.files, [](const ClassedFile& f) { return f.part == Part::Train; });
    return found;
}

} // namespace loom
