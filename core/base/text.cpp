#include "base/text.h"
#include "base/value.h"

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <span>
#include <utility>

namespace loom {

/// Sorted by source. Generated from the translation files.
std::span<const std::pair<std::string_view, std::string_view>> chinese_table();

static std::atomic<Language> current = Language::English;

void set_language(Language l) { current = l; }
Language language() { return current; }

Language language_of_environment()
{
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"})
        if (const char* value = std::getenv(name); value && *value)
            return std::string_view(value).starts_with("zh") ? Language::Chinese : Language::English;
    return Language::English;
}

std::string_view translated(std::string_view source, Language l)
{
    if (l == Language::English)
        return source;
    const auto table = chinese_table();
    const auto at = std::ranges::lower_bound(table, source, {}, [](const auto& row) { return row.first; });
    return at != table.end() && at->first == source ? at->second : source;
}

Message Message::plain(std::string text)
{
    Message m;
    m.pattern = std::move(text);
    m.verbatim = true;
    return m;
}

Message Message::of(double v) { return plain(number_text(v)); }

std::string render(const Message& m, Language l)
{
    if (m.verbatim)
        return m.pattern;
    const std::string_view pattern = translated(m.pattern, l);
    std::string out;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const bool place = pattern[i] == '%' && i + 1 < pattern.size() && pattern[i + 1] >= '1' && pattern[i + 1] <= '9';
        const std::size_t index = place ? std::size_t(pattern[i + 1] - '1') : 0;
        if (place && index < m.arguments.size()) {
            out += render(m.arguments[index], l);
            ++i;
        } else {
            out += pattern[i];
        }
    }
    return out;
}

} // namespace loom
