#pragma once
#include "schema/types.h"

#include <QTreeView>
#include <QFrame>

#include <set>

class QStandardItemModel;
class QToolButton;

namespace loom {

class PanelHead;
class SearchField;

/// The list inside the palette; from it a layer is dragged with the mouse.
class LayerTree : public QTreeView {
    Q_OBJECT
public:
    LayerTree();
    static const LayerType* type_of(const QModelIndex&);

signals:
    void chosen(const loom::LayerType*);
    /// Positions are global.
    void dragged(const loom::LayerType*, QPointF);
    void dropped(const loom::LayerType*, QPointF);
    void drag_ended();

protected:
    void mousePressEvent(QMouseEvent*) override;
    void mouseMoveEvent(QMouseEvent*) override;
    void mouseReleaseEvent(QMouseEvent*) override;
    void mouseDoubleClickEvent(QMouseEvent*) override;
    void keyPressEvent(QKeyEvent*) override;

private:
    const LayerType* held_ = nullptr;
    QPointF pressed_at_;
    bool dragging_ = false;
};

/// All layers by category, with search. A double click or Enter adds one; it can be dragged to the canvas.
class Palette : public QFrame {
    Q_OBJECT
public:
    explicit Palette(QWidget* parent = nullptr);
    LayerTree& tree() const { return *tree_; }
    SearchField& search() const { return *search_; }

signals:
    void chosen(const loom::LayerType*);

protected:
    void changeEvent(QEvent*) override;
    bool eventFilter(QObject*, QEvent*) override;

private:
    void fill();
    void retranslate();
    void fold_all();
    PanelHead* head_;
    QToolButton* fold_;
    SearchField* search_;
    LayerTree* tree_;
    QStandardItemModel* model_;
    std::set<Category> folded_;
};

} // namespace loom
