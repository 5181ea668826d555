#include "base/growing_file.h"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <thread>

using namespace loom;

namespace files_test {

/// A folder of its own for each test.
struct FilesTest : testing::Test {
    FilesTest()
    {
        std::string name = (fs::temp_directory_path() / "layerloom-XXXXXX").string();
        folder = ::mkdtemp(name.data());
    }
    ~FilesTest() override { fs::remove_all(folder); }

    std::vector<std::string> names() const
    {
        std::vector<std::string> found;
        for (const auto& entry : fs::directory_iterator(folder))
            found.push_back(entry.path().filename().string());
        std::ranges::sort(found);
        return found;
    }
    fs::path folder;
};

std::string text_of(const fs::path& file)
{
    std::ifstream in(file);
    return {std::istreambuf_iterator<char>(in), {}};
}

void put(const fs::path& file, std::string_view text)
{
    std::ofstream(file) << text;
}

mode_t rights_of(const fs::path& file)
{
    struct stat info {};
    EXPECT_EQ(::stat(file.c_str(), &info), 0);
    return info.st_mode & 07777;
}

/// In both languages, and each in its own.
void expect_hint(const Error& error, std::string_view english, std::string_view chinese)
{
    EXPECT_NE(render(error.hint, Language::English).find(english), std::string::npos)
        << render(error.hint, Language::English);
    EXPECT_NE(render(error.hint, Language::Chinese).find(chinese), std::string::npos)
        << render(error.hint, Language::Chinese);
}

TEST_F(FilesTest, WritingReplacesAndKeepsTheRights)
{
    const fs::path file = folder / "a";
    put(file, "old");
    fs::permissions(file, fs::perms(0640));
    ASSERT_TRUE(write_file(file, "new"));
    EXPECT_EQ(text_of(file), "new");
    EXPECT_EQ(rights_of(file), 0640u);
    EXPECT_EQ(names(), std::vector<std::string>{"a"});
}

TEST_F(FilesTest, WritingFollowsSymbolicLinks)
{
    fs::create_directory(folder / "far");
    put(folder / "far" / "goal", "old");
    fs::create_symlink("far/goal", folder / "near");
    fs::create_symlink("near", folder / "nearer");
    ASSERT_TRUE(write_file(folder / "nearer", "new"));
    EXPECT_TRUE(fs::is_symlink(folder / "nearer"));
    EXPECT_TRUE(fs::is_symlink(folder / "near"));
    EXPECT_EQ(text_of(folder / "far" / "goal"), "new");

    fs::create_symlink("far/not-yet", folder / "dangling");
    ASSERT_TRUE(write_file(folder / "dangling", "made"));
    EXPECT_TRUE(fs::is_symlink(folder / "dangling"));
    EXPECT_EQ(text_of(folder / "far" / "not-yet"), "made");

    fs::create_symlink("round", folder / "round");
    const Status status = write_file(folder / "round", "x");
    ASSERT_FALSE(status);
    expect_hint(status.error(), "circle", "循环");
    EXPECT_TRUE(fs::is_symlink(folder / "round"));
}

TEST_F(FilesTest, WhatIsNoRegularFileIsNeitherReplacedNorWaitedFor)
{
    const fs::path pipe = folder / "pipe";
    ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
    fs::create_directory(folder / "folder");
    fs::create_symlink("/dev/null", folder / "device");
    for (const fs::path& path : {pipe, folder / "device"}) {
        const Status written = write_file(path, "x");
        ASSERT_FALSE(written) << path;
        expect_hint(written.error(), "regular file", "普通文件");
        const auto read = read_file(path);
        ASSERT_FALSE(read) << path;
        expect_hint(read.error(), "regular file", "普通文件");
        EXPECT_FALSE(read_beginning(path, 4));
        EXPECT_FALSE(append_line(path, "x", Sync::No));
    }
    EXPECT_TRUE(fs::is_fifo(pipe));
    EXPECT_TRUE(fs::is_symlink(folder / "device"));
    const Status written = write_file(folder / "folder", "x");
    ASSERT_FALSE(written);
    expect_hint(written.error(), "folder", "文件夹");
    EXPECT_EQ(names(), (std::vector<std::string>{"device", "folder", "pipe"}));
}

TEST_F(FilesTest, TheBeginningIsAtMostTheWhole)
{
    put(folder / "a", "abcdef");
    EXPECT_EQ(*read_beginning(folder / "a", 3), "abc");
    EXPECT_EQ(*read_beginning(folder / "a", 30), "abcdef");
}

TEST_F(FilesTest, OnlyWhatPassesItsCheckTakesTheName)
{
    const fs::path file = folder / "a";
    put(file, "old");
    fs::path seen;
    const auto write = [](const Sink& sink) { return sink("new"); };
    const Status refused = write_file(file, write, [&](const fs::path& written) -> Status {
        seen = written;
        EXPECT_EQ(text_of(written), "new");
        EXPECT_EQ(text_of(file), "old");
        return Error{Message::plain("no")};
    });
    ASSERT_FALSE(refused);
    EXPECT_EQ(render(refused.error().message), "no");
    EXPECT_EQ(text_of(file), "old");
    EXPECT_THROW((void)write_file(file, write, [](const fs::path&) -> Status { throw std::bad_alloc(); }),
                 std::bad_alloc);
    EXPECT_EQ(text_of(file), "old");
    EXPECT_EQ(names(), std::vector<std::string>{"a"}) << seen;
    ASSERT_TRUE(write_file(file, write, [](const fs::path&) -> Status { return Ok{}; }));
    EXPECT_EQ(text_of(file), "new");
}

TEST_F(FilesTest, StaleTemporariesGoAndNothingElse)
{
    const fs::path file = folder / "a";
    const std::vector<std::string> others = {".a.loom-abc",    ".a.loom-abcdefg", ".a.loom-ab.def",
                                             ".b.loom-abcdef", ".a.unchecked",    "a"};
    for (const std::string& name : others)
        put(folder / name, "mine");
    put(folder / ".a.loom-Ab3def", "stale");
    fs::create_symlink("a", folder / "link");
    // One that is being written: its writer has it locked.
    Status written = write_file(
        file, [](const Sink& sink) { return sink("new"); },
        [&](const fs::path& now) -> Status {
            remove_stale_temporaries(folder / "link");
            EXPECT_TRUE(fs::exists(now));
            return Ok{};
        });
    EXPECT_TRUE(written);
    EXPECT_EQ(text_of(file), "new");
    EXPECT_FALSE(fs::exists(folder / ".a.loom-Ab3def"));
    for (const std::string& name : others)
        EXPECT_TRUE(fs::exists(folder / name)) << name;
}

TEST_F(FilesTest, OtherThreadsKeepTheirUmask)
{
    const mode_t before = ::umask(027);
    std::atomic<bool> ended = false;
    std::jthread writer([&] {
        // Given up before anything is synced, so that there are many.
        for (int i = 0; i < 20'000; ++i)
            (void)write_file(folder / "w", [](const Sink&) -> Status { return Error{}; });
        ended = true;
    });
    std::size_t open_to_all = 0;
    fs::create_directory(folder / "elsewhere"); // In one folder they would wait for each other.
    const fs::path file = folder / "elsewhere" / "mine";
    while (!ended) {
        const int fd = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        ASSERT_GE(fd, 0);
        struct stat info {};
        ::fstat(fd, &info);
        open_to_all += (info.st_mode & 07777) != 0640;
        ::close(fd);
        ::unlink(file.c_str());
    }
    writer.join();
    EXPECT_EQ(open_to_all, 0u);
    EXPECT_TRUE(write_file(folder / "w", "x"));
    EXPECT_EQ(rights_of(folder / "w"), 0640u);
    ::umask(before);
}

TEST_F(FilesTest, AGrowingOneIsReadOnceAndThenOnlyWhatIsNew)
{
    const fs::path path = folder / "a";
    GrowingFile file(path);
    EXPECT_EQ(*file.read(), "");
    EXPECT_FALSE(file.restarted());
    EXPECT_EQ(file_stamp(path), FileStamp());
    put(path, "one\ntw");
    const FileStamp first = file_stamp(path);
    EXPECT_EQ(first.bytes, 6u);
    const std::string all = *file.read();
    EXPECT_EQ(all, "one\ntw");
    file.take(std::string_view(all).substr(0, 4));
    EXPECT_EQ(file.taken(), 4u);
    EXPECT_EQ(*file.read(), "tw"); // Not understood yet, so it comes again.
    std::ofstream(path, std::ios::app) << "o\n" << std::string(1000, 'x') << "\n";
    EXPECT_NE(file_stamp(path), first);
    const std::string more = *file.read();
    EXPECT_EQ(more, "two\n" + std::string(1000, 'x') + "\n");
    file.take(more);
    EXPECT_EQ(*file.read(), "");
    EXPECT_FALSE(file.restarted());

    GrowingFile other = file; // Goes on by itself.
    put(path, "one\n");
    EXPECT_EQ(*file.read(), "one\n");
    EXPECT_TRUE(file.restarted());
    file.take("one\n");
    put(path, "one\ntwo\n" + std::string(1000, 'y') + "\nmore\n"); // Longer by now, and not what was read.
    EXPECT_EQ(*file.read(), "two\n" + std::string(1000, 'y') + "\nmore\n");
    EXPECT_FALSE(file.restarted());
    EXPECT_EQ(other.read()->size(), fs::file_size(path));
    EXPECT_TRUE(other.restarted());
    file.take("two\n");
    fs::remove(path);
    EXPECT_EQ(*file.read(), "");
    EXPECT_TRUE(file.restarted());
    fs::create_directory(path);
    EXPECT_FALSE(file.read());
}

TEST(SystemError, SaysTheSystemsOwnWordsInBracketsOnly)
{
    const Error error = system_error(LOOM_TEXT("%1 cannot be read."), "a", EMFILE);
    expect_hint(error, "refuses", "系统拒绝");
    expect_hint(error, std::to_string(EMFILE), "Too many open files");
}

} // namespace files_test
