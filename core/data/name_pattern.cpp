#include "data/name_pattern.h"

#include <algorithm>
#include <set>

namespace loom {
namespace {

constexpr std::size_t most_parts = 10;
constexpr std::size_t few = 100; // Different values that are still classes.

std::vector<std::string> cut(std::string_view text, char separator)
{
    std::vector<std::string> parts;
    for (std::size_t at = 0;;) {
        const std::size_t end = std::min(text.find(separator, at), text.size());
        parts.emplace_back(text.substr(at, end - at));
        if (end == text.size())
            return parts;
        at = end + 1;
    }
}

bool is_whole(const std::string& text)
{
    return !text.empty() && text.size() < 18 && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

} // namespace

Result<NamePattern> NamePattern::parse(const std::string& pattern)
{
    NamePattern p;
    p.text_ = pattern;
    const auto wrong = [&](Text hint) {
        return Error{Message(LOOM_TEXT("“%1” is no pattern of file names."), pattern), hint};
    };
    std::size_t at = 0;
    for (;;) {
        const std::size_t open = pattern.find('{', at);
        p.literals_.push_back(pattern.substr(at, open == pattern.npos ? pattern.npos : open - at));
        if (p.literals_.back().find('}') != std::string::npos)
            return wrong(LOOM_TEXT("A brace is closed that was not opened."));
        if (open == pattern.npos)
            break;
        const std::size_t close = pattern.find('}', open);
        if (close == pattern.npos)
            return wrong(LOOM_TEXT("Close each brace: {digit}_{speaker}_{index}."));
        const std::string name = pattern.substr(open + 1, close - open - 1);
        if (name.empty() || name.find('{') != name.npos || std::ranges::find(p.names_, name) != p.names_.end())
            return wrong(LOOM_TEXT("Give each part a name of its own: {digit}_{speaker}_{index}."));
        if (!p.names_.empty() && p.literals_.back().empty())
            return wrong(LOOM_TEXT("Something must stand between two parts, as in {digit}_{speaker}_{index}."));
        p.names_.push_back(name);
        at = close + 1;
    }
    if (p.names_.empty())
        return wrong(LOOM_TEXT("Put the name of each part in braces: {digit}_{speaker}_{index}."));
    return p;
}

std::optional<NamePattern> NamePattern::guess(const std::vector<std::string>& stems)
{
    if (stems.size() < 4)
        return {};
    for (const char separator : {'_', '-', '.', ' '}) {
        const std::size_t count = cut(stems.front(), separator).size();
        if (count < 2 || count > most_parts)
            continue;
        std::vector<std::set<std::string>> values(count);
        bool same = true;
        for (const auto& stem : stems) {
            const auto parts = cut(stem, separator);
            same = same && parts.size() == count && std::ranges::none_of(parts, &std::string::empty);
            for (std::size_t k = 0; same && k < count; ++k)
                values[k].insert(parts[k]);
        }
        const auto comes_again = [&](const auto& v) { return v.size() > 1 && v.size() <= few && 2 * v.size() <= stems.size(); };
        if (!same || std::ranges::none_of(values, comes_again))
            continue;
        std::vector<std::string> names(count);
        const auto whole = [](const auto& v) { return std::ranges::all_of(v, is_whole); };
        const auto take = [&](const std::string& name, const auto& fits) {
            if (std::ranges::find(names, name) != names.end())
                return;
            for (std::size_t k = 0; k < count; ++k)
                if (names[k].empty() && fits(k)) {
                    names[k] = name;
                    return;
                }
        };
        take("digit", [&](std::size_t k) {
            return values[k].size() == 10 && std::ranges::all_of(values[k], [](const auto& v) { return v.size() == 1 && is_whole(v); });
        });
        const bool digit = std::ranges::find(names, "digit") != names.end();
        take(digit ? "speaker" : "label", [&](std::size_t k) { return !whole(values[k]) && comes_again(values[k]); });
        for (std::size_t k = count; k-- > 0;) // The running number stands behind.
            if (names[k].empty() && whole(values[k])) {
                names[k] = "index";
                break;
            }
        std::string pattern;
        for (std::size_t k = 0; k < count; ++k)
            pattern += (k ? std::string(1, separator) : "") + "{" + (names[k].empty() ? "part " + std::to_string(k + 1) : names[k]) + "}";
        if (auto made = parse(pattern))
            return std::move(*made);
    }
    return {};
}

std::optional<std::vector<std::string>> NamePattern::match(std::string_view stem) const
{
    if (!stem.starts_with(literals_.front()))
        return {};
    stem.remove_prefix(literals_.front().size());
    std::vector<std::string> parts;
    for (std::size_t k = 0; k + 1 < names_.size(); ++k) {
        const std::size_t end = stem.find(literals_[k + 1]);
        if (end == stem.npos || end == 0)
            return {};
        parts.emplace_back(stem.substr(0, end));
        stem.remove_prefix(end + literals_[k + 1].size());
    }
    if (!stem.ends_with(literals_.back()) || stem.size() == literals_.back().size())
        return {};
    stem.remove_suffix(literals_.back().size());
    parts.emplace_back(stem);
    return parts;
}

std::vector<Column> NamePattern::columns(const std::vector<std::string>& stems) const
{
    std::vector<std::optional<std::vector<std::string>>> all;
    for (const auto& stem : stems)
        all.push_back(match(stem));
    std::vector<Column> columns;
    for (std::size_t k = 0; k < names_.size(); ++k) {
        std::set<std::string> values;
        for (const auto& parts : all)
            if (parts)
                values.insert((*parts)[k]);
        if (!values.empty() && std::ranges::all_of(values, is_whole) && (names_[k] == "index" || values.size() > few)) {
            std::vector<std::int64_t> numbers;
            for (const auto& parts : all)
                numbers.push_back(parts ? parse_integer((*parts)[k]).value_or(missing_integer) : missing_integer);
            columns.push_back({names_[k], ColumnType::Integer, std::move(numbers)});
        } else {
            columns.push_back({names_[k], ColumnType::Category, to_codes(all.size(), [&](std::size_t i) {
                                   return all[i] ? std::string_view((*all[i])[k]) : std::string_view();
                               })});
        }
    }
    return columns;
}

} // namespace loom
