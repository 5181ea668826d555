#include "command_search.h"

#include "base/text.h"
#include "theme/command.h"

#include <QAction>
#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

namespace loom {

static constexpr int most_rows = 12, least_width = 360;

CommandList::CommandList(QWidget* window) : QFrame(window)
{
    setProperty("kind", QStringLiteral("popover"));
    setMouseTracking(true);
    setFocusPolicy(Qt::NoFocus);
}

int CommandList::row_height() const
{
    return std::max(32, line_height(FontRole::Body) + 12);
}
int CommandList::shown_rows() const
{
    return std::min(most_rows, int(rows_.size()));
}

void CommandList::set_rows(QList<Row> rows)
{
    rows_ = std::move(rows);
    current_ = first_ = 0;
    resize(sizeHint());
    update();
}

QSize CommandList::sizeHint() const
{
    return {width(), 12 + row_height() * std::max(1, shown_rows())};
}

void CommandList::move_by(int step)
{
    if (rows_.isEmpty())
        return;
    current_ = std::clamp(current_ + step, 0, int(rows_.size()) - 1);
    first_ = std::clamp(first_, current_ - shown_rows() + 1, current_);
    update();
}

QAction* CommandList::chosen() const
{
    return rows_.isEmpty() ? nullptr : rows_[current_].action.data();
}

void CommandList::paintEvent(QPaintEvent* e)
{
    QFrame::paintEvent(e);
    const Theme& t = theme();
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    if (rows_.isEmpty()) {
        p.setFont(loom::font(FontRole::Small));
        p.setPen(t.text3);
        p.drawText(rect(), Qt::AlignCenter, tr("No command has this name"));
        return;
    }
    for (int i = 0; i < shown_rows(); ++i) {
        const Row& row = rows_[first_ + i];
        const bool on = row.action && row.action->isEnabled();
        const QRect r(6, 6 + i * row_height(), width() - 12, row_height());
        if (first_ + i == current_) {
            p.setPen(Qt::NoPen);
            p.setBrush(t.accentbg);
            p.drawRoundedRect(r, size::radius, size::radius);
        }
        p.setFont(loom::font(FontRole::Caption));
        p.setPen(t.text3);
        const int key_width = row.key.isEmpty() ? 0 : p.fontMetrics().horizontalAdvance(row.key) + 12;
        p.drawText(r.adjusted(0, 0, -10, 0), Qt::AlignRight | Qt::AlignVCenter, row.key);
        const int group_width = p.fontMetrics().horizontalAdvance(row.group);
        p.drawText(r.adjusted(0, 0, -10 - key_width, 0), Qt::AlignRight | Qt::AlignVCenter, row.group);
        p.setFont(loom::font(FontRole::Body));
        p.setPen(on ? t.text : t.disabled);
        const QRect name = r.adjusted(10, 0, -20 - key_width - group_width, 0);
        p.drawText(name, Qt::AlignLeft | Qt::AlignVCenter,
                   p.fontMetrics().elidedText(row.name, Qt::ElideRight, name.width()));
    }
}

void CommandList::mouseMoveEvent(QMouseEvent* e)
{
    const int i = first_ + (int(e->position().y()) - 6) / row_height();
    if (i >= 0 && i < rows_.size() && i != current_) {
        current_ = i;
        update();
    }
}

void CommandList::mousePressEvent(QMouseEvent* e)
{
    mouseMoveEvent(e);
    Q_EMIT picked();
}

void CommandList::wheelEvent(QWheelEvent* e)
{
    first_ = std::clamp(first_ - e->angleDelta().y() / 60, 0, std::max(0, int(rows_.size()) - shown_rows()));
    current_ = std::clamp(current_, first_, std::max(first_, first_ + shown_rows() - 1));
    update();
}

CommandSearch::CommandSearch()
{
    setProperty("kind", QStringLiteral("command"));
    setFixedWidth(least_width);
    setFocusPolicy(Qt::ClickFocus);
    connect(this, &QLineEdit::textEdited, this, [this] { refresh(); });
}

void CommandSearch::set_purpose(const QString& words)
{
    setPlaceholderText(words);
    setAccessibleName(words);
    constexpr int around = 44; // Icon, edges and air.
    setFixedWidth(std::max(least_width, QFontMetrics(loom::font(FontRole::Body)).horizontalAdvance(words) + around));
}

void CommandSearch::open()
{
    if (!hasFocus())
        before_ = QApplication::focusWidget();
    setFocus(Qt::ShortcutFocusReason);
}

void CommandSearch::gather()
{
    entries_.clear();
    for (const Command& c : source_ ? source_() : QList<Command>())
        entries_.append({c.action, c.group, SearchTerms({english_name(c.action), chinese_name(c.action)})});
}

void CommandSearch::refresh()
{
    if (!list_) {
        list_ = new CommandList(window());
        connect(list_, &CommandList::picked, this, &CommandSearch::run);
    }
    QList<std::pair<int, const Entry*>> hits;
    for (const Entry& e : entries_)
        if (const int score = e.names.rank(text()); score && e.action)
            hits.append({score * 2 + (e.action->isEnabled() ? 1 : 0), &e});
    std::stable_sort(hits.begin(), hits.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    const bool chinese = language() == Language::Chinese;
    QList<CommandList::Row> rows;
    for (const auto& [score, e] : hits)
        rows.append({e->action, chinese ? chinese_name(e->action) : english_name(e->action), e->group,
                     e->action->shortcut().toString(QKeySequence::NativeText)});
    const int width = 480;
    const QPoint below = mapTo(window(), QPoint(0, height() + 6));
    list_->setGeometry(below.x() + (this->width() - width) / 2, below.y(), width, 100);
    list_->set_rows(std::move(rows));
    list_->show();
    list_->raise();
}

QStringList CommandSearch::found() const
{
    QStringList names;
    if (list_)
        for (const auto& row : list_->rows())
            names << row.name;
    return names;
}

void CommandSearch::run()
{
    QPointer<QAction> action = list_ ? list_->chosen() : nullptr;
    clear();
    if (before_)
        before_->setFocus(Qt::OtherFocusReason);
    else
        clearFocus();
    if (action && action->isEnabled())
        action->trigger();
}

void CommandSearch::focusInEvent(QFocusEvent* e)
{
    SearchField::focusInEvent(e);
    gather();
    refresh();
}

void CommandSearch::focusOutEvent(QFocusEvent* e)
{
    SearchField::focusOutEvent(e);
    if (list_)
        list_->hide();
}

void CommandSearch::mousePressEvent(QMouseEvent* e)
{
    SearchField::mousePressEvent(e);
    if (list_ && list_->isHidden())
        refresh();
}

void CommandSearch::keyPressEvent(QKeyEvent* e)
{
    const bool list = list_ && list_->isVisible();
    switch (e->key()) {
    case Qt::Key_Down:
    case Qt::Key_Up:
    case Qt::Key_PageDown:
    case Qt::Key_PageUp:
        if (list) {
            const int step = e->key() == Qt::Key_PageDown || e->key() == Qt::Key_PageUp ? most_rows : 1;
            list_->move_by(e->key() == Qt::Key_Down || e->key() == Qt::Key_PageDown ? step : -step);
        }
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        run();
        return;
    case Qt::Key_Escape:
        if (!text().isEmpty()) {
            clear();
            refresh();
        } else if (before_) {
            before_->setFocus(Qt::OtherFocusReason);
        } else {
            clearFocus();
        }
        return;
    default:
        SearchField::keyPressEvent(e);
    }
}

} // namespace loom
