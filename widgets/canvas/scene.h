#pragma once
#include "canvas/measures.h"
#include "canvas/routing.h"
#include "graph/analysis.h"

#include <QPainterPath>
#include <QPolygonF>
#include <QRect>
#include <QStaticText>

#include <memory>
#include <set>
#include <unordered_map>
#include <utility>

namespace loom {

/// One end of a wire.
struct PortRef {
    NodeId node{};
    bool output = false;
    int port = 0;
    bool operator==(const PortRef&) const = default;
};

/// The words of a node, laid out. Made when the node is first drawn, dropped when they change.
struct BoxText {
    QStaticText name, summary, shape, parameters, times; // times: how often a unit is repeated.
    double parameters_width = 0, times_width = 0;
    /// For small zooms, elided at `small_zoom`.
    QString small_name, small_shape, whole_name, whole_shape;
    double small_zoom = 0, name_width = 0, shape_width = 0;
};

/// A node as it is drawn.
struct Box {
    NodeId id{};
    Node node = {};
    const LayerType* type = nullptr;
    NodeFacts facts = {};
    QRectF rect = {};
    measure::Form form = measure::Form::Plain;
    int inputs = 0, links_out = 0;
    bool gives = true; // Others can take its output.
    std::optional<Severity> worst = {}; // Of its findings.
    double share = 0;                   // Of the model's multiply-adds.
    QRectF built = {};                  // Where the document has it.
    bool moved = false;                 // By the last edit.
    mutable std::unique_ptr<BoxText> text = {};

    QPointF input(int port) const;
    QPointF output() const;
    QPointF at(const PortRef& ref) const { return ref.output ? output() : input(ref.port); }
};

struct Wire {
    enum class State { Sound, Assumed, Error };
    Link link;
    int from = 0, to = 0; // Places of the boxes.
    State state = State::Sound;
    QList<QPointF> by = {};  // Points that it is led by.
    QList<QPointF> led = {}; // The same, as the document has them.
    QPainterPath path = {};
    QRectF bounds = {};
    mutable QPolygonF line = {}; // The path as short lines, for hits; made when first needed.
    bool stale = false;          // It has to look for its way again.
    std::optional<Corners> way = {}; // What it found, before lanes; nothing: a curve.
    QRectF looked = {};              // All that it depends on.
    Corners corners = {};            // In its lanes.
};

/// A frame or a note as it is drawn.
struct RemarkBox {
    RemarkId id{};
    Remark remark;
    QRectF rect;
    std::size_t nodes = 0;       // With their middle in the frame.
    std::int64_t parameters = 0; // Of these.
};

/// Which of many rectangles lie near: a grid of cells, so that neither drawing nor hits depend on the size of the
/// graph.
class Grid {
public:
    void clear();
    void add(int item, const QRectF&);
    void remove(int item, const QRectF&);
    /// Calls f(item) once for each item whose cells touch the area.
    template <class F>
    void each(const QRectF& area, F f) const
    {
        ++round_;
        const auto visit = [&](const std::vector<int>& items) {
            for (int item : items)
                if (std::exchange(seen_[std::size_t(item)], round_) != round_)
                    f(item);
        };
        visit(wide_);
        const QRect span = cells(area);
        if (qint64(span.width()) * span.height() > qint64(cells_.size())) {
            for (const auto& [key, items] : cells_)
                if (span.contains(int(std::int32_t(key >> 32)), int(std::int32_t(key))))
                    visit(items);
            return;
        }
        for (int x = span.left(); x <= span.right(); ++x)
            for (int y = span.top(); y <= span.bottom(); ++y)
                if (const auto cell = cells_.find(key_of(x, y)); cell != cells_.end())
                    visit(cell->second);
    }

private:
    static constexpr double side = 512;
    static QRect cells(const QRectF&);
    static std::uint64_t key_of(int x, int y) { return std::uint64_t(std::uint32_t(x)) << 32 | std::uint32_t(y); }
    std::unordered_map<std::uint64_t, std::vector<int>> cells_;
    std::vector<int> wide_; // In too many cells to list.
    mutable std::vector<unsigned> seen_;
    mutable unsigned round_ = 0;
};

/// Whether a frame there has this node: its middle lies in it, as nodes_in() has it.
bool holds(const QRectF& frame, const Box&);

/// Of a node as the canvas draws it. Graphs are arranged for nodes with thumbnails, so that they can be shown and hidden.
double height_of(const Document&, const Node&, measure::Form = measure::Form::Pictures);

/// The document as boxes and wires with places, found by place. Knows nothing of widgets, colours and zoom.
class Scene {
public:
    /// The main graph, or the unit of the last copy on the path. What is as it was before is kept: words, ways of wires.
    void build(const Document&, const Analysis&, const UnitPath& path = {}, measure::Form = measure::Form::Plain);
    measure::Form form() const { return form_; }
    void drop_texts();
    /// Shows these nodes elsewhere without changing the document, while they are dragged; points of wires between them go
    /// along.
    void shift(const std::set<NodeId>&, QPointF by);
    /// The same of a frame or note, and of the points that a link is led by.
    void place(RemarkId, const QRectF&);
    void lead(const Link&, const std::vector<Point>& by);

    const std::vector<Box>& boxes() const { return boxes_; }
    const std::vector<Wire>& wires() const { return wires_; }
    const Box* find(NodeId) const;
    const Wire* find(const Link&) const;
    /// Frames, large ones first, then notes.
    const std::vector<RemarkBox>& remarks() const { return remarks_; }
    const RemarkBox* find(RemarkId) const;
    /// Of all boxes, frames and notes; empty without any.
    QRectF bounds() const { return bounds_; }
    const Grid& box_grid() const { return box_grid_; }
    const Grid& wire_grid() const { return wire_grid_; }

    const Box* box_at(QPointF) const;
    /// The nearest port within `reach`, among those that are wanted.
    std::optional<PortRef> port_at(QPointF, double reach, const std::function<bool(const PortRef&)>& wanted = {}) const;
    const Wire* wire_at(QPointF, double reach) const;
    struct RemarkHit {
        RemarkId id{};
        Qt::Edges edges; // None: inside of a note, or on the title of a frame.
    };
    std::optional<RemarkHit> remark_at(QPointF, double reach) const;
    std::optional<std::pair<Link, std::size_t>> route_point_at(QPointF, double reach) const;
    bool is_free(const QRectF&) const;
    /// A free place for a new node, at or below the wished one.
    QPointF free_place(QPointF wished) const;

private:
    int place_of(NodeId) const;

    // scene_build.cpp
    void gather_boxes(const Document&, const Analysis&, const UnitPath&, UnitId graph, std::vector<QRectF>& changed);
    std::set<std::pair<NodeId, int>> gather_findings(const Document&, const Analysis&, const UnitPath&);
    void gather_wires(const Document&, const std::set<std::pair<NodeId, int>>& bad_ports, const std::vector<QRectF>& changed);
    void gather_remarks(const Document&, UnitId graph, std::vector<QRectF>& changed);
    /// In the way of a wire. `looked`: grows by all that is asked for.
    Obstacles obstacles(const Wire&, QRectF* looked = nullptr) const;
    QPainterPath curve_of(const Wire&) const;
    void set_path(int wire, QPainterPath);
    /// One wire, without regard to lanes, until lay_ways().
    void lay(int wire);
    /// The wires that are stale or looked at what changed, then all of them in their lanes.
    void lay_ways(const std::vector<QRectF>& changed);

    std::vector<Box> boxes_;  // In the order of their numbers.
    std::vector<Wire> wires_; // In the order of the document's links.
    bool lanes_differ_ = false;
    std::vector<RemarkBox> remarks_;
    Grid box_grid_, wire_grid_;
    QRectF bounds_;
    measure::Form form_ = measure::Form::Plain;
};

} // namespace loom
