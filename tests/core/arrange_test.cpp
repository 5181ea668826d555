#include "graph/align.h"
#include "graph/arrange.h"
#include "graph/history.h"
#include "graph/reach.h"

#include <gtest/gtest.h>

#include <random>

using namespace loom;

namespace arrange_test {

double height(const Node& node)
{
    return node.type == "add" ? 92 : 76;
}

/// Nodes of one type at these places; `links` by their numbers, in order of ports.
Document net(const std::vector<Point>& places, const std::vector<std::pair<int, int>>& links = {})
{
    Document document;
    std::vector<int> ports(places.size());
    for (std::size_t i = 0; i < places.size(); ++i) {
        const int into = int(std::ranges::count(links, int(i), &std::pair<int, int>::second));
        const LayerType& type = *find_layer(into > 1 ? "add" : "dense");
        Values values = defaults(type);
        if (into > 2)
            values[*type.index_of("inputs")] = std::int64_t(into);
        EXPECT_TRUE(document.apply(AddNode{NodeId(i + 1), {std::string(type.id), "n" + std::to_string(i), values, places[i]}}));
    }
    for (const auto& [from, to] : links)
        EXPECT_TRUE(document.apply(Connect{{NodeId(from + 1), NodeId(to + 1), ports[std::size_t(to)]++}}));
    return document;
}

Document after(Document document, const Change& change)
{
    for (const Edit& edit : change.edits)
        EXPECT_TRUE(document.apply(edit));
    return document;
}

std::vector<double> xs(const Document& d)
{
    std::vector<double> all;
    for (const auto& [id, node] : d.nodes())
        all.push_back(node.at.x);
    return all;
}
std::vector<double> ys(const Document& d)
{
    std::vector<double> all;
    for (const auto& [id, node] : d.nodes())
        all.push_back(node.at.y);
    return all;
}

std::set<NodeId> ids(std::initializer_list<int> numbers)
{
    std::set<NodeId> all;
    for (int n : numbers)
        all.insert(NodeId(n));
    return all;
}

bool overlapping(const Document& d)
{
    for (const auto& [a, x] : d.nodes())
        for (const auto& [b, y] : d.nodes())
            if (a < b && std::abs(x.at.x - y.at.x) < node_width && x.at.y < y.at.y + height(y) && y.at.y < x.at.y + height(x))
                return true;
    return false;
}

Document arranged_by(const Document& document, const Arranging& how)
{
    return after(document, placing(document, arranged(document, how)));
}

TEST(Align, BringsOneEdgeInLineAndLeavesTheOtherDirection)
{
    const Document d = net({{0, 0}, {50, 100}, {300, 40}});
    const auto all = ids({1, 2, 3});
    using D = std::vector<double>;
    EXPECT_EQ(xs(after(d, aligning(d, all, Alignment::Left, height))), D({0, 0, 0}));
    EXPECT_EQ(xs(after(d, aligning(d, all, Alignment::Middle, height))), D({150, 150, 150}));
    EXPECT_EQ(xs(after(d, aligning(d, all, Alignment::Right, height))), D({300, 300, 300}));
    EXPECT_EQ(ys(after(d, aligning(d, all, Alignment::Right, height))), D({0, 100, 40}));
    EXPECT_EQ(ys(after(d, aligning(d, all, Alignment::Top, height))), D({0, 0, 0}));
    EXPECT_EQ(ys(after(d, aligning(d, all, Alignment::Centre, height))), D({50, 50, 50}));
    EXPECT_EQ(ys(after(d, aligning(d, all, Alignment::Bottom, height))), D({100, 100, 100}));
    EXPECT_EQ(xs(after(d, aligning(d, all, Alignment::Bottom, height))), D({0, 50, 300}));
    EXPECT_TRUE(aligning(d, ids({2}), Alignment::Left, height).edits.empty());
}

TEST(Align, SeesTheHeightOfEachNode)
{
    const Document d = net({{0, 0}, {0, 200}, {300, 40}}, {{0, 2}, {1, 2}}); // The last is 92 high.
    const Document b = after(d, aligning(d, ids({1, 3}), Alignment::Bottom, height));
    EXPECT_EQ(b.find(NodeId(1))->at.y + 76, b.find(NodeId(3))->at.y + 92);
    const Document c = after(d, aligning(d, ids({1, 3}), Alignment::Centre, height));
    EXPECT_EQ(c.find(NodeId(1))->at.y + 38, c.find(NodeId(3))->at.y + 46);
}

TEST(Align, DistributesWithEqualGaps)
{
    const Document d = net({{0, 0}, {190, 10}, {1000, 500}, {400, 700}});
    const Document h = after(d, distributing(d, ids({1, 2, 3, 4}), Axis::Horizontal, height));
    EXPECT_EQ(xs(h), std::vector<double>({0, 333, 1000, 667}));
    EXPECT_EQ(ys(h), ys(d));
    const Document v = after(d, distributing(d, ids({1, 3, 4}), Axis::Vertical, height));
    EXPECT_EQ(ys(v), std::vector<double>({0, 10, 350, 700}));
    EXPECT_TRUE(distributing(d, ids({1, 2}), Axis::Vertical, height).edits.empty());
}

TEST(Arranged, RowsWrapBetweenFramesRatherThanInside)
{
    const Document d = net(std::vector<Point>(10), {{0, 1}, {1, 2}, {2, 3}, {3, 4}, {4, 5}, {5, 6}, {6, 7}, {7, 8}, {8, 9}});
    const auto rows = [&](const std::vector<std::set<NodeId>>& frames) {
        std::vector<int> lengths;
        double last = -1;
        for (const auto& [id, at] : arranged(d, {.width = 5 * (node_width + column_gap), .height = height, .frames = frames})) {
            if (at.y != last)
                lengths.push_back(0);
            ++lengths.back();
            last = at.y;
        }
        return lengths;
    };
    using L = std::vector<int>;
    EXPECT_EQ(rows({}), L({5, 5}));
    EXPECT_EQ(rows({ids({4, 5, 6, 7})}), L({3, 5, 2}));                     // It goes to the next row as a whole.
    EXPECT_EQ(rows({ids({1, 2, 3, 4}), ids({5, 6, 7})}), L({4, 5, 1}));     // Between two frames.
    EXPECT_EQ(rows({ids({1, 2, 3, 4, 5, 6, 7, 8, 9, 10})}), L({5, 5}));     // Too long for a row: as lines of text.
    EXPECT_EQ(rows({ids({1, 2, 3, 4, 5})}), L({5, 5}));                     // It ends where the row does.
}

TEST(Align, IsOneStepThatIsUndone)
{
    Document d = net({{0, 0}, {50, 100}, {300, 40}});
    const Document before = d;
    History history(d);
    for (const Change& change : {aligning(d, ids({1, 2, 3}), Alignment::Left, height), distributing(d, ids({1, 2, 3}), Axis::Vertical, height)}) {
        const auto steps = history.depth();
        ASSERT_TRUE(history.perform(change.name, change.edits));
        EXPECT_EQ(history.depth(), steps + 1);
        EXPECT_FALSE(d == before);
        history.undo();
        EXPECT_TRUE(d == before);
    }
}

TEST(Reach, FollowsLinksBothWays)
{
    const Document d = net(std::vector<Point>(6), {{0, 1}, {1, 2}, {2, 3}, {0, 3}, {4, 3}});
    EXPECT_EQ(upstream_of(d, ids({3})), ids({1, 2, 3}));
    EXPECT_EQ(upstream_of(d, ids({4})), ids({1, 2, 3, 4, 5}));
    EXPECT_EQ(downstream_of(d, ids({2})), ids({2, 3, 4}));
    EXPECT_EQ(with_neighbours(d, ids({2})), ids({1, 2, 3}));
    EXPECT_EQ(with_neighbours(d, ids({6})), ids({6}));
    EXPECT_EQ(downstream_of(d, ids({99})), ids({}));
}

TEST(Bridging, IsWhatDeletingLeavesOpen)
{
    const Document d = net(std::vector<Point>(5), {{0, 1}, {1, 2}, {2, 3}, {2, 4}});
    const Change one = bridging(d, ids({2}));
    EXPECT_EQ(one.edits, (std::vector<Edit>{Connect{{NodeId(1), NodeId(3), 0}}}));
    EXPECT_EQ(render(one.name, Language::English), "Reconnect n0 to n2");
    EXPECT_EQ(bridging(d, ids({2, 3})).edits.size(), 2u); // Through both that went.
    EXPECT_TRUE(bridging(d, ids({1})).edits.empty());
    EXPECT_TRUE(bridging(d, ids({4, 5})).edits.empty());
}

TEST(Arrange, GoesRightAndWrapsOrGoesDown)
{
    std::vector<std::pair<int, int>> links;
    for (int i = 0; i < 6; ++i)
        links.push_back({i, i + 1});
    const Document d = net(std::vector<Point>(7, {5, 5}), links);
    const Document right = arranged_by(d, {4 * 216, height});
    EXPECT_EQ(right.find(NodeId(1))->at, (Point{0, 0}));
    EXPECT_EQ(right.find(NodeId(4))->at, (Point{3 * 216, 0}));
    EXPECT_EQ(right.find(NodeId(5))->at.x, 0);
    EXPECT_GT(right.find(NodeId(5))->at.y, 76);
    const Document down = arranged_by(d, {4 * 216, height, Flow::Down});
    for (int i = 1; i <= 7; ++i)
        EXPECT_EQ(down.find(NodeId(i))->at.x, 0);
    for (int i = 1; i < 7; ++i)
        EXPECT_GE(down.find(NodeId(i + 1))->at.y, down.find(NodeId(i))->at.y + 76 + 40);
}

// Whatever the graph: nothing lies on anything, columns lie in a grid, and each node behind what feeds it when it goes down.
TEST(Arrange, NothingOverlaps)
{
    std::mt19937 random(20261128);
    for (int round = 0; round < 40; ++round) {
        const int n = 2 + int(random() % 40);
        std::vector<std::pair<int, int>> links;
        for (int to = 1; to < n; ++to)
            for (int k = int(random() % 3); k > 0; --k)
                links.push_back({int(random() % unsigned(to)), to});
        std::vector<Point> places;
        for (int i = 0; i < n; ++i)
            places.push_back({double(random() % 2000), double(random() % 2000)});
        const Document d = net(places, links);
        for (const Flow flow : {Flow::Right, Flow::Down}) {
            const Document tidy = arranged_by(d, {6 * 216, height, flow});
            EXPECT_FALSE(overlapping(tidy)) << round;
            for (const auto& [id, node] : tidy.nodes()) {
                const double pitch = flow == Flow::Right ? node_width + column_gap : node_width + 72;
                if (!tidy.links_of(id).empty()) {
                    EXPECT_EQ(std::fmod(node.at.x, pitch), 0);
                }
            }
            for (const Link& l : tidy.links())
                if (flow == Flow::Down) {
                    EXPECT_GT(tidy.find(l.to)->at.y, tidy.find(l.from)->at.y + height(*tidy.find(l.from)));
                }
        }
    }
}

TEST(Arrange, OfASelectionLeavesTheOthers)
{
    const Document d = net({{0, 0}, {700, 30}, {640, 400}, {900, 500}, {1000, 900}}, {{0, 1}, {1, 2}, {2, 3}, {3, 4}});
    for (const Flow flow : {Flow::Right, Flow::Down}) {
        Arranging how{4 * 216, height, flow};
        how.only = ids({3, 4, 5});
        const auto places = arranged(d, how);
        EXPECT_EQ(places.size(), 3u);
        const Document tidy = after(d, placing(d, places));
        EXPECT_EQ(tidy.find(NodeId(1))->at, d.find(NodeId(1))->at);
        EXPECT_EQ(tidy.find(NodeId(2))->at, d.find(NodeId(2))->at);
        EXPECT_EQ(tidy.find(NodeId(3))->at, (Point{640, 400})); // The corner stays.
        EXPECT_EQ(tidy.find(NodeId(4))->at.x, flow == Flow::Right ? 640 + 216 : 640);
    }
    Arranging how{4 * 216, height};
    how.only = ids({2, 3});
    const Document in_the_way = net({{216, 0}, {0, 0}, {20, 300}, {900, 500}}, {{0, 1}, {1, 2}, {2, 3}});
    EXPECT_FALSE(overlapping(arranged_by(in_the_way, how)));
}

TEST(Arrange, PinnedNodesStayAndNothingLiesOnThem)
{
    std::mt19937 random(7);
    for (int round = 0; round < 20; ++round) {
        std::vector<std::pair<int, int>> links;
        std::vector<Point> places;
        for (int i = 0; i < 24; ++i) {
            if (i > 0)
                links.push_back({int(random() % unsigned(i)), i});
            // Apart, so that pinned ones do not lie on each other.
            places.push_back({i % 6 * 240.0, i / 6 * 200.0 + double(random() % 60)});
        }
        Document d = net(places, links);
        Arranging how{6 * 216, height, round % 2 ? Flow::Down : Flow::Right};
        for (int k = 0; k < 4; ++k)
            how.pinned.insert(NodeId(1 + int(random() % 24)));
        const auto result = arranged(d, how);
        for (NodeId id : how.pinned)
            EXPECT_FALSE(result.contains(id));
        EXPECT_EQ(result.size() + how.pinned.size(), d.nodes().size());
        EXPECT_FALSE(overlapping(after(d, placing(d, result)))) << round;
    }
}

} // namespace arrange_test
