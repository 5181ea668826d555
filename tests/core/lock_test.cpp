#include "base/lock.h"
#include "data_files.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

using namespace loom;

namespace lock_test {

std::string text_of(const fs::path& file)
{
    std::ifstream in(file);
    return {std::istreambuf_iterator<char>(in), {}};
}

TEST(LockFile, ThatIsHeldIsNotTakenOverWhateverItSays)
{
    // As from another container: the process's number means nothing here.
    const test::DataFolder folder;
    const fs::path file = fs::path(folder.path()) / "a.lock";
    auto held = LockFile::take(file, "living", [](const std::string&) { return true; });
    ASSERT_TRUE(held.lock);
    const auto second = LockFile::take(file, "other", [](const std::string&) { return true; });
    EXPECT_FALSE(second.lock);
    EXPECT_EQ(second.holder, "living");
    EXPECT_EQ(text_of(file), "living");
    held.lock.reset();
    EXPECT_FALSE(fs::exists(file));
}

TEST(LockFile, LeavesTheOneOfTheNextHolder)
{
    const test::DataFolder folder;
    const fs::path file = fs::path(folder.path()) / "a.lock";
    auto held = LockFile::take(file, "first", {});
    ASSERT_TRUE(held.lock);
    fs::remove(file); // By hand.
    auto next = LockFile::take(file, "second", {});
    ASSERT_TRUE(next.lock);
    held.lock.reset();
    EXPECT_EQ(text_of(file), "second");
}

TEST(LockFile, GuardsNothingWhereNothingCanBeWritten)
{
    const test::DataFolder folder;
    const auto attempt = LockFile::take(fs::path(folder.path()) / "nowhere" / "a.lock", "x", {});
    EXPECT_TRUE(attempt.lock);
    EXPECT_FALSE(fs::exists(fs::path(folder.path()) / "nowhere"));
}

TEST(FolderLock, IsSeenToBeHeldByWhoeverLooks)
{
    const test::DataFolder folder;
    const fs::path path = folder.path();
    EXPECT_FALSE(FolderLock::is_held(path));
    {
        const auto lock = FolderLock::try_lock(path);
        ASSERT_TRUE(lock);
        EXPECT_TRUE(FolderLock::is_held(path));
        EXPECT_FALSE(FolderLock::try_lock(path));
    }
    EXPECT_FALSE(FolderLock::is_held(path));
    EXPECT_FALSE(FolderLock::is_held(path / "nowhere"));
}

TEST(FolderLock, IsTakenWhileOthersLook)
{
    const test::DataFolder folder;
    const fs::path path = folder.path();
    std::atomic<bool> over = false;
    std::jthread looks([&] {
        while (!over)
            (void)FolderLock::is_held(path);
    });
    int refused = 0;
    for (int n = 0; n < 2000; ++n)
        refused += !FolderLock::try_lock(path);
    over = true;
    EXPECT_EQ(refused, 0);
}

} // namespace lock_test
