#include "evaluate/matrix_view.h"

#include "theme/language.h"
#include "theme/theme.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace loom {

static constexpr int least_side = 22, usual_side = 35, most_side = 45, named_side = 84;

/// A line of words above or beside the cells.
static int axis() { return line_height(FontRole::Caption) + 2; }

MatrixView::MatrixView()
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("Confusion matrix"));
}

void MatrixView::set_matrix(const std::vector<std::vector<std::int64_t>>& confusion, const QStringList& classes)
{
    if (classes != classes_)
        chosen_.reset();
    confusion_ = confusion;
    classes_ = classes;
    row_sums_.clear();
    most_wrong_ = 0;
    for (std::size_t t = 0; t < confusion_.size(); ++t) {
        row_sums_.push_back(std::accumulate(confusion_[t].begin(), confusion_[t].end(), std::int64_t(0)));
        for (std::size_t p = 0; p < confusion_[t].size(); ++p)
            if (p != t)
                most_wrong_ = std::max(most_wrong_, confusion_[t][p]);
    }
    updateGeometry();
    update();
}

void MatrixView::set_percent(bool on)
{
    percent_ = on;
    update();
}

std::optional<MatrixView::Cell> MatrixView::worst() const
{
    if (most_wrong_ == 0)
        return {};
    for (int t = 0; t < int(confusion_.size()); ++t)
        for (int p = 0; p < int(confusion_.size()); ++p)
            if (p != t && confusion_[std::size_t(t)][std::size_t(p)] == most_wrong_)
                return Cell{t, p};
    return {};
}

void MatrixView::choose(Cell cell)
{
    const int n = int(confusion_.size());
    if (n == 0)
        return;
    cell.truth = std::clamp(cell.truth, 0, n - 1);
    cell.predicted = std::clamp(cell.predicted, 0, n - 1);
    chosen_ = cell;
    update();
    Q_EMIT cell_chosen(cell.truth, cell.predicted);
}

int MatrixView::label_width() const
{
    const QFontMetrics metrics(loom::font(FontRole::Caption));
    int widest = 0;
    for (const QString& c : classes_)
        widest = std::max(widest, metrics.horizontalAdvance(c));
    return std::min(widest, 84) + 8;
}

MatrixView::Places MatrixView::places() const
{
    const int n = std::max(1, int(confusion_.size()));
    const int left = axis() + label_width(), top = 2 * axis();
    // Few classes with long names: the names fit over their cells.
    const int most = std::clamp(label_width(), most_side, named_side);
    const int side = std::clamp(std::min((width() - left - 2) / n, (height() - top - 2) / n), least_side, most);
    return {left, top, side};
}

QSize MatrixView::sizeHint() const
{
    const int n = std::max(2, int(confusion_.size()));
    return {axis() + label_width() + n * usual_side + 4, 2 * axis() + n * usual_side + 4};
}

QSize MatrixView::minimumSizeHint() const
{
    const int n = std::max(2, int(confusion_.size()));
    return {axis() + label_width() + n * least_side + 4, 2 * axis() + n * least_side + 4};
}

QRect MatrixView::cell_rect(Cell c) const { return cell_rect(places(), c); }

QRect MatrixView::cell_rect(const Places& p, Cell c) const
{
    return {p.left + c.predicted * p.side, p.top + c.truth * p.side, p.side - 1, p.side - 1};
}

std::optional<MatrixView::Cell> MatrixView::at(QPoint point) const
{
    const Places p = places();
    const int n = int(confusion_.size());
    const int column = (point.x() - p.left) / p.side, row = (point.y() - p.top) / p.side;
    if (point.x() < p.left || point.y() < p.top || row >= n || column >= n)
        return {};
    return Cell{row, column};
}

void MatrixView::paintEvent(QPaintEvent*)
{
    const Theme& t = theme();
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    const Places place = places();
    const int n = int(confusion_.size());

    p.setFont(loom::font(FontRole::Caption, true));
    p.setPen(t.text2);
    p.drawText(QRect(place.left, 0, n * place.side, axis()), Qt::AlignCenter, tr("predicted"));
    p.save();
    p.translate(0, place.top + n * place.side / 2.0);
    p.rotate(-90);
    p.drawText(QRectF(-n * place.side / 2.0, 0, n * place.side, axis()), Qt::AlignCenter, tr("true"));
    p.restore();

    const QFont labels = loom::font(FontRole::Caption);
    const QFontMetrics metrics(labels);
    const QFont numbers = number_font(FontRole::Caption), bold = number_font(FontRole::Caption, true);
    p.setFont(labels);
    p.setPen(t.text3);
    const int beside = place.left - axis() - 6;
    for (int i = 0; i < n; ++i) {
        const QString name = i < classes_.size() ? classes_[i] : QString::number(i);
        p.drawText(QRect(place.left + i * place.side, axis(), place.side - 1, axis()), Qt::AlignCenter,
                   metrics.elidedText(name, Qt::ElideRight, place.side - 1));
        p.drawText(QRect(axis(), place.top + i * place.side, beside, place.side - 1), Qt::AlignRight | Qt::AlignVCenter,
                   metrics.elidedText(name, Qt::ElideRight, beside));
    }
    for (int row = 0; row < n; ++row)
        for (int column = 0; column < n; ++column) {
            const std::int64_t count = confusion_[std::size_t(row)][std::size_t(column)];
            const QRectF r = cell_rect(place, {row, column});
            QColor ground = mixed(t.grid, t.surface, 0.35);
            if (count > 0 && row == column)
                ground = mixed(t.s1, t.surface, 0.22);
            else if (count > 0)
                ground = mixed(t.s2, t.surface,
                               most_wrong_ > 1 ? 0.10 + 0.45 * std::log(double(count)) / std::log(double(most_wrong_)) : 0.10);
            const bool is_chosen = chosen_ && *chosen_ == Cell{row, column};
            p.setPen(Qt::NoPen);
            p.setBrush(ground);
            p.drawRoundedRect(r, 3, 3);
            if (count > 0) {
                p.setFont(is_chosen ? bold : numbers);
                p.setPen(t.text);
                const std::int64_t sum = row_sums_[std::size_t(row)];
                const QString text = percent_ ? QString::number(100.0 * double(count) / double(std::max<std::int64_t>(1, sum)), 'f', 1)
                                              : QString::number(count);
                p.drawText(r, Qt::AlignCenter, text);
            }
        }
    if (chosen_) {
        p.setPen(QPen(t.accent, 2.5));
        p.setBrush(Qt::NoBrush);
        p.drawRoundedRect(QRectF(cell_rect(place, *chosen_)).adjusted(-0.5, -0.5, 0.5, 0.5), 3.5, 3.5);
    }
}

void MatrixView::mousePressEvent(QMouseEvent* event)
{
    if (const auto cell = at(event->pos()))
        choose(*cell);
}

void MatrixView::keyPressEvent(QKeyEvent* event)
{
    Cell c = chosen_.value_or(Cell{});
    switch (event->key()) {
    case Qt::Key_Left: --c.predicted; break;
    case Qt::Key_Right: ++c.predicted; break;
    case Qt::Key_Up: --c.truth; break;
    case Qt::Key_Down: ++c.truth; break;
    case Qt::Key_Home: c.predicted = 0; break;
    case Qt::Key_End: c.predicted = int(confusion_.size()) - 1; break;
    default: QWidget::keyPressEvent(event); return;
    }
    choose(c);
}

bool MatrixView::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        if (const auto c = at(help->pos())) {
            const std::int64_t count = confusion_[std::size_t(c->truth)][std::size_t(c->predicted)];
            const std::int64_t sum = std::max<std::int64_t>(1, row_sums_[std::size_t(c->truth)]);
            QToolTip::showText(help->globalPos(),
                               tr("True %1, predicted %2: %3 of %4 (%5)")
                                   .arg(classes_.value(c->truth), classes_.value(c->predicted), counted(count), counted(sum),
                                        percent_text(double(count) / double(sum))),
                               this);
        } else {
            QToolTip::hideText();
        }
        return true;
    }
    return QWidget::event(event);
}

void MatrixView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        setAccessibleName(tr("Confusion matrix"));
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::StyleChange) {
        updateGeometry();
        update();
    }
    QWidget::changeEvent(event);
}

} // namespace loom
