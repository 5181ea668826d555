#include "canvas/scene.h"

#include "graph/unit_change.h"

#include <QLineF>

#include <cmath>

namespace loom {
namespace {

constexpr int widest = 64; // Cells; what covers more is tried always.

bool same_words(const Box& box, const Node& node, const NodeFacts& facts)
{
    return box.node.type == node.type && box.node.name == node.name && box.node.values == node.values &&
           box.facts.output == facts.output && box.facts.assumed == facts.assumed &&
           box.facts.cost.parameters == facts.cost.parameters;
}

double distance_to(const QPolygonF& line, QPointF p)
{
    double nearest = INFINITY;
    for (qsizetype i = 1; i < line.size(); ++i) {
        const QPointF a = line[i - 1], along = line[i] - a, to = p - a;
        const double length = QPointF::dotProduct(along, along);
        const double t = length > 0 ? std::clamp(QPointF::dotProduct(to, along) / length, 0.0, 1.0) : 0.0;
        const QPointF off = to - along * t;
        nearest = std::min(nearest, std::hypot(off.x(), off.y()));
    }
    return nearest;
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

void set_path(Wire& wire, QPainterPath path)
{
    wire.path = std::move(path);
    wire.bounds = wire.path.controlPointRect().adjusted(-4, -4, 4, 4);
    wire.line.clear();
}

} // namespace

double height_of(const Document& document, const Node& node, measure::Form form)
{
    return measure::height(int(document.inputs(node).size()), form);
}

QPointF Box::input(int port) const
{
    return rect.topLeft() + QPointF(0, measure::input_y(port, inputs, form));
}
QPointF Box::output() const
{
    return rect.topLeft() + QPointF(rect.width(), measure::output_y(form));
}

// ---- Grid -----------------------------------------------------------------------------------------------------------

QRect Grid::cells(const QRectF& r)
{
    const auto cell = [](double v) { return int(std::floor(std::clamp(v, -1e8, 1e8) / side)); };
    return QRect(QPoint(cell(r.left()), cell(r.top())), QPoint(cell(r.right()), cell(r.bottom())));
}

void Grid::clear()
{
    cells_.clear();
    wide_.clear();
    seen_.clear();
}

void Grid::add(int item, const QRectF& rect)
{
    if (seen_.size() <= std::size_t(item))
        seen_.resize(std::size_t(item) + 1, round_);
    const QRect span = cells(rect);
    if (qint64(span.width()) * span.height() > widest) {
        wide_.push_back(item);
        return;
    }
    for (int x = span.left(); x <= span.right(); ++x)
        for (int y = span.top(); y <= span.bottom(); ++y)
            cells_[key_of(x, y)].push_back(item);
}

void Grid::remove(int item, const QRectF& rect)
{
    const QRect span = cells(rect);
    if (qint64(span.width()) * span.height() > widest) {
        std::erase(wide_, item);
        return;
    }
    for (int x = span.left(); x <= span.right(); ++x)
        for (int y = span.top(); y <= span.bottom(); ++y)
            if (const auto cell = cells_.find(key_of(x, y)); cell != cells_.end())
                std::erase(cell->second, item);
}

// ---- Scene ----------------------------------------------------------------------------------------------------------

void Scene::build(const Document& document, const Analysis& analysis, const UnitPath& path, measure::Form form)
{
    form_ = form;
    static const NodeFacts unknown;
    const UnitId graph = path.empty() ? main_graph : document.find(path.back())->unit;
    const auto within = analysis.within.find(path);
    const auto& known_facts = within == analysis.within.end() ? analysis.nodes : within->second;
    const auto facts_of = [&](NodeId id) -> const NodeFacts& {
        const auto found = known_facts.find(id);
        return found == known_facts.end() ? unknown : found->second;
    };
    // In a copy of a unit, with the settings that it gives.
    const auto given = path.empty() ? std::map<NodeId, Node>() : nodes_within(document, path);
    const std::vector<Box> before = std::exchange(boxes_, {});
    const auto kept = std::exchange(places_, {});

    boxes_.reserve(document.members(graph).size());
    box_grid_.clear();
    bounds_ = {};
    const double total = double(std::max<std::int64_t>(1, analysis.total.multiply_adds));
    for (const NodeId id : document.members(graph)) {
        const Node& node = path.empty() ? document.nodes().at(id) : given.at(id);
        Box box{.id = id, .node = node, .type = find_layer(node.type), .facts = facts_of(id)};
        box.form = form;
        box.inputs = int(document.inputs(node).size());
        box.gives = document.gives(node);
        box.rect = {node.at.x, node.at.y, node_width, measure::height(box.inputs, form)};
        box.share = double(box.facts.cost.multiply_adds) / total;
        if (const auto old = kept.find(std::int64_t(id)); old != kept.end())
            if (const Box& same = before[std::size_t(old->second)]; same_words(same, node, box.facts))
                box.text = std::move(same.text);
        places_[std::int64_t(id)] = int(boxes_.size());
        box_grid_.add(int(boxes_.size()), box.rect);
        bounds_ |= box.rect;
        boxes_.push_back(std::move(box));
    }
    std::set<std::pair<NodeId, int>> bad_ports;
    for (const Finding& f : analysis.findings) {
        if (!f.node || !places_.contains(std::int64_t(*f.node)))
            continue;
        auto& worst = boxes_[std::size_t(places_[std::int64_t(*f.node)])].worst;
        worst = worst ? std::min(*worst, f.severity) : f.severity;
        if (f.severity == Severity::Error && f.port >= 0)
            bad_ports.insert({*f.node, f.port});
    }

    wires_.clear();
    wires_.reserve(document.links().size());
    wires_of_.assign(boxes_.size(), {});
    for (const Link& link : document.links()) {
        if (!places_.contains(std::int64_t(link.from)))
            continue;
        Wire wire{.link = link, .from = places_.at(std::int64_t(link.from)), .to = places_.at(std::int64_t(link.to))};
        for (const Point& p : document.route(link))
            wire.by << QPointF(p.x, p.y);
        Box& source = boxes_[std::size_t(wire.from)];
        ++source.links_out;
        wire.state = bad_ports.contains({link.to, link.port}) ? Wire::State::Error
                     : source.facts.assumed                   ? Wire::State::Assumed
                                                              : Wire::State::Sound;
        wires_of_[std::size_t(wire.from)].push_back(int(wires_.size()));
        wires_of_[std::size_t(wire.to)].push_back(int(wires_.size()));
        wires_.push_back(std::move(wire));
    }
    route_all();
    gather_remarks(document, graph);
    wire_grid_.clear();
    for (std::size_t i = 0; i < wires_.size(); ++i)
        wire_grid_.add(int(i), wires_[i].bounds);
}

Obstacles Scene::obstacles() const
{
    return {[this](const QRectF& area) { return !is_free(area); },
            [this](const QRectF& area, const std::function<void(const QRectF&)>& f) {
                box_grid_.each(area, [&](int i) {
                    if (const QRectF& rect = boxes_[std::size_t(i)].rect; rect.intersects(area))
                        f(rect);
                });
            }};
}

void Scene::route(Wire& wire) const
{
    const auto corners = corners_of(wire, boxes_, obstacles());
    set_path(wire, corners ? bent_path(*corners)
                           : curved_path(boxes_[std::size_t(wire.from)].output(),
                                         boxes_[std::size_t(wire.to)].input(wire.link.port)));
}

void Scene::route_all()
{
    struct Bent {
        int wire;
        Corners corners;
        double length;
    };
    const Obstacles in_the_way = obstacles();
    std::vector<Bent> bent;
    for (std::size_t i = 0; i < wires_.size(); ++i) {
        Wire& wire = wires_[i];
        const Box &source = boxes_[std::size_t(wire.from)], &target = boxes_[std::size_t(wire.to)];
        if (auto corners = corners_of(wire, boxes_, in_the_way); corners && !wire.by.isEmpty()) {
            set_path(wire, bent_path(*corners));
        } else if (corners) {
            double left = INFINITY, right = -INFINITY;
            for (const QPointF& p : *corners) {
                left = std::min(left, p.x());
                right = std::max(right, p.x());
            }
            bent.push_back({int(i), std::move(*corners), right - left});
        } else {
            set_path(wire, curved_path(source.output(), target.input(wire.link.port)));
        }
    }
    // Short ones first: long ones go round them.
    std::ranges::stable_sort(bent, {}, &Bent::length);
    Lanes lanes;
    for (Bent& b : bent) {
        Wire& wire = wires_[std::size_t(b.wire)];
        lanes.settle(b.corners, wire.from, in_the_way);
        set_path(wire, bent_path(b.corners));
    }
}

void Scene::gather_remarks(const Document& document, UnitId graph)
{
    remarks_.clear();
    for (const auto& [id, remark] : document.remarks()) {
        if (remark.in != graph)
            continue;
        RemarkBox box{id, remark, {remark.at.x, remark.at.y, remark.width, remark.height}};
        if (remark.kind == Remark::Kind::Frame)
            for (const NodeId node : nodes_in(document, remark, [&](const Node& n) { return Point{node_width, height_of(document, n)}; })) {
                ++box.nodes;
                box.parameters += find(node)->facts.cost.parameters;
            }
        bounds_ |= box.rect;
        remarks_.push_back(std::move(box));
    }
    std::ranges::stable_sort(remarks_, {}, [](const RemarkBox& box) {
        const bool note = box.remark.kind == Remark::Kind::Note;
        return std::pair(note, note ? 0.0 : -box.rect.width() * box.rect.height());
    });
}

const RemarkBox* Scene::find(RemarkId id) const
{
    const auto found = std::ranges::find(remarks_, id, &RemarkBox::id);
    return found == remarks_.end() ? nullptr : &*found;
}

void Scene::place(RemarkId id, const QRectF& rect)
{
    if (const auto found = std::ranges::find(remarks_, id, &RemarkBox::id); found != remarks_.end())
        found->rect = rect;
}

void Scene::lead(const Link& link, const std::vector<Point>& by)
{
    const auto found = std::ranges::lower_bound(wires_, link, {}, &Wire::link);
    if (found == wires_.end() || found->link != link)
        return;
    found->by.clear();
    for (const Point& p : by)
        found->by << QPointF(p.x, p.y);
    const int place = int(found - wires_.begin());
    wire_grid_.remove(place, found->bounds);
    route(*found);
    wire_grid_.add(place, found->bounds);
}

std::optional<Scene::RemarkHit> Scene::remark_at(QPointF p, double reach) const
{
    // The last one is drawn on top.
    for (auto box = remarks_.rbegin(); box != remarks_.rend(); ++box) {
        const QRectF& r = box->rect;
        if (!r.adjusted(-reach / 2, -reach / 2, reach / 2, reach / 2).contains(p))
            continue;
        Qt::Edges edges;
        edges.setFlag(Qt::LeftEdge, p.x() < r.left() + reach / 2);
        edges.setFlag(Qt::RightEdge, p.x() > r.right() - reach / 2);
        edges.setFlag(Qt::TopEdge, p.y() < r.top() + reach / 2);
        edges.setFlag(Qt::BottomEdge, p.y() > r.bottom() - reach / 2);
        if (edges || box->remark.kind == Remark::Kind::Note || p.y() < r.top() + measure::head)
            return RemarkHit{box->id, edges};
    }
    return {};
}

std::optional<std::pair<Link, std::size_t>> Scene::route_point_at(QPointF p, double reach) const
{
    std::optional<std::pair<Link, std::size_t>> found;
    double nearest = reach;
    wire_grid_.each(QRectF(p - QPointF(reach, reach), QSizeF(2 * reach, 2 * reach)), [&](int i) {
        const Wire& wire = wires_[std::size_t(i)];
        for (qsizetype k = 0; k < wire.by.size(); ++k)
            if (const double d = QLineF(p, wire.by[k]).length(); d <= nearest) {
                nearest = d;
                found = {wire.link, std::size_t(k)};
            }
    });
    return found;
}

void Scene::drop_texts()
{
    for (Box& box : boxes_)
        box.text.reset();
}

void Scene::shift(const std::set<NodeId>& nodes, QPointF by)
{
    std::set<int> touched;
    for (NodeId id : nodes) {
        const auto place = places_.find(std::int64_t(id));
        if (place == places_.end())
            continue;
        Box& box = boxes_[std::size_t(place->second)];
        box_grid_.remove(place->second, box.rect);
        box.rect.moveTo(QPointF(box.node.at.x, box.node.at.y) + by);
        box_grid_.add(place->second, box.rect);
        const auto& wires = wires_of_[std::size_t(place->second)];
        touched.insert(wires.begin(), wires.end());
    }
    for (int i : touched) {
        Wire& wire = wires_[std::size_t(i)];
        wire_grid_.remove(i, wire.bounds);
        route(wire);
        wire_grid_.add(i, wire.bounds);
    }
}

const Box* Scene::find(NodeId id) const
{
    const auto place = places_.find(std::int64_t(id));
    return place == places_.end() ? nullptr : &boxes_[std::size_t(place->second)];
}

const Wire* Scene::find(const Link& link) const
{
    // In the order of the document's links.
    const auto wire = std::ranges::lower_bound(wires_, link, {}, &Wire::link);
    return wire != wires_.end() && wire->link == link ? &*wire : nullptr;
}

const Box* Scene::box_at(QPointF p) const
{
    const Box* found = nullptr; // The last one is drawn on top.
    box_grid_.each(QRectF(p, QSizeF(0, 0)), [&](int i) {
        const Box& box = boxes_[std::size_t(i)];
        if (box.rect.contains(p) && (!found || box.id > found->id))
            found = &box;
    });
    return found;
}

std::optional<PortRef> Scene::port_at(QPointF p, double reach, const std::function<bool(const PortRef&)>& wanted) const
{
    std::optional<PortRef> best;
    double nearest = reach;
    const auto offer = [&](QPointF at, const PortRef& ref) {
        if (const double d = QLineF(p, at).length(); d <= nearest && (!wanted || wanted(ref))) {
            nearest = d;
            best = ref;
        }
    };
    box_grid_.each(QRectF(p - QPointF(reach, reach), QSizeF(2 * reach, 2 * reach)), [&](int i) {
        const Box& box = boxes_[std::size_t(i)];
        if (!box.rect.adjusted(-reach, -reach, reach, reach).contains(p))
            return;
        for (int port = 0; port < box.inputs; ++port)
            offer(box.input(port), {box.id, false, port});
        if (box.gives)
            offer(box.output(), {box.id, true, 0});
    });
    return best;
}

const Wire* Scene::wire_at(QPointF p, double reach) const
{
    const Wire* found = nullptr;
    double nearest = reach;
    const QRectF area(p - QPointF(reach, reach), QSizeF(2 * reach, 2 * reach));
    wire_grid_.each(area, [&](int i) {
        const Wire& wire = wires_[std::size_t(i)];
        if (!wire.bounds.intersects(area))
            return;
        if (wire.line.isEmpty())
            wire.line = wire.path.toSubpathPolygons().value(0);
        if (const double d = distance_to(wire.line, p); d <= nearest) {
            nearest = d;
            found = &wire;
        }
    });
    return found;
}

bool Scene::is_free(const QRectF& area) const
{
    bool free = true;
    box_grid_.each(area, [&](int i) { free = free && !boxes_[std::size_t(i)].rect.intersects(area); });
    return free;
}

QPointF Scene::free_place(QPointF wished) const
{
    const QSizeF room(node_width, measure::base_height(form_));
    for (int steps = 0; steps < 400; ++steps) {
        const QPointF at = wished + QPointF(0, steps * (room.height() + 20));
        if (is_free(QRectF(at, room).adjusted(-12, -12, 12, 12)))
            return at;
    }
    return wished;
}

} // namespace loom
