#include "exchange/safetensors.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <cstring>

namespace loom {
namespace {

using nlohmann::json;
using Entry = Safetensors::Entry;

static_assert(std::endian::native == std::endian::little);

constexpr std::size_t largest_header = 100'000'000; // The format's own limit.
constexpr std::size_t most_entries = 100'000, most_axes = 64;
constexpr std::size_t largest_file = std::size_t{1} << 40;
constexpr std::string_view metadata_key = "__metadata__";

constexpr std::array<std::pair<std::string_view, Element>, 6> element_names{{{"F32", Element::F32},
                                                                             {"F64", Element::F64},
                                                                             {"I32", Element::I32},
                                                                             {"I64", Element::I64},
                                                                             {"U8", Element::U8},
                                                                             {"BOOL", Element::Bool}}};

const Message beyond_limits = LOOM_TEXT("Such a file may be whole, but nothing that large is read. Write fewer or smaller tensors into one file.");
const Message not_whole = LOOM_TEXT("It is damaged or no safetensors file. Fetch it again, or use another one.");

/// Reads the header event by event, so that nothing is stored that the rules forbid.
class HeaderReader : public nlohmann::json_sax<json> {
public:
    explicit HeaderReader(std::string_view where) : where_(where) {}

    std::map<std::string, Entry> entries;
    Metadata metadata;
    std::optional<Error> error;

    bool null() override { return unexpected(); }
    bool boolean(bool) override { return unexpected(); }
    bool number_integer(number_integer_t) override { return unexpected(); }
    bool number_float(number_float_t, const string_t&) override { return unexpected(); }
    bool binary(binary_t&) override { return unexpected(); }

    bool number_unsigned(number_unsigned_t v) override
    {
        if (at_ != At::List)
            return unexpected();
        if (v > std::uint64_t{1} << 62)
            return fail(Message(LOOM_TEXT("%1: the size of tensor “%2” is too large."), where_, name_));
        if (list_.size() == most_axes)
            return fail(Message(LOOM_TEXT("%1: tensor “%2” has more than %3 axes."), where_, name_, most_axes), beyond_limits);
        list_.push_back(std::int64_t(v));
        return true;
    }
    bool string(string_t& v) override
    {
        if (at_ == At::Metadata) {
            metadata[key_] = std::move(v);
            return true;
        }
        if (at_ != At::Tensor || key_ != "dtype")
            return unexpected();
        const auto it =
            std::ranges::find(element_names, std::string_view(v), &std::pair<std::string_view, Element>::first);
        if (it == element_names.end()) {
            fail(Message(LOOM_TEXT("%1: tensor “%2” holds elements of type %3, which cannot be read."), where_, name_,
                         v));
            error->hint = LOOM_TEXT("Save it with F32, F64, I32, I64, U8 or BOOL.");
            return false;
        }
        entry_.element = it->second;
        return true;
    }
    bool start_object(std::size_t) override
    {
        switch (at_) {
        case At::Start:
            at_ = At::Top;
            return true;
        case At::Top:
            name_ = key_;
            at_ = name_ == metadata_key ? At::Metadata : At::Tensor;
            entry_ = {};
            has_ = 0;
            return true;
        case At::Metadata:
        case At::Tensor:
        case At::List:
            break;
        }
        return unexpected();
    }
    bool end_object() override
    {
        if (at_ == At::Tensor) {
            if (has_ != 7)
                return fail(Message(LOOM_TEXT("%1: tensor “%2” lacks its type, shape or place."), where_, name_));
            entries.emplace(name_, std::move(entry_));
        }
        if (at_ == At::Metadata)
            has_metadata_ = true;
        at_ = At::Top;
        return true;
    }
    bool key(string_t& k) override
    {
        bool twice = false;
        switch (at_) {
        case At::Top:
            twice = entries.contains(k) || (k == metadata_key && has_metadata_);
            break;
        case At::Metadata:
            twice = metadata.contains(k);
            break;
        case At::Tensor: {
            const int bit = k == "dtype" ? 1 : k == "shape" ? 2 : k == "data_offsets" ? 4 : 0;
            if (!bit)
                return fail(Message(LOOM_TEXT("%1: tensor “%2” has the unknown entry “%3”."), where_, name_, k));
            twice = has_ & bit;
            has_ |= bit;
            break;
        }
        case At::Start:
        case At::List:
            break;
        }
        if (twice)
            return fail(Message(LOOM_TEXT("%1 says “%2” twice in one place."), where_, k));
        if (entries.size() + metadata.size() >= most_entries)
            return fail(Message(LOOM_TEXT("%1 has more than %2 entries."), where_, most_entries), beyond_limits);
        key_ = std::move(k);
        return true;
    }
    bool start_array(std::size_t) override
    {
        if (at_ != At::Tensor || key_ == "dtype")
            return unexpected();
        at_ = At::List;
        list_.clear();
        return true;
    }
    bool end_array() override
    {
        at_ = At::Tensor;
        if (key_ == "shape") {
            entry_.shape = list_;
        } else {
            if (list_.size() != 2 || list_[0] > list_[1])
                return fail(
                    Message(LOOM_TEXT("%1: the place of tensor “%2” is not a begin and an end."), where_, name_));
            entry_.begin = std::size_t(list_[0]);
            entry_.end = std::size_t(list_[1]);
        }
        return true;
    }
    bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override
    {
        return fail(Message(LOOM_TEXT("%1: the header is not valid JSON."), where_));
    }

private:
    enum class At { Start, Top, Metadata, Tensor, List };

    bool fail(Message message, const Message& hint = not_whole)
    {
        if (!error)
            error = Error{std::move(message), hint};
        return false;
    }
    bool unexpected()
    {
        return fail(Message(LOOM_TEXT("%1: the header has a value of the wrong type at “%2”."), where_, key_));
    }

    std::string_view where_;
    At at_ = At::Start;
    std::string key_, name_;
    Entry entry_{};
    int has_ = 0; // Bits: dtype, shape, data_offsets.
    bool has_metadata_ = false;
    Shape list_;
};

/// What the header says, every rule of the format checked.
struct Header {
    std::map<std::string, Entry> entries;
    Metadata metadata;
    std::size_t data = 0; // Where the part after the header begins.
};

/// `beginning` reaches to the end of the header at least, of a file of `size` bytes.
Result<Header> read_header(std::string_view beginning, std::size_t size, std::string_view where)
{
    std::uint64_t length = 0;
    if (beginning.size() < sizeof length)
        return Error{Message(LOOM_TEXT("%1 is too short for a safetensors file."), where), not_whole};
    std::memcpy(&length, beginning.data(), sizeof length);
    if (length > largest_header)
        return Error{Message(LOOM_TEXT("%1: the header claims %2 bytes; more than %3 are not allowed."), where, length,
                             largest_header),
                     length > size ? not_whole : beyond_limits};
    if (length > beginning.size() - sizeof length)
        return Error{Message(LOOM_TEXT("%1 ends before its header does."), where), not_whole};
    const auto header = beginning.substr(sizeof length, length);
    if (!header.starts_with('{'))
        return Error{Message(LOOM_TEXT("%1: the header does not begin with “{”."), where), not_whole};

    HeaderReader reader(where);
    if (!json::sax_parse(header, &reader))
        return *reader.error;

    std::vector<const std::pair<const std::string, Entry>*> order;
    for (const auto& row : reader.entries)
        order.push_back(&row);
    std::ranges::sort(order, {}, [](const auto* row) { return std::pair(row->second.begin, row->second.end); });
    std::size_t at = 0;
    for (const auto* row : order) {
        const auto& [name, entry] = *row;
        if (entry.begin != at)
            return Error{entry.begin > at ? Message(LOOM_TEXT("%1: there is a gap before tensor “%2”."), where, name)
                                          : Message(LOOM_TEXT("%1: tensor “%2” overlaps another one."), where, name),
                         not_whole};
        Shape bytes = entry.shape;
        bytes.push_back(std::int64_t(size_of(entry.element)));
        if (!count_fits(bytes) || count(bytes) != entry.end - entry.begin)
            return Error{Message(LOOM_TEXT("%1: the shape of tensor “%2” does not agree with its bytes."), where, name),
                         not_whole};
        at = entry.end;
    }
    if (sizeof length + length + at != size)
        return Error{Message(LOOM_TEXT("%1 has %2 bytes, but its header describes %3."), where, size,
                             sizeof length + length + at),
                     not_whole};

    return Header{std::move(reader.entries), std::move(reader.metadata), sizeof length + length};
}

/// Of a file of `size` bytes, of which no more is read.
Result<Header> header_of(const fs::path& path, std::size_t size)
{
    std::uint64_t length = 0;
    auto first = read_beginning(path, sizeof length);
    if (first && first->size() == sizeof length) {
        std::memcpy(&length, first->data(), sizeof length);
        if (length <= largest_header)
            first = read_beginning(path, sizeof length + length);
    }
    if (!first)
        return first.error();
    return read_header(*first, size, path_text(path));
}

} // namespace

Status write_safetensors(const fs::path& path, const std::map<std::string, TensorBytes>& tensors,
                         const Metadata& metadata, const FileCheck& check)
{
    json header = json::object();
    if (!metadata.empty())
        header[std::string(metadata_key)] = metadata;
    std::size_t at = 0;
    for (const auto& [name, t] : tensors) {
        const auto type =
            std::ranges::find(element_names, t.element, &std::pair<std::string_view, Element>::second)->first;
        header[name] = {{"dtype", type}, {"shape", t.shape}, {"data_offsets", {at, at + t.bytes.size()}}};
        at += t.bytes.size();
    }
    std::string text = header.dump(-1, ' ', false, json::error_handler_t::replace);
    text.append((8 - text.size() % 8) % 8, ' '); // So that the tensors begin aligned.
    const std::uint64_t length = text.size();
    const auto write = [&](const Sink& sink) -> Status {
        LOOM_TRY(sink({reinterpret_cast<const char*>(&length), sizeof length}));
        LOOM_TRY(sink(text));
        for (const auto& [name, t] : tensors)
            LOOM_TRY(sink({reinterpret_cast<const char*>(t.bytes.data()), t.bytes.size()}));
        return Ok{};
    };
    return write_file(path, write, check);
}

Result<Safetensors::Summary> Safetensors::summary(const fs::path& path)
{
    std::error_code unknown;
    const auto size = fs::file_size(path, unknown);
    auto header = header_of(path, unknown ? 0 : size);
    if (!header)
        return header.error();
    Summary summary{std::move(header->metadata), {}};
    for (auto& [name, entry] : header->entries)
        summary.shapes.emplace(name, std::move(entry.shape));
    return summary;
}

Result<Safetensors> Safetensors::read(const fs::path& path)
{
    // A large file is looked at before there is memory for it: what is none says so in its first bytes.
    constexpr std::size_t small = std::size_t{1} << 20;
    const std::string where = path_text(path);
    std::error_code unknown;
    if (const auto size = fs::file_size(path, unknown); !unknown && size > small)
        if (const auto header = header_of(path, size); !header)
            return header.error();
    auto content = read_file(path, largest_file);
    if (!content)
        return content.error();
    return parse(std::move(*content), where);
}

Result<Safetensors> Safetensors::parse(std::string content, std::string_view where)
{
    auto header = read_header(content, content.size(), where);
    if (!header)
        return header.error();
    Safetensors result;
    result.data_ = header->data;
    result.content_ = std::move(content);
    result.entries_ = std::move(header->entries);
    result.metadata_ = std::move(header->metadata);
    return result;
}

std::vector<std::string> Safetensors::names() const
{
    std::vector<std::string> names;
    for (const auto& [name, entry] : entries_)
        names.push_back(name);
    return names;
}

TensorBytes Safetensors::at(const std::string& name) const
{
    const Entry& e = entries_.at(name);
    return {e.element,
            e.shape,
            {reinterpret_cast<const std::uint8_t*>(content_.data()) + data_ + e.begin, e.end - e.begin}};
}

std::vector<float> Safetensors::floats(const std::string& name) const
{
    return loom::floats(at(name));
}

} // namespace loom
