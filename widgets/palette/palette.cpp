#include "palette/palette.h"

#include "bridge/layer_tip.h"
#include "bridge/layers.h"
#include "bridge/unit_shelf.h"
#include "theme/controls.h"
#include "theme/language.h"

#include <QContextMenuEvent>
#include <QDesktopServices>
#include <QFile>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QStandardItemModel>
#include <QStyledItemDelegate>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>
#include <functional>

namespace loom {
namespace {

constexpr int type_role = Qt::UserRole, group_role = Qt::UserRole + 1, count_role = Qt::UserRole + 2, unit_role = Qt::UserRole + 3;
constexpr int shipped_group = 100, own_group = 101; // Behind the categories.

/// Category rows with chevron and count, rows of layers and units with their category's icon.
class RowDelegate : public QStyledItemDelegate {
public:
    explicit RowDelegate(QTreeView& view) : QStyledItemDelegate(&view), view_(view) {}

    /// What to do with a name that was typed.
    std::function<void(const QModelIndex&, const QString&)> renamed;

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {0, size::row}; }
    void setEditorData(QWidget* editor, const QModelIndex& index) const override
    {
        if (auto* field = qobject_cast<QLineEdit*>(editor); field && field->text().isEmpty())
            field->setText(shown(loom::unit_of(*LayerTree::unit_of(index)->piece).name));
    }
    void setModelData(QWidget* editor, QAbstractItemModel*, const QModelIndex& index) const override
    {
        renamed(index, static_cast<QLineEdit*>(editor)->text().trimmed());
    }
    void updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option, const QModelIndex&) const override
    {
        editor->setGeometry(QRect(32, option.rect.top(), view_.viewport()->width() - 36, option.rect.height()));
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const Theme& t = theme();
        const QRect whole(0, option.rect.top(), view_.viewport()->width(), option.rect.height());
        // The current row is seen without the focus too: that of a unit just kept, and what Enter takes of a search.
        const bool current = option.state & QStyle::State_Selected;
        if (current || option.state & QStyle::State_MouseOver)
            painter->fillRect(whole, current && view_.hasFocus() ? t.accentbg : t.hover);
        const double middle = whole.top() + whole.height() / 2.0;
        const LayerType* type = LayerTree::type_of(index);
        const UnitPtr unit = LayerTree::unit_of(index);
        if (type || unit) {
            const bool damaged = unit && unit->damage;
            const QColor colour = damaged ? t.err : t.category(unit ? unit->category : type->category);
            paint_icon(*painter, damaged ? "error" : unit ? "unit" : category_icon(type->category), QPointF(12, middle - 8), 16, colour);
            painter->setPen(damaged ? t.err : t.text);
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

UnitPtr LayerTree::unit_of(const QModelIndex& index)
{
    return index.data(unit_role).value<UnitPtr>();
}

Addable LayerTree::addable_of(const QModelIndex& index)
{
    if (const LayerType* type = type_of(index))
        return *type;
    const UnitPtr unit = unit_of(index);
    return unit && !unit->damage ? Addable(unit) : Addable();
}

void LayerTree::choose(const QModelIndex& index)
{
    if (const Addable what = addable_of(index))
        Q_EMIT chosen(what);
    else if (const UnitPtr unit = unit_of(index))
        Q_EMIT refused(unit);
}

void LayerTree::mousePressEvent(QMouseEvent* event)
{
    QTreeView::mousePressEvent(event);
    if (event->button() != Qt::LeftButton)
        return;
    const QModelIndex index = indexAt(event->position().toPoint());
    held_ = addable_of(index);
    pressed_at_ = event->globalPosition();
    dragging_ = false;
    if (index.isValid() && !index.parent().isValid())
        setExpanded(index, !isExpanded(index));
}

// The button keeps the mouse here, so what is carried goes by signals; nothing but the canvas takes it.
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
    const Addable held = std::exchange(held_, {});
    if (!std::exchange(dragging_, false))
        return;
    unsetCursor();
    Q_EMIT dropped(held, event->globalPosition());
}

void LayerTree::mouseDoubleClickEvent(QMouseEvent* event)
{
    held_ = {};
    const QModelIndex index = indexAt(event->position().toPoint());
    if (index.parent().isValid())
        choose(index);
    else
        QTreeView::mouseDoubleClickEvent(event);
}

void LayerTree::keyPressEvent(QKeyEvent* event)
{
    // The field of a name leaves some keys to the list, Enter too: they are not meant for it.
    if (state() == EditingState)
        return QTreeView::keyPressEvent(event);
    const QModelIndex index = currentIndex();
    if (event->key() == Qt::Key_Escape && dragging_) {
        held_ = {};
        dragging_ = false;
        unsetCursor();
        Q_EMIT drag_ended();
        return;
    }
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && index.parent().isValid())
        return choose(index);
    if (event->key() == Qt::Key_F2)
        return Q_EMIT rename_wanted(index);
    if (event->key() == Qt::Key_Delete)
        return Q_EMIT removal_wanted(index);
    QTreeView::keyPressEvent(event);
}

void LayerTree::contextMenuEvent(QContextMenuEvent* event)
{
    const bool by_mouse = event->reason() == QContextMenuEvent::Mouse;
    const QModelIndex index = by_mouse ? indexAt(event->pos()) : currentIndex();
    if (by_mouse)
        setCurrentIndex(index);
    if (index.parent().isValid())
        Q_EMIT menu_wanted(index, by_mouse ? event->globalPos() : viewport()->mapToGlobal(visualRect(index).bottomLeft()));
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
    connect(tree_, &LayerTree::refused, this, [this](const UnitPtr& unit) { Q_EMIT said(unit->help); });
    connect(tree_, &LayerTree::menu_wanted, this, &Palette::open_menu);
    connect(tree_, &LayerTree::rename_wanted, this, &Palette::rename);
    connect(tree_, &LayerTree::removal_wanted, this, &Palette::remove);
    static_cast<RowDelegate*>(tree_->itemDelegate())->renamed = [this](const QModelIndex& index, const QString& name) {
        const UnitPtr unit = LayerTree::unit_of(index);
        if (unit && shelf_ && !name.isEmpty() && name != shown(loom::unit_of(*unit->piece).name))
            shelf_->rename(unit->file, name);
    };
    connect(fold_, &QToolButton::clicked, this, &Palette::fold_all);
    const auto remember = [this](bool open) {
        return [this, open](const QModelIndex& index) {
            if (!search_->text().isEmpty())
                return;
            const int group = index.data(group_role).toInt();
            open ? void(folded_.erase(group)) : void(folded_.insert(group));
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
    if (shelf_)
        shipped_ = shipped_units();
    fill();
}

void Palette::fill()
{
    const QString query = search_->text();
    model_->clear();
    best_ = {};
    for (const Category category : all_categories) {
        std::vector<std::pair<int, Addable>> hits;
        for (const LayerEntry& entry : layer_entries())
            if (entry.type->category == category)
                if (const int rank = entry.terms.rank(query))
                    hits.emplace_back(rank, *entry.type);
        add_group(int(category), category_title(category), std::move(hits));
    }
    if (shelf_) {
        const auto matching = [&](const std::vector<UnitPtr>& units) {
            std::vector<std::pair<int, Addable>> hits;
            for (const UnitPtr& unit : units)
                if (const int rank = unit->terms.rank(query))
                    hits.emplace_back(rank, Addable(unit));
            return hits;
        };
        add_group(shipped_group, tr("Ready-made units"), matching(shipped_));
        add_group(own_group, tr("My units"), matching(shelf_->units()));
    }
    if (best_.second.isValid())
        tree_->setCurrentIndex(best_.second);
}

void Palette::add_group(int key, const QString& title, std::vector<std::pair<int, Addable>> hits)
{
    if (hits.empty())
        return;
    const bool searched = !search_->text().isEmpty();
    std::ranges::stable_sort(hits, std::greater(), [](const auto& hit) { return hit.first; });
    auto* group = new QStandardItem(title);
    group->setData(key, group_role);
    group->setData(counted(qint64(hits.size())), count_role);
    group->setFlags(Qt::ItemIsEnabled);
    model_->appendRow(group);
    for (const auto& [rank, what] : hits) {
        auto* item = new QStandardItem(what.name());
        const QString help = what.unit ? what.unit->help : shown(what.type->help);
        item->setData(help, Qt::AccessibleDescriptionRole);
        if (what.unit) {
            item->setData(QVariant::fromValue(what.unit), unit_role);
            item->setData(help.isEmpty() ? what.name() : QStringLiteral("<p>%1</p>").arg((what.name() + QStringLiteral(": ") + help).toHtmlEscaped()), Qt::ToolTipRole);
        } else {
            item->setData(QVariant::fromValue(what.type), type_role);
        }
        item->setEditable(what.unit && !what.unit->file.empty() && !what.unit->damage);
        group->appendRow(item);
        if (searched && rank > best_.first)
            best_ = {rank, item->index()};
    }
    tree_->setExpanded(group->index(), searched || !folded_.contains(key));
}

void Palette::follow(UnitShelf& shelf)
{
    shelf_ = &shelf;
    shipped_ = shipped_units();
    connect(&shelf, &UnitShelf::changed, this, [this] {
        const int place = tree_->verticalScrollBar()->value();
        const UnitPtr unit = LayerTree::unit_of(tree_->currentIndex());
        fill();
        tree_->doItemsLayout(); // Until then there is nothing to scroll.
        tree_->verticalScrollBar()->setValue(place);
        if (unit && !unit->file.empty())
            tree_->setCurrentIndex(row_of(QFile::decodeName(unit->file.c_str())));
        if (show_file(awaited_))
            awaited_.clear();
    });
    connect(&shelf, &UnitShelf::kept, this, [this](const QString& file) { awaited_ = show_file(file) ? QString() : file; });
    fill();
}

QModelIndex Palette::row_of(const QString& file) const
{
    for (int g = 0; g < model_->rowCount(); ++g)
        for (int r = 0; r < model_->rowCount(model_->index(g, 0)); ++r) {
            const QModelIndex row = model_->index(r, 0, model_->index(g, 0));
            if (const UnitPtr unit = LayerTree::unit_of(row); unit && !unit->file.empty() && QFile::decodeName(unit->file.c_str()) == file)
                return row;
        }
    return {};
}

/// Brings its row into sight and makes it the current one; false where it is not listed.
bool Palette::show_file(const QString& file)
{
    const QModelIndex row = row_of(file);
    if (!row.isValid())
        return false;
    tree_->setExpanded(row.parent(), true);
    tree_->setCurrentIndex(row);
    tree_->scrollTo(row);
    return true;
}

void Palette::open_menu(const QModelIndex& index, QPoint at)
{
    const UnitPtr unit = LayerTree::unit_of(index);
    const Addable what = LayerTree::addable_of(index);
    const QPersistentModelIndex row = index;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (what)
        menu->addAction(icon("plus"), tr("Add to the canvas"), this, [this, what] { Q_EMIT chosen(what); });
    if (unit && unit->file.empty())
        menu->addAction(icon("star"), tr("Keep in my library"), this, [this, unit] { shelf_->keep(kept_piece(*unit->piece, *unit->piece->members(main_graph).begin())); });
    if (unit && !unit->file.empty()) {
        menu->addSeparator();
        if (what)
            menu->addAction(icon("edit"), tr("Rename"), QKeySequence(Qt::Key_F2), this, [this, row] { rename(row); });
        menu->addAction(icon("trash"), tr("Remove from my library"), QKeySequence(QKeySequence::Delete), this, [this, row] { remove(row); });
        menu->addSeparator();
        menu->addAction(icon("folder"), tr("Show the folder of my library"), this,
                        [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(QFile::decodeName(shelf_->folder().c_str()))); });
    }
    menu->popup(at);
}

void Palette::rename(const QModelIndex& index)
{
    if (index.flags() & Qt::ItemIsEditable)
        tree_->edit(index);
}

void Palette::remove(const QModelIndex& index)
{
    if (const UnitPtr unit = LayerTree::unit_of(index); unit && !unit->file.empty())
        shelf_->remove(unit->file);
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
            if (const QModelIndex row = tree_->currentIndex(); row.parent().isValid() && !search_->text().isEmpty())
                tree_->choose(row);
            return true;
        }
        if (key->key() == Qt::Key_Down || key->key() == Qt::Key_Up) {
            tree_->setFocus(Qt::OtherFocusReason);
            if (!tree_->currentIndex().parent().isValid())
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
