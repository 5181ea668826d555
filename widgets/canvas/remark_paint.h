#pragma once
#include "canvas/scene.h"
#include "theme/theme.h"

#include <QPainter>

namespace loom {

struct RemarkLook {
    bool selected = false, hovered = false;
};

/// A frame with its title and the parameters of its nodes, or a note; in canvas units, under wires and nodes.
void paint_remark(QPainter&, const RemarkBox&, const RemarkLook&, const Theme&);
/// The same where the canvas is seen from afar: no words.
void paint_far_remark(QPainter&, const RemarkBox&, const QRectF& in_view, const RemarkLook&, const Theme&);
/// Where a wire is led by.
void paint_route_point(QPainter&, QPointF, bool selected, bool hovered, const Theme&);

/// "Frame Stem, 4 nodes, 384 parameters", "Note: …": for screen readers and the outline.
QString spoken(const RemarkBox&);
QString spoken(const Document&, const Analysis&, const Remark&);

} // namespace loom
