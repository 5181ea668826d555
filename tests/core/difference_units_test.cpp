// Documents with units compared: what is inside is paired inside, and nothing is told exactly where the network is the same.
#include "core/random_edits.h"
#include "core/reversed_difference.h"
#include "graph/chain.h"
#include "graph/difference.h"
#include "graph/history.h"
#include "project/difference_words.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace loom {
namespace difference_units_test {

/// Whether the pairs carry all that the one network is over to the other. Written apart from difference().
bool carries_over(const Difference& d, const Document& a, const Document& b)
{
    if (d.pairs.size() != a.nodes().size() || d.pairs.size() != b.nodes().size() || a.links().size() != b.links().size() ||
        d.unit_pairs.size() != a.units().size() + 1 || a.units().size() != b.units().size())
        return false;
    for (const auto& [x, y] : d.pairs) {
        Node mine = a.nodes().at(x), theirs = b.nodes().at(y);
        for (Node* node : {&mine, &theirs}) {
            node->at = {};
            node->pinned = false;
        }
        mine.in = d.unit_pairs.at(mine.in);
        mine.unit = d.unit_pairs.at(mine.unit);
        if (mine.shares)
            mine.shares = d.pairs.at(*mine.shares);
        if (mine != theirs)
            return false;
    }
    std::vector<Varied> varied = a.search();
    for (Varied& v : varied)
        if (v.of == Varied::Of::Node && d.pairs.contains(v.node))
            v.node = d.pairs.at(v.node);
    if (!std::ranges::is_permutation(varied, b.search()))
        return false;
    if (!std::ranges::all_of(a.links(), [&](const Link& l) { return b.links().contains({d.pairs.at(l.from), d.pairs.at(l.to), l.port}); }))
        return false;
    return std::ranges::all_of(a.units(), [&](const auto& row) {
        const auto& [id, unit] = row;
        const Unit& other = *b.find(d.unit_pairs.at(id));
        std::vector<Exposed> exposed = unit.exposed;
        for (Exposed& e : exposed)
            for (Exposed::Target& t : e.targets)
                t.node = d.pairs.contains(t.node) ? d.pairs.at(t.node) : NodeId{};
        return unit.name == other.name && exposed == other.exposed;
    });
}

TEST(DifferenceOfUnits, InsidesThatChangedPlacesAreToldInPlace)
{
    const auto two = [](std::int64_t first, std::int64_t second) {
        Chain c;
        c.add("input", {{"shape", std::vector<std::int64_t>{8}}}).begin("A").add("dense", {{"units", first}}).named("D");
        const UnitId a = c.end();
        c.begin("B").add("dense", {{"units", second}}).named("D");
        const UnitId b = c.end();
        return c.copy(a).copy(b).add("output").finish(default_recipe());
    };
    const Document before = two(8, 16);
    Document after = before;
    // The two layers change places, numbers and all.
    std::vector<NodeId> dense;
    for (const auto& [id, node] : before.nodes())
        if (node.type == "dense")
            dense.push_back(id);
    ASSERT_EQ(dense.size(), 2u);
    for (const NodeId id : dense)
        for (const Link& l : before.links_of(id))
            ASSERT_TRUE(after.apply(Disconnect{l}));
    for (const NodeId id : dense)
        ASSERT_TRUE(after.apply(RemoveNode{id}));
    for (const int i : {0, 1}) {
        Node node = before.nodes().at(dense[std::size_t(i)]);
        node.in = before.nodes().at(dense[std::size_t(1 - i)]).in;
        ASSERT_TRUE(after.apply(AddNode{dense[std::size_t(i)], node}));
        for (Link l : before.links_of(dense[std::size_t(1 - i)])) {
            (l.from == dense[std::size_t(1 - i)] ? l.from : l.to) = dense[std::size_t(i)];
            ASSERT_TRUE(after.apply(Connect{l}));
        }
    }
    const Difference d = difference(before, after);
    ASSERT_EQ(d.changed.size(), 2u);
    for (const NodeChange& change : d.changed) {
        EXPECT_EQ(change.settings.size(), 1u);
        EXPECT_FALSE(change.moved);
    }
    EXPECT_EQ(difference(after, before), reversed(d));
}

TEST(DifferenceOfUnits, AMovedNodeIsTold)
{
    Chain c;
    const Document before = c.add("input", {{"shape", std::vector<std::int64_t>{8}}}).add("dense").named("D").add("output").finish(default_recipe());
    Document after = before;
    const auto change = making_unit(before, {NodeId{2}}, "Block");
    ASSERT_TRUE(change);
    ASSERT_TRUE(History(after).perform(change->name, change->edits));
    const Difference d = difference(before, after);
    EXPECT_EQ(d.added_units.size(), 1u);
    const auto moved = std::ranges::find_if(d.changed, &NodeChange::moved);
    ASSERT_NE(moved, d.changed.end());
    EXPECT_EQ(moved->before, NodeId{2});
    std::vector<std::string> lines;
    for (const DifferenceRow& row : rows_of(d, before, after))
        lines.push_back(std::string(sign_text(row.sign)) + " " + render(row.what, Language::English));
    EXPECT_NE(std::ranges::find(lines, "+ the unit “Block”"), lines.end());
    EXPECT_NE(std::ranges::find(lines, "≠ Block / D · Graph: the main graph → Block"), lines.end());
}

TEST(DifferenceOfUnits, IsEmptyExactlyWhereTheNetworkIsTheSame)
{
    int same = 0, other = 0;
    for (unsigned seed = 1; seed <= 30; ++seed) {
        Document document;
        RandomEdits random(document, seed);
        History history(document);
        for (int edits = 0; edits < 150;) {
            const Document before = document;
            const auto [gesture, change] = random.next();
            if (change.edits.empty() || !history.perform(change.name, change.edits))
                continue;
            ++edits;
            const Difference d = difference(before, document);
            ASSERT_EQ(d.empty(), carries_over(d, before, document)) << gesture;
            ASSERT_EQ(d.empty(), rows_of(d, before, document).empty()) << gesture;
            if (edits % 5 == 0) {
                ASSERT_EQ(difference(document, before), reversed(d)) << gesture;
            }
            ++(d.empty() ? same : other);
        }
        ASSERT_TRUE(difference(document, document).empty());
    }
    EXPECT_GT(same, 100);
    EXPECT_GT(other, 1000);
}

} // namespace difference_units_test
} // namespace loom
