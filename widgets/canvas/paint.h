#pragma once
#include "canvas/scene.h"
#include "theme/theme.h"

#include <QImage>
#include <QPainter>

namespace loom {

struct BoxLook {
    bool selected = false, hovered = false;
    /// Of a node with thumbnails; null where there is nothing to be seen.
    const QImage* thumbnails = nullptr;
    bool broken = false; // Some of its numbers are no finite ones.
    QString beside = {}; // What the picture of a sample is, in lines.
};

enum class PortMark { Plain, Hovered, Fits, Unfit, Error };
enum class WireLook { Sound, Assumed, Error, Selected, Hovered, Drawn };

/// A node with all its words, in canvas units.
void paint_box(QPainter&, const Box&, const BoxLook&, const DataFacts*, const Theme&);
/// Name and shape only, in pixels of the view: `rect` is where the node lies there.
void paint_small_box(QPainter&, const Box&, const QRectF& rect, double zoom, const BoxLook&, const DataFacts*,
                     const Theme&);
/// `several`: more than one link starts here.
void paint_port(QPainter&, QPointF, PortMark, const QColor& category, bool several, const Theme&);
QPen wire_pen(WireLook, const Theme&);
/// A few words on a small ground with an edge, in the middle of `at`; never leaves `inside`.
void paint_tip(QPainter&, QPointF at, const QString& words, const QRectF& inside, const QColor& edge, const Theme&);
/// Under what floats over the canvas.
void paint_shadow(QPainter&, const QRectF&, const Theme&);

/// What a node says in words: "Conv 2, 2-D convolution, output 14×14×64, 18,496 parameters, 3.61 M multiply-adds", and
/// its worst finding, if any. For screen readers.
QString spoken(const Node&, const NodeFacts&, const Finding* worst);
/// What a node's tip says, in lines: name and type, what it does (`help`, else the type's), output and cost, its worst finding.
QString tip_words(const Node&, const NodeFacts&, const Finding* worst, const QString& help);

} // namespace loom
