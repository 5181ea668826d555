#include "data/pictures_below.h"
#include "data/table_files.h"

#include <algorithm>
#include <array>
#include <atomic>

namespace loom {

bool named_as_picture(const Place& file)
{
    static constexpr std::array<std::string_view, 7> endings = {".png",  ".jpg",  ".jpeg", ".jpe",
                                                                ".jfif", ".webp", ".bmp"};
    return std::ranges::find(endings, lower_ending(file)) != endings.end();
}

static Result<PictureShape> shape_of(const Place& file)
{
    constexpr std::size_t usual = 1 << 16;
    const auto first = file.beginning(usual);
    if (!first)
        return first.error();
    auto shape = inspect_picture({reinterpret_cast<const std::uint8_t*>(first->data()), first->size()});
    if (shape || first->size() < usual)
        return shape;
    // Large notes of the camera come before the size.
    const auto whole = file.read(std::size_t{1} << 30);
    if (!whole)
        return whole.error();
    return inspect_picture({reinterpret_cast<const std::uint8_t*>(whole->data()), whole->size()});
}

std::vector<std::optional<Result<PictureShape>>> picture_shapes(std::size_t count, const std::function<const Place&(std::size_t)>& file, Progress* progress)
{
    std::vector<std::optional<Result<PictureShape>>> shapes(count);
    if (progress)
        progress->total = std::int64_t(count);
    constexpr std::size_t piece = 64;
    parallel_for((count + piece - 1) / piece, allowed_processors(), [&](std::size_t p) {
        for (std::size_t i = p * piece; i < std::min(count, (p + 1) * piece); ++i) {
            if (progress && progress->cancelled)
                return;
            shapes[i] = shape_of(file(i));
            if (progress)
                ++progress->done;
        }
    });
    return shapes;
}

static void add_below(const Place& folder, std::size_t of_each, int depth, std::vector<Place>& files)
{
    constexpr std::size_t most = 2'000'000;
    constexpr int deepest = 32;
    auto entries = folder.entries();
    std::erase_if(entries, [](const Place& e) { return e.name().starts_with('.'); });
    std::ranges::sort(entries, [](const Place& a, const Place& b) { return natural_less(a.name(), b.name()); });
    std::size_t own = 0;
    for (const Place& entry : entries) {
        if (own < of_each && files.size() < most && entry.is_file()) {
            files.push_back(entry);
            ++own;
        } else if (depth < deepest && entry.is_folder()) {
            add_below(entry, of_each, depth + 1, files);
        }
    }
}

std::vector<Place> files_below(const Place& folder, std::size_t of_each)
{
    std::vector<Place> files;
    add_below(folder, of_each, 0, files);
    return files;
}

} // namespace loom
