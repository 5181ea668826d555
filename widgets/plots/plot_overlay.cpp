#include "plots/plot_overlay.h"

#include "theme/marks.h"
#include "theme/numbers.h"
#include "theme/theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace loom {

static bool is_told(const PlotCurve& c) { return c.visible() && c.look().line != CurveLook::Line::Raw && !c.points->empty(); }

/// Of each run that the tip has a line for, its first curve, in the order of the lines. Validation comes first.
QList<const PlotCurve*> PlotView::told_curves() const
{
    QList<const PlotCurve*> found;
    for (const bool solid : {true, false})
        for (const PlotCurve* c : curves_)
            if (is_told(*c) && (c->look().line != CurveLook::Line::Dotted) == solid &&
                std::ranges::none_of(found, [&](const PlotCurve* other) { return other->look().run == c->look().run; }))
                found.append(c);
    return found;
}

QStringList PlotView::tip_lines(double x) const
{
    QStringList columns;
    for (const bool solid : {true, false})
        for (const PlotCurve* c : curves_)
            if (is_told(*c) && (c->look().line != CurveLook::Line::Dotted) == solid && !columns.contains(c->look().column))
                columns.append(c->look().column);
    QStringList lines{key_point_.arg(x == std::floor(x) ? axis_number(x, 0) : axis_number(x, 2))};
    if (columns.size() > 1 || (columns.size() == 1 && !columns.first().isEmpty()))
        lines.first() += QLatin1Char('\t') + columns.join(QLatin1Char('\t'));
    const auto number = [this](double y) { return options_.decimals >= 0 && !std::isnan(y) ? axis_number(y, options_.decimals) : measure_text(y); };
    for (const PlotCurve* of : told_curves()) {
        QStringList cells(columns.size(), QStringLiteral("–"));
        for (const PlotCurve* c : curves_) {
            if (c->look().run != of->look().run || !is_told(*c))
                continue;
            const auto i = c->points->nearest(x);
            // Beyond the ends of a curve there is nothing to say.
            const double first = c->points->x(0), last = c->points->x(c->points->size() - 1);
            const double slack = key_range().size() * 0.01;
            if (i && x >= first - slack && x <= last + slack) {
                QString& cell = cells[columns.indexOf(c->look().column)];
                cell = number(double(c->points->y(*i)));
                if (c->low && c->high)
                    cell += QStringLiteral(" ± ") + number(double(c->high->y(*i) - c->low->y(*i)) / 2);
            }
        }
        lines.append(of->look().name + QLatin1Char('\t') + cells.join(QLatin1Char('\t')));
    }
    return lines;
}

void PlotOverlay::paintEvent(QPaintEvent*)
{
    if (!view_->crosshair_)
        return;
    const double x = *view_->crosshair_;
    const QRect area = view_->plot_->axisRect()->rect();
    const int px = int(std::round(view_->plot_->xAxis->coordToPixel(x)));
    if (px < area.left() - 1 || px > area.right() + 1)
        return;
    const Theme& t = theme();
    QPainter p(this);
    QPen line(t.text3, 1, Qt::CustomDashLine, Qt::FlatCap);
    line.setDashPattern({4, 3});
    p.setPen(line);
    p.drawLine(px, area.top(), px, area.bottom());
    if (!view_->tip_)
        return;

    const QStringList lines = view_->tip_lines(x);
    const QList<const PlotCurve*> owners = view_->told_curves(); // Of the lines behind the first.
    if (lines.size() < 2)
        return;
    const QFont normal = number_font(FontRole::Small), bold = number_font(FontRole::Small, true);
    const QFontMetricsF metrics(bold), plain(normal);
    std::vector<qreal> widths;
    for (const QString& text : lines) {
        const QStringList cells = text.split(QLatin1Char('\t'));
        if (widths.size() < std::size_t(cells.size()))
            widths.resize(std::size_t(cells.size()), 0);
        for (qsizetype c = 0; c < cells.size(); ++c)
            widths[std::size_t(c)] = std::max(widths[std::size_t(c)],
                                              metrics.horizontalAdvance(cells[c]) + (c == 0 ? 22 : 14));
    }
    const qreal row = std::max(20.0, plain.height() + 4);
    qreal wide = 20;
    for (const qreal w : widths)
        wide += w;
    QRectF box(px + 12, area.top() + 2, wide, row * double(lines.size()) + 12);
    if (box.right() > width() - 2)
        box.moveRight(px - 12);
    if (box.left() < 2)
        box.moveLeft(2);
    p.setRenderHint(QPainter::Antialiasing);
    p.setPen(Qt::NoPen);
    for (int k = 0; k < 6; ++k) { // What floats casts a shadow.
        QColor shade = t.shadow;
        shade.setAlphaF(0.03f);
        p.setBrush(shade);
        p.drawRoundedRect(box.adjusted(-k, 2 - k, k, 3 + k), 6 + k, 6 + k);
    }
    p.setBrush(t.raised);
    p.setPen(QPen(t.line, 1));
    p.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    qreal y = box.top() + 6;
    for (qsizetype n = 0; n < lines.size(); ++n, y += row) {
        const QStringList cells = lines[n].split(QLatin1Char('\t'));
        const PlotCurve* owner = n > 0 ? owners[n - 1] : nullptr;
        qreal left = box.left() + 10;
        for (qsizetype c = 0; c < cells.size(); ++c) {
            QRectF cell(left, y, widths[std::size_t(c)], row);
            left += widths[std::size_t(c)];
            if (c == 0 && owner) {
                paint_mark(p, owner->look().series, cell.center() - QPointF(cell.width() / 2 - 5, 0), t);
                cell.setLeft(cell.left() + 15);
            }
            p.setFont(c == 0 || (n > 0 && c == 1) ? bold : normal);
            // Series 5 in light is for marks, never for text.
            p.setPen(n == 0 ? (c == 0 ? t.text : t.text3)
                     : c == 0 && owner && owner->look().series % 6 != 4 ? t.series(owner->look().series)
                                                                        : t.text);
            p.drawText(cell, (c == 0 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter, cells[c]);
        }
    }
}

} // namespace loom
