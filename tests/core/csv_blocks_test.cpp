#include "data/csv_blocks.h"
#include "data/quick_number.h"

#include <gtest/gtest.h>

#include <sys/mman.h>

#include <algorithm>
#include <array>
#include <random>

namespace loom {
namespace csv_blocks_test {

struct Record {
    std::vector<std::string> fields;
    std::size_t line = 0;
    bool broken = false;
    bool operator==(const Record&) const = default;
};
void PrintTo(const Record& r, std::ostream* out)
{
    *out << r.line << (r.broken ? " broken" : "");
    for (const auto& f : r.fields)
        *out << " [" << testing::PrintToString(f) << "]";
}

Record record_of(const CsvScanner& scanner, const std::vector<CsvField>& fields, char quote)
{
    Record r{{}, scanner.line(), scanner.broken()};
    std::string scratch;
    for (const CsvField& f : fields)
        r.fields.emplace_back(field_text(f, quote, scratch));
    return r;
}

std::vector<Record> one_by_one(std::string_view text, const CsvDialect& dialect)
{
    std::vector<Record> records;
    CsvScanner scanner(text, dialect);
    std::vector<CsvField> fields;
    while (scanner.next(fields))
        records.push_back(record_of(scanner, fields, dialect.quote));
    return records;
}

/// `in_blocks` counts those that the scanner did not read.
std::vector<Record> by_blocks(std::string_view text, const CsvDialect& dialect, std::size_t& in_blocks)
{
    std::vector<Record> records;
    CsvScanner scanner(text, dialect);
    CsvBlocks blocks(dialect);
    CsvBlock block;
    std::vector<CsvField> fields;
    std::string scratch;
    for (;;) {
        scanner.skip_empty_lines();
        if (scanner.at() >= text.size())
            return records;
        blocks.read(text, scanner.at(), text.size(), block);
        for (std::size_t row = 0; row < block.rows; ++row) {
            Record r{{}, scanner.next_line() + block.lines_before(row), false};
            for (std::size_t c = 0; c < block.columns; ++c)
                r.fields.emplace_back(block.field(row, c, scratch));
            records.push_back(std::move(r));
        }
        in_blocks += block.rows;
        if (block.rows)
            scanner.pass(block.bytes, block.lines_before(block.rows));
        else if (scanner.next(fields))
            records.push_back(record_of(scanner, fields, dialect.quote));
    }
}

TEST(CsvBlocks, GiveWhatTheScannerGives)
{
    std::mt19937 random(1);
    std::size_t in_blocks = 0, all = 0;
    // Records as they should be, spoiled now and then by a character that may mean something.
    static constexpr std::string_view odd = ",;\t\"'\r\n \0x7", plain = "abc019.-  ";
    for (int text_number = 0; text_number < 20'000; ++text_number) {
        CsvDialect dialect;
        dialect.columns = 1 + random() % 4;
        dialect.delimiter = ",;\t"[random() % 3];
        dialect.quote = "\"'\0"[random() % 3];
        const char* const line_end = random() % 2 ? "\n" : "\r\n";
        const auto spoiled = random() % 3 ? 0 : 1 + random() % 100;
        std::string text;
        const auto put = [&](char c) { text += spoiled && random() % 100 < spoiled ? odd[random() % odd.size()] : c; };
        const std::size_t rows = random() % 60;
        for (std::size_t r = 0; r < rows; ++r) {
            for (std::size_t c = 0; c < dialect.columns; ++c) {
                const bool quoted = dialect.quote && random() % 4 == 0;
                if (quoted)
                    put(dialect.quote);
                for (std::size_t n = random() % (random() % 8 ? 6 : 90); n > 0; --n) {
                    const auto kind = quoted ? random() % 12 : 3;
                    if (kind == 0)
                        text += std::string(2, dialect.quote);
                    else if (kind == 1)
                        text += line_end;
                    else
                        put(kind == 2 ? dialect.delimiter : plain[random() % plain.size()]);
                }
                if (quoted)
                    put(dialect.quote);
                if (c + 1 < dialect.columns)
                    put(dialect.delimiter);
            }
            if (r + 1 < rows || random() % 2)
                text += line_end;
        }
        const auto wanted = one_by_one(text, dialect);
        const auto got = by_blocks(text, dialect, in_blocks);
        ASSERT_EQ(got, wanted) << testing::PrintToString(text) << " delimiter " << dialect.delimiter << ", quote "
                               << dialect.quote << ", " << dialect.columns << " columns";
        all += wanted.size();
    }
    EXPECT_GT(2 * in_blocks, all); // That blocks read them at all.
}

TEST(CsvBlocks, SeeWhatIsOddAtAnyPlace)
{
    CsvDialect dialect;
    dialect.columns = 2;
    const std::string calm = "1,2\n" + std::string(100, 'x') + "," + std::string(100, 'y') + "\n";
    for (std::size_t place = 0; place < 140; ++place) {
        const std::string front = std::string(place, 'a') + ",";
        // As written, and whether it is plain.
        for (const auto& [field, is_plain] : std::vector<std::pair<std::string, bool>>{
                 {"\"b\"", true}, {"\"b,\"\"\n\"", true}, {"\"\"", true}, {"\"b\"c", false}, {"b\"c\"", false},
                 {" \"b\"", false}, {"\"b\" ", false}, {"b\rc", false}, {"b\r", true}, {std::string("b\0", 2), false}}) {
            const std::string text = calm + front + field + "\n" + calm;
            std::size_t in_blocks = 0;
            ASSERT_EQ(by_blocks(text, dialect, in_blocks), one_by_one(text, dialect)) << testing::PrintToString(text);
            ASSERT_EQ(in_blocks, is_plain ? 5u : 4u) << testing::PrintToString(text);
        }
    }
}

TEST(CsvBlocks, EndOnlyBehindRecords)
{
    CsvDialect dialect;
    dialect.columns = 2;
    std::string text;
    for (int row = 0; row < 40'000; ++row)
        text += std::to_string(row) + ",\"x\ny\"\n";
    CsvBlocks blocks(dialect);
    CsvBlock block;
    std::size_t at = 0, rows = 0;
    std::string scratch;
    for (; at < text.size(); at += block.bytes) {
        blocks.read(text, at, text.size(), block);
        ASSERT_GT(block.rows, 0u);
        ASSERT_LT(block.bytes, 2 * CsvBlocks::block_bytes);
        EXPECT_EQ(block.field(0, 0, scratch), std::to_string(rows));
        EXPECT_EQ(block.lines_before(block.rows), 2 * block.rows);
        rows += block.rows;
    }
    EXPECT_EQ(rows, 40'000u);
    // What begins behind `until` stays.
    blocks.read(text, 0, 20, block);
    EXPECT_EQ(block.rows, 2u);
}

TEST(CsvBlocks, TakeRecordsOfAnyLength)
{
    CsvDialect dialect;
    dialect.columns = 50'000;
    std::string row = "1";
    for (std::size_t c = 1; c < dialect.columns; ++c)
        row += "," + std::to_string(c);
    const std::string text = row + "\n" + row + "\n";
    CsvBlocks blocks(dialect);
    CsvBlock block;
    blocks.read(text, 0, text.size(), block);
    ASSERT_EQ(block.rows, 1u);
    std::string scratch;
    EXPECT_EQ(block.field(0, 49'999, scratch), "49999");
}

TEST(FieldMarking, EveryWayFindsTheSame)
{
    constexpr std::size_t blocks = 37;
    std::mt19937 random(5);
    // Behind the text is a page that must not be read.
    constexpr std::size_t page = 4096, size = blocks * ByteMarks::size / page * page + page;
    char* const pages = static_cast<char*>(::mmap(nullptr, size + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
    ASSERT_NE(pages, MAP_FAILED);
    ASSERT_EQ(::mprotect(pages + size, page, PROT_NONE), 0);
    const std::span<char> guarded(pages + size - blocks * ByteMarks::size, blocks * ByteMarks::size);
    for (const std::string_view alphabet : {std::string_view(",\"\r\n\0ab", 7), std::string_view("abcdefghijklm,nop"), std::string_view(",")}) {
        const std::span text = guarded.first(blocks * ByteMarks::size);
        for (char& c : text)
            c = alphabet[random() % alphabet.size()];
        const auto places_of = [&](char c) {
            std::vector<std::uint32_t> places;
            for (std::size_t i = 0; i < text.size(); ++i)
                if (text[i] == c)
                    places.push_back(1000 + std::uint32_t(i));
            return places;
        };
        for (const FieldMarking& way : field_markings()) {
            std::array<FieldMarks, blocks> found;
            way.find(text.data(), blocks, ',', '"', found.data());
            const std::pair<char, std::uint64_t FieldMarks::*> kinds[] = {{',', &FieldMarks::delimiters},
                                                                          {'\n', &FieldMarks::line_ends},
                                                                          {'\r', &FieldMarks::crs},
                                                                          {'"', &FieldMarks::quotes},
                                                                          {'\0', &FieldMarks::zeros}};
            for (const auto& [c, kind] : kinds) {
                std::array<std::uint64_t, blocks> bits;
                std::ranges::transform(found, bits.begin(), kind);
                std::vector<std::uint32_t> places(text.size() + places_beyond);
                const auto* const end = way.write_places(bits.data(), blocks, 1000, places.data());
                places.resize(std::size_t(end - places.data()));
                EXPECT_EQ(places, places_of(c)) << int(c);
            }
        }
    }
    ::munmap(pages, size + page);
}

TEST(QuickNumber, IsTheNumberOrSaysNothing)
{
    std::mt19937 random(2);
    std::size_t quick = 0;
    for (int i = 0; i < 300'000; ++i) {
        std::string text = random() % 3 ? "" : "-";
        const std::size_t size = 1 + random() % 18;
        for (std::size_t k = 0; k < size; ++k)
            text += random() % 12 ? char('0' + random() % 10) : ".,e- :/"[random() % 7];
        for (const DecimalMark mark : {DecimalMark::Point, DecimalMark::Comma}) {
            const std::string behind = text + ",1234567890123456789";
            QuickNumber n;
            const bool is = quick_number(behind.data(), behind.data() + text.size(), mark == DecimalMark::Point ? '.' : ',', n);
            const auto wanted = parse_number(text, mark);
            if (!is || n.digits > std::uint64_t{1} << 53)
                continue;
            ++quick;
            ASSERT_TRUE(wanted) << text;
            double value = double(n.digits);
            for (int k = 0; k < n.behind; ++k)
                value /= 10;
            ASSERT_NEAR(n.minus ? -value : value, *wanted, std::abs(*wanted) * 1e-14) << text;
            ASSERT_EQ(n.point, text.find_first_of(".,") != text.npos) << text;
        }
    }
    EXPECT_GT(quick, 100'000u);
    const auto told = [](const std::string& text) {
        const std::string behind = text + std::string(24, ' ');
        QuickNumber n;
        return quick_number(behind.data(), behind.data() + text.size(), '.', n);
    };
    for (const char* text : {"0", "7", "-7", "0.5", "-0.25", "12345678", "123456789", "1234567.5", "12345678.5",
                             "123456789012345.", "1234567890123456"})
        EXPECT_EQ(told(text), std::string(text).back() != '.') << text;
    for (const char* text : {"", "-", "007", "-01", ".5", "5.", "1.2.3", "1e5", "12345678901234567", "1 2", "--1", "+1", "一"})
        EXPECT_FALSE(told(text)) << text;
}

TEST(QuickDate, IsTheDateOrSaysNothing)
{
    std::mt19937 random(3);
    std::size_t quick = 0;
    for (int i = 0; i < 300'000; ++i) {
        const auto number = [&](int width, std::uint32_t below) {
            std::string digits = std::to_string(random() % below);
            return std::string(std::size_t(width) - std::min<std::size_t>(digits.size(), std::size_t(width)), '0') + digits;
        };
        std::string text = number(4, 9999) + "-" + number(2, 15) + "-" + number(2, 34);
        if (random() % 2)
            text += (random() % 3 ? " " : "T") + number(2, 26) + ":" + number(2, 62) + ":" + number(2, 62);
        if (random() % 8 == 0)
            text[random() % text.size()] = "0 -:T.x/"[random() % 8];
        if (const auto seconds = quick_date(text.data(), text.data() + text.size())) {
            ++quick;
            ASSERT_EQ(seconds, parse_date(text)) << text;
        }
    }
    EXPECT_GT(quick, 100'000u);
    for (const char* text : {"2023-02-29", "2024-13-01", "2024-00-10", "2024-1-01", "2024-01-01 24:00:00", "2024-01-01T12:30",
                             "2024-01-01 12:30:0x", "20240101", ""})
        EXPECT_FALSE(quick_date(text, text + std::string_view(text).size())) << text;
}

} // namespace csv_blocks_test
} // namespace loom
