#include "palette/palette.h"

#include "bridge/layer_tip.h"
#include "bridge/layers.h"
#include "theme/controls.h"
#include "theme/language.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QStandardItemModel>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

namespace loom {
namespace {

constexpr int type_role = Qt::UserRole, category_role = Qt::UserRole + 1, count_role = Qt::UserRole + 2;

/// Category rows with chevron and count, layer rows with their category's icon.
class RowDelegate : public QStyledItemDelegate {
public:
    explicit RowDelegate(QTreeView& view) : QStyledItemDelegate(&view), view_(view) {}

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {0, size::row}; }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const Theme& t = theme();
        const QRect whole(0, option.rect.top(), view_.viewport()->width(), option.rect.height());
        const bool selected = option.state & QStyle::State_Selected && view_.hasFocus();
        if (selected || option.state & QStyle::State_MouseOver)
            painter->fillRect(whole, selected ? t.accentbg : t.hover);
        const double middle = whole.top() + whole.height() / 2.0;
        if (const LayerType* type = LayerTree::type_of(index)) {
            paint_icon(*painter, category_icon(type->category), QPointF(12, middle - 8), 16,
                       t.category(type->category));
            painter->setPen(t.text);
            painter->setFont(font(FontRole::Small));
            const QRect words = whole.adjusted(36, 0, -8, 0);
            painter->drawText(
                words, Qt::AlignVCenter | Qt::TextSingleLine,
                painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, words.width()));
            return;
        }
        paint_icon(*painter, view_.isExpanded(index) ? "chevron-down" : "chevron-right", QPointF(9, middle - 6), 12,
                   t.text2);
        const QString count = index.data(count_role).toString();
        painter->setFont(font(FontRole::Caption));
        const int count_width = painter->fontMetrics().horizontalAdvance(count);
        painter->setPen(t.text3);
        painter->drawText(whole.adjusted(0, 0, -12, 0), Qt::AlignVCenter | Qt::AlignRight, count);
        painter->setPen(t.text2);
        painter->setFont(font(FontRole::Small, true));
        const QRect words = whole.adjusted(26, 0, -16 - count_width, 0);
        painter->drawText(words, Qt::AlignVCenter | Qt::TextSingleLine,
                          painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, words.width()));
    }

private:
    QTreeView& view_;
};

} // namespace

// ---- LayerTree ------------------------------------------------------------------------------------------------------

LayerTree::LayerTree()
{
    setHeaderHidden(true);
    setRootIsDecorated(false);
    setIndentation(0);
    setFrameShape(QFrame::NoFrame);
    setEditTriggers(NoEditTriggers);
    setExpandsOnDoubleClick(false);
    setUniformRowHeights(true);
    setMouseTracking(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setItemDelegate(new RowDelegate(*this));
    show_layer_tips(*this, type_role);
}

const LayerType* LayerTree::type_of(const QModelIndex& index)
{
    return index.data(type_role).value<const LayerType*>();
}

void LayerTree::mousePressEvent(QMouseEvent* event)
{
    QTreeView::mousePressEvent(event);
    if (event->button() != Qt::LeftButton)
        return;
    const QModelIndex index = indexAt(event->position().toPoint());
    held_ = type_of(index);
    pressed_at_ = event->globalPosition();
    dragging_ = false;
    if (index.isValid() && !held_)
        setExpanded(index, !isExpanded(index));
}

// The button keeps the mouse here, so the layer is carried by signals; nothing but the canvas takes one.
void LayerTree::mouseMoveEvent(QMouseEvent* event)
{
    if (!held_ || !(event->buttons() & Qt::LeftButton)) {
        QTreeView::mouseMoveEvent(event);
        return;
    }
    dragging_ = dragging_ || (event->globalPosition() - pressed_at_).manhattanLength() >= 6;
    if (dragging_) {
        setCursor(Qt::ClosedHandCursor);
        Q_EMIT dragged(held_, event->globalPosition());
    }
}

void LayerTree::mouseReleaseEvent(QMouseEvent* event)
{
    QTreeView::mouseReleaseEvent(event);
    if (event->button() != Qt::LeftButton)
        return;
    const LayerType* type = std::exchange(held_, nullptr);
    if (!std::exchange(dragging_, false))
        return;
    unsetCursor();
    Q_EMIT dropped(type, event->globalPosition());
}

void LayerTree::mouseDoubleClickEvent(QMouseEvent* event)
{
    held_ = nullptr;
    if (const LayerType* type = type_of(indexAt(event->position().toPoint())))
        Q_EMIT chosen(type);
    else
        QTreeView::mouseDoubleClickEvent(event);
}

void LayerTree::keyPressEvent(QKeyEvent* event)
{
    const LayerType* type = type_of(currentIndex());
    if (event->key() == Qt::Key_Escape && dragging_) {
        held_ = nullptr;
        dragging_ = false;
        unsetCursor();
        Q_EMIT drag_ended();
        return;
    }
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && type)
        return Q_EMIT chosen(type);
    QTreeView::keyPressEvent(event);
}

// ---- Palette --------------------------------------------------------------------------------------------------------

Palette::Palette(QWidget* parent)
    : QFrame(parent), head_(new PanelHead), fold_(tool_button("list", {})), search_(new SearchField),
      tree_(new LayerTree), model_(new QStandardItemModel(this))
{
    setProperty("ground", QStringLiteral("surface"));
    auto* layout = column(this);
    head_->add(fold_);
    layout->addWidget(head_);
    auto* field = row(nullptr);
    field->setContentsMargins(12, 8, 12, 8);
    field->addWidget(search_);
    layout->addLayout(field);
    layout->addWidget(tree_, 1);
    tree_->setModel(model_);
    search_->installEventFilter(this);
    connect(search_, &QLineEdit::textChanged, this, &Palette::fill);
    connect(tree_, &LayerTree::chosen, this, &Palette::chosen);
    connect(fold_, &QToolButton::clicked, this, &Palette::fold_all);
    const auto remember = [this](bool open) {
        return [this, open](const QModelIndex& index) {
            if (!search_->text().isEmpty())
                return;
            const auto category = Category(index.data(category_role).toInt());
            open ? void(folded_.erase(category)) : void(folded_.insert(category));
        };
    };
    connect(tree_, &QTreeView::expanded, this, remember(true));
    connect(tree_, &QTreeView::collapsed, this, remember(false));
    retranslate();
}

void Palette::retranslate()
{
    head_->set_title(tr("Layers"));
    head_->set_count(counted(qint64(layer_entries().size())));
    set_name(fold_, tr("Fold or unfold all"));
    search_->setPlaceholderText(language() == Language::Chinese ? tr("Search, for example qlj") : tr("Search"));
    search_->set_key_hint(QStringLiteral("Tab"));
    search_->setAccessibleName(tr("Search layers"));
    tree_->setAccessibleName(tr("Layers"));
    fill();
}

void Palette::fill()
{
    const QString query = search_->text();
    model_->clear();
    QModelIndex best;
    int best_rank = 0;
    for (const Category category : all_categories) {
        std::vector<std::pair<int, const LayerType*>> hits;
        for (const LayerEntry& entry : layer_entries())
            if (entry.type->category == category)
                if (const int rank = entry.terms.rank(query))
                    hits.emplace_back(rank, entry.type);
        if (hits.empty())
            continue;
        std::ranges::stable_sort(hits, std::greater(), [](const auto& hit) { return hit.first; });
        auto* group = new QStandardItem(category_title(category));
        group->setData(int(category), category_role);
        group->setData(counted(qint64(hits.size())), count_role);
        group->setFlags(Qt::ItemIsEnabled);
        model_->appendRow(group);
        for (const auto& [rank, type] : hits) {
            auto* item = new QStandardItem(shown(type->title));
            item->setData(QVariant::fromValue(type), type_role);
            item->setData(shown(type->help), Qt::AccessibleDescriptionRole);
            group->appendRow(item);
            if (!query.isEmpty() && rank > best_rank) {
                best_rank = rank;
                best = item->index();
            }
        }
        tree_->setExpanded(group->index(), !query.isEmpty() || !folded_.contains(category));
    }
    if (best.isValid())
        tree_->setCurrentIndex(best);
}

void Palette::fold_all()
{
    if (folded_.empty())
        tree_->collapseAll();
    else
        tree_->expandAll();
}

bool Palette::eventFilter(QObject* object, QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
            if (const LayerType* type = LayerTree::type_of(tree_->currentIndex()); type && !search_->text().isEmpty())
                Q_EMIT chosen(type);
            return true;
        }
        if (key->key() == Qt::Key_Down || key->key() == Qt::Key_Up) {
            tree_->setFocus(Qt::OtherFocusReason);
            if (!LayerTree::type_of(tree_->currentIndex()))
                tree_->setCurrentIndex(model_->index(0, 0, model_->index(0, 0)));
            return true;
        }
    }
    return QFrame::eventFilter(object, event);
}

void Palette::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QFrame::changeEvent(event);
}

} // namespace loom
