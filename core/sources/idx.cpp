#include "base/files.h"
#include "base/process.h"
#include "base/threads.h"
#include "data/table.h"
#include "data/text_encoding.h"
#include "schema/types.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace loom {
namespace {

using Bytes = std::span<const std::uint8_t>;

Bytes bytes_of(const std::string& content)
{
    return {reinterpret_cast<const std::uint8_t*>(content.data()), content.size()};
}

constexpr Text get_again = LOOM_TEXT("Get the file again.");

std::uint32_t big32(Bytes b, std::size_t at)
{
    return std::uint32_t(b[at]) << 24 | std::uint32_t(b[at + 1]) << 16 | std::uint32_t(b[at + 2]) << 8 | b[at + 3];
}

bool is_gzip(Bytes b)
{
    return b.size() >= 2 && b[0] == 0x1f && b[1] == 0x8b;
}

/// Reads a plain or gzipped file piece by piece.
class Reader {
public:
    explicit Reader(Bytes file) : file_(file), packed_(is_gzip(file))
    {
        if (packed_) {
            stream_.next_in = const_cast<Bytef*>(file_.data());
            stream_.avail_in = uInt(std::min<std::size_t>(file_.size(), 1u << 30));
            given_ = stream_.avail_in;
            ready_ = inflateInit2(&stream_, 15 + 16) == Z_OK;
        }
    }
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;
    ~Reader()
    {
        if (ready_)
            inflateEnd(&stream_);
    }

    /// The most that could come out: deflate packs at best 1032 to 1.
    std::size_t bound() const { return packed_ ? file_.size() * 1032 : file_.size(); }
    bool damaged() const { return damaged_; }

    /// How many bytes it got; less than asked for only at the end (or at damage).
    std::size_t read(std::span<std::uint8_t> out)
    {
        if (!packed_) {
            const std::size_t n = std::min(out.size(), file_.size() - at_);
            if (n)
                std::memcpy(out.data(), file_.data() + at_, n);
            at_ += n;
            return n;
        }
        std::size_t have = 0;
        while (ready_ && !ended_ && !damaged_ && have < out.size()) {
            if (stream_.avail_in == 0 && given_ < file_.size()) {
                stream_.avail_in = uInt(std::min<std::size_t>(file_.size() - given_, 1u << 30));
                given_ += stream_.avail_in;
            }
            const std::size_t want = std::min<std::size_t>(out.size() - have, 1u << 30);
            stream_.next_out = out.data() + have;
            stream_.avail_out = uInt(want);
            const int code = inflate(&stream_, Z_NO_FLUSH);
            have += want - stream_.avail_out;
            if (code == Z_STREAM_END)
                ended_ = true;
            else if (code != Z_OK)
                damaged_ = true; // Also where the file ends too early: no progress is possible then.
        }
        return have;
    }

private:
    Bytes file_;
    bool packed_, ready_ = false, ended_ = false, damaged_ = false;
    std::size_t at_ = 0, given_ = 0;
    z_stream stream_{};
};

struct Idx {
    std::vector<std::size_t> sizes;
    std::vector<std::uint8_t> values;
};

Result<Idx> read_idx(const Place& place)
{
    const auto file = place.read();
    if (!file)
        return file.error();
    Reader reader(bytes_of(*file));
    const std::string name = path_text(place.path());
    auto cut_off = [&](std::size_t expected, std::size_t found) {
        return Error{Message(LOOM_TEXT("%1 is cut off or damaged: %2 bytes were expected, %3 were found."), name,
                             expected, found),
                     get_again};
    };

    std::array<std::uint8_t, 4> magic{};
    if (const auto n = reader.read(magic); n < magic.size())
        return cut_off(magic.size(), n);
    if (magic[0] != 0 || magic[1] != 0 || magic[3] < 1 || magic[3] > 4)
        return Error{Message(LOOM_TEXT("%1 is no IDX file: it begins with %2 %3 %4 %5."), name, int(magic[0]),
                             int(magic[1]), int(magic[2]), int(magic[3])),
                     LOOM_TEXT("An IDX file begins with 0 0 8 and the number of its dimensions. Choose another file.")};
    if (magic[2] != 8)
        return Error{
            Message(LOOM_TEXT("%1 holds values of kind %2; only whole numbers from 0 to 255 (kind 8) can be read."),
                    name, int(magic[2])),
            LOOM_TEXT("Write the file again with unsigned bytes.")};
    std::vector<std::uint8_t> header(4 * std::size_t(magic[3]));
    if (const auto n = reader.read(header); n < header.size())
        return cut_off(magic.size() + header.size(), magic.size() + n);
    Idx idx;
    Shape shape;
    for (std::size_t d = 0; d < magic[3]; ++d) {
        idx.sizes.push_back(big32(header, 4 * d));
        shape.push_back(std::int64_t(idx.sizes.back()));
    }
    const std::size_t before = magic.size() + header.size();
    if (!count_fits(shape) || count(shape) > reader.bound()) {
        const std::size_t there = is_gzip(bytes_of(*file)) ? 0 : file->size();
        if (there && count_fits(shape))
            return cut_off(before + count(shape), there);
        return Error{Message(LOOM_TEXT("%1 is damaged: it claims to hold more values than it can."), name), get_again};
    }
    const std::size_t claimed = count(shape);
    if (claimed > largest_file_read)
        return Error{Message(LOOM_TEXT("%1 is larger than such a file can be."), name),
                     LOOM_TEXT("Check that it is the right file.")};
    if (const std::size_t free = free_memory_bytes(); free && claimed > free)
        return Error{Message(LOOM_TEXT("%1 needs %2 MB of memory, but only %3 MB are free."), name,
                             quantity_text(std::int64_t(claimed >> 20)), quantity_text(std::int64_t(free >> 20))),
                     LOOM_TEXT("Close other programs, or take less data."), Blame::Machine};
    // A small file can claim much. Reserving takes no memory yet; what does come out takes it, piece by piece.
    idx.values.reserve(claimed);
    while (idx.values.size() < claimed) {
        const std::size_t have = idx.values.size();
        idx.values.resize(std::min(claimed, have + (std::size_t{1} << 20)));
        if (const auto n = reader.read(std::span(idx.values).subspan(have)); n < idx.values.size() - have)
            return cut_off(before + claimed, before + have + n);
    }
    std::array<std::uint8_t, 1> more{};
    if (reader.read(more) > 0)
        return Error{Message(LOOM_TEXT("%1 is damaged: it goes on after the %2 bytes that its header tells of."), name,
                             before + idx.values.size()),
                     get_again};
    if (reader.damaged())
        return Error{Message(LOOM_TEXT("%1 is damaged: its checksum is wrong."), name), get_again};
    return idx;
}

/// The first four bytes, unpacked: {0, 0, kind, dimensions}, or zeros.
std::array<std::uint8_t, 4> magic_of(const Place& place)
{
    const auto first = place.beginning(512);
    if (!first)
        return {};
    std::array<std::uint8_t, 4> magic{};
    if (Reader reader(bytes_of(*first)); reader.read(magic) < magic.size())
        magic = {};
    return magic;
}

bool named_as_idx(const Place& file)
{
    const std::string name = file.name();
    return name.find("-idx") != name.npos || name.find(".idx") != name.npos || name.ends_with("-ubyte") ||
           name.ends_with("-ubyte.gz");
}

bool has_idx_magic(const Place& file)
{
    const auto magic = magic_of(file);
    return magic[0] == 0 && magic[1] == 0 && magic[2] >= 8 && magic[2] <= 0x0e && magic[3] >= 1 && magic[3] <= 4;
}

/// "train-images-idx3-ubyte.gz" → "train-labels-idx1-ubyte.gz"; empty where the name does not speak of images.
std::string labels_name(std::string name)
{
    const auto images = name.find("images");
    if (images == name.npos)
        return {};
    name.replace(images, 6, "labels");
    if (const auto dimensions = name.find("idx3"); dimensions != name.npos)
        name[dimensions + 3] = '1';
    return name;
}

struct Pair {
    Place images;
    std::optional<Place> labels;
    Part part = Part::Train;
};

std::optional<Place> labels_beside(const Place& images)
{
    const std::string name = labels_name(images.name());
    if (name.empty())
        return {};
    const bool packed = name.ends_with(".gz");
    for (const std::string& candidate : {name, packed ? name.substr(0, name.size() - 3) : name + ".gz"})
        if (const Place beside = images.parent() / candidate; beside.is_file())
            return beside;
    return {};
}

Part part_by_name(const Place& file)
{
    const std::string name = file.name();
    if (name.starts_with("t10k") || name.find("test") != name.npos)
        return Part::Test;
    return name.find("val") != name.npos ? Part::Validation : Part::Train;
}

std::vector<Pair> pairs_in(const Place& place)
{
    if (place.is_file()) {
        // A labels file stands for its pair.
        std::string name = place.name();
        if (const auto at = name.find("labels"); at != name.npos) {
            name.replace(at, 6, "images");
            if (const auto one = name.find("idx1"); one != name.npos)
                name[one + 3] = '3';
            if (const Place images = place.parent() / name; images.is_file())
                return {{images, place, part_by_name(place)}};
        }
        return {{place, labels_beside(place), part_by_name(place)}};
    }
    std::vector<Pair> pairs;
    for (const Place& file : place.entries()) {
        const std::string name = file.name();
        if (!file.is_file() || !named_as_idx(file) || name.find("images") == name.npos)
            continue;
        // Packed and unpacked beside each other are the same.
        if (name.ends_with(".gz") && (place / name.substr(0, name.size() - 3)).is_file())
            continue;
        pairs.push_back({file, labels_beside(file), part_by_name(file)});
    }
    std::ranges::sort(pairs, {}, [](const Pair& p) { return std::pair(p.part, p.images.path()); });
    return pairs;
}

/// Names of classes that a person put beside the data, one a line.
std::vector<std::string> names_beside(const Place& folder)
{
    std::vector<std::string> names;
    for (const char* file : {"classes.txt", "labels.txt"})
        if (names.empty())
            names = lines_of(folder / file);
    return names;
}

struct IdxSource {
    static double recognises(const Place& place)
    {
        if (place.is_file())
            return has_idx_magic(place) ? 0.95 : named_as_idx(place) ? 0.7 : 0;
        return pairs_in(place).empty() ? 0 : 0.95;
    }

    Result<std::shared_ptr<const Table>> open(const Place& place, Progress* progress) const
    {
        const std::string path = path_text(place.path());
        const auto pairs = pairs_in(place);
        if (pairs.empty())
            return Error{Message(LOOM_TEXT("%1 holds no IDX files."), path),
                         LOOM_TEXT("Choose the folder with train-images-idx3-ubyte and train-labels-idx1-ubyte, packed "
                                   "(.gz) or not.")};
        // All files at once: unpacking takes the most time.
        std::vector<std::optional<Result<Idx>>> read(2 * pairs.size());
        if (progress)
            progress->total = std::int64_t(read.size());
        parallel_for(read.size(), allowed_processors(), [&](std::size_t i) {
            if (const Pair& pair = pairs[i / 2]; i % 2 == 0)
                read[i] = read_idx(pair.images);
            else if (pair.labels)
                read[i] = read_idx(*pair.labels);
            if (progress)
                ++progress->done;
        });

        auto table = std::make_shared<Table>();
        table->source = "idx";
        table->path = path;
        std::vector<std::uint8_t> pixels, labels;
        PictureShape shape;
        bool labelled = true;
        for (std::size_t p = 0; p < pairs.size(); ++p) {
            const std::string name = path_text(pairs[p].images.path());
            if (!*read[2 * p])
                return read[2 * p]->error();
            Idx images = *std::move(*read[2 * p]);
            const auto own = picture_shape(images);
            if (!own)
                return Error{Message(LOOM_TEXT("%1 has %2 dimensions; pictures need 3 (number, height, width)."), name,
                                     images.sizes.size()),
                             LOOM_TEXT("Choose a file of pictures; labels alone cannot be learned from.")};
            if (p > 0 && *own != shape)
                return Error{Message(LOOM_TEXT("%1 has pictures of %2×%3 pixels, the files before it %4×%5."), name,
                                     own->height, own->width, shape.height, shape.width),
                             LOOM_TEXT("All pictures must be of one size.")};
            shape = *own;
            const std::size_t rows = images.sizes[0];
            if (read[2 * p + 1]) {
                if (!*read[2 * p + 1])
                    return read[2 * p + 1]->error();
                const Idx& own_labels = **read[2 * p + 1];
                if (own_labels.sizes.size() != 1 || own_labels.sizes[0] != rows)
                    return Error{Message(LOOM_TEXT("%1 holds %2 labels, but %3 holds %4 pictures."),
                                         path_text(pairs[p].labels->path()), own_labels.values.size(), name, rows),
                                 LOOM_TEXT("Choose files that belong together.")};
                labels.insert(labels.end(), own_labels.values.begin(), own_labels.values.end());
            } else {
                labelled = false;
            }
            if (p == 0)
                pixels = std::move(images.values);
            else
                pixels.insert(pixels.end(), images.values.begin(), images.values.end());
            table->rows += rows;
            if (pairs.size() > 1)
                table->split.insert(table->split.end(), rows, pairs[p].part);
        }
        if (table->rows == 0 || shape.bytes() == 0)
            return Error{Message(LOOM_TEXT("%1 holds no pictures."), path), LOOM_TEXT("Choose other data.")};
        table->columns.push_back(
            {"image", ColumnType::Image, std::make_shared<const MemoryPixels>(shape, std::move(pixels))});
        if (labelled) {
            const Place folder = place.is_folder() ? place : place.parent();
            table->columns.push_back({"label", ColumnType::Category, classes(labels, names_beside(folder))});
            table->target = "label";
        }
        return std::shared_ptr<const Table>(std::move(table));
    }

private:
    static std::optional<PictureShape> picture_shape(const Idx& idx)
    {
        const auto& s = idx.sizes;
        if (s.size() == 3 && s[1] <= 65'535 && s[2] <= 65'535)
            return PictureShape{1, int(s[1]), int(s[2])};
        return {};
    }

    static Codes classes(const std::vector<std::uint8_t>& labels, std::vector<std::string> names)
    {
        std::array<bool, 256> used{};
        for (auto label : labels)
            used[label] = true;
        std::vector<std::int32_t> codes;
        std::vector<std::string> used_names;
        std::array<std::int32_t, 256> place{};
        const auto highest = std::size_t(std::ranges::find(used.rbegin(), used.rend(), true).base() - used.begin());
        for (std::size_t label = 0; label < used.size(); ++label)
            if (used[label]) {
                place[label] = std::int32_t(used_names.size());
                used_names.push_back(names.size() >= highest ? names[label] : std::to_string(label));
            }
        codes.reserve(labels.size());
        for (auto label : labels)
            codes.push_back(place[label]);
        return {std::move(codes), std::move(used_names)};
    }
};

} // namespace

const SourceType& idx_source()
{
    static const SourceType type = source<IdxSource>({
        .id = "idx",
        .title = LOOM_TEXT("IDX pictures"),
        .help =
            LOOM_TEXT("Pictures and labels in IDX files, as those of MNIST and Fashion-MNIST, packed (.gz) or not."),
    });
    return type;
}

} // namespace loom
