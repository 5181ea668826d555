// Workbooks, written part by part as the specification has them.
#include "archive_files.h"
#include "data/open.h"
#include "schema/types.h"

#include <map>

namespace loom {
namespace xlsx_test {

using test::DataFolder;

/// The parts of a workbook with the sheets "Empty" and "Sales" (and a hidden one), which a test may change.
struct Book {
    std::map<std::string, std::string> parts;

    explicit Book(const std::string& rows, bool from_1904 = false)
    {
        const std::string relation = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";
        const auto related = [](const std::string& id, const std::string& type, const std::string& target) {
            return "<Relationship Id=\"" + id + "\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/" +
                   type + "\" Target=\"" + target + "\"/>";
        };
        parts["[Content_Types].xml"] = "<Types/>";
        parts["_rels/.rels"] = relation + related("rId1", "officeDocument", "xl/workbook.xml") + "</Relationships>";
        parts["xl/workbook.xml"] =
            std::string("<?xml version=\"1.0\" encoding=\"UTF-8\"?><workbook xmlns:r=\"r\"><workbookPr") +
            (from_1904 ? " date1904=\"1\"" : "") +
            "/><sheets><sheet name=\"Secret\" sheetId=\"7\" state=\"hidden\" r:id=\"rId9\"/><sheet name=\"Empty\" sheetId=\"1\" "
            "r:id=\"rId1\"/><sheet name=\"Sales\" sheetId=\"2\" r:id=\"rId2\"/></sheets></workbook>";
        parts["xl/_rels/workbook.xml.rels"] =
            relation + related("rId1", "worksheet", "worksheets/sheet1.xml") + related("rId2", "worksheet", "/xl/worksheets/sheet2.xml") +
            related("rId9", "worksheet", "worksheets/sheet3.xml") + related("rId3", "sharedStrings", "sharedStrings.xml") +
            related("rId4", "styles", "styles.xml") + "</Relationships>";
        parts["xl/sharedStrings.xml"] =
            "<sst><si><t>name</t></si><si><t>price</t></si><si><r><t xml:space=\"preserve\">ap</t></r><r><t>ple, \"red\"</t></r>"
            "<rPh><t>アップル</t></rPh></si><si><t>bought</t></si><si><t>梨_x000D_&#10;子</t></si></sst>";
        parts["xl/styles.xml"] =
            "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;\"/>"
            "<numFmt numFmtId=\"165\" formatCode=\"0.00&quot;day&quot;\"/><numFmt numFmtId=\"166\" formatCode=\"[h]:mm\"/></numFmts>"
            "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
            "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf numFmtId=\"22\"/><xf numFmtId=\"165\"/>"
            "<xf numFmtId=\"20\"/><xf numFmtId=\"166\"/></cellXfs></styleSheet>";
        parts["xl/worksheets/sheet1.xml"] = "<worksheet><sheetData/></worksheet>";
        parts["xl/worksheets/sheet2.xml"] = "<worksheet><sheetData>" + rows + "</sheetData></worksheet>";
        parts["xl/worksheets/sheet3.xml"] = "<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>";
    }

    std::string write(const DataFolder& folder) const
    {
        std::vector<test::File> files;
        for (const auto& [name, content] : parts)
            files.push_back({name, content});
        const std::string zip = test::packed(folder, "zip", files), path = folder.path() + "/a.xlsx";
        fs::rename(zip, path);
        return path;
    }
};

std::string message_of(const std::string& path)
{
    const auto table = open_data(path);
    return table ? "" : render(table.error().message);
}

const std::string usual =
    "<row r=\"3\"><c r=\"B3\" t=\"s\"><v>0</v></c><c r=\"C3\" t=\"s\"><v>1</v></c><c r=\"D3\" t=\"s\"><v>3</v></c>"
    "<c r=\"E3\" t=\"inlineStr\"><is><t>paid</t></is></c><c r=\"F3\" t=\"str\"><f>\"x\"</f><v>sum</v></c></row>"
    "<row r=\"4\"><c r=\"B4\" t=\"s\"><v>2</v></c><c r=\"C4\"><v>1.1000000000000001</v></c><c r=\"D4\" s=\"1\"><v>45413</v></c>"
    "<c r=\"E4\" t=\"b\"><v>1</v></c><c r=\"F4\"><f>C4*2</f><v>2</v></c></row>"
    "<row r=\"6\"><c r=\"B6\" t=\"s\"><v>4</v></c><c r=\"C6\" t=\"e\"><v>#N/A</v></c><c r=\"D6\" s=\"2\"><v>1</v></c>"
    "<c r=\"E6\" t=\"b\"><v>0</v></c><c r=\"F6\"><v>1E2</v></c></row>"
    "<row r=\"7\"><c r=\"C7\" s=\"4\"><v>3</v></c><c r=\"D7\" s=\"3\"><v>45413.75</v></c></row>";

TEST(Xlsx, ReadsTheFirstSheetThatHoldsAnything)
{
    const DataFolder folder;
    const auto table = open_data(Book(usual).write(folder));
    ASSERT_TRUE(table) << render(table.error().message);
    EXPECT_EQ((*table)->source, "xlsx");
    ASSERT_EQ((*table)->rows, 3u);
    ASSERT_EQ((*table)->columns.size(), 5u);
    const auto& c = (*table)->columns;
    EXPECT_EQ(c[0].name, "name");
    EXPECT_EQ(c[0].text(0), "apple, \"red\"");
    EXPECT_EQ(c[0].text(1), "梨\n子");
    EXPECT_TRUE(c[0].missing(2));
    EXPECT_EQ(c[1].type, ColumnType::Number);
    EXPECT_EQ(c[1].text(0), "1.1");
    EXPECT_TRUE(c[1].missing(1)) << "#N/A";
    EXPECT_EQ(c[1].number(2), 3);
    EXPECT_EQ(c[2].name, "bought");
    EXPECT_EQ(c[2].type, ColumnType::DateTime);
    EXPECT_EQ(c[2].text(0), "2024-05-01");
    EXPECT_EQ(c[2].text(1), "1900-01-01");
    EXPECT_EQ(c[2].text(2), "2024-05-01 18:00:00");
    EXPECT_EQ(c[3].type, ColumnType::Boolean);
    EXPECT_EQ(c[3].text(0), "true");
    EXPECT_EQ(c[4].name, "sum");
    EXPECT_EQ(c[4].number(1), 100) << "what the formula gave";
    ASSERT_EQ((*table)->notes.size(), 2u);
    EXPECT_NE(render((*table)->notes[0]).find("Sales"), std::string::npos);
}

TEST(Xlsx, DatesFrom1904TimesAndSpans)
{
    const DataFolder folder;
    const auto table = open_data(Book("<row><c t=\"inlineStr\"><is><t>d</t></is></c><c t=\"inlineStr\"><is><t>t</t></is></c><c t=\"inlineStr\"><is><t>n</t></is></c></row>"
                                      "<row><c s=\"1\"><v>0</v></c><c s=\"5\"><v>0.75</v></c><c s=\"6\"><v>1.5</v></c></row>"
                                      "<row><c s=\"1\"><v>43951</v></c><c s=\"5\"><v>0.0007</v></c><c s=\"6\"><v>2</v></c></row>",
                                      true)
                                     .write(folder));
    ASSERT_TRUE(table) << render(table.error().message);
    EXPECT_EQ((*table)->find("d")->text(0), "1904-01-01");
    EXPECT_EQ((*table)->find("d")->text(1), "2024-05-01");
    EXPECT_EQ((*table)->find("t")->text(0), "18:00:00");
    EXPECT_EQ((*table)->find("t")->text(1), "00:01:00");
    EXPECT_EQ((*table)->find("n")->number(0), 1.5);
}

TEST(Xlsx, SettingsChooseSheetAndHeader)
{
    const DataFolder folder;
    const std::string path = Book("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c><c><v>4</v></c></row>").write(folder);
    const SourceType& xlsx = *find_source("xlsx");
    const auto as_found = xlsx.open({std::string(), std::string("auto")}, path, nullptr);
    ASSERT_TRUE(as_found);
    EXPECT_EQ((*as_found)->rows, 2u) << "numbers are no names";
    const auto named = xlsx.open({std::string("Sales"), std::string("yes")}, path, nullptr);
    ASSERT_TRUE(named);
    EXPECT_EQ((*named)->rows, 1u);
    EXPECT_TRUE(xlsx.open({std::string("Secret"), std::string("no")}, path, nullptr)) << "by name a hidden one too";
    const auto missing = xlsx.open({std::string("Costs"), std::string("no")}, path, nullptr);
    ASSERT_FALSE(missing);
    EXPECT_NE(render(missing.error().hint).find("Sales"), std::string::npos);
}

TEST(Xlsx, IsKnownByItsContentAndInArchives)
{
    const DataFolder folder, other;
    const std::string content = *read_file(Book(usual).write(folder));
    const auto renamed = open_data(folder.write("download", content));
    ASSERT_TRUE(renamed);
    EXPECT_EQ((*renamed)->source, "xlsx");
    const auto inside = open_data(test::packed(other, "tar.gz", {{"x/a.xlsx", content}}));
    ASSERT_TRUE(inside) << render(inside.error().message);
    EXPECT_EQ((*inside)->source, "xlsx");
    EXPECT_EQ((*inside)->rows, 3u);
    EXPECT_NE(message_of(folder.write("old.xlsx", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 secret")).find("encrypted"), std::string::npos);
}

TEST(Xlsx, HostileOnesAreRefused)
{
    const DataFolder folder;
    Book laughs(usual);
    laughs.parts["xl/sharedStrings.xml"] =
        "<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]><sst><si><t>&b;</t></si></sst>";
    EXPECT_NE(message_of(laughs.write(folder)).find("sharedStrings"), std::string::npos) << "entities";
    EXPECT_NE(message_of(Book("<row r=\"1048577\"><c><v>1</v></c></row>").write(folder)), "") << "a row too far";
    EXPECT_NE(message_of(Book("<row r=\"-5\"><c><v>1</v></c></row>").write(folder)), "") << "a row before the first";
    EXPECT_NE(message_of(Book("<row r=\"2\"/><row r=\"2\"/>").write(folder)), "") << "a row twice";
    EXPECT_NE(message_of(Book("<row><c r=\"XFE1\"><v>1</v></c></row>").write(folder)), "") << "a column too far";
    EXPECT_NE(message_of(Book("<row><c r=\"B1\"><v>1</v></c><c r=\"A1\"><v>1</v></c></row>").write(folder)), "") << "backwards";
    Book lost(usual);
    lost.parts.erase("xl/worksheets/sheet2.xml");
    EXPECT_NE(message_of(lost.write(folder)).find("sheet2"), std::string::npos);
    Book bomb(usual);
    bomb.parts["xl/sharedStrings.xml"] = "<sst>" + std::string(std::size_t{100} << 20, ' ') + "</sst>";
    EXPECT_NE(message_of(bomb.write(folder)).find("100 MB"), std::string::npos);
    const auto far = open_data(Book("<row><c t=\"s\"><v>-1</v></c><c t=\"s\"><v>99999999999</v></c><c t=\"s\"><v>x</v></c><c s=\"99\"><v>1</v></c></row>"
                                    "<row><c s=\"-1\"><v>1</v></c></row>").write(folder));
    EXPECT_TRUE(far) << "numbers of texts and styles that are not there";
}

TEST(Xlsx, CutsAndChangedBytesAreRefusedOrRead)
{
    const DataFolder folder;
    const std::string whole = *read_file(Book(usual).write(folder));
    for (std::size_t size = 0; size < whole.size(); size += 97)
        EXPECT_FALSE(open_data(folder.write("cut.xlsx", whole.substr(0, size)))) << size;
    for (std::size_t i = 0; i < whole.size(); i += 7) {
        std::string changed = whole;
        changed[i] ^= char(1 << (i % 8));
        (void)bool(open_data(folder.write("changed.xlsx", changed)));
    }
    // The same within the XML, where no checksum guards.
    for (std::size_t i = 0; i < usual.size(); i += 5) {
        std::string changed = usual;
        changed[i] = "<>\"9/&"[i % 6];
        (void)bool(open_data(Book(changed).write(folder)));
    }
}

} // namespace xlsx_test
} // namespace loom
