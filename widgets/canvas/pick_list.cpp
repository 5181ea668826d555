#include "canvas/pick_list.h"

#include "theme/controls.h"

#include <QEvent>
#include <QKeyEvent>
#include <QListView>
#include <QPainter>
#include <QStandardItemModel>
#include <QVBoxLayout>

#include <algorithm>

namespace loom {

PickList::PickList(QWidget* canvas) : QFrame(canvas)
{
    setFixedWidth(248);
    auto* column_layout = column(this, 4);
    column_layout->setContentsMargins(8, 8, 8, 8);
    field_ = new SearchField;
    field_->installEventFilter(this);
    list_ = new QListView;
    model_ = new QStandardItemModel(this);
    list_->setModel(model_);
    list_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    list_->setFrameShape(QFrame::NoFrame);
    list_->setIconSize(QSize(16, 16));
    list_->setFocusPolicy(Qt::NoFocus);
    list_->setMouseTracking(true);
    list_->setUniformItemSizes(true);
    nothing_ = new Label({}, FontRole::Small, "text3");
    nothing_->wrap();
    column_layout->addWidget(field_);
    column_layout->addWidget(nothing_);
    column_layout->addWidget(list_);
    connect(field_, &QLineEdit::textChanged, this, &PickList::fill);
    connect(list_, &QListView::clicked, this, [this](const QModelIndex& index) {
        list_->setCurrentIndex(index);
        choose();
    });
    hide();
}

void PickList::open_at(QPoint at, const QString& name, const QString& field)
{
    field_->clear();
    fill();
    const int height = 8 + field_->sizeHint().height() + 4 + 8 * size::row + 12;
    setFixedHeight(height);
    const QRect inside = parentWidget()->rect().adjusted(8, 8, -8, -8);
    move(std::clamp(at.x(), inside.left(), std::max(inside.left(), inside.right() - width())),
         std::clamp(at.y(), inside.top(), std::max(inside.top(), inside.bottom() - height)));
    setAccessibleName(name);
    field_->setAccessibleName(field);
    field_->setPlaceholderText(field);
    show();
    raise();
    field_->setFocus(Qt::PopupFocusReason);
}

void PickList::fill()
{
    const QList<Row> found = rows(field_->text());
    model_->clear();
    for (const Row& row : found) {
        auto* item = new QStandardItem(row.icon, row.text);
        item->setData(row.value, Qt::UserRole);
        item->setToolTip(row.tip);
        item->setData(row.tip, Qt::AccessibleDescriptionRole);
        item->setSizeHint(QSize(0, size::row));
        model_->appendRow(item);
    }
    nothing_->setVisible(found.isEmpty());
    list_->setVisible(!found.isEmpty());
    nothing_->setText(nothing(field_->text()));
    make_current(0);
}

void PickList::refill()
{
    if (isHidden())
        return;
    const QVariant current = list_->currentIndex().data(Qt::UserRole);
    fill();
    for (int row = 0; row < model_->rowCount(); ++row)
        if (model_->index(row, 0).data(Qt::UserRole) == current)
            return make_current(row);
}

void PickList::make_current(int row)
{
    list_->setCurrentIndex(model_->index(row, 0));
    if (isVisible())
        walked(list_->currentIndex().data(Qt::UserRole));
}

void PickList::choose()
{
    const QVariant value = list_->currentIndex().data(Qt::UserRole);
    if (!value.isValid())
        return;
    hide();
    parentWidget()->setFocus();
    picked(value);
}

void PickList::close_it()
{
    if (isHidden())
        return;
    hide();
    Q_EMIT closed();
}

bool PickList::eventFilter(QObject* object, QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Escape) {
            left();
            parentWidget()->setFocus();
            close_it();
            return true;
        }
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            choose();
            return true;
        }
        if (key == Qt::Key_Up || key == Qt::Key_Down) {
            const int row = list_->currentIndex().row() + (key == Qt::Key_Down ? 1 : -1);
            if (row >= 0 && row < model_->rowCount())
                make_current(row);
            return true;
        }
        if (key == Qt::Key_Tab || key == Qt::Key_Backtab)
            return true;
    }
    if (event->type() == QEvent::FocusOut && static_cast<QFocusEvent*>(event)->reason() != Qt::ActiveWindowFocusReason)
        close_it();
    return QFrame::eventFilter(object, event);
}

void PickList::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange && isVisible())
        close_it();
    QFrame::changeEvent(event);
}

void PickList::paintEvent(QPaintEvent*)
{
    const Theme& t = theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(t.line, 1));
    painter.setBrush(t.raised);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), size::radius_card, size::radius_card);
}

} // namespace loom
