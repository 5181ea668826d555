#include "graph/value_words.h"
#include "graph/unit_choice.h"

namespace loom {

Message value_words(const Setting& setting, const Value& value)
{
    if (const auto* on = std::get_if<bool>(&value))
        return *on ? LOOM_TEXT("on") : LOOM_TEXT("off");
    if (const auto* id = std::get_if<std::string>(&value))
        if (const auto choice = std::ranges::find(setting.choices, std::string_view(*id), &Choice::id);
            choice != setting.choices.end()) {
            const bool is_name = setting.key == unit_key && choice->id != bypass_key; // A unit's, which people gave it.
            return is_name ? Message::plain(std::string(choice->label.source)) : Message(choice->label);
        }
    return Message::plain(value_text(value));
}

} // namespace loom
