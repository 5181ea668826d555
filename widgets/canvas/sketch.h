#pragma once
#include "graph/analysis.h"
#include "theme/theme.h"

#include <QPainterPath>

#include <vector>

class QPainter;

namespace loom {

/// A graph so small that only its shape is seen: boxes in the colours of their categories, and their wires.
class GraphSketch {
public:
    GraphSketch() = default;
    /// Of the main graph, where its nodes lie. Any thread.
    GraphSketch(const Document&, const Analysis&);
    bool empty() const { return boxes_.empty(); }
    /// In the middle of `room`, as large as it fits.
    void paint(QPainter&, const QRectF& room, const Theme&) const;

private:
    struct Block {
        QRectF rect;
        Category category;
        bool unit;
    };
    QRectF bounds_;
    std::vector<Block> boxes_;
    std::vector<QPainterPath> wires_;
};

} // namespace loom
