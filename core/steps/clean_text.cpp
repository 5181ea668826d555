#include "base/threads.h"
#include "data/step.h"
#include "data/tokens.h"
#include "schema/shapes.h"

#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/regex.h>

namespace loom {
namespace {

/// Texts without what tells nothing.
struct CleanText {
    bool lower = true, compatible = true, tags = true, links = false, digits = false, marks = false, spaces = true;

    struct Learned {};
    friend void to_json(nlohmann::json& json, const Learned&) { json = nlohmann::json::object(); }
    friend void from_json(const nlohmann::json&, Learned&) {}

    static bool takes(const Column& c) { return c.type == ColumnType::Text; }
    Result<Learned> fit(const Column&, std::span<const std::uint32_t>) const { return Learned{}; }

    Status apply(const Learned&, Table& table, const std::string& column) const
    {
        const auto from = column_to_change(table, column);
        if (!from)
            return from.error();
        if (!takes(**from))
            return damaged_step();
        const auto texts = std::get<Texts>((*from)->cells);
        constexpr std::size_t block = 1024;
        std::vector<Texts> cleaned((texts.size() + block - 1) / block);
        parallel_for(cleaned.size(), allowed_processors(), [&](std::size_t b) {
            const Cleaner cleaner(*this);
            for (std::size_t row = b * block; row < std::min((b + 1) * block, texts.size()); ++row)
                cleaned[b].push_back(texts[row].empty() ? std::string() : cleaner.clean(texts[row]));
        });
        Texts all;
        for (const Texts& some : cleaned)
            for (std::size_t i = 0; i < some.size(); ++i)
                all.push_back(some[i]);
        put_column(table, column, {column, ColumnType::Text, std::move(all)});
        return Ok{};
    }

    Message summary() const
    {
        std::vector<Message> parts;
        for (const auto& [on, name] : {std::pair(lower, LOOM_TEXT("small letters")), {compatible, LOOM_TEXT("NFKC")}, {tags, LOOM_TEXT("no HTML")},
                                       {links, LOOM_TEXT("no links")}, {digits, LOOM_TEXT("no digits")}, {marks, LOOM_TEXT("no marks")},
                                       {spaces, LOOM_TEXT("single blanks")}})
            if (on)
                parts.emplace_back(name);
        return parts.empty() ? Message(LOOM_TEXT("nothing")) : joined(parts);
    }

private:
    /// Not to be used from two threads at once.
    class Cleaner {
    public:
        explicit Cleaner(const CleanText& what) : what_(what)
        {
            // Entities only as they are written in texts that were cut out of pages.
            add(what.tags, R"((?s)<!--.*?-->|<(script|style)\b.*?</\1\s*>|</?[A-Za-z][^<>]*>|&(?:[A-Za-z]{2,8}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});)");
            add(what.links, R"((?:https?://|www\.)\S+|(?<![\w.+-])[\w.+-]{1,64}+@[\w-]+(?:\.[\w-]+)+)");
            add(what.digits, R"(\p{Nd}+)");
            add(what.marks, R"([\p{P}\p{S}]+)");
        }
        std::string clean(std::string_view utf8) const
        {
            UErrorCode error = U_ZERO_ERROR;
            auto text = icu::UnicodeString::fromUTF8({utf8.data(), std::int32_t(utf8.size())});
            for (const auto& pattern : patterns_) {
                const std::unique_ptr<icu::RegexMatcher> matcher(pattern->matcher(text, error));
                if (U_FAILURE(error))
                    break;
                // A text made to be slow stays as it is.
                matcher->setTimeLimit(1000, error);
                UErrorCode slow = U_ZERO_ERROR;
                if (auto without = matcher->replaceAll(u" ", slow); U_SUCCESS(slow))
                    text = std::move(without);
            }
            if (what_.compatible)
                text = icu::Normalizer2::getNFKCInstance(error)->normalize(text, error);
            if (what_.lower)
                text.toLower(icu::Locale::getRoot());
            if (U_FAILURE(error))
                return std::string(utf8);
            if (what_.spaces)
                text = single_blanks(text);
            std::string cleaned;
            return text.toUTF8String(cleaned);
        }

    private:
        void add(bool wanted, const char* pattern)
        {
            UErrorCode error = U_ZERO_ERROR;
            if (wanted)
                patterns_.emplace_back(icu::RegexPattern::compile(icu::UnicodeString::fromUTF8(pattern), 0, error));
        }
        static icu::UnicodeString single_blanks(const icu::UnicodeString& text)
        {
            icu::UnicodeString out;
            bool blank = false;
            for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
                const UChar32 c = text.char32At(i);
                if (u_isUWhiteSpace(c)) {
                    blank = true;
                    continue;
                }
                if (blank && !out.isEmpty())
                    out.append(UChar32(' '));
                blank = false;
                out.append(c);
            }
            return out;
        }
        const CleanText& what_;
        std::vector<std::unique_ptr<icu::RegexPattern>> patterns_;
    };
};

} // namespace

const StepType& clean_text_step()
{
    static const StepType type = step<CleanText>({
        .id = "clean_text",
        .title = LOOM_TEXT("Clean texts"),
        .help = LOOM_TEXT("Takes away what tells nothing: capitals, HTML, links, doubled blanks."),
        .group = StepGroup::Texts,
        .settings = {setting(&CleanText::lower, {.key = "lower", .label = LOOM_TEXT("Small letters"), .help = LOOM_TEXT("“The” and “the” become one.")}),
                     setting(&CleanText::compatible, {.key = "compatible", .label = LOOM_TEXT("One form of each character (NFKC)"), .help = LOOM_TEXT("Full-width letters and digits become usual ones, ligatures their letters.")}),
                     setting(&CleanText::tags, {.key = "tags", .label = LOOM_TEXT("Without HTML"), .help = LOOM_TEXT("Tags, comments, scripts and entities such as &nbsp; are left out.")}),
                     setting(&CleanText::links, {.key = "links", .label = LOOM_TEXT("Without links"), .help = LOOM_TEXT("Web and mail addresses are left out.")}),
                     setting(&CleanText::digits, {.key = "digits", .label = LOOM_TEXT("Without digits"), .help = {}}),
                     setting(&CleanText::marks, {.key = "marks", .label = LOOM_TEXT("Without marks"), .help = LOOM_TEXT("Punctuation, signs and emoji are left out.")}),
                     setting(&CleanText::spaces, {.key = "spaces", .label = LOOM_TEXT("Single blanks"), .help = LOOM_TEXT("Line ends, tabs and several blanks become one, and none stands at either end.")})},
    });
    return type;
}

} // namespace loom
