// The scene made again after an edit: only what is different is touched, for an edit of one node among ten thousand must
// not take what opening them does.
#include "canvas/scene.h"

#include "graph/finding_place.h"
#include "graph/unit_change.h"

namespace loom {
namespace {

/// With more changes than these, every wire looks for its way again.
constexpr std::size_t most_changes = 64;

bool same_words(const Box& box, const Node& node, const NodeFacts& facts)
{
    return box.node.type == node.type && box.node.name == node.name && box.node.values == node.values &&
           box.facts.output == facts.output && box.facts.assumed == facts.assumed &&
           box.facts.cost.parameters == facts.cost.parameters;
}

std::optional<Corners> corners_of(const Wire& wire, const std::vector<Box>& boxes, const Obstacles& obstacles)
{
    if (!wire.by.isEmpty()) { // As the user leads it.
        constexpr double stub = 16;
        const QPointF from = boxes[std::size_t(wire.from)].output(), to = boxes[std::size_t(wire.to)].input(wire.link.port);
        Corners corners{from, from + QPointF(stub, 0)};
        corners.insert(corners.end(), wire.by.begin(), wire.by.end());
        corners.insert(corners.end(), {to - QPointF(stub, 0), to});
        return corners;
    }
    const Box &source = boxes[std::size_t(wire.from)], &target = boxes[std::size_t(wire.to)];
    return corners_between(source.output(), target.input(wire.link.port), source.rect, target.rect, obstacles);
}

/// Goes along a map in its order, for keys that only get larger.
template <class Map>
class Following {
public:
    explicit Following(const Map& map) : at_(map.begin()), end_(map.end()) {}
    const typename Map::mapped_type* find(const typename Map::key_type& key)
    {
        while (at_ != end_ && at_->first < key)
            ++at_;
        return at_ != end_ && at_->first == key ? &at_->second : nullptr;
    }

private:
    typename Map::const_iterator at_, end_;
};

} // namespace

void Scene::build(const Document& document, const Analysis& analysis, const UnitPath& path, measure::Form form)
{
    form_ = form;
    const UnitId graph = path.empty() ? main_graph : document.find(path.back())->unit;
    std::vector<QRectF> changed; // Where boxes stood that went or moved, and where new ones stand.
    gather_boxes(document, analysis, path, graph, changed);
    const auto bad_ports = gather_findings(document, analysis, path);
    gather_remarks(document, graph, changed);
    gather_wires(document, bad_ports, changed);
    lay_ways(changed);
}

void Scene::gather_boxes(const Document& document, const Analysis& analysis, const UnitPath& path, UnitId graph, std::vector<QRectF>& changed)
{
    static const NodeFacts unknown;
    const auto within = analysis.within.find(path);
    Following facts_of(within == analysis.within.end() ? analysis.nodes : within->second);
    // In a copy of a unit, with the settings that it gives.
    const auto given = path.empty() ? std::map<NodeId, Node>() : nodes_within(document, path);
    Following node_of(path.empty() ? document.nodes() : given);
    const auto& members = document.members(graph);
    const bool same = std::ranges::equal(members, boxes_, {}, {}, &Box::id);
    if (!same) {
        // Those that stay move to their new places, with all that is known of them.
        std::vector<Box> boxes;
        boxes.reserve(members.size());
        std::vector<int> now(boxes_.size(), -1);
        auto old = boxes_.begin();
        const auto passed = [&](NodeId id) {
            for (; old != boxes_.end() && old->id < id; ++old)
                changed.push_back(old->built);
        };
        for (const NodeId id : members) {
            passed(id);
            if (old != boxes_.end() && old->id == id) {
                now[std::size_t(old - boxes_.begin())] = int(boxes.size());
                boxes.push_back(std::move(*old++));
            } else {
                boxes.push_back(Box{.id = id});
            }
        }
        passed(NodeId(INT64_MAX));
        boxes_ = std::move(boxes);
        for (Wire& wire : wires_) {
            wire.from = now[std::size_t(wire.from)];
            wire.to = now[std::size_t(wire.to)];
        }
        std::erase_if(wires_, [](const Wire& wire) { return wire.from < 0 || wire.to < 0; });
        box_grid_.clear();
        for (std::size_t i = 0; i < boxes_.size(); ++i)
            if (boxes_[i].type)
                box_grid_.add(int(i), boxes_[i].rect);
        wire_grid_.clear();
        for (std::size_t i = 0; i < wires_.size(); ++i)
            wire_grid_.add(int(i), wires_[i].bounds);
    }

    bounds_ = {};
    const double total = double(std::max<std::int64_t>(1, analysis.total.multiply_adds));
    for (std::size_t i = 0; i < boxes_.size(); ++i) {
        Box& box = boxes_[i];
        const Node& node = *node_of.find(box.id);
        const NodeFacts* known = facts_of.find(box.id);
        const NodeFacts& facts = known ? *known : unknown;
        if (box.text && !same_words(box, node, facts))
            box.text.reset();
        const bool fresh = !box.type;
        const int inputs = box.inputs;
        if (fresh || node.type == unit_type || box.node.type != node.type || box.node.values != node.values) {
            box.type = find_layer(node.type);
            box.inputs = int(document.inputs(node).size());
            box.gives = document.gives(node);
        }
        if (fresh || box.node != node)
            box.node = node;
        box.facts = facts;
        box.form = form_;
        box.share = double(facts.cost.multiply_adds) / total;
        box.worst.reset();
        box.links_out = 0;
        const QRectF rect(node.at.x, node.at.y, node_width, measure::height(box.inputs, form_));
        if (fresh || box.rect != rect) {
            if (!fresh)
                box_grid_.remove(int(i), box.rect);
            box_grid_.add(int(i), rect);
            box.rect = rect;
        }
        box.moved = fresh || box.built != rect || box.inputs != inputs;
        if (box.moved) {
            if (!fresh)
                changed.push_back(box.built);
            changed.push_back(rect);
            box.built = rect;
        }
        bounds_ |= rect;
    }
}

/// The worst of each box, of what is inside of it too, and the inputs that errors are at.
std::set<std::pair<NodeId, int>> Scene::gather_findings(const Document& document, const Analysis& analysis, const UnitPath& path)
{
    std::set<std::pair<NodeId, int>> bad_ports;
    for (const Finding& f : analysis.findings) {
        for (const NodeId id : bearers(document, f, path)) {
            const int place = place_of(id);
            if (place < 0)
                continue;
            auto& worst = boxes_[std::size_t(place)].worst;
            worst = worst ? std::min(*worst, f.severity) : f.severity;
            if (f.severity == Severity::Error && f.port >= 0 && id == f.node)
                bad_ports.insert({id, f.port});
        }
    }
    return bad_ports;
}

void Scene::gather_wires(const Document& document, const std::set<std::pair<NodeId, int>>& bad_ports, const std::vector<QRectF>& changed)
{
    // Wires and links have one order.
    const auto& links = document.links();
    if (!std::ranges::equal(links, wires_, {}, {}, &Wire::link)) {
        std::vector<Wire> wires;
        wires.reserve(links.size());
        auto old = wires_.begin();
        bool in_place = true; // None went, and all have the place that they had.
        for (const Link& link : links) {
            for (; old != wires_.end() && old->link < link; ++old)
                in_place = false;
            if (old != wires_.end() && old->link == link) {
                in_place &= std::size_t(old - wires_.begin()) == wires.size();
                wires.push_back(std::move(*old++));
            } else if (const int from = place_of(link.from); from >= 0) { // Else it is of another graph.
                wires.push_back(Wire{.link = link, .from = from, .to = place_of(link.to), .stale = true});
            }
        }
        in_place &= old == wires_.end();
        wires_ = std::move(wires);
        if (!in_place) {
            lanes_differ_ = true;
            wire_grid_.clear();
            for (std::size_t i = 0; i < wires_.size(); ++i)
                if (!wires_[i].path.isEmpty())
                    wire_grid_.add(int(i), wires_[i].bounds);
        }
    }
    const bool all = changed.size() > most_changes;
    for (Wire& wire : wires_) {
        Box& source = boxes_[std::size_t(wire.from)];
        ++source.links_out;
        wire.state = bad_ports.contains({wire.link.to, wire.link.port}) ? Wire::State::Error
                     : source.facts.assumed                            ? Wire::State::Assumed
                                                                       : Wire::State::Sound;
        const auto route = document.route(wire.link);
        if (!std::ranges::equal(route, wire.led, [](const Point& a, const QPointF& b) { return a.x == b.x() && a.y == b.y(); })) {
            wire.led.clear();
            for (const Point& p : route)
                wire.led << QPointF(p.x, p.y);
        }
        if (wire.by != wire.led) {
            wire.by = wire.led;
            wire.stale = true;
        }
        wire.stale |= all || source.moved || boxes_[std::size_t(wire.to)].moved;
    }
}

// ---- Ways of the wires ----------------------------------------------------------------------------------------------

Obstacles Scene::obstacles(const Wire& wire, QRectF* looked) const
{
    Obstacles found{[this, looked](const QRectF& area) {
                if (looked)
                    *looked |= area;
                return !is_free(area);
            },
            [this, looked](const QRectF& area, const std::function<void(const QRectF&)>& f) {
                if (looked)
                    *looked |= area;
                box_grid_.each(area, [&](int i) {
                    if (const QRectF& rect = boxes_[std::size_t(i)].rect; rect.intersects(area))
                        f(rect);
                });
            }};
    for (const RemarkBox& box : remarks_)
        if (box.remark.kind == Remark::Kind::Frame) {
            const bool own = holds(box.rect, boxes_[std::size_t(wire.from)]) || holds(box.rect, boxes_[std::size_t(wire.to)]);
            (own ? found.own_frames : found.foreign_frames).push_back(box.rect);
        }
    return found;
}

void Scene::set_path(int place, QPainterPath path)
{
    Wire& wire = wires_[std::size_t(place)];
    if (!wire.path.isEmpty())
        wire_grid_.remove(place, wire.bounds);
    wire.path = std::move(path);
    wire.bounds = wire.path.controlPointRect().adjusted(-4, -4, 4, 4);
    wire.line.clear();
    wire_grid_.add(place, wire.bounds);
}

QPainterPath Scene::curve_of(const Wire& wire) const
{
    return curved_path(boxes_[std::size_t(wire.from)].output(), boxes_[std::size_t(wire.to)].input(wire.link.port));
}

void Scene::lay(int place)
{
    Wire& wire = wires_[std::size_t(place)];
    wire.stale = true;
    const auto corners = corners_of(wire, boxes_, obstacles(wire));
    set_path(place, corners ? bent_path(*corners) : curve_of(wire));
}

void Scene::lay_ways(const std::vector<QRectF>& changed)
{
    bool differ = std::exchange(lanes_differ_, false) || !changed.empty();
    for (int i = 0; i < int(wires_.size()); ++i) {
        Wire& wire = wires_[std::size_t(i)];
        if (!wire.stale && std::ranges::none_of(changed, [&](const QRectF& rect) { return rect.intersects(wire.looked); }))
            continue;
        wire.stale = false;
        wire.looked = {};
        wire.way = corners_of(wire, boxes_, obstacles(wire, &wire.looked));
        wire.corners.clear();
        differ = true;
        if (!wire.way)
            set_path(i, curve_of(wire));
        else if (!wire.by.isEmpty())
            set_path(i, bent_path(*wire.way));
    }
    if (!differ)
        return;
    // Short ones first: long ones go round them.
    struct Bent {
        int wire;
        double length;
    };
    std::vector<Bent> bent;
    for (int i = 0; i < int(wires_.size()); ++i)
        if (const Wire& wire = wires_[std::size_t(i)]; wire.way && wire.by.isEmpty()) {
            const auto [left, right] = std::ranges::minmax(*wire.way, {}, &QPointF::x);
            bent.push_back({i, right.x() - left.x()});
        }
    std::ranges::stable_sort(bent, {}, &Bent::length);
    Lanes lanes;
    for (const Bent& b : bent) {
        Wire& wire = wires_[std::size_t(b.wire)];
        Corners corners = *wire.way;
        lanes.settle(corners, wire.from, obstacles(wire));
        if (corners == wire.corners)
            continue;
        set_path(b.wire, bent_path(corners));
        wire.corners = std::move(corners);
    }
}

// ---- Frames and notes -----------------------------------------------------------------------------------------------

void Scene::gather_remarks(const Document& document, UnitId graph, std::vector<QRectF>& changed)
{
    const auto frames = [this] {
        std::map<RemarkId, QRectF> all;
        for (const RemarkBox& box : remarks_)
            if (box.remark.kind == Remark::Kind::Frame)
                all.emplace(box.id, QRectF(box.remark.at.x, box.remark.at.y, box.remark.width, box.remark.height));
        return all;
    };
    const auto before = frames();
    remarks_.clear();
    for (const auto& [id, remark] : document.remarks()) {
        if (remark.in != graph)
            continue;
        RemarkBox box{id, remark, {remark.at.x, remark.at.y, remark.width, remark.height}};
        if (remark.kind == Remark::Kind::Frame)
            box_grid_.each(box.rect, [&](int i) {
                const Box& node = boxes_[std::size_t(i)];
                if (!holds(box.rect, node))
                    return;
                ++box.nodes;
                box.parameters += node.facts.cost.parameters;
            });
        bounds_ |= box.rect;
        remarks_.push_back(std::move(box));
    }
    std::ranges::stable_sort(remarks_, {}, [](const RemarkBox& box) {
        const bool note = box.remark.kind == Remark::Kind::Note;
        return std::pair(note, note ? 0.0 : -box.rect.width() * box.rect.height());
    });
    if (const auto now = frames(); now != before)
        for (const auto* all : {&before, &now})
            for (const auto& [id, rect] : *all)
                if (const auto& others = all == &before ? now : before; !others.contains(id) || others.at(id) != rect)
                    changed.push_back(rect.adjusted(-frame_air, -frame_air, frame_air, frame_air));
}

} // namespace loom
