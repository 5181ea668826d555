#include "base/files.h"
#include "base/threads.h"
#include "data/table.h"
#include "data/text_encoding.h"
#include "schema/types.h"

#include <algorithm>

namespace loom {
namespace {

constexpr PictureShape shape{3, 32, 32};
constexpr std::size_t record = 1 + 3072; // The label, then 1 024 red, green and blue values.

struct BatchFile {
    Place place;
    Part part;
};

std::vector<BatchFile> batch_files(const Place& place)
{
    std::vector<BatchFile> files;
    auto consider = [&](const Place& file) {
        const std::string name = file.name();
        const bool test = name == "test_batch.bin";
        if (test || (name.starts_with("data_batch_") && name.ends_with(".bin")))
            files.push_back({file, test ? Part::Test : Part::Train});
    };
    if (place.is_file())
        consider(place);
    for (const Place& folder : {place, place / "cifar-10-batches-bin"})
        if (files.empty())
            for (const Place& entry : folder.entries())
                consider(entry);
    std::ranges::sort(files, natural_less, [](const BatchFile& f) { return f.place.path().string(); });
    return files;
}

std::vector<std::string> class_names(const Place& folder)
{
    std::vector<std::string> names = lines_of(folder / "batches.meta.txt");
    if (names.size() != 10)
        names = {"airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"};
    return names;
}

struct Cifar {
    static double recognises(const Place& place) { return batch_files(place).empty() ? 0 : 0.95; }

    Result<std::shared_ptr<const Table>> open(const Place& place, Progress* progress) const
    {
        const std::string path = path_text(place.path());
        const auto files = batch_files(place);
        if (files.empty())
            return Error{Message(LOOM_TEXT("%1 holds no CIFAR batches."), path),
                         LOOM_TEXT("Choose the folder with data_batch_1.bin … and test_batch.bin.")};
        auto table = std::make_shared<Table>();
        table->source = "cifar";
        table->path = path;
        table->target = "label";
        std::vector<std::uint8_t> pixels;
        std::vector<std::int32_t> labels;
        std::vector<std::string> names = class_names(files.front().place.parent());
        if (progress)
            progress->total = std::int64_t(files.size());
        for (const auto& [file, part] : files) {
            const auto content = file.read();
            if (!content)
                return content.error();
            if (content->empty() || content->size() % record != 0)
                return Error{
                    Message(LOOM_TEXT("%1 is damaged or cut off: it has %2 bytes, which is no multiple of %3."),
                            path_text(file.path()), content->size(), record),
                    LOOM_TEXT("Get the file again.")};
            const std::size_t rows = content->size() / record;
            const auto* bytes = reinterpret_cast<const std::uint8_t*>(content->data());
            pixels.reserve(pixels.size() + rows * shape.bytes());
            for (std::size_t i = 0; i < rows; ++i, bytes += record) {
                if (*bytes >= names.size())
                    return Error{Message(LOOM_TEXT("%1: picture %2 is of class %3, but there are only %4 classes."),
                                         path_text(file.path()), i + 1, int(*bytes), names.size()),
                                 LOOM_TEXT("Get the file again.")};
                labels.push_back(*bytes);
                pixels.insert(pixels.end(), bytes + 1, bytes + record);
            }
            table->split.insert(table->split.end(), rows, part);
            if (progress)
                ++progress->done;
        }
        table->rows = labels.size();
        table->columns.push_back(
            {"image", ColumnType::Image, std::make_shared<const MemoryPixels>(shape, std::move(pixels))});
        table->columns.push_back({"label", ColumnType::Category, Codes{std::move(labels), std::move(names)}});
        return std::shared_ptr<const Table>(std::move(table));
    }
};

} // namespace

const SourceType& cifar_source()
{
    static const SourceType type = source<Cifar>({
        .id = "cifar",
        .title = LOOM_TEXT("CIFAR-10"),
        .help = LOOM_TEXT("Small colour pictures in the binary files of CIFAR-10."),
    });
    return type;
}

} // namespace loom
