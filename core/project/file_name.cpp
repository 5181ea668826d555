#include "project/file_name.h"

namespace loom {

constexpr std::size_t longest_name = 120; // Bytes.

std::string file_name(std::string_view name)
{
    std::string out;
    for (const char c : name)
        if (static_cast<unsigned char>(c) >= 0x20 && c != '/' && c != 0x7f && !(out.empty() && c == '.'))
            out += c;
    if (out.size() > longest_name) {
        out.resize(longest_name);
        while (!out.empty() && (static_cast<unsigned char>(out.back()) & 0xc0) == 0x80)
            out.pop_back(); // A character that was cut in two goes whole,
        if (!out.empty() && static_cast<unsigned char>(out.back()) >= 0xc0)
            out.pop_back(); // its first byte too.
    }
    return out;
}

} // namespace loom
