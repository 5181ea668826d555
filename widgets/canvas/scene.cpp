#include "canvas/scene.h"

#include <QLineF>

#include <cmath>

namespace loom {
namespace {

constexpr int widest = 64; // Cells; what covers more is tried always.

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

} // namespace

double height_of(const Document& document, const Node& node, measure::Form form)
{
    return measure::height(int(document.inputs(node).size()), form);
}

bool holds(const QRectF& frame, const Box& box)
{
    // Of the node with thumbnails, whatever is shown.
    const QPointF middle = QPointF(box.node.at.x, box.node.at.y) + QPointF(node_width, measure::height(box.inputs, measure::Form::Pictures)) / 2;
    return middle.x() >= frame.left() && middle.x() <= frame.right() && middle.y() >= frame.top() && middle.y() <= frame.bottom();
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
    lay(int(found - wires_.begin()));
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
    std::vector<char> moved(boxes_.size());
    for (NodeId id : nodes) {
        const int place = place_of(id);
        if (place < 0)
            continue;
        Box& box = boxes_[std::size_t(place)];
        const QPointF to = QPointF(box.node.at.x, box.node.at.y) + by;
        if (box.rect.topLeft() == to)
            continue;
        box_grid_.remove(place, box.rect);
        box.rect.moveTo(to);
        box_grid_.add(place, box.rect);
        moved[std::size_t(place)] = true;
    }
    for (int i = 0; i < int(wires_.size()); ++i) {
        Wire& wire = wires_[std::size_t(i)];
        if (!moved[std::size_t(wire.from)] && !moved[std::size_t(wire.to)])
            continue;
        if (moved[std::size_t(wire.from)] && moved[std::size_t(wire.to)])
            for (qsizetype k = 0; k < wire.by.size(); ++k)
                wire.by[k] = wire.led[k] + by;
        lay(i);
    }
    if (by.isNull())
        lay_ways({}); // Where they were before, each in its lane.
}

int Scene::place_of(NodeId id) const
{
    const auto found = std::ranges::lower_bound(boxes_, id, {}, &Box::id);
    return found != boxes_.end() && found->id == id ? int(found - boxes_.begin()) : -1;
}

const Box* Scene::find(NodeId id) const
{
    const int place = place_of(id);
    return place < 0 ? nullptr : &boxes_[std::size_t(place)];
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
