#pragma once
#include "base/result.h"
#include "base/value.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace loom {

/// One of the answers a setting allows: its name in files and its label for people.
struct Choice {
    std::string_view id;
    Text label;
};

/// Everything there is to know about one setting. Its type and its default come from the type's struct; this adds what
/// the struct cannot say.
struct Setting {
    /// What a text may name.
    enum class Names { Nothing, Column, Columns }; // Of the data; Columns as in schema/column_list.h.

    std::string_view key;
    Text label;
    Text help;
    Text unit = {};
    std::optional<double> min = {}, max = {}; // Of each entry, for lists.
    std::size_t entries = 0;                  // A list's fixed length; 0 where any length is right.
    std::vector<Choice> choices = {};
    bool advanced = false;                    // Shown folded away.
    bool sparse = false;                      // Left out of files where it is the default: earlier versions lack it.
    Names names = Names::Nothing;
    Value fallback = {};                      // Filled in by setting().
};

/// What all declared things share: layers, losses, optimisers, sources, recipes.
struct TypeInfo {
    std::string_view id;
    Text title;
    Text help;
    std::vector<Setting> settings = {};
    std::size_t field_count = 0; // Of the struct; equals settings.size(), a test sees to it.

    std::optional<std::size_t> index_of(std::string_view key) const;
};

// ---- What derives from a declaration --------------------------------------------------------------------------------
Values defaults(const TypeInfo&);
/// One error per setting that is of the wrong type or outside its range.
std::vector<Error> validate(const TypeInfo&, const Values&);
/// The first error of one value, if any.
std::optional<Error> validate(const TypeInfo&, std::size_t index, const Value&);

// ---- How a file declares its type -----------------------------------------------------------------------------------
template <class P>
struct SettingBinding {
    Setting spec;
    std::function<void(P&, const Value&)> set;
};

/// Binds a member of the struct. Members are bool, int64, double, string, a list of int64, or an enum whose choices are
/// given in the order of its values.
template <class P, class M>
SettingBinding<P> setting(M P::*member, Setting spec)
{
    if constexpr (std::is_enum_v<M>) {
        spec.fallback = std::string(spec.choices.at(std::size_t(P{}.*member)).id);
        return {spec, [member, choices = spec.choices](P& p, const Value& v) {
                    const auto it = std::ranges::find(choices, std::string_view(std::get<std::string>(v)), &Choice::id);
                    assert(it != choices.end());
                    p.*member = M(it - choices.begin());
                }};
    } else {
        spec.fallback = P{}.*member;
        return {std::move(spec), [member](P& p, const Value& v) { p.*member = std::get<M>(v); }};
    }
}

namespace detail {
struct Anything {
    template <class T>
    operator T() const;
};
template <class P, class... Args>
consteval std::size_t count_fields()
{
    if constexpr (requires { P{Args{}..., Anything{}}; })
        return count_fields<P, Args..., Anything>();
    else
        return sizeof...(Args);
}
} // namespace detail

/// Values into the struct. Values must be valid.
template <class P>
class Unpack {
public:
    explicit Unpack(std::vector<SettingBinding<P>> bindings) : bindings_(std::move(bindings)) {}
    P operator()(const Values& values) const
    {
        P p;
        for (std::size_t i = 0; i < bindings_.size(); ++i)
            bindings_[i].set(p, values[i]);
        return p;
    }

private:
    std::vector<SettingBinding<P>> bindings_;
};

template <class P>
TypeInfo describe(std::string_view id, Text title, Text help, const std::vector<SettingBinding<P>>& bindings)
{
    TypeInfo info{id, title, help, {}, detail::count_fields<P>()};
    for (const auto& b : bindings)
        info.settings.push_back(b.spec);
    return info;
}

} // namespace loom
