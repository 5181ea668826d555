#include "environment.h"

#include "graph/analysis.h"
#include "graph/history.h"
#include "graph/kit.h"
#include "graph/unit_change.h"
#include "project/document_json.h"
#include "project/unit_library.h"

#include <gtest/gtest.h>

#include <sys/stat.h>

#include <atomic>
#include <fstream>
#include <mutex>
#include <thread>

using namespace loom;

namespace unit_library_test {

struct UnitLibraryTest : testing::Test {
    UnitLibraryTest()
    {
        std::string name = (fs::temp_directory_path() / "layerloom-units-XXXXXX").string();
        home = ::mkdtemp(name.data());
        folder = home / "units";
        bin = [this](const fs::path& file) {
            fs::create_directories(home / "bin");
            std::error_code error;
            fs::rename(file, home / "bin" / (std::to_string(binned++) + file.filename().string()), error);
            return !error;
        };
    }
    ~UnitLibraryTest() override { fs::remove_all(home); }

    /// One copy of a kit's unit under another name, as it is kept.
    static Document block(const std::string& name, std::string_view kit = "residual_block", const char* help = "")
    {
        Document piece = piece_of_kit(*find_kit(kit));
        const NodeId copy = *piece.members(main_graph).begin();
        const UnitId id = piece.find(copy)->unit;
        Unit unit = *piece.find(id);
        unit.name = name;
        unit.help = help;
        EXPECT_TRUE(piece.apply(SetUnit{id, unit}));
        return kept_piece(piece, copy);
    }

    fs::path home, folder;
    Bin bin;
    int binned = 0;
};

TEST_F(UnitLibraryTest, WhatIsKeptIsReadAgain)
{
    const Document piece = block("残差块");
    const auto file = keep_unit(folder, piece);
    ASSERT_TRUE(file) << render(file.error().message);
    EXPECT_EQ(file->filename(), fs::path(u8"残差块.loomunit"));
    const UnitLibrary library = read_unit_library(folder);
    ASSERT_EQ(library.units.size(), 1u);
    EXPECT_EQ(library.units[0].piece, piece);
    EXPECT_EQ(unit_of(library.units[0].piece).name, "残差块");
    EXPECT_TRUE(library.refused.empty());
    // It is the text of the clipboard, to the byte.
    std::ifstream in(*file);
    EXPECT_EQ(std::string(std::istreambuf_iterator<char>(in), {}), document_text(piece));
}

TEST_F(UnitLibraryTest, AUnitBringsTheUnitsInside)
{
    const Document level = block("Level", "unet_level");
    ASSERT_GT(level.units().size(), 1u);
    ASSERT_TRUE(keep_unit(folder, level));
    const Document kept = read_unit_library(folder).units.at(0).piece;
    EXPECT_EQ(kept.units().size(), level.units().size());
    Document other = block("Own"); // So that numbers differ from those of the file.
    History history(other);
    const Change change = pasting(other, kept, {});
    ASSERT_TRUE(history.perform(change.name, change.edits));
    const std::size_t units = 1 + level.units().size();
    EXPECT_EQ(other.units().size(), units);
    // Once more, from the file, whatever numbers the units have here: another copy.
    const Change again = pasting(other, kept, {10, 10});
    ASSERT_TRUE(history.perform(again.name, again.edits));
    EXPECT_EQ(other.units().size(), units);
    // What is different inside of a unit inside is another unit.
    Document changed = kept;
    for (const auto& [id, node] : kept.nodes())
        if (node.type == "conv2d" && node.in != kept.find(*kept.members(main_graph).begin())->unit) {
            ASSERT_TRUE(changed.apply(SetSetting{id, *find_layer("conv2d")->index_of("filters"), Value(std::int64_t{7})}));
            break;
        }
    ASSERT_FALSE(changed == kept);
    const Change third = pasting(other, changed, {20, 20});
    ASSERT_TRUE(history.perform(third.name, third.edits));
    EXPECT_GT(other.units().size(), units);
}

TEST_F(UnitLibraryTest, KeepsTheSettingsOfTheCopyAndNotItsPlace)
{
    Document document = block("Block");
    const NodeId copy = *document.members(main_graph).begin();
    const UnitId unit = document.find(copy)->unit;
    ASSERT_FALSE(document.find(unit)->exposed.empty());
    const std::string key = document.find(unit)->exposed[0].key;
    const Value own = Value(std::int64_t{24});
    for (const Edit& edit : {Edit(GiveSetting{copy, key, own}), Edit(MoveNode{copy, {300, 200}}), Edit(RenameNode{copy, "Block 7"}), Edit(SetUse{copy, Use::Muted})})
        ASSERT_TRUE(document.apply(edit));
    const Document piece = kept_piece(document, copy);
    const Node& node = *piece.find(copy);
    EXPECT_EQ(node.given.at(key), own);
    EXPECT_EQ(node.at, Point{});
    EXPECT_EQ(node.name, "Block");
    EXPECT_EQ(node.use, Use::Full);
}

TEST_F(UnitLibraryTest, NothingIsOverwritten)
{
    const Document old = block("Block"), other = block("Block", "bottleneck");
    ASSERT_TRUE(keep_unit(folder, old));
    const auto refused = keep_unit(folder, other);
    ASSERT_FALSE(refused);
    EXPECT_NE(render(refused.error().message).find("Block"), std::string::npos);
    EXPECT_EQ(read_unit_library(folder).units.at(0).piece, old);

    const auto replaced = replace_unit(folder, other, bin);
    ASSERT_TRUE(replaced);
    EXPECT_EQ(read_unit_library(folder).units.at(0).piece, other);
    const auto binned_unit = read_unit(home / "bin" / "0Block.loomunit");
    ASSERT_TRUE(binned_unit);
    EXPECT_EQ(*binned_unit, old);
    // Where there is no bin, the old one stays.
    EXPECT_FALSE(replace_unit(folder, old, [](const fs::path&) { return false; }));
    EXPECT_EQ(read_unit_library(folder).units.at(0).piece, other);
    EXPECT_FALSE(remove_unit(folder / "Block.loomunit", [](const fs::path&) { return false; }));
    EXPECT_EQ(read_unit_library(folder).units.size(), 1u);
}

TEST_F(UnitLibraryTest, IsRenamedAndRemoved)
{
    ASSERT_TRUE(keep_unit(folder, block("Block")));
    ASSERT_TRUE(keep_unit(folder, block("Other")));
    const auto renamed = rename_unit(folder / "Block.loomunit", "a/b");
    ASSERT_TRUE(renamed) << render(renamed.error().message);
    EXPECT_EQ(renamed->filename(), "ab.loomunit");
    EXPECT_FALSE(fs::exists(folder / "Block.loomunit"));
    EXPECT_EQ(unit_of(*read_unit(*renamed)).name, "a/b");
    // A name that leads to the same file.
    ASSERT_TRUE(rename_unit(*renamed, "ab"));
    EXPECT_EQ(unit_of(*read_unit(*renamed)).name, "ab");
    EXPECT_FALSE(rename_unit(*renamed, "Other"));
    EXPECT_FALSE(rename_unit(*renamed, ""));
    EXPECT_EQ(read_unit_library(folder).units.size(), 2u);
    ASSERT_TRUE(remove_unit(*renamed, bin));
    EXPECT_EQ(read_unit_library(folder).units.size(), 1u);
    EXPECT_TRUE(read_unit(home / "bin" / "0ab.loomunit"));
}

TEST_F(UnitLibraryTest, DamagedFilesAreNamedAndHideNothing)
{
    ASSERT_TRUE(keep_unit(folder, block("Sound")));
    const std::string whole = document_text(block("Cut"));
    const auto put = [&](const char* name, std::string_view text) { std::ofstream(folder / name) << text; };
    put("cut.loomunit", whole.substr(0, whole.size() / 2));
    put("empty.loomunit", "");
    Chain chain;
    chain.add("dense");
    put("layer.loomunit", document_text(chain.finish(default_recipe())));
    put("bytes.loomunit", std::string("\xff\xfe\0\1", 4));
    put("note.txt", "not a unit");
    ASSERT_EQ(::mkfifo((folder / "pipe.loomunit").c_str(), 0600), 0);
    const UnitLibrary library = read_unit_library(folder);
    ASSERT_EQ(library.units.size(), 1u);
    ASSERT_EQ(library.refused.size(), 5u);
    for (const auto& refused : library.refused)
        EXPECT_NE(render(refused.why.message).find(refused.file.filename()), std::string::npos) << render(refused.why.message);
    EXPECT_FALSE(rename_unit(folder / "cut.loomunit", "Whole"));
    EXPECT_TRUE(fs::exists(folder / "cut.loomunit"));
    EXPECT_TRUE(remove_unit(folder / "cut.loomunit", bin)); // It can still be put away.
}

TEST_F(UnitLibraryTest, ManyAtOnceLoseNothing)
{
    const Document piece = block("Block"), other = block("Block", "bottleneck");
    std::atomic<int> kept = 0;
    std::mutex guard;
    const Bin guarded = [&](const fs::path& file) {
        const std::lock_guard lock(guard);
        return bin(file);
    };
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 4; ++i)
            threads.emplace_back([&, i] {
                for (int n = 0; n < 4; ++n) {
                    if (i % 2)
                        kept += bool(keep_unit(folder, block("Own " + std::to_string(i) + " " + std::to_string(n))));
                    else
                        EXPECT_TRUE(replace_unit(folder, n % 2 ? piece : other, guarded));
                }
            });
    }
    EXPECT_EQ(kept, 8);
    const UnitLibrary library = read_unit_library(folder);
    EXPECT_EQ(library.units.size(), 9u);
    EXPECT_TRUE(library.refused.empty());
    EXPECT_EQ(binned, 7); // Each that was replaced, but for the one that is there.
}

TEST_F(UnitLibraryTest, LiesInTheUsersDataFolder)
{
    const test::Environment data("XDG_DATA_HOME", "/some/data");
    EXPECT_EQ(unit_library_folder(), fs::path("/some/data/layerloom/units"));
    const test::Environment none("XDG_DATA_HOME", nullptr), at_home("HOME", "/some/home");
    EXPECT_EQ(unit_library_folder(), fs::path("/some/home/.local/share/layerloom/units"));
    const test::Environment nowhere("HOME", nullptr);
    EXPECT_TRUE(unit_library_folder().empty());
    EXPECT_FALSE(keep_unit(unit_library_folder(), block("Block")));
}

} // namespace unit_library_test
