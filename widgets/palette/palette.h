#pragma once
#include "bridge/units.h"

#include <QTreeView>
#include <QFrame>

#include <set>

class QStandardItemModel;
class QToolButton;

namespace loom {

class PanelHead;
class SearchField;
class UnitShelf;

/// The list inside the palette; from it a layer or a unit is dragged with the mouse.
class LayerTree : public QTreeView {
    Q_OBJECT
public:
    LayerTree();
    /// Null for a category and for a unit.
    static const LayerType* type_of(const QModelIndex&);
    /// Null for all but units.
    static UnitPtr unit_of(const QModelIndex&);
    /// Nothing for a category, and for a unit whose file is damaged.
    static Addable addable_of(const QModelIndex&);
    /// As a double click, or Enter.
    void choose(const QModelIndex&);

signals:
    void chosen(const loom::Addable&);
    /// A unit whose file is damaged.
    void refused(const loom::UnitPtr&);
    /// Positions are global.
    void dragged(const loom::Addable&, QPointF);
    void dropped(const loom::Addable&, QPointF);
    void drag_ended();
    void menu_wanted(const QModelIndex&, QPoint);
    /// F2, Delete.
    void rename_wanted(const QModelIndex&);
    void removal_wanted(const QModelIndex&);

protected:
    void mousePressEvent(QMouseEvent*) override;
    void mouseMoveEvent(QMouseEvent*) override;
    void mouseReleaseEvent(QMouseEvent*) override;
    void mouseDoubleClickEvent(QMouseEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    void contextMenuEvent(QContextMenuEvent*) override;

private:
    Addable held_;
    QPointF pressed_at_;
    bool dragging_ = false;
};

/// All layers by category, the units that come with the program and the user's own, with search. A double click or Enter
/// adds one; it can be dragged to the canvas.
class Palette : public QFrame {
    Q_OBJECT
public:
    explicit Palette(QWidget* parent = nullptr);
    LayerTree& tree() const { return *tree_; }
    SearchField& search() const { return *search_; }
    /// Shows units too.
    void follow(UnitShelf&);

signals:
    void chosen(const loom::Addable&);
    /// Why a unit of the library cannot be added.
    void said(const QString&);

protected:
    void changeEvent(QEvent*) override;
    bool eventFilter(QObject*, QEvent*) override;

private:
    void fill();
    void retranslate();
    void fold_all();
    void add_group(int key, const QString& title, std::vector<std::pair<int, Addable>> hits);
    void open_menu(const QModelIndex&, QPoint);
    void rename(const QModelIndex&);
    void remove(const QModelIndex&);
    QModelIndex row_of(const QString& file) const;
    bool show_file(const QString& file);
    PanelHead* head_;
    QToolButton* fold_;
    SearchField* search_;
    LayerTree* tree_;
    QStandardItemModel* model_;
    std::set<int> folded_; // Categories, and those of units.
    UnitShelf* shelf_ = nullptr;
    std::vector<UnitPtr> shipped_; // In the current language.
    std::pair<int, QModelIndex> best_;
    QString awaited_; // A file that is to be shown once it is listed.
};

} // namespace loom
