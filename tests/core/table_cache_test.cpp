#include "data/open.h"
#include "data/table_cache.h"
#include "data_files.h"
#include "environment.h"

#include <gtest/gtest.h>

#include <chrono>
#include <fstream>
#include <thread>

namespace loom {
namespace table_cache_test {

/// All that a table says.
std::string all_of(const Table& table)
{
    std::string out = table.source + " " + table.path + " " + std::to_string(table.rows) + " " + table.target;
    for (const Column& c : table.columns) {
        out += "\n" + c.name + " " + std::string(column_type_id(c.type)) + std::to_string(int(c.date_order)) + ":";
        for (std::size_t row = 0; row < c.size(); row += 1 + row / 50)
            out += c.missing(row) ? "|-" : "|" + c.text(row);
        out += " " + std::to_string(fingerprint(c));
    }
    for (const Part part : table.split)
        out += part_id(part).front();
    for (const BadRow& bad : table.bad_rows)
        out += "\n" + bad.place + " " + render(bad.reason, Language::English) + render(bad.reason, Language::Chinese);
    for (const Message& note : table.notes)
        out += "\n" + render(note, Language::English) + render(note, Language::Chinese);
    return out + "\n" + std::to_string(table.bad_row_count) + std::to_string(table.scored_on_all);
}

/// A folder for tables that are kept, and a CSV file of every type that is large enough.
struct TableCache : testing::Test {
    test::DataFolder folder;
    test::Environment cache{"XDG_CACHE_HOME", folder.path().c_str()};
    std::string file;

    TableCache()
    {
        std::string text = "id,x,n,day,word,free,paid,label\n";
        const std::string filler(200, 'y');
        for (int row = 0; text.size() < (std::size_t{33} << 20); ++row) {
            const std::string r = std::to_string(row);
            text += "k" + r + "," + r + ".25," + (row % 9 ? r : "") + ",2024-01-0" + std::to_string(1 + row % 9) + ",词 " +
                    std::to_string(row % 4) + ",\"" + filler + ", " + r + "\"," + (row % 2 ? "yes" : "no") + "," +
                    std::to_string(row % 3) + "\n";
            if (row % 10'000 == 77)
                text += "too,few\n";
        }
        file = folder.write("data/table.csv", text);
        folder.write("data/classes.txt", "red\ngreen\nblue\n");
    }
    static void settle() { std::this_thread::sleep_for(std::chrono::milliseconds(2100)); }

    std::optional<std::string> key(const std::string& path) const
    {
        const SourceType& source = *find_source("csv");
        return table_key(source, defaults(source), path);
    }
    std::vector<fs::path> kept() const
    {
        std::vector<fs::path> found;
        std::error_code none;
        for (const auto& entry : fs::directory_iterator(fs::path(folder.path()) / "layerloom" / "tables", none))
            found.push_back(entry.path());
        return found;
    }
    std::string opened() const
    {
        const auto table = open_data(file);
        wait_for_kept_tables();
        return table ? all_of(**table) : render(table.error().message, Language::English);
    }
};

TEST_F(TableCache, GivesBackWhatWasRead)
{
    EXPECT_FALSE(key(file)); // Its times may be those of the next change.
    settle();
    ASSERT_TRUE(key(file));
    const std::string first = opened();
    ASSERT_NE(first.find("label category"), first.npos) << first.substr(0, 300);
    ASSERT_NE(first.find("2 fields were found"), first.npos);
    ASSERT_EQ(kept().size(), 1u);
    const auto again = kept_table(*key(file));
    ASSERT_TRUE(again);
    EXPECT_EQ(all_of(*again), first);
    EXPECT_EQ(opened(), first);

    // Another file, other settings, another list of classes: read anew.
    const SourceType& source = *find_source("csv");
    Values settings = defaults(source);
    settings[*source.index_of("header_rows")] = std::int64_t{1};
    EXPECT_NE(table_key(source, settings, file), key(file));
    folder.write("data/classes.txt", "rot\ngrün\nblau\n");
    EXPECT_FALSE(key(file));
    settle();
    EXPECT_FALSE(kept_table(*key(file)));
    EXPECT_NE(opened().find("rot"), std::string::npos);
    {
        std::ofstream more(file, std::ios::app);
        more << "k-1,1,1,2024-01-01,词 1,new,no,1\n";
    }
    settle();
    const auto longer = open_data(file);
    ASSERT_TRUE(longer);
    EXPECT_EQ((*longer)->columns[0].text((*longer)->rows - 1), "k-1");
    wait_for_kept_tables();
}

TEST_F(TableCache, TrustsNothingThatIsDamaged)
{
    settle();
    const std::string first = opened();
    ASSERT_EQ(kept().size(), 1u);
    const fs::path path = kept()[0];
    const auto content = read_file(path);
    ASSERT_TRUE(content);
    const auto with = [&](std::string changed) {
        std::ofstream(path, std::ios::binary) << changed;
        return kept_table(*key(file)) != nullptr;
    };
    EXPECT_TRUE(with(*content));
    EXPECT_FALSE(with(""));
    EXPECT_FALSE(with(content->substr(0, 30)));
    EXPECT_FALSE(with(content->substr(0, content->size() - 1)));
    EXPECT_FALSE(with(*content + "x"));
    EXPECT_TRUE(with(*content));
    for (std::size_t at = 0; at < 1000; at += 7) {
        const auto put = [&](char c) { std::fstream(path, std::ios::in | std::ios::out | std::ios::binary).seekp(std::streamoff(at)).put(c); };
        put(char((*content)[at] ^ 4));
        EXPECT_FALSE(kept_table(*key(file))) << at;
        put((*content)[at]);
    }
    EXPECT_TRUE(kept_table(*key(file)));
    ASSERT_FALSE(with("nonsense"));
    // Another table under its name, as two names may have one number.
    ASSERT_TRUE(with(*content));
    const auto table = kept_table(*key(file));
    ASSERT_TRUE(keep_table("another", *table));
    fs::path other;
    for (const fs::path& one : kept())
        other = one == path ? other : one;
    fs::copy_file(path, other, fs::copy_options::overwrite_existing);
    EXPECT_FALSE(kept_table("another"));
    ASSERT_FALSE(with("nonsense"));
    EXPECT_EQ(opened(), first); // Read again, and kept again.
    EXPECT_TRUE(kept_table(*key(file)));
}

TEST_F(TableCache, TheOldestGo)
{
    settle();
    const auto table = open_data(file);
    ASSERT_TRUE(table);
    wait_for_kept_tables();
    ASSERT_EQ(kept().size(), 1u);
    const std::uint64_t bytes = fs::file_size(kept()[0]);
    const auto names = [&](const std::string& name) { return kept_table(name) != nullptr; };
    const std::string one = *key(file);
    // Room for two: the third drives out the one that was used longest ago.
    ASSERT_TRUE(keep_table("two", **table, 2 * bytes + 1000));
    EXPECT_TRUE(names(one)); // Used now.
    ASSERT_TRUE(keep_table("three", **table, 2 * bytes + 1000));
    EXPECT_TRUE(names(one));
    EXPECT_FALSE(names("two"));
    EXPECT_TRUE(names("three"));
    // One that is larger than all may be is not kept, and drives nothing out.
    ASSERT_TRUE(keep_table("four", **table, bytes / 2));
    EXPECT_FALSE(names("four"));
    EXPECT_TRUE(names("three"));
}

TEST_F(TableCache, WhereNothingCanBeKeptDataOpensAllTheSame)
{
    settle();
    folder.write("layerloom/tables", "a file in the way");
    const std::string first = opened();
    EXPECT_NE(first.find("label category"), first.npos);
    EXPECT_EQ(opened(), first);
    const test::Environment no_cache("XDG_CACHE_HOME", nullptr), no_home("HOME", nullptr);
    EXPECT_FALSE(key(file));
    EXPECT_EQ(opened(), first);
}

} // namespace table_cache_test
} // namespace loom
