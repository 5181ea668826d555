// Slow work: whose answer counts, and what happens where the machine has no memory for it.
#include "bridge/worker.h"

#include <QSignalSpy>
#include <QTest>

#include <new>
#include <semaphore>

using namespace loom;

class WorkerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void the_answer_to_an_old_question_is_dropped()
    {
        Worker worker;
        std::binary_semaphore go(0);
        QList<int> answers;
        const auto take = [&](int answer) { answers << answer; };
        worker.start<int>(
            [&](Progress&) {
                go.acquire();
                return 1;
            },
            take);
        worker.start<int>([](Progress&) { return 2; }, take);
        QTRY_COMPARE(answers, QList<int>{2});
        go.release();
        QTest::qWait(50);
        QCOMPARE(answers, QList<int>{2});
        QVERIFY(!worker.busy());
    }

    void work_without_memory_ends_with_an_error()
    {
        Worker worker;
        QSignalSpy refused(&worker, &Worker::refused);
        bool answered = false;
        worker.start<int>([](Progress&) -> int { throw std::bad_alloc(); }, [&](int) { answered = true; });
        QTRY_COMPARE(refused.size(), 1);
        QVERIFY(!answered && !worker.busy());
        const auto error = refused[0][0].value<Error>();
        QCOMPARE(error.blame, Blame::Machine);
        worker.start<int>([](Progress&) { return 3; }, [&](int n) { answered = n == 3; });
        QTRY_VERIFY(answered);
    }
};

QTEST_GUILESS_MAIN(WorkerTest)
#include "worker_test.moc"
