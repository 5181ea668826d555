#include "base/files.h"
#include "base/threads.h"
#include "data/table.h"
#include "data/text_encoding.h"
#include "schema/types.h"

#include <algorithm>
#include <array>
#include <atomic>

namespace loom {
namespace {

bool hidden(const Place& place)
{
    return place.name().starts_with('.');
}

bool named_as_picture(const Place& place)
{
    std::string ending = place.path().extension().string();
    std::ranges::transform(ending, ending.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    static constexpr std::array<std::string_view, 7> endings = {".png",  ".jpg",  ".jpeg", ".jpe",
                                                                ".jfif", ".webp", ".bmp"};
    return std::ranges::find(endings, ending) != endings.end();
}

std::optional<Part> part_named(const Place& folder)
{
    std::string name = folder.name();
    std::ranges::transform(name, name.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    if (name == "train" || name == "training")
        return Part::Train;
    if (name == "valid" || name == "validation" || name == "val" || name == "dev")
        return Part::Validation;
    if (name == "test" || name == "testing")
        return Part::Test;
    return {};
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
bool for_each_file(const Place& folder, bool deep, F& visit)
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

bool has_pictures(const Place& folder, bool deep)
{
    const auto is_other = [](const Place& file) { return !named_as_picture(file); };
    return !for_each_file(folder, deep, is_other);
}

struct Found {
    Place file;
    std::string label; // Empty where it lies in no class's folder.
    Part part = Part::Train;
};

struct ImageFolder {
    static double recognises(const Place& place)
    {
        if (!place.is_folder())
            return 0;
        for (const Place& folder : folders_in(place))
            if (has_pictures(folder, true))
                return 0.9;
        return has_pictures(place, false) ? 0.5 : 0;
    }

    Result<std::shared_ptr<const Table>> open(const Place& place, Progress* progress) const
    {
        const std::string path = path_text(place.path());
        std::vector<Found> found;
        std::size_t other_files = 0;
        const bool parts = collect(place, found, other_files);
        if (found.empty())
            return Error{Message(LOOM_TEXT("%1 holds no PNG, JPEG, WebP or BMP pictures."), path),
                         LOOM_TEXT("Put the pictures of each class in a folder with the name of the class.")};
        const auto shapes = inspect(found, progress);
        if (progress && progress->cancelled)
            return Error{LOOM_TEXT("Opening the data was stopped."), {}, Blame::Call};

        auto table = std::make_shared<Table>();
        table->source = "image_folder";
        table->path = path;
        std::vector<FilePixels::File> files;
        std::vector<std::string> labels;
        bool labelled = false;
        for (std::size_t i = 0; i < found.size(); ++i) {
            std::string name = found[i].file.path().lexically_relative(place.path()).string();
            if (!*shapes[i]) {
                table->set_aside(readable(name), shapes[i]->error().message);
                continue;
            }
            files.push_back({std::move(name), **shapes[i], found[i].file.size()});
            labels.push_back(readable(found[i].label));
            labelled = labelled || !labels.back().empty();
            if (parts)
                table->split.push_back(found[i].part);
        }
        if (files.empty())
            return Error{Message(LOOM_TEXT("None of the %1 pictures in %2 can be read. The first: %3"), found.size(),
                                 path, table->bad_rows.front().reason),
                         LOOM_TEXT("Check the files, or choose another folder.")};
        table->rows = files.size();
        table->columns.push_back(
            {"image", ColumnType::Image, std::make_shared<const FilePixels>(place, std::move(files))});
        if (labelled) {
            table->columns.push_back({"label", ColumnType::Category, to_codes(labels.size(), [&](std::size_t i) {
                                          return std::string_view(labels[i]);
                                      })});
            table->target = "label";
        }
        if (other_files)
            table->notes.push_back(Message(LOOM_TEXT("%1 files are no pictures and were passed over."), other_files));
        if (table->bad_row_count)
            table->notes.push_back(Message(LOOM_TEXT("%1 of %2 pictures cannot be read and were set aside."),
                                           table->bad_row_count, found.size()));
        return std::shared_ptr<const Table>(std::move(table));
    }

private:
    /// All pictures in order; true where the folders are parts (train, test …) of the data.
    static bool collect(const Place& root, std::vector<Found>& found, std::size_t& other_files)
    {
        auto gather = [&](const Place& folder, bool deep, const std::string& label, Part part) {
            std::vector<Place> files;
            const auto take = [&](const Place& file) {
                named_as_picture(file) ? files.push_back(file) : void(++other_files);
                return true;
            };
            for_each_file(folder, deep, take);
            std::ranges::sort(files, natural_less, [](const Place& p) { return p.path().string(); });
            for (Place& file : files)
                found.push_back({std::move(file), label, part});
        };
        auto gather_classes = [&](const Place& folder, Part part) {
            gather(folder, false, {}, part);
            for (const Place& own : folders_in(folder))
                gather(own, true, own.name(), part);
        };
        const auto folders = folders_in(root);
        const bool parts =
            std::ranges::any_of(folders, [](const Place& f) { return part_named(f) == Part::Train; }) &&
            std::ranges::all_of(folders, [](const Place& f) { return part_named(f) || !has_pictures(f, true); });
        if (!parts) {
            gather_classes(root, Part::Train);
        } else {
            gather(root, false, {}, Part::Train);
            for (const Place& folder : folders)
                if (const auto part = part_named(folder))
                    gather_classes(folder, *part);
        }
        return parts;
    }

    static std::vector<std::optional<Result<PictureShape>>> inspect(const std::vector<Found>& found, Progress* progress)
    {
        std::vector<std::optional<Result<PictureShape>>> shapes(found.size());
        if (progress)
            progress->total = std::int64_t(found.size());
        constexpr std::size_t piece = 64;
        parallel_for((found.size() + piece - 1) / piece, allowed_processors(), [&](std::size_t p) {
            for (std::size_t i = p * piece; i < std::min(found.size(), (p + 1) * piece); ++i) {
                if (progress && progress->cancelled)
                    return;
                shapes[i] = inspect_file(found[i].file);
                if (progress)
                    ++progress->done;
            }
        });
        return shapes;
    }

    static Result<PictureShape> inspect_file(const Place& file)
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
};

} // namespace

const SourceType& image_folder_source()
{
    static const SourceType type = source<ImageFolder>({
        .id = "image_folder",
        .title = LOOM_TEXT("Folder of pictures"),
        .help = LOOM_TEXT("PNG, JPEG, WebP and BMP pictures, those of each class in a folder with its name; on top of "
                          "these there may be "
                          "folders train, validation and test."),
    });
    return type;
}

} // namespace loom
