#include "schema/declare.h"

#include <cmath>

namespace loom {

std::optional<std::size_t> TypeInfo::index_of(std::string_view key) const
{
    const auto it = std::ranges::find(settings, key, &Setting::key);
    return it == settings.end() ? std::nullopt : std::optional(std::size_t(it - settings.begin()));
}

Values defaults(const TypeInfo& type)
{
    Values values;
    for (const Setting& s : type.settings)
        values.push_back(s.fallback);
    return values;
}

std::optional<Error> validate(const TypeInfo& type, std::size_t index, const Value& value)
{
    const Setting& s = type.settings[index];
    auto wrong = [&](Message message) { return Error{std::move(message), s.help}; };
    if (value.index() != s.fallback.index())
        return wrong(Message(LOOM_TEXT("%1: %2 has the wrong type."), type.title, s.label));
    auto text = [](double v) { // All digits of whole numbers: a limit must differ from what is just beyond it.
        return v == std::round(v) && std::abs(v) < 1e15 ? std::to_string(std::int64_t(v)) : number_text(v);
    };
    auto number = [&](double v) -> std::optional<Error> {
        if (s.min && !(v >= *s.min))
            return wrong(Message(LOOM_TEXT("%1: %2 is %3, but must be at least %4."), type.title, s.label, text(v),
                                 text(*s.min)));
        if (s.max && !(v <= *s.max))
            return wrong(Message(LOOM_TEXT("%1: %2 is %3, but must be at most %4."), type.title, s.label, text(v),
                                 text(*s.max)));
        return {};
    };
    return std::visit(
        overloaded{[](bool) -> std::optional<Error> { return {}; },
                   [&](std::int64_t v) { return number(double(v)); },
                   [&](double v) { return number(v); },
                   [&](const std::string& v) -> std::optional<Error> {
                       if (s.choices.empty() || std::ranges::find(s.choices, std::string_view(v), &Choice::id) != s.choices.end())
                           return {};
                       return wrong(Message(LOOM_TEXT("%1: %2 has no choice “%3”."), type.title, s.label, v));
                   },
                   [&](const std::vector<std::int64_t>& v) -> std::optional<Error> {
                       if (s.entries && v.size() != s.entries)
                           return wrong(Message(LOOM_TEXT("%1: %2 needs %3 numbers, not %4."), type.title, s.label, s.entries, v.size()));
                       constexpr std::size_t most = 64; // No shape comes near; messages name all of them.
                       if (v.size() > most)
                           return wrong(Message(LOOM_TEXT("%1: %2 has %3 numbers, but can have at most %4."), type.title, s.label, v.size(), most));
                       for (auto entry : v)
                           if (auto error = number(double(entry)))
                               return error;
                       return {};
                   }},
        value);
}

std::vector<Error> validate(const TypeInfo& type, const Values& values)
{
    std::vector<Error> errors;
    if (values.size() != type.settings.size())
        return {Error{Message(LOOM_TEXT("%1 has %2 settings, but %3 are given."), type.title, type.settings.size(), values.size())}};
    for (std::size_t i = 0; i < values.size(); ++i)
        if (auto error = validate(type, i, values[i]))
            errors.push_back(std::move(*error));
    return errors;
}

} // namespace loom
