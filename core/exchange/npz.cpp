#include "exchange/npz.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <optional>
#include <set>

namespace loom {
namespace {

constexpr std::string_view npy_magic = "\x93NUMPY", own_comment = "Layerloom";
constexpr std::uint32_t local_mark = 0x04034b50, directory_mark = 0x02014b50, end_mark = 0x06054b50;
constexpr std::size_t local_size = 30, directory_size = 46, end_size = 22, longest_header = 65536, most_axes = 64;
constexpr std::size_t most_arrays = 65535, largest = std::numeric_limits<std::uint32_t>::max();
/// What deflate can make of one byte at most (zlib's technical notes).
constexpr std::size_t largest_ratio = 1032;

constexpr std::array<std::pair<std::string_view, Element>, 6> descriptions{{{"<f4", Element::F32},
                                                                            {"<f8", Element::F64},
                                                                            {"<i4", Element::I32},
                                                                            {"<i8", Element::I64},
                                                                            {"|u1", Element::U8},
                                                                            {"|b1", Element::Bool}}};

const Message not_whole = LOOM_TEXT("It is damaged or no file of numpy's. Fetch it again, or use another one.");

// ---- npy ------------------------------------------------------------------------------------------------------------

std::string npy_header(const TensorBytes& t)
{
    const auto type = std::ranges::find(descriptions, t.element, &std::pair<std::string_view, Element>::second)->first;
    std::string shape;
    for (const auto size : t.shape)
        shape += (shape.empty() ? "" : ", ") + std::to_string(size);
    std::string text = "{'descr': '" + std::string(type) + "', 'fortran_order': False, 'shape': (" + shape +
                       (t.shape.size() == 1 ? ",), }" : "), }");
    const std::size_t before = npy_magic.size() + 4; // The data begin aligned.
    text.append(63 - (before + text.size()) % 64, ' ');
    text += '\n';
    std::string header(npy_magic);
    header += {char(1), char(0), char(text.size() & 0xff), char(text.size() >> 8)};
    return header + text;
}

/// Reads the header of an array: a dictionary of Python with three entries, in any order.
class HeaderReader {
public:
    explicit HeaderReader(std::string_view text) : text_(text) {}

    std::string type;
    std::optional<bool> fortran;
    std::optional<Shape> shape;

    bool read()
    {
        if (!take('{'))
            return false;
        while (!take('}')) {
            const auto key = quoted();
            if (!key || !take(':') || !entry(*key))
                return false;
            if (!take(',') && !(skip(), at_ < text_.size() && text_[at_] == '}'))
                return false;
        }
        skip();
        return at_ == text_.size() && !type.empty() && fortran && shape;
    }

private:
    void skip()
    {
        while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\t'))
            ++at_;
    }
    bool take(char c)
    {
        skip();
        if (at_ >= text_.size() || text_[at_] != c)
            return false;
        ++at_;
        return true;
    }
    bool word(std::string_view w)
    {
        skip();
        if (!text_.substr(at_).starts_with(w))
            return false;
        at_ += w.size();
        return true;
    }
    std::optional<std::string> quoted()
    {
        skip();
        if (at_ >= text_.size() || (text_[at_] != '\'' && text_[at_] != '"'))
            return {};
        const auto end = text_.find(text_[at_], at_ + 1);
        if (end == text_.npos)
            return {};
        std::string inside(text_.substr(at_ + 1, end - at_ - 1));
        at_ = end + 1;
        return inside;
    }
    bool entry(const std::string& key)
    {
        if (key == "descr" && type.empty()) {
            auto value = quoted();
            type = value.value_or("");
            return !type.empty();
        }
        if (key == "fortran_order" && !fortran) {
            fortran = word("True") ? std::optional(true) : word("False") ? std::optional(false) : std::nullopt;
            return fortran.has_value();
        }
        if (key == "shape" && !shape) {
            shape.emplace();
            return take('(') && sizes();
        }
        return false;
    }
    bool sizes()
    {
        for (bool first = true; !take(')'); first = false) {
            if (!first && !take(','))
                return false;
            if (take(')'))
                return !first;
            skip();
            std::int64_t size = 0;
            const std::size_t begin = at_;
            for (; at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9'; ++at_)
                if (size = size * 10 + (text_[at_] - '0'); size > std::int64_t{1} << 56)
                    return false;
            if (at_ == begin || shape->size() == most_axes)
                return false;
            shape->push_back(size);
        }
        return true;
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

// ---- zip ------------------------------------------------------------------------------------------------------------

void put(std::string& to, std::uint32_t value, int bytes)
{
    for (int i = 0; i < bytes; ++i)
        to += char(value >> (8 * i) & 0xff);
}

std::uint32_t number_at(std::string_view from, std::size_t at, int bytes)
{
    std::uint32_t value = 0;
    for (int i = bytes; i-- > 0;)
        value = value << 8 | std::uint8_t(from[at + std::size_t(i)]);
    return value;
}

std::uint32_t checksum_of(std::uint32_t sum, const void* data, std::size_t size)
{
    return size == 0 ? sum : std::uint32_t(crc32_z(sum, static_cast<const Bytef*>(data), size)); // Null would reset it.
}

/// What both headers of an entry have in common. The date is the format's first one, so that equal arrays give equal
/// files.
std::string common_header(std::uint32_t checksum, std::size_t size, std::size_t name)
{
    std::string text;
    put(text, 20, 2);    // Version that is needed.
    put(text, 0x800, 2); // The name is UTF-8.
    put(text, 0, 2);     // Stored.
    put(text, 0, 2);
    put(text, 0x21, 2);
    put(text, checksum, 4);
    put(text, std::uint32_t(size), 4);
    put(text, std::uint32_t(size), 4);
    put(text, std::uint32_t(name), 2);
    put(text, 0, 2);
    return text;
}

Error too_large()
{
    return {LOOM_TEXT("The arrays have more than 4 GiB, or are more than 65,535."),
            LOOM_TEXT("Export safetensors or ONNX instead.")};
}

Status write_archive(NamedArrays arrays, const Sink& sink)
{
    std::string directory;
    std::size_t at = 0;
    const auto write = [&](std::string_view piece) {
        at += piece.size();
        return sink(piece);
    };
    if (arrays.size() > most_arrays)
        return too_large();
    for (const auto& [plain, array] : arrays) {
        const std::string name = plain + ".npy", header = npy_header(array);
        const std::size_t size = header.size() + array.bytes.size();
        if (array.bytes.size() > largest || at + size + local_size + name.size() > largest || name.size() > 0xffff)
            return too_large();
        std::uint32_t sum = checksum_of(0, header.data(), header.size());
        sum = checksum_of(sum, array.bytes.data(), array.bytes.size());
        const std::string common = common_header(sum, size, name.size());
        put(directory, directory_mark, 4);
        put(directory, 20, 2);
        directory += common;
        put(directory, 0, 4); // Without comment, on the first disk.
        put(directory, 0, 2);
        put(directory, 0, 4);
        put(directory, std::uint32_t(at), 4);
        directory += name;
        std::string local;
        put(local, local_mark, 4);
        LOOM_TRY(write(local + common + name + header));
        LOOM_TRY(write({reinterpret_cast<const char*>(array.bytes.data()), array.bytes.size()}));
    }
    const std::size_t begin = at;
    if (begin + directory.size() + end_size + own_comment.size() > largest)
        return too_large();
    LOOM_TRY(write(directory));
    std::string end;
    put(end, end_mark, 4);
    put(end, 0, 4);
    put(end, std::uint32_t(arrays.size()), 2);
    put(end, std::uint32_t(arrays.size()), 2);
    put(end, std::uint32_t(directory.size()), 4);
    put(end, std::uint32_t(begin), 4);
    put(end, std::uint32_t(own_comment.size()), 2);
    return write(end + std::string(own_comment));
}

} // namespace

TensorBytes NpyArray::view() const
{
    return {element, shape, {reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()}};
}

Status write_npy(const fs::path& path, const TensorBytes& array, const FileCheck& check)
{
    const auto write = [&](const Sink& sink) -> Status {
        LOOM_TRY(sink(npy_header(array)));
        return sink({reinterpret_cast<const char*>(array.bytes.data()), array.bytes.size()});
    };
    return write_file(path, write, check);
}

Status write_npz(const fs::path& path, NamedArrays arrays, const FileCheck& check)
{
    return write_file(path, [&](const Sink& sink) { return write_archive(arrays, sink); }, check);
}

Result<std::uint32_t> npz_checksum(NamedArrays arrays)
{
    std::uint32_t sum = 0;
    LOOM_TRY(write_archive(arrays, [&](std::string_view piece) -> Status {
        sum = checksum_of(sum, piece.data(), piece.size());
        return Ok{};
    }));
    return sum;
}

bool is_own_npz(const fs::path& path)
{
    const auto content = read_file(path);
    return content && content->starts_with("PK") && content->ends_with(own_comment);
}

// ---- Reading --------------------------------------------------------------------------------------------------------

Result<NpyArray> read_npy(const fs::path& path)
{
    const auto content = read_file(path);
    if (!content)
        return content.error();
    return parse_npy(*content, path_text(path));
}

Result<NpyArray> parse_npy(std::string_view content, std::string_view where)
{
    const auto refused = [&](Message message) { return Error{std::move(message), not_whole}; };
    if (content.size() < npy_magic.size() + 4 || !content.starts_with(npy_magic))
        return refused(Message(LOOM_TEXT("%1 does not begin as numpy's arrays do."), where));
    const int version = std::uint8_t(content[6]);
    if (version < 1 || version > 3 || content[7] != 0)
        return refused(Message(LOOM_TEXT("%1 has version %2 of numpy's format, which cannot be read."), where, version));
    const std::size_t length_bytes = version == 1 ? 2 : 4, begin = npy_magic.size() + 2 + length_bytes;
    if (content.size() < begin)
        return refused(Message(LOOM_TEXT("%1 ends before its header does."), where));
    const std::size_t length = number_at(content, 8, int(length_bytes));
    if (length > longest_header || length > content.size() - begin)
        return refused(Message(LOOM_TEXT("%1 ends before its header does."), where));
    HeaderReader header(content.substr(begin, length));
    if (!header.read())
        return refused(Message(LOOM_TEXT("The header of %1 is not that of a plain array."), where));
    const auto type = std::ranges::find(descriptions, std::string_view(header.type), &std::pair<std::string_view, Element>::first);
    if (type == descriptions.end())
        return Error{Message(LOOM_TEXT("%1 holds elements of type %2, which cannot be read."), where, header.type),
                     LOOM_TEXT("Save it as float32, float64, int32, int64, uint8 or bool, little-endian.")};
    if (*header.fortran)
        return Error{Message(LOOM_TEXT("%1 holds its elements column by column, which cannot be read."), where),
                     LOOM_TEXT("Save numpy.ascontiguousarray(array).")};
    Shape bytes = *header.shape;
    bytes.push_back(std::int64_t(size_of(type->second)));
    const std::string_view data = content.substr(begin + length);
    if (!count_fits(bytes) || count(bytes) != data.size())
        return refused(Message(LOOM_TEXT("The shape of %1 does not agree with its bytes."), where));
    return NpyArray{type->second, *header.shape, std::string(data)};
}

Result<Npz> Npz::read(const fs::path& path)
{
    auto content = read_file(path);
    if (!content)
        return content.error();
    return parse(std::move(*content), path_text(path));
}

Result<Npz> Npz::parse(std::string content, std::string_view where)
{
    const auto refused = [&](Text text, const auto&... more) { return Error{Message(text, where, more...), not_whole}; };
    // The end of the directory stands last, before a comment of at most 64 KiB that reaches to the end of the file.
    std::size_t end = content.npos;
    for (std::size_t back = end_size; back <= std::min(content.size(), end_size + 0xffff); ++back) {
        const std::size_t at = content.size() - back;
        if (number_at(content, at, 4) == end_mark && number_at(content, at + 20, 2) == back - end_size) {
            end = at;
            break;
        }
    }
    if (end == content.npos)
        return refused(LOOM_TEXT("%1 is no npz file: the directory of its arrays is missing."));
    const std::size_t entries = number_at(content, end + 10, 2), length = number_at(content, end + 12, 4),
                      begin = number_at(content, end + 16, 4);
    if (number_at(content, end + 4, 4) != 0 || number_at(content, end + 8, 2) != entries)
        return refused(LOOM_TEXT("%1 is one part of a split archive."));
    if (begin > end || length != end - begin)
        return refused(LOOM_TEXT("%1: the directory of its arrays is not where it should be."));

    Npz result;
    std::set<std::string> names;
    std::vector<std::pair<std::size_t, std::size_t>> spans;
    std::size_t at = begin;
    for (std::size_t i = 0; i < entries; ++i) {
        if (end - at < directory_size || number_at(content, at, 4) != directory_mark)
            return refused(LOOM_TEXT("%1: the directory of its arrays is damaged."));
        const auto flags = number_at(content, at + 8, 2), method = number_at(content, at + 10, 2);
        const std::size_t name = number_at(content, at + 28, 2), extra = number_at(content, at + 30, 2),
                          comment = number_at(content, at + 32, 2), local = number_at(content, at + 42, 4);
        if (name + extra + comment > end - at - directory_size)
            return refused(LOOM_TEXT("%1: the directory of its arrays is damaged."));
        Entry e{.name = content.substr(at + directory_size, name),
                .packed = number_at(content, at + 20, 4),
                .size = number_at(content, at + 24, 4),
                .checksum = number_at(content, at + 16, 4),
                .deflated = method == 8};
        at += directory_size + name + extra + comment;
        if (flags & 1)
            return refused(LOOM_TEXT("%1: “%2” is encrypted."), e.name);
        if (method != 0 && method != 8)
            return refused(LOOM_TEXT("%1: “%2” is packed in a way that cannot be read."), e.name);
        if (e.packed == largest || e.size == largest || local == largest)
            return refused(LOOM_TEXT("%1: “%2” is larger than 4 GiB."), e.name);
        if (!e.name.ends_with(".npy") || e.name.find('\0') != std::string::npos)
            return refused(LOOM_TEXT("%1: “%2” is no array."), e.name);
        if (local > begin || begin - local < local_size || number_at(content, local, 4) != local_mark)
            return refused(LOOM_TEXT("%1: “%2” is not where the directory says."), e.name);
        const std::size_t own_name = number_at(content, local + 26, 2);
        e.begin = local + local_size + own_name + number_at(content, local + 28, 2);
        if (e.begin > begin || e.packed > begin - e.begin || own_name != e.name.size() ||
            content.compare(local + local_size, own_name, e.name) != 0 || number_at(content, local + 8, 2) != method ||
            (number_at(content, local + 6, 2) & 1) != 0)
            return refused(LOOM_TEXT("%1: “%2” is not where the directory says."), e.name);
        if (e.deflated ? e.size / largest_ratio > e.packed : e.size != e.packed)
            return refused(LOOM_TEXT("%1: “%2” claims more bytes than it can have."), e.name);
        spans.emplace_back(local, e.begin + e.packed);
        e.name.resize(e.name.size() - 4);
        if (!names.insert(e.name).second)
            return refused(LOOM_TEXT("%1 says “%2” twice in one place."), e.name);
        result.entries_.push_back(std::move(e));
    }
    if (at != end)
        return refused(LOOM_TEXT("%1: the directory of its arrays is damaged."));
    std::ranges::sort(spans);
    for (std::size_t i = 1; i < spans.size(); ++i)
        if (spans[i].first < spans[i - 1].second)
            return refused(LOOM_TEXT("%1: its arrays overlap each other."));
    result.content_ = std::move(content);
    result.where_ = where;
    return result;
}

std::vector<std::string> Npz::names() const
{
    std::vector<std::string> names;
    for (const Entry& e : entries_)
        names.push_back(e.name);
    return names;
}

bool Npz::contains(const std::string& name) const
{
    return std::ranges::find(entries_, name, &Entry::name) != entries_.end();
}

Result<NpyArray> Npz::at(const std::string& name) const
{
    const Entry& e = *std::ranges::find(entries_, name, &Entry::name);
    const std::string where = where_ + ": " + name;
    const auto packed = std::string_view(content_).substr(e.begin, e.packed);
    std::string unpacked;
    if (e.deflated) {
        unpacked.resize(e.size);
        z_stream stream{};
        stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
        stream.avail_in = uInt(packed.size());
        stream.next_out = reinterpret_cast<Bytef*>(unpacked.data());
        stream.avail_out = uInt(unpacked.size());
        if (inflateInit2(&stream, -MAX_WBITS) != Z_OK)
            return Error{Message(LOOM_TEXT("%1 cannot be unpacked."), where), not_whole, Blame::Machine};
        const int outcome = inflate(&stream, Z_FINISH);
        const bool whole = outcome == Z_STREAM_END && stream.avail_in == 0 && stream.avail_out == 0;
        inflateEnd(&stream);
        if (!whole)
            return Error{Message(LOOM_TEXT("%1 cannot be unpacked."), where), not_whole};
    }
    const std::string_view data = e.deflated ? std::string_view(unpacked) : packed;
    if (checksum_of(0, data.data(), data.size()) != e.checksum)
        return Error{Message(LOOM_TEXT("%1 is damaged: its checksum is another one."), where), not_whole};
    return parse_npy(data, where);
}

} // namespace loom
