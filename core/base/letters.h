#pragma once
#include <algorithm>
#include <string>
#include <string_view>

namespace loom {

/// A to Z as a to z; everything else, bytes of other letters too, as it is. For words of formats and names of files: the texts of
/// people's data need Unicode's rules (lower_case() in data/tokens.h).
constexpr char small_letter(char c)
{
    return c >= 'A' && c <= 'Z' ? char(c + 32) : c;
}
inline std::string small_letters(std::string_view text)
{
    std::string small(text);
    std::ranges::transform(small, small.begin(), small_letter);
    return small;
}

} // namespace loom
