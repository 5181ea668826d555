#include "base/json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

namespace loom {

using nlohmann::json;

Result<json> parse_json(std::string_view text, std::string_view where)
{
    std::vector<std::set<std::string>> keys; // Of the objects that are open.
    std::string twice;
    const auto watch = [&](int, json::parse_event_t event, json& parsed) {
        if (event == json::parse_event_t::object_start)
            keys.emplace_back();
        else if (event == json::parse_event_t::object_end)
            keys.pop_back();
        else if (event == json::parse_event_t::key && !keys.back().insert(parsed.get_ref<const std::string&>()).second)
            twice = parsed.get<std::string>();
        return true;
    };
    json value;
    try {
        value = json::parse(text, watch);
    } catch (const json::parse_error& e) {
        const std::size_t at = std::min(e.byte ? e.byte - 1 : 0, text.size());
        const std::string_view before = text.substr(0, at);
        const auto line = 1 + std::ranges::count(before, '\n');
        if (text.substr(at).find_first_not_of(" \t\r\n") == text.npos)
            return Error{Message(LOOM_TEXT("%1 ends in the middle, at byte %2 in line %3."), where, text.size(), line),
                         LOOM_TEXT("It was cut off. Fetch it again, or use a copy.")};
        const auto column = at - (before.rfind('\n') + 1) + 1;
        return Error{Message(LOOM_TEXT("%1 is damaged at line %2, column %3."), where, line, column),
                     LOOM_TEXT("It is not valid JSON there. Mend that place, or use a copy.")};
    } catch (const json::exception&) { // A number that no double can hold.
        return Error{Message(LOOM_TEXT("%1 holds a number that is too large."), where),
                     LOOM_TEXT("Mend that place, or use a copy.")};
    }
    if (!twice.empty())
        return Error{Message(LOOM_TEXT("%1 says “%2” twice in one place."), where, twice),
                     LOOM_TEXT("Keep one of them. A merge may have left both.")};
    return value;
}

std::string json_line(const json& value)
{
    return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

} // namespace loom
