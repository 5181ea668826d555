#pragma once
#include "schema/types.h"

#include <QFrame>

#include <functional>

class QListView;
class QStandardItemModel;

namespace loom {

class Label;
class SearchField;

/// A field and the layers that match it, over the canvas: type, arrow keys, Enter.
class LayerSearch : public QFrame {
    Q_OBJECT
public:
    explicit LayerSearch(QWidget* canvas);
    /// Shown with its corner near `at`; only layers that `fits` says yes to.
    void open(QPoint at, std::function<bool(const LayerType&)> fits);
    /// Without a choice; nothing where it is not open.
    void close_it();

signals:
    void chosen(const loom::LayerType*);
    void closed();

protected:
    bool eventFilter(QObject*, QEvent*) override;
    void changeEvent(QEvent*) override;
    void paintEvent(QPaintEvent*) override;

private:
    void fill();
    void choose();
    SearchField* field_;
    QListView* list_;
    QStandardItemModel* model_;
    Label* nothing_;
    std::function<bool(const LayerType&)> fits_;
};

} // namespace loom
