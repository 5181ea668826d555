#include "base/process.h"
#include "base/spill.h"
#include "data/column_store.h"
#include "data/csv_text.h"
#include "data_files.h"

#include <gtest/gtest.h>

#include <numeric>
#include <optional>

namespace loom {
namespace {

/// Another value of an environment variable while it lives.
class Environment {
public:
    Environment(const char* name, const char* value) : name_(name)
    {
        if (const char* before = std::getenv(name))
            before_ = before;
        value ? ::setenv(name, value, 1) : ::unsetenv(name);
    }
    ~Environment() { before_ ? ::setenv(name_, before_->c_str(), 1) : ::unsetenv(name_); }

private:
    const char* name_;
    std::optional<std::string> before_;
};

constexpr std::size_t many = 1'000'000; // 8 MB, of which one stays in memory.

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

TEST(ColumnStore, GivesWhatItGot)
{
    for (const bool in_file : {false, true}) {
        ColumnStore<std::int64_t> store(in_file);
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
        EXPECT_EQ(again.back(), 7);
        EXPECT_TRUE(is_filled(values)) << in_file;
    }
    EXPECT_EQ(ColumnStore<double>(true).take().size(), 0u);
}

TEST(ColumnStore, StaysInMemoryWhereThereIsNoFolder)
{
    const test::Folder folder;
    const std::string file = folder.write("file", "no folder");
    for (const char* const cache : {file.c_str(), "/proc"}) {
        const Environment environment("XDG_CACHE_HOME", cache);
        EXPECT_FALSE(Spill::open());
        ColumnStore<std::int64_t> store(true);
        fill(store);
        EXPECT_EQ(store.in_memory().size(), many);
        EXPECT_TRUE(is_filled(store.take()));
    }
    const Environment no_cache("XDG_CACHE_HOME", nullptr), no_home("HOME", nullptr);
    EXPECT_FALSE(Spill::open());
}

TEST(ColumnStore, LeavesNoFile)
{
    const test::Folder folder;
    const Environment environment("XDG_CACHE_HOME", folder.path().c_str());
    ColumnStore<std::int64_t> store(true);
    fill(store);
    const auto values = store.take();
    EXPECT_TRUE(fs::is_empty(fs::path(folder.path()) / "layerloom"));
}

TEST(TextStore, GivesWhatItGot)
{
    for (const bool in_file : {false, true}) {
        TextStore store(in_file), share;
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
    const test::Folder folder;
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
    EXPECT_LT(private_bytes(), before + (std::size_t{56} << 20)); // The values have more than 100 MB.
}

TEST(Csv, ALineWithoutEndIsNoTable)
{
    const CsvPiece piece{bytes_in_memory("a,b\n1,2\n" + std::string(std::size_t{150} << 20, 'x')), "line.csv"};
    const auto read = read_csv({&piece, 1}, {}, nullptr);
    ASSERT_FALSE(read);
    EXPECT_NE(render(read.error().message, Language::English).find("line.csv has a line of more than 64 MB"), std::string::npos)
        << render(read.error().message, Language::English);
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
}

} // namespace
} // namespace loom
