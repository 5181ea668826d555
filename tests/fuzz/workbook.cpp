// One part of a workbook, packed with sound others: bytes of a whole .xlsx hardly ever get past its checksums. The first byte says
// which part: p, q, r and s the sheet, the texts, the styles and the book.
#include "base/zip.h"
#include "core/data_files.h"
#include "data/open.h"
#include "looked_at.h"

#include <array>
#include <cstdint>

namespace {

using namespace loom;

struct PartOfBook {
    std::string_view name, content;
};

void put(std::string& to, std::uint64_t value, int bytes)
{
    for (int i = 0; i < bytes; ++i)
        to += i < 8 ? char(value >> (8 * i)) : '\0';
}

/// A ZIP archive of stored files (APPNOTE.TXT 4.3).
std::string stored(std::span<const PartOfBook> parts)
{
    std::string zip, directory;
    for (const PartOfBook& part : parts) {
        const std::size_t at = zip.size();
        std::string common;
        put(common, 20, 2); // Version, flags, method, time, date.
        put(common, 0, 8);
        put(common, checksum_of(0, part.content.data(), part.content.size()), 4);
        put(common, part.content.size(), 4);
        put(common, part.content.size(), 4);
        put(common, part.name.size(), 2);
        put(common, 0, 2);
        put(zip, 0x04034b50, 4);
        zip.append(common).append(part.name).append(part.content);
        put(directory, 0x02014b50, 4);
        put(directory, 20, 2);
        directory += common;
        put(directory, 0, 10); // Comment, disk, attributes.
        put(directory, at, 4);
        directory += part.name;
    }
    const std::size_t at = zip.size();
    zip += directory;
    put(zip, 0x06054b50, 4);
    put(zip, 0, 4);
    put(zip, parts.size(), 2);
    put(zip, parts.size(), 2);
    put(zip, directory.size(), 4);
    put(zip, at, 4);
    put(zip, 0, 2);
    return zip;
}

constexpr std::array<PartOfBook, 7> sound_parts = {{
    {"xl/worksheets/sheet1.xml",
     "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row><row r=\"2\"><c r=\"A2\" s=\"1\"><v>1</v></c></row>"
     "</sheetData></worksheet>"},
    {"xl/sharedStrings.xml", "<sst><si><t>a</t></si><si><t>b</t></si></sst>"},
    {"xl/styles.xml", "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"},
    {"xl/workbook.xml", "<workbook xmlns:r=\"r\"><sheets><sheet name=\"A\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"},
    {"xl/_rels/workbook.xml.rels",
     "<Relationships><Relationship Id=\"rId1\" Type=\"x/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" "
     "Type=\"x/sharedStrings\" Target=\"sharedStrings.xml\"/><Relationship Id=\"rId3\" Type=\"x/styles\" Target=\"styles.xml\"/>"
     "</Relationships>"},
    {"_rels/.rels", "<Relationships><Relationship Id=\"rId1\" Type=\"x/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"},
    {"[Content_Types].xml", "<Types/>"},
}};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    if (size == 0)
        return 0;
    auto parts = sound_parts;
    parts[bytes[0] % parts.size()].content = {reinterpret_cast<const char*>(bytes + 1), size - 1};
    static const test::DataFolder folder;
    if (const auto table = open_data(folder.write("t.xlsx", stored(parts))))
        test::look_at(**table);
    return 0;
}
