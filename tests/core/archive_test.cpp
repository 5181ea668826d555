// What lies in archives is read where it lies, and what is made to do harm is refused.
#include "data/archive.h"
#include "archive_files.h"
#include "base/npz.h"
#include "base/process.h"
#include "base/threads.h"
#include "data/open.h"
#include "shadows.h"
#include "sound_files.h"

#include <gtest/gtest.h>

#include <atomic>
#include <map>

namespace loom {
namespace archive_test {

using test::File;
using test::DataFolder;
using test::packed;

const std::vector<std::string> kinds = {"zip", "tar", "tar.gz", "tar.xz", "tar.bz2", "tar.zst"};

std::string message_of(const std::string& path)
{
    const auto table = open_data(path);
    return table ? std::string() : render(table.error().message);
}

/// A small BMP in one colour.
std::string picture(std::uint8_t blue)
{
    std::string b = "BM";
    const auto put = [&](std::uint32_t v, int n) {
        for (int i = 0; i < n; ++i)
            b += char(v >> (8 * i) & 0xff);
    };
    put(54 + 16, 4), put(0, 4), put(54, 4), put(40, 4), put(2, 4), put(2, 4), put(1, 2), put(24, 2), put(0, 4), put(16, 4);
    put(0, 4), put(0, 4), put(0, 4), put(0, 4);
    for (int i = 0; i < 2; ++i)
        b += std::string{char(blue), 0, 0, char(blue), 0, 0, 0, 0};
    return b;
}

TEST(Archive, HoldsFilesAndFolders)
{
    const DataFolder folder;
    for (const std::string& kind : kinds) {
        const std::string path = packed(folder, kind, {{"b/c/d.txt", "deep"}, {"a.txt", "hello"}, {"b/数据.txt", "中文"}, {"b.txt", ""},
                                                       {"empty/", "", AE_IFDIR}});
        const auto tree = open_archive(path);
        ASSERT_TRUE(tree) << kind << render(tree.error().message);
        ASSERT_TRUE(*tree) << kind;
        EXPECT_EQ((*tree)->kind(""), FileTree::Kind::Folder);
        EXPECT_EQ((*tree)->kind("b"), FileTree::Kind::Folder);
        EXPECT_EQ((*tree)->kind("b/c"), FileTree::Kind::Folder);
        EXPECT_EQ((*tree)->kind("b/c/d.txt"), FileTree::Kind::File);
        EXPECT_EQ((*tree)->kind("b/c/d"), FileTree::Kind::None);
        EXPECT_EQ((*tree)->list(""), (std::vector<std::string>{"a.txt", "b.txt", "b"})) << kind;
        EXPECT_EQ((*tree)->list("b"), (std::vector<std::string>{"c", "数据.txt"})) << kind;
        EXPECT_EQ(*(*tree)->read("b/数据.txt"), "中文");
        EXPECT_EQ(*(*tree)->read("b.txt"), "");
        EXPECT_EQ(*(*tree)->beginning("a.txt", 2), "he");
        EXPECT_EQ((*tree)->size("b/c/d.txt"), 4u);
    }
}

TEST(Archive, EverySourceReadsInIt)
{
    std::string idx = std::string("\0\0\x08\x03\0\0\0\x02\0\0\0\x02\0\0\0\x02", 16) + "abcdefgh";
    const std::string idx_labels = std::string("\0\0\x08\x01\0\0\0\x02\0\x01", 10);
    const DataFolder folder;
    const std::vector<std::uint8_t> values(8);
    ASSERT_TRUE(write_npz(folder.path() + "/x.npz", std::vector<std::pair<std::string, TensorBytes>>{
                                                        {"x_train", tensor_bytes({2, 2, 2}, std::span<const std::uint8_t>(values))}}));
    struct Case {
        std::string source;
        std::vector<File> files;
        std::size_t rows;
    };
    const std::vector<Case> cases = {
        {"csv", {{"data/a.csv", "x,y\n1,2\n3,4\n"}, {"data/README.txt", "hello"}}, 2},
        {"csv", {{"train.csv", "x,y\n1,2\n3,4\n"}, {"test.csv", "x,y\n5,6\n"}}, 3},
        {"json", {{"a.json", "[{\"a\": 1}, {\"a\": 2}]"}}, 2},
        {"json_lines", {{"a.jsonl", "{\"a\": 1}\n{\"a\": 2}\n{\"a\": 3}\n"}}, 3},
        {"idx", {{"m/train-images-idx3-ubyte", idx}, {"m/train-labels-idx1-ubyte", idx_labels}}, 2},
        {"npz", {{"a/x.npz", *read_file(folder.path() + "/x.npz")}}, 2},
        {"image_folder",
         {{"set/train/cat/1.bmp", picture(1)}, {"set/train/dog/2.bmp", picture(2)}, {"set/test/dog/3.bmp", picture(3)},
          {"__MACOSX/set/._1.bmp", "x"}},
         3},
        {"audio_folder", {{"s/yes/1.wav", test::wav({1, 2, 3})}, {"s/no/1.wav", test::wav({4, 5})}, {"s/README.md", "x"}}, 2},
        {"text_folder", {{"t/train/pos/1.txt", "good"}, {"t/train/neg/1.txt", "bad"}, {"t/test/pos/2.txt", "fine"}}, 3},
        {"text_lines", {{"lines.txt", "one line\nand another\n"}}, 2}};
    for (const Case& c : cases)
        for (const std::string& kind : kinds) {
            const auto table = open_data(packed(folder, kind, c.files));
            ASSERT_TRUE(table) << c.source << " in " << kind << ": " << render(table.error().message);
            EXPECT_EQ((*table)->source, c.source) << kind;
            EXPECT_EQ((*table)->rows, c.rows) << c.source << kind;
            EXPECT_EQ((*table)->bad_row_count, 0u);
            if (c.source != "image_folder")
                continue;
            EXPECT_EQ((*table)->split, (std::vector<Part>{Part::Train, Part::Train, Part::Test}));
            const auto last = (*table)->image_column()->pixels()->picture(1, {});
            ASSERT_TRUE(last) << kind << render(last.error().message);
            EXPECT_EQ(last->pixels[8], 2) << "blue, the third channel";
            EXPECT_EQ((*table)->find("label")->text(0), "cat");
        }
}

TEST(Archive, OddTablesAreReadAsOnDisk)
{
    const DataFolder folder;
    for (const std::string& kind : kinds) {
        const auto wrapped = open_data(packed(folder, kind, {{"a/x.csv", "b'x,y\\n1,2\\n3,4\\n'"}}));
        ASSERT_TRUE(wrapped) << kind << render(wrapped.error().message);
        EXPECT_EQ((*wrapped)->rows, 2u);
        const auto named = open_data(packed(folder, kind, {{"a/dev.txt", "good film\t1\nbad film\t0\nfine\t1\nso so\t0\n"},
                                                           {"a/test.txt", "nice\t1\ndull\t0\n"},
                                                           {"a/class.txt", "negative\npositive\n"}}));
        ASSERT_TRUE(named) << kind << render(named.error().message);
        EXPECT_EQ((*named)->source, "csv");
        EXPECT_EQ((*named)->columns[1].text(0), "positive") << kind;
        EXPECT_EQ((*named)->split, (std::vector<Part>{Part::Train, Part::Train, Part::Train, Part::Train, Part::Test, Part::Test}));
        const std::string several = message_of(packed(folder, kind, {{"a.csv", "x,y\n1,2\n"}, {"b.csv", "x,y\n1,2\n"}}));
        EXPECT_NE(several.find("holds 2 tables: a.csv, b.csv"), several.npos) << several;
    }
}

TEST(Archive, SoundsAreTheSameAsOnDisk)
{
    const DataFolder folder;
    const std::vector<std::int16_t> samples = {0, 16384, -16384, 8192};
    const std::string whole = test::wav(samples);
    for (const std::string& kind : kinds) {
        const auto table = open_data(packed(folder, kind, {{"a/1.wav", whole}, {"a/2.wav", whole.substr(0, whole.size() - 4)}, {"a/3.wav", ""}, {"b/4.wav", "none"}}));
        ASSERT_TRUE(table) << kind << render(table.error().message);
        ASSERT_EQ((*table)->rows, 2u);
        EXPECT_EQ((*table)->bad_row_count, 2u);
        const SoundStore* sounds = (*table)->columns[0].sounds();
        EXPECT_EQ(sounds->shape(0).rate, 8000);
        EXPECT_TRUE(sounds->shape(1).cut_off);
        EXPECT_EQ(sounds->sound(0)->samples, (std::vector<float>{0, 0.5F, -0.5F, 0.25F}));
        EXPECT_EQ(sounds->sound(1)->samples, (std::vector<float>{0, 0.5F}));
    }
}

TEST(Archive, PicturesAreReadByManyThreads)
{
    const DataFolder folder;
    std::vector<File> files;
    for (int i = 0; i < 200; ++i)
        files.push_back({"c" + std::to_string(i % 2) + "/" + std::to_string(i) + ".bmp", picture(std::uint8_t(i))});
    for (const char* kind : {"zip", "tar", "tar.zst"}) {
        const auto table = open_data(packed(folder, kind, files));
        ASSERT_TRUE(table) << kind;
        ASSERT_EQ((*table)->rows, 200u);
        std::atomic<int> wrong = 0;
        parallel_for(200, 8, [&](std::size_t i) {
            const PixelStore* store = (*table)->image_column()->pixels();
            const auto p = store->picture(i, {});
            wrong += !p || p->pixels[8] != std::stoi(fs::path(store->name(i)).stem().string());
        });
        EXPECT_EQ(wrong, 0) << kind;
    }
}

TEST(Archive, OneOfNumpyOrOfficeIsAFile)
{
    const DataFolder folder;
    const auto none = open_archive(packed(folder, "zip", {{"[Content_Types].xml", "<x/>"}, {"a.csv", "a,b\n1,2\n"}}));
    ASSERT_TRUE(none);
    EXPECT_FALSE(*none);
    for (const char* text : {"PK", "PK\x03", "\x1f\x8b no gzip", "BZh no bzip2", "a,b\n1,2\n"}) {
        const auto tree = open_archive(folder.write("x", text));
        ASSERT_TRUE(tree) << text;
        EXPECT_FALSE(*tree) << text;
    }
}

TEST(Archive, RefusesNamesThatLeadOutAndWhatIsNoFile)
{
    const DataFolder folder;
    const File good{"a.csv", "a,b\n1,2\n"};
    for (const std::string& kind : kinds)
        for (const File& bad : std::vector<File>{{"../evil.csv", "x"},
                                                 {"a/../../evil.csv", "x"},
                                                 {"/evil.csv", "x"},
                                                 {"C:/evil.csv", "x"},
                                                 {"..\\evil.csv", "x"},
                                                 {"evil.csv", "", AE_IFLNK, "/etc/passwd"},
                                                 {"evil.csv", "", AE_IFREG, "a.csv"},
                                                 {"evil.csv", "", AE_IFCHR},
                                                 {"evil.csv", "", AE_IFIFO}}) {
            if (kind == "zip" && (!bad.link.empty() || bad.type != AE_IFREG) && bad.type != AE_IFLNK)
                continue; // ZIP has no such thing.
            const std::string message = message_of(packed(folder, kind, {good, bad}));
            EXPECT_NE(message.find("evil.csv"), std::string::npos) << kind << " " << bad.name << ": " << message;
        }
}

TEST(Archive, RefusesNamesWithoutEnd)
{
    const DataFolder folder;
    std::string deep;
    for (int i = 0; i < 500; ++i)
        deep += "a/";
    for (const std::string& kind : kinds) {
        EXPECT_NE(message_of(packed(folder, kind, {{deep + "x.csv", "a,b\n1,2\n"}})).find("too deep"), std::string::npos) << kind;
        EXPECT_TRUE(bool(open_data(packed(folder, kind, {{deep.substr(0, 60) + "x.csv", "a,b\n1,2\n"}})))) << kind;
    }
}

TEST(Archive, EncryptedOnesSaySo)
{
    const DataFolder folder;
    const std::string message = message_of(packed(folder, "zip", {{"a.csv", "a,b\n1,2\n"}}, "secret"));
    EXPECT_NE(message.find("encrypted"), std::string::npos) << message;
    EXPECT_NE(message.find("a.csv"), std::string::npos) << message;
}

TEST(Archive, BombsAreRefusedWithMemoryFlat)
{
    const DataFolder folder;
    for (const auto& [kind, megabytes] : std::map<std::string, std::size_t>{{"zip", 192}, {"tar.gz", 192}, {"tar.xz", 80}, {"tar.bz2", 80}, {"tar.zst", 192}}) {
        const std::string bomb = packed(folder, kind, {{"a.csv", {}, AE_IFREG, {}, megabytes << 20}});
        EXPECT_LT(fs::file_size(bomb), (megabytes << 20) / 500) << kind;
        const std::size_t peak = peak_resident_bytes();
        const std::string message = message_of(bomb);
        EXPECT_NE(message.find("far more"), std::string::npos) << kind << ": " << message;
        EXPECT_LT(peak_resident_bytes(), peak + test::shadows * (std::size_t{96} << 20)) << kind;
    }
}

TEST(Archive, LimitsHold)
{
    const DataFolder folder;
    std::vector<File> files;
    for (int i = 0; i < 20; ++i)
        files.push_back({std::to_string(i) + ".csv", std::string(1000, 'x')});
    for (const std::string& kind : kinds) {
        const std::string path = packed(folder, kind, files);
        EXPECT_TRUE(open_archive(path)) << kind;
        EXPECT_FALSE(open_archive(path, {.entries = 19})) << kind;
        EXPECT_FALSE(open_archive(path, {.bytes = 19'999})) << kind;
        EXPECT_EQ(bool(open_archive(path, {.in_memory = 19'999})), kind == "zip" || kind == "tar") << kind;
    }
}

TEST(Archive, CutsAndChangedBytesAreRefusedOrRead)
{
    const DataFolder folder, other;
    const auto everything = [](const std::string& path) {
        const auto table = open_data(path);
        if (table && (*table)->image_column())
            for (std::size_t i = 0; i < (*table)->rows; ++i)
                (void)bool((*table)->image_column()->pixels()->picture(i, {}));
        return bool(table);
    };
    for (const std::string& kind : kinds) {
        const std::string whole = *read_file(packed(folder, kind, {{"cat/1.bmp", picture(1)}, {"dog/2.bmp", picture(2)}, {"dog/3.bmp", picture(3)}}));
        for (std::size_t size = 0; size < whole.size(); size += 97)
            if (everything(other.write("cut." + kind, whole.substr(0, size)))) {
                EXPECT_EQ(kind, "tar") << size << ": only a TAR that lacks nothing but its end can be read";
            }
        for (std::size_t i = 0; i < whole.size(); ++i) {
            std::string changed = whole;
            changed[i] ^= char(1 << (i % 8));
            everything(other.write("changed." + kind, changed));
        }
    }
}

TEST(Archive, ChineseNamesOfOldProgramsAreReadable)
{
    const DataFolder folder;
    std::string zip = *read_file(packed(folder, "zip", {{"XXXX/1.bmp", picture(1)}, {"YYYY/2.bmp", picture(2)}}));
    const auto rename = [&](const std::string& from, const std::string& to) {
        for (std::size_t at = 0; (at = zip.find(from, at)) != zip.npos; at += 4)
            zip.replace(at, 4, to);
    };
    rename("XXXX", "\xc3\xa8\xc3\xa8"); // 猫猫 would be UTF-8 here by chance; these are è è: read as they are.
    rename("YYYY", "\xb9\xb7\xb9\xb7"); // 狗狗 in GBK.
    const auto table = open_data(folder.write("gbk.zip", zip));
    ASSERT_TRUE(table) << render(table.error().message);
    EXPECT_EQ((*table)->find("label")->text(1), "狗狗");
    // 囧 alone would be taken for two letters of Europe; beside others it is what they are.
    zip = *read_file(packed(folder, "zip", {{"XX/1.bmp", picture(1)}, {"YYYY/2.bmp", picture(2)}, {"YYYY/3.bmp", picture(3)}}));
    rename("YYYY", "\xb9\xb7\xb9\xb7");
    for (std::size_t at = 0; (at = zip.find("XX", at)) != zip.npos; at += 2)
        zip.replace(at, 2, "\x87\xe5");
    const auto rare = open_data(folder.write("rare.zip", zip));
    ASSERT_TRUE(rare) << render(rare.error().message);
    EXPECT_EQ(std::get<Codes>((*rare)->find("label")->cells).names, (std::vector<std::string>{"囧", "狗狗"}));
}

TEST(Archive, RealSetsPackedAndUnpackedAreTheSame)
{
    const std::string data = test::shared_data("clothing-small");
    if (data.empty())
        GTEST_SKIP();
    std::vector<File> files;
    for (const auto& entry : fs::recursive_directory_iterator(data + "/validation"))
        if (entry.is_regular_file())
            files.push_back({"clothing/" + entry.path().lexically_relative(data + "/validation").string(), *read_file(entry.path())});
    const auto plain = open_data(data + "/validation");
    ASSERT_TRUE(plain);
    const DataFolder folder;
    for (const char* kind : {"zip", "tar.gz"}) {
        const auto table = open_data(packed(folder, kind, files));
        ASSERT_TRUE(table) << kind;
        ASSERT_EQ((*table)->rows, (*plain)->rows);
        EXPECT_EQ(fingerprint((*table)->columns[0]), fingerprint((*plain)->columns[0]));
        EXPECT_EQ(fingerprint((*table)->columns[1]), fingerprint((*plain)->columns[1]));
        const auto a = (*table)->image_column()->pixels()->picture(100, {}), b = (*plain)->image_column()->pixels()->picture(100, {});
        ASSERT_TRUE(a && b);
        EXPECT_EQ(a->pixels, b->pixels);
    }
}

} // namespace archive_test
} // namespace loom
