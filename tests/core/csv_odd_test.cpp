// What real files do that no format allows: each is read as people mean it, and the notes say so.
#include "data/csv_text.h"
#include "data/dataset.h"
#include "data/open.h"
#include "data/text_encoding.h"
#include "data_files.h"
#include "schema/types.h"

#include <gtest/gtest.h>

namespace loom {
namespace csv_odd_test {

std::shared_ptr<const Table> opened(const std::string& path)
{
    auto table = open_data(path);
    EXPECT_TRUE(table) << render(table.error().message);
    return table ? *table : std::make_shared<const Table>();
}

std::shared_ptr<const Table> good(std::string_view text)
{
    const test::DataFolder folder;
    return opened(folder.write("table.csv", text));
}

/// With some settings of the source.
Result<std::shared_ptr<const Table>> with(std::string_view text,
                                          const std::vector<std::pair<std::string_view, Value>>& settings)
{
    const test::DataFolder folder;
    const SourceType& type = *find_source("csv");
    Values values = defaults(type);
    for (const auto& [key, value] : settings)
        values[*type.index_of(key)] = value;
    EXPECT_TRUE(validate(type, values).empty());
    return type.open(values, folder.write("table.csv", text), nullptr);
}

std::string names(const Table& t)
{
    std::string out;
    for (const Column& c : t.columns)
        out += (out.empty() ? "" : "|") + c.name;
    return out;
}

std::string types(const Table& t)
{
    std::string out;
    for (const Column& c : t.columns)
        out += (out.empty() ? "" : " ") + std::string(column_type_id(c.type));
    return out;
}

std::string notes(const Table& t)
{
    std::string out;
    for (const Message& note : t.notes)
        out += render(note, Language::English) + "\n";
    return out;
}

bool noted(const Table& t, std::string_view part)
{
    return notes(t).find(part) != std::string::npos;
}

TEST(OddCsv, ALineThatCountsComesFirst)
{
    const std::string text = "4,2,ham,spam\n1.5,2.5,0\n2.5,1,1\n3.25,0,1\n4,4,0\n";
    const auto t = good(text);
    EXPECT_EQ(t->rows, 4u);
    EXPECT_EQ(t->bad_row_count, 0u);
    EXPECT_EQ(types(*t), "number number category");
    EXPECT_EQ(t->columns[2].text(1), "spam");
    EXPECT_EQ(t->target, "column 3");
    EXPECT_TRUE(noted(*t, "“4,2,ham,spam”, counts rows and columns")) << notes(*t);
    EXPECT_TRUE(noted(*t, "got the names that the first line gives")) << notes(*t);
    EXPECT_FALSE(noted(*t, "cut off"));
    // Overruled: its names, and the line itself.
    EXPECT_EQ(types(**with(text, {{"mend", false}})), "number number integer");
    EXPECT_EQ((*with(text, {{"skipped_lines", std::int64_t{0}}}))->bad_row_count, 1u);
    EXPECT_EQ((*with(text, {{"skipped_lines", std::int64_t{3}}}))->rows, 2u);

    const auto named = good("3,3,,\n\"A\",\"B\",\"C\",\"D\"\n1,2,3,4\n5,6,7,8\n");
    EXPECT_EQ(names(*named), "A|B|C|D");
    EXPECT_EQ(named->rows, 2u);
    EXPECT_TRUE(noted(*named, "counts 3 rows; the file has 2")) << notes(*named);
    // No count: a row like the others.
    EXPECT_EQ(good("4,2,9\n1,2,3\n3,4,5\n")->rows, 3u);
    EXPECT_EQ(good("1,2,,\n3,4,5,6\n7,8,9,10\n")->rows, 3u);
}

TEST(OddCsv, TitlesAndRemarksComeFirst)
{
    const auto t = good("Sales of the year\n\n# made by hand\na,b,c\n1,2,3\n4,5,6\n7,8,9\n10,11,12\n13,14,15\n");
    EXPECT_EQ(names(*t), "a|b|c");
    EXPECT_EQ(t->rows, 5u);
    EXPECT_EQ(types(*t), "integer integer integer");
    EXPECT_TRUE(noted(*t, "The first 3 lines, “Sales of the year”")) << notes(*t);
    // Line numbers are those of the file.
    const auto bad = good("Title\n\na,b,c\n1,2,3\n4,5\n7,8,9\n1,2,3\n4,5,6\n");
    ASSERT_EQ(bad->bad_row_count, 1u);
    EXPECT_EQ(bad->bad_rows[0].place, "5");
    // Blanks after a title, as spreadsheets write it.
    EXPECT_EQ(names(*good("Report,,\na,b,c\n1,2,3\n4,5,6\n7,8,9\n1,2,3\n")), "a|b|c");
    // Sparse rows are no titles.
    EXPECT_EQ(good("x,,\ny,1,2\nz,,\nw,,\nv,2,3\nu,,\nt,3,4\n")->rows, 7u);
    EXPECT_EQ(good("5,,\n6,1,2\n7,2,3\n8,3,4\n9,4,5\n")->rows, 5u);
    // A header that lacks the name of the row numbers is none.
    EXPECT_EQ(names(*good("a,b\nr1,1,2\nr2,3,4\nr3,5,6\n")), "column 1|a|b");
}

TEST(OddCsv, SeveralRowsOfNames)
{
    const std::string text = "net,1,1,2\nhemi,lh,rh,lh\n,,,\n0,1.5,2.5,3\n1,2,3,4\n2,3,4,5\n3,4,5,6\n4,5,6,7\n";
    const auto t = good(text);
    EXPECT_EQ(names(*t), "net-hemi|1-lh|1-rh|2-lh");
    EXPECT_EQ(types(*t), "integer number number integer");
    EXPECT_EQ(t->rows, 5u);
    EXPECT_TRUE(noted(*t, "The first 3 rows hold names")) << notes(*t);
    const auto one = with(text, {{"header_rows", std::int64_t{1}}});
    EXPECT_EQ((*one)->rows, 7u);
    EXPECT_EQ((*one)->columns[0].name, "net");
    EXPECT_EQ((*with(text, {{"header", std::string("no")}}))->rows, 8u);
    // Units below names; a name over several columns.
    EXPECT_EQ(names(*good("time,speed\ns,m/s\n1,2\n3,4\n5,6\n7,8\n")), "time-s|speed-m/s");
    EXPECT_EQ(names(*good("id,score,,\n,a,b,c\nx,1,2,3\ny,4,5,6\nz,7,8,9\nw,1,2,4\n")), "id|score-a|score-b|score-c");
    // Words in the first row of numbers are no names: they come again, or stand in one column alone.
    EXPECT_EQ(good("a,b,c\nunknown,unknown,3\n1,2,3\n4,5,6\nunknown,unknown,7\n1,1,1\n2,2,2\n")->rows, 6u);
    EXPECT_EQ(good("a,b\nx,bad\ny,2\nz,3\nw,4\nv,5\n")->rows, 5u);
    // They stand behind a value of the column of words, as in all rows.
    EXPECT_EQ(good("name,age,score\nAnn,old,low\nBob,1,2\nCy,3,4\nDi,5,6\n")->rows, 4u);
    EXPECT_EQ(names(*good("name,age,score\n,years,points\nBob,1,2\nCy,3,4\nDi,5,6\n")), "name|age-years|score-points");
    // They say that nothing is known.
    EXPECT_EQ(good("age,score\nunknown,未知\n1,2\n3,4\n5,6\n")->rows, 4u);
    // Years over numbers.
    EXPECT_EQ(names(*good("country,1990,1991,1992\nA,1,2,3\nB,4,5,6\nC,2,2,2\n")), "country|1990|1991|1992");
    EXPECT_EQ(names(*good(",0,1,2,3,4\na,1.5,2,3,1,1\nb,4,5,6,2,2\n")), "column 1|0|1|2|3|4");
    EXPECT_EQ(good("a,1,2,3\nb,4,5,6\nc,7,8,9\n")->rows, 3u);
    EXPECT_EQ(good("a,1999,2000,2001\nb,2001,2002,2003\nc,7,8,9\n")->rows, 3u);
}

TEST(OddCsv, BytesAsPythonWritesThem)
{
    const std::string lines = "b'a,b\n1,2\n3,4\n'";
    const auto t = good(lines);
    EXPECT_EQ(names(*t), "a|b");
    EXPECT_EQ(t->rows, 2u);
    EXPECT_EQ(t->bad_row_count, 0u);
    EXPECT_TRUE(noted(*t, "wrapped in b'…'")) << notes(*t);
    EXPECT_EQ((*with(lines, {{"mend", false}}))->columns[0].name, "b'a");
    // All in one line, with what stands for bytes: é, a quote, a backslash.
    const auto escaped = good("b'a,b\\r\\n1,caf\\xc3\\xa9\\r\\n2,it\\'s\\r\\n3,c:\\\\x\\r\\n'\n");
    EXPECT_EQ(names(*escaped), "a|b");
    ASSERT_EQ(escaped->rows, 3u);
    EXPECT_EQ(escaped->columns[1].text(0), "café");
    EXPECT_EQ(escaped->columns[1].text(1), "it's");
    EXPECT_EQ(escaped->columns[1].text(2), "c:\\x");
    std::string text = "b\"1,2\\n3,4\"";
    EXPECT_TRUE(unwrap_bytes_literal(text));
    EXPECT_EQ(text, "1,2\n3,4");
    for (const char* other : {"", "b'", "b", "b'abc", "abc'", "b'abc\""}) {
        std::string same = other;
        EXPECT_FALSE(unwrap_bytes_literal(same)) << other;
        EXPECT_EQ(same, other);
    }
}

TEST(OddCsv, FullStopsBehindTheLabelsOfOnePart)
{
    const auto rows = [](const char* a, const char* b) {
        std::string text;
        for (int i = 0; i < 20; ++i)
            text += std::to_string(i % 7) + ", " + (i % 3 ? a : b) + "\n";
        return text;
    };
    const test::DataFolder folder;
    folder.write("train.csv", rows("<=50K", ">50K"));
    folder.write("test.csv", "|1x3 Cross validator\n" + rows("<=50K.", ">50K."));
    const auto t = opened(folder.path());
    EXPECT_EQ(std::get<Codes>(t->columns[1].cells).names, (std::vector<std::string>{"<=50K", ">50K"}));
    EXPECT_EQ(t->columns[1].text(39), "<=50K");
    EXPECT_EQ(t->columns[1].text(20), ">50K");
    EXPECT_TRUE(noted(*t, "in the part “test” a full stop")) << notes(*t);
    // Only where all fit.
    folder.write("test.csv", rows("<=50K.", ">60K."));
    EXPECT_EQ(std::get<Codes>(opened(folder.path())->columns[1].cells).names.size(), 4u);
}

TEST(OddCsv, QuotesThatAreText)
{
    std::string text;
    for (int i = 0; i < 30; ++i)
        text += "ham\tfine " + std::to_string(i) + "\nspam\t\"Buy\" now " + std::to_string(i) + "\n";
    text += "ham\t\"never closed\nham\tquiet\nspam\ta \"loud\" one\nham\t\"all of it\"\n";
    const test::DataFolder folder;
    const auto t = opened(folder.write("sms.tsv", text));
    ASSERT_EQ(t->rows, 64u);
    EXPECT_EQ(t->bad_row_count, 0u);
    EXPECT_EQ(t->columns[1].text(1), "\"Buy\" now 0");
    EXPECT_EQ(t->columns[1].text(60), "\"never closed");
    EXPECT_EQ(t->columns[1].text(63), "\"all of it\"");
    // Where they hold delimiters they are quotes, whatever stands behind one.
    EXPECT_EQ(good("a,b\n1, \"x, y\" \n2,\"q\"r\n")->columns[1].text(0), "x, y");
    // One column in single quotes is enough; apostrophes are none.
    const auto single = good("0.5,'-1'\n0.25,'1'\n1,'-1'\n");
    EXPECT_EQ(types(*single), "number integer");
    EXPECT_EQ(single->columns[1].number(0), -1);
    EXPECT_EQ(good("a,b\n1,'tis\n2,'twas\n3,it's\n")->columns[1].text(0), "'tis");
}

TEST(OddCsv, DatesWithTheNamesOfMonths)
{
    const auto t = good("us,uk,dash,month,not\nJan 1 2000,1 January 2000,01-Jan-2000,Jan 2000,May\n"
                        "\"Feb 28, 2001\",28 Feb 2001,28-Feb-01,February 2001,Mar\n"
                        "Sept. 3 2010,3 sep 2010,3-SEP-2010,Sep 2010,Jan\n");
    EXPECT_EQ(types(*t), "datetime datetime datetime datetime text");
    for (std::size_t c = 0; c < 3; ++c) {
        EXPECT_EQ(t->columns[c].text(0), "2000-01-01") << c;
        EXPECT_EQ(t->columns[c].text(1), "2001-02-28") << c;
        EXPECT_EQ(t->columns[c].text(2), "2010-09-03") << c;
    }
    EXPECT_EQ(t->columns[3].text(1), "2001-02-01");
    EXPECT_EQ(parse_date("Jan 1 2000 12:30"), 946'729'800);
    for (const char* no : {"Jan", "Jan 1", "Jan 32 2000", "Janu 1 2000", "1 Jan", "Feb 30 2000", "May 5", "Mayor 1 2000"})
        EXPECT_FALSE(parse_date(no)) << no;
}

TEST(OddCsv, AmountsAreNumbers)
{
    const auto t = good("price,share,sum,mixed\n$2.39 ,12%,\"€1,200.50\",$1\n-$5,3.5 %,€3,€1\n$1000,0%,€4.5,$2\n");
    EXPECT_EQ(types(*t), "number number number text");
    EXPECT_EQ(t->columns[0].number(0), 2.39);
    EXPECT_EQ(t->columns[0].number(1), -5);
    EXPECT_EQ(t->columns[1].number(1), 3.5);
    EXPECT_EQ(t->columns[2].number(0), 1200.5);
    EXPECT_TRUE(noted(*t, "“$”")) << notes(*t);
    for (const char* no : {"", "$", "%", "5", "$x", "5%%", "$5%", "US5", "$1,2"})
        EXPECT_FALSE(parse_amount(no)) << no;
    EXPECT_EQ(parse_amount("30元")->value, 30);
    EXPECT_EQ(parse_amount("US$5")->mark, "US$");
}

TEST(OddCsv, WordsThatMayBeMissingValues)
{
    std::string continents = "country,continent\n", states = "city,state\n", damage = "kind,damage\n";
    for (int i = 0; i < 12; ++i) {
        const char* codes[] = {"AF", "EU", "NA", "AS"};
        continents += "c" + std::to_string(i) + "," + codes[i % 4] + "\n";
        states += (i % 4 == 2 ? std::string("NA") : "t" + std::to_string(i)) + "," + codes[i % 4] + "\n";
        damage += std::string(i % 2 ? "bird" : "bat") + "," + (i % 4 ? "None" : i % 8 ? "Minor" : "Major") + "\n";
    }
    const auto value = good(continents);
    EXPECT_EQ(value->columns[1].text(2), "NA");
    EXPECT_TRUE(noted(*value, "“NA” is taken for a value")) << notes(*value);
    const auto missing = good(states); // The city is missing there too.
    EXPECT_TRUE(missing->columns[1].missing(2));
    EXPECT_EQ(std::get<Codes>(missing->columns[1].cells).names.size(), 3u);
    const auto none = good(damage);
    EXPECT_EQ(none->columns[1].text(1), "None");
    EXPECT_TRUE(noted(*none, "“None” is taken for a value")) << notes(*none);
}

TEST(OddCsv, NamesOfIdentifiers)
{
    std::string text = "row_id,userId,PAID,class_id,someID\n";
    for (int i = 0; i < 200; ++i)
        text += std::to_string(1000 + i) + "," + std::to_string(i % 50) + "," + std::to_string(i % 60) + "," +
                std::to_string(i % 5) + "," + (i == 7 ? std::string() : std::to_string(3 * i)) + "\n";
    EXPECT_EQ(types(*good(text)), "id id integer integer id");
}

TEST(OddCsv, AListOfClassesBesideTheTable)
{
    const test::DataFolder folder;
    std::string text;
    for (int i = 0; i < 12; ++i)
        text += "some title " + std::to_string(i) + "\t" + std::to_string(i % 3) + "\n";
    folder.write("class.txt", "finance\r\nsports\r\ngame\r\n");
    const std::string dev = folder.write("dev.txt", text);
    folder.write("test.txt", text);
    const auto t = opened(dev);
    EXPECT_EQ(types(*t), "text category");
    EXPECT_EQ(t->columns[1].text(1), "sports");
    EXPECT_EQ(t->target, "column 2");
    const auto both = opened(folder.path());
    EXPECT_EQ(both->rows, 24u);
    EXPECT_EQ(both->split[0], Part::Train);
    EXPECT_EQ(both->split[12], Part::Test);
    EXPECT_TRUE(noted(*both, "There is no part for training")) << notes(*both);
    folder.write("class.txt", "finance\nsports\n"); // Not so many as there are.
    EXPECT_EQ(types(*opened(dev)), "text integer");
}

TEST(OddCsv, SeveralTablesInAFolderAreNamed)
{
    const test::DataFolder folder;
    folder.write("ratings.csv", "a,b\n1,2\n");
    folder.write("movies.csv", "a,b\n1,2\n");
    const auto table = open_data(folder.path());
    ASSERT_FALSE(table);
    const std::string message = render(table.error().message, Language::English);
    EXPECT_NE(message.find("holds 2 tables: movies.csv, ratings.csv."), message.npos) << message;
    const test::DataFolder data;
    data.write("notes.txt", "These are notes. They are long.\nAnd say nothing.\n");
    data.write("x.data", "a;b;c\n1;2;3\n4;5;6\n");
    EXPECT_EQ(names(*opened(data.path())), "a|b|c");
}

TEST(OddCsv, TextsAreDecodedInSharesAsTheyAreAtOnce)
{
    std::string gbk(200, 'a'), utf16 = "\xFF\xFE", western = "caf\xE9 cr\xE8" "me ";
    for (int i = 0; i < 300; ++i) {
        gbk += "1,\xb9\xb7\xc3\xa8\n";
        utf16 += std::string(i % 3 ? "\x2e" : "a") + std::string(i % 3 ? "\x8c" : "\0", 1);
        western += i % 7 ? "plain " : "\xfc" "ber ";
    }
    for (const std::string& text : {gbk, utf16, western, std::string("plain,text\n"), gbk + "\xff"})
        for (const std::size_t share : {64, 101, 1 << 20}) {
            const auto whole = to_utf8(text);
            const auto shares = to_utf8(*bytes_in_memory(text), {}, nullptr, share);
            ASSERT_TRUE(whole && shares);
            EXPECT_EQ(shares->encoding, whole->encoding) << share;
            EXPECT_EQ(shares->replaced, whole->replaced);
            EXPECT_EQ(*shares->text->read(0, std::size_t(shares->text->size())), whole->text) << share;
        }
    EXPECT_FALSE(to_utf8(*bytes_in_memory(gbk), "no such encoding"));
    // Letters far behind the first share tell too.
    const auto late = to_utf8(*bytes_in_memory(std::string(5000, 'x') + "\xb9\xb7\xc3\xa8"), {}, nullptr, 1000);
    ASSERT_TRUE(late);
    EXPECT_EQ(late->encoding, "GB18030");
    Progress progress;
    progress.cancelled = true;
    EXPECT_FALSE(to_utf8(*bytes_in_memory(gbk), {}, &progress));
}

} // namespace csv_odd_test
} // namespace loom
