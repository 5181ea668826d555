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
    std::vector<Indices> frames;
};

Net net_of(const Document& document, const Arranging& how)
{
    Net net;
    std::map<NodeId, int> at;
    for (const NodeId id : document.members(how.graph)) {
        if (!how.only.empty() && !how.only.contains(id))
            continue;
        at[id] = int(net.ids.size());
        net.ids.push_back(id);
        net.heights.push_back(how.height(document.nodes().at(id)));
    }
    net.before.resize(net.ids.size());
    net.behind.resize(net.ids.size());
    for (const Link& l : document.links()) {
        if (!at.contains(l.from) || !at.contains(l.to))
            continue;
        const int from = at[l.from], to = at[l.to];
        net.behind[std::size_t(from)].push_back(to);
        net.before[std::size_t(to)].push_back(from);
    }
    for (const std::set<NodeId>& frame : how.frames) {
        Indices inside;
        for (const NodeId id : frame)
            if (const auto place = at.find(id); place != at.end())
                inside.push_back(place->second);
        net.frames.push_back(std::move(inside));
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
    Layouter(Net net, double width, Flow flow)
        : net_(std::move(net)), flow_(flow), at_(net_.ids.size()), line_(net_.ids.size(), -1)
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
            place_line(line, 0, 0);
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
        if (flow_ == Flow::Down)
            return place_downwards(columns);
        const std::vector<char> inside = inside_frames(part, columns.size());
        for (std::size_t first = 0, end = 0; first < columns.size(); first = end) {
            end = std::min(columns.size(), first + std::size_t(per_line_));
            // Like a long word, a frame that does not fit goes to the next line as a whole, if it fits there.
            if (end < columns.size())
                for (std::size_t shorter = end; shorter > first; --shorter)
                    if (!inside[shorter]) {
                        end = shorter;
                        break;
                    }
            // Room for the links that come from the lines above.
            int crossing = 0;
            for (std::size_t c = first; c < columns.size(); ++c)
                for (int node : columns[c])
                    for (int from : net_.before[std::size_t(node)])
                        crossing += depth_[std::size_t(from)] < int(first);
            place_line(
                std::vector<Indices>(columns.begin() + std::ptrdiff_t(first), columns.begin() + std::ptrdiff_t(end)),
                crossing, lanes_over(columns, first, end));
        }
    }

    /// By column of a part: whether a line that began there would cut a frame in two.
    std::vector<char> inside_frames(const Indices& part, std::size_t columns) const
    {
        std::vector<char> inside(columns), here(net_.ids.size());
        for (const int i : part)
            here[std::size_t(i)] = true;
        for (const Indices& frame : net_.frames) {
            int first = INT32_MAX, last = -1;
            for (const int i : frame)
                if (here[std::size_t(i)]) {
                    first = std::min(first, depth_[std::size_t(i)]);
                    last = std::max(last, depth_[std::size_t(i)]);
                }
            for (int column = first + 1; column <= last; ++column)
                inside[std::size_t(column)] = true;
        }
        return inside;
    }

    /// How many links that pass columns lie above each other over the line of these columns.
    int lanes_over(const std::vector<Indices>& columns, std::size_t first, std::size_t end) const
    {
        std::vector<int> passing(end - first);
        for (std::size_t c = first; c < end; ++c)
            for (int node : columns[c])
                for (int from : net_.before[std::size_t(node)])
                    if (const auto begin = std::size_t(depth_[std::size_t(from)]); begin >= first)
                        for (std::size_t over = begin + 1; over < c; ++over)
                            ++passing[over - first];
        return std::ranges::max(passing);
    }

    /// One row for each column, in places of equal width, so that the gaps between them lie above each other.
    void place_downwards(const std::vector<Indices>& rows)
    {
        constexpr double pitch = node_width + 72, gap = 44;
        if (bottom_ > 0)
            bottom_ += row_gap;
        double leftmost = INFINITY, y = bottom_;
        for (const Indices& row : rows) {
            std::vector<double> slots;
            double drift = 0, tallest = 0;
            std::size_t links = 0;
            for (int i : row) {
                const Indices& before = net_.before[std::size_t(i)];
                links += before.size();
                double sum = 0;
                for (int from : before)
                    sum += at_[std::size_t(from)].x / pitch;
                const double wish = before.empty() ? 0 : sum / double(before.size());
                slots.push_back(slots.empty() ? wish : std::max(wish, slots.back() + 1));
                drift += (slots.back() - wish) / double(row.size());
                tallest = std::max(tallest, net_.heights[std::size_t(i)]);
            }
            if (&row != &rows.front())
                y += gap + 10 * double(std::clamp<std::size_t>(links, 1, 9) - 1);
            double last = -INFINITY;
            for (std::size_t k = 0; k < row.size(); ++k) {
                last = std::max(std::round(slots[k] - drift), last + 1);
                at_[std::size_t(row[k])] = {last * pitch, y};
                leftmost = std::min(leftmost, last * pitch);
            }
            y += tallest;
        }
        for (const Indices& row : rows)
            for (int i : row)
                at_[std::size_t(i)].x -= leftmost;
        bottom_ = y;
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
    void place_line(const std::vector<Indices>& columns, int links_from_above, int lanes)
    {
        if (bottom_ > 0)
            bottom_ += row_gap + 12 * (std::clamp(links_from_above - 1, 0, 8) + std::min(lanes, 24));
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
    Flow flow_;
    int per_line_;
    std::vector<Point> at_;
    Indices depth_, line_;
    int lines_ = 0;
    double bottom_ = 0;
};

struct Area {
    double left, top, height;
    bool meets(const Area& other, double room) const
    {
        return std::abs(left - other.left) < node_width + room && top < other.top + other.height + room &&
               other.top < top + height + room;
    }
};

/// Brings what was arranged to where it belongs, past the nodes that stay.
class Fitting {
public:
    Fitting(const Document& document, const Arranging& how, std::map<NodeId, Point> places)
        : document_(document), how_(how), places_(std::move(places))
    {
    }

    std::map<NodeId, Point> run()
    {
        std::vector<NodeId> held;
        for (NodeId id : how_.pinned)
            if (places_.contains(id))
                held.push_back(id);
        if (held.empty() && how_.only.empty())
            return places_;
        Point by{INFINITY, INFINITY};
        if (held.empty())
            for (const auto& [id, at] : places_)
                by = {std::min(by.x, node(id).at.x), std::min(by.y, node(id).at.y)};
        else
            by = {};
        for (NodeId id : held) {
            const Point now = node(id).at, wished = places_.at(id);
            by = {by.x + (now.x - wished.x) / double(held.size()), by.y + (now.y - wished.y) / double(held.size())};
            places_.erase(id);
        }
        for (auto& [id, at] : places_)
            at = {std::round(at.x + by.x), std::round(at.y + by.y)};
        for (const NodeId id : document_.members(how_.graph))
            if (const Node& other = node(id); !places_.contains(id))
                stay({other.at.x, other.at.y, how_.height(other)});
        held.empty() ? pass_together() : pass_singly();
        return std::move(places_);
    }

private:
    static constexpr double room = 20, pitch = node_width + 2 * room;
    static int column_of(double x) { return int(std::floor(std::clamp(x, -1e9, 1e9) / pitch)); }
    void stay(const Area& area) { staying_[column_of(area.left)].push_back(area); }
    template <class F>
    void each_near(const Area& area, F f) const
    {
        for (int column = column_of(area.left) - 1; column <= column_of(area.left) + 1; ++column)
            if (const auto found = staying_.find(column); found != staying_.end())
                for (const Area& other : found->second)
                    if (area.meets(other, room))
                        f(other);
    }
    const Node& node(NodeId id) const { return document_.nodes().at(id); }
    Area area(NodeId id, Point at) const { return {at.x, at.y, how_.height(node(id))}; }

    /// All of them go down until none touches one that stays.
    void pass_together()
    {
        for (double down = 1; down > 0;) {
            down = 0;
            for (const auto& [id, at] : places_) {
                const Area mine = area(id, at);
                each_near(mine, [&](const Area& other) {
                    down = std::max(down, std::ceil(other.top + other.height + room - mine.top));
                });
            }
            for (auto& [id, at] : places_)
                at.y += down;
        }
    }

    /// Each goes down past what stays and what was placed before it.
    void pass_singly()
    {
        std::vector<NodeId> order;
        for (const auto& [id, at] : places_)
            order.push_back(id);
        std::ranges::stable_sort(order, {}, [&](NodeId id) { return places_.at(id).y; });
        for (NodeId id : order) {
            Point& at = places_.at(id);
            for (bool moved = true; moved;) {
                double past = at.y;
                each_near(area(id, at), [&](const Area& other) {
                    past = std::max(past, std::ceil(other.top + other.height + room));
                });
                moved = past > std::exchange(at.y, past);
            }
            stay(area(id, at));
        }
    }

    const Document& document_;
    const Arranging& how_;
    std::map<NodeId, Point> places_;
    std::map<int, std::vector<Area>> staying_; // By column.
};

} // namespace

std::map<NodeId, Point> arranged(const Document& document, const Arranging& how)
{
    return Fitting(document, how, Layouter(net_of(document, how), how.width, how.flow).run()).run();
}

} // namespace loom
