#include "graph/history.h"
#include "graph/change.h"
#include "graph/linking.h"
#include "graph/unit_change.h"

#include <gtest/gtest.h>

namespace loom {
namespace history_test {

struct HistoryTest : testing::Test {
    Document document;
    History history{document};

    NodeId add(std::string_view type, Point at = {})
    {
        const Change change = adding(document, *find_layer(type), at);
        EXPECT_TRUE(history.perform(change.name, change.edits));
        return *change.made.begin();
    }
    void perform(const Change& change, const std::string& merge_key = {}) { ASSERT_TRUE(history.perform(change.name, change.edits, merge_key)); }
    std::string next() const { return render(history.next_undo().value_or(Message())); }
};

TEST_F(HistoryTest, AMergedStepHasTheNewestName)
{
    const NodeId dense = add("dense");
    const std::size_t units = *find_layer("dense")->index_of("units"), depth = history.depth();
    const Document before = document;
    for (const std::int64_t n : {2, 25, 250})
        perform(setting_to(document, {dense}, units, n), "units");
    EXPECT_EQ(history.depth(), depth + 1);
    EXPECT_EQ(next(), "Set Units to 250");
    EXPECT_EQ(history.steps().back(), *history.next_undo());
    ASSERT_TRUE(history.undo());
    EXPECT_EQ(document, before);
    EXPECT_EQ(render(*history.next_redo()), "Set Units to 250");
    // One that is refused, or changes nothing, leaves the name alone.
    ASSERT_TRUE(history.redo());
    perform(setting_to(document, {dense}, units, std::int64_t{8}), "units again");
    perform(setting_to(document, {dense}, units, std::int64_t{8}), "units again");
    EXPECT_FALSE(history.perform(LOOM_TEXT("Delete %1"), {RemoveNode{NodeId{99}}}, "units again"));
    EXPECT_EQ(next(), "Set Units to 8");
}

TEST_F(HistoryTest, WhatEndsAtTheBorderWhereItWasIsNoStep)
{
    const NodeId far = add("input", {farthest_place, 40}), near = add("dense");
    const Link link{far, near, 0};
    perform({LOOM_TEXT("Connect %1 to %2"), {Connect{link, {{-farthest_place, 0}}}}});
    perform({LOOM_TEXT("Add a note"), {AddRemark{RemarkId{1}, {.at = {0, farthest_place}}}}});
    perform(bookmarking(document, "1", Bookmark{main_graph, {farthest_place, 0}, 1}));
    const Document before = document;
    const std::size_t depth = history.depth();
    perform(moving(document, {far}, {30, 0}));
    perform({LOOM_TEXT("Move %1"), {RouteLink{link, {{-2 * farthest_place, 0}}}}});
    Remark lower = document.remarks().at(RemarkId{1});
    lower.at.y += 500;
    perform({LOOM_TEXT("Move %1"), {SetRemark{RemarkId{1}, lower}}});
    perform(bookmarking(document, "1", Bookmark{main_graph, {1e9, 0}, 1}));
    EXPECT_EQ(document, before);
    EXPECT_EQ(history.depth(), depth);
    // What moves along the border, and all that is moved with something that can, is one.
    perform(moving(document, {far}, {30, 5}));
    EXPECT_EQ(history.depth(), depth + 1);
    perform(moving(document, {far, near}, {30, 0}));
    EXPECT_EQ(history.depth(), depth + 2);
    EXPECT_EQ(document.nodes().at(far).at, (Point{farthest_place, 45}));
    EXPECT_TRUE(history.undo() && history.undo());
    EXPECT_EQ(document, before);
}

} // namespace history_test
} // namespace loom
