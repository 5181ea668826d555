#include "canvas/layer_search.h"

#include "bridge/layers.h"
#include "theme/controls.h"
#include "theme/language.h"

#include <QEvent>
#include <QKeyEvent>
#include <QListView>
#include <QPainter>
#include <QStandardItemModel>
#include <QVBoxLayout>

#include <algorithm>

namespace loom {

LayerSearch::LayerSearch(QWidget* canvas) : QFrame(canvas)
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
    connect(field_, &QLineEdit::textChanged, this, &LayerSearch::fill);
    connect(list_, &QListView::clicked, this, [this](const QModelIndex& index) {
        list_->setCurrentIndex(index);
        choose();
    });
    hide();
}

void LayerSearch::open(QPoint at, std::function<bool(const LayerType&)> fits)
{
    fits_ = std::move(fits);
    field_->clear();
    fill();
    const int height = 8 + field_->sizeHint().height() + 4 + 8 * size::row + 12;
    setFixedHeight(height);
    const QRect inside = parentWidget()->rect().adjusted(8, 8, -8, -8);
    move(std::clamp(at.x(), inside.left(), std::max(inside.left(), inside.right() - width())),
         std::clamp(at.y(), inside.top(), std::max(inside.top(), inside.bottom() - height)));
    setAccessibleName(tr("Add a layer"));
    field_->setAccessibleName(tr("Search layers"));
    field_->setPlaceholderText(tr("Search layers"));
    show();
    raise();
    field_->setFocus(Qt::PopupFocusReason);
}

void LayerSearch::fill()
{
    struct Hit {
        const LayerType* type;
        int rank;
    };
    std::vector<Hit> hits;
    for (const LayerEntry& entry : layer_entries())
        if (const int rank = entry.terms.rank(field_->text()); rank > 0 && (!fits_ || fits_(*entry.type)))
            hits.push_back({entry.type, rank});
    std::ranges::stable_sort(hits, [](const Hit& a, const Hit& b) {
        return a.rank != b.rank ? a.rank > b.rank : a.type->category < b.type->category;
    });
    model_->clear();
    for (const Hit& hit : hits) {
        auto* item = new QStandardItem(shown(hit.type->title));
        item->setIcon(icon(category_icon(hit.type->category), category_colour(hit.type->category)));
        item->setToolTip(shown(hit.type->help));
        item->setData(QVariant::fromValue(hit.type), Qt::UserRole);
        item->setSizeHint(QSize(0, size::row));
        model_->appendRow(item);
    }
    list_->setCurrentIndex(model_->index(0, 0));
    nothing_->setVisible(hits.empty());
    list_->setVisible(!hits.empty());
    nothing_->setText(field_->text().isEmpty() ? tr("No layer fits here.") : tr("No layer of that name fits here."));
}

void LayerSearch::choose()
{
    const auto* type = list_->currentIndex().data(Qt::UserRole).value<const LayerType*>();
    if (!type)
        return;
    hide();
    parentWidget()->setFocus();
    Q_EMIT chosen(type);
}

void LayerSearch::close_it()
{
    if (isHidden())
        return;
    hide();
    Q_EMIT closed();
}

bool LayerSearch::eventFilter(QObject* object, QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Escape) {
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
                list_->setCurrentIndex(model_->index(row, 0));
            return true;
        }
        if (key == Qt::Key_Tab || key == Qt::Key_Backtab)
            return true;
    }
    if (event->type() == QEvent::FocusOut && static_cast<QFocusEvent*>(event)->reason() != Qt::ActiveWindowFocusReason)
        close_it();
    return QFrame::eventFilter(object, event);
}

void LayerSearch::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange && isVisible())
        close_it();
    QFrame::changeEvent(event);
}

void LayerSearch::paintEvent(QPaintEvent*)
{
    const Theme& t = theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(t.line, 1));
    painter.setBrush(t.raised);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), size::radius_card, size::radius_card);
}

} // namespace loom
