#include "schema/recipe.h"
#include "search/space.h"

#include <algorithm>
#include <charconv>

namespace loom {
namespace {

template <class T>
std::optional<T> number(std::string_view text)
{
    T value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

std::vector<std::string_view> parts(std::string_view text, char between)
{
    std::vector<std::string_view> all;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find(between, at), text.size());
        all.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return all;
}

/// A value of the kind that the setting has.
std::optional<Value> value_of_text(const Value& like, std::string_view text)
{
    const auto read = overloaded{[&](bool) -> std::optional<Value> {
                                     if (text == "true" || text == "on")
                                         return true;
                                     return text == "false" || text == "off" ? std::optional<Value>(false) : std::nullopt;
                                 },
                                 [&](const std::string&) -> std::optional<Value> { return std::string(text); },
                                 [&](const std::vector<std::int64_t>&) -> std::optional<Value> {
                                     std::vector<std::int64_t> list;
                                     for (const auto part : parts(text, 'x'))
                                         if (const auto n = number<std::int64_t>(part))
                                             list.push_back(*n);
                                         else
                                             return {};
                                     return list;
                                 },
                                 [&]<class T>(T) -> std::optional<Value> {
                                     const auto n = number<T>(text);
                                     return n ? std::optional<Value>(*n) : std::nullopt;
                                 }};
    return std::visit(read, like);
}

/// A unit by its number or its name.
Result<Value> unit_of_text(const Document& document, const Varied& v, std::string_view text)
{
    const auto setting = setting_of(document, v);
    std::string names;
    for (const Choice& choice : setting->choices) {
        if (text == choice.id || text == choice.label.source)
            return Value(std::string(choice.id));
        (names += names.empty() ? "" : ", ") += choice.id == bypass_key ? choice.id : choice.label.source;
    }
    return Error{Message(LOOM_TEXT("There is no unit “%1” that can stand in the place of %2."), text, document.find(v.node)->name),
                 Message(LOOM_TEXT("Choose one of: %1."), names), Blame::Call};
}

Error no_such(std::string_view name)
{
    return {Message(LOOM_TEXT("There is no setting “%1” to search over."), name),
            LOOM_TEXT("Write batch_size, learning_rate, or a node's number or name, a dot and the key of its setting, as in 4.units."), Blame::Call};
}

/// The setting that a name means.
Result<Varied> named(const Document& document, std::string_view name)
{
    const auto dot = name.rfind('.');
    const std::string_view place = dot == name.npos ? std::string_view() : name.substr(0, dot);
    Varied v{.key = std::string(dot == name.npos ? name : name.substr(dot + 1))};
    std::vector<Varied> meant;
    for (const auto& [word, of] : {std::pair("recipe", Varied::Of::Recipe), {"optimizer", Varied::Of::Optimizer}, {"loss", Varied::Of::Loss}})
        if (dot == name.npos || place == word) {
            v.of = of;
            meant.push_back(v);
        }
    const auto wanted = number<std::int64_t>(place);
    for (const auto& [id, node] : document.nodes())
        if (dot != name.npos && (node.name == place || (wanted && NodeId{*wanted} == id))) {
            v.of = Varied::Of::Node;
            v.node = id;
            meant.push_back(v);
        }
    const auto found = std::ranges::find_if(meant, [&](const Varied& one) { return setting_of(document, one) != nullptr; });
    return found == meant.end() ? Result<Varied>(no_such(name)) : Result<Varied>(*found);
}

} // namespace

Result<Varied> parse_varied(const Document& document, std::string_view text)
{
    const auto equals = text.find('=');
    auto found = named(document, text.substr(0, equals));
    if (!found)
        return found;
    if (equals == text.npos)
        return usual_range(document, std::move(*found));
    Varied v = std::move(*found);
    std::string_view rest = text.substr(equals + 1);
    const Error odd{Message(LOOM_TEXT("“%1” says no range or values to search over."), text), LOOM_TEXT("Write KEY=LOW..HIGH, KEY=LOW..HIGH:log or KEY=A,B,C."), Blame::Call};
    if (const auto dots = rest.find(".."); dots != rest.npos) {
        v.log = rest.ends_with(":log");
        if (v.log)
            rest.remove_suffix(4);
        const auto low = number<double>(rest.substr(0, dots)), high = number<double>(rest.substr(dots + 2));
        if (!low || !high)
            return odd;
        v.low = *low;
        v.high = *high;
    } else {
        const bool units = is_unit_choice(document, v);
        for (const auto part : parts(rest, ','))
            if (units) {
                auto unit = unit_of_text(document, v, part);
                if (!unit)
                    return unit.error();
                v.choices.push_back(std::move(*unit));
            } else if (auto value = value_of_text(*value_of(document, v), part)) {
                v.choices.push_back(std::move(*value));
            } else {
                return odd;
            }
    }
    if (auto fault = fault_of(std::span(&v, 1))) {
        fault->blame = Blame::Call;
        return *fault;
    }
    return v;
}

} // namespace loom
