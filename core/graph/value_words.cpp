#include "graph/value_words.h"

namespace loom {

Message value_words(const Setting& setting, const Value& value)
{
    if (const auto* on = std::get_if<bool>(&value))
        return *on ? LOOM_TEXT("on") : LOOM_TEXT("off");
    if (const auto* id = std::get_if<std::string>(&value))
        if (const auto choice = std::ranges::find(setting.choices, std::string_view(*id), &Choice::id);
            choice != setting.choices.end())
            return choice->label;
    return Message::plain(value_text(value));
}

} // namespace loom
