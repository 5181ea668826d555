#include "data/table_files.h"
#include "base/letters.h"

#include <algorithm>
#include <array>

namespace loom {

std::string lower_ending(const Place& place)
{
    return small_letters(place.path().extension().string());
}

std::optional<Part> part_of_file(const Place& place)
{
    const std::string name = small_letters(place.path().stem().string());
    if (name.find("train") != name.npos)
        return Part::Train;
    if (name.find("valid") != name.npos || name == "val" || name.ends_with("_val") || name.ends_with("-val") ||
        name == "dev")
        return Part::Validation;
    return name.find("test") != name.npos ? std::optional(Part::Test) : std::nullopt;
}

bool is_about_the_data(const Place& place)
{
    static constexpr std::array<std::string_view, 9> names = {"readme", "license", "licence", "source",  "copying",
                                                              "notice", "authors", "changelog", "citation"};
    return std::ranges::find(names, small_letters(place.path().stem().string())) != names.end();
}

std::vector<Place> files_with_ending(const Place& folder, std::span<const std::string_view> endings)
{
    std::vector<Place> files;
    for (Place& entry : folder.entries())
        if (!entry.name().starts_with('.') && std::ranges::find(endings, lower_ending(entry)) != endings.end() && entry.is_file())
            files.push_back(std::move(entry));
    std::ranges::sort(files, natural_less, &Place::name);
    return files;
}

std::vector<TableFile> as_parts(const std::vector<Place>& files)
{
    if (files.size() == 1)
        return {{files.front(), Part::Train}};
    std::vector<TableFile> parts;
    for (const Place& file : files)
        if (const auto part = part_of_file(file))
            parts.push_back({file, *part});
    std::ranges::stable_sort(parts, {}, &TableFile::part);
    const bool clear = parts.size() == files.size() && parts.size() >= 2 && parts.front().part != Part::Test &&
                       std::ranges::adjacent_find(parts, {}, &TableFile::part) == parts.end();
    if (!clear)
        return {};
    parts.front().part = Part::Train;
    return parts;
}

std::vector<TableFile> table_files(const Place& place, std::span<const std::string_view> endings)
{
    if (!place.is_folder())
        return {{place, Part::Train}};
    return as_parts(files_with_ending(place, endings));
}

std::optional<Message> note_of_parts(const std::vector<TableFile>& files)
{
    if (files.size() < 2 || part_of_file(files.front().place) != Part::Validation)
        return {};
    return Message(LOOM_TEXT("There is no part for training; the rows of %1 are learned from."), files.front().place.name());
}

} // namespace loom
