#include "base/process.h"
#include "base/spill.h"
#include "data/column_store.h"
#include "data/csv_text.h"
#include "data_files.h"
#include "environment.h"
#include "shadows.h"

#include <gtest/gtest.h>

#include <sys/resource.h>

#include <csignal>
#include <numeric>
#include <stdexcept>

namespace loom {
namespace column_store_test {

constexpr std::size_t many = 1'000'000; // 8 MB, of which one stays in memory.
constexpr std::size_t in_files = std::size_t{1} << 20, in_memory = std::numeric_limits<std::size_t>::max();

/// 0 to many - 1, put in by all ways.
void fill(ColumnStore<std::int64_t>& store)
{
    std::vector<std::int64_t> some(300'000);
    std::iota(some.begin(), some.end(), 0);
    store.append(some);
    for (std::int64_t v = 300'000; v < 400'000; ++v)
        store.push_back(v);
    store.append_each(many - 400'000, [](std::size_t i) { return std::int64_t(400'000 + i); });
}

bool is_filled(const ColumnArray<std::int64_t>& values)
{
    if (values.size() != many)
        return false;
    for (std::size_t i = 0; i < many; ++i)
        if (values[i] != std::int64_t(i))
            return false;
    return true;
}

TEST(GrowingMemory, KeepsWhatItHolds)
{
    GrowingMemory<std::uint64_t> memory;
    std::uint64_t next = 0;
    for (const std::size_t bytes : {std::size_t{1} << 10, std::size_t{1} << 20, std::size_t{3} << 20, std::size_t{9} << 20, std::size_t{40} << 20}) {
        memory.reserve(bytes / 8);
        for (std::uint64_t& v : std::span(memory.grow(bytes / 8 - memory.size()), bytes / 8 - std::size_t(next)))
            v = next++;
        if (bytes >= std::size_t{2} << 20) {
            EXPECT_EQ(reinterpret_cast<std::uintptr_t>(memory.data()) % (std::size_t{2} << 20), 0u) << "large pages";
        }
        GrowingMemory<std::uint64_t> other = std::move(memory);
        memory = std::move(other);
        for (std::size_t i = 0; i < memory.size(); ++i)
            ASSERT_EQ(memory.values()[i], i) << bytes;
    }
    EXPECT_THROW(memory.reserve(std::size_t{1} << 57), std::bad_alloc);
    EXPECT_EQ(memory.values().back(), next - 1);
}

TEST(ColumnStore, GivesWhatItGot)
{
    for (const bool in_file : {false, true}) {
        ColumnStore<std::int64_t> store(in_file ? in_files : in_memory);
        fill(store);
        EXPECT_EQ(store.size(), many);
        EXPECT_EQ(store.in_memory().size() < many, in_file);
        const ColumnArray<std::int64_t> values = store.take();
        EXPECT_TRUE(is_filled(values)) << in_file;
        EXPECT_TRUE(store.empty());
        // It can be filled again, and what it gave stays.
        store.append(5, 7);
        const auto again = store.take();
        EXPECT_EQ(again.size(), 5u);
        EXPECT_EQ(again[4], 7);
        EXPECT_TRUE(is_filled(values)) << in_file;
    }
    EXPECT_EQ(ColumnStore<double>(in_files).take().size(), 0u);
}

TEST(ColumnStore, StaysInMemoryWhereThereIsNoFolder)
{
    const test::DataFolder folder;
    const std::string file = folder.write("file", "no folder");
    for (const char* const cache : {file.c_str(), "/proc"}) {
        const test::Environment environment("XDG_CACHE_HOME", cache);
        EXPECT_FALSE(Spill::open());
        ColumnStore<std::int64_t> store(in_files);
        fill(store);
        EXPECT_EQ(store.in_memory().size(), many);
        EXPECT_TRUE(is_filled(store.take()));
    }
    const test::Environment no_cache("XDG_CACHE_HOME", nullptr), no_home("HOME", nullptr);
    EXPECT_FALSE(Spill::open());
}

TEST(ColumnStore, GoesOnInMemoryWhenTheDiskTakesNoMore)
{
    // A process of its own: the limit of a file's size is the process's.
    EXPECT_EXIT(
        {
            std::signal(SIGXFSZ, SIG_IGN);
            rlimit limit{};
            limit.rlim_cur = limit.rlim_max = 3 << 20;
            setrlimit(RLIMIT_FSIZE, &limit);
            ColumnStore<std::int64_t> store(in_files);
            fill(store);
            const bool was_in_file = store.in_memory().size() == many && Spill::open();
            std::_Exit(was_in_file && is_filled(store.take()) ? 0 : 1);
        },
        testing::ExitedWithCode(0), "");
}

TEST(ColumnStore, HasAFileForEachOfManyColumns)
{
    EXPECT_EXIT(
        {
            rlimit limit{};
            getrlimit(RLIMIT_NOFILE, &limit);
            limit.rlim_cur = 64;
            setrlimit(RLIMIT_NOFILE, &limit);
            std::vector<std::unique_ptr<Spill>> files;
            for (int i = 0; i < 100; ++i)
                files.push_back(Spill::open());
            std::_Exit(std::ranges::find(files, nullptr, &std::unique_ptr<Spill>::get) == files.end() ? 0 : 1);
        },
        testing::ExitedWithCode(0), "");
}

TEST(ColumnStore, LeavesNoFile)
{
    const test::DataFolder folder;
    const test::Environment environment("XDG_CACHE_HOME", folder.path().c_str());
    ColumnStore<std::int64_t> store(in_files);
    fill(store);
    const auto values = store.take();
    EXPECT_TRUE(fs::is_empty(fs::path(folder.path()) / "layerloom"));
}

TEST(TextStore, GivesWhatItGot)
{
    for (const bool in_file : {false, true}) {
        TextStore store(in_file ? in_files : in_memory), share;
        for (std::size_t i = 0; i < 200'000; ++i)
            (i % 3 ? store : share).push_back(i % 7 ? std::to_string(i) : "");
        store.append(share);
        EXPECT_EQ(store.size(), 200'000u);
        const Texts texts = store.take();
        ASSERT_EQ(texts.size(), 200'000u);
        EXPECT_EQ(texts[0], "1");
        EXPECT_EQ(texts[texts.size() - 1], "199998");
        Texts copy = texts;
        copy.push_back("more");
        EXPECT_EQ(copy[200'000], "more");
        EXPECT_EQ(copy[1], texts[1]);
        EXPECT_EQ(texts.size(), 200'000u);
    }
}

TEST(CsvMemory, LongTextsNeedLittle)
{
    const test::DataFolder folder;
    std::string text = "id,x,word,note\n";
    for (int row = 0; text.size() < (std::size_t{64} << 20); ++row)
        text += std::to_string(row) + "," + std::to_string(row % 1000) + ".5,word " + std::to_string(row % 5) + ",note " +
                std::to_string(row * 7) + "\n";
    const auto bytes = open_bytes(folder.write("long.csv", text));
    ASSERT_TRUE(bytes);
    text = {};
    const CsvPiece piece{*bytes, "long.csv"};
    const std::size_t before = private_bytes();
    const auto read = read_csv({&piece, 1}, {}, nullptr, {.share_bytes = std::size_t{1} << 20, .most_in_memory = 0});
    ASSERT_TRUE(read);
    EXPECT_GT(read->table->rows, 1'000'000u);
    EXPECT_LT(private_bytes(), before + test::shadows * (std::size_t{56} << 20)); // The values have more than 100 MB.
}

TEST(Csv, ALineWithoutEndIsNoTable)
{
    const CsvPiece piece{bytes_in_memory("a,b\n1,2\n" + std::string(std::size_t{150} << 20, 'x')), "line.csv"};
    const auto read = read_csv({&piece, 1}, {}, nullptr);
    ASSERT_FALSE(read);
    EXPECT_NE(render(read.error().message, Language::English).find("line.csv has a line of more than 64 MB"), std::string::npos)
        << render(read.error().message, Language::English);
}

/// Bytes of which the second half cannot be read.
class BrokenBytes : public Bytes {
public:
    BrokenBytes(std::string content, bool throws) : content_(std::move(content)), throws_(throws) {}
    std::uint64_t size() const override { return content_.size(); }
    Status read(std::uint64_t offset, std::span<char> to) const override
    {
        if (offset + to.size() > content_.size() / 2 && offset > 0) {
            if (throws_)
                throw std::runtime_error("no more");
            return Error{LOOM_TEXT("%1 cannot be read.")};
        }
        content_.copy(to.data(), to.size(), std::size_t(offset));
        return Ok{};
    }

private:
    std::string content_;
    bool throws_;
};

/// 200 000 rows, of which the second column begins as numbers and ends as texts.
std::string long_text()
{
    std::string text = "a,b\n";
    for (int row = 0; row < 200'000; ++row)
        text += std::to_string(row) + "," + (row < 150'000 ? "1" : "x") + "\n";
    return text;
}

TEST(Csv, WhatCannotBeReadEndsTheReading)
{
    for (const bool throws : {false, true}) {
        const CsvPiece piece{std::make_shared<BrokenBytes>(long_text() + std::string(std::size_t{8} << 20, '\n'), throws), "table.csv"};
        const auto read = [&] { return read_csv({&piece, 1}, {}, nullptr, {.share_bytes = 4096}); };
        if (throws)
            EXPECT_THROW(static_cast<void>(read()), std::runtime_error);
        else
            EXPECT_FALSE(read());
    }
}

/// Bytes that say something else when they are read once more.
class ChangedBytes : public Bytes {
public:
    explicit ChangedBytes(std::string content) : content_(std::move(content)) {}
    std::uint64_t size() const override { return content_.size(); }
    Status read(std::uint64_t offset, std::span<char> to) const override
    {
        content_.copy(to.data(), to.size(), std::size_t(offset));
        // The end has been read by then.
        if (whole_ && offset > content_.size() / 2)
            std::ranges::replace(to, '\n', ' ');
        whole_ = whole_ || offset + to.size() == content_.size();
        return Ok{};
    }

private:
    std::string content_;
    mutable std::atomic<bool> whole_ = false;
};

TEST(Csv, AFileThatChangesMeanwhileIsAnError)
{
    std::string text = long_text();
    while (text.size() < (std::size_t{5} << 20)) // More than the beginning that is looked at.
        text += "7,x\n";
    const CsvPiece piece{std::make_shared<ChangedBytes>(text), "table.csv"};
    const auto read = read_csv({&piece, 1}, {}, nullptr, {.share_bytes = 1 << 16});
    ASSERT_FALSE(read);
    EXPECT_EQ(render(read.error().message, Language::English), "table.csv has changed while it was read.");
}

TEST(Csv, ReadingCanBeStopped)
{
    /// Stops the reading when the middle is read.
    struct StoppingBytes : Bytes {
        std::string content = long_text();
        Progress* progress = nullptr;
        mutable std::atomic<int> reads = 0;
        std::uint64_t size() const override { return content.size(); }
        Status read(std::uint64_t offset, std::span<char> to) const override
        {
            content.copy(to.data(), to.size(), std::size_t(offset));
            if (++reads == 100)
                progress->cancelled = true;
            return Ok{};
        }
    };
    Progress progress;
    const auto bytes = std::make_shared<StoppingBytes>();
    bytes->progress = &progress;
    const CsvPiece piece{bytes, "table.csv"};
    const auto read = read_csv({&piece, 1}, {}, &progress, {.share_bytes = 4096});
    ASSERT_FALSE(read);
    EXPECT_EQ(render(read.error().message, Language::English), "Opening the data was stopped.");
    EXPECT_LT(bytes->reads, 110); // Nothing is read behind that but what threads had begun.
}

TEST(Csv, LinesBetweenRowsCostLittle)
{
    // Looking far ahead for each row would take minutes here.
    std::string text = "a,b\n";
    for (int row = 0; row < 300'000; ++row)
        text += std::to_string(row) + ",1\n\n";
    const CsvPiece piece{bytes_in_memory(text), "table.csv"};
    const auto read = read_csv({&piece, 1}, {}, nullptr);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->table->rows, 300'000u);
}

TEST(Csv, ShortRowsAtTheEndOfTheText)
{
    // Nothing may be read behind the text: the sanitizer looks.
    for (std::size_t filled = 0; filled < 40; ++filled)
        for (const char* last : {"3,4\n", "3,x\n", "3,2024-01-01\n", "x\"y,5\n6,7\n"}) {
            const std::string text = "a,b\n" + std::string(filled, '1') + ",2\n" + last;
            const CsvPiece piece{bytes_in_memory(text), "table.csv"};
            for (const std::size_t share : {std::size_t{1}, std::size_t{9}, text.size()})
                ASSERT_TRUE(read_csv({&piece, 1}, {.delimiter = ',', .header_rows = 1}, nullptr, {.share_bytes = share}));
        }
}

TEST(Csv, AnotherEncodingIsNotRead)
{
    std::string text = "a,b\n";
    for (int row = 0; row < 5000; ++row)
        text += "1,2\n";
    text += "\xD6\xD0,3\n"; // GBK, far behind the beginning.
    const CsvPiece piece{bytes_in_memory(text), "table.csv"};
    const auto read = read_csv({&piece, 1}, {}, nullptr, {.share_bytes = 1000});
    ASSERT_TRUE(read);
    EXPECT_FALSE(read->utf8);
    EXPECT_FALSE(read->table);
    // In a long row of names alone.
    std::string names = "a";
    for (int i = 1; i < 20'000; ++i)
        names += ",column" + std::to_string(i);
    const CsvPiece header{bytes_in_memory(names + ",\xD6\xD0\n" + std::string(20'000, ',') + "\n"), "table.csv"};
    const auto read_header = read_csv({&header, 1}, {.delimiter = ',', .header_rows = 1}, nullptr);
    ASSERT_TRUE(read_header);
    EXPECT_FALSE(read_header->utf8);
}

} // namespace column_store_test
} // namespace loom
