#include "base/stopped.h"
#include "base/threads.h"
#include "data/class_folders.h"
#include "data/name_pattern.h"
#include "data/table_files.h"
#include "data/text_encoding.h"
#include "schema/types.h"

#include <algorithm>
#include <array>

namespace loom {
namespace {

enum class Classes { Auto, Folders, Names };

bool named_as_sound(const Place& file)
{
    static constexpr std::array<std::string_view, 8> endings = {".wav", ".wave", ".flac", ".ogg", ".oga", ".opus", ".mp3", ".aiff"};
    return std::ranges::find(endings, lower_ending(file)) != endings.end();
}

struct AudioFolder {
    Classes classes = Classes::Auto;
    std::string pattern;

    static double recognises(const Place& place)
    {
        if (!place.is_folder())
            return 0;
        const FolderContent content = content_of(place, named_as_sound);
        if (!content.mostly_wanted())
            return 0;
        return content.wanted_below ? 0.9 : 0.5;
    }

    Result<std::shared_ptr<const Table>> open(const Place& place, Progress* progress) const
    {
        const std::string path = path_text(place.path());
        std::optional<NamePattern> wanted;
        if (!pattern.empty()) {
            auto parsed = NamePattern::parse(pattern);
            if (!parsed)
                return parsed.error();
            wanted = std::move(*parsed);
        }
        const ClassFolders found = class_folders(place, named_as_sound);
        if (found.files.empty())
            return Error{Message(LOOM_TEXT("%1 holds no WAV, FLAC, OGG or MP3 sounds."), path),
                         LOOM_TEXT("Put the sounds of each class in a folder with the name of the class.")};
        const auto shapes = inspect(found.files, progress);
        if (progress && progress->cancelled)
            return opening_stopped();

        auto table = std::make_shared<Table>();
        table->source = "audio_folder";
        table->path = path;
        std::vector<FileSounds::File> files;
        std::vector<std::string> labels, stems;
        std::size_t cut_off = 0;
        std::string first_cut;
        for (std::size_t i = 0; i < found.files.size(); ++i) {
            const Place& file = found.files[i].file;
            std::string name = file.path().lexically_relative(place.path()).string();
            if (!*shapes[i]) {
                table->set_aside(readable(name), shapes[i]->error().message);
                continue;
            }
            if ((*shapes[i])->cut_off && cut_off++ == 0)
                first_cut = readable(name);
            files.push_back({std::move(name), **shapes[i], file.size()});
            labels.push_back(found.files[i].label);
            stems.push_back(readable(file.path().stem().string()));
            if (found.parts)
                table->split.push_back(found.files[i].part);
        }
        if (files.empty())
            return Error{Message(LOOM_TEXT("None of the %1 sounds in %2 can be read. The first: %3"), found.files.size(), path,
                                 table->bad_rows.front().reason),
                         LOOM_TEXT("Check the files, or choose another folder.")};
        table->rows = files.size();
        table->columns.push_back(
            {"sound", ColumnType::Audio, std::make_shared<const FileSounds>(place, std::move(files))});
        add_classes(*table, labels, stems, wanted);
        if (found.other_files)
            table->notes.push_back(found.other_files == 1 ? Message(LOOM_TEXT("One file is no sound and was passed over."))
                                                             : Message(LOOM_TEXT("%1 files are no sounds and were passed over."), found.other_files));
        if (cut_off)
            table->notes.push_back(Message(
                LOOM_TEXT("%1 sounds end before the length that their headers claim; what is there is used. The first: %2"),
                cut_off, first_cut));
        if (table->bad_row_count)
            table->notes.push_back(Message(LOOM_TEXT("%1 of %2 sounds cannot be read and were set aside."),
                                           table->bad_row_count, found.files.size()));
        return std::shared_ptr<const Table>(std::move(table));
    }

private:
    void add_classes(Table& table, const std::vector<std::string>& labels, const std::vector<std::string>& stems,
                     std::optional<NamePattern> wanted) const
    {
        const bool labelled = std::ranges::any_of(labels, [](const auto& label) { return !label.empty(); });
        if (labelled && classes != Classes::Names) {
            table.columns.push_back({"label", ColumnType::Category, to_codes(labels.size(), [&](std::size_t i) {
                                         return std::string_view(labels[i]);
                                     })});
            table.target = "label";
        }
        if (classes == Classes::Folders || (labelled && classes == Classes::Auto && !wanted))
            return;
        const bool guessed = !wanted;
        if (guessed)
            wanted = NamePattern::guess(stems);
        if (!wanted)
            return;
        std::size_t others = 0;
        for (const auto& stem : stems)
            others += !wanted->match(stem);
        for (Column& column : wanted->columns(stems)) {
            if (table.find(column.name))
                column.name += " (2)";
            table.columns.push_back(std::move(column));
        }
        for (const std::string_view name : {"label", "class", "digit"})
            if (table.target.empty() && table.find(name))
                table.target = name;
        if (table.target.empty()) {
            const auto first = std::ranges::find(table.columns, ColumnType::Category, &Column::type);
            table.target = first == table.columns.end() ? std::string() : first->name;
        }
        if (guessed)
            table.notes.push_back(Message(LOOM_TEXT("The names of the files are read as %1. “Pattern of names” in the settings "
                                                    "of the source overrules that."),
                                          wanted->text()));
        if (others)
            table.notes.push_back(
                Message(LOOM_TEXT("%1 names of files do not fit %2; their parts are missing."), others, wanted->text()));
    }

    static std::vector<std::optional<Result<SoundShape>>> inspect(const std::vector<ClassedFile>& files, Progress* progress)
    {
        std::vector<std::optional<Result<SoundShape>>> shapes(files.size());
        if (progress)
            progress->total = std::int64_t(files.size());
        constexpr std::size_t piece = 64;
        parallel_for((files.size() + piece - 1) / piece, allowed_processors(), [&](std::size_t p) {
            for (std::size_t i = p * piece; i < std::min(files.size(), (p + 1) * piece); ++i) {
                if (progress && progress->cancelled)
                    return;
                shapes[i] = inspect_sound(files[i].file);
                if (progress)
                    ++progress->done;
            }
        });
        return shapes;
    }
};

} // namespace

const SourceType& audio_folder_source()
{
    static const SourceType type = source<AudioFolder>({
        .id = "audio_folder",
        .title = LOOM_TEXT("Folder of sounds"),
        .help = LOOM_TEXT("WAV, FLAC, OGG and MP3 sounds, those of each class in a folder with its name, or with the class in "
                          "their names; on top of the folders there may be train, validation and test."),
        .settings = {setting(&AudioFolder::classes,
                             {.key = "classes",
                              .label = LOOM_TEXT("Classes from"),
                              .help = LOOM_TEXT("What says which class a sound is of."),
                              .choices = {{"auto", LOOM_TEXT("As found")},
                                          {"folders", LOOM_TEXT("Folders")},
                                          {"names", LOOM_TEXT("Names of files")}}}),
                     setting(&AudioFolder::pattern,
                             {.key = "pattern",
                              .label = LOOM_TEXT("Pattern of names"),
                              .help = LOOM_TEXT("What the names of the files say, for example {digit}_{speaker}_{index}. "
                                                "Empty: as found.")})},
    });
    return type;
}

} // namespace loom
