#include "data/table_files.h"

#include <algorithm>

namespace loom {
namespace {

std::string lower(std::string text)
{
    std::ranges::transform(text, text.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    return text;
}

} // namespace

std::string lower_ending(const Place& place)
{
    return lower(place.path().extension().string());
}

std::optional<Part> part_of_file(const Place& place)
{
    const std::string name = lower(place.path().stem().string());
    if (name.find("train") != name.npos)
        return Part::Train;
    if (name.find("valid") != name.npos || name == "val" || name.ends_with("_val") || name.ends_with("-val") ||
        name == "dev")
        return Part::Validation;
    return name.find("test") != name.npos ? std::optional(Part::Test) : std::nullopt;
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

std::vector<TableFile> table_files(const Place& place, std::span<const std::string_view> endings)
{
    if (!place.is_folder())
        return {{place, Part::Train}};
    const std::vector<Place> files = files_with_ending(place, endings);
    if (files.size() == 1)
        return {{files.front(), Part::Train}};
    std::vector<TableFile> parts;
    for (const Place& file : files)
        if (const auto part = part_of_file(file))
            parts.push_back({file, *part});
    std::ranges::stable_sort(parts, {}, &TableFile::part);
    const bool clear = parts.size() == files.size() && parts.size() >= 2 && parts.front().part == Part::Train &&
                       std::ranges::adjacent_find(parts, {}, &TableFile::part) == parts.end();
    return clear ? parts : std::vector<TableFile>();
}

} // namespace loom
