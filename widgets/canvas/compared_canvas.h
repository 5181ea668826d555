#pragma once
#include "canvas/canvas.h"
#include "project/difference_words.h"

namespace loom {

/// The picture and the colour of a sign.
const char* sign_icon_name(DifferenceRow::Sign);
QColor Theme::*sign_colour(DifferenceRow::Sign);

/// What differs in one of two graphs: its nodes and links.
struct ComparedMarks {
    std::map<NodeId, DifferenceRow::Sign> nodes;
    std::map<Link, DifferenceRow::Sign> links;
};

/// A graph that is looked at and not changed, beside another one. What differs has a colour, a line of its own and a sign; the
/// rest stands back. Dragging anywhere moves the view, a click chooses a node.
class ComparedCanvas : public Canvas {
    Q_OBJECT
public:
    explicit ComparedCanvas(GraphDocument&);

    void set_marks(ComparedMarks);
    const ComparedMarks& marks() const { return marks_; }
    QPointF origin() const { return to_scene({0, 0}); }
    void look(QPointF origin, double zoom) { set_view(origin, zoom); }
    using Canvas::View, Canvas::view_of, Canvas::minimap_hides;
    /// The node in the middle.
    void look_at(NodeId);

signals:
    void node_chosen(loom::NodeId);
    /// A double click, or Enter, on a copy of a unit: into it.
    void entered(loom::NodeId);
    /// Esc.
    void left();

protected:
    bool event(QEvent*) override;
    void paintEvent(QPaintEvent*) override;
    void changeEvent(QEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void mouseMoveEvent(QMouseEvent*) override;
    void mouseReleaseEvent(QMouseEvent*) override;
    void mouseDoubleClickEvent(QMouseEvent*) override;
    void contextMenuEvent(QContextMenuEvent*) override {}
    void keyPressEvent(QKeyEvent*) override;

private:
    void hide_offers();
    ComparedMarks marks_;
    std::optional<QPointF> held_; // The last place of the mouse while it moves the view.
};

} // namespace loom
