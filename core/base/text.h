#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace loom {

/// A sentence or word of the program itself, in English: the key of its translation. `%1` … `%9` are places for values.
struct Text {
    std::string_view source;
    constexpr bool empty() const { return source.empty(); }
    constexpr bool operator==(const Text&) const = default;
};

/// Marks a string for translation. lupdate is told about it; a bare literal does not compile where a Text is wanted.
#define LOOM_TEXT(text) \
    ::loom::Text { text }

enum class Language { English, Chinese };

/// The language that render() uses when none is given. Any thread may set or read it.
void set_language(Language);
Language language();
/// The language of the environment (LC_ALL, LC_MESSAGES, LANG), English if it is not Chinese.
Language language_of_environment();

/// The translation of `source`, or `source` itself where there is none.
std::string_view translated(std::string_view source, Language);

/// A translatable sentence with its values, kept apart so that it can be shown in any language later.
struct Message {
    std::string pattern;
    std::vector<Message> arguments;
    bool verbatim = false; // True: the user's own words, never translated.

    Message() = default;
    Message(Text text) : pattern(text.source) {}
    template <class... A>
    Message(Text text, A&&... arguments_) : pattern(text.source)
    {
        (arguments.push_back(of(std::forward<A>(arguments_))), ...);
    }

    /// A name, number or path as it is.
    static Message plain(std::string text);
    static Message of(const Message& m) { return m; }
    static Message of(Text t) { return Message(t); }
    static Message of(std::string s) { return plain(std::move(s)); }
    static Message of(std::string_view s) { return plain(std::string(s)); }
    static Message of(const char* s) { return plain(s); }
    static Message of(double v);
    template <class I>
        requires std::is_integral_v<I>
    static Message of(I v)
    {
        return plain(std::to_string(v));
    }

    bool empty() const { return pattern.empty(); }
    bool operator==(const Message&) const = default;
};

/// The finished sentence in the given (or the current) language.
std::string render(const Message&, Language);
inline std::string render(const Message& m) { return render(m, language()); }

} // namespace loom
