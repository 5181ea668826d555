#include "base/stopped.h"
#include "base/threads.h"
#include "data/class_folders.h"
#include "data/table_files.h"
#include "data/text_encoding.h"
#include "schema/types.h"

#include <algorithm>

namespace loom {
namespace {

constexpr std::size_t longest_document = std::size_t{1} << 28;

/// Also without an ending, as in the 20 newsgroups.
bool named_as_text(const Place& file)
{
    const std::string ending = lower_ending(file);
    return (ending.empty() || ending == ".txt" || ending == ".text" || ending == ".md") && !is_about_the_data(file);
}

struct Document {
    std::string bytes;
    std::optional<Error> error;
};

struct TextFolder {
    std::string encoding;

    static double recognises(const Place& place)
    {
        if (!place.is_folder())
            return 0;
        const FolderContent content = content_of(place, named_as_text);
        if (!content.mostly_wanted())
            return 0;
        return content.wanted_below ? 0.6 : content.wanted_here > 1 ? 0.2 : 0;
    }

    Result<std::shared_ptr<const Table>> open(const Place& place, Progress* progress) const
    {
        const std::string path = path_text(place.path());
        const ClassFolders found = class_folders(place, named_as_text);
        if (found.files.empty())
            return Error{Message(LOOM_TEXT("%1 holds no texts."), path),
                         LOOM_TEXT("Put the texts of each class, one a file, in a folder with the name of the class.")};
        std::vector<Document> documents = read(found.files, progress);
        if (progress && progress->cancelled)
            return opening_stopped();
        const std::string other = encoding.empty() ? encoding_of(documents) : encoding;

        auto table = std::make_shared<Table>();
        table->source = "text_folder";
        table->path = path;
        Texts texts, files;
        std::vector<std::string> labels;
        std::size_t converted = 0, replaced = 0;
        for (std::size_t i = 0; i < documents.size(); ++i) {
            const std::string name = readable(found.files[i].file.path().lexically_relative(place.path()).string());
            auto text = as_text(documents[i], other);
            if (!text) {
                table->set_aside(name, text.error().message);
                continue;
            }
            converted += text->encoding != "UTF-8";
            replaced += text->replaced;
            texts.push_back(text->text);
            files.push_back(name);
            labels.push_back(found.files[i].label);
            if (found.parts)
                table->split.push_back(found.files[i].part);
            documents[i] = {};
        }
        if (texts.size() == 0)
            return Error{Message(LOOM_TEXT("None of the %1 texts in %2 can be read. The first: %3"), found.files.size(), path,
                                 table->bad_rows.front().reason),
                         LOOM_TEXT("Check the files, or choose another folder.")};
        table->rows = texts.size();
        table->columns.push_back({"text", ColumnType::Text, std::move(texts)});
        if (std::ranges::any_of(labels, [](const auto& label) { return !label.empty(); })) {
            table->columns.push_back({"label", ColumnType::Category, to_codes(labels.size(), [&](std::size_t i) {
                                          return std::string_view(labels[i]);
                                      })});
            table->target = "label";
        }
        table->columns.push_back({"file", ColumnType::Id, std::move(files)});
        if (found.other_files)
            table->notes.push_back(found.other_files == 1 ? Message(LOOM_TEXT("One file is no text and was passed over."))
                                                             : Message(LOOM_TEXT("%1 files are no texts and were passed over."), found.other_files));
        if (converted)
            table->notes.push_back(Message(LOOM_TEXT("%1 texts were read as %2."), converted, other));
        if (replaced)
            table->notes.push_back(Message(LOOM_TEXT("%1 characters could not be read as %2."), replaced, other));
        if (table->bad_row_count)
            table->notes.push_back(Message(LOOM_TEXT("%1 of %2 texts cannot be read and were set aside."),
                                           table->bad_row_count, found.files.size()));
        return std::shared_ptr<const Table>(std::move(table));
    }

private:
    static std::vector<Document> read(const std::vector<ClassedFile>& files, Progress* progress)
    {
        std::vector<Document> documents(files.size());
        if (progress)
            progress->total = std::int64_t(files.size());
        constexpr std::size_t piece = 64;
        parallel_for((files.size() + piece - 1) / piece, allowed_processors(), [&](std::size_t p) {
            for (std::size_t i = p * piece; i < std::min(files.size(), (p + 1) * piece); ++i) {
                if (progress && progress->cancelled)
                    return;
                auto bytes = files[i].file.read(longest_document);
                if (bytes)
                    documents[i].bytes = std::move(*bytes);
                else
                    documents[i].error = bytes.error();
                if (progress)
                    ++progress->done;
            }
        });
        return documents;
    }

    /// Of those that are not UTF-8, from all of them: one alone may be too short to tell.
    static std::string encoding_of(const std::vector<Document>& documents)
    {
        constexpr std::size_t enough = std::size_t{1} << 20;
        std::string sample;
        for (const Document& d : documents)
            if (sample.size() < enough && !is_utf8(d.bytes))
                sample += d.bytes.substr(0, enough);
        if (sample.empty())
            return "UTF-8";
        const auto text = to_utf8(std::move(sample));
        return text ? text->encoding : "windows-1252";
    }

    Result<DecodedText> as_text(Document& document, const std::string& other) const
    {
        if (document.error)
            return *document.error;
        const bool plain = encoding.empty() && is_utf8(document.bytes);
        auto text = to_utf8(std::move(document.bytes), plain ? "UTF-8" : other);
        if (!text)
            return text;
        if (text->text.find('\0') != std::string::npos)
            return Error{LOOM_TEXT("The file holds zero bytes, which are no text."), {}};
        if (text->text.find_first_not_of(" \t\r\n") == std::string::npos)
            return Error{LOOM_TEXT("The file is empty."), {}};
        return text;
    }
};

} // namespace

const SourceType& text_folder_source()
{
    static const SourceType type = source<TextFolder>({
        .id = "text_folder",
        .title = LOOM_TEXT("Folder of texts"),
        .help = LOOM_TEXT("Text files, each one document, those of each class in a folder with its name; on top of these "
                          "there may be folders train, validation and test."),
        .settings = {setting(&TextFolder::encoding,
                             {.key = "encoding",
                              .label = LOOM_TEXT("Encoding"),
                              .help = LOOM_TEXT(
                                  "How characters are stored, for example UTF-8, GB18030, Big5 or windows-1252. "
                                  "Empty: as found."),
                              .advanced = true})},
    });
    return type;
}

} // namespace loom
