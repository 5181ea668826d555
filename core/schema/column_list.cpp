#include "schema/column_list.h"

namespace loom {
namespace {

bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

} // namespace

std::vector<std::string> columns_in(std::string_view list)
{
    std::vector<std::string> names;
    std::size_t at = 0;
    while (at < list.size()) {
        while (at < list.size() && is_space(list[at]))
            ++at;
        std::string name;
        if (at < list.size() && list[at] == '"') {
            for (++at; at < list.size(); ++at)
                if (list[at] != '"')
                    name += list[at];
                else if (at + 1 < list.size() && list[at + 1] == '"')
                    name += list[at++];
                else
                    break;
            while (at < list.size() && list[at] != ',')
                ++at;
        } else {
            while (at < list.size() && list[at] != ',')
                name += list[at++];
            while (!name.empty() && is_space(name.back()))
                name.pop_back();
        }
        ++at;
        if (!name.empty())
            names.push_back(std::move(name));
    }
    return names;
}

std::string column_list(const std::vector<std::string>& names)
{
    std::string list;
    for (const std::string& name : names) {
        if (!list.empty())
            list += ", ";
        if (name.find_first_of(",\"") == name.npos && !name.empty() && !is_space(name.front()) && !is_space(name.back())) {
            list += name;
            continue;
        }
        list += '"';
        for (const char c : name)
            list += c == '"' ? std::string("\"\"") : std::string(1, c);
        list += '"';
    }
    return list;
}

} // namespace loom
