#include "graph/arrange.h"

#include <algorithm>
#include <cmath>
#include <ranges>

namespace loom {
namespace {

using Indices = std::vector<int>;

/// The graph by position, so that nothing is looked up in maps.
struct Net {
    std::vector<NodeId> ids;
    std::vector<double> heights;
    std::vector<Indices> before, behind;
    Indices order; // Inputs first.
};

Net net_of(const Document& document, const std::function<double(const Node&)>& height, UnitId graph)
{
    Net net;
    std::map<NodeId, int> at;
    for (const NodeId id : document.members(graph)) {
        at[id] = int(net.ids.size());
        net.ids.push_back(id);
        net.heights.push_back(height(document.nodes().at(id)));
    }
    net.before.resize(net.ids.size());
    net.behind.resize(net.ids.size());
    for (const Link& l : document.links()) {
        if (!at.contains(l.from))
            continue;
        const int from = at[l.from], to = at[l.to];
        net.behind[std::size_t(from)].push_back(to);
        net.before[std::size_t(to)].push_back(from);
    }
    Indices waiting;
    for (std::size_t i = 0; i < net.ids.size(); ++i) {
        waiting.push_back(int(net.before[i].size()));
        if (waiting.back() == 0)
            net.order.push_back(int(i));
    }
    for (std::size_t i = 0; i < net.order.size(); ++i)
        for (int to : net.behind[std::size_t(net.order[i])])
            if (--waiting[std::size_t(to)] == 0)
                net.order.push_back(to);
    return net;
}

/// Sets of connected nodes, the ones with links first, each in its order of ids.
std::vector<Indices> parts_of(const Net& net)
{
    Indices part(net.ids.size(), -1);
    std::vector<Indices> parts;
    for (int start : net.order) {
        if (part[std::size_t(start)] >= 0)
            continue;
        const int number = int(parts.size());
        Indices members{start};
        part[std::size_t(start)] = number;
        for (std::size_t i = 0; i < members.size(); ++i)
            for (const auto* near : {&net.before[std::size_t(members[i])], &net.behind[std::size_t(members[i])]})
                for (int other : *near)
                    if (std::exchange(part[std::size_t(other)], number) < 0)
                        members.push_back(other);
        std::ranges::sort(members);
        parts.push_back(std::move(members));
    }
    std::ranges::stable_sort(parts, [](const Indices& a, const Indices& b) { return (a.size() > 1) > (b.size() > 1); });
    return parts;
}

class Layouter {
public:
    Layouter(Net net, double width) : net_(std::move(net)), at_(net_.ids.size()), line_(net_.ids.size(), -1)
    {
        per_line_ = std::max(1, int((width + column_gap) / (node_width + column_gap)));
    }

    std::map<NodeId, Point> run()
    {
        Indices single;
        for (const Indices& part : parts_of(net_)) {
            if (part.size() > 1)
                place_part(part);
            else
                single.push_back(part[0]);
        }
        // Loose nodes stand side by side.
        for (std::size_t i = 0; i < single.size(); i += std::size_t(per_line_)) {
            std::vector<Indices> line;
            for (std::size_t k = i; k < std::min(single.size(), i + std::size_t(per_line_)); ++k)
                line.push_back({single[k]});
            place_line(line, 0);
        }
        std::map<NodeId, Point> places;
        for (std::size_t i = 0; i < at_.size(); ++i)
            places[net_.ids[i]] = at_[i];
        return places;
    }

private:
    void place_part(const Indices& part)
    {
        const std::vector<Indices> columns = columns_of(part);
        for (std::size_t first = 0; first < columns.size(); first += std::size_t(per_line_)) {
            const std::size_t end = std::min(columns.size(), first + std::size_t(per_line_));
            // Room for the links that come from the lines above.
            int crossing = 0;
            for (std::size_t c = first; c < columns.size(); ++c)
                for (int node : columns[c])
                    for (int from : net_.before[std::size_t(node)])
                        crossing += depth_[std::size_t(from)] < int(first);
            place_line(
                std::vector<Indices>(columns.begin() + std::ptrdiff_t(first), columns.begin() + std::ptrdiff_t(end)),
                crossing);
        }
    }

    /// Columns by longest path; what has no inputs stands next to what it feeds. Few crossings inside.
    std::vector<Indices> columns_of(const Indices& part)
    {
        depth_.resize(net_.ids.size());
        std::vector<char> inside(net_.ids.size());
        for (int i : part)
            inside[std::size_t(i)] = true;
        Indices order;
        std::ranges::copy_if(net_.order, std::back_inserter(order), [&](int i) { return inside[std::size_t(i)]; });
        int last = 0;
        for (int i : order) {
            int depth = 0;
            for (int from : net_.before[std::size_t(i)])
                depth = std::max(depth, depth_[std::size_t(from)] + 1);
            depth_[std::size_t(i)] = depth;
            last = std::max(last, depth);
        }
        for (int i : order) {
            const auto& targets = net_.behind[std::size_t(i)];
            if (!net_.before[std::size_t(i)].empty() || targets.empty())
                continue;
            int nearest = INT32_MAX;
            for (int to : targets)
                nearest = std::min(nearest, depth_[std::size_t(to)]);
            depth_[std::size_t(i)] = nearest - 1;
        }
        std::vector<Indices> columns(std::size_t(last) + 1);
        for (int i : order)
            columns[std::size_t(depth_[std::size_t(i)])].push_back(i);
        std::erase_if(columns, [](const Indices& c) { return c.empty(); });
        for (std::size_t c = 0; c < columns.size(); ++c)
            for (int i : columns[c])
                depth_[std::size_t(i)] = int(c);
        untangle(columns);
        return columns;
    }

    /// Barycentre sweeps, forward and back.
    void untangle(std::vector<Indices>& columns)
    {
        std::vector<double> rank(net_.ids.size()), wish(net_.ids.size());
        auto number = [&](const Indices& column) {
            for (std::size_t k = 0; k < column.size(); ++k)
                rank[std::size_t(column[k])] = double(k) - double(column.size() - 1) / 2;
        };
        std::ranges::for_each(columns, number);
        auto sweep = [&](Indices& column, const std::vector<Indices>& near) {
            for (int i : column) {
                double sum = 0;
                for (int other : near[std::size_t(i)])
                    sum += rank[std::size_t(other)];
                const auto n = near[std::size_t(i)].size();
                wish[std::size_t(i)] = n ? sum / double(n) : rank[std::size_t(i)];
            }
            std::ranges::stable_sort(column, {}, [&](int i) { return wish[std::size_t(i)]; });
            number(column);
        };
        for (int round = 0; round < 4; ++round) {
            for (Indices& column : columns)
                sweep(column, net_.before);
            for (Indices& column : std::views::reverse(columns))
                sweep(column, net_.behind);
        }
    }

    /// One line of columns below what is placed already.
    void place_line(const std::vector<Indices>& columns, int links_from_above)
    {
        if (bottom_ > 0)
            bottom_ += row_gap + 12 * std::clamp(links_from_above - 1, 0, 8);
        constexpr double gap = 36; // Between nodes above each other.
        double top = INFINITY;
        Indices members;
        for (std::size_t c = 0; c < columns.size(); ++c) {
            const Indices& column = columns[c];
            std::vector<double> middle;
            double drift = 0; // Pushing apart goes downwards only; afterwards the column as a whole goes back.
            for (std::size_t k = 0; k < column.size(); ++k) {
                const auto i = std::size_t(column[k]);
                double sum = 0, n = 0;
                for (int from : net_.before[i])
                    if (line_[std::size_t(from)] == lines_) {
                        sum += at_[std::size_t(from)].y + net_.heights[std::size_t(from)] / 2;
                        ++n;
                    }
                const double wish = n > 0 ? sum / n : 0;
                const double least =
                    k > 0 ? middle[k - 1] + net_.heights[std::size_t(column[k - 1])] / 2 + gap + net_.heights[i] / 2
                          : wish;
                middle.push_back(std::max(wish, least));
                drift += (middle.back() - wish) / double(column.size());
            }
            for (std::size_t k = 0; k < column.size(); ++k) {
                const auto i = std::size_t(column[k]);
                line_[i] = lines_;
                at_[i] = {double(c) * (node_width + column_gap), middle[k] - drift - net_.heights[i] / 2};
                top = std::min(top, at_[i].y);
            }
            members.insert(members.end(), column.begin(), column.end());
        }
        double bottom = bottom_;
        for (int i : members) {
            Point& at = at_[std::size_t(i)];
            at.y = std::round(at.y - top + bottom_);
            bottom = std::max(bottom, at.y + net_.heights[std::size_t(i)]);
        }
        bottom_ = bottom;
        ++lines_;
    }

    Net net_;
    int per_line_;
    std::vector<Point> at_;
    Indices depth_, line_;
    int lines_ = 0;
    double bottom_ = 0;
};

} // namespace

std::map<NodeId, Point> arranged(const Document& document, double width,
                                 const std::function<double(const Node&)>& height, UnitId graph)
{
    return Layouter(net_of(document, height, graph), width).run();
}

} // namespace loom
