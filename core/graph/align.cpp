#include "graph/align.h"

#include "graph/arrange.h"

#include <algorithm>
#include <cmath>

namespace loom {
namespace {

struct Span {
    NodeId id;
    double from, length;
    double to() const { return from + length; }
};

std::vector<Span> spans_of(const Document& document, const std::set<NodeId>& nodes, Axis axis, const NodeHeight& height)
{
    std::vector<Span> spans;
    for (NodeId id : nodes)
        if (const Node* node = document.find(id))
            spans.push_back(axis == Axis::Horizontal ? Span{id, node->at.x, node_width}
                                                     : Span{id, node->at.y, height(*node)});
    return spans;
}

void move(const Document& document, Change& change, Axis axis, NodeId id, double to)
{
    const Point at = document.nodes().at(id).at;
    const Point fresh = axis == Axis::Horizontal ? Point{std::round(to), at.y} : Point{at.x, std::round(to)};
    if (fresh != at)
        change.edits.push_back(MoveNode{id, fresh});
}

} // namespace

Change aligning(const Document& document, const std::set<NodeId>& nodes, Alignment alignment, const NodeHeight& height)
{
    constexpr Text names[] = {LOOM_TEXT("Align %1 nodes left"),  LOOM_TEXT("Align the middles of %1 nodes"),
                              LOOM_TEXT("Align %1 nodes right"), LOOM_TEXT("Align the tops of %1 nodes"),
                              LOOM_TEXT("Align %1 nodes in a row"), LOOM_TEXT("Align the bottoms of %1 nodes")};
    const Axis axis = alignment <= Alignment::Right ? Axis::Horizontal : Axis::Vertical;
    const std::vector<Span> spans = spans_of(document, nodes, axis, height);
    if (spans.size() < 2)
        return {};
    const double first = std::ranges::min(spans, {}, &Span::from).from;
    const double last = std::ranges::max(spans, {}, &Span::to).to();
    Change change{Message(names[int(alignment)], spans.size()), {}};
    for (const Span& s : spans)
        switch (alignment) {
        case Alignment::Left:
        case Alignment::Top:
            move(document, change, axis, s.id, first);
            break;
        case Alignment::Middle:
        case Alignment::Centre:
            move(document, change, axis, s.id, (first + last - s.length) / 2);
            break;
        case Alignment::Right:
        case Alignment::Bottom:
            move(document, change, axis, s.id, last - s.length);
        }
    return change;
}

Change distributing(const Document& document, const std::set<NodeId>& nodes, Axis axis, const NodeHeight& height)
{
    std::vector<Span> spans = spans_of(document, nodes, axis, height);
    if (spans.size() < 3)
        return {};
    std::ranges::stable_sort(spans, {}, [](const Span& s) { return s.from + s.to(); });
    double taken = 0;
    for (const Span& s : spans)
        taken += s.length;
    const double gap = (spans.back().to() - spans.front().from - taken) / double(spans.size() - 1);
    Change change{Message(axis == Axis::Horizontal ? LOOM_TEXT("Distribute %1 nodes horizontally")
                                                   : LOOM_TEXT("Distribute %1 nodes vertically"),
                          spans.size()),
                  {}};
    double at = spans.front().from;
    for (const Span& s : spans) {
        move(document, change, axis, s.id, at);
        at += s.length + gap;
    }
    return change;
}

} // namespace loom
