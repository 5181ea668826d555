#pragma once
#include "base/result.h"
#include "graph/document.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>

namespace loom {

// How values, settings and chosen types lie in JSON, and how an object is read so that nothing in it is passed over.

inline const Message perhaps_newer = LOOM_TEXT("It may come from a newer version of Layerloom.");
inline const Message mend_that_place = LOOM_TEXT("Mend that place, or use a copy.");

nlohmann::json value_json(const Value&);
nlohmann::json settings_json(const TypeInfo&, const Values&);
nlohmann::json settings_json(const std::map<std::string, Value>&);
nlohmann::json chosen_json(const TypeInfo&, const Chosen&);

/// A value of the type that `like` has; an integer is a fine number.
std::optional<Value> value_from(const nlohmann::json&, const Value& like);
/// Two numbers; false: it is none.
bool point_from(const nlohmann::json&, Point& out);
/// A value whose type only the number's form tells.
std::optional<Value> value_from(const nlohmann::json&);

/// Reads one object entry by entry; a wrong type, and at the end an entry that nobody asked for, is the error.
class Entries {
public:
    Entries(const nlohmann::json& object, Message place) : object_(object), place_(std::move(place))
    {
        if (!object.is_object())
            fail(Message(LOOM_TEXT("%1 is not an object."), place_));
    }

    /// The entry, or null where it is missing.
    const nlohmann::json* find(std::string_view key)
    {
        if (error_)
            return nullptr;
        known_.insert(std::string(key));
        const auto it = object_.find(std::string(key));
        return it == object_.end() ? nullptr : &*it;
    }
    template <class T>
    void read(std::string_view key, T& out)
    {
        const nlohmann::json* entry = find(key);
        if (!entry)
            return;
        if (auto value = value_from(*entry, Value(out)))
            out = std::get<T>(*value);
        else
            fail(Message(LOOM_TEXT("%1: “%2” has the wrong type."), place_, key));
    }
    /// Two numbers.
    void read(std::string_view key, Point& out)
    {
        if (const nlohmann::json* entry = find(key); entry && !point_from(*entry, out))
            fail(Message(LOOM_TEXT("%1: “%2” has the wrong type."), place_, key));
    }
    /// One of the words of a table.
    template <class Table, class T>
    void read(std::string_view key, const Table& words, T& out)
    {
        std::string word;
        read(key, word);
        if (word.empty())
            return;
        const auto row = std::ranges::find(words, word, [](const auto& r) { return std::string(r.first); });
        if (row == std::end(words))
            fail(Message(LOOM_TEXT("%1: “%2” cannot be “%3”."), place_, key, word), perhaps_newer);
        else
            out = row->second;
    }
    const Message& place() const { return place_; }
    void fail(Message message, Message hint = mend_that_place)
    {
        if (!error_)
            error_ = Error{std::move(message), std::move(hint)};
    }
    std::optional<Error> finish()
    {
        if (!error_)
            for (const auto& [key, value] : object_.items())
                if (!known_.contains(key)) {
                    fail(Message(LOOM_TEXT("%1: “%2” is unknown."), place_, key), perhaps_newer);
                    break;
                }
        return error_;
    }

private:
    const nlohmann::json& object_;
    Message place_;
    std::set<std::string> known_;
    std::optional<Error> error_;
};

/// Settings by key, the missing ones from the defaults. Ranges are left to Document::apply.
Result<Values> settings_from(const nlohmann::json* object, const TypeInfo&, const Message& place);
/// Only those that are written down.
Result<std::map<std::string, Value>> changed_settings(const nlohmann::json& object, const TypeInfo&, const Message& place);

template <class T>
Result<Chosen> chosen_from(const nlohmann::json& object, const T* (*lookup)(std::string_view), const Message& place)
{
    Entries entries(object, place);
    Chosen chosen;
    entries.read("type", chosen.type);
    const nlohmann::json* settings = entries.find("settings");
    if (auto error = entries.finish())
        return *error;
    const T* type = lookup(chosen.type);
    if (!type)
        return Error{Message(LOOM_TEXT("%1: the type “%2” is unknown."), place, chosen.type), perhaps_newer};
    auto values = settings_from(settings, *type, place);
    if (!values)
        return values.error();
    chosen.values = std::move(*values);
    return chosen;
}

} // namespace loom
