#include "base/npz.h"
#include "base/zip.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <optional>
#include <set>

namespace loom {
namespace {

constexpr std::string_view npy_magic = "\x93NUMPY", own_comment = "Layerloom", ending = ".npy";
constexpr std::uint32_t local_mark = 0x04034b50, directory_mark = 0x02014b50, end_mark = 0x06054b50;
constexpr std::size_t local_size = 30, directory_size = 46, end_size = 22, longest_header = 65536, most_axes = 64;
constexpr std::size_t most_arrays = 65535, largest = std::numeric_limits<std::uint32_t>::max();

/// What numpy calls a type, and what it becomes here: types that are not written are widened to one that is.
struct Description {
    std::string_view name;
    Element element;
    std::size_t size;   // Of an element in the file.
    bool sign = true;
};
constexpr std::array<Description, 10> descriptions{{{"<f4", Element::F32, 4},
                                                    {"<f8", Element::F64, 8},
                                                    {"<i4", Element::I32, 4},
                                                    {"<i8", Element::I64, 8},
                                                    {"|u1", Element::U8, 1},
                                                    {"|b1", Element::Bool, 1},
                                                    {"|i1", Element::I32, 1},
                                                    {"<i2", Element::I32, 2},
                                                    {"<u2", Element::I32, 2, false},
                                                    {"<u4", Element::I64, 4, false}}};

const Message not_whole = LOOM_TEXT("It is damaged or no file of numpy's. Fetch it again, or use another one.");

// ---- npy ------------------------------------------------------------------------------------------------------------

std::string npy_header(const TensorBytes& t)
{
    const auto type = std::ranges::find(descriptions, t.element, &Description::element)->name;
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

/// From the order in which the first axis runs fastest to that in which the last one does.
std::string row_by_row(std::string_view data, const Shape& shape, std::size_t size)
{
    std::string to(data.size(), '\0');
    std::vector<std::size_t> stride, at(shape.size(), 0);
    std::size_t step = size;
    for (const auto n : shape) {
        stride.push_back(step);
        step *= std::size_t(n);
    }
    std::size_t from = 0;
    for (std::size_t i = 0; i < data.size(); i += size) {
        data.copy(to.data() + i, size, from);
        for (std::size_t axis = shape.size(); axis-- > 0;) {
            from += stride[axis];
            if (++at[axis] < std::size_t(shape[axis]))
                break;
            from -= stride[axis] * at[axis];
            at[axis] = 0;
        }
    }
    return to;
}

std::string widened(std::string_view data, const Description& type, std::size_t size)
{
    std::string to;
    to.reserve(data.size() / type.size * size);
    for (std::size_t i = 0; i < data.size(); i += type.size) {
        to.append(data, i, type.size);
        to.append(size - type.size, type.sign && (to.back() & 0x80) ? '\xff' : '\0');
    }
    return to;
}

// ---- zip ------------------------------------------------------------------------------------------------------------

void put(std::string& to, std::uint32_t value, int bytes)
{
    for (int i = 0; i < bytes; ++i)
        to += char(value >> (8 * i) & 0xff);
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

bool is_npy(std::string_view first_bytes)
{
    return first_bytes.starts_with(npy_magic);
}

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
    const auto type = std::ranges::find(descriptions, std::string_view(header.type), &Description::name);
    if (type == descriptions.end())
        return Error{Message(LOOM_TEXT("%1 holds elements of type %2, which cannot be read."), where, header.type),
                     LOOM_TEXT("Save it as float32, float64, int32, int64, uint8 or bool, little-endian.")};
    Shape bytes = *header.shape;
    bytes.push_back(std::int64_t(type->size));
    const std::string_view data = content.substr(begin + length);
    if (!count_fits(bytes) || count(bytes) != data.size())
        return refused(Message(LOOM_TEXT("The shape of %1 does not agree with its bytes."), where));
    std::string elements(data);
    if (*header.fortran)
        elements = row_by_row(data, *header.shape, type->size);
    if (const std::size_t size = size_of(type->element); size != type->size)
        elements = widened(elements, *type, size);
    return NpyArray{type->element, *header.shape, std::move(elements)};
}

Result<Npz> Npz::read(const fs::path& path)
{
    auto bytes = open_bytes(path);
    if (!bytes)
        return bytes.error();
    return parse(std::move(*bytes), path_text(path));
}

Result<Npz> Npz::parse(std::shared_ptr<const Bytes> bytes, std::string where)
{
    auto zip = Zip::parse(std::move(bytes), where);
    if (!zip)
        return zip.error();
    std::set<std::string_view> names;
    for (const Zip::Entry& e : zip->entries()) {
        if (!e.name.ends_with(ending) || e.name.find('\0') != std::string::npos)
            return Error{Message(LOOM_TEXT("%1: “%2” is no array."), where, e.name), not_whole};
        if (!names.insert(e.name).second)
            return Error{Message(LOOM_TEXT("%1 says “%2” twice in one place."), where, e.name), not_whole};
    }
    return Npz(std::move(*zip), std::move(where));
}

std::vector<std::string> Npz::names() const
{
    std::vector<std::string> names;
    for (const Zip::Entry& e : zip_.entries())
        names.push_back(e.name.substr(0, e.name.size() - ending.size()));
    return names;
}

bool Npz::contains(const std::string& name) const
{
    return std::ranges::find(zip_.entries(), name + std::string(ending), &Zip::Entry::name) != zip_.entries().end();
}

std::uint64_t Npz::bytes() const
{
    std::uint64_t sum = 0;
    for (const Zip::Entry& e : zip_.entries())
        sum += e.size;
    return sum;
}

Result<std::string> Npz::content(const std::string& name) const
{
    const auto entry = std::ranges::find(zip_.entries(), name + std::string(ending), &Zip::Entry::name);
    if (entry->size > largest_file_read)
        return Error{Message(LOOM_TEXT("%1: “%2” is larger than 4 GiB."), where_, entry->name), not_whole};
    return zip_.read(*entry);
}

Result<NpyArray> Npz::at(const std::string& name) const
{
    const auto bytes = content(name);
    if (!bytes)
        return bytes.error();
    return parse_npy(*bytes, where_ + ": " + name);
}

} // namespace loom
