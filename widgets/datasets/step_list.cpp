#include "datasets/step_list.h"

#include "theme/icons.h"
#include "theme/theme.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollArea>
#include <QStyleOptionButton>
#include <QToolTip>

#include <algorithm>

namespace loom {
namespace {

constexpr int gap = 4, pad = size::panel_padding, text_left = 53, text_right = 36, box = 16;

int title_height()
{
    return line_height(FontRole::Small);
}
int note_height()
{
    return line_height(FontRole::Caption);
}
/// Of a row without an error; what stands at its sides is centred in it.
int plain_height()
{
    return std::max(size::two_line_row, title_height() + note_height() + 10);
}
int wrapped_height(const QString& text, int width)
{
    return QFontMetrics(loom::font(FontRole::Caption)).boundingRect(QRect(0, 0, width, 10000), Qt::TextWordWrap, text).height();
}

/// What the list is scrolled in.
QScrollArea* area_of(QWidget* list)
{
    for (QWidget* w = list->parentWidget(); w; w = w->parentWidget())
        if (auto* area = qobject_cast<QScrollArea*>(w))
            return area;
    return nullptr;
}

} // namespace

StepList::StepList(QWidget* parent) : QWidget(parent)
{
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setProperty("own_focus", true);
    tell_name();
}

void StepList::set_rows(QList<Row> rows)
{
    if (rows == rows_)
        return;
    rows_ = std::move(rows);
    current_ = std::min(current_, int(rows_.size()) - 1);
    hovered_ = pressed_ = drop_ = -1;
    tell_name();
    updateGeometry();
    update();
}

void StepList::set_current(int row)
{
    current_ = std::clamp(row, -1, int(rows_.size()) - 1);
    bring_into_sight(current_);
    tell_name();
    update();
}

void StepList::set_opened(int row)
{
    opened_ = row;
    bring_into_sight(row);
    update();
}

void StepList::bring_into_sight(int row)
{
    QScrollArea* area = area_of(this);
    if (!area || row < 0 || row >= rows_.size())
        return;
    const QRect r = row_rect(row);
    const QPoint top = mapTo(area->widget(), r.topLeft()), bottom = mapTo(area->widget(), r.bottomLeft());
    area->ensureVisible(top.x(), bottom.y(), 0, 8);
    area->ensureVisible(top.x(), top.y(), 0, 8);
}

void StepList::tell_name()
{
    const QString list = tr("Preparation steps");
    if (current_ < 0 || current_ >= rows_.size()) {
        setAccessibleName(list);
    } else {
        const Row& row = rows_[current_];
        setAccessibleName(tr("%1, %2 of %3: %4, %5, %6")
                              .arg(list)
                              .arg(current_ + 1)
                              .arg(rows_.size())
                              .arg(row.title, row.error.isEmpty() ? row.note : row.error, row.on ? tr("on") : tr("off")));
    }
    setAccessibleDescription(
        tr("Enter opens a step, Space switches it on and off, Alt+Up and Alt+Down move it, Delete takes it out."));
}

int StepList::height_of(const Row& row, int width) const
{
    const int plain = plain_height();
    if (row.error.isEmpty())
        return plain;
    const int room = width - 2 * pad - text_left - text_right;
    return std::max(plain, title_height() + wrapped_height(row.error, room) + (row.hint.isEmpty() ? 0 : wrapped_height(row.hint, room)) + 12);
}

QRect StepList::row_rect(int row) const
{
    int top = 0;
    for (int i = 0; i < row; ++i)
        top += height_of(rows_[i], width()) + gap;
    return {pad, top, width() - 2 * pad, height_of(rows_[row], width())};
}

QRect StepList::box_rect(int row) const
{
    const QRect r = row_rect(row);
    return {r.right() - 8 - box, r.top() + (plain_height() - box) / 2, box, box};
}

int StepList::heightForWidth(int width) const
{
    int height = 0;
    for (const Row& row : rows_)
        height += height_of(row, width) + gap;
    return std::max(0, height - gap);
}

QSize StepList::sizeHint() const
{
    return {200, heightForWidth(std::max(200, width()))};
}

int StepList::row_at(QPoint at) const
{
    for (int i = 0; i < rows_.size(); ++i)
        if (row_rect(i).contains(at))
            return i;
    return -1;
}

int StepList::drop_row(int y) const
{
    int row = 0;
    for (int i = 0; i < rows_.size(); ++i)
        if (i != pressed_ && y > row_rect(i).center().y())
            ++row;
    return row;
}

void StepList::paint_row(QPainter& p, int index, const QRect& r) const
{
    const Theme& t = theme();
    const Row& row = rows_[index];
    const bool wrong = row.on && !row.error.isEmpty();
    p.setPen(wrong ? t.err : index == opened_ ? t.accent : t.line);
    p.setBrush(index == opened_ ? t.accentbg : index == hovered_ ? t.hover : t.surface);
    p.drawRoundedRect(QRectF(r).adjusted(.5, .5, -.5, -.5), size::radius - .5, size::radius - .5);
    const int first = title_height(), second = note_height();
    const int plain = plain_height();
    p.setFont(number_font(FontRole::Caption));
    p.setPen(row.on ? t.text3 : t.disabled);
    p.drawText(QRect(r.left() + 4, r.top(), 20, plain), Qt::AlignCenter, QString::number(index + 1));
    paint_icon(p, wrong ? "error" : row.icon, QPointF(r.left() + 29, r.top() + (plain - 16) / 2.0), 16,
               wrong ? t.err : row.on ? t.text2 : t.disabled);
    const int left = r.left() + text_left, room = r.width() - text_left - text_right;
    int y = r.top() + (plain - first - second) / 2;
    p.setFont(loom::font(FontRole::Small, true));
    p.setPen(row.on ? t.text : t.text3);
    p.drawText(QRect(left, y, room, first), Qt::AlignLeft | Qt::AlignVCenter,
               p.fontMetrics().elidedText(row.title, Qt::ElideRight, room));
    y += first;
    p.setFont(loom::font(FontRole::Caption));
    if (wrong) {
        const int high = wrapped_height(row.error, room);
        p.setPen(t.err);
        p.drawText(QRect(left, y, room, high), Qt::TextWordWrap, row.error);
        p.setPen(t.text2);
        p.drawText(QRect(left, y + high, room, r.bottom() - y - high), Qt::TextWordWrap, row.hint);
    } else {
        p.setPen(row.on ? t.text2 : t.text3);
        p.drawText(QRect(left, y, room, second), Qt::AlignLeft | Qt::AlignVCenter,
                   p.fontMetrics().elidedText(row.note, Qt::ElideRight, room));
    }
    QStyleOptionButton option;
    option.rect = box_rect(index);
    option.rect.translate(r.topLeft() - row_rect(index).topLeft());
    option.state = (isEnabled() ? QStyle::State_Enabled : QStyle::State_None) | (row.on ? QStyle::State_On : QStyle::State_Off);
    style()->drawPrimitive(QStyle::PE_IndicatorCheckBox, &option, &p, this);
    if (hasFocus() && index == current_) {
        p.setPen(QPen(t.accent, 2));
        p.setBrush(Qt::NoBrush);
        p.drawRoundedRect(QRectF(r).adjusted(1, 1, -1, -1), size::radius - 1, size::radius - 1);
    }
}

void StepList::paintEvent(QPaintEvent*)
{
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    for (int i = 0; i < rows_.size(); ++i) {
        p.setOpacity(drop_ >= 0 && i == pressed_ ? 0.4 : 1);
        paint_row(p, i, row_rect(i));
    }
    if (drop_ < 0)
        return;
    // Between the rows where it would stand once it is let go.
    p.setOpacity(1);
    const int before = drop_ < pressed_ ? drop_ : drop_ + 1;
    const int y = before < rows_.size() ? row_rect(before).top() - gap / 2 : height() - 1;
    p.setPen(QPen(theme().accent, 2));
    p.drawLine(pad, std::max(1, y), width() - pad, std::max(1, y));
}

void StepList::mousePressEvent(QMouseEvent* e)
{
    if (e->button() != Qt::LeftButton)
        return;
    const int row = row_at(e->pos());
    if (row < 0)
        return;
    set_current(row);
    if (box_rect(row).adjusted(-8, -8, 8, 8).contains(e->pos())) {
        Q_EMIT switched(row, !rows_[row].on);
        return;
    }
    pressed_ = row;
    press_ = e->pos();
}

void StepList::mouseMoveEvent(QMouseEvent* e)
{
    if (pressed_ < 0) {
        if (const int row = row_at(e->pos()); row != hovered_) {
            hovered_ = row;
            update();
        }
        return;
    }
    if (drop_ < 0 && (e->pos() - press_).manhattanLength() < QApplication::startDragDistance())
        return;
    drop_ = drop_row(e->pos().y());
    if (QScrollArea* area = area_of(this)) {
        const QPoint there = mapTo(area->widget(), e->pos());
        area->ensureVisible(there.x(), there.y(), 0, 24);
    }
    update();
}

void StepList::mouseReleaseEvent(QMouseEvent* e)
{
    const int row = std::exchange(pressed_, -1), to = std::exchange(drop_, -1);
    update();
    if (row < 0 || e->button() != Qt::LeftButton)
        return;
    if (to < 0) {
        if (row_at(e->pos()) == row)
            Q_EMIT opened(row);
    } else if (to != row) {
        current_ = to;
        Q_EMIT moved(row, to);
    }
}

void StepList::leaveEvent(QEvent*)
{
    hovered_ = -1;
    update();
}

void StepList::contextMenuEvent(QContextMenuEvent* e)
{
    const bool keyboard = e->reason() == QContextMenuEvent::Keyboard;
    const int row = keyboard ? current_ : row_at(e->pos());
    if (row < 0)
        return;
    set_current(row);
    Q_EMIT menu_wanted(row, keyboard ? mapToGlobal(row_rect(row).bottomLeft()) : e->globalPos());
}

void StepList::move_current(int by)
{
    const int to = current_ + by;
    if (current_ < 0 || to < 0 || to >= rows_.size())
        return;
    const int from = std::exchange(current_, to);
    Q_EMIT moved(from, to);
}

void StepList::keyPressEvent(QKeyEvent* e)
{
    const int last = int(rows_.size()) - 1, key = e->key();
    if (drop_ >= 0 && key == Qt::Key_Escape) {
        pressed_ = drop_ = -1;
        return update();
    }
    const bool arrow = key == Qt::Key_Up || key == Qt::Key_Down;
    if (arrow && e->modifiers() & Qt::AltModifier) {
        swallow_alt_ = true;
        return move_current(key == Qt::Key_Up ? -1 : 1);
    }
    if (arrow)
        set_current(std::clamp(current_ + (key == Qt::Key_Up ? -1 : 1), std::min(0, last), last));
    else if (key == Qt::Key_Home || key == Qt::Key_End)
        set_current(key == Qt::Key_Home ? std::min(0, last) : last);
    else if (current_ < 0)
        return QWidget::keyPressEvent(e);
    else if (key == Qt::Key_Return || key == Qt::Key_Enter)
        Q_EMIT opened(current_);
    else if (key == Qt::Key_Space)
        Q_EMIT switched(current_, !rows_[current_].on);
    else if (key == Qt::Key_Delete || key == Qt::Key_Backspace)
        Q_EMIT removed(current_);
    else
        return QWidget::keyPressEvent(e);
}

void StepList::keyReleaseEvent(QKeyEvent* e)
{
    if (e->key() == Qt::Key_Alt && std::exchange(swallow_alt_, false))
        return;
    QWidget::keyReleaseEvent(e);
}

void StepList::focusInEvent(QFocusEvent* e)
{
    if (current_ < 0 && !rows_.isEmpty())
        set_current(0);
    QWidget::focusInEvent(e);
    update();
}

void StepList::focusOutEvent(QFocusEvent* e)
{
    QWidget::focusOutEvent(e);
    update();
}

bool StepList::event(QEvent* e)
{
    if (e->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(e);
        const int row = row_at(help->pos());
        if (row < 0)
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(),
                               rows_[row].error.isEmpty() ? rows_[row].title + QLatin1Char('\n') + rows_[row].note
                                                          : rows_[row].error + QLatin1Char('\n') + rows_[row].hint,
                               this, row_rect(row));
        return true;
    }
    return QWidget::event(e);
}

void StepList::changeEvent(QEvent* e)
{
    if (e->type() == QEvent::LanguageChange)
        tell_name();
    if (e->type() == QEvent::StyleChange)
        updateGeometry();
    QWidget::changeEvent(e);
    update();
}

} // namespace loom
