#include "suggest/words.h"

namespace loom {

Message listed(const std::vector<Message>& items)
{
    constexpr std::size_t most = 4;
    if (items.empty())
        return {};
    const std::size_t shown = items.size() > most + 1 ? most : items.size(); // “and 1 more” is longer than its name.
    Message all = items.front();
    for (std::size_t i = 1; i < shown; ++i)
        all = Message(LOOM_TEXT("%1, %2"), all, items[i]);
    return shown < items.size() ? Message(LOOM_TEXT("%1 and %2 more"), all, items.size() - shown) : all;
}

Message names_text(const std::vector<std::string>& columns)
{
    std::vector<Message> items;
    for (const std::string& name : columns)
        items.emplace_back(LOOM_TEXT("“%1”"), name);
    return listed(items);
}

} // namespace loom
