#include "bridge/chime.h"
#include "bridge/desktop_notice.h"
#include "notice_server.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace loom;

/// What the desktop and the ear are told when something ends, over a real bus.
class DesktopNoticeTest : public QObject {
    Q_OBJECT

    test::NoticeServer server_;

private slots:
    void initTestCase()
    {
        if (!server_.start())
            QSKIP("There is no dbus-daemon.");
    }

    void the_desktop_shows_it()
    {
        DesktopNotice notice;
        notice.show(QStringLiteral("Done <1>"), QStringLiteral("Loss < 0.1 & falling"));
        QTRY_COMPARE(server_.shown.size(), 1);
        QCOMPARE(server_.shown.last().title, QStringLiteral("Done <1>"));
        QCOMPARE(server_.shown.last().text, QStringLiteral("Loss &lt; 0.1 &amp; falling"));
        QCOMPARE(server_.shown.last().replaced, 0u);
        QCOMPARE(server_.shown.last().actions.first(), QStringLiteral("default"));
    }

    void a_later_one_takes_its_place_and_a_click_is_told()
    {
        DesktopNotice notice;
        QSignalSpy chosen(&notice, &DesktopNotice::chosen);
        notice.show(QStringLiteral("one"), {});
        QTRY_COMPARE(server_.shown.size(), 2);
        const uint id = server_.shown.last().id;
        server_.settle(); // The answer with its number is there.
        notice.show(QStringLiteral("two"), {});
        QTRY_COMPARE(server_.shown.size(), 3);
        QCOMPARE(server_.shown.last().replaced, id);
        server_.settle();
        server_.click(id + 100, QStringLiteral("default")); // Of somebody else.
        server_.click(id, QStringLiteral("other"));
        server_.settle();
        QCOMPARE(chosen.count(), 0);
        server_.click(id, QStringLiteral("default"));
        QTRY_COMPARE(chosen.count(), 1);
    }

    void the_chime_rises_where_all_went_well()
    {
        // Upward crossings of zero in a tenth of a second: 88 of A5, 132 of E6.
        const auto crossings = [](const Sound& s, std::size_t from) {
            int n = 0;
            for (std::size_t i = from + 1; i < from + std::size_t(s.rate) / 10; ++i)
                n += s.samples[i - 1] < 0 && s.samples[i] >= 0;
            return n;
        };
        const Sound well = chime(true), ill = chime(false);
        QCOMPARE(well.samples.size(), std::size_t(2 * 8820));
        QVERIFY(std::abs(crossings(well, 0) - 88) <= 1);
        QVERIFY(std::abs(crossings(well, 8820) - 132) <= 1);
        QVERIFY(std::abs(crossings(ill, 0) - 132) <= 1);
        QVERIFY(std::abs(crossings(ill, 8820) - 88) <= 1);
        QCOMPARE(well.samples.front(), 0.f);
        QVERIFY(std::abs(well.samples.back()) < 0.001f);
        QVERIFY(*std::ranges::max_element(well.samples) <= 0.3f);
        QVERIFY(*std::ranges::max_element(well.samples) > 0.2f);
    }
};

QTEST_MAIN(DesktopNoticeTest)
#include "desktop_notice_test.moc"
