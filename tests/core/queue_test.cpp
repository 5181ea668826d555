// The queue: order, times, what was left or killed, and faults.
#include "base/wall_clock.h"
#include "core/train_kit.h"
#include "search/queue.h"

#include <signal.h>
#include <sys/wait.h>

#include <chrono>
#include <set>
#include <thread>

namespace loom {
namespace queue_test {

using test::Folder;
using test::perform;

struct QueueTest : testing::Test {
    Folder folder;
    fs::path list = folder.path / "queue.json", a = folder.path / "a.loom", b = folder.path / "b.loom";

    Queue opened() const
    {
        auto queue = Queue::open(list);
        EXPECT_TRUE(queue) << render(queue.error().message);
        return std::move(*queue);
    }
    QueueContent opened_content() const
    {
        auto content = Queue::read(list);
        EXPECT_TRUE(content) << render(content.error().message);
        return std::move(*content);
    }
    static Queue::Watch watching()
    {
        Queue::Watch watch;
        watch.data = [](const QueueEntry& e) { return Dataset::open(data_for(e.document)); };
        return watch;
    }
};

TEST_F(QueueTest, OrderIsKeptAndMayBeChanged)
{
    {
        Queue queue = opened();
        for (std::int64_t seed = 1; seed <= 4; ++seed)
            ASSERT_TRUE(queue.add(seed % 2 ? a : b, test::moons_network(1, seed)));
        ASSERT_TRUE(queue.move(4, 0));
        ASSERT_TRUE(queue.remove(2));
        EXPECT_FALSE(queue.move(2, 0));
        EXPECT_FALSE(Queue::open(list)) << "another program is busy with it";
    }
    Queue queue = opened();
    std::vector<std::int64_t> order;
    Queue::Watch watch = watching();
    watch.ends = [&](const QueueEntry& e) {
        EXPECT_EQ(e.state, QueueEntry::State::Finished) << e.reason;
        order.push_back(e.number);
    };
    const auto done = queue.go("reference", 1, watch);
    ASSERT_TRUE(done && *done);
    EXPECT_EQ(order, (std::vector<std::int64_t>{4, 1, 3}));
    EXPECT_EQ(Runs(a).list().runs.size(), 2u);
    ASSERT_EQ(Runs(b).list().runs.size(), 1u);
    EXPECT_EQ(Runs(b).list().runs[0].seed, 4);
    EXPECT_EQ(Runs(b).list().runs[0].member.trial, 4);
    ASSERT_TRUE(queue.add(a, test::moons_network(1)));
    EXPECT_EQ(queue.entries().size(), 1u) << "what is done makes room";
    EXPECT_EQ(queue.entries()[0].number, 5);
}

TEST_F(QueueTest, WhatHasATimeWaitsAndLetsOthersGoFirst)
{
    const std::int64_t now = utc_seconds();
    {
        Queue queue = opened();
        ASSERT_TRUE(queue.add(a, test::moons_network(1, 1), now + 3600));
        ASSERT_TRUE(queue.add(a, test::moons_network(1, 2), now + 60));
        EXPECT_EQ(queue.next(now), nullptr);
        ASSERT_TRUE(queue.awaited());
        EXPECT_EQ(queue.awaited()->number, 2);
        ASSERT_TRUE(queue.add(b, test::moons_network(1, 3)));
    }
    Queue queue = opened();
    ASSERT_TRUE(queue.next(now));
    EXPECT_EQ(queue.next(now)->number, 3) << "it has no time";
    ASSERT_TRUE(queue.remove(3));
    // A clock that jumps, there and back; a machine that slept through both times.
    EXPECT_EQ(queue.next(now + 59), nullptr);
    ASSERT_TRUE(queue.next(now + 60));
    EXPECT_EQ(queue.next(now + 60)->number, 2);
    EXPECT_EQ(queue.next(now - 86400), nullptr);
    EXPECT_EQ(queue.next(now + 86400)->number, 1) << "their order";
    ASSERT_TRUE(queue.set_time(1, std::nullopt));
    EXPECT_EQ(queue.next(now)->number, 1);
    EXPECT_EQ(opened_content().entries[0].at, std::nullopt);
    EXPECT_EQ(opened_content().entries[1].at, now + 60);
}

TEST_F(QueueTest, ItBeginsWhenTheTimeHasCome)
{
    Queue queue = opened();
    const std::int64_t at = utc_seconds() + 2;
    ASSERT_TRUE(queue.add(a, test::moons_network(1), at));
    int waited = 0;
    std::int64_t began = 0;
    Queue::Watch watch = watching();
    watch.waits = [&](const QueueEntry& e) {
        ++waited;
        EXPECT_EQ(e.at, at);
    };
    watch.begins = [&](const QueueEntry&) { began = utc_seconds(); };
    const auto done = queue.go("reference", 1, watch);
    ASSERT_TRUE(done && *done);
    EXPECT_EQ(waited, 1) << "it is told once";
    EXPECT_GE(began, at);
    EXPECT_EQ(queue.entries()[0].state, QueueEntry::State::Finished);
}

TEST_F(QueueTest, WaitingCanBeLeft)
{
    {
        Queue queue = opened();
        ASSERT_TRUE(queue.add(a, test::moons_network(1), utc_seconds() + 3600));
        Queue::Watch watch = watching();
        watch.leaves = [] { return true; };
        const auto done = queue.go("reference", 1, watch);
        ASSERT_TRUE(done);
        EXPECT_FALSE(*done);
    }
    EXPECT_EQ(opened().entries()[0].state, QueueEntry::State::Waiting);
    EXPECT_TRUE(Runs(a).list().runs.empty());
}

TEST_F(QueueTest, IsPausedMovedAndRefusedWhole)
{
    Queue queue = opened();
    ASSERT_TRUE(queue.add(a, test::moons_network(1)));
    ASSERT_TRUE(queue.pause(true));
    EXPECT_TRUE(opened_content().paused);
    ASSERT_TRUE(queue.retarget(a, b));
    EXPECT_EQ(opened_content().entries[0].project, b);
    // What cannot be written is not so: a folder in the file's place.
    fs::remove(list);
    fs::create_directories(list / "in the way");
    EXPECT_FALSE(queue.pause(false));
    EXPECT_TRUE(queue.paused());
    EXPECT_FALSE(queue.add(a, test::moons_network(1)));
    EXPECT_EQ(queue.entries().size(), 1u);
    fs::remove_all(list);
    ASSERT_TRUE(queue.pause(false));
    std::string text = test::bytes_of(list);
    text.replace(text.find("\"number\""), 0, "\"at\": \"tonight\", ");
    ASSERT_TRUE(write_file(list, text));
    EXPECT_FALSE(Queue::read(list));
}

TEST_F(QueueTest, WhatAnotherProgramTrainsIsWaitedFor)
{
    Queue queue = opened();
    ASSERT_TRUE(queue.add(a, test::moons_network(2)));
    Queue::Watch watch = watching();
    watch.leaves = [] { return true; };
    ASSERT_TRUE(queue.go("reference", 1, watch));
    ASSERT_EQ(queue.entries()[0].state, QueueEntry::State::Begun);
    auto busy = FolderLock::try_lock(Runs(a).folder("run-1"));
    ASSERT_TRUE(busy);
    EXPECT_TRUE(queue.is_trained(queue.entries()[0]));
    watch = watching();
    watch.waits = [&](const QueueEntry& e) {
        EXPECT_EQ(e.state, QueueEntry::State::Begun);
        busy.reset();
    };
    const auto done = queue.go("reference", 1, watch);
    ASSERT_TRUE(done && *done);
    EXPECT_EQ(queue.entries()[0].state, QueueEntry::State::Finished) << queue.entries()[0].reason;
    EXPECT_EQ(Runs(a).list().runs.size(), 1u);
}

TEST_F(QueueTest, AProgramKilledAnywhereLosesNothing)
{
    // Killed at a moment of its choosing, again and again, while it adds, moves, sets times and trains.
    for (int n = 0; n < 12; ++n) {
        const pid_t child = ::fork();
        if (child == 0) {
            auto queue = Queue::open(list);
            if (!queue)
                ::_exit(9);
            for (std::int64_t seed = std::ssize(queue->entries()) + 1; seed <= 3; ++seed)
                (void)queue->add(a, test::moons_network(2, seed));
            (void)queue->move(3, 0);
            (void)queue->set_time(2, utc_seconds() - 1);
            (void)queue->go("reference", 1, watching());
            ::_exit(0);
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(20 + 37 * n));
        ::kill(child, SIGKILL);
        int status = 0;
        ::waitpid(child, &status, 0);
        ASSERT_FALSE(WIFEXITED(status) && WEXITSTATUS(status) == 9) << "the queue could not be opened after round " << n;
        ASSERT_TRUE(Queue::read(list)) << "after round " << n;
    }
    Queue queue = opened();
    const auto done = queue.go("reference", 1, watching());
    ASSERT_TRUE(done && *done);
    ASSERT_EQ(queue.entries().size(), 3u);
    std::set<std::int64_t> trained;
    for (const RunRecord& r : Runs(a).list().runs) {
        EXPECT_EQ(r.state, RunRecord::State::Finished);
        EXPECT_TRUE(trained.insert(r.member.trial).second) << "trained twice";
    }
    EXPECT_EQ(trained, (std::set<std::int64_t>{1, 2, 3}));
}

TEST_F(QueueTest, WhatIsLeftGoesOnAndFaultsAreRecorded)
{
    {
        Queue queue = opened();
        ASSERT_TRUE(queue.add(a, test::moons_network(3)));
        Document broken = test::moons_network(1);
        DataSetup nowhere;
        nowhere.source = "csv";
        nowhere.path = (folder.path / "no.csv").string();
        perform(broken, SetData{nowhere});
        ASSERT_TRUE(queue.add(b, broken));
        ASSERT_TRUE(queue.add(b, test::moons_network(1)));
        Queue::Watch watch = watching();
        int epochs = 0;
        watch.news = [&](const Monitor::News& n) { epochs += int(n.epochs.size()); };
        watch.leaves = [] { return true; };
        const auto done = queue.go("reference", 1, watch);
        ASSERT_TRUE(done);
        EXPECT_FALSE(*done);
    }
    Queue queue = opened();
    EXPECT_EQ(queue.entries()[0].state, QueueEntry::State::Begun);
    const auto done = queue.go("reference", 1, watching());
    ASSERT_TRUE(done) << render(done.error().message);
    EXPECT_TRUE(*done);
    EXPECT_EQ(queue.entries()[0].state, QueueEntry::State::Finished);
    EXPECT_EQ(queue.entries()[1].state, QueueEntry::State::Failed);
    EXPECT_FALSE(queue.entries()[1].reason.empty());
    EXPECT_EQ(queue.entries()[2].state, QueueEntry::State::Finished);
    ASSERT_EQ(Runs(a).list().runs.size(), 1u) << "it went on, and did not begin again";
    EXPECT_EQ(Runs(a).metrics("run-1")->epochs.size(), 3u);
}

} // namespace queue_test
} // namespace loom
