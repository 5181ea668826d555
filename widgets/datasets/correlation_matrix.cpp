#include "datasets/correlation_matrix.h"
#include "datasets/table_view.h"
#include "theme/controls.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace loom {

CorrelationMatrix::CorrelationMatrix(QWidget* parent) : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setMinimumSize(96, 96);
}

void CorrelationMatrix::set_values(QStringList names, std::vector<double> values, const QString& measure)
{
    names_ = std::move(names);
    values_ = std::move(values);
    measure_ = measure;
    row_ = column_ = -1;
    setAccessibleName(tr("%1 of %2 columns").arg(measure_).arg(names_.size()));
    update();
}

void CorrelationMatrix::set_current(int row, int column)
{
    if (row < 0 || column < 0 || row >= names_.size() || column >= names_.size())
        return;
    row_ = row;
    column_ = column;
    setAccessibleDescription(words(row, column));
    update();
}

QRect CorrelationMatrix::square() const
{
    const int side = std::min(width(), height()) - 2;
    return {(width() - side) / 2, (height() - side) / 2, side, side};
}

QRectF CorrelationMatrix::cell(int row, int column) const
{
    const QRectF all = square();
    const double side = all.width() / double(std::max<qsizetype>(1, names_.size()));
    return {all.left() + column * side, all.top() + row * side, side, side};
}

std::pair<int, int> CorrelationMatrix::at(QPointF point) const
{
    const QRectF all = square();
    if (!all.contains(point) || names_.isEmpty())
        return {-1, -1};
    const double side = all.width() / double(names_.size());
    const int last = int(names_.size()) - 1;
    return {std::min(last, int((point.y() - all.top()) / side)), std::min(last, int((point.x() - all.left()) / side))};
}

QString CorrelationMatrix::words(int row, int column) const
{
    const double v = values_[std::size_t(row) * std::size_t(names_.size()) + std::size_t(column)];
    return tr("%1 and %2: %3").arg(names_[row], names_[column], std::isnan(v) ? QStringLiteral("–") : shown_number(v, 2));
}

void CorrelationMatrix::paintEvent(QPaintEvent*)
{
    QPainter p(this);
    const Theme& t = theme();
    const int n = int(names_.size());
    if (n == 0)
        return;
    const bool apart = cell(0, 0).width() >= 6, numbers = cell(0, 0).width() >= 34;
    p.setFont(number_font(FontRole::Caption));
    for (int r = 0; r < n; ++r)
        for (int c = 0; c < n; ++c) {
            const double v = values_[std::size_t(r * n + c)];
            QRectF place = cell(r, c);
            if (apart)
                place.adjust(0, 0, -1, -1);
            const QColor colour = std::isnan(v) ? t.sunken : t.signed_heat(v);
            p.fillRect(place, colour);
            if (numbers && !std::isnan(v)) {
                p.setPen(std::abs(v) > 0.6 ? t.surface : t.text);
                p.drawText(place, Qt::AlignCenter, shown_number(v, 2));
            }
        }
    if (row_ < 0)
        return;
    p.setPen(QPen(hasFocus() ? t.accent : t.text, hasFocus() ? 2 : 1.5));
    p.drawRect(cell(row_, column_).adjusted(0, 0, -1, -1));
}

void CorrelationMatrix::mousePressEvent(QMouseEvent* event)
{
    if (const auto [row, column] = at(event->position()); row >= 0) {
        set_current(row, column);
        Q_EMIT current_changed(row, column);
    }
}

void CorrelationMatrix::keyPressEvent(QKeyEvent* event)
{
    int row = std::max(0, row_), column = std::max(0, column_);
    switch (event->key()) {
    case Qt::Key_Left: --column; break;
    case Qt::Key_Right: ++column; break;
    case Qt::Key_Up: --row; break;
    case Qt::Key_Down: ++row; break;
    default: return QWidget::keyPressEvent(event);
    }
    const int last = int(names_.size()) - 1;
    if (row < 0 || column < 0 || row > last || column > last)
        return;
    set_current(row, column);
    Q_EMIT current_changed(row, column);
}

bool CorrelationMatrix::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const auto [row, column] = at(help->pos());
    QToolTip::showText(help->globalPos(), row < 0 ? QString() : words(row, column), this);
    return true;
}

} // namespace loom
