// Turns translation files (Qt's .ts) into one sorted C++ table, so that programs without Qt speak Chinese too.
// Usage: loom_text_table OUT.cpp FILE.ts… -- FILE.ts…
// Two translations of one sentence are an error before the dashes; behind them the first one counts.
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <string>

static std::string unescaped(std::string text)
{
    static const std::pair<const char*, const char*> marks[] = {
        {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&apos;", "'"}, {"&amp;", "&"}};
    for (const auto& [from, to] : marks)
        for (auto at = text.find(from); at != text.npos; at = text.find(from, at + 1))
            text.replace(at, std::string(from).size(), to);
    return text;
}

static std::string between(const std::string& text, const std::string& open, const std::string& close)
{
    const auto from = text.find(open);
    const auto to = text.find(close, from);
    return from == text.npos || to == text.npos ? std::string() : text.substr(from + open.size(), to - from - open.size());
}

/// As a literal with its length: to count so many would be more than a compiler does ahead.
static std::string quoted(const std::string& text)
{
    std::string out = "{\"";
    for (char c : text) {
        if (c == '"' || c == '\\')
            out += '\\';
        out += c == '\n' ? std::string("\\n") : std::string(1, c);
    }
    return out + "\", " + std::to_string(text.size()) + "}";
}

int main(int argc, char** argv)
{
    std::map<std::string, std::string> table;
    bool strict = true;
    for (int i = 2; i < argc; ++i) {
        if (std::string(argv[i]) == "--") {
            strict = false;
            continue;
        }
        std::ifstream in(argv[i]);
        const std::string text((std::istreambuf_iterator<char>(in)), {});
        for (auto at = text.find("<message"); at != text.npos; at = text.find("<message", at + 1)) {
            const std::string message = text.substr(at, text.find("</message>", at) - at);
            const std::string source = unescaped(between(message, "<source>", "</source>"));
            const std::string translation = unescaped(between(message, "<translation>", "</translation>"));
            // An unfinished one says so in its tag and is not taken; one with plural forms is Qt's.
            if (source.empty() || translation.empty() || translation.find("<numerusform>") != translation.npos)
                continue;
            const auto [row, fresh] = table.emplace(source, translation);
            if (strict && !fresh && row->second != translation) {
                std::cerr << argv[i] << ": two translations of \"" << source << "\": " << row->second << " / " << translation
                          << "\n";
                return 1;
            }
        }
    }
    std::ofstream out(argv[1]);
    out << "// Generated from the translation files. Do not edit.\n#include <span>\n#include <string_view>\n#include <utility>\n\n"
           "namespace loom {\n\nstd::span<const std::pair<std::string_view, std::string_view>> chinese_table()\n{\n"
           "    static constexpr std::pair<std::string_view, std::string_view> table[] = {\n        {\"\", \"\"},\n";
    for (const auto& [source, translation] : table)
        out << "        {" << quoted(source) << ",\n         " << quoted(translation) << "},\n";
    out << "    };\n    return table;\n}\n\n} // namespace loom\n";
    return out ? 0 : 1;
}
