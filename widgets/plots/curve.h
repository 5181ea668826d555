#pragma once
#include "plots/column_bars.h"
#include "plots/series.h"

#include <QSet>
#include <QString>

#include <memory>
#include <optional>

#include <qcustomplot.h>

namespace loom {

struct Theme;

/// Who a curve belongs to and how it is drawn. Colour and end mark say the run, the line says the part of the data.
struct CurveLook {
    enum class Line {
        Solid,  // Validation.
        Dotted, // Training.
        Own,    // A curve alone in its plot: the dash of its own series.
        Raw     // Unsmoothed values, faint, behind.
    };
    QString run;        // What the legend hides together.
    QString name = {};  // "Run 14"
    QString column = {}; // Head of its column in the tip: "valid.". Empty: not in the tip.
    int series = 0;
    Line line = Line::Solid;
    bool end_mark = true;
};

/// A run's line with its mark in the middle, as legends and tables show it.
void paint_sample(QPainter&, const CurveLook&, const QRectF&, const Theme&);

/// Draws a Series straight from its pyramid: nothing is copied, the cost is that of the pixels.
class PlotCurve : public QCPAbstractPlottable {
public:
    PlotCurve(QCPAxis* key, QCPAxis* value, CurveLook);

    const CurveLook& look() const { return look_; }
    void set_name(const QString& name, const QString& column);
    /// Never null. Whoever gave them may make them longer.
    std::shared_ptr<Series> points = std::make_shared<Series>();
    /// The edges of a band around the curve, with as many points; null: it has none.
    std::shared_ptr<const Series> low, high;
    /// x of the best epoch, with its dashed line and triangle; NaN for none.
    double best = std::numeric_limits<double>::quiet_NaN();

    /// How many points it had when it was last drawn.
    std::size_t drawn() const { return drawn_; }

    double selectTest(const QPointF&, bool, QVariant*) const override { return -1; }
    QCPRange getKeyRange(bool& found, QCP::SignDomain) const override;
    QCPRange getValueRange(bool& found, QCP::SignDomain, const QCPRange&) const override;

protected:
    QRect clipRect() const override;
    void draw(QCPPainter*) override;
    void drawLegendIcon(QCPPainter*, const QRectF&) const override {}

private:
    void draw_line(QCPPainter*);
    void draw_dots(QCPPainter*);
    void fill_dots(QCPPainter*);
    void fill_bars(QCPPainter*);
    template <class XOf, class YOf, class Shown>
    void draw_points(QCPPainter*, const XOf&, const YOf&, const Shown&);
    template <class XOf, class YOf, class Shown>
    void draw_columns(QCPPainter*, const XOf&, const YOf&, const Shown&);
    template <class XOf, class YOf>
    void draw_band(QCPPainter*, int columns, const XOf&, const YOf&);
    void draw_best(QCPPainter*, double x, std::optional<double> y);

    CurveLook look_;
    std::size_t drawn_ = 0;
    Series::Picture picture_; // Kept, so that a redraw allocates nothing.
    QPolygonF line_;
    QVector<QLineF> lines_;
    std::vector<ColumnBar> bars_;
    QVector<QRect> boxes_;
};

} // namespace loom
