#include "data/audit.h"

#include <algorithm>
#include <array>

namespace loom {
namespace {

/// What is left of text that was read in the wrong encoding.
constexpr std::array<std::string_view, 6> traces = {
    "\xEF\xBF\xBD",            // The sign for a character that could not be read,
    "\xE9\x94\x9F\xE6\x96\xA4\xE6\x8B\xB7", // and what GBK makes of two of them.
    "\xC3\x83\xC2",            // UTF-8 read as Latin-1: é,
    "\xC3\xA2\xE2\x82\xAC",    // and typographic quotes.
    "\xC3\xA4\xC2\xB8",        // Chinese.
    "\xC3\xA5\xC2",
};

bool broken(std::string_view text)
{
    return std::ranges::any_of(traces, [&](std::string_view trace) { return text.find(trace) != text.npos; });
}

std::vector<DataFinding> look(const Audited& a)
{
    std::vector<DataFinding> found;
    for (const Column& c : a.table.columns) {
        std::vector<std::uint32_t> rows;
        if (const auto* codes = std::get_if<Codes>(&c.cells)) {
            std::vector<char> bad;
            for (const std::string& name : codes->names)
                bad.push_back(broken(name));
            if (std::ranges::find(bad, 1) == bad.end())
                continue;
            for (std::uint32_t row = 0; row < codes->codes.size(); ++row)
                if (codes->codes[row] >= 0 && bad[std::size_t(codes->codes[row])])
                    rows.push_back(row);
        } else if (const auto* texts = std::get_if<Texts>(&c.cells); texts && broken(texts->bytes())) {
            for (std::uint32_t row = 0; row < texts->size(); ++row)
                if (broken((*texts)[row]))
                    rows.push_back(row);
        }
        if (rows.empty())
            continue;
        DataFinding f{.severity = Severity::Error,
                      .title = Message(LOOM_TEXT("“%1” has broken characters in %2"), c.name, rows_text(rows.size())),
                      .reason = Message(LOOM_TEXT("Part of the file is not in the encoding it was read in (UTF-8 and GBK mixed, for example). The first "
                                                  "is “%1”."),
                                        excerpt(c.text(rows.front()))),
                      .columns = {c.name},
                      .repair = DataRepair{"choose_encoding"}};
        f.concern(rows);
        found.push_back(std::move(f));
    }
    return found;
}

} // namespace

const CheckType& broken_characters_check()
{
    static const CheckType type{"broken-characters", LOOM_TEXT("Broken characters"), look};
    return type;
}

} // namespace loom
