#include "graph/wiring.h"

#include <algorithm>

namespace loom {

Wiring::Wiring(const Document& document)
{
    const std::size_t count = document.nodes().size();
    ids_.reserve(count);
    nodes_.reserve(count);
    for (const auto& [id, node] : document.nodes()) {
        ids_.push_back(id);
        nodes_.push_back(&node);
    }
    struct Ends {
        int from, to, port;
    };
    std::vector<Ends> links; // In the order of the document's: by source, then target.
    links.reserve(document.links().size());
    feeds_begin_.assign(count + 1, 0);
    targets_begin_.assign(count + 1, 0);
    for (const Link& l : document.links()) {
        links.push_back({place_of(l.from), place_of(l.to), l.port});
        ++feeds_begin_[std::size_t(links.back().to) + 1];
        ++targets_begin_[std::size_t(links.back().from) + 1];
    }
    for (std::size_t i = 0; i < count; ++i) {
        feeds_begin_[i + 1] += feeds_begin_[i];
        targets_begin_[i + 1] += targets_begin_[i];
    }
    feeds_.resize(links.size());
    targets_.reserve(links.size());
    std::vector<int> next(feeds_begin_.begin(), feeds_begin_.end() - 1);
    for (const Ends& l : links) {
        targets_.push_back(l.to);
        feeds_[std::size_t(next[std::size_t(l.to)]++)] = {l.port, l.from};
    }
    for (std::size_t i = 0; i < count; ++i)
        std::sort(feeds_.begin() + feeds_begin_[i], feeds_.begin() + feeds_begin_[i + 1], [](const Feed& a, const Feed& b) { return a.port < b.port; });
}

int Wiring::place_of(NodeId id) const
{
    if (ids_.empty() || id < ids_.front() || id > ids_.back())
        return -1;
    // Numbers hardly have gaps: where it would be without any, or before that by no more than all gaps together.
    const auto off = std::int64_t(id) - std::int64_t(ids_.front());
    const auto gaps = std::int64_t(ids_.back()) - std::int64_t(ids_.front()) + 1 - std::int64_t(ids_.size());
    const auto first = ids_.begin() + std::max<std::int64_t>(0, off - gaps);
    const auto last = ids_.begin() + std::min<std::int64_t>(off + 1, std::int64_t(ids_.size()));
    const auto found = std::lower_bound(first, last, id);
    return found != last && *found == id ? int(found - ids_.begin()) : -1;
}

std::vector<int> Wiring::order() const
{
    std::vector<int> waiting(size()), order;
    order.reserve(size());
    for (std::size_t i = 0; i < size(); ++i) {
        waiting[i] = int(feeds(int(i)).size());
        if (waiting[i] == 0)
            order.push_back(int(i));
    }
    for (std::size_t i = 0; i < order.size(); ++i)
        for (const int to : targets(order[i]))
            if (--waiting[std::size_t(to)] == 0)
                order.push_back(to);
    return order;
}

std::vector<char> Wiring::leading_to(std::span<const NodeId> ends) const
{
    std::vector<char> found(size());
    std::vector<int> open;
    const auto reach = [&](int place) {
        if (!std::exchange(found[std::size_t(place)], char(true)))
            open.push_back(place);
    };
    for (const NodeId id : ends)
        if (const int place = place_of(id); place >= 0)
            reach(place);
    while (!open.empty()) {
        const int at = open.back();
        open.pop_back();
        for (const Feed& feed : feeds(at))
            reach(feed.from);
    }
    return found;
}

} // namespace loom
