#pragma once
#include <expat.h>

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string_view>

namespace loom {

/// Elements and texts of an XML file in their order; names come without their prefix.
class XmlReader {
public:
    using Attributes = std::map<std::string_view, std::string_view>;

    std::function<void(std::string_view name, const Attributes&)> start;
    std::function<void(std::string_view name)> end;
    std::function<void(std::string_view text)> text;

    /// False where it is no whole XML; with a document type, which could define entities, too.
    bool read(std::string_view content)
    {
        const std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> parser(XML_ParserCreate(nullptr), &XML_ParserFree);
        if (!parser)
            return false;
        parser_ = parser.get();
        XML_SetUserData(parser_, this);
        XML_SetElementHandler(
            parser_, [](void* self, const XML_Char* name, const XML_Char** given) { static_cast<XmlReader*>(self)->begun(name, given); },
            [](void* self, const XML_Char* name) { static_cast<XmlReader*>(self)->ended(name); });
        XML_SetCharacterDataHandler(parser_, [](void* self, const XML_Char* s, int length) {
            if (auto* reader = static_cast<XmlReader*>(self); reader->text)
                reader->text({s, std::size_t(length)});
        });
        XML_SetStartDoctypeDeclHandler(parser_, [](void* self, const XML_Char*, const XML_Char*, const XML_Char*, int) {
            XML_StopParser(static_cast<XmlReader*>(self)->parser_, XML_FALSE);
        });
        constexpr std::size_t piece = 1 << 20;
        bool whole = !content.empty();
        for (std::size_t at = 0; whole && at < content.size(); at += piece) {
            const std::string_view next = content.substr(at, piece);
            whole = XML_Parse(parser_, next.data(), int(next.size()), at + piece >= content.size()) == XML_STATUS_OK;
        }
        line_ = XML_GetCurrentLineNumber(parser_);
        parser_ = nullptr;
        return whole;
    }
    /// Where it stands, or ended, counted from 1.
    std::uint64_t line() const { return parser_ ? XML_GetCurrentLineNumber(parser_) : line_; }

private:
    static std::string_view without_prefix(std::string_view name) { return name.substr(name.find(':') + 1); }

    void begun(std::string_view name, const XML_Char** given)
    {
        Attributes attributes;
        for (; *given; given += 2)
            attributes.emplace(without_prefix(given[0]), given[1]);
        if (start)
            start(without_prefix(name), attributes);
    }
    void ended(std::string_view name)
    {
        if (end)
            end(without_prefix(name));
    }

    XML_Parser parser_ = nullptr;
    std::uint64_t line_ = 0;
};

} // namespace loom
