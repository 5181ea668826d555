#include "base/zip.h"

#include <zlib.h>

#include <algorithm>
#include <optional>

namespace loom {
namespace {

constexpr std::uint32_t local_mark = 0x04034b50, directory_mark = 0x02014b50, end_mark = 0x06054b50,
                        end64_mark = 0x06064b50, locator64_mark = 0x07064b50;
constexpr std::size_t local_size = 30, directory_size = 46, end_size = 22, end64_size = 56, locator64_size = 20;
constexpr std::uint64_t unsaid16 = 0xffff, unsaid32 = 0xffffffff; // The number stands in a zip64 field.
constexpr std::uint64_t longest_directory = std::uint64_t{1} << 28;
/// What deflate can make of one byte at most (zlib's technical notes).
constexpr std::uint64_t largest_ratio = 1032;
constexpr std::size_t piece = 1 << 18;

constexpr Text fetch_again = LOOM_TEXT("It is damaged. Fetch it again, or use another one.");

/// Where the directory lies and how many entries it has.
struct Directory {
    std::uint64_t entries = 0, begin = 0, length = 0, end = 0; // end: where what follows the directory begins.
    bool split = false;
};

/// The sizes of an entry that do not fit the usual 32 bits, from its extra fields. False where they are missing.
bool read_zip64(std::string_view extra, Zip::Entry& e)
{
    while (extra.size() >= 4) {
        const std::size_t id = number_at(extra, 0, 2), size = number_at(extra, 2, 2);
        if (size > extra.size() - 4)
            return false;
        if (id == 1) {
            std::string_view field = extra.substr(4, size);
            for (std::uint64_t* number : {&e.size, &e.packed, &e.header})
                if (*number == unsaid32) {
                    if (field.size() < 8)
                        return false;
                    *number = number_at(field, 0, 8);
                    field.remove_prefix(8);
                }
            return true;
        }
        extra.remove_prefix(4 + size);
    }
    return false;
}

} // namespace

std::uint32_t checksum_of(std::uint32_t sum, const void* data, std::size_t size)
{
    return size == 0 ? sum : std::uint32_t(crc32_z(sum, static_cast<const Bytef*>(data), size)); // Null would reset it.
}

std::uint64_t number_at(std::string_view from, std::size_t at, int bytes)
{
    std::uint64_t value = 0;
    for (int i = bytes; i-- > 0;)
        value = value << 8 | std::uint8_t(from[at + std::size_t(i)]);
    return value;
}

Result<Zip> Zip::open(const fs::path& path)
{
    auto bytes = open_bytes(path);
    if (!bytes)
        return bytes.error();
    return parse(std::move(*bytes), path_text(path));
}

Result<Zip> Zip::parse(std::shared_ptr<const Bytes> bytes, std::string where)
{
    const auto refused = [&](Text text, const auto&... more) {
        return Error{Message(text, where, more...), fetch_again};
    };
    // The end of the directory stands last, before a comment of at most 64 KiB that reaches to the end of the file.
    const std::uint64_t size = bytes->size();
    const std::size_t tail_size = std::size_t(std::min<std::uint64_t>(size, locator64_size + end_size + 0xffff));
    const auto tail = bytes->read(size - tail_size, tail_size);
    if (!tail)
        return tail.error();
    std::optional<Directory> directory;
    for (std::size_t back = end_size; back <= std::min(tail_size, end_size + 0xffff) && !directory; ++back) {
        const std::size_t at = tail_size - back;
        if (number_at(*tail, at, 4) != end_mark || number_at(*tail, at + 20, 2) != back - end_size)
            continue;
        Directory d{.entries = number_at(*tail, at + 10, 2),
                    .begin = number_at(*tail, at + 16, 4),
                    .length = number_at(*tail, at + 12, 4),
                    .end = size - back};
        d.split = number_at(*tail, at + 4, 4) != 0 || number_at(*tail, at + 8, 2) != d.entries;
        const bool large = d.entries == unsaid16 || d.begin == unsaid32 || d.length == unsaid32;
        if (large && at >= locator64_size && number_at(*tail, at - locator64_size, 4) == locator64_mark) {
            const std::uint64_t end64 = number_at(*tail, at - locator64_size + 8, 8);
            if (end64 > size || size - end64 < end64_size)
                return refused(LOOM_TEXT("%1: its directory is not where it should be."));
            const auto record = bytes->read(end64, end64_size);
            if (!record)
                return record.error();
            if (number_at(*record, 0, 4) != end64_mark)
                return refused(LOOM_TEXT("%1: its directory is not where it should be."));
            d = {.entries = number_at(*record, 32, 8),
                 .begin = number_at(*record, 48, 8),
                 .length = number_at(*record, 40, 8),
                 .end = end64};
            d.split = number_at(*record, 16, 8) != 0 || number_at(*record, 24, 8) != d.entries;
        }
        directory = d;
    }
    if (!directory)
        return refused(LOOM_TEXT("%1 is no whole ZIP archive: its directory is missing."));
    if (directory->split)
        return refused(LOOM_TEXT("%1 is one part of a split archive."));
    if (directory->begin > directory->end || directory->length != directory->end - directory->begin)
        return refused(LOOM_TEXT("%1: its directory is not where it should be."));
    if (directory->length > longest_directory)
        return refused(LOOM_TEXT("%1: its directory is too long."));
    const auto text = bytes->read(directory->begin, std::size_t(directory->length));
    if (!text)
        return text.error();

    Zip zip;
    std::size_t at = 0;
    for (std::uint64_t i = 0; i < directory->entries; ++i) {
        if (text->size() - at < directory_size || number_at(*text, at, 4) != directory_mark)
            return refused(LOOM_TEXT("%1: its directory is damaged."));
        const std::size_t name = number_at(*text, at + 28, 2), extra = number_at(*text, at + 30, 2),
                          comment = number_at(*text, at + 32, 2);
        if (name + extra + comment > text->size() - at - directory_size)
            return refused(LOOM_TEXT("%1: its directory is damaged."));
        Entry e{.name = text->substr(at + directory_size, name),
                .header = number_at(*text, at + 42, 4),
                .packed = number_at(*text, at + 20, 4),
                .size = number_at(*text, at + 24, 4),
                .checksum = std::uint32_t(number_at(*text, at + 16, 4)),
                .flags = std::uint32_t(number_at(*text, at + 8, 2)),
                .method = std::uint32_t(number_at(*text, at + 10, 2))};
        e.utf8 = e.flags & 0x800;
        if (number_at(*text, at + 5, 1) == 3)
            e.mode = std::uint32_t(number_at(*text, at + 40, 2));
        const bool large = e.size == unsaid32 || e.packed == unsaid32 || e.header == unsaid32;
        if (large && !read_zip64(std::string_view(*text).substr(at + directory_size + name, extra), e))
            return refused(LOOM_TEXT("%1: “%2” claims more bytes than it can have."), e.name);
        at += directory_size + name + extra + comment;
        if (e.flags & 1)
            return Error{Message(LOOM_TEXT("%1: “%2” is encrypted."), where, e.name),
                         LOOM_TEXT("Unpack it with its password, and choose what was in it.")};
        if (e.method != 0 && e.method != 8)
            return Error{Message(LOOM_TEXT("%1: “%2” is packed in a way that cannot be read."), where, e.name),
                         LOOM_TEXT("Pack it again as ZIP with “deflate”, or unpack it and choose the folder.")};
        if (e.method == 8 ? e.size / largest_ratio > e.packed : e.size != e.packed)
            return refused(LOOM_TEXT("%1: “%2” claims more bytes than it can have."), e.name);
        zip.entries_.push_back(std::move(e));
    }
    if (at != text->size())
        return refused(LOOM_TEXT("%1: its directory is damaged."));
    std::vector<Entry*> in_order;
    for (Entry& e : zip.entries_)
        in_order.push_back(&e);
    std::ranges::sort(in_order, {}, &Entry::header);
    for (std::size_t i = 0; i < in_order.size(); ++i) {
        Entry& e = *in_order[i];
        e.end = i + 1 < in_order.size() ? in_order[i + 1]->header : directory->begin;
        const std::uint64_t least = local_size + e.name.size();
        if (e.header > directory->begin || directory->begin - e.header < least ||
            directory->begin - e.header - least < e.packed)
            return refused(LOOM_TEXT("%1: “%2” is not where the directory says."), e.name);
        if (e.end - e.header < least || e.end - e.header - least < e.packed)
            return refused(LOOM_TEXT("%1: what it holds overlaps: “%2”."), e.name);
    }
    zip.bytes_ = std::move(bytes);
    zip.where_ = std::move(where);
    return zip;
}

Result<std::uint64_t> Zip::begin_of(const Entry& e) const
{
    const auto header = bytes_->read(e.header, local_size + e.name.size());
    if (!header)
        return header.error();
    const std::size_t name = number_at(*header, 26, 2);
    const std::uint64_t begin = e.header + local_size + name + number_at(*header, 28, 2);
    if (number_at(*header, 0, 4) != local_mark || name != e.name.size() || header->compare(local_size, name, e.name) != 0 ||
        number_at(*header, 8, 2) != e.method || (number_at(*header, 6, 2) & 1) != 0 || begin > e.end ||
        e.packed > e.end - begin)
        return Error{Message(LOOM_TEXT("%1: “%2” is not where the directory says."), where_, e.name), fetch_again};
    return begin;
}

Result<std::string> Zip::unpack(const Entry& e, std::size_t size) const
{
    const auto begin = begin_of(e);
    if (!begin)
        return begin.error();
    if (e.method == 0)
        return bytes_->read(*begin, size);
    const auto damaged = [&](Blame blame = Blame::Input) {
        return Error{Message(LOOM_TEXT("%1: “%2” cannot be unpacked."), where_, e.name), fetch_again, blame};
    };
    struct Stream {
        z_stream z{};
        bool ready = inflateInit2(&z, -MAX_WBITS) == Z_OK;
        ~Stream()
        {
            if (ready)
                inflateEnd(&z);
        }
    } stream;
    if (!stream.ready)
        return damaged(Blame::Machine);
    z_stream& z = stream.z;
    // Reserving takes no memory yet; what does come out takes it, piece by piece. One byte more would be one too many.
    std::string unpacked, packed;
    unpacked.reserve(size);
    std::uint64_t given = 0;
    int outcome = Z_OK;
    const bool whole = size == e.size;
    while (outcome != Z_STREAM_END && (whole || unpacked.size() < size)) {
        if (z.avail_in == 0) {
            auto next = bytes_->read(*begin + given, std::size_t(std::min<std::uint64_t>(piece, e.packed - given)));
            if (!next)
                return next.error();
            packed = std::move(*next);
            given += packed.size();
            z.next_in = reinterpret_cast<Bytef*>(packed.data());
            z.avail_in = uInt(packed.size());
        }
        const std::size_t have = unpacked.size(), room = std::min(size - have, 4 * piece);
        Bytef beyond = 0;
        unpacked.resize(have + room);
        z.next_out = room ? reinterpret_cast<Bytef*>(unpacked.data() + have) : &beyond;
        z.avail_out = room ? uInt(room) : 1;
        outcome = inflate(&z, Z_NO_FLUSH);
        if (room == 0 && z.avail_out == 0)
            return damaged();
        unpacked.resize(have + room - (room ? z.avail_out : 0));
        if (outcome != Z_OK && outcome != Z_STREAM_END)
            return damaged(); // Also where the file ends too early: no progress is possible then.
    }
    if (whole ? z.avail_in != 0 || given != e.packed || unpacked.size() != size : unpacked.size() != size)
        return damaged();
    return unpacked;
}

Result<std::string> Zip::read(const Entry& e) const
{
    auto content = unpack(e, std::size_t(e.size));
    if (content && checksum_of(0, content->data(), content->size()) != e.checksum)
        return Error{Message(LOOM_TEXT("%1: “%2” is damaged: its checksum is another one."), where_, e.name), fetch_again};
    return content;
}

Result<std::string> Zip::beginning(const Entry& e, std::size_t size) const
{
    return size < e.size ? unpack(e, size) : read(e);
}

} // namespace loom
