#include "data/text_encoding.h"

#include <fmt/format.h>
#include <unicode/ucnv.h>

#include <cstring>
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

std::string guess(const std::string& bytes)
{
    const std::string_view sample = std::string_view(bytes).substr(0, 1 << 20);
    std::size_t zero[2] = {0, 0};
    for (std::size_t i = 0; i < sample.size(); ++i)
        if (sample[i] == '\0')
            ++zero[i % 2];
    if (zero[0] + zero[1] > sample.size() / 8)
        return zero[1] > zero[0] ? "UTF-16LE" : "UTF-16BE";
    if (is_utf8(bytes))
        return "UTF-8";
    // Chinese comes in pairs of two high bytes; accented letters of Europe stand alone among plain ones.
    std::size_t chinese = 0, other = 0;
    for (std::size_t i = 0; i + 1 < sample.size(); ++i) {
        const auto a = static_cast<unsigned char>(sample[i]), b = static_cast<unsigned char>(sample[i + 1]);
        if (a < 0x80)
            continue;
        if (a >= 0xA1 && a <= 0xF7 && b >= 0xA1 && b <= 0xFE) {
            ++chinese;
            ++i;
        } else {
            ++other;
        }
    }
    return chinese > other ? "GB18030" : "windows-1252";
}

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

Result<DecodedText> to_utf8(std::string bytes, const std::string& wanted)
{
    static const std::pair<std::string_view, const char*> marks[] = {{"\xEF\xBB\xBF", "UTF-8"},
                                                                     {std::string_view("\xFF\xFE\0\0", 4), "UTF-32LE"},
                                                                     {"\xFF\xFE", "UTF-16LE"},
                                                                     {"\xFE\xFF", "UTF-16BE"}};
    std::string encoding = wanted;
    for (const auto& [mark, name] : marks)
        if (bytes.starts_with(mark) && (wanted.empty() || std::string_view(name).starts_with(wanted))) {
            encoding = name;
            bytes.erase(0, mark.size());
            break;
        }
    if (encoding.empty())
        encoding = guess(bytes);
    if (encoding == "UTF-8" && is_utf8(bytes))
        return DecodedText{std::move(bytes), encoding, 0};

    UErrorCode error = U_ZERO_ERROR;
    UConverter* from = ucnv_open(encoding.c_str(), &error);
    UConverter* to = ucnv_open("UTF-8", &error);
    DecodedText out{{}, encoding, 0};
    if (U_SUCCESS(error)) {
        std::vector<char> buffer(1 << 20);
        std::vector<UChar> pivot(1 << 14);
        const char* source = bytes.data();
        UChar *pivot_source = pivot.data(), *pivot_target = pivot.data();
        do {
            error = U_ZERO_ERROR;
            char* target = buffer.data();
            ucnv_convertEx(to, from, &target, buffer.data() + buffer.size(), &source, bytes.data() + bytes.size(),
                           pivot.data(), &pivot_source, &pivot_target, pivot.data() + pivot.size(), false, true,
                           &error);
            out.text.append(buffer.data(), target);
        } while (error == U_BUFFER_OVERFLOW_ERROR);
    }
    ucnv_close(from);
    ucnv_close(to);
    if (U_FAILURE(error))
        return Error{Message(LOOM_TEXT("The text cannot be read as %1."), encoding),
                     LOOM_TEXT("Choose another encoding.")};
    out.replaced = count_of(out.text, "\xEF\xBF\xBD");
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

