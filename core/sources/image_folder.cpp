#include "base/stopped.h"
#include "data/class_folders.h"
#include "data/pictures_below.h"
#include "data/text_encoding.h"
#include "schema/types.h"

namespace loom {
namespace {

struct ImageFolder {
    static double recognises(const Place& place)
    {
        if (!place.is_folder())
            return 0;
        const FolderContent content = content_of(place, named_as_picture);
        if (!content.mostly_wanted()) // A logo beside a table, pictures in a folder of texts.
            return content.wanted_below + content.wanted_here ? 0.1 : 0;
        return content.wanted_below ? 0.9 : 0.5;
    }

    Result<std::shared_ptr<const Table>> open(const Place& place, Progress* progress) const
    {
        const std::string path = path_text(place.path());
        const auto [found, parts, other_files] = class_folders(place, named_as_picture);
        if (found.empty())
            return Error{Message(LOOM_TEXT("%1 holds no PNG, JPEG, WebP or BMP pictures."), path),
                         LOOM_TEXT("Put the pictures of each class in a folder with the name of the class.")};
        const auto shapes = picture_shapes(found.size(), [&](std::size_t i) -> const Place& { return found[i].file; }, progress);
        if (progress && progress->cancelled)
            return opening_stopped();

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
            labels.push_back(found[i].label);
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
            table->notes.push_back(other_files == 1 ? Message(LOOM_TEXT("One file is no picture and was passed over."))
                                                             : Message(LOOM_TEXT("%1 files are no pictures and were passed over."), other_files));
        if (table->bad_row_count)
            table->notes.push_back(Message(LOOM_TEXT("%1 of %2 pictures cannot be read and were set aside."),
                                           table->bad_row_count, found.size()));
        return std::shared_ptr<const Table>(std::move(table));
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
