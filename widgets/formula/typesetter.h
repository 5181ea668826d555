#pragma once
#include "schema/formula.h"

#include <QFont>
#include <QPainterPath>

#include <vector>

class QPainter;
class QColor;

namespace loom {

/// A formula laid out: signs, letters and lines around the beginning of its baseline, in logical pixels. y grows downwards,
/// as in QPainter; ascent and descent are above and below the baseline.
class FormulaBox {
public:
    double width() const { return width_; }
    double ascent() const { return ascent_; }
    double descent() const { return descent_; }
    double height() const { return ascent_ + descent_; }
    /// With the baseline's beginning at `origin`.
    void paint(QPainter&, QPointF origin, const QColor& ink) const;

    struct Piece {
        QPointF at; // Of the baseline's beginning.
        QString text;
        QFont font;
    };
    const std::vector<Piece>& pieces() const { return pieces_; }

private:
    friend class Typesetter;
    struct Line {
        QPainterPath path;
        double pen; // 0: filled.
    };
    void add(const FormulaBox&, QPointF offset);
    double width_ = 0, ascent_ = 0, descent_ = 0;
    std::vector<Piece> pieces_;
    std::vector<Line> lines_;
};

/// Letters stand slanted, names and digits upright; what stands below and above is smaller, down to a size that can still
/// be read; fractions and tall brackets sit around the axis on which "=" and "−" lie. Lines wider than `width` go on below, where a sign
/// stands (0: never).
FormulaBox typeset(const FormulaPart&, const QFont&, double width = 0);

} // namespace loom
