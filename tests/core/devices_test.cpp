#include "engine/backend.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace loom {
namespace devices_test {

TEST(Devices, ReferenceIsAlwaysThere)
{
    const auto all = devices();
    for (const char* id : {"cpu", "cuda", "reference"})
        EXPECT_EQ(std::ranges::count(all, id, &DeviceInfo::id), 1) << id;
    const auto device = open_device("reference");
    ASSERT_TRUE(device);
    EXPECT_EQ((*device)->id(), "reference");
    EXPECT_TRUE(std::ranges::find(all, "reference", &DeviceInfo::id)->available);
}

TEST(Devices, WhatIsNotThereSaysWhy)
{
    for (const DeviceInfo& info : devices()) {
        const auto device = open_device(info.id);
        EXPECT_EQ(bool(device), info.available) << info.id;
        EXPECT_EQ(info.reason.empty(), info.available) << info.id;
        if (!device) {
            EXPECT_EQ(device.error().blame, Blame::Machine);
            EXPECT_EQ(device.error().message, info.reason);
            EXPECT_FALSE(device.error().hint.empty());
        }
    }
}

TEST(Devices, UnknownNameIsACallError)
{
    const auto device = open_device("gpu7");
    ASSERT_FALSE(device);
    EXPECT_EQ(device.error().blame, Blame::Call);
    EXPECT_NE(render(device.error().message, Language::English).find("gpu7"), std::string::npos);
}

TEST(Devices, AutoIsCpuWhereItCanBeAndIsKept)
{
    const auto device = open_device("auto"), again = open_device("auto"), cpu = open_device("cpu");
    ASSERT_TRUE(device);
    EXPECT_EQ(*device, *again);
    EXPECT_EQ((*device)->id(), cpu ? "cpu" : "reference");
}

} // namespace devices_test
} // namespace loom
