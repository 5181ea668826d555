#include "base/letters.h"
#include "base/stopped.h"
#include "data/box_files.h"
#include "data/class_folders.h"
#include "data/pictures_below.h"
#include "data/table_files.h"
#include "data/text_encoding.h"
#include "schema/types.h"

#include <algorithm>
#include <map>

namespace loom {
namespace {

enum class Format { None, Yolo, Voc, Coco };

/// What a picture and the file about it have in common: folders, but for those that tell them apart, and the name without its ending.
std::string key_of(const fs::path& relative)
{
    std::string key;
    for (const fs::path& part : relative.parent_path()) {
        const std::string name = small_letters(part.string());
        constexpr std::string_view kinds[] = {"images", "labels", "jpegimages", "annotations", "imgs", "img"};
        if (std::ranges::find(kinds, name) == std::end(kinds))
            (key += name) += '/';
    }
    return key + relative.stem().string();
}

std::optional<Part> part_of(const fs::path& relative)
{
    for (const fs::path& folder : relative.parent_path()) {
        std::string name = folder.string();
        while (!name.empty() && name.back() >= '0' && name.back() <= '9') // train2017
            name.pop_back();
        if (const auto part = part_named(name))
            return part;
    }
    return {};
}

/// Pictures that colour others' pixels by what they show, as Pascal VOC has them beside.
bool holds_masks(const fs::path& relative)
{
    return std::ranges::any_of(relative.parent_path(), [](const fs::path& folder) { return small_letters(folder.string()).starts_with("segmentation"); });
}

/// Pascal VOC's lists of what is in which part: ImageSets/Main/train.txt and so on, a picture's name without its ending a line.
std::map<std::string, Part> image_sets(const std::vector<Place>& files)
{
    std::map<std::string, Part> sets;
    for (const Place& file : files) {
        const fs::path path = file.path();
        const auto part = part_named(path.stem().string());
        if (!part || lower_ending(file) != ".txt" || path.parent_path().filename() != "Main" || path.parent_path().parent_path().filename() != "ImageSets")
            continue;
        const auto text = file.read(std::size_t{1} << 24);
        for (std::string_view rest = text ? std::string_view(*text) : std::string_view(); !rest.empty();) {
            const std::size_t end = std::min(rest.find('\n'), rest.size());
            if (const auto name = trimmed(rest.substr(0, end)); !name.empty())
                sets.emplace(name, *part);
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
    }
    return sets;
}

/// What the files about pictures are, by their names and first bytes.
Format format_of(const std::vector<Place>& files, const fs::path& root)
{
    std::map<std::string, int> pictures;
    for (const Place& file : files)
        if (named_as_picture(file))
            ++pictures[key_of(file.path().lexically_relative(root))];
    if (pictures.empty())
        return Format::None;
    bool yolo = false, voc = false;
    for (const Place& file : files) {
        const std::string ending = lower_ending(file);
        if (ending != ".txt" && ending != ".xml" && ending != ".json")
            continue;
        const bool beside = pictures.contains(key_of(file.path().lexically_relative(root)));
        if (ending != ".json" && (!beside || (ending == ".txt" ? yolo : voc)))
            continue;
        const auto begun = file.beginning(ending == ".json" ? std::size_t{1} << 20 : 4096);
        if (!begun)
            continue;
        if (ending == ".json" && begun->find("\"images\"") != begun->npos && (begun->find("\"file_name\"") != begun->npos || begun->find("\"annotations\"") != begun->npos))
            return Format::Coco;
        voc = voc || (ending == ".xml" && begun->find("<annotation") != begun->npos);
        const std::string_view line = trimmed(std::string_view(*begun).substr(0, begun->find('\n')));
        yolo = yolo || (ending == ".txt" && std::ranges::count(line, ' ') >= 4 && bool(yolo_boxes(line, {})));
    }
    return voc ? Format::Voc : yolo ? Format::Yolo : Format::None;
}

struct BoxFolder {
    static double recognises(const Place& place)
    {
        constexpr std::size_t of_each_folder = 50;
        return place.is_folder() && format_of(files_below(place, of_each_folder), place.path()) != Format::None ? 0.95 : 0;
    }

    Result<std::shared_ptr<const Table>> open(const Place& place, Progress* progress) const
    {
        const std::string path = path_text(place.path());
        const auto files = files_below(place);
        std::vector<const Place*> pictures;
        for (const Place& file : files)
            if (named_as_picture(file) && !holds_masks(file.path().lexically_relative(place.path())))
                pictures.push_back(&file);
        const Format format = format_of(files, place.path());
        if (format == Format::None)
            return Error{Message(LOOM_TEXT("%1 holds no pictures with files about the objects in them."), path),
                         LOOM_TEXT("Put a text file as YOLO has it or an XML file as Pascal VOC has it beside each picture, or one JSON file as COCO has it.")};
        const auto shapes = picture_shapes(pictures.size(), [&](std::size_t i) -> const Place& { return *pictures[i]; }, progress);
        if (progress && progress->cancelled)
            return opening_stopped();
        auto found = format == Format::Coco ? in_coco(files) : beside_pictures(files, place.path(), format);
        if (!found)
            return found.error();

        auto table = std::make_shared<Table>();
        table->source = "box_folder";
        table->path = path;
        table->target = "boxes";
        table->notes = std::move(found->notes);
        const std::map<std::string, Part> sets = format == Format::Voc ? image_sets(files) : std::map<std::string, Part>();
        std::vector<FilePixels::File> kept;
        std::vector<std::optional<Part>> parts;
        Texts texts;
        for (std::size_t i = 0; i < pictures.size(); ++i) {
            const fs::path relative = pictures[i]->path().lexically_relative(place.path());
            if (!*shapes[i]) {
                table->set_aside(readable(relative.string()), shapes[i]->error().message);
                continue;
            }
            const About* about = found->find(relative);
            auto boxes = about ? about->boxes(**shapes[i]) : std::vector<Marked>();
            if (!boxes) {
                table->set_aside(readable(about->file), boxes.error().message);
                continue;
            }
            texts.push_back(about ? boxes_text(*boxes) : std::string());
            kept.push_back({relative.string(), **shapes[i], pictures[i]->size()});
            const auto listed = sets.find(relative.stem().string());
            parts.push_back(listed == sets.end() ? part_of(relative) : listed->second);
        }
        if (kept.empty())
            return Error{Message(LOOM_TEXT("None of the %1 pictures in %2 can be used. The first: %3"), pictures.size(), path, table->bad_rows.front().reason),
                         LOOM_TEXT("Check the files, or choose another folder.")};
        if (table->bad_row_count)
            table->notes.push_back(Message(LOOM_TEXT("%1 of %2 pictures, or what is said about them, cannot be read and were set aside."),
                                           table->bad_row_count, pictures.size()));
        table->rows = kept.size();
        if (std::ranges::any_of(parts, &std::optional<Part>::has_value))
            for (const auto& part : parts)
                table->split.push_back(part.value_or(Part::Train));
        table->columns.push_back({"image", ColumnType::Image, std::make_shared<const FilePixels>(place, std::move(kept))});
        table->columns.push_back({"boxes", ColumnType::Text, std::move(texts)});
        return std::shared_ptr<const Table>(std::move(table));
    }

private:
    /// What is said about one picture, and where.
    struct About {
        std::string file;
        std::function<Result<std::vector<Marked>>(PictureShape)> boxes;
    };
    struct Said {
        std::map<std::string, About> by_key;
        std::function<std::string(const fs::path&)> key;
        std::vector<Message> notes = {};
        const About* find(const fs::path& picture) const
        {
            const auto at = by_key.find(key(picture));
            return at == by_key.end() ? nullptr : &at->second;
        }
    };

    static Result<Said> beside_pictures(const std::vector<Place>& files, const fs::path& root, Format format)
    {
        Said said;
        auto classes = std::make_shared<std::vector<std::string>>();
        for (const Place& file : files) {
            const std::string ending = lower_ending(file), name = small_letters(file.name());
            const bool yaml = ending == ".yaml" || ending == ".yml", list = name == "classes.txt" || ending == ".names" || name == "_darknet.labels";
            if (format != Format::Yolo || !classes->empty() || !(yaml || list))
                continue;
            const auto text = file.read(std::size_t{1} << 20);
            if (!text)
                return text.error();
            *classes = yolo_classes(*text, yaml);
            if (yaml && classes->empty() && text->find("names") != text->npos)
                said.notes.push_back(Message(LOOM_TEXT("The names of the classes in %1 cannot be read; classes are called by their numbers."), readable(file.name())));
        }
        said.key = key_of;
        for (const Place& file : files) {
            if (lower_ending(file) != (format == Format::Voc ? ".xml" : ".txt"))
                continue;
            const fs::path relative = file.path().lexically_relative(root);
            said.by_key.insert_or_assign(key_of(relative), About{relative.string(), [file, format, classes](PictureShape shape) -> Result<std::vector<Marked>> {
                const auto text = file.read(std::size_t{1} << 24);
                if (!text)
                    return text.error();
                return format == Format::Voc ? voc_boxes(*text, shape) : yolo_boxes(*text, *classes);
            }});
        }
        return said;
    }

    static Result<Said> in_coco(const std::vector<Place>& files)
    {
        Said said;
        said.key = [](const fs::path& picture) { return picture.filename().string(); };
        // The archive's own lists of boxes first: others may speak of the same pictures, of people's joints, say.
        std::vector<const Place*> lists;
        for (const Place& file : files)
            if (lower_ending(file) == ".json")
                lists.push_back(&file);
        std::ranges::stable_partition(lists, [](const Place* file) { return small_letters(file->name()).starts_with("instances"); });
        const auto pass_over = [&said](const Place& file) {
            said.notes.push_back(Message(LOOM_TEXT("%1 was not read: it tells something else of the pictures than boxes, or the same pictures again."), readable(file.name())));
        };
        for (const Place* file : lists) {
            const auto text = file->read();
            if (!text)
                return text.error();
            if (text->find("\"annotations\"") == text->npos)
                continue;
            auto pictures = coco_boxes(*text, path_text(file->path()));
            if (!pictures)
                return pictures.error();
            const auto known = [&said](const CocoPicture& picture) { return said.by_key.contains(fs::path(picture.file).filename().string()); };
            if (!*pictures || (!said.by_key.empty() && std::ranges::all_of(**pictures, known))) {
                pass_over(*file);
                continue;
            }
            for (CocoPicture& picture : **pictures) {
                const std::string name = fs::path(picture.file).filename().string();
                const bool fresh = said.by_key.emplace(name, About{file->name(), [picture = std::move(picture)](PictureShape) -> Result<std::vector<Marked>> {
                    return picture.wrong ? Result<std::vector<Marked>>(Error{*picture.wrong}) : picture.boxes;
                }}).second;
                if (!fresh)
                    return Error{Message(LOOM_TEXT("%1 names the picture “%2” a second time."), path_text(file->path()), readable(name)),
                                 LOOM_TEXT("Give pictures names of their own, also those in different folders.")};
            }
        }
        if (said.by_key.empty() && !lists.empty())
            return Error{Message(LOOM_TEXT("No file in this folder tells boxes of its pictures as COCO has them.")),
                         LOOM_TEXT("It needs images with id, file_name, width and height, categories with id and name, and annotations with image_id, category_id and bbox.")};
        return said;
    }
};

} // namespace

const SourceType& box_folder_source()
{
    static const SourceType type = source<BoxFolder>({
        .id = "box_folder",
        .title = LOOM_TEXT("Pictures with boxes"),
        .help = LOOM_TEXT("Pictures, and where which objects are in them: a text file for each as YOLO has it, an XML file for each as Pascal VOC "
                          "has it, or one JSON file as COCO has it. They may lie in folders train, validation and test."),
    });
    return type;
}

} // namespace loom
