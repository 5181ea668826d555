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

bool hidden(const fs::path& path)
{
    return path.filename().string().starts_with('.');
}

bool named_as_picture(const fs::path& path)
{
    std::string ending = path.extension().string();
    std::ranges::transform(ending, ending.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    static constexpr std::array<std::string_view, 7> endings = {".png",  ".jpg",  ".jpeg", ".jpe",
                                                                ".jfif", ".webp", ".bmp"};
    return std::ranges::find(endings, ending) != endings.end();
}

std::optional<Part> part_named(const fs::path& folder)
{
    std::string name = folder.filename().string();
    std::ranges::transform(name, name.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    if (name == "train" || name == "training")
        return Part::Train;
    if (name == "valid" || name == "validation" || name == "val" || name == "dev")
        return Part::Validation;
    if (name == "test" || name == "testing")
        return Part::Test;
    return {};
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

bool has_pictures(const fs::path& folder, bool deep)
{
    bool found = false;
    for_each_file(folder, deep, [&](const fs::path& file) { return !(found = named_as_picture(file)); });
    return found;
}

struct Found {
    fs::path file;
    std::string label; // Empty where it lies in no class's folder.
    Part part = Part::Train;
};

struct ImageFolder {
    static double recognises(const std::string& path)
    {
        std::error_code ignored;
        if (!fs::is_directory(path, ignored))
            return 0;
        for (const fs::path& folder : folders_in(path))
            if (has_pictures(folder, true))
                return 0.9;
        return has_pictures(path, false) ? 0.5 : 0;
    }

    Result<std::shared_ptr<const Table>> open(const std::string& path, Progress* progress) const
    {
        std::vector<Found> found;
        std::size_t other_files = 0;
        const bool parts = collect(path, found, other_files);
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
            std::string name = found[i].file.lexically_relative(path).string();
            if (!*shapes[i]) {
                table->set_aside(readable(name), shapes[i]->error().message);
                continue;
            }
            std::error_code ignored;
            files.push_back({std::move(name), **shapes[i], fs::file_size(found[i].file, ignored)});
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
            {"image", ColumnType::Image, std::make_shared<const FilePixels>(path, std::move(files))});
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
    static bool collect(const fs::path& root, std::vector<Found>& found, std::size_t& other_files)
    {
        auto gather = [&](const fs::path& folder, bool deep, const std::string& label, Part part) {
            std::vector<fs::path> files;
            for_each_file(folder, deep, [&](const fs::path& file) {
                named_as_picture(file) ? files.push_back(file) : void(++other_files);
                return true;
            });
            std::ranges::sort(files, natural_less, [](const fs::path& p) { return p.string(); });
            for (fs::path& file : files)
                found.push_back({std::move(file), label, part});
        };
        auto gather_classes = [&](const fs::path& folder, Part part) {
            gather(folder, false, {}, part);
            for (const fs::path& own : folders_in(folder))
                gather(own, true, own.filename().string(), part);
        };
        const auto folders = folders_in(root);
        const bool parts =
            std::ranges::any_of(folders, [](const fs::path& f) { return part_named(f) == Part::Train; }) &&
            std::ranges::all_of(folders, [](const fs::path& f) { return part_named(f) || !has_pictures(f, true); });
        if (!parts) {
            gather_classes(root, Part::Train);
        } else {
            gather(root, false, {}, Part::Train);
            for (const fs::path& folder : folders)
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

    static Result<PictureShape> inspect_file(const fs::path& path)
    {
        constexpr std::size_t usual = 1 << 16;
        const auto first = read_beginning(path, usual);
        if (!first)
            return first.error();
        auto shape = inspect_picture({reinterpret_cast<const std::uint8_t*>(first->data()), first->size()});
        if (shape || first->size() < usual)
            return shape;
        // Large notes of the camera come before the size.
        const auto whole = read_file(path, std::size_t{1} << 30);
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
