#include "data/text_encoding.h"
#include "base/spill.h"
#include "base/stopped.h"

#include <fmt/format.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <sstream>

namespace loom {
namespace {

/// How many bytes the character at the front has; 0 where it is no UTF-8.
std::size_t utf8_length(const unsigned char* p, std::size_t left)
{
    auto follows = [&](std::size_t i, unsigned char low = 0x80, unsigned char high = 0xBF) {
        return i < left && p[i] >= low && p[i] <= high;
    };
    if (p[0] < 0x80)
        return 1;
    if (p[0] >= 0xC2 && p[0] <= 0xDF)
        return follows(1) ? 2 : 0;
    if (p[0] >= 0xE0 && p[0] <= 0xEF)
        return follows(1, p[0] == 0xE0 ? 0xA0 : 0x80, p[0] == 0xED ? 0x9F : 0xBF) && follows(2) ? 3 : 0;
    if (p[0] >= 0xF0 && p[0] <= 0xF4)
        return follows(1, p[0] == 0xF0 ? 0x90 : 0x80, p[0] == 0xF4 ? 0x8F : 0xBF) && follows(2) && follows(3) ? 4 : 0;
    return 0;
}

std::string_view sample_of(const std::string& bytes)
{
    return std::string_view(bytes).substr(0, 1 << 20);
}

/// Of the beginning of a text: letters of Europe have a zero byte each. Empty where it is not UTF-16.
std::string guess_utf16(const std::string& bytes)
{
    const std::string_view sample = sample_of(bytes);
    std::size_t zero[2] = {0, 0};
    for (std::size_t i = 0; i < sample.size(); ++i)
        if (sample[i] == '\0')
            ++zero[i % 2];
    if (zero[0] + zero[1] > sample.size() / 8)
        return zero[1] > zero[0] ? "UTF-16LE" : "UTF-16BE";
    return {};
}

/// The lines that hold more than ASCII, of the beginning of a text, and how many such bytes.
std::pair<std::string, std::size_t> telling_lines(std::string_view sample)
{
    constexpr std::size_t enough = 1 << 16;
    std::pair<std::string, std::size_t> found;
    for (std::size_t begin = 0; begin < sample.size() && found.first.size() < enough;) {
        const std::size_t end = std::min(sample.find('\n', begin), sample.size() - 1) + 1;
        const std::string_view line = sample.substr(begin, end - begin);
        if (const auto high = std::size_t(std::ranges::count_if(line, [](char c) { return (c & 0x80) != 0; }))) {
            found.first.append(line.substr(0, enough));
            found.second += high;
        }
        begin = end;
    }
    return found;
}

/// By how often characters come in languages (ICU). `chinese`: it can be GB18030, and is but where ICU is nearly certain that it is
/// another one of characters of two bytes. Empty where it is not sure, or where there are too few characters.
std::string guess_by_language(std::string_view sample, bool chinese)
{
    constexpr std::size_t least_bytes = 12;
    constexpr std::int32_t nearly_certain = 90, likely = 30; // Of 100.
    const auto has_two_bytes = [](std::string_view name) { return name == "GB18030" || name == "Big5" || name == "Shift_JIS" || name.starts_with("EUC-"); };
    const auto [text, high] = telling_lines(sample);
    if (high < least_bytes)
        return {};
    UErrorCode error = U_ZERO_ERROR;
    const std::unique_ptr<UCharsetDetector, decltype(&ucsdet_close)> detector(ucsdet_open(&error), &ucsdet_close);
    ucsdet_setText(detector.get(), text.data(), std::int32_t(text.size()), &error);
    std::int32_t count = 0;
    const UCharsetMatch** const matches = ucsdet_detectAll(detector.get(), &count, &error); // The surest first.
    for (std::int32_t i = 0; U_SUCCESS(error) && i < count; ++i) {
        const std::string_view name = ucsdet_getName(matches[i], &error);
        if (U_FAILURE(error) || ucsdet_getConfidence(matches[i], &error) < (chinese ? nearly_certain : likely) || name == "UTF-8")
            return {}; // Of UTF-8 with faults others must judge.
        if (name.starts_with("UTF-") || name.starts_with("IBM") || name.starts_with("ISO-2022") || (chinese && !has_two_bytes(name)))
            continue;
        // What Windows writes has more letters in the same places.
        return name == "ISO-8859-1" ? "windows-1252" : name == "ISO-8859-9" ? "windows-1254" : std::string(name);
    }
    return {};
}

/// Whether a text is GB18030: Chinese comes in pairs of two high bytes, accented letters of Europe stand alone among plain ones.
bool looks_chinese(std::string_view sample)
{
    const auto at = [&](std::size_t i) { return i < sample.size() ? static_cast<unsigned char>(sample[i]) : 0u; };
    std::size_t pairs = 0, others = 0, faults = 0;
    for (std::size_t i = 0; i < sample.size(); ++i) {
        const unsigned a = at(i), b = at(i + 1);
        if (a < 0x80)
            continue;
        const bool one_character = a != 0x80 && a != 0xFF && b >= 0x40 && b <= 0xFE && b != 0x7F;
        a >= 0xA1 && a <= 0xF7 && b >= 0xA1 && b <= 0xFE ? ++pairs : ++others;
        faults += i + 1 < sample.size() && b < 0x30; // Nothing is followed by such.
        i += one_character && b >= 0x80;
    }
    return pairs > others && 100 * faults <= pairs;
}

std::string guess_bytewise(const std::string& bytes)
{
    if (is_utf8(bytes))
        return "UTF-8";
    const std::string_view sample = sample_of(bytes);
    const bool chinese = looks_chinese(sample); // Names of things have few of the characters that tell languages.
    std::string found = guess_by_language(sample, chinese);
    return !found.empty() ? std::move(found) : chinese ? "GB18030" : "windows-1252";
}

std::string guess(const std::string& bytes)
{
    std::string utf16 = guess_utf16(bytes);
    return utf16.empty() ? guess_bytewise(bytes) : std::move(utf16);
}

constexpr std::string_view replacement = "\xEF\xBF\xBD";

struct Mark {
    std::string_view bytes;
    const char* encoding;
};

/// The byte order mark that the text begins with, where it is one of the wanted encoding.
const Mark* mark_of(std::string_view text, const std::string& wanted)
{
    static constexpr Mark marks[] = {{"\xEF\xBB\xBF", "UTF-8"},
                                     {std::string_view("\xFF\xFE\0\0", 4), "UTF-32LE"},
                                     {"\xFF\xFE", "UTF-16LE"},
                                     {"\xFE\xFF", "UTF-16BE"}};
    const auto it = std::ranges::find_if(marks, [&](const Mark& m) {
        return text.starts_with(m.bytes) && (wanted.empty() || std::string_view(m.encoding).starts_with(wanted));
    });
    return it == std::end(marks) ? nullptr : it;
}

Error cannot_be_read_as(const std::string& encoding)
{
    return {Message(LOOM_TEXT("The text cannot be read as %1."), encoding), LOOM_TEXT("Choose another encoding.")};
}

/// How many bytes at the end of a share are the beginning of a character of UTF-8.
std::size_t cut_at_end(std::string_view share)
{
    for (std::size_t n = 1; n <= std::min<std::size_t>(3, share.size()); ++n) {
        const auto c = static_cast<unsigned char>(share[share.size() - n]);
        if (c >= 0xC2 && c <= 0xF4)
            return n < (c < 0xE0 ? 2u : c < 0xF0 ? 3u : 4u) ? n : 0;
        if (c < 0x80)
            break;
    }
    return 0;
}

/// Any encoding that ICU knows to UTF-8, piece by piece.
class Decoder {
public:
    explicit Decoder(const std::string& encoding) : from_(ucnv_open(encoding.c_str(), &error_)), to_(ucnv_open("UTF-8", &error_)) {}
    Decoder(const Decoder&) = delete;
    Decoder& operator=(const Decoder&) = delete;
    ~Decoder()
    {
        ucnv_close(from_);
        ucnv_close(to_);
    }

    /// Adds to `out` what the bytes say; false where they cannot be read so. `last`: nothing comes behind them.
    bool feed(std::string_view bytes, bool last, std::string& out)
    {
        if (U_FAILURE(error_))
            return false;
        const char* source = bytes.data();
        do {
            error_ = U_ZERO_ERROR;
            char* target = buffer_.data();
            ucnv_convertEx(to_, from_, &target, buffer_.data() + buffer_.size(), &source, bytes.data() + bytes.size(), pivot_.data(),
                           &pivot_source_, &pivot_target_, pivot_.data() + pivot_.size(), false, last, &error_);
            out.append(buffer_.data(), target);
        } while (error_ == U_BUFFER_OVERFLOW_ERROR);
        return U_SUCCESS(error_);
    }

private:
    UErrorCode error_ = U_ZERO_ERROR;
    UConverter *from_, *to_;
    std::vector<char> buffer_ = std::vector<char>(1 << 20);
    std::vector<UChar> pivot_ = std::vector<UChar>(1 << 14);
    UChar *pivot_source_ = pivot_.data(), *pivot_target_ = pivot_.data();
};

/// A text that grows on the disk, or in memory where that gives no room.
class LargeText {
public:
    Status append(std::string_view piece)
    {
        if (spill_ && spill_->append(piece.data(), piece.size())) {
            size_ += piece.size();
            return Ok{};
        }
        if (spill_) { // The disk is full.
            memory_.resize(size_);
            if (!spill_->read(0, memory_.data(), size_))
                return lost();
            spill_.reset();
        }
        memory_ += piece;
        return Ok{};
    }
    std::shared_ptr<const Bytes> whole()
    {
        if (!spill_)
            return bytes_in_memory(std::move(memory_));
        return std::make_shared<const Spilled>(std::move(spill_), size_);
    }

private:
    static Error lost()
    {
        return {LOOM_TEXT("The decoded text cannot be read again."), LOOM_TEXT("Make room on the disk, and try again."), Blame::Machine};
    }

    class Spilled : public Bytes {
    public:
        Spilled(std::unique_ptr<Spill> spill, std::size_t size) : spill_(std::move(spill)), size_(size) {}
        std::uint64_t size() const override { return size_; }
        Status read(std::uint64_t offset, std::span<char> to) const override
        {
            if (!spill_->read(std::size_t(offset), to.data(), to.size()))
                return lost();
            return Ok{};
        }

    private:
        std::unique_ptr<Spill> spill_;
        std::size_t size_;
    };

    std::unique_ptr<Spill> spill_ = Spill::open();
    std::size_t size_ = 0; // Of what is in it.
    std::string memory_;
};

std::size_t count_of(std::string_view text, std::string_view part)
{
    std::size_t n = 0;
    for (auto at = text.find(part); at != text.npos; at = text.find(part, at + part.size()))
        ++n;
    return n;
}

} // namespace

bool is_utf8(std::string_view text)
{
    const auto* p = reinterpret_cast<const unsigned char*>(text.data());
    for (std::size_t i = 0; i < text.size();) {
        std::uint64_t word = 0;
        if (i + 8 <= text.size()) {
            std::memcpy(&word, p + i, 8);
            if (!(word & 0x8080808080808080)) {
                i += 8;
                continue;
            }
        }
        const std::size_t n = utf8_length(p + i, text.size() - i);
        if (!n)
            return false;
        i += n;
    }
    return true;
}

std::string encoding_of_names(std::span<const std::string> names)
{
    std::string all;
    for (const std::string& name : names)
        if (!is_utf8(name))
            all += name + '\n';
    return all.empty() ? all : guess(all);
}

std::string name_in_utf8(std::string name, const std::string& encoding)
{
    if (is_utf8(name))
        return name;
    auto text = to_utf8(name, encoding);
    return text ? std::move(text->text) : readable(name);
}

Result<DecodedText> to_utf8(std::string bytes, const std::string& wanted)
{
    std::string encoding = wanted;
    if (const Mark* mark = mark_of(bytes, wanted)) {
        encoding = mark->encoding;
        bytes.erase(0, mark->bytes.size());
    }
    if (encoding.empty())
        encoding = guess(bytes);
    if (encoding == "UTF-8" && is_utf8(bytes))
        return DecodedText{std::move(bytes), encoding, 0};
    DecodedText out{{}, encoding, 0};
    Decoder decoder(encoding);
    if (!decoder.feed(bytes, true, out.text))
        return cannot_be_read_as(encoding);
    out.replaced = count_of(out.text, replacement);
    return out;
}

Result<DecodedBytes> to_utf8(const Bytes& bytes, const std::string& wanted, const Progress* progress, std::size_t share_bytes)
{
    const auto share = [&](std::uint64_t at) { return bytes.read(at, std::size_t(std::min<std::uint64_t>(share_bytes, bytes.size() - at))); };
    auto first = share(0);
    if (!first)
        return first.error();
    const Mark* mark = mark_of(*first, wanted);
    const std::uint64_t begin = mark ? mark->bytes.size() : 0;
    std::string encoding = mark ? mark->encoding : wanted;
    std::string cut;
    for (std::uint64_t at = begin; encoding.empty() && at < bytes.size(); at += share_bytes) {
        if (progress && progress->cancelled)
            return opening_stopped();
        const auto next = share(at);
        if (!next)
            return next.error();
        std::string text = cut + *next;
        const bool last = at + share_bytes >= bytes.size();
        const std::size_t keep = last ? 0 : cut_at_end(text);
        cut = text.substr(text.size() - keep);
        text.resize(text.size() - keep);
        if (std::string found = at == begin ? guess(text) : guess_bytewise(text); found != "UTF-8" || last)
            encoding = std::move(found);
    }
    Decoder decoder(encoding);
    LargeText text;
    DecodedBytes out{nullptr, encoding, 0};
    std::string piece;
    for (std::uint64_t at = begin; at < bytes.size(); at += share_bytes) {
        if (progress && progress->cancelled)
            return opening_stopped();
        const auto raw = share(at);
        if (!raw)
            return raw.error();
        piece.clear();
        if (!decoder.feed(*raw, at + share_bytes >= bytes.size(), piece))
            return cannot_be_read_as(encoding);
        out.replaced += count_of(piece, replacement); // It stands whole in a piece.
        LOOM_TRY(text.append(piece));
    }
    out.text = text.whole();
    return out;
}

bool unwrap_bytes_literal(std::string& bytes)
{
    const std::size_t last = bytes.find_last_not_of(" \t\r\n");
    if (!(bytes.starts_with("b'") || bytes.starts_with("b\"")) || last == bytes.npos || last < 2 || bytes[last] != bytes[1])
        return false;
    bytes = bytes.substr(2, last - 2);
    if (bytes.find_first_of("\r\n") != bytes.npos)
        return true; // Nothing is escaped.
    static constexpr std::string_view marks = "nrt\\'\"abfv", values = "\n\r\t\\'\"\a\b\f\v";
    const auto hex = [](char c) {
        return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
    };
    std::string out;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const std::size_t left = bytes.size() - i;
        if (bytes[i] != '\\' || left < 2) {
            out += bytes[i];
        } else if (const auto at = marks.find(bytes[i + 1]); at != marks.npos) {
            out += values[at];
            ++i;
        } else if (bytes[i + 1] == 'x' && left >= 4 && hex(bytes[i + 2]) >= 0 && hex(bytes[i + 3]) >= 0) {
            out += char(16 * hex(bytes[i + 2]) + hex(bytes[i + 3]));
            i += 3;
        } else {
            out += bytes[i];
        }
    }
    bytes = std::move(out);
    return true;
}

std::vector<std::string> lines_of(const Place& place)
{
    auto bytes = place.read(std::size_t{1} << 20);
    if (!bytes)
        return {};
    const auto text = to_utf8(std::move(*bytes));
    if (!text)
        return {};
    std::vector<std::string> lines;
    std::istringstream stream(text->text);
    for (std::string line; std::getline(stream, line);)
        if (line = line.substr(0, line.find('\r')); !line.empty())
            lines.push_back(line);
    return lines;
}

std::string readable(std::string_view text)
{
    std::string out;
    const auto* p = reinterpret_cast<const unsigned char*>(text.data());
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t n = utf8_length(p + i, text.size() - i);
        out += n ? std::string(text.substr(i, n)) : fmt::format("%{:02X}", p[i]);
        i += std::max<std::size_t>(n, 1);
    }
    return out;
}

} // namespace loom
