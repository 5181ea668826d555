#include "plots/curve.h"

#include "theme/marks.h"

#include <cmath>

namespace loom {

static QPen line_pen(const CurveLook& look, const Theme& theme)
{
    switch (look.line) {
    case CurveLook::Line::Own: return theme.series_pen(look.series);
    case CurveLook::Line::Raw: {
        QColor c = theme.series(look.series);
        c.setAlphaF(0.22f);
        return QPen(c, 1, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin);
    }
    case CurveLook::Line::Dotted: {
        QPen pen(theme.series(look.series), 2, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin);
        pen.setDashPattern({1, 1.5});
        return pen;
    }
    case CurveLook::Line::Solid: break;
    }
    return QPen(theme.series(look.series), 2, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin);
}

void paint_sample(QPainter& p, const CurveLook& look, const QRectF& r, const Theme& theme)
{
    p.save();
    p.setRenderHint(QPainter::Antialiasing);
    p.setPen(line_pen(look, theme));
    p.drawLine(QPointF(r.left(), r.center().y()), QPointF(r.right(), r.center().y()));
    p.restore();
    if (look.end_mark)
        paint_mark(p, look.series, r.center(), theme);
}

PlotCurve::PlotCurve(QCPAxis* key, QCPAxis* value, CurveLook look) : QCPAbstractPlottable(key, value), look_(std::move(look))
{
    setSelectable(QCP::stNone);
    setAntialiased(true);
}

void PlotCurve::set_name(const QString& name, const QString& column)
{
    look_.name = name;
    look_.column = column;
}

QCPRange PlotCurve::getKeyRange(bool& found, QCP::SignDomain) const
{
    found = !points->empty();
    return found ? QCPRange(points->x(0), points->x(points->size() - 1)) : QCPRange();
}

QCPRange PlotCurve::getValueRange(bool& found, QCP::SignDomain, const QCPRange&) const
{
    const auto s = points->span(0, points->size());
    found = !s.empty();
    return found ? QCPRange(double(s.low), double(s.high)) : QCPRange();
}

QRect PlotCurve::clipRect() const
{
    return QCPAbstractPlottable::clipRect().adjusted(-8, -8, 8, 8); // Room for end marks.
}

/// Boxes in pixels of the screen, not logical ones, all in one colour.
static void fill_boxes(QCPPainter* painter, const QVector<QRect>& boxes)
{
    const double ratio = painter->device()->devicePixelRatioF();
    painter->save();
    painter->setAntialiasing(false); // Before the scale: it moves by half a logical pixel.
    painter->scale(1 / ratio, 1 / ratio);
    painter->setBrush(painter->pen().color());
    painter->setPen(Qt::NoPen);
    painter->drawRects(boxes);
    painter->restore();
}

/// What a dashed pen does, in a fraction of the time: dots are so short that each is a straight line from where it begins to where
/// it ends, whatever corners lie between; a square, where edges are not smoothed.
void PlotCurve::draw_dots(QCPPainter* painter)
{
    lines_.clear();
    const QPen pen = painter->pen();
    const QList<qreal> pattern = pen.dashPattern(); // On, off; in widths of the pen.
    const double on = pattern[0] * pen.widthF(), off = pattern[1] * pen.widthF();
    bool drawing = true;
    double left = on; // Until it begins or ends.
    QPointF begin = line_.value(0);
    for (qsizetype i = 1; i < line_.size(); ++i) {
        const QPointF a = line_[i - 1], way = line_[i] - a;
        const double length = std::hypot(way.x(), way.y());
        double done = 0;
        for (; length - done >= left; drawing = !drawing, left = drawing ? on : off) {
            done += left;
            const QPointF at = a + way * (done / length);
            if (drawing)
                lines_.append(QLineF(begin, at));
            begin = at;
        }
        left -= length - done;
    }
    if (drawing && !line_.isEmpty())
        lines_.append(QLineF(begin, line_.last()));
    if (!painter->testRenderHint(QPainter::Antialiasing))
        return fill_dots(painter);
    painter->setPen(QPen(pen.color(), pen.widthF(), Qt::SolidLine, Qt::FlatCap));
    painter->drawLines(lines_);
    painter->setPen(pen);
}

void PlotCurve::fill_dots(QCPPainter* painter)
{
    const double ratio = painter->device()->devicePixelRatioF();
    const int side = std::max(1, int(std::lround(painter->pen().widthF() * ratio)));
    boxes_.clear();
    for (const QLineF& dot : std::as_const(lines_)) {
        const QPointF corner = dot.center() * ratio - QPointF(side, side) / 2;
        boxes_.append(QRect(int(std::lround(corner.x())), int(std::lround(corner.y())), side, side));
    }
    fill_boxes(painter, boxes_);
}

void PlotCurve::draw_line(QCPPainter* painter)
{
    double length = 0;
    for (qsizetype i = 1; i < line_.size(); ++i)
        length += std::abs(line_[i].x() - line_[i - 1].x()) + std::abs(line_[i].y() - line_[i - 1].y());
    // Joins and dots of a line that goes up and down in every pixel are not seen, but take half a second to draw.
    if (length < 12 * QCPAbstractPlottable::clipRect().width()) {
        if (look_.line == CurveLook::Line::Dotted && !painter->modes().testFlag(QCPPainter::pmVectorized))
            draw_dots(painter);
        else if (line_.size() > 1)
            painter->drawPolyline(line_);
    } else {
        lines_.clear();
        for (qsizetype i = 1; i < line_.size(); ++i)
            lines_.append(QLineF(line_[i - 1], line_[i]));
        const QPen pen = painter->pen();
        painter->setPen(QPen(pen.color(), pen.widthF(), Qt::SolidLine, Qt::FlatCap));
        painter->setAntialiasing(false);
        painter->drawLines(lines_);
        applyDefaultAntialiasingHint(painter);
        painter->setPen(pen);
    }
    line_.clear();
}

template <class XOf, class YOf, class Shown>
void PlotCurve::draw_points(QCPPainter* painter, const XOf& x_of, const YOf& y_of, const Shown& shown)
{
    line_.clear();
    for (const auto& [at, y] : std::as_const(picture_.points)) {
        if (shown(y))
            line_.append(QPointF(x_of(at), y_of(y)));
        else
            draw_line(painter);
    }
    draw_line(painter);
}

/// Where a column of pixels holds many points: a bar from the least to the largest, joined to the bar before it; where they
/// are within a few pixels, a point of the line.
template <class XOf, class YOf, class Shown>
void PlotCurve::draw_columns(QCPPainter* painter, const XOf& x_of, const YOf& y_of, const Shown& shown)
{
    const bool raw = look_.line == CurveLook::Line::Raw;
    const double flat = raw ? 0 : 4, ratio = painter->device()->devicePixelRatioF();
    line_.clear();
    bars_.clear();
    const auto& found = picture_.points;
    double before = NAN; // Where the bar of the column before ended.
    for (std::size_t i = 0; i < found.size();) {
        const double at = found[i].first;
        Series::Span span;
        float last = NAN;
        for (; i < found.size() && found[i].first == at; ++i)
            if (shown(found[i].second))
                span.add(last = found[i].second);
        if (span.empty()) {
            draw_line(painter);
            before = NAN;
            continue;
        }
        const double x = x_of(at);
        double top = y_of(span.high), bottom = y_of(span.low);
        if (bottom - top < flat) {
            if (!std::isnan(before))
                line_.append(QPointF(x - 1, before));
            line_.append(QPointF(x, (top + bottom) / 2));
            before = NAN;
        } else {
            if (!line_.isEmpty()) {
                line_.append(QPointF(x, std::clamp(line_.last().y(), top, bottom)));
                draw_line(painter);
            }
            if (!std::isnan(before)) {
                top = std::min(top, before);
                bottom = std::max(bottom, before);
            }
            bars_.push_back({int(std::floor(x * ratio)), int(std::floor(top * ratio)), int(std::floor(bottom * ratio) + std::ceil(ratio))});
            before = raw ? NAN : y_of(last);
        }
    }
    draw_line(painter);
    fill_bars(painter);
}

/// Faint bars are one pixel of the screen wide and must not lie over one another, others are as wide as the line.
void PlotCurve::fill_bars(QCPPainter* painter)
{
    boxes_.clear();
    if (look_.line == CurveLook::Line::Raw) {
        cover_bars(bars_, boxes_);
    } else {
        const int width = std::max(1, int(std::lround(painter->pen().widthF() * painter->device()->devicePixelRatioF())));
        for (const ColumnBar& b : bars_)
            boxes_.append(QRect(b.x - width / 2, b.top, width, b.bottom - b.top));
    }
    fill_boxes(painter, boxes_);
}

template <class XOf, class YOf>
void PlotCurve::draw_band(QCPPainter* painter, int columns, const XOf& x_of, const YOf& y_of)
{
    const QCPRange keys = keyAxis()->range();
    const bool log_keys = keyAxis()->scaleType() == QCPAxis::stLogarithmic;
    const auto edge = [&](const Series& of) {
        QPolygonF line;
        of.picture(keys.lower, keys.upper, columns, picture_, log_keys);
        for (const auto& [at, y] : std::as_const(picture_.points))
            if (!log_keys || at > 0)
                line.append(QPointF(x_of(at), y_of(y)));
        return line;
    };
    const QPolygonF below = edge(*low);
    QPolygonF outline = edge(*high);
    std::copy(below.rbegin(), below.rend(), std::back_inserter(outline));
    QColor tint = theme().series(look_.series);
    tint.setAlphaF(0.18f);
    painter->setPen(Qt::NoPen);
    painter->setBrush(tint);
    painter->drawPolygon(outline);
}

/// The dashed line at the best epoch, and a triangle above the curve there.
void PlotCurve::draw_best(QCPPainter* painter, double x, std::optional<double> y)
{
    const Theme& t = theme();
    const QRect area = QCPAbstractPlottable::clipRect();
    if (!(x >= area.left() - 0.5 && x <= area.right() + 1.5))
        return;
    painter->save();
    QPen dashed(t.text3, 1, Qt::CustomDashLine, Qt::FlatCap);
    dashed.setDashPattern({4, 3});
    painter->setAntialiasing(false);
    painter->setPen(dashed);
    painter->drawLine(QPointF(std::round(x), area.top()), QPointF(std::round(x), area.bottom()));
    if (y && area.contains(QPoint(area.center().x(), int(*y)))) {
        painter->setAntialiasing(true);
        painter->setPen(Qt::NoPen);
        painter->setBrush(t.series(look_.series));
        painter->drawPolygon(QPolygonF{{x - 4, *y - 11}, {x + 4, *y - 11}, {x, *y - 4}});
    }
    painter->restore();
}

void PlotCurve::draw(QCPPainter* painter)
{
    drawn_ = points->size();
    const Theme& t = theme();
    const QRect area = QCPAbstractPlottable::clipRect();
    const QCPRange range = keyAxis()->range(), values = valueAxis()->range();
    const bool log = valueAxis()->scaleType() == QCPAxis::stLogarithmic;
    // Pixel columns of the screen, not logical ones.
    const double ratio = painter->device()->devicePixelRatioF();
    const bool log_keys = keyAxis()->scaleType() == QCPAxis::stLogarithmic;
    const int columns = int(area.width() * ratio);

    // What coordToPixel() of the axes says, whose logarithms of the ranges are taken once.
    const double x_scale = area.width() / (log_keys ? std::log(range.upper / range.lower) : range.size()), left = area.left();
    const auto x_of = [&](double x) { return left + (log_keys ? std::log(x / range.lower) : x - range.lower) * x_scale; };
    const double y_scale = area.height() / (log ? std::log(values.upper / values.lower) : values.size()), bottom = area.bottom();
    const auto y_of = [&](float y) { // Far outside values would overflow the rasteriser.
        const double above = !log ? double(y) - values.lower : y > 0 ? std::log(double(y) / values.lower) : -INFINITY;
        return std::clamp(bottom - above * y_scale, -1e4, 1e4);
    };
    const auto shown = [&](float y) { return !std::isnan(y) && (!log || y > 0); };

    painter->save();
    painter->setClipRect(area.adjusted(0, -1, 0, 1));
    applyDefaultAntialiasingHint(painter);
    if (low && high)
        draw_band(painter, columns, x_of, y_of);
    points->picture(range.lower, range.upper, columns, picture_, log_keys);
    if (log_keys) // One point beyond the left end may have no logarithm.
        std::erase_if(picture_.points, [](const auto& p) { return !(p.first > 0); });
    painter->setPen(line_pen(look_, t));
    painter->setBrush(Qt::NoBrush);
    if (picture_.reduced)
        draw_columns(painter, x_of, y_of, shown);
    else
        draw_points(painter, x_of, y_of, shown);
    painter->restore();

    if (!std::isnan(best)) {
        const auto i = points->nearest(best);
        draw_best(painter, x_of(best), i && shown(points->y(*i)) ? std::optional(y_of(points->y(*i))) : std::nullopt);
    }
    if (look_.end_mark && !points->empty()) {
        const std::size_t last = points->size() - 1;
        if (const float y = points->y(last); shown(y)) {
            const QPointF at(x_of(points->x(last)), y_of(y));
            if (QRectF(area).adjusted(-1, -1, 2, 2).contains(at))
                paint_mark(*painter, look_.series, at, t);
        }
    }
}

} // namespace loom
