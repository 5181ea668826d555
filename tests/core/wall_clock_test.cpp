// Times as people write them, where clocks are put forward and back.
#include "base/wall_clock.h"
#include "environment.h"

#include <gtest/gtest.h>

#include <ctime>

using namespace loom;

namespace wall_clock_test {

/// Berlin's rules, without a file of time zones.
struct WallClock : testing::Test {
    test::Environment zone{"TZ", "CET-1CEST,M3.5.0,M10.5.0/3"};
    WallClock() { ::tzset(); }
    void TearDown() override
    {
        ::unsetenv("TZ");
        ::tzset();
    }
    static std::int64_t utc(const char* text)
    {
        const auto seconds = seconds_of_utc(text);
        EXPECT_TRUE(seconds) << text;
        return seconds.value_or(0);
    }
    static std::string local(const char* text, const char* now = "2026-11-29T12:00:00Z")
    {
        const auto at = seconds_of_local(text, utc(now));
        return at ? utc_text(*at) : render(at.error().message, Language::English);
    }
};

TEST_F(WallClock, InFilesIsUnambiguous)
{
    EXPECT_EQ(utc("1970-01-01T00:00:00Z"), 0);
    EXPECT_EQ(utc("2026-11-29T12:00:00Z"), 1795953600);
    EXPECT_EQ(utc_text(1795953600), "2026-11-29T12:00:00Z");
    EXPECT_EQ(utc_text(utc("2028-02-29T23:59:59Z")), "2028-02-29T23:59:59Z");
    for (const char* wrong : {"", "2026-11-29", "2026-11-29T12:00:00", "2026-11-29 12:00:00Z", "2026-02-29T12:00:00Z", "2026-11-29T24:00:00Z", "2026-11-29T12:00:0xZ"})
        EXPECT_FALSE(seconds_of_utc(wrong)) << wrong;
}

TEST_F(WallClock, IsShownAndReadAsHere)
{
    EXPECT_EQ(local_text(utc("2026-11-29T12:00:00Z")), "2026-11-29 13:00");
    EXPECT_EQ(local_text(utc("2026-07-01T12:00:07Z")), "2026-07-01 14:00:07");
    EXPECT_EQ(local("2026-11-30 22:00"), "2026-11-30T21:00:00Z");
    EXPECT_EQ(local("2026-11-30T22:00:30"), "2026-11-30T21:00:30Z");
    EXPECT_EQ(local("2027-07-01 9:05"), "2027-07-01T07:05:00Z");
    EXPECT_EQ(local(" 2026-11-30 22：00 "), "2026-11-30T21:00:00Z");
}

TEST_F(WallClock, ATimeOfTheDayIsTheNextOne)
{
    EXPECT_EQ(local("22:00"), "2026-11-29T21:00:00Z");
    EXPECT_EQ(local("9:00"), "2026-11-30T08:00:00Z");
    EXPECT_EQ(local("13:00"), "2026-11-30T12:00:00Z") << "that is now";
    EXPECT_EQ(local("13:00:01"), "2026-11-29T12:00:01Z");
    EXPECT_EQ(local("00:30", "2026-12-31T23:10:00Z"), "2026-12-31T23:30:00Z") << "the year here is the next one already";
}

TEST_F(WallClock, ClocksThatArePutForwardAndBack)
{
    EXPECT_EQ(local("2027-03-28 02:30"), "The clocks here never show 2027-03-28 02:30: they are put forward then.");
    EXPECT_EQ(local("2027-03-28 03:30"), "2027-03-28T01:30:00Z");
    EXPECT_EQ(local("02:30", "2027-03-27T12:00:00Z"), "2027-03-29T00:30:00Z") << "the next one that there is";
    EXPECT_EQ(local("2027-10-31 02:30"), "2027-10-31T00:30:00Z") << "the first of two";
}

TEST_F(WallClock, WhatIsNoTimeIsRefused)
{
    for (const char* wrong : {"", "soon", "25:00", "22:60", "22", "22.00", "2026-11-31 22:00", "2026-13-01 22:00", "2026-11-30", "2026-11-30 ", "30.11.2026 22:00", "2026-11-30 22:00 CET", "-1:00"})
        EXPECT_EQ(local(wrong), "“" + std::string(wrong) + "” is no time.");
    EXPECT_EQ(local("2026-11-29 13:00"), "2026-11-29 13:00 has passed already; it is 2026-11-29 13:00 now.");
    EXPECT_EQ(local("2020-01-01 00:00"), "2020-01-01 00:00 has passed already; it is 2026-11-29 13:00 now.");
}

} // namespace wall_clock_test
